"""Other programs' files under the PyTorch container's names: refused, saying what each seems to be."""

import pickle
import struct
import zipfile
from pathlib import Path

import numpy as np
import pytest
from torch_refusals import FORMAT, refusal

from trivet.errors import TrivetError, UnsupportedFileError

FOREIGN = {
    "an empty file": b"",
    "a Git LFS pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 438007537\n",
    "a GGUF file of llama.cpp": b"GGUF\x03\0\0\0" + bytes(16),
    "an old GGML file": b"lmgg" + bytes(16),
    "a fastText model": struct.pack("<ii", 793712314, 12) + bytes(16),
    "an HDF5 file": b"\x89HDF\r\n\x1a\n" + bytes(16),
    "a safetensors file": struct.pack("<Q", 20) + b'{"a":{}}',
    "a CTranslate2 model": struct.pack("<IH", 6, 12) + b"WhisperSpec\0" + bytes(16),
    "an ONNX model": b"\x08\x07\x12\x07pytorch\x1a\x052.0.0",
    "a TensorFlow Lite model": b"\x1c\0\0\0TFL3" + bytes(16),
    "a NumPy array": b"\x93NUMPY\x01\0",
    "a compressed archive": b"\x1f\x8b\x08\0" + bytes(16),
    "a tar archive": b"pickle".ljust(257, b"\0") + b"ustar\x0000",
    "an unfinished download": bytes(1000),
    "a web page": b"<!-- x --> <!DOCTYPE HTML><html><title>404</title>",
    "an XML document": b"<?xml version='1.0'?><Error><Code>AccessDenied</Code></Error>",
    "word vectors of word2vec": b"3000000 300\n</s> \xcd\xcc",
    "JSON text": b'{"error":"Repository not found"}',
    "text that begins with 'Entry not found'": b"Entry not found",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_says_what_another_programs_file_seems_to_be(what: str, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(FOREIGN[what])
    assert refusal(path, UnsupportedFileError).startswith(f"is not a PyTorch checkpoint; it seems to be {what}")
    assert not FORMAT.sniff(path)


def test_refuses_bytes_that_are_nothing_known(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"\x01\x02\x03\xff" * 9)
    assert refusal(path).startswith("is not a PyTorch checkpoint: it starts with 01 02 03 ff 01")


def test_a_page_of_comments_is_looked_at_once(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"<!---->" * 1000)
    assert "text that begins with '<!---->" in refusal(path, UnsupportedFileError)


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("config.json", "metadata.json", "model.weights.h5"), "a Keras 3 model"),
        (("a.npy", "b.npy"), "NumPy arrays"),
        (("m/archive_format", "m/models/model.json"), "a program exported by torch.export"),
        (("m/model.json", "m/code/m.py"), "a TorchScript program"),
        (("m/config.json", "m/pytorch_model.bin"), "a packed model folder"),
        (("word/document.xml",), "some other zip archive"),
    ],
)
def test_says_what_another_zip_archive_seems_to_be(names: tuple[str, ...], what: str, tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    assert refusal(path, UnsupportedFileError).startswith(f"is not a PyTorch checkpoint; it seems to be {what}")


def test_says_that_a_file_is_a_plain_pickle(tmp_path: Path) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(pickle.dumps({"a": [1, 2.5, None]}))
    assert refusal(path, UnsupportedFileError).startswith("is a plain Python pickle, not a file of torch.save")
    path.write_bytes(pickle.dumps({"a": np.zeros(2)}))
    assert refusal(path, TrivetError)
