"""FlaxPreTrainedModel: the functional surface around an nnx module, and loading and saving. Knows no family."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import jax
import jax.numpy as jnp
from flax import nnx

import trivet_flax.outputs  # noqa: F401  makes outputs pytrees
from trivet.config import PretrainedConfig
from trivet.dtypes import parse_dtype
from trivet.pretrained import fill, open_pretrained, save_pretrained
from trivet.saving import MAX_SHARD_SIZE
from trivet_flax.backend import BACKEND
from trivet_flax.building import Build, bind, build_abstract, initialise, owned_slots, set_params
from trivet_flax.calling import run
from trivet_flax.layers.setup import shape_of
from trivet_flax.params import Params, flatten, nest
from trivet_flax.tensors import resolve_dtypes


class FlaxPreTrainedModel:
    """An nnx module with its configuration, called as a function of inputs and params.

    A subclass names its `module_class`, whose instances take `(config, *, dtype, param_dtype, rngs)` and, when called,
    the inputs, `output_attentions`, `output_hidden_states`, `deterministic` and `rngs`.

    Attributes:
        config: the configuration.
        module: the `nnx.Module`; holds the parameters and may be used alone.
        input_shape: [batch, length] of an example input; kept for callers, the parameters do not depend on it.
        dtype: of the computation; the parameters may have another.
    """

    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    module_class: ClassVar[type[Any] | None] = None
    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"
    framework: ClassVar[str] = "flax"

    def __init__(
        self,
        config: PretrainedConfig,
        module: nnx.Module | None = None,
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
            module: used as it is, with the values it has; None makes one of `module_class`.
            seed: of the initial values.
            dtype: of the computation.
            _do_init: False leaves the parameters without values: they are then given with each call.
            param_dtype: of the initial values.
            module_arguments: further arguments of `module_class`.

        Raises:
            InvalidConfigError: the config asks for what the model cannot honour.
            TypeError: the config is no `PretrainedConfig`, the module no `nnx.Module`, or an argument unknown.
        """
        if not isinstance(config, PretrainedConfig):
            raise TypeError(f"config must be a PretrainedConfig, not {type(config).__name__}")
        config.validate()
        self.config, self.input_shape, self.seed = config, input_shape, seed
        self.dtype, self.param_dtype = jnp.dtype(dtype), jnp.dtype(param_dtype)
        self._build: Build | None = None
        self.module = self._made(module_arguments) if module is None else self._taken(module, module_arguments)
        if _do_init:
            initialise(self.module, self._build, seed)

    def _made(self, arguments: Mapping[str, Any]) -> nnx.Module:
        if self.module_class is None:
            raise TypeError(f"{type(self).__name__} names no module_class: give a module")
        module_class: Any = self.module_class
        self._build = partial(module_class, self.config, dtype=self.dtype, param_dtype=self.param_dtype, **arguments)
        return build_abstract(self._build, module_class, self.seed)

    def _taken(self, module: nnx.Module, arguments: Mapping[str, Any]) -> nnx.Module:
        if not isinstance(module, nnx.Module):
            raise TypeError(f"module must be a flax.nnx.Module, not {type(module).__module__}.{type(module).__name__}")
        if arguments:
            raise TypeError(f"unexpected argument(s) beside a module: {', '.join(arguments)}")
        return module

    @property
    def params(self) -> Params:
        """The parameters as nested dicts in the Flax dialect. Assigning checks every leaf's name and shape.

        Raises:
            ValueError: on reading, the model has no values (`_do_init=False`).
            CheckpointMismatchError: on assigning, a leaf is missing, unknown or of another shape.
        """
        self.require_values()
        return nest({name: slot.value for name, slot in owned_slots(self.module).items()})

    @params.setter
    def params(self, params: Mapping[Any, Any]) -> None:
        set_params(self.module, params, f"{type(self).__name__}.params")

    @property
    def params_shape_tree(self) -> Params:
        """Shape and dtype of every parameter, nested like `params`."""
        found = owned_slots(self.module).items()
        return nest({name: shape_of(slot.value.shape, slot.value.dtype) for name, slot in found})

    @property
    def required_params(self) -> frozenset[tuple[str, ...]]:
        """Path of every parameter in `params`."""
        return frozenset(tuple(name.split(".")) for name in owned_slots(self.module))

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
        if self._build is None or self.module_class is None:
            raise ValueError("the module was handed in with its values: there is nothing to make initial ones with")
        fresh = build_abstract(self._build, self.module_class, self.seed)
        given = dict(flatten(params or {}))
        values = {name: given.pop(name, slot.value) for name, slot in owned_slots(fresh).items()}
        set_params(fresh, nest({**values, **given}), f"{type(self).__name__}.init_weights")
        initialise(fresh, self._build, rng)
        return nest({name: slot.value for name, slot in owned_slots(fresh).items()})

    def require_values(self) -> None:
        """
        Raises:
            ValueError: some parameter has no value (`_do_init=False`).
        """
        absent = [name for name, slot in owned_slots(self.module).items() if slot.is_abstract]
        if absent:
            raise ValueError(
                f"{type(self).__name__} was made with _do_init=False and holds no values ({absent[0]}, …): give params "
                "with each call, or assign model.params = model.init_weights(rng, input_shape)"
            )

    def __call__(
        self,
        *,
        params: Mapping[Any, Any] | None = None,
        dropout_rng: jax.Array | None = None,
        train: bool = False,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        **inputs: Any,
    ) -> Any:
        """Run the module on inputs; those that are None are left out. A pure function of inputs, params and key.

        Args:
            params: used in place of the model's own.
            dropout_rng, train: key for dropout, and whether it is on.
            output_attentions, output_hidden_states, return_dict: None takes what the config says.

        Raises:
            ValueError: `train` without `dropout_rng` although the model has dropout, or no params anywhere.
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
        """
        return run(
            self,
            "__call__",
            params=params,
            dropout_rng=dropout_rng,
            train=train,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            return_dict=return_dict,
            **inputs,
        )

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        config: PretrainedConfig | str | os.PathLike[str] | None = None,
        dtype: Any = None,
        torch_dtype: Any = None,
        param_dtype: Any = None,
        output_loading_info: bool = False,
        ignore_mismatched_sizes: bool = False,
        strict: bool | None = None,
        from_pt: bool = False,
        from_tf: bool = False,
        from_flax: bool = False,
        subfolder: str = "",
        variant: str | None = None,
        use_safetensors: bool | None = None,
        prefer: str | None = None,
        _do_init: bool = True,
        **kwargs: Any,
    ) -> Any:
        """Load a checkpoint, of any framework, from a folder or file.

        Args:
            model_args: further arguments of the class.
            config: used instead of the checkpoint's: a config, or where to read one.
            dtype: of the computation (`torch_dtype` is another name of it): float32 when None, the checkpoint's when
                `"auto"`. Parameters keep the dtype they are stored in.
            param_dtype: dtype to give to all floating-point parameters.
            output_loading_info: also return the LoadReport.
            ignore_mismatched_sizes: keep initial values where shapes differ, instead of refusing.
            strict: True refuses missing and unexpected tensors, False neither; None refuses a broken base model.
            from_pt, from_tf, from_flax: say whose checkpoint it is; checked, never needed.
            use_safetensors: True takes nothing else, False takes none; None takes them first.
            prefer: name of a container (`h5`, `msgpack`, …) or framework whose weights are to be taken first.
            _do_init: False returns `(model, params)`, the model holding no values. Parameters that the checkpoint does
                not have are not in `params`: `model.init_weights(rng, input_shape, params)` adds them.
            kwargs: fields of the config to override, and arguments of the class.

        Returns:
            The model; `(model, params)` with `_do_init=False`; either with the report behind it when asked for.

        Raises:
            TrivetError: the checkpoint cannot be read, or does not fit; nothing was loaded.
            TypeError: an argument is unknown.
            ValueError: `dtype` and `torch_dtype` differ.
        """
        checkpoint, found, rest = open_pretrained(
            cls.config_class,
            pretrained_model_name_or_path,
            config=config,
            subfolder=subfolder,
            variant=variant,
            use_safetensors=use_safetensors,
            prefer=prefer,
            framework=BACKEND.name,
            claims={"torch": from_pt, "tensorflow": from_tf, "flax": from_flax},
            overrides=kwargs,
        )
        computation, initial = resolve_dtypes(dtype, torch_dtype, param_dtype, checkpoint)
        make: Any = cls
        model: FlaxPreTrainedModel = make(
            found, *model_args, dtype=computation, param_dtype=initial, _do_init=False, **rest
        )
        report = fill(
            model,
            BACKEND.skeleton(model),
            checkpoint,
            BACKEND,
            dtype=None if param_dtype is None else parse_dtype(param_dtype),
            strict=strict,
            ignore_mismatched_sizes=ignore_mismatched_sizes,
        )
        if _do_init:
            initialise(model.module, model._build, model.seed)
        results: tuple[Any, ...] = (model,) if _do_init else (model, model._taken_params())
        if output_loading_info:
            results = (*results, report)
        return results if len(results) > 1 else results[0]

    def _taken_params(self) -> Params:
        """The values that there are; the module is left without any."""
        found = owned_slots(self.module)
        params = nest({name: slot.value for name, slot in found.items() if not slot.is_abstract})
        for slot in found.values():
            slot.variable.set_value(shape_of(slot.value.shape, slot.value.dtype))
        return params

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        params: Mapping[Any, Any] | None = None,
        *,
        dialect: str | None = None,
        max_shard_size: int | str = MAX_SHARD_SIZE,
        safe_serialization: bool = True,
    ) -> list[Path]:
        """Write config.json and weights into a folder, as one step.

        Args:
            params: saved instead of the model's own.
            dialect: `torch`, `tensorflow` or `flax` (the default): whose names and layouts to write.
            max_shard_size: bytes, or a size such as "5GB".
            safe_serialization: whether to write safetensors; False writes `flax_model.msgpack`.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            ConversionError: `flax_model.msgpack` was asked for in another dialect.
            DestinationError: the folder cannot be written; it is as it was.
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
            ValueError: there are no values: neither `params` nor the model's own.
        """
        model = self
        if params is not None:
            model = copy.copy(self)
            model.module = bind(self.module, params, f"{type(self).__name__}.save_pretrained(params=)")
        return save_pretrained(
            model,
            self.config,
            save_directory,
            BACKEND,
            dialect=dialect,
            container="safetensors" if safe_serialization else "msgpack",
            max_shard_size=max_shard_size,
        )
