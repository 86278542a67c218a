"""Embeddings, scores and biases of a vocabulary, and giving it another size."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import keras
import numpy as np
import pytest
import tensorflow as tf
import tiny_bert

import golden_data
import trivet
from trivet import BertConfig, PretrainedConfig, TFBertForMaskedLM, TFBertModel, TFPreTrainedModel
from trivet.families.text.marian import Marian, MarianConfig
from trivet.families.vocabulary import resized, vocabulary_params
from trivet.testing import tiny_config

Arrays = dict[str, np.ndarray[Any, Any]]
HEADS = {
    "bert": "BertForMaskedLM",
    "albert": "AlbertForMaskedLM",
    "gpt2": "GPT2LMHeadModel",
    "llama": "LlamaForCausalLM",
    "t5": "T5ForConditionalGeneration",
    "bart": "BartForConditionalGeneration",
}


def scores(model: Any, inputs: Arrays) -> np.ndarray[Any, Any]:
    return np.asarray(model(**inputs).logits)


@pytest.mark.parametrize(
    ("family", "head"),
    [("llama", "LlamaForQuestionAnswering"), ("t5", "T5ForSequenceClassification"), ("t5", "T5ForTokenClassification")],
)
def test_a_head_with_another_base_prefix_is_resized(family: str, head: str, tmp_path: Path) -> None:
    case = golden_data.Case(head, family, "heads")
    inputs = case.inputs(labels=False)
    model = getattr(trivet, f"TF{head}").from_pretrained(case.checkpoint("torch"))
    before, size = model(**inputs)[0], model.config.vocab_size + 3
    assert model.resize_token_embeddings(size) is model.get_input_embeddings()
    np.testing.assert_allclose(model(**inputs)[0], before, rtol=0, atol=1e-6)
    model.save_pretrained(tmp_path)
    again = type(model).from_pretrained(tmp_path, strict=True)
    assert again.config.vocab_size == again.get_input_embeddings().table.shape[0] == size
    np.testing.assert_allclose(again(**inputs)[0], before, rtol=0, atol=1e-6)


def test_an_untied_head_and_its_bias_follow(tmp_path: Path) -> None:
    model = TFBertForMaskedLM(tiny_bert.config(tie_word_embeddings=False))
    head = model.get_output_embeddings()
    assert head is not model.get_input_embeddings()
    kernel, bias = head.kernel.numpy(), np.arange(11.0)
    model.set_bias({"bias": bias})
    model.resize_token_embeddings(16)
    assert (head.kernel.shape, head.units) == ((8, 16), 16)
    np.testing.assert_array_equal(head.kernel.numpy()[:, :11], kernel)
    assert head.kernel.numpy()[:, 11:].any()
    np.testing.assert_array_equal(model.get_bias()["bias"].numpy(), [*bias, 0, 0, 0, 0, 0])
    model.save_pretrained(tmp_path)
    assert TFBertForMaskedLM.from_pretrained(tmp_path, strict=True).config.vocab_size == 16


def test_new_rows_spread_as_the_config_says() -> None:
    model = TFBertModel(tiny_bert.config(hidden_size=64, initializer_range=0.3))
    model.resize_token_embeddings(300)
    fresh = model.get_input_embeddings().weight.numpy()[11:]
    assert 0.25 < fresh.std() < 0.35


def test_sizes_are_rounded_up_and_none_changes_nothing() -> None:
    model = TFBertModel(tiny_bert.config())
    table = model.resize_token_embeddings().weight
    assert table.shape == (11, 8)
    assert model.resize_token_embeddings(pad_to_multiple_of=8).weight.shape == (16, 8)
    assert model.resize_token_embeddings(17, pad_to_multiple_of=8).weight.shape == (24, 8)
    with pytest.raises(ValueError, match="new_num_tokens must be a positive integer, not 0"):
        model.resize_token_embeddings(0)


def test_a_decoder_with_a_vocabulary_of_its_own_is_resized_by_itself(tmp_path: Path) -> None:
    config = tiny_config("marian", vocab_size=20, decoder_vocab_size=25, share_encoder_decoder_embeddings=False)
    model = trivet.TFMarianMTModel(config)
    ids = {"input_ids": np.array([[3, 4, 5]]), "decoder_input_ids": np.array([[6, 7]])}
    before = scores(model, ids)
    assert model.resize_decoder_token_embeddings(27) is model.get_output_embeddings()
    assert model.get_output_embeddings() is not model.get_input_embeddings()
    np.testing.assert_allclose(scores(model, ids)[..., :25], before, rtol=0, atol=1e-6)
    model.resize_token_embeddings(23)
    assert (model.config.vocab_size, model.config.decoder_vocab_size) == (23, 27)
    after = scores(model, {**ids, "input_ids": np.array([[22]])})
    model.save_pretrained(tmp_path)
    again = type(model).from_pretrained(tmp_path, strict=True)
    np.testing.assert_allclose(scores(again, {**ids, "input_ids": np.array([[22]])}), after, rtol=0, atol=1e-6)
    with pytest.raises(ValueError, match="share their vocabulary"):
        trivet.TFMarianModel(tiny_config("marian")).resize_decoder_token_embeddings(9)


def test_a_resized_model_must_be_compiled_again_and_then_trains(inputs: Arrays) -> None:
    model = TFBertForMaskedLM(tiny_bert.config())
    model.compile(keras.optimizers.Adam(1e-2), run_eagerly=True)
    labelled = {**inputs, "labels": inputs["input_ids"]}
    model.fit(labelled, verbose=0)
    model.predict(inputs, verbose=0)
    model.resize_token_embeddings(14)
    with pytest.raises(ValueError, match="compile"):
        model.fit(labelled, verbose=0)
    assert model.predict(inputs, verbose=0).logits.shape == (2, 5, 14)
    model.compile(keras.optimizers.Adam(1e-2), run_eagerly=True)
    table = model.get_input_embeddings().weight.numpy()
    model.fit({**labelled, "input_ids": labelled["input_ids"] + 3}, verbose=0)
    assert (model.get_input_embeddings().weight.numpy()[13] != table[13]).any()


@pytest.mark.parametrize("family", HEADS)
def test_says_what_layers_and_biases_belong_to_the_vocabulary(family: str) -> None:
    case = next(each for each in golden_data.cases(family) if each.head == HEADS[family])
    model = getattr(trivet, f"TF{case.head}")(case_config(case))
    names = {"bert": ["bias"], "albert": ["bias"], "bart": ["final_logits_bias"]}
    assert list(model.get_bias() or {}) == names.get(family, [])
    assert (model.get_output_embeddings() is model.get_input_embeddings()) == case_is_tied(model)
    prefix = {
        "bert": f"{model.name}/mlm___cls/predictions",
        "albert": f"{model.name}/predictions/decoder",
    }
    assert model.get_prefix_bias_name() == prefix.get(family)
    with_bias = model.get_output_layer_with_bias()
    assert (with_bias is not None) == (family in prefix)
    if with_bias is not None:
        assert model.get_lm_head() is with_bias
    assert model.can_generate() == (family not in prefix)


def test_tables_are_read_as_variables_of_tensorflow() -> None:
    model = TFBertForMaskedLM(tiny_bert.config())
    table = model._get_word_embedding_weight(model.get_input_embeddings())
    assert isinstance(table, tf.Variable) and table.shape[0] == model.config.vocab_size
    (bias,) = model.get_bias().values()
    assert isinstance(bias, tf.Variable)
    bias.assign(tf.range(float(model.config.vocab_size)))
    logits = model(np.array([[1, 2]])).logits
    assert int(tf.argmax(logits[0, 0])) == model.config.vocab_size - 1
    assert TFBertModel(tiny_bert.config())._get_word_embedding_weight(None) is None


def case_config(case: Any) -> PretrainedConfig:
    return trivet.AutoConfig.from_pretrained(case.checkpoint("torch"))


def case_is_tied(model: Any) -> bool:
    return bool(model.config.tie_word_embeddings)


def test_a_base_model_scores_nothing() -> None:
    model = TFBertModel(tiny_bert.config())
    assert [model.get_output_embeddings(), model.get_lm_head(), model.get_bias()] == [None] * 3
    assert model.get_output_layer_with_bias() is None
    assert not model.can_generate()
    with pytest.raises(ValueError, match="no output embeddings to set"):
        model.set_output_embeddings(np.zeros((11, 8)))


def test_tables_and_biases_are_set_in_place(inputs: Arrays) -> None:
    model, other = TFBertForMaskedLM(tiny_bert.config()), TFBertForMaskedLM(tiny_bert.config())
    model.set_input_embeddings(other.get_input_embeddings())
    wanted = other.get_input_embeddings().weight.numpy()
    np.testing.assert_array_equal(model.get_input_embeddings().weight.numpy(), wanted)
    model.set_output_embeddings(np.ones((11, 8)))
    assert (model.get_input_embeddings().weight.numpy() == 1).all()
    before = scores(model, inputs)
    model.set_bias({"bias": np.full(11, 2.0)})
    np.testing.assert_allclose(scores(model, inputs), before + 2, rtol=0, atol=1e-5)
    with pytest.raises(ValueError, match=r"\(12, 8\).*resize_token_embeddings"):
        model.set_input_embeddings(np.ones((12, 8)))
    with pytest.raises(ValueError, match="has no bias 'decoder'. It has: bias"):
        model.set_bias({"decoder": np.ones(11)})


class TaggerConfig(PretrainedConfig):
    model_type = "tf-test-tagger"

    def __init__(self, vocab_size: int = 7, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.vocab_size = vocab_size


class Tagger(TFPreTrainedModel):
    """A user's own model of no family."""

    config_class: ClassVar[type[PretrainedConfig]] = TaggerConfig

    def __init__(self, config: TaggerConfig, **kwargs: Any) -> None:
        super().__init__(config, **kwargs)
        self.words = keras.layers.Embedding(config.vocab_size, 4, name="words")
        self.scores = keras.layers.Dense(config.vocab_size, name="scores")

    def call(self, input_ids: Any) -> Any:
        return self.scores(self.words(input_ids))


class Telling(Tagger):
    """The same, which says what its embeddings are."""

    def get_input_embeddings(self) -> keras.layers.Layer:
        return self.words

    def get_output_embeddings(self) -> keras.layers.Layer:
        return self.scores


def test_a_users_own_class_says_what_its_embeddings_are() -> None:
    ids = np.array([[1, 5, 6]])
    with pytest.raises(NotImplementedError, match="Tagger belongs to no family that trivet knows"):
        Tagger(TaggerConfig()).resize_token_embeddings(9)
    model = Telling(TaggerConfig())
    before = np.asarray(model(ids))
    model.resize_token_embeddings(9)
    assert model.config.vocab_size == 9
    np.testing.assert_allclose(np.asarray(model(ids))[..., :7], before, rtol=0, atol=1e-6)
    assert model(np.array([[8]])).shape == (1, 1, 9)


def test_core_knows_what_depends_on_the_vocabulary(values: Callable[[Any], Arrays]) -> None:
    config = BertConfig.from_dict(tiny_bert.CONFIG)
    found = vocabulary_params(trivet.families.registry.architecture("bert"), config, "BertForMaskedLM")
    assert found["bert.embeddings.word_embeddings.weight"].shape == (12, 8)
    assert {name for name in found if name.startswith("cls.")} == {
        "cls.predictions.bias",
        "cls.predictions.decoder.weight",
        "cls.predictions.decoder.bias",
    }
    shared = MarianConfig(vocab_size=20, decoder_vocab_size=20)
    assert resized(shared, 30).decoder_vocab_size == 30
    apart = MarianConfig(vocab_size=20, decoder_vocab_size=25, share_encoder_decoder_embeddings=False)
    assert (resized(apart, 30).vocab_size, resized(apart, 30).decoder_vocab_size) == (30, 25)
    names = vocabulary_params(Marian(), apart, "MarianMTModel")
    assert all("decoder" not in name for name in names)
    assert config.vocab_size == 11
    own = vocabulary_params(Marian(), apart, "MarianMTModel", "decoder_vocab_size")
    assert {name for name in own if "embed_tokens" in name} == {"model.decoder.embed_tokens.weight"}
