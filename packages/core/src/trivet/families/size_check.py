"""How large a model of a family may be: what a config, which does not know its family, asks before one is built."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.registry import architecture, architecture_points


def check_size(config: PretrainedConfig, model_class: type[Any] | None) -> None:
    """Hold a config against its family's `check_size`, where a family is registered for it.

    Raises:
        InvalidConfigError: a model would have more parameters than any can; says how many.
    """
    if config.model_type in architecture_points():
        family = architecture(config.model_type)
        if isinstance(config, family.config_class):
            names = [] if model_class is None else [base.__name__ for base in model_class.__mro__]
            family.check_size(config, next(filter(family.head_named, names), None))
