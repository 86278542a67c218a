"""What a file that is no PyTorch checkpoint seems to be: other programs also write `model.bin`.

Only for messages. Each signature is the documented magic number of its format.
"""

from __future__ import annotations

import re
from collections.abc import Collection

HEAD = 512  # bytes that are looked at

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
_ATTACKS = re.compile(
    r"(os|posix|nt|subprocess|sys|importlib|runpy|socket|shutil|pty|ctypes|pickle|code|types|webbrowser)\.|"
    r"(builtins|__builtin__)\.(eval|exec|execfile|compile|open|getattr|setattr|__import__|apply|globals|vars|print)$"
)
_TRAINING = re.compile(r".*(^|\.)training_args\.|.*(Arguments|(SFT|DPO|PPO|KTO|ORPO|CPO|GRPO|Reward)Config)$")
_MODELS = re.compile(r"(__main__|models?|transformers\.models|torch\.nn\.modules|torchvision\.models|timm\.models)\.")


def guess_file(head: bytes) -> str | None:
    """What a file seems to be, from its first bytes, or None."""
    found = next((what for pattern, what in _SIGNATURES if pattern.match(head)), None)
    if found is None and re.fullmatch(rb"[\t\n\r\x20-\x7e]+", head):
        return f"text that begins with {head[:40].decode('ascii')!r}"
    return found


def guess_archive(names: Collection[str]) -> str:
    """What a zip archive without one `data.pkl` seems to be, from its entries' names."""
    leaves = {name.rpartition("/")[2] for name in names}
    if is_torchscript(names):
        return "a TorchScript program"
    if {"config.json", "model.weights.h5"} <= leaves:
        return "a Keras 3 model; name it .keras"
    if leaves and all(name.endswith(".npy") for name in leaves):
        return "NumPy arrays; name it .npz"
    if leaves & {"archive_format", "serialized_exported_program.json"}:
        return "a program exported by torch.export (.pt2)"
    if leaves & {"saved_model.pb", "pytorch_model.bin", "model.safetensors"}:
        return "a packed model folder; unpack it first"
    return "some other zip archive"


def is_torchscript(names: Collection[str]) -> bool:
    """Whether a zip archive with these entries holds a TorchScript program, which is code."""
    return any(name.endswith("/constants.pkl") or re.match(r"[^/]+/(code/|model\.json$)", name) for name in names)


def guess_object(name: str) -> str:
    """What a pickle seems to hold, from a global that it asks for, or nothing."""
    if _ATTACKS.match(name):
        return "files that do so usually attack whoever unpickles them"
    if _TRAINING.match(name):
        return "it seems to hold pickled training arguments (training_args.bin), not weights"
    if _MODELS.match(name):
        return "it seems to hold a whole pickled model; save model.state_dict() instead"
    return "it seems to hold numpy objects instead of tensors" if name.startswith("numpy.") else ""
