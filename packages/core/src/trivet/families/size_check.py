"""Limits of model sizes: the check by a config, which does not know its family, before a model is built."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points


def check_size(config: PretrainedConfig, model_class: type[Any] | None) -> None:
    """Check a config by its family's `check_size`, if a family is registered for it.

    Raises:
        InvalidConfigError: the model would have too many parameters; the message says how many.
    """
    if config.model_type in architecture_points():
        family = architecture(config.model_type)
        if isinstance(config, family.config_class):
            names = [] if model_class is None else [base.__name__ for base in model_class.__mro__]
            family.check_size(config, next(filter(family.head_named, names), None))
