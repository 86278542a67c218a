"""What the reference library's processors and searches for PyTorch give by themselves: `data/torch_parts.json`.

Run it with the reference environment: `python tests/golden/make_torch_parts.py`. Needs PyTorch only; must not know
trivet.
"""

import json
from pathlib import Path
from typing import Any

import torch

from golden_quiet import quieten

DATA = Path(__file__).parent / "data"
PROCESSORS: dict[str, tuple[str, list[Any]]] = {
    "temperature": ("TemperatureLogitsWarper", [0.7]),
    "top_k": ("TopKLogitsWarper", [4]),
    "top_k with a value": ("TopKLogitsWarper", [2, -9.0, 3]),
    "top_p": ("TopPLogitsWarper", [0.8]),
    "top_p with a value": ("TopPLogitsWarper", [0.1, -5.0, 3]),
    "typical": ("TypicalLogitsWarper", [0.6]),
    "epsilon": ("EpsilonLogitsWarper", [0.1]),
    "eta": ("EtaLogitsWarper", [0.3, -3.0, 2]),
    "too short": ("MinLengthLogitsProcessor", [6, 4]),
    "long enough": ("MinLengthLogitsProcessor", [5, [4, 5]]),
    "too few new ones": ("MinNewTokensLengthLogitsProcessor", [3, 3, [4, 5]]),
    "enough new ones": ("MinNewTokensLengthLogitsProcessor", [3, 2, 4]),
    "repetition": ("RepetitionPenaltyLogitsProcessor", [1.7]),
    "bias": ("SequenceBiasLogitsProcessor", [{(3,): 2.5, (10, 7): -4.0, (1, 2, 8): 3.0}]),
    "bad words": ("NoBadWordsLogitsProcessor", [[[3], [10, 7], [1, 2, 8]], 1]),
    "bad words but the end": ("NoBadWordsLogitsProcessor", [[[3], [5]], [3]]),
    "no repeated token": ("NoRepeatNGramLogitsProcessor", [1]),
    "no repeated pair": ("NoRepeatNGramLogitsProcessor", [2]),
    "not the first": ("ForcedBOSTokenLogitsProcessor", [3]),
    "forced end": ("ForcedEOSTokenLogitsProcessor", [6, [3, 5]]),
    "decay": ("ExponentialDecayLengthPenalty", [[1, 1.5], [3, 5], 2]),
    "normalised": ("LogitNormalization", []),
    "suppressed here": ("SuppressTokensAtBeginLogitsProcessor", [[1, 5], 5]),
    "suppressed": ("SuppressTokensLogitsProcessor", [[2, 9]]),
    "forced token": ("ForceTokensLogitsProcessor", [[[5, 7], [3, None]]]),
}
SOURCES: dict[str, tuple[str, Any]] = {
    "encoder repetition": ("EncoderRepetitionPenaltyLogitsProcessor", 1.7),
    "encoder pair": ("EncoderNoRepeatNGramLogitsProcessor", 2),
}
FILTERS = {"top_k and top_p": [5, 0.9], "top_p alone": [0, 0.5, -7.0, 3]}
SOURCE = [[2, 10, 7, 1], [3, 4, 4, 2], [9, 7, 9, 8]]
PROMPT = [[3, 5, 7], [4, 4, 9]]
WORDS = [[5, 6], [11]]


def text() -> tuple[torch.Tensor, torch.Tensor]:
    """Ids [3, 5] and scores [3, 12] that anybody can make again; no two scores of a row are the same."""
    ids = torch.tensor([[1, 2, 10, 2, 10], [4, 4, 3, 1, 2], [7, 8, 7, 9, 7]])
    return ids, (torch.arange(36) * 23 % 36 - 17).reshape(3, 12).float() / 5


def fill(model: torch.nn.Module) -> Any:
    """Numbers that anybody can make again in every matrix, by its name."""
    with torch.no_grad():
        for name, value in ((name, value) for name, value in model.named_parameters() if value.dim() > 1):
            count = torch.arange(value.numel(), dtype=torch.float64) + sum(name.encode())
            value.copy_((torch.sin(count * 12.9898) * 43758.5453 % 1 * 2 - 1).reshape(value.shape))
    return model.eval()


def model(library: Any) -> Any:
    """A small decoder."""
    sizes = {"vocab_size": 30, "n_embd": 16, "n_layer": 2, "n_head": 4, "n_positions": 32, "tie_word_embeddings": False}
    return fill(library.GPT2LMHeadModel(library.GPT2Config(**sizes, bos_token_id=1, eos_token_id=29)))


def plain(scores: torch.Tensor) -> list[list[float | None]]:
    """JSON has no infinity."""
    return [[None if each in (float("inf"), -float("inf")) else each for each in row] for row in scores.tolist()]


def processed(library: Any) -> dict[str, Any]:
    """Scores after each processor. Some of the reference's write into the scores: each has its own."""
    found = {name: getattr(library, each)(*arguments)(*text()) for name, (each, arguments) in PROCESSORS.items()}
    for name, (each, argument) in SOURCES.items():
        found[name] = getattr(library, each)(argument, torch.tensor(SOURCE))(*text())
    found |= {name: library.top_k_top_p_filtering(text()[1], *arguments) for name, arguments in FILTERS.items()}
    allowed = library.PrefixConstrainedLogitsProcessor(lambda row, ids: [row, int(ids[-1])], 1)
    found["prefix"] = allowed(*text())
    ids, scores = text()
    diverse = library.HammingDiversityLogitsProcessor(1.5, 4, 2)
    found["diversity"] = diverse(ids, scores.repeat(2, 1)[:4], torch.tensor([3, 3, 0, 0, 5, 6, 0, 0]), 1)
    ids, scores = text()
    found["guided"] = library.ClassifierFreeGuidanceLogitsProcessor(1.5)(ids[:1], scores[:2])
    found["valid"] = library.InfNanRemoveLogitsProcessor()(ids, scores.log()) / 1e38
    return {name: plain(each) for name, each in found.items()}


def searched(library: Any) -> dict[str, Any]:
    """Texts of each search by its name."""
    writer, ids = model(library), torch.tensor(PROMPT)
    limit = library.StoppingCriteriaList([library.MaxLengthCriteria(max_length=9)])
    few = library.LogitsProcessorList([library.MinLengthLogitsProcessor(8, eos_token_id=29)])
    how = {"logits_processor": few, "stopping_criteria": limit, "pad_token_id": 0, "eos_token_id": 29}

    def scorer(beams: int, **options: Any) -> Any:
        return library.BeamSearchScorer(batch_size=2, num_beams=beams, device="cpu", **options)

    beams, four = ids.repeat_interleave(3, 0), ids.repeat_interleave(4, 0)
    diverse = library.LogitsProcessorList([library.HammingDiversityLogitsProcessor(1.5, 4, 2)])
    words = [library.PhrasalConstraint(WORDS[0]), library.DisjunctiveConstraint([WORDS[1], [12, 13]])]
    constrained = library.ConstrainedBeamSearchScorer(2, 3, words, "cpu")
    warper = library.LogitsProcessorList([library.TopKLogitsWarper(1)])
    found = {
        "greedy_search": writer.greedy_search(ids, **how),
        "sample": writer.sample(ids, logits_warper=warper, **how),
        "contrastive_search": writer.contrastive_search(ids, top_k=4, penalty_alpha=0.6, **how),
        "beam_search": writer.beam_search(beams, scorer(3, num_beam_hyps_to_keep=2, length_penalty=0.7), **how),
        "group_beam_search": writer.group_beam_search(
            four, scorer(4, num_beam_groups=2), **{**how, "logits_processor": diverse}
        ),
        "constrained_beam_search": writer.constrained_beam_search(beams, constrained, **how),
    }
    return {name: each.tolist() for name, each in found.items()}


def seq2seq(library: Any) -> Any:
    """A small encoder and decoder."""
    sizes = {"vocab_size": 30, "d_model": 16, "max_position_embeddings": 32, "tie_word_embeddings": False} | {
        f"{side}_{name}": value
        for side in ("encoder", "decoder")
        for name, value in (("layers", 2), ("attention_heads", 4), ("ffn_dim", 20))
    }
    tokens = {"bos_token_id": 1, "eos_token_id": 29, "pad_token_id": 0, "decoder_start_token_id": 2}
    return fill(library.BartForConditionalGeneration(library.BartConfig(**sizes, **tokens, forced_eos_token_id=None)))


def written(library: Any) -> dict[str, Any]:
    """What `generate` writes with inputs besides the ids."""
    writer, reader, ids = model(library), seq2seq(library), torch.tensor(PROMPT)
    heads, target = torch.tensor([[1.0, 0, 0, 1], [0, 1, 0, 1]]), torch.tensor([[2, 5, 6], [2, 7, 8]])
    segments = torch.tensor([[3, 3, 4], [5, 6, 7]])
    mask = torch.tensor([[1, 0, 0], [1, 0, 0]])
    how = {"max_new_tokens": 6, "pad_token_id": 0}
    found = {
        "segments": writer.generate(ids, token_type_ids=segments, **how),
        "segments of beams": writer.generate(ids, token_type_ids=segments, num_beams=2, **how),
        "head_mask": reader.generate(ids, head_mask=heads, **how),
        "decoder_head_mask": reader.generate(ids, decoder_head_mask=heads, **how),
        "cross_attn_head_mask": reader.generate(ids, cross_attn_head_mask=heads, **how),
        "decoder_attention_mask": reader.generate(ids, decoder_input_ids=target, decoder_attention_mask=mask, **how),
        "decoder_attention_mask of beams": reader.generate(
            ids, decoder_input_ids=target, decoder_attention_mask=mask, num_beams=3, **how
        ),
        "decoder_attention_mask without a start": reader.generate(
            ids, decoder_input_ids=target[:, 1:], decoder_attention_mask=mask[:, 1:], **how
        ),
    }
    plain = {"plain decoder": writer.generate(ids, **how), "plain": reader.generate(ids, **how)}
    plain |= {"plain target": reader.generate(ids, decoder_input_ids=target, **how)}
    return {name: each.tolist() for name, each in (found | plain).items()}


def main() -> None:
    quieten()
    import transformers

    found = {"processors": processed(transformers), "searches": searched(transformers)}
    found["written"] = written(transformers)
    (DATA / "torch_parts.json").write_text(json.dumps(found, sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
