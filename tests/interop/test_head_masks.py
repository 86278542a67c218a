"""A head mask of a decoder holds for its attention to an encoder, too, where the family has one mask."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import trivet
from trivet.testing import tiny_config

DECODERS = {"bert": "BertLMHeadModel", "gpt2": "GPT2LMHeadModel"}


@pytest.mark.parametrize("mark", ["", "TF", "Flax"])
@pytest.mark.parametrize("model_type", DECODERS)
def test_masked_heads_attend_to_no_encoder(model_type: str, mark: str) -> None:
    config = tiny_config(model_type, is_decoder=True, add_cross_attention=True)
    head = DECODERS[model_type].replace("LMHeadModel", "ForCausalLM") if (mark, model_type) == ("Flax", "bert") else ""
    model = getattr(trivet, f"{mark}{head or DECODERS[model_type]}")(config)
    mask = np.ones((config.num_hidden_layers, config.num_attention_heads), "float32")
    mask[:, 0] = 0
    states = np.random.default_rng(0).normal(size=(1, 4, config.hidden_size)).astype("float32")
    arrays: dict[str, Any] = {"input_ids": np.array([[5, 6, 7]]), "head_mask": mask, "encoder_hidden_states": states}
    if not mark:
        import torch

        arrays = {name: torch.from_numpy(array) for name, array in arrays.items()}
    output = model(**arrays, output_attentions=True)
    for weights in (*output.attentions, *output.cross_attentions):
        array = np.asarray(weights.detach() if not mark else weights)
        assert not array[:, 0].any() and array[:, 1].any()
