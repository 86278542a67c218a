"""What a folder of sentence-transformers says: its modules, prompts and limits. A plain model has the defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trivet.errors import CorruptFileError, InvalidConfigError, UnsupportedFileError
from trivet.sources.source import Source
from trivet.text.embedding.files import SETTINGS_NAME, TRANSFORMER_NAMES, Fields, ModuleEntry, module_entries
from trivet.text.embedding.modules import DROPOUT, KNOWN, POOLING, TRANSFORMER, read_pooling, read_steps
from trivet.text.embedding.pooling import Pooling
from trivet.text.embedding.similarity import SIMILARITIES
from trivet.text.embedding.steps import Step

_PREFIX = "sentence_transformers."


@dataclass(frozen=True, slots=True)
class Settings:
    """What config_sentence_transformers.json says.

    Attributes:
        prompts: text to put before texts, by name.
        default_prompt: name of the prompt that is used if a call names none.
        similarity: key of `SIMILARITIES`.
        stated: all fields of the file.
    """

    prompts: Mapping[str, str] = field(default_factory=dict)
    default_prompt: str | None = None
    similarity: str = "cosine"
    stated: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, source: Source) -> Settings:
        """
        Raises:
            InvalidConfigError: the file is not valid, or names a default prompt that it lacks.
        """
        fields = Fields.of(source, (SETTINGS_NAME,))
        prompts, default = fields.texts("prompts"), fields.text("default_prompt_name")
        if default is not None and default not in prompts:
            known = ", ".join(prompts) or "there are none"
            reason = f"default_prompt_name is {default!r:.80}, which is not one of the prompts ({known})"
            raise InvalidConfigError(reason, path=fields.path, field="default_prompt_name")
        similarity = fields.text("similarity_fn_name", "cosine", tuple(SIMILARITIES)) or "cosine"
        return cls(prompts, default, similarity, fields.values)


@dataclass(frozen=True, slots=True)
class Modules:
    """The modules of a folder.

    Attributes:
        transformer: folder of the transformer within the source; empty for the source itself.
        max_length: tokens of a text at most; None if the folder does not say.
        lowercases: whether texts are lowercased.
        entries: what follows the transformer; empty for a plain model.
    """

    transformer: str = ""
    max_length: int | None = None
    lowercases: bool = False
    entries: tuple[ModuleEntry, ...] = ()

    @classmethod
    def of(cls, source: Source) -> Modules:
        """
        Raises:
            CorruptFileError: modules.json is not valid.
            UnsafePathError: a module's folder is outside the source.
            UnsupportedFileError: there is a module that is not known, or they are not in the usual order.
        """
        path, entries = module_entries(source)
        if path is None:
            return cls()
        for entry in entries:
            if not entry.type.startswith(_PREFIX) or entry.kind not in KNOWN:
                reason = f"the module {entry.type!r:.100} is not known, and no code of a model is run. Known: "
                raise UnsupportedFileError(path, reason + ", ".join(KNOWN))
        kinds = [entry.kind for entry in entries]
        if kinds[0] != TRANSFORMER or kinds.count(TRANSFORMER) > 1 or POOLING in kinds[2:]:
            reason = f"the modules are {', '.join(kinds)}: a transformer, then pooling, then further modules are read"
            raise UnsupportedFileError(path, reason)
        part = source.beside(source.location, subfolder=_joined(source, entries[0].folder), options=source.options)
        fields = Fields.of(part, TRANSFORMER_NAMES)
        _require_text(fields)
        limit = fields.number("max_seq_length") or _stated_limit(fields)
        return cls(entries[0].folder, limit, fields.flag("do_lower_case", False), entries[1:])

    def pooling(self, source: Source, width: int) -> Pooling:
        """The pooling; the mean over all tokens for a plain model.

        Args:
            width: size of the vectors of tokens.

        Raises:
            CorruptFileError: modules are listed, but no pooling.
            Also as for `read_pooling`.
        """
        if not self.entries:
            return Pooling(width)
        first = self.entries[0]
        if first.kind != POOLING:
            raise CorruptFileError(Path(source.location), f"modules.json has {first.kind} where pooling is needed")
        part = source.beside(source.location, subfolder=_joined(source, first.folder), options=source.options)
        return read_pooling(part, width)

    def steps(self, source: Source, size: int) -> tuple[Step, ...]:
        """What follows pooling; as `read_steps`."""
        return read_steps(source, self.entries[1:], size)

    @property
    def is_bare(self) -> bool:
        """Whether nothing follows the transformer."""
        return all(entry.kind == DROPOUT for entry in self.entries)


def _joined(source: Source, folder: str) -> str:
    return "/".join(part for part in (source.subfolder, folder) if part)


def _stated_limit(fields: Fields) -> int | None:
    """The limit in the options for the tokenizer, under either of their names."""
    for name in ("processor_kwargs", "tokenizer_args"):
        options = fields.values.get(name)
        if isinstance(options, dict) and options.get("model_max_length") is not None:
            return Fields(fields.path, options).number("model_max_length")
    return None


def _require_text(fields: Fields) -> None:
    """
    Raises:
        UnsupportedFileError: the transformer is not one of texts, or does not have its vectors read.
    """
    task = fields.text("transformer_task", "feature-extraction")
    if task not in ("feature-extraction", "sequence-classification"):
        raise UnsupportedFileError(fields.path, f"transformer_task is {task!r:.80}, which is not supported")
    if fields.values.get("query_expansion") is not None:
        raise UnsupportedFileError(fields.path, "query_expansion makes a vector for each token, which is not supported")
