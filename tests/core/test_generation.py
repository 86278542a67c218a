"""GenerationConfig, and the processors of scores on numpy's arrays."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trivet import BartConfig, GenerationConfig, GPT2Config
from trivet.errors import InvalidConfigError, SourceNotFoundError
from trivet.text.generation.arrays import NumpyArrays
from trivet.text.generation.choose import processors, sampling_warpers
from trivet.text.generation.holder import HoldsGenerationConfig
from trivet.text.generation.prepare import first_token, mode_of, options, start_token, with_lengths
from trivet.text.generation.text import NEVER, Text, apply

IDS = np.array([[3, 1, 2, 3, 1, 0, 0], [4, 4, 5, 4, 4, 0, 0]])
LENGTH = 5


def processed(scores: Any = None, length: int = LENGTH, **fields: Any) -> np.ndarray:
    """Scores [2, 8] after the processors of a config, the last two columns of the ids being no text."""
    scores = np.zeros((2, 8), np.float32) - 1 if scores is None else np.asarray(scores, np.float32)
    config = GenerationConfig(max_length=9, **fields)
    return apply(processors(config, 2, IDS[:, :2]), Text(NumpyArrays(), IDS, length), scores)


def warped(scores: list[float], **fields: Any) -> list[int]:
    """The tokens that warpers leave."""
    config = GenerationConfig(do_sample=True, **{"top_k": 0, **fields})
    made = apply(sampling_warpers(config), Text(NumpyArrays(), IDS[:1], LENGTH), np.asarray([scores], np.float32))
    return np.flatnonzero(made[0] != NEVER).tolist()


def forbidden(scores: np.ndarray) -> list[list[int]]:
    """The tokens of each row that cannot be chosen."""
    return [np.flatnonzero(row == NEVER).tolist() for row in scores]


def test_config_is_written_and_read_again_with_what_it_does_not_know(tmp_path: Path) -> None:
    config = GenerationConfig(num_beams=4, eos_token_id=[1, 2], own={"a": 1}, sequence_bias={(3, 4): -2.0})
    config.save_pretrained(tmp_path)
    assert GenerationConfig.from_pretrained(tmp_path) == config
    assert GenerationConfig.from_pretrained(tmp_path / "generation_config.json", num_beams=2).num_beams == 2
    assert set(json.loads((tmp_path / "generation_config.json").read_text())) == {
        "num_beams",
        "eos_token_id",
        "own",
        "sequence_bias",
    }
    assert config.eos_token_ids == (1, 2) and "num_beams" in repr(config)


def test_config_of_a_model_takes_its_fields_of_generation() -> None:
    config = GenerationConfig.from_model_config(BartConfig(forced_eos_token_id=2, max_length=33))
    assert (config.forced_eos_token_id, config.max_length, config.eos_token_id) == (2, 33, 2)
    calls = GenerationConfig.from_model_config(BartConfig(use_cache=False, output_attentions=True))
    assert (calls.use_cache, calls.output_attentions, calls.output_hidden_states) == (False, True, False)


def test_update_sets_what_it_knows_and_returns_the_rest() -> None:
    config = GenerationConfig()
    assert config.update(top_k=3, colour="red") == {"colour": "red"}
    assert config.top_k == 3
    with pytest.raises(InvalidConfigError, match="num_beams"):
        config.update(top_k=4, num_beams=0)
    assert config.top_k == 3


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"max_length": 0}, "max_length must be an integer of at least 1, not 0"),
        ({"temperature": 0.0, "do_sample": True}, "temperature must be a number above 0, not 0.0"),
        ({"top_p": 1.5, "do_sample": True}, "top_p must be a number from 0 to 1, not 1.5"),
        ({"early_stopping": "soon"}, "early_stopping must be True, False or 'never'"),
        ({"penalty_alpha": 2}, "penalty_alpha must be a number from 0 to 1, not 2"),
        ({"length_penalty": "long", "num_beams": 2}, "length_penalty must be a number, not 'long'"),
        ({"num_assistant_tokens_schedule": "x"}, "schedule must be 'heuristic' or 'constant', not 'x'"),
        ({"exponential_decay_length_penalty": 3}, "must be a start in tokens and a factor above 0, not 3"),
        ({"streamer": 1}, "streamer is an argument of generate"),
        ({"num_beams": 0}, "num_beams must be an integer of at least 1, not 0"),
        ({"cache_implementation": "quantum"}, "cache_implementation must be 'dynamic', 'static' or 'sliding_window'"),
        ({"cache_implementation": ["static"]}, "cache_implementation must be 'dynamic'"),
        ({"num_beams": 3, "num_beam_groups": 2}, "not a multiple of num_beam_groups"),
        ({"num_beams": 2, "num_return_sequences": 3}, "cannot be more than num_beams"),
        ({"num_return_sequences": 3}, "greedy search has one result"),
        ({"validate": 3}, "'validate' cannot be a field"),
    ],
)
def test_config_refuses_what_cannot_be(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidConfigError, match=message):
        GenerationConfig(**fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 0.0, "top_k": -1, "top_p": 7, "min_p": "x", "typical_p": None, "epsilon_cutoff": -3},
        {"length_penalty": "long", "diversity_penalty": None},
        {"cache_implementation": "hybrid"},
        {"penalty_alpha": None, "top_k": None},
    ],
)
@pytest.mark.filterwarnings("ignore:.* has no effect:UserWarning")
def test_config_takes_what_greedy_search_does_not_read(fields: dict[str, Any]) -> None:
    config = GenerationConfig(**fields)
    assert GenerationConfig.from_dict(json.loads(config.to_json_string())) == config


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"temperature": 0.5}, "temperature is 0.5, but has no effect: only sampling reads, which do_sample=True asks"),
        (
            {"length_penalty": 2.0},
            "length_penalty is 2.0, but has no effect: only beams read, which num_beams asks for",
        ),
        ({"top_k": 4, "num_beams": 3}, "top_k is 4, but has no effect"),
    ],
)
def test_config_warns_of_what_has_no_effect_and_is_not_saved_so(
    fields: dict[str, Any], message: str, tmp_path: Path
) -> None:
    with pytest.warns(UserWarning, match=message) as warned:
        config = GenerationConfig(**fields)
    assert len(warned) == 1
    with pytest.raises(InvalidConfigError, match=message):
        config.save_pretrained(tmp_path)
    assert list(tmp_path.iterdir()) == []
    config.update(do_sample=True, num_beams=2)
    config.save_pretrained(tmp_path)
    assert GenerationConfig.from_pretrained(tmp_path) == config


def test_a_call_warns_of_its_own_keywords_that_have_no_effect_and_not_of_what_a_file_has() -> None:
    config = GenerationConfig.unchecked({"temperature": 0.5, "top_p": 0.3})
    options(config, {"max_new_tokens": 3})
    with pytest.warns(UserWarning, match=r"temperature is 0\.7, but has no effect") as warned:
        options(config, {"temperature": 0.7})
    assert len(warned) == 1


def test_invalid_config_is_not_saved(tmp_path: Path) -> None:
    config = GenerationConfig()
    config.num_return_sequences = 2
    with pytest.raises(InvalidConfigError, match="greedy search has one result"):
        config.save_pretrained(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_numbers_of_numpy_are_numbers() -> None:
    config = GenerationConfig(
        max_length=np.int64(7), eos_token_id=[np.int32(3), 4], temperature=np.float32(0.5), do_sample=np.bool_(True)
    )
    assert (config.max_length, config.eos_token_id, config.temperature, config.do_sample) == (7, [3, 4], 0.5, True)
    assert GenerationConfig.from_dict(json.loads(config.to_json_string())) == config
    assert config.updated(num_beams=np.array(2))[0].num_beams == 2


class TheirConfig:
    """A config of another library, whose defaults are null."""

    def __init__(self, **fields: Any) -> None:
        usual = {"num_beams": None, "top_k": None, "temperature": 1.0, "max_length": None, "transformers_version": "5"}
        vars(self).update(usual | fields)

    def to_dict(self) -> dict[str, Any]:
        return dict(vars(self))


def test_config_of_another_library_is_taken_where_ours_is() -> None:
    config, rest = options(TheirConfig(num_beams=3, own="a"), {"max_new_tokens": 2, "input_ids": 0})
    assert (config.num_beams, config.max_new_tokens, config.top_k, config.own) == (3, 2, 50, "a")
    assert rest == {"input_ids": 0}
    ours = GenerationConfig(num_beams=2)
    assert GenerationConfig.of(ours) is ours
    with pytest.raises(TypeError, match="generation_config must be a GenerationConfig, not dict"):
        GenerationConfig.of({"num_beams": 3})


def test_config_is_written_as_a_file_of_any_name_and_read_with_the_keywords_of_the_reference_library(
    tmp_path: Path,
) -> None:
    config = GenerationConfig(num_beams=4)
    config.to_json_file(tmp_path / "small.json")
    config.to_json_file(tmp_path / "whole.json", use_diff=False)
    assert json.loads((tmp_path / "small.json").read_text()) == {"num_beams": 4}
    assert json.loads((tmp_path / "whole.json").read_text()).keys() == config.to_dict().keys()
    again, unused = GenerationConfig.from_pretrained(tmp_path, "small.json", None, True, return_unused_kwargs=True)
    assert (again, unused) == (config, {})
    assert GenerationConfig.from_dict(config_dict={"a": 1}, return_unused_kwargs=False).a == 1


def test_null_says_nothing_of_fields_that_cannot_do_without_a_value() -> None:
    config = GenerationConfig(num_beams=None, num_return_sequences=None, min_length=None, max_length=None)
    assert config == GenerationConfig()
    config.num_beams = None
    assert config.updated(max_new_tokens=3)[0].num_beams == 1
    assert GenerationConfig(num_beams=4).updated(num_beams=None)[0].num_beams == 1
    assert GenerationConfig(temperature=None, top_k=None).top_k is None


def test_sequence_bias_of_a_file_that_is_not_a_list_of_pairs_is_refused() -> None:
    with pytest.raises(InvalidConfigError, match="sequence_bias must list pairs of tokens and their bias, not"):
        GenerationConfig.from_dict({"sequence_bias": [3]})
    assert GenerationConfig.from_dict({"sequence_bias": [[[1, 2], 0.5]]}).sequence_bias == {(1, 2): 0.5}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"do_sample": "false"}, "do_sample must be true or false, not 'false'"),
        ({"eos_token_id": [2, "3"]}, "eos_token_id must be a token id, or a list of them or null"),
        ({"pad_token_id": {}}, "pad_token_id must be a token id or null, not {}"),
        ({"forced_bos_token_id": "3"}, "forced_bos_token_id must be a token id or null, not '3'"),
        ({"begin_suppress_tokens": 2.0}, "begin_suppress_tokens must be a token id"),
        ({"suppress_tokens": "all"}, "suppress_tokens must be a token id"),
        ({"forced_decoder_ids": 61}, "forced_decoder_ids must be a list of places, each with its token or null"),
        ({"forced_decoder_ids": [[1]]}, "forced_decoder_ids must be a list of places"),
        ({"bad_words_ids": [[]]}, "bad_words_ids must be a list of non-empty lists of ids or null"),
        ({"sequence_bias": 60}, "sequence_bias must be an object of biases by tuples of ids or null, not 60"),
        ({"sequence_bias": [[[1], "x"]]}, "sequence_bias must be an object of biases"),
        ({"stop_strings": 5}, "stop_strings must be a string, or a list of them or null, not 5"),
        ({"generation_kwargs": ["a"]}, "generation_kwargs must be an object or null"),
    ],
)
def test_config_refuses_what_are_not_tokens_or_switches(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidConfigError, match=re.escape(message)):
        GenerationConfig(**fields)
    assert GenerationConfig.unchecked(fields)  # a model loads without


@pytest.mark.parametrize(
    "fields",
    [
        {"forced_bos_token_id": 61},
        {"forced_eos_token_id": [2, 61]},
        {"suppress_tokens": [-1]},
        {"begin_suppress_tokens": 61},
        {"bad_words_ids": [[4], [5, 61]]},
        {"sequence_bias": {(61,): -1.0}},
        {"forced_decoder_ids": [[1, None], [2, 61]]},
    ],
)
def test_tokens_that_the_model_does_not_have_are_neither_forced_nor_suppressed(fields: dict[str, Any]) -> None:
    config = GenerationConfig(**fields)
    with pytest.raises(InvalidConfigError, match=r"names token (61|-1), but the model has tokens from 0 to 60"):
        with_lengths(config, 3, {}, 61)
    for vocabulary in (None, "many"):
        with_lengths(config, 3, {}, vocabulary)


def test_an_empty_list_of_tokens_asks_for_nothing() -> None:
    nothing = {"forced_eos_token_id": [], "suppress_tokens": [], "begin_suppress_tokens": [], "bad_words_ids": []}
    assert processors(GenerationConfig(**nothing), 3, None) == []


def test_what_only_ends_or_fills_a_text_may_be_a_token_that_there_is_not() -> None:
    with_lengths(GenerationConfig(eos_token_id=[2, 61], pad_token_id=-1), 3, {}, 61)


def test_text_starts_as_the_models_own_config_says_where_that_of_the_call_does_not() -> None:
    own = GenerationConfig(decoder_start_token_id=5, bos_token_id=4, eos_token_id=3)
    config, _ = options(GenerationConfig(num_beams=2), {"max_length": 9}, own=own)
    assert (start_token(config), config.bos_token_id, config.eos_token_id, config.num_beams) == (5, 4, None, 2)
    config, _ = options(GenerationConfig(decoder_start_token_id=0), {}, own=own)
    assert start_token(config) == 0
    assert options(GenerationConfig(), {"bos_token_id": None}, own=own)[0].bos_token_id is None
    for token_of in (start_token, first_token):
        with pytest.raises(InvalidConfigError, match="bos_token_id must be a token id or null"):
            token_of(GenerationConfig(bos_token_id=[4, 5]))


def test_config_refuses_a_missing_and_a_broken_file(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError):
        GenerationConfig.from_pretrained(tmp_path)
    (tmp_path / "generation_config.json").write_text('{"top_k": -1, "do_sample": true}')
    with pytest.raises(InvalidConfigError, match="generation_config.json: top_k must be"):
        GenerationConfig.from_pretrained(tmp_path)
    with pytest.raises(AttributeError, match="has no field 'colour'"):
        _ = GenerationConfig().colour


def test_lengths_and_searches_follow_from_the_prompt() -> None:
    config, rest = options(GenerationConfig(eos_token_id=7), {"max_new_tokens": 4, "colour": 1})
    updated = with_lengths(config, 3, {"max_new_tokens": 4})
    assert (updated.max_length, updated.pad_token_id, rest) == (7, 7, {"colour": 1})
    assert mode_of(GenerationConfig(num_beams=2, do_sample=True)) == "beam_sample"
    assert start_token(GenerationConfig(bos_token_id=5)) == 5
    with pytest.raises(InvalidConfigError, match="do not sample"):
        mode_of(GenerationConfig(num_beams=2, num_beam_groups=2, do_sample=True))
    with pytest.raises(InvalidConfigError, match="the decoder has no token to start with"):
        start_token(GenerationConfig())
    with pytest.raises(InvalidConfigError, match="at least 20 tokens cannot have at most 7"):
        with_lengths(GenerationConfig(eos_token_id=7, min_length=20, max_length=7), 3, {})


def test_what_a_framework_lacks_is_refused() -> None:
    with pytest.raises(InvalidConfigError, match="penalty_alpha asks for contrastive search, which is not implemented"):
        options(GenerationConfig(), {"penalty_alpha": 0.5})
    config, _ = options(GenerationConfig(), {"penalty_alpha": 0.5}, missing=())
    assert mode_of(config) == "contrastive"


@pytest.mark.parametrize(
    ("fields", "mode"),
    [
        ({"penalty_alpha": 0.5, "top_k": 1}, "greedy"),
        ({"prompt_lookup_num_tokens": 2, "do_sample": True}, "assisted"),
        ({"force_words_ids": [[3]], "num_beams": 2}, "constrained"),
        ({"constraints": [], "num_beams": 2}, "constrained"),
    ],
)
def test_the_search_follows_from_the_fields(fields: dict[str, Any], mode: str) -> None:
    assert mode_of(GenerationConfig(**fields)) == mode


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"prompt_lookup_num_tokens": 2, "num_beams": 2}, "prompt_lookup_num_tokens drafts tokens for greedy search"),
        ({"force_words_ids": [[3]]}, "num_beams cannot be 1"),
        ({"force_words_ids": [[3]], "num_beams": 2, "do_sample": True}, "do_sample cannot be True"),
        ({"constraints": [], "num_beams": 2, "num_beam_groups": 2}, "do not go with groups"),
    ],
)
def test_searches_that_exclude_each_other_are_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidConfigError, match=message):
        mode_of(GenerationConfig(**fields))


def test_processors_forbid_what_they_should() -> None:
    assert forbidden(processed(no_repeat_ngram_size=3)) == [[2], [5]]
    assert forbidden(processed(no_repeat_ngram_size=1)) == [[1, 2, 3], [4, 5]]
    assert forbidden(processed(encoder_no_repeat_ngram_size=2)) == [[], [4]]
    assert forbidden(processed(bad_words_ids=[[6], [3, 1, 7], [1, 2], [0]], eos_token_id=0)) == [[2, 6, 7], [6]]
    assert forbidden(processed(min_length=6, eos_token_id=[2, 3])) == [[2, 3]] * 2
    assert forbidden(processed(min_new_tokens=3, eos_token_id=2)) == [[], []]
    assert forbidden(processed(suppress_tokens=[1, 6])) == [[1, 6]] * 2
    assert forbidden(processed(begin_suppress_tokens=[1])) == [[], []]
    assert forbidden(processed(begin_suppress_tokens=[1], length=2)) == [[1]] * 2
    assert forbidden(processed(forced_eos_token_id=[2, 3], length=8)) == [[0, 1, 4, 5, 6, 7]] * 2
    assert forbidden(processed(forced_bos_token_id=6, length=1)) == [[0, 1, 2, 3, 4, 5, 7]] * 2


def test_processors_weigh_as_they_should() -> None:
    assert processed(repetition_penalty=2.0)[0].tolist() == [-1, -2, -2, -2, -1, -1, -1, -1]
    assert processed(encoder_repetition_penalty=2.0)[0].tolist() == [-1, -0.5, -1, -0.5, -1, -1, -1, -1]
    assert processed(sequence_bias={(6,): 2.0, (3, 1, 7): 3.0})[0].tolist() == [-1, -1, -1, -1, -1, -1, 1, 2]
    decayed = processed(exponential_decay_length_penalty=(1, 1.5), eos_token_id=2)
    np.testing.assert_allclose(decayed[0], [-1, -1, -1 + 1.5**2 - 1, -1, -1, -1, -1, -1], rtol=1e-6)
    forbidden_end = processed(exponential_decay_length_penalty=(1, 1.5), eos_token_id=2, min_length=9)
    assert forbidden_end[:, 2].tolist() == [-np.inf] * 2
    odd, most = [[np.nan, np.inf, -np.inf, 0, 0, 0, 0, 0]] * 2, float(np.finfo(np.float32).max)
    assert processed(odd, remove_invalid_values=True)[0, :3].tolist() == [0, most, -most]
    assert np.exp(processed(renormalize_logits=True)).sum(-1) == pytest.approx(1)


def test_warpers_leave_what_they_should() -> None:
    logs = np.log([0.5, 0.25, 0.125, 0.0625, 0.0625]).tolist()
    assert warped(logs, top_k=2) == [0, 1]
    assert warped(logs, top_p=0.7) == [0, 1]
    assert warped(logs, min_p=0.3) == [0, 1]
    assert warped(logs, typical_p=0.2) == [1]
    assert warped(logs, epsilon_cutoff=0.1) == [0, 1, 2]
    assert warped(logs, eta_cutoff=0.3) == [0, 1]
    assert warped(logs, top_p=0.1, num_beams=2) == [0, 1]
    assert warped(logs, temperature=0.5, top_p=0.7) == [0]


class Writer(HoldsGenerationConfig):
    """What models have of a generation config."""

    def __init__(self, **fields: Any) -> None:
        self.config = GPT2Config(**fields)

    def can_generate(self) -> bool:
        return True


def test_a_generation_config_follows_the_models_until_it_is_changed_itself() -> None:
    model = Writer(max_length=7)
    own = model.generation_config
    assert own.max_length == 7 and model.generation_config is own
    model.config.max_length, model.config.suppress_tokens = 9, [1]
    assert (model.generation_config.max_length, model.generation_config.suppress_tokens) == (9, [1])
    model.config.suppress_tokens.append(2)
    assert model.generation_config.suppress_tokens == [1, 2]
    model.generation_config.num_beams = 3
    model.config.max_length = 11
    assert (model.generation_config.max_length, model.generation_config.num_beams) == (9, 3)
    model.generation_config = GenerationConfig(max_length=5)
    model.config.max_length = 12
    assert model.generation_config.max_length == 5


def test_default_length_is_warned_of_and_only_that() -> None:
    with pytest.warns(UserWarning, match="texts end after 20 tokens.* set max_new_tokens") as seen:
        assert with_lengths(GenerationConfig(), 3, {}).max_length == 20
    assert [each.filename for each in seen] == [__file__]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with_lengths(GenerationConfig(max_length=21), 3, {})
        with_lengths(GenerationConfig(max_length=20), 3, {"max_length": 20})
        with_lengths(GenerationConfig(max_new_tokens=17), 3, {})
