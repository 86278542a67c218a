"""TFPreTrainedModel: what every Keras model of trivet has, above all `from_pretrained` and `save_pretrained`."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from trivet.dtypes import DType, parse_dtype
from trivet.families.config import PretrainedConfig
from trivet.families.outputs import ModelOutput
from trivet.planning.ignored_keys import unmentioned
from trivet.planning.opening import Checkpoint
from trivet.planning.policy import DTypePolicy, one_dtype
from trivet.planning.report import LoadReport
from trivet.transfer.options import LoadOptions, load_options, refuse_unknown
from trivet.transfer.pretrained import fill, open_pretrained, save_pretrained
from trivet.transfer.saving import MAX_SHARD_SIZE
from trivet_tf.backend import BACKEND
from trivet_tf.build.without_values import build_filled, builds_itself, default_dtype, ensure_built
from trivet_tf.extras.predicting import Predicting
from trivet_tf.extras.serving import Serving, write_saved_model
from trivet_tf.extras.training import Training
from trivet_tf.extras.training_card import PublishedWithCard
from trivet_tf.extras.training_state import Resumable
from trivet_tf.framework import keras, tf
from trivet_tf.generation.mixin import TFGenerationMixin
from trivet_tf.load.precision import policy_of
from trivet_tf.load.skeleton import Rename, tensors, with_torch_names
from trivet_tf.model.calling import TakesFlags
from trivet_tf.model.module_utils import ModuleUtils
from trivet_tf.model.pruning import Pruning
from trivet_tf.model.tracked import TrackedModel
from trivet_tf.model.vocabulary import Vocabulary
from trivet_tf.model.weight_files import WeightFiles

logger = logging.getLogger(__name__)

Output = TypeVar("Output", bound=ModelOutput[Any])


class _BuiltOnceConstructed(type(keras.Model)):  # type: ignore[misc]
    """Builds a model after the last constructor has run, so that a subclass may add layers after its parent's."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        model = super().__call__(*args, **kwargs)
        if not model.built and builds_itself(model):
            model.build()
        return model


class TFPreTrainedModel(
    PublishedWithCard,
    TFGenerationMixin,
    Vocabulary,
    Pruning,
    Training,
    Predicting,
    Resumable,
    WeightFiles,
    Serving,
    TakesFlags,
    ModuleUtils,
    TrackedModel,
    keras.Model,
    metaclass=_BuiltOnceConstructed,
):
    """Base of models with a config, that load from checkpoints and save to them. Otherwise an ordinary `keras.Model`.

    A class of one's own sets `config_class` and takes a config as its first argument; nothing needs to be registered.
    If its `build` needs no input shape, the model has its variables once it is constructed; otherwise Keras creates
    them on the first call, and loading by tracing a call with `dummy_inputs`.

    Attributes:
        config_class: the class of `config`.
        base_model_prefix: name of the layer that holds the base model.
        main_input_name: name of the first argument of `call`.
        _keys_to_ignore_on_load_missing, _keys_to_ignore_on_load_unexpected: patterns of names that the report of a load
            does not mention as such, and that a strict load lets pass.
    """

    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"
    _keys_to_ignore_on_load_missing: ClassVar[Sequence[str] | None] = None
    _keys_to_ignore_on_load_unexpected: ClassVar[Sequence[str] | None] = None

    config: PretrainedConfig

    def __init__(
        self, config: PretrainedConfig, *, name: str | None = None, dtype: Any = None, trainable: bool = True
    ) -> None:
        """
        Args:
            name, dtype, trainable: as for any Keras layer.

        Raises:
            TypeError: `config` is no config.
            InvalidConfigError: the model cannot honour it.
        """
        if not isinstance(config, PretrainedConfig):
            raise TypeError(f"{type(self).__name__} takes a PretrainedConfig, not {type(config).__name__}")
        config.check(type(self))
        super().__init__(name=name, dtype=dtype, trainable=trainable)
        self.config = config
        if getattr(config, "gradient_checkpointing", False):
            logger.warning("gradient_checkpointing of the config is ignored: TensorFlow models do not have it")

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        output_loading_info: Literal[True],
        **kwargs: Any,
    ) -> tuple[Self, LoadReport]: ...

    @overload
    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        output_loading_info: Literal[False] = ...,
        **kwargs: Any,
    ) -> Self: ...

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *model_args: Any,
        config: PretrainedConfig | str | os.PathLike[str] | None = None,
        dtype: tf.DType | str | None = None,
        torch_dtype: tf.DType | str | None = None,
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
        tf_to_pt_weight_rename: Rename | None = None,
        **kwargs: Any,
    ) -> Self | tuple[Self, LoadReport]:
        """Load a model. Variables share a mapped file's memory wherever dtype, layout and alignment match.

        Args:
            pretrained_model_name_or_path: a folder, a weights file or a shard index, in any container and any
                framework's dialect.
            model_args: further arguments of the class.
            config: a config, or where to read one; None reads the one beside the weights.
            dtype: of floating-point variables: a dtype, `"auto"` (the config's, else the checkpoint's own), or None
                for that of Keras's global policy (float32 unless it was changed).
            torch_dtype: another name of `dtype`.
            output_loading_info: whether to return the report with the model.
            ignore_mismatched_sizes: whether parameters of another shape than stored keep their initial values.
            strict: True refuses any missing or unexpected tensor, False neither; None only a broken checkpoint.
            from_pt, from_tf, from_flax: refuse a checkpoint that is not that framework's; never needed.
            subfolder: folder within the source that holds the weights.
            variant: weights named `model.<variant>.safetensors`.
            use_safetensors: True takes nothing else, False takes none; None takes them first.
            prefer: name of a container (`h5`, `msgpack`, …) or framework whose weights are to be taken first.
            mmap: whether parameters may view the mapped file (True), or are read into memory (False); None maps all but
                what other programs rewrite in place: `.bin`, h5, msgpack and TensorFlow checkpoints in local folders.
            tf_to_pt_weight_rename: name of a weight as PyTorch files would have it → the names that they have instead,
                the first that is there counts; None asks the class, where it has a method of that name.
            kwargs: fields of `SourceOptions`, and of the config to replace (if `config` is no object); else arguments.

        Raises:
            TrivetError: something about the checkpoint is wrong; the error says what, and nothing was loaded.
            TypeError: the class has no such argument.
            ValueError: `dtype` and `torch_dtype` disagree.
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
        refuse_unknown(cls, model_kwargs)
        policy = policy_of(one_dtype(dtype, torch_dtype), config, checkpoint)

        def build() -> Any:
            with default_dtype(policy):
                model = cls(config, *model_args, **model_kwargs)
                ensure_built(model)
            return model

        fill_it = partial(_fill, checkpoint=checkpoint, options=options, rename=tf_to_pt_weight_rename)
        model, report = build_filled(build, fill_it)
        model.read_generation_config(checkpoint, keywords)
        ignored = cls._keys_to_ignore_on_load_missing, cls._keys_to_ignore_on_load_unexpected
        return (model, unmentioned(report, *ignored)) if output_loading_info else model

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        saved_model: bool = False,
        version: int = 1,
        push_to_hub: bool = False,
        signatures: Any = None,
        max_shard_size: int | str = MAX_SHARD_SIZE,
        create_pr: bool = False,
        safe_serialization: bool = True,
        token: str | bool | None = None,
        *,
        dialect: str | None = None,
        keep_others: bool = False,
        **publishing: Any,
    ) -> list[Path]:
        """Write `config.json` and the weights, as one step.

        Args:
            saved_model: whether to write a SavedModel too, for TensorFlow Serving, as `saved_model/<version>`.
            version: of the SavedModel.
            push_to_hub: whether to publish what was written; `repo_id` is else the folder's name.
            signatures: a function or a dict of them, as for `tf.saved_model.save`; None means `serving_default`, and
                `int64_serving` for int64 inputs.
            max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.
            safe_serialization: whether to write safetensors; False writes `tf_model.h5`.
            dialect: whose names and layouts to write: `tensorflow` (also for None), `torch` or `flax`.
            keep_others: whether weights in other containers, and an adapter, that a load would choose before these
                stay in the folder; else they are removed in the same step.
            create_pr, token, publishing: how to publish: `repo_id` and the fields of `Publication`.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            ConversionError: `tf_model.h5` was asked for in another dialect, or with a dtype that it does not have.
            DestinationError: the folder cannot be written; it is unchanged.
            ModelNotBuiltError: the model has no variables yet.
        """
        hub_options = {"create_pr": create_pr, "token": token}
        if saved_model:
            ensure_built(self)
            write_saved_model(self, Path(save_directory) / "saved_model" / str(version), signatures)
        return save_pretrained(
            self,
            self.config,
            save_directory,
            BACKEND,
            dialect=dialect,
            container="safetensors" if safe_serialization else "h5",
            keep_others=keep_others,
            max_shard_size=max_shard_size,
            extra_files=self.generation_files(),
            push_to_hub=push_to_hub,
            publishing={**publishing, **{name: each for name, each in hub_options.items() if each}},
        )

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        """The output as the caller, or else the config, wants it: as an object or as a plain tuple."""
        wanted = self.config.use_return_dict if return_dict is None else return_dict
        return output if wanted else output.to_tuple()


def _fill(
    model: TFPreTrainedModel, *, checkpoint: Checkpoint, options: LoadOptions, rename: Rename | None
) -> LoadReport:
    """Load a checkpoint into a model, cast to the dtypes of its variables."""
    skeleton = BACKEND.skeleton(model)
    if rename is not None:
        skeleton = with_torch_names(skeleton, rename)
    dtype, variables = parse_dtype(model.variable_dtype), tensors(model)
    in_fp32 = (target.param.name for target in skeleton.targets if variables[target.name].dtype == "float32")
    policy = DTypePolicy(dtype, () if dtype is DType.F32 else tuple(in_fp32))
    return fill(model, skeleton, checkpoint, BACKEND, options, policy=policy)
