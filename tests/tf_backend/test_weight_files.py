"""One file of weights by a caller's own name, in the way in which Keras 2 wrote them."""

from __future__ import annotations

from pathlib import Path

import h5py
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

from trivet import TFBertForMaskedLM, TFBertModel
from trivet.errors import CheckpointMismatchError, DestinationError

IDS = tf.constant([[5, 9, 2], [7, 1, 10]])


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, of its own file
@pytest.mark.parametrize("name", ["tf_model.h5", "own.hdf5", "model.weights.h5"])
def test_weights_that_were_saved_are_loaded(name: str, tmp_path: Path) -> None:
    model, other = TFBertForMaskedLM(tiny_bert.config()), TFBertForMaskedLM(tiny_bert.config())
    model.save_weights(tmp_path / name)
    other.load_weights(tmp_path / name)
    np.testing.assert_array_equal(other(IDS).logits, model(IDS).logits)


def test_a_file_names_layers_and_weights_as_keras_2_does(tmp_path: Path) -> None:
    TFBertModel(tiny_bert.config()).save_weights(tmp_path / "new" / "tf_model.h5")
    with h5py.File(tmp_path / "new" / "tf_model.h5") as file:
        assert file.attrs["layer_names"].tolist() == [b"bert"]
        names = [each.decode() for each in file["bert"].attrs["weight_names"]]
    assert any(each.endswith("bert/embeddings/word_embeddings/weight:0") for each in names)
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["tf_model.h5"]


def test_a_file_that_must_stay_stays(tmp_path: Path) -> None:
    path = tmp_path / "tf_model.h5"
    path.write_bytes(b"precious")
    with pytest.raises(DestinationError, match="overwrite=True"):
        TFBertModel(tiny_bert.config()).save_weights(path, overwrite=False)
    assert path.read_bytes() == b"precious"
    with pytest.raises(DestinationError, match="cannot be written"):
        TFBertModel(tiny_bert.config()).save_weights(path / "below.h5")


def test_weights_of_another_model_are_refused_unless_only_names_that_fit_are_wanted(tmp_path: Path) -> None:
    base, scoring = TFBertModel(tiny_bert.config()), TFBertForMaskedLM(tiny_bert.config())
    base.save_weights(tmp_path / "base.h5")
    before = scoring(IDS).logits
    with pytest.raises(CheckpointMismatchError, match="missing"):
        scoring.load_weights(tmp_path / "base.h5")
    np.testing.assert_array_equal(scoring(IDS).logits, before)
    scoring.load_weights(tmp_path / "base.h5", by_name=True)
    states = scoring(IDS, output_hidden_states=True).hidden_states[-1]
    np.testing.assert_array_equal(states, base(IDS).last_hidden_state)
    with pytest.raises(TypeError, match="objects_only"):
        base.load_weights(tmp_path / "base.h5", objects_only=True)
