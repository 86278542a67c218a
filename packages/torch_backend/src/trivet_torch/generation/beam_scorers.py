"""`BeamSearchScorer` and its kin: for beam searches of one's own, which beams go on and which texts are returned.

The named searches of models read their settings only. The rules are those of `transformers` 4.37.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import torch

from trivet.errors import InvalidInputError

Tensor = torch.Tensor
Beams = UserDict[str, Any]


class BeamScorer:
    """Base of what decides on the beams of a search: `process` after each step, and `finalize` after the last."""

    def process(
        self, input_ids: Tensor, next_scores: Tensor, next_tokens: Tensor, next_indices: Tensor, **kwargs: Any
    ) -> Beams:
        """
        Raises:
            NotImplementedError: the class does not decide.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say which beams go on: define process")

    def finalize(
        self,
        input_ids: Tensor,
        next_scores: Tensor,
        next_tokens: Tensor,
        next_indices: Tensor,
        max_length: int,
        **kwargs: Any,
    ) -> Beams:
        """
        Raises:
            NotImplementedError: the class does not decide.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say which texts are returned: define finalize")


class _Text(NamedTuple):
    """A text that has ended: its ids [length], its score by which it is ranked, and the beams that it came from."""

    score: float
    ids: Tensor
    trail: Tensor | None


class _Ended:
    """The best texts of one batch entry, or of one group of its beams."""

    def __init__(
        self, count: int, length_penalty: float, early_stopping: bool | str | None, longest: int | None
    ) -> None:
        self.count, self.length_penalty, self.early_stopping, self.longest = (
            count,
            length_penalty,
            early_stopping,
            longest,
        )
        self.texts: list[_Text] = []

    def add(self, ids: Tensor, total: float, trail: Tensor | None, length: int) -> None:
        """
        Args:
            total: sum of the text's log probabilities.
            length: tokens that the total counts.
        """
        self.texts.append(_Text(total / max(length, 1) ** self.length_penalty, ids, trail))
        self.texts.sort(key=lambda each: each.score, reverse=True)
        del self.texts[self.count :]

    def is_settled(self, best: float, length: int, prompt: int) -> bool:
        """Whether no beam can become better than the texts that have ended.

        Args:
            best: highest sum of log probabilities of a beam.
            length: tokens of a beam, the prompt's included.
        """
        if len(self.texts) < self.count:
            return False
        if self.early_stopping is True:
            return True
        reach = length
        if self.early_stopping == "never" and self.length_penalty > 0:
            if self.longest is None:
                raise InvalidInputError('do_early_stopping="never" needs max_length: scores grow with the length')
            reach = self.longest
        return bool(self.texts[-1].score >= best / max(reach - prompt, 1) ** self.length_penalty)


class BeamSearchScorer(BeamScorer):
    """Beam search.

    Args:
        batch_size: number of texts that beams continue.
        num_beams: beams of each.
        device: without effect: the ids' is used.
        length_penalty: exponent of the length that scores are divided by.
        do_early_stopping: as of the config's `early_stopping`.
        num_beam_hyps_to_keep: texts that are returned of each.
        num_beam_groups: groups of beams, which differ from one another.
        max_length: in tokens, the prompt included.

    Raises:
        ValueError: there are not two beams at least, or the groups do not divide them.
    """

    def __init__(
        self,
        batch_size: int,
        num_beams: int,
        device: torch.device | str | None = None,
        length_penalty: float | None = 1.0,
        do_early_stopping: bool | str | None = False,
        num_beam_hyps_to_keep: int | None = 1,
        num_beam_groups: int | None = 1,
        max_length: int | None = None,
    ) -> None:
        groups = num_beam_groups or 1
        if num_beams <= 1:
            raise ValueError(
                f"num_beams must be an integer above 1, not {num_beams!r}: without beams, use greedy_search"
            )
        if groups > num_beams or num_beams % groups:
            raise ValueError(f"num_beam_groups must divide num_beams ({num_beams}), and is {groups!r}")
        self.batch_size, self.num_beams, self.device = batch_size, num_beams, device
        self.length_penalty, self.do_early_stopping = length_penalty, do_early_stopping
        self.num_beam_hyps_to_keep, self.num_beam_groups = num_beam_hyps_to_keep or 1, groups
        self.group_size, self.max_length = num_beams // groups, max_length
        penalty = 1.0 if length_penalty is None else length_penalty
        self._ended = [
            _Ended(self.group_size, penalty, do_early_stopping, max_length) for _ in range(batch_size * groups)
        ]
        self._settled = [False] * (batch_size * groups)

    def fields(self) -> dict[str, Any]:
        """The same as fields of a `GenerationConfig`."""
        return {
            "num_beams": self.num_beams,
            "num_beam_groups": self.num_beam_groups,
            "length_penalty": self.length_penalty,
            "early_stopping": self.do_early_stopping,
            "num_return_sequences": self.num_beam_hyps_to_keep,
        }

    @property
    def is_done(self) -> bool:
        """Whether no beam can become better than the texts that have ended."""
        return all(self._settled)

    def _may_end(self, ids: Tensor) -> bool:
        """Whether a text [length] may be returned as it is."""
        return True

    def process(  # type: ignore[override]  # callers pass further arguments by place, as there
        self,
        input_ids: Tensor,
        next_scores: Tensor,
        next_tokens: Tensor,
        next_indices: Tensor,
        pad_token_id: int | None = None,
        eos_token_id: int | Sequence[int] | None = None,
        beam_indices: Sequence[Sequence[int]] | None = None,
        group_index: int = 0,
        decoder_prompt_len: int = 0,
    ) -> Beams:
        """What goes on after one step. Texts that end are kept.

        Args:
            input_ids: [batch × beams of the group, length], the texts so far.
            next_scores: [batch, candidates], sums of log probabilities, the highest first; twice as many as beams.
            next_tokens, next_indices: [batch, candidates], the token of each and the beam within its group.
            pad_token_id: token of the beams of a text that is settled.
            eos_token_id: tokens that end a text.
            beam_indices: for each beam the rows that its tokens came from.
            group_index: number of the group.
            decoder_prompt_len: tokens of the prompt, which scores do not count.

        Returns:
            `next_beam_scores`, `next_beam_tokens` and `next_beam_indices`, each [batch × beams of the group]; the
            indices are rows of `input_ids`.

        Raises:
            ValueError: `input_ids` has another number of rows, there are too few candidates that do not end, or a text
                is settled and there is no padding token.
        """
        size, ends = self.group_size, _ends(eos_token_id)
        if input_ids.shape[0] != self.batch_size * size:
            raise ValueError(f"input_ids must have {self.batch_size * size} rows, not {input_ids.shape[0]}")
        chosen: list[tuple[float, int, int]] = []
        for batch in range(self.batch_size):
            place = batch * self.num_beam_groups + group_index
            if self._settled[place]:
                if pad_token_id is None:
                    raise ValueError("pad_token_id must be a token once a text of the batch has settled")
                chosen += [(0.0, pad_token_id, 0)] * size
                continue
            candidates = zip(
                next_scores[batch].tolist(), next_tokens[batch].tolist(), next_indices[batch].tolist(), strict=True
            )
            going: list[tuple[float, int, int]] = []
            for rank, (score, token, index) in enumerate(candidates):
                row = batch * size + index
                if token in ends:
                    if rank < size and self._may_end(input_ids[row]):
                        trail = None if beam_indices is None else [*beam_indices[row], row]
                        self._end(place, input_ids[row], score, trail, input_ids.shape[1] + 1 - decoder_prompt_len)
                elif len(going) < size:
                    going.append((score, token, row))
                if len(going) == size:
                    break
            if len(going) < size:
                raise ValueError(f"{len(going)} candidates of text {batch} go on, not {size}: pass twice as many")
            chosen += going
            best, length = max(next_scores[batch].tolist()), input_ids.shape[1] + 1
            self._settled[place] = self._ended[place].is_settled(best, length, decoder_prompt_len)
        scores, tokens, rows = zip(*chosen, strict=True)
        return UserDict(
            {
                "next_beam_scores": next_scores.new_tensor(scores),
                "next_beam_tokens": next_tokens.new_tensor(tokens),
                "next_beam_indices": next_indices.new_tensor(rows),
            }
        )

    def _end(self, place: int, ids: Tensor, score: float, trail: Iterable[int] | None, length: int) -> None:
        """Keep a text. `length`: tokens that the score counts, with the one that ends the text."""
        rows = None if trail is None else torch.tensor([*trail], device=ids.device)
        self._ended[place].add(ids.clone(), score, rows, length)

    def finalize(  # type: ignore[override]  # callers pass further arguments by place, as there
        self,
        input_ids: Tensor,
        final_beam_scores: Tensor,
        final_beam_tokens: Tensor,
        final_beam_indices: Tensor,
        max_length: int,
        pad_token_id: int | None = None,
        eos_token_id: int | Sequence[int] | None = None,
        beam_indices: Sequence[Sequence[int]] | None = None,
        decoder_prompt_len: int = 0,
    ) -> Beams:
        """The texts to return: of those that ended, and of the beams of texts that are not settled.

        Args:
            input_ids: [batch × beams, length].
            final_beam_scores: [batch × beams], sums of log probabilities.
            final_beam_tokens, final_beam_indices: without effect: `input_ids` has what they chose.
            max_length: most tokens of what is returned.
            pad_token_id: behind shorter texts.
            eos_token_id: the first ends texts that are short enough.
            beam_indices: for each beam the rows that its tokens came from.
            decoder_prompt_len: tokens of the prompt, which scores do not count.

        Returns:
            `sequences` [batch × num_beam_hyps_to_keep, length], `sequence_scores`, and `beam_indices` or None.

        Raises:
            ValueError: texts have different lengths, and there is no padding token.
        """
        groups, size, length = self.num_beam_groups, self.group_size, input_ids.shape[1] - decoder_prompt_len
        totals = final_beam_scores.tolist()
        for place in (place for place, is_settled in enumerate(self._settled) if not is_settled):
            rows = range(place * size, (place + 1) * size)
            fit = [row for row in rows if self._may_end(input_ids[row])]
            for row in fit if len(fit) >= min(self.num_beam_hyps_to_keep, size) else rows:
                trail = None if beam_indices is None else beam_indices[row]
                self._end(place, input_ids[row], totals[row], trail, length)
        best: list[_Text] = []
        for batch in range(self.batch_size):
            ended = [text for each in self._ended[batch * groups : (batch + 1) * groups] for text in each.texts]
            best += sorted(ended, key=lambda each: each.score, reverse=True)[: self.num_beam_hyps_to_keep]
        ends = _ends(eos_token_id)
        return UserDict(
            {
                "sequences": _padded([each.ids for each in best], max_length, pad_token_id, ends[0] if ends else None),
                "sequence_scores": final_beam_scores.new_tensor([each.score for each in best]),
                "beam_indices": None if beam_indices is None else _trails(best),
            }
        )


def _ends(eos_token_id: int | Sequence[int] | None) -> list[int]:
    return [] if eos_token_id is None else [eos_token_id] if isinstance(eos_token_id, int) else list(eos_token_id)


def _padded(texts: Sequence[Tensor], longest: int | None, padding: int | None, end: int | None) -> Tensor:
    """Texts as rows of one tensor, each with the token that ends it if there is room."""
    lengths = [each.shape[0] for each in texts]
    width = max(lengths) + 1 if longest is None else min(max(lengths) + 1, longest)
    if min(lengths) != max(lengths) and padding is None:
        raise ValueError("pad_token_id must be a token: the texts have different lengths")
    rows = texts[0].new_full((len(texts), width), 0 if padding is None else padding)
    for row, text, length in zip(rows, texts, lengths, strict=True):
        row[: min(length, width)] = text[:width]
        if length < width and end is not None:
            row[length] = end
    return rows


def _trails(texts: Sequence[_Text]) -> Tensor:
    """The beams that each text's tokens came from, [texts, tokens], -1 behind the last."""
    trails = [text.ids.new_empty(0) if text.trail is None else text.trail for text in texts]
    rows = texts[0].ids.new_full((len(texts), max(each.shape[0] for each in trails)), -1)
    for row, trail in zip(rows, trails, strict=True):
        row[: trail.shape[0]] = trail
    return rows
