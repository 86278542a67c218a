"""What of a described library's surface trivet has not, or has otherwise; one line for each difference.

A line is `framework kind subject: difference`. `api_differences.toml` lists those that are meant, each with its
reason; `api_gaps.txt` those that are still to be removed, and only ever becomes shorter.

    python tests/peer/api_comparison.py --surface surface.json [--all | --stale | --update]
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tomllib
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from api_surface import class_description, description
from api_values import parameters, shown, unequal

DIFFERENCES = Path(__file__).with_name("api_differences.toml")
GAPS = Path(__file__).with_name("api_gaps.txt")
_MISSING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        framework: whose class or module it is in: core, torch, tensorflow or flax.
        kind: name, module, internal, function, constructor, method, attribute, value, config or output.
        owner: the class, or the module of a name.
        member: what of it; empty for the whole.
        text: what is different.
    """

    framework: str
    kind: str
    owner: str
    member: str
    text: str

    @property
    def subject(self) -> str:
        """The owner with what of it is different."""
        return f"{self.owner}.{self.member}" if self.member else self.owner

    @property
    def key(self) -> str:
        """The line for all classes that have the difference."""
        is_of_class = bool(self.member) and self.owner[0].isupper()
        return f"{self.framework} {self.kind} {f'*.{self.member}' if is_of_class else self.subject}: {self.text}"

    def __str__(self) -> str:
        return f"{self.framework} {self.kind} {self.subject}: {self.text}"


@dataclass(frozen=True, slots=True)
class Deliberate:
    """A difference that is meant.

    Attributes:
        pattern: of lines, with `*` and `?`.
        reason: why it is so, for readers of the documentation.
    """

    pattern: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Whether the difference is one of these."""
        return fnmatchcase(str(difference), self.pattern)


def deliberate() -> list[Deliberate]:
    """The list of what is meant."""
    entries = tomllib.loads(DIFFERENCES.read_text())["difference"]
    return [Deliberate(pattern, each["reason"]) for each in entries for pattern in each["patterns"]]


def unmeant(lines: list[Difference]) -> list[Difference]:
    """The differences that are not meant."""
    entries = deliberate()
    return [each for each in lines if not any(entry.covers(each) for entry in entries)]


def differences(surface: Mapping[str, Any]) -> list[Difference]:
    """Every difference between a described library and trivet, in order."""
    lines = {*_names(surface), *_modules(surface), *_objects(surface)}
    return sorted(lines, key=lambda each: (each.framework, each.kind, each.owner, each.member, each.text))


def framework_of(module: str, name: str = "") -> str:
    """The framework of a module or of a name in it."""
    last = module.rpartition(".")[2]
    if name.startswith(("Flax", "FLAX")) or "flax" in last:
        return "flax"
    if name.startswith(("TF", "tf_")) or last.endswith("_tf") or "tf_" in last or "keras" in last:
        return "tensorflow"
    torch = ("modeling_", "pytorch_utils", "optimization", "logits_process", "beam_", "stopping", "cache_utils")
    return "torch" if last.startswith((*torch, "candidate")) or (last, name) == ("utils", "GenerationMixin") else "core"


def found(module: str, name: str = "") -> Any:
    """What trivet has as a module, or under a name of it, or under the name at its top level."""
    try:
        holder = import_module(f"trivet.{module}")
    except ImportError:
        holder = None
    if not name:
        return _MISSING if holder is None else holder
    try:
        return getattr(holder, name)
    except (AttributeError, ImportError):
        pass
    try:
        return getattr(import_module("trivet"), name)
    except (AttributeError, ImportError):
        return _MISSING


def _names(surface: Mapping[str, Any]) -> Iterator[Difference]:
    """Names of the library's top level that concern what is compared."""
    looked_at = {path.removesuffix(f".{path.rpartition('.')[2]}") for path in surface["modules"]} | {
        *surface["modules"]
    }
    trivet = import_module("trivet")
    defined = {key.partition(":")[2]: key.partition(":")[0] for key in surface["objects"]}
    for name, module in surface["names"].items():
        if module not in looked_at:
            continue
        try:
            value = getattr(trivet, name, None)
        except ImportError:
            value = None
        if value is None:
            framework = framework_of(defined.get(name, module), name)
            yield Difference(framework, "name", name, "", f"is not in trivet (of {module})")


def _modules(surface: Mapping[str, Any]) -> Iterator[Difference]:
    for module, names in surface["modules"].items():
        if found(module) is _MISSING:
            yield Difference(framework_of(module), "module", module, "", "cannot be imported")
            continue
        holder = found(module)
        for name in names:
            try:
                getattr(holder, name)
            except (AttributeError, ImportError):
                kind = "module" if name in surface["names"] else "internal"
                yield Difference(framework_of(module, name), kind, module, name, "is not in the module")


def _objects(surface: Mapping[str, Any]) -> Iterator[Difference]:
    for key, theirs in surface["objects"].items():
        module, _, name = key.partition(":")
        value = found(module, name)
        if value is _MISSING:
            if name not in surface["names"] and found(module) is _MISSING:
                yield Difference(framework_of(module, name), "internal", module, name, "is not in the module")
            continue
        framework = framework_of(module, name)
        if theirs["kind"] == "class" and isinstance(value, type):
            yield from _class(framework, name, theirs, class_description(value, theirs))
        elif theirs["kind"] == "function":
            ours = description(value)
            for text in parameters(theirs["signature"], ours.get("signature") or ours.get("init")):
                yield Difference(framework, "function", module, name, text)
        elif theirs["kind"] == "value" and theirs["value"] != "<object>":
            text = unequal(theirs["value"], description(value).get("value"))
            if text:
                yield Difference(framework, "value", module, name, text)


def _class(framework: str, name: str, theirs: Mapping[str, Any], ours: Mapping[str, Any]) -> Iterator[Difference]:
    for text in parameters(theirs["init"], ours["init"]):
        yield Difference(framework, "constructor", name, "__init__", text)
    for each, member in theirs["members"].items():
        other = ours["members"].get(each)
        if other is None:
            if each not in (ours.get("values") or ()) and each not in dict(ours.get("fields", ())):
                yield Difference(framework, member["kind"], name, each, "is missing")
        elif member["kind"] == "method":
            if other["kind"] != "method":
                yield Difference(framework, "method", name, each, f"is a {other['kind']}")
                continue
            for text in parameters(member["signature"], other["signature"]):
                yield Difference(framework, "method", name, each, text)
        elif member["kind"] == other["kind"] == "value":
            text = unequal(member["value"], other["value"])
            if text:
                yield Difference(framework, "value", name, each, text)
    if "fields" in theirs:
        yield from _fields(framework, name, theirs["fields"], ours.get("fields", []))
    kind = "config" if "to_dict" in theirs else "attribute"
    yield from _values(framework, kind, name, theirs.get("values"), ours.get("values"), ours["members"])
    for part in ("to_dict", "to_diff_dict"):
        if part in theirs:
            yield from _values(framework, part, name, theirs[part], ours.get(part), {})


def _fields(framework: str, name: str, theirs: list[list[Any]], ours: list[list[Any]]) -> Iterator[Difference]:
    wanted, known = [each[0] for each in theirs], [each[0] for each in ours]
    for each in wanted:
        if each not in known:
            yield Difference(framework, "output", name, each, "is not a field")
    shared = [each for each in known if each in wanted]
    if shared != [each for each in wanted if each in shared]:
        yield Difference(framework, "output", name, "", f"has the order {shared}, not {wanted}")


def _values(
    framework: str,
    kind: str,
    name: str,
    theirs: Mapping[str, Any] | None,
    ours: Mapping[str, Any] | None,
    members: Mapping[str, Any],
) -> Iterator[Difference]:
    if theirs is None:
        return
    if ours is None:
        yield Difference(framework, kind, name, "", "cannot be made")
        return
    for each, value in theirs.items():
        if each not in ours:
            if each not in members:
                yield Difference(framework, kind, name, each, f"is missing ({shown(value)})")
            continue
        text = unequal(value, ours[each])
        if text:
            yield Difference(framework, kind, name, each, text)


def grouped(lines: list[Difference]) -> Iterator[str]:
    """The lines, those that hold for several classes as one."""
    groups: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for each in lines:
        groups[each.framework, each.kind, each.member or each.owner, each.text].append(each.owner)
    for (framework, kind, member, text), owners in groups.items():
        names = ", ".join(owners[:4]) + (f" … ({len(owners)})" if len(owners) > 4 else "")
        subject = f"{member} of {names}" if member not in owners else names
        yield f"{framework} {kind} {subject}: {text}"


def main() -> None:
    """Print what is different and not meant, or all; or bring the list of gaps up to date."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--surface", type=Path, required=True, help="what api_surface.py wrote")
    parser.add_argument("--all", action="store_true", help="print what is meant as well")
    parser.add_argument("--stale", action="store_true", help="print the patterns that match nothing any more")
    parser.add_argument("--update", action="store_true", help="write the list of gaps")
    parser.add_argument("--each", action="store_true", help="one line for each class")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines = differences(json.loads(options.surface.read_text()))
    if options.stale:
        print("\n".join(entry.pattern for entry in deliberate() if not any(map(entry.covers, lines))))
    elif options.update:
        GAPS.write_text("".join(f"{key}\n" for key in sorted({each.key for each in unmeant(lines)})))
    else:
        shown_lines = lines if options.all else unmeant(lines)
        print("\n".join(map(str, shown_lines) if options.each else grouped(shown_lines)))


if __name__ == "__main__":
    main()
