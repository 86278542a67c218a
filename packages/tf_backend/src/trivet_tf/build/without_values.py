"""Builds models whose variables get their values from a checkpoint, without data and without initial values."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

from trivet_tf.errors import ModelNotBuiltError
from trivet_tf.framework import keras, tf

Model = TypeVar("Model", bound=keras.Model)
Result = TypeVar("Result")


def build_filled(build: Callable[[], Model], fill: Callable[[Model], Result]) -> tuple[Model, Result]:
    """Build a model and fill it, without initial values of variables.

    Inside a `keras.StatelessScope` a new variable has a shape and an initialiser and no memory, and assigning to it
    only records the tensor. When the scope closes Keras creates the variables; those that were assigned take over the
    recorded tensor's memory, the others run their own initialisers. This works for layers of any author.

    Args:
        build: returns a built model.
        fill: assigns to variables. If it raises, nothing is initialised and the error propagates.
    """
    with keras.StatelessScope() as scope:
        model = build()
        try:
            result = fill(model)
        except BaseException:
            for variable in model.variables:
                # The scope creates the variables nevertheless: avoid the cost.
                variable._initializer = _nothing
            raise
        recorded = [(variable, scope.get_current_value(variable)) for variable in model.variables]
        filled = [(variable, value) for variable, value in recorded if value is not None]
        taken: set[int] = set()
        for variable, value in filled:
            # Keras has no public way to replace a pending initialiser.
            variable._initializer = partial(_give, value, id(variable), taken)
        scope.state_mapping.clear()
    for variable, value in filled:
        if id(variable) not in taken:  # it had a value before the scope opened
            variable._initializer = None
            variable.assign(value)
    return model, result


def _give(value: tf.Tensor, variable: int, taken: set[int], shape: Any, dtype: Any) -> tf.Tensor:
    """An initialiser that returns the loaded value, and records that it did."""
    taken.add(variable)
    return value


def _nothing(shape: Any, dtype: Any) -> tf.Tensor:
    """An initialiser that allocates nothing, for variables that will be discarded."""
    return tf.zeros((0,), dtype)


@contextmanager
def default_dtype(dtype: str | None) -> Iterator[None]:
    """Use this dtype for layers that are built inside without a dtype of their own. Keras stores it per thread."""
    if dtype is None:
        yield
        return
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(dtype)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def ensure_built(model: keras.layers.Layer) -> None:
    """Create all variables of one of trivet's models; any other model must already have them.

    A model of trivet's builds itself from its config. Layers that a subclass has added to one, and models that leave
    `build` to Keras, are built by tracing a call with `dummy_inputs`, without computing.

    Raises:
        ModelNotBuiltError: there are no variables, and no way to create them without data.
    """
    dummies = getattr(model, "dummy_inputs", None)
    if dummies is None:
        if not model.built:
            raise ModelNotBuiltError(model.name, "Call it on data, or call its build().")
        return
    if not model.built and builds_itself(model):
        model.build()
    if model.built and all(layer.built for layer in model._flatten_layers(include_self=False)):
        return
    dtypes = {name: keras.backend.standardize_dtype(each.dtype) for name, each in dummies.items()}
    symbolic = {name: keras.KerasTensor(tuple(each.shape), dtypes[name]) for name, each in dummies.items()}
    try:
        model(**symbolic)
    except Exception as error:
        advice = f"A call with its dummy_inputs ({', '.join(symbolic)}) failed: override them, or write a build()."
        raise ModelNotBuiltError(model.name, advice) from error


def builds_itself(model: keras.Model) -> bool:
    """Whether the author overrides `build`, so that it needs no input shape."""
    if type(model).build in (keras.layers.Layer.build, keras.Model.build):
        return False
    parameters = inspect.signature(model.build).parameters.values()
    return all(each.default is not each.empty for each in parameters)
