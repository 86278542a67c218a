"""Blueprints that combine blocks as no shipped family does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from trivet.families.blocks import (
    Attention,
    Convolution,
    ConvolvedInput,
    Disentangled,
    Embedding,
    FeedForward,
    Fused,
    Layer,
    Norm,
    RelativeBias,
    RelativeKeys,
    Residual,
    Rotary,
    Stack,
    TextEmbeddings,
    Transformer,
)
from trivet.families.ropes import Rope
from trivet.layout import Kind

SIZE, HEAD, PLACES, LENGTH = 12, 6, 16, 5
NAMES = ("q", "k", "v", "o")


def attention(**facts: Any) -> Attention:
    defaults = {"at": "attn", "names": NAMES, "size": SIZE, "heads": 4, "head_size": HEAD, "scale": 0.4}
    return Attention(**{**defaults, **facts})


def forward(**facts: Any) -> FeedForward:
    return FeedForward(
        **{"at": "mlp", "names": ("up", "down"), "size": SIZE, "inner": 7, "activation": "relu", **facts}
    )


def norm(at: str, **facts: Any) -> Norm:
    return Norm(at, SIZE, 1e-5, **facts)


def transformer(*sublayers: Residual, at: str = "", **facts: Any) -> Transformer:
    layers = tuple(Layer(f"deep.in.{index}", sublayers) for index in range(2))
    words = Embedding("words", 23, SIZE)
    return Transformer(TextEmbeddings(words=words), Stack(layers=layers, at="stack", **facts), at=at)


def parallel(*sublayers: Residual, before: Norm | None = None) -> Transformer:
    plain = transformer(*sublayers)
    layers = tuple(replace(each, parallel=True, before=before) for each in plain.stack.layers)
    return replace(plain, stack=replace(plain.stack, layers=layers))


def apart(buckets: int | None = None, **facts: Any) -> Disentangled:
    table = Embedding("far", 2 * (buckets or 3), SIZE)
    return Disentangled(table=table, max_distance=4 if buckets else 3, buckets=buckets, **facts)


def distances(with_queries: bool) -> RelativeKeys:
    return RelativeKeys(Embedding("table", 2 * PLACES - 1, HEAD), with_queries)


ROPE = Rope(4, 100.0, PLACES)
TURNED = attention(
    key_heads=2,
    rotary=Rotary(ROPE),
    head_norms=(Norm("q_norm", HEAD, 1e-6, rms=True), Norm("k_norm", HEAD, 1e-6, rms=True, offset=1.0)),
    softcap=1.5,
    window=3,
    causal=True,
    output_bias=False,
)
WITHIN = Residual(inner=attention(at="self"), at="attention", output="output", before=norm("LayerNorm"))
CASES = {
    "keys by distance": transformer(
        Residual(inner=attention(relative=distances(False)), last=norm("ln")),
        Residual(inner=forward(), last=norm("ln2")),
    ),
    "keys and queries by distance": transformer(Residual(inner=attention(relative=distances(True)), before=norm("ln"))),
    "the same in a decoder": transformer(Residual(inner=attention(relative=distances(True), causal=True))),
    "grouped heads that are turned in part": transformer(
        Residual(inner=TURNED, before=norm("a", rms=True), after=norm("b", rms=True, offset=1.0), last=norm("c"))
    ),
    "a norm within attention, and within the network": transformer(
        WITHIN,
        Residual(inner=forward(at="inter", names=("dense", "dense")), output="output", before=norm("inter.Norm")),
    ),
    "all projections in one, whose own the layer has": transformer(
        Residual(inner=attention(at="", names=("qkv", "o"), fused=Fused())),
        Residual(inner=forward(at="", names=("gate", "up", "down"), activation="silu"), last=norm("ln")),
        norm=norm("final"),
    ),
    "weights the other way round": transformer(
        Residual(
            inner=attention(names=("qkv", "o"), fused=Fused(), kind=Kind.CONV1D_GPT2, causal=True, in_float32=True)
        ),
        Residual(inner=forward(at="", kind=Kind.CONV1D_GPT2, bias=False)),
    ),
    "a bias by distance that the stack holds": transformer(
        Residual(inner=attention()), Residual(inner=forward()), relative=RelativeBias(Embedding("bias", 8, 4), 11, True)
    ),
    "sublayers side by side behind one norm": parallel(
        Residual(inner=attention(causal=True, rotary=Rotary(ROPE, interleaved=True), clip=0.7), scale=0.3),
        Residual(inner=forward(names=("gate_up", "down"), fused=True), scale=0.7),
        before=norm("ln", bias=False),
    ),
    "windows on both sides, a gate behind what it gates, and one bias": transformer(
        Residual(inner=attention(window=2, rotary=Rotary(ROPE), names=("qkv", "o"), fused=Fused())),
        Residual(inner=forward(names=("up_gate", "down"), fused=True, gate_last=True, bias=False, output_bias=True)),
    ),
    "sublayers side by side, each behind its own norm": parallel(
        Residual(inner=attention(causal=True, rotary=Rotary(ROPE)), before=norm("ln", offset=1.0)),
        Residual(inner=forward(activation="relu2"), before=norm("ln2", weighted=False, bias=False)),
    ),
    "norms of all heads together, and residuals of what was normed": transformer(
        Residual(
            inner=attention(
                key_heads=2,
                head_norms=(Norm("qn", 4 * HEAD, 1e-5, rms=True), Norm("kn", 2 * HEAD, 1e-5, rms=True)),
                norms_whole=True,
            ),
            before=norm("ln"),
            from_normed=True,
        ),
    ),
    "a norm with a weight for each head": transformer(
        Residual(
            inner=attention(
                key_heads=2,
                head_norms=(Norm("qn", HEAD, 1e-5, heads=4), Norm("kn", HEAD, 1e-5, bias=False, heads=2)),
                causal=True,
            ),
        ),
    ),
    "queries of a group before its key and its value": transformer(
        Residual(inner=attention(names=("qkv", "o"), key_heads=2, fused=Fused(groups=2), causal=True)),
    ),
    "values before keys, in four blocks": transformer(
        Residual(inner=attention(names=("qvk", "o"), fused=Fused("qvk", groups=4))),
    ),
    "words and distances, with a convolution beside the first layer": transformer(
        Residual(
            inner=attention(
                names=("qkv", "o"),
                bias=False,
                fused=Fused(groups=4),
                own_biases=("q_bias", "v_bias"),
                relative=apart(names=("pos_k", "pos_q"), key_bias=False),
            )
        ),
        relative=apart(names=("pos_k", "pos_q"), key_bias=False),
        convolved=ConvolvedInput("conv", Convolution("conv", SIZE, SIZE, 3), "tanh", norm("LayerNorm")),
    ),
    "distances in buckets, projected as words are": transformer(
        Residual(inner=attention(relative=apart(buckets=4, norm=norm("ln")))),
        relative=apart(buckets=4, norm=norm("ln")),
    ),
    "a bias by distance of each layer": transformer(
        Residual(inner=attention(relative=RelativeBias(Embedding("bias", 8, 4), 11, False), causal=True))
    ),
    "layers that are run several times": transformer(
        Residual(inner=attention(pruned=(1,))), Residual(inner=forward()), passes=((0,), (0, 1), (1,))
    ),
}


def decoder() -> Transformer:
    own = attention(at="self", names=("q", "k", "v", "dense"), causal=True)
    cross = replace(own, causal=False, crosses=True, source_size=9)
    ends = {"output": "output", "last": norm("LayerNorm")}
    return transformer(Residual(inner=own, at="attention", **ends), Residual(inner=cross, at="crossattention", **ends))


def biased() -> Transformer:
    """Layers that share what the first one makes of distances."""
    table = Embedding("bias", 8, 4)
    first = Residual(inner=attention(relative=RelativeBias(table, 11, bidirectional=True)), at="layer.0")
    plain = transformer(replace(first, inner=attention()))
    layers = (Layer("deep.in.0", (first,)), plain.stack.layers[1])
    return replace(plain, stack=replace(plain.stack, layers=layers))
