"""PreTrainedModel: what every PyTorch model of trivet has, above all `from_pretrained` and `save_pretrained`."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Literal, Self, TypeVar, cast, overload

import torch
from torch import nn

from trivet.config import PretrainedConfig
from trivet.dtypes import DType, parse_dtype
from trivet.errors import nearest
from trivet.outputs import ModelOutput
from trivet.plan import Skeleton
from trivet.policy import DTypePolicy, dtype_of_request
from trivet.pretrained import fill, open_pretrained, save_pretrained
from trivet.report import LoadReport
from trivet.save import MAX_SHARD_SIZE
from trivet_torch.backend import BACKEND
from trivet_torch.meta import build_without_values, give_initial_values
from trivet_torch.skeleton import tensors
from trivet_torch.tensors import torch_dtype

Output = TypeVar("Output", bound=ModelOutput[Any])


class PreTrainedModel(nn.Module):
    """Base of models with a config, that load from checkpoints and save to them. Otherwise an ordinary `nn.Module`.

    A class of one's own sets `config_class`, takes a config as its first argument, and calls `post_init` at the end of
    its constructor; nothing needs to be registered.

    Attributes:
        config_class: the class of `config`.
        base_model_prefix: name of the attribute under which a model with a head holds the base model.
        main_input_name: name of the first argument of `forward`.
        _tied_weights_keys: patterns of parameter names that share another parameter's memory, for tools that read it.
        _keep_in_fp32_modules: path components of parameters that stay float32 when the model is loaded as float16.
        _no_split_modules: class names of modules that must lie on one device as a whole.
    """

    config_class: ClassVar[type[PretrainedConfig]] = PretrainedConfig
    base_model_prefix: ClassVar[str] = ""
    main_input_name: ClassVar[str] = "input_ids"
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
        cls, source: str | os.PathLike[str], *model_args: Any, output_loading_info: Literal[True], **kwargs: Any
    ) -> tuple[Self, LoadReport]: ...

    @overload
    @classmethod
    def from_pretrained(
        cls, source: str | os.PathLike[str], *model_args: Any, output_loading_info: Literal[False] = ..., **kwargs: Any
    ) -> Self: ...

    @classmethod
    def from_pretrained(
        cls,
        source: str | os.PathLike[str],
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
        **kwargs: Any,
    ) -> Self | tuple[Self, LoadReport]:
        """Load a model, in evaluation mode. Parameters view the mapped file wherever dtype and layout already match.

        Args:
            source: a folder, a safetensors file or a shard index, in any framework's dialect.
            model_args: further arguments of the class.
            config: a config, or where to read one; None reads the one beside the weights.
            dtype: of floating-point parameters: a dtype, `"auto"` (the config's, else the checkpoint's own), or None
                for PyTorch's default dtype.
            torch_dtype: another name of `dtype`.
            output_loading_info: whether to return the report with the model.
            ignore_mismatched_sizes: whether parameters of another shape than stored keep their initial values.
            strict: True refuses any missing or unexpected tensor, False neither; None only a broken checkpoint.
            from_pt, from_tf, from_flax: refuse a checkpoint that is not that framework's; never needed.
            subfolder: folder within `source`.
            variant: weights named `model.<variant>.safetensors`.
            kwargs: fields of the config to replace (if `config` is no object); the rest are arguments of the class.

        Raises:
            TrivetError: something about the checkpoint is wrong; the error says what, and nothing was loaded.
            TypeError: the class has no such argument.
            ValueError: `dtype` and `torch_dtype` disagree.
        """
        checkpoint, config, model_kwargs = open_pretrained(
            cls.config_class,
            source,
            config=config,
            subfolder=subfolder,
            variant=variant,
            claims={"torch": from_pt, "tensorflow": from_tf, "flax": from_flax},
            overrides=kwargs,
        )
        _refuse_unknown(cls, model_kwargs)
        stated = {"torch_dtype": config.torch_dtype}
        found = dtype_of_request(_one_dtype(dtype, torch_dtype), stated, checkpoint.catalog)
        policy = DTypePolicy(found or parse_dtype(torch.get_default_dtype()), cls._kept_in_fp32(found))
        device = torch.get_default_device()
        build = partial(cls, config, *model_args, **model_kwargs)
        model = build_without_values(build)
        model.tie_weights()
        skeleton = BACKEND.skeleton(model)
        report = fill(
            model,
            skeleton,
            checkpoint,
            BACKEND,
            dtype=policy.dtype,
            keep_in_fp32=tuple(policy.keep_in_fp32),
            strict=strict,
            ignore_mismatched_sizes=ignore_mismatched_sizes,
            placement=lambda _: device,
        )
        fresh = _fresh(model, skeleton, report, policy)
        give_initial_values(model, fresh, init_weights=model._init_weights, build=build, device=device)
        model.eval()
        return (model, report) if output_loading_info else model

    def save_pretrained(
        self,
        save_directory: str | os.PathLike[str],
        *,
        dialect: str | None = None,
        max_shard_size: int | str = MAX_SHARD_SIZE,
    ) -> list[Path]:
        """Write `config.json` and the weights as safetensors, as one step. Tied parameters are stored once.

        Args:
            dialect: whose names and layouts to write: `torch` (also for None), `tensorflow` or `flax`.
            max_shard_size: bytes of a file's tensors at most, as a number or such as `"5GB"`.

        Returns:
            The weight files, and the index if there is one.

        Raises:
            DestinationError: the folder cannot be written; it is as it was.
        """
        return save_pretrained(
            self, self.config, save_directory, BACKEND, dialect=dialect, max_shard_size=max_shard_size
        )

    def post_init(self) -> None:
        """Initialise and tie; the last line of each model's constructor."""
        self.apply(self._init_weights)
        self.tie_weights()

    def _init_weights(self, module: nn.Module) -> None:
        """Give one module of this model its initial values. Families say how; PyTorch's own stay where this does not."""

    def tie_weights(self) -> None:
        """Let the output embeddings be the input embeddings if the config says so, and modules tie what they tie."""
        output = self.get_output_embeddings()
        if output is not None and self.config.tie_word_embeddings:
            output.weight = self.get_input_embeddings().weight
        for module in self.modules():
            if hasattr(module, "_tie_weights"):
                module._tie_weights()

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
        return None

    def _returned(self, output: Output, return_dict: bool | None) -> Output | tuple[Any, ...]:
        """The output as the caller, or else the config, wants it: as an object or as a plain tuple."""
        wanted = self.config.use_return_dict if return_dict is None else return_dict
        return output if wanted else output.to_tuple()

    @classmethod
    def _kept_in_fp32(cls, dtype: DType | None) -> Iterable[str]:
        """What to keep in float32. bfloat16 has float32's range, so that only float16 needs it."""
        return tuple(cls._keep_in_fp32_modules or ()) if dtype is DType.F16 else ()


def _one_dtype(dtype: torch.dtype | str | None, torch_dtype: torch.dtype | str | None) -> torch.dtype | str | None:
    """
    Raises:
        ValueError: both are given, and disagree.
    """
    if dtype is None or torch_dtype is None or dtype == torch_dtype:
        return torch_dtype if dtype is None else dtype
    if "auto" in (dtype, torch_dtype) or parse_dtype(dtype) is not parse_dtype(torch_dtype):
        raise ValueError(f"dtype={dtype} and torch_dtype={torch_dtype} disagree; give one of them")
    return dtype


def _refuse_unknown(cls: type[PreTrainedModel], kwargs: dict[str, Any]) -> None:
    """
    Raises:
        TypeError: the class's constructor takes no argument of one of the names.
    """
    parameters = inspect.signature(cls.__init__).parameters
    if any(each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values()):
        return
    for name in kwargs:
        if name not in parameters:
            known = [*inspect.signature(cls.from_pretrained).parameters, *parameters]
            reason = f"is neither a field of {cls.config_class.__name__} nor an argument of {cls.__name__}"
            raise TypeError(f"from_pretrained: {name!r} {reason}{nearest(name, known)}")


def _fresh(
    model: PreTrainedModel, skeleton: Skeleton, report: LoadReport, policy: DTypePolicy
) -> dict[str, torch.dtype]:
    """Own names of what the checkpoint left without a value, and the dtype that each is to have."""
    current = tensors(model)
    canonical = {target.name: target.param.name for target in skeleton.targets}
    names = (*report.missing, *(name for name, *_ in report.mismatched))
    return {
        name: torch_dtype(policy.resolve(canonical[name], parse_dtype(current[name].dtype))) for name in names
    }
