"""Functions on positions that code imports from the modules of models."""

from __future__ import annotations

import pytest
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


def test_neighbours_are_rotated_as_the_models_rotate_them() -> None:
    from trivet.models.codegen.modeling_codegen import rotate_every_two
    from trivet.models.gptj.modeling_gptj import (
        apply_rotary_pos_emb,
        create_sinusoidal_positions,
        get_embed_positions,
    )

    states, places = torch.randn(2, 3, 1, 4), torch.arange(3)[None].expand(2, 3)
    table = get_embed_positions(create_sinusoidal_positions(8, 4), places)
    sin, cos = table.gather(1, places[..., None].expand(2, 3, 4)).split(2, -1)
    rotated = apply_rotary_pos_emb(states, sin, cos)
    angles = places[..., None] * torch.tensor([1.0, 0.01])
    pairs = torch.view_as_complex(states.unflatten(-1, (2, 2))) * torch.exp(1j * angles[:, :, None])
    torch.testing.assert_close(rotated, torch.view_as_real(pairs).flatten(-2))
    torch.testing.assert_close(rotate_every_two(torch.tensor([[[[1.0, 2.0]]]])), torch.tensor([[[[-2.0, 1.0]]]]))


def test_biases_by_position_are_those_of_each_family() -> None:
    from trivet.models.bloom.modeling_bloom import build_alibi_tensor, dropout_add
    from trivet.models.falcon.modeling_falcon import build_alibi_tensor as rounded
    from trivet.models.mpt.modeling_mpt import build_mpt_alibi_tensor

    mask = torch.tensor([[0, 1, 1], [1, 1, 1]])
    expected = torch.tensor([[0, 0, 1.0], [0, 1, 2]])[:, None] * torch.tensor([2.0**-4, 2.0**-8])[:, None]
    torch.testing.assert_close(build_alibi_tensor(mask, 2, torch.float32), expected.reshape(4, 1, 3))
    assert rounded(mask, 3, torch.float32).shape == (6, 1, 3)
    exact, less = (each(mask, 3, torch.float32)[2, 0, 2] for each in (build_alibi_tensor, rounded))
    assert exact == pytest.approx(2.0**-2) and less == pytest.approx(2.0**-2, abs=1e-3)
    torch.testing.assert_close(build_mpt_alibi_tensor(1, 3), torch.tensor([[[-2.0, -1, 0]]]) / 256)
    torch.testing.assert_close(dropout_add(torch.ones(2), torch.ones(2), 0.5, training=False), torch.full((2,), 2.0))
