"""The imports of a package as a graph, read from its source: lazy ones and those for type checkers alone are included.

Nothing is imported. A module is called as Python calls it; a room is the first component below the package.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

Layers = Sequence[Sequence[str]]
"""Rooms from the lowest layer to the highest. Those of one layer must not know each other."""


class Import(NamedTuple):
    """One import statement, or `import_module` of a literal name."""

    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.imported}"


def modules(package: Path) -> dict[str, Path]:
    """The modules of a package by name, given its folder."""
    files = sorted(package.rglob("*.py"))
    return {_name(file.relative_to(package.parent)): file for file in files}


def _name(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(package: Path) -> list[Import]:
    """Every import of a module of the package by another, wherever in the module it stands."""
    known = modules(package)
    found = []
    for name, file in known.items():
        home = name if file.name == "__init__.py" else name.rpartition(".")[0]
        for node in ast.walk(ast.parse(file.read_text())):
            targets = {_within(target, known) for target in _targets(node, home)}
            found += [Import(name, target, node.lineno) for target in targets - {None, name} if target is not None]
    return sorted(set(found))


def _targets(node: ast.AST, home: str) -> Iterator[str]:
    """What a statement imports, by its absolute name; of `from a import b` it is `a.b`, which may be no module."""
    match node:
        case ast.Import(names=names):
            yield from (alias.name for alias in names)
        case ast.ImportFrom(module=module, names=names, level=level):
            above = home.split(".")[: home.count(".") + 2 - level] if level else []
            base = ".".join([*above, *([module] if module else [])])
            yield from (f"{base}.{alias.name}" for alias in names)
        case ast.Call(func=ast.Name(id="import_module") | ast.Attribute(attr="import_module"), args=[first, *_]):
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def _within(target: str, known: Mapping[str, Path]) -> str | None:
    """The module of the package that a name is, or is in."""
    while target and target not in known:
        target = target.rpartition(".")[0]
    return target or None


def circles(edges: Iterable[Import]) -> list[list[str]]:
    """The sets of modules that import each other, directly or through others. Tarjan's strongly connected components."""
    graph: dict[str, set[str]] = {}
    for edge in edges:
        graph.setdefault(edge.importer, set()).add(edge.imported)
        graph.setdefault(edge.imported, set())
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    components: list[list[str]] = []

    def visit(module: str) -> None:
        order[module] = low[module] = len(order)
        stack.append(module)
        for other in sorted(graph[module]):
            if other not in order:
                visit(other)
            if other in stack:
                low[module] = min(low[module], low[other])
        if low[module] == order[module]:
            start = stack.index(module)
            components.append(sorted(stack[start:]))
            del stack[start:]

    for module in sorted(graph):
        if module not in order:
            visit(module)
    return sorted(component for component in components if len(component) > 1)


def room_of(module: str) -> str:
    """The room that a module is in; of the package's own `__init__`, the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def upward(edges: Iterable[Import], layers: Layers) -> list[Import]:
    """The imports of rooms that are not below the importer's: in a higher layer, or another room of the same."""
    level = {room: number for number, rooms in enumerate(layers) for room in rooms}
    between = [(edge, room_of(edge.importer), room_of(edge.imported)) for edge in edges]
    return [edge for edge, low, high in between if low != high and level.get(high, -1) >= level.get(low, len(layers))]


def homeless(package: Path, layers: Layers) -> list[str]:
    """The modules that are in no room of the table."""
    rooms = {room for each in layers for room in each}
    return [module for module in modules(package) if room_of(module) not in rooms]
