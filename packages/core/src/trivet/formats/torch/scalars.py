"""Numbers and text in the spellings of the pickle opcodes, read from the machine's bytes.

The spellings: Python's `pickletools` (https://docs.python.org/3/library/pickletools.html).
"""

from __future__ import annotations

import codecs
import re
import struct

from trivet.formats.torch.machine import Machine
from trivet.formats.torch.values import Fault

MAX_LONG = 1024  # bytes of an integer; storage keys and counts have eight

# The text between the quotes of a string literal. There is no backtracking, so a long one takes linear time.
_LITERAL = re.compile(
    rb"(?:[^\\]++|\\(?:[\\'\"abfnrtv]|x[0-9a-fA-F]{2}|[0-3][0-7]{2}|[0-7]{1,2}(?![0-7])))*+", re.DOTALL
)


def text(raw: bytes) -> str:
    """Text as Python 3 pickles it. Lone surrogates are allowed here; names are checked where they are used.

    Raises:
        Fault: it is not UTF-8.
    """
    try:
        return str(raw, "utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise Fault("text that is not UTF-8") from None


def python2_text(raw: bytes) -> str | bytes:
    """Python 2's `str`: text if it is UTF-8, else bytes."""
    try:
        return str(raw, "utf-8")
    except UnicodeDecodeError:
        return raw


def signed(m: Machine, count: int) -> int:
    """A little-endian two's complement integer of `count` bytes.

    Raises:
        Fault: it is longer than any that a checkpoint needs.
    """
    if count > MAX_LONG:
        raise Fault(f"an integer of {count} bytes")
    return int.from_bytes(m.take(count), "little", signed=True)


def decimal(m: Machine) -> int:
    """A line of digits, followed by an `L` if Python 2 wrote it.

    Raises:
        Fault: the line is not an integer, or a very long one.
    """
    line = m.line()
    if not re.fullmatch(rb"[+-]?[0-9]{1,400}L?", line):
        raise Fault("a line that is not an integer")
    return int(line.rstrip(b"L"))


def int_or_bool(m: Machine) -> int:
    """A line of digits, where `00` and `01` stand for False and True."""
    flag = {b"00\n": False, b"01\n": True}.get(m.data[m.at : m.at + 3])
    if flag is None:
        return decimal(m)
    m.take(3)
    return flag


def float_line(m: Machine) -> float:
    """A line with a number.

    Raises:
        Fault: it is not a number.
    """
    try:
        return float(m.line())
    except ValueError:
        raise Fault("a line that is not a number") from None


def binary_float(m: Machine) -> float:
    """Eight bytes, big-endian."""
    value: float = struct.unpack(">d", m.take(8))[0]
    return value


def quoted(m: Machine) -> str | bytes:
    """A line with a string literal of Python 2.

    Raises:
        Fault: it has no quotes, or an escape that Python does not know.
    """
    line = m.line(m.end - m.at)
    if len(line) < 2 or line[:1] != line[-1:] or line[:1] not in (b"'", b'"'):
        raise Fault("a string without quotes")
    if not _LITERAL.fullmatch(line, 1, len(line) - 1):
        raise Fault("a string with a broken escape")
    raw: bytes = codecs.escape_decode(line[1:-1])[0]
    return python2_text(raw)


def raw_unicode(m: Machine) -> str:
    r"""A line of text with `\uXXXX` escapes.

    Raises:
        Fault: an escape is broken.
    """
    try:
        return str(m.line(m.end - m.at), "raw-unicode-escape")
    except UnicodeDecodeError:
        raise Fault("text with a broken escape") from None
