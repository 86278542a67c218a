"""Derives from a blueprint every parameter, in module order, and the paths of special modules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from trivet.families.blocks import (
    Attention,
    Base,
    Branch,
    Convolution2D,
    Disentangled,
    Embeddings,
    EncoderDecoder,
    Experts,
    FeedForward,
    Layer,
    Linear,
    Norm,
    PatchBias,
    PatchEmbeddings,
    Pooler,
    Positions,
    RelativeBias,
    RelativeKeys,
    Residual,
    Sines,
    SoundEmbeddings,
    Stack,
    Step,
    Steps,
    TextEmbeddings,
    Transformer,
    Vocabulary,
)
from trivet.families.leaf_parameters import convolution as _convolution
from trivet.families.leaf_parameters import embedding as _embedding
from trivet.families.leaf_parameters import experts as _experts
from trivet.families.leaf_parameters import leftovers as _leftovers
from trivet.families.leaf_parameters import linear as _linear
from trivet.families.leaf_parameters import norm as _norm
from trivet.families.leaf_parameters import under as _under
from trivet.layout import Kind, ParamSpec
from trivet.layout.params import Role, join

Specs = Iterator[ParamSpec]
_TORCH = ("torch",)


def base_parameters(base: Base, *, pooled: bool = True) -> Specs:
    """Every parameter of a base model, with paths from the base model.

    Args:
        pooled: whether the pooling layer is included.
    """
    if isinstance(base, EncoderDecoder):
        return _both(base)
    return _transformer(base, pooled)


def head_parameters(branches: Iterable[Branch]) -> Specs:
    """Every parameter that a head adds to its base model, with paths from the whole model."""
    for branch in branches:
        yield from _steps(branch.steps)


def _both(both: EncoderDecoder) -> Specs:
    if both.shared is not None:
        yield from _embedding(both.shared)
    for side in (both.encoder, both.decoder):
        owners = {}
        if both.shared is not None and side.at in both.ties:
            owners[join(side.at, side.tokens.words.at, "weight")] = join(both.shared.at, "weight")
        beside, prevails = _TORCH if both.beside else (), side.at in both.prevails
        yield from _tied(_transformer(side, True), owners, beside=beside, prevails=prevails)
    yield from _linear(both.bridge)
    yield from _leftovers(both.leftovers)


def _transformer(model: Transformer, pooled: bool) -> Specs:
    yield from _under(
        model.at,
        _embeddings(model.embeddings),
        _linear(model.project),
        _stack(model.stack),
        *(_positions(table) for table in model.stack.rotations),
        _norm(model.norm),
        _pooler(model.pooler) if pooled and model.pooler is not None else (),
    )


def _pooler(block: Pooler) -> Specs:
    yield from _under(block.at, _norm(block.norm), _linear(block.linear))


def _embeddings(block: Embeddings) -> Specs:
    if isinstance(block, PatchEmbeddings):
        yield from _under(
            block.at,
            _leftovers(block.leftovers),
            (ParamSpec(each.at, each.shape) for each in block.vectors),
            _under(block.patches_at, _convolution(block.projection)),
            _norm(block.norm),
        )
        return
    if isinstance(block, SoundEmbeddings):
        convolutions = (param for each in block.convolutions for param in _convolution(each))
        yield from _under(block.at, _leftovers(block.leftovers), convolutions, _positions(block.positions))
        return
    yield from _under(
        block.at,
        _leftovers(block.leftovers),
        _embedding(block.words),
        _linear(block.project),
        _positions(block.positions),
        _embedding(block.segments),
        *(_embedding(each.table) for each in block.lookups),
        _linear(block.project_sum),
        _norm(block.norm),
    )


def _positions(block: Positions | None) -> Specs:
    if isinstance(block, Sines) and not block.stored:
        yield from (replace(each, buffer=True) for each in _embedding(block.table))
    elif block is not None:
        yield from _embedding(block.table)


def _stack(stack: Stack) -> Specs:
    for layer in stack.layers:
        path = join(stack.at, layer.at)
        yield from (param.moved(path, block=path) for param in _layer(layer))
    relative, convolved = stack.relative, stack.convolved
    if relative is not None:
        norm = relative.norm if isinstance(relative, Disentangled) else None
        table = _bias(relative) if isinstance(relative, PatchBias) else _embedding(relative.table)
        yield from _under(stack.at, table, _norm(norm))
    if convolved is not None:
        yield from _under(join(stack.at, convolved.at), _convolution(convolved.convolution), _norm(convolved.norm))
    yield from _under(stack.at, _norm(stack.norm), _linear(stack.project), _leftovers(stack.leftovers))


def _bias(block: PatchBias) -> Specs:
    yield ParamSpec(join(block.at, block.name), block.shape)
    yield from _leftovers((block.index,))


def _layer(layer: Layer) -> Specs:
    yield from _norm(layer.before)
    for sublayer in layer.sublayers:
        yield from _under(sublayer.at, _residual(sublayer))
    yield from _leftovers(layer.leftovers)


def _residual(block: Residual) -> Specs:
    inner = block.inner
    yield from _norm(block.before)
    if block.layer_scale is not None:
        yield ParamSpec(block.layer_scale.at, (block.layer_scale.size,))
    if isinstance(inner, Experts):
        yield from _under(inner.at, _experts(inner))
        yield from _norm(block.after)
        yield from _norm(block.last)
        return
    *into, last = inner.projections()
    for linear in into:
        yield from _under(inner.at, _linear(linear))
    yield from _under(block.output or inner.at, _linear(last))
    if isinstance(inner, Attention):
        yield from _under(inner.at, _within(inner))
    yield from _norm(block.after)
    yield from _under(block.output, _norm(block.last))


def _within(attention: Attention) -> Specs:
    for norm in attention.head_norms or ():
        yield from _norm(norm)
    if isinstance(attention.relative, RelativeBias | RelativeKeys):
        yield from _embedding(attention.relative.table)
    if isinstance(attention.relative, PatchBias):
        yield from _bias(attention.relative)
    if isinstance(attention.relative, Disentangled):
        for linear in attention.relative.projections(attention.kept * attention.head_size):
            yield from _linear(linear)
    for bias in attention.own_biases or ():
        yield ParamSpec(bias, (attention.kept * attention.head_size,))
    if attention.rotary is not None and attention.rotary.table is None:
        yield ParamSpec(join(attention.rotary.at, "inv_freq"), (attention.rotary.size // 2,), buffer=True)


def _steps(steps: Iterable[Step], path: str = "") -> Specs:
    for step in steps:
        match step:
            case Linear():
                yield from _under(path, _linear(step))
            case Norm():
                yield from _under(path, _norm(step))
            case Convolution2D():
                yield from _under(path, _convolution(step))
            case Vocabulary():
                yield from _vocabulary(step, path)
            case Steps():
                yield from _steps(step.steps, join(path, step.at))
                yield from _under(join(path, step.at), _leftovers(step.leftovers))


def _vocabulary(block: Vocabulary, path: str) -> Specs:
    name = join(path, block.at)
    if block.added is not None:
        yield ParamSpec(block.added, (1, block.words))
    is_biased, kind = block.bias or block.outer_bias is not None, Kind.LINEAR_ROWS if block.in_rows else Kind.LINEAR
    linear = Linear(name, block.inputs, block.words, is_biased, kind, role=Role.VOCAB)
    tied = _tied(_linear(linear), {} if block.table is None else {f"{name}.weight": block.table}, beside=block.beside)
    if block.outer_bias is not None:
        bias = join(path, block.outer_bias)
        yield ParamSpec(bias, (block.words,), Kind.RAW, role=Role.VOCAB)
        tied = _tied(tied, {f"{name}.bias": bias}, prevails=True, beside=_TORCH if block.table is None else ())
    yield from tied


def _tied(specs: Iterable[ParamSpec], owners: dict[str, str], **facts: Any) -> Specs:
    """The parameters, with those in `owners` marked as tied.

    Args:
        facts: further fields of the tied ones; see `ParamSpec`.
    """
    for param in specs:
        yield replace(param, tied=owners[param.name], **facts) if param.name in owners else param


def sides(base: Base) -> tuple[Transformer, ...]:
    """The transformers of a base model: itself, or its encoder and decoder."""
    return base.sides if isinstance(base, EncoderDecoder) else (base,)


def words_table(base: Base) -> str:
    """Path of a base model's input embeddings, from the base model: of words, or of the patches of pictures.

    Of a model of sounds, its first convolution, or its decoder's words.
    """
    if isinstance(base, EncoderDecoder) and base.shared is not None:
        return base.shared.at
    side = next((each for each in sides(base) if isinstance(each.embeddings, TextEmbeddings)), sides(base)[0])
    block = side.embeddings
    if isinstance(block, TextEmbeddings):
        path = block.words.at
    elif isinstance(block, SoundEmbeddings):
        path = block.convolutions[0].at
    else:
        path = block.patches_at or block.projection.at
    return join(side.at, block.at, path)


def position_tables(base: Base) -> tuple[str, ...]:
    """Paths of a base model's tables of positions, from the base model."""
    return tuple(join(at, positions.table.at) for at, positions in _tables(base))


def unwritten(base: Base) -> tuple[str, ...]:
    """Names of tables that PyTorch's models hold and their files do not, from the base model."""
    return tuple(
        join(at, positions.table.at, "weight")
        for at, positions in _tables(base)
        if isinstance(positions, Sines) and "torch" not in positions.written
    )


def _tables(base: Base) -> Iterator[tuple[str, Positions]]:
    """Every table of positions of tokens of text, with the path of its embeddings."""
    for side in sides(base):
        block = side.embeddings
        if isinstance(block, TextEmbeddings) and block.positions is not None:
            yield join(side.at, block.at), block.positions


def prunable(base: Base) -> tuple[tuple[str, str], ...]:
    """For each prunable layer: the path of its attention from the base model, and of its output projection."""
    return tuple(
        (join(at, each.at, each.inner.at), join(at, each.at, each.output or each.inner.at, each.inner.names[-1]))
        for at, each in _sublayers(base)
        if isinstance(each.inner, Attention) and each.inner.prunable
    )


def omitted(base: Base, side: str | None, *, pooled: bool, masks: bool) -> list[str]:
    """Paths of modules and parameters of a base model that one of its models is built without.

    Args:
        side: the one side that the model has; None for both.
        pooled: whether the model has the pooling layer.
        masks: whether it masks patches of pictures.
    """
    if isinstance(base, EncoderDecoder):
        paths = [] if side is None else [each.at for each in base.sides if each.at != side]
        return [*paths, base.shared.at] if base.shared is not None and side == base.decoder.at else paths
    paths, block = [], base.embeddings
    if base.pooler is not None and not pooled and base.pooler.path:
        paths.append(base.pooler.path)
    if isinstance(block, PatchEmbeddings) and block.mask is not None and not block.keeps_mask and not masks:
        paths.append(join(block.at, block.mask.at))
    return paths


def added(base: Base) -> frozenset[str]:
    """Names, from a base model's top, of the parameters of attention to an encoder that the model does not have."""
    if isinstance(base, EncoderDecoder):
        return frozenset()
    crossing = ((at, each) for at, each in _sublayers(base) if each.crosses)
    return frozenset(param.name for at, each in crossing for param in _under(join(at, each.at), _residual(each)))


def in_float32(base: Base) -> tuple[str, ...]:
    """Last path components of the projections that models in half precision keep in float32."""
    inner = (each.inner for _, each in _sublayers(base))
    return tuple({each.names[-1]: None for each in inner if isinstance(each, FeedForward) and each.last_in_float32})


def _sublayers(base: Base) -> Iterator[tuple[str, Residual]]:
    """Every sublayer, with the path of its layer."""
    for side in sides(base):
        for layer in side.stack.layers:
            for each in layer.sublayers:
                yield join(side.at, side.stack.at, layer.at), each
