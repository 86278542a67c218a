"""Steps of decoding by a model's public methods, where a subclass overrides them or a call has further inputs.

Compiled steps go around these methods: they read the model's layers. What is here calls the model as its user would.
"""

from __future__ import annotations

from typing import Any

from trivet_tf.cache import Cache, as_cache
from trivet_tf.cache.encoder_decoder import EncoderDecoderCache, as_encoder_decoder_cache
from trivet_tf.framework import tf
from trivet_tf.generation.decoding import Decoding, repeated
from trivet_tf.generation.prompt import PREPARE, Prompt, counts_by_mask

_UPDATE = "_update_model_kwargs_for_generation"
_REORDER = "_reorder_cache"
_CACHE = "past_key_values"


class CalledByGenerate:
    """Mixin of models that write: what `generate` asks a model for at each step, where a subclass overrides it."""

    supports_xla_generation = True

    def prepare_inputs_for_generation(
        self,
        input_ids: tf.Tensor | None = None,
        past_key_values: Any = None,
        attention_mask: tf.Tensor | None = None,
        use_cache: bool | None = None,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """What one step calls the model with. `generate` calls it only if a subclass overrides it.

        Args:
            input_ids: [batch, length] of all that was written so far, or of what is new; of a decoder, if there is an
                encoder, which may also be called `decoder_input_ids`.
            past_key_values: the cache of all but the last token; None: nothing was read yet.
            attention_mask: [batch, length], 1 for what is read; of the encoder's source, if there is one.
            use_cache: whether to keep what is read.
            kwargs: further inputs. Positions and segments are of all tokens so far, or of the last ones.
        """
        model: Any = self
        input_ids = kwargs.pop("decoder_input_ids", None) if input_ids is None else input_ids
        new = slice(None) if past_key_values is None else slice(-1, None)
        common = {_CACHE: past_key_values, "attention_mask": attention_mask, "use_cache": use_cache}
        if model.config.is_encoder_decoder:
            return {"input_ids": None, "decoder_input_ids": input_ids[:, new], **common, **kwargs}
        for name in ("position_ids", "token_type_ids"):
            if kwargs.get(name) is not None:
                kwargs[name] = kwargs[name][:, new]
        if kwargs.get("position_ids") is None and attention_mask is not None and counts_by_mask(model):
            kwargs["position_ids"] = tf.cumsum(attention_mask, axis=-1, exclusive=True)[:, new]
        vectors = kwargs.pop("inputs_embeds", None)
        first = {"inputs_embeds": vectors} if vectors is not None and past_key_values is None else None
        if first is not None or input_ids is None:
            return {**(first or {}), **common, **kwargs}
        return {"input_ids": input_ids[:, new], **common, **kwargs}

    def _update_model_kwargs_for_generation(
        self, outputs: Any, model_kwargs: dict[str, Any], is_encoder_decoder: bool = False
    ) -> dict[str, Any]:
        """The arguments of the next step's `prepare_inputs_for_generation`, but for ids."""
        kwargs = {**model_kwargs, _CACHE: outputs.get(_CACHE)}
        longer = "decoder_attention_mask" if is_encoder_decoder else "attention_mask"
        if kwargs.get(longer) is not None:
            kwargs[longer] = tf.concat((kwargs[longer], tf.ones_like(kwargs[longer][:, :1])), -1)
        if kwargs.get("position_ids") is not None:
            places = kwargs["position_ids"]
            kwargs["position_ids"] = tf.concat((places, places[:, -1:] + 1), -1)
        return kwargs


def is_overridden(model: Any, *names: str) -> bool:
    """Whether another author's class has one of these methods."""
    owners = (next((each for each in type(model).__mro__ if name in vars(each)), None) for name in names)
    return any(owner is not None and not owner.__module__.startswith("trivet_tf.") for owner in owners)


def overridden_step(model: Any) -> str | None:
    """The method of a step that another author's class has, other than `call`; None if there is none."""
    return next((name for name in (PREPARE, _UPDATE, _REORDER) if is_overridden(model, name)), None)


class CalledDecoding(Decoding):
    """Steps each of which is a call of the model with what its `prepare_inputs_for_generation` returns."""

    def __init__(self, model: Any, prompt: Prompt, times: int, asked: dict[str, bool], *, use_cache: bool) -> None:
        super().__init__(model, prompt, times, asked)
        rows = prompt.ids.shape[0]
        more = {name: _rows(name, value, rows, times) for name, value in prompt.more.items()}
        self.kwargs: dict[str, Any] = {**more, "use_cache": use_cache}
        if self.encoded is not None:
            self.kwargs |= {"encoder_outputs": self.encoded, "attention_mask": self.mask}
        else:
            length = prompt.ids.shape[1] if prompt.embeds is None else prompt.embeds.shape[1]
            mask = tf.ones((rows * times, length), tf.int32) if self.mask is None else self.mask
            self.kwargs |= {"attention_mask": mask, "inputs_embeds": self.embeds}
        self.kwargs = {name: value for name, value in self.kwargs.items() if value is not None}
        self.kwargs[_CACHE] = None if prompt.cache is None else self.cache

    def logits(self, ids: tf.Tensor, count: int) -> tf.Tensor:
        """Scores [rows, 1, vocab] behind a text [rows, length].

        Args:
            count: 1.
        """
        new = ids if self.kwargs.get(_CACHE) is None else ids[:, -1:]
        inputs = self.model.prepare_inputs_for_generation(new, **self.kwargs)
        main = self.model.main_input_name  # a `call` of another author's may require it
        inputs = {name: value for name, value in inputs.items() if value is not None or name == main}
        self.outputs = self.model(**{**inputs, "return_dict": True, **self.asked})
        self.kwargs = self.model._update_model_kwargs_for_generation(
            self.outputs, self.kwargs, is_encoder_decoder=self.encoded is not None
        )
        self.cache = self.kwargs.get(_CACHE)
        return tf.cast(self.outputs.logits[:, -count:], tf.float32)

    def reorder(self, rows: tf.Tensor) -> None:
        """Let row i be what row `rows[i]` was, of the same text of the batch."""
        cache = self.kwargs.get(_CACHE)
        if cache is None:
            return
        if is_overridden(self.model, _REORDER):
            cache = self.model._reorder_cache(cache, rows)
        else:
            if not isinstance(cache, Cache | EncoderDecoderCache):
                cache = as_cache(cache) if self.encoded is None else as_encoder_decoder_cache(cache)
            cache = cache.reordered(rows)
        self.cache = self.kwargs[_CACHE] = cache


def _rows(name: str, value: Any, rows: int, times: int) -> Any:
    """An input for `times` rows of each text; what is not of rows stays as it is."""
    of_rows = hasattr(value, "shape") and len(value.shape) and value.shape[0] == rows and not name.endswith("head_mask")
    return repeated(tf.convert_to_tensor(value), times) if of_rows else value
