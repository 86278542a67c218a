"""Calls of model classes: their arguments, and functions that have these as real parameters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from trivet.families.family import Family
from trivet.families.heads import HeadKind
from trivet.families.inputs import INTERPOLATES, ROUTER_LOGITS

OPTIONS = ("output_attentions", "output_hidden_states", "return_dict")
"""Arguments of every call behind its inputs."""


def arguments_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """The arguments of a model's call in PyTorch's order, with labels and without options such as `return_dict`.

    Args:
        kind: kind of its head; None for the base model.
    """
    if kind is None:
        return family.inputs
    if kind.order:
        return kind.order
    names = [name for name in family.inputs if name not in kind.leaves_out]
    place = names.index("use_cache") if "use_cache" in names else len(names)
    labels = (name for name in kind.labels if name not in names)
    return (*names[:place], *labels, *names[place:])


def with_options(names: Iterable[str]) -> tuple[str, ...]:
    """Arguments with the options that every call has behind them, of which one that some families have is the third."""
    names = tuple(names)
    late = [name for name in names if name in (INTERPOLATES, ROUTER_LOGITS)]
    return (*(name for name in names if name not in late), *OPTIONS[:2], *late, *OPTIONS[2:])


def options_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """Optional arguments of a model's call that not all models have."""
    routes = family.routes and (kind is None or kind.generates)
    return (*((ROUTER_LOGITS,) if routes else ()), *(() if kind is None else kind.options))


_BATCH = "[batch, length]"
_MASK = f"1 for tokens to attend to, 0 for others: {_BATCH}, [batch, query, key] or [batch, heads, query, key]"
_HEADS = "1 keeps a head, 0 disables it: [heads] or [layers, heads]"
_VECTORS = "vectors [batch, length, hidden] instead of ids"
ARGUMENTS: Mapping[str, str] = {
    "input_ids": f"tokens {_BATCH}",
    "attention_mask": _MASK,
    "pixel_values": "pictures [batch, channels, height, width]",
    "input_features": "spectrograms of sounds [batch, bands, frames]",
    "bool_masked_pos": "1 for masked patches, 0 for others: [batch, patches]",
    "interpolate_pos_encoding": "whether to interpolate positions for pictures of another size",
    "token_type_ids": f"segments {_BATCH}; by default 0",
    "task_type_ids": f"tasks {_BATCH}; by default 0",
    "bbox": "boxes of tokens [batch, length, 4], from 0: left, top, right and bottom edge; by default 0",
    "position_ids": f"positions {_BATCH}; by default counted",
    "head_mask": _HEADS,
    "inputs_embeds": _VECTORS,
    "encoder_hidden_states": "an encoder's states [batch, source length, hidden], for cross-attention",
    "encoder_attention_mask": "as `attention_mask`, for these",
    "past_key_values": "cache of the previous tokens, as returned by an earlier call",
    "use_cache": "whether to return a cache; None uses the config's value",
    "decoder_input_ids": f"tokens {_BATCH} of the target",
    "decoder_attention_mask": "as `attention_mask`, for the target, including tokens in the cache",
    "decoder_token_type_ids": f"segments {_BATCH} of the target; by default 0",
    "decoder_position_ids": f"positions {_BATCH} of the target; by default counted",
    "decoder_head_mask": "as `head_mask`, for the decoder's self-attention",
    "cross_attn_head_mask": "as `head_mask`, for the decoder's cross-attention",
    "encoder_outputs": "output of the encoder or of an earlier call, instead of running the encoder",
    "decoder_inputs_embeds": f"{_VECTORS}, of the target",
    "mc_token_ids": "index [batch, choices] of the token of each choice that is classified; by default the last",
    "output_attentions": "whether to return attention weights",
    "output_hidden_states": "whether to return the states between layers",
    "output_router_logits": "whether to return the routers' outputs; None uses the config's value",
    "return_dict": "whether to return an output object rather than a tuple; None uses the config's value",
    "training": "whether to apply dropout",
    "cache_position": "[length] indices of the tokens in the cache; None appends them",
    "logits_to_keep": "for how many of the last tokens to compute logits; None for all",
}
"""Name of an argument of calls → its documentation."""


def call_doc(names: Iterable[str], output: str, labels: Collection[str] = ()) -> str:
    """The documentation of a call: its arguments, with shapes, and its output.

    Args:
        names: names of its arguments, in order.
        output: name of its output class.
        labels: the names among them that are labels.
    """
    lines = [f"Run the model on a batch; see `trivet.families.outputs.{output}`.", "", "Args:"]
    lines += [f"    {name}: {'targets of the loss' if name in labels else ARGUMENTS[name]}." for name in names]
    if labels:
        argument_names = " and ".join(f"`{name}`" for name in labels)
        lines += ["", f"The output has a `loss` if {argument_names} {'are' if len(labels) > 1 else 'is'} passed."]
    reason = "inputs contradict each other, a mask has another shape, or a cache is full."
    return "\n".join([*lines, "", "Raises:", f"    ValueError: {reason}", ""])


def function_with(
    name: str,
    parameters: Mapping[str, Any],
    run: Callable[[Any, dict[str, Any]], Any],
    *,
    doc: str,
    annotations: Mapping[str, Any] | None = None,
    keyword_only: Collection[str] = (),
) -> Callable[..., Any]:
    """A method with real parameters, for `inspect.signature`, `help`, compilers and trainers.

    Args:
        parameters: name → default.
        run: called with the object and with all arguments by name.
        annotations: annotations of parameters, and of `return`.
        keyword_only: names of the last parameters, which are keyword-only.

    Raises:
        ValueError: a name is not an identifier.
    """
    for each in (name, *parameters):
        if not each.isidentifier():
            raise ValueError(f"{each!r} is not an identifier")
    written = [f"{each}=_defaults[{place}]" for place, each in enumerate(parameters)]
    if keyword_only:
        written.insert(len(written) - len(keyword_only), "*")
    listed = ", ".join(written)
    named = ", ".join(f"{each!r}: {each}" for each in parameters)
    # As in dataclasses: Python has no other way to create a function with parameters of computed names. It closes over
    # what it calls, and has the globals of a real module, because compilers look them up there.
    source = (
        f"def _make(_run, _defaults):\n    def {name}(self, {listed}):\n        return _run(self, {{{named}}})\n"
        f"    return {name}\n"
    )
    namespace: dict[str, Any] = {}
    exec(source, vars(sys.modules[run.__module__]), namespace)
    function: Callable[..., Any] = namespace["_make"](run, tuple(parameters.values()))
    function.__doc__ = doc
    function.__annotations__ = dict(annotations or {})
    function.__module__ = run.__module__
    return function
