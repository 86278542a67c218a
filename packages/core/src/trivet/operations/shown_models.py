"""Live models as a person looks at them: one line, and in a notebook a table of their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from trivet.operations.inspect import TensorRow
from trivet.operations.parts import Part, tree_of
from trivet.shown import MOST_ROWS, first_rows, html_table
from trivet.sizes import human_count, human_size

_LEVELS = 3


class ShownModel:
    """Mixin of models: their parts as a table in notebooks."""

    def _parameters_to_show(self) -> Iterable[tuple[str, str, tuple[int, ...], int]]:
        """Name, dtype, shape and bytes of each parameter; those that are tied once."""
        raise NotImplementedError

    def _in_a_line(self) -> str:
        """`BertModel: 22.7 M parameters, 90.9 MB, float32`."""
        return _line(type(self).__name__, self._tree())

    def _tree(self) -> Part:
        rows = self._parameters_to_show()
        return tree_of(TensorRow(name, dtype, shape, nbytes, "", None) for name, dtype, shape, nbytes in rows)

    def _repr_html_(self) -> str:
        tree = self._tree()
        columns = ("part", "parameters>", "size>", "share>", "dtype", "shape")
        return html_table(_line(type(self).__name__, tree), first_rows(columns, _rows(tree)))


def _line(name: str, tree: Part) -> str:
    if not tree.tensors:
        return f"{name}: no parameters yet"
    return f"{name}: {human_count(tree.size)} parameters, {human_size(tree.nbytes)}, {' and '.join(tree.dtypes)}"


def _rows(tree: Part) -> Iterator[tuple[str, ...]]:
    """The parts in order, as many levels as fit."""
    depth = rows = 0
    for count in tree.levels():
        rows += count
        if depth and (rows > MOST_ROWS or depth == _LEVELS):
            break
        depth += 1

    def below(part: Part, level: int, times: int) -> Iterator[tuple[str, ...]]:
        for each in part.parts:
            nbytes = each.nbytes * times
            repeated = f" × {each.count}" if each.count > 1 else ""
            yield (
                "\N{NO-BREAK SPACE}" * 3 * level + each.name + repeated,
                f"{each.size * times:,}",
                human_size(nbytes),
                f"{nbytes / max(tree.nbytes, 1):.1%}",
                ", ".join(each.dtypes),
                "" if each.shape is None else str(list(each.shape)),
            )
            if level + 1 < depth:
                yield from below(each, level + 1, times * each.count)

    return below(tree, 0, 1)
