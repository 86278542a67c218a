"""Which implementation of attention a model runs: PyTorch's fused kernels, or the product spelt out."""

from __future__ import annotations

from typing import Self

from trivet_torch.model.base import ConfiguredModule

_KNOWN = {"sdpa": True, "eager": False}


class AttentionChoice(ConfiguredModule):
    """The part of `PreTrainedModel` that chooses. Layers that have a choice have an attribute `fused`."""

    _before_switching: str | None = None

    @property
    def attn_implementation(self) -> str:
        """`sdpa` (fused wherever nothing forbids it) or `eager`."""
        chosen = (each.fused for each in self.modules() if hasattr(each, "fused"))
        return "sdpa" if next(chosen, True) else "eager"

    def set_attn_implementation(self, attn_implementation: str) -> None:
        """Choose. Results are the same but for rounding.

        Raises:
            ValueError: there is no such implementation here.
        """
        require_known(attn_implementation)
        for module in self.modules():
            if hasattr(module, "fused"):
                vars(module)["fused"] = _KNOWN[attn_implementation]

    def to_bettertransformer(self) -> Self:
        """Switch to PyTorch's fused attention; `reverse_bettertransformer` switches back. The same files are saved.

        Raises:
            RuntimeError: the model was switched already.
        """
        if self._before_switching is not None:
            raise RuntimeError("the model was switched already; reverse_bettertransformer() switches back")
        self._before_switching = self.attn_implementation
        self.set_attn_implementation("sdpa")
        return self

    def reverse_bettertransformer(self) -> Self:
        """Undo `to_bettertransformer`.

        Raises:
            RuntimeError: the model was not switched.
        """
        if self._before_switching is None:
            raise RuntimeError("the model was not switched with to_bettertransformer()")
        self.set_attn_implementation(self._before_switching)
        self._before_switching = None
        return self


def require_known(attn_implementation: str | None) -> None:
    """
    Raises:
        ValueError: there is no such implementation here.
    """
    if attn_implementation is not None and attn_implementation not in _KNOWN:
        raise ValueError(f"attn_implementation must be one of {', '.join(_KNOWN)}, not {attn_implementation!r}")
