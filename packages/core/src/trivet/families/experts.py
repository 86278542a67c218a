"""Decoders with experts: facts of their configs, their blueprint, and how files store experts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, NamedTuple

from trivet.families import derive
from trivet.families import requirements as must
from trivet.families.blocks import Experts, FeedForward, Linear, Router, Scoring
from trivet.families.causal import DecoderConfig, declared
from trivet.families.decoders import DecoderFamily
from trivet.families.fields import field
from trivet.families.heads import CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION, HeadKind
from trivet.families.routing import Balancing
from trivet.layout import Kind, ParamSpec, join
from trivet.layout.recipes import Recipe, stacked
from trivet.layout.spellings import Spelling

MOE_CAUSAL_LM = CAUSAL_LM.variant(output="MoeCausalLMOutputWithPast")


class ExpertsConfig(DecoderConfig):
    """Fields of the config.json of mixtures of experts that can return what their routers choose by.

    Attributes:
        num_experts_per_tok: how many experts each token has.
        output_router_logits: whether calls return the routers' outputs, and the loss includes `aux_loss`.
        router_aux_loss_coef: factor of `aux_loss`.
    """

    num_experts_per_tok: int = field(must.SIZE, default=2, kw_only=True, small=2)
    output_router_logits: bool = field(must.FLAG, default=False, kw_only=True)
    router_aux_loss_coef: float = field(must.NOT_NEGATIVE, default=0.001, kw_only=True)

    @property
    def expert_count(self) -> int:
        """Number of experts."""
        own = type(self).fields
        return int(getattr(self, "num_experts" if "num_experts" in own else "num_local_experts"))

    @property
    def expert_size(self) -> int:
        """Intermediate size of each expert: the field `moe_intermediate_size` if the class has it."""
        return int(declared(self, "moe_intermediate_size", self.intermediate_size))

    @property
    def layer_mixes(self) -> tuple[bool, ...]:
        """For each layer whether it has experts."""
        return (True,) * int(self.num_hidden_layers)

    def validate(self) -> None:
        """Refuse configs that the models do not support."""
        super().validate()
        must.integer(1, self.expert_count).check("num_experts_per_tok", self.num_experts_per_tok)


class Elsewhere(NamedTuple):
    """Names in files of a layer's experts other than those of models.

    Attributes:
        at: the module, below the layer.
        router: path of the router's projection from there.
        tables: paths of the stacked parameters from there.
    """

    at: str
    router: str
    tables: tuple[str, ...] = ("experts.gate_up_proj", "experts.down_proj")


class ExpertsFamily(DecoderFamily):
    """A family of decoders with experts.

    Attributes:
        parts: names in files of each expert's gate, of what it multiplies, and of the projection back: each a module
            below a numbered one. Empty if files stack experts as models do.
        router: path of the router's projection, from the module of the experts.
        others: how other files, which stack experts, name them.
    """

    routes = True
    kinds: ClassVar[tuple[HeadKind, ...]] = (MOE_CAUSAL_LM, LAST_TOKEN_CLASSIFICATION, TOKEN_CLASSIFICATION)
    parts: ClassVar[tuple[str, ...]] = ("gate_proj", "up_proj", "down_proj")
    router: ClassVar[str] = "gate"
    others: ClassVar[tuple[Elsewhere, ...]] = ()

    def forward(self, config: Any, index: int) -> FeedForward | Experts:
        """Experts, in the layers that have them."""
        return self.experts(config) if config.layer_mixes[index] else self.feed_forward(config)

    def experts(self, config: Any) -> Experts:
        """The mixture of a layer."""
        return Experts(
            at=self.names.forward,
            size=config.hidden_size,
            inner=config.expert_size,
            count=config.expert_count,
            activation=config.hidden_act,
            router=self.routing(config),
        )

    def routing(self, config: Any) -> Router:
        """The router of a layer: softmax over all experts, then the highest."""
        return Router(
            linear=Linear(self.router, config.hidden_size, config.expert_count, bias=False),
            chosen=config.num_experts_per_tok,
            scoring=Scoring.SOFTMAX,
            normed=bool(declared(config, "norm_topk_prob", False)),
            jitter=getattr(config, "router_jitter_noise", 0.0),
        )

    def balancing(self, config: Any) -> Balancing | None:
        """As for `Family`."""
        return Balancing(config.num_experts_per_tok, config.router_aux_loss_coef)

    def spellings(self, config: Any) -> Sequence[Spelling]:
        """Files have a tensor for each expert; others, of libraries that stack them, are read as well."""
        recipes: list[Recipe] = []
        names: dict[str, tuple[str, ...]] = {}
        for at, block in self._mixtures(config):
            params = [ParamSpec(join(at, table.at), table.shape) for table in block.tables]
            if self.parts:
                recipes += self._apart(at, block, params)
            for other in self.others:
                there, weight = at.removesuffix(block.at) + other.at, join(at, block.router.linear.at, "weight")
                names[weight] = (weight, join(there, other.router, "weight"))
                tables = zip(params, other.tables, strict=True)
                names |= {param.name: (param.name, join(there, table)) for param, table in tables}
        return (Spelling(recipes=tuple(recipes), names=names, dialects=("torch",)),)

    def _apart(self, at: str, block: Experts, params: Sequence[ParamSpec]) -> Iterator[Recipe]:
        into, down = params

        def weight(number: int, part: str, outputs: int, inputs: int) -> ParamSpec:
            path = join(at, block.names[0].rpartition(".")[0], str(number), part, "weight")
            return ParamSpec(path, (outputs, inputs), Kind.LINEAR)

        gate, up, last = self.parts
        rows = range(block.count)
        pairs = [[weight(row, name, block.inner, block.size) for name in (gate, up)] for row in rows]
        yield stacked(into, pairs).inverse
        yield stacked(down, [[weight(row, last, block.size, block.inner)] for row in rows]).inverse

    def _mixtures(self, config: Any) -> Iterator[tuple[str, Experts]]:
        """Every mixture with its path in files."""
        (side,) = derive.sides(self._base(config)[0])
        for layer in side.stack.layers:
            for each in layer.sublayers:
                if isinstance(each.inner, Experts):
                    yield join(self.base_prefix, layer.at, each.inner.at), each.inner
