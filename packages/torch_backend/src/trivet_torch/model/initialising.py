"""Initial values and ties of new models, and models from a config alone."""

from __future__ import annotations

from functools import partial
from typing import Any, Self

import torch

from trivet.dtypes import parse_dtype
from trivet.families.config import PretrainedConfig
from trivet.planning.policy import DTypePolicy, one_dtype
from trivet_torch.build.without_values import gives_no_values
from trivet_torch.load.without_files import initialised
from trivet_torch.model.attention_choice import AttentionChoice
from trivet_torch.model.checkpointing import Checkpointing
from trivet_torch.model.pruning import Pruning
from trivet_torch.model.vocabulary import Vocabulary


class Initialising(Vocabulary, Pruning, Checkpointing, AttentionChoice):
    """The part of `PreTrainedModel` that gives initial values."""

    @classmethod
    def _from_config(
        cls,
        config: PretrainedConfig,
        *,
        dtype: torch.dtype | str | None = None,
        torch_dtype: torch.dtype | str | None = None,
        attn_implementation: str | None = None,
        **kwargs: Any,
    ) -> Self:
        """A model with initial values, in training mode.

        Args:
            dtype: of floating-point parameters; None is PyTorch's default dtype, which stays what it is.
            torch_dtype: another name of `dtype`.
            attn_implementation: as of `from_pretrained`.
            kwargs: arguments of the class.

        Raises:
            InvalidConfigError: the model cannot honour the config.
            UnknownDTypeError: the dtype is none.
            ValueError: `dtype` and `torch_dtype` disagree, or there is no such attention.
        """
        asked = one_dtype(dtype, torch_dtype)
        policy = DTypePolicy(parse_dtype(torch.get_default_dtype() if asked is None else asked))
        model = initialised(partial(cls, config, **kwargs), policy)
        if attn_implementation is not None:
            model.set_attn_implementation(attn_implementation)
        return model

    def post_init(self) -> None:
        """Prune what the config says, initialise and tie; the last line of each model's constructor.

        A config's `gradient_checkpointing`, as files of 2020 have it, is honoured where the class has layers that can.
        """
        self._prune_recorded()
        if gives_no_values():
            self.tie_weights()
        else:
            self.init_weights()
        if self.supports_gradient_checkpointing and getattr(self.config, "gradient_checkpointing", False):
            self.gradient_checkpointing_enable()

    def init_weights(self) -> None:
        """Give every parameter its initial value, and tie."""
        self.apply(self._init_weights)
        self.tie_weights()
