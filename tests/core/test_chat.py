"""`trivet generate --chat`: a conversation by the tokenizer's template, streamed, with an end that is not an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stub_backend import StubBackend
from stub_writer import Repeating, StubAuto
from typer.testing import CliRunner, Result

import trivet
from trivet import AutoTokenizer
from trivet.cli import app, chat
from trivet.errors import InvalidConfigError, InvalidInputError
from trivet.text.generation.conversation import Conversation
from trivet.text.generation.writer import Writer

pytest.importorskip("tokenizers")
pytest.importorskip("jinja2")

TEMPLATE = (
    "{% for message in messages %}{% if message.content == 'bad' %}{{ raise_exception('no bad words') }}{% endif %}"
    "{{ message.role[0] }}:{{ message.content }};{% endfor %}{% if add_generation_prompt %}a:{% endif %}"
)


@pytest.fixture
def model(provide: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A checkpoint with a chat template, in a backend whose model repeats its prompt. Its tokens are bytes."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers

    monkeypatch.setattr(StubAuto, "missing", ())
    monkeypatch.delitem(trivet.__dict__, "AutoModelForCausalLM", raising=False)
    provide("trivet.backends", "torch", StubBackend("torch", {"AutoModelForCausalLM": "stub_writer:StubAuto"}))
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    made = Tokenizer(models.BPE({each: index for index, each in enumerate(letters)}, []))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.save(str(tmp_path / "tokenizer.json"))
    config = {"model_type": "gpt2", "vocab_size": 256, "n_positions": 64, "eos_token_id": 3, "bos_token_id": None}
    (tmp_path / "config.json").write_text(json.dumps(config))
    options = {"chat_template": TEMPLATE, "eos_token": "!"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps(options))
    return tmp_path


def invoke(*arguments: object, **options: Any) -> Result:
    return CliRunner().invoke(app, ["generate", *map(str, arguments)], **options)


def conversation(model: Path, system: str | None = None) -> Conversation:
    return Conversation(Writer.load(model), AutoTokenizer.from_pretrained(model), system)


def test_each_line_is_a_message_and_the_end_of_input_the_end(model: Path) -> None:
    done = invoke(model, "--chat", "--max-new-tokens", 4, "--system", "be", input="hi\n\nyo\n")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "s:be\ns:be\n", "")
    assert invoke(model, "hi", "--chat", "--max-new-tokens", 3, input="").stdout == "u:h\n"


def test_answers_are_remembered(model: Path) -> None:
    pieces: list[str] = []
    talk = conversation(model, "be")
    written = talk.answer("hi", pieces.append, max_new_tokens=5)
    assert written is not None
    assert (written.text, "".join(pieces)) == ("s:be;", "s:be;")
    talk.answer("yo", pieces.append, max_new_tokens=5)
    assert [(each["role"][0], each["content"]) for each in talk.messages] == [
        ("s", "be"),
        ("u", "hi"),
        ("a", "s:be;"),
        ("u", "yo"),
        ("a", "s:be;"),
    ]


def test_answer_ends_at_the_tokens_of_model_and_tokenizer(model: Path) -> None:
    conversation(model).answer("hi", lambda piece: None, max_new_tokens=1)
    exclamation = AutoTokenizer.from_pretrained(model).eos_token_id
    assert StubAuto.made.told["eos_token_id"] == [3, exclamation]


def test_length_of_an_answer_is_what_there_is_room_for(model: Path) -> None:
    conversation(model).answer("hi", lambda piece: None)
    assert StubAuto.made.told["max_new_tokens"] == 64 - len("u:hi;a:")


def test_oldest_messages_are_forgotten_when_the_model_is_full(model: Path) -> None:
    talk = conversation(model, "be")
    for text in ("one", "two", "three"):
        talk.answer(text, lambda piece: None, max_new_tokens=20)
    assert talk.forgotten == 2
    assert [each["content"] for each in talk.messages if each["role"] != "assistant"] == ["be", "two", "three"]
    with pytest.raises(InvalidConfigError, match="the model has 64 positions: no room"):
        talk.answer("long " * 20, lambda piece: None)
    assert talk.messages[-1]["role"] == "assistant"


def test_interrupted_answer_stays_as_far_as_it_came(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk, real = conversation(model), Repeating.generate

    def interrupted(self: Repeating, ids: Any, *, streamer: Any, **fields: Any) -> Any:
        class Interrupting:
            def put(self, value: Any) -> None:
                streamer.put(value)

            def end(self) -> None:
                raise KeyboardInterrupt

        return real(self, ids, streamer=Interrupting(), **fields)

    monkeypatch.setattr(Repeating, "generate", interrupted)
    assert talk.answer("so far", lambda piece: None, max_new_tokens=6) is None
    assert talk.messages[-1] == {"role": "assistant", "content": "u:so "}


def test_message_that_the_template_refuses_is_forgotten(model: Path) -> None:
    talk = conversation(model)
    with pytest.raises(InvalidInputError, match="no bad words"):
        talk.answer("bad", lambda piece: None)
    assert talk.messages == []
    done = invoke(model, "--chat", input="bad\n")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "the chat template refuses the conversation: no bad words" in done.stderr


class Terminal:
    """A terminal at which messages are typed; an exception is a key."""

    def __init__(self, *typed: Any) -> None:
        self.typed = list(typed)

    def isatty(self) -> bool:
        return True

    def __call__(self, prompt: str) -> str:
        assert prompt == "> "
        first = self.typed.pop(0)
        if isinstance(first, str):
            return first
        raise first


@pytest.mark.parametrize(("key", "code"), [(EOFError, 0), (KeyboardInterrupt, 130)])
def test_keys_end_a_conversation_at_a_terminal(
    key: type[BaseException], code: int, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal("bad", "hi", "", key())
    monkeypatch.setattr("builtins.input", terminal)
    monkeypatch.setattr(chat.sys, "stdin", terminal)
    shown: list[str] = []
    talk = conversation(model)
    if code:
        with pytest.raises(chat.typer.Exit) as ended:
            chat.talk(talk, None, shown.append, seed=1, max_new_tokens=3)
        assert ended.value.exit_code == code
    else:
        chat.talk(talk, None, shown.append, seed=1, max_new_tokens=3)
    assert "".join(shown) == "error: the chat template refuses the conversation: no bad words\nu:h\n\n"
    assert terminal.typed == []


def test_model_without_a_template_is_refused_before_its_weights_are_read(model: Path) -> None:
    (model / "tokenizer_config.json").unlink()
    StubAuto.asked = {}
    done = invoke(model, "--chat", input="hi\n")
    assert done.exit_code == 2
    assert "the tokenizer has no chat template" in done.stderr
    assert StubAuto.asked == {}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "PROMPT: is missing: pass a text, or --chat"),
        (("hi", "--system", "x"), "is for a conversation: add --chat"),
        (("-", "--chat"), "leave out -, --echo, --json and --num-beams"),
        (("--chat", "--num-beams", "2"), "leave out -, --echo, --json and --num-beams"),
    ],
)
def test_options_that_contradict_each_other(arguments: tuple[str, ...], message: str, model: Path) -> None:
    done = invoke(model, *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.stderr.replace("│", " ").split())
