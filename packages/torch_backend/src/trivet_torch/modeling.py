"""PreTrainedModel: what every PyTorch model of trivet has, above all `from_pretrained` and `save_pretrained`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, cast, overload

import torch
from torch import nn

from trivet.config import PretrainedConfig
from trivet.outputs import ModelOutput
from trivet.pretrained import open_pretrained, save_pretrained
from trivet.report import LoadReport
from trivet.saving import MAX_SHARD_SIZE
from trivet_torch.backend import BACKEND
from trivet_torch.bin_files import TorchBinFormat
from trivet_torch.loading import dtype_policy, load, one_dtype, refuse_unknown
from trivet_torch.outputs import register_outputs

Output = TypeVar("Output", bound=ModelOutput[Any])

register_outputs()


class PreTrainedModel(nn.Module):
    """Base of models with a config, that load from checkpoints and save to them. Otherwise an ordinary `nn.Module`.

    A class of one's own sets `config_class`, takes a config as its first argument, and calls `post_init` at the end of
    its constructor; nothing needs to be registered.

    Attributes:
        config_class: the class of `config`.
        base_model_prefix: name of the attribute under which a model with a head holds the base model.
        main_input_name: name of the first argument of `forward`.
        output_embeddings: path of the projection to the vocabulary, where the model has one; its weight is that of the
            input embeddings if the config says so.
        _tied_weights_keys: patterns of parameter names that share another parameter's memory, for tools that read it.
        _keep_in_fp32_modules: path components of parameters that stay float32 when the model is loaded as float16.
        _no_split_modules: class names of modules that must lie on one device as a whole.
    """

    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"
    output_embeddings: ClassVar[str | None] = None
    _tied_weights_keys: ClassVar[Sequence[str] | None] = None
    _keep_in_fp32_modules: ClassVar[Sequence[str] | None] = None
    _no_split_modules: ClassVar[Sequence[str] | None] = None

    config: PretrainedConfig

    def __init__(self, config: PretrainedConfig, *inputs: Any, **kwargs: Any) -> None:
        """
        Raises:
            TypeError: `config` is no config.
            InvalidConfigError: the model cannot honour it.
        """
        super().__init__()
        if not isinstance(config, PretrainedConfig):
            raise TypeError(f"{type(self).__name__} takes a PretrainedConfig, not {type(config).__name__}")
        config.validate()
        self.config = config

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
        dtype: torch.dtype | str | None = None,
        torch_dtype: torch.dtype | str | None = None,
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
        **kwargs: Any,
    ) -> Self | tuple[Self, LoadReport]:
        """Load a model, in evaluation mode. Parameters view the mapped file wherever dtype and layout already match.

        Args:
            pretrained_model_name_or_path: a folder, a weights file or a shard index, in any container and any
                framework's dialect.
            model_args: further arguments of the class.
            config: a config, or where to read one; None reads the one beside the weights.
            dtype: of floating-point parameters: a dtype, `"auto"` (the config's, else the checkpoint's own), or None
                for PyTorch's default dtype.
            torch_dtype: another name of `dtype`.
            output_loading_info: whether to return the report with the model.
            ignore_mismatched_sizes: whether parameters of another shape than stored keep their initial values.
            strict: True refuses any missing or unexpected tensor, False neither; None only a broken checkpoint.
            from_pt, from_tf, from_flax: refuse a checkpoint that is not that framework's; never needed.
            subfolder: folder within it that holds the weights.
            variant: weights named `model.<variant>.safetensors`.
            use_safetensors: True takes nothing else, False takes none; None takes them first.
            prefer: name of a container (`h5`, `msgpack`, …) or framework whose weights are to be taken first.
            kwargs: fields of the config to replace (if `config` is no object); the rest are arguments of the class.

        Raises:
            TrivetError: something about the checkpoint is wrong; the error says what, and nothing was loaded.
            TypeError: the class has no such argument.
            ValueError: `dtype` and `torch_dtype` disagree.
        """
        checkpoint, config, model_kwargs = open_pretrained(
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
        refuse_unknown(cls, model_kwargs)
        requested = one_dtype(dtype, torch_dtype)
        model, report = load(
            partial(cls, config, *model_args, **model_kwargs),
            checkpoint,
            dtype_policy(requested, config, checkpoint, cls._keep_in_fp32_modules or ()),
            strict=strict,
            ignore_mismatched_sizes=ignore_mismatched_sizes,
        )
        return (model, report) if output_loading_info else model

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        *,
        dialect: str | None = None,
        max_shard_size: int | str = MAX_SHARD_SIZE,
        safe_serialization: bool = True,
    ) -> list[Path]:
        """Write `config.json` and the weights, as one step. Tied parameters are stored once.

        Args:
            dialect: whose names and layouts to write: `torch` (also for None), `tensorflow` or `flax`.
            max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.
            safe_serialization: whether to write safetensors; False writes `pytorch_model.bin`.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            ConversionError: `pytorch_model.bin` was asked for in another dialect.
            DestinationError: the folder cannot be written; it is as it was.
        """
        return save_pretrained(
            self,
            self.config,
            save_directory,
            BACKEND,
            dialect=dialect,
            container="safetensors" if safe_serialization else TorchBinFormat(),
            max_shard_size=max_shard_size,
        )

    def post_init(self) -> None:
        """Initialise and tie; the last line of each model's constructor."""
        self.apply(self._init_weights)
        self.tie_weights()

    def _init_weights(self, module: nn.Module) -> None:
        """Give one module of this model its initial values; where this gives none, PyTorch's own stay."""

    def tie_weights(self) -> None:
        """Let the output embeddings be the input embeddings if the config says so, and modules tie what they tie."""
        output = self.get_output_embeddings()
        if output is not None and self.config.tie_word_embeddings:
            output.weight = self.output_owner().weight
        for module in self.modules():
            if hasattr(module, "_tie_weights"):
                cast(Callable[[], None], module._tie_weights)()

    def output_owner(self) -> nn.Module:
        """The embeddings whose weight the output embeddings share if the config says so."""
        return self.get_input_embeddings()

    @property
    def base_model(self) -> nn.Module:
        """The model without its head; the model itself when it has none."""
        return cast(nn.Module, getattr(self, self.base_model_prefix, self))

    @property
    def dtype(self) -> torch.dtype:
        """Dtype of the first floating-point parameter."""
        return next(each.dtype for each in self.parameters() if each.is_floating_point())

    @property
    def device(self) -> torch.device:
        """Device of the first parameter."""
        return next(self.parameters()).device

    def get_input_embeddings(self) -> nn.Module:
        """The embeddings of the vocabulary.

        Raises:
            NotImplementedError: the class does not say which they are.
        """
        if self.base_model is self:
            raise NotImplementedError(f"{type(self).__name__} does not say which its input embeddings are")
        return cast(nn.Module, self.base_model.get_input_embeddings())  # type: ignore[operator]

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary.

        Raises:
            NotImplementedError: the class does not say which they are.
        """
        if self.base_model is self:
            raise NotImplementedError(f"{type(self).__name__} does not say which its input embeddings are")
        self.base_model.set_input_embeddings(value)  # type: ignore[operator]

    def get_output_embeddings(self) -> nn.Module | None:
        """The projection to the vocabulary, or None when the model has none."""
        return None if self.output_embeddings is None else self.get_submodule(self.output_embeddings)

    def set_output_embeddings(self, value: nn.Module) -> None:
        """Replace the projection to the vocabulary.

        Raises:
            NotImplementedError: the model has none.
        """
        if self.output_embeddings is None:
            raise NotImplementedError(f"{type(self).__name__} does not say which its output embeddings are")
        parent, _, name = self.output_embeddings.rpartition(".")
        setattr(self.get_submodule(parent), name, value)

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        """The output as the caller, or else the config, wants it: as an object or as a plain tuple."""
        wanted = self.config.use_return_dict if return_dict is None else return_dict
        return output if wanted else output.to_tuple()
