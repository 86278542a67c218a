"""Batches for `fit` from rows, as `datasets.Dataset` has them."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
import tiny_bert

from trivet import TFBertForQuestionAnswering, TFBertForSequenceClassification

datasets = pytest.importorskip("datasets")


class Tokenizer:
    """Pads as tokenizers do."""

    def pad(self, rows: list[dict[str, Any]], return_tensors: str) -> dict[str, Any]:
        length = max(len(row["input_ids"]) for row in rows)
        padded = {
            name: [row[name] + [0] * (length - len(row[name])) for row in rows] for name in rows[0] if name != "labels"
        }
        return {name: np.array(values) for name, values in padded.items()} | {
            "labels": np.array([row["labels"] for row in rows]),
            "special_tokens_mask": np.zeros(len(rows)),
        }


@pytest.fixture
def rows() -> Any:
    ids = [[1, 2, 3], [4, 5], [6], [7, 8, 9, 10], [1, 1]]
    return datasets.Dataset.from_dict(
        {
            "text": ["a", "b", "c", "d", "e"],
            "input_ids": ids,
            "attention_mask": [[1] * len(each) for each in ids],
            "label": [0, 1, 1, 0, 1],
        }
    )


@pytest.fixture
def model() -> Any:
    return TFBertForSequenceClassification(tiny_bert.config())


def test_batches_hold_what_the_model_takes_padded_and_in_order(model: Any, rows: Any) -> None:
    found = list(model.prepare_tf_dataset(rows, 2, shuffle=False, tokenizer=Tokenizer()))
    assert [sorted(batch) for batch, _ in found] == [["attention_mask", "input_ids"]] * 3
    assert [tuple(batch["input_ids"].shape) for batch, _ in found] == [(2, 3), (2, 4), (1, 2)]
    np.testing.assert_array_equal(found[0][0]["input_ids"], [[1, 2, 3], [4, 5, 0]])
    np.testing.assert_array_equal(found[0][0]["attention_mask"], [[1, 1, 1], [1, 1, 0]])
    np.testing.assert_array_equal(np.concatenate([labels for _, labels in found]), [0, 1, 1, 0, 1])


def test_shuffled_batches_are_full_and_in_another_order_every_epoch(model: Any, rows: Any) -> None:
    many = datasets.concatenate_datasets([rows] * 8)
    data = model.prepare_tf_dataset(many, 3, tokenizer=Tokenizer(), prefetch=False)
    epochs = [[batch["input_ids"].numpy().tolist() for batch, _ in data] for _ in range(2)]
    assert {len(batch) for epoch in epochs for batch in epoch} == {3}
    assert len(epochs[0]) == 13
    assert epochs[0] != epochs[1]
    assert len(list(model.prepare_tf_dataset(rows, 2, tokenizer=Tokenizer(), drop_remainder=False))) == 3


def test_a_function_of_ones_own_makes_batches(model: Any, rows: Any) -> None:
    def collate(given: list[dict[str, Any]], width: int) -> dict[str, Any]:
        return {"input_ids": np.array([(row["input_ids"] * 4)[:width] for row in given]), "other": np.zeros(1)}

    data = model.prepare_tf_dataset(rows, 5, shuffle=False, collate_fn=collate, collate_fn_args={"width": 2})
    (batch,) = data
    assert batch.shape == (5, 2)  # a single input, and no labels


def test_fit_takes_them_with_and_without_a_loss(model: Any, rows: Any) -> None:
    for loss in (None, keras.losses.SparseCategoricalCrossentropy(from_logits=True)):
        model.compile(keras.optimizers.Adam(1e-2), loss=loss, metrics=["accuracy"], run_eagerly=True)
        data = model.prepare_tf_dataset(rows, 2, tokenizer=Tokenizer())
        losses = model.fit(data, epochs=2, shuffle=False, verbose=0).history
        assert np.isfinite(losses["loss"]).all()
        assert "accuracy" in losses


def test_rows_of_one_length_need_no_tokenizer(model: Any) -> None:
    same = datasets.Dataset.from_dict({"input_ids": [[1, 2], [3, 4]], "labels": [0.5, 1.5]})
    ((ids, labels),) = model.prepare_tf_dataset(same, 2, shuffle=False)
    np.testing.assert_array_equal(ids, [[1, 2], [3, 4]])
    assert labels.dtype == "float32"


# Of Keras, where `fit` has its own default.
@pytest.mark.filterwarnings("ignore:`shuffle=True` was passed:UserWarning")
def test_several_labels_are_a_dict() -> None:
    ends = {"start_positions": [0, 1], "end_positions": [1, 1]}
    same = datasets.Dataset.from_dict({"input_ids": [[1, 2], [3, 4]], "attention_mask": [[1, 1]] * 2, **ends})
    model = TFBertForQuestionAnswering(tiny_bert.config(num_hidden_layers=1))
    data = model.prepare_tf_dataset(same, 2, shuffle=False)
    ((inputs, labels),) = data
    assert sorted(inputs) == ["attention_mask", "input_ids"]
    assert {name: each.numpy().tolist() for name, each in labels.items()} == ends
    model.compile("sgd", run_eagerly=True)
    assert np.isfinite(model.fit(data, verbose=0).history["loss"]).all()


def test_refuses_what_has_nothing_for_the_model(model: Any, rows: Any) -> None:
    with pytest.raises(ValueError, match=r"no column that the model takes, only \['text'\]"):
        model.prepare_tf_dataset(rows.select_columns(["text"]), 2)
    with pytest.raises(ValueError, match="has no rows"):
        model.prepare_tf_dataset(rows.select([]), 2)
