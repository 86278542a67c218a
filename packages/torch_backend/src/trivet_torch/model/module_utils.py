"""What a model can be asked about itself (sizes, memory, work), and masks in forms that layers of one's own need."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from typing import Any, ClassVar, Self

import torch
from torch import nn

from trivet.operations.shown_models import ShownModel
from trivet_torch.layers.masks import attention_bias, causal_bias, head_masks
from trivet_torch.model.base import ConfiguredModule

logger = logging.getLogger(__name__)

Tensor = torch.Tensor

_PADDING_WARNING = (
    "input_ids have padding tokens (%s) at a row's start or end, but there is no attention_mask: give one, or "
    "padding is read as text"
)


class ModuleUtils(ShownModel, ConfiguredModule):
    """The part of `PreTrainedModel` that counts and measures.

    Attributes:
        generates: whether the class writes text.
    """

    generates: ClassVar[bool] = False
    _warned_of_padding: bool = False

    def _parameters_to_show(self) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
        for name, param in self.named_parameters():
            yield (
                name,
                str(param.dtype).removeprefix("torch."),
                tuple(param.shape),
                param.numel() * param.element_size(),
            )

    @classmethod
    def can_generate(cls) -> bool:
        """Whether the class writes text."""
        return cls.generates

    @cached_property
    def warnings_issued(self) -> dict[str, bool]:
        """Notes of trainers on what they have warned of."""
        return {}

    @property
    def framework(self) -> str:
        """`pt`."""
        return "pt"

    @property
    def dummy_inputs(self) -> dict[str, Tensor]:
        """Example inputs of the model, for tools that trace it: three texts of five tokens."""
        ids = torch.tensor([[7, 6, 0, 0, 1], [1, 2, 3, 0, 0], [0, 0, 0, 4, 5]], device=self.device)
        inputs = {self.main_input_name: ids}
        if getattr(self.config, "is_encoder_decoder", False):
            inputs |= {"attention_mask": torch.ones_like(ids), "decoder_input_ids": ids.clone()}
        return inputs

    def retrieve_modules_from_names(
        self, names: Iterable[str], add_prefix: bool = False, remove_prefix: bool = False
    ) -> list[nn.Module]:
        """The modules that hold the parameters of some names.

        Args:
            add_prefix: whether the names lack the base model's prefix.
            remove_prefix: whether the names have it, and this model is the base model.
        """
        prefix = f"{self.base_model_prefix}."
        wanted = {name.rpartition(".")[0] for name in names}
        if remove_prefix:
            wanted = {name.removeprefix(prefix) for name in wanted}
        if add_prefix:
            wanted = {f"{prefix}{name}" if name else self.base_model_prefix for name in wanted}
        return [module for path, module in self.named_modules() if path in wanted]

    def num_parameters(self, only_trainable: bool = False, exclude_embeddings: bool = False) -> int:
        """How many numbers the parameters are; what is tied counts once.

        Args:
            only_trainable: leave out those without gradient.
            exclude_embeddings: leave out the weights of embedding layers.
        """
        left_out = {id(each.weight) for each in self.modules() if isinstance(each, nn.Embedding)}
        return sum(
            each.numel()
            for each in self.parameters()
            if (each.requires_grad or not only_trainable) and not (exclude_embeddings and id(each) in left_out)
        )

    def get_memory_footprint(self, return_buffers: bool = True) -> int:
        """Bytes of the parameters, and with `return_buffers` of the buffers."""
        buffers = self.buffers() if return_buffers else ()
        return sum(each.nbytes for each in (*self.parameters(), *buffers))

    def estimate_tokens(self, input_dict: Mapping[str, Any]) -> int:
        """How many tokens inputs have; 0, with a warning, if the main input is not among them."""
        main = input_dict.get(self.main_input_name)
        if main is None:
            logger.warning("%s is not among the inputs: its tokens are counted as 0", self.main_input_name)
            return 0
        return int(main.numel())

    def floating_point_ops(self, input_dict: Mapping[str, Any], exclude_embeddings: bool = True) -> int:
        """Operations of a forward and a backward pass over inputs, six for each parameter and token.

        An estimate that leaves the attention products out (https://arxiv.org/abs/2001.08361, section 2.1).
        """
        return 6 * self.estimate_tokens(input_dict) * self.num_parameters(exclude_embeddings=exclude_embeddings)

    def add_memory_hooks(self) -> None:
        """Note in every module how many bytes the process's resident memory grew by in its `forward`: `mem_rss_diff`.

        Raises:
            ImportError: psutil is not installed.
        """
        _resident()
        for module in self.modules():
            module.register_forward_pre_hook(_note_before)
            module.register_forward_hook(_note_after)
        self.reset_memory_hooks_state()

    def reset_memory_hooks_state(self) -> None:
        """Count `mem_rss_diff` from zero again."""
        for module in self.modules():
            vars(module).update(mem_rss_diff=0, mem_rss_post_forward=0, mem_rss_pre_forward=0)

    def get_extended_attention_mask(
        self,
        attention_mask: Tensor,
        input_shape: Sequence[int],
        device: torch.device | None = None,
        dtype: torch.dtype | None = None,
    ) -> Tensor:
        """What to add to scores so that a mask is obeyed, and in a decoder causality.

        Args:
            attention_mask: 1 where a key may be attended to; [batch, keys] or [batch, query, key].
            input_shape: (batch, queries).
            device: without effect: the mask's is kept.
            dtype: of the result; None is the model's.

        Returns:
            [batch, 1, query or 1, key].

        Raises:
            ValueError: the mask has another number of axes.
        """
        score_dtype = self.dtype if dtype is None else dtype
        if attention_mask.dim() == 2 and getattr(self.config, "is_decoder", False):
            keys, queries = attention_mask.shape[1], input_shape[1]
            places = torch.arange(keys, device=attention_mask.device)
            return causal_bias(attention_mask, score_dtype, places[keys - queries :], places)
        if attention_mask.dim() not in (2, 3):
            raise ValueError(f"attention_mask must have 2 or 3 axes, not {list(attention_mask.shape)}")
        return attention_bias(attention_mask, score_dtype)

    @staticmethod
    def create_extended_attention_mask_for_decoder(
        input_shape: Sequence[int], attention_mask: Tensor, device: torch.device | None = None
    ) -> Tensor:
        """A mask [batch, keys] and causality as one, [batch, 1, query, key]: 1 where a query may attend to a key.

        Args:
            input_shape: (batch, queries); the queries are the last of the keys.
            device: without effect: the mask's is kept.
        """
        keys = torch.arange(attention_mask.shape[1], device=attention_mask.device)
        seen = keys <= keys[len(keys) - input_shape[1] :, None]
        return seen.to(attention_mask.dtype) * attention_mask[:, None, None, :]

    def invert_attention_mask(self, encoder_attention_mask: Tensor) -> Tensor:
        """What to add to the scores of attention to an encoder's output, [batch, 1, query or 1, key].

        Raises:
            ValueError: the mask has neither 2 nor 3 axes.
        """
        if encoder_attention_mask.dim() not in (2, 3):
            raise ValueError(f"encoder_attention_mask must have 2 or 3 axes, not {list(encoder_attention_mask.shape)}")
        return attention_bias(encoder_attention_mask, self.dtype)

    def get_head_mask(
        self, head_mask: Tensor | None, num_hidden_layers: int, is_attention_chunked: bool = False
    ) -> Tensor | list[None]:
        """A head mask [heads] or [layers, heads] as [layers, 1, heads, 1, 1]; without one, a None for each layer.

        Args:
            is_attention_chunked: whether to add an axis at the end.

        Raises:
            ValueError: the mask has another shape.
        """
        if head_mask is None:
            return [None] * num_hidden_layers
        masks = torch.stack([each for each in head_masks(head_mask, num_hidden_layers) if each is not None])
        masks = masks.to(self.dtype)
        return masks.unsqueeze(-1) if is_attention_chunked else masks

    def warn_if_padding_and_no_attention_mask(self, input_ids: Tensor, attention_mask: Tensor | None) -> None:
        """Warn, once for each model, where padding at either end of a row would be read as text.

        Ids that are only traced are not looked at.
        """
        pad = self.config.pad_token_id
        if attention_mask is not None or pad is None or self._warned_of_padding or not _is_concrete(input_ids):
            return
        if bool((input_ids[:, [0, -1]] == pad).any()):
            logger.warning(_PADDING_WARNING, pad)
            self._warned_of_padding = True

    def _apply(self, fn: Callable[..., Tensor], recurse: bool = True) -> Self:
        """What `to`, `cuda`, `half`, `float` and their like do to every parameter and buffer.

        Raises:
            RuntimeError: the model lies on several devices, or on disk.
        """
        places = {str(place) for place in (getattr(self, "hf_device_map", None) or {}).values()}
        if len(places) > 1 or "disk" in places:
            raise RuntimeError(
                f"a model that lies on several devices ({', '.join(sorted(places))}) is neither moved nor cast as a "
                "whole: load it anew with the dtype and device_map that it is to have"
            )
        super()._apply(fn, recurse)  # type: ignore[no-untyped-call]
        return self


def _is_concrete(ids: Tensor) -> bool:
    """Whether a tensor's numbers may be asked for: not while a program is compiled, traced, mapped or captured."""
    if (
        torch.compiler.is_compiling()
        or torch._C._get_tracing_state() is not None
        or type(ids) is not Tensor
        or ids.is_meta
    ):
        return False
    if torch._C._functorch.is_functorch_wrapped_tensor(ids):
        return False
    return ids.device.type != "cuda" or not torch.cuda.is_current_stream_capturing()


def _resident() -> int:
    """Bytes of this process's resident memory."""
    try:
        psutil = import_module("psutil")
    except ImportError as error:
        raise ImportError("add_memory_hooks needs psutil: pip install psutil") from error
    return int(psutil.Process().memory_info().rss)


def _note_before(module: nn.Module, inputs: Any) -> None:
    vars(module)["mem_rss_pre_forward"] = _resident()


def _note_after(module: nn.Module, inputs: Any, output: Any) -> None:
    noted = vars(module)
    noted["mem_rss_post_forward"] = _resident()
    noted["mem_rss_diff"] = noted.get("mem_rss_diff", 0) + noted["mem_rss_post_forward"] - noted["mem_rss_pre_forward"]
