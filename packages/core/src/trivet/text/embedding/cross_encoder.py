"""`CrossEncoder`: scores of pairs of texts, such as how well a passage answers a question."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trivet.backends.tensors import as_tensors
from trivet.errors import InvalidInputError, UnsupportedFileError
from trivet.families.config import PretrainedConfig
from trivet.sources.options import take_options
from trivet.sources.source import Source
from trivet.text.embedding.files import MODULES_NAME, SETTINGS_NAME, Fields
from trivet.text.embedding.folder import Modules
from trivet.text.embedding.modules import activation_named
from trivet.text.embedding.showing import shown
from trivet.text.embedding.steps import ACTIVATIONS, class_path
from trivet.text.embedding.text_model import TextModel, load_model, read_parts
from trivet.text.frameworks import installed_framework

_OLD_FIELD, _SECTION, _FIELD = "sbert_ce_default_activation_function", "sentence_transformers", "activation_fn"


class CrossEncoder(TextModel):
    """Scores pairs of texts with a model for sequence classification.

    Attributes:
        activation: name of the function that is applied to the scores, a key of `ACTIVATIONS`.
        num_labels: scores of each pair.
    """

    _output = "logits"

    def __init__(
        self, model: Any, tokenizer: Any, *, activation: str | None = None, max_length: int | None = None
    ) -> None:
        """
        Args:
            model: for sequence classification, of any backend.
            tokenizer: as `AutoTokenizer` returns it.
            activation: None is `Sigmoid` for models with one label, and `Identity` for others.

        Raises:
            InvalidInputError: there is no such activation.
            TypeError: the model is not one of an installed backend that runs models on arrays.
        """
        super().__init__(model, tokenizer, max_length=max_length)
        self.num_labels = int(model.config.num_labels)
        self.activation = activation or ("Sigmoid" if self.num_labels == 1 else "Identity")
        _require_activation(self.activation)

    def __repr__(self) -> str:
        name = type(self.model).__name__
        return f"CrossEncoder({name}, labels={self.num_labels}, framework={self.framework!r})"

    @classmethod
    def from_pretrained(
        cls,
        source: str | os.PathLike[str],
        framework: str | None = None,
        *,
        subfolder: str = "",
        max_length: int | None = None,
        **kwargs: Any,
    ) -> CrossEncoder:
        """Load a model for sequence classification, with the activation that its config names.

        Args:
            source: a folder, a repository or an address.
            framework: `torch`, `tensorflow` or `flax`; None uses the first of them that is installed.
            subfolder: folder within the source.
            max_length: tokens of a pair at most; None is what model and tokenizer take.
            kwargs: fields of `SourceOptions`; the rest is for the model's `from_pretrained`.

        Raises:
            BackendNotInstalledError: the backend is not installed, or none is.
            UnsupportedFileError: the activation is not known, or modules follow the model.
            CheckpointMismatchError: the checkpoint has no weights for a score.
            Also as for `SentenceEncoder.from_pretrained`.
        """
        options, kwargs = take_options(kwargs)
        framework = installed_framework(framework, "Scoring pairs")
        place = Source.of(source, subfolder=subfolder, options=options)
        modules = Modules.of(place)
        if not modules.is_bare:
            kinds = ", ".join(entry.kind for entry in modules.entries)
            raise UnsupportedFileError(Path(place.location) / MODULES_NAME, f"modules follow the model: {kinds}")
        inner = "/".join(part for part in (subfolder, modules.transformer) if part)
        part = place.beside(place.location, subfolder=inner, options=options)
        config, tokenizer = read_parts(part)
        activation = _stated_activation(place, config)
        model, _ = load_model(part, framework, "sequence-classification", config, **kwargs)
        return cls(model, tokenizer, activation=activation, max_length=max_length or modules.max_length)

    def predict(
        self,
        pairs: Sequence[Any],
        batch_size: int | None = None,
        *,
        activation: str | None = None,
        apply_softmax: bool = False,
        show_progress: bool | None = None,
        return_tensors: str = "np",
    ) -> Any:
        """The scores of pairs, in their order.

        Args:
            pairs: pairs of texts, or one pair.
            batch_size: pairs that go through the model together; None fits as many as some 2,000 tokens hold.
            activation: instead of the model's own; a key of `ACTIVATIONS`.
            apply_softmax: whether the scores of a pair are turned into probabilities of several labels.
            show_progress: as in `SentenceEncoder.encode`.
            return_tensors: `np`, `pt`, `tf` or `jax`.

        Returns:
            float32 [pairs], or [pairs, labels] if there are several labels; without the first axis for one pair.

        Raises:
            InvalidInputError: a pair is not two strings, there is no such activation, or `batch_size` is not positive.
        """
        name = activation or self.activation
        _require_activation(name)
        alone = len(pairs) > 0 and isinstance(pairs[0], str)
        listed = [_pair(each) for each in ([pairs] if alone else pairs)]
        scores = np.empty((len(listed), self.num_labels), np.float32)
        with shown("scoring", len(listed), show_progress) as done:
            for places, logits, _ in self._outputs(listed, batch_size, done):
                scores[places] = logits
        scores = ACTIVATIONS[name](scores).astype(np.float32, copy=False)
        if apply_softmax and self.num_labels > 1:
            powers = np.exp(scores - scores.max(1, keepdims=True))
            scores = powers / powers.sum(1, keepdims=True)
        result = scores[:, 0] if self.num_labels == 1 else scores
        return as_tensors(result[0] if alone else result, return_tensors)

    def rank(
        self,
        query: str,
        documents: Sequence[str],
        top_k: int | None = None,
        *,
        return_documents: bool = False,
        **options: Any,
    ) -> list[dict[str, Any]]:
        """Documents by how well they go with a query, the best first.

        Args:
            top_k: documents to return; None returns all.
            return_documents: whether each has its text as well.
            options: as for `predict`.

        Returns:
            For each document `corpus_id`, its place among `documents`, `score`, and perhaps `text`.

        Raises:
            InvalidInputError: the model has several labels. Also as for `predict`.
        """
        if self.num_labels != 1:
            raise InvalidInputError(f"the model has {self.num_labels} labels, but ranking needs one score for a pair")
        scores = self.predict([(query, each) for each in documents], **{**options, "return_tensors": "np"})
        order = np.argsort(-scores, kind="stable")[:top_k]
        texts = [{"text": documents[place]} if return_documents else {} for place in order]
        return [
            {"corpus_id": int(place), "score": float(scores[place]), **text}
            for place, text in zip(order, texts, strict=True)
        ]

    def save_pretrained(self, save_directory: str | os.PathLike[str]) -> None:
        """Write a folder that sentence-transformers reads, in PyTorch's names, and `from_pretrained` in any framework.

        Raises:
            DestinationError: the folder cannot be written.
        """
        path = class_path(self.activation)
        stated = getattr(self.model.config, _SECTION, None)
        setattr(self.model.config, _SECTION, {**(stated or {}), _FIELD: path})
        self.model.save_pretrained(save_directory, dialect="torch")
        self.tokenizer.save_pretrained(save_directory)


def _require_activation(name: str) -> None:
    """
    Raises:
        InvalidInputError: there is no such activation.
    """
    if name not in ACTIVATIONS:
        raise InvalidInputError(f"activation is {name!r:.50}; it may be {', '.join(ACTIVATIONS)}")


def _pair(pair: Any) -> tuple[str, str]:
    """
    Raises:
        InvalidInputError: it is not two strings.
    """
    if not isinstance(pair, list | tuple) or len(pair) != 2 or not all(isinstance(each, str) for each in pair):
        raise InvalidInputError(f"a pair must be two strings, not {pair!r:.80}")
    return pair[0], pair[1]


def _stated_activation(source: Source, config: PretrainedConfig) -> str | None:
    """The activation that the files name, in any of the places where the library has stored it; None if none does.

    Raises:
        UnsupportedFileError: it is not known.
    """
    section, old = getattr(config, _SECTION, None), getattr(config, _OLD_FIELD, None)
    fields = Fields.of(source, (SETTINGS_NAME,))
    if isinstance(section, dict) and section.get(_FIELD) is not None:
        fields = Fields(source.config_path(), section)
    elif old is not None:
        fields = Fields(source.config_path(), {_FIELD: old})
    return activation_named(fields, _FIELD, "") or None
