"""Guesses what a file is if it is not what its name says: another program's file, or a failed download.

Only for messages. Each signature is the documented magic number of its format.
"""

from __future__ import annotations

import re

HEAD = 512  # bytes that are examined

_SIGNATURES = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE if b"<" in pattern else re.DOTALL), what)
    for pattern, what in (
        (rb"\Z", "an empty file"),
        (rb"version https://git-lfs", "a Git LFS pointer: the weights were not fetched. Run: git lfs pull"),
        (rb"GGUF", "a GGUF file of llama.cpp"),
        (rb"(lmgg|tjgg|fmgg)", "an old GGML file of llama.cpp or whisper.cpp"),
        (rb"\xba\x16\x4f\x2f", "a fastText model"),
        (rb"\x89HDF\r\n\x1a\n", "an HDF5 file, perhaps Keras weights; name it .h5"),
        (rb".{6}\0\0\{", "a safetensors file; name it .safetensors"),
        (rb"[\x01-\x1f]\0\0\0[\x02-\x40]\0[A-Za-z]+Spec\0", "a CTranslate2 model (faster-whisper uses such)"),
        (rb"\x08[\x01-\x1f]\x12[\x01-\x20][\w.+-]+", "an ONNX model"),
        (rb".{4}TFL3", "a TensorFlow Lite model"),
        (rb"\x93NUMPY", "a NumPy array; name it .npy"),
        (rb"(\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd|7z\xbc\xaf|Rar!)", "a compressed archive; unpack it first"),
        (rb".{257}ustar", "a tar archive (PyTorch 0.1 and NeMo write such); unpack it first"),
        (rb"PK\x03\x04", "a zip archive; if torch.save wrote it, name it .bin"),
        (rb"%PDF-", "a PDF document"),
        (rb"\x7fELF", "a program for Linux"),
        (rb"\0+\Z", "an unfinished download: it begins with nothing but zeros"),
        (
            rb"(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body)",
            "a web page saved in place of the download",
        ),
        (rb"\s*<\?xml", "an XML document, probably an error message of the server"),
        (rb"\d+ \d+\n", "word vectors of word2vec"),
        (rb"\s*[{\[]", "JSON text, perhaps an error message of the server"),
    )
)
_MOST_FIELDS = 4  # of an answer that says why a file was not sent
_TEXT = ("JSON text", "text that begins")


def guess_file(head: bytes) -> str | None:
    """What a file seems to be, from its first bytes; None if they are not recognised."""
    guess = next((what for pattern, what in _SIGNATURES if pattern.match(head)), None)
    if guess is None and re.fullmatch(rb"[\t\n\r\x20-\x7e]+", head):
        return f"text that begins with {head[:40].decode('ascii')!r}"
    return guess


def not_json(data: bytes, error: Exception) -> str:
    """Why bytes are not valid JSON, and what they seem to be instead."""
    guess = guess_file(data[:HEAD])
    if guess is None or guess.startswith(_TEXT):
        return f"is not valid JSON ({error})"
    return f"is not JSON; it seems to be {guess}"


def answer_of_a_server(document: object) -> str | None:
    """Why a JSON document is no file of a model, if a server's answer was saved in its place."""
    error = document.get("error") if isinstance(document, dict) and len(document) <= _MOST_FIELDS else None
    if not isinstance(error, str):
        return None
    return f"is an answer of a server that was saved in place of the file: {error[:200]!r}. Fetch it again"
