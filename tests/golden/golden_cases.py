"""What a case of the golden data is to be, and the inputs and labels that cases are fed. Needs numpy only.

Ids are drawn so that every token is real except where the mask is 0; there the padding id stands.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Arrays = dict[str, np.ndarray]

BATCH, CHOICES, LENGTH = 3, 2, 7
PADDED = (0, 2, 4)
"""Padding of each row of the batch, in tokens."""
IGNORED = -100
CLASSES = 3
"""Labels of the classification heads."""

RELEASED, NEWEST = "4.37.2", "5.23.0"
"""Versions of the reference library: with all three frameworks, and with the models that the former lacks."""


@dataclass(frozen=True, slots=True)
class CaseSpec:
    """One case to make: the class's name (and a word after a hyphen), its configuration, and what it is fed."""

    name: str
    model_type: str
    options: Mapping[str, Any]
    """Fields of the configuration."""
    inputs: Mapping[str, np.ndarray]
    seed: tuple[int, int]
    library: str = RELEASED
    tf_names: Mapping[str, str] = field(default_factory=dict)
    """Inputs that the TensorFlow class calls by another name: ours to its."""
    weights: str | None = None
    """The case whose weights these inputs are for; its own where None."""
    older_containers: bool = False
    """Whether the frameworks' older containers are written beside safetensors; then in every framework."""
    dialects: bool = False
    """Whether TensorFlow's and Flax's own safetensors files are kept, not PyTorch's alone."""
    every_output: bool = False
    """Whether hidden states and attentions are kept, and the outputs of TensorFlow and Flax beside PyTorch's."""
    inner: bool = False
    """Whether hidden states and attentions are kept, of PyTorch only."""
    but: frozenset[str] = frozenset()
    """Frameworks whose class ignores or refuses an option."""
    undefined: np.ndarray | None = None
    """Where `[batch, length]` an output means nothing, as booleans: written as NaN."""
    spread: float = 0.3
    """Standard deviation of the weights."""
    cached: bool = True
    """Whether a language model gives the same logits in steps, which is then checked."""
    tolerance: float = 1e-5
    """Largest difference allowed between frameworks; above 1e-5 only where the reference's own differ more."""

    @property
    def head(self) -> str:
        """The class's name."""
        return self.name.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the cases of one family: the tiny configuration that they share, and the seed."""

    model_type: str
    tiny: Mapping[str, Any]
    seed: int
    library: str = RELEASED
    pad: int = 0
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of every `CaseSpec` that are not the defaults."""

    def case(self, name: str, inputs: Arrays, options: Mapping[str, Any] | None = None, **fields: Any) -> CaseSpec:
        """A case; its data depends on its own name and the seed only."""
        seed = self.seed_of(name)
        merged = {**self.tiny, **(options or {})}
        return CaseSpec(name, self.model_type, merged, inputs, seed, self.library, **{**self.changes, **fields})

    def seed_of(self, name: str) -> tuple[int, int]:
        """The seed of a case's weights."""
        return (self.seed, zlib.crc32(name.encode()))

    def rng(self, name: str) -> np.random.Generator:
        """The generator of a case's inputs and labels."""
        return np.random.default_rng((*self.seed_of(name), 1))

    def encoder(self, name: str, options: Mapping[str, Any] | None = None, **fields: Any) -> CaseSpec:
        """A case of an encoder: padding on the right, positions as the model counts them itself."""
        rng, vocab = self.rng(name), self.tiny["vocab_size"]
        segments = {**self.tiny, **(options or {})}.get("type_vocab_size", 1)
        inputs = encoder_inputs(name, rng, vocab, self.pad, segments)
        return self.case(name, inputs | labels(name, inputs["attention_mask"], rng, vocab), options, **fields)

    def decoder(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        left: bool = False,
        counts: bool = False,
        labelled: bool = True,
        length: int = LENGTH,
        window: int | None = None,
        **fields: Any,
    ) -> CaseSpec:
        """A case of a decoder: padding on the right, or on the left with positions given.

        Args:
            counts: whether the model counts positions by the mask itself.
            labelled: whether there are labels.
            window: the configuration's sliding window, behind which padding sees nothing.
        """
        rng, vocab = self.rng(name), self.tiny["vocab_size"]
        mask = padding_mask((BATCH, length), left=left)
        inputs = {"input_ids": token_ids(rng, vocab, mask, self.pad), "attention_mask": mask}
        if left and not counts:
            inputs["position_ids"] = np.maximum(mask.cumsum(-1) - 1, 0)
        given = labels(name, mask, rng, vocab) if labelled else {}
        if left and "labels" in given and given["labels"].ndim == 2:
            # Padding would have to foretell the first token.
            given["labels"][np.arange(BATCH), mask.argmax(-1)] = IGNORED
        undefined = (mask == 0) if left or window else None
        return self.case(name, inputs | given, options, undefined=undefined, **fields)

    def seq2seq(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        decoder_length: int = 5,
        shift: bool = False,
        **fields: Any,
    ) -> CaseSpec:
        """A case of an encoder and decoder, both padded on the right.

        Args:
            shift: leave the decoder's inputs to be made from the labels; no Flax class does that.
        """
        rng, vocab = self.rng(name), self.tiny["vocab_size"]
        mask = padding_mask((BATCH, LENGTH))
        inputs = {"input_ids": token_ids(rng, vocab, mask, self.pad), "attention_mask": mask}
        sequence = name.partition("-")[0].endswith(("ForSequenceClassification", "ForQuestionAnswering"))
        if sequence:
            inputs |= sentences_end(inputs["input_ids"], mask, self.tiny["eos_token_id"], vocab)
            return self.case(name, inputs | labels(name, mask, rng, vocab), options, **fields)
        decoder_mask = padding_mask((BATCH, decoder_length), (1, 0, 2))
        decoder = {
            "decoder_input_ids": token_ids(rng, vocab, decoder_mask, self.pad),
            "decoder_attention_mask": decoder_mask,
        }
        given = labels(name, decoder_mask, rng, vocab)
        if "labels" in given:  # some of TensorFlow's classes ignore a label that is the padding id
            given["labels"] = np.where(given["labels"] == self.pad, vocab - 2, given["labels"])
        if shift:
            return self.case(name, inputs | given, options, but=frozenset({"flax"}), **fields)
        if not name.partition("-")[0].endswith("EncoderModel"):
            inputs |= decoder
        return self.case(name, inputs | given, options, **fields)


def padding_mask(shape: tuple[int, ...], padded: tuple[int, ...] = PADDED, *, left: bool = False) -> np.ndarray:
    """1 where a token is real, int64 `[batch, length]` or `[batch, choices, length]`."""
    lengths = np.array([shape[-1] - count for count in padded]).reshape(BATCH, *[1] * (len(shape) - 1))
    mask = np.zeros(shape, np.int64) + (np.arange(shape[-1]) < lengths)
    return np.ascontiguousarray(mask[..., ::-1]) if left else mask


def token_ids(rng: np.random.Generator, vocab: int, mask: np.ndarray, pad: int) -> np.ndarray:
    """Random ids above the padding id, or below it where it is the last; it stands where the mask is 0."""
    low, high = (1, pad) if pad == vocab - 1 else (pad + 1, vocab)
    return np.where(mask == 1, rng.integers(low, high, mask.shape), pad)


def encoder_inputs(name: str, rng: np.random.Generator, vocab: int, pad: int, segments: int = 1) -> Arrays:
    """Ids and mask `[batch, length]`, or `[batch, choices, length]` for multiple choice; segments where there are any."""
    mask = padding_mask((BATCH, CHOICES, LENGTH) if "ForMultipleChoice" in name else (BATCH, LENGTH))
    inputs = {"input_ids": token_ids(rng, vocab, mask, pad), "attention_mask": mask}
    if segments > 1:
        inputs["token_type_ids"] = rng.integers(0, segments, mask.shape)
    return inputs


def sentences_end(ids: np.ndarray, mask: np.ndarray, end: int, vocab: int) -> Arrays:
    """Ids with one end-of-sentence token in each row, the last real one, whose state classifies the row."""
    ids = np.where(ids == end, vocab - 1, ids)
    ids[np.arange(BATCH), mask.sum(-1) - 1] = end
    return {"input_ids": ids}


def labels(name: str, mask: np.ndarray, rng: np.random.Generator, vocab: int) -> Arrays:
    """Labels as the PyTorch class names them; padding and every third token are ignored where tokens are labelled."""
    length = mask.shape[-1]
    labelled = (mask == 1) & (np.arange(length) % 3 != 2)

    def of_tokens(classes: int) -> np.ndarray:
        return np.where(labelled, rng.integers(0, classes, mask.shape), IGNORED)

    def of_rows(classes: int) -> np.ndarray:
        return rng.integers(0, classes, BATCH)

    head = name.partition("-")[0]
    if head == "ElectraForPreTraining":
        return {"labels": rng.integers(0, 2, mask.shape)}
    if head == "AlbertForPreTraining":
        return {"labels": of_tokens(vocab), "sentence_order_label": of_rows(2)}
    if head.endswith(("BertForPreTraining", "ErnieForPreTraining")):
        return {"labels": of_tokens(vocab), "next_sentence_label": of_rows(2)}
    if head.endswith(("ForMaskedLM", "LMHeadModel", "ForCausalLM", "ForConditionalGeneration", "MTModel")):
        return {"labels": of_tokens(vocab)}
    if head.endswith("ForTokenClassification"):
        return {"labels": of_tokens(CLASSES)}
    if head.endswith("ForQuestionAnswering"):
        shortest = int(mask.sum(-1).min())
        return {"start_positions": of_rows(shortest), "end_positions": of_rows(shortest)}
    if head.endswith("ForSequenceClassification"):
        return {"labels": of_rows(CLASSES)}
    if head.endswith(("ForMultipleChoice", "ForNextSentencePrediction")):
        return {"labels": of_rows(2)}
    return {}
