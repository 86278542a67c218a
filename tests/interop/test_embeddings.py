"""Vectors and scores of texts equal those of the sentence-transformers library, in every framework."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trivet
from golden_data import data_folder
from trivet import CrossEncoder, SentenceEncoder
from trivet.errors import InvalidInputError
from trivet.families.names import class_prefix
from trivet.families.registry import architecture
from trivet.testing import tiny_config

GOLDEN = data_folder("embeddings")
STORED: dict[str, Any] = json.loads((GOLDEN / "texts.json").read_text())
TEXTS, PAIRS = STORED["texts"], STORED["pairs"]
ENCODERS = ("all_modes", "old_files", "decoder", "plain")


def golden(name: str, file: str = "vectors") -> dict[str, np.ndarray]:
    with np.load(GOLDEN / name / f"{file}.npz") as stored:
        return dict(stored)


def close(found: np.ndarray, wanted: np.ndarray) -> None:
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-5 * np.abs(wanted).max())


@pytest.mark.parametrize("name", ENCODERS)
def test_vectors_are_those_of_the_library(name: str, framework: str, tmp_path: Path) -> None:
    encoder, wanted = SentenceEncoder.from_pretrained(GOLDEN / name, framework), golden(name)
    encoder.save_pretrained(tmp_path)
    again = SentenceEncoder.from_pretrained(tmp_path, framework)
    assert (again.prompts, again.max_length, str(again)) == (encoder.prompts, encoder.max_length, str(encoder))
    vectors = encoder.encode(TEXTS)
    for found in (vectors, again.encode(TEXTS)):
        close(found, wanted["default"])
    close(encoder.encode(TEXTS, 4, normalize=True), wanted["normalized"])
    close(encoder.similarity(vectors, wanted["normalized"]), wanted["similarity"])
    for prompt in wanted.keys() - {"default", "normalized", "similarity"}:
        close(encoder.encode(TEXTS, prompt_name=prompt), wanted[prompt])
    close(encoder.encode(TEXTS[2]), wanted["default"][2])
    assert encoder.encode([]).shape == (0, encoder.dimension)


@pytest.mark.parametrize("model_type", ["modernbert", "nomic_bert", "gte"])
def test_texts_beside_longer_ones_have_the_vectors_that_they_have_alone(
    model_type: str, framework: str, tmp_path: Path
) -> None:
    head = architecture(model_type).heads[0]
    model = getattr(trivet, class_prefix(framework) + head)(tiny_config(model_type, head))
    model.save_pretrained(tmp_path)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(GOLDEN / "all_modes" / name, tmp_path)
    encoder = SentenceEncoder.from_pretrained(tmp_path, framework)
    assert len({len(text.split()) for text in TEXTS}) > 1
    close(encoder.encode(TEXTS), np.stack([encoder.encode(text) for text in TEXTS]))


@pytest.mark.parametrize("name", ["scorer", "classifier"])
def test_scores_are_those_of_the_library(name: str, framework: str, tmp_path: Path) -> None:
    encoder, wanted = CrossEncoder.from_pretrained(GOLDEN / name, framework), golden(name, "scores")
    encoder.save_pretrained(tmp_path)
    again = CrossEncoder.from_pretrained(tmp_path, framework)
    assert (again.activation, again.max_length) == (encoder.activation, encoder.max_length)
    close(again.predict(PAIRS[0]), wanted["default"][0])
    close(encoder.predict(PAIRS), wanted["default"])
    close(encoder.predict(PAIRS, apply_softmax=True), wanted["softmax"])
    if "rank" in wanted:
        ranked = encoder.rank("the cat", TEXTS, 3, return_documents=True)
        assert [each["corpus_id"] for each in ranked] == wanted["rank"][:3].tolist()
        assert ranked[0]["text"] == TEXTS[ranked[0]["corpus_id"]]
    else:
        with pytest.raises(InvalidInputError, match="the model has 3 labels, but ranking needs one"):
            encoder.rank("the cat", TEXTS)


def test_scorer_may_be_in_a_folder_of_its_own(tmp_path: Path) -> None:
    shutil.copytree(GOLDEN / "scorer", tmp_path / "0_Transformer")
    for name in ("modules.json", "config_sentence_transformers.json"):
        (tmp_path / "0_Transformer" / name).rename(tmp_path / name)
    module = {"type": "sentence_transformers.models.Transformer", "path": "0_Transformer"}
    (tmp_path / "modules.json").write_text(json.dumps([module]))
    encoder = CrossEncoder.from_pretrained(tmp_path, "torch")
    close(encoder.predict(PAIRS), golden("scorer", "scores")["default"])


def test_real_weights_put_similar_sentences_together(framework: str, minilm: Path) -> None:
    encoder = SentenceEncoder.from_pretrained(minilm, framework)
    assert (encoder.max_length, encoder.dimension) == (256, 384)
    vectors = encoder.encode(["The cat sits by the window.", "A kitten looks out of the window.", "Rates rose again."])
    similarity = encoder.similarity(vectors, vectors)
    assert similarity[0, 1] > 0.5
    assert similarity[0, 2] < 0.2
    # What sentence-transformers 6.2 computes for the first sentence.
    np.testing.assert_allclose(vectors[0, :4], FIRST, rtol=0, atol=1e-6)


FIRST = [0.1374789, 0.0130287, -0.001269, 0.0646946]
