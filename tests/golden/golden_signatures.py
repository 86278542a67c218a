"""What methods of the reference library take. Needs nothing but Python."""

import inspect
import re
from typing import Any


def parameters(function: Any) -> list[str]:
    """Names of what a method takes, those that are popped off its keywords too."""
    found = inspect.signature(function).parameters.values()
    named = [each.name for each in found if each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)]
    popped = re.findall(r'kwargs\.pop\("(\w+)"', inspect.getsource(function))
    return [name for name in dict.fromkeys([*named, *popped]) if name != "self"]
