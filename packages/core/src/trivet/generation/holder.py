"""What every framework's model keeps of generation: its `generation_config`, read and saved with the weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trivet.generation.config import GENERATION_CONFIG_NAME, GenerationConfig


class HoldsGenerationConfig:
    """A model's `generation_config`: of generation_config.json, or else of config.json."""

    config: Any
    can_generate: Any
    _generation_config: GenerationConfig | None = None

    @property
    def generation_config(self) -> GenerationConfig:
        """How the model writes where a call does not say."""
        if self._generation_config is None:
            self._generation_config = GenerationConfig.from_model_config(self.config)
        return self._generation_config

    @generation_config.setter
    def generation_config(self, value: GenerationConfig) -> None:
        self._generation_config = value

    def read_generation_config(self, folder: Path) -> None:
        """Take a folder's generation_config.json, if there is one.

        Raises:
            InvalidConfigError: it is not a JSON object, or a field has a value that it cannot have.
        """
        if self.can_generate() and (folder / GENERATION_CONFIG_NAME).is_file():
            self._generation_config = GenerationConfig.from_pretrained(folder)

    def generation_files(self) -> dict[str, bytes]:
        """What is saved beside the weights."""
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
