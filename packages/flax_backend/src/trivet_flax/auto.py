"""Flax's Auto classes: `FlaxAutoModel.from_pretrained(source)` chooses the class by the checkpoint's config.json.

The documentation of each names the classes it chooses from.
"""

from __future__ import annotations

from trivet.backends.auto import AutoModelClass
from trivet_flax.model.pretrained import FlaxPreTrainedModel


class _Auto(AutoModelClass[FlaxPreTrainedModel], framework="flax"):
    """The shared base of the Auto classes."""


class FlaxAutoModel(_Auto, task="base"):
    """The base model, without a head."""


class FlaxAutoModelForPreTraining(_Auto, task="pretraining"):
    """The model of a family's pretraining tasks."""


class FlaxAutoModelForCausalLM(_Auto, task="causal-lm"):
    """A decoder that predicts the next token."""


class FlaxAutoModelForMaskedLM(_Auto, task="masked-lm"):
    """A model that predicts masked tokens."""


class FlaxAutoModelForSeq2SeqLM(_Auto, task="seq2seq-lm"):
    """An encoder and decoder that turn text into text."""


class FlaxAutoModelForSequenceClassification(_Auto, task="sequence-classification"):
    """A model that classifies its whole input."""


class FlaxAutoModelForTokenClassification(_Auto, task="token-classification"):
    """A model that classifies every token."""


class FlaxAutoModelForQuestionAnswering(_Auto, task="question-answering"):
    """A model that finds the answer to a question in its input."""


class FlaxAutoModelForMultipleChoice(_Auto, task="multiple-choice"):
    """A model that chooses between several inputs."""


class FlaxAutoModelForNextSentencePrediction(_Auto, task="next-sentence-prediction"):
    """A model that predicts whether the second sentence follows the first."""


class FlaxAutoModelForImageClassification(_Auto, task="image-classification"):
    """A model that classifies pictures."""


class FlaxAutoModelForMaskedImageModeling(_Auto, task="masked-image-modeling"):
    """A model that restores masked patches of pictures."""


class FlaxAutoModelForSpeechSeq2Seq(_Auto, task="speech-seq2seq"):
    """A model that writes what is said in sounds."""


class FlaxAutoModelForTextEncoding(_Auto, task="text-encoding"):
    """The encoder of a family, whose states represent its input."""


class FlaxAutoModelWithLMHead(_Auto, task="with-lm-head"):
    """A model that predicts tokens in the way of its family. Kept for old code."""
