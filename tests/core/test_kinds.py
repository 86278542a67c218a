"""The table of kinds: total over kinds and dialects, and each dialect's leaf names tell a kind's parameters apart."""

import math

import pytest

from trivet.families.text.bert import Bert, BertConfig
from trivet.layout import DIALECTS, FLAX, IDENTITY, Kind, ParamSpec
from trivet.layout.kinds import LEAVES, Leaf, leaf_of

NAMED = [kind for kind in Kind if kind is not Kind.RAW]
CELLS = [(kind, leaf, dialect) for kind in NAMED for leaf in LEAVES[kind].values() for dialect in DIALECTS]


def test_table_has_every_kind() -> None:
    assert set(LEAVES) == set(Kind)
    assert LEAVES[Kind.RAW] == {}
    assert all(LEAVES[kind] for kind in NAMED)


@pytest.mark.parametrize(("kind", "leaf", "dialect"), CELLS, ids=lambda cell: getattr(cell, "torch", str(cell)))
def test_leaf_and_own_name_find_each_other(kind: Kind, leaf: Leaf, dialect: str) -> None:
    assert leaf_of(kind, leaf.torch) is leaf
    assert DIALECTS[dialect].leaf(kind, DIALECTS[dialect].own(kind, leaf)[0]) is leaf


@pytest.mark.parametrize("kind", NAMED, ids=str)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_own_names_of_a_kind_differ(kind: Kind, dialect: str) -> None:
    names = [DIALECTS[dialect].own(kind, leaf)[0] for leaf in LEAVES[kind].values()]
    assert len(set(names)) == len(names)
    assert all(names)


@pytest.mark.parametrize("kind", NAMED, ids=str)
def test_aliases_are_nobodys_name(kind: Kind) -> None:
    leaves = LEAVES[kind].values()
    aliases = [alias for leaf in leaves for alias in leaf.aliases]
    assert len(set(aliases)) == len(aliases)
    assert {dialect for dialect, _ in aliases} <= set(DIALECTS)
    assert not set(aliases) & {(name, own.own(kind, leaf)[0]) for name, own in DIALECTS.items() for leaf in leaves}


def test_key_is_the_canonical_name() -> None:
    assert all(name == leaf.torch for leaves in LEAVES.values() for name, leaf in leaves.items())


@pytest.mark.parametrize("name", ["weight", "cls_token", "anything at all"])
def test_raw_parameters_keep_name_and_layout_everywhere(name: str) -> None:
    leaf = leaf_of(Kind.RAW, name)
    assert (leaf.torch, leaf.tensorflow, leaf.flax) == (name, name, name)
    assert leaf.tensorflow_layout == leaf.flax_layout == IDENTITY
    assert {dialect.leaf(Kind.RAW, name) for dialect in DIALECTS.values()} == {leaf}


@pytest.mark.parametrize("kind", NAMED, ids=str)
def test_refuses_leaf_that_a_kind_has_not(kind: Kind) -> None:
    with pytest.raises(KeyError):
        leaf_of(kind, "no such leaf")
    with pytest.raises(KeyError, match=f"{kind.value} has no parameter 'no such leaf' in the flax dialect"):
        FLAX.leaf(kind, "no such leaf")


def test_known_rows_of_the_table() -> None:
    """What the other frameworks' own layers call a few well-known parameters."""
    assert leaf_of(Kind.LINEAR, "weight").tensorflow == leaf_of(Kind.LINEAR, "weight").flax == "kernel"
    norm = leaf_of(Kind.LAYER_NORM, "weight")
    assert (norm.tensorflow, norm.flax, norm.aliases) == ("gamma", "scale", (("torch", "gamma"),))
    assert leaf_of(Kind.EMBEDDING, "weight").flax == "embedding"
    assert leaf_of(Kind.BATCH_NORM, "running_var").tensorflow == "moving_variance"


def test_moving_takes_owners_and_blocks_along() -> None:
    bias = ParamSpec("layer.0.d.bias", (2,), Kind.LINEAR, tied="other.bias", block="layer.0").moved("top")
    assert (bias.name, bias.block, bias.tied) == ("top.layer.0.d.bias", "top.layer.0", "top.other.bias")
    weight = ParamSpec("d.weight", (2, 1), Kind.LINEAR).moved("layer.0", block="layer.0")
    assert (weight.name, weight.block, weight.tied) == ("layer.0.d.weight", "layer.0", None)


def test_param_knows_its_parts() -> None:
    param = ParamSpec("bert.pooler.dense.weight", (2, 3), Kind.LINEAR)
    assert (param.module, param.leaf.torch, param.size) == ("bert.pooler.dense", "weight", 6)
    assert param.renamed("x.weight").shape == (2, 3)
    assert ParamSpec("scale", ()).module == ""


def test_bert_has_as_many_parameters_as_the_paper() -> None:
    params = Bert().parameters(BertConfig(), "BertModel")
    assert sum(math.prod(param.shape) for param in params if not param.buffer) == 109_482_240
