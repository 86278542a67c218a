"""The legacy layout of the PyTorch container: storages and views that are not what the pickle says."""

from pathlib import Path
from typing import Any

import pytest
import torch_files as made
from torch_refusals import refusal

SIXTEEN = bytes(range(16))


def legacy(tmp_path: Path, state: object, storages: Any, **options: Any) -> str:
    return refusal(made.legacy_file(tmp_path / "x.bin", state, storages, **options))


LEGACY = {"w": made.tensor(legacy=True)}


@pytest.mark.parametrize(
    ("storages", "options", "reason"),
    [
        ({"0": (4, SIXTEEN)}, {"protocol": 1000}, "is not in a known legacy layout: 0x3e9 is missing before byte"),
        ({"0": (5, SIXTEEN)}, {}, "has 5 elements; its tensors say 4"),
        ({"0": (2**60, SIXTEEN)}, {}, f"has {2**60} elements; its tensors say 4"),
        ({"0": (4, SIXTEEN[:-1])}, {}, "storage '0' is declared through byte "),
        ({"0": (4, SIXTEEN + b"!")}, {}, "the storages end at byte "),
        ({}, {}, "storage '0' is used by a tensor, but not in the file's list of storages"),
        ({"0": (4, SIXTEEN), "1": (4, SIXTEEN)}, {}, "storage '1' is in the list of storages, but no tensor uses it"),
        ({"0": (4, SIXTEEN)}, {"keys": ["0", "0"]}, "storage '0' is twice in the list of storages"),
        ({"0": (4, SIXTEEN)}, {"keys": [0]}, "is not a list of keys"),
        ({"0": (4, SIXTEEN)}, {"keys": 5}, "is not a list of keys"),
    ],
)
def test_refuses_legacy_files_that_lie(storages: Any, options: Any, reason: str, tmp_path: Path) -> None:
    assert reason in legacy(tmp_path, LEGACY, storages, **options)


def test_refuses_a_legacy_storage_with_two_sizes(tmp_path: Path) -> None:
    state = {**LEGACY, "v": made.tensor("0", 5, legacy=True)}
    assert legacy(tmp_path, state, {"0": (4, SIXTEEN)}) == "the pickle gives storage '0' two sizes"


def test_refuses_a_legacy_storage_of_two_to_the_sixty_bytes(tmp_path: Path) -> None:
    state = {"w": made.tensor("0", 2**58, legacy=True)}
    assert "storage '0' is declared through byte 1152921504606" in legacy(tmp_path, state, {"0": (2**58, SIXTEEN)})


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (("1", 2, 3), "a view of elements [2, 5) of a storage that has 4"),
        (("1", -2, 3), "a storage's view is not (key, first element, elements)"),
        (("1", 2), "a storage's view is not (key, first element, elements)"),
        (5, "a storage's view is not (key, first element, elements)"),
    ],
)
def test_refuses_legacy_views_that_leave_their_storage(view: object, reason: str, tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(view=(view,)), (1,), (1,))}
    assert reason in legacy(tmp_path, state, {"0": (4, SIXTEEN)})


def test_refuses_a_tensor_that_leaves_its_legacy_view(tmp_path: Path) -> None:
    state = {"w": made.rebuilt(made.storage(view=(("1", 1, 2),)), (3,), (1,))}
    assert "needs bytes [4, 16) of its storage '0', which ends at 12" in legacy(tmp_path, state, {"0": (4, SIXTEEN)})
