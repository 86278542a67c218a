"""BERT (https://arxiv.org/abs/1810.04805) and its heads, as functions of inputs and params."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp

from trivet.architectures.bert import BertConfig
from trivet_flax.modeling import FlaxPreTrainedModel
from trivet_flax.models import bert_modules as modules


class FlaxBertPreTrainedModel(FlaxPreTrainedModel):
    """Base of the BERT models."""

    config_class = BertConfig
    base_model_prefix = "bert"

    def __init__(
        self,
        config: BertConfig,
        input_shape: tuple[int, ...] = (1, 1),
        seed: int = 0,
        dtype: Any = jnp.float32,
        _do_init: bool = True,
        **kwargs: Any,
    ) -> None:
        """As `FlaxPreTrainedModel`, whose other arguments are given by keyword."""
        super().__init__(config, input_shape=input_shape, seed=seed, dtype=dtype, _do_init=_do_init, **kwargs)

    def __call__(
        self,
        input_ids: Any = None,
        attention_mask: Any = None,
        token_type_ids: Any = None,
        position_ids: Any = None,
        head_mask: Any = None,
        params: Mapping[Any, Any] | None = None,
        dropout_rng: jax.Array | None = None,
        train: bool = False,
        output_attentions: bool | None = None,
        output_hidden_states: bool | None = None,
        return_dict: bool | None = None,
        *,
        inputs_embeds: Any = None,
        **labels: Any,
    ) -> Any:
        """
        Args:
            input_ids, token_type_ids, position_ids: integers [batch, length] ([batch, choices, length] for multiple
                choice); types default to 0, positions to 0, 1, 2, …
            attention_mask: 1 for what may be attended to; [batch, length], [batch, length, length] or
                [batch, heads, length, length].
            head_mask: factors on the attention weights; [heads] or [layers, heads].
            params: used in place of the model's own.
            dropout_rng: key for dropout; needed with `train=True` unless all dropout rates are 0.
            train: whether dropout is on.
            output_attentions, output_hidden_states, return_dict: None takes what the config says; without
                `return_dict` the result is a plain tuple.
            inputs_embeds: word embeddings [batch, length, hidden] in place of `input_ids`.
            labels: the head's own, such as `labels`; they give the `loss`.

        Raises:
            ValueError: as `FlaxPreTrainedModel` and the embeddings say.
            TypeError: the head has no such labels.
        """
        return super().__call__(
            input_ids=input_ids,
            attention_mask=attention_mask,
            token_type_ids=token_type_ids,
            position_ids=position_ids,
            head_mask=head_mask,
            inputs_embeds=inputs_embeds,
            **labels,
            params=params,
            dropout_rng=dropout_rng,
            train=train,
            output_attentions=output_attentions,
            output_hidden_states=output_hidden_states,
            return_dict=return_dict,
        )


class FlaxBertModel(FlaxBertPreTrainedModel):
    """The encoder: `last_hidden_state` [batch, length, hidden], `pooler_output` [batch, hidden].

    `add_pooling_layer=False` leaves the pooling layer out.
    """

    module_class = modules.FlaxBertModule


class FlaxBertForPreTraining(FlaxBertPreTrainedModel):
    """Tokens and sentences: `prediction_logits` [batch, length, vocab], `seq_relationship_logits` [batch, 2].

    `labels` [batch, length] (-100: none) and `next_sentence_label` [batch] together give the loss.
    """

    module_class = modules.FlaxBertForPreTrainingModule


class FlaxBertForMaskedLM(FlaxBertPreTrainedModel):
    """Masked tokens: `logits` [batch, length, vocab]. `labels` [batch, length] (-100: none) give the loss."""

    module_class = modules.FlaxBertForMaskedLMModule


class FlaxBertForNextSentencePrediction(FlaxBertPreTrainedModel):
    """Next sentence: `logits` [batch, 2]. `labels` [batch] give the loss."""

    module_class = modules.FlaxBertForNextSentencePredictionModule


class FlaxBertForSequenceClassification(FlaxBertPreTrainedModel):
    """Classes of sequences: `logits` [batch, num_labels]. `labels` give the loss, by the config's `problem_type`."""

    module_class = modules.FlaxBertForSequenceClassificationModule


class FlaxBertForMultipleChoice(FlaxBertPreTrainedModel):
    """One of several continuations: inputs [batch, choices, length], `logits` [batch, choices]. `labels` [batch]."""

    module_class = modules.FlaxBertForMultipleChoiceModule


class FlaxBertForTokenClassification(FlaxBertPreTrainedModel):
    """Classes of tokens: `logits` [batch, length, num_labels]. `labels` [batch, length] (-100: none) give the loss."""

    module_class = modules.FlaxBertForTokenClassificationModule


class FlaxBertForQuestionAnswering(FlaxBertPreTrainedModel):
    """Where an answer is: `start_logits`, `end_logits` [batch, length]. `start_positions`, `end_positions` [batch]."""

    module_class = modules.FlaxBertForQuestionAnsweringModule
