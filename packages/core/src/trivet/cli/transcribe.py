"""`trivet transcribe`: a model writes what is said in a sound, in any of the frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from trivet.cli.common import checked_backend, print_json, quiet_frameworks
from trivet.cli.reach import Reach, reaching


@reaching()
def transcribe(
    sound: Annotated[Path, typer.Argument(help="A sound: WAV, FLAC, OGG, MP3 and others.")],
    model: Annotated[str, typer.Option(help="A checkpoint folder, a repository or an address of a model of speech.")],
    backend: Annotated[
        str | None, typer.Option(help="torch, tensorflow or flax. Default: the first that is installed.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Code of the language, such as de.")] = None,
    task: Annotated[str | None, typer.Option(help="transcribe, or translate into English.")] = None,
    num_beams: Annotated[int | None, typer.Option(help="Number of beams.")] = None,
    dtype: Annotated[str, typer.Option(help="dtype of the weights: bf16, fp16, fp32, or auto (as stored).")] = "fp32",
    as_json: Annotated[bool, typer.Option("--json", help="Print the text and the times as JSON.")] = False,
    *,
    reach: Reach,
) -> None:
    """Write what is said in a sound to standard output.

    Of a longer sound than the model reads at once, each window is transcribed by itself, and their texts are joined.
    """
    checked_backend(backend)
    quiet_frameworks(backend)
    from trivet.media.auto import AutoFeatureExtractor
    from trivet.media.sounds.files import read_sound
    from trivet.text.generation.writer import Writer

    options = reach.options.as_keywords()
    extractor: Any = AutoFeatureExtractor.from_pretrained(model, subfolder=reach.subfolder, **options)
    samples, rate = read_sound(sound, extractor.sampling_rate)
    writer = Writer.load(model, framework=backend, dtype=dtype, task="speech-seq2seq", **reach.opening())
    asked = {"language": language, "task": task, "num_beams": num_beams}
    fields = {name: value for name, value in asked.items() if value is not None}
    parts = []
    for start, window in _windows(samples, extractor):
        features = extractor(window, sampling_rate=rate, return_tensors="np")["input_features"]
        parts.append((start / rate, writer.write_heard(features, **fields)))
    text = " ".join(each.text.strip() for _, each in parts)
    if as_json:
        windows = [{"start": start, **asdict(each)} for start, each in parts]
        print_json({"text": text, "seconds": len(samples) / rate, "windows": windows, "backend": writer.framework})
        return
    typer.echo(text)


def _windows(samples: Any, extractor: Any) -> Iterator[tuple[int, Any]]:
    """The places and the samples of the parts of a sound that a model reads at once."""
    most = getattr(extractor, "n_samples", None) or len(samples) or 1
    for start in range(0, max(len(samples), 1), most):
        yield start, samples[start : start + most]
