"""The searches: greedy, sampling, and beams of every kind. Know no model: only `Decoding`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch

from trivet.generation.beams import BeamRules, Beams, Chosen, choose_best
from trivet.generation.config import GenerationConfig
from trivet.generation.prepare import padding_of
from trivet.generation.processors import Diversity
from trivet.generation.text import Processor, Text, apply
from trivet_torch.generation.arrays import TorchArrays
from trivet_torch.generation.decoding import Decoding
from trivet_torch.generation.stopping import Stop

Tensor = torch.Tensor

ARRAYS = TorchArrays()


@dataclass
class Trace:
    """What a search keeps of its steps for who asked."""

    asked: dict[str, bool]
    scores: list[Tensor] = field(default_factory=list)
    outputs: list[Any] = field(default_factory=list)

    def add(self, scores: Tensor, outputs: Any) -> None:
        """Note a step's processed scores [rows, vocab] and what the model returned."""
        if self.asked.get("output_scores"):
            self.scores.append(scores)
        if self.asked.get("output_attentions") or self.asked.get("output_hidden_states"):
            self.outputs.append(outputs)

    def each(self, *names: str) -> tuple[Any, ...] | None:
        """The first of these outputs that there is, of every step."""
        for name in names:
            found = tuple(each.get(name) for each in self.outputs)
            if found and found[0] is not None:
                return found
        return None


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
    embeds: Tensor | None = None

    def _scores(self, ids: Tensor) -> Tensor:
        return self.decoding.scores(ids, self.embeds)

    def singles(self, ids: Tensor) -> Tensor:
        """One text of every row [rows, prompt]: the best token each time, or a sampled one; [rows, length]."""
        ends = torch.tensor(self.config.eos_token_ids, dtype=torch.int64, device=ids.device)
        padding = padding_of(self.config)
        open_ = torch.ones(ids.shape[0], dtype=torch.bool, device=ids.device)
        while True:
            scores = apply(self.processors, Text(ARRAYS, ids, ids.shape[1]), self._scores(ids))
            if self.config.do_sample:
                scores = apply(self.warpers, Text(ARRAYS, ids, ids.shape[1]), scores)
                chosen = torch.multinomial(scores.softmax(-1), 1, generator=self.generator)[:, 0]
            else:
                chosen = scores.argmax(-1)
            self.trace.add(scores, self.decoding.outputs)
            if len(ends):
                chosen = torch.where(open_, chosen, padding)
                open_ = open_ & ~torch.isin(chosen, ends)
            ids = torch.cat((ids, chosen[:, None]), 1)
            if self.streamer is not None:
                self.streamer.put(chosen.cpu())
            if (len(ends) and not open_.any()) or self.stop(ids, self.trace.scores):
                return ids

    def beams(self, ids: Tensor) -> Chosen:
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
            scores = self._scores(texts).log_softmax(-1)
            states, rows, kept = self._beam_step(rules, states, scores, length)
            self.trace.add(kept, self.decoding.outputs)
            self.decoding.reorder(rows)
            length += 1
            texts = _joined([each.ids for each in states], batch)[:, :length]
            if all(bool(each.done.all()) for each in states) or self.stop(texts, self.trace.scores):
                return choose_best(rules, [rules.finish(each, length) for each in states], config.num_return_sequences)

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
        self, rules: BeamRules, states: list[Beams], scores: Tensor, length: int
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
            text = Text(ARRAYS, state.ids[:, :length], length)
            every = self.processors + (self.warpers if self.config.do_sample else [])
            own = apply(every, text, part.reshape(batch * n, vocab))
            kept.append(own)
            best, places = self._candidates((own + state.scores.reshape(-1, 1)).view(batch, n * vocab), n)
            taken = rules.step(state, best, places % vocab, places // vocab, length)
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


def _joined(parts: list[Tensor], batch: int) -> Tensor:
    """Groups [batch × n, …] as the rows of all, [batch × groups × n, …]."""
    if len(parts) == 1:
        return parts[0]
    rest = parts[0].shape[1:]
    return torch.stack([each.reshape(batch, -1, *rest) for each in parts], 1).reshape(-1, *rest)
