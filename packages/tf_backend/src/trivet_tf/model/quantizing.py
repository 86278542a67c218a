"""What Keras quantizes of a model: its linear layers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trivet_tf.build.without_values import ensure_built
from trivet_tf.errors import NotQuantizableError
from trivet_tf.framework import keras
from trivet_tf.layers.experts import Experts
from trivet_tf.layers.linear import Conv1D, Linear
from trivet_tf.layers.places import follow

_STRUCTURED = ("gptq", "awq")  # need a description of the model's blocks and texts to calibrate them with


class Quantizing:
    """The part of a model that Keras's `quantize` goes through."""

    def quantize(self, mode: Any = None, config: Any = None, filters: Any = None, **kwargs: Any) -> None:
        """As `keras.Model.quantize`: the weights of linear layers become integers, and those of Keras's embeddings.

        Tables of words and positions, norms, and routers of experts keep their numbers. A quantized model is saved as
        `.keras`, and its low-rank adapters (`enable_lora`) can be trained.

        Args:
            mode: `"int8"`, `"int4"` or `"float8"`; None: that of `config`.
            config: a `keras.quantizers.QuantizationConfig`.
            filters: names of layers, as there: a pattern, several, or a function of a layer.
            kwargs: as there.

        Raises:
            NotQuantizableError: the mode is another, or no layer is quantized; nothing was changed.
        """
        model: Any = self
        ensure_built(model)
        wanted = getattr(config, "mode", None) if mode is None else mode
        if wanted in _STRUCTURED:
            raise NotQuantizableError(model.name, f"{wanted!r} is supported for models of Keras's own only")
        chosen = {id(each) for each in self._quantizable() if _is_chosen(each, filters)}
        if not chosen:
            raise NotQuantizableError(model.name, "none of its layers is linear and chosen by the filters")
        kwargs.setdefault("type_check", False)
        super().quantize(mode, config=config, filters=lambda each: id(each) in chosen, **kwargs)  # type: ignore[misc]
        for name in ("_serving", "_saved_signature"):  # know the variables of before
            vars(model).pop(name, None)

    def _quantizable(self) -> list[Any]:
        """The layers whose weights are used through the layer only."""
        model: Any = self
        layers = list(model._flatten_layers(include_self=False))
        routers = {id(follow(each, each.router_at)) for each in layers if isinstance(each, Experts)}
        kinds, exact = (Linear, Conv1D), (keras.layers.Dense, keras.layers.EinsumDense, keras.layers.Embedding)
        return [each for each in layers if (isinstance(each, kinds) or type(each) in exact) and id(each) not in routers]

    def quantization(self) -> dict[str, Any]:
        """What was quantized, as a `.keras` file tells of it; empty if nothing was."""
        layers = [each for each in self._quantizable() if getattr(each, "_is_quantized", False)]
        if not layers:
            return {}
        return {
            "mode": layers[0].quantization_mode,
            "config": keras.saving.serialize_keras_object(layers[0].quantization_config),
            "layers": [self._place(each) for each in layers],
        }

    def quantize_as(self, quantized: Mapping[str, Any]) -> None:
        """Quantize what another model of this class and config tells of by `quantization`; its values are to follow."""
        names = set(quantized["layers"])
        config = keras.saving.deserialize_keras_object(quantized["config"])
        mode = quantized["mode"] if config is None else None
        self.quantize(mode, config=config, filters=lambda each: self._place(each) in names)

    def _place(self, layer: Any) -> str:
        """A layer's path without the model's name."""
        return str(layer.path).partition("/")[2]


def _is_chosen(layer: Any, filters: Any) -> bool:
    """Whether the filters of `keras.Model.quantize` choose a layer."""
    if filters is None or callable(filters):
        return filters is None or bool(filters(layer))
    return any(re.search(each, layer.name) for each in ([filters] if isinstance(filters, str) else filters))
