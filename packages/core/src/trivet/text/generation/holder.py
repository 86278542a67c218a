"""The `generation_config` of every framework's model, read and saved with the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.checkpoint.side_files import GENERATION_CONFIG_NAME, config_fields
from trivet.errors import InvalidConfigError
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.fields import DEFAULTS

if TYPE_CHECKING:
    from trivet.planning.opening import Checkpoint


class HoldsGenerationConfig:
    """A model's `generation_config`, from generation_config.json or else from config.json."""

    config: Any
    can_generate: Any
    _generation_config: GenerationConfig | None = None

    @property
    def generation_config(self) -> Any:
        """How the model writes text by default, a `GenerationConfig`; None for a model that cannot, unless one is set.

        Another library's config can be set: its fields are taken over.
        """
        if self._generation_config is None and self.can_generate():
            self._generation_config = GenerationConfig.from_model_config(self.config)
        return self._generation_config

    @generation_config.setter
    def generation_config(self, value: Any) -> None:
        self._generation_config = None if value is None else GenerationConfig.of(value)

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
            self._generation_config = GenerationConfig.unchecked({**config_fields(data, path), **wanted})
        except InvalidConfigError as error:
            raise error.of_file(path) from error.__cause__

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
