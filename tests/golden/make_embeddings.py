"""Makes `data/embeddings`: tiny folders of sentence-transformers, and the vectors and scores of that library.

Needs sentence-transformers 6.2: `python tests/golden/make_embeddings.py`.
"""

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from safetensors.torch import load_file
from sentence_transformers import CrossEncoder, SentenceTransformer
from sentence_transformers.base.modules import Dense, Normalize, Transformer
from sentence_transformers.sentence_transformer.modules import LayerNorm, Pooling
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors
from torch import nn

from golden_quiet import quieten

OUT = Path(__file__).parent / "data" / "embeddings"
WORDS = [
    "the",
    "a",
    "cat",
    "dog",
    "sat",
    "on",
    "mat",
    "red",
    "blue",
    "fast",
    "slow",
    "query",
    "passage",
    ":",
    "and",
    "ran",
    "over",
    "it",
    "日",
    "##s",
    "un",
    "##like",
]
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEXTS = [
    "the cat sat",
    "",
    "A red DOG ran over the mat and it sat",
    "the cats sat on the mat and the dog ran " * 6,
    "unlike 日 it",
    "dog",
]
PAIRS = [
    ("the cat", "a dog sat on it"),
    ("", "red"),
    ("the red cat ran over the mat " * 4, "it " * 30),
    ("a", "the mat"),
]
TINY = {
    "vocab_size": len(SPECIAL) + len(WORDS),
    "hidden_size": 8,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 32,
}


def tokenizer(**options: Any) -> Any:
    """Word pieces of a few words, with the special tokens around a text or a pair."""
    vocabulary = {word: place for place, word in enumerate((*SPECIAL, *WORDS))}
    built = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    built.normalizer = normalizers.BertNormalizer(lowercase=options.pop("lowercase", True))
    built.pre_tokenizer, built.decoder = pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    if options.pop("ends", True):
        built.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    roles = {f"{role}_token": f"[{role.upper()}]" for role in ("pad", "unk", "cls", "sep", "mask")}
    return transformers.PreTrainedTokenizerFast(tokenizer_object=built, **roles, **options)


def draw(module: nn.Module, spread: float = 0.4) -> Any:
    """Random values for all parameters."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.normal_(0, spread)
    return module.eval()


def transformer(folder: Path, model: Any, **options: Any) -> Transformer:
    """A model with a tokenizer as the first module."""
    draw(model).save_pretrained(folder)
    limit = options.pop("limit", None)
    tokenizer(**options).save_pretrained(folder)
    return Transformer(str(folder), max_seq_length=limit)


def bert(**fields: Any) -> Any:
    """A tiny BERT."""
    return transformers.BertModel(transformers.BertConfig(**TINY, **fields))


def all_modes(work: Path) -> SentenceTransformer:
    """Every mode of pooling, then a projection; prompts that do not count."""
    first = transformer(work, bert(), limit=20)
    pooling = Pooling(8, pooling_mode=tuple(Pooling.POOLING_MODES), include_prompt=False)
    dense = draw(Dense(pooling.get_embedding_dimension(), 6))
    prompts = {"query": "query: ", "passage": "the passage: "}
    return SentenceTransformer(modules=[first, pooling, dense, Normalize()], prompts=prompts, device="cpu")


def old_files(work: Path) -> SentenceTransformer:
    """A folder of the first versions: flags for pooling, `.bin`, another place for the transformer, lowercasing."""
    modules = [
        transformer(work, bert(), lowercase=False),
        Pooling(8, pooling_mode=("cls", "mean")),
        draw(Dense(16, 16, bias=False, activation_function=nn.GELU(), use_residual=True)),
        draw(LayerNorm(16)),
    ]
    return SentenceTransformer(modules=modules, device="cpu", similarity_fn_name="euclidean")


def made_old(folder: Path) -> None:
    """Rewrite a folder as the first versions of the library wrote it."""
    inner = folder / "0_Transformer"
    inner.mkdir()
    for name in ("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"):
        (folder / name).rename(inner / name)
    (folder / "sentence_bert_config.json").unlink()
    write(inner / "sentence_bert_config.json", {"max_seq_length": 24, "do_lower_case": True})
    kinds = {"0_Transformer": "Transformer", "1_Pooling": "Pooling", "2_Dense": "Dense", "3_LayerNorm": "LayerNorm"}
    listed = [
        {"idx": place, "name": str(place), "path": name, "type": f"sentence_transformers.models.{kind}"}
        for place, (name, kind) in enumerate(kinds.items())
    ]
    write(folder / "modules.json", listed)
    names = ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens")
    flags = {f"pooling_mode_{name}": name in ("cls_token", "mean_tokens") for name in names}
    write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 8, **flags})
    torch.save(load_file(folder / "2_Dense" / "model.safetensors"), folder / "2_Dense" / "pytorch_model.bin")
    (folder / "2_Dense" / "model.safetensors").unlink()


def decoder(work: Path) -> SentenceTransformer:
    """A decoder that pads on the left and reads the last token, with a default prompt."""
    fields = {**TINY, "num_key_value_heads": 1, "pad_token_id": 0, "eos_token_id": 3}
    model = transformers.LlamaModel(transformers.LlamaConfig(**fields))
    modules = [transformer(work, model, padding_side="left", ends=False), Pooling(8, pooling_mode="lasttoken")]
    prompts = {"query": "query: ", "document": ""}
    return SentenceTransformer(modules=modules, prompts=prompts, default_prompt_name="query", device="cpu")


def plain(work: Path) -> SentenceTransformer:
    """The encoder of a T5 model with nothing beside it: the mean over its tokens."""
    fields = {"vocab_size": TINY["vocab_size"], "d_model": 8, "d_kv": 4, "d_ff": 12, "num_layers": 2, "num_heads": 2}
    model = transformers.T5ForConditionalGeneration(transformers.T5Config(**fields, decoder_start_token_id=0))
    draw(model).save_pretrained(work)
    tokenizer(model_max_length=30).save_pretrained(work)
    return SentenceTransformer(str(work), device="cpu")


def scorer(work: Path) -> CrossEncoder:
    """One score for each pair."""
    model = transformers.BertForSequenceClassification(transformers.BertConfig(**TINY, num_labels=1))
    draw(model).save_pretrained(work)
    names = ["input_ids", "token_type_ids", "attention_mask"]
    tokenizer(model_max_length=28, model_input_names=names).save_pretrained(work)
    return CrossEncoder(str(work), device="cpu")


def classifier(work: Path) -> CrossEncoder:
    """Three labels, and an activation of its own."""
    fields = {**TINY, "max_position_embeddings": 40, "num_labels": 3, "type_vocab_size": 1, "pad_token_id": 0}
    model = transformers.RobertaForSequenceClassification(transformers.RobertaConfig(**fields))
    draw(model).save_pretrained(work)
    names = ["input_ids", "attention_mask"]
    tokenizer(model_max_length=32, model_input_names=names).save_pretrained(work)
    return CrossEncoder(str(work), device="cpu", activation_fn=nn.Tanh())


ENCODERS: dict[str, tuple[Callable[[Path], SentenceTransformer], Callable[[Path], None] | None, Sequence[str]]] = {
    "all_modes": (all_modes, None, ("query", "passage")),
    "old_files": (old_files, made_old, ()),
    "decoder": (decoder, None, ("query", "document")),
    "plain": (plain, None, ()),
}
SCORERS: dict[str, Callable[[Path], CrossEncoder]] = {"scorer": scorer, "classifier": classifier}


def write(path: Path, value: Any) -> None:
    """JSON."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def encode(name: str, work: Path) -> None:
    """One folder, and what the library makes of the texts with it."""
    make, rewrite, prompts = ENCODERS[name]
    folder = OUT / name
    model = make(work)
    if name == "plain":
        shutil.copytree(work, folder)
    else:
        model.save(str(folder), create_model_card=False)
    if rewrite is not None:
        rewrite(folder)
    model = SentenceTransformer(str(folder), device="cpu")
    vectors = {"default": model.encode(TEXTS), "normalized": model.encode(TEXTS, normalize_embeddings=True)}
    vectors |= {prompt: model.encode(TEXTS, prompt_name=prompt) for prompt in prompts}
    vectors["similarity"] = model.similarity(vectors["default"], vectors["normalized"]).numpy()
    np.savez(folder / "vectors.npz", **vectors)


def score(name: str, work: Path) -> None:
    """One folder, and the scores of the library."""
    folder = OUT / name
    SCORERS[name](work).save(str(folder), create_model_card=False)
    model = CrossEncoder(str(folder), device="cpu")
    scores = {"default": model.predict(PAIRS), "softmax": model.predict(PAIRS, apply_softmax=True)}
    if name == "scorer":
        scores["rank"] = np.array([each["corpus_id"] for each in model.rank("the cat", TEXTS)])
    np.savez(folder / "scores.npz", **scores)


def main() -> None:
    """Make all of them again."""
    quieten()
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    write(OUT / "texts.json", {"texts": TEXTS, "pairs": PAIRS})
    for makers, run in ((ENCODERS, encode), (SCORERS, score)):
        for name in makers:
            torch.manual_seed(len(name))
            work = OUT / "work"
            run(name, work)
            shutil.rmtree(work)


if __name__ == "__main__":
    main()
