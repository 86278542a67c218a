"""Guesses what a file is if it is not a PyTorch checkpoint: other programs also write `model.bin`.

Only for messages. Each signature is the documented magic number of its format.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_ATTACKS = re.compile(
    r"(os|posix|nt|subprocess|sys|importlib|runpy|socket|shutil|pty|ctypes|pickle|code|types|webbrowser)\.|"
    r"(builtins|__builtin__)\.(eval|exec|execfile|compile|open|getattr|setattr|__import__|apply|globals|vars|print)$"
)
_TRAINING = re.compile(r".*(^|\.)training_args\.|.*(Arguments|(SFT|DPO|PPO|KTO|ORPO|CPO|GRPO|Reward)Config)$")
_MODELS = re.compile(r"(__main__|models?|transformers\.models|torch\.nn\.modules|torchvision\.models|timm\.models)\.")


def guess_archive(names: Collection[str]) -> str:
    """What a zip archive without a single `data.pkl` seems to be, from its entries' names."""
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
    """What a pickle seems to hold, from a global that it asks for; "" if that is not recognised."""
    if _ATTACKS.match(name):
        return "such files usually attack the program that unpickles them"
    if _TRAINING.match(name):
        return "it seems to hold pickled training arguments (training_args.bin), not weights"
    if _MODELS.match(name):
        return "it seems to hold a whole pickled model; save model.state_dict() instead"
    return "it seems to hold numpy objects instead of tensors" if name.startswith("numpy.") else ""
