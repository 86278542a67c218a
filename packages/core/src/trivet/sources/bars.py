"""Download progress, shown by huggingface_hub's own bar, which users can turn off as usual; on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from trivet.sources.hub_library import bar_class

BYTES: Mapping[str, Any] = {"unit": "B", "unit_scale": True}  # the unit of the bar


def download_bar() -> type[Any]:
    """The class of the bar, which has tqdm's interface."""
    base: Any = bar_class()

    class Bar(base):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **{**kwargs, "disable": kwargs.get("disable") or not sys.stderr.isatty()})

    return Bar
