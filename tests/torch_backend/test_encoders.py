"""What BERT's relatives do differently from it: positions, segments, shared layers, losses."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
import torch

import trivet
from trivet.errors import InvalidInputError
from trivet.testing import tiny_config
from trivet_torch.layers.step import Mask, Step

PREFIXES = {
    "albert": "Albert",
    "camembert": "Camembert",
    "distilbert": "DistilBert",
    "electra": "Electra",
    "roberta": "Roberta",
    "xlm-roberta": "XLMRoberta",
}
CLOSE = {"rtol": 0, "atol": 1e-5}
every_family = pytest.mark.parametrize("model_type", PREFIXES)

Build = Callable[..., Any]


@pytest.fixture
def encoder(small: Build) -> Build:
    """`encoder("roberta", "ForMaskedLM", hidden_size=8)`: a small model in evaluation mode, every parameter random."""

    def encoder(model_type: str, task: str = "Model", **fields: Any) -> Any:
        return small(model_type, PREFIXES[model_type] + task, **{"pad_token_id": 1, **fields})

    return encoder


@pytest.fixture
def ids() -> torch.Tensor:
    return torch.randint(3, 61, (2, 6))


@pytest.mark.parametrize("model_type", ["roberta", "xlm-roberta", "camembert"])
def test_positions_are_counted_after_padding_and_without_it(encoder: Build, ids: torch.Tensor, model_type: str) -> None:
    model = encoder(model_type)
    padded = torch.cat((torch.full((2, 3), 1), ids), 1)
    mask = (padded != 1).long()
    spelled_out = torch.cat((torch.full((2, 3), 1), torch.arange(2, 8).expand(2, 6)), 1)
    found = model(padded, mask).last_hidden_state
    assert torch.equal(found, model(padded, mask, position_ids=spelled_out).last_hidden_state)
    torch.testing.assert_close(found[:, 3:], model(ids).last_hidden_state, **CLOSE)
    model(padded, mask).last_hidden_state.sum().backward()
    assert (model.embeddings.position_embeddings.weight.grad[1] == 0).all()


@pytest.mark.parametrize("shape", [(2, 5), (2, 7), (3, 6), (2, 6, 7), (2, 5, 1, 6)])
@pytest.mark.parametrize("head", ["BertModel", "DebertaModel", "DebertaV2Model"])
def test_scores_of_distances_are_not_added_to_a_mask_that_does_not_fit(
    small: Build, ids: torch.Tensor, head: str, shape: tuple[int, ...]
) -> None:
    types = {"BertModel": "bert", "DebertaModel": "deberta", "DebertaV2Model": "deberta-v2"}
    fields = {"position_embedding_type": "relative_key"} if head == "BertModel" else {}
    with pytest.raises(InvalidInputError, match="mask"):
        small(types[head], head, **fields)(ids, torch.ones(shape, dtype=torch.long))


@every_family
def test_a_head_has_the_arguments_of_its_field_in_their_order(model_type: str) -> None:
    prefix = PREFIXES[model_type]
    options = ["output_attentions", "output_hidden_states", "return_dict"]
    inputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids", "head_mask", "inputs_embeds"]
    if model_type == "distilbert":
        inputs = ["input_ids", "attention_mask", "head_mask", "inputs_embeds"]

    def arguments(task: str) -> list[str]:
        return list(inspect.signature(getattr(trivet, prefix + task).forward).parameters)[1:]

    states, cache = ["encoder_hidden_states", "encoder_attention_mask"], ["past_key_values", "use_cache"]
    decodes = model_type not in ("albert", "distilbert")
    own = [*states, *cache, *options, "cache_position"] if decodes else options
    assert arguments("Model") == [*inputs, *own]
    masked = states if decodes and model_type != "electra" else []
    assert arguments("ForMaskedLM") == [*inputs, *masked, "labels", *options]
    for task in ("ForSequenceClassification", "ForTokenClassification"):
        assert arguments(task) == [*inputs, "labels", *options]
    assert arguments("ForQuestionAnswering") == [*inputs, "start_positions", "end_positions", *options]
    choice = [*inputs, "labels"]
    if "berta" in model_type or model_type == "camembert":
        choice = ["input_ids", "token_type_ids", "attention_mask", "labels", *inputs[3:]]
    assert arguments("ForMultipleChoice") == [*choice, *options]


@every_family
def test_a_tied_head_is_the_embeddings(encoder: Build, model_type: str) -> None:
    model = encoder(model_type, "ForMaskedLM")
    assert model.get_output_embeddings().weight is model.get_input_embeddings().weight
    untied = encoder(model_type, "ForMaskedLM", tie_word_embeddings=False)
    assert untied.get_output_embeddings().weight is not untied.get_input_embeddings().weight
    new = torch.nn.Linear(16, 70)
    model.set_output_embeddings(new)
    assert model.get_output_embeddings() is new


def test_a_model_without_output_embeddings_takes_none(encoder: Build) -> None:
    model = encoder("roberta")
    assert model.get_output_embeddings() is None
    with pytest.raises(NotImplementedError, match="RobertaModel does not say which its output embeddings are"):
        model.set_output_embeddings(torch.nn.Linear(1, 1))


def test_groups_of_layers_are_run_as_often_as_they_are_spread(encoder: Build, ids: torch.Tensor) -> None:
    model = encoder("albert", num_hidden_layers=6, num_hidden_groups=2, inner_group_num=2)
    found = model(ids, output_hidden_states=True, output_attentions=True)
    assert (len(found.hidden_states), len(found.attentions)) == (7, 12)
    groups = model.encoder.albert_layer_groups
    states = found.hidden_states[0]
    step = Step(torch.arange(states.shape[1]), [Mask(None, False)] * 6, [None] * 6)
    for number, group in enumerate((0, 0, 0, 1, 1, 1)):
        for layer in groups[group].albert_layers:
            states, *_ = layer(states, step, number)
    torch.testing.assert_close(states, found.last_hidden_state, **CLOSE)


def test_only_tokens_that_a_mask_shows_count_in_electras_loss(encoder: Build, ids: torch.Tensor) -> None:
    model, labels = encoder("electra", "ForPreTraining"), torch.randint(0, 2, (2, 6))
    mask = torch.ones(2, 6)
    mask[1, 4:] = 0
    found = model(ids, mask, labels=labels)
    each = torch.nn.functional.binary_cross_entropy_with_logits(found.logits, labels.float(), reduction="none")
    torch.testing.assert_close(found.loss, each[mask == 1].mean())
    rows = mask[:, None].expand(2, 6, 6)
    torch.testing.assert_close(model(ids, rows, labels=labels).loss, each.mean())


@pytest.mark.parametrize("projected", [True, False])
def test_electra_reads_the_first_token_for_a_choice(encoder: Build, ids: torch.Tensor, projected: bool) -> None:
    options = {"summary_use_proj": projected, "summary_activation": "gelu" if projected else None}
    model = encoder("electra", "ForMultipleChoice", **options)
    state = model.base_model(ids).last_hidden_state[:, 0]
    if projected:
        state = torch.nn.functional.gelu(model.sequence_summary.summary(state))
    torch.testing.assert_close(model(ids[None]).logits[0], model.classifier(state)[:, 0], **CLOSE)


def test_distilberts_sines_are_a_table_that_is_not_trained(encoder: Build) -> None:
    model = trivet.DistilBertModel(tiny_config("distilbert", sinusoidal_pos_embds=True))
    table = model.embeddings.position_embeddings.weight
    assert not table.requires_grad
    angle = torch.tensor(2.0)
    torch.testing.assert_close(table[2, :2], torch.stack((angle.sin(), angle.cos())))
    assert encoder("distilbert").embeddings.position_embeddings.weight.requires_grad


@pytest.mark.parametrize(("stated", "expected"), [(None, 0.1), (0.0, 0.0), (0.4, 0.4)])
def test_a_classifier_has_its_own_dropout_or_the_hidden_one(stated: float | None, expected: float) -> None:
    for head in ("RobertaForSequenceClassification", "ElectraForSequenceClassification"):
        config = tiny_config(head[:7].lower(), classifier_dropout=stated)
        assert getattr(trivet, head)(config).classifier.dropout.p == expected
    assert (
        trivet.AlbertForTokenClassification(tiny_config("albert", classifier_dropout_prob=expected)).dropout.p
        == expected
    )


@every_family
def test_a_new_model_has_normal_weights_zero_biases_and_unit_norms(model_type: str) -> None:
    fields = {"initializer_range": 0.3, "pad_token_id": 1, "vocab_size": 500}
    model = getattr(trivet, f"{PREFIXES[model_type]}ForMaskedLM")(tiny_config(model_type, **fields))
    words = model.get_input_embeddings().weight
    assert words[2:].std().item() == pytest.approx(0.3, rel=0.1)
    assert (words[1] == 0).all()
    for name, parameter in model.named_parameters():
        if name.endswith("bias"):
            assert (parameter == 0).all(), name
        elif "norm" in name.lower():
            assert (parameter == 1).all(), name
