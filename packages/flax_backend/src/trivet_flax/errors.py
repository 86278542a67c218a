"""Errors that only this backend can raise. Must not import JAX or Flax."""

from __future__ import annotations

from collections.abc import Sequence

from trivet.errors import TrivetError


class ShardingError(TrivetError, ValueError):
    """Parameters cannot be spread over a mesh as asked. Nothing was read.

    Attributes:
        problems: every one that was found.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems[:20])
        more = f"\n  … and {len(self.problems) - 20} more" if len(self.problems) > 20 else ""
        super().__init__(
            f"the parameters cannot be spread over the mesh as asked:{lines}{more}\nA rule is a regular expression "
            "over dotted names → PartitionSpec over that parameter's axes; PartitionSpec() holds it whole everywhere."
        )


class JointSaveError(TrivetError, RuntimeError):
    """The process that writes for all could not; what was there is as it was."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the first process could not save what all hold together: {reason}\nSee its own error there.")


class CompositionError(TrivetError, RuntimeError):
    """A pretrained module cannot take part in a linen module as it was asked to.

    Attributes:
        owner: name of the model's class.
    """

    def __init__(self, owner: str, reason: str) -> None:
        self.owner = owner
        super().__init__(f"{owner}.module: {reason}")
