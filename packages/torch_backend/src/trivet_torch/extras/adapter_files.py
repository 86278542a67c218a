"""Files of adapters of the `peft` library: read by core from any source, executing no pickle, written atomically."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, replace
from dataclasses import fields as fields_of
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from trivet.checkpoint.side_files import ADAPTER_CONFIG_NAME, ADAPTER_WEIGHTS_NAMES, read_config
from trivet.checkpoint.watched import Watch, settled
from trivet.dtypes import parse_dtype
from trivet.errors import (
    InvalidConfigError,
    InvalidSourceError,
    PackageNotInstalledError,
    RemoteSourceError,
    SourceNotFoundError,
)
from trivet.families.config import PretrainedConfig
from trivet.formats.registry import open_file
from trivet.formats.safetensors import SafetensorsFormat
from trivet.formats.storage import Storage
from trivet.layout import IDENTITY, TORCH
from trivet.layout.host import HostTensor
from trivet.planning.opening import Checkpoint
from trivet.sources.adapter_fields import checked_fields
from trivet.sources.adapters import find_adapter, read_adapter_config
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.tensors import Catalog
from trivet.tensors.entry import Entry
from trivet.transfer.options import LoadOptions
from trivet.transfer.saving import write_checkpoint
from trivet_torch.extras.adapter_layers import refuse_what_adapts_no_layer
from trivet_torch.load.bin_files import TorchBinFormat
from trivet_torch.load.tensors import fetch, place

if TYPE_CHECKING:
    from peft import PeftConfig

Opened = tuple[Checkpoint, PretrainedConfig, dict[str, Any]]

PREFIX = "base_model.model."  # prefix of names in files of PEFT's own wrapper


def peft_library(feature: str) -> Any:
    """The `peft` library.

    Raises:
        PackageNotInstalledError: it is not installed; the message names the feature.
    """
    try:
        import peft
    except ModuleNotFoundError as error:
        if error.name != "peft":
            raise
        raise PackageNotInstalledError("peft", feature, "trivet-torch[peft]") from error
    return peft


def open_with_adapter(
    open_source: Callable[[str | os.PathLike[str], LoadOptions], Opened],
    source: str | os.PathLike[str] | None,
    options: LoadOptions,
) -> tuple[Opened, Path | None]:
    """Open a checkpoint; for an adapter, open its base model.

    Args:
        open_source: calls `open_pretrained` with a source and options.

    Returns:
        The opened checkpoint, and the local folder of the adapter, if there is one.

    Raises:
        SourceNotFoundError: the source is neither; or it is an adapter whose base cannot be opened.
        InvalidSourceError: there is no source.
        Also what `open_source` raises.
    """
    if source is None:
        raise InvalidSourceError(source, "; or the tensors, as state_dict=")
    reached = Source.of(source, subfolder=options.subfolder, options=options.source)
    adapter = find_adapter(reached) if reached.is_local else None
    if adapter is None:
        try:
            return open_source(reached.handle, options), None
        except SourceNotFoundError:  # for remote sources each lookup is a request, so weights are looked up first
            adapter = find_adapter(reached)
            if adapter is None:
                raise
    folder, base = _weights_of(reached).parent, adapter.base
    if base is None:
        return open_source(reached.handle, options), folder
    try:
        opened = open_source(base.handle, replace(options, subfolder="", source=base.options))
    except (SourceNotFoundError, RemoteSourceError) as error:
        reason = (
            f"is an adapter of {base.location!r}, which cannot be loaded ({error}) Load the model from where it is, "
            "then the adapter: model.load_adapter(…)."
        )
        raise SourceNotFoundError(str(source), reason) from error
    return opened, folder


def _weights_of(source: Source) -> Path:
    """
    Raises:
        SourceNotFoundError: the adapter has no weights.
    """
    path = source.side_file(ADAPTER_WEIGHTS_NAMES)
    if path is None:
        raise SourceNotFoundError(
            str(source.location), "the adapter has a config, but no weights.", ADAPTER_WEIGHTS_NAMES
        )
    return path


@dataclass(frozen=True, slots=True)
class AdapterFiles:
    """An adapter that was read.

    Attributes:
        config: PEFT's config object.
        path: the file of the config; None if the caller trusts or created the config.
        weights: the file of the tensors, or its name in errors.
        tensors: by their names in the file.
    """

    config: PeftConfig
    path: Path | None
    weights: Path | str
    tensors: Mapping[str, torch.Tensor]


def read_adapter(
    source: str | os.PathLike[str], subfolder: str, options: SourceOptions, *, trust_remote_code: bool
) -> AdapterFiles:
    """Read an adapter, and check its config unless it is trusted.

    Raises:
        SourceNotFoundError: a file does not exist.
        UntrustedCodeError: its config makes PEFT import a module.
        InvalidConfigError: PEFT does not know the config, or it is of a kind that adapts no layers, or a field is
            invalid.
        CheckpointChangedError: the files change while they are read.
    """
    config, fields, config_class, weights, catalog = settled(
        partial(_opened, Source.of(source, subfolder=subfolder, options=options))
    )
    storage = Storage()
    if not trust_remote_code:
        largest = max((max(spec.shape, default=0) for spec in catalog.values()), default=0)
        fields = checked_fields(fields, config, defaults=_defaults(config_class), largest=largest)
    try:
        peft_config = config_class.from_peft_type(**fields)
    except Exception as error:  # PEFT checks little: an invalid value fails on first use
        raise _unreadable(config, error) from error
    hosts = (HostTensor(name, storage.array(spec), IDENTITY, spec.dtype) for name, spec in catalog.items())
    tensors = {host.name: place(host, None) for host in hosts}
    return AdapterFiles(peft_config, None if trust_remote_code else config, weights, tensors)


def _opened(source: Source, watch: Watch) -> tuple[Path, Mapping[str, Any], type[Any], Path, Catalog]:
    """Path, fields and class of the config, path and headers of the weights, from one consistent state."""
    config = source.side_file([ADAPTER_CONFIG_NAME])
    if config is None:
        raise SourceNotFoundError(str(source.location), "holds no adapter.", [ADAPTER_CONFIG_NAME])
    watch.folder(config.parent)
    watch.file(config)
    fields = read_adapter_config(config)
    config_class = _config_class(fields, config)
    weights = _weights_of(source)
    catalog = open_file(weights)
    watch.sources(catalog.sources)
    return config, fields, config_class, weights, catalog


def _config_class(fields: Mapping[str, Any], path: Path) -> type[Any]:
    """
    Raises:
        InvalidConfigError: PEFT does not know the kind, or the kind adapts no layers.
    """
    peft_library("load_adapter")
    from peft.mapping import PEFT_TYPE_TO_CONFIG_MAPPING

    kind = fields.get("peft_type")
    known: Mapping[Any, type[Any]] = PEFT_TYPE_TO_CONFIG_MAPPING
    config_class = known.get(kind) if isinstance(kind, str) else None
    if config_class is None:
        raise _unreadable(path, f"its peft_type is {kind!r:.80}")
    refuse_what_adapts_no_layer(config_class, kind, path)
    return config_class


def _unreadable(path: Path, reason: object) -> InvalidConfigError:
    version = peft_library("load_adapter").__version__
    return InvalidConfigError(f"is not a config that peft {version} can read ({str(reason)[:500]})", path=path)


def _defaults(config_class: type[Any]) -> dict[str, Any]:
    """Field → its default in a config of PEFT."""
    stated = fields_of(config_class)
    return {each.name: each.default if each.default_factory is MISSING else each.default_factory() for each in stated}


def with_embeddings(model: Any, name: str) -> bool:
    """Whether an adapter is saved with embedding tables: if it adapts them, or if they were resized.

    PEFT would request the sizes of the base model's from the hub; local files suffice.
    """
    table = model.get_input_embeddings()
    return name in getattr(table, "lora_embedding_A", ()) or _resized(model)


def adapted_tables(model: Any) -> set[str]:
    """Names of the model's own parameters that may be saved with an adapter of embedding or output layer."""
    tables = [each for each in (model.get_input_embeddings(), model.get_output_embeddings()) if each is not None]
    names = {name for name, module in model.named_modules(remove_duplicate=False) if any(module is t for t in tables)}
    return {f"{name}.base_layer.{leaf}" for name in names for leaf in ("weight", "bias")}


def _resized(model: Any) -> bool:
    """Whether the size of the vocabulary differs from that of the model's checkpoint."""
    try:
        fields = read_config(Source(model.name_or_path, options=SourceOptions(local_files_only=True)).config_path())
    except (SourceNotFoundError, RemoteSourceError):  # created from a config, or the checkpoint no longer exists
        return False
    return bool(fields.get("vocab_size", model.config.vocab_size) != model.config.vocab_size)


@dataclass(frozen=True, slots=True)
class AdapterSaving:
    """How to write an adapter.

    Attributes:
        state_dict: values of the whole model to choose the adapter's from; None means the model's own.
        save_function: writes `adapter_model.bin`; None writes `adapter_model.safetensors`.
        peft_names: whether names have the prefix of PEFT's own wrapper, which `PeftModel` needs.
    """

    state_dict: Mapping[str, torch.Tensor] | None
    save_function: Callable[..., Any] | None
    peft_names: bool


def write_adapter(
    model: Any, save_directory: str | os.PathLike[str], how: AdapterSaving, side_files: Mapping[str, bytes]
) -> list[Path]:
    """Write the active adapter and its config atomically. Other weights in the folder stay.

    Raises:
        ValueError: several adapters are active.
        DestinationError: the folder cannot be written; it is unchanged.
    """
    active = model.active_adapters()
    if len(active) > 1:
        raise ValueError(f"{', '.join(active)} are active, but a file holds one adapter: select it with set_adapter")
    start = PREFIX if how.peft_names else ""
    entries = []
    for name, tensor in model.get_adapter_state_dict(active[0], how.state_dict).items():
        view = partial(fetch, tensor)
        flat = partial(_bytes_of, view)
        entries.append(Entry(start + name, parse_dtype(tensor.dtype), tuple(tensor.shape), flat, view))
    written = write_checkpoint(
        entries,
        Path(save_directory),
        dialect=TORCH,
        container=_SafetensorsAdapter() if how.save_function is None else _BinAdapter(how.save_function),
        max_shard_size=sys.maxsize,  # loaders of adapters do not support shards
        side_files={ADAPTER_CONFIG_NAME: _config_text(model.peft_config[active[0]]), **side_files},
    )
    written.log_removed()
    return written.files


class _SafetensorsAdapter(SafetensorsFormat):
    weights_name = ADAPTER_WEIGHTS_NAMES[0]


class _BinAdapter(TorchBinFormat):
    weights_name = ADAPTER_WEIGHTS_NAMES[1]


def _bytes_of(view: Callable[[], Any]) -> Any:
    return np.asarray(view(), order="C").reshape(-1).view(np.uint8)


def _config_text(config: PeftConfig) -> bytes:
    with tempfile.TemporaryDirectory(prefix="trivet-adapter-") as folder:
        config.save_pretrained(folder)
        return (Path(folder) / ADAPTER_CONFIG_NAME).read_bytes()
