"""The load plan: which stored tensor becomes which parameter, for every head, dialect and way of writing prefixes."""

from dataclasses import replace
from itertools import pairwise

import pytest
from catalogs import BERT, catalog_of, plan, shapes_of, skeleton

from trivet.dtypes import DType
from trivet.errors import AmbiguousMatchError, CheckpointMismatchError
from trivet.layout import DIALECTS, IDENTITY, Kind, Layout, ParamSpec
from trivet.layout.spellings import Spellings
from trivet.planning.skeleton import Skeleton, Target
from trivet.tensors import Catalog, Extent, TensorSpec
from trivet.transfer.items import stored_name

DIALECT_NAMES = list(DIALECTS)


@pytest.mark.parametrize("source", DIALECT_NAMES)
@pytest.mark.parametrize("target", DIALECT_NAMES)
@pytest.mark.parametrize("head", BERT.heads)
def test_every_head_loads_from_every_dialect(head: str, source: str, target: str) -> None:
    model = skeleton(head, target)
    found = plan(shapes_of(head, source), model, dialect=source, strict=True)
    assert {step.target for step in found.steps} | set(found.tied) == {each.name for each in model.targets}
    assert not (found.missing or found.unexpected or found.mismatched or found.skipped)
    for step in found.steps:
        own_shape = DIALECTS[target].layout(step.param).shape(step.param.shape)
        assert step.layout.shape(step.source.shape) == own_shape
        assert not step.is_cast


@pytest.mark.parametrize("dialect", DIALECT_NAMES)
def test_steps_are_in_file_order(dialect: str) -> None:
    shapes = shapes_of("BertModel", dialect)
    backwards = catalog_of(dict(reversed(shapes.items())))
    places = [
        (step.source.file, step.source.offset) for step in plan(backwards, skeleton("BertModel"), dialect=dialect).steps
    ]
    assert all(first < second for first, second in pairwise(places))
    assert len(places) == len(shapes)


def test_steps_go_from_file_to_file() -> None:
    specs = [
        TensorSpec(name, DType.U8, (1,), file, (Extent(offset, 1),))
        for name, file, offset in [("a", "two", 5), ("b", "one", 9), ("c", "two", 1), ("d", "one", 2)]
    ]
    model = Skeleton(DIALECTS["torch"], tuple(Target(name, ParamSpec(name, (1,))) for name in "abcd"))
    assert [step.target for step in plan(Catalog(specs), model).steps] == ["d", "b", "c", "a"]


@pytest.mark.parametrize("dialect", ["torch", "flax"])
@pytest.mark.parametrize("head", [head for head in BERT.heads[1:] if "bert.pooler.dense.weight" in shapes_of(head)])
def test_head_loads_from_base_checkpoint_and_says_what_is_new(head: str, dialect: str) -> None:
    found = plan(shapes_of("BertModel", dialect), skeleton(head), dialect=dialect)
    assert found.missing
    assert not any(name.startswith("bert.") for name in found.missing)
    assert not found.unexpected


@pytest.mark.parametrize("dialect", DIALECT_NAMES)
@pytest.mark.parametrize("head", BERT.heads)
def test_base_loads_from_head_checkpoint(head: str, dialect: str) -> None:
    found = plan(shapes_of(head, dialect), skeleton("BertModel"), dialect=dialect)
    assert all(name.startswith("pooler.") for name in found.missing)
    assert len(found.steps) + len(found.missing) == len(skeleton("BertModel").targets)
    assert not any("bert" in name for name in found.unexpected)


def test_base_loads_from_base_checkpoint_that_kept_the_prefix() -> None:
    prefixed = {f"bert.{name}": shape for name, shape in shapes_of("BertModel").items()}
    assert not plan(prefixed, skeleton("BertModel"), strict=True).missing


def test_names_that_an_author_tells_stand_for_pytorchs_own_and_for_no_other_dialects() -> None:
    word, bias = "bert.embeddings.word_embeddings.weight", "bert.pooler.dense.bias"
    names = {word: ("bert.words.weight", "bert.older.weight"), bias: ("bert.shift",)}
    for head, prefix in (("BertModel", ""), ("BertForSequenceClassification", "bert.")):
        model = replace(skeleton(head, "flax"), spellings=Spellings().with_names("torch", names))
        shapes = shapes_of(head)
        for told in ("words.weight", "older.weight"):
            renamed = {f"{prefix}{told}": shapes[prefix + word[5:]], f"{prefix}shift": shapes[prefix + bias[5:]]}
            given = {name: shape for name, shape in shapes.items() if f"bert.{name.removeprefix('bert.')}" not in names}
            found = plan({**given, **renamed}, model, strict=True)
            assert {prefix + told, f"{prefix}shift"} <= {step.source.name for step in found.steps}
        with pytest.raises(CheckpointMismatchError, match="word_embeddings.embedding: missing"):
            plan(shapes, model, strict=True)
        assert not plan(shapes_of(head, "tensorflow"), model, dialect="tensorflow", strict=True).missing
        target = next(each.param for each in model.targets if each.param.name == word)
        assert stored_name(target, model, DIALECTS["torch"]) == f"{prefix}words.weight"
        assert stored_name(target, model, DIALECTS["flax"]) == f"{prefix}embeddings.word_embeddings.embedding"


def test_base_checkpoint_without_pooler_loads_into_heads_that_have_none() -> None:
    shapes = {name: shape for name, shape in shapes_of("BertModel").items() if "pooler" not in name}
    assert set(plan(shapes, skeleton("BertForTokenClassification")).missing) == {"classifier.weight", "classifier.bias"}


def test_pooler_that_a_head_has_not_is_unexpected() -> None:
    found = plan(shapes_of("BertModel"), skeleton("BertForQuestionAnswering"))
    assert set(found.unexpected) == {"pooler.dense.weight", "pooler.dense.bias"}


def test_old_names_of_layer_norms_are_read() -> None:
    renamed = {
        name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta"): shape
        for name, shape in shapes_of("BertForMaskedLM").items()
    }
    assert any(name.endswith(".gamma") for name in renamed)
    assert not plan(renamed, skeleton("BertForMaskedLM"), strict=True).missing


def test_refuses_two_sources_for_one_parameter() -> None:
    shapes = shapes_of("BertModel")
    with pytest.raises(AmbiguousMatchError) as caught:
        plan({**shapes, "embeddings.LayerNorm.gamma": (8,)}, skeleton("BertModel"))
    assert str(caught.value) == (
        "parameter 'bert.embeddings.LayerNorm.weight' is claimed by 2 sources: embeddings.LayerNorm.weight, "
        "embeddings.LayerNorm.gamma. Remove all but one."
    )
    assert plan(shapes, skeleton("BertModel"), strict=True)


def test_refuses_tensorflow_name_with_and_without_its_suffix() -> None:
    shapes = shapes_of("BertModel", "tensorflow")
    name = next(iter(shapes))
    with pytest.raises(AmbiguousMatchError):
        plan({**shapes, name.removesuffix(":0"): shapes[name]}, skeleton("BertModel"), dialect="tensorflow")
    bare = {name.removesuffix(":0"): shape for name, shape in shapes.items()}
    assert plan(bare, skeleton("BertModel"), dialect="tensorflow", strict=True)


def test_buffers_are_skipped_and_never_missed() -> None:
    shapes = shapes_of("BertModel", buffers=True)
    assert plan(shapes, skeleton("BertModel"), strict=True).skipped == ("embeddings.position_ids",)
    assert plan(shapes_of("BertModel"), skeleton("BertModel"), strict=True).skipped == ()


def test_layout_of_a_step_is_between_the_two_dialects() -> None:
    model = Skeleton(DIALECTS["flax"], (Target("d.kernel", ParamSpec("d.weight", (3, 2), Kind.LINEAR)),))
    for source, shape, layout in (
        ("torch", {"d.weight": (3, 2)}, Layout((1, 0))),
        ("tensorflow", {"d/kernel:0": (2, 3)}, IDENTITY),
        ("flax", {"d.kernel": (2, 3)}, IDENTITY),
    ):
        assert [step.layout for step in plan(shape, model, dialect=source).steps] == [layout]


def test_place_is_asked_for_each_parameter() -> None:
    found = plan(shapes_of("BertModel"), skeleton("BertModel"), placement=lambda param: param.block or "top")
    assert {step.placement for step in found.steps} == {"top", "bert.encoder.layer.0", "bert.encoder.layer.1"}


def test_plan_counts_the_bytes_of_the_parameters() -> None:
    found = plan(shapes_of("BertModel"), skeleton("BertModel"))
    assert found.nbytes == sum(step.source.nbytes for step in found.steps)


class CountingCatalog(Catalog):
    """Counts how often it is asked, to see that planning is linear without a clock."""

    questions = 0

    def __contains__(self, name: object) -> bool:
        type(self).questions += 1
        return super().__contains__(name)

    def __getitem__(self, name: str) -> TensorSpec:
        type(self).questions += 1
        return super().__getitem__(name)

    def __iter__(self):
        for name in super().__iter__():
            type(self).questions += 1
            yield name


@pytest.mark.parametrize("dialect", DIALECT_NAMES)
@pytest.mark.parametrize("count", [300, 30_000])
def test_asks_the_catalog_a_few_times_for_each_of_thirty_thousand_tensors(count: int, dialect: str) -> None:
    params = [ParamSpec(f"encoder.layer.{number}.dense.weight", (2, 3), Kind.LINEAR) for number in range(count)]
    spelled = DIALECTS[dialect]
    model = Skeleton(
        DIALECTS["torch"], tuple(Target(param.name, param) for param in params), known={p.name: p for p in params}
    )
    stored = catalog_of(
        {spelled.encode(param, model.naming): spelled.layout(param).shape(param.shape) for param in params}
    )
    CountingCatalog.questions = 0
    found = plan(CountingCatalog(stored.values()), model, dialect=dialect, strict=True)
    assert len(found.steps) == count
    assert CountingCatalog.questions <= 8 * count
