"""Writes `data/gguf_blocks.npz`: random blocks of each type, and their values by the reference package `gguf`.

Run in the environment of `nox -s quantized`: python tests/golden/make_gguf.py
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType
from gguf.quants import dequantize

TARGET = Path(__file__).resolve().parent / "data" / "gguf_blocks.npz"
TYPES = (
    *("Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS"),
    *("TQ1_0", "TQ2_0", "MXFP4", "NVFP4"),
)


def main() -> None:
    """Write the file."""
    generator, arrays = np.random.default_rng(0), {}
    for name in TYPES:
        kind = GGMLQuantizationType[name]
        _, nbytes = GGML_QUANT_SIZES[kind]
        blocks = generator.integers(0, 256, (6, nbytes), np.uint8)
        with np.errstate(all="ignore"):
            values = dequantize(blocks.copy(), kind).astype(np.float32)
        arrays |= {f"{name}.blocks": blocks, f"{name}.values": values}
    np.savez_compressed(TARGET, **arrays)


if __name__ == "__main__":
    main()
