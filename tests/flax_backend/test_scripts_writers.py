"""Scripts for `transformers` 4.37 that train Flax models to write texts run with their imports changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from flax import jax_utils
from flax.training.common_utils import onehot, shard
from flax_training import created_state, shuffled, trained

from trivet import (
    FlaxAutoModelForCausalLM,
    FlaxAutoModelForSeq2SeqLM,
    FlaxBartForConditionalGeneration,
    FlaxT5ForConditionalGeneration,
    T5Config,
)
from trivet.models.bart import modeling_flax_bart
from trivet.models.t5.modeling_flax_t5 import shift_tokens_right
from trivet.testing import tiny_config

ROWS, LENGTH, STEPS = 8, 6, 4
ONE_LAYER = {"encoder_layers": 1, "decoder_layers": 1}


def texts(seed: int = 0) -> Any:
    """Ids [rows, length] that repeat one word."""
    return np.repeat(np.random.default_rng(seed).integers(5, 20, (ROWS, 1)), LENGTH, 1)


def loss_fn(logits: Any, labels: Any) -> Any:
    return optax.softmax_cross_entropy(logits, onehot(labels, logits.shape[-1])).mean()


def test_learns_next_words(tmp_path: Path) -> None:
    model = FlaxAutoModelForCausalLM.from_config(tiny_config("gpt2", n_layer=1), seed=4, dtype=jnp.float32)
    data = {"input_ids": texts(), "attention_mask": np.ones((ROWS, LENGTH), "i4"), "labels": texts()}

    def shifted_loss_fn(logits: Any, labels: Any) -> Any:
        return loss_fn(logits[..., :-1, :], labels[..., 1:])

    state = created_state(model, shifted_loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForCausalLM.from_pretrained(tmp_path / "out", dtype=jnp.bfloat16)
    assert again.dtype == jnp.bfloat16
    np.testing.assert_array_equal(jax.tree.leaves(again.params)[0], jax.tree.leaves(params)[0])


def test_learns_masked_spans(tmp_path: Path) -> None:
    tiny_config("t5", num_layers=1, decoder_start_token_id=0).save_pretrained(tmp_path)
    config = T5Config.from_pretrained(tmp_path, vocab_size=40)
    model = FlaxT5ForConditionalGeneration(config, seed=5, dtype=jnp.float32)
    labels = texts(1)[:, :4]
    pad_token_id, decoder_start_token_id = model.config.pad_token_id, model.config.decoder_start_token_id
    targets = shift_tokens_right(labels, pad_token_id, decoder_start_token_id)
    data = {"input_ids": texts(), "labels": labels, "decoder_input_ids": np.asarray(targets)}
    state = created_state(model, loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxT5ForConditionalGeneration.from_pretrained(tmp_path / "out")
    del data["labels"]
    np.testing.assert_array_equal(again(**data).logits, model(**data, params=params).logits)


def test_summarizes_with_beams_on_every_device(tmp_path: Path) -> None:
    config = tiny_config("bart", decoder_start_token_id=2, forced_eos_token_id=None, **ONE_LAYER)
    FlaxBartForConditionalGeneration(config, seed=6).save_pretrained(tmp_path / "pretrained")
    model = FlaxAutoModelForSeq2SeqLM.from_pretrained(tmp_path / "pretrained", seed=6, dtype=jnp.dtype("float32"))
    shift = __import__(model.__module__, fromlist=["shift_tokens_right"]).shift_tokens_right
    assert shift is modeling_flax_bart.shift_tokens_right
    data = {"input_ids": texts(), "attention_mask": np.ones((ROWS, LENGTH), "i4"), "labels": texts()}
    targets = shift(data["labels"], config.pad_token_id, config.decoder_start_token_id)
    data |= {"decoder_input_ids": np.asarray(targets), "decoder_attention_mask": np.ones((ROWS, LENGTH), "i4")}

    def smoothed_loss_fn(logits: Any, labels: Any, label_smoothing_factor: float = 0.1) -> Any:
        confidence = 1.0 - label_smoothing_factor
        low = (1.0 - confidence) / (logits.shape[-1] - 1)
        return optax.softmax_cross_entropy(logits, onehot(labels, logits.shape[-1], confidence, low)).mean()

    state = created_state(model, smoothed_loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    gen_kwargs = {"max_length": 5, "num_beams": 2}

    def generate_step(params: Any, batch: Any) -> Any:
        model.params = params
        output_ids = model.generate(batch["input_ids"], attention_mask=batch["attention_mask"], **gen_kwargs)
        return output_ids.sequences

    p_generate_step = jax.pmap(generate_step, "batch")
    batch = {name: data[name] for name in ("input_ids", "attention_mask")}
    generated = jax.device_get(p_generate_step(jax_utils.replicate(params), shard(batch)))
    assert generated.shape == (1, ROWS, gen_kwargs["max_length"])
    assert (generated[..., 0] == config.decoder_start_token_id).all()
    model.save_pretrained(tmp_path / "out", params=params)
    again = FlaxAutoModelForSeq2SeqLM.from_pretrained(tmp_path / "out")
    np.testing.assert_array_equal(jax.tree.leaves(again.params)[0], jax.tree.leaves(params)[0])


def test_learns_to_denoise(tmp_path: Path) -> None:
    config = tiny_config("bart", decoder_start_token_id=2, **ONE_LAYER)
    model = FlaxBartForConditionalGeneration(config, seed=7, dtype=jnp.float32)
    noisy = np.where(np.random.default_rng(2).random((ROWS, LENGTH)) < 0.3, 4, texts())
    data = {"input_ids": noisy, "attention_mask": np.ones((ROWS, LENGTH), "i4"), "labels": texts()}
    start = config.decoder_start_token_id
    data["decoder_input_ids"] = np.asarray(modeling_flax_bart.shift_tokens_right(texts(), config.pad_token_id, start))

    def masked_loss_fn(logits: Any, labels: Any) -> Any:
        label_mask = jnp.where(labels > 0, 1.0, 0.0)
        loss = optax.softmax_cross_entropy(logits, onehot(labels, logits.shape[-1])) * label_mask
        return loss.sum() / label_mask.sum()

    state = created_state(model, masked_loss_fn, STEPS)
    params, losses = trained(state, shuffled(jax.random.PRNGKey(3), data, 8, STEPS))
    assert losses[-1] < losses[0]
    model.save_pretrained(tmp_path / "out", params=params, safe_serialization=False)
    assert (tmp_path / "out" / "flax_model.msgpack").exists()
    again = FlaxBartForConditionalGeneration.from_pretrained(tmp_path / "out")
    for one, other in zip(jax.tree.leaves(again.params), jax.tree.leaves(params), strict=True):
        np.testing.assert_array_equal(one, other)
