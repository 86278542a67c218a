"""Entry points of the installed packages (`trivet.backends`, `trivet.formats`, `trivet.architectures`), not loaded."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points

from trivet.errors import DuplicateProviderError, PluginVersionError


def points(group: str) -> dict[str, EntryPoint]:
    """Entry points of a group by name.

    Raises:
        DuplicateProviderError: two distributions provide one name.
    """
    by_name: dict[str, EntryPoint] = {}
    for point in entry_points(group=group):
        other = by_name.setdefault(point.name, point)
        if other.value != point.value:
            providers = [f"{origin(each)} ({each.value})" for each in (other, point)]
            raise DuplicateProviderError(group, point.name, providers)
    return by_name


def origin(point: EntryPoint) -> str:
    """The distribution that provides an entry point."""
    return point.dist.name if point.dist is not None else "an unknown package"


def require_api(plugin: object, point: EntryPoint, group: str, version: int) -> None:
    """Hold the version that a plugin was written for (its `api_version`; 1 where it states none) against core's.

    Raises:
        PluginVersionError: they differ.
    """
    stated = getattr(plugin, "api_version", 1)
    if stated != version:
        raise PluginVersionError(group, point.name, origin(point), stated, version)
