"""Contrastive search, guidance and assisted decoding in JAX: the reference's tokens, and what must not change."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import jax
import numpy as np
import pytest
from generation_cases import cases, folder
from generation_models import HEADS

import trivet
from trivet.errors import InvalidConfigError

GOLDEN = Path(__file__).parents[1] / "golden" / "data"
PROMPT = [[5, 9, 11, 5, 9]]


@pytest.fixture(scope="module")
def llama() -> Any:
    """A decoder."""
    return trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "llama/LlamaForCausalLM/pt")


class Streamer:
    """Keeps what it is given."""

    def __init__(self) -> None:
        self.given: list[int] = []

    def put(self, ids: Any) -> None:
        self.given += np.asarray(ids).reshape(-1).tolist()

    def end(self) -> None:
        self.given.append(-1)


@pytest.mark.parametrize(
    ("family", "search"), [("llama", "contrastive"), ("t5", "contrastive"), ("gpt2", "guidance"), ("llama", "guidance")]
)
def test_writes_the_tokens_of_the_reference(tmp_path: Path, family: str, search: str) -> None:
    # Of guidance one of each kind: with a negative prompt, and away from the prompt's last token.
    case = next(
        each for each in cases(family, search) if search != "guidance" or ("negative" in each) == (family == "gpt2")
    )
    model = getattr(trivet, "Flax" + HEADS[family]).from_pretrained(folder(tmp_path, family, case["model"]))
    options = {**case["options"], "return_dict_in_generate": True, "negative_prompt_ids": case.get("negative")}
    assert model.generate(case["ids"], attention_mask=case["mask"], **options).sequences.tolist() == case["tokens"]


@pytest.mark.parametrize(
    "search", [{"num_beams": 3}, {"penalty_alpha": 0.6, "top_k": 3}, {"prompt_lookup_num_tokens": 2}]
)
def test_guidance_away_from_the_prompt_itself_changes_nothing(llama: Any, search: dict[str, Any]) -> None:
    options = {"max_new_tokens": 5, "eos_token_id": None, "return_dict_in_generate": True, **search}
    plain = llama.generate(PROMPT, **options).sequences.tolist()
    # Its padding does not count; it is longer than the prompt.
    negative, mask = [[0, 0, *PROMPT[0]]], [[0, 0, 1, 1, 1, 1, 1]]
    guided = {"guidance_scale": 3.0, "negative_prompt_ids": negative, "negative_prompt_attention_mask": mask}
    assert llama.generate(PROMPT, **guided, **options).sequences.tolist() == plain
    guided["negative_prompt_ids"] = [[0, 0, 8, 30, 2, 17, 3]]
    assert llama.generate(PROMPT, **guided, **options).sequences.tolist() != plain


def test_drafts_leave_greedy_search_as_it_is(llama: Any, tmp_path: Path) -> None:
    options: dict[str, Any] = {"max_new_tokens": 9, "repetition_penalty": 1.2, "return_dict_in_generate": True}
    whole = llama.generate(PROMPT, eos_token_id=None, **options).sequences[0].tolist()
    end = whole[11]  # in the midst of what is drafted
    expected = whole[: whole.index(end, 5) + 1]
    found = llama.generate(PROMPT, eos_token_id=end, prompt_lookup_num_tokens=3, **options)
    assert found.sequences.tolist() == [expected]
    turned = trivet.FlaxLlamaForCausalLM.from_pretrained(GOLDEN / "llama/LlamaForCausalLM/pt")
    turned.params = jax.tree.map(lambda leaf: leaf[..., ::-1] if leaf.ndim == 1 else leaf, turned.params)
    streamer = Streamer()
    told = {"streamer": streamer, "output_scores": True, "eos_token_id": end}
    found = llama.generate(PROMPT, assistant_model=turned, **told, **options)
    assert found.sequences.tolist() == [expected]
    assert streamer.given == [*expected, -1]
    assert [int(scores.argmax()) for scores in found.scores] == expected[5:]


def test_drafts_leave_the_distribution_of_samples_as_it_is(llama: Any) -> None:
    draws = 400
    options = {"do_sample": True, "top_k": 4, "temperature": 2.0, "max_new_tokens": 2, "eos_token_id": None}
    both = llama.generate(PROMPT, num_return_sequences=20_000, seed=1, **options).sequences
    plain = Counter(map(tuple, np.asarray(both)[:, 5:].tolist()))
    written = Counter(
        tuple(llama.generate(PROMPT, assistant_model=llama, seed=seed, **options).sequences[0, 5:].tolist())
        for seed in range(draws)
    )
    assert set(written) <= set(plain)
    expected = {pair: count * draws / 20_000 for pair, count in plain.items()}
    statistic = sum((written[pair] - count) ** 2 / count for pair, count in expected.items())
    # Chi-square with 15 degrees of freedom, 1 in 1000; both are samples, the first 13 times as large.
    assert statistic < 37.7 * (1 + draws / 20_000)


def test_refuses_what_cannot_be_drafted_or_kept(llama: Any) -> None:
    with pytest.raises(ValueError, match="drafts are made for one text at a time"):
        llama.generate([[1, 2], [3, 4]], prompt_lookup_num_tokens=3)
    with pytest.raises(InvalidConfigError, match="assisted decoding keeps no attentions"):
        llama.generate(PROMPT, prompt_lookup_num_tokens=3, output_attentions=True)
    with pytest.raises(InvalidConfigError, match="contrastive search keeps no hidden_states"):
        llama.generate(PROMPT, penalty_alpha=0.5, top_k=3, output_hidden_states=True)
    with pytest.raises(InvalidConfigError, match="constrained beam search, which is not implemented here"):
        llama.generate(PROMPT, num_beams=2, force_words_ids=[[3]])


def test_refuses_guidance_that_cannot_be(llama: Any) -> None:
    with pytest.raises(ValueError, match="negative_prompt_ids are of 2 texts, the prompts are 1"):
        llama.generate(PROMPT, guidance_scale=2.0, negative_prompt_ids=[[1], [2]])
    with pytest.raises(ValueError, match=r"negative_prompt_attention_mask has shape \[1, 1\], the ids have \[1, 2\]"):
        llama.generate(PROMPT, guidance_scale=2.0, negative_prompt_ids=[[1, 2]], negative_prompt_attention_mask=[[1]])
    t5 = trivet.FlaxT5ForConditionalGeneration.from_pretrained(GOLDEN / "t5/T5ForConditionalGeneration/pt")
    with pytest.raises(InvalidConfigError, match="it needs a decoder-only model, and input_ids"):
        t5.generate(PROMPT, guidance_scale=2.0, decoder_start_token_id=0)
