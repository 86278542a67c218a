"""Interpreting one pickle: the loop over its opcodes, and how a malformed or hostile one is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from trivet.errors import CorruptFileError, UnsafePickleError
from trivet.formats.torch.foreign import guess_object
from trivet.formats.torch.machine import MAX_DEPTH, MAX_OPCODES, OPCODES_OF_A_STORAGE, Buffer, Machine
from trivet.formats.torch.opcodes import HANDLERS, STOP
from trivet.formats.torch.values import Fault, Forbidden


def interpret(
    data: Buffer,
    start: int,
    *,
    path: Path,
    origin: int = 0,
    find_storage: Callable[[object], object],
    storages: int = 0,
) -> tuple[object, int]:
    """The value that a pickle describes, and the first byte after it, counted in the buffer.

    Args:
        start: where the pickle starts in the buffer.
        origin: bytes from the start of the file to the start of the buffer, for messages.
        find_storage: gives the value for a persistent id; raises Fault for what is none.
        storages: how many there may be: each allows for so many opcodes and bytes more.

    Raises:
        CorruptFileError: the pickle is malformed or cut off; names the byte.
        UnsafePickleError: it asks for a global that is not on the list.
    """
    machine = Machine(data, start, origin, find_storage, storages)
    begin = start
    most = MAX_OPCODES + OPCODES_OF_A_STORAGE * storages
    try:
        for _ in range(most):
            begin = machine.at
            opcode = machine.byte()
            if opcode == STOP:
                value = machine.pop()
                _check_depth(value)
                return value, machine.at
            if opcode not in HANDLERS:
                raise Fault(f"{opcode:#04x} is no opcode")
            HANDLERS[opcode](machine)
        raise Fault(f"it goes on for more than {most} opcodes, more than a file of {storages} storages needs")
    except Fault as fault:
        reason = f"the pickle is malformed at byte {origin + begin} of the file: {fault}"
        raise CorruptFileError(path, reason) from None
    except Forbidden as forbidden:
        raise _refusal(path, forbidden.global_name, origin + begin) from None


def no_storage(persistent_id: object) -> object:
    """For pickles that may hold no tensors.

    Raises:
        Fault: always.
    """
    raise Fault("a storage where none can be")


def _refusal(path: Path, name: str, at: int) -> UnsafePickleError:
    shown = name if len(name) <= 200 else f"{name[:200]}…"
    guess = guess_object(name)
    reason = (
        f"the pickle asks for {shown!r} (byte {at} of the file), which is none of the names that a state dict is made "
        f"of{f'; {guess}' if guess else ''}. Nothing was imported or run, and there is no option to do so."
    )
    return UnsafePickleError(path, name, reason)


def _check_depth(root: object) -> None:
    """Level by level, each container once: deep, shared and circular values cost no more than they have items.

    Raises:
        Fault: containers nest too deep.
    """
    seen: set[int] = set()
    level = [root]
    for _ in range(MAX_DEPTH):
        below: list[object] = []
        for value in level:
            if isinstance(value, dict | list | tuple) and id(value) not in seen:
                seen.add(id(value))
                below.extend(value.values() if isinstance(value, dict) else value)
        if not below:
            return
        level = below
    raise Fault(f"it nests more than {MAX_DEPTH} deep")
