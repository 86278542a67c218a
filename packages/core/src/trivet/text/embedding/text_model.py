"""A model with its tokenizer, run on any number of texts or pairs in batches. What encoders and rankers share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from trivet.backends.auto_config import AutoConfig
from trivet.backends.exports import exported
from trivet.backends.protocol import Runner, RunningBackend
from trivet.backends.registry import backend_of
from trivet.errors import CheckpointMismatchError, InvalidInputError
from trivet.families.config import PretrainedConfig
from trivet.families.names import class_prefix
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import TASKS
from trivet.planning.report import merge_layers
from trivet.sources.source import Source
from trivet.text.embedding.batching import Batch, batches, padded
from trivet.text.embedding.pooling import Counted
from trivet.text.tokenizer.auto import AutoTokenizer

Array = np.ndarray[Any, Any]
Done = Callable[[int], None]
_CHUNK = 16_384  # texts whose tokens are in memory at once
_UNLIMITED = 1 << 20  # tokens; what tokenizers state above it is no limit


class TextModel:
    """A model and its tokenizer.

    Attributes:
        model: of any backend.
        tokenizer: as `AutoTokenizer` returns it.
        framework: name of the backend.
        max_length: tokens of a text at most, those of the model included; longer texts are cut.
    """

    _output: str

    def __init__(self, model: Any, tokenizer: Any, *, max_length: int | None = None) -> None:
        """
        Raises:
            TypeError: the model is not one of an installed backend that runs models on arrays.
        """
        self.model, self.tokenizer = model, tokenizer
        owner = backend_of(model)
        if not isinstance(owner, RunningBackend):
            raise TypeError(f"the {owner.name} backend does not run models on arrays: it has no method `runner`")
        self.framework = owner.name
        self.max_length = max_length or own_limit(tokenizer, model.config)
        self._run: Runner = owner.runner(model, self._output)

    def _encoded(self, texts: Sequence[Any]) -> tuple[list[list[int]], list[list[int]] | None]:
        """Ids of each text or pair, and their segments if the model takes them.

        Raises:
            InvalidInputError: a text is not a string.
        """
        pairs = bool(texts) and not isinstance(texts[0], str)
        limit = self.max_length if self.max_length is not None else _UNLIMITED
        encoded = self.tokenizer(list(texts), truncation=True, max_length=limit)
        segments = encoded.get("token_type_ids") if pairs and takes(self.model.config, "token_type_ids") else None
        return encoded["input_ids"], segments

    def _outputs(
        self,
        texts: Sequence[Any],
        rows: int | None,
        done: Done,
        pool: Callable[[Batch, Counted], tuple[Array, Array | None]] | None = None,
        left_out: int = 0,
    ) -> Iterator[tuple[Array, Array, Counted]]:
        """The output of each batch: the indices of its texts, the output, and which tokens counted.

        Args:
            rows: texts of a batch; None for a budget of tokens.
            done: called with the number of texts after each batch.
            pool: weights and mask for a batch, as a `Runner` takes them; None for outputs without tokens.
            left_out: tokens at the start of each text that do not count.

        Raises:
            InvalidInputError: `rows` is not positive.
        """
        if rows is not None and rows < 1:
            raise InvalidInputError(f"batch_size is {rows}: it must be a positive integer")
        padding = padding_id(self.tokenizer, self.model.config)
        for start in range(0, len(texts), _CHUNK):
            ids, segments = self._encoded(texts[start : start + _CHUNK])
            lengths = [len(each) for each in ids]
            plan = batches(lengths, rows=rows, fixed_shapes=self._run.fixed_shapes, longest=self.max_length)
            for batch in plan:
                inputs, counts = self._inputs(batch, ids, segments, padding)
                counted = Counted.of(counts, batch.width, left_out)
                weights, mask = (None, None) if pool is None else pool(batch, counted)
                output = self._run(inputs, weights, mask)
                count = len(batch.texts)
                yield start + batch.texts, output[:count], Counted(counts[:count], counted.mask[:count])
                done(count)

    def _inputs(
        self, batch: Batch, ids: list[list[int]], segments: list[list[int]] | None, padding: int
    ) -> tuple[dict[str, Array], Array]:
        """The arrays of a batch, and the lengths of its rows. Without padding and with free shapes there is no mask."""
        rows, lengths = padded(ids, batch, padding)
        inputs = {"input_ids": rows}
        if self._run.fixed_shapes or int(lengths.min()) < batch.width:
            # A row without any token would make attention divide by zero: it attends to one, which does not count.
            inputs["attention_mask"] = (np.arange(batch.width) < np.maximum(lengths, 1)[:, None]).astype(np.int64)
        if segments is not None:
            inputs["token_type_ids"] = padded(segments, batch, 0)[0]
        return inputs, lengths


def load_model(
    source: Source, framework: str, task: str, config: PretrainedConfig, **kwargs: Any
) -> tuple[Any, PretrainedConfig]:
    """A model and its config; without the pooling layer of its family if the checkpoint lacks that.

    Args:
        task: as in `trivet.families.tasks`.
        kwargs: further arguments of the model's `from_pretrained`.

    Raises:
        CheckpointMismatchError: the checkpoint lacks weights of the model.
        UnsupportedTaskError: the family has no such model.
        Also as for the model's `from_pretrained`.
    """
    auto_class = exported(class_prefix(framework) + TASKS[task].auto_class)
    options = {"subfolder": source.subfolder, "config": config, **source.options.as_keywords(), **kwargs}
    model, report = auto_class.from_pretrained(source.handle, output_loading_info=True, **options)
    if report.needs_training and task == "base" and has_pooler(config):
        options["add_pooling_layer"] = False
        model, report = auto_class.from_pretrained(source.handle, output_loading_info=True, **options)
    if report.needs_training:
        fresh = merge_layers([*report.missing, *(name for name, *_ in report.mismatched)])
        problems = [f"there is no {name} in it that fits" for name in fresh]
        raise CheckpointMismatchError(str(source.location), problems, "Its results would be noise: train it first.")
    return model, config


def read_parts(source: Source) -> tuple[PretrainedConfig, Any]:
    """The config and the tokenizer of a source.

    Raises:
        As for `AutoConfig.from_pretrained` and `AutoTokenizer.from_pretrained`.
    """
    keywords = {"subfolder": source.subfolder, **source.options.as_keywords()}
    config = AutoConfig.from_pretrained(source.handle, **keywords)
    return config, AutoTokenizer.from_pretrained(source.handle, config=config, **keywords)


def has_pooler(config: PretrainedConfig) -> bool:
    """Whether the base model of the config's family has a pooling layer of its own."""
    if config.model_type not in architecture_points():
        return False
    return getattr(architecture(config.model_type).base(config), "pooler", None) is not None


def takes(config: PretrainedConfig, name: str) -> bool:
    """Whether models of the config's family take an input."""
    return config.model_type in architecture_points() and name in architecture(config.model_type).inputs


def own_limit(tokenizer: Any, config: PretrainedConfig) -> int | None:
    """Tokens that tokenizer and model both take; None if neither states a limit."""
    positions = getattr(config.get_text_config(), "max_position_embeddings", None)
    stated = [each for each in (tokenizer.model_max_length, positions) if isinstance(each, int) and each > 0]
    limits = [each for each in stated if each < _UNLIMITED]
    return min(limits, default=None)


def padding_id(tokenizer: Any, config: PretrainedConfig) -> int:
    """The id that fills rows; any is right where there is no padding token, because padding is masked."""
    for owner in (tokenizer, config.get_text_config()):
        token = getattr(owner, "pad_token_id", None)
        if isinstance(token, int) and token >= 0:
            return token
    return 0
