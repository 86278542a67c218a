"""A picture of a checkpoint for papers: parts and their shares, bytes of files, layers that differ; as SVG or PNG."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from trivet.errors import PackageNotInstalledError
from trivet.operations.diff import by_layer, largest
from trivet.operations.inspect import by_size
from trivet.operations.parts import Part
from trivet.sizes import human_size
from trivet.viewing.contents import Contents

_WIDTH, _MARGIN, _LINE = 960, 24, 22
_BAR = 300  # width of a bar of the whole
_ROWS = 28  # of parts, and of layers that differ
_FILES = 12
_LONGEST = 60  # characters of a name
_COLOURS = ("#2f6f9f", "#b5622c", "#3f8a52", "#8a4f9e", "#a8892a", "#4b9a9a", "#b04a6a", "#6b6f78")
_INK, _DIM, _PALE = "#1c2530", "#56606c", "#e7eef5"


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Text:
    left: float
    base: float
    text: str
    size: int = 13
    colour: str = _INK
    at_right: bool = False


@dataclass(slots=True)
class _Sheet:
    """Boxes and texts, from the top down."""

    items: list[_Box | _Text]
    down: float = _MARGIN

    def heading(self, text: str, size: int = 15) -> None:
        self.down += size + 8
        self.items.append(_Text(_MARGIN, self.down, text, size))
        self.down += 8

    def row(self, name: str, share: float, figure: str, colour: str = _COLOURS[0]) -> None:
        """A name, a bar and a figure."""
        bar, right = _WIDTH - _MARGIN - _BAR - 90, _WIDTH - _MARGIN
        self.items.append(_Text(_MARGIN, self.down + 15, _shortened(name)))
        self.items.append(_Box(bar, self.down + 4, _BAR, 13, _PALE))
        self.items.append(_Box(bar, self.down + 4, _BAR * share, 13, colour))
        self.items.append(_Text(right, self.down + 15, figure, at_right=True))
        self.down += _LINE


def svg(contents: Contents) -> bytes:
    """The picture as SVG."""
    sheet = _drawn(contents)
    height = math.ceil(sheet.down + _MARGIN)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif">',
        f"<title>{_escaped(contents.inspection.path)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for each in sheet.items:
        if isinstance(each, _Box):
            place = f'x="{each.left:.2f}" y="{each.top:.2f}" width="{each.width:.2f}" height="{each.height:.2f}"'
            lines.append(f'<rect {place} fill="{each.colour}"/>')
        else:
            end = ' text-anchor="end"' if each.at_right else ""
            place = f'x="{each.left:.2f}" y="{each.base:.2f}" font-size="{each.size}"{end} fill="{each.colour}"'
            lines.append(f'<text {place} xml:space="preserve">{_escaped(each.text)}</text>')
    return "\n".join([*lines, "</svg>", ""]).encode()


def png(contents: Contents) -> bytes:
    """The picture as PNG, with two pixels for each unit.

    Raises:
        PackageNotInstalledError: Pillow is not installed.
    """
    try:
        from PIL import Image, ImageDraw, ImageFont
    except ImportError as error:
        raise PackageNotInstalledError("pillow", "Drawing a .png file", "trivet[images]") from error
    sheet, scale = _drawn(contents), 2
    image = Image.new("RGB", (scale * _WIDTH, scale * math.ceil(sheet.down + _MARGIN)), "#ffffff")
    pen = ImageDraw.Draw(image)
    for each in sheet.items:
        if isinstance(each, _Text):
            font = ImageFont.load_default(scale * each.size)
            anchor = "rs" if each.at_right else "ls"
            pen.text((scale * each.left, scale * each.base), each.text, each.colour, font, anchor)
        elif each.width * scale >= 1:
            corner = (scale * (each.left + each.width) - 1, scale * (each.top + each.height) - 1)
            pen.rectangle((scale * each.left, scale * each.top, *corner), each.colour)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(contents: Contents) -> _Sheet:
    sheet = _Sheet([])
    sheet.heading(contents.inspection.summary(), 18)
    _modules(sheet, contents.tree())
    _files(sheet, contents)
    _differences(sheet, contents)
    return sheet


def _modules(sheet: _Sheet, tree: Part) -> None:
    sheet.heading("Modules")
    for level, times, part in _rows(tree):
        nbytes = part.nbytes * times
        repeated = f"  x {part.count}" if part.count > 1 else ""
        name = f"{'      ' * level}{part.name}{repeated}"
        sheet.row(name, nbytes / max(1, tree.nbytes), human_size(nbytes), _COLOURS[level % len(_COLOURS)])


def _rows(tree: Part) -> list[tuple[int, int, Part]]:
    """(level, how many times, part), as many levels as there is room for, the largest first."""

    def down_to(depth: int, part: Part, level: int, times: int) -> Iterator[tuple[int, int, Part]]:
        for each in part.ordered("size"):
            yield level, times, each
            if level + 1 < depth:
                yield from down_to(depth, each, level + 1, times * each.count)

    rows: list[tuple[int, int, Part]] = []
    for depth, _ in enumerate(tree.levels(), 1):
        deeper = list(down_to(depth, tree, 0, 1))
        if rows and len(deeper) > _ROWS:
            break
        rows = deeper
    return rows[:_ROWS]


def _files(sheet: _Sheet, contents: Contents) -> None:
    report = contents.inspection
    names = [group.name for group in by_size(report.dtypes)]
    sheet.heading("Files" + ("" if len(report.shards) <= _FILES else f": the first {_FILES} of {len(report.shards):,}"))
    left = float(_MARGIN)
    for place, name in enumerate(names):
        sheet.items.append(_Box(left, sheet.down + 4, 12, 12, _COLOURS[place % len(_COLOURS)]))
        sheet.items.append(_Text(left + 18, sheet.down + 15, name, colour=_DIM))
        left += 34 + 9 * len(name)
    sheet.down += _LINE + 4
    held: dict[str, list[tuple[int, int]]] = {}
    for row in report.tensors:
        held.setdefault(row.file, []).append((names.index(row.dtype), row.nbytes))
    for group in report.shards[:_FILES]:
        sheet.items.append(
            _Text(_MARGIN, sheet.down + 12, f"{_shortened(group.name)}, {human_size(group.nbytes)}", colour=_DIM)
        )
        sheet.down += 18
        total, scale, start = max(1, group.nbytes), _WIDTH - 2 * _MARGIN, 0
        sheet.items.append(_Box(_MARGIN, sheet.down, scale, 20, _PALE))
        for dtype, nbytes in _boxes(held.get(group.name, ()), total // scale):
            box = (_MARGIN + start / total * scale, sheet.down, nbytes / total * scale - 0.25, 20)
            if box[2] > 0:
                sheet.items.append(_Box(*box, _COLOURS[dtype % len(_COLOURS)]))
            start += nbytes
        sheet.down += 30


def _boxes(rows: Iterable[tuple[int, int]], least: int) -> Iterator[tuple[int, int]]:
    """(dtype, bytes) of neighbours; those of one dtype that are too small to be seen alone are taken together."""
    last = None
    for dtype, nbytes in rows:
        if last is not None and last[0] == dtype and min(last[1], nbytes) < least:
            last = (dtype, last[1] + nbytes)
            continue
        if last is not None:
            yield last
        last = (dtype, nbytes)
    if last is not None:
        yield last


def _differences(sheet: _Sheet, contents: Contents) -> None:
    if contents.comparison is None:
        return
    layers = [(name, largest(below)) for name, below in by_layer(contents.comparison.differences)]
    sheet.heading("Largest difference of each layer" if layers else "No difference")
    most = max((size for _, size in layers if math.isfinite(size)), default=0.0)
    for name, size in layers[:_ROWS]:
        sheet.row(name, size / most if math.isfinite(size) and most else 1.0, f"{size:.3g}", _COLOURS[1])


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"


def _escaped(text: str) -> str:
    """Text for XML, which knows no control characters."""
    return escape("".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text))
