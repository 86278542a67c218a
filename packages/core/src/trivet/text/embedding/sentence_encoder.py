"""`SentenceEncoder`: vectors of texts, as the sentence-transformers library makes them, in any framework."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trivet.backends.tensors import as_tensors
from trivet.errors import InvalidInputError, nearest
from trivet.sources.options import take_options
from trivet.sources.source import Source
from trivet.text.embedding.batching import Batch
from trivet.text.embedding.folder import Modules, Settings
from trivet.text.embedding.pooling import LARGEST, Counted, Pooling
from trivet.text.embedding.saving import write_encoder
from trivet.text.embedding.showing import shown
from trivet.text.embedding.similarity import SIMILARITIES
from trivet.text.embedding.steps import Normalize, Step
from trivet.text.embedding.text_model import Array, TextModel, load_model, read_parts
from trivet.text.embedding.tokenizers import lowercased
from trivet.text.frameworks import installed_framework

_OF_DOCUMENTS = ("document", "passage", "corpus")


class SentenceEncoder(TextModel):
    """Makes a vector of each text.

    Attributes:
        pooling: how the vectors of tokens become one.
        steps: what follows pooling: projections and norms, in order.
        prompts: text to put before texts, by name.
        default_prompt_name: the prompt that is used if a call names none; None for no prompt.
        similarity_fn_name: what `similarity` computes: `cosine`, `dot`, `euclidean` or `manhattan`.
        lowercases: whether texts are lowercased.
    """

    _output = "last_hidden_state"

    def __init__(
        self,
        model: Any,
        tokenizer: Any,
        pooling: Pooling | None = None,
        steps: Sequence[Step] = (),
        *,
        prompts: Mapping[str, str] | None = None,
        default_prompt_name: str | None = None,
        max_length: int | None = None,
        lowercases: bool = False,
        similarity_fn_name: str = "cosine",
    ) -> None:
        """
        Args:
            model: a base model of any backend.
            tokenizer: as `AutoTokenizer` returns it.
            pooling: None is the mean over all tokens.

        Raises:
            ValueError: pooling or a step does not fit the size of the vectors that it receives, there is no such
                similarity, or no such default prompt.
            TypeError: the model is not one of an installed backend that runs models on arrays.
        """
        super().__init__(model, lowercased(tokenizer) if lowercases else tokenizer, max_length=max_length)
        width = model.config.get_text_config().hidden_size
        self.pooling = pooling or Pooling(width)
        if self.pooling.width != width:
            raise InvalidInputError(f"pooling is for vectors of {self.pooling.width}; those of the model have {width}")
        self.steps, self.lowercases = tuple(steps), lowercases
        self.dimension = self.pooling.size
        for step in self.steps:
            self.dimension = step.check(self.dimension)
        self.prompts, self.default_prompt_name = dict(prompts or {}), default_prompt_name
        self._prompt(None, None)
        if similarity_fn_name not in SIMILARITIES:
            known = ", ".join(SIMILARITIES)
            raise InvalidInputError(f"similarity_fn_name is {similarity_fn_name!r}; it may be {known}")
        self.similarity_fn_name = similarity_fn_name
        self._settings: Mapping[str, Any] = {}

    def __repr__(self) -> str:
        chain = [type(self.model).__name__, "+".join(self.pooling.modes), *(type(step).__name__ for step in self.steps)]
        return f"SentenceEncoder({' → '.join(chain)}, dimension={self.dimension}, framework={self.framework!r})"

    @classmethod
    def from_pretrained(
        cls,
        source: str | os.PathLike[str],
        framework: str | None = None,
        *,
        subfolder: str = "",
        max_length: int | None = None,
        **kwargs: Any,
    ) -> SentenceEncoder:
        """Load a folder of sentence-transformers, or a plain model, whose vectors are then means over the tokens.

        No code of the folder is run; modules of other types than those of the library's usual text models are refused.

        Args:
            source: a folder, a repository or an address.
            framework: `torch`, `tensorflow` or `flax`; None uses the first of them that is installed.
            subfolder: folder within the source.
            max_length: instead of the folder's own limit.
            kwargs: fields of `SourceOptions`; the rest is for the model's `from_pretrained`, such as `dtype` or
                `device_map`.

        Raises:
            BackendNotInstalledError: the backend is not installed, or none is.
            UnsupportedFileError: a module is of a type that is not read.
            UnsafePathError: a module's folder is outside the source.
            CorruptFileError, InvalidConfigError, SourceNotFoundError: a file is not valid, or missing.
            CheckpointMismatchError: weights are missing, or do not fit.
            RemoteSourceError: the source cannot be reached.
        """
        options, kwargs = take_options(kwargs)
        framework = installed_framework(framework, "Encoding texts")
        place = Source.of(source, subfolder=subfolder, options=options)
        modules, settings = Modules.of(place), Settings.of(place)
        inner = "/".join(part for part in (subfolder, modules.transformer) if part)
        part = place.beside(place.location, subfolder=inner, options=options)
        config, tokenizer = read_parts(part)
        pooling = modules.pooling(place, config.get_text_config().hidden_size)
        steps = modules.steps(place, pooling.size)
        task = "text-encoding" if getattr(config, "is_encoder_decoder", False) else "base"
        model, _ = load_model(part, framework, task, config, **kwargs)
        encoder = cls(
            model,
            tokenizer,
            pooling,
            steps,
            prompts=settings.prompts,
            default_prompt_name=settings.default_prompt,
            max_length=max_length or modules.max_length,
            lowercases=modules.lowercases,
            similarity_fn_name=settings.similarity,
        )
        encoder._settings = settings.stated
        return encoder

    def encode(
        self,
        texts: str | Sequence[str],
        batch_size: int | None = None,
        *,
        prompt: str | None = None,
        prompt_name: str | None = None,
        normalize: bool = False,
        truncate_dim: int | None = None,
        show_progress: bool | None = None,
        return_tensors: str = "np",
    ) -> Any:
        """The vectors of texts, in their order.

        Args:
            texts: a text, or several.
            batch_size: texts that go through the model together; None fits as many as some 2,000 tokens hold.
            prompt: put before each text.
            prompt_name: name of one of `prompts`, if `prompt` is None. Without either, the default prompt is used.
            normalize: whether each vector is divided by its length.
            truncate_dim: numbers of each vector to keep, for models that were trained for it.
            show_progress: whether a bar is shown; None shows it for long work on a terminal.
            return_tensors: `np`, `pt`, `tf` or `jax`.

        Returns:
            float32 [texts, dimension]; [dimension] of a single text.

        Raises:
            InvalidInputError: there is no such prompt, a text is not a string, or a size is not positive.
        """
        alone = isinstance(texts, str)
        listed: list[str] = [texts] if isinstance(texts, str) else list(texts)
        before = self._prompt(prompt, prompt_name)
        left_out = self._length(before) if before and not self.pooling.include_prompt else 0
        size = self.dimension if truncate_dim is None else min(truncate_dim, self.dimension)
        if size < 1:
            raise InvalidInputError(f"truncate_dim is {truncate_dim}: it must be a positive integer")
        vectors = np.empty((len(listed), size), np.float32)
        prepared = [before + text for text in listed] if before else listed
        _require_strings(listed)
        with shown("encoding", len(listed), show_progress) as done:
            for places, pooled, counted in self._outputs(prepared, batch_size, done, self._weights, left_out):
                vectors[places] = self._finished(pooled, counted)[:, :size]
        result = Normalize()(vectors) if normalize else vectors
        return as_tensors(result[0] if alone else result, return_tensors)

    def encode_query(self, texts: str | Sequence[str], batch_size: int | None = None, **options: Any) -> Any:
        """As `encode`, with the prompt for queries if there is one."""
        return self.encode(texts, batch_size, **self._with_prompt(options, ("query",)))

    def encode_document(self, texts: str | Sequence[str], batch_size: int | None = None, **options: Any) -> Any:
        """As `encode`, with the prompt for documents if there is one."""
        return self.encode(texts, batch_size, **self._with_prompt(options, _OF_DOCUMENTS))

    def similarity(self, one: Any, other: Any) -> Array:
        """How similar vectors are, [a, b]. Distances are negated, so that more is always more similar.

        Args:
            one: vectors [a, size], or one vector.
            other: vectors [b, size], or one vector.
        """
        rows = (np.atleast_2d(np.asarray(each, np.float32)) for each in (one, other))
        return SIMILARITIES[self.similarity_fn_name](*rows)

    def save_pretrained(self, save_directory: str | os.PathLike[str]) -> None:
        """Write a folder that sentence-transformers reads, in PyTorch's names, and `from_pretrained` in any framework.

        Raises:
            DestinationError: the folder cannot be written.
        """
        settings = {
            **self._settings,
            "prompts": self.prompts,
            "default_prompt_name": self.default_prompt_name,
            "similarity_fn_name": self.similarity_fn_name,
        }
        write_encoder(
            Path(save_directory),
            self.model,
            self.tokenizer,
            self.pooling,
            self.steps,
            settings=settings,
            max_length=self.max_length,
            lowercases=self.lowercases,
        )

    def _weights(self, batch: Batch, counted: Counted) -> tuple[Array, Array | None]:
        mask = counted.mask if LARGEST in self.pooling.modes else None
        return self.pooling.weights(counted), mask

    def _finished(self, pooled: Array, counted: Counted) -> Array:
        """The vectors from what the model's backend has pooled."""
        has_largest = LARGEST in self.pooling.modes
        sums, largest = (pooled[:, :-1], pooled[:, -1]) if has_largest else (pooled, None)
        vectors = self.pooling.joined(sums, largest, counted)
        for step in self.steps:
            vectors = step(vectors)
        return vectors

    def _prompt(self, prompt: str | None, name: str | None) -> str:
        """The text to put before texts.

        Raises:
            InvalidInputError: there is no prompt of that name.
        """
        name = name if name is not None else self.default_prompt_name
        if prompt is not None or name is None:
            return prompt or ""
        if name not in self.prompts:
            known = ", ".join(self.prompts) or "none"
            raise InvalidInputError(f"there is no prompt {name!r}{nearest(name, self.prompts)}. There are: {known}")
        return self.prompts[name]

    def _with_prompt(self, options: dict[str, Any], names: Sequence[str]) -> dict[str, Any]:
        name = next((each for each in names if each in self.prompts), None)
        named = options.get("prompt") is not None or options.get("prompt_name") is not None
        return options if named or name is None else {**options, "prompt_name": name}

    def _length(self, prompt: str) -> int:
        """Tokens of a prompt at the start of a text, without the special token behind it."""
        ids = self._encoded([prompt])[0][0]
        return len(ids) - (1 if ids and ids[-1] in self.tokenizer.all_special_ids else 0)


def _require_strings(texts: Sequence[Any]) -> None:
    """
    Raises:
        InvalidInputError: one is not a string.
    """
    for place, each in enumerate(texts):
        if not isinstance(each, str):
            raise InvalidInputError(f"texts[{place}] is a {type(each).__name__}, not a string: {each!r:.80}")
