"""Random damage to real files, for fuzzing every reader in the same way."""

from hypothesis import strategies as st

_EDGES = [b"\0" * 8, b"\xff" * 8, b"\x7f" + b"\xff" * 7, b"\0" * 7 + b"\x80", b"\x01" + b"\0" * 7]


@st.composite
def damaged(draw: st.DrawFn, data: bytes, *, within: int | None = None) -> bytes:
    """The bytes with some set, flipped, copied over others, cut out, doubled or inserted, or the end missing.

    Args:
        within: damage the first so many bytes, where the header is; None damages any.
    """
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        limit = min(len(changed), within or len(changed))
        at = draw(st.integers(0, max(0, limit - 1)))
        length = draw(st.integers(1, 40))
        match draw(st.sampled_from(["set", "flip", "number", "copy", "cut", "double", "insert", "end"])):
            case "set":
                changed[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case "flip" if changed:
                changed[at] ^= 1 << draw(st.integers(0, 7))
            case "number":
                changed[at : at + 8] = draw(st.sampled_from(_EDGES) | st.integers(0, len(data)).map(_eight))
            case "copy":
                source = draw(st.integers(0, max(0, limit - 1)))
                changed[at : at + length] = changed[source : source + length]
            case "cut":
                del changed[at : at + length]
            case "double":
                changed[at:at] = changed[at : at + length]
            case "insert":
                changed[at:at] = draw(st.binary(max_size=12))
            case "end":
                del changed[max(0, len(changed) - length) :]
    return bytes(changed)


def _eight(number: int) -> bytes:
    return number.to_bytes(8, "little")
