"""Makes `processors.npz`: what the processors of pictures and sounds of 4.37.2 return for the calls of `media_cases`.

Needs the reference environment: `python tests/golden/make_processors.py`. Filters of sounds are computed by the
reference's own numpy code, also where PyTorch, which rounds otherwise, would be chosen.
"""

from pathlib import Path

import numpy as np
import transformers
from media_cases import EXTRACTORS, LABELS, MODES, PICTURES, PROCESSORS, SOUNDS, calls
from PIL import Image
from transformers.models.whisper import feature_extraction_whisper

HERE = Path(__file__).parent


def stacked(values: list[np.ndarray]) -> np.ndarray:
    """Results of one call; of different shapes one after the other."""
    arrays = [np.asarray(each) for each in values]
    same = len({each.shape for each in arrays}) == 1
    return np.stack(arrays) if same else np.concatenate([each.ravel() for each in arrays])


def main() -> None:
    """Write the file."""
    results: dict[str, np.ndarray] = {}
    for name, fields in PROCESSORS.items():
        processor = getattr(transformers, name)(**fields)
        for index, (picture, how) in enumerate(calls(name)):
            batch = PICTURES[picture]
            results[f"{name}.{index}"] = stacked(
                processor(batch if batch.ndim == 4 else [batch], **how)["pixel_values"]
            )
        if getattr(processor, "do_convert_rgb", False):
            for mode, values in MODES.items():
                results[f"{name}.{mode}"] = stacked(processor(Image.fromarray(values, mode))["pixel_values"])
    processor = transformers.SegformerImageProcessor(**PROCESSORS["SegformerImageProcessor"])
    results["labels"] = stacked(processor(PICTURES["wide"], LABELS)["labels"])
    feature_extraction_whisper.is_torch_available = lambda: False
    for name, (fields, its_calls) in EXTRACTORS.items():
        extractor = getattr(transformers, name)(**fields)
        for index, (sounds, how) in enumerate(its_calls):
            batch = extractor([SOUNDS[each] for each in sounds], sampling_rate=16000, **how)
            for field, values in batch.items():
                if how.get("do_normalize") and field == "attention_mask":
                    continue  # nobody asked for it, and it is one of samples, not of frames
                results[f"{name}.{index}.{field}"] = stacked(list(values))
    np.savez_compressed(HERE / "data" / "processors.npz", **results)


if __name__ == "__main__":
    main()
