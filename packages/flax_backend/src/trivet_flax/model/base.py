"""What the parts of `FlaxPreTrainedModel` rest on: a module with its config, and its parameters as a tree."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import linen, nnx
from flax.nnx.tracers import TraceState

from trivet.families.config import PretrainedConfig
from trivet.operations.shown_models import ShownModel
from trivet_flax.build.without_values import Build, bind, build_abstract, initialise, owned_slots, set_params
from trivet_flax.layers.remat import set_recomputing
from trivet_flax.layers.setup import shape_of
from trivet_flax.model.linen_modules import LinenModule, wrapped
from trivet_flax.model.linen_view import LinenView, Signature, view_of
from trivet_flax.model.overrides import drawn_by, initial_values, initialise_model, is_overridden
from trivet_flax.model.params import Params, flatten, nest
from trivet_flax.model.precision import cast_params


class FunctionalModule(ShownModel):
    """A module with its config, whose parameters are seen as nested dicts.

    Attributes:
        config: the configuration.
        nnx_module: the `nnx.Module`; holds the parameters and may be used alone.
        input_shape: [batch, length] of an example input; kept for callers, the parameters do not depend on it.
        dtype: of the computation; the parameters may have another.
    """

    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    module_class: ClassVar[type[Any] | None] = None
    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"
    framework: ClassVar[str] = "flax"
    _missing_keys: frozenset[tuple[str, ...]] = (
        frozenset()
    )  # paths that the checkpoint lacked: `init_weights` goes by it

    def __init__(
        self,
        config: PretrainedConfig,
        module: nnx.Module | linen.Module | None = None,
        input_shape: tuple[int, ...] = (1, 1),
        seed: int = 0,
        dtype: Any = jnp.float32,
        _do_init: bool = True,
        *,
        param_dtype: Any = jnp.float32,
        **module_arguments: Any,
    ) -> None:
        """
        Args:
            module: used as it is, with its values; one of `flax.linen` has none, and receives initial ones by a call
                with an example input. None builds one of `module_class`.
            input_shape: of the example input, integers.
            seed: of the initial values.
            dtype: of the computation.
            _do_init: False leaves the parameters without values: each call then needs `params`.
            param_dtype: of the initial values.
            module_arguments: further arguments of `module_class`.

        Raises:
            InvalidConfigError: the config asks for what the model cannot honour.
            TypeError: the config is no `PretrainedConfig`, the module none of Flax, or an argument unknown.
        """
        if not isinstance(config, PretrainedConfig):
            raise TypeError(f"config must be a PretrainedConfig, not {type(config).__name__}")
        config.check(type(self))
        self.config, self.input_shape, self.seed = config, input_shape, seed
        self.dtype, self.param_dtype = jnp.dtype(dtype), jnp.dtype(param_dtype)
        self._build: Build | None = None
        self._module_arguments: dict[str, Any] = {}
        self._linen: linen.Module | None = None
        self._view: linen.Module | None = None
        self._traced: nnx.Module | None = None
        self._home: Any = TraceState()  # type: ignore[no-untyped-call]
        self._module = self._create(module_arguments) if module is None else self._adopt(module, module_arguments)
        if getattr(config, "gradient_checkpointing", False):
            set_recomputing(self.nnx_module, True)
        if _do_init:
            initialise_model(self)

    def _create(self, arguments: Mapping[str, Any]) -> nnx.Module:
        if self.module_class is None:
            raise TypeError(f"{type(self).__name__} names no module_class: give a module")
        self._module_arguments = dict(arguments)
        self._build = self._build_for(self.config)
        return self._abstract(self.config)

    def _build_for(self, config: PretrainedConfig) -> Build:
        """A function that builds a module like this one, with another config."""
        module_class: Any = self.module_class
        if self._linen is not None:
            draw = partial(drawn_by, self) if is_overridden(self, "init_weights") else None
            return partial(wrapped, self._linen, self.input_shape, draw)
        if isinstance(module_class, type) and issubclass(module_class, linen.Module):
            own = module_class(config, dtype=self.dtype, **self._module_arguments)
            return partial(wrapped, own, self.input_shape)
        dtypes = {"dtype": self.dtype, "param_dtype": self.param_dtype}
        return partial(module_class, config, **dtypes, **self._module_arguments)

    def _abstract(self, config: PretrainedConfig) -> nnx.Module:
        """A module like this one, with another config and without values.

        Raises:
            ValueError: the module came from outside.
        """
        module_class = self.module_class if self._linen is None else type(self._linen)
        if self._build is None or module_class is None:
            raise ValueError("the module was handed in with its values: how it is made is not known")
        return build_abstract(self._build_for(config), module_class, self.seed)

    def _adopt(self, module: Any, arguments: Mapping[str, Any]) -> nnx.Module:
        if isinstance(module, LinenView):
            module = module.nnx_module
        if not isinstance(module, nnx.Module | linen.Module):
            kind = f"{type(module).__module__}.{type(module).__name__}"
            raise TypeError(f"module must be a flax.nnx.Module or a flax.linen.Module, not {kind}")
        if arguments:
            raise TypeError(f"unexpected argument(s) beside a module: {', '.join(arguments)}")
        if isinstance(module, nnx.Module):
            return module
        self._linen = module
        self._build = self._build_for(self.config)
        return self._abstract(self.config)

    @property
    def nnx_module(self) -> nnx.Module:
        """The `nnx.Module`. Within a `jax.jit` where `params` were assigned, a copy that holds those."""
        if self._home.is_valid():
            self._traced = None
        return self._module if self._traced is None else self._traced

    @nnx_module.setter
    def nnx_module(self, module: nnx.Module) -> None:
        self._module, self._traced = module, None

    @property
    def module(self) -> Any:
        """The module in linen's calling convention: `model.module.apply({"params": params}, input_ids)`.

        The linen module that the model was built of, or a `LinenView` of `nnx_module`: a part of linen modules that
        computes with the params that these are handed. Outside of them it stands for `nnx_module`. Assigning replaces
        `nnx_module`.

        Raises:
            TypeError: on assigning, it is no module of nnx, nor a view of one.
        """
        if self._linen is not None:
            return self._linen
        module = self.nnx_module
        if isinstance(module, LinenModule):
            return module.to_nnx__module
        if not isinstance(self._view, LinenView) or self._view.viewed.module is not module:
            initial = (
                None if self._build is None else partial(initial_values, self._build, self.module_class, self.seed)
            )
            owner = type(self).__name__
            self._view = view_of(module, Signature(owner, self.config, self._module_positions(), initial))
        return self._view

    @module.setter
    def module(self, module: Any) -> None:
        module = module.nnx_module if isinstance(module, LinenView) else module
        if not isinstance(module, nnx.Module):
            raise TypeError(f"module must be a flax.nnx.Module, not {type(module).__name__}")
        self.nnx_module, self._linen = module, None

    @classmethod
    def _module_positions(cls) -> Mapping[str, tuple[str, ...]]:
        """Method of the module → names of the arguments that it takes by position, as `Signature` has them."""
        return {}

    @property
    def params(self) -> Params:
        """The parameters as nested dicts in the Flax dialect. Assigning checks every leaf's name and shape.

        Within a function that JAX traces (`jax.jit`, `jax.pmap`, `jax.grad`) they can be assigned for the rest of it;
        afterwards the model has the values that it had before.

        Raises:
            ValueError: on reading, the model has no values (`_do_init=False`).
            CheckpointMismatchError: on assigning, a leaf is missing, unknown or of another shape.
        """
        self.require_values()
        return nest({name: slot.value for name, slot in owned_slots(self.nnx_module).items()})

    @params.setter
    def params(self, params: Mapping[Any, Any]) -> None:
        owner = f"{type(self).__name__}.params"
        if self._home.is_valid():
            set_params(self._module, params, owner)
        else:
            self._traced = bind(self._module, params, owner)

    @property
    def params_shape_tree(self) -> Params:
        """Shape and dtype of every parameter, nested like `params`."""
        slots = owned_slots(self.nnx_module).items()
        return nest({name: shape_of(slot.value.shape, slot.value.dtype) for name, slot in slots})

    @property
    def required_params(self) -> frozenset[tuple[str, ...]]:
        """Path of every parameter in `params`."""
        return frozenset(tuple(name.split(".")) for name in owned_slots(self.nnx_module))

    @property
    def key(self) -> jax.Array:
        """The key that the initial values are drawn from, for `init_weights`."""
        return jax.random.PRNGKey(self.seed)

    def __repr__(self) -> str:
        return f"<{self._in_a_line()}>"

    def _parameters_to_show(self) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
        for name, slot in owned_slots(self.nnx_module).items():
            dtype = slot.value.dtype
            yield name, str(dtype), tuple(slot.value.shape), math.prod(slot.value.shape) * dtype.itemsize

    def num_parameters(self, *, exclude_embeddings: bool = False) -> int:
        """How many numbers the parameters are, tied ones counted once; the model needs no values for it.

        Args:
            exclude_embeddings: whether those of embedding layers are left out.
        """
        slots = owned_slots(self.nnx_module).values()
        counted = (slot for slot in slots if not (exclude_embeddings and isinstance(slot.holder, nnx.Embed)))
        return sum(math.prod(slot.value.shape) for slot in counted)

    def to_bf16(self, params: Mapping[Any, Any], mask: Mapping[Any, Any] | None = None) -> Params:
        """Params with floating-point leaves as bfloat16; the model's own stay as they are.

        Args:
            mask: a tree like the params, of booleans: which leaves are meant. None: all.

        Raises:
            ValueError: a leaf of the mask is missing or unknown.
        """
        return cast_params(params, jnp.bfloat16, mask)

    def to_fp16(self, params: Mapping[Any, Any], mask: Mapping[Any, Any] | None = None) -> Params:
        """As `to_bf16`, as float16."""
        return cast_params(params, jnp.float16, mask)

    def to_fp32(self, params: Mapping[Any, Any], mask: Mapping[Any, Any] | None = None) -> Params:
        """As `to_bf16`, as float32."""
        return cast_params(params, jnp.float32, mask)

    def enable_gradient_checkpointing(self, enabled: bool = True) -> None:
        """Let each layer keep only its inputs, and compute the rest again on the way back: less memory, more time.

        Args:
            enabled: False turns it off.

        Raises:
            ValueError: the module has no stack of layers that can do so.
        """
        if not set_recomputing(self.nnx_module, enabled):
            raise ValueError(f"{type(self).__name__} has no stack of layers that can be computed again")

    def init_weights(
        self, rng: jax.Array, input_shape: tuple[int, ...] | None = None, params: Mapping[Any, Any] | None = None
    ) -> Params:
        """Initial values for every parameter that `params` does not hold, with those that it does.

        Args:
            rng: key of which they are drawn.
            input_shape: of an example input; the parameters do not depend on it.

        Raises:
            CheckpointMismatchError: a leaf of `params` is unknown or of another shape.
            ValueError: the module came from outside, so that only its own values are known.
        """
        fresh = self._abstract(self.config)
        leaves = dict(flatten(params or {}))
        values = {name: leaves.pop(name, slot.value) for name, slot in owned_slots(fresh).items()}
        set_params(fresh, nest({**values, **leaves}), f"{type(self).__name__}.init_weights")
        initialise(fresh, self._build, rng)
        return nest({name: slot.value for name, slot in owned_slots(fresh).items()})

    def require_values(self) -> None:
        """
        Raises:
            ValueError: some parameter has no value (`_do_init=False`).
        """
        absent = [name for name, slot in owned_slots(self.nnx_module).items() if slot.is_abstract]
        if absent:
            raise ValueError(
                f"{type(self).__name__} was made with _do_init=False and holds no values ({absent[0]}, …): give params "
                "with each call, or assign model.params = model.init_weights(rng, input_shape)"
            )

    def _take_params(self) -> Params:
        """The values that there are; the module is left without any."""
        slots = owned_slots(self.nnx_module)
        params = nest({name: slot.value for name, slot in slots.items() if not slot.is_abstract})
        for slot in slots.values():
            slot.variable.set_value(shape_of(slot.value.shape, slot.value.dtype))
        return params
