"""Sets of inputs: what a base model's call takes, by name, in the order of PyTorch's classes."""

from __future__ import annotations

TEXT = ("input_ids", "attention_mask", "token_type_ids", "position_ids", "head_mask", "inputs_embeds")
"""Of BERT and its relatives."""

ENCODER_STATES = ("encoder_hidden_states", "encoder_attention_mask")
"""Of a decoder that may attend to an encoder's states."""

CAUSAL = ("input_ids", "attention_mask", "position_ids", "past_key_values", "inputs_embeds", "use_cache")
"""Of Llama and its relatives."""

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
"""Of GPT-2 and its relatives."""

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
