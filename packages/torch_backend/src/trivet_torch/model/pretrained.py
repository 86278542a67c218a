"""PreTrainedModel: what every PyTorch model of trivet has, above all `from_pretrained` and `save_pretrained`."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

import torch
from torch import nn

from trivet.errors import shorten
from trivet.families.config import PretrainedConfig
from trivet.families.outputs import ModelOutput
from trivet.foreign_classes import CountsAsForeign
from trivet.planning.ignored_keys import stored, unmentioned
from trivet.planning.placement import Device
from trivet.planning.policy import one_dtype
from trivet.planning.report import LoadReport
from trivet.publishing.mixin import PushToHubMixin
from trivet.transfer.options import load_options, refuse_unknown
from trivet.transfer.pretrained import open_pretrained, save_pretrained
from trivet.transfer.saving import MAX_SHARD_SIZE
from trivet_torch.backend import BACKEND
from trivet_torch.extras.adapter_files import AdapterSaving, open_with_adapter
from trivet_torch.extras.adapters import Adapters
from trivet_torch.generation.mixin import GenerationMixin
from trivet_torch.load.bin_files import TorchBinFormat
from trivet_torch.load.loading import dtype_policy, load
from trivet_torch.load.without_files import StateDict, fill_from, open_state_dict
from trivet_torch.model.attention_choice import AttentionChoice, require_known
from trivet_torch.model.checkpointing import Checkpointing
from trivet_torch.model.initialising import Initialising
from trivet_torch.model.module_utils import ModuleUtils
from trivet_torch.model.outputs import register_outputs
from trivet_torch.model.positions import Positions, differing_sines
from trivet_torch.model.pruning import Pruning
from trivet_torch.model.vocabulary import Vocabulary
from trivet_torch.placement.devices import DeviceMap, DeviceRequest

Output = TypeVar("Output", bound=ModelOutput[Any])

register_outputs()


class PreTrainedModel(
    PushToHubMixin,
    GenerationMixin,
    Adapters,
    Initialising,
    Vocabulary,
    Positions,
    Pruning,
    Checkpointing,
    AttentionChoice,
    ModuleUtils,
    CountsAsForeign,
    nn.Module,
):
    """Base of models with a config, that load from checkpoints and save to them. Otherwise an ordinary `nn.Module`.

    A class of one's own sets `config_class`, takes a config as its first argument, and calls `post_init` at the end of
    its constructor; nothing needs to be registered.

    Attributes:
        config_class: the class of `config`.
        _tied_weights_keys: patterns of parameter names that share another parameter's memory, for tools that read it.
        _keep_in_fp32_modules: path components of parameters that stay float32 when the model is loaded as float16.
        _no_split_modules: class names of modules that must lie on one device as a whole.
        _keys_to_ignore_on_load_missing, _keys_to_ignore_on_load_unexpected: patterns of names that the report of a load
            does not mention as such.
        _keys_to_ignore_on_save: patterns of names that are not stored.
        is_parallelizable, load_tf_weights: False and None: models are spread by `device_map`, and every container is
            read without its framework.
    """

    _foreign_class: ClassVar[tuple[str, str]] = ("transformers.modeling_utils", "PreTrainedModel")
    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    _tied_weights_keys: ClassVar[Sequence[str] | None] = None
    _keep_in_fp32_modules: ClassVar[Sequence[str] | None] = None
    _no_split_modules: ClassVar[Sequence[str] | None] = None
    _keys_to_ignore_on_load_missing: ClassVar[Sequence[str] | None] = None
    _keys_to_ignore_on_load_unexpected: ClassVar[Sequence[str] | None] = None
    _keys_to_ignore_on_save: ClassVar[Sequence[str] | None] = None
    is_parallelizable: ClassVar[bool] = False
    load_tf_weights: ClassVar[None] = None

    def __init__(self, config: PretrainedConfig, *inputs: Any, **kwargs: Any) -> None:
        """
        Raises:
            TypeError: `config` is no config.
            InvalidConfigError: the model cannot honour it.
        """
        super().__init__()
        if not isinstance(config, PretrainedConfig):
            raise TypeError(f"{type(self).__name__} takes a PretrainedConfig, not {type(config).__name__}")
        config.check(type(self))
        self.config, self.name_or_path = config, config.name_or_path

    @classmethod
    def is_custom_code(cls) -> bool:
        """True: libraries that adapt models of `transformers` ask whether a class is one of its own."""
        return True

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str] | None,
        *model_args: Any,
        output_loading_info: Literal[True],
        **kwargs: Any,
    ) -> tuple[Self, LoadReport]: ...

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str] | None,
        *model_args: Any,
        output_loading_info: Literal[False] = ...,
        **kwargs: Any,
    ) -> Self: ...

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str] | None,
        *model_args: Any,
        config: PretrainedConfig | str | os.PathLike[str] | None = None,
        state_dict: StateDict | None = None,
        dtype: torch.dtype | str | None = None,
        torch_dtype: torch.dtype | str | None = None,
        attn_implementation: str | None = None,
        low_cpu_mem_usage: bool | None = None,
        _fast_init: bool = True,
        output_loading_info: bool = False,
        ignore_mismatched_sizes: bool = False,
        strict: bool | None = None,
        device_map: DeviceMap | None = None,
        max_memory: Mapping[Device, int | str] | None = None,
        offload_folder: str | os.PathLike[str] | None = None,
        offload_state_dict: bool | None = None,
        from_pt: bool = False,
        from_tf: bool = False,
        from_flax: bool = False,
        subfolder: str = "",
        variant: str | None = None,
        use_safetensors: bool | None = None,
        prefer: str | None = None,
        mmap: bool | None = None,
        **kwargs: Any,
    ) -> Self | tuple[Self, LoadReport]:
        """Load a model, in evaluation mode. Parameters view a mapped file wherever dtype and layout already match.

        Args:
            pretrained_model_name_or_path: a folder, a weights file or a shard index, in any container and any
                framework's dialect; or a PEFT adapter, which is loaded onto the model that it was made for.
            model_args: further arguments of the class.
            config: a config, or where to read one; None reads the one beside the weights.
            state_dict: tensors by PyTorch's names, in the place of a checkpoint's; they are copied. Of the source only
                the config is read then, and none is needed (None) with `config`.
            dtype: of floating-point parameters: a dtype, `"auto"` (the config's, else the checkpoint's own), or None
                for PyTorch's default dtype.
            torch_dtype: another name of `dtype`.
            attn_implementation: `sdpa` (also for None) or `eager`, as of `set_attn_implementation`.
            low_cpu_mem_usage, _fast_init: without effect: no initial values are made for what is loaded, ever.
            output_loading_info: whether to return the report with the model.
            ignore_mismatched_sizes: whether parameters of another shape than stored keep their initial values.
            strict: True refuses any missing or unexpected tensor, False neither; None only a broken checkpoint.
            device_map: `"auto"`, `"balanced"`, `"balanced_low_0"`, `"sequential"`, a device, or module path → device;
                what is on `"disk"` is read from the checkpoint's own files each time it is used.
            max_memory: device → bytes of weights, or text such as `"8GB"`; None takes what is free.
            offload_folder, offload_state_dict: without effect: nothing is written to be offloaded.
            from_pt, from_tf, from_flax: refuse a checkpoint that is not that framework's; never needed.
            subfolder: folder within the source that holds the weights.
            variant: weights named `model.<variant>.safetensors`.
            use_safetensors: True takes nothing else, False takes none; None takes them first.
            prefer: name of a container (`h5`, `msgpack`, …) or framework whose weights are to be taken first.
            mmap: whether parameters may view the mapped file (True), or are read into memory (False); None maps all but
                what other programs rewrite in place: `.bin`, h5, msgpack and TensorFlow checkpoints in local folders.
            kwargs: fields of `SourceOptions`, and of the config to replace (if `config` is no object); else arguments.

        Raises:
            TrivetError: something about the checkpoint is wrong; the error says what, and nothing was loaded.
            TypeError: the class has no such argument.
            ValueError: `dtype` and `torch_dtype` disagree, there is no such attention, or nothing to load.
        """
        require_known(attn_implementation)
        options, keywords = load_options(
            kwargs,
            framework=BACKEND.name,
            variant=variant,
            use_safetensors=use_safetensors,
            prefer=prefer,
            from_pt=from_pt,
            from_tf=from_tf,
            from_flax=from_flax,
            subfolder=subfolder,
            mmap=mmap,
            strict=strict,
            ignore_mismatched_sizes=ignore_mismatched_sizes,
        )
        adapter = None
        how: dict[str, Any] = {"config": config, "keywords": keywords, "head": cls.__name__}
        if state_dict is not None:
            if device_map is not None:
                raise ValueError("device_map is for what is read from files: leave it out where a state_dict is given")
            opened = open_state_dict(cls.config_class, pretrained_model_name_or_path, options, state_dict, **how)
        else:
            open_source = partial(open_pretrained, cls.config_class, **how)
            opened, adapter = open_with_adapter(open_source, pretrained_model_name_or_path, options)
        checkpoint, config, model_kwargs = opened
        refuse_unknown(cls, model_kwargs)
        policy = dtype_policy(one_dtype(dtype, torch_dtype), config, checkpoint, cls._keep_in_fp32_modules or ())
        build = partial(cls, config, *model_args, **model_kwargs)
        if state_dict is not None:
            model, report = fill_from(build, checkpoint, state_dict, options, policy)
        else:
            model, report = load(build, checkpoint, options, policy, devices=DeviceRequest(device_map, max_memory))
        if attn_implementation is not None:
            model.set_attn_implementation(attn_implementation)
        model.read_generation_config(checkpoint, keywords)
        if adapter is not None:
            model.load_adapter(adapter, trust_remote_code=options.trust_remote_code)
        ignored = cls._keys_to_ignore_on_load_missing, cls._keys_to_ignore_on_load_unexpected
        return (model, unmentioned(report, *ignored)) if output_loading_info else model

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        is_main_process: bool = True,
        state_dict: StateDict | None = None,
        save_function: Callable[..., Any] = torch.save,
        push_to_hub: bool = False,
        max_shard_size: int | str = MAX_SHARD_SIZE,
        safe_serialization: bool = True,
        variant: str | None = None,
        token: str | bool | None = None,
        save_peft_format: bool = True,
        *,
        dialect: str | None = None,
        keep_others: bool = False,
        **publishing: Any,
    ) -> list[Path]:
        """Write `config.json` and the weights (tied ones once), as one step; of a model with an adapter only that.

        Args:
            is_main_process: whether this process is the one that writes; False writes nothing.
            state_dict: tensors by the parameters' names, to be written in their stead.
            save_function: writes `pytorch_model.bin` in the place of `torch.save`: called with a state dict and a file.
            dialect: whose names and layouts to write: `torch` (also for None), `tensorflow` or `flax`.
            max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.
            safe_serialization: whether to write safetensors; False writes `pytorch_model.bin`.
            variant: a word in the names, as in `model.fp16.safetensors`; weights of other names stay.
            keep_others: whether weights in other containers, and an adapter, that a load would choose before these
                stay in the folder; else they are removed in the same step.
            push_to_hub: whether to publish what was written; `repo_id` is else the folder's name.
            token: as in `SourceOptions`, to publish with.
            save_peft_format: whether an adapter's names are those of PEFT's own files.
            publishing: `repo_id` and the fields of `Publication`: how to publish.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            ConversionError: `pytorch_model.bin` was asked for in another dialect.
            DestinationError: the folder cannot be written; it is unchanged.
            ValueError: `state_dict` has names that the model has not, or several adapters are in use.
        """
        if not is_main_process:
            return []
        if token is not None:
            publishing["token"] = token
        if self._hf_peft_config_loaded:
            how = AdapterSaving(state_dict, save_function if not safe_serialization else None, save_peft_format)
            return self._save_adapter(save_directory, how, self.generation_files(), push_to_hub, publishing)
        if self._keys_to_ignore_on_save is not None:
            tensors = BACKEND.tensors(self) if state_dict is None else state_dict
            state_dict = stored(tensors, self._keys_to_ignore_on_save, differing_sines(self, tensors))
        stray = sorted((state_dict or {}).keys() - BACKEND.tensors(self).keys())
        if stray:
            raise ValueError(f"state_dict has what {type(self).__name__} has no place for: {shorten(stray, 5)}")
        return save_pretrained(
            self,
            self.config,
            save_directory,
            BACKEND,
            dialect=dialect,
            container="safetensors" if safe_serialization else TorchBinFormat(save_function),
            variant=variant,
            keep_others=keep_others,
            tensors=state_dict,
            max_shard_size=max_shard_size,
            extra_files=self.generation_files(),
            push_to_hub=push_to_hub,
            publishing=publishing,
        )

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        """The output as the caller, or else the config, wants it: as an object or as a plain tuple."""
        wanted = self.config.use_return_dict if return_dict is None else return_dict
        return output if wanted else output.to_tuple()
