"""What encoder-decoders do with their arguments, their caches, compilation and training."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from torch._dynamo.testing import CompileCounterWithBackend

import trivet
from trivet.testing import tiny_config
from trivet_torch.cache import DynamicCache, EncoderDecoderCache, StaticCache
from trivet_torch.layers.relative import relative_buckets

CLOSE = {"rtol": 0, "atol": 1e-5}
WRITERS = {
    "bart": "BartForConditionalGeneration",
    "marian": "MarianMTModel",
    "mbart": "MBartForConditionalGeneration",
    "pegasus": "PegasusForConditionalGeneration",
    "t5": "T5ForConditionalGeneration",
}
every_family = pytest.mark.parametrize("model_type", WRITERS)
# PyTorch's own modules use what PyTorch deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:`torch.jit.*` is deprecated:DeprecationWarning")

Inputs = dict[str, torch.Tensor]


@pytest.fixture
def writer(small: Callable[..., Any]) -> Callable[..., Any]:
    """`writer("t5", d_model=8)`: the family's model with a head, or the class that is named."""

    def writer(model_type: str, head: str | None = None, **fields: Any) -> Any:
        fields = {"decoder_start_token_id": 4, "pad_token_id": 0, "eos_token_id": 2, **fields}
        return small(model_type, WRITERS[model_type] if head is None else head, **fields)

    return writer


@pytest.fixture
def inputs() -> Inputs:
    """Two rows of source, the second padded, and of target."""
    mask = torch.ones(2, 6, dtype=torch.int64)
    mask[1, 4:] = 0
    source = torch.randint(5, 61, (2, 6)) * mask
    return {"input_ids": source, "attention_mask": mask, "decoder_input_ids": torch.randint(5, 61, (2, 5))}


def static() -> EncoderDecoderCache:
    return EncoderDecoderCache(StaticCache(9))


@every_family
def test_a_cache_of_fixed_size_changes_nothing(writer: Callable[..., Any], inputs: Inputs, model_type: str) -> None:
    model = writer(model_type)
    target = inputs.pop("decoder_input_ids")
    cache, logits, encoded = static(), [], None
    with torch.no_grad():
        expected = model(**inputs, decoder_input_ids=target).logits
        for part in target.split([2, 1, 1, 1], 1):
            output = model(
                **inputs, decoder_input_ids=part, encoder_outputs=encoded, past_key_values=cache, use_cache=True
            )
            cache, encoded = output.past_key_values, (output.encoder_last_hidden_state,)
            logits.append(output.logits)
    assert (type(cache), cache.get_seq_length()) == (EncoderDecoderCache, 5)
    torch.testing.assert_close(torch.cat(logits, 1), expected, **CLOSE)


@every_family
def test_a_cache_reads_as_the_tuple_that_it_may_be_given_as(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    model = writer(model_type)
    target = inputs.pop("decoder_input_ids")
    first = model(**inputs, decoder_input_ids=target[:, :4])
    legacy = first.past_key_values
    assert type(legacy) is type(legacy[0]) is tuple
    assert [tuple(each.shape[2] for each in layer) for layer in legacy] == [(4, 4, 6, 6)] * len(legacy)
    step = model(**inputs, decoder_input_ids=target[:, 4:], past_key_values=legacy)
    expected = model(**inputs, decoder_input_ids=target).logits[:, 4:]
    torch.testing.assert_close(step.logits, expected, **CLOSE)
    torch.testing.assert_close(first.past_key_values[0][0], legacy[0][0])


@pytest.mark.parametrize("model_type", ["bart", "t5"])
def test_a_compiled_step_is_the_eager_one_and_is_compiled_once(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    model = writer(model_type)
    torch.compiler.reset()  # what other tests compiled would count
    target, counter = inputs.pop("decoder_input_ids"), CompileCounterWithBackend("aot_eager")
    step = torch.compile(model, fullgraph=True, backend=counter)
    with torch.no_grad():
        expected = model(**inputs, decoder_input_ids=target).logits[:, 2:]
        encoded = (model.get_encoder()(inputs["input_ids"], inputs["attention_mask"]).last_hidden_state,)
        call = {"attention_mask": inputs["attention_mask"], "encoder_outputs": encoded, "past_key_values": static()}
        model(decoder_input_ids=target[:, :2], **call)
        found = [step(decoder_input_ids=token, **call).logits for token in target[:, 2:].split(1, 1)]
    torch.testing.assert_close(torch.cat(found, 1), expected, **CLOSE)
    assert counter.frame_count == 1


@every_family
def test_labels_are_shifted_into_the_decoders_inputs(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    model = writer(model_type)
    del inputs["decoder_input_ids"]
    labels = torch.tensor([[7, 8, 9, 10], [11, 12, -100, -100]])
    starts = [[10], [12]] if model_type == "mbart" else [[4], [4]]
    shifted = torch.cat((torch.tensor(starts), torch.tensor([[7, 8, 9], [11, 12, 0]])), 1)
    assert torch.equal(model.prepare_decoder_input_ids_from_labels(labels), shifted)
    found = model(**inputs, labels=labels)
    assert found.past_key_values is None
    torch.testing.assert_close(found.logits, model(**inputs, decoder_input_ids=shifted).logits, **CLOSE)


@pytest.mark.parametrize("field", ["decoder_start_token_id", "pad_token_id"])
def test_refuses_to_shift_without_the_tokens_that_it_needs(writer: Callable[..., Any], field: str) -> None:
    model = writer("t5")
    assert model.shift_right(torch.tensor([[7]])).tolist() == [[4]]
    setattr(model.config, field, None)
    with pytest.raises(ValueError, match=f"config.{field} is not set"):
        model.shift_right(torch.tensor([[7]]))


@every_family
def test_a_decoder_called_alone_without_an_encoders_output_attends_to_its_own_tokens(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    decoder, ids = writer(model_type).get_decoder(), inputs["decoder_input_ids"]
    whole = decoder(ids)
    assert len(whole.past_key_values[0]) == 2, "its own keys and values"
    first = decoder(ids[:, :3], use_cache=True)
    rest = decoder(ids[:, 3:], past_key_values=first.past_key_values)
    torch.testing.assert_close(rest.last_hidden_state, whole.last_hidden_state[:, 3:], **CLOSE)


@every_family
def test_a_cache_without_an_encoders_output_does_not_replace_one(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    model, ids = writer(model_type), inputs["decoder_input_ids"]
    whole = model(**inputs)
    inputs["encoder_outputs"] = (None,)
    own = tuple(layer[:2] for layer in whole.past_key_values)
    for past in (None, own, EncoderDecoderCache(), DynamicCache()):
        with pytest.raises(ValueError, match="the cache does not have them yet"):
            model(**{**inputs, "decoder_input_ids": ids[:, -1:], "past_key_values": past})
    next_one = model(**{**inputs, "decoder_input_ids": ids[:, -1:], "past_key_values": whole.past_key_values})
    assert next_one.logits.shape[1] == 1


@every_family
def test_refuses_a_decoder_with_nothing_to_read(writer: Callable[..., Any], inputs: Inputs, model_type: str) -> None:
    model = writer(model_type)
    del inputs["decoder_input_ids"]
    if model_type in ("bart", "mbart"):  # they read the source
        shifted = model.shift_right(inputs["input_ids"])
        torch.testing.assert_close(model(**inputs).logits, model(**inputs, decoder_input_ids=shifted).logits)
        return
    with pytest.raises(ValueError, match="give decoder_input_ids or decoder_inputs_embeds"):
        model(**inputs)


@pytest.mark.parametrize("model_type", ["bart", "t5"])
def test_masks_of_more_axes_serve_encoder_and_decoder(
    writer: Callable[..., Any], inputs: Inputs, model_type: str
) -> None:
    model = writer(model_type)
    mask, target = inputs["attention_mask"], torch.ones(2, 5, 5).tril()
    expected = model(**inputs).logits
    torch.testing.assert_close(model(**inputs, decoder_attention_mask=target).logits, expected, **CLOSE)
    torch.testing.assert_close(model(**inputs, decoder_attention_mask=target[:, None]).logits, expected, **CLOSE)
    rows = mask[:, None].expand(2, 6, 6)
    with pytest.raises(ValueError, match="does not say what the decoder's 5 tokens may see"):
        model(**{**inputs, "attention_mask": rows})
    encoded = model.get_encoder()(inputs["input_ids"], rows)
    given = {**inputs, "input_ids": None, "attention_mask": mask, "encoder_outputs": encoded}
    torch.testing.assert_close(model(**given).logits, expected, **CLOSE)
    given["attention_mask"] = mask[:, None].expand(2, 5, 6)
    torch.testing.assert_close(model(**given).logits, expected, **CLOSE)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
@every_family
def test_rows_that_are_masked_throughout_give_numbers_in_half_precision(
    writer: Callable[..., Any], inputs: Inputs, model_type: str, dtype: torch.dtype
) -> None:
    model = writer(model_type).to(dtype)
    inputs["attention_mask"][1] = 0
    for need_weights in (True, False):
        assert model(**inputs, output_attentions=need_weights).logits.isfinite().all()


@pytest.mark.parametrize("model_type", ["bart", "t5"])
def test_silenced_heads(writer: Callable[..., Any], inputs: Inputs, model_type: str) -> None:
    model = writer(model_type)
    heads, expected = 4 if model_type == "t5" else 2, model(**inputs).logits
    encoder_heads = 4
    for name, number in (
        ("head_mask", encoder_heads),
        ("decoder_head_mask", heads),
        ("cross_attn_head_mask", heads),
    ):
        torch.testing.assert_close(model(**inputs, **{name: torch.ones(number)}).logits, expected, **CLOSE)
        mask = torch.ones(number)
        mask[1] = 0
        silenced = model(**inputs, **{name: mask}, output_attentions=True)
        assert not torch.allclose(silenced.logits, expected, atol=1e-3)


@every_family
def test_encoder_and_decoder_share_their_embeddings_and_a_tied_head_has_them_too(
    writer: Callable[..., Any], model_type: str
) -> None:
    model = writer(model_type)
    words = model.get_input_embeddings()
    assert model.get_encoder().embed_tokens is model.get_decoder().embed_tokens is words
    assert model.get_output_embeddings().weight is words.weight
    assert writer(model_type, tie_word_embeddings=False).get_output_embeddings().weight is not words.weight
    new = torch.nn.Embedding(70, words.weight.shape[1])
    model.set_input_embeddings(new)
    assert model.get_encoder().embed_tokens is model.get_decoder().embed_tokens is model.get_input_embeddings() is new


def test_marian_may_have_a_vocabulary_for_each_side(writer: Callable[..., Any], inputs: Inputs) -> None:
    model = writer("marian", share_encoder_decoder_embeddings=False, decoder_vocab_size=67)
    assert model.get_input_embeddings().weight.shape[0] == 61
    assert model.get_output_embeddings().weight is model.get_decoder().embed_tokens.weight
    assert model(**inputs).logits.shape == (2, 5, 67)
    assert "model.shared.weight" not in model.state_dict()


@pytest.mark.parametrize("model_type", ["pegasus", "marian"])
def test_tables_of_positions_are_sines_and_are_not_trained(model_type: str, inputs: Inputs) -> None:
    model = getattr(trivet, WRITERS[model_type])(tiny_config(model_type, decoder_start_token_id=4))
    table = model.get_encoder().embed_positions.weight
    assert not table.requires_grad
    half = table.shape[1] // 2
    torch.testing.assert_close(table[1, 0], torch.tensor(1.0).sin())
    torch.testing.assert_close(table[3, half], torch.tensor(3.0).cos())
    torch.testing.assert_close(table[:, :half].square() + table[:, half:].square(), torch.ones(len(table), half))


@pytest.mark.parametrize("model_type", ["pegasus", "marian"])
def test_stored_positions_are_used_and_written_again(
    model_type: str, writer: Callable[..., Any], inputs: Inputs, tmp_path: Path
) -> None:
    model, name = writer(model_type), "model.encoder.embed_positions.weight"
    before = model(**inputs).logits
    model.get_encoder().embed_positions.weight.data.mul_(0.5)
    expected = model(**inputs).logits
    assert not torch.equal(before, expected)
    model.save_pretrained(tmp_path)
    assert name in load_file(tmp_path / "model.safetensors")
    for _ in range(2):
        loaded = type(model).from_pretrained(tmp_path).eval()
        assert torch.equal(loaded(**inputs).logits, expected)
        loaded.save_pretrained(tmp_path)
    loaded.resize_position_embeddings(model.config.max_position_embeddings)  # computes the sines anew
    loaded.save_pretrained(tmp_path)
    assert (name in load_file(tmp_path / "model.safetensors")) == (model_type == "pegasus")


def test_skipped_layers_are_skipped_in_training_only(writer: Callable[..., Any], inputs: Inputs) -> None:
    model = writer("bart", encoder_layerdrop=1.0, decoder_layerdrop=1.0, dropout=0.0)
    encoder, ids = model.get_encoder(), inputs["input_ids"]
    assert len(encoder(ids, output_attentions=True).attentions) == 2
    encoder.train()
    found = encoder(ids, output_hidden_states=True, output_attentions=True)
    assert found.attentions == ()
    assert torch.equal(found.last_hidden_state, found.hidden_states[0])
    assert model.train()(**inputs, use_cache=True).past_key_values is None


def test_classification_reads_the_last_end_token(writer: Callable[..., Any], inputs: Inputs) -> None:
    model = writer("bart", "BartForSequenceClassification", num_labels=3)
    ids = inputs["input_ids"][:1]
    ids[0, 3] = 2
    found = model(ids)
    states = model.base_model(ids).last_hidden_state
    torch.testing.assert_close(found.logits, model.classification_head(states[:, 3]))
    for wrong in (ids.masked_fill(ids == 2, 5), torch.cat((ids, ids.masked_fill(ids == 2, 5)))):
        with pytest.raises(ValueError, match=r"each row of input_ids must have an end-of-sequence token \(2\)"):
            model(wrong)
    with pytest.raises(ValueError, match="give input_ids: sequences are classified where"):
        model(inputs_embeds=torch.zeros(1, 6, 16), decoder_input_ids=ids)


def test_the_encoder_of_t5_alone_is_the_encoder(writer: Callable[..., Any], inputs: Inputs) -> None:
    whole = writer("t5", "T5Model")
    alone = trivet.T5EncoderModel(whole.config).eval()
    alone.load_state_dict({name: each for name, each in whole.state_dict().items() if not name.startswith("decoder")})
    source = {name: inputs[name] for name in ("input_ids", "attention_mask")}
    found, expected = alone(**source), whole(**inputs)
    assert torch.equal(found.last_hidden_state, expected.encoder_last_hidden_state)
    assert isinstance(alone(**source, return_dict=False), tuple)


@pytest.mark.parametrize(("bidirectional", "last"), [(True, 15), (False, 31)])
def test_distances_fall_into_buckets(bidirectional: bool, last: int) -> None:
    def bucket(*distances: int) -> list[int]:
        asked = torch.tensor(distances)
        return relative_buckets(asked, buckets=32, max_distance=128, bidirectional=bidirectional).tolist()

    assert bucket(0, -1, -2, -7) == [0, 1, 2, 7]
    assert bucket(-127, -128, -10_000) == [last] * 3
    assert bucket(1, 7, 128) == ([17, 23, 31] if bidirectional else [0, 0, 0])
    wide = bucket(*range(0, -128, -1))
    assert wide == sorted(wide)
    assert set(wide) == set(range(last + 1))


def test_t5_starts_with_weights_as_wide_as_its_layers_want() -> None:
    config = tiny_config("t5", d_model=64, d_ff=256, num_heads=8, d_kv=16, vocab_size=500)
    model = trivet.T5Model(config)
    block = model.encoder.block[0].layer
    found = {
        "shared": model.shared.weight,
        "q": block[0].SelfAttention.q.weight,
        "k": block[0].SelfAttention.k.weight,
        "o": block[0].SelfAttention.o.weight,
        "wo": block[1].DenseReluDense.wo.weight,
    }
    wanted = {"shared": 1, "q": (64 * 16) ** -0.5, "k": 64**-0.5, "o": 128**-0.5, "wo": 256**-0.5}
    assert {name: each.std().item() for name, each in found.items()} == pytest.approx(wanted, rel=0.1)
    assert (model.encoder.final_layer_norm.weight == 1).all()


@pytest.mark.parametrize("model_type", ["t5", "bart"])
def test_training_lowers_the_loss(model_type: str) -> None:
    model = getattr(trivet, WRITERS[model_type])(tiny_config(model_type, decoder_start_token_id=0)).train()
    ids = torch.randint(5, 61, (4, 5))
    optimizer = torch.optim.Adam(model.parameters(), 3e-2)
    losses = []
    for _ in range(15):
        loss = model(ids, labels=ids).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.7 * losses[0]
