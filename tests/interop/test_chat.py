"""A conversation with a small model goes the same way in every framework."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from trivet import AutoTokenizer, GPT2Config, GPT2LMHeadModel
from trivet.text.generation.conversation import Conversation
from trivet.text.generation.writer import Writer

TEMPLATE = "{% for message in messages %}<{{ message.role[0] }}>{{ message.content }}{% endfor %}<a>"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A GPT-2 with random weights whose tokens are bytes, with a chat template and two tokens that end an answer."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(models.BPE({letter: index for index, letter in enumerate(letters)}, []))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"chat_template": TEMPLATE, "eos_token": "!"}))
    torch.manual_seed(3)
    sizes = {"vocab_size": 256, "n_embd": 16, "n_layer": 1, "n_head": 2, "n_positions": 64, "initializer_range": 0.5}
    GPT2LMHeadModel(GPT2Config(**sizes, bos_token_id=None, eos_token_id=[254, 255])).save_pretrained(tmp_path)
    return tmp_path


def held(model: Path, framework: str) -> list[dict[str, str]]:
    talk = Conversation(Writer.load(model, framework=framework), AutoTokenizer.from_pretrained(model), "be brief")
    for text in ("hello", "and now?"):
        assert talk.answer(text, lambda piece: None, max_new_tokens=6, do_sample=False) is not None
    return talk.messages


def test_answers_are_the_same_in_every_framework(model: Path, framework: str) -> None:
    messages = held(model, framework)
    assert [each["role"] for each in messages] == ["system", "user", "assistant", "user", "assistant"]
    assert messages == held(model, "torch")
