"""What is asked of a config before a model of its family is built."""

from __future__ import annotations

from typing import Any

from trivet.families.config import PretrainedConfig
from trivet.families.names import bare_head
from trivet.families.registry import architecture, architecture_points


def check_config(config: PretrainedConfig, model_class: type[Any] | None = None) -> None:
    """Hold a config against what its family's models can honour: `validate`, and the size.

    Args:
        model_class: that is to be built; None asks what every head does.

    Raises:
        InvalidConfigError: naming the field and why, or how many parameters it would be.
    """
    config.validate()
    if config.model_type in architecture_points():
        family = architecture(config.model_type)
        if isinstance(config, family.config_class):
            names = [] if model_class is None else [base.__name__ for base in model_class.__mro__]
            family.check_size(config, next((name for name in names if bare_head(name) in family.heads), None))
