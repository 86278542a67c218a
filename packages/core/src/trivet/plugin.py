"""What authors of plugins import: a family, a format, a codec or a backend needs only this and `trivet.errors`.

Entry-point groups: `trivet.architectures`, `trivet.formats`, `trivet.codecs`, `trivet.backends`, and `trivet.dialects`
for the names and layouts of a backend's framework. The modules that these names come from may change from one version
to the next; the names here do not, as long as the versions of the four kinds of plugins (`…_API_VERSION`) stay: a
plugin states the one that it was written for as `api_version`, which is checked when it is loaded. Each name is
imported when it is first used, so that a plugin which needs no numpy brings none. `trivet.testing` has the tests that
plugins must pass.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from trivet.errors import nearest

_ROOMS: dict[str, tuple[str, ...]] = {
    "trivet.backends.auto": ("AutoModelClass",),
    "trivet.backends.exports": ("backend_exports",),
    "trivet.backends.protocol": (
        "BACKEND_API_VERSION",
        "Backend",
        "JointBackend",
        "PlacesBackend",
        "Placing",
        "PlacingBackend",
        "SeedingBackend",
    ),
    "trivet.backends.registry": ("is_imported",),
    "trivet.codecs.protocols": (
        "CODEC_API_VERSION",
        "Codec",
        "CodecError",
        "Quantized",
        "Reading",
    ),
    "trivet.dtypes": (
        "DType",
        "parse_dtype",
    ),
    "trivet.families": (
        "blocks",
        "heads",
        "inputs",
    ),
    "trivet.families.config": ("PretrainedConfig",),
    "trivet.families.family": (
        "ARCHITECTURE_API_VERSION",
        "Family",
    ),
    "trivet.families.fields": ("field",),
    "trivet.families.requirements": (
        "ACTIVATION",
        "COUNT",
        "FLAG",
        "HEADS",
        "LAYERS",
        "NOT_NEGATIVE",
        "POSITIONS",
        "POSITIVE",
        "PROBABILITY",
        "SEGMENTS",
        "SIZE",
        "TEXT",
        "TOKEN",
        "TOKENS",
        "VOCABULARY",
        "WIDTH",
        "Requirement",
        "integer",
        "number",
        "one_of",
    ),
    "trivet.families.tasks": ("AUTO_CLASSES",),
    "trivet.formats.protocols": (
        "FORMAT_API_VERSION",
        "CheckedFormat",
        "FolderFormat",
        "Format",
        "IndirectFormat",
        "KeyedFormat",
        "NestedFormat",
        "PartialFormat",
        "WritableFormat",
    ),
    "trivet.layout": (
        "PLAIN_NAMING",
        "TORCH",
        "Dialect",
        "Kind",
        "Layout",
        "Naming",
        "ParamSpec",
    ),
    "trivet.layout.host": ("HostTensor",),
    "trivet.layout.kinds": ("Leaf",),
    "trivet.layout.recipes": (
        "Recipe",
        "fused",
        "paired",
        "shifted",
        "stacked",
    ),
    "trivet.layout.spellings": ("Spelling",),
    "trivet.planning.policy": ("DTypePolicy",),
    "trivet.planning.skeleton": (
        "Skeleton",
        "Target",
        "skeleton_for",
    ),
    "trivet.progress": ("Progress",),
    "trivet.tensors": (
        "Catalog",
        "Coded",
        "Decoder",
        "Extent",
        "TensorSpec",
    ),
    "trivet.tensors.decoding": ("store",),
    "trivet.tensors.entry": (
        "ALIGNMENT",
        "Entry",
    ),
    "trivet.tensors.source_files": ("SourceFile",),
    "trivet.transfer.load": ("LazyPlacement",),
    "trivet.transfer.options": (
        "LoadOptions",
        "load_options",
        "refuse_unknown",
    ),
    "trivet.transfer.pretrained": (
        "fill",
        "open_pretrained",
        "save_pretrained",
    ),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}
_MODULES = ("blocks", "heads", "inputs")  # of `trivet.families`

__all__ = sorted(_HOME)  # noqa: PLE0605  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'trivet.plugin' has no attribute {name!r}{nearest(name, _HOME)}")
    room = _HOME[name]
    value = import_module(f"{room}.{name}") if name in _MODULES else getattr(import_module(room), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME})
