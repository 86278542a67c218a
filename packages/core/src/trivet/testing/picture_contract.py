"""Tests of models that read pictures, a part of the contract of models: sizes, positions, masked patches."""

from __future__ import annotations

import numpy as np
import pytest

from trivet.errors import InvalidInputError
from trivet.families.blocks import Grid, PatchEmbeddings
from trivet.families.inputs import INTERPOLATES
from trivet.testing.model_cases import Array, Load, ModelCases, close
from trivet.testing.subjects import Subject

PIXELS = "pixel_values"


class PictureContract(ModelCases):
    """Calls of models that read pictures."""

    def test_refuses_pictures_of_another_size_or_number_of_channels(self, viewer: Subject, load: Load) -> None:
        pictures = viewer.inputs()[PIXELS]
        model, taller = load(viewer), np.concatenate([pictures] * 2, 2)
        if not _block(viewer).any_size:
            with pytest.raises(InvalidInputError, match=f"{taller.shape[2]} pixels high"):
                self.runner.call(model, {PIXELS: taller})
        for wrong in (pictures[:, :1].repeat(7, 1), pictures[0]):
            with pytest.raises(InvalidInputError, match="pixel_values must be"):
                self.runner.call(model, {PIXELS: wrong})
        with pytest.raises(InvalidInputError, match="give pixel_values"):
            self.runner.call(model, {PIXELS: None})

    def test_pictures_may_have_another_size_if_positions_are_interpolated(self, viewer: Subject, load: Load) -> None:
        if INTERPOLATES not in viewer.arguments:
            pytest.skip("the family has no such option")
        inputs, asked = viewer.inputs(), {INTERPOLATES: True}
        close(self.scores(load, viewer, {**inputs, **asked}), self.scores(load, viewer, inputs))
        patch = _grid(viewer).patch
        height, width = inputs[PIXELS].shape[2:]
        larger = np.pad(inputs[PIXELS], [(0, 0), (0, 0), (0, patch[0]), (0, 2 * patch[1])])
        outputs = self.runner.call(load(viewer), {PIXELS: larger, **asked, "output_hidden_states": True})
        rows, columns = _grid(viewer).rows(height + patch[0], width + 2 * patch[1])
        assert outputs["hidden_states.0"].shape[1] == rows * columns + _grid(viewer).skipped
        assert all(np.isfinite(each).all() for each in outputs.values())

    def test_pixels_of_masked_patches_have_no_influence(self, masking: Subject, load: Load) -> None:
        inputs, others = masking.inputs(), masking.inputs(seed=1)
        mask = _by_pixel(inputs["bool_masked_pos"], inputs[PIXELS], _grid(masking))
        changed = {**inputs, PIXELS: np.where(mask, others[PIXELS], inputs[PIXELS])}
        assert (changed[PIXELS] != inputs[PIXELS]).any()
        close(self.scores(load, masking, changed), self.scores(load, masking, inputs))

    def test_the_loss_is_the_mean_difference_of_masked_pixels(self, masking: Subject, load: Load) -> None:
        inputs = masking.inputs()
        outputs = self.runner.call(load(masking), inputs)
        restored, pixels = outputs["reconstruction"], inputs[PIXELS]
        assert restored.shape == pixels.shape
        mask = np.broadcast_to(_by_pixel(inputs["bool_masked_pos"], pixels, _grid(masking)), pixels.shape)
        close(outputs["loss"], np.abs(restored.astype(np.float64) - pixels)[mask].mean())

    def test_refuses_a_mask_of_another_number_of_patches(self, masking: Subject, load: Load) -> None:
        inputs = masking.inputs()
        wrong = inputs["bool_masked_pos"][:, 1:]
        with pytest.raises(InvalidInputError, match="bool_masked_pos must be"):
            self.runner.call(load(masking), {**inputs, "bool_masked_pos": wrong})
        plain = Subject(masking.family, masking.family.heads[0], masking.fields)
        if not _block(masking).keeps_mask:
            with pytest.raises(InvalidInputError, match="use_mask_token=True"):
                self.runner.call(load(plain), inputs)


def _block(subject: Subject) -> PatchEmbeddings:
    block = subject.source.embeddings
    assert isinstance(block, PatchEmbeddings)
    return block


def _grid(subject: Subject) -> Grid:
    return _block(subject).grid


def _by_pixel(mask: Array, pictures: Array, grid: Grid) -> Array:
    """A mask of patches [rows, patches] as one of pixels, [rows, 1, height, width]."""
    squares = mask.reshape(len(mask), 1, *grid.rows(*pictures.shape[2:]))
    return np.asarray(squares.repeat(grid.patch[0], 2).repeat(grid.patch[1], 3))
