"""What a backend must be, and what it may be beyond that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:
    from pathlib import Path

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
    """The `BACKEND_API_VERSION` that it was written for."""

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
        """The framework's tensor for host bytes: layout and cast done where that is cheapest, aliasing where it can."""
        ...

    def fetch(self, param: Any) -> Any:
        """A numpy array (aliasing where it can) of one parameter as it lies in the model, in its own layout."""
        ...

    def assign(self, model: Any, tensors: Mapping[str, Any]) -> None:
        """Set parameters by the skeleton's target names; ties are made again."""
        ...

    def tensors(self, model: Any) -> Mapping[str, Any]:
        """The live parameters by the skeleton's target names, for `fetch`."""
        ...


class Placing(Protocol):
    """How one load puts parameters onto devices."""

    def placement(self, param: ParamSpec) -> Any:
        """Where one goes, as the backend's `place` takes it."""
        ...

    def finish(self, model: Any, report: LoadReport) -> LoadReport:
        """Put what the checkpoint lacks there too, and add to the report what was read."""
        ...


@runtime_checkable
class PlacingBackend(Backend, Protocol):
    """A backend that can load any model of its framework onto several devices."""

    def placing(self, model: Any, skeleton: Skeleton, **options: Any) -> Placing | None:
        """How a load of a model goes about it; None where there is nothing to say.

        Args:
            options: as the backend's `from_pretrained` takes them; without any, as the model lies now.
        """
        ...


@runtime_checkable
class PlacesBackend(Backend, Protocol):
    """A backend whose framework writes files that tell tensors by their place in the model, not by their names."""

    def stored_names(self, model: Any, catalog: Catalog) -> Mapping[str, str]:
        """The skeleton's target name → stored name, for a catalog of such a file; empty for any other."""
        ...


@runtime_checkable
class JointBackend(Backend, Protocol):
    """A backend whose models may be held by several processes together."""

    def save_together(self, tensors: Mapping[str, Any], write: Callable[[Mapping[str, Any]], list[Path]]) -> list[Path]:
        """Let `write` have the live parameters, in one process only where several hold them together.

        Args:
            tensors: as `tensors` gave them; what `write` is given is for `fetch`, too.
        """
        ...
