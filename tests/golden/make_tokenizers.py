"""Makes `tokenizers.json`: small vocabularies, and what the tokenizers of 4.37.2 make of texts with nothing but those.

Needs the reference environment: `python tests/golden/make_tokenizers.py`.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

import transformers
from tokenizers import ByteLevelBPETokenizer

HERE = Path(__file__).parent
CORPUS = [
    "The quick brown fox jumps over the lazy dog; it didn't look back.",
    "Ein Rudel Wölfe heult den Mond an, und die Nacht ist still.",
    "def add(a, b):\n    return a + b\n",
]
TEXTS = [
    "The lazy dog didn't jump.",
    "  Two spaces, a\ttab\nand a line",
    "Wölfe 日本語 😀",
    "a<mask> b <mask>c",
    "the end</s><|endoftext|>",
    "the [MASK] fox[SEP]",
    "",
]
PAIRS = {
    "gpt2": ("GPT2TokenizerFast", ["<|endoftext|>"], {}),
    "bart": ("BartTokenizerFast", ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], {}),
    "roberta": ("RobertaTokenizerFast", ["<s>", "<pad>", "</s>", "<unk>", "<mask>"], {"add_prefix_space": True}),
}
PIECES = {
    "bert": ("BertTokenizerFast", {}),
    "distilbert": ("DistilBertTokenizerFast", {"do_lower_case": False}),
    "electra": ("ElectraTokenizerFast", {"strip_accents": False}),
}
WORDS = [
    *("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "The", "la", "##zy", "dog", "did", "'", "t", "jump", "."),
    *("two", "space", "##s", ",", "a", "##b", "line", "wolf", "w", "##o", "##ö", "##l", "##f", "##e", "日", "fox", "n"),
]


def pairs(words: list[str], folder: Path) -> None:
    """A vocabulary of byte-level pairs, the special tokens first or (of GPT-2) last."""
    made = ByteLevelBPETokenizer()
    made.train_from_iterator(CORPUS, vocab_size=300, special_tokens=words[:-1] if len(words) > 1 else [])
    made.save_model(str(folder))
    vocab = json.loads((folder / "vocab.json").read_text())
    vocab[words[-1]] = len(vocab)
    (folder / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False))


def case(family: str, name: str, options: dict[str, Any], folder: Path) -> dict[str, Any]:
    """What the reference makes of the texts with the folder's files."""
    (folder / "config.json").write_text(json.dumps({"model_type": family}))
    if options:
        (folder / "tokenizer_config.json").write_text(json.dumps(options))
    files = {path.name: path.read_text() for path in sorted(folder.iterdir())}
    theirs = getattr(transformers, name).from_pretrained(folder, **options)
    ids = [theirs(text)["input_ids"] for text in TEXTS]
    plain = [theirs.decode(each, clean_up_tokenization_spaces=False, skip_special_tokens=True) for each in ids]
    return {"files": files, "texts": TEXTS, "ids": ids, "decoded": plain}


def main() -> None:
    """Make all."""
    made = {}
    for family, (name, words, options) in PAIRS.items():
        with tempfile.TemporaryDirectory() as folder:
            pairs(words, Path(folder))
            made[family] = case(family, name, options, Path(folder))
    for family, (name, options) in PIECES.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "vocab.txt").write_text("\n".join(WORDS) + "\n")
            made[family] = case(family, name, options, Path(folder))
    out = HERE / "data" / "tokenizers.json"
    out.write_text(json.dumps(made, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(out, out.stat().st_size)


if __name__ == "__main__":
    main()
