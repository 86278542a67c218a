"""The numbers of the reference library, which every backend's models give: `GoldenContract`, with a runner."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import golden_tiers
import numpy as np
import pytest
from stored_gradients import gradients_by_parameter

from golden_data import Case, Framework, cases, compare, compare_gradients
from trivet.backends.registry import backend
from trivet.families.names import class_prefix
from trivet.testing.runner import Runner

INNER = {"output_hidden_states": True, "output_attentions": True}


class GoldenContract:
    """Outputs, losses and gradients of every head for which there are golden data, from every framework's files.

    With `every_case = False` the cases are few that together show every option, and one of each family.
    """

    runner: ClassVar[Runner]
    every_case: ClassVar[bool] = True

    @classmethod
    def cases(cls) -> list[Case]:
        """Those of the heads that the backend has."""
        own = backend(cls.runner.backend_name).exports
        return [case for case in cases() if class_prefix(cls.runner.backend_name) + case.head in own]

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """`case`: the cases; `trained`: those with gradients; `stored`: files of each, with their framework.

        The files of the backend's own framework are those of every case.
        """
        every = self.cases()
        held = every if self.every_case else golden_tiers.few(every)
        chosen = {*held}
        stored = [
            (case, each)
            for case in every
            if case.weights == case.folder
            for each in case.frameworks
            if case in chosen or each == self.runner.backend_name
        ]
        values: dict[str, list[Any]] = {
            "case": held,
            "trained": [case for case in held if case.has_gradients],
            "embedded": [case for case in every if case.extra("inputs_embeds") is not None],
            "stored": stored,
        }
        for name in values.keys() & {*metafunc.fixturenames}:
            metafunc.parametrize(name, values[name], ids=name_of)

    def load(self, case: Case, framework: Framework = "torch", **options: Any) -> Any:
        return self.runner.load(case.head, case.checkpoint(framework), **options)

    def test_every_output_is_the_reference_librarys(self, case: Case) -> None:
        outputs = self.runner.call(self.load(case), {**case.inputs(), **INNER})
        expected = case.outputs()
        compare(outputs, expected, case.tolerance)
        assert {name.partition(".")[0] for name in expected} <= {name.partition(".")[0] for name in outputs}

    def test_fused_attention_gives_the_same(self, case: Case) -> None:
        outputs, expected = self.runner.call(self.load(case), case.inputs()), case.outputs()
        inner = {name.partition(".")[0] for name in outputs if "." in name}
        assert inner <= {"router_logits"}  # which the config asks for
        compare(outputs, {name: array for name, array in expected.items() if name in outputs}, case.tolerance)

    def test_files_of_every_framework_hold_the_same_model(self, stored: tuple[Case, Framework]) -> None:
        case, framework = stored
        model, report = self.load(case, framework, output_loading_info=True)
        assert (report.missing, report.mismatched, report.unexpected) == ((), (), ())
        assert report.dialect == framework
        parameters, expected = self.runner.parameters(model), self.runner.parameters(self.load(case))
        assert parameters.keys() == expected.keys()
        for name, array in expected.items():
            np.testing.assert_array_equal(parameters[name], array, err_msg=name)

    def test_gradients_of_the_loss_are_the_reference_librarys(self, trained: Case) -> None:
        self.check_gradients(trained)

    def check_gradients(self, case: Case, **options: Any) -> None:
        """Hold the gradients of the loss against the reference library's; the call has further options."""
        model, expected = self.load(case), gradients_by_parameter(case.gradients(), case.config)
        gradients = self.runner.gradients(model, {**case.inputs(), **options})
        for name in gradients.keys() - expected.keys():
            assert not gradients.pop(name).any(), name  # the reference does not train it, such as `final_logits_bias`
        for name, row in self.other_rows(case, model):
            for arrays in (gradients, expected):
                if name in arrays:  # tables that no state is made of have no gradients
                    arrays[name] = np.delete(arrays[name], row, axis=0)
        compare_gradients(gradients, expected)

    def other_rows(self, case: Case, model: Any) -> Iterator[tuple[str, int]]:
        """Rows of parameters that the backend trains and the reference library in PyTorch does not."""
        return iter(())

    def test_vectors_in_place_of_ids_give_the_reference_librarys_outputs(self, embedded: Case) -> None:
        expected, inputs = embedded.extra("inputs_embeds"), embedded.inputs()
        assert expected is not None
        inputs = {**inputs, "input_ids": None, "inputs_embeds": expected.pop("inputs_embeds")}
        compare(self.runner.call(self.load(embedded), {**inputs, **INNER}), expected, embedded.tolerance)

    @pytest.mark.parametrize(
        ("problem_type", "stated"),
        [("regression", True), ("multi_label_classification", True), ("multi_label_classification", False)],
    )
    def test_each_problem_type_has_the_reference_librarys_loss(self, problem_type: str, stated: bool) -> None:
        case = Case("BertForSequenceClassification")
        extra = case.extra("problem_types")
        assert extra is not None
        model = self.load(case, problem_type=problem_type if stated else None)
        inputs = {**case.inputs(labels=False), "labels": extra[f"{problem_type}.labels"]}
        loss = self.runner.call(model, inputs)["loss"]
        np.testing.assert_allclose(loss, extra[f"{problem_type}.loss"], rtol=1e-6, atol=1e-6)


def name_of(value: Any) -> str:
    """A case's name with its family; with the framework of its files, if one is said."""
    case, *framework = value if isinstance(value, tuple) else (value,)
    return "-".join((case.family, str(case), *framework))
