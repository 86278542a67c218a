"""Sounds in files."""

from __future__ import annotations

import os
from math import gcd
from pathlib import Path

import numpy as np

from trivet.checkpoint.file_access import readable
from trivet.errors import CorruptFileError, PackageNotInstalledError, SourceNotFoundError
from trivet.formats.foreign_files import HEAD, guess_file

_ZEROS = 16  # zero crossings of the filter on each side: more do not change what is heard
_ROLLOFF = 0.945  # part of the band that is kept: the rest is the filter's slope


@readable()
def read_sound(path: str | os.PathLike[str], sampling_rate: int | None = None) -> tuple[np.ndarray, int]:
    """The sound in a file (WAV, FLAC, OGG, MP3 …), as the mean of its channels.

    Args:
        sampling_rate: in Hz, to which it is converted; None leaves the file's.

    Returns:
        float32 samples [n] between -1 and 1, and their rate in Hz.

    Raises:
        PackageNotInstalledError: soundfile is not installed.
        SourceNotFoundError: there is no such file.
        UnreadableSourceError: it cannot be accessed.
        CorruptFileError: it is not a sound, or is truncated.
    """
    try:
        import soundfile
    except ImportError as error:
        raise PackageNotInstalledError("soundfile", "Reading a sound", "trivet[sounds]") from error
    path = Path(path)
    if not path.exists():
        raise SourceNotFoundError(path, "there is no such file.")
    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError, TypeError) as error:
        with path.open("rb") as file:
            guess = guess_file(file.read(HEAD))
        seems = f"; it seems to be {guess}" if guess else ""
        raise CorruptFileError(path, f"cannot be read as a sound ({error}){seems}") from error
    mono = samples.mean(1, dtype=np.float32)
    if sampling_rate is None or sampling_rate == rate:
        return mono, int(rate)
    return resampled(mono, int(rate), sampling_rate), sampling_rate


def resampled(samples: np.ndarray, rate: int, new_rate: int) -> np.ndarray:
    """A sound at another rate, by a windowed sinc filter that removes what the lower rate cannot hold.

    Source: Smith, Digital Audio Resampling Home Page, https://ccrma.stanford.edu/~jos/resample/.

    Args:
        samples: float32 [n].
        rate, new_rate: in Hz.

    Returns:
        float32 [ceil(n * new_rate / rate)].
    """
    divisor = gcd(rate, new_rate)
    up, down = new_rate // divisor, rate // divisor
    cutoff = min(1.0, up / down) * _ROLLOFF  # of the old rate's band
    half = int(np.ceil(_ZEROS / cutoff))
    total = -(-len(samples) * up // down)
    padded_samples = np.pad(samples.astype(np.float32), (half, half + down))
    result = np.empty(total, np.float32)
    offsets = np.arange(-half, half + 1)
    for phase in range(min(up, total)):  # samples of one phase lie between old ones at the same place
        start, part = divmod(phase * down, up)
        distance = offsets - part / up
        taper = np.cos(np.clip(distance / (half + 1), -1, 1) * np.pi / 2) ** 2
        kernel = (np.sinc(distance * cutoff) * cutoff * taper).astype(np.float32)
        count = -(-(total - phase) // up)
        windows = np.lib.stride_tricks.sliding_window_view(padded_samples, len(offsets))[start::down][:count]
        result[phase::up] = windows @ kernel
    return result
