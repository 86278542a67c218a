"""Broken files derived from valid ones, which every reader must refuse with a TrivetError, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator


def truncations(data: bytes, *, most: int = 40) -> Iterator[bytes]:
    """The file truncated at up to `most` offsets, including both ends."""
    places = sorted({0, 1, 7, 8, 9, len(data) - 1, *range(0, len(data), max(1, len(data) // most))})
    for place in places[: most + 6]:
        if 0 <= place < len(data):
            yield data[:place]


def mutations(data: bytes, *, count: int = 200, seed: int = 0, within: int | None = None) -> Iterator[bytes]:
    """Copies with a few bytes changed, doubled, removed or swapped.

    Args:
        within: change only this many bytes at the start (the header); None changes any.
    """
    chance = random.Random(seed)
    limit = min(len(data), within or len(data))
    for _ in range(count):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(limit)
            match chance.randrange(4):
                case 0:
                    broken[place] = chance.randrange(256)
                case 1:
                    broken[place:place] = broken[place : place + chance.randint(1, 9)]
                case 2:
                    del broken[place : place + chance.randint(1, 9)]
                case _:
                    other = chance.randrange(limit)
                    length = min(len(broken), limit) - 1
                    first, second = min(place, length), min(other, length)
                    broken[first], broken[second] = broken[second], broken[first]
            if not broken:
                break
            limit = min(limit, len(broken))
        yield bytes(broken)
