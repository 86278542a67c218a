# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from typing import Any
def __getattr__(name: str) -> Any: ...
