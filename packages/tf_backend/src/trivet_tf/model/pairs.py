"""Pairs: an encoder and a decoder that are models of their own, and what joins them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, NoReturn, Self

from trivet.families.blocks import Base, Branch
from trivet.families.pairs import PairFamily
from trivet.transfer.pairs import PairSource, open_pair, require_part
from trivet_tf.backend import BACKEND
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache, as_encoder_decoder_cache
from trivet_tf.framework import keras, tf
from trivet_tf.heads.targets import loss_of
from trivet_tf.layers.linear import linear_class
from trivet_tf.layers.places import follow
from trivet_tf.layers.tracking import share_variable
from trivet_tf.layers.transformer import Transformer
from trivet_tf.load.skeleton import slots
from trivet_tf.model.blueprint import BlueprintModel
from trivet_tf.model.encoder_decoder import encoded_of, pair_cache, shifted
from trivet_tf.model.outputs import TFModelOutput, TFSeq2SeqLMOutput, TFSeq2SeqModelOutput

ops = keras.ops

_ENCODED = ("input_ids", "attention_mask", "inputs_embeds", "token_type_ids", "position_ids", "head_mask")


class PairModel(BlueprintModel):
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

    def __init__(self, config: Any = None, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        if config is None:
            if encoder is None or decoder is None:
                raise ValueError("give a config, or both an encoder and a decoder")
            config = self.config_class.from_encoder_decoder_configs(encoder.config, decoder.config)  # type: ignore[attr-defined]
        super().__init__(config, **kwargs)
        models = {"encoder": encoder, "decoder": decoder}
        for part in self.family.parts(config):
            model: Any = models[part.at]
            if model is None:
                model = self.class_named(f"TF{part.head}")(part.config, name=part.at, dtype=self.dtype_policy)
                setattr(config, part.at, model.config)
            else:
                require_part(part, model, BACKEND)
                model.config = part.config
            setattr(self, part.at, model)
        if config.tie_encoder_decoder:
            self._tie()

    def _tie(self) -> None:
        """Let the decoder have the encoder's variables, where both have one of a name."""
        owners = {each.name: each.tied for each in self.family.base_parameters(self.config) if each.tied is not None}
        params = {target.name: target.param.name for target in BACKEND.skeleton(self).targets}
        by_name = {params[name]: (layer, variable) for name, layer, variable in slots(self)}
        for name, owner in owners.items():
            share_variable(*by_name[name], by_name[owner][1])

    def add_base(self, base: Base) -> None:
        """Make what joins the parts."""
        bridge, self.masks_padding = base.bridge, base.masks_padding  # type: ignore[union-attr]
        self.bridge_at = None
        if bridge is not None:
            self.put_leaf(bridge.at, linear_class(bridge), bridge)
            self.bridge_at = self.below(bridge.at, leaf=True)

    def add_head(self, branches: Sequence[Branch]) -> None:
        """Nothing: the head is the decoder's."""

    @classmethod
    def from_encoder_decoder_pretrained(
        cls,
        encoder_pretrained_model_name_or_path: PairSource = None,
        decoder_pretrained_model_name_or_path: PairSource = None,
        *model_args: Any,
        **kwargs: Any,
    ) -> Self:
        """Two models, each from its own checkpoint, as a pair.

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
        named = {"encoder_name": "encoder", "decoder_name": "decoder"}
        encoder, decoder, fields = open_pair(BACKEND.name, *sources, {**named, **kwargs}, *model_args)
        make: Any = cls.config_class
        return cls(make.from_encoder_decoder_configs(encoder.config, decoder.config, **fields), encoder, decoder)

    @property
    def transformers(self) -> tuple[Transformer, ...]:
        """None that are the model's own."""
        return ()

    @property
    def dummy_inputs(self) -> dict[str, tf.Tensor]:
        """Arguments of a call that uses every layer."""
        return dict.fromkeys(("input_ids", "decoder_input_ids"), tf.zeros((2, 3), tf.int32))

    def get_encoder(self) -> Any:
        """The encoder."""
        return self.encoder

    def get_decoder(self) -> Any:
        """The decoder."""
        return self.decoder

    def get_input_embeddings(self) -> keras.layers.Layer:
        """The layer that looks up the encoder's words."""
        return self.encoder.get_input_embeddings()

    def set_input_embeddings(self, value: Any) -> None:
        """Set the table of the encoder's words."""
        self.encoder.set_input_embeddings(value)

    def get_output_embeddings(self) -> keras.layers.Layer | None:
        """The layer whose table scores words, of the decoder."""
        return self.decoder.get_output_embeddings()

    def set_output_embeddings(self, value: Any) -> None:
        """Set the table that scores words, of the decoder."""
        self.decoder.set_output_embeddings(value)

    def resize_token_embeddings(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            NotImplementedError: always: each part has a vocabulary of its own.
        """
        raise NotImplementedError(
            "encoder and decoder have vocabularies of their own: call model.encoder.resize_token_embeddings or "
            "model.decoder.resize_token_embeddings"
        )

    def answered(self, arguments: dict[str, Any]) -> Any:
        """As of `BlueprintModel`; without inputs of its own, the decoder reads the labels, one place later."""
        labels = arguments.get("labels")
        empty = all(arguments.get(name) is None for name in ("decoder_input_ids", "decoder_inputs_embeds"))
        if labels is not None and empty:
            ids = arguments["decoder_input_ids"] = self.shifted(labels)
            if arguments.get("decoder_attention_mask") is None and self.masks_padding:
                arguments["decoder_attention_mask"] = ops.cast(ids != self.config.pad_token_id, "int32")
        return super().answered(arguments)

    def shifted(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels [batch, target] one place later, behind what every output starts with; ignored ones become padding.

        Raises:
            InvalidInputError: the config does not say what that token is, or what padding is.
        """
        return shifted(labels, self.config)

    def prepare_decoder_input_ids_from_labels(self, labels: tf.Tensor) -> tf.Tensor:
        """`shifted`, by the name that collators of batches call."""
        return self.shifted(labels)

    def based(self, inputs: dict[str, Any], options: dict[str, Any], *, is_labelled: bool) -> Any:
        """The output of both parts, before the head."""
        encoded, use_cache = inputs["encoder_outputs"], inputs["use_cache"]
        if use_cache is None:
            use_cache = bool(getattr(self.config.decoder, "use_cache", True)) and not is_labelled
        if encoded is None:
            encoded = self.encode(**{name: inputs[name] for name in _ENCODED}, **options)
        past = inputs["past_key_values"]
        past = None if past is None and not use_cache else as_encoder_decoder_cache(past)
        return self.decode(inputs, encoded_of(encoded), past, use_cache=use_cache, **options)

    def encode(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        **options: Any,
    ) -> Any:
        """What a call takes as `encoder_outputs`.

        Args:
            options: further inputs of the encoder; `output_attentions`, `output_hidden_states`, `training`.
        """
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask, "inputs_embeds": inputs_embeds, **options}
        return self.encoder.encode(**_stated(inputs))

    def decode(
        self, inputs: Mapping[str, Any], encoded: Any, past: EncoderDecoderCache | None, **options: Any
    ) -> TFSeq2SeqModelOutput:
        """The decoder's output, before its head, for what the encoder gave.

        Args:
            inputs: as a call has them; what is not there is None.
            options: as of `encode`, and `use_cache`.
        """
        own = {name.removeprefix("decoder_"): each for name, each in inputs.items() if name.startswith("decoder_")}
        states, is_known = encoded.last_hidden_state, past is not None and bool(past.cross_attention)
        decoded = self.decoder.encode(
            **_stated(own),
            encoder_hidden_states=None if is_known else self._bridged(states),
            encoder_attention_mask=inputs.get("attention_mask"),
            past_key_values=past,
            **options,
        )
        return TFSeq2SeqModelOutput(
            last_hidden_state=decoded.last_hidden_state,
            past_key_values=decoded.past_key_values,
            decoder_hidden_states=decoded.hidden_states,
            decoder_attentions=decoded.attentions,
            cross_attentions=decoded.cross_attentions,
            encoder_last_hidden_state=states,
            encoder_hidden_states=encoded.hidden_states,
            encoder_attentions=encoded.attentions,
        )

    def answer(self, output: Any, inputs: Mapping[str, Any], labels: Sequence[Any], *, training: bool) -> TFModelOutput:
        """What the decoder's head makes of the output, with a loss if there are labels."""
        assert self.kind is not None  # all of its classes write text
        logits = self.scores(output.last_hidden_state, training)
        loss = loss_of(self.kind, (logits,), labels, inputs, self.config)
        rest = {name: each for name, each in output.items() if name != "last_hidden_state"}
        return TFSeq2SeqLMOutput(loss=loss, logits=logits, **rest)

    def scores(self, states: tf.Tensor, training: bool = False) -> tf.Tensor:
        """Scores of words [batch, length, vocab] from the decoder's states [batch, length, hidden]."""
        return self.decoder.scores(states, training)

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> Any:
        """An empty cache of fixed shapes, so that each step of a decoding loop is the same compiled function.

        Args:
            max_length: how many positions the decoder will write at most.
            encoder_outputs: whose keys and values it is to hold from the start; otherwise the first call adds them.
        """
        states = None if encoder_outputs is None else self._bridged(encoded_of(encoder_outputs).last_hidden_state)
        blocks = self.decoder.transformers[-1].blocks
        return EncoderDecoderCache(*pair_cache(blocks, batch_size, max_length, self.dtype_policy.compute_dtype, states))

    def _bridged(self, states: tf.Tensor) -> tf.Tensor:
        """The encoder's states as the decoder attends to them."""
        return states if self.bridge_at is None else follow(self, self.bridge_at)(states)


def _stated(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that are not None: a model refuses those that it does not take."""
    return {name: value for name, value in arguments.items() if value is not None}
