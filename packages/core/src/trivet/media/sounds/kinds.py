"""The feature extractors of published models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from trivet.media.batch import BatchFeature
from trivet.media.sounds.extractor import FeatureExtractor, normalized
from trivet.media.sounds.mel import mel_filters
from trivet.media.sounds.padding import padded
from trivet.media.sounds.spectrogram import log_mel, whole_window

# Kaldi's frames: 25 ms every 10 ms at 16 kHz; its least energy is the smallest step of a float32 from 1.
_FRAME, _HOP, _FFT = 400, 160, 512
_LEAST = float(np.finfo(np.float32).eps)


def _kaldi(waveform: np.ndarray, window: np.ndarray, bins: int, sampling_rate: int) -> np.ndarray:
    """Kaldi's logarithmic filter banks, float32 [frames, bins]."""
    filters = mel_filters(_FFT // 2, bins, 20, sampling_rate // 2, sampling_rate, "kaldi", in_mels=True)
    how: dict[str, Any] = {"fft_length": _FFT, "centered": False, "logarithm": np.log, "floor": _LEAST}
    return log_mel(
        waveform, window, _HOP, np.pad(filters, ((0, 1), (0, 0))), preemphasis=0.97, without_mean=True, **how
    )


class WhisperFeatureExtractor(FeatureExtractor):
    """Of Whisper: logarithmic mel spectrograms of 30 seconds.

    Attributes:
        hop_length: samples from one frame to the next.
        chunk_length: seconds of a sound.
        n_fft: samples of a frame.
        n_samples, nb_max_frames: samples and frames of a sound.
    """

    defaults: ClassVar[Mapping[str, Any]] = {
        "feature_size": 80,
        "sampling_rate": 16000,
        "hop_length": 160,
        "chunk_length": 30,
        "n_fft": 400,
        "padding_value": 0.0,
        "return_attention_mask": False,
    }
    inputs = ("input_features",)
    hop_length: int
    chunk_length: int
    n_fft: int

    def __init__(self, /, *values: Any, **fields: Any) -> None:
        """
        Raises:
            InvalidConfigError: as for `FeatureExtractor`.
        """
        super().__init__(*values, **fields)
        self.n_samples = self.chunk_length * self.sampling_rate
        self.nb_max_frames = self.n_samples // self.hop_length

    def __call__(
        self,
        raw_speech: Any,
        truncation: bool = True,
        pad_to_multiple_of: int | None = None,
        return_tensors: Any = None,
        return_attention_mask: bool | None = None,
        padding: Any = "max_length",
        max_length: int | None = None,
        sampling_rate: int | None = None,
        do_normalize: bool | None = None,
        **ignored: Any,
    ) -> BatchFeature:
        """Spectrograms of sounds.

        Args:
            raw_speech: samples [n] between -1 and 1 of one sound, or a batch.
            truncation, padding, max_length, pad_to_multiple_of: as `pad`, in samples; `truncation=False` with
                `padding="longest"` keeps sounds of more than 30 seconds whole.
            return_tensors: `np`, `pt`, `tf` or `jax`.
            return_attention_mask: whether `attention_mask` of frames is returned.
            sampling_rate: of the sounds, in Hz: refused if it is not the extractor's.
            do_normalize: whether sounds are brought to mean 0 and variance 1 first.
            ignored: has no effect.

        Returns:
            `input_features`, float32, of each sound [feature_size, frames].

        Raises:
            InvalidInputError: the rate is another, or a sound has several channels or is too short for a frame.
        """
        sounds = {"input_features": self._waveforms(raw_speech, sampling_rate)}
        how: dict[str, Any] = {"truncation": truncation, "pad_to_multiple_of": pad_to_multiple_of}
        batch = self.pad(
            sounds, padding, max_length or self.n_samples, return_attention_mask=True, return_tensors=None, **how
        )
        waveforms, masks = batch["input_features"], batch["attention_mask"]
        if do_normalize:
            waveforms = normalized(waveforms, [int(each.sum()) for each in masks], self.padding_value)
        data = {"input_features": [self._spectrogram(each) for each in waveforms]}
        if self.return_attention_mask if return_attention_mask is None else return_attention_mask:
            data["attention_mask"] = [each[:: self.hop_length] for each in masks]
        return BatchFeature(data, tensor_type=return_tensors)

    def _spectrogram(self, waveform: np.ndarray) -> np.ndarray:
        rate, bins = self.sampling_rate, 1 + self.n_fft // 2
        filters = mel_filters(bins, self.feature_size, 0.0, 8000.0, rate, "slaney", even_energy=True)
        how: dict[str, Any] = {"fft_length": self.n_fft, "centered": True, "logarithm": np.log10, "floor": 1e-10}
        frames = log_mel(waveform, whole_window(self.n_fft), self.hop_length, filters, **how)[:-1]
        floored = np.maximum(frames, frames.max(initial=-10.0) - np.float32(8.0))
        return np.ascontiguousarray(((floored + np.float32(4.0)) / np.float32(4.0)).T)


class Wav2Vec2FeatureExtractor(FeatureExtractor):
    """Of wav2vec 2.0, HuBERT, WavLM and their relatives: the waveform itself."""

    defaults: ClassVar[Mapping[str, Any]] = {
        "feature_size": 1,
        "sampling_rate": 16000,
        "padding_value": 0.0,
        "return_attention_mask": False,
        "do_normalize": True,
    }
    inputs = (
        "input_values",
        "attention_mask",
    )
    do_normalize: bool

    def __call__(
        self,
        raw_speech: Any,
        padding: Any = False,
        max_length: int | None = None,
        truncation: bool = False,
        pad_to_multiple_of: int | None = None,
        return_attention_mask: bool | None = None,
        return_tensors: Any = None,
        sampling_rate: int | None = None,
        **ignored: Any,
    ) -> BatchFeature:
        """Waveforms as a model takes them: of mean 0 and variance 1 if `do_normalize`.

        Args:
            raw_speech: samples [n] between -1 and 1 of one sound, or a batch.
            padding, max_length, truncation, pad_to_multiple_of, return_attention_mask, return_tensors: as `pad`.
            sampling_rate: of the sounds, in Hz: refused if it is not the extractor's.
            ignored: has no effect.

        Returns:
            `input_values`, float32, of each sound [n]; `attention_mask`, int32 [n].

        Raises:
            InvalidInputError: the rate is another, a sound has several channels, or no tensor can be made.
        """
        wanted = self.return_attention_mask if return_attention_mask is None else return_attention_mask
        sounds = {"input_values": self._waveforms(raw_speech, sampling_rate)}
        batch = self.pad(sounds, padding, max_length, truncation, pad_to_multiple_of, return_attention_mask=True)
        values, masks = batch["input_values"], batch["attention_mask"]
        if self.do_normalize:
            # A model that takes no mask was trained on sounds that were normalised with their padding.
            lengths = [int(each.sum()) if wanted else len(each) for each in masks]
            values = normalized(values, lengths, self.padding_value)
        data = {"input_values": values, **({"attention_mask": masks} if wanted else {})}
        return BatchFeature(data, tensor_type=return_tensors)


class ASTFeatureExtractor(FeatureExtractor):
    """Of the Audio Spectrogram Transformer: filter banks of 10 seconds.

    Attributes:
        num_mel_bins: filters.
        max_length: frames.
        mean, std: of the numbers in the data it was trained on.
    """

    defaults: ClassVar[Mapping[str, Any]] = {
        "feature_size": 1,
        "sampling_rate": 16000,
        "num_mel_bins": 128,
        "max_length": 1024,
        "padding_value": 0.0,
        "do_normalize": True,
        "mean": -4.2677393,
        "std": 4.5689974,
        "return_attention_mask": False,
    }
    inputs = (
        "input_values",
        "attention_mask",
    )
    num_mel_bins: int
    max_length: int
    do_normalize: bool
    mean: float
    std: float

    def __call__(
        self, raw_speech: Any, sampling_rate: int | None = None, return_tensors: Any = None, **ignored: Any
    ) -> BatchFeature:
        """Filter banks of sounds.

        Args:
            raw_speech: samples [n] between -1 and 1 of one sound, or a batch.
            sampling_rate: of the sounds, in Hz: refused if it is not the extractor's.
            return_tensors: `np`, `pt`, `tf` or `jax`.
            ignored: has no effect.

        Returns:
            `input_values`, float32, of each sound [max_length, num_mel_bins].

        Raises:
            InvalidInputError: the rate is another, or a sound has several channels.
        """
        window = np.hanning(_FRAME)
        features = [
            _kaldi(each, window, self.num_mel_bins, self.sampling_rate)[: self.max_length]
            for each in self._waveforms(raw_speech, sampling_rate)
        ]
        values = padded(features, self.max_length, "right", 0.0)
        if self.do_normalize:
            values = [(each - self.mean) / (self.std * 2) for each in values]
        return BatchFeature({"input_values": values}, tensor_type=return_tensors)


class Speech2TextFeatureExtractor(FeatureExtractor):
    """Of Speech2Text: filter banks, each of mean 0 and variance 1 over a sound.

    Attributes:
        num_mel_bins: filters.
        do_ceptral_normalize: whether they are normalised.
        normalize_means, normalize_vars: by which of the two.
    """

    defaults: ClassVar[Mapping[str, Any]] = {
        "feature_size": 80,
        "sampling_rate": 16000,
        "num_mel_bins": 80,
        "padding_value": 0.0,
        "do_ceptral_normalize": True,
        "normalize_means": True,
        "normalize_vars": True,
    }
    inputs = (
        "input_features",
        "attention_mask",
    )
    num_mel_bins: int
    do_ceptral_normalize: bool
    normalize_means: bool
    normalize_vars: bool

    def __call__(
        self,
        raw_speech: Any,
        padding: Any = False,
        max_length: int | None = None,
        truncation: bool = False,
        pad_to_multiple_of: int | None = None,
        return_tensors: Any = None,
        sampling_rate: int | None = None,
        return_attention_mask: bool | None = None,
        **ignored: Any,
    ) -> BatchFeature:
        """Filter banks of sounds.

        Args:
            raw_speech: samples [n] between -1 and 1 of one sound, or a batch.
            padding, max_length, truncation, pad_to_multiple_of: as `pad`, in frames.
            return_tensors, return_attention_mask: as `pad`.
            sampling_rate: of the sounds, in Hz: refused if it is not the extractor's.
            ignored: has no effect.

        Returns:
            `input_features`, float32, of each sound [frames, num_mel_bins]; `attention_mask`, int32 [frames].

        Raises:
            InvalidInputError: the rate is another, a sound has several channels, or no tensor can be made.
        """
        window = np.power(np.hanning(_FRAME), 0.85)  # Kaldi's own, which goes down to 0
        scaled = [each * np.float32(2**15) for each in self._waveforms(raw_speech, sampling_rate)]
        features = [_kaldi(each, window, self.num_mel_bins, self.sampling_rate) for each in scaled]
        batch = self.pad(
            {"input_features": features},
            padding,
            max_length,
            truncation,
            pad_to_multiple_of,
            return_attention_mask=True,
        )
        values, masks = batch["input_features"], batch["attention_mask"]
        if self.do_ceptral_normalize:
            values = [self._normalized(each, int(mask.sum())) for each, mask in zip(values, masks, strict=True)]
        wanted = self.return_attention_mask if return_attention_mask is None else return_attention_mask
        data = {"input_features": values, **({"attention_mask": masks} if wanted else {})}
        return BatchFeature(data, tensor_type=return_tensors)

    def _normalized(self, frames: np.ndarray, length: int) -> np.ndarray:
        sound = frames[:length]
        if self.normalize_means:
            frames = frames - sound.mean(0)
        if self.normalize_vars:
            # The deviation is that of frames whose mean has been taken, which rounds otherwise than before.
            frames = frames / frames[:length].std(0)
        if length < len(frames):
            frames = frames.copy()
            frames[length:] = self.padding_value
        return frames.astype(np.float32, copy=False)


FEATURE_EXTRACTORS: Mapping[str, type[FeatureExtractor]] = {
    each.__name__: each
    for each in (
        *(ASTFeatureExtractor, Speech2TextFeatureExtractor, WhisperFeatureExtractor, Wav2Vec2FeatureExtractor),
    )
}
"""The extractors by the name of their class."""
