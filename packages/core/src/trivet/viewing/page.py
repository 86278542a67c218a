"""The page of a checkpoint: one file with its style, its script and its data, which asks no network for anything."""

from __future__ import annotations

import html
import json
from importlib.resources import files

from trivet.viewing.contents import Contents


def page(contents: Contents) -> bytes:
    """The page. Text from the checkpoint cannot leave the element that holds it as JSON."""
    data = json.dumps(contents.to_json(), allow_nan=False, separators=(",", ":"), ensure_ascii=True)
    room = files("trivet.viewing")
    parts = {
        "TITLE": html.escape(contents.inspection.path),
        "STYLE": (room / "page.css").read_text("utf-8"),
        "SCRIPT": (room / "page.js").read_text("utf-8"),
        "DATA": data.replace("<", "\\u003c"),
    }
    first, *rest = (room / "page.html").read_text("utf-8").split("{{")
    pieces = [first]
    for piece in rest:
        name, _, after = piece.partition("}}")
        pieces += [parts[name], after]
    return "".join(pieces).encode()
