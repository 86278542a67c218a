"""The tokenizer beside a checkpoint, read by the tokenizers library. Knows no framework.

tokenizer.json is complete. Without it, a vocabulary of WordPiece (vocab.txt) or of byte-level pairs (vocab.json and
merges.txt) is enough for families whose other rules are known; SentencePiece models are not read.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trivet.checkpoint.side_files import CONFIG_NAME
from trivet.errors import CorruptFileError, PackageNotInstalledError, SourceNotFoundError
from trivet.families.registry import architecture, architecture_points
from trivet.sources.options import SourceOptions
from trivet.sources.side_files import SideFiles

TOKENIZER_NAME = "tokenizer.json"
_PIECES = ("vocab.txt",)
_PAIRS = ("vocab.json", "merges.txt")
SENTENCEPIECE = ("tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "source.spm", "target.spm")
OPTIONS_NAME, SPECIAL_NAME, TEMPLATE_NAME = "tokenizer_config.json", "special_tokens_map.json", "chat_template.jinja"
_OPTIONS = (OPTIONS_NAME, SPECIAL_NAME, "added_tokens.json", TEMPLATE_NAME)
_ALL = (TOKENIZER_NAME, *_PIECES, *_PAIRS, *SENTENCEPIECE, *_OPTIONS, CONFIG_NAME)

_MARKS = ("<s>", "</s>")  # before and after every text of families whose pairs of bytes are marked


def load_tokenizer(source: str | os.PathLike[str], *, subfolder: str = "", options: SourceOptions | None = None) -> Any:
    """The tokenizer of a checkpoint, as a `tokenizers.Tokenizer`.

    Args:
        source: as for `open_checkpoint`: a folder, a file in one, a repository or an address.
        subfolder: folder within the source.
        options: how to reach a source that is not on this machine.

    Raises:
        PackageNotInstalledError: the tokenizers library is not installed.
        SourceNotFoundError: there is no tokenizer, or only one that cannot be read; says how to create one.
        CorruptFileError: a file of it is malformed.
        RemoteSourceError: the source cannot be reached.
    """
    require_library()
    return read_tokenizer(TokenizerFiles(source, subfolder, options or SourceOptions()))


def require_library() -> None:
    """
    Raises:
        PackageNotInstalledError: the tokenizers library is not installed.
    """
    try:
        import tokenizers  # noqa: F401  # fails before anything is fetched
    except ImportError as error:
        raise PackageNotInstalledError("tokenizers", "Reading a tokenizer", "trivet[tokenizers]") from error


def read_tokenizer(files: TokenizerFiles) -> Any:
    """The `tokenizers.Tokenizer` of some files.

    Raises:
        SourceNotFoundError, CorruptFileError: as `load_tokenizer`.
    """
    if TOKENIZER_NAME in files.names:
        return _read(files.path(TOKENIZER_NAME), files.read(TOKENIZER_NAME))
    model_type = str(files.json(CONFIG_NAME).get("model_type", ""))
    kind = architecture(model_type).tokenizer if model_type in architecture_points() else None
    if kind in ("byte_pairs", "marked_byte_pairs") and files.names.issuperset(_PAIRS):
        return _byte_level(files, _MARKS if kind == "marked_byte_pairs" else None)
    if kind == "word_pieces" and files.names.issuperset(_PIECES):
        return _word_pieces(files)
    raise SourceNotFoundError(files.label, _missing(files.names, model_type), (TOKENIZER_NAME, *_PIECES, *_PAIRS))


class TokenizerFiles(SideFiles):
    """The files of a source that belong to a tokenizer."""

    def __init__(self, source: str | os.PathLike[str], subfolder: str, options: SourceOptions) -> None:
        """
        Raises:
            SourceNotFoundError: there is no such folder.
        """
        super().__init__(source, subfolder, options, _ALL)

    def special(self) -> dict[str, str]:
        """Special tokens by role (`mask_token`, …), from the options beside a vocabulary."""
        stated = {**self.json("tokenizer_config.json"), **self.json("special_tokens_map.json")}
        tokens: dict[str, str] = {}
        for role, token in stated.items():
            text = token.get("content") if isinstance(token, dict) else token
            if role.endswith("_token") and isinstance(text, str):
                tokens[role] = text
        return tokens


def _read(path: Path, data: bytes) -> Any:
    from tokenizers import Tokenizer

    try:
        return Tokenizer.from_str(data.decode())
    except Exception as error:  # the library raises nothing more specific
        raise CorruptFileError(path, f"the tokenizers library cannot read it ({error})") from error


def _byte_level(files: TokenizerFiles, around: tuple[str, str] | None) -> Any:
    """A tokenizer that merges pairs of bytes, like GPT-2's."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    vocab, merges = files.path("vocab.json"), files.path("merges.txt")
    try:
        tokenizer = Tokenizer(models.BPE.from_file(str(vocab), str(merges)))
    except Exception as error:
        raise CorruptFileError(vocab, f"is not a vocabulary of pairs with merges.txt ({error})") from error
    spaced = bool(files.json("tokenizer_config.json").get("add_prefix_space", False))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=spaced)
    tokenizer.decoder = decoders.ByteLevel()
    _add_special(tokenizer, {**_default_special(around), **files.special()}, files)
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    if around is not None:
        first, last = ((each, _id(tokenizer, each, vocab)) for each in around)
        tokenizer.post_processor = processors.RobertaProcessing(last, first, add_prefix_space=spaced)
    return tokenizer


def _word_pieces(files: TokenizerFiles) -> Any:
    """A tokenizer that splits words into pieces, like BERT's."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    path = files.path("vocab.txt")
    try:
        vocab = {word: index for index, word in enumerate(path.read_text(encoding="utf-8").splitlines())}
    except UnicodeDecodeError as error:
        raise CorruptFileError(path, f"is not UTF-8 ({error})") from error
    stated = files.json("tokenizer_config.json")
    special = {
        **{f"{role}_token": f"[{role.upper()}]" for role in ("unk", "sep", "pad", "cls", "mask")},
        **files.special(),
    }
    tokenizer = Tokenizer(models.WordPiece(vocab, unk_token=special["unk_token"]))
    tokenizer.normalizer = normalizers.BertNormalizer(
        handle_chinese_chars=bool(stated.get("tokenize_chinese_chars", True)),
        strip_accents=stated.get("strip_accents"),
        lowercase=bool(stated.get("do_lower_case", True)),
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    _add_special(tokenizer, special, files)
    first, last = ((each, _id(tokenizer, each, path)) for each in (special["cls_token"], special["sep_token"]))
    tokenizer.post_processor = processors.BertProcessing(last, first)
    return tokenizer


def _default_special(around: tuple[str, str] | None) -> dict[str, str]:
    """Default special tokens of byte-level families."""
    if around is None:
        return {"unk_token": "<|endoftext|>"}
    return {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"}


def _add_special(tokenizer: Any, special: Mapping[str, str], files: TokenizerFiles) -> None:
    """Mark special tokens of the vocabulary as such, and add those of added_tokens.json under their own ids."""
    from tokenizers import AddedToken

    added = sorted(files.json("added_tokens.json").items(), key=lambda item: item[1])
    known = [token for token in dict.fromkeys(special.values()) if tokenizer.token_to_id(token) is not None]
    for token in (*known, *(token for token, _ in added)):
        # A mask stands for a word, and includes the space before it like a word.
        is_mask = token == special.get("mask_token") and token == "<mask>"
        tokenizer.add_special_tokens([AddedToken(token, normalized=False, lstrip=is_mask)])
    for token, place in added:
        if tokenizer.token_to_id(token) != place:
            reason = f"{token!r} must be token {place}, but the vocabulary makes it {tokenizer.token_to_id(token)}"
            raise CorruptFileError(files.path("added_tokens.json"), reason)


def _id(tokenizer: Any, token: str, path: Path) -> int:
    """
    Raises:
        CorruptFileError: the vocabulary has no such token.
    """
    token_id = tokenizer.token_to_id(token)
    if token_id is None:
        raise CorruptFileError(path, f"has no token {token!r}, which every text begins or ends with")
    return int(token_id)


def _missing(names: set[str], model_type: str) -> str:
    """Why there is no tokenizer, and what to do."""
    there = sorted(names.intersection((*SENTENCEPIECE, *_PIECES, *_PAIRS)))
    make = (
        f"Create {TOKENIZER_NAME} once, where transformers is installed: "
        "AutoTokenizer.from_pretrained(FOLDER).save_pretrained(FOLDER)."
    )
    if not there:
        return f"there is no tokenizer. Put the {TOKENIZER_NAME} of the model beside its weights."
    if names.intersection(SENTENCEPIECE):
        return f"{', '.join(there)} is a SentencePiece model, which the tokenizers library does not read. {make}"
    return f"{', '.join(there)} alone do not define how {model_type or 'a model of unknown family'} splits text. {make}"
