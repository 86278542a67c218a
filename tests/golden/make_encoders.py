"""The cases of BERT's relatives in the golden data: RoBERTa and its likes, DistilBERT, ELECTRA, ALBERT.

Options differ between heads so that one which is ignored is seen. Positions are as the model counts them itself.
"""

from collections.abc import Iterator

from golden_cases import CLASSES, CaseSpec, Maker

TINY = {
    "vocab_size": 43,
    "hidden_size": 16,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 24,
    "max_position_embeddings": 20,
}
ROBERTA = {**TINY, "type_vocab_size": 1, "pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
DISTILBERT = {
    "vocab_size": 43,
    "dim": 16,
    "n_layers": 2,
    "n_heads": 4,
    "hidden_dim": 24,
    "max_position_embeddings": 20,
}
ELECTRA = {**TINY, "embedding_size": 8, "type_vocab_size": 2}
ALBERT = {**ELECTRA, "num_hidden_layers": 4, "num_hidden_groups": 2, "bos_token_id": 2, "eos_token_id": 3}

NOT_FLAX = frozenset({"flax"})
"""For options that Flax's class knows otherwise, and question answering, where some fail with the JAX of their day."""


def specs(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """The cases of one of the families."""
    yield from FAMILIES[model_type](model_type, seed)


def roberta(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; segments, which RoBERTa has of one kind only, in two."""
    make = Maker(model_type, ROBERTA, seed, pad=1).encoder
    one = {"num_hidden_layers": 1}
    yield make("RobertaModel", {"layer_norm_eps": 0.1, "type_vocab_size": 2}, inner=True)
    yield make("RobertaForMaskedLM", {**one, "hidden_act": "gelu_new"}, older_containers=True)
    yield make("RobertaForSequenceClassification", {**one, "num_labels": CLASSES}, dialects=True)
    yield make("RobertaForTokenClassification", {**one, "num_labels": CLASSES, "hidden_act": "relu"})
    yield make("RobertaForQuestionAnswering", {**one, "classifier_dropout": 0.3})
    yield make("RobertaForMultipleChoice", {**one, "layer_norm_eps": 0.1})


def xlm_roberta(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """RoBERTa by another name: two heads."""
    make = Maker(model_type, ROBERTA, seed, pad=1).encoder
    yield make("XLMRobertaForMaskedLM", {"num_hidden_layers": 1}, older_containers=True)
    yield make("XLMRobertaForTokenClassification", {"num_hidden_layers": 1, "num_labels": CLASSES})


def camembert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """RoBERTa by another name: two heads."""
    make = Maker(model_type, ROBERTA, seed, pad=1).encoder
    yield make("CamembertForMaskedLM", {"num_hidden_layers": 1}, older_containers=True)
    yield make("CamembertForSequenceClassification", {"num_hidden_layers": 1, "num_labels": CLASSES})


def distilbert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; positions learned and sinusoidal."""
    make = Maker(model_type, DISTILBERT, seed).encoder
    one = {"n_layers": 1}
    # Flax's class puts the sines before the cosines.
    yield make("DistilBertModel", {"sinusoidal_pos_embds": True}, inner=True, but=NOT_FLAX)
    yield make("DistilBertForMaskedLM", {**one, "activation": "relu"}, older_containers=True)
    yield make("DistilBertForMaskedLM-untied", {**one, "tie_word_embeddings": False}, but=frozenset({"tensorflow"}))
    yield make("DistilBertForSequenceClassification", {**one, "num_labels": CLASSES}, dialects=True)
    yield make("DistilBertForTokenClassification", {**one, "num_labels": CLASSES})
    yield make("DistilBertForQuestionAnswering", {**one, "qa_dropout": 0.3}, but=NOT_FLAX)
    yield make("DistilBertForMultipleChoice", one)


def electra(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; embeddings narrower than the rest, and as wide."""
    make = Maker(model_type, ELECTRA, seed).encoder
    one = {"num_hidden_layers": 1}
    yield make("ElectraModel", {"layer_norm_eps": 0.1}, inner=True)
    yield make("ElectraForPreTraining", {**one, "hidden_act": "relu"})
    yield make("ElectraForMaskedLM", one, older_containers=True)
    # The head's own activation is GELU whatever `hidden_act` says, but not in Flax's class.
    yield make("ElectraForMaskedLM-activation", {**one, "hidden_act": "gelu_new"}, but=NOT_FLAX)
    yield make("ElectraForSequenceClassification", {**one, "num_labels": CLASSES}, dialects=True)
    yield make("ElectraForTokenClassification", {**one, "num_labels": CLASSES, "classifier_dropout": 0.3})
    yield make("ElectraForQuestionAnswering", {**one, "embedding_size": 16}, but=NOT_FLAX)
    yield make("ElectraForMultipleChoice", one, dialects=True)


def albert(model_type: str, seed: int) -> Iterator[CaseSpec]:
    """Every head; layers shared by groups, of one layer and of two."""
    make = Maker(model_type, ALBERT, seed).encoder
    yield make("AlbertModel", {"layer_norm_eps": 0.1, "inner_group_num": 2}, inner=True)
    yield make("AlbertForPreTraining", {"num_hidden_groups": 1}, older_containers=True)
    yield make("AlbertForMaskedLM", {"hidden_act": "relu", "num_hidden_layers": 3})
    yield make(
        "AlbertForSequenceClassification",
        {"num_hidden_groups": 1, "num_labels": CLASSES, "classifier_dropout_prob": 0.3},
    )
    yield make("AlbertForTokenClassification", {"num_hidden_groups": 1, "num_labels": CLASSES})
    yield make("AlbertForQuestionAnswering", {"num_hidden_groups": 1}, but=NOT_FLAX)
    yield make("AlbertForMultipleChoice", {"num_hidden_groups": 1})


FAMILIES = {
    "roberta": roberta,
    "xlm-roberta": xlm_roberta,
    "camembert": camembert,
    "distilbert": distilbert,
    "electra": electra,
    "albert": albert,
}
