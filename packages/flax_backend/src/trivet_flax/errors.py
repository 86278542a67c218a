"""Errors of this backend only. Must not import JAX or Flax."""

from __future__ import annotations

from collections.abc import Sequence

from trivet.errors import TrivetError


class ShardingError(TrivetError, ValueError):
    """Parameters cannot be sharded over a mesh as requested. Nothing was read.

    Attributes:
        problems: all problems.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems[:20])
        more = f"\n  … and {len(self.problems) - 20} more" if len(self.problems) > 20 else ""
        super().__init__(
            f"the parameters cannot be sharded over the mesh in this way:{lines}{more}\nA rule is a regular expression "
            "over dotted names → PartitionSpec over that parameter's axes; PartitionSpec() replicates it everywhere."
        )


class JointSaveError(TrivetError, RuntimeError):
    """The process that writes for all failed; existing files are unchanged."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the first process could not save the shared arrays: {reason}\nSee its own error there.")


class CompositionError(TrivetError, RuntimeError):
    """A pretrained module cannot be used in a linen module in this way.

    Attributes:
        owner: name of the model's class.
    """

    def __init__(self, owner: str, reason: str) -> None:
        self.owner = owner
        super().__init__(f"{owner}.module: {reason}")
