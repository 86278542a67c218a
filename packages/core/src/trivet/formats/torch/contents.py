"""Finds the state dict in a saved value: the value itself, or inside one of the wrappers that training scripts use.

Prefixes of names (`module.`) are kept: they belong to the model's names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from trivet.errors import CorruptFileError, UnsupportedFileError, shorten
from trivet.formats.torch.values import AttributeDict, TensorRef, Unreadable, describe

WRAPPERS = ("state_dict", "model_state_dict", "model", "module")
"""Keys under which training scripts, Lightning, timm and DeepSpeed keep the state dict, among other things."""

MAX_WRAPPERS = 4  # nested in one another


@dataclass(frozen=True, slots=True)
class StateDict:
    """The tensors of a state dict, and what else was saved.

    Attributes:
        tensors: by name, in the order of the dict.
        wrapper: the keys that lead to the state dict (`model.state_dict`); "" if it is the saved value itself.
        skipped: the other saved values: path → a short description.
    """

    tensors: Mapping[str, TensorRef]
    wrapper: str
    skipped: Mapping[str, str]


def find_state_dict(root: object, path: Path, key: str | None = None) -> StateDict:
    """The state dict in a saved value.

    Args:
        key: where it is, or the wrapper around it: a key, or several joined by dots; None searches the known wrappers.

    Raises:
        UnsupportedFileError: there is none, or there are several; or a tensor in it has no plain bytes.
        CorruptFileError: a tensor's name is not valid Unicode.
    """
    skipped: dict[str, str] = {}
    known: dict[int, bool] = {}
    state, prefix = (root, "") if key is None else (_under(root, key, path), f"{key}.")
    for _ in range(MAX_WRAPPERS):
        wrappers = [key for key in WRAPPERS if isinstance(state, dict) and _leads_to_tensors(state.get(key), known)]
        if len(wrappers) > 1:
            places = [f"{prefix}{each}" for each in wrappers]
            reason = f"holds several state dicts, under {shorten(places)}; {_advice(places[0])}"
            raise UnsupportedFileError(path, reason)
        if not wrappers or not isinstance(state, dict):
            break
        _list_skipped(state, prefix, set(wrappers), skipped)
        state, prefix = state[wrappers[0]], f"{prefix}{wrappers[0]}."
    if not isinstance(state, dict) or not _has_tensors(state):
        raise UnsupportedFileError(path, _why_not(state))
    tensors = {_name(key, path): _plain(key, value, path) for key, value in state.items() if _is_tensor(value)}
    _list_skipped(state, prefix, set(tensors), skipped)
    return StateDict(tensors, prefix[:-1], skipped)


def _leads_to_tensors(value: object, known: dict[int, bool], depth: int = MAX_WRAPPERS) -> bool:
    """Whether a value is a state dict, or a wrapper around one.

    Args:
        known: results so far, by id, so that dicts that contain each other are searched once.
        depth: how many dicts may be nested in one another.
    """
    if not isinstance(value, dict) or not depth:
        return False
    if id(value) not in known:
        known[id(value)] = False  # the result for a dict that contains itself
        inner = (_leads_to_tensors(value.get(key), known, depth - 1) for key in WRAPPERS)
        known[id(value)] = _has_tensors(value) or any(inner)
    return known[id(value)]


def _has_tensors(value: Mapping[object, object]) -> bool:
    return any(map(_is_tensor, value.values()))


def _is_tensor(value: object) -> bool:
    return isinstance(value, TensorRef | Unreadable)


def _name(key: object, path: Path) -> str:
    if not isinstance(key, str):
        raise UnsupportedFileError(path, f"names a tensor by {describe(key)}; in a state dict, names are text")
    try:
        key.encode()
    except UnicodeEncodeError:
        raise CorruptFileError(path, "its name is not valid Unicode text", tensor=ascii(key)) from None
    return key


def _plain(key: object, value: object, path: Path) -> TensorRef:
    if isinstance(value, TensorRef):
        return value
    assert isinstance(value, Unreadable)
    raise UnsupportedFileError(path, value.reason, tensor=str(key))


def _list_skipped(state: dict[object, object], prefix: str, used: set[str], skipped: dict[str, str]) -> None:
    for key, value in state.items():
        if not (isinstance(key, str) and key in used):
            name = key if isinstance(key, str) else describe(key)
            skipped[f"{prefix}{name}"] = describe(value)
    if isinstance(state, AttributeDict):
        skipped.update((f"{prefix}{name}", label) for name, label in state.attributes.items())


def _under(root: object, key: str, path: Path) -> dict[object, object]:
    """The dict under a key; keys may themselves contain dots.

    Raises:
        UnsupportedFileError: there is no dict with tensors under that key.
    """
    for candidate in _reached(root, key):
        if isinstance(candidate, dict) and _leads_to_tensors(candidate, {}):
            return candidate
    places = list(places_of_tensors(root))
    hint = f"tensors lie under {shorten(places, 10)}" if places else "no dict in it holds tensors"
    raise UnsupportedFileError(path, f"has no state dict under {key!r}; {hint}")


def _reached(value: object, key: str, depth: int = MAX_WRAPPERS) -> Iterator[object]:
    if not isinstance(value, dict) or not depth:
        return
    if key in value:
        yield value[key]
    for place, letter in enumerate(key):
        if letter == "." and key[:place] in value:
            yield from _reached(value[key[:place]], key[place + 1 :], depth - 1)


def places_of_tensors(root: object) -> Iterator[str]:
    """Paths of the dicts with tensors within a saved value, in the form of `state_key`."""
    return (place for place, _ in _dicts_with_tensors(root) if place)


def named_tensors(root: object) -> Iterator[tuple[str, TensorRef]]:
    """Every tensor of a saved value, in whatever dict, by a name that begins with the keys of that dict."""
    for place, content in _dicts_with_tensors(root):
        for key, value in content.items():
            if isinstance(key, str) and isinstance(value, TensorRef):
                yield (f"{place}.{key}" if place else key), value


def _dicts_with_tensors(root: object) -> Iterator[tuple[str, Mapping[object, object]]]:
    """Dicts that hold tensors, each once, with the keys that lead to them; outer dicts come first."""
    seen: set[int] = set()
    level: list[tuple[str, object]] = [("", root)]
    for _ in range(MAX_WRAPPERS + 1):
        below: list[tuple[str, object]] = []
        for place, value in level:
            if not isinstance(value, dict) or id(value) in seen:
                continue
            seen.add(id(value))
            if _has_tensors(value):
                yield place, value
            parts = ((key, part) for key, part in value.items() if isinstance(key, str) and isinstance(part, dict))
            below += ((f"{place}.{key}" if place else key, part) for key, part in parts)
        level = below


def _advice(place: str) -> str:
    return f"say which is meant with state_key={place!r} (--state-key {place})"


def _why_not(value: object) -> str:
    """What a value without a state dict seems to be."""
    if not isinstance(value, dict):
        return f"holds a {describe(value)} instead of a state dict; save model.state_dict()"
    names = [key for key in value if isinstance(key, str)]
    if {"state", "param_groups"} <= set(names):
        return "holds an optimizer's state, not model weights"
    nested = list(places_of_tensors(value))
    if nested:
        return f"holds tensors only further down, under {shorten(nested, 10)}; {_advice(nested[0])}"
    keys = f" (its keys: {shorten([name[:40] for name in names])})" if names else ""
    return f"holds a dict without any tensors{keys}, not model weights"
