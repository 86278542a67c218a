"""The searches over one text a row, and over beams. Know no model: only `Decoding`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch

from trivet.text.generation.beams import BeamRules, Beams, Chosen, choose_best
from trivet.text.generation.config import GenerationConfig
from trivet.text.generation.prepare import padding_of
from trivet.text.generation.processors import Diversity
from trivet.text.generation.stopping import Stop
from trivet.text.generation.text import Processor, Text, apply
from trivet_torch.generation.arrays import TorchArrays
from trivet_torch.generation.constrained import Constrained
from trivet_torch.generation.decoding import Decoding
from trivet_torch.generation.trace import Trace

Tensor = torch.Tensor

ARRAYS = TorchArrays()


@dataclass
class Search:
    """A search over the texts that a `Decoding` continues."""

    decoding: Decoding
    config: GenerationConfig
    processors: list[Processor]
    warpers: list[Processor]
    stop: Stop
    trace: Trace
    generator: torch.Generator | None = None
    streamer: Any = None

    def processed(self, ids: Tensor, scores: Tensor) -> Tensor:
        """Scores [rows, vocab] that the token after `ids` [rows, length] is chosen by."""
        every = self.processors + (self.warpers if self.config.do_sample else [])
        processed_scores: Tensor = apply(every, Text(ARRAYS, ids, ids.shape[1]), scores)
        return processed_scores

    def sampled(self, chances: Tensor) -> Tensor:
        """A token [rows] by probabilities [rows, vocab]."""
        return torch.multinomial(chances, 1, generator=self.generator)[:, 0]

    def singles(self, ids: Tensor) -> Tensor:
        """One text of every row [rows, prompt]: the best token each time, or a sampled one; [rows, length]."""
        written = Written(ids, self)
        while True:
            scores = self.processed(written.ids, self.decoding.scores(written.ids))
            self.trace.add(scores, self.decoding.outputs)
            chosen = self.sampled(scores.softmax(-1)) if self.config.do_sample else scores.argmax(-1)
            if written.add(chosen):
                return written.ids

    def beams(self, ids: Tensor, constrained: Constrained | None = None) -> Chosen:
        """The best texts of every `num_beams` rows [batch × num_beams, prompt]."""
        config, prompt = self.config, ids.shape[1]
        groups = config.num_beam_groups
        rules = self.rules(prompt)
        batch, n = ids.shape[0] // config.num_beams, rules.beams
        room = ids.new_zeros(ids.shape[0], config.max_length)
        room[:, :prompt] = ids
        # Groups stand one after the other in each batch's rows.
        parts = room.view(batch, groups, n, -1).unbind(1)
        like = torch.zeros((), device=ids.device)
        states = [rules.start(each.reshape(batch * n, -1), like, flat=config.do_sample) for each in parts]
        length = prompt
        while True:
            texts = _joined([each.ids for each in states], batch)[:, :length]
            scores = self.decoding.scores(texts).log_softmax(-1)
            states, rows, kept = self._beam_step(rules, states, scores, length, constrained)
            self.trace.add(kept, self.decoding.outputs)
            self.decoding.reorder(rows)
            length += 1
            texts = _joined([each.ids for each in states], batch)[:, :length]
            if all(bool(each.done.all()) for each in states) or self.stop.all(texts, self.trace.scores):
                fit = None if constrained is None else constrained.fit_to_return(texts)
                finished = [rules.finish(each, length, fit) for each in states]
                return choose_best(rules, finished, config.num_return_sequences)

    def rules(self, prompt: int) -> BeamRules:
        """What each group of beams goes by."""
        config = self.config
        return BeamRules(
            ARRAYS,
            config.num_beams // config.num_beam_groups,
            prompt,
            config.max_length,
            config.eos_token_ids,
            padding_of(config),
            config.length_penalty,
            config.early_stopping,
        )

    def _beam_step(
        self,
        rules: BeamRules,
        states: Sequence[Beams],
        scores: Tensor,
        length: int,
        constrained: Constrained | None = None,
    ) -> tuple[list[Beams], Tensor, Tensor]:
        """The groups after one more token, the rows that they continue, and the processed scores of all rows."""
        groups, n, vocab = len(states), rules.beams, scores.shape[-1]
        batch = scores.shape[0] // (groups * n)
        diversity = [each for each in self.processors if isinstance(each, Diversity)]
        moved, rows, kept, chosen = [], [], [], list[Tensor]()
        parts = scores.view(batch, groups, n, vocab).unbind(1)
        for index, (state, part) in enumerate(zip(states, parts, strict=True)):
            for each in diversity:
                each.chosen = torch.cat(chosen, 1) if chosen else None
            texts = state.ids[:, :length]
            own = self.processed(texts, part.reshape(batch * n, vocab))
            kept.append(own)
            every = own + state.scores.reshape(-1, 1)
            best, places = self._candidates(every.view(batch, n * vocab), n)
            options: dict[str, Any] = {}
            if constrained is not None:
                options = {"fit": constrained.fit(texts), "arrange": partial(constrained.arrange, texts, every)}
            taken = rules.step(state, best, places % vocab, places // vocab, length, **options)
            moved.append(taken.beams)
            chosen.append(taken.tokens.view(batch, n))
            rows.append(taken.sources // n * (groups * n) + index * n + taken.sources % n)
        return moved, _joined(rows, batch), _joined(kept, batch)

    def _candidates(self, scores: Tensor, n: int) -> tuple[Tensor, Tensor]:
        """Enough of the best, or of sampled ones, that n go on even if every end is among them; descending."""
        count = max(2, 1 + len(self.config.eos_token_ids)) * n
        if not self.config.do_sample:
            best, places = scores.topk(count, 1)
            return best, places
        places = torch.multinomial(scores.softmax(-1), count, generator=self.generator)
        best, order = scores.gather(1, places).sort(1, descending=True)
        return best, places.gather(1, order)


class Written:
    """Texts as far as they are written, one a row.

    Attributes:
        ids: [rows, length].
        open: [rows] booleans: which go on.
    """

    def __init__(self, ids: Tensor, search: Search) -> None:
        self.ids, self.search = ids, search
        self.open = torch.ones(ids.shape[0], dtype=torch.bool, device=ids.device)
        self._ends = torch.tensor(search.config.eos_token_ids, dtype=torch.int64, device=ids.device)
        self._padding = padding_of(search.config)
        self._all_open = True

    def add(self, tokens: Tensor, *, quietly: bool = False) -> bool:
        """Append a token [rows] to each text that goes on; whether none does any more.

        Args:
            quietly: whether another caller informs the streamer.
        """
        search = self.search
        if not self._all_open:
            tokens = torch.where(self.open, tokens, self._padding)
        self.ids = torch.cat((self.ids, tokens[:, None]), 1)
        if search.streamer is not None and not quietly:
            search.streamer.put(tokens.cpu())
        stopped = search.stop(self.ids, search.trace.scores)
        if stopped is True:
            return True
        if stopped is False and not len(self._ends):
            return False
        if len(self._ends):
            self.open = self.open & ~torch.isin(tokens, self._ends)
        if stopped is not False:
            self.open = self.open & ~stopped
        self._all_open = bool(self.open.all())
        return not self._all_open and not bool(self.open.any())


def _joined(parts: list[Tensor], batch: int) -> Tensor:
    """Groups [batch × n, …] as the rows of all, [batch × groups × n, …]."""
    if len(parts) == 1:
        return parts[0]
    rest = parts[0].shape[1:]
    return torch.stack([each.reshape(batch, -1, *rest) for each in parts], 1).reshape(-1, *rest)
