"""Makes `generation_cases.json`: what 4.37.2 (PyTorch) writes with the golden models, by search and options.

Needs the reference environment: `python tests/golden/make_generation.py`.
"""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers

HERE = Path(__file__).parent
MODELS = {
    "gpt2": ("GPT2LMHeadModel", "GPT2LMHeadModel-unscaled", "GPT2LMHeadModel-inverse"),
    "llama": ("LlamaForCausalLM",),
    "t5": ("T5ForConditionalGeneration",),
    "bart": ("BartForConditionalGeneration",),
}
PROMPTS = {"gpt2": 20, "llama": 60, "t5": 60, "bart": 60}
"""Prompts (with options of their own) of each model."""
SEARCHES = ("greedy", "beam", "group_beam")
BATCH = 3


def model_of(family: str, case: str) -> Any:
    """A golden model."""
    found = getattr(transformers, case.partition("-")[0])
    return found.from_pretrained(HERE / "data" / family / case / "pt").eval()


def chosen_options(search: str, rng: np.random.Generator, vocab: int, seq2seq: bool) -> dict[str, Any]:
    """Options of one call, some of them drawn."""
    made: dict[str, Any] = {"max_new_tokens": int(rng.integers(4, 9)), "pad_token_id": 0}
    ends = rng.choice(np.arange(1, vocab), 1 if rng.random() < 0.3 else int(rng.integers(2, 9)), replace=False)
    made["eos_token_id"] = [int(each) for each in ends]
    drawn: dict[str, Any] = {
        "repetition_penalty": float(rng.choice([0.8, 1.5])),
        "no_repeat_ngram_size": int(rng.integers(1, 4)),
        "min_new_tokens": 3,
        "bad_words_ids": [[int(rng.integers(1, vocab))], [int(each) for each in rng.integers(1, vocab, 2)]],
        "suppress_tokens": [int(each) for each in rng.integers(1, vocab, 5)],
        "begin_suppress_tokens": [int(each) for each in rng.integers(1, vocab, 9)],
        "exponential_decay_length_penalty": [2, 1.2],
        "forced_eos_token_id": int(ends[0]),
        "renormalize_logits": True,
        "encoder_no_repeat_ngram_size": 2,
        "encoder_repetition_penalty": 1.3,
    }
    made |= {name: value for name, value in drawn.items() if rng.random() < 0.2}
    if search != "greedy":
        made["num_beams"] = 4 if search == "group_beam" else int(rng.integers(2, 5))
        made["length_penalty"] = float(rng.choice([-1.0, 0.0, 0.7, 1.0, 2.0]))
        made["early_stopping"] = [False, True, "never"][rng.integers(3)]
        made["num_return_sequences"] = int(rng.integers(1, made["num_beams"] + 1))
    if search == "group_beam":
        made |= {"num_beam_groups": int(rng.choice([2, 4])), "diversity_penalty": float(rng.choice([0.3, 1.0]))}
    return made


def write_case(family: str, case: str, search: str, seed: int, model: Any) -> dict[str, Any]:
    """One call, and what it gave."""
    rng = np.random.default_rng((seed, SEARCHES.index(search), len(case)))
    vocab, seq2seq = model.config.vocab_size, model.config.is_encoder_decoder
    options = chosen_options(search, rng, vocab, seq2seq)
    length = 5
    padded = rng.integers(0, 3, BATCH) * (rng.random() < 0.5)
    places = np.arange(length)[None]
    mask = (places < length - padded[:, None] if seq2seq else places >= padded[:, None]).astype(int)
    ids = np.where(mask == 1, rng.integers(1, vocab, (BATCH, length)), 0)
    model.generation_config = transformers.GenerationConfig.from_model_config(model.config)
    start = {"decoder_start_token_id": 1} if seq2seq else {}
    found = model.generate(
        torch.tensor(ids),
        attention_mask=torch.tensor(mask),
        return_dict_in_generate=True,
        output_scores=True,
        **options,
        **start,
    )
    made = {"family": family, "case": case, "search": search, "options": options | start}
    made |= {"ids": ids.tolist(), "mask": mask.tolist(), "tokens": found.sequences.tolist()}
    if search == "beam":
        made["scores"] = [round(float(each), 5) for each in found.sequences_scores]
    return made


def is_fit(case: dict[str, Any]) -> bool:
    """Whether what the reference gives for a case of beams means anything.

    It applies the encoder's repetition penalty to the first rows only, and those of other texts; and an end that is
    forced while others grow likelier makes scores that are no number (BART's config always forces one).
    """
    options = case["options"]
    forced = "forced_eos_token_id" in options or case["family"] == "bart"
    if "encoder_repetition_penalty" in options or ("exponential_decay_length_penalty" in options and forced):
        return False
    return bool(np.isfinite(case.get("scores", 0.0)).all())


def main() -> None:
    """Write the file."""
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity_error()
    made = []
    for family, cases in MODELS.items():
        for case in cases:
            model = model_of(family, case)
            for search in SEARCHES:
                made += [write_case(family, case, search, seed, model) for seed in range(PROMPTS[family])]
    made = [each for each in made if each["search"] == "greedy" or is_fit(each)]
    text = "[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in made) + "\n]\n"
    (HERE / "generation_cases.json").write_text(text)


if __name__ == "__main__":
    main()
