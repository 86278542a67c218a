"""Training that is interrupted and goes on: the same losses as in one go, from files that run nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tiny_bert
from hub_server import Hub

import trivet
from trivet import TFBertForSequenceClassification
from trivet.errors import CheckpointMismatchError, CorruptFileError, PublishError, SourceNotFoundError

Arrays = dict[str, np.ndarray[Any, Any]]
STILL = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
LABELS = np.array([1, 0])

# huggingface_hub's own call of its HTTP library
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture
def hub(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    monkeypatch.setenv("HF_TOKEN", hub.token)
    return hub


def classifier(optimizer: Any = None, **changes: Any) -> Any:
    model = TFBertForSequenceClassification(tiny_bert.config(**STILL, num_hidden_layers=1, **changes))
    model.bert.trainable = False  # a head that learns shows what there is to see
    model.compile(keras.optimizers.Adam(1e-2) if optimizer is None else optimizer, run_eagerly=True)
    return model


def losses(model: Any, inputs: Arrays, **options: Any) -> list[float]:
    found: list[float] = model.fit(inputs, LABELS, verbose=0, shuffle=False, **options).history["loss"]
    return found


def test_interrupted_training_goes_on_as_if_it_had_not_been(inputs: Arrays, tmp_path: Path) -> None:
    model = classifier()
    losses(model, inputs, epochs=2)
    folder = model.save_repo_checkpoint(tmp_path, 2, seen=[4, 8], note="half way")
    assert sorted(each.name for each in folder.iterdir()) == [
        "extra_data.json",
        "model.safetensors",
        "optimizer.safetensors",
    ]
    expected = losses(model, inputs, initial_epoch=2, epochs=4)
    again = classifier()
    assert again.load_repo_checkpoint(tmp_path) == {"epoch": 2, "seen": [4, 8], "note": "half way"}
    assert int(again.optimizer.iterations) == 2
    assert losses(again, inputs, initial_epoch=2, epochs=4) == pytest.approx(expected, abs=1e-6)
    assert json.loads((folder / "extra_data.json").read_text())["extra_data"]["epoch"] == 2


def test_a_checkpoint_of_another_optimizer_or_model_changes_nothing(inputs: Arrays, tmp_path: Path) -> None:
    model = classifier()
    model.save_repo_checkpoint(tmp_path, 1)
    other = classifier(keras.optimizers.SGD(0.1, momentum=0.9))
    with pytest.raises(CheckpointMismatchError, match="of the optimizer Adam, the model has SGD"):
        other.load_repo_checkpoint(tmp_path)
    larger = classifier(num_labels=3)
    with pytest.raises(CheckpointMismatchError, match=r"F32 \[8, 2\] is stored, the optimizer has float32 \[8, 3\]"):
        larger.load_repo_checkpoint(tmp_path)
    more = classifier()
    more.bert.pooler.trainable = True
    more.compile(keras.optimizers.Adam(1e-2))
    with pytest.raises(CheckpointMismatchError, match=r"the state has \d+ variables, the model's optimizer \d+"):
        more.load_repo_checkpoint(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("extra_data.json", b"{", "is not valid JSON"),
        ("extra_data.json", b"\xff", "is not valid JSON"),
        ("extra_data.json", b'{"extra_data": {}}', 'must hold an object with "optimizer"'),
        ("extra_data.json", b"[]", 'must hold an object with "optimizer"'),
        ("optimizer.safetensors", b"\x10", "optimizer.safetensors"),
        ("model.safetensors", b"\x10", "model.safetensors"),
    ],
)
def test_a_checkpoint_that_is_broken_is_refused_and_sets_nothing(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    model = classifier()
    folder = model.save_repo_checkpoint(tmp_path, 1)
    (folder / name).write_bytes(content)
    other = classifier()
    before = [np.asarray(each) for each in (*other.weights, *other.optimizer.variables)]
    with pytest.raises(CorruptFileError, match=said):
        other.load_repo_checkpoint(tmp_path)
    for found, expected in zip((*other.weights, *other.optimizer.variables), before, strict=False):
        np.testing.assert_array_equal(found, expected)


def test_says_what_is_missing_and_reads_no_pickle(tmp_path: Path) -> None:
    model = TFBertForSequenceClassification(tiny_bert.config())
    with pytest.raises(RuntimeError, match=r"has no optimizer, .*: compile\(\) first"):
        model.save_repo_checkpoint(tmp_path, 1)
    with pytest.raises(RuntimeError, match="has no optimizer"):
        model.load_repo_checkpoint(tmp_path)
    model = classifier()
    with pytest.raises(SourceNotFoundError, match=r"no training checkpoint.*model\.safetensors"):
        model.load_repo_checkpoint(tmp_path)
    (tmp_path / "checkpoint").mkdir()
    (tmp_path / "checkpoint" / "extra_data.pickle").write_bytes(b"cos\nsystem\n(S'false'\ntR.")
    with pytest.raises(SourceNotFoundError, match="as a pickle"):
        model.load_repo_checkpoint(tmp_path)
    with pytest.raises(TypeError, match="JSON"):
        model.save_repo_checkpoint(tmp_path, 1, note=object())
    assert not (tmp_path / "checkpoint" / "model.safetensors").exists()


def test_a_model_is_published_while_it_learns_and_taken_up_from_there(hub: Hub, inputs: Arrays, tmp_path: Path) -> None:
    model = classifier()
    callback = trivet.PushToHubCallback(
        tmp_path / "out", hub_model_id="me/learner", checkpoint=True, tokenizer=model.config, license="mit"
    )
    model.fit(inputs, LABELS, epochs=2, validation_data=(inputs, LABELS), verbose=0, callbacks=[callback])
    files = hub.files("me/learner")
    assert {"README.md", "config.json", "model.safetensors", "checkpoint/extra_data.json"} <= set(files)
    card = files["README.md"].decode()
    assert "license: mit" in card
    assert f"| 1 | {model.history.history['loss'][1]:.4f} |" in card
    assert trivet.TFAutoModelForSequenceClassification.from_pretrained("me/learner").config.hidden_size == 8
    assert classifier().load_repo_checkpoint("me/learner") == {"epoch": 2}


def test_an_upload_that_fails_does_not_end_the_training_but_the_last_one_raises(
    hub: Hub, inputs: Arrays, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = classifier()
    callback = trivet.PushToHubCallback(
        tmp_path / "out", save_strategy="steps", save_steps=1, hub_model_id="me/learner", hub_token="wrong"
    )
    with pytest.raises(PublishError):
        model.fit(inputs, LABELS, batch_size=1, verbose=0, callbacks=[callback])
    assert "me/learner was not published during training" in caplog.text
    assert (tmp_path / "out" / "model.safetensors").exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"save_strategy": "daily"}, "one of no, epoch, steps"),
        ({"save_strategy": "steps"}, "save_steps must be a positive integer"),
        ({"save_strategy": "no", "checkpoint": True}, "needs save_strategy='epoch'"),
    ],
)
def test_refuses_strategies_that_cannot_be(options: dict[str, Any], said: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=said):
        trivet.PushToHubCallback(tmp_path, **options)
    assert trivet.PushToHubCallback(tmp_path / "name").hub_model_id == "name"
