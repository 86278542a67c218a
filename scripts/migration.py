"""The parts of docs/migration.md that follow from the code: modules, names of other libraries, deliberate differences.

`--check` only looks.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import trivet
from trivet.backends.registry import KNOWN_BACKENDS
from trivet.compatibility import module_table, scripts
from trivet.compatibility.foreign import is_foreign
from trivet.families.registry import architecture_points

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "migration.md"
DIFFERENCES = ROOT / "tests" / "peer" / "api_differences.toml"
CLASS_NAMES = ROOT / "tests" / "golden" / "data" / "class_names.json"
_KINDS = {
    "attribute": "attribute",
    "class": "class",
    "config": "field",
    "constructor": "constructor",
    "function": "function",
    "internal": "class of layers",
    "method": "method",
    "module": "module",
    "name": "name",
    "output": "output",
    "property": "property",
    "to_dict": "stored field",
    "value": "value",
}
EXAMPLES = (
    *(
        "pipeline",
        "Trainer",
        "TrainingArguments",
        "DataCollatorWithPadding",
        "default_data_collator",
        "HfArgumentParser",
    ),
    *("AutoProcessor", "CLIPProcessor", "BertTokenizer", "BertTokenizerFast"),
    *("PreTrainedTokenizerBase", "EarlyStoppingCallback", "EvalPrediction", "BitsAndBytesConfig"),
)
"""Some names of other libraries: there are hundreds of one pattern."""


def modules() -> Iterator[str]:
    """The modules without files."""
    own = [name for name, contents in module_table.MODULES.items() if not contents.is_foreign]
    foreign = [name for name, contents in module_table.MODULES.items() if contents.is_foreign]
    folders = sorted(name.replace("-", "_") for name in architecture_points())
    yield "Of models, configs and generation: " + _listed(own) + "."
    kinds = ("configuration", "modeling", "modeling_tf", "modeling_flax")
    yield f"Of each family, `models.FAMILY` with {_listed(f'{kind}_FAMILY' for kind in kinds)}: {_listed(folders)}."
    yield "Of other libraries, which answer where `transformers` is installed: " + _listed(foreign) + "."


def names() -> Iterator[str]:
    """Examples of names of other libraries."""
    assert all(map(is_foreign, EXAMPLES))
    yield f"Such names are, among others, {_listed(EXAMPLES)}."


def classes() -> Iterator[str]:
    """How many of the model classes that the reference has in TensorFlow and in Flax are here, and which are not."""
    public, frameworks = set(dir(trivet)), {"TF": "TensorFlow", "Flax": "Flax"}
    stored = json.loads(CLASS_NAMES.read_text(encoding="utf-8"))
    counts: dict[str, tuple[int, int]] = {}
    missing: dict[str, list[str]] = {}
    for mark, folders in stored.items():
        present = [name for names in folders.values() for name in names if name in public]
        counts[mark] = len(present), sum(map(len, folders.values()))
        for folder, names in folders.items():
            missing.setdefault(folder, []).extend(name for name in names if name not in public)
    here, total = (sum(each) for each in zip(*counts.values(), strict=True))
    parts = (f"{frameworks[mark]} {one} of {all_of_them}" for mark, (one, all_of_them) in sorted(counts.items()))
    yield f"Here are {here} of the {total} public model classes ({here / total:.0%}): {', '.join(parts)}."
    yield "| family | classes that are missing |"
    yield "| --- | --- |"
    for folder, names in sorted(missing.items()):
        if names:
            yield f"| {_code(folder)} | {_listed(sorted(names))} |"


def differences() -> Iterator[str]:
    """What the comparison with the reference finds and is meant."""
    yield f"| different from {scripts.REFERENCE_VERSION} | why |"
    yield "| --- | --- |"
    for entry in tomllib.loads(DIFFERENCES.read_text(encoding="utf-8"))["difference"]:
        what = "; ".join(dict.fromkeys(map(_in_words, entry["patterns"])))
        yield f"| {what} | {' '.join(entry['reason'].split())} |".replace("\n", " ")


def _in_words(pattern: str) -> str:
    """`core name *Tokenizer: *` → name `*Tokenizer`."""
    subject, _, difference = pattern.partition(": ")
    framework, _, rest = subject.partition(" ")
    kind, _, subject = rest.partition(" ")
    if not subject:
        return _code(pattern)
    where = f" ({framework})" if framework in KNOWN_BACKENDS else ""
    tail = "" if difference in ("", "*") else f": {difference.strip('* ')}"
    return f"{_KINDS.get(kind, '')} {_code(subject)}{where}{tail}".strip()


def _code(text: str) -> str:
    return "`" + text.replace("|", "/") + "`"


def _listed(words: object) -> str:
    return ", ".join(f"`{each}`" for each in words)  # type: ignore[attr-defined]


PARTS = {"modules": modules, "names": names, "classes": classes, "differences": differences}


def filled(text: str) -> str:
    """The page with its parts made anew."""
    for name, make in PARTS.items():
        start, end = f"<!-- {name}: made by scripts/migration.py -->", f"<!-- end of {name} -->"
        lines = list(make())
        body = "".join(f"{line}\n" if line.startswith("|") else f"{line}\n\n" for line in lines).rstrip()
        text, count = re.subn(
            rf"{re.escape(start)}.*?{re.escape(end)}",
            lambda _, new=f"{start}\n\n{body}\n\n{end}": new,  # type: ignore[misc]
            text,
            flags=re.DOTALL,
        )
        assert count == 1, f"{PAGE} has no place for {name}"
    return text


def main() -> int:
    """0 when the page is as it must be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="fail when the page is not as it must be")
    check = parser.parse_args().check
    text = PAGE.read_text(encoding="utf-8")
    new = filled(text)
    if new == text:
        return 0
    if check:
        print("docs/migration.md is not as it must be: run python scripts/migration.py", file=sys.stderr)
        return 1
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
