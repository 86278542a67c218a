"""The tokenizer of a GGUF file, as the files that describe one beside a checkpoint.

Byte-level BPE (`gpt2`) and SentencePiece with scores (`llama`) are read, the latter as BPE by scores.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trivet.errors import UnsupportedFileError
from trivet.formats.gguf.config import gguf_side_files
from trivet.formats.gguf.header import Header, Texts, read_header
from trivet.tensors.source_files import SourceFile

_SPLITS: Mapping[str, Sequence[str]] = {
    "gpt-2": (),
    "smollm": ("digits",),
    "qwen2": (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
        r"|\s+(?!\S)|\s+",
    ),
    "llama-bpe": (
        r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
        r"|\s+(?!\S)|\s+",
    ),
}
"""How text is split before it is encoded, by `tokenizer.ggml.pre`: expressions; `digits` stands for single digits."""
_ALIASES = {"default": "gpt-2", "gpt2": "gpt-2", "llama3": "llama-bpe", "starcoder": "smollm", "refact": "smollm"}
_CONTROL, _USER = 3, 4  # types of tokens
_ROLES = {"bos": "bos_token", "eos": "eos_token", "unknown": "unk_token", "padding": "pad_token"}


def gguf_tokenizer(path: Path, header: Header) -> dict[str, Any]:
    """Name of a file → its JSON: tokenizer.json and tokenizer_config.json.

    Raises:
        UnsupportedFileError: the file has no tokenizer, or one of a kind that is not read.
    """
    fields = header.fields
    if not isinstance(fields.get("tokenizer.ggml.tokens"), Texts):
        raise UnsupportedFileError(path, "has no tokenizer")
    kind = fields.get("tokenizer.ggml.model")
    if kind == "gpt2":
        described = _byte_level(header, path)
    elif kind == "llama":
        described = _by_scores(header, path)
    else:
        raise UnsupportedFileError(path, f"has a tokenizer of the kind {kind!r}, which is not read")
    return {"tokenizer.json": described, "tokenizer_config.json": _options(header)}


def _tokens(header: Header) -> list[str]:
    tokens: list[str] = header.fields["tokenizer.ggml.tokens"].decoded()
    return tokens


def _types(header: Header, count: int) -> list[int]:
    types = header.fields.get("tokenizer.ggml.token_type")
    return [1] * count if types is None or isinstance(types, Texts) or len(types) != count else types.tolist()


def _added(tokens: Sequence[str], types: Sequence[int]) -> list[dict[str, Any]]:
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    return [
        {"id": number, "content": token, **flags, "special": kind == _CONTROL}
        for number, (token, kind) in enumerate(zip(tokens, types, strict=True))
        if kind in (_CONTROL, _USER)
    ]


def _byte_level(header: Header, path: Path) -> dict[str, Any]:
    tokens, merges = _tokens(header), header.fields.get("tokenizer.ggml.merges")
    pre = header.fields.get("tokenizer.ggml.pre", "gpt-2")
    split = _SPLITS.get(_ALIASES.get(pre, pre)) if isinstance(pre, str) else None
    if not isinstance(merges, Texts) or split is None:
        raise UnsupportedFileError(path, f"has a tokenizer that splits text by {pre!r}, which is not read")
    level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    steps: list[dict[str, Any]] = []
    for each in split:
        if each == "digits":
            steps.append({"type": "Digits", "individual_digits": True})
        else:
            steps.append({"type": "Split", "pattern": {"Regex": each}, "behavior": "Isolated", "invert": False})
            level["use_regex"] = False
    bpe: dict[str, Any] = {"type": "BPE", "dropout": None, "unk_token": None, "vocab": _vocabulary(tokens)}
    bpe |= {"merges": [each.split(" ", 1) for each in merges.decoded()], "byte_fallback": False, "ignore_merges": False}
    return {
        "version": "1.0",
        "added_tokens": _added(tokens, _types(header, len(tokens))),
        "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [*steps, level]},
        "post_processor": _beginning(header, tokens, otherwise=False),
        "decoder": {**level, "use_regex": True},
        "model": bpe,
    }


def _vocabulary(tokens: Sequence[str]) -> dict[str, int]:
    vocabulary: dict[str, int] = {}
    for number, token in enumerate(tokens):
        vocabulary.setdefault(token, number)
    return vocabulary


def _by_scores(header: Header, path: Path) -> dict[str, Any]:
    """SentencePiece's BPE: a pair is merged if it is a token, the best score first."""
    tokens, scores = _tokens(header), header.fields.get("tokenizer.ggml.scores")
    if scores is None or isinstance(scores, Texts) or len(scores) != len(tokens):
        raise UnsupportedFileError(path, "has a tokenizer of pieces without a score for each")
    vocabulary = _vocabulary(tokens)
    types = _types(header, len(tokens))
    merges: list[tuple[float, int, int, list[str]]] = []
    for number, token in enumerate(tokens):
        for cut in range(1, len(token)):
            left, right = token[:cut], token[cut:]
            if types[number] == 1 and left in vocabulary and right in vocabulary:
                merges.append((-float(scores[number]), vocabulary[left], vocabulary[right], [left, right]))
    unknown = header.fields.get("tokenizer.ggml.unknown_token_id", 0)
    space = "\N{LOWER ONE EIGHTH BLOCK}"
    prefix = header.fields.get("tokenizer.ggml.add_space_prefix", True)
    prepend = [{"type": "Prepend", "prepend": space}] if prefix else []
    strip = [{"type": "Strip", "content": " ", "start": 1, "stop": 0}] if prefix else []
    replaced = {"type": "Replace", "pattern": {"String": " "}, "content": space}
    back = {"type": "Replace", "pattern": {"String": space}, "content": " "}
    model: dict[str, Any] = {
        "type": "BPE",
        "dropout": None,
        "unk_token": tokens[unknown] if unknown < len(tokens) else None,
    }
    model |= {"vocab": vocabulary, "merges": [pair for *_, pair in sorted(merges)], "fuse_unk": True}
    return {
        "version": "1.0",
        "added_tokens": _added(tokens, [3 if kind == 2 else kind for kind in types]),
        "normalizer": {"type": "Sequence", "normalizers": [*prepend, replaced]},
        "pre_tokenizer": None,
        "post_processor": _beginning(header, tokens, otherwise=True),
        "decoder": {"type": "Sequence", "decoders": [back, {"type": "ByteFallback"}, {"type": "Fuse"}, *strip]},
        "model": {**model, "byte_fallback": True, "ignore_merges": False},
    }


def _beginning(header: Header, tokens: Sequence[str], *, otherwise: bool) -> dict[str, Any] | None:
    """The step that puts a token in front of a text, and one behind it, as the file says.

    Args:
        otherwise: whether a token is put in front if the file does not say.
    """
    pieces, special = [], {}
    for role, wanted in (("bos", otherwise), ("eos", False)):
        number = header.fields.get(f"tokenizer.ggml.{role}_token_id")
        if header.fields.get(f"tokenizer.ggml.add_{role}_token", wanted) and number is not None:
            token = tokens[number]
            special[token] = {"id": token, "ids": [int(number)], "tokens": [token]}
            pieces.append({"SpecialToken": {"id": token, "type_id": 0}})
    if not special:
        return None
    own, other = {"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}
    front = pieces[:1] if header.fields.get("tokenizer.ggml.add_bos_token", otherwise) else []
    behind = pieces[len(front) :]
    single = [*front, own, *behind]
    return {"type": "TemplateProcessing", "single": single, "pair": [*single, other], "special_tokens": special}


def _options(header: Header) -> dict[str, Any]:
    tokens = _tokens(header)
    options: dict[str, Any] = {"tokenizer_class": "PreTrainedTokenizerFast"}
    for role, name in _ROLES.items():
        number = header.fields.get(f"tokenizer.ggml.{role}_token_id")
        if isinstance(number, int) and number < len(tokens):
            options[name] = tokens[number]
    template = header.fields.get("tokenizer.chat_template")
    return {**options, "chat_template": template} if isinstance(template, str) else options


def gguf_files(path: Path, header: Header | None = None) -> dict[str, bytes]:
    """Name → bytes of every small file that a GGUF file stands for: configs, and the tokenizer if it can be read.

    Args:
        header: of the file, if it has been read.

    Raises:
        CorruptFileError: the file is malformed.
    """
    header = read_header(SourceFile(path)) if header is None else header
    files = gguf_side_files(path, header)
    try:
        described = gguf_tokenizer(path, header)
    except UnsupportedFileError:
        return files
    return {**files, **{name: json.dumps(value, ensure_ascii=False).encode() for name, value in described.items()}}
