"""Functions that example scripts call before they do anything."""

from __future__ import annotations

import random
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from trivet.backends.protocol import SeedingBackend
from trivet.backends.registry import sorted_backends
from trivet.errors import PackageNotInstalledError

REFERENCE_VERSION = "4.37.2"
"""The version of `transformers` that the public names stand for."""


def set_seed(seed: int) -> None:
    """Seed Python's and NumPy's random numbers, and those of every framework with a backend that is installed.

    Those frameworks are imported for it. JAX has no seed of the process: its keys are made from a seed where they are
    used.
    """
    random.seed(seed)
    np.random.seed(seed)
    for backend in sorted_backends()[0]:
        if isinstance(backend, SeedingBackend):
            backend.seed(seed)


def check_min_version(min_version: str) -> None:
    """Hold what a script needs of `transformers` against the version that trivet stands for.

    Raises:
        ImportError: the script is written for a later one.
    """
    if _numbers(min_version) > _numbers(REFERENCE_VERSION):
        raise ImportError(
            f"this script is written for transformers {min_version}; trivet has the names of {REFERENCE_VERSION}. "
            "Take the script of that version."
        )


def require_version(requirement: str, hint: str | None = None) -> None:
    """Hold an installed package against a requirement such as `datasets>=1.8.0`.

    Raises:
        PackageNotInstalledError: it is not installed.
        ImportError: its version does not fit.
    """
    from packaging.requirements import Requirement

    parsed = Requirement(requirement)
    try:
        installed = version(parsed.name)
    except PackageNotFoundError as error:
        raise PackageNotInstalledError(parsed.name, "This script", requirement) from error
    if not parsed.specifier.contains(installed, prereleases=True):
        advice = hint or f'pip install "{requirement}"'
        raise ImportError(f"{requirement} is needed, but {parsed.name} {installed} is installed. {advice}")


def send_example_telemetry(example_name: str, *example_args: Any, framework: str = "pytorch") -> None:
    """Send nothing to anybody. Scripts call it; trivet counts no users."""


def get_full_repo_name(model_id: str, organization: str | None = None, token: str | None = None) -> str:
    """The name of a repository with its owner: an organization, or else the user that a token belongs to.

    Raises:
        as `huggingface_hub.HfApi.whoami`, if the user is asked for.
    """
    if organization is not None:
        return f"{organization}/{model_id}"
    from huggingface_hub import HfApi

    return f"{HfApi().whoami(token=token)['name']}/{model_id}"


def _numbers(text: str) -> tuple[int, ...]:
    """`4.37.0.dev0` → (4, 37, 0)."""
    parts = []
    for part in text.split("."):
        if not part.isdecimal():
            break
        parts.append(int(part))
    return tuple(parts)
