"""What authors of plugins import: a family, a format or a backend needs nothing of trivet but this and `trivet.errors`.

Entry-point groups: `trivet.architectures`, `trivet.formats`, `trivet.backends`, and `trivet.dialects` for the names and
layouts of a backend's framework. The modules that these names come from may change from one version to the next; the
names here do not. `trivet.testing` has the tests that plugins must pass.
"""

from __future__ import annotations

from trivet.backends.auto import AutoModelClass
from trivet.backends.exports import backend_exports
from trivet.backends.protocol import (
    BACKEND_API_VERSION,
    Backend,
    JointBackend,
    PlacesBackend,
    Placing,
    PlacingBackend,
)
from trivet.backends.registry import is_imported
from trivet.dtypes import DType, parse_dtype
from trivet.families import blocks, heads, inputs
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.fields import field
from trivet.families.requirements import (
    ACTIVATION,
    COUNT,
    FLAG,
    HEADS,
    LAYERS,
    NOT_NEGATIVE,
    POSITIONS,
    POSITIVE,
    PROBABILITY,
    SEGMENTS,
    SIZE,
    TEXT,
    TOKEN,
    TOKENS,
    VOCABULARY,
    WIDTH,
    Requirement,
    integer,
    number,
    one_of,
)
from trivet.families.tasks import AUTO_CLASSES
from trivet.formats.protocols import (
    CheckedFormat,
    FolderFormat,
    Format,
    IndirectFormat,
    KeyedFormat,
    NestedFormat,
    PartialFormat,
    WritableFormat,
)
from trivet.layout import PLAIN_NAMING, TORCH, Dialect, Kind, Layout, Naming, ParamSpec
from trivet.layout.host import HostTensor
from trivet.layout.kinds import Leaf
from trivet.layout.recipes import Recipe, fused, paired, shifted, stacked
from trivet.layout.spellings import Spelling
from trivet.planning.policy import DTypePolicy
from trivet.planning.skeleton import Skeleton, Target, skeleton_for
from trivet.progress import Progress
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.tensors.entry import ALIGNMENT, Entry
from trivet.tensors.source_files import SourceFile
from trivet.transfer.load import LazyPlacement
from trivet.transfer.options import LoadOptions, load_options
from trivet.transfer.pretrained import fill, open_pretrained, save_pretrained

__all__ = [
    "ACTIVATION",
    "ALIGNMENT",
    "AUTO_CLASSES",
    "BACKEND_API_VERSION",
    "COUNT",
    "FLAG",
    "HEADS",
    "LAYERS",
    "NOT_NEGATIVE",
    "PLAIN_NAMING",
    "POSITIONS",
    "POSITIVE",
    "PROBABILITY",
    "SEGMENTS",
    "SIZE",
    "TEXT",
    "TOKEN",
    "TOKENS",
    "TORCH",
    "VOCABULARY",
    "WIDTH",
    "AutoModelClass",
    "Backend",
    "Catalog",
    "CheckedFormat",
    "DType",
    "DTypePolicy",
    "Dialect",
    "Entry",
    "Extent",
    "Family",
    "FolderFormat",
    "Format",
    "HostTensor",
    "IndirectFormat",
    "JointBackend",
    "KeyedFormat",
    "Kind",
    "Layout",
    "LazyPlacement",
    "Leaf",
    "LoadOptions",
    "Naming",
    "NestedFormat",
    "ParamSpec",
    "PartialFormat",
    "PlacesBackend",
    "Placing",
    "PlacingBackend",
    "PretrainedConfig",
    "Progress",
    "Recipe",
    "Requirement",
    "Skeleton",
    "SourceFile",
    "Spelling",
    "Target",
    "TensorSpec",
    "WritableFormat",
    "backend_exports",
    "blocks",
    "field",
    "fill",
    "fused",
    "heads",
    "inputs",
    "integer",
    "is_imported",
    "load_options",
    "number",
    "one_of",
    "open_pretrained",
    "paired",
    "parse_dtype",
    "save_pretrained",
    "shifted",
    "skeleton_for",
    "stacked",
]
