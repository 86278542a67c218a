"""Tests of models that read sounds, a part of the contract of models: sizes, masks of frames, what training hides."""

from __future__ import annotations

import numpy as np
import pytest

from trivet.errors import InvalidInputError
from trivet.families.blocks import SoundEmbeddings
from trivet.testing.model_cases import Load, ModelCases, close
from trivet.testing.subjects import Subject

FRAMES = "input_features"


class SoundContract(ModelCases):
    """Calls of models that read sounds."""

    def test_refuses_spectrograms_of_another_length_or_number_of_bands(self, listener: Subject, load: Load) -> None:
        inputs, model = listener.inputs(), load(listener)
        shown = inputs[FRAMES]
        for wrong in (shown[:, :, :-2], shown[:, :-1], shown[0]):
            with pytest.raises(InvalidInputError, match="input_features must be"):
                self.runner.call(model, {**inputs, FRAMES: wrong})
        with pytest.raises(InvalidInputError, match="give input_features"):
            self.runner.call(model, {**inputs, FRAMES: None})

    def test_a_mask_of_frames_hides_no_token(self, listener: Subject, load: Load) -> None:
        if "attention_mask" not in listener.arguments:
            pytest.skip("the head has no such input")
        inputs = listener.inputs()
        rows, _, frames = inputs[FRAMES].shape
        mask = (np.arange(frames) < frames // 2).astype(np.int64)[None].repeat(rows, 0)
        close(self.scores(load, listener, {**inputs, "attention_mask": mask}), self.scores(load, listener, inputs))

    def test_training_hides_spans_of_frames_and_of_bands(self, listener: Subject, load: Load) -> None:
        self.require("dropout")
        subject = listener.variant(apply_spec_augment=True, mask_time_prob=0.5, mask_feature_prob=0.5)
        block = subject.source.embeddings
        assert isinstance(block, SoundEmbeddings)
        assert block.masking is not None
        model, inputs = load(subject), subject.inputs()
        still, one, same, other = (
            self.runner.call(model, inputs, seed=seed)[subject.scored] for seed in (None, 1, 1, 2)
        )
        np.testing.assert_array_equal(one, same)
        assert (one != still).any()
        assert (one != other).any()
        silent = {**inputs, FRAMES: np.zeros_like(inputs[FRAMES])}  # there is nothing to hide
        close(self.runner.call(model, silent, seed=1)[subject.scored], self.scores(load, subject, silent))
