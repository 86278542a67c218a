"""Classes that families have and TensorFlow has not, each with the reason. They are exported nowhere."""

from __future__ import annotations

from collections.abc import Mapping

_ALONE = "no decoder of an encoder-decoder is a model of its own here"

GAPS: Mapping[str, str] = {
    "TFBartForCausalLM": _ALONE,
    "TFMBartForCausalLM": _ALONE,
    "TFMarianForCausalLM": _ALONE,
    "TFPegasusForCausalLM": _ALONE,
}
"""Name → why there is none."""
