"""What each block of a blueprint computes, in plain numpy and float64, and nothing else: forward, without dropout.

Arrays of states are [batch, length, size], of heads [batch, heads, length, head size].
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from numpy_backend import disentangled
from numpy_backend.experts import mixed
from numpy_backend.places import counted, sines, sloped
from trivet.errors import InvalidInputError
from trivet.families.blocks import (
    Activation,
    Attention,
    Convolution2D,
    Disentangled,
    Dropout,
    Embedding,
    Experts,
    FeedForward,
    Learned,
    Linear,
    Norm,
    PatchBias,
    PatchEmbeddings,
    RelativeBias,
    RelativeKeys,
    Residual,
    Rotary,
    Shuffle,
    Sines,
    SoundEmbeddings,
    Stack,
    Step,
    Steps,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.call_checks import (
    index_error,
    require_head_mask,
    require_heads_fit,
    require_mask_axes,
    require_mask_fits,
    require_mask_length,
    require_one_of,
    require_patch_mask,
    require_picture,
    require_positions,
)
from trivet.families.interpolation import neighbours
from trivet.families.media_shapes import require_spectrogram
from trivet.families.patch_distances import patch_distances
from trivet.families.pruning import kept_heads
from trivet.layout import Kind, join

Array = NDArray[Any]
Slot = tuple[int, int, int]
"""Pass, layer and sublayer."""
Cache = Mapping[Slot, tuple[Array, Array]]
"""Keys and values of earlier tokens, or of an encoder's states."""

LOWEST = np.finfo(np.float64).min


@dataclass(frozen=True)
class Params:
    """A model's parameters, by canonical names, as one of its modules sees them."""

    tensors: Mapping[str, Array]
    path: str = ""

    def at(self, path: str) -> Params:
        return Params(self.tensors, join(self.path, path) if path else self.path)

    def get(self, leaf: str) -> Array | None:
        array = self.tensors.get(join(self.path, leaf) if self.path else leaf)
        return None if array is None else array.astype(np.float64)

    def __getitem__(self, leaf: str) -> Array:
        array = self.get(leaf)
        if array is None:
            raise KeyError(f"{self.path}: no {leaf}")
        return array


def tanh_gelu(x: Array) -> Array:
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))


def gelu(x: Array) -> Array:
    return 0.5 * x * (1 + _erf(x / math.sqrt(2)))


def sigmoid(x: Array) -> Array:
    return 0.5 * (1 + np.tanh(x / 2))


_erf: Callable[[Array], Array] = np.vectorize(math.erf, otypes=[np.float64])

ACTIVATIONS: Mapping[str, Callable[[Array], Array]] = {
    **dict.fromkeys(("gelu", "gelu_python"), gelu),
    **dict.fromkeys(("gelu_accurate", "gelu_fast", "gelu_new", "gelu_pytorch_tanh"), tanh_gelu),
    **dict.fromkeys(("silu", "swish"), lambda x: x * sigmoid(x)),
    "gelu_10": lambda x: gelu(x).clip(-10, 10),
    "laplace": lambda x: 0.5 * (1 + _erf((x - math.sqrt(0.5)) / math.sqrt(0.5 / math.pi))),
    "leaky_relu": lambda x: np.where(x < 0, 0.01 * x, x),
    "linear": lambda x: x,
    "mish": lambda x: x * np.tanh(np.logaddexp(x, 0)),
    "quick_gelu": lambda x: x * sigmoid(1.702 * x),
    "relu": lambda x: x.clip(0),
    "relu2": lambda x: x.clip(0) ** 2,
    "relu6": lambda x: x.clip(0, 6),
    "sigmoid": sigmoid,
    "tanh": np.tanh,
}


def softmax(x: Array) -> Array:
    powers = np.exp(x - x.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def linear(block: Linear | None, params: Params, x: Array) -> Array:
    if block is None:
        return x
    own = params.at(block.at)
    y = x @ (own["weight"] if block.kind is Kind.CONV1D_GPT2 else own["weight"].T)
    return y + own["bias"] if block.bias else y


def norm(block: Norm | None, params: Params, x: Array) -> Array:
    if block is None:
        return x
    own = params.at(block.at)
    x = x if block.rms else x - x.mean(-1, keepdims=True)
    y = x / np.sqrt((x**2).mean(-1, keepdims=True) + block.eps)
    if block.weighted:
        y = y * (own["weight"] + block.offset)
    return y if block.rms or not block.bias else y + own["bias"]


def look_up(block: Embedding, params: Params, ids: Array) -> Array:
    if ids.size and (ids.min() < 0 or ids.max() >= block.rows):
        raise index_error(int(ids.min()), int(ids.max()), block.rows)
    rows = params.at(block.at)["weight"][ids]
    return rows if block.scale is None else rows * block.scale


@dataclass
class Call:
    """What one call of an encoder or a decoder hands to all of its layers.

    Attributes:
        positions: [length], where the tokens stand behind those in the cache.
        position_ids: [batch or 1, length], their positions as rotary embeddings count them.
        mask: 1 where a token may be seen, [batch, keys], or as it is [batch, (heads,) queries, keys].
        source, source_mask: an encoder's states, and which of them may be seen.
        head_masks: 1 for each head that counts, [heads] or [passes, heads]; of self-attention and of the other kind.
        cache: of earlier calls; `kept` is what later ones are given.
        config: gives rotary frequencies.
        bias: what the stack's first layer adds to the scores of all.
        shared_bias: what the stack itself adds besides its layers' own.
        distances: vectors of distances, for disentangled attention.
        tokens, seeing: which tokens are not masked, and which queries see something, where masked ones are zeros.
        weights: of self-attention and of the other kind, of all layers.
        routed: what the routers of all layers with experts gave.
    """

    positions: Array
    position_ids: Array
    mask: Array | None
    cache: Cache
    config: Any
    source: Array | None = None
    source_mask: Array | None = None
    head_masks: tuple[Array | None, Array | None] = (None, None)
    bias: Array | None = None
    shared_bias: Array | None = None
    distances: Array | None = None
    tokens: Array | None = None
    seeing: Array | None = None
    kept: dict[Slot, tuple[Array, Array]] = field(default_factory=dict)
    weights: tuple[list[Array], list[Array]] = field(default_factory=lambda: ([], []))
    routed: list[Array] = field(default_factory=list)


def rotate(x: Array, call: Call, block: Rotary) -> Array:
    """Each pair of the first numbers, i and i + size / 2 or 2 i and 2 i + 1, turned by its position's angle."""
    rope, size = block.rope, block.size
    if block.table is not None:
        require_positions(int(call.position_ids.max()) + 1, block.table.places)
    angles = call.position_ids[:, None, :, None] * rope.frequencies(int(call.position_ids.max()) + 1)
    cosine, sine = (function(angles) * rope.attention_factor for function in (np.cos, np.sin))
    pairs = np.arange(size).reshape(-1, 2).T if block.interleaved else np.arange(size).reshape(2, -1)
    first, second, turned = x[..., pairs[0]], x[..., pairs[1]], x.copy()
    turned[..., pairs[0]], turned[..., pairs[1]] = first * cosine - second * sine, second * cosine + first * sine
    return turned


def buckets(block: RelativeBias, distance: Array) -> Array:
    """Half are for one distance each, the others widen logarithmically; float32 decides which side an edge is on."""
    count, after = block.table.rows, np.zeros_like(distance)
    if block.bidirectional:
        count //= 2
        after, distance = (distance > 0) * count, np.abs(distance)
    else:
        distance = (-distance).clip(0)
    exact = count // 2
    shares = np.log(distance.clip(1).astype(np.float32) / np.float32(exact)) / math.log(block.max_distance / exact)
    wide = (exact + (shares.astype(np.float32) * (count - exact)).astype(np.int64)).clip(max=count - 1)
    return after + np.where(distance < exact, distance, wide)


def seen(block: Attention, call: Call, queries: int, keys: int) -> Array:
    """Which keys each query may see, [batch or 1, heads or 1, queries or 1, keys]."""
    mask = call.source_mask if block.crosses else call.mask
    visible = np.ones((1, 1, queries, keys), bool)
    if mask is not None:
        require_mask_axes(mask.shape)
        if mask.ndim > 2:
            return (mask[:, None] if mask.ndim == 3 else mask) != 0
        require_mask_length(mask.shape[1], keys)
        visible = visible & (mask != 0)[:, None, None]
    behind = call.positions[:, None] - np.arange(keys)
    if block.causal:
        visible = visible & (behind >= 0)
    if block.window is not None and not block.crosses:
        visible = visible & (abs(behind) < block.window)
    return visible


def relative_scores(block: Attention, params: Params, call: Call, query: Array, key: Array) -> Array | float:
    """What is added to unscaled scores; in the stack's first layer, what all of its layers add to scaled ones."""
    distance = call.positions[:, None] - np.arange(key.shape[2])
    if isinstance(block.relative, RelativeBias):
        table = block.relative.table
        call.bias = look_up(table, params, buckets(block.relative, -distance)).transpose(2, 0, 1)[None]
    if isinstance(block.relative, PatchBias):
        own = patch_bias(block.relative, params)
        call.bias = own if call.shared_bias is None else own + call.shared_bias
    if isinstance(block.relative, Disentangled):
        return distance_scores(block, block.relative, params, call, query, key)
    if not isinstance(block.relative, RelativeKeys):
        return 0.0
    table = look_up(block.relative.table, params, distance + block.relative.places - 1)
    scores = np.einsum("bhld,lrd->bhlr", query, table)
    return scores + np.einsum("bhrd,lrd->bhlr", key, table) if block.relative.with_queries else scores


def patch_bias(block: PatchBias, params: Params) -> Array:
    return params.at(block.at)[block.name][patch_distances(*block.rows)].transpose(2, 0, 1)[None]


def distance_scores(
    block: Attention, relative: Disentangled, params: Params, call: Call, query: Array, key: Array
) -> Array:
    assert call.distances is not None
    own = {each.at: each for each in relative.projections(block.kept * block.head_size)}
    words = {"keys": block.projections()[1], "queries": block.projections()[0]}
    made = {}
    used = {"keys": relative.words_to_distances, "queries": relative.distances_to_words}
    for place, name in enumerate(used):
        if used[name]:
            projection = own[relative.names[place]] if relative.names else words[name]
            states = linear(projection, params, call.distances[None])
            made[name] = states.reshape(1, -1, block.kept, block.head_size).transpose(0, 2, 1, 3)
    distance = call.positions[:, None] - np.arange(key.shape[2])
    places = disentangled.rows(relative, distance)
    return disentangled.scores(query, key, made.get("keys"), made.get("queries"), places)


def part_of(x: Array, block: Attention, parts: str, part: str) -> Array:
    """Queries, keys or values of what a fused projection made."""
    assert block.fused is not None
    heads = {"q": block.kept, "k": block.key_heads or block.kept, "v": block.key_heads or block.kept}
    groups = x.reshape(*x.shape[:-1], block.fused.groups, -1)
    ends = np.cumsum([heads[each] * block.head_size // block.fused.groups for each in parts])
    return np.split(groups, ends[:-1], -1)[parts.index(part)].reshape(*x.shape[:-1], -1)


def attention(block: Attention, params: Params, x: Array, call: Call, slot: Slot) -> Array:
    """What the last projection reads: the heads' answers side by side."""

    def split(states: Array, heads: int) -> Array:
        return states.reshape(*states.shape[:2], heads, block.head_size).transpose(0, 2, 1, 3)

    def project(place: int, states: Array) -> Array:
        number = next(index for index, parts in enumerate(block.parts) if "qkv"[place] in parts)
        made = linear(block.projections()[number], params, states)
        if block.fused is not None and len(block.parts[number]) > 1:
            made = part_of(made, block, block.parts[number], "qkv"[place])
        if block.own_biases is not None and place != 1:
            made = made + params[block.own_biases[place // 2]]
        heads = block.key_heads if place and block.key_heads is not None else block.kept
        if place < 2 and block.head_norms is not None:
            each = made if block.norms_whole else made.reshape(*made.shape[:2], heads, -1)
            made = norm(block.head_norms[place], params, each).reshape(made.shape)
        made = split(made if block.clip is None else made.clip(-block.clip, block.clip), heads)
        turned = block.rotary is not None and (place < 2 or block.rotary.values)
        return rotate(made, call, block.rotary) if turned else made

    query, pair = project(0, x), call.cache.get(slot)
    if not block.crosses or pair is None:
        source = call.source if block.crosses else x
        assert source is not None, "a decoder is called with its encoder's states"
        fresh = project(1, source), project(2, source)
        pair = fresh if pair is None else tuple(np.concatenate(both, 2) for both in zip(pair, fresh, strict=True))
    key, value = call.kept[slot] = pair
    key, value = (each.repeat(block.kept // each.shape[1], 1) for each in (key, value))
    scores = (query @ key.swapaxes(2, 3) + relative_scores(block, params, call, query, key)) * block.scale
    if block.softcap is not None:
        scores = block.softcap * np.tanh(scores / block.softcap)
    if call.bias is not None and not block.crosses:
        scores = scores + call.bias[:, kept_heads(block.pruned, block.kept)]
    visible = seen(block, call, query.shape[2], key.shape[2])
    require_mask_fits(visible.shape, scores.shape)
    weights = softmax(np.where(visible, scores, LOWEST))
    if call.seeing is not None and not block.crosses:
        weights = weights * call.seeing
    mask = call.head_masks[block.crosses]
    if mask is not None:
        mask = (mask if mask.ndim == 1 else mask[slot[0]])[None, :, None, None]
        require_heads_fit(mask.shape, scores.shape)
        weights = weights * mask
    call.weights[block.crosses].append(weights)
    return (weights @ value).transpose(0, 2, 1, 3).reshape(*x.shape[:2], -1)


def feed_forward(block: FeedForward, params: Params, x: Array) -> Array:
    """What the last projection reads."""
    first, *gated = (linear(each, params, x) for each in block.projections()[:-1])
    first, *gated = np.split(first, 2, -1)[:: -1 if block.gate_last else 1] if block.fused else (first, *gated)
    activated = ACTIVATIONS[block.activation](first)
    return activated * gated[0] if gated else activated


def experts(block: Experts, params: Params, x: Array, call: Call) -> Array:
    """The sums of the experts' outputs, and of that of a network which all tokens share."""
    rows = x.reshape(-1, block.size)
    logits = linear(block.router.linear, params, rows)
    call.routed.append(logits)
    total = mixed(block, params, rows, ACTIVATIONS[block.activation], logits)
    if block.shared is not None:
        within = params.at(block.shared.at)
        added = linear(block.shared.last_projection(), within, feed_forward(block.shared, within, rows))
        total = total + added * (1 if block.shared_gate is None else sigmoid(linear(block.shared_gate, params, rows)))
    return total.reshape(x.shape)


def sublayer(block: Residual, params: Params, x: Array, call: Call, slot: Slot) -> Array:
    y = norm(block.before, params.at(block.at), x)
    y = change(block, params, y, call, slot)
    x = norm(block.before, params.at(block.at), x) if block.from_normed else x
    return norm(block.last, params.at(block.at).at(block.output), x + y)


def change(block: Residual, params: Params, y: Array, call: Call, slot: Slot) -> Array:
    """What a sublayer adds to its input, made of its normed input."""
    own, inner = params.at(block.at), block.inner
    within = own.at(inner.at)
    if isinstance(inner, Experts):
        y = experts(inner, within, y, call)
        return norm(block.after, own, y) * (1 if block.scale is None else block.scale)
    y = attention(inner, within, y, call, slot) if isinstance(inner, Attention) else feed_forward(inner, within, y)
    y = linear(inner.projections()[-1], own.at(block.output) if block.output else within, y)
    y = norm(block.after, own, y)
    y = y if block.layer_scale is None else y * own[block.layer_scale.at]
    return y * (1 if block.scale is None else block.scale)


def embedded(block: TextEmbeddings, params: Params, inputs: Mapping[str, Array | None], call: Call) -> Array:
    """[batch, length, size] of `input_ids` or `inputs_embeds`, with what else the block adds."""
    ids, x = inputs.get("input_ids"), inputs.get("inputs_embeds")
    require_one_of(ids, x)
    if ids is not None:
        x = look_up(block.words, params, ids)
    assert x is not None
    factor = 1 if block.scale is None else block.scale
    x = linear(block.project, params, x * factor)
    places = positions(block, params, inputs, call)
    x = x if block.positions_last else x + places
    segments = inputs.get("token_type_ids")
    if block.segments is not None:
        x = x + look_up(block.segments, params, np.zeros(x.shape[:2], int) if segments is None else segments)
    elif block.segments_are_words and segments is not None:
        x = x + look_up(block.words, params, segments) * factor
    for each in block.lookups:
        given = inputs.get(each.input)
        shape = (*x.shape[:2], each.width) if each.columns else x.shape[:2]
        given = np.zeros(shape, int) if given is None else given
        for column in each.columns or ((),):
            first, *second = (given[..., place] for place in column) if column else (given,)
            x = x + look_up(each.table, params, first - second[0] if second else first)
    x = norm(block.norm, params, linear(block.project_sum, params, x))
    return x + places if block.positions_last else x


def convolve_2d(block: Convolution2D, params: Params, x: Array) -> Array:
    """A convolution of [batch, inputs, height, width], one place of the kernel after the other."""
    own, (down, across) = params.at(block.at), block.stride
    x = np.pad(x, ((0, 0), (0, 0), *((side, side) for side in block.padding)))
    rows, columns = (
        (side - kernel) // step + 1 for side, kernel, step in zip(x.shape[2:], block.kernel, block.stride, strict=True)
    )
    weight = own["weight"].reshape(block.groups, -1, *block.shape[1:])
    y = np.zeros((len(x), block.outputs, rows, columns))
    for i in range(block.kernel[0]):
        for j in range(block.kernel[1]):
            seen = x[:, :, i : i + down * rows : down, j : j + across * columns : across]
            apart = seen.reshape(len(x), block.groups, -1, rows, columns)
            y += np.einsum("bgirc,goi->bgorc", apart, weight[..., i, j]).reshape(y.shape)
    return y + own["bias"][:, None, None] if block.bias else y


def shuffled(block: Shuffle, x: Array) -> Array:
    batch, channels, rows, columns = x.shape
    count, factor = channels // block.factor**2, block.factor
    apart = x.reshape(batch, count, factor, factor, rows, columns).transpose(0, 1, 4, 2, 5, 3)
    return apart.reshape(batch, count, rows * factor, columns * factor)


def viewed(block: PatchEmbeddings, params: Params, inputs: Mapping[str, Array | None]) -> Array:
    """[batch, length, size] of `pixel_values`."""
    pictures, mask = inputs.get("pixel_values"), inputs.get("bool_masked_pos")
    if pictures is None:
        raise InvalidInputError("give pixel_values: the model reads pictures")
    any_size = bool(inputs.get("interpolate_pos_encoding")) or block.any_size
    require_picture(pictures.shape, block.projection.inputs, block.image, any_size=any_size)
    patches = convolve_2d(block.projection, params.at(block.patches_at), pictures)
    batch, size, *rows = patches.shape
    x = patches.reshape(batch, size, -1).swapaxes(1, 2)
    if mask is not None:
        vector = None if block.mask is None else params.get(block.mask.at)
        require_patch_mask(mask.shape, x.shape[1], has_vector=vector is not None)
        x = np.where(mask.astype(bool)[..., None], vector, x)
    x = np.concatenate([*(params[each.at].repeat(batch, 0) for each in block.first), x], 1)
    x = norm(block.norm, params, x)
    x = x if block.positions is None else x + patch_positions(block, params, tuple(rows), any_size=any_size)
    if block.registers is None:
        return x
    registers = params[block.registers.at].repeat(batch, 0)
    return np.concatenate((x[:, : block.placed], registers, x[:, block.placed :]), 1)


def patch_positions(block: PatchEmbeddings, params: Params, rows: tuple[int, ...], *, any_size: bool) -> Array:
    assert block.positions is not None
    table, skipped = params[block.positions.at], block.placed
    if any_size and rows != block.rows:
        squares = table[0, skipped:].reshape(*block.rows, -1)
        for axis, wanted in enumerate(rows):
            places, weights = neighbours(block.rows[axis], wanted, margin=block.margin, antialiased=block.antialiased)
            squares = (np.moveaxis(squares, axis, 0)[places] * weights[..., None, None]).sum(1)
            squares = np.moveaxis(squares, 0, axis)
        table = np.concatenate([table[:, :skipped], squares.reshape(1, -1, table.shape[-1])], 1)
    return table


def heard(block: SoundEmbeddings, params: Params, inputs: Mapping[str, Array | None]) -> Array:
    """[batch, length, size] of `input_features`."""
    frames = inputs.get("input_features")
    if frames is None:
        raise InvalidInputError("give input_features: the model reads spectrograms of sounds")
    require_spectrogram(frames.shape, block.bands, block.frames)
    x = frames.swapaxes(1, 2)
    for each in block.convolutions:
        own = params.at(each.at)
        x = ACTIVATIONS[block.activation](disentangled.convolve(each, own["weight"], own["bias"], x))
    return x + params.at(block.positions.table.at)["weight"]


def positions(block: TextEmbeddings, params: Params, inputs: Mapping[str, Array | None], call: Call) -> Array | float:
    where = block.positions
    if where is None or (isinstance(where, Learned) and not where.added):
        return 0.0
    require_positions(int(call.positions[-1]) + 1, where.places)
    if isinstance(where, Sines) and where.after_padding is None:
        table = params.at(where.table.at).get("weight")
        return (sines(where) if table is None else table)[call.position_ids + where.skipped]
    ids, stated, padding = inputs.get("input_ids"), inputs.get("position_ids"), where.after_padding
    if isinstance(where, Learned) and where.by_mask and stated is None:
        rows = counted(call.mask, call.positions, where.hidden) + where.skipped
    elif padding is None or (stated is None and ids is None):
        rows = call.position_ids + where.skipped
    elif stated is not None:
        rows = stated  # counted from the padding token's number by who counts them
    else:
        real = ids != padding
        rows = (real.cumsum(1) + call.positions[0]) * real + padding
    if isinstance(where, Sines):
        return sines(where)[rows]
    return look_up(where.table, params, rows)


def first_states(block: Transformer, params: Params, inputs: Mapping[str, Array | None], call: Call) -> Array:
    match block.embeddings:
        case SoundEmbeddings() as sounds:
            return heard(sounds, params, inputs)
        case PatchEmbeddings() as patches:
            return viewed(patches, params, inputs)
        case tokens:
            return embedded(tokens, params, inputs, call)


def transform(
    block: Transformer, params: Params, inputs: Mapping[str, Array | None], call: Call
) -> tuple[Array, tuple[Array, ...]]:
    """The last states [batch, length, size], and those before the first and behind each pass."""
    stack = block.stack
    passes = stack.passes or tuple((place,) for place in range(len(stack.layers)))
    for mask, name in zip(call.head_masks, ("head_mask", "cross_attn_head_mask"), strict=True):
        if mask is not None:
            require_head_mask(mask.shape, len(passes), name)
    x = linear(block.project, params, first_states(block, params.at(block.embeddings.at), inputs, call))
    if block.masks_tokens and call.mask is not None:
        shown = (call.mask if call.mask.ndim > 2 else call.mask[:, None]) != 0
        shown = shown if shown.ndim == 4 else shown[:, None]
        call.tokens = shown.any((1, 2))
        call.seeing = call.tokens[:, None, :, None] if call.mask.ndim == 2 else shown.any(-1, keepdims=True)
        x = x * call.tokens[..., None]
    first = x
    share_distances(stack, params, call)
    states = [x]
    for number, places in enumerate(passes):
        for place in places:
            layer = stack.layers[place]
            own = params.at(stack.at).at(layer.at)
            if layer.parallel:
                seen = norm(layer.before, own, x)
                for index, each in enumerate(layer.sublayers):
                    x = x + change(each, own, norm(each.before, own, seen), call, (number, place, index))
                continue
            for index, each in enumerate(layer.sublayers):
                if each.crosses and call.source is None and (number, place, index) not in call.cache:
                    continue  # a decoder by itself, with no encoder's states
                x = sublayer(each, own, x, call, (number, place, index))
        x = convolved(stack, params, first, x, call) if number == 0 else x
        states.append(x)
    x = states[-1] = linear(stack.project, params.at(stack.at), norm(stack.norm, params.at(stack.at), x))
    return norm(block.norm, params, x), tuple(states)


def share_distances(stack: Stack, params: Params, call: Call) -> None:
    """Set what all layers' scores take from distances."""
    if isinstance(stack.relative, Disentangled):
        own = params.at(stack.at)
        call.distances = norm(stack.relative.norm, own, own.at(stack.relative.table.at)["weight"])
    elif isinstance(stack.relative, PatchBias):
        call.bias = call.shared_bias = patch_bias(stack.relative, params.at(stack.at))
    elif stack.relative is not None:
        distance = call.positions - call.positions[:, None]
        table = look_up(stack.relative.table, params.at(stack.at), buckets(stack.relative, distance))
        call.bias = table.transpose(2, 0, 1)[None]
    if stack.slopes is not None:
        call.bias = sloped(stack.slopes, call.mask, int(call.positions[-1]) + 1)


def convolved(stack: Stack, params: Params, first: Array, x: Array, call: Call) -> Array:
    """What follows the first layer."""
    block = stack.convolved
    if block is None:
        return x
    own = params.at(stack.at).at(block.at)
    kernel, shown = own.at(block.convolution.at), 1 if call.tokens is None else call.tokens[..., None]
    y = disentangled.convolve(block.convolution, kernel["weight"], kernel["bias"], first) * shown
    return norm(block.norm, own, x + ACTIVATIONS[block.activation](y)) * shown


def stepped(block: Step, params: Params, x: Array, top: Params) -> Array:
    """A step of a head; `top` are the parameters as the whole model sees them."""
    match block:
        case Linear():
            return linear(block, params, x)
        case Norm():
            return norm(block, params, x)
        case Convolution2D():
            return convolve_2d(block, params, x)
        case Shuffle():
            return shuffled(block, x)
        case Activation():
            return ACTIVATIONS[block.name](x)
        case Dropout():
            return x
        case Steps():
            for step in block.steps:
                x = stepped(step, params.at(block.at), x, top)
            return x
        case Vocabulary():
            return words(block, params, x, top)
    raise TypeError(f"{type(block).__name__} is not a step of a head")


def words(block: Vocabulary, params: Params, x: Array, top: Params) -> Array:
    scores = (x if block.scale is None else x * block.scale) @ params.at(block.at)["weight"].T
    if block.outer_bias is not None:
        scores = scores + params[block.outer_bias]
    elif block.bias:
        scores = scores + params.at(block.at)["bias"]
    if block.added is not None:
        scores = scores + top[block.added]
    return scores if block.cap is None else block.cap * np.tanh(scores / block.cap)
