"""trivet: pretrained models that belong to no framework.

Importing this imports neither a framework nor anything heavy: every name is looked up on first use, core's own in the
table below, model classes in the tables that installed backends declare.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from trivet.ports import connect
from trivet.version import __version__

if TYPE_CHECKING:
    from trivet.backends.auto_config import AutoConfig
    from trivet.errors import TrivetError
    from trivet.families.albert import AlbertConfig
    from trivet.families.bart import BartConfig
    from trivet.families.bert import BertConfig
    from trivet.families.camembert import CamembertConfig
    from trivet.families.config import PretrainedConfig
    from trivet.families.distilbert import DistilBertConfig
    from trivet.families.electra import ElectraConfig
    from trivet.families.gemma2 import Gemma2Config
    from trivet.families.gpt2 import GPT2Config
    from trivet.families.llama import LlamaConfig
    from trivet.families.marian import MarianConfig
    from trivet.families.mbart import MBartConfig
    from trivet.families.mistral import MistralConfig
    from trivet.families.pegasus import PegasusConfig
    from trivet.families.qwen2 import Qwen2Config
    from trivet.families.qwen3 import Qwen3Config
    from trivet.families.roberta import RobertaConfig
    from trivet.families.t5 import T5Config
    from trivet.families.xlm_roberta import XLMRobertaConfig
    from trivet.operations.convert import convert
    from trivet.operations.diff import diff
    from trivet.operations.inspect import inspect
    from trivet.operations.verify import verify, write_manifest
    from trivet.sources.options import SourceOptions
    from trivet.text.generation.config import GenerationConfig
    from trivet.text.generation.constraints import Constraint, DisjunctiveConstraint, PhrasalConstraint
    from trivet.text.generation.hooks import (
        LogitsProcessor,
        LogitsProcessorList,
        LogitsWarper,
        MaxLengthCriteria,
        MaxTimeCriteria,
        StoppingCriteria,
        StoppingCriteriaList,
    )
    from trivet.text.generation.streamers import TextIteratorStreamer, TextStreamer
    from trivet.text.tokenization import load_tokenizer
    from trivet.transfer.any_model import load_into, save

__all__ = [
    "AlbertConfig",
    "AutoConfig",
    "BartConfig",
    "BertConfig",
    "CamembertConfig",
    "Constraint",
    "DisjunctiveConstraint",
    "DistilBertConfig",
    "ElectraConfig",
    "GPT2Config",
    "Gemma2Config",
    "GenerationConfig",
    "LlamaConfig",
    "LogitsProcessor",
    "LogitsProcessorList",
    "LogitsWarper",
    "MBartConfig",
    "MarianConfig",
    "MaxLengthCriteria",
    "MaxTimeCriteria",
    "MistralConfig",
    "PegasusConfig",
    "PhrasalConstraint",
    "PretrainedConfig",
    "Qwen2Config",
    "Qwen3Config",
    "RobertaConfig",
    "SourceOptions",
    "StoppingCriteria",
    "StoppingCriteriaList",
    "T5Config",
    "TextIteratorStreamer",
    "TextStreamer",
    "TrivetError",
    "XLMRobertaConfig",
    "__version__",
    "convert",
    "diff",
    "inspect",
    "load_into",
    "load_tokenizer",
    "save",
    "verify",
    "write_manifest",
]

_CORE = {
    "AlbertConfig": "trivet.families.albert",
    "AutoConfig": "trivet.backends.auto_config",
    "BartConfig": "trivet.families.bart",
    "BertConfig": "trivet.families.bert",
    "CamembertConfig": "trivet.families.camembert",
    "Constraint": "trivet.text.generation.constraints",
    "DisjunctiveConstraint": "trivet.text.generation.constraints",
    "DistilBertConfig": "trivet.families.distilbert",
    "ElectraConfig": "trivet.families.electra",
    "GPT2Config": "trivet.families.gpt2",
    "Gemma2Config": "trivet.families.gemma2",
    "GenerationConfig": "trivet.text.generation.config",
    "LlamaConfig": "trivet.families.llama",
    "LogitsProcessor": "trivet.text.generation.hooks",
    "LogitsProcessorList": "trivet.text.generation.hooks",
    "LogitsWarper": "trivet.text.generation.hooks",
    "MBartConfig": "trivet.families.mbart",
    "MarianConfig": "trivet.families.marian",
    "MaxLengthCriteria": "trivet.text.generation.hooks",
    "MaxTimeCriteria": "trivet.text.generation.hooks",
    "MistralConfig": "trivet.families.mistral",
    "PegasusConfig": "trivet.families.pegasus",
    "PhrasalConstraint": "trivet.text.generation.constraints",
    "PretrainedConfig": "trivet.families.config",
    "Qwen2Config": "trivet.families.qwen2",
    "Qwen3Config": "trivet.families.qwen3",
    "RobertaConfig": "trivet.families.roberta",
    "SourceOptions": "trivet.sources.options",
    "StoppingCriteria": "trivet.text.generation.hooks",
    "StoppingCriteriaList": "trivet.text.generation.hooks",
    "T5Config": "trivet.families.t5",
    "TextIteratorStreamer": "trivet.text.generation.streamers",
    "TextStreamer": "trivet.text.generation.streamers",
    "TrivetError": "trivet.errors",
    "XLMRobertaConfig": "trivet.families.xlm_roberta",
    "convert": "trivet.operations.convert",
    "diff": "trivet.operations.diff",
    "inspect": "trivet.operations.inspect",
    "load_into": "trivet.transfer.any_model",
    "load_tokenizer": "trivet.text.tokenization",
    "save": "trivet.transfer.any_model",
    "verify": "trivet.operations.verify",
    "write_manifest": "trivet.operations.verify",
}

connect(
    {
        "check_size": "trivet.families.size_check:check_size",
        "config_source": "trivet.sources.configs:stored_fields",
        "publish_folder": "trivet.publishing.publish:publish_folder",
    }
)


def __getattr__(name: str) -> Any:
    if name in _CORE:
        found = getattr(import_module(_CORE[name]), name)
    elif name.startswith("_"):
        raise AttributeError(f"module 'trivet' has no attribute {name!r}")
    else:
        from trivet.backends.exports import exported

        found = exported(name, __all__)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from trivet.backends.exports import exported_names

    return sorted({*globals(), *__all__, *exported_names()})
