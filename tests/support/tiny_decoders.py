"""Small decoders' configs, with every family's own options turned on so far that they tell."""

from typing import Any

from trivet.families.blocks import Transformer
from trivet.families.config import PretrainedConfig
from trivet.families.family import Family
from trivet.families.registry import architecture, families
from trivet.testing import tiny_config


def _is_decoder(family: Family) -> bool:
    base = family.base(family.example())
    return isinstance(base, Transformer) and base.causal


DECODERS = tuple(sorted(family.model_type for family in families() if _is_decoder(family)))
WINDOW = 5
"""What layers with a sliding window see in these configs."""

_TOKENS = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}
_OWN = {"gemma2": {"attn_logit_softcapping": 2.0, "final_logit_softcapping": 3.0}}


def decoder_config(model_type: str, **fields: Any) -> PretrainedConfig:
    """A config of the family; keywords replace fields."""
    return tiny_config(model_type, **{**_TOKENS, **_OWN.get(model_type, {}), **fields})


def head_of(model_type: str, task: str) -> str:
    """Bare class name of a family's head: `Model`, `ForCausalLM` or `ForSequenceClassification`."""
    family = architecture(model_type)
    return family.task_heads()["causal-lm"] if task == "ForCausalLM" else family.name + task
