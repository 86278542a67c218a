"""Calls of model classes: which arguments a class takes, and functions that have them as real parameters."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from trivet.families.family import Family
from trivet.families.heads import HeadKind


def arguments_of(family: Family, kind: HeadKind | None) -> tuple[str, ...]:
    """What a model's call takes, labels included, options such as `return_dict` not, in the order of PyTorch's classes.

    Args:
        kind: of its head; None for the base model.
    """
    if kind is None:
        return family.inputs
    if kind.order:
        return kind.order
    names = [name for name in family.inputs if name not in kind.leaves_out]
    place = names.index("use_cache") if "use_cache" in names else len(names)
    return (*names[:place], *kind.labels, *names[place:])


_BATCH = "[batch, length]"
_MASK = f"1 where a token may be seen, 0 where not: {_BATCH}, [batch, query, key] or [batch, heads, query, key]"
_HEADS = "1 keeps a head, 0 silences it: [heads] or [layers, heads]"
_VECTORS = "vectors [batch, length, hidden] in place of ids"
ARGUMENTS: Mapping[str, str] = {
    "input_ids": f"tokens {_BATCH}",
    "attention_mask": _MASK,
    "token_type_ids": f"segments {_BATCH}; 0 where they are not given",
    "position_ids": f"positions {_BATCH}; counted where they are not given",
    "head_mask": _HEADS,
    "inputs_embeds": _VECTORS,
    "encoder_hidden_states": "an encoder's states [batch, source length, hidden], for cross-attention",
    "encoder_attention_mask": "as `attention_mask`, of these",
    "past_key_values": "cache of the tokens before these, as an earlier call returned it",
    "use_cache": "whether to return a cache; None is as the config says",
    "decoder_input_ids": f"tokens {_BATCH} of the target",
    "decoder_attention_mask": "as `attention_mask`, of the target, what is in the cache included",
    "decoder_position_ids": f"positions {_BATCH} of the target; counted where they are not given",
    "decoder_head_mask": "as `head_mask`, of the decoder's self-attention",
    "cross_attn_head_mask": "as `head_mask`, of the decoder's attention to the encoder's states",
    "encoder_outputs": "what the encoder, or an earlier call, returned: in place of running it",
    "decoder_inputs_embeds": f"{_VECTORS}, of the target",
    "mc_token_ids": "place [batch, choices] of the token of each choice that is read; the last where it is not given",
    "output_attentions": "whether to return attention weights",
    "output_hidden_states": "whether to return the states between layers",
    "return_dict": "whether to return an output object rather than a tuple; None is as the config says",
    "training": "whether numbers are dropped",
    "cache_position": "[length], where the tokens stand in the cache; None is behind what is in it",
    "logits_to_keep": "for how many tokens, the last, to compute scores; None is all",
}
"""What the arguments of calls are, by name."""


def call_doc(names: Iterable[str], output: str, labels: Collection[str] = ()) -> str:
    """The documentation of a call: what it takes, with shapes, and what it gives.

    Args:
        names: of its arguments, in order.
        output: name of the class of what it returns.
        labels: those among the names that give a loss.
    """
    lines = [f"Run the model on a batch; see `trivet.families.outputs.{output}`.", "", "Args:"]
    lines += [f"    {name}: {'what is right, for the loss' if name in labels else ARGUMENTS[name]}." for name in names]
    if labels:
        given = " and ".join(f"`{name}`" for name in labels)
        lines += ["", f"The output has a `loss` where {given} are given."]
    refused = "inputs contradict each other, a mask has another shape, or a cache has no room."
    return "\n".join([*lines, "", "Raises:", f"    ValueError: {refused}", ""])


def function_with(
    name: str,
    parameters: Mapping[str, Any],
    run: Callable[[Any, dict[str, Any]], Any],
    *,
    doc: str,
    annotations: Mapping[str, Any] | None = None,
    keyword_only: Collection[str] = (),
) -> Callable[..., Any]:
    """A method with real parameters, as `inspect.signature`, `help`, compilers and trainers read them.

    Args:
        parameters: name → default.
        run: called with the object and with all arguments by name.
        annotations: of parameters, and of `return`.
        keyword_only: names of the parameters, the last ones, that are not taken by position.

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
    # As dataclasses make `__init__`: Python has no other way to a function with parameters of given names. It closes
    # over what it calls, and its globals are a module's own: compilers look those up in the module.
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
