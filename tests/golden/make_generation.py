"""Makes `generation.json`: what 4.37.2 (PyTorch) writes with tiny random models, by search and options.

Needs the reference environment: `python tests/golden/make_generation.py`.
"""

import json
import warnings
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from generation_models import HEADS, MODELS, SOURCED, VOCAB, config_fields, weight

WANTED = {"greedy": 50, "beam": 50, "group_beam": 50, "contrastive": 50, "assisted": 50, "constrained": 10}
"""Cases of each search for each family."""
GUIDED = 10
"""Cases of guidance for each family without an encoder."""
VARIANTS = ("plain", "noise-1", "noise-2")
"""How the reference is run: as it is, and with weights changed by a millionth. Tokens that are not the same each time
are a near-tie."""
NOISE = 1e-6


@cache
def model_of(family: str, number: int, variant: str, draft: bool = False) -> Any:
    """A tiny model."""
    model_class = getattr(transformers, HEADS[family])
    model = model_class(model_class.config_class(**config_fields(family, number))).eval()
    noise = np.random.default_rng(VARIANTS.index(variant))
    buffers = [(name, each) for name, each in model.named_buffers() if name == "final_logits_bias"]
    for name, each in [*model.named_parameters(), *buffers]:
        value = weight(family, number, name, each.shape, draft=draft).astype(np.float64)
        if variant.startswith("noise"):
            value *= 1 + NOISE * noise.standard_normal(value.shape)
        each.data = torch.tensor(value, dtype=torch.float32)
    return sourced_for_all_beams(model)


def sourced_for_all_beams(model: Any) -> Any:
    """The model, with the source given to processors once for each beam: the reference gives the first rows only."""
    original = model._get_logits_processor

    def processors(generation_config: Any, *args: Any, **kwargs: Any) -> Any:
        ids, times = kwargs["encoder_input_ids"], generation_config.num_beams // generation_config.num_beam_groups
        return original(generation_config, *args, **{**kwargs, "encoder_input_ids": ids.repeat_interleave(times, 0)})

    model._get_logits_processor = processors
    return model


def chosen_options(search: str, rng: np.random.Generator, forced: bool) -> dict[str, Any]:
    """Options of one call, some of them drawn. `forced`: whether the model's config forces an end."""
    made: dict[str, Any] = {"max_new_tokens": int(rng.integers(4, 9)), "pad_token_id": 0}
    ends = rng.choice(np.arange(1, VOCAB), 1 if rng.random() < 0.3 else int(rng.integers(2, 7)), replace=False)
    made["eos_token_id"] = [int(each) for each in ends]
    drawn: dict[str, Any] = {
        "repetition_penalty": float(rng.choice([0.8, 1.5])),
        "no_repeat_ngram_size": int(rng.integers(1, 4)),
        "min_new_tokens": 3,
        "bad_words_ids": [[int(rng.integers(1, VOCAB))], [int(each) for each in rng.integers(1, VOCAB, 2)]],
        "suppress_tokens": [int(each) for each in rng.integers(1, VOCAB, 5)],
        "begin_suppress_tokens": [int(each) for each in rng.integers(1, VOCAB, 9)],
        "exponential_decay_length_penalty": [2, 1.2],
        "forced_eos_token_id": int(ends[0]),
        "renormalize_logits": True,
        "encoder_no_repeat_ngram_size": 2,
        "encoder_repetition_penalty": 1.3,
    }
    made |= {name: value for name, value in drawn.items() if rng.random() < 0.2}
    if forced or "forced_eos_token_id" in made:
        # Where an end is forced, one that grows likelier has a score that is no number.
        made.pop("exponential_decay_length_penalty", None)
    return made | own_options(search, rng)


def own_options(search: str, rng: np.random.Generator) -> dict[str, Any]:
    """Options that belong to a search."""
    if search == "contrastive":
        return {"penalty_alpha": float(rng.choice([0.2, 0.5, 0.8])), "top_k": int(rng.integers(2, 6))}
    if search == "guidance":
        return {"guidance_scale": float(rng.choice([0.5, 1.5, 3.0]))}
    if "beam" not in search and search != "constrained":
        return {}
    made: dict[str, Any] = {"num_beams": 4 if search == "group_beam" else int(rng.integers(2, 5))}
    made["length_penalty"] = float(rng.choice([-1.0, 0.0, 0.7, 1.0, 2.0]))
    made["early_stopping"] = [False, True, "never"][rng.integers(3)]
    made["num_return_sequences"] = int(rng.integers(1, made["num_beams"] + 1))
    if search == "group_beam":
        made |= {"num_beam_groups": int(rng.choice([2, 4])), "diversity_penalty": float(rng.choice([0.3, 1.0]))}
    if search == "constrained":
        words = rng.choice(np.arange(1, VOCAB), 5, replace=False).tolist()
        made["force_words_ids"] = [[words[:1]], [words[:2]], [words[1:3], words[3:]], [words[:2], words[2:3]]][
            rng.integers(4)
        ]
        made["force_words_ids"] = [made["force_words_ids"]] if rng.random() < 0.5 else made["force_words_ids"]
    return made


def drawn_case(family: str, search: str, seed: int) -> dict[str, Any]:
    """What one call is given."""
    rng = np.random.default_rng((seed, list(WANTED).index(search) if search in WANTED else 99, len(family)))
    model = seed % MODELS
    config = config_fields(family, model)
    options = chosen_options(search, rng, config.get("forced_eos_token_id") is not None)
    if search == "assisted" and family in SOURCED:
        # What the reference makes of these for the model that drafts is an error.
        options = {name: value for name, value in options.items() if not name.startswith("encoder_")}
    batch, length = 1 if search == "assisted" else 2, int(rng.integers(2, 7))
    padded = rng.integers(0, 2, batch) * (rng.random() < 0.5)
    if search in ("contrastive", "assisted") and family not in SOURCED:
        # The reference takes padding for text, or with drafts writes other tokens than its greedy search does.
        padded *= 0
    places = np.arange(length)[None]
    behind = family in SOURCED
    mask = (places < length - padded[:, None] if behind else places >= padded[:, None]).astype(int)
    ids = np.where(mask == 1, rng.integers(1, VOCAB, (batch, length)), 0)
    made = {"family": family, "model": model, "search": search, "options": options}
    if search == "guidance" and rng.random() < 0.5:
        made["negative"] = rng.integers(1, VOCAB, (batch, 3)).tolist()
    return made | {"ids": ids.tolist(), "mask": mask.tolist()}


def answer(case: dict[str, Any], variant: str) -> Any:
    """What the reference gives."""
    family, number = case["family"], case["model"]
    model = model_of(family, number, variant)
    model.generation_config = transformers.GenerationConfig.from_model_config(model.config)
    options = dict(case["options"])
    if case["search"] == "assisted":
        options["assistant_model"] = model_of(family, number, variant, draft=True)
    if "negative" in case:
        options["negative_prompt_ids"] = torch.tensor(case["negative"])
    return model.generate(
        torch.tensor(case["ids"]),
        attention_mask=torch.tensor(case["mask"]),
        return_dict_in_generate=True,
        output_scores=case["search"] != "constrained",  # which fails there
        **options,
    )


def may_be_constrained(case: dict[str, Any]) -> bool:
    """Whether no option makes an end certain or impossible, against which a constraint would stand."""
    ending = {"forced_eos_token_id", "exponential_decay_length_penalty"} & case["options"].keys()
    return not ending and not config_fields(case["family"], case["model"]).get("forced_eos_token_id")


def chose_what_is_forbidden(found: Any) -> bool:
    """Whether a text goes on with a token that a processor took out, before it has ended."""
    ids, start = found.sequences, found.sequences.shape[1] - len(found.scores)
    steps = [each.gather(1, ids[:, start + place, None])[:, 0] for place, each in enumerate(found.scores)]
    closed = torch.stack([ids[:, start + place] == 0 for place in range(len(steps))])  # padding, where it has ended
    return bool((torch.stack(steps).isneginf() & ~closed).any())


def fault(case: dict[str, Any]) -> str | None:
    """Put into a case what the reference gives for it; or say why that means nothing."""
    if case["search"] == "constrained" and not may_be_constrained(case):
        return "scores that are no numbers, which this search does not show"
    found = answer(case, "plain")
    case["tokens"] = found.sequences.tolist()
    if any(bool(each.isnan().any()) for each in found.scores or ()):
        return "a score is no number"
    if any(bool((each.amax(-1) == -float("inf")).any()) for each in found.scores or ()):
        return "a token was chosen where all are forbidden"  # which is a matter of how the best is looked for
    if case["search"] == "contrastive" and chose_what_is_forbidden(found):
        return "a forbidden token was chosen"
    scores = getattr(found, "sequences_scores", None)
    if scores is not None:
        if not bool(scores.isfinite().all()):
            return "a text was returned that nothing but forbidden tokens could go on"
        case["scores"] = [round(float(each), 5) for each in scores]
    if any(answer(case, variant).sequences.tolist() != case["tokens"] for variant in VARIANTS[1:]):
        return "near-tie"
    return None


def drawn_cases(family: str, search: str, wanted: int, left_out: Counter[str]) -> list[dict[str, Any]]:
    """So many cases of a family and search; counts what is left out for which reason."""
    kept, seed = list[dict[str, Any]](), 0
    while len(kept) < wanted:
        case = drawn_case(family, search, seed)
        seed += 1
        reason = fault(case)
        if reason is None:
            kept.append(case)
        else:
            left_out[f"{search}: {reason}"] += 1
    return kept


def main() -> None:
    """Write the file."""
    warnings.simplefilter("ignore")
    transformers.logging.set_verbosity_error()
    torch.set_num_threads(1)
    cases, left_out = list[dict[str, Any]](), Counter[str]()
    for family in HEADS:
        for search, wanted in (WANTED if family in SOURCED else WANTED | {"guidance": GUIDED}).items():
            cases += drawn_cases(family, search, wanted, left_out)
    write(cases, left_out)


def write(cases: list[dict[str, Any]], left_out: Mapping[str, int]) -> None:
    """Write cases, and how many were left out for which reason."""
    head = json.dumps({"left_out": dict(sorted(left_out.items()))}, indent=1)[1:-2]
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases)
    (Path(__file__).parent / "generation.json").write_text(f'{{{head},\n "cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
