"""FlaxPreTrainedModel: the functional surface around an nnx module, and loading and saving. Knows no family."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
from jax.sharding import Mesh

import trivet_flax.model.outputs  # noqa: F401  makes outputs pytrees
from trivet.dtypes import parse_dtype
from trivet.families.config import PretrainedConfig
from trivet.planning.policy import KEEP_DTYPES, DTypePolicy
from trivet.publishing.mixin import PushToHubMixin
from trivet.transfer.options import load_options, refuse_unknown
from trivet.transfer.pretrained import fill, open_pretrained, save_pretrained
from trivet.transfer.saving import MAX_SHARD_SIZE
from trivet_flax.backend import BACKEND
from trivet_flax.build.without_values import bind
from trivet_flax.generation.mixin import FlaxGenerationMixin
from trivet_flax.load.shard_files import read_params
from trivet_flax.load.sharded_loading import sharded_load
from trivet_flax.load.tensors import resolve_dtypes
from trivet_flax.model.calling import run
from trivet_flax.model.linen_view import LinenView
from trivet_flax.model.overrides import initialise_model
from trivet_flax.model.params import Params
from trivet_flax.model.pruning import Pruning
from trivet_flax.model.vocabulary import Vocabulary
from trivet_flax.placement.sharding import Rules, Scheme

__all__ = ["FlaxPreTrainedModel", "LinenView"]


class FlaxPreTrainedModel(PushToHubMixin, FlaxGenerationMixin, Vocabulary, Pruning):
    """An nnx module with its configuration, called as a function of inputs and params.

    A subclass names its `module_class`, whose instances take `(config, *, dtype, param_dtype, rngs)` and, when called,
    the inputs, `output_attentions`, `output_hidden_states`, `deterministic` and `rngs`.

    Attributes:
        config: the configuration.
        nnx_module: the `nnx.Module`; holds the parameters and may be used alone.
        input_shape: [batch, length] of an example input; kept for callers, the parameters do not depend on it.
        dtype: of the computation; the parameters may have another.
    """

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
    def _from_config(cls, config: PretrainedConfig, **kwargs: Any) -> Any:
        """A model with initial values; arguments as of the class."""
        make: Any = cls
        return make(config, **kwargs)

    @classmethod
    def load_flax_sharded_weights(cls, shard_files: Sequence[str | os.PathLike[str]]) -> Params:
        """The params in the shards of one checkpoint of the Flax dialect, as they are; builds no model.

        Args:
            shard_files: msgpack or safetensors.

        Raises:
            TrivetError: a file cannot be read, or two have a tensor of the same name.
            UnsupportedDTypeError: a tensor has 64 bits and JAX is not set to hold such.
        """
        return read_params(shard_files)

    @classmethod
    def load_flax_weights(cls, resolved_archive_file: str | os.PathLike[str]) -> Params:
        """The params in one file; as `load_flax_sharded_weights`."""
        return read_params([resolved_archive_file])

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        dtype: Any = None,
        *model_args: Any,
        config: PretrainedConfig | str | os.PathLike[str] | None = None,
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
        mmap: bool | None = None,
        mesh: Mesh | None = None,
        sharding: Scheme | None = None,
        sharding_rules: Rules | None = None,
        _do_init: bool = True,
        **kwargs: Any,
    ) -> Any:
        """Load a checkpoint, of any framework, from a folder or file.

        Args:
            dtype: of the computation (`torch_dtype` is another name of it): float32 when None, the checkpoint's when
                `"auto"`. Parameters keep the dtype they are stored in.
            model_args: further arguments of the class.
            config: used instead of the checkpoint's: a config, or where to read one.
            param_dtype: dtype to give to all floating-point parameters.
            output_loading_info: also return the LoadReport.
            ignore_mismatched_sizes: keep initial values where shapes differ, instead of refusing.
            strict: True refuses missing and unexpected tensors, False neither; None refuses a broken base model.
            from_pt, from_tf, from_flax: say whose checkpoint it is; checked, never needed.
            use_safetensors: True takes nothing else, False takes none; None takes them first.
            prefer: name of a container (`h5`, `msgpack`, …) or framework whose weights are to be taken first.
            mmap: whether parameters may view the mapped file (True), or are read into memory (False); None maps all but
                what other programs rewrite in place: `.bin`, h5, msgpack and TensorFlow checkpoints in local folders.
            mesh: devices, of this process or of several, to spread the parameters over; each process reads only what
                its own devices hold.
            sharding: `"tp"` splits layers by their roles, `"fsdp"` each matrix along its longest axis that divides;
                None holds every parameter whole on every device.
            sharding_rules: regular expression over dotted names → `PartitionSpec`; the first that matches wins, and
                `sharding` says what becomes of the others.
            _do_init: False returns `(model, params)`, the model holding no values. Parameters that the checkpoint does
                not have are not in `params`: `model.init_weights(rng, input_shape, params)` adds them.
            kwargs: fields of `SourceOptions` and of the config to override, and arguments of the class.

        Returns:
            The model; `(model, params)` with `_do_init=False`; either with the report behind it, if requested.

        Raises:
            TrivetError: the checkpoint cannot be read, or does not fit; nothing was loaded.
            ShardingError: (a TrivetError) the parameters cannot be spread over the mesh as asked; nothing was read.
            TypeError: an argument is unknown.
            ValueError: `dtype` and `torch_dtype` differ.
        """
        options, keywords = load_options(
            kwargs,
            framework=BACKEND.name,
            variant=variant,
            use_safetensors=use_safetensors,
            prefer=prefer,
            from_pt=from_pt,
            from_tf=from_tf,
            from_flax=from_flax,
            subfolder=subfolder,
            mmap=mmap,
            strict=strict,
            ignore_mismatched_sizes=ignore_mismatched_sizes,
        )
        checkpoint, config, model_kwargs = open_pretrained(
            cls.config_class,
            pretrained_model_name_or_path,
            options,
            config=config,
            keywords=keywords,
            head=cls.__name__,
        )
        refuse_unknown(cls, model_kwargs, module_class=cls.module_class)
        computation, initial = resolve_dtypes(dtype, torch_dtype, param_dtype, checkpoint)
        make: Any = cls
        if initial != jnp.float32:  # the default; constructors of other authors need not know it
            model_kwargs["param_dtype"] = initial
        model: FlaxPreTrainedModel = make(config, *model_args, dtype=computation, _do_init=False, **model_kwargs)
        skeleton = BACKEND.skeleton(model)
        spread = sharded_load(skeleton, mesh, sharding, sharding_rules)
        report = fill(
            model,
            skeleton,
            checkpoint,
            BACKEND,
            options,
            policy=KEEP_DTYPES if param_dtype is None else DTypePolicy(parse_dtype(param_dtype)),
            placement=None if spread is None else spread.placement,
        )
        model._missing_keys = frozenset(tuple(name.split(".")) for name in report.missing)
        if _do_init:
            initialise_model(model)
        model.read_generation_config(checkpoint, keywords)
        report = report if spread is None else spread.finish(model, report)
        results: tuple[Any, ...] = (model,) if _do_init else (model, model._take_params())
        if output_loading_info:
            results = (*results, report)
        return results if len(results) > 1 else results[0]

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        params: Mapping[Any, Any] | None = None,
        push_to_hub: bool = False,
        max_shard_size: int | str = MAX_SHARD_SIZE,
        token: str | bool | None = None,
        safe_serialization: bool = True,
        *,
        dialect: str | None = None,
        container: str | None = None,
        keep_others: bool = False,
        **publishing: Any,
    ) -> list[Path]:
        """Write config.json and weights into a folder, as one step.

        Params that several processes hold together are saved by all of them together: every process has to call this,
        the first one writes and publishes.

        Args:
            params: saved instead of the model's own.
            push_to_hub: whether to publish what was written; `repo_id` is else the folder's name.
            max_shard_size: bytes, or a size such as "5GB".
            token: of the hub; only with `push_to_hub`.
            safe_serialization: whether to write safetensors; False writes `flax_model.msgpack`.
            dialect: `torch`, `tensorflow` or `flax` (the default): whose names and layouts to write.
            container: name of another container to write, such as `"orbax"`.
            keep_others: whether weights in other containers, and an adapter, that a load would choose before these
                stay in the folder; else they are removed in the same step.
            publishing: `repo_id` and the fields of `Publication`: how to publish.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            ConversionError: the container cannot hold that dialect (`flax_model.msgpack` and Orbax: only Flax's).
            UnknownContainerError: no container is called so.
            DestinationError: the folder cannot be written; it is as it was.
            CheckpointMismatchError: a leaf of `params` is missing, unknown or of another shape.
            ValueError: there are no values: neither `params` nor the model's own.
            JointSaveError: in other processes than the first, it could not write; there, what kept it.
        """
        model = self
        if params is not None:
            model = copy.copy(self)
            model.nnx_module = bind(self.nnx_module, params, f"{type(self).__name__}.save_pretrained(params=)")
        write = partial(
            save_pretrained,
            model,
            self.config,
            save_directory,
            BACKEND,
            dialect=dialect,
            container=container or ("safetensors" if safe_serialization else "msgpack"),
            keep_others=keep_others,
            max_shard_size=max_shard_size,
            extra_files=self.generation_files(),
            push_to_hub=push_to_hub,
            publishing=publishing if token is None else {**publishing, "token": token},
        )
        return BACKEND.save_together(BACKEND.tensors(model), lambda tensors: write(tensors=tensors))
