"""Positions that are computed and no weight."""

from __future__ import annotations

import pytest

import trivet
from trivet.testing import tiny_config


@pytest.mark.parametrize("name", ["M2M100", "XGLM"])
def test_a_model_without_layers_is_built_as_any_other(name: str) -> None:
    model_type = getattr(trivet, f"{name}Config").model_type
    fields = {"encoder_layers": 0, "decoder_layers": 0} if name == "M2M100" else {"num_layers": 0}
    model = getattr(trivet, f"TF{name}Model")(tiny_config(model_type, **fields))
    model.build_in_name_scope()
    assert model.built and all(layer.built for layer in model._flatten_layers(include_self=False))
    assert not any("embed_positions" in variable.path for variable in model.variables)
