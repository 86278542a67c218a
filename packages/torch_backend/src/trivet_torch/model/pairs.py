"""Pairs: an encoder and a decoder that are models of their own, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, Self

import torch
from torch import nn

from trivet.families.outputs import ModelOutput, Seq2SeqLMOutput
from trivet.families.pairs import PairFamily
from trivet.transfer.pairs import PairSource, open_pair, require_part
from trivet_torch.backend import BACKEND
from trivet_torch.cache import encoder_decoder_cache
from trivet_torch.heads.losses import cross_entropy
from trivet_torch.layers.encoder_decoder import parts_of
from trivet_torch.layers.linear import linear
from trivet_torch.layers.places import put
from trivet_torch.layers.transformer import Inputs
from trivet_torch.model.encoder_decoder import EncoderDecoderPreTrainedModel

Tensor = torch.Tensor
_ENCODED = ("input_ids", "attention_mask", "inputs_embeds", "token_type_ids", "position_ids", "head_mask")


class PairModel(EncoderDecoderPreTrainedModel):
    """An encoder and a decoder, each a model of its own family.

    Args:
        config: of both; None makes one of the models'.
        encoder, decoder: models to be the parts; None makes them of the config.

    Raises:
        ValueError: there is neither a config nor both models, or a model lacks what the config says.
        TypeError: a model is not of the class that the config says.

    Attributes:
        class_named: the class of a public name.
    """

    family: ClassVar[PairFamily]
    class_named: ClassVar[Any]
    config: Any
    encoder: Any
    decoder: Any

    def __init__(self, config: Any = None, encoder: Any = None, decoder: Any = None) -> None:
        if config is None:
            if encoder is None or decoder is None:
                raise ValueError("give a config, or both an encoder and a decoder")
            config = self.config_class.from_encoder_decoder_configs(encoder.config, decoder.config)  # type: ignore[attr-defined]
        super().__init__(config)
        given = {"encoder": encoder, "decoder": decoder}
        for part in self.family.parts(config):
            model: Any = given[part.at]
            if model is None:
                model = self.class_named(part.head)(part.config)
                setattr(config, part.at, model.config)
            else:
                require_part(part, model, BACKEND)
                model.config = part.config
            setattr(self, part.at, model)
        bridge = self.blueprint.bridge
        self._bridge = None if bridge is None else put(self, bridge.at, linear(bridge))
        self.post_init()

    @classmethod
    def from_encoder_decoder_pretrained(
        cls,
        encoder_pretrained_model_name_or_path: PairSource = None,
        decoder_pretrained_model_name_or_path: PairSource = None,
        *model_args: Any,
        **kwargs: Any,
    ) -> Self:
        """Two models, each from its own checkpoint, as a pair in evaluation mode.

        What the decoder attends to the encoder with has initial values where its checkpoint does not have it.

        Args:
            encoder_pretrained_model_name_or_path, decoder_pretrained_model_name_or_path: as for `from_pretrained`.
            model_args: further arguments of the encoder's class.
            kwargs: those that begin with `encoder_` or `decoder_` are keywords of the two `from_pretrained`;
                `encoder_model` and `decoder_model` are models in place of checkpoints. Others are fields of the config.

        Raises:
            ValueError: there is neither a checkpoint nor a model of one of them.
            and as `from_pretrained`.
        """
        sources = encoder_pretrained_model_name_or_path, decoder_pretrained_model_name_or_path
        encoder, decoder, fields = open_pair(BACKEND.name, *sources, kwargs, *model_args)
        make: Any = cls.config_class
        config = make.from_encoder_decoder_configs(encoder.config, decoder.config, **fields)
        return cls(config, encoder, decoder).eval()

    def init_weights(self) -> None:
        """Give initial values to what joins the parts, which have theirs; and tie."""
        if self.blueprint.bridge is not None:
            self._init_weights(self.get_submodule(self.blueprint.bridge.at))
        self.tie_weights()

    def _init_weights(self, module: nn.Module) -> None:
        """As the part that the module is of does."""
        parts = self.encoder, self.decoder
        part = next((each for each in parts if any(module is one for one in each.modules())), None)
        if part is None:
            super()._init_weights(module)
        else:
            part._init_weights(module)

    def tie_weights(self) -> None:
        """Tie what the parts tie, and where the config says so the decoder's parameters to the encoder's."""
        self.encoder.tie_weights()
        if self.config.tie_encoder_decoder:
            for param in self.family.base_parameters(self.config):
                if param.tied is not None and param.name.startswith("decoder."):
                    _tie(self, param.name, param.tied)
        self.decoder.tie_weights()

    def get_encoder(self) -> Any:
        """The encoder."""
        return self.encoder

    def get_decoder(self) -> Any:
        """The decoder."""
        return self.decoder

    def get_input_embeddings(self) -> nn.Module:
        """The embeddings of the encoder's vocabulary."""
        found: nn.Module = self.encoder.get_input_embeddings()
        return found

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace them."""
        self.encoder.set_input_embeddings(value)

    def get_output_embeddings(self) -> nn.Module | None:
        """The decoder's projection to its vocabulary."""
        found: nn.Module | None = self.decoder.get_output_embeddings()
        return found

    def set_output_embeddings(self, new_embeddings: nn.Module) -> None:
        """Replace it."""
        self.decoder.set_output_embeddings(new_embeddings)

    def resize_token_embeddings(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            NotImplementedError: always: each part has a vocabulary of its own.
        """
        raise NotImplementedError(
            "encoder and decoder have vocabularies of their own: call model.encoder.resize_token_embeddings or "
            "model.decoder.resize_token_embeddings"
        )

    def run(self, inputs: Inputs) -> ModelOutput[Tensor]:
        """Scores of words [batch, target length, vocab], and a loss where labels are given.

        Raises:
            ValueError: as of the parts.
            InvalidInputError: the labels cannot be shifted for want of a token that begins, or of one for padding.
        """
        labels = inputs["labels"]
        given = dict(inputs) if labels is None else self._with_labels(inputs)
        asked = {name: given[name] for name in ("output_attentions", "output_hidden_states")}
        encoded = given["encoder_outputs"]
        if encoded is None:
            own = _stated({name: given[name] for name in _ENCODED})
            encoded = self.encoder(**own, **asked, return_dict=True)
        states, hidden_states, attentions = parts_of(encoded)
        cache = encoder_decoder_cache(given["past_key_values"], False)
        decoded = self.decoder(
            **_stated({name.removeprefix("decoder_"): given[name] for name in given if name.startswith("decoder_")}),
            encoder_hidden_states=None if cache is not None and cache.cross_attention else self._bridged(states),
            encoder_attention_mask=given["attention_mask"],
            past_key_values=cache,
            use_cache=given["use_cache"],
            **asked,
            return_dict=True,
        )
        return Seq2SeqLMOutput(
            None if labels is None else cross_entropy(decoded.logits, labels),
            decoded.logits,
            decoded.past_key_values,
            decoded.hidden_states,
            decoded.attentions,
            decoded.cross_attentions,
            states,
            hidden_states,
            attentions,
        )

    def _with_labels(self, inputs: Inputs) -> dict[str, Any]:
        """The inputs of a call with labels. A decoder that is given nothing reads these, and needs no cache."""
        given = dict(inputs)
        if given["decoder_input_ids"] is None and given["decoder_inputs_embeds"] is None:
            ids = given["decoder_input_ids"] = self.shift_right(given["labels"])
            if given["decoder_attention_mask"] is None and self.blueprint.masks_padding:
                given["decoder_attention_mask"] = (ids != self.config.pad_token_id).long()
        if given["use_cache"] is None:
            given["use_cache"] = False
        return given

    def _bridged(self, states: Tensor) -> Tensor:
        """The encoder's states as the decoder attends to them."""
        if self._bridge is None:
            return states
        projected: Tensor = self.get_submodule(".".join(self._bridge))(states)
        return projected


def _stated(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that are given: a model that does not take one refuses it."""
    return {name: value for name, value in arguments.items() if value is not None}


def _tie(model: nn.Module, name: str, owner: str) -> None:
    path, _, leaf = name.rpartition(".")
    setattr(model.get_submodule(path), leaf, model.get_parameter(owner))
