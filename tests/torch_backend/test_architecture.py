"""The models' parameters are those that core lists for the family, whatever the config."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import trivet
from trivet.architectures.bert import BertArchitecture, BertConfig
from trivet_torch.backend import BACKEND
from trivet_torch.building import build_without_values

CONFIGS = st.builds(
    lambda heads, head_dim, **fields: BertConfig(num_attention_heads=heads, hidden_size=heads * head_dim, **fields),
    heads=st.integers(1, 4),
    head_dim=st.integers(1, 6),
    vocab_size=st.integers(1, 50),
    num_hidden_layers=st.integers(0, 4),
    intermediate_size=st.integers(1, 30),
    max_position_embeddings=st.integers(1, 20),
    type_vocab_size=st.integers(1, 4),
    num_labels=st.integers(1, 6),
    tie_word_embeddings=st.booleans(),
    pad_token_id=st.sampled_from([0, None]),
)


@settings(max_examples=25, deadline=None)
@given(config=CONFIGS, head=st.sampled_from(BertArchitecture.heads))
def test_parameters_are_those_of_the_architecture(config: BertConfig, head: str) -> None:
    if head == "BertForQuestionAnswering":
        config.num_labels = 2  # it refuses any other
    model = build_without_values(lambda: getattr(trivet, head)(config))
    found = {target.param.name: target.param for target in BACKEND.skeleton(model).targets}
    expected = {param.name: param for param in BertArchitecture().parameters(config, head) if not param.buffer}
    assert found == expected
