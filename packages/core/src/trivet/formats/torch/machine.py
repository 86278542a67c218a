"""The pickle machine: input bytes, stack, marks and memo, and the limits. Knows no opcode and runs nothing.

Limits: each value on the stack is a copy of bytes of the pickle, or a small object that is charged to an allowance
which grows with the bytes read. So memory stays below fifty times the pickle's length (plus some megabytes), whatever
the pickle says. The number of opcodes is limited by the number of storages, so that time and memory stay small however
long the pickle is.
"""

from __future__ import annotations

from collections.abc import Callable

from trivet.formats.file_view import FileView
from trivet.formats.torch.names import find_global
from trivet.formats.torch.rebuild import Global
from trivet.formats.torch.values import Fault, Forbidden

MAX_PICKLE = 64_000_000  # bytes, at most
SPARE_PICKLE = 16_000_000  # bytes for what is saved beside the tensors
PICKLE_OF_A_STORAGE = 2000  # bytes; a tensor takes one to two hundred
MAX_OPCODES = 2_000_000  # for what is saved beside the tensors; each takes about a microsecond, and 100 bytes of memory
OPCODES_OF_A_STORAGE = 100  # a tensor takes about fifty
MAX_DEPTH = 500  # containers within containers; state dicts have less than ten
MAX_LINE = 4096  # bytes of a global's name or a number in the text protocols
OBJECT_COST = 2  # per container and memo entry; picklers write at least four bytes for one
ALLOWANCE = 100_000  # for small pickles of unusual shape

Buffer = bytes | FileView


def longest_pickle(storages: int) -> int:
    """The most bytes that the pickle of a file with this number of storages may have."""
    return min(MAX_PICKLE, SPARE_PICKLE + PICKLE_OF_A_STORAGE * storages)


class Machine:
    """The state of the interpreter for one pickle.

    Attributes:
        most: the most bytes that are read.
        data, at, end: the buffer, the next byte, and a byte that is certainly beyond the pickle.
        origin: bytes from the start of the file to the start of the buffer, for messages.
        stack, memo: as in Python's pickle machine.
        find_storage: returns the value for a persistent id.
    """

    def __init__(
        self, data: Buffer, start: int, origin: int, find_storage: Callable[[object], object], storages: int = 0
    ) -> None:
        self.most = longest_pickle(storages)
        self.data, self.at, self.end = data, start, min(len(data), start + self.most)
        self.origin, self.find_storage = origin, find_storage
        self.stack: list[object] = []
        self.memo: dict[int, object] = {}
        self._marks: list[int] = []
        self._floor = 0  # index on the stack of the last mark; nothing below may be taken
        self._debt = start - ALLOWANCE

    def byte(self) -> int:
        """The next byte.

        Raises:
            Fault: there is none.
        """
        at = self.at
        self.at = at + 1
        if at >= self.end:
            raise Fault(self._cut_off())
        return self.data[at]

    def take(self, count: int) -> bytes:
        """The next bytes.

        Raises:
            Fault: there are fewer.
        """
        begin = self.at
        self.at = end = begin + count
        if end > self.end:
            raise Fault(self._cut_off())
        return self.data[begin:end]

    def _cut_off(self) -> str:
        if self.end < len(self.data):
            return f"it has no end within {self.most} bytes, which is the limit"
        return f"it needs bytes through {self.origin + self.at}, and ends at {self.origin + self.end}"

    def number(self, count: int) -> int:
        """The next bytes as a little-endian unsigned integer."""
        return int.from_bytes(self.take(count), "little")

    def line(self, most: int = MAX_LINE) -> bytes:
        """The bytes up to the next newline, which is skipped.

        Raises:
            Fault: there is no newline within `most` bytes.
        """
        end = self.data.find(b"\n", self.at, min(self.end, self.at + most))
        if end < 0:
            raise Fault(f"a line has no end within {min(most, self.end - self.at)} bytes")
        text = self.data[self.at : end]
        self.at = end + 1
        return text

    def pop(self) -> object:
        """Take the top of the stack.

        Raises:
            Fault: nothing lies above the last mark.
        """
        if len(self.stack) <= self._floor:
            raise Fault("it takes more from the stack than lies there")
        return self.stack.pop()

    def drop(self) -> None:
        """Discard the top of the stack, or the last mark if nothing lies above it.

        Raises:
            Fault: there is neither.
        """
        if len(self.stack) == self._floor and self._marks:
            self.pop_mark()
        else:
            self.pop()

    def top(self) -> object:
        """Look at the top of the stack.

        Raises:
            Fault: nothing lies above the last mark.
        """
        if len(self.stack) <= self._floor:
            raise Fault("it takes more from the stack than lies there")
        return self.stack[-1]

    def mark(self) -> None:
        """Set a mark.

        Raises:
            Fault: too many are set already.
        """
        if len(self._marks) >= MAX_DEPTH:
            raise Fault(f"it nests more than {MAX_DEPTH} deep")
        self._marks.append(self._floor)
        self._floor = len(self.stack)

    def pop_mark(self) -> list[object]:
        """Take everything above the last mark, and the mark.

        Raises:
            Fault: no mark is set.
        """
        if not self._marks:
            raise Fault("it takes a mark that was not set")
        items = self.stack[self._floor :]
        del self.stack[self._floor :]
        self._floor = self._marks.pop()
        return items

    def spend(self, count: int) -> None:
        """Charge for objects that are created, or items that are copied.

        Raises:
            Fault: they are more than a pickle of this length can contain.
        """
        self._debt += count
        if self._debt > self.at:
            raise Fault("it creates far more objects than a pickle of its length can contain")

    def recall(self, index: int) -> object:
        """A value of the memo.

        Raises:
            Fault: there is none at that index.
        """
        if index not in self.memo:
            raise Fault(f"memo {index} was never set")
        return self.memo[index]

    def memoise(self, index: int) -> None:
        """Put the top of the stack into the memo.

        Raises:
            Fault: the stack is empty, or the memo too large.
        """
        self.spend(OBJECT_COST)
        self.memo[index] = self.top()

    def push_global(self, module: str, name: str) -> None:
        """Push the entry for a global.

        Raises:
            Forbidden: it is not on the list.
            Fault: its name is too long.
        """
        if len(module) + len(name) > MAX_LINE:
            raise Fault(f"a global whose name has more than {MAX_LINE} characters")
        entry = find_global(module, name)
        if entry is None:
            raise Forbidden(f"{module}.{name}")
        self.stack.append(entry)

    def pop_global(self) -> Global:
        """Take the top of the stack, in order to call it.

        Raises:
            Fault: it is not a global.
        """
        value = self.pop()
        if not isinstance(value, Global):
            raise Fault("it calls something that is not a class or function")
        return value
