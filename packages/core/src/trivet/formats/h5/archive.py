"""Keras 3's `.keras`: a zip archive that holds `model.weights.h5` uncompressed. Its `config.json` is never read."""

from __future__ import annotations

from trivet.errors import UnsupportedFileError
from trivet.formats.file_view import FileView
from trivet.formats.h5.image import Image
from trivet.formats.torch.archive import read_directory
from trivet.tensors.source_files import SourceFile

SUFFIX = ".keras"
WEIGHTS = "model.weights.h5"


def embedded(source: SourceFile) -> Image:
    """The weights file in an archive, as a part of the archive's own bytes.

    Raises:
        CorruptFileError: the zip is malformed: its entries overlap, leave the file, or inflate without limit.
        UnsupportedFileError: it holds no weights file, or a compressed one.
    """
    view = FileView(source)
    run = read_directory(view, source.path).get(WEIGHTS)
    if run is None:
        reason = f"holds no {WEIGHTS}, where Keras 3 stores the weights of a model"
        raise UnsupportedFileError(source.path, reason)
    if run.deflated:
        reason = f"its {WEIGHTS} is compressed, but tensors are read in place: store it uncompressed, as Keras does"
        raise UnsupportedFileError(source.path, reason)
    return Image(view, source.path, start=run.offset, end=run.offset + run.nbytes)
