"""trivet's outputs as TensorFlow sees into them: `tf.function`, `keras.Model(inputs, outputs)`, `predict` and `fit`.

Each class is the one of `trivet.families.outputs` with no field added, so that `isinstance` holds for both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

import optree

from trivet.families import outputs
from trivet_tf.framework import tf

Names = tuple[str, ...]


class TFModelOutput(outputs.ModelOutput[tf.Tensor]):
    """Makes an output a container for both of TensorFlow's tree libraries: `tf.nest` and the one under `keras.tree`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)

        def flatten(output: Any) -> tuple[tuple[Any, ...], Names, Names]:
            return output.to_tuple(), tuple(output), tuple(output)

        def unflatten(names: Names, values: Iterable[Any]) -> Any:
            return cls.__tf_unflatten__(names, tuple(values))

        optree.register_pytree_node(cls, flatten, unflatten, namespace="keras")

    def _asdict(self) -> dict[str, tf.Tensor]:
        """The tensors by name, as a SavedModel's signature gives them; of a tuple: `hidden_states_0`, ….

        TensorFlow asks for a function's outputs in this way, as of a named tuple.
        """
        named: dict[str, tf.Tensor] = {}
        for name, value in self.items():
            _name_tensors(named, name, value)
        return named

    def __tf_flatten__(self) -> tuple[Names, tuple[Any, ...]]:
        return tuple(self), self.to_tuple()

    @classmethod
    def __tf_unflatten__(cls, metadata: Names, components: tuple[Any, ...]) -> Self:
        return cls(**dict(zip(metadata, components, strict=True)))


def _name_tensors(named: dict[str, tf.Tensor], name: str, value: Any) -> None:
    """Add the tensors of a value, which may be a tuple or a cache, under names that begin with this one."""
    if tf.is_tensor(value):
        named[name] = value
        return
    for index, each in enumerate(value):
        _name_tensors(named, f"{name}_{index}", each)


class TFBaseModelOutput(TFModelOutput, outputs.BaseModelOutput[tf.Tensor]):
    """Encoder outputs."""


class TFBaseModelOutputWithPooling(TFModelOutput, outputs.BaseModelOutputWithPooling[tf.Tensor]):
    """Encoder outputs with `pooler_output` [batch, hidden]."""


class TFMaskedLMOutput(TFModelOutput, outputs.MaskedLMOutput[tf.Tensor]):
    """`loss` and `logits` [batch, length, vocab]."""


class TFSequenceClassifierOutput(TFModelOutput, outputs.SequenceClassifierOutput[tf.Tensor]):
    """`loss` and `logits` [batch, labels]."""


class TFImageClassifierOutput(TFModelOutput, outputs.ImageClassifierOutput[tf.Tensor]):
    """`loss` and `logits` [batch, labels]."""


class TFDeiTForImageClassificationWithTeacherOutput(
    TFModelOutput, outputs.DeiTForImageClassificationWithTeacherOutput[tf.Tensor]
):
    """`logits`, `cls_logits` and `distillation_logits` [batch, labels]."""


class TFMaskedImageModelingOutput(TFModelOutput, outputs.MaskedImageModelingOutput[tf.Tensor]):
    """`loss` and `reconstruction` [batch, channels, height, width]."""


class TFNextSentencePredictorOutput(TFModelOutput, outputs.NextSentencePredictorOutput[tf.Tensor]):
    """`loss` and `logits` [batch, 2]."""


class TFTokenClassifierOutput(TFModelOutput, outputs.TokenClassifierOutput[tf.Tensor]):
    """`loss` and `logits` [batch, length, labels]."""


class TFMultipleChoiceModelOutput(TFModelOutput, outputs.MultipleChoiceModelOutput[tf.Tensor]):
    """`loss` and `logits` [batch, choices]."""


class TFQuestionAnsweringModelOutput(TFModelOutput, outputs.QuestionAnsweringModelOutput[tf.Tensor]):
    """`loss`, `start_logits` and `end_logits` [batch, length]."""


class TFBertForPreTrainingOutput(TFModelOutput, outputs.BertForPreTrainingOutput[tf.Tensor]):
    """`loss`, `prediction_logits` [batch, length, vocab], `seq_relationship_logits` [batch, 2]."""


class TFElectraForPreTrainingOutput(TFModelOutput, outputs.ElectraForPreTrainingOutput[tf.Tensor]):
    """`loss` and `logits` [batch, length]."""


class TFAlbertForPreTrainingOutput(TFModelOutput, outputs.AlbertForPreTrainingOutput[tf.Tensor]):
    """`loss`, `prediction_logits` [batch, length, vocab], `sop_logits` [batch, labels]."""


class TFBaseModelOutputWithPast(TFModelOutput, outputs.BaseModelOutputWithPast[tf.Tensor]):
    """Decoder outputs with `past_key_values`, the cache that continues from them."""


class TFMoeModelOutputWithPast(TFModelOutput, outputs.MoeModelOutputWithPast[tf.Tensor]):
    """Outputs of a decoder with experts, with `router_logits` of each layer with experts."""


class TFMoeCausalLMOutputWithPast(TFModelOutput, outputs.MoeCausalLMOutputWithPast[tf.Tensor]):
    """`loss`, `aux_loss` and `logits` [batch, length, vocab] of a decoder with experts."""


class TFCausalLMOutputWithPast(TFModelOutput, outputs.CausalLMOutputWithPast[tf.Tensor]):
    """`loss` and `logits` [batch, length, vocab]."""


class TFGPT2DoubleHeadsModelOutput(TFModelOutput, outputs.GPT2DoubleHeadsModelOutput[tf.Tensor]):
    """`logits` [batch, choices, length, vocab] and `mc_logits` [batch, choices], and the loss of either."""


class TFSequenceClassifierOutputWithPast(TFModelOutput, outputs.SequenceClassifierOutputWithPast[tf.Tensor]):
    """`loss` and `logits` [batch, labels]."""


class TFBaseModelOutputWithPastAndCrossAttentions(
    TFModelOutput, outputs.BaseModelOutputWithPastAndCrossAttentions[tf.Tensor]
):
    """Outputs of a decoder that looks at an encoder."""


@dataclass
class _PastBeforeStates:
    """The order of an output's fields, the last of its bases: TensorFlow's own, with the cache before the states."""

    last_hidden_state: Any = None
    pooler_output: Any = None
    past_key_values: Any = None
    hidden_states: Any = None


@dataclass
class TFBaseModelOutputWithPoolingAndCrossAttentions(
    TFModelOutput, outputs.BaseModelOutputWithPoolingAndCrossAttentions[tf.Tensor], _PastBeforeStates
):
    """Outputs of a decoder with `pooler_output` [batch, hidden]."""


class TFCausalLMOutputWithCrossAttentions(TFModelOutput, outputs.CausalLMOutputWithCrossAttentions[tf.Tensor]):
    """`loss` and `logits` [batch, length, vocab] of a decoder that looks at an encoder."""


class TFSeq2SeqModelOutput(TFModelOutput, outputs.Seq2SeqModelOutput[tf.Tensor]):
    """Outputs of an encoder and a decoder."""


class TFSeq2SeqLMOutput(TFModelOutput, outputs.Seq2SeqLMOutput[tf.Tensor]):
    """`loss` and `logits` [batch, target length, vocab]."""


class TFSeq2SeqSequenceClassifierOutput(TFModelOutput, outputs.Seq2SeqSequenceClassifierOutput[tf.Tensor]):
    """`loss` and `logits` [batch, labels]."""


class TFSeq2SeqQuestionAnsweringModelOutput(TFModelOutput, outputs.Seq2SeqQuestionAnsweringModelOutput[tf.Tensor]):
    """`loss`, `start_logits` and `end_logits` [batch, target length]."""


class TFDPRContextEncoderOutput(TFModelOutput, outputs.DPRContextEncoderOutput[tf.Tensor]):
    """`pooler_output` [batch, size]."""


class TFDPRQuestionEncoderOutput(TFModelOutput, outputs.DPRQuestionEncoderOutput[tf.Tensor]):
    """`pooler_output` [batch, size]."""


class TFDPRReaderOutput(TFModelOutput, outputs.DPRReaderOutput[tf.Tensor]):
    """`start_logits` and `end_logits` [passages, length], `relevance_logits` [passages]."""
