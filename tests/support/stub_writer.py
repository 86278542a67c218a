"""A model that writes without any framework: it repeats the prompt, token by token, and notes what it was told."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from trivet.text.generation.config import GenerationConfig


class Repeating:
    """What the stub backend's Auto classes load."""

    def __init__(self, config: Any) -> None:
        self.config = config
        self.generation_config = GenerationConfig.from_model_config(config)
        self.told: dict[str, Any] = {}

    def generate(self, ids: Any, *, streamer: Any = None, **fields: Any) -> Any:
        self.told = fields
        written = [int(ids[0, index % ids.shape[1]]) for index in range(fields["max_new_tokens"])]
        if streamer is not None:
            assert fields.get("num_beams", 1) == 1
            streamer.put(np.asarray(ids))
            for each in written:
                streamer.put(np.array([each]))
            streamer.end()
        start = [0] if getattr(self.config, "is_encoder_decoder", False) else ids[0].tolist()
        end = [] if self.config.eos_token_id is None else [self.config.eos_token_id, 0, 0]
        return SimpleNamespace(sequences=np.array([[*start, *written, *end]]))


class StubAuto:
    """Both Auto classes; `made` is the model that was loaded last, `asked` how, `missing` what it says it lacks."""

    made: Repeating
    asked: dict[str, Any]
    missing: tuple[str, ...] = ()

    @classmethod
    def from_pretrained(cls, source: Any, **kwargs: Any) -> Any:
        from trivet import AutoConfig

        cls.asked = kwargs
        cls.made = Repeating(AutoConfig.from_pretrained(source))
        return cls.made, SimpleNamespace(needs_training=bool(cls.missing), missing=cls.missing, mismatched=())


class StubHearing(StubAuto):
    """An Auto class of models of speech, which write the same of each sound."""

    heard: list[tuple[int, ...]]

    @classmethod
    def from_pretrained(cls, source: Any, **kwargs: Any) -> Any:
        from tokenizers import Tokenizer

        made, report = super().from_pretrained(source, **kwargs)
        cls.heard, said = [], Tokenizer.from_file(f"{source}/tokenizer.json").encode("said").ids

        def generate(features: Any, **fields: Any) -> Any:
            cls.heard.append(features.shape)
            made.told = fields
            return np.array([[1, *said, made.config.eos_token_id, 0]])

        made.generate = generate
        return made, report


def checkpoint(folder: Path, model_type: str = "gpt2", **fields: Any) -> Path:
    """A config and a tokenizer whose tokens are bytes; its weights are nobody's business here."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({each: index for index, each in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    folder.mkdir(exist_ok=True)
    made.save(str(folder / "tokenizer.json"))
    stated = {"model_type": model_type, "vocab_size": 256, "eos_token_id": None, "bos_token_id": None, **fields}
    (folder / "config.json").write_text(json.dumps(stated))
    return folder
