"""Which part of each parameter goes to which device: schemes of every family, a user's rules, and what is refused."""

from __future__ import annotations

import logging
from typing import Any

import jax
import numpy as np
import pytest
from jax.sharding import Mesh, PartitionSpec

from trivet.families.blocks import Experts
from trivet.families.registry import architecture, families
from trivet.layout import FLAX, Kind, join
from trivet.layout.params import Role
from trivet.planning.abstract import abstract_skeleton
from trivet.planning.skeleton import Skeleton
from trivet.testing.configs import tiny_config
from trivet_flax.errors import ShardingError
from trivet_flax.placement.sharding import plan_shardings

FAMILIES = [family.model_type for family in families()]


def mesh(**axes: int) -> Any:
    """A mesh of that shape: plans look at its axes only, so one device may stand for all."""
    count = int(np.prod([*axes.values()]))
    return Mesh(np.array(jax.devices()[:1] * count).reshape([*axes.values()]), tuple(axes))


def skeleton(model_type: str, head: str = "", **fields: Any) -> Skeleton:
    family = architecture(model_type)
    return abstract_skeleton(family, tiny_config(model_type, **fields), head or family.heads[0], FLAX)


def choosers(model_type: str) -> tuple[str, ...]:
    """Endings of names of the weights that choose or weigh experts: every device has them whole."""
    base = architecture(model_type).base(tiny_config(model_type))
    layers = getattr(base, "stack", None)
    blocks = [each.inner for layer in layers.layers for each in layer.sublayers] if layers else []
    mixtures = [each for each in blocks if isinstance(each, Experts)]
    linear = [(each.at, one.at) for each in mixtures for one in (each.router.linear, each.shared_gate) if one]
    return tuple({f".{join(*path, 'weight')}" for path in linear})


@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_linear_layer_of_a_block_has_a_role(model_type: str) -> None:
    whole = choosers(model_type)
    for target in skeleton(model_type).targets:
        param = target.param
        if param.block is not None and param.kind in (Kind.LINEAR, Kind.CONV1D_GPT2) and not param.name.endswith(whole):
            assert param.role in (Role.COLUMN, Role.ROW), param.name


@pytest.mark.parametrize("model_type", FAMILIES)
def test_every_family_splits_its_matrices_and_none_of_its_norms(model_type: str) -> None:
    plan = skeleton(model_type)
    for scheme in ("tp", "fsdp"):
        found = plan_shardings(plan, mesh(devices=2), scheme)
        split = {name for name, sharding in found.items() if any(sharding.spec)}
        in_blocks = [each for each in plan.targets if each.param.block and each.param.name.endswith("weight")]
        linear = [each for each in in_blocks if each.param.kind in (Kind.LINEAR, Kind.CONV1D_GPT2)]
        whole = {each.name for each in linear if scheme == "tp" and each.param.name.endswith(choosers(model_type))}
        assert {each.name for each in linear} - whole <= split
        assert whole.isdisjoint(split)
        norms = [each for each in plan.targets if each.param.kind in (Kind.LAYER_NORM, Kind.RMS_NORM)]
        norms = [each for each in norms if len(each.param.shape) == 1]  # those of each head lie together in a matrix
        assert split.isdisjoint(each.name for each in norms)


def test_layers_of_gpt2_split_the_other_way_round() -> None:
    found = plan_shardings(skeleton("gpt2", vocab_size=64), mesh(tp=2), "tp")
    assert found["h.0.attn.c_attn.kernel"].spec == PartitionSpec("tp")  # [out, in]
    assert found["h.0.attn.c_attn.bias"].spec == PartitionSpec("tp")
    assert found["h.0.attn.c_proj.kernel"].spec == PartitionSpec(None, "tp")
    assert found["wte.embedding"].spec == PartitionSpec("tp")
    assert found["wpe.embedding"].spec == PartitionSpec()


def test_what_a_scheme_cannot_split_evenly_is_whole_everywhere() -> None:
    found = plan_shardings(skeleton("bert", vocab_size=61), mesh(tp=8), "tp")
    assert found["embeddings.word_embeddings.embedding"].spec == PartitionSpec()
    assert found["encoder.layer.0.attention.self.query.kernel"].spec == PartitionSpec(None, "tp")


def test_fsdp_splits_the_longest_axis_that_divides() -> None:
    found = plan_shardings(skeleton("bert", vocab_size=61), mesh(fsdp=8), "fsdp")
    assert found["embeddings.word_embeddings.embedding"].spec == PartitionSpec(None, "fsdp")  # [61, 16]
    assert found["encoder.layer.0.intermediate.dense.kernel"].spec == PartitionSpec(None, "fsdp")  # [16, 24]
    assert found["encoder.layer.0.output.dense.kernel"].spec == PartitionSpec("fsdp")  # [24, 16]
    assert found["encoder.layer.0.output.dense.bias"].spec == PartitionSpec()


def test_a_scheme_takes_the_axis_that_is_named_for_it() -> None:
    plan, both = skeleton("bert", vocab_size=64), mesh(data=2, model=4)
    kernel = "encoder.layer.0.attention.self.query.kernel"
    assert plan_shardings(plan, both, "tp")[kernel].spec == PartitionSpec(None, "model")
    assert plan_shardings(plan, both, "fsdp")[kernel].spec == PartitionSpec("data")
    with pytest.raises(ShardingError, match=r"'tp' or 'tensor' or 'model'; the mesh has x, y"):
        plan_shardings(plan, mesh(x=2, y=2), "tp")


def test_rules_come_before_the_scheme() -> None:
    rules = {r"self\.query\.kernel": PartitionSpec("tp"), "query": PartitionSpec()}
    found = plan_shardings(skeleton("bert"), mesh(tp=2), "tp", rules)
    assert found["encoder.layer.1.attention.self.query.kernel"].spec == PartitionSpec("tp")
    assert found["encoder.layer.1.attention.self.query.bias"].spec == PartitionSpec()
    assert found["encoder.layer.1.attention.self.key.bias"].spec == PartitionSpec("tp")


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        (
            PartitionSpec("tp"),
            r"word_embeddings\.embedding \[61, 16\], rule 'word': axis 0 \(61\) does not divide into 4",
        ),
        (PartitionSpec(None, ("dp", "tp"), None), r"has 3 axes, the parameter has 2"),
        (PartitionSpec("ep"), r"the mesh has no axis 'ep', only dp, tp"),
        (PartitionSpec(None, ("tp", "tp")), r"splits over a mesh axis twice"),
    ],
)
def test_refuses_a_rule_that_cannot_be_kept(spec: PartitionSpec, reason: str) -> None:
    with pytest.raises(ShardingError, match=reason):
        plan_shardings(skeleton("bert", vocab_size=61), mesh(dp=2, tp=4), None, {"word": spec})


def test_names_every_parameter_that_a_rule_cannot_split() -> None:
    with pytest.raises(ShardingError) as caught:
        plan_shardings(skeleton("bert"), mesh(tp=7), None, {"query.kernel": PartitionSpec("tp")})
    assert len(caught.value.problems) == 2


def test_refuses_an_unknown_scheme() -> None:
    scheme: Any = "pp"
    with pytest.raises(ShardingError, match="'pp' is not a scheme; there are 'tp', 'fsdp'"):
        plan_shardings(skeleton("bert"), mesh(tp=2), scheme)


def test_warns_of_a_rule_that_speaks_of_nothing(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "trivet"):
        plan_shardings(skeleton("bert"), mesh(tp=2), None, {"kernle": PartitionSpec(), "bias": PartitionSpec()})
    assert "no parameter matches kernle" in caplog.text
    assert "bias" not in caplog.text


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ([("kernel", PartitionSpec("a"))], "sharding_rules must be a mapping of patterns to PartitionSpec, not list"),
        ({"kernel(": PartitionSpec("a")}, r"rule 'kernel\(' is not a regular expression \(missing \)"),
        ({3: PartitionSpec("a")}, "rule 3 is not a regular expression"),
        ({"kernel": None}, "rule 'kernel': None is not a PartitionSpec"),
        ({"kernel": "a"}, "rule 'kernel': 'a' is not a PartitionSpec"),
    ],
)
def test_refuses_rules_that_are_none(rules: Any, reason: str) -> None:
    with pytest.raises(ShardingError, match=reason):
        plan_shardings(skeleton("bert"), mesh(tp=2), None, rules)
    assert plan_shardings(skeleton("bert"), mesh(tp=2), None, {"kernel": PartitionSpec()})


def test_refuses_what_is_no_mesh() -> None:
    with pytest.raises(ShardingError, match=r"mesh must be a jax.sharding.Mesh, not tuple"):
        plan_shardings(skeleton("bert"), (8,), "tp")  # type: ignore[arg-type]
