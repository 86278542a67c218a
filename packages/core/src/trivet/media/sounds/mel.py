"""Filters of the mel scale, which spaces frequencies as they are heard.

The three scales are those of Young et al., The HTK Book (`htk`), of Kaldi (`kaldi`, the same curve as natural
logarithm), and of Slaney, Auditory Toolbox (`slaney`: linear up to 1,000 Hz, logarithmic above).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np

_BEND, _STEP = 1000.0, 27.0 / np.log(6.4)  # Slaney's scale: Hz where it bends, steps to the e-fold above
_BEND_MEL = 15.0


def _slaney(hertz: np.ndarray) -> np.ndarray:
    above = _BEND_MEL + np.log(np.maximum(hertz, _BEND) / _BEND) * _STEP
    return np.where(hertz >= _BEND, above, 3.0 * hertz / 200.0)


def _slaney_hertz(mel: np.ndarray) -> np.ndarray:
    above = _BEND * np.exp((1 / _STEP) * (np.maximum(mel, _BEND_MEL) - _BEND_MEL))
    return np.where(mel >= _BEND_MEL, above, 200.0 * mel / 3.0)


_Scale = Callable[[np.ndarray], np.ndarray]
SCALES: Mapping[str, tuple[_Scale, _Scale]] = {
    "htk": (lambda f: 2595.0 * np.log10(1.0 + f / 700.0), lambda m: 700.0 * (np.power(10, m / 2595.0) - 1.0)),
    "kaldi": (lambda f: 1127.0 * np.log(1.0 + f / 700.0), lambda m: 700.0 * (np.exp(m / 1127.0) - 1.0)),
    "slaney": (_slaney, _slaney_hertz),
}
"""Scale → its mels of Hz, and its Hz of mels."""


@cache
def mel_filters(
    bins: int,
    filters: int,
    lowest: float,
    highest: float,
    sampling_rate: int,
    scale: str,
    *,
    even_energy: bool = False,
    in_mels: bool = False,
) -> np.ndarray:
    """Triangles that sum up the energy of neighbouring frequencies.

    Args:
        bins: frequencies of the spectrum.
        filters: number of triangles.
        lowest, highest: of the frequencies, in Hz.
        sampling_rate: of the sound, in Hz.
        scale: a key of `SCALES`.
        even_energy: whether each triangle has the same area, as Slaney's.
        in_mels: whether the sides are straight in mels, as Kaldi's, and not in Hz.

    Returns:
        float64 [bins, filters]; read only, as it is kept.
    """
    to_mel, to_hertz = SCALES[scale]
    ends = to_mel(np.array([lowest, highest], np.float64))
    corners = np.linspace(ends[0], ends[1], filters + 2)
    if in_mels:
        places = to_mel(sampling_rate / (bins * 2) * np.arange(bins))
    else:
        corners, places = to_hertz(corners), np.linspace(0, sampling_rate // 2, bins)
    widths = np.diff(corners)
    distances = corners[None] - places[:, None]
    rising, falling = -distances[:, :-2] / widths[:-1], distances[:, 2:] / widths[1:]
    table: np.ndarray = np.maximum(0.0, np.minimum(rising, falling))
    if even_energy:
        table = table * (2.0 / (corners[2:] - corners[:-2]))
    table.flags.writeable = False
    return table
