"""What a plan refuses, with every problem in one message, and what it lets through when it is told to."""

import pytest
from catalogs import catalog_of, plan, shapes_of, skeleton

from trivet.dtypes import DType
from trivet.errors import CheckpointMismatchError, TrivetError, UnknownDialectError
from trivet.layout import DIALECTS, ParamSpec
from trivet.planning.skeleton import Skeleton, Target

WORDS = "embeddings.word_embeddings.weight"
CLASSIFIER = ("classifier.weight", "classifier.bias")


def refusal(*arguments: object, **options: object) -> CheckpointMismatchError:
    with pytest.raises(CheckpointMismatchError) as caught:
        plan(*arguments, **options)
    return caught.value


def without(shapes: dict[str, tuple[int, ...]], *names: str) -> dict[str, tuple[int, ...]]:
    return {name: shape for name, shape in shapes.items() if name not in names}


def test_refuses_checkpoint_that_lacks_what_every_model_of_the_family_has() -> None:
    shapes = without(shapes_of("BertModel"), WORDS, "encoder.layer.1.output.dense.bias")
    error = refusal(shapes, skeleton("BertModel"))
    assert str(error) == (
        "folder: the checkpoint does not fit (2 problem(s)):\n"
        "  - embeddings.word_embeddings.weight: missing from the checkpoint\n"
        "  - encoder.layer.1.output.dense.bias: missing from the checkpoint\n"
        "strict=False initialises missing parameters instead."
    )
    assert isinstance(error, ValueError)


def test_lets_what_a_head_adds_be_missing_unless_strict() -> None:
    shapes, model = shapes_of("BertModel"), skeleton("BertForSequenceClassification")
    assert plan(shapes, model).missing == CLASSIFIER
    assert refusal(shapes, model, strict=True).problems == tuple(
        f"{name}: missing from the checkpoint" for name in CLASSIFIER
    )


def test_refuses_unexpected_tensors_only_when_strict() -> None:
    shapes = {**shapes_of("BertModel"), "extra.weight": (3,)}
    assert plan(shapes, skeleton("BertModel")).unexpected == ("extra.weight",)
    assert plan(shapes, skeleton("BertModel"), strict=False).unexpected == ("extra.weight",)
    error = refusal(shapes, skeleton("BertModel"), strict=True)
    assert error.problems == ("extra.weight: in the checkpoint, but not in the model",)


def test_lets_everything_be_missing_that_it_is_told_to() -> None:
    shapes = without(shapes_of("BertModel"), WORDS)
    assert plan(shapes, skeleton("BertModel"), strict=False).missing == (WORDS,)


def test_refuses_other_shapes_with_all_of_them_named() -> None:
    shapes = {**shapes_of("BertModel"), WORDS: (13, 8), "pooler.dense.bias": (9,)}
    error = refusal(shapes, skeleton("BertModel"))
    assert str(error) == (
        "folder: the checkpoint does not fit (2 problem(s)):\n"
        "  - embeddings.word_embeddings.weight: stored shape [13, 8], the model has [11, 8]\n"
        "  - pooler.dense.bias: stored shape [9], the model has [8]\n"
        "ignore_mismatched_sizes=True keeps the model's initial values for those."
    )


@pytest.mark.parametrize("strict", [True, False, None])
def test_lets_other_shapes_through_when_told_to(strict: bool | None) -> None:
    shapes = {**shapes_of("BertModel"), WORDS: (13, 8)}
    found = plan(shapes, skeleton("BertModel"), ignore_mismatched_sizes=True, strict=strict)
    assert found.mismatched == ((WORDS, (13, 8), (11, 8)),)
    assert WORDS not in {step.target for step in found.steps}
    assert WORDS not in found.missing
    assert WORDS not in found.unexpected


@pytest.mark.parametrize("dialect", ["tensorflow", "flax"])
def test_shapes_are_compared_in_canonical_terms(dialect: str) -> None:
    """A square transposed the wrong way cannot be seen, but a kernel must be [in, out]."""
    shapes = shapes_of("BertModel", dialect)
    name = next(name for name in shapes if "intermediate" in name and "kernel" in name)
    assert shapes[name] == (8, 12)
    error = refusal({**shapes, name: (12, 8)}, skeleton("BertModel", dialect), dialect=dialect)
    assert "stored shape [8, 12], the model has [12, 8]" in error.problems[0]


@pytest.mark.parametrize("shape", [(), (8,), (1, 8, 12)])
def test_refuses_other_numbers_of_axes(shape: tuple[int, ...]) -> None:
    shapes = shapes_of("BertModel", "flax")
    name = "encoder.layer.0.intermediate.dense.kernel"
    error = refusal({**shapes, name: shape}, skeleton("BertModel"), dialect="flax")
    assert error.problems == (
        f"encoder.layer.0.intermediate.dense.weight: stored shape {list(shape)}, the model has [12, 8]",
    )


@pytest.mark.parametrize("strict", [True, False, None])
def test_refuses_checkpoint_that_has_nothing_of_the_model(strict: bool | None) -> None:
    shapes = {f"other.{number}": (2,) for number in range(5)}
    error = refusal(shapes, skeleton("BertModel"), strict=strict)
    assert error.problems[-1] == (
        "nothing in it belongs to the model (it holds, for example, other.0, other.1, other.2 and 2 more)"
    )


def test_refuses_empty_checkpoint_and_accepts_empty_model() -> None:
    assert "nothing in it belongs to the model" in str(refusal({}, skeleton("BertModel"), strict=False))
    assert plan({}, Skeleton(DIALECTS["torch"], ()), strict=True).steps == ()


def test_user_module_without_a_family_has_no_core() -> None:
    model = Skeleton(DIALECTS["torch"], tuple(Target(name, ParamSpec(name, (2,))) for name in ("a.w", "b.w")))
    assert plan({"a.w": (2,)}, model).missing == ("b.w",)
    assert refusal({"a.w": (2,)}, model, strict=True).problems == ("b.w: missing from the checkpoint",)


@pytest.mark.parametrize("strict", [True, False, None])
def test_refuses_elements_packed_below_a_byte(strict: bool | None) -> None:
    model = Skeleton(DIALECTS["torch"], (Target("a.w", ParamSpec("a.w", (4,))),))
    error = refusal(catalog_of({"a.w": (4,)}, DType.F4), model, strict=strict)
    assert error.problems == ("a.w: stored as F4, whose elements are packed below a byte; no model has such",)
    assert plan(catalog_of({"a.w": (4,)}, DType.F8_E4M3), model, strict=strict).steps


def test_refuses_unknown_dialect() -> None:
    with pytest.raises(UnknownDialectError, match="unknown framework 'mxnet'"):
        plan({}, skeleton("BertModel"), dialect="mxnet")
    assert isinstance(refusal({}, skeleton("BertModel"), dialect="pt"), TrivetError)
