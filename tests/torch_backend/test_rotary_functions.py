"""Functions on positions that code imports from the modules of models."""

from __future__ import annotations

import torch

from trivet.families.registry import architecture
from trivet.models.llama.modeling_llama import apply_rotary_pos_emb, repeat_kv, rotate_half
from trivet.models.roberta.modeling_roberta import create_position_ids_from_input_ids
from trivet.testing import tiny_config
from trivet_torch.layers.rotary import RotaryPositions, rotate


def test_rotation_is_that_of_the_layers() -> None:
    config = tiny_config("llama")
    rope = architecture("llama").base(config).stack.layers[0].attention.rotary.rope
    positions, states = torch.tensor([[2, 0, 5]]), torch.randn(1, 2, 3, rope.size)
    tables = (each[0, 0].repeat(1, 2) for each in RotaryPositions(rope)(torch.arange(6)[None], torch.float32))
    queries, keys = apply_rotary_pos_emb(states, 2 * states, *tables, positions)
    expected = rotate(states, RotaryPositions(rope)(positions, torch.float32))
    torch.testing.assert_close(queries, expected)
    torch.testing.assert_close(keys, 2 * expected)
    assert rotate_half(torch.tensor([1.0, 2, 3, 4])).tolist() == [-3, -4, 1, 2]


def test_heads_are_repeated_one_after_the_other() -> None:
    states = torch.arange(2.0).view(1, 2, 1, 1)
    assert repeat_kv(states, 2).flatten().tolist() == [0, 0, 1, 1]


def test_positions_begin_behind_padding() -> None:
    ids = torch.tensor([[1, 7, 8, 1]])
    assert create_position_ids_from_input_ids(ids, 1).tolist() == [[1, 2, 3, 1]]
    assert create_position_ids_from_input_ids(ids, 1, 3).tolist() == [[1, 5, 6, 1]]
