"""Checks of a call's inputs: one set of checks and messages for all backends, on shapes and on extreme values.

Knows no framework. A size is an integer, or None if a traced program does not know it; None fits any size.
"""

from __future__ import annotations

from collections.abc import Sequence

from trivet.errors import InputRangeError, InvalidInputError

Shape = Sequence[int | None]


def require_one_of(input_ids: object, inputs_embeds: object, prefix: str = "") -> None:
    """Require either ids or vectors.

    Args:
        prefix: prefix of both arguments' names, such as `decoder_`.

    Raises:
        InvalidInputError: both or neither are passed.
    """
    if (input_ids is None) == (inputs_embeds is None):
        raise InvalidInputError(f"give either {prefix}input_ids or {prefix}inputs_embeds, not both and not neither")


def require_mask_axes(shape: Shape) -> None:
    """An attention mask is [batch, keys], [batch, queries, keys] or [batch, heads, queries, keys].

    Raises:
        InvalidInputError: the mask has another number of axes.
    """
    if len(shape) not in (2, 3, 4):
        raise InvalidInputError(
            f"attention_mask must have 2, 3 or 4 axes, not {len(shape)} (its shape is {list(shape)}): [batch, keys], "
            "[batch, queries, keys] or [batch, heads, queries, keys]"
        )


def require_mask_fits(shape: Shape, scores: Shape) -> None:
    """Require an attention mask, or a mask derived from it, that broadcasts along axes of size 1 only.

    Args:
        shape: shape of the mask, with the axes of the scores.
        scores: [batch, heads, queries, keys].

    Raises:
        InvalidInputError: an axis has another size.
    """
    if not _broadcasts(shape, scores):
        raise InvalidInputError(
            f"the attention mask, with axes for heads and queries of the shape {list(shape)}, does not fit the "
            f"attention scores [batch, heads, queries, keys] = {list(scores)}: give a mask with one number for each "
            "token of each row, those in the cache included"
        )


def require_mask_length(columns: int | None, tokens: int, *, fixed: bool = False) -> None:
    """A mask of two axes, [batch, keys], covers the tokens in the cache and the new ones.

    Args:
        columns: number of columns of the mask.
        tokens: number of tokens, including those in the cache.
        fixed: whether the cache has a fixed size: the mask then may cover later tokens as well.

    Raises:
        InvalidInputError: the mask has too few columns, or too many.
    """
    if columns is not None and (columns < tokens or (columns > tokens and not fixed)):
        raise InvalidInputError(
            f"attention_mask has {columns} columns, but there are {tokens} tokens, including those in the cache: give "
            "one for each"
        )


def require_head_mask(shape: Shape, layers: int, name: str = "head_mask") -> None:
    """A head mask is [heads] or [layers, heads].

    Raises:
        InvalidInputError: the mask has another shape.
    """
    if len(shape) not in (1, 2) or (len(shape) == 2 and shape[0] not in (None, layers)):
        raise InvalidInputError(f"{name} must be [heads] or [{layers} layers, heads], not {list(shape)}")


def require_heads_fit(shape: Shape, scores: Shape) -> None:
    """Require one number for each head in one layer's head mask.

    Args:
        shape: shape of the layer's mask, with the axes of the scores.
        scores: [batch, heads, queries, keys].

    Raises:
        InvalidInputError: the mask has more heads, or fewer.
    """
    if not _broadcasts(shape, scores):
        heads = shape[1] if len(shape) == 4 else shape[0]
        raise InvalidInputError(f"head_mask is of {heads} heads, but the layer has {scores[1]}")


def _broadcasts(shape: Shape, whole: Shape) -> bool:
    ends = zip(reversed(shape), reversed(whole), strict=False)
    return len(shape) <= len(whole) and all(a is None or b is None or a in (1, b) for a, b in ends)


def require_label_for_each(labels: Shape, logits: Shape) -> None:
    """Require one class index for each row of logits, in any shape.

    Args:
        logits: [..., classes].

    Raises:
        InvalidInputError: there are more labels than rows, or fewer.
    """
    rows, labelled = _product(logits[:-1]), _product(labels)
    if rows is not None and labelled is not None and rows != labelled:
        raise InvalidInputError(f"{_shapes(labels, logits)}: {rows} class indices are expected, one for each row")


def require_number_for_each(labels: Shape, logits: Shape, *, exactly: bool) -> None:
    """Require one target for each number of the logits.

    Args:
        exactly: whether the shapes must be equal, axis by axis; else axes of size 1 may be missing.

    Raises:
        InvalidInputError: there are more targets than logits, or fewer.
    """
    if exactly:
        same = (None in pair or pair[0] == pair[1] for pair in zip(labels, logits, strict=False))
        fits = len(labels) == len(logits) and all(same)
    else:
        sizes = _product(labels), _product(logits)
        fits = None in sizes or len({*sizes}) == 1
    if not fits:
        raise InvalidInputError(f"{_shapes(labels, logits)}: one label is expected for each number")


def _product(shape: Shape) -> int | None:
    product = 1
    for size in shape:
        if size is None:
            return None
        product *= size
    return product


def _shapes(labels: Shape, logits: Shape) -> str:
    return f"labels have the shape {list(labels)}, logits {list(logits)}"


def class_error(lowest: int, highest: int, classes: int, ignored: int) -> InputRangeError:
    """The error for labels of which some are not classes.

    Args:
        lowest, highest: extremes of the labels that are not ignored.
        ignored: the label that is ignored.
    """
    return InputRangeError(
        f"there are labels from {lowest} to {highest}, but there are {classes} classes: 0 to {classes - 1}, or "
        f"{ignored} for positions to ignore"
    )


def index_error(lowest: int, highest: int, rows: int) -> InputRangeError:
    """The error for indices of which some are not rows of an embedding table."""
    return InputRangeError(
        f"there are indices from {lowest} to {highest} for an embedding table of {rows} rows. Ids of tokens must be "
        "from 0 to vocab_size - 1, positions below max_position_embeddings, and segments (token_type_ids) below "
        "type_vocab_size."
    )


def require_positions(tokens: int | None, positions: int, field: str = "max_position_embeddings") -> None:
    """Require no more tokens than a model with learned positions has positions.

    Raises:
        InputRangeError: there are more tokens.
    """
    if tokens is not None and tokens > positions:
        raise InputRangeError(f"{tokens} tokens, but the model has {positions} positions ({field})")


def require_picture(shape: Shape, channels: int, image: Sequence[int], *, any_size: bool) -> None:
    """Require pictures with the model's number of channels, and of the size for which it has positions.

    Args:
        shape: [batch, channels, height, width].
        image: height and width for which there are positions.
        any_size: whether other sizes are possible.

    Raises:
        InvalidInputError: pictures have another number of axes or of channels, or another size.
    """
    if len(shape) != 4 or shape[1] not in (None, channels):
        raise InvalidInputError(
            f"pixel_values must be [batch, {channels} channels, height, width], but the shape is {list(shape)}"
        )
    if not any_size and any(side not in (None, own) for side, own in zip(shape[2:], image, strict=True)):
        raise InvalidInputError(
            f"the pictures are {shape[2]} pixels high and {shape[3]} wide, but the model has positions for {image[0]} "
            f"by {image[1]}: resize the pictures, or pass interpolate_pos_encoding=True"
        )


def require_label_for_each_patch(labels: Shape, masked: int | None, mask: Shape | None) -> None:
    """Require a mask of patches, and a label for each masked one.

    Args:
        masked: number of masked patches; None if it is not known before the program runs.

    Raises:
        InvalidInputError: there is no mask, or the number of labels is another one.
    """
    if mask is None:
        raise InvalidInputError("give bool_masked_pos: labels are those of the masked patches")
    if masked is not None and None not in labels and _product(labels) != masked:
        raise InvalidInputError(
            f"labels have the shape {list(labels)}, but bool_masked_pos masks {masked} patches: give a label for each"
        )


def require_patch_mask(shape: Shape, patches: int | None, *, has_vector: bool) -> None:
    """Require a mask of patches that fits, and a model that can mask them.

    Args:
        patches: number of patches of each picture.
        has_vector: whether the model has the vector that replaces masked patches.

    Raises:
        InvalidInputError: the mask has another shape, or the model cannot mask patches.
    """
    if not has_vector:
        reason = "this model has no vector for masked patches: build it with use_mask_token=True"
        raise InvalidInputError(f"bool_masked_pos was passed, but {reason}")
    if len(shape) != 2 or (None not in (shape[1], patches) and shape[1] != patches):
        raise InvalidInputError(f"bool_masked_pos must be [batch, {patches} patches], but its shape is {list(shape)}")


def require_stride(patch: Sequence[int], factor: int) -> None:
    """Require patches that are as large as the squares of pixels that a head restores.

    Raises:
        InvalidInputError: they differ.
    """
    if tuple(patch) != (factor, factor):
        raise InvalidInputError(
            f"patches of {patch[0]} by {patch[1]} pixels cannot be compared with restored squares of {factor}: set "
            "encoder_stride to patch_size"
        )


def require_padding(rows: int | None, pad_token_id: int | None) -> None:
    """Require a padding token for a classifier that reads each row's last token, unless there is one row.

    Args:
        rows: number of rows; None if unknown.

    Raises:
        InvalidInputError: the config has no padding token.
    """
    if pad_token_id is None and rows != 1:
        raise InvalidInputError(
            f"the last token of {'several' if rows is None else rows} rows cannot be distinguished from padding: "
            "config.pad_token_id is None. Set it, or give one row at a time."
        )


def end_tokens(eos_token_id: int | Sequence[int] | None) -> tuple[int, ...]:
    """The end-of-sequence tokens of a config, which may have several.

    Raises:
        InvalidInputError: the config has none.
    """
    ends = (eos_token_id,) if isinstance(eos_token_id, int) else tuple(eos_token_id or ())
    if not ends:
        raise InvalidInputError("sequences are classified where they end: set config.eos_token_id")
    return ends


def require_ends(counts: Sequence[int], ends: Sequence[int]) -> None:
    """Require the same number of end-of-sequence tokens in each row, for a classifier that reads at the last of them.

    Args:
        counts: number of end-of-sequence tokens in each row.
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers.
    """
    if 0 in counts or len({*counts}) > 1:
        raise InvalidInputError(
            f"each row of input_ids must have an end-of-sequence token ({', '.join(map(str, ends))}), and all rows as "
            f"many of them; the rows have {', '.join(map(str, counts[:20]))}"
        )


def shift_token(token: int | None, field: str) -> int:
    """A special token for the decoder inputs that follow from labels or from the source.

    Args:
        field: the config's field for the token.

    Raises:
        InvalidInputError: the config has no such token.
    """
    if token is None:
        raise InvalidInputError(
            f"decoder_input_ids cannot be derived from labels or input_ids: config.{field} is not set. Set it, or pass "
            "decoder_input_ids."
        )
    return token


def shift_tokens(start: int | None, padding: int | None) -> tuple[int, int]:
    """The first token of decoder inputs, and the one that replaces ignored labels in them.

    Raises:
        InvalidInputError: the config has no such token.
    """
    return shift_token(start, "decoder_start_token_id"), shift_token(padding, "pad_token_id")
