"""A pair of models, each from a checkpoint of its own: what the three `from_encoder_decoder_pretrained` share."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trivet.backends.auto_config import AutoConfig
from trivet.backends.exports import exported
from trivet.errors import shorten
from trivet.families.composites import Part
from trivet.families.names import bare_head, class_prefix
from trivet.sources.options import take_options

if TYPE_CHECKING:
    from trivet.backends.protocol import Backend

logger = logging.getLogger(__name__)

_WHERE = ("subfolder", "trust_remote_code", "code_revision")  # of both the source of a config and that of its weights
_AUTO_CLASSES = {"encoder": "AutoModel", "decoder": "AutoModelForCausalLM"}

PairSource = str | os.PathLike[str] | None


def open_pair(
    framework: str,
    encoder_source: PairSource,
    decoder_source: PairSource,
    kwargs: Mapping[str, Any],
    *model_args: Any,
) -> tuple[Any, Any, dict[str, Any]]:
    """An encoder and a decoder, each loaded from its checkpoint, and the keywords that are of neither.

    The decoder gets attention to the encoder's states, whose parameters have initial values where its checkpoint has
    none.

    Args:
        framework: whose models they are.
        encoder_source, decoder_source: as for `from_pretrained`; None where the model itself is among the keywords.
        kwargs: `encoder_…` and `decoder_…` are keywords of the two `from_pretrained`, `encoder_model` and
            `decoder_model` models instead of them.
        model_args: of the encoder's `from_pretrained`.

    Raises:
        ValueError: there is neither a source nor a model of one of them.
        and as of the Auto classes.
    """
    rest = dict(kwargs)
    models = []
    for side, source in (("encoder", encoder_source), ("decoder", decoder_source)):
        names = [name for name in rest if name.startswith(f"{side}_")]
        own = {name.removeprefix(f"{side}_"): rest.pop(name) for name in names if name not in _OF_PAIRS}
        model = own.pop("model", None)
        if model is None and source is None:
            raise ValueError(f"give {side}_pretrained_model_name_or_path, or a model as {side}_model")
        models.append(_loaded(framework, side, source, own, *model_args) if model is None else model)
        model_args = ()
    return models[0], models[1], rest


_OF_PAIRS = ("decoder_start_token_id",)  # fields of the pair's config that begin like a side's keyword


def _loaded(framework: str, side: str, source: Any, keywords: dict[str, Any], *model_args: Any) -> Any:
    """One side's model, with a config that makes it one."""
    options, keywords = take_options(keywords)
    where = {**options.as_keywords(), **{name: keywords.pop(name) for name in _WHERE if name in keywords}}
    if "config" not in keywords:
        config, keywords = AutoConfig.from_pretrained(source, return_unused_kwargs=True, **where, **keywords)
        _set_side(config, side)
        keywords["config"] = config
    auto: Any = exported(class_prefix(framework) + _AUTO_CLASSES[side])
    return auto.from_pretrained(source, *model_args, **where, **keywords)


def require_part(part: Part, model: Any, backend: Backend) -> None:
    """Hold a model that is to be a part against what the config says of that.

    Raises:
        TypeError: it is not of the part's class.
        ValueError: it lacks parameters that the part has.
    """
    names = {bare_head(each.__name__) for each in type(model).__mro__}
    if part.head not in names:
        raise TypeError(f"{part.at} must be a {part.head}, as the config says, not a {type(model).__name__}")
    absent = part.required() - {target.param.name for target in backend.skeleton(model).targets}
    if absent:
        raise ValueError(f"the {part.at} lacks what its config says: {shorten(sorted(absent), 3)}")


def _set_side(config: Any, side: str) -> None:
    """Let a config be that of an encoder, or of a decoder with attention to one."""
    is_decoder = side == "decoder"
    if (bool(config.is_decoder), bool(config.add_cross_attention)) != (is_decoder, is_decoder):
        logger.info("%s is made a %s", config.name_or_path or config.model_type, side)
        config.is_decoder = config.add_cross_attention = is_decoder
