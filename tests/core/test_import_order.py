"""Core is layered: a room imports only from rooms above it in the table, and no import of any package goes in a circle.

Lazy imports count, and those for type checkers.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from import_order import Layers, circles, homeless, imports, modules, upward

import trivet

PACKAGES = Path(__file__).resolve().parents[2] / "packages"
CORE = PACKAGES / "core" / "src" / "trivet"
ROOMS: Layers = (
    ("errors",),
    (
        "deprecation",
        "dtypes",
        "entry_points",
        "foreign_classes",
        "import_hooks",
        "json_values",
        "ports",
        "progress",
        "shown",
        "sizes",
        "version",
    ),
    ("tensors",),
    ("layout",),
    ("formats",),
    ("checkpoint", "codecs"),
    ("families",),
    ("sources",),
    ("planning",),
    ("backends",),
    ("transfer",),
    ("publishing",),
    ("media", "operations", "text"),
    ("viewing",),
    ("cli", "compatibility", "plugin", "testing"),
    ("__main__", "trivet"),
)
"""From what everybody may know to what nobody may. Rooms of one line do not know each other."""

BACKENDS = ("torch_backend/src/trivet_torch", "tf_backend/src/trivet_tf", "flax_backend/src/trivet_flax")


def test_no_import_of_core_goes_up() -> None:
    assert [str(each) for each in upward(imports(CORE), ROOMS)] == []


def test_every_module_of_core_is_in_a_room() -> None:
    assert homeless(CORE, ROOMS) == []
    assert {room for rooms in ROOMS for room in rooms} == {"trivet", *(_rooms(CORE))}


def _rooms(package: Path) -> set[str]:
    return {name.split(".")[1] for name in modules(package) if "." in name}


@pytest.mark.parametrize("package", ["core/src/trivet", *BACKENDS])
def test_no_import_goes_in_a_circle(package: str) -> None:
    edges = imports(PACKAGES / package)
    assert edges, "the package has no imports to look at"
    assert circles(edges) == []


def test_what_answers_a_port_is_there() -> None:
    """The table of ports holds names, which no import would miss."""
    from trivet import ports

    for name in ports._REFERENCES:
        assert callable(ports.port(name)), name
    assert trivet.__version__


TREE: Mapping[str, str] = {
    "__init__.py": "",
    "words.py": "",
    "low/__init__.py": "",
    "low/a.py": "from kit import words\n",
    "low/b.py": "from kit.low import a\n",
    "high/__init__.py": "",
    "high/c.py": "from kit.low.b import thing\n",
}
TABLE: Layers = (("words",), ("low",), ("high",), ("kit",))


def planted(folder: Path, changes: Mapping[str, str]) -> Path:
    for name, text in {**TREE, **changes}.items():
        file = folder / "kit" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return folder / "kit"


def test_a_sound_tree_passes(tmp_path: Path) -> None:
    package = planted(tmp_path, {})
    edges = imports(package)
    assert [str(each) for each in edges] == [
        "kit.high.c:1 imports kit.low.b",
        "kit.low.a:1 imports kit.words",
        "kit.low.b:1 imports kit.low.a",
    ]
    assert (upward(edges, TABLE), circles(edges), homeless(package, TABLE)) == ([], [], [])


UPWARD = {
    "plain": "from kit.high.c import thing\n",
    "a module": "import kit.high.c\n",
    "of a package": "from kit.high import c\n",
    "relative": "from ..high import c\n",
    "lazy": "def f():\n    from kit.high.c import thing\n",
    "for type checkers": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kit.high.c import thing\n",
    "by name": "from importlib import import_module\n\n\ndef f():\n    return import_module('kit.high.c')\n",
    "of a room without the module": "import kit.high\n",
    "of the facade": "import kit\n",
    "of another room of the layer": "from kit.low import a\n",
}


@pytest.mark.parametrize("kind", UPWARD)
def test_a_planted_upward_import_is_seen(kind: str, tmp_path: Path) -> None:
    home = "words.py" if kind == "of another room of the layer" else "low/a.py"
    edges = imports(planted(tmp_path, {home: UPWARD[kind]}))
    table = (("words", "low"), *TABLE[2:]) if home == "words.py" else TABLE
    assert [each.importer for each in upward(edges, table)][-1:] == [
        f"kit.{home.removesuffix('.py').replace('/', '.')}"
    ]


@pytest.mark.parametrize("kind", ["from kit.low import b\n", "def f():\n    from .b import thing\n"])
def test_a_planted_circle_within_a_room_is_seen(kind: str, tmp_path: Path) -> None:
    edges = imports(planted(tmp_path, {"low/a.py": kind}))
    assert circles(edges) == [["kit.low.a", "kit.low.b"]]
    assert upward(edges, TABLE) == []


def test_a_circle_over_three_modules_is_seen_whole(tmp_path: Path) -> None:
    edges = imports(planted(tmp_path, {"low/a.py": "from kit.high.c import thing\n"}))
    assert circles(edges) == [["kit.high.c", "kit.low.a", "kit.low.b"]]


def test_a_module_outside_the_rooms_is_seen(tmp_path: Path) -> None:
    package = planted(tmp_path, {"stray.py": "", "attic/d.py": ""})
    assert homeless(package, TABLE) == ["kit.attic.d", "kit.stray"]
