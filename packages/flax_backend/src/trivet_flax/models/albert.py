"""ALBERT (https://arxiv.org/abs/1909.11942) and its heads: few layers, each passed through many times."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
from flax import nnx

from trivet.families.outputs import AlbertForPreTrainingOutput
from trivet.families.text.albert import AlbertConfig
from trivet_flax.activations import activation
from trivet_flax.calling import OPTIONS
from trivet_flax.family import FlaxFamilyModel
from trivet_flax.heads import (
    MaskedLM,
    MultipleChoice,
    QuestionAnswering,
    SequenceClassification,
    TokenClassification,
    dropping,
)
from trivet_flax.layers.attention import MultiHeadAttention, layer_head_masks
from trivet_flax.layers.embeddings import TextEmbeddings
from trivet_flax.layers.encoder import Arrays, TextEncoder
from trivet_flax.layers.feed_forward import Linear, dropout
from trivet_flax.layers.norms import LayerNorm
from trivet_flax.layers.predictions import FlatPredictionHead
from trivet_flax.layers.remat import Recomputing
from trivet_flax.layers.setup import Setup
from trivet_flax.losses import cross_entropy

Array = jax.Array


class AlbertAttention(MultiHeadAttention):
    """Self-attention, projection, residual and norm."""

    def __init__(self, config: AlbertConfig, setup: Setup) -> None:
        names = ("query", "key", "value", "dense")
        rate = config.attention_probs_dropout_prob
        super().__init__(config.hidden_size, config.num_attention_heads, names=names, rate=rate, setup=setup)
        self.output_dropout = dropout(config.hidden_dropout_prob)
        self.LayerNorm = LayerNorm(config.hidden_size, config.layer_norm_eps, setup)


class AlbertLayer(nnx.Module):
    """`attention`, then the feed-forward layers `ffn` and `ffn_output`, each half followed by its norm."""

    def __init__(self, config: AlbertConfig, setup: Setup) -> None:
        size = config.hidden_size
        self.full_layer_layer_norm = LayerNorm(size, config.layer_norm_eps, setup)
        self.attention = AlbertAttention(config, setup)
        self.ffn = Linear(size, config.intermediate_size, setup)
        self.activation = activation(config.hidden_act)
        self.ffn_output = Linear(config.intermediate_size, size, setup)
        self.dropout = dropout(config.hidden_dropout_prob)

    def __call__(
        self, hidden: Array, mask: Array | None, head_mask: Array | None, *, with_weights: bool, **drop: Any
    ) -> tuple[Array, Array | None]:
        """As `EncoderLayer`."""
        attention = self.attention
        attended, weights, _ = attention(hidden, mask, head_mask, with_weights=with_weights, **drop)
        hidden = attention.LayerNorm(hidden + attention.output_dropout(attended, **drop))
        widened = self.dropout(self.ffn_output(self.activation(self.ffn(hidden))), **drop)
        return self.full_layer_layer_norm(widened + hidden), weights


class AlbertLayerGroup(nnx.Module):
    """The layers of one group."""

    def __init__(self, config: AlbertConfig, setup: Setup) -> None:
        self.albert_layers = nnx.List([AlbertLayer(config, setup) for _ in range(config.inner_group_num)])


class AlbertTransformer(Recomputing):
    """The embeddings widened, then `num_hidden_layers` times through the group whose turn it is."""

    def __init__(self, config: AlbertConfig, setup: Setup) -> None:
        self.embedding_hidden_mapping_in = Linear(config.embedding_size, config.hidden_size, setup)
        self.albert_layer_groups = nnx.List([AlbertLayerGroup(config, setup) for _ in range(config.num_hidden_groups)])
        self.turns = config.layer_groups

    def __call__(
        self,
        hidden: Array,
        mask: Array | None,
        head_mask: Array | None,
        *,
        output_attentions: bool,
        output_hidden_states: bool,
        **drop: Any,
    ) -> tuple[Array, Arrays | None, Arrays | None]:
        """As `Encoder`; every layer of a group gives weights, each group one state."""
        hidden = self.embedding_hidden_mapping_in(hidden)
        states, attentions = [hidden], list[Any]()  # of None where the weights are not wanted
        for turn, head_mask_of_turn in zip(self.turns, layer_head_masks(head_mask, len(self.turns)), strict=True):
            for layer in self.albert_layer_groups[turn].albert_layers:
                given = {"with_weights": output_attentions, **drop}
                hidden, weights = self.run_layer(layer, hidden, mask, head_mask_of_turn, **given)
                attentions.append(weights)
            states.append(hidden)
        return hidden, tuple(states) if output_hidden_states else None, tuple(attentions) if output_attentions else None


class AlbertPooler(Linear):
    """tanh(x · kernel + bias)."""

    def __init__(self, size: int, setup: Setup) -> None:
        super().__init__(size, size, setup)

    def __call__(self, inputs: Array, out_sharding: Any = None) -> Array:
        """[batch, hidden] → [batch, hidden]."""
        return jnp.tanh(super().__call__(inputs, out_sharding))


class FlaxAlbertModule(TextEncoder):
    """Embeddings, groups of layers, and a pooling layer over the first token."""

    def add_layers(self, config: AlbertConfig, setup: Setup) -> None:
        """Make `embeddings` and `encoder`."""
        self.embeddings = TextEmbeddings(config, setup, size=config.embedding_size)
        self.encoder = AlbertTransformer(config, setup)

    def attention_of(self, layer: int) -> AlbertAttention:
        """A layer's attention. Layers are numbered through the groups."""
        groups = self.encoder.albert_layer_groups
        group, place = divmod(layer, len(groups[0].albert_layers))
        found: AlbertAttention = groups[group].albert_layers[place].attention
        return found

    def make_pooler(self, config: AlbertConfig, setup: Setup) -> nnx.Module:
        """What takes the first token's state [batch, hidden] to `pooler_output`."""
        return AlbertPooler(config.hidden_size, setup)


class AlbertMaskedLM(MaskedLM):
    """Predictions of masked tokens."""

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`predictions`."""
        self.predictions = FlatPredictionHead(config, setup, size=config.embedding_size)

    def predict(self, hidden: Array) -> Array:
        """[batch, length, hidden] → logits [batch, length, vocab]."""
        return self.predictions(hidden, self.base.embeddings.word_embeddings)


class SentenceOrder(nnx.Module):
    """Whether two sentences stand in their order: dropout, then `classifier`."""

    def __init__(self, config: AlbertConfig, setup: Setup) -> None:
        self.dropout = dropout(config.classifier_dropout_prob)
        self.classifier = Linear(config.hidden_size, config.num_labels, setup)

    def __call__(self, pooled: Array, **drop: Any) -> Array:
        """[batch, hidden] → [batch, num_labels]."""
        logits: Array = self.classifier(self.dropout(pooled, **drop))
        return logits


class AlbertPreTraining(AlbertMaskedLM):
    """Predictions of masked tokens, and of the order of two sentences."""

    pooled = True

    def add_layers(self, config: Any, setup: Setup) -> None:
        """`predictions` and `sop_classifier`."""
        super().add_layers(config, setup)
        self.sop_classifier = SentenceOrder(config, setup)

    def __call__(  # type: ignore[override]
        self, *inputs: Array, labels: Array | None = None, sentence_order_label: Array | None = None, **options: Any
    ) -> AlbertForPreTrainingOutput[Array]:
        """`labels` [batch, length], -100 where there is none; `sentence_order_label` [batch]. Both give the loss."""
        outputs = self.base(*inputs, **options)
        predicted = self.predict(outputs.last_hidden_state)
        order = self.sop_classifier(outputs.pooler_output, **dropping(options))
        loss = None
        if labels is not None and sentence_order_label is not None:
            loss = cross_entropy(predicted, labels) + cross_entropy(order, sentence_order_label)
        return AlbertForPreTrainingOutput(loss, predicted, order, outputs.hidden_states, outputs.attentions)


class FlaxAlbertPreTrainedModel(FlaxFamilyModel):
    """Base of the ALBERT models."""

    config_class = AlbertConfig
    base_model_prefix = "albert"
    module_class = FlaxAlbertModule
    call_order = ("input_ids", "attention_mask", "token_type_ids", "position_ids", *OPTIONS)


class FlaxAlbertModel(FlaxAlbertPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, hidden], `pooler_output` [batch, hidden].

    `add_pooling_layer=False` leaves the pooling layer out.
    """


class FlaxAlbertForPreTraining(FlaxAlbertPreTrainedModel, head=AlbertPreTraining):
    """Tokens and sentences: `prediction_logits` [batch, length, vocab], `sop_logits` [batch, num_labels].

    `labels` [batch, length] (-100: none) and `sentence_order_label` [batch] together give the loss.
    """


class FlaxAlbertForMaskedLM(FlaxAlbertPreTrainedModel, head=AlbertMaskedLM):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxAlbertForSequenceClassification(FlaxAlbertPreTrainedModel, head=SequenceClassification):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""


class FlaxAlbertForMultipleChoice(FlaxAlbertPreTrainedModel, head=MultipleChoice):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""


class FlaxAlbertForTokenClassification(FlaxAlbertPreTrainedModel, head=TokenClassification):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""


class FlaxAlbertForQuestionAnswering(FlaxAlbertPreTrainedModel, head=QuestionAnswering):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""
