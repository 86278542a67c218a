"""Tied parameters in a plan: whichever copy is stored, the owner is loaded once and the other shares its memory."""

import pytest
from catalogs import plan, shapes_of, skeleton
from tiny_bert import DECODER, WORDS

from trivet.errors import CheckpointMismatchError
from trivet.layout import DIALECTS, Kind, Layout, ParamSpec
from trivet.planning.skeleton import Skeleton, Target

BIAS, DECODER_BIAS = "cls.predictions.bias", "cls.predictions.decoder.bias"
MLM = "BertForMaskedLM"


def test_owner_stored_alone_fills_both() -> None:
    found = plan(shapes_of(MLM), skeleton(MLM), strict=True)
    assert dict(found.tied) == {DECODER: WORDS, DECODER_BIAS: BIAS}
    assert {DECODER, DECODER_BIAS}.isdisjoint(step.target for step in found.steps)
    assert found.skipped == ()


def test_of_what_is_stored_twice_only_what_models_compute_with_is_loaded() -> None:
    found = plan(shapes_of(MLM, tied=True), skeleton(MLM), strict=True)
    assert set(found.skipped) == {DECODER, BIAS}
    sources = {step.target: step.source.name for step in found.steps}
    assert (sources[WORDS], sources[BIAS]) == (WORDS, DECODER_BIAS)
    assert {(one.spec.name, other.spec.name) for one, other in found.copies} == {(DECODER, WORDS), (BIAS, DECODER_BIAS)}


def test_owner_takes_its_value_from_the_copy_when_only_that_is_stored() -> None:
    shapes = shapes_of(MLM, tied=True, leave=(WORDS, BIAS))
    found = plan(shapes, skeleton(MLM), strict=True)
    sources = {step.target: step.source.name for step in found.steps}
    assert (sources[WORDS], sources[BIAS]) == (DECODER, DECODER_BIAS)
    assert dict(found.tied) == {DECODER: WORDS, DECODER_BIAS: BIAS}
    assert found.skipped == ()


@pytest.mark.parametrize("source", ["tensorflow", "flax"])
@pytest.mark.parametrize("target", DIALECTS)
def test_copy_is_laid_out_as_what_it_was_stored_as(source: str, target: str) -> None:
    """A decoder's kernel is [hidden, vocab]; the embedding it stands for is [vocab, hidden]."""
    shapes = shapes_of(MLM, source, tied=True, leave=(WORDS,))
    found = plan(shapes, skeleton(MLM, target), dialect=source, strict=True)
    step = next(step for step in found.steps if step.param.name == WORDS)
    assert (step.source.shape, step.layout) == ((8, 11), Layout((1, 0)))


def test_missing_owner_and_copy_is_missing_once() -> None:
    shapes = shapes_of(MLM, leave=(WORDS,))
    with pytest.raises(CheckpointMismatchError) as caught:
        plan(shapes, skeleton(MLM))
    assert caught.value.problems == (f"{WORDS}: missing from the checkpoint",)
    assert plan(shapes, skeleton(MLM), strict=False).missing == (WORDS,)


def test_copy_of_another_shape_is_a_mismatch_of_the_owner() -> None:
    shapes = {**shapes_of(MLM, leave=(WORDS,)), DECODER: (12, 8)}
    found = plan(shapes, skeleton(MLM), ignore_mismatched_sizes=True)
    assert found.mismatched == ((WORDS, (12, 8), (11, 8)),)


def test_base_model_skips_the_copy_that_a_head_stored() -> None:
    found = plan(shapes_of(MLM, tied=True), skeleton("BertModel"))
    assert DECODER in found.skipped
    assert DECODER not in found.unexpected


def test_base_model_is_filled_from_a_copy() -> None:
    found = plan(shapes_of(MLM, tied=True, leave=(WORDS,)), skeleton("BertModel"))
    assert {step.target: step.source.name for step in found.steps}["embeddings.word_embeddings.weight"] == DECODER


def test_untied_decoder_is_a_parameter_of_its_own() -> None:
    untied = {"tie_word_embeddings": False}
    found = plan(shapes_of(MLM, **untied), skeleton(MLM, **untied), strict=True)
    assert dict(found.tied) == {DECODER_BIAS: BIAS}
    assert DECODER in {step.target for step in found.steps}


def test_copy_is_no_owner_when_the_model_does_not_tie() -> None:
    model = skeleton(MLM, tie_word_embeddings=False)
    with pytest.raises(CheckpointMismatchError) as caught:
        plan(shapes_of(MLM), model, strict=True)
    assert caught.value.problems == (f"{DECODER}: missing from the checkpoint",)


def test_ties_of_a_users_own_module() -> None:
    weight = ParamSpec("embed.weight", (4, 2), Kind.EMBEDDING)
    head = ParamSpec("lm_head.weight", (4, 2), Kind.LINEAR, tied="embed.weight")
    model = Skeleton(DIALECTS["torch"], (Target("lm_head.weight", head), Target("embed.weight", weight)))
    for stored in (["embed.weight"], ["lm_head.weight"], ["embed.weight", "lm_head.weight"]):
        found = plan(dict.fromkeys(stored, (4, 2)), model, strict=True)
        assert [(step.target, step.source.name) for step in found.steps] == [("embed.weight", stored[0])]
        assert dict(found.tied) == {"lm_head.weight": "embed.weight"}
        assert list(found.skipped) == stored[1:]
