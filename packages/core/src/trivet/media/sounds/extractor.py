"""The base of feature extractors: waveforms in, padded batches out."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from trivet.errors import InvalidConfigError, InvalidInputError
from trivet.media.batch import BatchFeature
from trivet.media.processor import Preprocessor
from trivet.media.sounds.padding import padded, padded_to, up_to

logger = logging.getLogger(__name__)
_COUNTS = ("feature_size", "sampling_rate", "hop_length", "chunk_length", "n_fft", "num_mel_bins", "max_length")
_MOST = 2**20
_DERIVED = ("mel_filters", "window")  # tables that old files have, and that follow from the other fields


class FeatureExtractor(Preprocessor):
    """Makes what a model of speech takes of waveforms.

    Attributes:
        feature_size: numbers of one frame.
        sampling_rate: of sounds, in Hz.
        padding_value: what is put behind shorter sounds.
        padding_side: `right` or `left`.
        return_attention_mask: whether masks are returned if the caller does not say.
    """

    part = "feature_extractor"
    inputs: ClassVar[tuple[str, ...]]
    """What a model takes, the features first."""
    feature_size: int
    sampling_rate: int
    padding_value: float
    padding_side: str
    return_attention_mask: bool

    def __init__(self, /, *values: Any, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: a field is not what it has to be, such as the sampling rate.
        """
        kept = {name: value for name, value in fields.items() if name not in _DERIVED}
        if "return_attention_mask" not in self.defaults:
            kept.setdefault("return_attention_mask", True)
        super().__init__(*values, **{"padding_side": "right", **kept})
        self.model_input_names = list(self.inputs)
        for name in _COUNTS:
            value = getattr(self, name, 1)
            if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST:
                reason = f"{name} is {value!r}, which is not a whole number from 1 to {_MOST}"
                raise InvalidConfigError(reason, field=name)

    def pad(
        self,
        processed_features: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        padding: Any = True,
        max_length: int | None = None,
        truncation: bool = False,
        pad_to_multiple_of: int | None = None,
        return_attention_mask: bool | None = None,
        return_tensors: Any = None,
    ) -> BatchFeature:
        """Features of one length, with a mask of those that are there. Serves to collate a data set's examples.

        Args:
            processed_features: lists by name, or a list of examples. The first of `model_input_names` is padded.
            padding: True or `longest`, `max_length`, False.
            max_length: samples or frames at most, or the length that `padding="max_length"` means.
            truncation: whether longer ones are cut.
            pad_to_multiple_of: of which the length is a multiple.
            return_attention_mask: whether a mask is returned; None leaves it to the extractor.
            return_tensors: `np`, `pt`, `tf` or `jax`; None leaves numpy's, stacked if they have one length.

        Raises:
            InvalidInputError: the features are not there, `max_length` is missing, or no tensor can be made.
        """
        columns = _columns(processed_features)
        name = self.model_input_names[0]
        if name not in columns:
            raise InvalidInputError(f"there is no {name} to be padded, but {', '.join(columns) or 'nothing'}")
        values = [np.asarray(each) for each in columns[name]]
        values = [each.astype(np.float32) if each.dtype != np.float32 else each for each in values]
        masks = [np.asarray(each, np.int32) for each in columns.get("attention_mask", ())]
        masks = masks or [np.ones(len(each), np.int32) for each in values]
        if truncation and max_length is not None:
            most = up_to(max_length, pad_to_multiple_of)
            values, masks = [each[:most] for each in values], [each[:most] for each in masks]
        length = padded_to(padding, [len(each) for each in values], max_length, pad_to_multiple_of, truncation)
        result = {**columns, name: padded(values, length, self.padding_side, self.padding_value)}
        wanted = self.return_attention_mask if return_attention_mask is None else return_attention_mask
        if wanted or "attention_mask" in columns:
            result["attention_mask"] = padded(masks, length, self.padding_side, 0)
        return BatchFeature(result, tensor_type=return_tensors)

    def _waveforms(self, raw_speech: Any, sampling_rate: int | None) -> list[np.ndarray]:
        """Waveforms [n], float32, of one sound or a batch.

        Raises:
            InvalidInputError: the sampling rate is another, or a sound has several channels.
        """
        if sampling_rate is None:
            logger.warning("Pass sampling_rate=: it is not told from samples, and a wrong one goes unnoticed.")
        elif sampling_rate != self.sampling_rate:
            raise InvalidInputError(
                f"the sound has {sampling_rate} samples a second, {type(self).__name__} takes {self.sampling_rate}. "
                f"trivet.read_sound(path, {self.sampling_rate}) converts it"
            )
        if hasattr(raw_speech, "detach"):
            raw_speech = raw_speech.detach().cpu()
        if not isinstance(raw_speech, list | tuple):
            raw_speech = np.asarray(raw_speech)
            if raw_speech.ndim > 2:
                raise InvalidInputError(f"sounds {list(raw_speech.shape)} must be samples [n] or a batch [sounds, n]")
        is_batch = len(raw_speech) > 0 and np.ndim(raw_speech[0]) > 0
        waveforms = [np.asarray(each, np.float32) for each in (raw_speech if is_batch else [raw_speech])]
        for each in waveforms:
            if each.ndim != 1:
                raise InvalidInputError(
                    f"a sound {list(each.shape)} must be samples [n]: take the mean of its channels"
                )
        return waveforms


def _columns(features: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    if isinstance(features, Mapping):
        return dict(features)
    examples = list(features)
    return {name: [each[name] for each in examples] for name in examples[0]} if examples else {}


def normalized(values: Sequence[np.ndarray], lengths: Sequence[int], padding_value: float) -> list[np.ndarray]:
    """Waveforms of mean 0 and variance 1, as far as they are sound."""
    result = []
    for each, length in zip(values, lengths, strict=True):
        sound = each[:length]
        scaled = (each - sound.mean()) / np.sqrt(sound.var() + 1e-7)
        scaled[length:] = padding_value
        result.append(scaled.astype(np.float32, copy=False))
    return result
