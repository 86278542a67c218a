"""`trivet embed`: vectors of texts, in any of the frameworks, as a table or a file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from trivet.cli.common import checked_backend, console, print_json, quiet_frameworks, table
from trivet.cli.reach import Reach, reaching
from trivet.errors import DestinationError

_MOST_SIMILAR = 10  # texts of which the similarities fit on a line
_LISTED = 20  # texts in the table
_SHOWN = 4  # numbers of each vector
_LONGEST = 60  # characters of a text in the table


@reaching(without=("variant",))
def embed(
    model: Annotated[
        str, typer.Argument(help="A folder of sentence-transformers or a plain model; or a repository or an address.")
    ],
    texts: Annotated[list[str] | None, typer.Argument(help="Texts.", metavar="TEXT...")] = None,
    file: Annotated[str | None, typer.Option(help="File with a text in each line; - is standard input.")] = None,
    backend: Annotated[
        str | None,
        typer.Option("--backend", "--framework", help="torch, tensorflow or flax. Default: the first installed."),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="File for the vectors: .npy, float32 [texts, dimension].")] = None,
    prompt: Annotated[str | None, typer.Option(help="Text to put before each text.")] = None,
    prompt_name: Annotated[str | None, typer.Option(help="Name of one of MODEL's prompts.")] = None,
    normalize: Annotated[bool, typer.Option("--normalize", help="Divide each vector by its length.")] = False,
    batch_size: Annotated[int | None, typer.Option(help="Texts that go through the model together.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
    *,
    reach: Reach,
) -> None:
    """Compute a vector of each text; show how similar they are, or write them to a file."""
    checked_backend(backend)
    lines = [*(texts or ()), *_lines(file)]
    if not lines:
        raise typer.BadParameter("is missing: pass texts, or a file by --file", param_hint="TEXT")
    if out is not None and as_json:
        raise typer.BadParameter("prints vectors: leave out --out", param_hint="--json")
    if out is not None and out.suffix != ".npy":
        raise typer.BadParameter(f"{out}: the name must end in .npy", param_hint="--out")
    quiet_frameworks(backend)
    from trivet.text.embedding.sentence_encoder import SentenceEncoder

    options = reach.options.as_keywords()
    encoder = SentenceEncoder.from_pretrained(model, backend, subfolder=reach.subfolder, **options)
    vectors = encoder.encode(lines, batch_size, prompt=prompt, prompt_name=prompt_name, normalize=normalize)
    if out is not None:
        _write(out, vectors)
        console().print(f"{len(lines):,} vectors of {encoder.dimension} numbers in {out} ({encoder.framework})")
        return
    if as_json:
        print_json({"texts": lines, "vectors": vectors.tolist(), "backend": encoder.framework})
        return
    _show(lines, vectors, encoder)


def _lines(file: str | None) -> list[str]:
    if file is None:
        return []
    text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    return text.splitlines()


def _write(out: Path, vectors: Any) -> None:
    """
    Raises:
        DestinationError: the file cannot be written.
    """
    try:
        np.save(out, vectors)
    except OSError as error:
        raise DestinationError(out, f"cannot be written ({error.strerror})") from error


def _show(texts: list[str], vectors: Any, encoder: Any) -> None:
    """The start of each vector; of few texts also how similar each is to the others."""
    few = 1 < len(texts) <= _MOST_SIMILAR
    similarity = encoder.similarity(vectors, vectors) if few else np.zeros((len(texts), 0))
    places = [str(place) for place in range(1, similarity.shape[1] + 1)]
    columns = ("", "text", "length", "vector", *places)
    rows = [
        (
            place + 1,
            text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…",
            f"{np.linalg.norm(vectors[place]):.3f}",
            " ".join(f"{value:.3f}" for value in vectors[place, :_SHOWN]) + " …",
            *(f"{value:.2f}" for value in similarity[place]),
        )
        for place, text in enumerate(texts[:_LISTED])
    ]
    title = f"{len(texts):,} vectors of {encoder.dimension} numbers ({encoder.framework})"
    if few:
        title += f", and their {encoder.similarity_fn_name} similarity"
    console().print(title)
    console().print(table("", columns, rows, right=("", "length", *places)))
    if len(texts) > _LISTED:
        console().print(f"… and {len(texts) - _LISTED:,} more. --out writes all to a file.")
