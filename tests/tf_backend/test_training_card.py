"""Cards of trained models: metadata that hubs read, text that people go on from, and what a person wrote stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tiny_bert
from hub_server import running_hub
from huggingface_hub import ModelCard

from trivet import TFBertForMaskedLM, TFBertForSequenceClassification, TFBertModel
from trivet_tf.extras.training_card import pipeline_of

Arrays = dict[str, np.ndarray[Any, Any]]
LABELS = np.array([1, 0])

# huggingface_hub's own call of its HTTP library
pytestmark = pytest.mark.filterwarnings("ignore:Use 'content=:DeprecationWarning")


@pytest.fixture(scope="module")
def trained() -> Any:
    model = TFBertForSequenceClassification(tiny_bert.config(num_hidden_layers=1))
    model.bert.trainable = False
    model.compile(keras.optimizers.Adam(1e-3), metrics=["accuracy"], run_eagerly=True)
    ids = np.array([[5, 9, 2], [7, 1, 10]])
    model.fit(ids, LABELS, validation_data=(ids, LABELS), epochs=2, verbose=0)
    return model


def test_metadata_says_what_the_caller_and_the_training_know(trained: Any, tmp_path: Path) -> None:
    trained.create_model_card(
        tmp_path,
        "my-model",
        language="en",
        license="mit",
        tags=["first"],
        finetuned_from="org/base",
        dataset_tags=["glue"],
        dataset=["GLUE"],
        dataset_args=["sst2"],
    )
    card = ModelCard.load(tmp_path / "README.md")
    found = card.data.to_dict()
    accuracy = trained.history.history["val_accuracy"][-1]
    assert found["model-index"] == [
        {
            "name": "my-model",
            "results": [
                {
                    "task": {"type": "text-classification"},
                    "dataset": {"name": "GLUE", "type": "glue", "args": "sst2"},
                    "metrics": [{"type": "accuracy", "value": accuracy, "name": "Validation Accuracy"}],
                }
            ],
        }
    ]
    wanted = {
        "license": "mit",
        "base_model": "org/base",
        "pipeline_tag": "text-classification",
        "metrics": ["accuracy"],
    }
    assert wanted.items() <= found.items()
    assert found["tags"] == ["first", "tf", "generated_from_keras_callback"]
    assert "# my-model\n\n[org/base](https://huggingface.co/org/base), fine-tuned on GLUE." in card.text
    assert f"- Validation Accuracy: {accuracy:.4f}" in card.text
    assert "- name: adam" in card.text and "- precision: float32" in card.text
    rows = [line for line in card.text.splitlines() if line.startswith("| ")]
    assert (len(rows), rows[0].count("Train Loss"), rows[3][:5]) == (4, 1, "| 1 |")


def test_a_draft_is_written_anew_and_a_persons_card_stays(trained: Any, tmp_path: Path) -> None:
    trained.create_model_card(tmp_path, "first")
    trained.create_model_card(tmp_path, "second")
    path = tmp_path / "README.md"
    assert "# second" in path.read_text()
    path.write_text("# Mine")
    trained.create_model_card(tmp_path, "third")
    assert path.read_text() == "# Mine"


def test_says_so_where_nothing_is_known(tmp_path: Path) -> None:
    model = TFBertModel(tiny_bert.config())
    model.create_model_card(tmp_path, "plain")
    card = ModelCard.load(tmp_path / "README.md")
    assert "model-index" not in card.data.to_dict()
    assert "Trained from scratch on unnamed data." in card.text
    assert "- optimizer: none" in card.text
    assert [pipeline_of(model), pipeline_of(TFBertForMaskedLM(tiny_bert.config()))] == [None, "fill-mask"]


def test_a_dataset_says_its_own_names(trained: Any, tmp_path: Path) -> None:
    class Loaded:
        builder_name, config_name = "imdb", "plain_text"

    trained.create_model_card(tmp_path, "named", dataset=Loaded())
    found = ModelCard.load(tmp_path / "README.md").data.to_dict()
    assert found["datasets"] == ["imdb"]
    assert found["model-index"][0]["results"][0]["dataset"] == {"name": "imdb", "type": "imdb", "args": "plain_text"}
    Loaded.builder_name = "csv"
    trained.create_model_card(tmp_path, "unnamed", dataset=Loaded())
    assert "datasets" not in ModelCard.load(tmp_path / "README.md").data.to_dict()


def test_a_trained_model_is_published_with_its_card(
    trained: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with running_hub(monkeypatch, tmp_path / "home") as hub:
        monkeypatch.setenv("HF_TOKEN", hub.token)
        trained.push_to_hub("me/trained", tags=["mine"])
        card = hub.files("me/trained")["README.md"].decode()
    assert "# trained\n" in card and "Validation Accuracy" in card and "- mine" in card


def test_publishing_takes_what_the_card_is_to_say_and_its_own_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    model = TFBertModel(tiny_bert.config())
    with running_hub(monkeypatch, tmp_path / "home") as hub:
        said = {"language": "en", "license": "mit", "finetuned_from": "org/base", "model_name": "Mine"}
        model.push_to_hub("me/told", None, "Told", None, 3000, hub.token, **said)
        files = hub.files("me/told")
        with pytest.raises(TypeError, match="unexpected keyword argument 'langauge'"):
            model.push_to_hub("me/told", token=hub.token, langauge="en")
    card = files["README.md"].decode()
    assert "model.safetensors.index.json" in files
    assert "# Mine\n" in card
    assert all(line in card for line in ("license: mit", "base_model: org/base", "- en"))
