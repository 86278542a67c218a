"""BERT (https://arxiv.org/abs/1810.04805) and its heads. What `forward` takes and returns is told in `heads`."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import nn

from trivet.architectures.bert import BertConfig
from trivet.outputs import BaseModelOutputWithPooling, BertForPreTrainingOutput, ModelOutput
from trivet_torch import heads
from trivet_torch.layers.attention import attention_bias
from trivet_torch.layers.embeddings import TextEmbeddings
from trivet_torch.layers.encoder import Encoder, Pooler
from trivet_torch.layers.feed_forward import ActivatedLinear
from trivet_torch.losses import cross_entropy
from trivet_torch.modeling import PreTrainedModel

Tensor = torch.Tensor


class BertPreTrainedModel(PreTrainedModel):
    """What all BERT models share."""

    config_class = BertConfig
    base_model_prefix = "bert"
    _no_split_modules = ("TextEmbeddings", "EncoderLayer")

    config: BertConfig

    def _init_weights(self, module: nn.Module) -> None:
        """Normal with `initializer_range`, zero biases and padding row, unit norms."""
        if isinstance(module, nn.Linear | nn.Embedding):
            nn.init.normal_(module.weight, 0.0, self.config.initializer_range)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
        if isinstance(module, nn.Embedding) and module.padding_idx is not None:
            module.weight.data[module.padding_idx].zero_()
        if isinstance(module, nn.LayerNorm):
            nn.init.ones_(module.weight)
            nn.init.zeros_(module.bias)


class BertModel(BertPreTrainedModel):
    """The encoder, with the pooling layer that sentence tasks read.

    Args:
        add_pooling_layer: whether to have the pooling layer.
    """

    def __init__(self, config: BertConfig, add_pooling_layer: bool = True) -> None:
        super().__init__(config)
        self.embeddings = TextEmbeddings(
            config.vocab_size,
            config.max_position_embeddings,
            config.type_vocab_size,
            config.hidden_size,
            pad_token_id=config.pad_token_id,
            eps=config.layer_norm_eps,
            dropout=config.hidden_dropout_prob,
        )
        self.encoder = Encoder(config)
        self.pooler = Pooler(config.hidden_size) if add_pooling_layer else None
        self.post_init()

    def get_input_embeddings(self) -> nn.Embedding:
        """The embeddings of the vocabulary."""
        return self.embeddings.word_embeddings

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary."""
        self.embeddings.word_embeddings = cast(nn.Embedding, value)

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BaseModelOutputWithPooling[Tensor] | tuple[Any, ...]:
        """`last_hidden_state` [batch, length, hidden] and `pooler_output` [batch, hidden].

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        config = self.config
        states = self.embeddings(input_ids, token_type_ids, position_ids, inputs_embeds)
        encoded = self.encoder(
            states,
            None if attention_mask is None else attention_bias(attention_mask, states.dtype),
            head_mask,
            config.output_attentions if output_attentions is None else output_attentions,
            config.output_hidden_states if output_hidden_states is None else output_hidden_states,
        )
        states = encoded.last_hidden_state
        pooled = None if self.pooler is None else self.pooler(states)
        output = BaseModelOutputWithPooling(states, pooled, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class BertTransform(ActivatedLinear):
    """What precedes the projection to the vocabulary: dense, activation, norm."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config.hidden_size, config.hidden_size, config.hidden_act)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, eps=config.layer_norm_eps)

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → the same."""
        return cast(Tensor, self.LayerNorm(super().forward(states)))


class BertPredictions(nn.Module):
    """Scores of every word of the vocabulary. `decoder.bias` is `bias`, under the two names that checkpoints have."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.transform = BertTransform(config)
        self.decoder = nn.Linear(config.hidden_size, config.vocab_size)
        self.bias = nn.Parameter(torch.zeros(config.vocab_size))
        self._tie_weights()

    def _tie_weights(self) -> None:
        self.decoder.bias = self.bias

    def forward(self, states: Tensor) -> Tensor:
        """[batch, length, hidden] → [batch, length, vocab]."""
        return cast(Tensor, self.decoder(self.transform(states)))


class _WithPredictions(BertPreTrainedModel):
    """A head that predicts words: its projection is the output embeddings."""

    _tied_weights_keys = ("cls.predictions.decoder.weight", "cls.predictions.decoder.bias")
    cls: nn.ModuleDict

    def get_output_embeddings(self) -> nn.Linear:
        """The projection to the vocabulary."""
        return cast(BertPredictions, self.cls["predictions"]).decoder

    def set_output_embeddings(self, value: nn.Module) -> None:
        """Replace the projection to the vocabulary."""
        cast(BertPredictions, self.cls["predictions"]).decoder = cast(nn.Linear, value)


class BertForPreTraining(_WithPredictions):
    """Both tasks of BERT's pretraining: masked words, and whether the second sentence follows the first."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config)
        self.cls = nn.ModuleDict(
            {"predictions": BertPredictions(config), "seq_relationship": nn.Linear(config.hidden_size, 2)}
        )
        self.post_init()

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
        position_ids: Tensor | None = None,
        head_mask: Tensor | None = None,
        inputs_embeds: Tensor | None = None,
        labels: Tensor | None = None,
        next_sentence_label: Tensor | None = None,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
    ) -> BertForPreTrainingOutput[Tensor] | tuple[Any, ...]:
        """`prediction_logits` [batch, length, vocab] and `seq_relationship_logits` [batch, 2].

        `loss`, the sum of both tasks', comes where both `labels` [batch, length] and `next_sentence_label` [batch] (0
        if the second sentence follows the first) are given.

        Raises:
            ValueError: both or neither of `input_ids` and `inputs_embeds` are given, or a mask has another shape.
        """
        encoded = self.bert(
            input_ids,
            attention_mask,
            token_type_ids,
            position_ids,
            head_mask,
            inputs_embeds,
            output_attentions,
            output_hidden_states,
            return_dict=True,
        )
        words = self.cls["predictions"](encoded.last_hidden_state)
        follows = self.cls["seq_relationship"](encoded.pooler_output)
        loss = None
        if labels is not None and next_sentence_label is not None:
            loss = cross_entropy(words, labels) + cross_entropy(follows, next_sentence_label)
        output = BertForPreTrainingOutput(loss, words, follows, encoded.hidden_states, encoded.attentions)
        return self._returned(output, return_dict)


class BertForMaskedLM(heads.MaskedLM, _WithPredictions):
    """BERT that predicts masked words."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.cls = nn.ModuleDict({"predictions": BertPredictions(config)})
        self.post_init()

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, length, vocab]."""
        return cast(Tensor, self.cls["predictions"](encoded["last_hidden_state"]))


class BertForNextSentencePrediction(heads.NextSentencePrediction, BertPreTrainedModel):
    """BERT that tells whether the second sentence follows the first."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config)
        self.cls = nn.ModuleDict({"seq_relationship": nn.Linear(config.hidden_size, 2)})
        self.post_init()

    def logits(self, encoded: ModelOutput[Tensor]) -> Tensor:
        """[batch, 2]."""
        return cast(Tensor, self.cls["seq_relationship"](encoded["pooler_output"]))


def _classifier_dropout(config: BertConfig) -> nn.Dropout:
    stated = config.classifier_dropout
    return nn.Dropout(config.hidden_dropout_prob if stated is None else stated)


class BertForSequenceClassification(heads.SequenceClassification, BertPreTrainedModel):
    """BERT that classifies its whole input."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config)
        self.dropout = _classifier_dropout(config)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()


class BertForTokenClassification(heads.TokenClassification, BertPreTrainedModel):
    """BERT that classifies every token."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = _classifier_dropout(config)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()


class BertForMultipleChoice(heads.MultipleChoice, BertPreTrainedModel):
    """BERT that chooses between several inputs."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config)
        self.dropout = _classifier_dropout(config)
        self.classifier = nn.Linear(config.hidden_size, 1)
        self.post_init()


class BertForQuestionAnswering(heads.QuestionAnswering, BertPreTrainedModel):
    """BERT that finds the answer to a question in its input."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        config.require_num_labels(2, "the two outputs are where an answer starts and where it ends")
        self.bert = BertModel(config, add_pooling_layer=False)
        self.qa_outputs = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()
