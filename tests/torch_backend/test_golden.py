"""The same numbers as the reference library: outputs, losses, gradients of every family, from every dialect's files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from golden_contract import GoldenContract

from golden_data import Case, Framework
from trivet.families.registry import architecture
from trivet.layout import DIALECTS
from trivet_torch.testing import TorchRunner


class TestGolden(GoldenContract):
    runner = TorchRunner()

    def test_gradients_through_attention_that_is_not_fused_are_the_same(self, trained: Case) -> None:
        self.check_gradients(trained, output_attentions=True)

    def test_a_tuple_holds_the_same_in_the_same_order(self, case: Case) -> None:
        model, inputs = self.load(case), {**case.inputs(), "output_hidden_states": True}
        output = self.runner.outputs(model, inputs)
        returned = self.runner.outputs(model, {**inputs, "return_dict": False})
        assert isinstance(returned, tuple)
        for one, other in zip(returned, output.to_tuple(), strict=True):
            if isinstance(one, torch.Tensor | tuple):
                torch.testing.assert_close(one, other, rtol=0, atol=0)

    def test_saving_gives_back_the_reference_librarys_bytes(
        self, stored: tuple[Case, Framework], tmp_path: Path
    ) -> None:
        from safetensors import safe_open

        case, dialect = stored
        self.load(case, dialect).save_pretrained(tmp_path, dialect=dialect)
        with (
            safe_open(tmp_path / "model.safetensors", "np") as ours,
            safe_open(case.checkpoint(dialect) / "model.safetensors", "np") as theirs,
        ):
            assert required(ours.keys(), case, dialect) == required(theirs.keys(), case, dialect)
            for name in {*theirs.keys()} & {*ours.keys()}:
                one, other = ours.get_tensor(name), theirs.get_tensor(name)
                assert (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes()), name


def required(names: Iterable[str], case: Case, dialect: Framework) -> set[str]:
    """Names of a file without those of tables that are computed, which only some writers store."""
    family = architecture(case.family)
    params = family.parameters(family.config_class.from_dict(case.config), case.head)
    computed = [DIALECTS[dialect].encode(param, family) for param in params if param.buffer]
    return {name for name in names if not any(each.endswith(name.removesuffix(":0")) for each in computed)}
