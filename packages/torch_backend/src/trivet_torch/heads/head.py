"""Models with a head: a base model, followed by the steps to each output."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar, NamedTuple, cast

import torch
from torch import nn

from trivet.families.blocks import Grid, Reads, Transformer
from trivet.families.heads import HeadKind, Loss
from trivet.families.inputs import MASKED_PATCHES
from trivet.families.outputs import ModelOutput
from trivet.layout.params import join
from trivet_torch.heads.balancing import balancing_loss
from trivet_torch.heads.losses import loss_of, masked_patches_loss, masked_pixels_loss, two_losses
from trivet_torch.heads.reads import first_or_mean, states_read
from trivet_torch.heads.steps import Step, StepParts, vocabularies
from trivet_torch.layers.pictures import picture
from trivet_torch.layers.places import put
from trivet_torch.layers.transformer import Inputs
from trivet_torch.model.blueprint import BaseParts, BlueprintModel
from trivet_torch.model.encoder_decoder import EncoderDecoderPreTrainedModel, side_of

Tensor = torch.Tensor


class Branch(NamedTuple):
    """From the base model's states to one output."""

    reads: Reads
    steps: tuple[Step, ...]
    squeeze: bool
    apart: bool
    grid: Grid | None
    averages: bool


class Head(StepParts, BlueprintModel):
    """A base model and a head.

    Attributes:
        head_name: bare name of the class in the family.
        base_class: the family's base model.
        base_arguments: names of the base model's arguments.
        output_class: class of the output of a call.
        repeated: names of fields that are copied from the base model's output.
    """

    head_name: ClassVar[str]
    base_class: ClassVar[type[BaseParts]]
    base_arguments: ClassVar[tuple[str, ...]]
    output_class: ClassVar[Callable[..., ModelOutput[Any]]]
    repeated: ClassVar[tuple[str, ...]]
    kind: ClassVar[HeadKind]

    def __init__(self, config: Any) -> None:
        if self.kind.sets:
            config = deepcopy(config)
            for name, value in self.kind.sets:
                setattr(config, name, value)
        super().__init__(config)
        if self.kind.num_labels is not None:
            config.num_labels = self.kind.num_labels
        self.num_labels: int = config.num_labels
        if self.kind.side is not None:
            setattr(self, self.base_model_prefix, side_of(self.base_class, config, self.kind.side))
        elif self.family.base_prefix:
            reads_pooled = self.family.reads_pooled(config, self.head_name)
            options = {"add_pooling_layer": reads_pooled} if self.base_class.is_pooled else {}
            if self.base_class.is_maskable and self.family.masks_patches(self.head_name):
                options["use_mask_token"] = True
            put(self, self.base_model_prefix, self.base_class(config, **options))
        else:
            cast(BaseParts, self).add_base()
        self._add_branches()
        self.post_init()

    def _add_branches(self) -> None:
        branches = self.family.branches(self.config, self.head_name)
        self._branches = tuple(
            Branch(each.reads, self.add_steps(each.steps), each.squeeze, each.apart, each.grid, each.averages)
            for each in branches
        )
        for each in branches:
            for path, block in vocabularies(each.steps):
                self.output_embeddings = path
                if block.added is not None:
                    self.vocabulary_buffers = (block.added,)

    def run(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """The output for the arguments of a call by name: that of each branch, and a loss if all labels are passed."""
        kind = self.kind
        labels = [inputs[name] for name in kind.labels]
        is_labelled = bool(labels) and all(each is not None for each in labels)
        has_two_losses = kind.loss is Loss.WORDS_AND_CHOICES
        arguments = self.prepared(inputs, is_labelled)
        first: Any = inputs.get("input_ids") if inputs.get("inputs_embeds") is None else inputs["inputs_embeds"]
        has_choices = kind.choices and not (has_two_losses and _is_one_text(first, inputs))
        if has_choices:
            arguments = {name: arguments[name] for name in self.base_arguments if name in arguments}
            arguments = {k: each.flatten(0, 1) if _has_choices(k, each) else each for k, each in arguments.items()}
        encoded = self._encoded(arguments)
        seen = {**inputs, **arguments} if has_choices else inputs
        logits = [each for branch in self._branches for each in self._logits(branch, encoded, seen)]
        if has_choices:
            logits = [each.view(-1, first.shape[1], *each.shape[1:]) for each in logits]
            logits = logits if has_two_losses else [each.squeeze(-1) for each in logits]
        if kind.mean:
            logits = [torch.stack(logits).mean(0), *logits]
        names = kind.logits
        if kind.loss is Loss.SPANS:
            logits, names = list(logits[0].unbind(-1)), ("start_logits", "end_logits")
        repeated = {name: encoded.get(name) for name in self.repeated}
        if has_two_losses:
            losses, states = two_losses(logits, labels), repeated["hidden_states"]
            if states is not None:  # the last one has an axis of choices, as the logits have
                repeated["hidden_states"] = (*states[:-1], states[-1].view(*logits[1].shape, *states[-1].shape[1:]))
            return self.output_class(**losses, **dict(zip(names, logits, strict=True)), **repeated)
        loss = self._loss(logits, labels, inputs) if is_labelled else None
        own = {**({"loss": loss} if kind.labels else {}), **dict(zip(names, logits, strict=True))}
        balancing = self.family.balancing(self.config) if kind.generates else None
        if balancing is not None and repeated["router_logits"]:
            own["aux_loss"] = aux = balancing_loss(
                repeated["router_logits"], balancing.chosen, _of_tokens(inputs.get("attention_mask"), first)
            )
            own["loss"] = None if loss is None else loss + balancing.weight * aux.to(loss.device)
        return self.output_class(**own, **repeated)

    def _loss(self, logits: Sequence[Tensor], labels: Sequence[Tensor], inputs: Inputs) -> Tensor:
        if self.kind.loss is Loss.PIXELS:
            return masked_pixels_loss(logits[0], inputs["pixel_values"], labels[0], self._branches[0].grid)
        if self.kind.loss is Loss.MASKED_PATCHES:
            return masked_patches_loss(logits[0], labels[0], inputs.get(MASKED_PATCHES))
        return loss_of(self.kind.loss, logits, labels, self.config, inputs.get("attention_mask"))

    def prepared(self, inputs: Inputs, is_labelled: bool) -> Mapping[str, Any]:
        """The arguments for the base model, and others, which are ignored.

        Args:
            is_labelled: whether all labels are passed.
        """
        return inputs

    def _encoded(self, inputs: Mapping[str, Any]) -> Any:
        arguments = {name: inputs[name] for name in self.base_arguments if inputs.get(name) is not None}
        base = self.base_model
        return cast(BaseParts, self).encoded(arguments) if base is self else base(**arguments, return_dict=True)

    def _logits(self, branch: Branch, encoded: Any, inputs: Inputs) -> Sequence[Tensor]:
        skipped = 0 if branch.grid is None else branch.grid.skipped
        states = states_read(branch.reads, encoded, inputs, self.config, skipped)
        if branch.grid is not None and branch.reads is Reads.PICTURE:
            states = picture(states, branch.grid, inputs["pixel_values"])
        logits = self.run_steps(branch.steps, states)
        if branch.averages:
            logits = first_or_mean(Reads.MEAN, logits, inputs.get("attention_mask"))
        return logits.unbind(-1) if branch.apart else (logits.squeeze(-1) if branch.squeeze else logits,)


class DecoderHead(Head):
    """The same behind a decoder alone."""

    def get_decoder(self) -> nn.Module:
        """The decoder, which is the base model."""
        return self.base_model

    def set_decoder(self, decoder: nn.Module) -> None:
        """Replace it."""
        setattr(self, self.base_model_prefix, decoder)


class EncoderDecoderHead(Head, EncoderDecoderPreTrainedModel):
    """A head after a decoder that attends to an encoder's output."""

    def prepared(self, inputs: Inputs, is_labelled: bool) -> Mapping[str, Any]:
        """As for `Head`. A decoder without inputs reads shifted labels or source; with labels no cache is needed."""
        arguments = dict(inputs)
        has_targets = inputs.get("decoder_input_ids") is not None or inputs.get("decoder_inputs_embeds") is not None
        if is_labelled and self.kind.loss is Loss.TOKENS and not has_targets:
            arguments["decoder_input_ids"] = self.shift_right(arguments["labels"])
        elif self.kind.reads_source and not has_targets and inputs["input_ids"] is not None:
            arguments["decoder_input_ids"] = self.shift_right(inputs["input_ids"])
        if is_labelled and arguments["use_cache"] is None:
            arguments["use_cache"] = False
        return arguments


class SideHead(Head, EncoderDecoderPreTrainedModel):
    """A head after one side of an encoder-decoder."""

    def _encoded(self, inputs: Mapping[str, Any]) -> Any:
        arguments = {name: inputs[name] for name in self.base_arguments if inputs.get(name) is not None}
        return getattr(self.base_model, cast(str, self.kind.side))(**arguments, return_dict=True)

    def set_decoder(self, decoder: nn.Module) -> None:
        """Replace the decoder."""
        put(self.base_model, self._side().at, decoder)

    def get_input_embeddings(self) -> nn.Module:
        """The word embedding of the side."""
        return self._words_of(self._side())

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace them."""
        put(self.base_model, join(self._side().at, self._side().tokens.words.at), value)

    def output_owner(self) -> nn.Module:
        """The word embedding, to which the head is tied."""
        return self.get_input_embeddings()

    def other_tables(self) -> Sequence[nn.Module]:
        """Empty: the side has one table."""
        return ()

    def _side(self) -> Transformer:
        return next(side for side in self.blueprint.sides if side.at == self.kind.side)


def _of_tokens(mask: Tensor | None, tokens: Tensor) -> Tensor | None:
    """A mask of tokens [batch, length] of a call, without those in the cache; None for masks of other axes."""
    return None if mask is None or mask.dim() != 2 else mask[:, -tokens.shape[1] :]


def _is_one_text(tokens: Tensor, inputs: Inputs) -> bool:
    """Whether ids [batch, length], or vectors of them, are passed without an axis of choices."""
    return tokens.dim() == (2 if inputs.get("inputs_embeds") is None else 3)


def _has_choices(name: str, value: object) -> bool:
    return isinstance(value, Tensor) and name != "head_mask"
