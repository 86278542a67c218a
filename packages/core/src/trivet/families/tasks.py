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
        instead: tasks whose head does this one in families that have no head of its own, in order of preference.
        superseded: the Auto classes to use instead, of an Auto class that is kept for old code only.
    """

    name: str
    auto_class: str
    endings: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    superseded: str = ""

    @property
    def table(self) -> str:
        """Bare name of the table from config class to model class: `MODEL_FOR_CAUSAL_LM_MAPPING`."""
        words = self.name.upper().replace("-", "_")
        return f"MODEL_{_TABLES.get(self.name, f'FOR_{words}_')}MAPPING"


_TABLES = {
    "base": "",
    "with-lm-head": "WITH_LM_HEAD_",
    "seq2seq-lm": "FOR_SEQ_TO_SEQ_CAUSAL_LM_",
    "speech-seq2seq": "FOR_SPEECH_SEQ_2_SEQ_",
}


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
    Task("image-classification", "AutoModelForImageClassification", ("ForImageClassification",)),
    Task("masked-image-modeling", "AutoModelForMaskedImageModeling", ("ForMaskedImageModeling",)),
    Task("speech-seq2seq", "AutoModelForSpeechSeq2Seq"),
    Task("text-encoding", "AutoModelForTextEncoding", ("EncoderModel",)),
    Task(
        "with-lm-head",
        "AutoModelWithLMHead",
        instead=("masked-lm", "seq2seq-lm", "speech-seq2seq", "causal-lm"),
        superseded="AutoModelForMaskedLM, AutoModelForCausalLM or AutoModelForSeq2SeqLM",
    ),
)

TASKS: Mapping[str, Task] = MappingProxyType({task.name: task for task in _TASKS})
"""Task by name."""

AUTO_CLASSES: Mapping[str, Task] = MappingProxyType({task.auto_class: task for task in _TASKS})
"""Task by the bare name of its Auto class."""
