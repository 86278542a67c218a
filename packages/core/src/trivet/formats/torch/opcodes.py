"""What each pickle opcode does to the machine, for protocols 0 to 5. Opcodes that reach outside the pickle are refused.

The codes and their meaning: Python's `pickletools` (https://docs.python.org/3/library/pickletools.html).
"""

from __future__ import annotations

from collections.abc import Callable

from trivet.formats.torch import scalars
from trivet.formats.torch.machine import OBJECT_COST, Machine
from trivet.formats.torch.rebuild import set_item
from trivet.formats.torch.values import AttributeDict, Fault, Forbidden, Inert, describe

Handler = Callable[[Machine], None]

STOP = ord(".")
MAX_PROTOCOL = 5

HANDLERS: dict[int, Handler] = {}


def _opcode(*codes: bytes) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS.update((code[0], handler) for code in codes)
        return handler

    return register


def _pushing(read: Callable[[Machine], object]) -> Handler:
    """A handler that pushes a number, text, or a value that exists already."""

    def push(m: Machine) -> None:
        m.stack.append(read(m))

    return push


def _making(make: Callable[[Machine], object]) -> Handler:
    """A handler that pushes a new object, which is charged for."""

    def push(m: Machine) -> None:
        m.spend(OBJECT_COST)
        m.stack.append(make(m))

    return push


_SCALARS: dict[bytes, Callable[[Machine], object]] = {
    b"N": lambda m: None,  # NONE
    b"\x88": lambda m: True,  # NEWTRUE
    b"\x89": lambda m: False,  # NEWFALSE
    b")": lambda m: (),  # EMPTY_TUPLE
    b"I": scalars.int_or_bool,  # INT
    b"L": scalars.decimal,  # LONG
    b"J": lambda m: scalars.signed(m, 4),  # BININT
    b"K": Machine.byte,  # BININT1
    b"M": lambda m: m.number(2),  # BININT2
    b"\x8a": lambda m: scalars.signed(m, m.byte()),  # LONG1
    b"\x8b": lambda m: scalars.signed(m, m.number(4)),  # LONG4
    b"F": scalars.float_line,  # FLOAT
    b"G": scalars.binary_float,  # BINFLOAT
    b"S": scalars.quoted,  # STRING
    b"U": lambda m: scalars.python2_text(m.take(m.byte())),  # SHORT_BINSTRING
    b"T": lambda m: scalars.python2_text(m.take(m.number(4))),  # BINSTRING
    b"V": scalars.raw_unicode,  # UNICODE
    b"\x8c": lambda m: scalars.text(m.take(m.byte())),  # SHORT_BINUNICODE
    b"X": lambda m: scalars.text(m.take(m.number(4))),  # BINUNICODE
    b"\x8d": lambda m: scalars.text(m.take(m.number(8))),  # BINUNICODE8
    b"C": lambda m: m.take(m.byte()),  # SHORT_BINBYTES
    b"B": lambda m: m.take(m.number(4)),  # BINBYTES
    b"\x8e": lambda m: m.take(m.number(8)),  # BINBYTES8
    b"\x96": lambda m: m.take(m.number(8)),  # BYTEARRAY8
    b"g": lambda m: m.recall(scalars.decimal(m)),  # GET
    b"h": lambda m: m.recall(m.byte()),  # BINGET
    b"j": lambda m: m.recall(m.number(4)),  # LONG_BINGET
    b"2": Machine.top,  # DUP
}
_OBJECTS: dict[bytes, Callable[[Machine], object]] = {
    b"]": lambda m: [],  # EMPTY_LIST
    b"}": lambda m: {},  # EMPTY_DICT
    b"\x8f": lambda m: Inert("set"),  # EMPTY_SET
    b"l": Machine.pop_mark,  # LIST
    b"t": lambda m: tuple(m.pop_mark()),  # TUPLE
    b"\x85": lambda m: (m.pop(),),  # TUPLE1
    b"\x86": lambda m: (m.pop(), m.pop())[::-1],  # TUPLE2
    b"\x87": lambda m: (m.pop(), m.pop(), m.pop())[::-1],  # TUPLE3
    b"Q": lambda m: m.find_storage(m.pop()),  # BINPERSID
}
HANDLERS |= {code[0]: _pushing(read) for code, read in _SCALARS.items()}
HANDLERS |= {code[0]: _making(make) for code, make in _OBJECTS.items()}


@_opcode(b"\x80")
def _proto(m: Machine) -> None:
    protocol = m.byte()
    if protocol > MAX_PROTOCOL:
        raise Fault(f"protocol {protocol}; Python has up to {MAX_PROTOCOL}")


@_opcode(b"\x95")
def _frame(m: Machine) -> None:
    length = m.number(8)
    if length > m.end - m.at:
        raise Fault(f"a frame of {length} bytes, of which {m.end - m.at} are there")


@_opcode(b"(")
def _mark(m: Machine) -> None:
    m.mark()


@_opcode(b"0")
def _pop(m: Machine) -> None:
    """POP: the top of the stack, or the mark if that is on top (as in pickles of circular tuples)."""
    m.drop()


@_opcode(b"1")
def _pop_mark(m: Machine) -> None:
    m.pop_mark()


@_opcode(b"p")
def _put(m: Machine) -> None:
    m.memoise(scalars.decimal(m))


@_opcode(b"q")
def _binput(m: Machine) -> None:
    m.memoise(m.byte())


@_opcode(b"r")
def _long_binput(m: Machine) -> None:
    m.memoise(m.number(4))


@_opcode(b"\x94")
def _memoize(m: Machine) -> None:
    m.memoise(len(m.memo))


@_opcode(b"a")
def _append(m: Machine) -> None:
    item = m.pop()
    _list_on_top(m).append(item)


@_opcode(b"e")
def _appends(m: Machine) -> None:
    items = m.pop_mark()
    _list_on_top(m).extend(items)


@_opcode(b"s")
def _setitem(m: Machine) -> None:
    value, key = m.pop(), m.pop()
    _fill(_dict_on_top(m), [key, value])


@_opcode(b"u")
def _setitems(m: Machine) -> None:
    items = m.pop_mark()
    _fill(_dict_on_top(m), items)


@_opcode(b"d")
def _dict(m: Machine) -> None:
    result: dict[object, object] = {}
    m.spend(OBJECT_COST)
    _fill(result, m.pop_mark())
    m.stack.append(result)


@_opcode(b"\x90")
def _additems(m: Machine) -> None:
    m.pop_mark()
    if not isinstance(m.top(), Inert):
        raise Fault(f"it adds set items to a {describe(m.top())}")


@_opcode(b"\x91")
def _frozenset(m: Machine) -> None:
    m.pop_mark()
    m.spend(OBJECT_COST)
    m.stack.append(Inert("frozenset"))


def _list_on_top(m: Machine) -> list[object]:
    target = m.top()
    if not isinstance(target, list):
        raise Fault(f"it appends to a {describe(target)}")
    return target


def _dict_on_top(m: Machine) -> dict[object, object]:
    target = m.top()
    if not isinstance(target, dict):
        raise Fault(f"it sets items of a {describe(target)}")
    return target


def _fill(target: dict[object, object], items: list[object]) -> None:
    if len(items) % 2:
        raise Fault("a dict item without a value")
    for index in range(0, len(items), 2):
        set_item(target, items[index], items[index + 1])


@_opcode(b"c")
def _global(m: Machine) -> None:
    module, name = scalars.text(m.line()), scalars.text(m.line())
    m.push_global(module, name)


@_opcode(b"\x93")
def _stack_global(m: Machine) -> None:
    name, module = m.pop(), m.pop()
    if not isinstance(name, str) or not isinstance(module, str):
        raise Fault("a global whose name is not text")
    m.push_global(module, name)


@_opcode(b"R")
def _reduce(m: Machine) -> None:
    args = _arguments(m)
    m.spend(OBJECT_COST)
    m.stack.append(m.pop_global().reduce(args, m.spend))


@_opcode(b"\x81")
def _newobj(m: Machine) -> None:
    args = _arguments(m)
    m.spend(OBJECT_COST)
    m.stack.append(m.pop_global().new(args))


@_opcode(b"\x92")
def _newobj_ex(m: Machine) -> None:
    m.pop()  # the keyword arguments; no object on the list uses them
    _newobj(m)


def _arguments(m: Machine) -> tuple[object, ...]:
    args = m.pop()
    if not isinstance(args, tuple):
        raise Fault("it calls something with arguments that are not a tuple")
    return args


@_opcode(b"b")
def _build(m: Machine) -> None:
    """State of an object: an OrderedDict's attributes are described, an inert object's dropped, any other refused."""
    state, target = m.pop(), m.top()
    if isinstance(target, AttributeDict) and isinstance(state, dict):
        m.spend(len(state))
        target.attributes.update((key, describe(value)) for key, value in state.items() if isinstance(key, str))
    elif not isinstance(target, Inert):
        raise Fault(f"it sets the state of a {describe(target)}")


@_opcode(b"i")
def _inst(m: Machine) -> None:
    """INST: an object of one of Python 2's old-style classes."""
    module, name = scalars.text(m.line()), scalars.text(m.line())
    raise Forbidden(f"{module}.{name}")


@_opcode(b"o")
def _obj(m: Machine) -> None:
    """OBJ: the same, with the class on the stack."""
    raise Fault("an object of one of Python 2's old-style classes")


@_opcode(b"\x82", b"\x83", b"\x84")
def _extension(m: Machine) -> None:
    """EXT1, EXT2, EXT4: a number that the reading process would look up in its own registry."""
    raise Forbidden("copyreg extension")


@_opcode(b"P")
def _persistent_line(m: Machine) -> None:
    raise Fault("a persistent id of protocol 0, which torch itself cannot read")


@_opcode(b"\x97", b"\x98")
def _out_of_band(m: Machine) -> None:
    """NEXT_BUFFER, READONLY_BUFFER."""
    raise Fault("a buffer outside the pickle")
