"""The one table of tasks: the name of each, its Auto class, and the suffixes of heads that do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Task:
    """A task of models.

    Attributes:
        name: as declared by families.
        auto_class: bare name of the Auto class that chooses a family's head for it.
        endings: suffixes of class names of such heads; a family's own `tasks` take precedence.
    """

    name: str
    auto_class: str
    endings: tuple[str, ...] = ()


# The base model has no ending: it is the first head of each family.
_TASKS = (
    Task("base", "AutoModel"),
    Task("pretraining", "AutoModelForPreTraining", ("ForPreTraining",)),
    Task("causal-lm", "AutoModelForCausalLM", ("ForCausalLM", "LMHeadModel")),
    Task("masked-lm", "AutoModelForMaskedLM", ("ForMaskedLM",)),
    Task("seq2seq-lm", "AutoModelForSeq2SeqLM", ("ForConditionalGeneration", "MTModel")),
    Task("sequence-classification", "AutoModelForSequenceClassification", ("ForSequenceClassification",)),
    Task("token-classification", "AutoModelForTokenClassification", ("ForTokenClassification",)),
    Task("question-answering", "AutoModelForQuestionAnswering", ("ForQuestionAnswering",)),
    Task("multiple-choice", "AutoModelForMultipleChoice", ("ForMultipleChoice",)),
    Task("next-sentence-prediction", "AutoModelForNextSentencePrediction", ("ForNextSentencePrediction",)),
)

TASKS: Mapping[str, Task] = MappingProxyType({task.name: task for task in _TASKS})
"""Task by name."""

AUTO_CLASSES: Mapping[str, Task] = MappingProxyType({task.auto_class: task for task in _TASKS})
"""Task by the bare name of its Auto class."""
