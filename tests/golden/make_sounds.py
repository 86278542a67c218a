"""The cases of models of sounds in the golden data. Options differ between heads so that one that is ignored is seen."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from golden_cases import BATCH, CLASSES, Arrays, CaseSpec, Maker, labels, padding_mask, token_ids

WHISPER = {
    "vocab_size": 43,
    "num_mel_bins": 5,
    "d_model": 8,
    "encoder_layers": 2,
    "decoder_layers": 1,
    "encoder_attention_heads": 4,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 12,
    "decoder_ffn_dim": 10,
    "max_source_positions": 6,
    "max_target_positions": 9,
    "bos_token_id": 0,
    "pad_token_id": 1,
    "eos_token_id": 2,
    "decoder_start_token_id": 3,
    "begin_suppress_tokens": None,
}
ONE = {"encoder_layers": 1}


class Sounds(Maker):
    """Cases of models that read sounds."""

    __slots__ = ()

    def spectrogram(
        self,
        name: str,
        options: Mapping[str, Any] | None = None,
        *,
        masked: bool = False,
        shift: bool = False,
        **fields: Any,
    ) -> CaseSpec:
        """A case of spectrograms, and of a text of the decoder.

        Args:
            masked: whether the texts have padding.
            shift: leave the decoder's inputs to be made from the labels; no Flax class does that.
        """
        rng, merged = self.rng(name), {**self.tiny, **(options or {})}
        shape = BATCH, merged["num_mel_bins"], 2 * merged["max_source_positions"]
        inputs: Arrays = {"input_features": rng.normal(0.0, 1.0, shape).astype(np.float32)}
        if name.partition("-")[0].endswith("ForAudioClassification"):
            return self.case(name, {**inputs, "labels": rng.integers(0, CLASSES, BATCH)}, options, **fields)
        mask = padding_mask((BATCH, 5), (1, 0, 2) if masked else (0, 0, 0))
        given = labels(name, mask, rng, merged["vocab_size"])
        if not shift:
            inputs["decoder_input_ids"] = token_ids(rng, merged["vocab_size"], mask, self.pad)
        if masked:
            inputs["decoder_attention_mask"] = mask
        # Flax's classes give padding the last position.
        but = frozenset({"flax"}) if masked or shift else frozenset()
        return self.case(name, inputs | given, options, **{"but": but, **fields})


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def whisper(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; the decoder's inputs given, with padding, and made from the labels."""
    make = Sounds(model_type, WHISPER, seed, pad=1).spectrogram
    yield make("WhisperModel", {"scale_embedding": False, "decoder_layers": 2}, inner=True, dialects=True)
    yield make("WhisperModel-masked", weights="WhisperModel", masked=True)
    options = {**ONE, "activation_function": "relu"}
    yield make("WhisperForConditionalGeneration", options, older_containers=True, inner=True)
    yield make("WhisperForConditionalGeneration-shift", weights="WhisperForConditionalGeneration", shift=True)


FAMILIES = {"whisper": whisper}
