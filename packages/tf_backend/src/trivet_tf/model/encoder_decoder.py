"""Models of an encoder and a decoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from trivet.errors import InvalidInputError
from trivet.families.blocks import EncoderDecoder, Shift, SoundEmbeddings
from trivet.families.call_checks import shift_token, shift_tokens
from trivet.families.inputs import SOUNDS
from trivet.families.media_shapes import sound_shape
from trivet.families.outputs import ModelOutput
from trivet.families.vocabulary import wanted_rows
from trivet.layout.params import join
from trivet_tf.cache import DynamicCache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache, as_encoder_decoder_cache
from trivet_tf.cache.static import StaticCache
from trivet_tf.framework import keras, tf
from trivet_tf.heads.losses import IGNORED
from trivet_tf.layers.places import Address, follow
from trivet_tf.layers.positions import table_class
from trivet_tf.layers.transformer import Transformer
from trivet_tf.model.blueprint import BlueprintModel
from trivet_tf.model.outputs import TFBaseModelOutput, TFSeq2SeqModelOutput

ops = keras.ops


class EncoderDecoderModel(BlueprintModel):
    """An encoder and a decoder that attends to its states, or one of the two alone."""

    def add_base(self, base: Any) -> None:
        """Make the vocabulary's table where both share it, and the sides."""
        blocks: EncoderDecoder = base
        prefix, only = self.base_model_prefix, None if self.kind is None else self.kind.side
        self.shared_at = None
        if blocks.shared is not None and only != blocks.decoder.at:
            path = join(prefix, blocks.shared.at)
            self.put_leaf(path, table_class(blocks.shared), blocks.shared)
            self.shared_at = self.below(path, leaf=True)
        self.sides_at: tuple[Address, ...] = ()
        for side in blocks.sides:
            if only in (None, side.at):
                words_at = self.shared_at if side.at in blocks.ties else None
                self.put(join(prefix, side.at), Transformer, side, self.config, words_at=words_at)
                self.sides_at = (*self.sides_at, self.below(join(prefix, side.at)))
        self.shift, self.one_head_mask = blocks.shift, blocks.one_head_mask
        self.masks_source = blocks.masks_source
        self.hears = isinstance(blocks.encoder.embeddings, SoundEmbeddings) and only != blocks.decoder.at
        self.reads_source = blocks.reads_source or (self.kind is not None and self.kind.reads_source)

    @property
    def stacks(self) -> tuple[Any, Any]:
        """The encoder and the decoder."""
        encoder, decoder = self.transformers
        return encoder, decoder

    @property
    def transformers(self) -> tuple[Transformer, ...]:
        """The sides that there are."""
        return tuple(follow(self, address) for address in self.sides_at)

    @property
    def dummy_inputs(self) -> dict[str, tf.Tensor]:
        """Arguments of a call that uses every layer."""
        decoded = ("decoder_input_ids",) if len(self.sides_at) == 2 else ()
        inputs = {name: tf.zeros((2, 3), tf.int32) for name in ("input_ids", *decoded)}
        if self.hears:
            shape = sound_shape(self.family.base(self.config))
            del inputs["input_ids"]
            inputs = {SOUNDS: tf.zeros((2, *cast(tuple[int, int], shape))), **inputs}
        return inputs

    def get_encoder(self) -> Transformer:
        """The encoder, which takes ids or vectors by itself.

        Raises:
            NotImplementedError: there is none.
        """
        return self._side(0, "encoder")

    def get_decoder(self) -> Transformer:
        """The decoder, as `get_encoder`.

        Raises:
            NotImplementedError: there is none.
        """
        return self._side(1, "decoder")

    def _side(self, place: int, name: str) -> Transformer:
        only, base = None if self.kind is None else self.kind.side, cast(EncoderDecoder, self.family.base(self.config))
        if only is not None and base.sides[place].at != only:
            raise NotImplementedError(f"{type(self).__name__} has no {name}")
        return self.transformers[0 if only is not None else place]

    def prepare_decoder_input_ids_from_labels(self, labels: tf.Tensor) -> tf.Tensor:
        """The decoder's inputs for labels, as `shifted`."""
        return self.shifted(labels)

    def _shift_right(self, input_ids: tf.Tensor) -> tf.Tensor:
        return self.shifted(input_ids)

    def words(self, input_ids: tf.Tensor | None, inputs_embeds: tf.Tensor | None, *, decoder: bool) -> tf.Tensor:
        """The vectors [batch, length, hidden] of tokens; those of ids are scaled where the family does so.

        Raises:
            InvalidInputError: both or neither are passed.
        """
        side, prefix = (self.stacks[1], "decoder_") if decoder else (self.transformers[0], "")
        return side.words_of(input_ids, inputs_embeds, prefix=prefix)

    def based(self, inputs: dict[str, Any], options: dict[str, Any], *, is_labelled: bool) -> Any:
        """The output of both sides, or of the one that there is."""
        if len(self.sides_at) == 1:
            return self.encode(**inputs, **options)
        encoded, use_cache = inputs["encoder_outputs"], inputs["use_cache"]
        if use_cache is None:
            use_cache = bool(self.config.use_cache) and not is_labelled
        if encoded is None:
            names = ("attention_mask", "head_mask", *((SOUNDS,) if self.hears else ("input_ids", "inputs_embeds")))
            asked = {name: inputs[name] for name in names}
            encoded = self.encode(**asked, **options)
        past_key_values = inputs["past_key_values"]
        past = None if past_key_values is None and not use_cache else as_encoder_decoder_cache(past_key_values)
        return self.decode(self._decoder_inputs(inputs), encoded_of(encoded), past, use_cache=use_cache, **options)

    def answered(self, arguments: dict[str, Any]) -> Any:
        """As of `BlueprintModel`; without inputs of its own, the decoder reads the labels, one place later."""
        labels = None if self.kind is None else arguments.get("labels")
        empty = all(arguments.get(name) is None for name in ("decoder_input_ids", "decoder_inputs_embeds"))
        if labels is not None and empty and self.kind is not None and self.kind.generates and self.kind.side is None:
            arguments["decoder_input_ids"] = self.shifted(labels)
        return super().answered(arguments)

    def _decoder_inputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs with what follows from the encoder's, where the caller says nothing of the decoder's."""
        inputs, (encoder, decoder) = dict(inputs), self.stacks
        empty = inputs["decoder_input_ids"] is None and inputs["decoder_inputs_embeds"] is None
        if empty and self.reads_source and inputs.get("input_ids") is not None:
            inputs["decoder_input_ids"] = self.shifted(inputs["input_ids"])
        if self.one_head_mask and inputs["decoder_head_mask"] is None and encoder.pass_count == decoder.pass_count:
            inputs["decoder_head_mask"] = inputs["head_mask"]
        return inputs

    def shifted(self, labels: tf.Tensor) -> tf.Tensor:
        """Labels [batch, target] one place later, behind what every output starts with; ignored ones become padding.

        Raises:
            InvalidInputError: the config does not say what that token is, or what padding is.
        """
        return shifted(labels, self.config, self.shift)

    def encode(
        self,
        input_ids: tf.Tensor | None = None,
        attention_mask: tf.Tensor | None = None,
        inputs_embeds: tf.Tensor | None = None,
        head_mask: tf.Tensor | None = None,
        **options: Any,
    ) -> TFBaseModelOutput:
        """What a call takes as `encoder_outputs`; of a decoder alone, its output.

        Args:
            options: `output_attentions`, `output_hidden_states`, `training`, and of a decoder alone its further inputs.
        """
        if self.hears:
            facts = {"attention_mask": attention_mask, "head_mask": head_mask}
            heard: TFBaseModelOutput = self.transformers[0](**facts, **options)
            return heard
        words = self.words(input_ids, inputs_embeds, decoder=False)
        rows = self.transformers[0].counted(input_ids)  # the sides read vectors, which do not tell padding
        if rows is not None and options.get("position_ids") is None:
            options["position_ids"] = rows
        output: TFBaseModelOutput = self.transformers[0](
            inputs_embeds=words, attention_mask=attention_mask, head_mask=head_mask, **options
        )
        return output

    def decode(
        self, inputs: Mapping[str, Any], encoded: Any, past: EncoderDecoderCache | None, **options: Any
    ) -> TFSeq2SeqModelOutput:
        """The decoder's output for what the encoder gave.

        Args:
            inputs: as a call has them; what is not there is None.
            options: as of `encode`, and `use_cache`.

        Raises:
            ValueError: the cache is one of another number of layers.
            InvalidInputError: neither the caller nor the cache has the encoder's states.
        """
        states = encoded.last_hidden_state
        if states is None and not (past is not None and past.cross_attention):
            raise InvalidInputError("a decoder needs encoder_outputs, or past_key_values that hold the encoder's keys")
        ids, vectors = inputs.get("decoder_input_ids"), inputs.get("decoder_inputs_embeds")
        places = inputs.get("decoder_position_ids")
        if places is None:
            places = self.stacks[1].counted(ids, 0 if past is None else past.self_attention.length)
        decoded = self.stacks[1](
            inputs_embeds=self.words(ids, vectors, decoder=True),
            attention_mask=inputs.get("decoder_attention_mask"),
            position_ids=places,
            encoder_hidden_states=states,
            encoder_attention_mask=inputs.get("attention_mask") if self.masks_source else None,
            past_key_values=past,
            head_mask=inputs.get("decoder_head_mask"),
            cross_attn_head_mask=inputs.get("cross_attn_head_mask"),
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

    def init_cache(self, batch_size: int, max_length: int, encoder_outputs: Any = None) -> Any:
        """An empty cache of fixed shapes, so that each step of a decoding loop is the same compiled function; of a
        decoder alone that of its own positions.

        Args:
            max_length: how many positions the decoder will write at most.
            encoder_outputs: whose keys and values it is to hold from the start; otherwise the first call adds them.
        """
        states = None if encoder_outputs is None else encoded_of(encoder_outputs).last_hidden_state
        layers, dtype = self.transformers[-1].blocks, self.dtype_policy.compute_dtype
        own, far = pair_cache(layers, batch_size, max_length, dtype, states)
        return EncoderDecoderCache(own, far) if len(self.sides_at) == 2 or far else own

    def resize_decoder_token_embeddings(self, new_num_tokens: int) -> keras.layers.Layer:
        """Let the decoder know another number of words, and its scores where it has them; the encoder's stay.

        Returns:
            The layer that looks the decoder's words up.

        Raises:
            ValueError: both sides share one vocabulary, or the number is not a positive integer.
        """
        if self.shared_at is not None:
            raise ValueError("encoder and decoder share their vocabulary: call resize_token_embeddings")
        self._resize_vocabulary(wanted_rows(self.config.decoder_vocab_size, new_num_tokens), "decoder_vocab_size")
        return self.stacks[1].word_table


def shifted(labels: tf.Tensor, config: Any, shift: Shift = Shift.START) -> tf.Tensor:
    """Labels [batch, target] one place later, behind what every output starts with; ignored ones become padding.

    Raises:
        InvalidInputError: the config does not say what that token is, or what padding is.
    """
    labels = ops.convert_to_tensor(labels)
    if shift is Shift.LAST:
        padding = shift_token(config.pad_token_id, "pad_token_id")
        labels = ops.where(labels == IGNORED, ops.cast(padding, labels.dtype), labels)
        # A row of padding alone starts with padding.
        last = ops.maximum(ops.sum(ops.cast(labels != padding, "int32"), axis=1, keepdims=True) - 1, 0)
        return ops.concatenate([ops.take_along_axis(labels, last, axis=1), labels[:, :-1]], axis=1)
    start, padding = shift_tokens(getattr(config, "decoder_start_token_id", None), config.pad_token_id)
    moved = ops.pad(labels[:, :-1], ((0, 0), (1, 0)), constant_values=start)
    return ops.where(moved == IGNORED, ops.cast(padding, moved.dtype), moved)


def pair_cache(
    layers: Sequence[Any], batch_size: int, max_length: int, dtype: str, states: Any
) -> tuple[StaticCache, DynamicCache]:
    """A decoder's cache of fixed shapes, and what its layers make of an encoder's states; nothing of None."""
    attentions = [layer.own_attention for layer in layers]
    sizes = [each.key_heads for each in attentions], batch_size, max_length, attentions[0].head_dim
    far = () if states is None else tuple(layer.cross_keys(states) for layer in layers)
    return StaticCache.empty(*sizes, dtype), DynamicCache(far)


def encoded_of(outputs: Any) -> Any:
    """What a caller passes as `encoder_outputs`, an output or a tuple of its members, as an output."""
    return outputs if isinstance(outputs, ModelOutput) else TFBaseModelOutput(*outputs)
