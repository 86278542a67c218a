"""Programs of a search: the whole of it compiled as one, or its steps, for callers that follow them."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from flax import nnx

from trivet_flax.generation.decoding import Decoding, Inputs, hollow
from trivet_flax.generation.search import Ending, Search, Step
from trivet_flax.placement.explicit_mesh import on_mesh


class Reply(NamedTuple):
    """What who follows a search wants of it."""

    stopped: Any = None
    """Booleans [rows]: which texts stop; None: none."""
    length: int = 0
    """Tokens of the texts, where they stop all: fewer perhaps than there are."""
    allowed: Callable[[], Any] | None = None
    """Gives booleans [rows, vocab]: which tokens may come next. None: all."""


Follow = Callable[[Step, Callable[[], Any]], Reply]
"""Takes a step and a function that gives the texts so far [rows, capacity]."""

KEPT = 32
"""Programs that are kept: more prompts' shapes than one application has, and few enough to hold."""


class Program:
    """One search for arrays of one shape: as a whole, or by its steps."""

    def __init__(self, search: Search) -> None:
        self.search, self._traced = search, 0
        self.whole = jax.jit(self._counted(self._whole))
        self._start = jax.jit(self._counted(search.start))
        # The cache is written in place.
        self._advance = jax.jit(self._counted(self._advanced), donate_argnums=1)
        self._going, self._finish = jax.jit(self._counted(search.going)), jax.jit(self._counted(search.finish))

    def _counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function for `jax.jit`, on whatever mesh its arguments are, whose traces are counted.

        JAX's cache of compiled programs cannot be counted instead: a process has one, which drops the oldest.
        """
        function = on_mesh(function)

        def run(*args: Any) -> Any:
            self._traced += 1
            return function(*args)

        return run

    def _whole(self, params: Any, inputs: Inputs) -> Ending:
        search = self.search
        state, _ = search.start(params, inputs)
        state = jax.lax.while_loop(search.going, lambda state: search.advance(params, state)[0], state)
        return search.finish(state)

    def _advanced(self, params: Any, carry: Any, rest: Any) -> tuple[Any, Step]:
        return self.search.advance(params, rest._replace(carry=carry))

    def followed(self, params: Any, inputs: Inputs, follow: Follow) -> Ending:
        """Search step by step, each of them compiled."""
        state, step = self._start(params, inputs)
        while True:
            reply = follow(step, partial(self.search.texts, state))
            if reply.stopped is not None and np.all(reply.stopped):
                state = state._replace(length=jnp.asarray(reply.length, jnp.int32))
                break
            if reply.stopped is not None and hasattr(state, "open"):  # beams stop all together
                state = state._replace(open=jnp.asarray(np.asarray(state.open) & ~np.asarray(reply.stopped)))
            if not self._going(state):
                break
            if reply.allowed is not None:
                state = state._replace(prompted=state.prompted._replace(allowed=jnp.asarray(reply.allowed())))
            state, step = self._advance(params, state.carry, state._replace(carry=None))
        ending: Ending = self._finish(state)
        return ending

    def compilations(self) -> int:
        """How many programs were compiled so far, or became a part of a program that a caller compiled."""
        return self._traced


class Programs:
    """The programs of one module; the one that was not used for the longest time gives way to a new one."""

    def __init__(self, module: nnx.Module) -> None:
        self._of, self._hollow = weakref.ref(module), hollow(module)
        self._kept: OrderedDict[Hashable, Program] = OrderedDict()
        self._decodings: dict[Hashable, Decoding] = {}
        self._dropped = 0

    def are_of(self, module: nnx.Module) -> bool:
        """Whether they are that module's."""
        return self._of() is module

    def decoding(self, capacity: int, asked: Mapping[str, bool]) -> Decoding:
        """The module's steps; arguments as of `Decoding`."""
        key = (capacity, *asked.items())
        if key not in self._decodings:
            self._decodings[key] = Decoding(self._hollow, capacity, asked)
        return self._decodings[key]

    def get(self, key: Hashable, make: Callable[[], Search]) -> Program:
        """The program of a key; `make` gives its search if there is none yet."""
        if key not in self._kept:
            self._kept[key] = Program(make())
        self._kept.move_to_end(key)
        if len(self._kept) > KEPT:
            self._dropped += self._kept.popitem(last=False)[1].compilations()
        return self._kept[key]

    def compilations(self) -> int:
        """How many programs were compiled so far, those that are no longer kept among them."""
        return self._dropped + sum(each.compilations() for each in self._kept.values())
