"""What a model tells about itself: how large it is, whether it writes text, and how Keras makes another like it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from trivet.families.config import PretrainedConfig
from trivet.operations.shown_models import ShownModel
from trivet_tf.build.without_values import ensure_built
from trivet_tf.framework import keras, tf
from trivet_tf.model.quantizing import Quantizing

ops = keras.ops


class ModuleUtils(Quantizing, ShownModel):
    """Mixin of Keras models with a config.

    Attributes:
        generates: whether the class writes text.
    """

    generates: ClassVar[bool] = False
    config_class: ClassVar[type[PretrainedConfig]]

    config: PretrainedConfig

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Let `keras.saving.load_model` find the class by where it is, once its module is imported."""
        super().__init_subclass__(**kwargs)
        keras.saving.register_keras_serializable(cls.__module__, cls.__qualname__)(cls)

    @property
    def framework(self) -> str:
        """What transformers calls the framework: `tf`."""
        return "tf"

    @property
    def name_or_path(self) -> str:
        """Where the model was loaded from; empty for one that was not."""
        return self.config.name_or_path

    def build_in_name_scope(self) -> None:
        """Create the variables, if they are not there yet. Keras names them as it does in any `build`.

        Raises:
            ModelNotBuiltError: it takes data to create them.
        """
        ensure_built(self)

    @classmethod
    def can_generate(cls) -> bool:
        """Whether the class writes text."""
        return cls.generates

    def __repr__(self) -> str:
        return f"<{self._in_a_line()}>"

    def _parameters_to_show(self) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
        model: Any = self
        for variable in model.weights:
            dtype, shape = str(variable.dtype), tuple(variable.shape)
            name = variable.path.partition("/")[2] or variable.path
            yield name, dtype, shape, math.prod(shape) * tf.as_dtype(dtype).size

    def num_parameters(self, only_trainable: bool = False) -> int:
        """How many numbers the variables are; what is tied counts once.

        Args:
            only_trainable: leave out those without gradient.
        """
        model: Any = self
        variables = model.trainable_variables if only_trainable else model.weights
        return sum(math.prod(variable.shape) for variable in variables)

    def get_head_mask(self, head_mask: Any, num_hidden_layers: int) -> tf.Tensor | list[None]:
        """A head mask [heads] or [layers, heads] as [layers, 1, heads, 1, 1]; without one, a None for each layer.

        Raises:
            ValueError: the mask has another shape.
        """
        if head_mask is None:
            return [None] * num_hidden_layers
        mask = ops.cast(ops.convert_to_tensor(head_mask), self.compute_dtype)  # type: ignore[attr-defined]
        if len(mask.shape) == 1:
            mask = ops.broadcast_to(mask, (num_hidden_layers, mask.shape[0]))
        if len(mask.shape) != 2 or mask.shape[0] != num_hidden_layers:
            raise ValueError(
                f"head_mask has the shape {tuple(mask.shape)}; it is [heads] or [layers, heads] with "
                f"{num_hidden_layers} layers"
            )
        return mask[:, None, :, None, None]

    def get_config(self) -> dict[str, Any]:
        """What Keras stores in a `.keras` file to make the model again. Further arguments of a class are its own."""
        model: Any = self
        quantized = self.quantization()
        return {
            # As text: Keras would read meaning into some of the fields' names.
            "config": self.config.to_json_string(),
            "name": model.name,
            "trainable": model.trainable,
            "dtype": keras.dtype_policies.serialize(model.dtype_policy),
            **({"quantized": quantized} if quantized else {}),
        }

    @classmethod
    def from_config(
        cls, config: PretrainedConfig | Mapping[str, Any], custom_objects: Any = None, **kwargs: Any
    ) -> Self:
        """A model with initial values.

        Args:
            config: of the model, or what `get_config` described.
            custom_objects: not needed; `keras.saving` passes it.
            kwargs: arguments of the class, with a config of the model.
        """
        if isinstance(config, PretrainedConfig):
            return cls._from_config(config, **kwargs)
        options = dict(config)
        if isinstance(options.get("dtype"), Mapping):
            options["dtype"] = keras.dtype_policies.deserialize(options["dtype"])
        fields, quantized = json.loads(options.pop("config")), options.pop("quantized", None)
        model = cls._from_config(cls.config_class.from_dict(fields), **options)
        if quantized:
            model.quantize_as(quantized)
        return model

    @classmethod
    def _from_config(cls, config: PretrainedConfig, **kwargs: Any) -> Self:
        """A model with initial values; `kwargs` are arguments of the class."""
        make: Any = cls
        model: Self = make(config, **kwargs)
        return model


def forget_functions(model: Any) -> None:
    """Let Keras trace anew what knows variables' old shapes; an optimizer's state cannot follow, so compile again."""
    model.train_function = model.test_function = model.predict_function = None
    model.compiled = False
    for name in ("_serving", "_saved_signature"):
        vars(model).pop(name, None)
