"""From a prompt to text: a checkpoint's model, in the requested backend, and its tokenizer. Knows no framework.

Everything that can be refused is refused before the weights are read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

import numpy as np

from trivet.backends.auto_config import AutoConfig
from trivet.backends.exports import exported
from trivet.dtypes import parse_dtype
from trivet.errors import CheckpointMismatchError, InvalidConfigError, UnsupportedTaskError
from trivet.families.config import PretrainedConfig
from trivet.families.names import class_prefix
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import TASKS
from trivet.planning.report import merge_layers
from trivet.sources.options import SourceOptions
from trivet.sources.source import Source
from trivet.text.frameworks import installed_framework
from trivet.text.generation.streamers import TextStreamer, one_text
from trivet.text.tokenization import load_tokenizer

NEW_TOKENS = 128
"""The default number of tokens to write."""


@dataclass(frozen=True, slots=True)
class Written:
    """The text that was written, and the speed.

    Attributes:
        tokens: number of new tokens, including the one that ended the text.
        seconds: from the first step to the last, including the compilation of compiled searches.
        first: seconds until the first new token; None if tokens did not arrive one by one.
    """

    text: str
    tokens: int
    seconds: float
    first: float | None = None

    @property
    def rate(self) -> float:
        """Tokens per second; without the first token, if its time is known."""
        after = self.first is not None and self.tokens > 1
        tokens, seconds = (self.tokens - 1, self.seconds - (self.first or 0)) if after else (self.tokens, self.seconds)
        return tokens / seconds if seconds > 0 else 0.0


class Writer:
    """A model and its tokenizer.

    Attributes:
        framework: the backend that the model belongs to.
    """

    def __init__(self, model: Any, tokenizer: Any, framework: str = "") -> None:
        """
        Args:
            model: of any backend, with `generate`.
            tokenizer: a `tokenizers.Tokenizer`.
        """
        self.model, self.tokenizer, self.framework = model, tokenizer, framework
        tokenizer.no_padding()
        tokenizer.no_truncation()

    @classmethod
    def load(
        cls,
        source: str | os.PathLike[str],
        *,
        framework: str | None = None,
        dtype: str = "auto",
        device_map: str | None = None,
        task: str | None = None,
        subfolder: str = "",
        variant: str | None = None,
        options: SourceOptions | None = None,
    ) -> Writer:
        """Load a checkpoint's model and tokenizer.

        Args:
            framework: `torch`, `tensorflow` or `flax`; None uses the first of them that is installed.
            dtype: of the parameters; `"auto"` keeps the stored ones.
            device_map: as in PyTorch's `from_pretrained`.
            task: of the model, such as `speech-seq2seq`; None: that of families that write text after text.
            subfolder, variant, options: as in `open_checkpoint`.

        Raises:
            BackendNotInstalledError: the backend is not installed, or none is.
            UnsupportedTaskError: the family has no model that does the task.
            CheckpointMismatchError: the checkpoint lacks weights of such a model.
            ValueError: `device_map` is set for another backend than PyTorch.
            as `AutoConfig.from_pretrained`, `load_tokenizer` and the model's `from_pretrained`.
        """
        options = options or SourceOptions()
        source = Source.of(source, subfolder=subfolder, options=options).handle
        framework = installed_framework(framework, "Writing text")
        if device_map is not None and framework != "torch":
            raise ValueError(f"a device map is for the torch backend; this is {framework}: leave it out")
        kwargs: dict[str, Any] = {} if device_map is None else {"device_map": device_map}
        config = AutoConfig.from_pretrained(source, subfolder=subfolder, **options.as_keywords())
        auto_class = _auto_class(config, framework, task)
        tokenizer = load_tokenizer(source, subfolder=subfolder, options=options)
        model, report = auto_class.from_pretrained(
            source,
            subfolder=subfolder,
            variant=variant,
            output_loading_info=True,
            **_dtype_words(dtype, framework),
            **kwargs,
            **options.as_keywords(),
        )
        if report.needs_training:
            fresh = merge_layers([*report.missing, *(name for name, *_ in report.mismatched)])
            problems = [f"there is no {name} in it that fits" for name in fresh]
            raise CheckpointMismatchError(str(source), problems, "Its text would be noise: train the model first.")
        return cls(model, tokenizer, framework)

    def write(self, prompt: str, on_text: Callable[[str], None] | None = None, **fields: Any) -> Written:
        """Continue a prompt, or write the output for it.

        Args:
            on_text: receives pieces of the new text as soon as each is final; a search with beams emits all at once.
            fields: of the generation config, and `seed`.

        Raises:
            InvalidConfigError: the prompt is empty, has tokens that the model does not know, or leaves no room; or a
                field has an invalid value.
        """
        return self.write_ids(list(self.tokenizer.encode(prompt).ids), on_text, **fields)

    def write_ids(self, ids: Sequence[int], on_text: Callable[[str], None] | None = None, **fields: Any) -> Written:
        """As `write`, for a prompt that is tokens already."""
        ids = list(ids)
        fields["max_new_tokens"] = self._room(ids, fields.get("max_new_tokens"))
        streamer = None if self._beams(fields) > 1 else _Pieces(self.tokenizer, on_text or (lambda text: None))
        began = perf_counter()
        output = self.model.generate(np.array([ids], np.int64), streamer=streamer, **fields)
        if streamer is not None:
            times = [each - began for each in streamer.times]
            return Written("".join(streamer.pieces), len(times), times[-1], times[0])
        sequence = np.asarray(getattr(output, "sequences", output))[0]
        seconds = perf_counter() - began
        new = self._new(sequence, len(ids))
        text = self.tokenizer.decode(new)
        if on_text is not None:
            on_text(text)
        return Written(text, len(new), seconds)

    def write_heard(self, features: Any, **fields: Any) -> Written:
        """What is said in a sound.

        Args:
            features: its spectrogram [1, bands, frames], as the model's feature extractor makes it.
            fields: of the generation config, and `seed`.

        Raises:
            InvalidInputError: the spectrogram has another shape than the model reads.
        """
        began = perf_counter()
        output = self.model.generate(features, **fields)
        new = self._new(np.asarray(getattr(output, "sequences", output))[0], 0)
        return Written(self.tokenizer.decode(new), len(new), perf_counter() - began)

    def room(self, tokens: int) -> int | None:
        """The most tokens that can follow a prompt of some tokens; negative if the prompt is too long, None for any."""
        config = self.model.config
        positions = getattr(config.get_text_config(decoder=True), "max_position_embeddings", None)
        if positions is None:
            return None
        is_apart = getattr(config, "is_encoder_decoder", False) and tokens <= positions
        return int(positions) - (1 if is_apart else tokens)

    def _beams(self, fields: dict[str, Any]) -> int:
        return int(fields.get("num_beams") or self.model.generation_config.num_beams)

    def _new(self, sequence: Any, prompt: int) -> list[int]:
        """The new tokens of a padded text, up to its end."""
        start = 1 if getattr(self.model.config, "is_encoder_decoder", False) else prompt
        new = [int(each) for each in sequence[start:]]
        ends = [place for place, each in enumerate(new) if each in self.model.generation_config.eos_token_ids]
        return new[: ends[0] + 1] if ends else new

    def _room(self, ids: list[int], wanted: int | None) -> int:
        """The most tokens to write.

        Raises:
            InvalidConfigError: there is no room for them, or the prompt is empty.
        """
        config = self.model.config
        if not ids:
            raise InvalidConfigError("the prompt has no tokens: pass some text to start with")
        words = config.config_of("encoder").vocab_size
        if max(ids) >= words:
            reason = f"the tokenizer uses token {max(ids)}, but the model has {words}: they do not match"
            raise InvalidConfigError(reason, field="vocab_size")
        room = self.room(len(ids))
        if room is None:
            return NEW_TOKENS if wanted is None else wanted
        if room < (wanted or 1):
            positions = config.get_text_config(decoder=True).max_position_embeddings
            reason = f"the model has {positions} positions: no room for {len(ids)} tokens of the prompt"
            raise InvalidConfigError(f"{reason} and {wanted or 1} new ones", field="max_position_embeddings")
        return min(NEW_TOKENS, room) if wanted is None else wanted


class _Pieces(TextStreamer):
    """Emits new text, and records it and the time of each token."""

    def __init__(self, tokenizer: Any, on_text: Callable[[str], None]) -> None:
        super().__init__(tokenizer, skip_prompt=True)
        self.on_text, self.pieces, self.times = on_text, list[str](), list[float]()

    def put(self, value: Any) -> None:
        """Record the time."""
        if not self._in_prompt:
            self.times += [perf_counter()] * len(one_text(value, "Writer", is_prompt=False))
        super().put(value)

    def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
        """Emit and record the text."""
        self.pieces.append(text)
        self.on_text(text)


def _auto_class(config: PretrainedConfig, framework: str, named: str | None) -> Any:
    """The Auto class of the model that writes.

    Raises:
        UnsupportedTaskError: the family has none.
    """
    usual = "seq2seq-lm" if getattr(config, "is_encoder_decoder", False) else "causal-lm"
    task = TASKS[usual if named is None else named]
    if config.model_type in architecture_points():
        heads = architecture(config.model_type).task_heads()
        if task.name not in heads:
            missing = "scores the next token" if named is None else "writes what is said in sounds"
            reason = f"writes no text: the family has no head that {missing}"
            known = [TASKS[each].auto_class for each in heads if not TASKS[each].superseded]
            raise UnsupportedTaskError(task.auto_class, config.model_type, reason, known)
    return exported(class_prefix(framework) + task.auto_class)


def _dtype_words(dtype: str, framework: str) -> dict[str, str]:
    """The keywords that set the dtype in a backend's `from_pretrained`.

    Raises:
        UnknownDTypeError: there is no such dtype.
    """
    if dtype == "auto":
        return {"dtype": "auto"}
    name = parse_dtype(dtype).numpy_name or dtype
    return {"dtype": name, "param_dtype": name} if framework == "flax" else {"dtype": name}
