"""Vectors of texts with no framework: pooling, steps, batches, and an encoder whose model is numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from stub_backend import StubBackend, StubModel

from golden_data import data_folder
from trivet import AutoTokenizer, CrossEncoder, SentenceEncoder
from trivet.errors import BackendNotInstalledError, InvalidInputError
from trivet.text.embedding.batching import TOKENS, batches, padded, rounded
from trivet.text.embedding.pooling import LEGACY, Counted, Pooling
from trivet.text.embedding.similarity import SIMILARITIES
from trivet.text.embedding.steps import ACTIVATIONS, Dense, LayerNorm, Normalize

pytest.importorskip("tokenizers")

WIDTH = 3


class Numbers:
    """A runner whose vector of a token follows from its id and place; masks must hide all padding."""

    def __init__(self, output: str, fixed_shapes: bool) -> None:
        self.output, self.fixed_shapes = output, fixed_shapes
        self.shapes: list[tuple[int, ...]] = []
        self.names: set[str] = set()

    def __call__(
        self, inputs: Mapping[str, Any], weights: Any = None, counted: Any = None
    ) -> np.ndarray[Any, np.dtype[Any]]:
        ids = inputs["input_ids"]
        self.shapes.append(ids.shape)
        self.names |= inputs.keys()
        mask = inputs.get("attention_mask", np.ones_like(ids))
        assert mask.any(1).all()  # attention over nothing is no number
        if self.output == "logits":
            return (ids * mask).sum(1, keepdims=True).astype(np.float32)
        places = np.arange(ids.shape[1])[None, :]
        states = np.stack([ids, ids * (places + 1), -ids], -1).astype(np.float32) + (1 - mask[..., None]) * 1e6
        sums = weights @ states
        if counted is None:
            return np.asarray(sums)
        largest = np.where(counted[..., None], states, -np.inf).max(1, keepdims=True)
        return np.concatenate((sums, largest), 1)


class RunningStub(StubBackend):
    """The stub backend, which also runs models."""

    fixed_shapes = False

    def runner(self, model: StubModel, output: str) -> Numbers:
        return Numbers(output, self.fixed_shapes)


@pytest.fixture
def backend(provide: Callable[..., None]) -> RunningStub:
    made = RunningStub()
    provide("trivet.backends", "torch", made)
    return made


def parts(**fields: Any) -> tuple[StubModel, Any]:
    text = SimpleNamespace(hidden_size=WIDTH, max_position_embeddings=32, pad_token_id=0)
    config = SimpleNamespace(model_type="bert", num_labels=1, get_text_config=lambda: text, **fields)
    return StubModel({}, config=config), AutoTokenizer.from_pretrained(data_folder("embeddings") / "scorer")


TEXTS = ["the cat sat on the mat", "", "dog", "a fast dog ran", "the mat " * 40, "red", "slow cat"]


@pytest.mark.parametrize("fixed_shapes", [False, True])
@pytest.mark.parametrize("mode", LEGACY)
def test_vectors_do_not_depend_on_the_batch(mode: str, fixed_shapes: bool, backend: RunningStub) -> None:
    backend.fixed_shapes = fixed_shapes
    encoder = SentenceEncoder(*parts(), Pooling(WIDTH, (mode, "mean")))
    alone = np.stack([encoder.encode(text) for text in TEXTS])
    for size in (None, 1, 2, 7):
        np.testing.assert_allclose(encoder.encode(TEXTS, size), alone, rtol=1e-6)


def test_long_texts_are_cut_and_prompts_do_not_count(backend: RunningStub) -> None:
    model, tokenizer = parts()
    encoder = SentenceEncoder(
        model, tokenizer, Pooling(WIDTH, ("cls",), False), prompts={"q": "query : "}, max_length=6
    )
    assert encoder._run.shapes == []
    ids = tokenizer("query : the cat sat on the mat")["input_ids"]
    assert encoder.encode("the cat sat on the mat", prompt_name="q")[0] == ids[3]
    assert encoder._run.shapes[-1] == (1, 6)
    whole = SentenceEncoder(model, tokenizer, Pooling(WIDTH, ("cls",)), prompts={"q": "query : "})
    assert whole.encode("the cat", prompt="query : ")[0] == ids[0]
    assert whole.encode_query("the cat")[0] == whole.encode("the cat")[0]


def test_prompts_for_queries_and_documents_are_found(backend: RunningStub) -> None:
    model, tokenizer = parts()
    prompts = {"query": "query : ", "passage": "passage : ", "other": "a "}
    encoder = SentenceEncoder(model, tokenizer, prompts=prompts, default_prompt_name="other")
    for found, prompt in {
        "encode_query": "query : ",
        "encode_document": "passage : ",
        "encode": "a ",
    }.items():
        np.testing.assert_array_equal(getattr(encoder, found)("dog"), encoder.encode("dog", prompt=prompt))
    np.testing.assert_array_equal(encoder.encode_query("dog", prompt=""), encoder.encode("dog", prompt=""))
    with pytest.raises(InvalidInputError, match=r"there is no prompt 'pasage' \(did you mean 'passage'\?\)"):
        encoder.encode("dog", prompt_name="pasage")
    with pytest.raises(InvalidInputError, match="There are: none"):
        SentenceEncoder(model, tokenizer, default_prompt_name="x")


def test_vectors_are_cut_before_they_are_normalised(backend: RunningStub) -> None:
    encoder = SentenceEncoder(*parts())
    vectors = encoder.encode(TEXTS, truncate_dim=2, normalize=True)
    assert vectors.shape == (len(TEXTS), 2)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-6)


def test_rows_without_padding_need_no_mask(backend: RunningStub) -> None:
    encoder = SentenceEncoder(*parts())
    encoder.encode(["dog", "cat"])
    assert encoder._run.names == {"input_ids"}
    encoder.encode(["dog", "cat sat"])
    assert encoder._run.names == {"input_ids", "attention_mask"}


def test_refuses_what_is_no_text(backend: RunningStub) -> None:
    encoder = SentenceEncoder(*parts())
    with pytest.raises(InvalidInputError, match=r"texts\[1\] is a NoneType, not a string"):
        encoder.encode(["a", None])  # type: ignore[list-item]
    with pytest.raises(InvalidInputError, match="batch_size is 0"):
        encoder.encode("a", 0)
    with pytest.raises(InvalidInputError, match="truncate_dim is 0"):
        encoder.encode("a", truncate_dim=0)
    with pytest.raises(ValueError, match="return_tensors is 'list'"):
        encoder.encode("a", return_tensors="list")
    with pytest.raises(InvalidInputError, match="pooling is for vectors of 4; those of the model have 3"):
        SentenceEncoder(*parts(), Pooling(4))
    with pytest.raises(InvalidInputError, match="similarity_fn_name is 'maxsim'"):
        SentenceEncoder(*parts(), similarity_fn_name="maxsim")


def test_pairs_are_ranked(backend: RunningStub) -> None:
    encoder = CrossEncoder(*parts(), activation="Identity")
    documents = ["a", "over the mat it ran", "cat"]
    scores = encoder.predict([("dog", each) for each in documents])
    assert [each["corpus_id"] for each in encoder.rank("dog", documents)] == np.argsort(-scores).tolist()
    assert encoder._run.names >= {"token_type_ids"}
    for wrong in ("text", [("a", "b", "c")], [("a", 1)]):
        with pytest.raises(InvalidInputError, match="a pair must be two strings"):
            encoder.predict(wrong)
    with pytest.raises(InvalidInputError, match="activation is 'Cube'"):
        encoder.predict([("a", "b")], activation="Cube")


def test_backend_that_is_missing_is_named(provide: Callable[..., None]) -> None:
    provide("trivet.backends")
    with pytest.raises(BackendNotInstalledError, match="Encoding texts"):
        SentenceEncoder.from_pretrained(data_folder("embeddings") / "all_modes")
    provide("trivet.backends", "torch", StubBackend())
    with pytest.raises(TypeError, match="the torch backend does not run models on arrays"):
        SentenceEncoder(*parts())


def test_batches_hold_each_text_once_and_few_padding_tokens() -> None:
    lengths = np.random.default_rng(0).integers(0, 300, 1000)
    for fixed in (False, True):
        plan = list(batches(lengths.tolist(), fixed_shapes=fixed, longest=300))
        assert sorted(np.concatenate([batch.texts for batch in plan])) == list(range(1000))
        assert all(batch.height * batch.width <= TOKENS for batch in plan)
        assert all(lengths[batch.texts].max(initial=1) <= batch.width <= 300 for batch in plan)
        assert sum(batch.height * batch.width for batch in plan) < (1.25 if fixed else 1.1) * lengths.sum()
    assert len({(batch.height, batch.width) for batch in plan}) <= 24  # each is a program


def test_few_texts_do_not_fill_a_program_of_many_rows() -> None:
    (one,) = batches([5], fixed_shapes=True)
    assert (one.height, one.width) == (1, 8)
    (three,) = batches([5, 9, 2], fixed_shapes=True, rows=32)
    assert (three.height, three.width) == (4, 16)
    rows, lengths = padded([[1, 2], [3], []], next(batches([2, 1, 0], fixed_shapes=True)), 9)
    assert lengths.tolist() == [2, 1, 0, 0]
    assert rows[:, :3].tolist() == [[1, 2, 9], [3, 9, 9], [9, 9, 9], [9, 9, 9]]


def test_widths_of_programs_are_few_and_close() -> None:
    widths = {rounded(width) for width in range(1, 513)}
    assert len(widths) == 20
    assert all(width <= rounded(width) <= max(8, 1.25 * width + 8) for width in range(1, 513))
    assert rounded(500, 510) == 510


def test_weights_of_pooling_sum_up_as_the_mode_says() -> None:
    counted = Counted.of(np.array([4, 2, 0]), 5, left_out=1)
    weights = Pooling(WIDTH, tuple(mode for mode in LEGACY if mode != "max")).weights(counted)
    cls, mean, root, weighted, last = weights[0]
    assert cls.tolist() == [0, 1, 0, 0, 0]
    assert last.tolist() == [0, 0, 0, 1, 0]
    np.testing.assert_allclose(mean, [0, 1 / 3, 1 / 3, 1 / 3, 0], rtol=1e-6)
    np.testing.assert_allclose(root, np.array([0, 1, 1, 1, 0]) / np.sqrt(3), rtol=1e-6)
    np.testing.assert_allclose(weighted, np.array([0, 2, 3, 4, 0]) / 9, rtol=1e-6)
    assert not weights[2, 1:].any()


def test_steps_compute_their_formulas() -> None:
    values = np.random.default_rng(0).standard_normal((3, 4)).astype(np.float32)
    weight = np.random.default_rng(1).standard_normal((2, 4)).astype(np.float32)
    dense = Dense(weight, np.ones(2, np.float32), "ReLU", adds_input=True, residual=weight)
    np.testing.assert_allclose(dense(values), np.maximum(values @ weight.T + 1, 0) + values @ weight.T, rtol=1e-5)
    norm = LayerNorm(np.full(4, 2, np.float32), np.ones(4, np.float32))
    np.testing.assert_allclose(norm(values).mean(1), 1, rtol=1e-5)
    np.testing.assert_allclose(norm(values).std(1), 2, rtol=1e-3)
    assert np.linalg.norm(Normalize()(values), axis=1).tolist() == pytest.approx([1, 1, 1])
    assert not Normalize()(np.zeros((1, 2), np.float32)).any()
    extremes = np.array([-1e4, 0, 1e4], np.float32)
    for name, activation in ACTIVATIONS.items():
        assert np.isfinite(activation(extremes)).all(), name
    assert ACTIVATIONS["Sigmoid"](extremes).tolist() == [0, 0.5, 1]


def test_similarities_of_vectors() -> None:
    one, other = np.array([[3.0, 4.0], [0.0, 1.0]]), np.array([[3.0, 0.0]])
    found = {name: function(one, other)[:, 0].tolist() for name, function in SIMILARITIES.items()}
    assert found["dot"] == [9, 0]
    assert found["cosine"] == pytest.approx([0.6, 0])
    assert found["euclidean"] == pytest.approx([-4, -np.sqrt(10)])
    assert found["manhattan"] == pytest.approx([-4, -4])
    assert SIMILARITIES["euclidean"](one[:0], other).shape == (0, 1)
