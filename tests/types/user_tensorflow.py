"""What a user writes with the TensorFlow backend. Type checkers see the lines that are marked as mistakes, and no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

import trivet
from trivet import DistilBertConfig, TFDistilBertForTokenClassification


def settings() -> DistilBertConfig:
    config = DistilBertConfig(dim=32, n_heads=4, n_layers=2, num_labels=5)
    config.update({"dropout": 0.0})
    DistilBertConfig(n_head=4)  # mistake
    return config


def train(model: TFDistilBertForTokenClassification, data: Any) -> Any:
    model.compile(optimizer=keras.optimizers.Adam(1e-3), metrics=["accuracy"])
    return model.fit(data, epochs=1)


def step(model: TFDistilBertForTokenClassification, ids: tf.Tensor, labels: tf.Tensor) -> Any:
    with tf.GradientTape() as tape:
        output = model(ids, labels=labels, training=True)
    assert output.loss is not None
    gradients = tape.gradient(output.loss, model.trainable_variables)
    model(ids, lables=labels)  # mistake
    return gradients


def main(folder: Path) -> None:
    model = TFDistilBertForTokenClassification.from_pretrained(folder, dtype="float16", from_pt=True, dropout=0.0)
    width: int = model.config.dim
    again, report = TFDistilBertForTokenClassification.from_pretrained(folder, output_loading_info=True)
    print(width, report.missing, train(again, None), step(model, tf.ones((1, 4)), tf.ones((1, 4))))
    trivet.TFBertModel.from_pretrained(folder, dtpye="float16")  # mistake
    states: tuple[object, ...] = model(tf.ones((1, 4)), return_dict=False)
    bart = trivet.TFBartForConditionalGeneration(trivet.BartConfig(d_model=16, encoder_layers=1))
    print(len(states), bart.generate(tf.ones((1, 4)), num_beams=2), settings().hidden_dim)
    print(trivet.TFBertModle)  # mistake
    encoder = trivet.TFT5EncoderModel(trivet.T5Config(d_model=16, num_layers=1))
    output = encoder(tf.ones((1, 4)))
    print(output.last_hidden_state)
    model.save_pretrained(folder / "saved")
