"""GLM-4-0414: GLM with norms on both sides of each sublayer."""

from __future__ import annotations

from trivet.families.decoders import Names
from trivet.families.text.glm import Glm, GlmConfig


class Glm4Config(GlmConfig):
    """Configuration of a GLM-4-0414 model (Team GLM, 2025)."""

    model_type = "glm4"


class Glm4(Glm):
    """GLM-4-0414 and its heads."""

    config_class, title = Glm4Config, "GLM-4-0414"
    names = Names(
        attention_norms=("input_layernorm", "post_self_attn_layernorm"),
        forward_norms=("post_attention_layernorm", "post_mlp_layernorm"),
        forwards=("gate_up_proj", "down_proj"),
    )
