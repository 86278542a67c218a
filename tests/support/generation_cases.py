"""The golden cases of generation, and their models as folders that any backend loads.

`tests/golden/generation.json` holds what 4.37.2 wrote; `generation_models.py` beside it says which models those are.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from checkpoints import write_packed
from generation_models import HEADS, SOURCED, config_fields, weight

from trivet.families.registry import architecture

FILE = Path(__file__).parents[1] / "golden" / "generation.json"
TOLERANCE = 1e-4
"""Of the scores of beams."""


@cache
def all_cases() -> tuple[dict[str, Any], ...]:
    """Every case: `family`, `model`, `search`, `options`, `ids`, `mask`, `tokens`, of beams `scores`, and of guidance
    perhaps `negative`.
    """
    return tuple(json.loads(FILE.read_text())["cases"])


def cases(family: str, search: str, count: int | None = None) -> list[dict[str, Any]]:
    """Cases of one family and search, all or so many that are spread over them."""
    found = [each for each in all_cases() if (each["family"], each["search"]) == (family, search)]
    return found if count is None else found[:: max(1, len(found) // count)][:count]


def folder(root: Path, family: str, model: int, *, draft: bool = False) -> Path:
    """A model's folder below `root`, written if it is not there: a configuration and weights as PyTorch names them.

    Args:
        draft: whether the model that drafts for it is meant.
    """
    path = root / f"{family}-{model}{'-draft' if draft else ''}"
    if not path.exists():
        described = architecture(family)
        config = described.config_class(**config_fields(family, model))
        config.save_pretrained(path)
        specs = described.parameters(config, HEADS[family])
        own = [spec for spec in specs if spec.tied is None]
        weights = {spec.name: weight(family, model, spec.name, spec.shape, draft=draft) for spec in own}
        write_packed(path / "model.safetensors", weights, {"format": "pt"})
    return path


def is_sourced(case: dict[str, Any]) -> bool:
    """Whether the case's model has an encoder."""
    return case["family"] in SOURCED
