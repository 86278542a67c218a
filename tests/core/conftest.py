"""Fixtures of the core tests: hypothesis settings, and plugins that are not installed but made here."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from trivet import entry_points
from trivet.backends import registry as backends
from trivet.codecs import registry as codecs
from trivet.families import registry as families
from trivet.formats import registry as formats
from trivet.layout.registry import dialects

# No deadline: nothing here is a timed test. No database: a test run leaves no files behind.
settings.register_profile(
    "trivet",
    deadline=None,
    database=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("trivet")

_CACHES = (
    dialects,
    backends.backend_points,
    backends.backend,
    families.architecture_points,
    families.architecture,
    families.families,
    families._usable,
    codecs.codec_points,
    codecs.codecs,
    formats.format_points,
    formats.formats,
    formats.format_named,
)


def _forget() -> None:
    for cache in _CACHES:
        cache.cache_clear()


def _point(name: str, value: str, loaded: Any, dist: str) -> Any:
    def load() -> Any:
        if isinstance(loaded, Exception):
            raise loaded
        return loaded

    return SimpleNamespace(name=name, value=value, load=load, dist=SimpleNamespace(name=dist, version="1.0"))


@pytest.fixture
def provide(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """`provide(group, name, object)` adds an entry point; installed ones of that group are hidden.

    `provide("trivet.backends")` alone hides all installed backends.
    """
    made: dict[str, list[Any]] = {}
    installed = entry_points.entry_points

    def provide(
        group: str, name: str | None = None, loaded: Any = None, *, value: str = "made.here:it", dist: str = "a-package"
    ) -> None:
        made.setdefault(group, [])
        if name is not None:
            made[group].append(_point(name, value, loaded, dist))
        _forget()

    monkeypatch.setattr(entry_points, "entry_points", lambda *, group: made.get(group) or _installed(group))

    def _installed(group: str) -> Any:
        return () if group in made else installed(group=group)

    _forget()
    yield provide
    _forget()
