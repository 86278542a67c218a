"""Writes the pages of the documentation site: those of `docs/`, and the references, which are generated.

    python scripts/site_pages.py --out FOLDER

Then `mkdocs build` makes the site of them (`nox -s site` does both). No framework is needed.
"""

from __future__ import annotations

import argparse
import inspect
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer.main

import trivet
from trivet import errors
from trivet.cli import app
from trivet.families.registry import families

ROOT = Path(__file__).resolve().parents[1]
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Checkpoints": ("planning", "operations", "viewing", "transfer", "tensors", "sources"),
    "Configs": ("families", "backends"),
    "Text": ("text",),
    "Pictures and sounds": ("media",),
}
"""Heading of the reference → the rooms whose public names are below it."""


def main() -> None:
    """Write the folder anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    (out / "reference").mkdir(parents=True)
    for page in sorted((ROOT / "docs").glob("*.md")):
        (out / page.name).write_text(relinked(page), encoding="utf-8")
    for name in ("README", "CHANGELOG", "CONTRIBUTING", "SECURITY"):
        target = "index" if name == "README" else name.lower()
        (out / f"{target}.md").write_text(relinked(ROOT / f"{name}.md"), encoding="utf-8")
    for folder in ("pictures", "site"):
        shutil.copytree(ROOT / "docs" / folder, out / folder)
    pages = {"api": api(), "command": command(), "errors": error_pages(), "families": family_table()}
    for name, lines in pages.items():
        (out / "reference" / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def relinked(page: Path) -> str:
    """A page whose links lead to other pages of the site; what is not one is named, and is in the repository."""

    def link(match: re.Match[str]) -> str:
        path = (page.parent / match[2]).resolve()
        if path.parent == ROOT / "docs" / "pictures":
            return f"[{match[1]}](pictures/{path.name})"
        if path.suffix == ".md" and path.parent in (ROOT / "docs", ROOT):
            anchor = match[3] or ""
            name = {"README": "index"}.get(path.stem, path.stem if path.parent == ROOT / "docs" else path.stem.lower())
            return f"[{match[1]}]({name}.md{anchor})"
        named = str(path.relative_to(ROOT))
        return match[1] if match[1].strip("`") == named else f"{match[1]} (`{named}`)"

    text = page.read_text(encoding="utf-8")
    return re.sub(r"\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)", link, text)


def api() -> Iterator[str]:
    """Core's public names, each with its docstring."""
    yield "# The API of `trivet`"
    yield ""
    yield (
        "Every name below is imported from `trivet` itself, and needs no framework. Models (`BertModel`, "
        "`TFBertModel`, `FlaxBertModel` …) are those of the [families](families.md); their methods are the same in "
        "all three."
    )
    for heading, rooms in GROUPS.items():
        yield f"\n## {heading}\n"
        for name, module in sorted(trivet._CORE.items()):
            if module.split(".")[1] in rooms:
                yield f"### `{name}` {{ #{name} }}\n"
                yield f"::: {module}.{name}\n    options:\n      show_root_heading: false\n"


def command() -> Iterator[str]:
    """Every subcommand with its arguments and options."""
    yield "# The command `trivet`"
    yield ""
    yield (
        "`trivet COMMAND -h` prints the same. Exit codes: 0; 1 if `verify` finds a problem or `diff` a difference; 2 "
        "if something could not be done; 130 after Ctrl-C. `trivet --install-completion` sets up the shell."
    )
    group: Any = typer.main.get_command(app)
    for name, each in group.commands.items():
        yield f"\n## `trivet {name}` {{ #{name} }}\n"
        yield inspect.cleandoc(each.help or "")
        yield "\n| argument or option | |\n| --- | --- |"
        for parameter in each.params:
            if parameter.name == "help":
                continue
            said = " ".join((parameter.help or "").split()).replace("|", "\\|")
            yield f"| {_spelling(parameter)} | {said} |"


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
        return f"`{name}`" if parameter.required else f"`[{name}]`"
    names = " / ".join((*parameter.opts, *parameter.secondary_opts))
    return f"`{names}`" if parameter.is_flag else f"`{names} {parameter.name.upper()}`"


def error_pages() -> Iterator[str]:
    """Every error: what it means, and what it is a subclass of."""
    yield "# Errors"
    yield ""
    yield (
        "Every error says what is wrong, where, and what to do next. Each is a `TrivetError` and also the builtin "
        "error that a caller would expect, and holds its data as attributes. They are in `trivet.errors`."
    )
    classes = {name: value for name, value in vars(errors).items() if inspect.isclass(value)}
    for name, each in sorted(classes.items()):
        if not issubclass(each, Exception):
            continue
        bases = ", ".join(f"`{base.__name__}`" for base in each.__mro__[1:] if base.__module__ == "builtins")
        yield f"\n## `{name}` {{ #{name} }}\n"
        yield inspect.getdoc(each) or ""
        yield f"\nAlso caught as: {bases.removesuffix(', `object`')}"


def family_table() -> Iterator[str]:
    """The families with their model types and heads."""
    listed = sorted(families(), key=lambda family: family.title.lower())
    yield "# Families"
    yield ""
    yield (
        f"{len(listed)} families, each in PyTorch, TensorFlow (`TF…`) and JAX (`Flax…`). A model type is what "
        "config.json calls the family."
    )
    yield "\n| family | model type | classes |\n| --- | --- | --- |"
    for family in listed:
        heads = ", ".join(f"`{head}`" for head in family.heads)
        yield f"| {family.title} | `{family.model_type}` | {heads} |"


if __name__ == "__main__":
    main()
