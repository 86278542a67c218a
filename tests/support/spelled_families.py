"""Families whose files write parameters in other numbers than models have them: Llama's blocks fused, and experts."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

import numpy as np

from trivet.families.text.llama import Llama, LlamaConfig
from trivet.layout import Kind, ParamSpec
from trivet.layout.recipes import Recipe, fused, paired, shifted, stacked
from trivet.layout.spellings import Spelling
from trivet.plugin import LAYERS, SIZE, VOCABULARY, WIDTH, Family, PretrainedConfig, field

Weights = Mapping[str, np.ndarray]

SIZES = {
    "vocab_size": 11,
    "hidden_size": 10,
    "intermediate_size": 14,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "head_dim": 6,
    "attention_bias": True,
    "mlp_bias": True,
}
FUSIONS = ("one after the other", "head by head", "group by group", "in blocks")


class FusedConfig(LlamaConfig):
    """Llama's, and how its files fuse queries, keys and values, and gate and up."""

    model_type = "fused-llama"
    fusion: str = field(default=FUSIONS[0], kw_only=True)
    only: list[str] | None = field(default=None, kw_only=True)


class FusedLlama(Llama):
    """Llama whose files have one tensor for the projections that read the same states."""

    config_class, name, title = FusedConfig, "Llama", "Llama"

    def spellings(self, config: FusedConfig) -> Sequence[Spelling]:
        """As Phi-3, GPT-NeoX, Falcon-40B and CodeGen fuse; gates alternate where they do in gpt-oss."""
        params = self.universe(config)
        groups, letters = {
            FUSIONS[0]: (1, "qkv"),
            FUSIONS[1]: (config.num_attention_heads, "qkv"),
            FUSIONS[2]: (config.num_key_value_heads, "qkv"),
            FUSIONS[3]: (2, "qvk"),
        }[config.fusion]
        turns = config.intermediate_size if config.fusion == FUSIONS[1] else 1
        recipes = []
        for layer in range(config.num_hidden_layers):
            attention, mlp = f"model.layers.{layer}.self_attn", f"model.layers.{layer}.mlp"
            for leaf in _leaves(params, attention):
                parts = [params[f"{attention}.{letter}_proj.{leaf}"] for letter in letters]
                recipes.append(fused(f"{attention}.qkv_proj.{leaf}", parts, groups=groups))
            for leaf in _leaves(params, mlp):
                gates = [params[f"{mlp}.{name}_proj.{leaf}"] for name in ("gate", "up")]
                recipes.append(fused(f"{mlp}.gate_up_proj.{leaf}", gates, groups=turns))
        return (Spelling(recipes=tuple(recipes), dialects=None if config.only is None else tuple(config.only)),)


def _leaves(names: Container[str], module: str) -> list[str]:
    first = "q_proj" if module.endswith("self_attn") else "gate_proj"
    return [leaf for leaf in ("weight", "bias") if f"{module}.{first}.{leaf}" in names]


def fused_by_hand(weights: Weights, config: FusedConfig) -> dict[str, np.ndarray]:
    """What a PyTorch file of the family has, from Llama's weights, with nothing of trivet."""
    stored = {name: array for name, array in weights.items() if not name.rpartition(".")[0].endswith(_FUSED)}
    heads, kv, size = config.num_attention_heads, config.num_key_value_heads, config.head_dim
    for layer in range(config.num_hidden_layers):
        attention, mlp = f"model.layers.{layer}.self_attn", f"model.layers.{layer}.mlp"
        for leaf in _leaves(weights, attention):
            q, k, v = (weights[f"{attention}.{letter}_proj.{leaf}"] for letter in "qkv")
            rest = q.shape[1:]
            if config.fusion == FUSIONS[0]:
                whole = np.concatenate([q, k, v])
            elif config.fusion == FUSIONS[1]:
                whole = np.stack([each.reshape(heads, size, *rest) for each in (q, k, v)], axis=1)
            elif config.fusion == FUSIONS[2]:
                grouped = [each.reshape(kv, -1, size, *rest) for each in (q, k, v)]
                whole = np.concatenate(grouped, axis=1)
            else:
                whole = np.concatenate([each.reshape(2, -1, *rest) for each in (q, v, k)], axis=1)
            stored[f"{attention}.qkv_proj.{leaf}"] = whole.reshape(-1, *rest)
        for leaf in _leaves(weights, mlp):
            gate, up = (weights[f"{mlp}.{name}_proj.{leaf}"] for name in ("gate", "up"))
            both = np.stack([gate, up], axis=1) if config.fusion == FUSIONS[1] else np.concatenate([gate, up])
            stored[f"{mlp}.gate_up_proj.{leaf}"] = both.reshape(-1, *gate.shape[1:])
    return stored


_FUSED = ("q_proj", "k_proj", "v_proj", "gate_proj", "up_proj")


class ExpertsConfig(PretrainedConfig):
    """Sizes of a mixture of experts."""

    model_type = "experts"
    experts: int = field(SIZE, default=3)
    hidden_size: int = field(WIDTH, default=6)
    inner: int = field(WIDTH, default=5)
    layers: int = field(LAYERS, default=2)
    vocab_size: int = field(VOCABULARY, default=7)


class Experts(Family):
    """Words, a router and experts, of whom models have one parameter; norms are 1 + w, turned rows lie in halves."""

    config_class, base_prefix = ExpertsConfig, "model"

    def base(self, config: ExpertsConfig) -> Any:
        """Of no blocks: no framework has models of it."""
        raise AssertionError("its parameters are listed")

    def omitted(self, config: ExpertsConfig, head: str) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def added(self, config: ExpertsConfig) -> frozenset[str]:
        """Nothing."""
        return frozenset()

    def base_parameters(self, config: ExpertsConfig) -> tuple[ParamSpec, ...]:
        """Of all layers."""
        size, inner, experts = config.hidden_size, config.inner, config.experts
        params = [ParamSpec("model.words.weight", (config.vocab_size, size), Kind.EMBEDDING)]
        for layer in range(config.layers):
            at = f"model.layers.{layer}"
            params += [
                ParamSpec(f"{at}.norm.weight", (size,), Kind.RMS_NORM, block=at),
                ParamSpec(f"{at}.query.weight", (8, size), Kind.LINEAR, block=at),
                ParamSpec(f"{at}.router.weight", (experts, size), Kind.LINEAR, block=at),
                ParamSpec(f"{at}.experts.gate_up_proj", (experts, 2 * inner, size), block=at),
                ParamSpec(f"{at}.experts.down_proj", (experts, size, inner), block=at),
            ]
        return tuple(params)

    def spellings(self, config: ExpertsConfig) -> Sequence[Spelling]:
        """Files have a tensor for each expert, as Mixtral's; norms as 1 + w; and turned rows in pairs."""
        params = self.universe(config)
        apart: list[Recipe] = []
        values: list[Recipe] = []
        for layer in range(config.layers):
            at = f"model.layers.{layer}"
            gate_up, down = params[f"{at}.experts.gate_up_proj"], params[f"{at}.experts.down_proj"]
            size, inner = config.hidden_size, config.inner
            rows = [f"{at}.experts.{number}" for number in range(config.experts)]
            gates = [[_weight(f"{row}.w1", inner, size), _weight(f"{row}.w3", inner, size)] for row in rows]
            downs = [[_weight(f"{row}.w2", size, inner)] for row in rows]
            apart += [stacked(gate_up, gates).inverse, stacked(down, downs).inverse]
            norm, query = params[f"{at}.norm.weight"], params[f"{at}.query.weight"]
            values += [shifted(norm, norm, -1.0), paired(query, query, 2)]
        return (Spelling(recipes=(*apart, *values)),)


def _weight(name: str, outputs: int, inputs: int) -> ParamSpec:
    return ParamSpec(f"{name}.weight", (outputs, inputs), Kind.LINEAR)


def experts_by_hand(weights: Weights, config: ExpertsConfig) -> dict[str, np.ndarray]:
    """What a PyTorch file of the family has, with nothing of trivet."""
    stored = dict(weights)
    for layer in range(config.layers):
        at = f"model.layers.{layer}"
        gate_up = stored.pop(f"{at}.experts.gate_up_proj")
        down = stored.pop(f"{at}.experts.down_proj")
        for e in range(config.experts):
            stored[f"{at}.experts.{e}.w1.weight"] = gate_up[e, : config.inner]
            stored[f"{at}.experts.{e}.w3.weight"] = gate_up[e, config.inner :]
            stored[f"{at}.experts.{e}.w2.weight"] = down[e]
        stored[f"{at}.norm.weight"] = stored[f"{at}.norm.weight"] + np.float32(1)
        query = stored[f"{at}.query.weight"]
        stored[f"{at}.query.weight"] = query.reshape(2, 2, 2, -1).swapaxes(1, 2).reshape(query.shape)
    return stored
