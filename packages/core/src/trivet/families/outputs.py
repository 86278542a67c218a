"""What models return, for all frameworks. Each class is an ordered mapping with attributes: see `ModelOutput`.

Fields are generic in the framework's array type.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

from trivet.families.model_output import Array as Array  # noqa: PLC0414  # part of this module
from trivet.families.model_output import ModelOutput as ModelOutput  # noqa: PLC0414
from trivet.families.routed_outputs import MoeCausalLMOutputWithPast as MoeCausalLMOutputWithPast  # noqa: PLC0414
from trivet.families.routed_outputs import MoeModelOutputWithPast as MoeModelOutputWithPast  # noqa: PLC0414


@dataclass
class BaseModelOutput(ModelOutput[Array]):
    """Encoder outputs.

    Attributes:
        last_hidden_state: [batch, length, hidden].
        hidden_states: embeddings and each layer's output, [batch, length, hidden] each, when asked for.
        attentions: each layer's attention weights, [batch, heads, length, length] each, when asked for.
    """

    last_hidden_state: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class BaseModelOutputWithPooling(ModelOutput[Array]):
    """Encoder outputs with `pooler_output` [batch, hidden]: the first token's state through the pooling layer."""

    last_hidden_state: Array | None = None
    pooler_output: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class MaskedLMOutput(ModelOutput[Array]):
    """`loss` (mean cross entropy over the labelled tokens) and `logits` [batch, length, vocab]."""

    loss: Array | None = None
    logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class CausalLMOutput(MaskedLMOutput[Array]):
    """`loss` (mean cross entropy of each next token) and `logits` [batch, length, vocab], without a cache."""


@dataclass
class SequenceClassifierOutput(ModelOutput[Array]):
    """`loss` and `logits` [batch, labels]."""

    loss: Array | None = None
    logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class ImageClassifierOutput(SequenceClassifierOutput[Array]):
    """`loss` and `logits` [batch, labels]."""


@dataclass
class DeiTForImageClassificationWithTeacherOutput(ModelOutput[Array]):
    """`logits` [batch, labels], the mean of `cls_logits` and `distillation_logits`."""

    logits: Array | None = None
    cls_logits: Array | None = None
    distillation_logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class MaskedImageModelingOutput(ModelOutput[Array]):
    """`loss` (mean absolute difference of masked pixels), `reconstruction` [batch, channels, height, width]."""

    loss: Array | None = None
    reconstruction: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None

    @property
    def logits(self) -> Array | None:
        """Deprecated: `reconstruction` is what it is called."""
        warnings.warn("`logits` is deprecated: read `reconstruction`", FutureWarning, stacklevel=2)
        return self.reconstruction


@dataclass
class NextSentencePredictorOutput(SequenceClassifierOutput[Array]):
    """`loss` and `logits` [batch, 2]: first column, that B follows A."""


@dataclass
class TokenClassifierOutput(ModelOutput[Array]):
    """`loss` and `logits` [batch, length, labels]."""

    loss: Array | None = None
    logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class MultipleChoiceModelOutput(ModelOutput[Array]):
    """`loss` and `logits` [batch, choices]."""

    loss: Array | None = None
    logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class QuestionAnsweringModelOutput(ModelOutput[Array]):
    """`loss` (mean of both ends' cross entropy), `start_logits` and `end_logits` [batch, length]."""

    loss: Array | None = None
    start_logits: Array | None = None
    end_logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class BertForPreTrainingOutput(ModelOutput[Array]):
    """`loss` (both tasks' sum), `prediction_logits` [batch, length, vocab], `seq_relationship_logits` [batch, 2]."""

    loss: Array | None = None
    prediction_logits: Array | None = None
    seq_relationship_logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class ElectraForPreTrainingOutput(ModelOutput[Array]):
    """`loss` and `logits` [batch, length]: positive where a token was replaced."""

    loss: Array | None = None
    logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class AlbertForPreTrainingOutput(ModelOutput[Array]):
    """`loss` (both tasks' sum), `prediction_logits` [batch, length, vocab], `sop_logits` [batch, 2]."""

    loss: Array | None = None
    prediction_logits: Array | None = None
    sop_logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class BaseModelOutputWithPast(ModelOutput[Array]):
    """Decoder outputs: `last_hidden_state` [batch, length, hidden], and the cache that continues from it."""

    last_hidden_state: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class BaseModelOutputWithPastAndCrossAttentions(ModelOutput[Array]):
    """Decoder outputs, with each layer's weights over the encoder's states [batch, heads, length, source length]."""

    last_hidden_state: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None


@dataclass
class BaseModelOutputWithPoolingAndCrossAttentions(ModelOutput[Array]):
    """`BaseModelOutputWithPastAndCrossAttentions` with `pooler_output` [batch, hidden] of the first token."""

    last_hidden_state: Array | None = None
    pooler_output: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    past_key_values: Any = None
    attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None


@dataclass
class CausalLMOutputWithPast(ModelOutput[Array]):
    """`loss` (mean cross entropy of each next token) and `logits` [batch, length, vocab]."""

    loss: Array | None = None
    logits: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class CausalLMOutputWithCrossAttentions(ModelOutput[Array]):
    """`loss` and `logits` [batch, length, vocab] of a decoder that may look at an encoder."""

    loss: Array | None = None
    logits: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None


@dataclass
class GPT2DoubleHeadsModelOutput(ModelOutput[Array]):
    """`logits` [batch, choices, length, vocab] and `mc_logits` [batch, choices], and the loss of either."""

    loss: Array | None = None
    mc_loss: Array | None = None
    logits: Array | None = None
    mc_logits: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class SequenceClassifierOutputWithPast(ModelOutput[Array]):
    """`loss` and `logits` [batch, labels] of a decoder, which classifies by its last token."""

    loss: Array | None = None
    logits: Array | None = None
    past_key_values: Any = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class Seq2SeqModelOutput(ModelOutput[Array]):
    """Outputs of an encoder and a decoder.

    Attributes:
        last_hidden_state: the decoder's, [batch, target length, hidden].
        past_key_values: the cache that continues from it.
        decoder_hidden_states, decoder_attentions: as of a decoder alone.
        cross_attentions: each decoder layer's weights, [batch, heads, target length, source length].
        encoder_last_hidden_state: [batch, source length, hidden].
        encoder_hidden_states, encoder_attentions: as of an encoder alone.
    """

    last_hidden_state: Array | None = None
    past_key_values: Any = None
    decoder_hidden_states: tuple[Array, ...] | None = None
    decoder_attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None
    encoder_last_hidden_state: Array | None = None
    encoder_hidden_states: tuple[Array, ...] | None = None
    encoder_attentions: tuple[Array, ...] | None = None


@dataclass
class Seq2SeqLMOutput(ModelOutput[Array]):
    """`loss` (mean cross entropy over the labelled tokens) and `logits` [batch, target length, vocab]."""

    loss: Array | None = None
    logits: Array | None = None
    past_key_values: Any = None
    decoder_hidden_states: tuple[Array, ...] | None = None
    decoder_attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None
    encoder_last_hidden_state: Array | None = None
    encoder_hidden_states: tuple[Array, ...] | None = None
    encoder_attentions: tuple[Array, ...] | None = None


@dataclass
class Seq2SeqSequenceClassifierOutput(Seq2SeqLMOutput[Array]):
    """`loss` and `logits` [batch, labels]: the decoder's state at the last end-of-sequence token, classified."""


@dataclass
class Seq2SeqQuestionAnsweringModelOutput(ModelOutput[Array]):
    """`loss` (mean of both ends' cross entropy), `start_logits` and `end_logits` [batch, target length]."""

    loss: Array | None = None
    start_logits: Array | None = None
    end_logits: Array | None = None
    past_key_values: Any = None
    decoder_hidden_states: tuple[Array, ...] | None = None
    decoder_attentions: tuple[Array, ...] | None = None
    cross_attentions: tuple[Array, ...] | None = None
    encoder_last_hidden_state: Array | None = None
    encoder_hidden_states: tuple[Array, ...] | None = None
    encoder_attentions: tuple[Array, ...] | None = None


@dataclass
class DPRContextEncoderOutput(ModelOutput[Array]):
    """`pooler_output` [batch, size]: the vector of each text."""

    pooler_output: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None


@dataclass
class DPRQuestionEncoderOutput(DPRContextEncoderOutput[Array]):
    """`pooler_output` [batch, size]: the vector of each question."""


@dataclass
class DPRReaderOutput(ModelOutput[Array]):
    """`start_logits` and `end_logits` [passages, length], `relevance_logits` [passages]."""

    start_logits: Array | None = None
    end_logits: Array | None = None
    relevance_logits: Array | None = None
    hidden_states: tuple[Array, ...] | None = None
    attentions: tuple[Array, ...] | None = None
