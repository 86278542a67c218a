"""The public classes of every family, created from its blueprint on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields
from threading import RLock
from typing import Any

from trivet.families import blocks, derive, outputs
from trivet.families.family import Family
from trivet.families.heads import HeadKind, Loss
from trivet.families.pairs import PairFamily
from trivet.families.registry import family_with
from trivet.layout.params import join
from trivet_torch.build.calls import forward_of, parameters_of
from trivet_torch.build.sides import alone
from trivet_torch.heads.head import DecoderHead, EncoderDecoderHead, Head, SideHead
from trivet_torch.heads.steps import vocabularies
from trivet_torch.model.blueprint import (
    BlueprintModel,
    PictureModel,
    PooledPictureModel,
    PooledTransformerModel,
    TransformerModel,
)
from trivet_torch.model.encoder_decoder import (
    EncoderDecoderBase,
    EncoderDecoderModel,
    EncoderDecoderPreTrainedModel,
    SideModel,
)
from trivet_torch.model.pairs import PairModel

MODULE = "trivet_torch.models"
"""The module of the classes, for users and for pickle."""

# Tools that look up the base model need a prefix, also for families whose heads have none.
_NO_PREFIX = "transformer"
_LOCK = RLock()
_CLASSES: dict[str, type[BlueprintModel]] = {}


def class_named(name: str) -> type[BlueprintModel]:
    """The class of that name, which is created once.

    Raises:
        AttributeError: no family has such a class.
    """
    with _LOCK:
        if name not in _CLASSES:
            family = family_with(name)
            if family is None or name == family.config_class.__name__:
                raise AttributeError(f"no family has a class {name!r}")
            _CLASSES[name] = _created(family, name)
        return _CLASSES[name]


def _created(family: Family, name: str) -> type[BlueprintModel]:
    family = family.for_head(name)
    # Class attributes follow from a default config that ties all that can be tied.
    config = family.example(tie_word_embeddings=True)
    base = family.base(config)
    if name == f"{family.name}PreTrainedModel":
        return _shared(family, name, base)
    kind = family.kind(name)
    shared = class_named(f"{family.name}PreTrainedModel")
    if isinstance(family, PairFamily):
        bases, facts = _pair(family, kind)
    elif kind is None or not kind.logits:
        bases, facts = _base_model(family, kind, base)
    else:
        bases, facts = _head(family, kind, name, base, config)
    tied = [param.name for param in family.parameters(config, name) if param.tied is not None]
    prefix = f"{family.base_prefix}." if kind is None and family.base_prefix else ""
    facts["_tied_weights_keys"] = tuple(each.removeprefix(prefix) for each in tied) or None
    facts["kind"] = kind
    facts["forward"] = forward_of(family, kind, facts.pop("output"), BlueprintModel.forward_by_name)
    return _class(name, (*bases, shared), facts)


def _class(name: str, bases: tuple[type, ...], facts: dict[str, Any]) -> type[BlueprintModel]:
    return type(name, bases, {**facts, "__module__": MODULE, "__qualname__": name})


def _shared(family: Family, name: str, base: blocks.Base) -> type[BlueprintModel]:
    """The base class of all models of a family."""
    is_both = isinstance(base, blocks.EncoderDecoder)
    facts: dict[str, Any] = {
        "__doc__": f"Base class of all {family.title} models.",
        "family": family,
        "config_class": family.config_class,
        "base_model_prefix": family.base_prefix or _NO_PREFIX,
        "main_input_name": family.inputs[0],
        "model_type": family.model_type,
        "_keep_in_fp32_modules": derive.in_float32(base) or None,
    }
    facts |= {"side_alone": staticmethod(alone)} if is_both else {}
    return _class(name, (EncoderDecoderPreTrainedModel if is_both else BlueprintModel,), facts)


def _base_model(family: Family, kind: HeadKind | None, base: blocks.Base) -> tuple[tuple[type, ...], dict[str, Any]]:
    """Bases and facts of a base model, or of a side of it."""
    if isinstance(base, blocks.Transformer):
        what = "decoder" if base.causal else "encoder"
        pooled = base.pooler is not None
        ends = ", with a pooling layer" if pooled else ""
        output = f"BaseModelOutput{'WithPast' if base.causal else 'WithPooling' if pooled else ''}"
        output = "MoeModelOutputWithPast" if family.routes else output
        facts: dict[str, Any] = {"__doc__": f"The {what} of {family.title}{ends}.", "output": output}
        facts |= {"get_decoder": _itself} if base.causal else {}
        is_maskable = isinstance(base.embeddings, blocks.PatchEmbeddings) and base.embeddings.mask is not None
        kinds = {
            (False, False): TransformerModel,
            (False, True): PooledTransformerModel,
            (True, False): PictureModel,
            (True, True): PooledPictureModel,
        }
        return (kinds[is_maskable, pooled],), facts
    if kind is None:
        doc = f"The encoder and the decoder of {family.title} without a head."
        if base.reads_source:
            doc += " Without decoder inputs, the decoder reads the source, shifted by one."
        return (EncoderDecoderModel,), {"__doc__": doc, "output": "Seq2SeqModelOutput"}
    others = [each.at for each in base.sides if each.at != kind.side]
    return (SideModel,), {
        "__doc__": f"The stand-alone {kind.side} of {family.title}.",
        "output": "BaseModelOutput",
        "_keys_to_ignore_on_load_unexpected": tuple(rf"^{re.escape(each)}\." for each in others),
    }


def _pair(family: PairFamily, kind: HeadKind | None) -> tuple[tuple[type, ...], dict[str, Any]]:
    """Bases and facts of a model of two models."""
    assert kind is not None  # all of its classes write text
    facts = {"output": kind.output, "generates": kind.generates, "class_named": staticmethod(class_named)}
    return (PairModel,), {"__doc__": f"{family.title} that {kind.summary}. Each is a model of its own.", **facts}


def _head(
    family: Family, kind: HeadKind, name: str, base: blocks.Base, config: Any
) -> tuple[tuple[type, ...], dict[str, Any]]:
    """Bases and facts of a model with a head."""
    is_both, is_side = isinstance(base, blocks.EncoderDecoder), kind.side is not None
    branches = family.branches(config, name)
    added = [block.added for each in branches for _, block in vocabularies(each.steps) if block.added is not None]
    unwritten = tuple(join(family.base_prefix, each) for each in derive.unwritten(base))
    output_class = getattr(outputs, kind.output)
    own = {"loss", "mc_loss", "aux_loss", *(("start_logits", "end_logits") if kind.loss is Loss.SPANS else kind.logits)}
    facts = {
        "__doc__": f"{family.title} that {kind.summary}.",
        "output": kind.output,
        "family": family,
        "base_model_prefix": family.base_prefix or _NO_PREFIX,
        "head_name": name,
        # Beside a choice, its words are scored as those of a decoder's head are.
        "generates": kind.generates or kind.loss is Loss.WORDS_AND_CHOICES,
        "base_class": class_named(family.heads[0]) if family.base_prefix else None,
        "base_arguments": tuple(
            each
            for each in parameters_of(family, kind if is_side else None)
            if each in family.inputs or each not in ("return_dict", *kind.labels, *kind.options)
        ),
        "output_class": output_class,
        "repeated": tuple(each.name for each in fields(output_class) if each.name not in own),
        "_keys_to_ignore_on_load_missing": (*added, *_patterns(unwritten)) or None,
        "_keys_to_ignore_on_save": unwritten or None,
    }
    alone = DecoderHead if kind.generates and family.base_prefix else Head
    head = SideHead if is_side else EncoderDecoderHead if is_both else alone
    return ((head,) if family.base_prefix else (head, EncoderDecoderBase)), facts


def _itself(self: BlueprintModel) -> BlueprintModel:
    """The decoder, which is the model itself."""
    return self


def _patterns(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"^{re.escape(name)}$" for name in names)
