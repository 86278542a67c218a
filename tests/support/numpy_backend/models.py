"""Model classes in numpy, made of blueprints: `NumpyBertModel` and all others, by the names that families list."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

import numpy as np

from numpy_backend.blocks import Array, Cache, Call, Params, linear, norm, stepped, transform
from numpy_backend.experts import balancing_loss
from numpy_backend.heads import loss_of, losses_apart, masked_patches, masked_pixels, read, shifted
from trivet.errors import InvalidInputError
from trivet.families.blocks import EncoderDecoder, PatchEmbeddings, Reads, SoundEmbeddings, Transformer
from trivet.families.calls import arguments_of, options_of
from trivet.families.family import Family
from trivet.families.heads import Loss
from trivet.families.registry import architecture, architecture_points
from trivet.layout import Kind, ParamSpec
from trivet.planning.report import LoadReport
from trivet.plugin import (
    DTypePolicy,
    PretrainedConfig,
    fill,
    load_options,
    open_pretrained,
    parse_dtype,
    refuse_unknown,
    save_pretrained,
)

Inputs = Mapping[str, Any]
Outputs = dict[str, Any]


class NumpyPreTrainedModel:
    """A model: `tensors` are its parameters by canonical names, a tied one by its owner's.

    Attributes:
        family, head: what the class is of; `head` is the bare class name.
    """

    family: ClassVar[Family]
    head: ClassVar[str]
    config_class: ClassVar[type[PretrainedConfig]]

    def __init__(self, config: PretrainedConfig) -> None:
        kind = self.family.kind(self.head)
        if kind is not None and kind.num_labels is not None:
            config.num_labels = kind.num_labels
        self.config, self.kind = config, kind
        self.params: tuple[ParamSpec, ...] = tuple(
            each for each in self.family.parameters(config, self.head) if not each.buffer
        )
        draw = np.random.default_rng(0)
        self.tensors = {each.name: _initial(each, draw) for each in self.params if each.tied is None}

    @classmethod
    def from_pretrained(
        cls,
        source: str | os.PathLike[str],
        *,
        config: Any = None,
        dtype: str | None = None,
        output_loading_info: bool = False,
        **kwargs: Any,
    ) -> Any:
        """A model with a checkpoint's parameters, in its dtype unless another is named."""
        from numpy_backend import BACKEND

        options, keywords = load_options(kwargs, framework="numpy")
        checkpoint, config, rest = open_pretrained(
            cls.config_class, source, options, config=config, keywords=keywords, head=cls.head
        )
        refuse_unknown(cls, rest)
        model = cls(config, **rest)
        policy = DTypePolicy(None if dtype in (None, "auto") else parse_dtype(dtype))
        report: LoadReport = fill(model, BACKEND.skeleton(model), checkpoint, BACKEND, options, policy=policy)
        return (model, report) if output_loading_info else model

    def save_pretrained(self, folder: str | os.PathLike[str], **options: Any) -> None:
        """Write config.json and weights."""
        from numpy_backend import BACKEND

        save_pretrained(self, self.config, folder, BACKEND, **options)

    def __call__(self, **inputs: Any) -> Outputs:
        """What the PyTorch class returns, by name, with every hidden state and attention; integers stay int64.

        Raises:
            TypeError: an argument is none of the class's.
            ValueError: as of the PyTorch class.
        """
        options = options_of(self.family, self.kind)
        unknown = inputs.keys() - {*arguments_of(self.family, self.kind), *options}
        if unknown:
            raise TypeError(f"{type(self).__name__} takes no {', '.join(sorted(unknown))}")
        if self.kind is None:
            return self.base(inputs)[0]
        labels = {name: inputs.get(name) for name in self.kind.labels}
        asked = {name: each for name, each in inputs.items() if name not in labels or name in self.family.inputs}
        if self.kind.choices:
            choices = next(each for each in asked.values() if each is not None).shape[1]
            asked = {name: _merged(each) if name != "head_mask" else each for name, each in asked.items()}
        base: Any = self.family.base(self.config)
        shifts = isinstance(base, EncoderDecoder) and self.kind.side is None and self.kind.loss is Loss.TOKENS
        if shifts and labels["labels"] is not None and asked.get("decoder_input_ids") is None:
            asked["decoder_input_ids"] = shifted(base, self.config, labels["labels"])
            if base.masks_padding and asked.get("decoder_attention_mask") is None:
                asked["decoder_attention_mask"] = (asked["decoder_input_ids"] != self.config.pad_token_id).astype(int)
        encoded, states = self.base(asked)
        logits = self.logits(encoded, states, asked)
        if self.kind.choices:
            logits = {
                name: each.reshape(-1, choices, *(each.shape[1:] if self.kind.loss is Loss.WORDS_AND_CHOICES else ()))
                for name, each in logits.items()
            }
        if self.kind.loss is Loss.PIXELS:
            (mask,), (branch,) = labels.values(), self.family.branches(self.config, self.head)
            assert branch.grid is not None
            restored = logits["reconstruction"]
            loss = None if mask is None else masked_pixels(restored, asked["pixel_values"], mask, branch.grid)
        elif self.kind.loss is Loss.MASKED_PATCHES:
            found = labels["labels"]
            loss = None if found is None else masked_patches(logits["logits"], found, asked.get("bool_masked_pos"))
        else:
            loss = loss_of(self.kind.loss, logits, labels, asked.get("attention_mask"), self.config)
        balancing = self.family.balancing(self.config) if self.kind.generates else None
        if balancing is not None and "router_logits" in encoded:
            mask = asked.get("attention_mask")
            aux = balancing_loss(encoded["router_logits"], balancing.chosen, mask)
            loss, logits = None if loss is None else loss + balancing.weight * aux, {**logits, "aux_loss": aux}
        rest = {name: each for name, each in encoded.items() if name not in ("last_hidden_state", "pooler_output")}
        if self.kind.loss is Loss.WORDS_AND_CHOICES:
            last = rest["hidden_states"][-1]  # has the choices' axis, as the logits
            rest["hidden_states"] = (*rest["hidden_states"][:-1], last.reshape(-1, choices, *last.shape[1:]))
            return {**losses_apart(logits, labels), **logits, **rest}
        return {**({} if loss is None else {"loss": loss}), **(logits or encoded), **rest}

    def logits(self, encoded: Outputs, states: Array, inputs: Inputs) -> dict[str, Array]:
        """Each branch's, by the names of the head's kind; of spans each end's."""
        top, kind = self.view(), self.kind
        assert kind is not None
        found = []
        for branch in self.family.branches(self.config, self.head):
            if branch.reads is Reads.CHOSEN:
                places = inputs.get("mc_token_ids")
                x = states[:, -1] if places is None else states[np.arange(len(states)), places.reshape(-1)]
            else:
                ids, mask = inputs.get("input_ids"), inputs.get("attention_mask")
                x = read(
                    branch.reads,
                    states,
                    encoded.get("pooler_output"),
                    ids,
                    self.config,
                    mask,
                    0 if branch.grid is None else branch.grid.skipped,
                )
            x = x[:, -inputs["logits_to_keep"] :] if inputs.get("logits_to_keep") else x
            if branch.grid is not None and branch.reads is Reads.PICTURE:
                rows = branch.grid.rows(*inputs["pixel_values"].shape[2:])
                x = (
                    x[:, branch.grid.skipped : branch.grid.skipped + math.prod(rows)]
                    .swapaxes(1, 2)
                    .reshape(len(x), -1, *rows)
                )
            for step in branch.steps:
                x = stepped(step, top, x, top)
            x = read(Reads.MEAN, x, None, None, self.config, inputs.get("attention_mask")) if branch.averages else x
            found += list(np.moveaxis(x, -1, 0)) if branch.apart else [x[..., 0] if branch.squeeze else x]
        if kind.loss is Loss.SPANS:
            return {"start_logits": found[0][..., 0], "end_logits": found[0][..., 1]}
        found = [sum(found) / len(found), *found] if kind.mean else found
        return dict(zip(kind.logits, found, strict=True))

    def view(self, prefix: str = "") -> Params:
        """The parameters, tied ones too."""
        tensors = dict(self.tensors)
        for each in self.params:
            if each.tied is not None:
                tensors[each.name] = self.tensors[each.tied]
        return Params(tensors, prefix)

    def base(self, inputs: Inputs) -> tuple[Outputs, Array]:
        """The base model's outputs, and the states that heads read."""
        block, params = self.family.base(self.config), self.view(self.family.for_head(self.head).base_prefix)
        if isinstance(block, Transformer):
            return self.side(block, params, inputs)
        if self.kind is not None and self.kind.side is not None:
            return self.side(getattr(block, self.kind.side), params, inputs)
        encoded = inputs.get("encoder_outputs")
        if encoded is None:
            encoded, _ = self.side(block.encoder, params, inputs)
        given = {name.removeprefix("decoder_"): each for name, each in inputs.items() if name.startswith("decoder_")}
        if given.get("input_ids") is None and given.get("inputs_embeds") is None:
            reads_source = block.reads_source or (self.kind is not None and self.kind.reads_source)
            if not reads_source or inputs.get("input_ids") is None:
                reason = "give decoder_input_ids or decoder_inputs_embeds, or labels to a model that has them"
                raise InvalidInputError(reason)
            given["input_ids"] = shifted(block, self.config, inputs["input_ids"])
        if block.one_head_mask and given.get("head_mask") is None:
            given["head_mask"] = inputs.get("head_mask")
        given |= {name: inputs.get(name) for name in ("cross_attn_head_mask", "past_key_values")}
        given |= {"encoder_hidden_states": linear(block.bridge, params, encoded["last_hidden_state"])}
        mask = inputs.get("attention_mask") if block.masks_source else None
        decoded, states = self.side(block.decoder, params, {**given, "encoder_attention_mask": mask})
        renamed = {
            f"decoder_{name}" if name in ("hidden_states", "attentions") else name: each
            for name, each in decoded.items()
        }
        return {**renamed, **{f"encoder_{name}": each for name, each in encoded.items()}}, states

    def side(self, block: Transformer, params: Params, inputs: Inputs) -> tuple[Outputs, Array]:
        """The outputs of a base model or of one side, and its last states."""
        cache: Cache = inputs.get("past_key_values") or {}
        tokens = inputs.get("input_ids") if inputs.get("input_ids") is not None else inputs.get("inputs_embeds")
        before = cache[0, 0, 0][0].shape[2] if cache else 0
        length = 0 if tokens is None else tokens.shape[1]
        if isinstance(block.embeddings, PatchEmbeddings):
            pictures, grid = inputs.get("pixel_values"), block.embeddings.grid
            length = grid.skipped if pictures is None else grid.skipped + math.prod(grid.rows(*pictures.shape[-2:]))
        mask = inputs.get("attention_mask")
        if isinstance(block.embeddings, SoundEmbeddings):
            length, mask = block.embeddings.positions.places, None
        positions = before + np.arange(length)
        stated = inputs.get("position_ids")
        call = Call(
            positions,
            positions[None] if stated is None else stated,
            mask,
            cache,
            self.config,
            inputs.get("encoder_hidden_states"),
            inputs.get("encoder_attention_mask"),
            (inputs.get("head_mask"), inputs.get("cross_attn_head_mask")),
        )
        last, states = transform(block, params.at(block.at), inputs, call)
        outputs = {"last_hidden_state": last, "hidden_states": states, "attentions": tuple(call.weights[0])}
        if block.pooler is not None and self.family.reads_pooled(self.config, self.head):
            pooler = params.at(block.at).at(block.pooler.at)
            mean, dense = block.pooler.mean_from, block.pooler.linear
            pooled = norm(block.pooler.norm, pooler, last[:, 0] if mean is None else last[:, mean:].mean(1))
            outputs["pooler_output"] = pooled if dense is None else np.tanh(stepped(dense, pooler, pooled, pooler))
        if self.family.routes and self.config.output_router_logits:
            outputs["router_logits"] = tuple(call.routed)
        if block.causal:
            outputs["past_key_values"] = call.kept
        if call.weights[1]:
            outputs["cross_attentions"] = tuple(call.weights[1])
        return outputs, last


def _initial(param: ParamSpec, draw: np.random.Generator) -> Array:
    if param.kind in (Kind.LAYER_NORM, Kind.RMS_NORM):
        return np.full(param.shape, param.name.endswith("weight"), np.float32)
    return (0.02 * draw.standard_normal(param.shape)).astype(np.float32)


def _merged(array: Any) -> Any:
    """[batch, choices, …] → [batch · choices, …]."""
    return array.reshape(-1, *array.shape[2:]) if isinstance(array, np.ndarray) else array


@cache
def class_of(head: str) -> type[NumpyPreTrainedModel]:
    """The class of a head, by its bare name.

    Raises:
        AttributeError: no family that is described by a blueprint has it.
    """
    for model_type in architecture_points():
        family = architecture(model_type)
        if isinstance(family, Family) and head in family.heads:
            fields = {"family": family, "head": head, "config_class": family.config_class, "__module__": __name__}
            return type(f"Numpy{head}", (NumpyPreTrainedModel,), fields)
    raise AttributeError(f"no family has {head}")


def __getattr__(name: str) -> Any:
    if not name.startswith("Numpy"):
        raise AttributeError(name)
    return class_of(name.removeprefix("Numpy"))
