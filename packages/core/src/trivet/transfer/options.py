"""LoadOptions: how a model is loaded, as one value that a `from_pretrained` creates once from its arguments."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trivet.checkpoint.weights import ANY_WEIGHTS, WeightsChoice
from trivet.errors import nearest
from trivet.layout import FLAX, TENSORFLOW, TORCH
from trivet.sources.options import SourceOptions, take_options

_NOT_DONE = {
    "load_in_8bit": "quantized weights",
    "load_in_4bit": "quantized weights",
    "quantization_config": "quantized weights",
    "use_flash_attention_2": "FlashAttention 2 (attn_implementation='sdpa' uses PyTorch's own kernels)",
}
"""Unsupported keywords of `transformers`' `from_pretrained` → what they request, unless they are false or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOptions:
    """How a model is loaded.

    Attributes:
        source: how to reach a remote source.
        subfolder: folder within the source that holds the weights.
        weights: which of its weights to prefer.
        claims: dialects that the caller says the checkpoint is in: of weights in several containers theirs are chosen,
            and any other dialect is refused.
        mmap: as for `open_checkpoint`.
        strict: True refuses any missing or unexpected tensor, False neither; None only a broken checkpoint.
        ignore_mismatched_sizes: whether parameters of another shape than stored keep their initial values.
        trust_remote_code: whether an adapter's config may make PEFT run code.
        gguf_file: name of a GGUF file in the source, which is read in place of the source; empty for none.
    """

    source: SourceOptions = field(default_factory=SourceOptions)
    subfolder: str = ""
    weights: WeightsChoice = ANY_WEIGHTS
    claims: tuple[str, ...] = ()
    mmap: bool | None = None
    strict: bool | None = None
    ignore_mismatched_sizes: bool = False
    trust_remote_code: bool = False
    gguf_file: str = ""


PLAIN_LOAD = LoadOptions()


def load_options(
    keywords: Mapping[str, Any],
    *,
    framework: str | None = None,
    variant: str | None = None,
    use_safetensors: bool | None = None,
    prefer: str | None = None,
    from_pt: bool = False,
    from_tf: bool = False,
    from_flax: bool = False,
    **fields: Any,
) -> tuple[LoadOptions, dict[str, Any]]:
    """The options of one load, and the remaining keywords: fields of the config, and arguments of the class.

    Args:
        keywords: those of `from_pretrained`; the fields of `SourceOptions` among them configure access to the source.
        framework, variant, use_safetensors, prefer: as for `WeightsChoice`.
        from_pt, from_tf, from_flax: whether the caller claims that the checkpoint is in that framework's dialect.
        fields: the other fields of `LoadOptions`.

    Raises:
        TypeError: a keyword requests something unsupported.
        ValueError: as for `take_options`.
    """
    source, rest = take_options(keywords)
    for name, wish in _NOT_DONE.items():
        if rest.pop(name, None):
            raise TypeError(f"from_pretrained: {name} requests {wish}, which is not supported: leave it out")
    rest.pop("code_revision", None)  # for Auto classes: a class of trivet runs no other code
    claims = {TORCH.name: from_pt, TENSORFLOW.name: from_tf, FLAX.name: from_flax}
    options = LoadOptions(
        source=source,
        weights=WeightsChoice(variant=variant, use_safetensors=use_safetensors, prefer=prefer, framework=framework),
        claims=tuple(name for name, is_claimed in claims.items() if is_claimed),
        trust_remote_code=bool(rest.pop("trust_remote_code", None)),
        gguf_file=rest.pop("gguf_file", None) or "",
        **fields,
    )
    return options, rest


def refuse_unknown(model_class: Any, keywords: Mapping[str, Any], *, module_class: Any = None) -> None:
    """Check the keywords that are not config fields against the arguments of a model class.

    Args:
        module_class: class of the module to whose constructor the model's constructor passes its other arguments.

    Raises:
        TypeError: no constructor has an argument of that name.
    """
    accepted = _accepted(model_class, *(() if module_class is None else (module_class,)))
    if accepted is None:
        return
    for name in keywords:
        if name not in accepted:
            known = [*inspect.signature(model_class.from_pretrained).parameters, *accepted]
            reason = (
                f"is neither a field of {model_class.config_class.__name__} nor an argument of {model_class.__name__}"
            )
            raise TypeError(f"from_pretrained: {name!r} {reason}{nearest(name, known)}")


def _accepted(*classes: type[Any]) -> tuple[str, ...] | None:
    """Argument names of constructors, each of which passes the rest to the next; None if any name may be accepted.

    What a class of another author does with `**kwargs` is unknown.
    """
    names: list[str] = []
    for each in (base for one in classes for base in one.__mro__[:-1] if "__init__" in vars(base)):
        parameters = inspect.signature(vars(each)["__init__"]).parameters
        names += parameters
        if not any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values()):
            return tuple(names)
        if not each.__module__.startswith("trivet"):
            return None
    return None
