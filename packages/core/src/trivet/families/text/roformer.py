"""RoFormer: rotary positions, of values as well if the config says so, and embeddings of a size of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from trivet.errors import InvalidConfigError
from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.bert_heads import BertHeads
from trivet.families.blocks import (
    Attention,
    Branch,
    Embedding,
    Layer,
    Linear,
    Reads,
    Rotary,
    Sines,
    Steps,
    TextEmbeddings,
    Transformer,
)
from trivet.families.fields import field
from trivet.families.inputs import ENCODER_STATES
from trivet.families.ropes import Rope
from trivet.layout import ParamSpec

if TYPE_CHECKING:
    import numpy as np


_INPUTS = ("input_ids", "attention_mask", "token_type_ids", "head_mask", "inputs_embeds")
_OF_DECODERS = (*ENCODER_STATES, "past_key_values", "use_cache")
_WRITES = (*_INPUTS[:3], "inputs_embeds", *ENCODER_STATES, "head_mask", "past_key_values", "labels", "use_cache")


class RoFormerConfig(encoders.PlainEncoderConfig):
    """Configuration of a RoFormer model (Su et al., 2021, https://arxiv.org/abs/2104.09864).

    Attributes:
        embedding_size: size of the embeddings, which are projected to `hidden_size` if it differs; None: that size.
        rotary_value: whether values are rotated by their positions, as queries and keys are.
    """

    model_type, can_decode = "roformer", True
    derived_fields: ClassVar = ("embedding_size",)
    vocab_size: int = 50000
    embedding_size: int | None = field(must.WIDTH, default=None, after="vocab_size", small=12)
    max_position_embeddings: int = 1536
    type_vocab_size: int = field(must.SEGMENTS, default=2, after="max_position_embeddings")
    pad_token_id: int | None = field(default=0, kw_only=True, after="layer_norm_eps")
    rotary_value: bool = field(must.FLAG, default=False, after="pad_token_id")
    use_cache: bool = field(must.FLAG, default=True, after="rotary_value")

    @property
    def rotary_size(self) -> int:
        """How many elements of each head are rotated: all."""
        return self.hidden_size // self.num_attention_heads

    def derive(self) -> None:
        """Embeddings without a size of their own have that of the layers."""
        if self.embedding_size is None:
            self.embedding_size = self.hidden_size

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        if self.rotary_size % 2:
            reason = f"heads of {self.rotary_size} elements (hidden_size / num_attention_heads) are not made of pairs"
            raise InvalidConfigError(reason, field="num_attention_heads")


class RoFormer(BertHeads):
    """RoFormer and its heads."""

    config_class, base_prefix = RoFormerConfig, "roformer"
    inputs, tensorflow_order = (*_INPUTS, *_OF_DECODERS), (*_INPUTS, "options", "labels", *_OF_DECODERS)
    kinds = (encoders.DECODER_HEADS[0].variant(order=_WRITES), *encoders.DECODER_HEADS[1:])
    tokenizer, flax_inputs = "word_pieces", _INPUTS[:4]

    def base(self, config: Any) -> Transformer:
        """Embeddings, their projection if sizes differ, encoder."""
        inner, outer = config.embedding_size, config.hidden_size
        project = None if inner == outer else Linear("embeddings_project", inner, outer)
        return replace(super().base(config), project=project)

    def embeddings(self, config: Any) -> TextEmbeddings:
        """Words and segments."""
        return encoders.text_embeddings(config, config.embedding_size, positions=None, leftovers=())

    def layer(self, config: Any, index: int) -> Layer:
        """As in BERT, with rotary positions in self-attention; files have the sines and cosines."""
        size, places, at = config.rotary_size, config.max_position_embeddings, "encoder.embed_positions"
        rotary = Rotary(
            Rope(size, 10000.0, places),
            interleaved=True,
            at=at,
            values=config.rotary_value,
            table=Sines(Embedding(at, places, size)),
        )
        layer, own = super().layer(config, index), {True: rotary, False: None}
        return Layer(
            layer.at,
            tuple(
                replace(each, inner=replace(each.inner, rotary=own[not each.crosses]))
                if isinstance(each.inner, Attention)
                else each
                for each in layer.sublayers
            ),
        )

    def pooler(self, config: Any) -> None:
        """None: heads read the first token, or the last."""

    def masked_lm(self, config: Any) -> Branch:
        """Scores of words, from states of the size of the embeddings."""
        size = config.embedding_size
        transform = Steps("transform", encoders.transform(config, size, config.hidden_act))
        words = self.scores(config, "decoder", size, outer_bias="bias")
        return Branch(Reads.EACH, (Steps("cls.predictions", (transform, words)),))

    def sequence_classification(self, config: Any) -> Branch:
        """From the first token."""
        steps = encoders.two_layers(
            config, "classifier", config.hidden_dropout_prob, config.hidden_act, config.num_labels
        )
        return Branch(Reads.FIRST, (steps,))

    def multiple_choice(self, config: Any) -> Branch:
        """From the last token, whether it is padding or not."""
        return Branch(Reads.FINAL, (Linear("classifier", config.hidden_size, 1),))

    def computed(self, param: ParamSpec, dialect: str) -> np.ndarray[Any, Any] | None:
        """As for `Family`: in Flax the sines and cosines, which the other frameworks' models hold."""
        if dialect != "flax" or not param.name.endswith("embed_positions.weight"):
            return None
        from trivet.families.sinusoids import sinusoids  # configs do not import numpy

        return sinusoids(*param.shape)
