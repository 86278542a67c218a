"""What families say of routers, which choose experts for tokens."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple


class Balancing(NamedTuple):
    """The loss of mixtures of experts that is low if their tokens are spread evenly.

    It is `experts · Σ share · probability` (https://arxiv.org/abs/2101.03961, equations 4 to 6): over experts, the
    number of choices of each for a token and its mean probability, both over the tokens of all layers.

    Attributes:
        chosen: number of experts that a token has.
        weight: factor with which it is added to the loss.
    """

    chosen: int
    weight: float


class Routing:
    """What a family says of routers; by default that it has none.

    Attributes:
        routes: whether its models are mixtures of experts that can return their routers' outputs.
    """

    routes: ClassVar[bool] = False

    def balancing(self, config: Any) -> Balancing | None:
        """The loss that keeps routers from choosing few experts only, which heads that generate text add to theirs."""
        return None
