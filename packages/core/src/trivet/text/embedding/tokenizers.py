"""Changes of a tokenizer that a folder of sentence-transformers asks for."""

from __future__ import annotations

import json
from typing import Any

from trivet.errors import UnsupportedFileError


def lowercased(tokenizer: Any) -> Any:
    """The tokenizer, which from now on lowercases texts before anything else.

    Raises:
        UnsupportedFileError: the tokenizer is not one of the tokenizers library.
    """
    library = getattr(tokenizer, "backend_tokenizer", None)
    if library is None:
        raise UnsupportedFileError(tokenizer.name_or_path, "do_lower_case is for tokenizers of the tokenizers library")
    from tokenizers import normalizers

    state = json.loads(library.to_str()).get("normalizer")
    if not _lowercases(state):
        old = [] if library.normalizer is None else [library.normalizer]
        library.normalizer = normalizers.Sequence([normalizers.Lowercase(), *old])
    return tokenizer


def _lowercases(state: Any) -> bool:
    """Whether a normalizer lowercases, by its description."""
    if not isinstance(state, dict):
        return False
    if state.get("type") == "Sequence":
        return any(map(_lowercases, state.get("normalizers", ())))
    return state.get("type") == "Lowercase" or bool(state.get("lowercase"))
