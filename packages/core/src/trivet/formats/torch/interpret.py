"""Interprets one pickle: the loop over its opcodes, and the refusal of a malformed or hostile one."""

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
        find_storage: returns the value for a persistent id; raises Fault for an invalid one.
        storages: how many there may be: each allows for more opcodes and bytes.

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
                raise Fault(f"{opcode:#04x} is not an opcode")
            HANDLERS[opcode](machine)
        raise Fault(f"it has more than {most} opcodes, which is more than a file of {storages} storages needs")
    except Fault as fault:
        reason = f"the pickle is malformed at byte {origin + begin} of the file: {fault}"
        raise CorruptFileError(path, reason) from None
    except Forbidden as forbidden:
        raise _refusal(path, forbidden.global_name, origin + begin) from None


def no_storage(persistent_id: object) -> object:
    """Refuse a persistent id, in a pickle that must not hold tensors.

    Raises:
        Fault: always.
    """
    raise Fault("a storage where none is allowed")


def _refusal(path: Path, name: str, at: int) -> UnsafePickleError:
    shown = name if len(name) <= 200 else f"{name[:200]}…"
    guess = guess_object(name)
    reason = (
        f"the pickle asks for {shown!r} (byte {at} of the file), which no state dict needs"
        f"{f'; {guess}' if guess else ''}. Nothing was imported or run, and there is no option to do so."
    )
    return UnsafePickleError(path, name, reason)


def _check_depth(root: object) -> None:
    """Check the depth level by level, each container once, so that shared and circular values take linear time.

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
