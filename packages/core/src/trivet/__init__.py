"""trivet: pretrained models that belong to no framework.

Importing this imports neither a framework nor anything heavy: every name is looked up on first use, core's own in the
table below, model classes in the tables that installed backends declare.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from trivet.api import load_into, save
    from trivet.architectures.albert import AlbertConfig
    from trivet.architectures.bart import BartConfig
    from trivet.architectures.bert import BertConfig
    from trivet.architectures.camembert import CamembertConfig
    from trivet.architectures.distilbert import DistilBertConfig
    from trivet.architectures.electra import ElectraConfig
    from trivet.architectures.gemma2 import Gemma2Config
    from trivet.architectures.gpt2 import GPT2Config
    from trivet.architectures.llama import LlamaConfig
    from trivet.architectures.marian import MarianConfig
    from trivet.architectures.mbart import MBartConfig
    from trivet.architectures.mistral import MistralConfig
    from trivet.architectures.pegasus import PegasusConfig
    from trivet.architectures.qwen2 import Qwen2Config
    from trivet.architectures.qwen3 import Qwen3Config
    from trivet.architectures.roberta import RobertaConfig
    from trivet.architectures.t5 import T5Config
    from trivet.architectures.xlm_roberta import XLMRobertaConfig
    from trivet.auto_config import AutoConfig
    from trivet.comparison import diff
    from trivet.config import PretrainedConfig
    from trivet.conversion import convert
    from trivet.errors import TrivetError
    from trivet.generation.config import GenerationConfig
    from trivet.generation.constraints import Constraint, DisjunctiveConstraint, PhrasalConstraint
    from trivet.generation.hooks import (
        LogitsProcessor,
        LogitsProcessorList,
        LogitsWarper,
        MaxLengthCriteria,
        MaxTimeCriteria,
        StoppingCriteria,
        StoppingCriteriaList,
    )
    from trivet.generation.streamers import TextIteratorStreamer, TextStreamer
    from trivet.hub.options import SourceOptions
    from trivet.inspection import inspect
    from trivet.tokenization import load_tokenizer
    from trivet.verification import verify, write_manifest

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
    "AlbertConfig": "trivet.architectures.albert",
    "AutoConfig": "trivet.auto_config",
    "BartConfig": "trivet.architectures.bart",
    "BertConfig": "trivet.architectures.bert",
    "CamembertConfig": "trivet.architectures.camembert",
    "Constraint": "trivet.generation.constraints",
    "DisjunctiveConstraint": "trivet.generation.constraints",
    "DistilBertConfig": "trivet.architectures.distilbert",
    "ElectraConfig": "trivet.architectures.electra",
    "GPT2Config": "trivet.architectures.gpt2",
    "Gemma2Config": "trivet.architectures.gemma2",
    "GenerationConfig": "trivet.generation.config",
    "LlamaConfig": "trivet.architectures.llama",
    "LogitsProcessor": "trivet.generation.hooks",
    "LogitsProcessorList": "trivet.generation.hooks",
    "LogitsWarper": "trivet.generation.hooks",
    "MBartConfig": "trivet.architectures.mbart",
    "MarianConfig": "trivet.architectures.marian",
    "MaxLengthCriteria": "trivet.generation.hooks",
    "MaxTimeCriteria": "trivet.generation.hooks",
    "MistralConfig": "trivet.architectures.mistral",
    "PegasusConfig": "trivet.architectures.pegasus",
    "PhrasalConstraint": "trivet.generation.constraints",
    "PretrainedConfig": "trivet.config",
    "Qwen2Config": "trivet.architectures.qwen2",
    "Qwen3Config": "trivet.architectures.qwen3",
    "RobertaConfig": "trivet.architectures.roberta",
    "SourceOptions": "trivet.hub.options",
    "StoppingCriteria": "trivet.generation.hooks",
    "StoppingCriteriaList": "trivet.generation.hooks",
    "T5Config": "trivet.architectures.t5",
    "TextIteratorStreamer": "trivet.generation.streamers",
    "TextStreamer": "trivet.generation.streamers",
    "TrivetError": "trivet.errors",
    "XLMRobertaConfig": "trivet.architectures.xlm_roberta",
    "convert": "trivet.conversion",
    "diff": "trivet.comparison",
    "inspect": "trivet.inspection",
    "load_into": "trivet.api",
    "load_tokenizer": "trivet.tokenization",
    "save": "trivet.api",
    "verify": "trivet.verification",
    "write_manifest": "trivet.verification",
}


def __getattr__(name: str) -> Any:
    if name in _CORE:
        found = getattr(import_module(_CORE[name]), name)
    elif name.startswith("_"):
        raise AttributeError(f"module 'trivet' has no attribute {name!r}")
    else:
        from trivet.exports import exported

        found = exported(name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    from trivet.exports import exported_names

    return sorted({*globals(), *__all__, *exported_names()})
