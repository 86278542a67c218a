"""The checksum is CRC-32C for any bytes in any number of runs, and its shortcut is sound arithmetic."""

import numpy as np
import pytest
from bundle_files import crc32c as bit_by_bit
from bundle_files import masked as masked_bit_by_bit
from hypothesis import given
from hypothesis import strategies as st

from trivet.formats import crc32c as module
from trivet.formats.crc32c import TERMS, crc32c, masked


@pytest.mark.parametrize(
    ("data", "crc"),
    [
        (b"", 0),
        (b"123456789", 0xE3069283),
        (b"\0" * 32, 0x8A9136AA),  # this and the next three: RFC 3720, B.4
        (b"\xff" * 32, 0x62A8AB43),
        (bytes(range(32)), 0x46DD794E),
        (bytes(range(31, -1, -1)), 0x113FDB5C),
    ],
)
def test_published_values(data: bytes, crc: int) -> None:
    assert crc32c([data]) == crc
    assert bit_by_bit(data) == crc


def test_the_four_terms_are_a_multiple_of_the_polynomial() -> None:
    message, polynomial = sum(1 << term for term in (*TERMS, 0)), 0x11EDC6F41
    while message.bit_length() >= polynomial.bit_length():
        message ^= polynomial << (message.bit_length() - polynomial.bit_length())
    assert message == 0


A, B, C = TERMS


@pytest.mark.parametrize(
    "length", [1, 2, 3, 4, 5, 31, 33, A - 1, A, A + 1, A + A - B, 2 * A + 1, 8 * A, 8 * A + 7, 50_021]
)
def test_lengths_around_every_turn(length: int) -> None:
    data = np.random.default_rng(length).integers(0, 256, length, np.uint8)
    assert crc32c([data]) == bit_by_bit(data.tobytes())


@given(runs=st.lists(st.binary(max_size=40), max_size=8))
def test_runs_are_one_message(runs: list[bytes]) -> None:
    assert crc32c(runs) == bit_by_bit(b"".join(runs))


@pytest.mark.parametrize("window", [64 * A + 20_001, 1 << 20])
def test_messages_longer_than_the_window(window: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = np.random.default_rng(0).integers(0, 256, 1_500_000, np.uint8)
    whole = crc32c([data])
    monkeypatch.setattr(module, "_WINDOW", window)
    assert crc32c([data]) == whole
    assert crc32c([data[:3], b"", data[3:70_000], data[70_000:]]) == whole


def test_long_messages_agree_with_the_definition() -> None:
    data = np.zeros(64 * A + 40_000, np.uint8)
    data[::997] = np.arange(data[::997].size) % 256
    crc = np.uint32(0xFFFFFFFF)
    table = [bit_by_bit_of_one(byte) for byte in range(256)]
    crc = 0xFFFFFFFF
    for byte in data.tobytes():
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
    assert crc32c([data]) == crc ^ 0xFFFFFFFF


def bit_by_bit_of_one(byte: int) -> int:
    for _ in range(8):
        byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
    return byte


def test_data_is_not_changed() -> None:
    data = np.arange(100_000, dtype=np.uint32).view(np.uint8)
    before = data.copy()
    data.flags.writeable = False
    crc32c([data])
    assert (data == before).all()


def test_masked_is_the_stored_form() -> None:
    for data in (b"", b"foo", b"123456789"):
        assert masked(crc32c([data])) == masked_bit_by_bit(data)
    assert masked(crc32c([b"foo"])) != crc32c([b"foo"])
