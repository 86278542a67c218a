"""Quantizing weights by rounding to nearest, as compressed-tensors stores them, one band of rows at a time.

Formats: https://github.com/neuralmagic/compressed-tensors. Scales cover what lies between the extremes of their values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ml_dtypes
import numpy as np

from trivet.codecs.numbers import E2M1
from trivet.dtypes import DType

_BAND = 1024 * 1024  # values that are quantized at once
_FP8_MOST, _FP4_MOST = np.float32(448), np.float32(6)
_MIDDLES = np.array([0.25, 0.75, 1.25, 1.75, 2.5, 3.5, 5], np.float32)  # between the magnitudes of E2M1

Array = np.ndarray[Any, Any]
Values = Callable[[], Array]
"""Returns the weight: [rows, columns], of any float dtype and strides."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way to quantize weights.

    Attributes:
        format: what compressed-tensors calls it.
        weights: what the config states about the codes.
        group: how many values of a row share a scale; 0 for all of a row.
        rows: how many rows share a scale.
    """

    format: str
    weights: Mapping[str, Any]
    group: int = 0
    rows: int = 1

    def problem(self, shape: Sequence[int]) -> str:
        """Why a weight of that shape cannot be quantized; empty if it can."""
        if self.rows == 1 and self.group and shape[1] % self.group:
            return f"rows of {shape[1]} values are not whole groups of {self.group}"
        return ""


def _stated(bits: int, kind: str, strategy: str, **more: Any) -> dict[str, Any]:
    return {"num_bits": bits, "type": kind, "symmetric": True, "strategy": strategy, "dynamic": False, **more}


SCHEMES: Mapping[str, Scheme] = {
    "int8": Scheme("pack-quantized", _stated(8, "int", "channel")),
    "int4-g128": Scheme("pack-quantized", _stated(4, "int", "group", group_size=128), 128),
    "fp8": Scheme("float-quantized", _stated(8, "float", "channel")),
    "fp8-block": Scheme("float-quantized", _stated(8, "float", "block", block_structure=[128, 128]), 128, 128),
    "nvfp4": Scheme("nvfp4-pack-quantized", _stated(4, "float", "tensor_group", group_size=16), 16),
    "mxfp4": Scheme("mxfp4-pack-quantized", _stated(4, "float", "group", group_size=32), 32),
}
"""By the name that users give."""


def quantization_config(scheme: Scheme, ignore: Sequence[str]) -> dict[str, Any]:
    """The field of config.json.

    Args:
        ignore: names of the linear modules that are stored plainly.
    """
    group = {"targets": ["Linear"], "weights": dict(scheme.weights), "input_activations": None}
    return {
        "quant_method": "compressed-tensors",
        "format": scheme.format,
        "quantization_status": "compressed",
        "config_groups": {"group_0": {**group, "output_activations": None, "format": scheme.format}},
        "ignore": list(ignore),
        "kv_cache_scheme": None,
    }


@dataclass(slots=True)
class Error:
    """How far the values of codes are from those that were quantized.

    Attributes:
        largest: of all magnitudes of differences.
        squares, total: sums of the squares of the differences and of the values.
    """

    largest: float = 0.0
    squares: float = 0.0
    total: float = 0.0

    @property
    def relative(self) -> float:
        """Root of the mean square of the differences, relative to that of the values."""
        return float((self.squares / self.total) ** 0.5) if self.total else 0.0

    def add(self, values: Array, decoded: Array) -> None:
        """Count some values."""
        apart = values - decoded
        self.largest = max(self.largest, float(np.abs(apart).max(initial=0)))
        self.squares += float(np.square(apart, dtype=np.float64).sum())
        self.total += float(np.square(values, dtype=np.float64).sum())


@dataclass(frozen=True, slots=True)
class Quantizer:
    """Quantizes one weight. Its tensors are computed apart, so that a writer may ask for them in any order.

    Attributes:
        values: returns the weight.
        dtype: of scales that are not of eight bits.
    """

    scheme: Scheme
    shape: tuple[int, int]
    values: Values
    dtype: DType
    error: Error

    def tensors(self) -> Iterator[tuple[str, DType, tuple[int, ...], Callable[[], Array]]]:
        """The leaf, dtype, shape and bytes of each stored tensor."""
        rows, columns = self.shape
        form, group = self.scheme.format, self.scheme.group or columns
        scales = (-(-rows // self.scheme.rows), -(-columns // group))
        if form == "pack-quantized":
            bits = self.scheme.weights["num_bits"]
            yield "weight_packed", DType.I32, (rows, -(-columns * bits // 32)), self._codes
            yield "weight_scale", self.dtype, scales, self._scales
            yield "weight_shape", DType.I64, (2,), lambda: np.array(self.shape, np.int64)
        elif form == "float-quantized":
            yield "weight", DType.F8_E4M3, self.shape, self._codes
            yield "weight_scale", self.dtype, scales, self._scales
        else:
            is_nv = form.startswith("nvfp4")
            yield "weight_packed", DType.U8, (rows, columns // 2), self._codes
            yield "weight_scale", DType.F8_E4M3 if is_nv else DType.U8, scales, self._scales
            if is_nv:
                yield "weight_global_scale", DType.F32, (1,), lambda: np.array([self._whole()], np.float32)

    def _bands(self) -> Iterator[tuple[slice, Array]]:
        """Bands of whole blocks of rows, as float32."""
        values = self.values()
        step = max(1, _BAND // max(1, self.shape[1]) // self.scheme.rows) * self.scheme.rows
        for start in range(0, self.shape[0], step):
            yield slice(start, start + step), values[start : start + step].astype(np.float32)

    def _whole(self) -> np.float32:
        """NVFP4's scale of all scales: it divides them, so that the largest is the largest that fp8 holds."""
        most = max((np.abs(band).max(initial=0) for _, band in self._bands()), default=np.float32(0))
        return np.float32(_FP8_MOST * _FP4_MOST / most) if most else np.float32(1)

    def _most(self, band: Array) -> Array:
        """The largest magnitude of the values that share a scale."""
        group = self.scheme.group or self.shape[1]
        padded = -band.shape[0] % self.scheme.rows, -band.shape[1] % group
        blocks = np.pad(np.abs(band), ((0, padded[0]), (0, padded[1]))) if any(padded) else np.abs(band)
        split = blocks.reshape(-1, self.scheme.rows, blocks.shape[1] // group, group)
        most: Array = split.max((1, 3))
        return most

    def _band_scales(self, band: Array, whole: np.float32) -> Array:
        """The stored scales of a band."""
        most = self._most(band)
        form = self.scheme.format
        if form == "pack-quantized":
            most = most / np.float32((2 ** self.scheme.weights["num_bits"] - 1) / 2)
        elif form == "float-quantized":
            most = most / _FP8_MOST
        elif form.startswith("nvfp4"):
            fine: Array = np.clip(most / _FP4_MOST * whole, 2.0**-9, _FP8_MOST).astype(ml_dtypes.float8_e4m3fn)
            return fine
        else:
            exponent = np.where(most > 0, np.frexp(most)[1] - 3, -127)  # the largest magnitude of E2M1 is below 2^3
            powers: Array = (np.clip(exponent, -127, 127) + 127).astype(np.uint8)
            return powers
        rounded: Array = most.astype(self.dtype.numpy)
        rounded[rounded == 0] = 1
        return rounded

    def _scales(self) -> Array:
        whole = self._whole() if self.scheme.format.startswith("nvfp4") else np.float32(1)
        return np.concatenate([self._band_scales(band, whole) for _, band in self._bands()])

    def _factors(self, band: Array, whole: np.float32) -> Array:
        """What the code of each value is multiplied by: broadcast over the band."""
        scales = self._band_scales(band, whole)
        if scales.dtype == np.uint8:
            factors = np.ldexp(np.float32(1), scales.astype(np.int32) - 127).astype(np.float32)
        else:
            factors = scales.astype(np.float32)
        if self.scheme.format.startswith("nvfp4"):
            factors = factors / whole
        group = self.scheme.group or self.shape[1]
        spread = np.repeat(np.repeat(factors, self.scheme.rows, 0), group, 1)
        return spread[: band.shape[0], : band.shape[1]]

    def _codes(self) -> Array:
        whole = self._whole() if self.scheme.format.startswith("nvfp4") else np.float32(1)
        stored = []
        for _, band in self._bands():
            factors = self._factors(band, whole)
            scaled = band / factors
            if self.scheme.format == "pack-quantized":
                bits = self.scheme.weights["num_bits"]
                codes = np.clip(np.rint(scaled), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
                decoded = codes * factors
                stored.append(_packed((codes + 2 ** (bits - 1)).astype(np.uint8), bits))
            elif self.scheme.format == "float-quantized":
                floats = np.clip(scaled, -_FP8_MOST, _FP8_MOST).astype(ml_dtypes.float8_e4m3fn)
                decoded = floats.astype(np.float32) * factors
                stored.append(floats)
            else:
                fours = nearest_four(scaled)
                decoded = E2M1[fours] * factors
                stored.append(fours[:, ::2] | fours[:, 1::2] << 4)
            self.error.add(band, decoded.astype(self.dtype.numpy).astype(np.float32))
        return np.concatenate(stored)


def nearest_four(values: Array) -> Array:
    """The codes of E2M1 nearest to values, the even one of two that are equally near."""
    size = np.abs(values)
    codes = np.searchsorted(_MIDDLES, size).astype(np.uint8)
    at = _MIDDLES[np.minimum(codes, 6)]
    codes += ((size == at) & (codes % 2 == 1)).astype(np.uint8)
    codes |= np.signbit(values).astype(np.uint8) << 3
    return codes


def _packed(codes: Array, bits: int) -> Array:
    """Codes of 4 or 8 bits in words, the first in the lowest bits; rows are padded to whole words."""
    columns = codes.shape[1] * bits // 8 if bits == 8 else -(-codes.shape[1] // 2)
    octets = np.zeros((len(codes), -(-columns // 4) * 4), np.uint8)
    if bits == 8:
        octets[:, : codes.shape[1]] = codes
    else:
        octets[:, : codes[:, ::2].shape[1]] = codes[:, ::2]
        octets[:, : codes[:, 1::2].shape[1]] |= codes[:, 1::2] << 4
    return octets.view(np.int32)
