"""Spectrograms: how much energy a sound has at each time and frequency."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

_FRAMES = 512  # that are transformed at once: their spectra fit a processor's cache


def log_mel(
    waveform: np.ndarray,
    window: np.ndarray,
    hop: int,
    filters: np.ndarray,
    *,
    fft_length: int,
    centered: bool,
    logarithm: Callable[[np.ndarray], np.ndarray],
    floor: float,
    preemphasis: float = 0.0,
    without_mean: bool = False,
) -> np.ndarray:
    """Logarithms of the energy in each mel filter.

    Args:
        waveform: samples [n].
        window: what each frame is multiplied by; its length is the frame's.
        hop: samples from one frame to the next.
        filters: as `mel_filters`, [fft_length // 2 + 1, filters].
        fft_length: samples that are transformed; frames are padded with zeros.
        centered: whether frames are around their times; the sound is mirrored at its ends for it.
        logarithm: `numpy.log` or `numpy.log10`.
        floor: the least energy.
        preemphasis: how much of each sample is taken from the next, which makes high frequencies stronger.
        without_mean: whether the mean of each frame is taken from it.

    Returns:
        float32 [frames, filters]; no frames of a sound that is shorter than one.
    """
    length = len(window)
    if centered:
        waveform = np.pad(waveform, length // 2, mode="reflect")
    waveform = waveform.astype(np.float64)
    if len(waveform) < length:
        return np.empty((0, filters.shape[1]), np.float32)
    frames = sliding_window_view(waveform, length)[::hop]
    result = np.empty((len(frames), filters.shape[1]), np.float32)
    padded = np.zeros((_FRAMES, fft_length))
    for start in range(0, len(frames), _FRAMES):
        some = frames[start : start + _FRAMES]
        block = padded[: len(some)]
        block[:, :length] = some
        if without_mean:
            block[:, :length] -= block[:, :length].mean(1, keepdims=True)
        if preemphasis:
            block[:, 1:length] -= preemphasis * block[:, : length - 1]
            block[:, 0] *= 1 - preemphasis
        block[:, :length] *= window
        # The reference holds spectra as complex64: the same rounding gives the same numbers.
        energy = np.abs(np.fft.rfft(block).astype(np.complex64), dtype=np.float64) ** 2
        result[start : start + _FRAMES] = logarithm(np.maximum(floor, energy @ filters))
    return result


def whole_window(length: int) -> np.ndarray:
    """Hann's window of a period, as for frames that overlap."""
    return np.hanning(length + 1)[:-1]
