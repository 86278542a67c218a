"""Hostile pickles in the PyTorch container: refused with what they ask for and where, in bounded memory, never run."""

import contextlib
import struct
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
import torch_files as made

from trivet.errors import CorruptFileError, TrivetError, UnsafePickleError
from trivet.formats.torch import TorchFormat
from trivet.formats.torch.interpret import interpret, no_storage
from trivet.formats.torch.machine import MAX_DEPTH
from trivet.tensors import Catalog

FORMAT = TorchFormat()
SIXTEEN = bytes(range(16))


def opened(tmp_path: Path, value: object) -> Catalog:
    return FORMAT.open(made.zip_file(tmp_path / "x.bin", value, {"0": SIXTEEN}))


def refusal(tmp_path: Path, value: object) -> str:
    with pytest.raises(CorruptFileError) as caught:
        opened(tmp_path, value)
    return str(caught.value)


def run(pickle: bytes) -> object:
    return interpret(pickle, 0, path=Path("x"), find_storage=no_storage)[0]


def fault(pickle: bytes) -> str:
    with pytest.raises(CorruptFileError) as caught:
        run(pickle)
    return str(caught.value)


def test_opens_the_state_dict_that_the_hostile_ones_are_made_from(tmp_path: Path) -> None:
    assert opened(tmp_path, {"w": made.tensor()})["w"].shape == (4,)


ATTACKS = {
    "os.system": lambda command: made.call("os.system", command),
    "posix.system": lambda command: made.call("posix.system", command),
    "builtins.eval": lambda command: made.call("builtins.eval", f"__import__('os').system({command!r})"),
    "__builtin__.eval": lambda command: made.call("__builtin__.eval", f"__import__('os').system({command!r})"),
    "builtins.exec": lambda command: made.call("builtins.exec", "import os"),
    "builtins.getattr": lambda command: made.call("builtins.getattr", made.named("torch.Tensor"), "__class__"),
    "subprocess.Popen": lambda command: made.call("subprocess.Popen", command),
    "importlib.import_module": lambda command: made.call("importlib.import_module", "os"),
    "torch.hub.load": lambda command: made.call("torch.hub.load", "a", "b"),
    "torch.load": lambda command: made.call("torch.load", "x"),
    "torch.storage._load_from_bytes": lambda command: made.call("torch.storage._load_from_bytes", b""),
    "numpy.load": lambda command: made.call("numpy.load", "x"),
    "collections.OrderedDict.update": lambda command: made.Raw(
        b"\x8c\x0bcollections\x8c\x12OrderedDict.update\x93)R"  # STACK_GLOBAL, REDUCE
    ),
    "torch.nn.Linear": lambda command: made.Raw(made.named("torch.nn.Linear") + b")\x81}b"),  # NEWOBJ, BUILD
    "nt.system": lambda command: made.Raw(b"(X\x01\x00\x00\x00xint\nsystem\n"),  # INST
}


@pytest.mark.parametrize("name", ATTACKS)
@pytest.mark.parametrize("layout", ["zip", "legacy", "plain"])
def test_refuses_globals_off_the_list_by_name_and_runs_nothing(name: str, layout: str, tmp_path: Path) -> None:
    canary, path = tmp_path / "canary", tmp_path / "x.bin"
    attack = ATTACKS[name](f"touch {canary}")
    if layout == "zip":
        made.zip_file(path, {"w": made.tensor(), "x": attack}, {"0": SIXTEEN})
    elif layout == "legacy":
        made.legacy_file(path, {"w": made.tensor(legacy=True), "x": attack}, {"0": (4, SIXTEEN)})
    else:
        path.write_bytes(made.pickled(attack))
    with pytest.raises(UnsafePickleError) as caught:
        FORMAT.open(path)
    assert caught.value.global_name == name
    assert caught.value.path == path
    assert f"asks for {name!r} (byte " in str(caught.value)
    assert "Nothing was imported or run" in str(caught.value)
    assert not canary.exists()


def test_names_the_byte_in_the_file_at_which_the_global_is_asked_for(tmp_path: Path) -> None:
    path = made.zip_file(tmp_path / "x.bin", {"x": made.call("os.system", "true")})
    with pytest.raises(UnsafePickleError) as caught:
        FORMAT.open(path)
    assert f"(byte {path.read_bytes().index(b'cos')} of the file)" in str(caught.value)


def test_imports_neither_what_a_file_names_nor_a_framework(tmp_path: Path) -> None:
    (tmp_path / "a_module_of_the_attacker.py").write_text("open('imported', 'w').close()")
    made.zip_file(tmp_path / "bad.bin", {"x": made.call("a_module_of_the_attacker.f")})
    made.zip_file(tmp_path / "good.bin", {"w": made.tensor(), "n": made.call("argparse.Namespace")}, {"0": SIXTEEN})
    program = """
import sys
from pathlib import Path
from trivet.errors import UnsafePickleError
from trivet.formats.torch import TorchFormat
assert list(TorchFormat().open(Path("good.bin"))) == ["w"]
try:
    TorchFormat().open(Path("bad.bin"))
except UnsafePickleError:
    print(sorted({"torch", "a_module_of_the_attacker"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert not (tmp_path / "imported").exists()


@pytest.mark.parametrize("opcode", [b"\x82\x01", b"\x83\x01\x00", b"\x84\x01\x00\x00\x00"])
def test_refuses_the_extension_registry(opcode: bytes) -> None:
    with pytest.raises(UnsafePickleError, match="'copyreg extension'"):
        run(b"\x80\x02" + opcode + b".")


@pytest.mark.parametrize(
    ("pickle", "reason"),
    [
        (made.named("torch.Tensor") + b")R.", "it calls torch.Tensor, which is only known by name"),
        (made.named("torch.Tensor") + b")\x81.", "it creates an object of torch.Tensor, which is only known by name"),
        (b"K\x01)R.", "it calls something that is not a class or function"),
        (b"K\x01)\x81.", "it calls something that is not a class or function"),
        (made.named("collections.OrderedDict") + b"K\x01R.", "it calls something with arguments that are not a tuple"),
        (made.named("collections.OrderedDict") + b"K\x01K\x02\x86R.", "with arguments other than pairs"),
        (made.named("collections.OrderedDict") + b"]K\x01a\x85R.", "with arguments other than pairs"),
        (made.named("torch.Size") + b"K\x01\x85R.", "it calls torch.Size with something other than a tuple"),
        (made.named("torch._utils._rebuild_tensor") + b")R.", "it calls torch._utils._rebuild_tensor with 0 arguments"),
        (b"}}b.", "it sets the state of a dict of 0"),
        (b"]K\x01b.", "it sets the state of a list of 0"),
        (b"}K\x01a.", "it appends to a dict of 0"),
        (b"}(K\x01e.", "it appends to a dict of 0"),
        (b"]K\x01K\x02s.", "it sets items of a list of 0"),
        (b"](K\x01K\x02u.", "it sets items of a list of 0"),
        (b"](K\x01\x90.", "it adds set items to a list of 0"),
        (b"}(K\x01u.", "a dict item without a value"),
        (b"(o.", "an object of one of Python 2's old-style classes"),
        (b"Pstorage\n.", "a persistent id of protocol 0"),
        (b"K\x01Q.", "a storage where none is allowed"),
        (b"\x97.", "a buffer outside the pickle"),
        (b"\x98.", "a buffer outside the pickle"),
        (b"\xff.", "0xff is not an opcode"),
        (b"\x80\x06.", "protocol 6; Python has up to 5"),
        (b"\x95" + struct.pack("<Q", 2**60) + b"N.", f"a frame of {2**60} bytes, of which 2 are there"),
        (b"K\x01K\x02\x93.", "a global whose name is not text"),
        (b"X\x01\x00\x00\x00\xff.", "text that is not UTF-8"),
        (b"X\xff\xff\xff\xffabc.", "it needs bytes through 4294967300, and ends at 9"),
        (b"\x8e" + b"\xff" * 8 + b".", f"it needs bytes through {2**64 + 8}, and ends at 10"),
        (b"\x8b\xff\xff\xff\x7fabc.", "an integer of 2147483647 bytes"),
        (b"I12x\n.", "a line that is not an integer"),
        (b"L" + b"9" * 5000 + b"L\n.", "a line has no end within 4096 bytes"),
        (b"L" + b"9" * 500 + b"L\n.", "a line that is not an integer"),
        (b"Fx\n.", "a line that is not a number"),
        (b"Sx\n.", "a string without quotes"),
        (b"V\\u12\n.", "text with a broken escape"),
        (b"cbuiltins", "a line has no end within 8 bytes"),
        (b"c" + b"a" * 5000 + b"\nb\n.", "a line has no end within 4096 bytes"),
        (b"X\x88\x13\x00\x00" + b"a" * 5000 + b"X\x01\x00\x00\x00b\x93.", "a global whose name has more than 4096"),
        (b"h\x07.", "memo 7 was never set"),
        (b"g7\n.", "memo 7 was never set"),
        (b"q\x00.", "it takes more from the stack than lies there"),
        (b"0.", "it takes more from the stack than lies there"),
        (b".", "it takes more from the stack than lies there"),
        (b"K\x01(00.", "it takes more from the stack than lies there"),
        (b"K\x01(\x85.", "it takes more from the stack than lies there"),
        (b"t.", "it takes a mark that was not set"),
        (b"1.", "it takes a mark that was not set"),
        (b"N", "it needs bytes through 2, and ends at 1"),
        (b"", "it needs bytes through 1, and ends at 0"),
        (b"}(X\x01\x00\x00\x00aNX\x01\x00\x00\x00aNu.", "a dict has the key 'a' twice"),
    ],
)
def test_refuses_malformed_pickles_with_the_reason(pickle: bytes, reason: str) -> None:
    message = fault(pickle)
    assert message.startswith("x: the pickle is malformed at byte ")
    assert reason in message


def test_reads_the_well_formed_twins() -> None:
    assert run(b"\x80\x05\x95\x02\x00\x00\x00\x00\x00\x00\x00N.") is None
    assert run(b"K\x01(K\x0200.") == 1  # POP also takes a mark that lies on top
    assert run(b"(K\x01K\x02tK\x032\x86.") == (3, 3)
    assert run(b"(K\x01K\x021K\x03.") == 3
    assert run(b"(K\x01K\x02l.") == [1, 2]
    assert run(b"(K\x01K\x02d.") == {1: 2}
    assert run(b"J\xff\xff\xff\xffM\x01\x02\x86.") == (-1, 513)
    assert run(b"S'a\\n\\x41\\101\\\\'\np3\ng3\n\x86.") == ("a\nAA\\",) * 2
    assert run(b"\x8e\x02\0\0\0\0\0\0\0ab\x96\x01\0\0\0\0\0\0\0c\x86.") == (b"ab", b"c")


@pytest.mark.parametrize(
    "nested",
    [
        b"(" * 100_000 + b"t" * 100_000,
        b"]" * 100_000 + b"a" * 99_999,
        b")" + b"\x85" * 100_000,
        b"]q\x00" + b"]q\x010h\x00h\x01a0h\x01q\x000" * 100_000,
        b"}q\x00" + b"}q\x010h\x00K\x00h\x01s0h\x01q\x000" * 100_000,
    ],
    ids=["marks", "lists", "tuples", "lists-top-down", "dicts-top-down"],
)
def test_refuses_values_that_nest_100_000_deep(nested: bytes, tmp_path: Path) -> None:
    value = made.pickled({"w": made.tensor(), "deep": made.Raw(nested)})
    assert refusal(tmp_path, value).endswith(f"it nests more than {MAX_DEPTH} deep")


def test_keys_that_nest_deep_are_never_hashed(tmp_path: Path) -> None:
    key = b")" + b"\x85N0N0" * 300_000
    state = made.Raw(b"}(" + made.encode("w") + made.tensor() + key + b"Nu")
    assert list(opened(tmp_path, state)) == ["w"]


def test_integers_that_would_collide_in_a_dict_are_never_hashed(tmp_path: Path) -> None:
    items = b"".join(made.encode(index * (2**61 - 1)) + b"N" for index in range(1, 50_000))
    assert list(opened(tmp_path, {"w": made.tensor(), "x": made.Raw(b"}(" + items + b"u")})) == ["w"]


def test_refuses_circular_values_no_more_than_flat_ones(tmp_path: Path) -> None:
    circle = made.Raw(b"]q\x00h\x00a")
    assert list(opened(tmp_path, {"w": made.tensor(), "circle": circle})) == ["w"]


def test_lists_that_hold_each_other_twice_take_no_time(tmp_path: Path) -> None:
    laughs = b"]q\x00" + b"](h\x00h\x00eq\x00" * 200
    assert list(opened(tmp_path, {"w": made.tensor(), "laughs": made.Raw(laughs)})) == ["w"]


def test_wrappers_that_hold_each_other_take_no_time(tmp_path: Path) -> None:
    keys = b"".join(made.encode(key) + b"h\x00" for key in ("state_dict", "model_state_dict", "model", "module"))
    items = made.encode({f"n{index}": index for index in range(20_000)})
    with pytest.raises(TrivetError, match="holds a dict without any tensors"):
        opened(tmp_path, made.Raw(items + b"q\x00(" + keys + b"u"))


def test_wrappers_in_hundreds_of_wrappers_are_not_followed(tmp_path: Path) -> None:
    state: object = {"w": made.tensor()}
    for _ in range(MAX_DEPTH - 20):
        state = made.Raw(b"}" + made.encode("model") + made.encode(state) + b"s")
    with pytest.raises(TrivetError, match="holds a dict without any tensors"):
        opened(tmp_path, state)


def test_refuses_a_short_pickle_that_copies_a_long_list_again_and_again(tmp_path: Path) -> None:
    pairs = made.encode([[index, None] for index in range(5_000)])
    again = made.named("collections.OrderedDict") + b"h\x00\x85R0"
    message = refusal(tmp_path, made.pickled(made.Raw(pairs + b"q\x00" + again * 5_000)))
    assert "it creates far more objects than a pickle of its length can contain" in message


LENGTH = 200_000  # bytes
GREEDY = {
    "dicts": b"}",
    "lists": b"]",
    "sets": b"\x8f",
    "frozensets": b"(\x91",
    "memoised dicts": b"}\x94",
    "memo": b"\x94",
    "memo by number": b"r%b",
    "tuples": b")\x85",
    "pairs": b"NN\x86",
    "floats": b"G\x40\x40\x40\x40\x40\x40\x40\x40",
    "integers": b"J\x40\x40\x40\x40",
    "texts": b"\x8c\x02ab",
    "copies": b"2",
    "constants": b"N",
    "ordered dicts": b"h\x00)R",
    "namespaces": b"h\x01)\x81",
}


@pytest.mark.parametrize("name", GREEDY)
def test_memory_stays_within_a_multiple_of_the_pickle(name: str) -> None:
    known = made.named("collections.OrderedDict") + b"q\x000" + made.named("argparse.Namespace") + b"q\x010"
    unit = GREEDY[name]
    if b"%b" in unit:
        body = b"".join(unit % struct.pack("<I", index) for index in range(LENGTH // 5))
    else:
        body = unit * (LENGTH // len(unit))
    pickle = b"\x80\x04" + known + b"N" + body + b"N."
    tracemalloc.start()
    with contextlib.suppress(CorruptFileError):  # most make more objects than their length accounts for
        run(pickle)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50 * len(pickle) + 10_000_000


def test_refuses_a_pickle_that_is_longer_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trivet.formats.torch.machine.MAX_PICKLE", 100)
    assert run(b"N0" * 49 + b"N.") is None
    assert "it has no end within 100 bytes" in fault(b"N0" * 50 + b"N.")
