"""BERT's parameter list: names unique in every dialect, decodable, and equal to what other libraries' files hold."""

import pytest
import tiny_bert

from golden_data import FRAMEWORKS, Case, cases
from trivet.errors import InvalidConfigError, UnknownHeadError
from trivet.families.names import bare_head
from trivet.families.text.bert import Bert, BertConfig
from trivet.layout import DIALECTS, ParamSpec
from trivet.planning.opening import open_checkpoint

BERT = Bert()
HEADS = BERT.heads


def everything(head: str) -> tuple[ParamSpec, ...]:
    return BERT.parameters(tiny_bert.config(), head)


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
def test_names_are_unique_in_every_dialect(dialect: object) -> None:
    params = BERT.universe(tiny_bert.config()).values()
    names = {dialect.encode(param, BERT) for param in params}
    assert len(names) == len(params) > 50


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=lambda dialect: dialect.name)
def test_every_parameter_is_decoded_from_its_own_name(dialect: object) -> None:
    for param in BERT.universe(tiny_bert.config()).values():
        shape = dialect.layout(param).shape(param.shape)
        found = dialect.decode(dialect.encode(param, BERT), shape, param.kind)
        assert (found.name, found.shape, found.kind) == (param.name, param.shape, param.kind)


@pytest.mark.parametrize("case", cases("bert"), ids=lambda case: case.head)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_lists_exactly_what_the_reference_library_stores(case: Case, framework: str) -> None:
    """Names and shapes of golden files, in the file's own terms."""
    dialect = DIALECTS[framework]
    prefix = "bert." if case.head == "BertModel" and dialect.strips_base else ""
    expected = {}
    for param in BERT.parameters(BertConfig.from_dict(case.config), case.head):
        if param.buffer or param.tied is not None:
            continue
        own = param.renamed(param.name.removeprefix(prefix))
        expected[dialect.encode(own, BERT) + dialect.file_suffix] = dialect.layout(param).shape(param.shape)
    stored = open_checkpoint(case.checkpoint(framework) / "model.safetensors").catalog
    assert {name: spec.shape for name, spec in stored.items()} == expected


def test_golden_data_covers_every_head() -> None:
    assert {case.head for case in (*cases("bert"), *cases("heads/bert"))} == set(HEADS)


@pytest.mark.parametrize("head", HEADS)
def test_heads_are_found_by_every_frameworks_class_name(head: str) -> None:
    assert everything(head) == everything(f"TF{head}") == everything(f"Flax{head}")
    assert len(everything(head)) == len({param.name for param in everything(head)})
    assert BERT.is_base(f"Flax{head}") == (head == "BertModel")


def test_refuses_unknown_head() -> None:
    with pytest.raises(UnknownHeadError) as caught:
        everything("BertForMaskedLm")
    assert str(caught.value) == (
        f"'bert' has no head 'BertForMaskedLm' (did you mean 'BertForMaskedLM'?). Known: {', '.join(HEADS)}."
    )


@pytest.mark.parametrize(
    ("name", "bare"),
    [("TFBertModel", "BertModel"), ("FlaxBertModel", "BertModel"), ("BertModel", "BertModel"), ("TFfoo", "TFfoo")]
    + [("Flaxen", "Flaxen"), ("TF", "TF"), ("", "")],
)
def test_framework_prefixes_are_taken_off_class_names(name: str, bare: str) -> None:
    assert bare_head(name) == bare


def test_shapes_follow_the_config() -> None:
    config = tiny_bert.config(num_hidden_layers=3, vocab_size=20, num_labels=5)
    found = {param.name: param for param in BERT.parameters(config, "BertForSequenceClassification")}
    assert found["bert.embeddings.word_embeddings.weight"].shape == (20, 8)
    assert found["bert.encoder.layer.2.intermediate.dense.weight"].shape == (12, 8)
    assert found["bert.encoder.layer.2.output.dense.bias"].block == "bert.encoder.layer.2"
    assert found["classifier.weight"].shape == (5, 8)
    assert "bert.encoder.layer.3.output.dense.bias" not in found


def test_decoder_is_tied_as_the_config_says() -> None:
    def owners(**changes: object) -> dict[str, str | None]:
        params = BERT.parameters(tiny_bert.config(**changes), "BertForMaskedLM")
        return {param.name: param.tied for param in params if param.name.startswith("cls.predictions.decoder")}

    bias = {"cls.predictions.decoder.bias": "cls.predictions.bias"}
    assert owners() == {tiny_bert.DECODER: tiny_bert.WORDS, **bias}
    assert owners(tie_word_embeddings=False) == {tiny_bert.DECODER: None, **bias}


def test_first_head_wins_where_heads_disagree() -> None:
    config = tiny_bert.config(num_labels=3)
    for head, labels in (("BertForMultipleChoice", 1), ("BertForTokenClassification", 3), (None, 3)):
        assert BERT.universe(config, head)["classifier.weight"].shape == (labels, 8)
    assert list(BERT.universe(config, "SomebodyElsesHead")) == list(BERT.universe(config))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"hidden_size": 10, "num_attention_heads": 4},
            "hidden_size (10) is not a multiple of num_attention_heads (4)",
        ),
        (
            {"position_embedding_type": "rotary"},
            "position_embedding_type='rotary' is not implemented for Bert, only 'absolute' or "
            "'relative_key' or 'relative_key_query'",
        ),
        ({"add_cross_attention": True}, "add_cross_attention=True is not implemented for Bert, only False or None"),
        ({"vocab_size": 0}, "vocab_size must be a positive integer, not 0"),
        ({"hidden_size": "8"}, "hidden_size must be a positive integer, not '8'"),
        ({"num_attention_heads": 2.0}, "num_attention_heads must be a positive integer, not 2.0"),
        ({"max_position_embeddings": True}, "max_position_embeddings must be a positive integer, not True"),
        ({"intermediate_size": None}, "intermediate_size must be a positive integer, not None"),
        ({"type_vocab_size": -2}, "type_vocab_size must be a positive integer, not -2"),
        ({"num_hidden_layers": "two"}, "num_hidden_layers must be an integer from 0 to 512, not 'two'"),
        ({"num_hidden_layers": -1}, "num_hidden_layers must be an integer from 0 to 512, not -1"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_refuses_configs_that_the_models_cannot_honour(changes: dict[str, object], said: str) -> None:
    with pytest.raises(InvalidConfigError) as caught:
        tiny_bert.config(**changes).validate()
    assert str(caught.value) == said
    assert caught.value.field in changes
    tiny_bert.config().validate()


def test_model_without_layers_is_valid() -> None:
    config = tiny_bert.config(num_hidden_layers=0)
    config.validate()
    assert not any(param.block for param in BERT.parameters(config, "BertModel"))
