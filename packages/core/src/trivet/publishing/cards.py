"""Model cards: the README.md of a published checkpoint. Existing text is kept; only its metadata is extended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trivet.families.names import bare_head, class_prefix
from trivet.families.tasks import AUTO_CLASSES

CARD_NAME = "README.md"
_TAGS = {"torch": "pytorch", "tensorflow": "tf", "flax": "jax"}  # the Hub's names of the frameworks
_TITLES = {"torch": "PyTorch", "tensorflow": "TensorFlow / Keras", "flax": "JAX / Flax"}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """The facts about a published checkpoint that its card states.

    Attributes:
        repo_id: the repository.
        config: the fields of its config.json.
        frameworks: whose dialects are published.
        tags: further tags.
        base_model: the repository that the checkpoint is derived from.
        license: the license of that repository, which derived checkpoints inherit.
        library: the Hub's name of the library that loads it.
    """

    repo_id: str
    config: Mapping[str, Any]
    frameworks: Sequence[str] = ()
    tags: Sequence[str] = ()
    base_model: str | None = None
    license: str | None = None
    library: str = "trivet"


def card_text(facts: CardFacts, existing: str | None) -> str:
    """The card: a new one, or the existing one with its text unchanged and its metadata extended.

    Raises:
        ValueError: the existing card's metadata is not YAML.
    """
    from huggingface_hub import ModelCard, ModelCardData

    if existing is None:
        fresh = ModelCardData(library_name=facts.library)
        _extend(fresh, facts)
        return f"---\n{fresh.to_yaml()}\n---\n\n{_text(facts)}"
    import yaml  # type: ignore[import-untyped]

    try:
        card = ModelCard(existing)
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    data: Any = card.data
    before = data.to_dict()
    _extend(data, facts)
    return existing if data.to_dict() == before else str(card)


def _extend(data: Any, facts: CardFacts) -> None:
    """Add missing metadata; values that a person has set stay."""
    if data.get("library_name") is None:
        data["library_name"] = facts.library
    if facts.license is not None and data.get("license") is None:
        data["license"] = facts.license
    if facts.base_model is not None and data.get("base_model") is None:
        data["base_model"] = facts.base_model
    model_type = facts.config.get("model_type")
    wanted: Iterable[Any] = (model_type, *(_TAGS.get(each) for each in facts.frameworks), *facts.tags)
    tags = list(dict.fromkeys([*(data.get("tags") or ()), *(tag for tag in wanted if isinstance(tag, str))]))
    if tags:
        data["tags"] = tags


def _text(facts: CardFacts) -> str:
    name = facts.repo_id.rpartition("/")[2]
    model_type = facts.config.get("model_type", "pretrained")
    parts = [f"# {name}\n\nA {model_type} checkpoint, published with trivet.\n"]
    if facts.base_model is not None:
        parts.append(f"Made from [{facts.base_model}](https://huggingface.co/{facts.base_model}).\n")
    if facts.frameworks:
        parts.append("## Loading\n\nEach framework loads each of the others' files.\n")
    for framework in (each for each in facts.frameworks if each in _TITLES):
        auto = class_prefix(framework) + _class_of(facts.config)
        code = f'from trivet import {auto}\n\nmodel = {auto}.from_pretrained("{facts.repo_id}")'
        parts.append(f'{_TITLES[framework]} (`pip install "trivet[{framework}]"`):\n\n```python\n{code}\n```\n')
    return "\n".join(parts)


def _class_of(config: Mapping[str, Any]) -> str:
    """The bare name of the class that wrote the checkpoint; the general Auto class if the config does not name it."""
    named = config.get("architectures")
    first = named[0] if isinstance(named, list) and named and isinstance(named[0], str) else None
    return bare_head(first) if first is not None and first.isidentifier() else next(iter(AUTO_CLASSES))
