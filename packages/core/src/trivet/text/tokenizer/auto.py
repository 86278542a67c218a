"""`AutoTokenizer`: the tokenizer beside a checkpoint."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from trivet.backends.registry import is_installed
from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.errors import SourceNotFoundError
from trivet.families.registry import architecture, architecture_points
from trivet.sources.options import take_options
from trivet.sources.single_file import file_within
from trivet.text.tokenization import (
    OPTIONS_NAME,
    SENTENCEPIECE,
    TEMPLATE_NAME,
    TokenizerFiles,
    read_tokenizer,
    require_library,
)
from trivet.text.tokenizer.special import ROLES
from trivet.text.tokenizer.tokenizer import Tokenizer

# Families whose tokenizers tell the first text from the second; of the others that no files describe, few do.
_SEGMENTED = ("Albert", "Bert", "Electra", "PreTrained")
_BRACKETS = {f"{role}_token": f"[{role.upper()}]" for role in ("unk", "sep", "pad", "cls", "mask")}
_ANGLES = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
_MARKED = {**_ANGLES, "cls_token": "<s>", "sep_token": "</s>", "mask_token": "<mask>"}
_ENDS = dict.fromkeys(("bos_token", "eos_token", "unk_token"), "<|endoftext|>")
_SPECIAL: Mapping[str, Mapping[str, str]] = {
    "Albert": {**_BRACKETS, "unk_token": "<unk>", "pad_token": "<pad>", "bos_token": "[CLS]", "eos_token": "[SEP]"},
    "Bart": _MARKED,
    "Bert": _BRACKETS,
    "Camembert": _MARKED,
    "DistilBert": _BRACKETS,
    "Electra": _BRACKETS,
    "GPT2": _ENDS,
    "Llama": {name: token for name, token in _ANGLES.items() if name != "pad_token"},
    "MBart": _MARKED,
    "Pegasus": {"pad_token": "<pad>", "eos_token": "</s>", "unk_token": "<unk>", "mask_token": "<mask_2>"},
    "Qwen2": dict.fromkeys(("unk_token", "eos_token", "pad_token"), "<|endoftext|>"),
    "Roberta": _MARKED,
    "T5": {name: token for name, token in _ANGLES.items() if name != "bos_token"},
    "XLMRoberta": _MARKED,
}
"""Special tokens by role of each class of tokenizer, where its files do not state them."""
_LEFT = ("Llama",)  # pad on the left if nothing is stated


class AutoTokenizer:
    """Finds the tokenizer of a checkpoint. Not constructed itself.

    Raises:
        TypeError: on construction.
    """

    def __init__(self) -> None:
        raise TypeError("AutoTokenizer is not constructed: AutoTokenizer.from_pretrained(source) reads a tokenizer")

    @classmethod
    def from_pretrained(
        cls,
        pretrained_model_name_or_path: str | os.PathLike[str],
        *inputs: Any,
        use_fast: bool = True,
        subfolder: str = "",
        trust_remote_code: bool | None = None,
        config: Any = None,
        **kwargs: Any,
    ) -> Any:
        """The tokenizer of a source.

        Files that the tokenizers library does not read (SentencePiece models) are left to `transformers`, if that is
        installed: its own tokenizer is returned.

        Args:
            pretrained_model_name_or_path: as for `open_checkpoint`.
            inputs: passed on to `transformers`, where that reads the files.
            use_fast, trust_remote_code: likewise.
            subfolder: folder within it.
            config: a model's config, which says the family where no file does.
            kwargs: fields of tokenizer_config.json to replace (`padding_side="left"`, `pad_token="…"`); those that are
                fields of `SourceOptions` say how to reach the source.

        Raises:
            PackageNotInstalledError: the tokenizers library is not installed.
            SourceNotFoundError: there is no tokenizer, or only one that cannot be read; says how to create one.
            CorruptFileError: a file of it is malformed.
            RemoteSourceError: the source cannot be reached.
        """
        require_library()
        options, overrides = take_options(kwargs)
        if gguf_file := overrides.pop("gguf_file", None):
            pretrained_model_name_or_path = file_within(
                pretrained_model_name_or_path, gguf_file, subfolder=subfolder, options=options
            )
            subfolder = ""
        files = TokenizerFiles(pretrained_model_name_or_path, subfolder, options)
        try:
            library = read_tokenizer(files)
        except SourceNotFoundError:
            if not (files.names.intersection(SENTENCEPIECE) and is_installed("transformers")):
                raise
            theirs = {"use_fast": use_fast, "subfolder": subfolder, "trust_remote_code": trust_remote_code, **kwargs}
            reader = import_module("transformers").AutoTokenizer
            return reader.from_pretrained(pretrained_model_name_or_path, *inputs, config=config, **theirs)
        stated = {**files.json(OPTIONS_NAME), **overrides}
        if TEMPLATE_NAME in files.names and "chat_template" not in overrides:
            stated["chat_template"] = files.path(TEMPLATE_NAME).read_text(encoding="utf-8")
        elif isinstance(stated.get("chat_template"), list):
            stated["chat_template"] = {each["name"]: each["template"] for each in stated["chat_template"]}
        library = _adjusted(library, stated)
        name = _class_of(stated, files, config)
        if name in _LEFT:
            stated.setdefault("padding_side", "left")
        segments = ["token_type_ids"] if name in _SEGMENTED else []
        return Tokenizer(
            library,
            fields=stated,
            special=_special(library, name, {**files.special(), **overrides}),
            model_input_names=["input_ids", *segments, "attention_mask"],
            name_or_path=os.fspath(pretrained_model_name_or_path),
        )


_SPLITTING: Mapping[str, tuple[str, str, str]] = {
    "add_prefix_space": ("pre_tokenizer", "ByteLevel", "add_prefix_space"),
    "do_lower_case": ("normalizer", "BertNormalizer", "lowercase"),
    "strip_accents": ("normalizer", "BertNormalizer", "strip_accents"),
    "tokenize_chinese_chars": ("normalizer", "BertNormalizer", "handle_chinese_chars"),
}
"""Field → part of a tokenizers.Tokenizer, its type, and what the field is called there."""


def _adjusted(library: Any, stated: Mapping[str, Any]) -> Any:
    """The tokenizer that splits text as the fields say, which tokenizer.json may not know of."""
    state: dict[str, Any] = json.loads(library.to_str())
    changed = False
    for field, (part, kind, name) in _SPLITTING.items():
        inner = state.get(part) or {}
        if field in stated and inner.get("type") == kind and inner.get(name) != stated[field]:
            inner[name], changed = stated[field], True
            if field == "add_prefix_space" and (state.get("post_processor") or {}).get("type") == "RobertaProcessing":
                state["post_processor"][name] = stated[field]
    return type(library).from_str(json.dumps(state)) if changed else library


def _class_of(stated: Mapping[str, Any], files: TokenizerFiles, config: Any) -> str:
    """What the class of tokenizer is called, without its ending: as its options say, or else the model's family."""
    named = stated.get("tokenizer_class")
    if isinstance(named, str):
        return named.removesuffix("Fast").removesuffix("Tokenizer")
    model_type = getattr(config, "model_type", None) or files.json(CONFIG_NAME).get("model_type")
    return architecture(model_type).name if model_type in architecture_points() else "PreTrained"


def _special(library: Any, name: str, stated: Mapping[str, Any]) -> dict[str, str]:
    """Special tokens by role: those of the files, and those of the class that the vocabulary has."""
    usual = {role: token for role, token in _SPECIAL.get(name, {}).items() if library.token_to_id(token) is not None}
    padding = (library.padding or {}).get("pad_token")
    if padding is not None and library.token_to_id(padding) is not None:
        usual.setdefault("pad_token", padding)
    own = {role: str(stated[role]) for role in ROLES if stated.get(role) is not None}
    return {**usual, **own}
