"""The `generation_config` of every framework's model, read and saved with the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.checkpoint.side_files import GENERATION_CONFIG_NAME, config_fields
from trivet.errors import InvalidConfigError
from trivet.text.generation.config import WRITERS, GenerationConfig
from trivet.text.generation.fields import DEFAULTS

if TYPE_CHECKING:
    from trivet.planning.opening import Checkpoint


class HoldsGenerationConfig:
    """A model's `generation_config`, from generation_config.json or else from config.json."""

    config: Any
    can_generate: Any
    _generation_config: GenerationConfig | None = None
    _unchanged: tuple[Mapping[str, Any], str] | None = None
    """Of a generation config that follows the model's config: its fields, and what that one said, when it was made."""

    @property
    def generation_config(self) -> Any:
        """How the model writes text by default, a `GenerationConfig`; None for a model that cannot, unless one is set.

        One that follows from the model's config follows that also when it is changed, until the generation config
        itself is changed. Another library's config can be set: its fields are taken over.
        """
        own = self._generation_config
        if self.can_generate() if own is None else self._is_outdated(own):
            self._follow(GenerationConfig.from_model_config(self.config))
        return self._generation_config

    @generation_config.setter
    def generation_config(self, value: Any) -> None:
        self._generation_config, self._unchanged = None if value is None else GenerationConfig.of(value), None

    def _follow(self, own: GenerationConfig) -> None:
        self._generation_config, self._unchanged = own, (own.to_dict(), _said(self.config))

    def _is_outdated(self, own: GenerationConfig) -> bool:
        """Whether the model's config has changed, and the generation config that follows from it has not."""
        if self._unchanged is None or _said(self.config) == self._unchanged[1]:
            return False
        return own.to_dict() == self._unchanged[0]

    def read_generation_config(self, checkpoint: Checkpoint, overrides: Mapping[str, Any] | None = None) -> None:
        """Read a checkpoint's generation_config.json, if there is one. Its values are checked when they are used.

        Args:
            overrides: keywords of `from_pretrained`; generation fields among them override the file.

        Raises:
            InvalidConfigError: it is not a JSON object, or a name cannot be a field.
        """
        data = checkpoint.side_files.get(GENERATION_CONFIG_NAME)
        if data is None or not self.can_generate():
            return
        path = checkpoint.folder / GENERATION_CONFIG_NAME
        wanted = {name: value for name, value in (overrides or {}).items() if name in DEFAULTS}
        try:
            own = GenerationConfig.unchecked({**config_fields(data, path), **wanted})
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__
        if own._from_model_config:
            self._follow(own)
        else:
            self.generation_config = own

    def generation_files(self) -> dict[str, bytes]:
        """The files to save beside the weights: name → bytes."""
        if not self.can_generate():
            return {}
        return {GENERATION_CONFIG_NAME: self.generation_config.to_json_string().encode()}

    def refuse_generation(self) -> None:
        """
        Raises:
            TypeError: the model cannot generate.
        """
        if not self.can_generate():
            raise TypeError(f"{type(self).__name__} cannot generate: it has no head that scores the next token")


def _said(config: Any) -> str:
    """What a model's config says of generation, in a form that can be compared: it is asked for in every call."""
    within = (vars(config).get(name) for name in WRITERS)
    parts = (vars(each) for each in (config, *within) if hasattr(each, "to_dict"))
    return repr([[part.get(name) for name in DEFAULTS] for part in parts])
