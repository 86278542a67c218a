"""PEFT adapters on models: added, loaded from any source, switched, saved. The `peft` library does the work.

`trivet_torch.extras.adapter_files` reads and writes the files.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import nn

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME
from trivet.errors import CheckpointMismatchError
from trivet.families.publishable import refuse_stray_options
from trivet.layout import TORCH
from trivet.sources.options import take_options
from trivet_torch.extras.adapter_files import (
    PREFIX,
    AdapterFiles,
    AdapterSaving,
    adapted_tables,
    peft_library,
    read_adapter,
    with_embeddings,
    write_adapter,
)
from trivet_torch.extras.adapter_layers import adapt_layers, by_names, change_of_base, changes_values, explained_by_peft
from trivet_torch.extras.adapter_rollback import unchanged_on_failure
from trivet_torch.placement.offload import has_offloaded

if TYPE_CHECKING:
    from peft import PeftConfig

_DEFAULT = "default"


class Adapters(nn.Module):
    """The methods of models for adapters of the `peft` library.

    Attributes:
        peft_config: adapter name → its config; set with the first adapter.
    """

    _hf_peft_config_loaded: bool = False  # the name that trainers and PEFT itself read
    name_or_path: str
    peft_config: dict[str, PeftConfig]
    _trained_without: set[str]  # names of the parameters that were trained before the first adapter

    def add_adapter(self, adapter_config: PeftConfig, adapter_name: str | None = None) -> None:
        """Add an adapter with initial values and activate it; from then on only it is trained.

        Args:
            adapter_name: None means "default".

        Raises:
            PackageNotInstalledError: peft is not installed.
            InvalidConfigError: the adapter adapts no layers of the model.
            ValueError: the name is taken, the config is not one of peft's, or parts of the model are offloaded.
        """
        name = adapter_name or _DEFAULT
        if not isinstance(adapter_config, peft_library("add_adapter").PeftConfig):
            raise ValueError(f"adapter_config must be a config of peft's, not {type(adapter_config).__name__}")
        adapter_config.base_model_name_or_path = self.name_or_path or None
        with unchanged_on_failure(self, values=changes_values(adapter_config)):
            self._inject(adapter_config, name)
            self.set_adapter(name)

    def load_adapter(
        self,
        peft_model_id: str | os.PathLike[str] | None = None,
        adapter_name: str | None = None,
        revision: str | None = None,
        token: str | bool | None = None,
        device_map: Any = None,
        max_memory: Any = None,
        offload_folder: Any = None,
        offload_index: Any = None,
        peft_config: PeftConfig | None = None,
        adapter_state_dict: Mapping[str, torch.Tensor] | None = None,
        adapter_kwargs: Mapping[str, Any] | None = None,
        *,
        trust_remote_code: bool = False,
    ) -> None:
        """Add a saved adapter. Other adapters stay; `set_adapter` chooses between them.

        Args:
            peft_model_id: a folder, a repository or an address with `adapter_config.json` and weights.
            adapter_name: None means "default".
            revision, token: as for `SourceOptions`.
            device_map, max_memory, offload_folder, offload_index: without effect: each part of an adapter is on the
                device of its layer.
            peft_config, adapter_state_dict: the adapter itself, instead of a source.
            adapter_kwargs: further fields of `SourceOptions`, and `subfolder`.
            trust_remote_code: whether PEFT receives the adapter's config unchanged, which can make it run code.

        Raises:
            PackageNotInstalledError: peft is not installed.
            SourceNotFoundError: the source has no adapter.
            UntrustedCodeError: its config makes PEFT import a module.
            InvalidConfigError: PEFT does not know its config, or it adapts no layers of the model.
            CheckpointMismatchError: its tensors do not fit the model.
            ValueError: the name is taken, there is nothing to load, or parts of the model are offloaded.
            After any failure the model is unchanged.
        """
        peft_library("load_adapter")
        name = adapter_name or _DEFAULT
        if peft_model_id is None:
            if peft_config is None or adapter_state_dict is None:
                raise ValueError("give a source to load, or both peft_config= and adapter_state_dict=")
            files = AdapterFiles(peft_config, None, "adapter_state_dict", adapter_state_dict)
        else:
            keywords = {"revision": revision, "token": token, **(adapter_kwargs or {})}
            subfolder = str(keywords.pop("subfolder", None) or "")
            options, rest = take_options(keywords)
            if rest:
                raise TypeError(f"adapter_kwargs has keywords that are not options of sources: {', '.join(rest)}")
            files = read_adapter(peft_model_id, subfolder, options, trust_remote_code=trust_remote_code)
            if peft_config is not None:
                files = replace(files, config=peft_config, path=None)
            if adapter_state_dict is not None:
                files = replace(files, tensors=adapter_state_dict)
        with unchanged_on_failure(self, values=changes_values(files.config)):
            self._inject(files.config, name, files.path)
            with explained_by_peft(self):
                self._fill(name, files.tensors, files.weights)
        self.train(self.training)  # else dropout of new layers would be active in evaluation mode

    def set_adapter(self, adapter_name: str | Sequence[str]) -> None:
        """Activate this adapter and no other, or these together.

        Raises:
            ValueError: there is no adapter of that name.
        """
        self._require(adapter_name)
        active = adapter_name if isinstance(adapter_name, str) else list(adapter_name)
        for layer in self._layers():
            layer.enable_adapters(enabled=True)
            layer.set_adapter(active)

    def disable_adapters(self) -> None:
        """Disable all adapters.

        Raises:
            ValueError: there is no adapter.
        """
        self._require()
        for layer in self._layers():
            layer.enable_adapters(enabled=False)

    def enable_adapters(self) -> None:
        """Undo `disable_adapters`.

        Raises:
            ValueError: there is no adapter.
        """
        self._require()
        for layer in self._layers():
            layer.enable_adapters(enabled=True)

    def active_adapters(self) -> list[str]:
        """The active adapters.

        Raises:
            ValueError: there is no adapter.
        """
        self._require()
        active = next(self._layers()).active_adapter
        return [active] if isinstance(active, str) else list(active)

    def active_adapter(self) -> str:
        """The first of the active adapters.

        Raises:
            ValueError: there is no adapter.
        """
        return self.active_adapters()[0]

    def delete_adapter(self, adapter_names: str | Sequence[str]) -> None:
        """Remove adapters; without any adapter the model is as it was before the first.

        Raises:
            ValueError: there is no adapter of that name, or one has changed the model's own parameters permanently.
        """
        self._require(adapter_names)
        from peft.functional import delete_adapter

        names = [adapter_names] if isinstance(adapter_names, str) else list(adapter_names)
        for name in names:
            change = change_of_base(self.peft_config[name])
            if change is not None:
                raise ValueError(f"the adapter {name!r} cannot be removed: {change}. Load the model again without it")
        for name in names:
            if len(self.peft_config) == 1:
                self._unwrap()
            else:
                delete_adapter(self, name, _prefix_of(self.peft_config[name]))
                del self.peft_config[name]

    def get_adapter_state_dict(
        self, adapter_name: str | None = None, state_dict: Mapping[str, torch.Tensor] | None = None
    ) -> dict[str, torch.Tensor]:
        """The tensors of one adapter, by their names in the model without the adapter's own.

        Args:
            adapter_name: None means the active one.
            state_dict: values of the whole model to choose from; None means the model's own.

        Raises:
            ValueError: there is no adapter of that name.
        """
        name = adapter_name or self.active_adapter()
        self._require(name)
        state: dict[str, torch.Tensor] = peft_library("get_adapter_state_dict").get_peft_model_state_dict(
            self, state_dict=state_dict, adapter_name=name, save_embedding_layers=with_embeddings(self, name)
        )
        return state

    def _save_adapter(
        self,
        save_directory: str | os.PathLike[str],
        how: AdapterSaving,
        side_files: Mapping[str, bytes],
        push_to_hub: bool,
        publishing: Mapping[str, Any],
    ) -> list[Path]:
        """`save_pretrained` for a model with an adapter."""
        refuse_stray_options(publishing, push_to_hub)
        written = write_adapter(self, save_directory, how, side_files)
        if push_to_hub:
            publish: Any = self._publish
            only = {ADAPTER_CONFIG_NAME, *side_files, *(path.name for path in written)}
            publish(save_directory, dialect=TORCH.name, only=only, **publishing)
        return written

    def _inject(self, config: PeftConfig, name: str, path: Path | None = None) -> None:
        """
        Args:
            path: the file of a config whose regular expressions are untrusted.
        """
        if self._hf_peft_config_loaded and name in self.peft_config:
            raise ValueError(f"there is an adapter {name!r} already; choose another adapter_name=")
        if has_offloaded(self):
            raise ValueError("parts of the model are offloaded and cannot be adapted: load it without offloading")
        if not self._hf_peft_config_loaded:
            self._trained_without = {each for each, parameter in self.named_parameters() if parameter.requires_grad}
        with nullcontext() if path is None else by_names(config, self, path):
            adapt_layers(config, self, name)
        self._hf_peft_config_loaded = True

    def _fill(self, name: str, tensors: Mapping[str, torch.Tensor], label: str | Path) -> None:
        """
        Raises:
            CheckpointMismatchError: the tensors are not those of the adapter.
        """
        loaded = {each.removeprefix(PREFIX): tensor for each, tensor in tensors.items()}
        expected = self.get_adapter_state_dict(name)
        own = dict(self.named_parameters(remove_duplicate=False))
        tables = {each: own[each] for each in adapted_tables(self) if each in own}  # PEFT writes some, requires none
        problems = [f"missing: {each}" for each in expected.keys() - loaded.keys() - tables.keys()]
        expected |= tables
        for each in loaded.keys() - expected.keys():
            rows = loaded[each].shape[0] if loaded[each].ndim else 0
            hint = f" (resize_token_embeddings({rows}) comes before load_adapter)" if each in own else ""
            problems.append(f"unexpected: {each}{hint}")
        problems += [
            f"{each}: shape {list(loaded[each].shape)}, the model's adapter has {list(tensor.shape)}"
            for each, tensor in expected.items()
            if each in loaded and loaded[each].shape != tensor.shape
        ]
        if problems:
            advice = f"Is {type(self).__name__} of {self.name_or_path or 'no source'} its base model?"
            raise CheckpointMismatchError(label, sorted(problems), advice)
        peft_library("load_adapter").set_peft_model_state_dict(self, loaded, name)

    def _layers(self) -> Iterator[Any]:
        """The modules with injected adapters."""
        from peft.tuners.tuners_utils import BaseTunerLayer
        from peft.utils import AuxiliaryTrainingWrapper

        for module in self.modules():
            if isinstance(module, BaseTunerLayer | AuxiliaryTrainingWrapper):
                yield module

    def _unwrap(self) -> None:
        """Replace PEFT's wrappers by the layers that they wrap."""
        layers, within = set(self._layers()), "\0"
        for name, module in [*self.named_modules()]:
            if module in layers and not name.startswith(within):
                parent, _, leaf = name.rpartition(".")
                inner: Any = module
                while inner in layers:  # wrappers may be wrapped themselves
                    original = getattr(inner, "original_module", None)
                    inner = inner.get_base_layer() if original is None else original
                setattr(self.get_submodule(parent), leaf, inner)
                within = f"{name}."
        del self.peft_config
        self._hf_peft_config_loaded = False
        for name, parameter in self.named_parameters():
            parameter.requires_grad_(name in self._trained_without)

    def _require(self, names: str | Sequence[str] = ()) -> None:
        if not self._hf_peft_config_loaded:
            raise ValueError(f"{type(self).__name__} has no adapter: add one with add_adapter or load_adapter")
        known = list(self.peft_config)
        for name in [names] if isinstance(names, str) else names:
            if name not in known:
                raise ValueError(f"there is no adapter {name!r}. There is: {', '.join(known)}")


def _prefix_of(config: Any) -> str:
    """The prefix of names of such an adapter's own parameters."""
    from peft.mapping import PEFT_TYPE_TO_PREFIX_MAPPING

    return PEFT_TYPE_TO_PREFIX_MAPPING[config.peft_type]
