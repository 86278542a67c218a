"""The protocol of backends, and its optional extensions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from trivet.layout import ParamSpec
    from trivet.layout.host import HostTensor
    from trivet.planning.report import LoadReport
    from trivet.planning.skeleton import Skeleton
    from trivet.tensors import Catalog


BACKEND_API_VERSION = 1


@runtime_checkable
class Backend(Protocol):
    """One framework. The object behind the entry point must import without its framework being imported."""

    name: str
    """The framework, such as `torch`; also the name of its dialect."""
    api_version: int
    """The `BACKEND_API_VERSION` for which it was written."""

    @property
    def exports(self) -> Mapping[str, str]:
        """Public names that it adds to `trivet`: name → "module:attribute"."""
        ...

    def is_native(self, model: object) -> bool:
        """Whether the object is a model (or params) of this framework; must not import the framework."""
        ...

    def skeleton(self, model: Any) -> Skeleton:
        """The parameters of a live model, in canonical terms, read from the types of its layers."""
        ...

    def place(self, tensor: HostTensor, placement: Any) -> Any:
        """The framework's tensor for host bytes: layout and cast where that is cheapest, aliased if possible."""
        ...

    def fetch(self, param: Any) -> Any:
        """One parameter as a numpy array in the model's layout, aliasing its memory if possible."""
        ...

    def assign(self, model: Any, tensors: Mapping[str, Any]) -> None:
        """Set parameters by the skeleton's target names, and tie tied ones again."""
        ...

    def tensors(self, model: Any) -> Mapping[str, Any]:
        """The live parameters by the skeleton's target names, for `fetch`."""
        ...


class Placing(Protocol):
    """How one load puts parameters onto devices."""

    def placement(self, param: ParamSpec) -> Any:
        """Where a parameter goes, as for the backend's `place`."""
        ...

    def finish(self, model: Any, report: LoadReport) -> LoadReport:
        """Place parameters that the checkpoint lacks as well, and add to the report what was read."""
        ...


@runtime_checkable
class PlacingBackend(Backend, Protocol):
    """A backend that can load any model of its framework onto several devices."""

    def placing(self, model: Any, skeleton: Skeleton, **options: Any) -> Placing | None:
        """The placing of one load of a model; None for the backend's default.

        Args:
            options: as for the backend's `from_pretrained`; without any, parameters stay where they are.
        """
        ...


@runtime_checkable
class PlacesBackend(Backend, Protocol):
    """A backend whose framework writes files that identify tensors by their position in the model, not by name."""

    def stored_names(self, model: Any, catalog: Catalog) -> Mapping[str, str]:
        """The skeleton's target name → stored name, for a catalog of such a file; empty for any other."""
        ...


@runtime_checkable
class JointBackend(Backend, Protocol):
    """A backend whose models may be distributed over several processes."""

    def save_together(self, tensors: Mapping[str, Any], write: Callable[[Mapping[str, Any]], list[Path]]) -> list[Path]:
        """Call `write` with the live parameters; in one process only, if several hold them together.

        Args:
            tensors: as returned by `tensors`; what `write` receives is for `fetch` as well.
        """
        ...


@runtime_checkable
class SeedingBackend(Backend, Protocol):
    """A backend whose framework draws random numbers from a state of the process."""

    def seed(self, seed: int) -> None:
        """Set that state. Imports the framework."""
        ...


class Runner(Protocol):
    """One model as a function of numpy arrays, without gradients and dropout."""

    fixed_shapes: bool
    """Whether each shape of inputs is a program of its own, so that callers use few shapes."""

    def __call__(
        self,
        inputs: Mapping[str, np.ndarray[Any, Any]],
        weights: np.ndarray[Any, Any] | None = None,
        counted: np.ndarray[Any, Any] | None = None,
    ) -> np.ndarray[Any, Any]:
        """One output of the model, or sums and a maximum over its tokens, float32.

        Args:
            inputs: those of the model, by name.
            weights: float32 [batch, sums, tokens], the weights of the tokens in each sum; None returns the output.
            counted: booleans [batch, tokens], over which the maximum is taken; None if it is not needed. Only with
                weights.

        Returns:
            The output; with weights [batch, sums, width], and with `counted` the maximum as one row more.
        """
        ...


@runtime_checkable
class RunningBackend(Backend, Protocol):
    """A backend that runs models on numpy arrays, so that core can batch, pool and rank."""

    def runner(self, model: Any, output: str) -> Runner:
        """The model as a function.

        Args:
            output: name of the output to read, such as `last_hidden_state` or `logits`.
        """
        ...
