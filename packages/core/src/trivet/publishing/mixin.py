"""`push_to_hub` of models, whose card states more than that of a config."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families.publishable import Publishable


class PushToHubMixin(Publishable):
    """Adds `push_to_hub` and `add_model_tags` to models.

    Attributes:
        model_tags: tags for the card of whatever is published.
    """

    _has_card: ClassVar[bool] = True
    model_tags: tuple[str, ...] = ()

    @classmethod
    def _default_auto_class(cls) -> str:
        from trivet.layout import DIALECTS

        names = {base.__name__ for base in cls.__mro__}
        marks = (dialect.class_prefix for dialect in DIALECTS.values())
        return next(f"{mark}AutoModel" for mark in marks if f"{mark}PreTrainedModel" in names)

    def add_model_tags(self, tags: list[str] | str) -> None:
        """Add tags for the cards of later publications."""
        new_tags = [tags] if isinstance(tags, str) else tags
        self.model_tags = tuple(dict.fromkeys([*self.model_tags, *new_tags]))

    def _publication(self, dialect: str | None, tags: tuple[str, ...], publishing: dict[str, Any]) -> dict[str, Any]:
        from trivet.backends.registry import backend_of

        framework, base = dialect or backend_of(self).name, base_repository(getattr(self, "config", None))
        return dict(tags=(*self.model_tags, *tags), frameworks=(framework,), base_model=base, **publishing)


def base_repository(config: Any) -> str | None:
    """The repository that a model with this config was loaded from; None for a local or new model."""
    from trivet.sources.forms import Repository, form_of

    name = getattr(config, "name_or_path", None)
    form = form_of(name) if name else None  # a new model has no name
    return form.id if isinstance(form, Repository) else None
