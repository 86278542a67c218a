"""The one table of tasks: what each is called, which Auto class it has, and how heads that do it are named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is for.

    Attributes:
        name: as architectures declare it.
        auto_class: bare name of the Auto class that finds a family's head for it.
        endings: what the class names of such heads end with; a family's own `tasks` come first.
    """

    name: str
    auto_class: str
    endings: tuple[str, ...] = ()


# The base model is no ending's business: it is the first head of each family.
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
