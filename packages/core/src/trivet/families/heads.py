"""Kinds of heads: the arguments, the loss and the output of each.

A family lists its kinds; the method named by a kind returns the branches of its head.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from trivet.families.inputs import ENCODER_STATES, MASKED_PATCHES, TEXT


class Loss(Enum):
    """How a head's loss follows from its outputs and labels."""

    NONE = "none"
    TOKENS = "mean cross entropy of every token, labels of -100 ignored"
    NEXT_TOKENS = "the same of each token, predicted from those before it"
    CLASSES = "by the config's `problem_type`"
    CHOICES = "mean cross entropy of the choices"
    SPANS = "mean of the cross entropies of starts and of ends"
    REPLACED = "mean binary cross entropy of every token that is not masked"
    BOTH = "sum of the cross entropies of tokens and of sentences"
    MASKED_PATCHES = "mean cross entropy of masked patches, of each of which there is one label, in their order"
    PIXELS = "mean absolute difference of the pixels of masked patches"
    WORDS_AND_CHOICES = "two losses: NEXT_TOKENS of words, CHOICES of choices"


@dataclass(frozen=True, slots=True)
class HeadKind:
    """A kind of model class.

    Attributes:
        name: the family's method that returns its branches for a config.
        suffix: suffix of class names.
        also: other suffixes of the class in other libraries.
        summary: what it does, for the documentation of classes, to follow the family's name.
        loss: the loss for its labels.
        output: name of its output class in `trivet.families.outputs`.
        labels: names of the arguments that are labels. Those that are inputs of the base model as well are passed to
            it.
        older_labels: further names of the first, which TensorFlow's classes accept before it, and PyTorch's last.
        leaves_out: names of the base model's arguments that it does not accept.
        order: names of all arguments including labels, if they do not follow from the base model's.
        tensorflow_order: as for `Family`, of models with this head.
        options: names of further optional arguments. Inputs of the base model that are left out may be among them.
        logits: name of each branch's output.
        mean: whether there is an output before them, the first of `logits`, that is their mean.
        choices: whether inputs have an axis of choices after the batch axis.
        num_labels: the number of labels that overrides the config's; None keeps it.
        generates: whether it generates text.
        positions_by_mask: whether generation passes it positions that skip padding; else the model counts its tokens.
        side: the one side of an encoder-decoder that the model has; None for both. A stand-alone decoder has its own
            word embedding.
        reads_source: whether the decoder reads the shifted source if it has no inputs; overrides the base model's.
        sets: values that override fields of the config.
        base_prefix: name of the base model in models with this head; None for the family's.
    """

    name: str
    suffix: str
    summary: str = ""
    loss: Loss = Loss.NONE
    output: str = ""
    labels: tuple[str, ...] = ("labels",)
    older_labels: tuple[str, ...] = ()
    leaves_out: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    tensorflow_order: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    logits: tuple[str, ...] = ("logits",)
    choices: bool = False
    num_labels: int | None = None
    generates: bool = False
    positions_by_mask: bool = True
    side: str | None = None
    reads_source: bool = False
    sets: tuple[tuple[str, Any], ...] = ()
    also: tuple[str, ...] = ()
    base_prefix: str | None = None
    mean: bool = False

    def variant(self, **changes: object) -> HeadKind:
        """The same kind with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


MASKED_LM = HeadKind("masked_lm", "ForMaskedLM", "predicts masked words", Loss.TOKENS, "MaskedLMOutput")
CAUSAL_LM = HeadKind(
    "causal_lm",
    "ForCausalLM",
    "predicts the next word",
    Loss.NEXT_TOKENS,
    "CausalLMOutputWithPast",
    options=("logits_to_keep",),
    generates=True,
)
CROSS_CAUSAL_LM = CAUSAL_LM.variant(
    output="CausalLMOutputWithCrossAttentions",
    order=(*TEXT, *ENCODER_STATES, "labels", "past_key_values", "use_cache"),
    positions_by_mask=False,
)
DECODER_ALONE = HeadKind(
    "causal_lm",
    "ForCausalLM",
    "is its stand-alone decoder, which predicts the next word",
    Loss.TOKENS,
    "CausalLMOutputWithCrossAttentions",
    order=(
        "input_ids",
        "attention_mask",
        *ENCODER_STATES,
        "head_mask",
        "cross_attn_head_mask",
        "past_key_values",
        "inputs_embeds",
        "labels",
        "use_cache",
    ),
    options=("logits_to_keep",),
    generates=True,
    positions_by_mask=False,
    side="decoder",
    sets=(("is_decoder", True), ("is_encoder_decoder", False)),
)
SEQUENCE_CLASSIFICATION = HeadKind(
    "sequence_classification",
    "ForSequenceClassification",
    "classifies its whole input",
    Loss.CLASSES,
    "SequenceClassifierOutput",
)
TOKEN_CLASSIFICATION = HeadKind(
    "token_classification", "ForTokenClassification", "classifies every token", Loss.TOKENS, "TokenClassifierOutput"
)
QUESTION_ANSWERING = HeadKind(
    "question_answering",
    "ForQuestionAnswering",
    "finds the answer to a question in its input",
    Loss.SPANS,
    "QuestionAnsweringModelOutput",
    labels=("start_positions", "end_positions"),
    num_labels=2,
)
MULTIPLE_CHOICE = HeadKind(
    "multiple_choice",
    "ForMultipleChoice",
    "chooses between several inputs",
    Loss.CHOICES,
    "MultipleChoiceModelOutput",
    choices=True,
)
MULTIPLE_CHOICE_SEGMENTS_FIRST = MULTIPLE_CHOICE.variant(
    order=(
        "input_ids",
        "token_type_ids",
        "attention_mask",
        "labels",
        "position_ids",
        "head_mask",
        "inputs_embeds",
    )
)
NEXT_SENTENCE = HeadKind(
    "next_sentence",
    "ForNextSentencePrediction",
    "predicts whether the second sentence follows the first",
    Loss.TOKENS,
    "NextSentencePredictorOutput",
    older_labels=("next_sentence_label",),
)
PRETRAINING = HeadKind(
    "pretraining",
    "ForPreTraining",
    "does both tasks of its pretraining: masked words, and how two sentences stand to each other",
    Loss.BOTH,
    "BertForPreTrainingOutput",
    labels=("labels", "next_sentence_label"),
    logits=("prediction_logits", "seq_relationship_logits"),
)
SENTENCE_ORDER = PRETRAINING.variant(
    output="AlbertForPreTrainingOutput",
    labels=("labels", "sentence_order_label"),
    logits=("prediction_logits", "sop_logits"),
)
REPLACED_TOKENS = HeadKind(
    "replaced_tokens",
    "ForPreTraining",
    "finds the tokens that were replaced",
    Loss.REPLACED,
    "ElectraForPreTrainingOutput",
)
CONDITIONAL_GENERATION = HeadKind(
    "conditional_generation",
    "ForConditionalGeneration",
    "writes text",
    Loss.TOKENS,
    "Seq2SeqLMOutput",
    generates=True,
)
SEQ2SEQ_CLASSIFICATION = SEQUENCE_CLASSIFICATION.variant(
    output="Seq2SeqSequenceClassifierOutput", leaves_out=("past_key_values",)
)
SEQ2SEQ_QUESTION_ANSWERING = QUESTION_ANSWERING.variant(
    output="Seq2SeqQuestionAnsweringModelOutput",
    order=(
        "input_ids",
        "attention_mask",
        "decoder_input_ids",
        "decoder_attention_mask",
        "head_mask",
        "decoder_head_mask",
        "cross_attn_head_mask",
        "encoder_outputs",
        "start_positions",
        "end_positions",
        "inputs_embeds",
        "decoder_inputs_embeds",
        "use_cache",
    ),
)
SOURCE_QUESTION_ANSWERING = SEQ2SEQ_QUESTION_ANSWERING.variant(reads_source=True)
LAST_TOKEN_CLASSIFICATION = SEQUENCE_CLASSIFICATION.variant(
    summary="classifies its whole input by the last token", output="SequenceClassifierOutputWithPast"
)
DOUBLE_HEADS = HeadKind(
    "double_heads",
    "DoubleHeadsModel",
    "predicts the next word, and chooses between several inputs",
    Loss.WORDS_AND_CHOICES,
    "GPT2DoubleHeadsModelOutput",
    labels=("labels", "mc_labels"),
    order=(
        "input_ids",
        "past_key_values",
        "attention_mask",
        "token_type_ids",
        "position_ids",
        "head_mask",
        "inputs_embeds",
        "mc_token_ids",
        "labels",
        "mc_labels",
        "use_cache",
    ),
    logits=("logits", "mc_logits"),
    choices=True,
    num_labels=1,
)
ENCODER_ALONE = HeadKind(
    "encoder_alone",
    "EncoderModel",
    "is the encoder alone",
    labels=(),
    order=("input_ids", "attention_mask", "head_mask", "inputs_embeds"),
    logits=(),
    side="encoder",
)
IMAGE_CLASSIFICATION = HeadKind(
    "image_classification",
    "ForImageClassification",
    "classifies pictures",
    Loss.CLASSES,
    "ImageClassifierOutput",
    leaves_out=(MASKED_PATCHES,),
)
TAUGHT_IMAGE_CLASSIFICATION = HeadKind(
    "taught_image_classification",
    "ForImageClassificationWithTeacher",
    "classifies pictures by two tokens, one of which learnt from a teacher",
    output="DeiTForImageClassificationWithTeacherOutput",
    labels=(),
    leaves_out=(MASKED_PATCHES,),
    logits=("logits", "cls_logits", "distillation_logits"),
    mean=True,
)
MASKED_IMAGE_MODELING = HeadKind(
    "masked_image_modeling",
    "ForMaskedImageModeling",
    "restores the masked patches of pictures",
    Loss.PIXELS,
    "MaskedImageModelingOutput",
    labels=(MASKED_PATCHES,),
    logits=("reconstruction",),
)
MASKED_PATCH_TOKENS = HeadKind(
    "masked_patch_tokens",
    "ForMaskedImageModeling",
    "predicts the visual tokens of patches",
    Loss.MASKED_PATCHES,
    "MaskedLMOutput",
)
