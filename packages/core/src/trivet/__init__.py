"""trivet: pretrained models that belong to no framework.

Importing this imports neither a framework nor anything heavy: every name is looked up on first use, core's own in the
table below and among the families' configs, model classes in the tables that installed backends declare. The stub
beside this file, `__init__.pyi`, says the same to type checkers.
"""

from __future__ import annotations

from importlib import import_module

from trivet.import_hooks import install
from trivet.ports import connect, port
from trivet.version import __version__ as __version__

TYPE_CHECKING = False  # type checkers take it for true; importing `typing` would take longer than all of this
if TYPE_CHECKING:
    from typing import Any

_CORE = {
    "ASTFeatureExtractor": "trivet.media.sounds.kinds",
    "AutoConfig": "trivet.backends.auto_config",
    "AutoFeatureExtractor": "trivet.media.auto",
    "AutoImageProcessor": "trivet.media.auto",
    "AutoTokenizer": "trivet.text.tokenizer.auto",
    "BatchEncoding": "trivet.text.tokenizer.batches",
    "BatchFeature": "trivet.media.batch",
    "BeitImageProcessor": "trivet.media.images.kinds",
    "BitImageProcessor": "trivet.media.images.kinds",
    "BlipImageProcessor": "trivet.media.images.kinds",
    "CLIPImageProcessor": "trivet.media.images.kinds",
    "Catalog": "trivet.tensors",
    "Checkpoint": "trivet.planning.opening",
    "ChineseCLIPImageProcessor": "trivet.media.images.kinds",
    "Comparison": "trivet.operations.diff",
    "Constraint": "trivet.text.generation.constraints",
    "ConstraintListState": "trivet.text.generation.constraint_state",
    "ConvNextImageProcessor": "trivet.media.images.kinds",
    "ConversionReport": "trivet.operations.convert",
    "CrossEncoder": "trivet.text.embedding.cross_encoder",
    "DINOv3ViTImageProcessor": "trivet.media.images.kinds",
    "DeiTImageProcessor": "trivet.media.images.kinds",
    "DisjunctiveConstraint": "trivet.text.generation.constraints",
    "DonutImageProcessor": "trivet.media.images.kinds",
    "GenerationConfig": "trivet.text.generation.config",
    "Inspection": "trivet.operations.inspect",
    "LoadPlan": "trivet.planning.load_plan",
    "LoadReport": "trivet.planning.report",
    "LogitsProcessor": "trivet.text.generation.hooks",
    "LogitsProcessorList": "trivet.text.generation.hooks",
    "LogitsWarper": "trivet.text.generation.hooks",
    "MaxLengthCriteria": "trivet.text.generation.hooks",
    "MaxNewTokensCriteria": "trivet.text.generation.hooks",
    "MaxTimeCriteria": "trivet.text.generation.hooks",
    "MobileViTImageProcessor": "trivet.media.images.kinds",
    "PhrasalConstraint": "trivet.text.generation.constraints",
    "PretrainedConfig": "trivet.families.config",
    "Published": "trivet.operations.push",
    "SegformerImageProcessor": "trivet.media.images.kinds",
    "SentenceEncoder": "trivet.text.embedding.sentence_encoder",
    "SiglipImageProcessor": "trivet.media.images.kinds",
    "SourceOptions": "trivet.sources.options",
    "Speech2TextFeatureExtractor": "trivet.media.sounds.kinds",
    "StoppingCriteria": "trivet.text.generation.hooks",
    "StoppingCriteriaList": "trivet.text.generation.hooks",
    "TensorSpec": "trivet.tensors",
    "TextIteratorStreamer": "trivet.text.generation.streamers",
    "TextStreamer": "trivet.text.generation.streamers",
    "TrivetError": "trivet.errors",
    "Verification": "trivet.operations.verify",
    "ViTImageProcessor": "trivet.media.images.kinds",
    "Wav2Vec2FeatureExtractor": "trivet.media.sounds.kinds",
    "WhisperFeatureExtractor": "trivet.media.sounds.kinds",
    "convert": "trivet.operations.convert",
    "diff": "trivet.operations.diff",
    "inspect": "trivet.operations.inspect",
    "load_into": "trivet.transfer.any_model",
    "load_tokenizer": "trivet.text.tokenization",
    "open_checkpoint": "trivet.planning.opening",
    "plan": "trivet.planning.abstract",
    "push": "trivet.operations.push",
    "read_image": "trivet.media.images.files",
    "read_sound": "trivet.media.sounds.files",
    "save": "trivet.transfer.any_model",
    "validate_stopping_criteria": "trivet.text.generation.hooks",
    "verify": "trivet.operations.verify",
    "view": "trivet.viewing.view",
    "write_manifest": "trivet.operations.verify",
}

connect(
    {
        "check_size": "trivet.families.size_check:check_size",
        "config_source": "trivet.sources.configs:stored_fields",
        "module_without_file": "trivet.compatibility.modules:module_without_file",
        "publish_folder": "trivet.publishing.publish:publish_folder",
        "refuse_misspelt": "trivet.compatibility.modules:refuse_misspelt",
    }
)
install(port)


def __getattr__(name: str) -> Any:
    if name == "__all__":
        return _listed_names()
    if name.startswith("_"):
        raise AttributeError(f"module 'trivet' has no attribute {name!r}")
    value = _core_value(name)
    if value is None:
        from trivet.compatibility.names import public_value

        value = public_value(name, _core_names())
    globals()[name] = value
    return value


def _core_value(name: str) -> Any:
    """What core itself has under a public name; None where it has nothing."""
    if name in _CORE:
        return getattr(import_module(_CORE[name]), name)
    if not name.endswith("Config"):
        return None
    from trivet.families.registry import config_named

    return config_named(name)


def _core_names() -> list[str]:
    """Core's public names: those of the table, and the config of every family that is known."""
    from trivet.families.registry import families

    configs = {family.config_class.__name__ for family in families()}
    return sorted({"__version__", *_CORE, *configs})


def _listed_names() -> list[str]:
    """Every public name that can be imported here: what `from trivet import *` imports."""
    from trivet.compatibility.names import listed_names

    return sorted({*_core_names(), *listed_names()})


def __dir__() -> list[str]:
    from trivet.backends.exports import exported_names

    return sorted({*globals(), *_listed_names(), *exported_names()})
