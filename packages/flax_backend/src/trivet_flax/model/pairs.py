"""Pairs: an encoder and a decoder that have params of their own under one roof."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn, Self

from trivet.families import derive
from trivet.families.pairs import PairFamily
from trivet.layout import FLAX
from trivet.layout.params import Role
from trivet.transfer.pairs import PairSource, open_pair, require_part
from trivet_flax.backend import BACKEND
from trivet_flax.build.without_values import owned_slots
from trivet_flax.generation.inputs import EncoderDecoderInputs
from trivet_flax.model.blueprint import FlaxEncoderDecoderModel


class FlaxPairModel(EncoderDecoderInputs, FlaxEncoderDecoderModel):
    """An encoder and a decoder, each of its own family: a whole call, or its two halves."""

    family: ClassVar[PairFamily]
    config: Any

    @classmethod
    def from_encoder_decoder_pretrained(
        cls,
        encoder_pretrained_model_name_or_path: PairSource = None,
        decoder_pretrained_model_name_or_path: PairSource = None,
        *model_args: Any,
        **kwargs: Any,
    ) -> Self:
        """Two models, each from its own checkpoint, as a pair with their params.

        What the decoder attends to the encoder with has initial values where its checkpoint does not have it.

        Args:
            encoder_pretrained_model_name_or_path, decoder_pretrained_model_name_or_path: as for `from_pretrained`.
            model_args: further arguments of the encoder's `from_pretrained`.
            kwargs: those that begin with `encoder_` or `decoder_` are keywords of the two `from_pretrained`;
                `encoder_model` and `decoder_model` are models in place of checkpoints. `dtype`, `param_dtype` and
                `seed` are those of the pair; others are fields of the config.

        Raises:
            ValueError: there is neither a checkpoint nor a model of one of them.
            and as `from_pretrained`.
        """
        sources = encoder_pretrained_model_name_or_path, decoder_pretrained_model_name_or_path
        own = {name: kwargs.pop(name) for name in ("dtype", "param_dtype", "seed") if name in kwargs}
        encoder, decoder, fields = open_pair(BACKEND.name, *sources, kwargs, *model_args)
        make: Any = cls.config_class
        config = make.from_encoder_decoder_configs(encoder.config, decoder.config, **fields)
        for part, model in zip(cls.family.parts(config), (encoder, decoder), strict=True):
            require_part(part, model, BACKEND)
        model = cls(config, **own)
        model._take({"encoder": encoder, "decoder": decoder})
        return model

    def _take(self, parts: Mapping[str, Any]) -> None:
        """Let parts of the params be those of models; of a tied parameter the encoder's counts."""
        slots = owned_slots(self.nnx_module)
        for at, model in parts.items():
            for name, slot in owned_slots(model.nnx_module).items():
                if f"{at}.{name}" in slots:
                    slots[f"{at}.{name}"].variable.set_value(slot.value)

    def resize_token_embeddings(self, *args: Any, **kwargs: Any) -> NoReturn:
        """
        Raises:
            NotImplementedError: always: each part has a vocabulary of its own.
        """
        raise NotImplementedError(
            "encoder and decoder have vocabularies of their own: resize those of the two models, and join them by "
            "from_encoder_decoder_pretrained(encoder_model=…, decoder_model=…)"
        )

    def _input_words(self) -> str:
        """Name of the embeddings of the encoder's words."""
        return f"{derive.words_table(self.family.base(self.config))}.embedding"

    def _output_words(self) -> tuple[str | None, bool]:
        """Name of what scores the decoder's words, and whether it is a kernel."""
        params = self.family.parameters(self.config, type(self).__name__)
        scores = next(each for each in params if each.role is Role.VOCAB and each.name.endswith("decoder.weight"))
        table = next((each for each in params if each.name == scores.tied), None)
        return FLAX.encode(table or scores, self.family), table is None
