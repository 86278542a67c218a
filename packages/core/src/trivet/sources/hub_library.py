"""The names of huggingface_hub outside its documented API that are used: each is accessed here, and nowhere else.

`UNDOCUMENTED` lists them by module, for the test that reports which of them an upgrade breaks. huggingface_hub is
imported on first use.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

UNDOCUMENTED: Mapping[str, tuple[str, ...]] = {
    "huggingface_hub.constants": (
        "ENDPOINT",
        "HF_ASSETS_CACHE",
        "HF_HUB_CACHE",
        "HF_HUB_DISABLE_IMPLICIT_TOKEN",
        "HF_HUB_DISABLE_PROGRESS_BARS",
        "HF_HUB_DOWNLOAD_TIMEOUT",
    ),
    "huggingface_hub.file_download": ("repo_folder_name",),
    "huggingface_hub.utils": ("WeakFileLock", "hf_raise_for_status", "tqdm"),
}


def http_library() -> Any:
    """The HTTP library on which huggingface_hub is built, and from which its errors come."""
    from huggingface_hub.errors import HfHubHTTPError

    error = next(base for base in HfHubHTTPError.__mro__ if base.__name__ == "HTTPError")
    return import_module(error.__module__.partition(".")[0])


def hub_utils() -> Any:
    """`huggingface_hub.utils`, whose exports type checkers do not see."""
    return import_module("huggingface_hub.utils")


def constant(name: str) -> Any:
    """The current value of a setting of huggingface_hub."""
    return getattr(import_module("huggingface_hub.constants"), name)


def repository_folder_name(repo_id: str) -> str:
    """The name of a repository's folder in the cache."""
    return str(import_module("huggingface_hub.file_download").repo_folder_name(repo_id=repo_id, repo_type="model"))


def file_lock(path: Path, timeout: float) -> AbstractContextManager[Any]:
    """The lock that huggingface_hub's own downloads use.

    Args:
        timeout: seconds.

    Raises:
        TimeoutError: on entering, if others hold it for longer.
    """
    lock: AbstractContextManager[Any] = hub_utils().WeakFileLock(path, timeout=timeout)
    return lock


def bar_class() -> Any:
    """huggingface_hub's progress bar, which its users can turn off."""
    return hub_utils().tqdm
