"""What models refuse to be called with: one set of checks and messages for all backends, on shapes and on extremes.

Knows no framework. A size is an integer, or None where a traced program does not know it; such a size fits anything.
"""

from __future__ import annotations

from collections.abc import Sequence

from trivet.errors import InputRangeError, InvalidInputError

Shape = Sequence[int | None]


def require_one_of(input_ids: object, inputs_embeds: object, prefix: str = "") -> None:
    """Tokens come either as ids or as vectors.

    Args:
        prefix: of both arguments' names, such as `decoder_`.

    Raises:
        InvalidInputError: both or neither are given.
    """
    if (input_ids is None) == (inputs_embeds is None):
        raise InvalidInputError(f"give either {prefix}input_ids or {prefix}inputs_embeds, not both and not neither")


def require_mask_axes(shape: Shape) -> None:
    """An attention mask is [batch, keys], [batch, queries, keys] or [batch, heads, queries, keys].

    Raises:
        InvalidInputError: it has another number of axes.
    """
    if len(shape) not in (2, 3, 4):
        raise InvalidInputError(
            f"attention_mask must have 2, 3 or 4 axes, not {len(shape)} (its shape is {list(shape)}): [batch, keys], "
            "[batch, queries, keys] or [batch, heads, queries, keys]"
        )


def require_mask_fits(shape: Shape, scores: Shape) -> None:
    """An attention mask, or what was made of it, is repeated along axes of size 1 and along no other.

    Args:
        shape: of the mask, with the axes of the scores.
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


def require_mask_length(given: int | None, tokens: int, *, fixed: bool = False) -> None:
    """A mask of two axes, [batch, keys], covers the tokens in the cache and the new ones.

    Args:
        given: how many columns it has.
        tokens: how many tokens there are with those in the cache.
        fixed: whether a cache of fixed size holds them: a mask may then also cover the tokens that are yet to come.

    Raises:
        InvalidInputError: it has too few columns, or too many.
    """
    if given is not None and (given < tokens or (given > tokens and not fixed)):
        raise InvalidInputError(
            f"attention_mask has {given} columns, but there are {tokens} tokens, those in the cache included: give one "
            "for each"
        )


def require_head_mask(shape: Shape, layers: int, name: str = "head_mask") -> None:
    """A head mask is [heads] or [layers, heads].

    Raises:
        InvalidInputError: it has another shape.
    """
    if len(shape) not in (1, 2) or (len(shape) == 2 and shape[0] not in (None, layers)):
        raise InvalidInputError(f"{name} must be [heads] or [{layers} layers, heads], not {list(shape)}")


def require_heads_fit(shape: Shape, scores: Shape) -> None:
    """What is left of a head mask for one layer says 1 or 0 for each head.

    Args:
        shape: of it, with the axes of the scores.
        scores: [batch, heads, queries, keys].

    Raises:
        InvalidInputError: there are more heads, or fewer.
    """
    if not _broadcasts(shape, scores):
        heads = shape[1] if len(shape) == 4 else shape[0]
        raise InvalidInputError(f"head_mask is of {heads} heads, but the layer has {scores[1]}")


def _broadcasts(shape: Shape, whole: Shape) -> bool:
    ends = zip(reversed(shape), reversed(whole), strict=False)
    return len(shape) <= len(whole) and all(a is None or b is None or a in (1, b) for a, b in ends)


def require_label_for_each(labels: Shape, logits: Shape) -> None:
    """Class numbers: one for each row of logits, in whatever shape.

    Args:
        logits: [..., classes].

    Raises:
        InvalidInputError: there are more labels than rows, or fewer.
    """
    rows, given = _product(logits[:-1]), _product(labels)
    if rows is not None and given is not None and rows != given:
        raise InvalidInputError(f"{_shapes(labels, logits)}: {rows} class numbers are wanted, one for each row")


def require_number_for_each(labels: Shape, logits: Shape, *, exactly: bool) -> None:
    """Targets: one for each number of the logits.

    Args:
        exactly: whether the shapes must be the same, axis by axis; else sizes of 1 may be left out.

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
        raise InvalidInputError(f"{_shapes(labels, logits)}: one label is wanted for each number")


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
    """What to raise of labels of which some are no class.

    Args:
        lowest, highest: of the labels that count.
        ignored: the label that does not.
    """
    return InputRangeError(
        f"labels from {lowest} to {highest} were given, but there are {classes} classes: 0 to {classes - 1}, or "
        f"{ignored} for what does not count"
    )


def index_error(lowest: int, highest: int, rows: int) -> InputRangeError:
    """What to raise of indices of which some are in no row of an embedding table."""
    return InputRangeError(
        f"indices from {lowest} to {highest} were given for an embedding table of {rows} rows. Ids of tokens must be "
        "from 0 to vocab_size - 1, positions below max_position_embeddings, and segments (token_type_ids) below "
        "type_vocab_size."
    )


def require_positions(tokens: int | None, positions: int, field: str = "max_position_embeddings") -> None:
    """A model with learned positions reads no more tokens than it has positions.

    Raises:
        InputRangeError: there are more.
    """
    if tokens is not None and tokens > positions:
        raise InputRangeError(f"{tokens} tokens, but the model has {positions} positions ({field})")


def require_padding(rows: int | None, pad_token_id: int | None) -> None:
    """A classifier that reads each row's last token must know which tokens are padding, unless there is one row.

    Args:
        rows: how many; None: unknown.

    Raises:
        InvalidInputError: it does not.
    """
    if pad_token_id is None and rows != 1:
        raise InvalidInputError(
            f"the last token of {'several' if rows is None else rows} rows cannot be told from padding: "
            "config.pad_token_id is None. Set it, or give one row at a time."
        )


def end_tokens(eos_token_id: int | Sequence[int] | None) -> tuple[int, ...]:
    """The end-of-sequence tokens of a config, which may have several.

    Raises:
        InvalidInputError: it has none.
    """
    ends = (eos_token_id,) if isinstance(eos_token_id, int) else tuple(eos_token_id or ())
    if not ends:
        raise InvalidInputError("sequences are classified where they end: set config.eos_token_id")
    return ends


def require_ends(counts: Sequence[int], ends: Sequence[int]) -> None:
    """A classifier that reads the state at each row's last end-of-sequence token needs as many of them in each row.

    Args:
        counts: how many each row has.
        ends: the end-of-sequence tokens.

    Raises:
        InvalidInputError: rows have none, or different numbers of them.
    """
    if 0 in counts or len({*counts}) > 1:
        raise InvalidInputError(
            f"each row of input_ids must have an end-of-sequence token ({', '.join(map(str, ends))}), and all rows as "
            f"many of them; the rows have {', '.join(map(str, counts[:20]))}"
        )


def shift_token(token: int | None, field: str) -> int:
    """A token that decoder inputs are made with from labels or from the source.

    Args:
        field: of the config.

    Raises:
        InvalidInputError: the config lacks it.
    """
    if token is None:
        raise InvalidInputError(
            f"decoder_input_ids cannot be made from labels or input_ids: config.{field} is not set. Set it, or pass "
            "decoder_input_ids."
        )
    return token


def shift_tokens(start: int | None, padding: int | None) -> tuple[int, int]:
    """The token that decoder inputs start with, and the one that stands for ignored labels in them.

    Raises:
        InvalidInputError: the config lacks one of them.
    """
    return shift_token(start, "decoder_start_token_id"), shift_token(padding, "pad_token_id")
