"""Argument names of base models' calls, in the order of PyTorch's classes."""

from __future__ import annotations

SOUNDS = "input_features"
"""The main input of models of sounds."""

TEXT = ("input_ids", "attention_mask", "token_type_ids", "position_ids", "head_mask", "inputs_embeds")
"""Inputs of BERT and related families."""

LOOKED_UP = ("task_type_ids", "bbox")
"""Further inputs that select rows of tables: see `trivet.families.blocks.Lookup`."""

TURNED_TEXT = ("input_ids", "attention_mask", "position_ids", "inputs_embeds")
"""Inputs of encoders without segments, whose positions are rotary."""

PLAIN_TEXT = tuple(name for name in TEXT if name not in ("token_type_ids", "position_ids"))
"""Inputs of encoders without segments, whose positions are always 0, 1, 2, …"""

ENCODER_STATES = ("encoder_hidden_states", "encoder_attention_mask")
"""Inputs of a decoder that may attend to an encoder's states."""

TEXT_DECODER = (*TEXT, *ENCODER_STATES, "past_key_values", "use_cache")
"""Inputs of BERT and related families that can be decoders."""

CAUSAL = ("input_ids", "attention_mask", "position_ids", "past_key_values", "inputs_embeds", "use_cache")
"""Inputs of Llama and related families."""

GPT2 = (
    "input_ids",
    "past_key_values",
    "attention_mask",
    "token_type_ids",
    "position_ids",
    "head_mask",
    "inputs_embeds",
    *ENCODER_STATES,
    "use_cache",
)
"""Inputs of GPT-2 and related families."""

SEQ2SEQ = (
    "input_ids",
    "attention_mask",
    "decoder_input_ids",
    "decoder_attention_mask",
    "head_mask",
    "decoder_head_mask",
    "cross_attn_head_mask",
    "encoder_outputs",
    "past_key_values",
    "inputs_embeds",
    "decoder_inputs_embeds",
    "use_cache",
)
"""Of encoder-decoders."""

MASKED_PATCHES = "bool_masked_pos"
"""Input that says which patches are masked."""

INTERPOLATES = "interpolate_pos_encoding"
"""Input that requests interpolated positions; calls have it among their options."""

ROUTER_LOGITS = "output_router_logits"
"""Option of models whose layers choose between experts."""

PIXELS = ("pixel_values", MASKED_PATCHES, "head_mask", INTERPOLATES)
"""Inputs of ViT and related families."""

WHISPER = (
    "input_features",
    *SEQ2SEQ[1:9],
    "decoder_inputs_embeds",
    "decoder_position_ids",
    "use_cache",
)
"""Inputs of Whisper."""

TF_WHISPER = (
    *("input_features", "decoder_input_ids", "decoder_attention_mask", "decoder_position_ids"),
    *WHISPER[4:10],
    *("labels", "use_cache", "options", "attention_mask"),
)
"""Arguments of TensorFlow's calls of Whisper, in order."""

TF_CAUSAL = (*CAUSAL[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of `CAUSAL` models, in order."""

TF_SEQ2SEQ = (*SEQ2SEQ[:4], "decoder_position_ids", *SEQ2SEQ[4:], "options", "labels")
"""Arguments of TensorFlow's calls of encoder-decoders whose decoders have positions, in order."""

TF_T5 = (
    *(name for name in SEQ2SEQ if name not in ("cross_attn_head_mask", "use_cache")),
    *("labels", "use_cache", "options", "cross_attn_head_mask"),
)
"""Arguments of TensorFlow's calls of T5, in order."""

OPT = ("input_ids", "attention_mask", "head_mask", "past_key_values", "inputs_embeds", "use_cache", "position_ids")
"""Inputs of OPT."""

TF_OPT = (*OPT[:-1], "options", "labels", "position_ids")
"""Arguments of TensorFlow's calls of OPT without a head, in order."""

TF_OPT_HEAD = (
    *("input_ids", "past_key_values", "attention_mask", "position_ids", "head_mask", "inputs_embeds"),
    *("labels", "use_cache", "options"),
)
"""The same with a head."""

FLAX_OPT = (
    *("input_ids", "attention_mask", "position_ids", "params", "past_key_values"),
    *("output_attentions", "output_hidden_states", "return_dict", "dropout_rng", "train"),
)
"""Arguments of Flax's calls of OPT, in order."""

GPT = tuple(name for name in GPT2 if name not in ENCODER_STATES)
"""Inputs of GPT-J and related families."""

TF_GPT = (*GPT[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of GPT-J, in order."""

BLOOM = tuple(name for name in GPT if name not in ("token_type_ids", "position_ids"))
"""Inputs of BLOOM."""

FLAX_BLOOM = (
    *("input_ids", "attention_mask", "past_key_values", "params", "dropout_rng", "train"),
    *("output_attentions", "output_hidden_states", "return_dict"),
)
"""Arguments of Flax's calls of BLOOM, in order."""

TF_BLOOM = (*BLOOM[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of BLOOM, in order."""

XGLM = (
    *("input_ids", "attention_mask", "position_ids", *ENCODER_STATES),
    *("head_mask", "cross_attn_head_mask", "past_key_values", "inputs_embeds", "use_cache"),
)
"""Inputs of XGLM."""

FLAX_XGLM = (
    *("input_ids", "attention_mask", "position_ids", *ENCODER_STATES),
    *("output_attentions", "output_hidden_states", "return_dict", "train", "params", "past_key_values", "dropout_rng"),
)
"""Arguments of Flax's calls of XGLM, in order."""

TF_XGLM = (*XGLM[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of XGLM, in order."""

FALCON = tuple(name for name in GPT if name != "token_type_ids")
"""Inputs of Falcon."""

TF_FALCON = (*FALCON[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of Falcon, in order."""

MPT = tuple(name for name in BLOOM if name != "head_mask")
"""Inputs of MPT."""

TF_MPT = (*MPT[:-1], "labels", "use_cache", "options")
"""Arguments of TensorFlow's calls of MPT, in order."""

OPENAI_GPT = (*TEXT, "use_cache", "past_key_values")
"""Inputs of GPT."""

TF_OPENAI_GPT = (*TEXT, "options", "labels", "use_cache", "past_key_values")
"""Arguments of TensorFlow's calls of GPT, in order."""
