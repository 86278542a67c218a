"""Every model gives what the numpy backend computes from the same blueprint: outputs, losses, and slopes of losses.

That is the reference for families, heads and options of which there are no golden data.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from numpy_backend.models import class_of

from golden_data import cases
from trivet.families.blocks import Embedding, Learned, Steps, TextEmbeddings
from trivet.families.heads import Loss
from trivet.layout import join
from trivet.testing import samples
from trivet.testing.model_cases import Load, ModelCases, close
from trivet.testing.options import covering
from trivet.testing.runner import flat
from trivet.testing.strategies import configs
from trivet.testing.subjects import Subject

STEP = 1e-6
"""Of finite differences, in float64."""
ALIKE = not os.environ.get("TRIVET_EVERY_HEAD")
"""Whether every run draws the same configs; `nox -s contract` draws others each time."""
INNER = {"output_hidden_states": True, "output_attentions": True}


GOLDEN = frozenset(case.head for case in cases())
"""Heads that are held against the reference library already."""


def drawn(count: int) -> Callable[..., None]:
    """A test that the outputs are those of the blueprint whatever the config, for as many configs of each family."""

    @settings(
        max_examples=count, derandomize=ALIKE, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(data=st.data())
    def test(
        self: ReferenceContract, typical: Subject, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        config = data.draw(configs(typical.family.model_type, typical.head))
        defaults = typical.config().to_dict()
        fields = {name: each for name, each in config.to_dict().items() if each != defaults.get(name)}
        subject = typical.variant(**fields)
        # whether a stack is causal and attends to an encoder is said by its layers
        assume(subject.source.stack.layers and subject.text.stack.layers)
        # norms of numbers that are nearly equal, or nearly zero, magnify rounding; a pair has no sizes of its own
        assume(all(getattr(subject.config(), name, 4) >= 4 for name in ("hidden_size", "intermediate_size")))
        folder = tmp_path_factory.mktemp("drawn")
        samples.write_model(subject.family, subject.head, subject.config(), folder)
        length = min(5, subject.places() or 5)
        inputs = subject.inputs(length=length, target_length=length, padding=(0, length // 2))
        expected = flat(class_of(subject.head).from_pretrained(folder)(**inputs))
        found = self.runner.call(self.runner.load(subject.head, folder), {**inputs, **INNER})
        for name, array in expected.items():
            close(found[name], array, name)

    return test


class ReferenceContract(ModelCases):
    """Held against numpy: each head without golden data, and each family with random configs.

    With `every_head = False` the heads, and the families, are few that together show every option.
    """

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        if "head" in metafunc.fixturenames:
            heads = [each for each in self.every() if each.head not in GOLDEN]
            few = covering((each, each.options()) for each in heads)
            metafunc.parametrize("head", heads if self.every_head else few, ids=str)
        super().pytest_generate_tests(metafunc)

    def test_outputs_and_loss_are_those_of_the_blueprint(self, head: Subject, load: Load) -> None:
        inputs = head.inputs()
        inputs |= head.labels(inputs)
        expected = flat(reference(head)(**inputs))
        found = self.runner.call(load(head), {**inputs, **INNER})
        assert found.keys() == expected.keys()
        for name, array in expected.items():
            close(found[name], array, name)

    def test_slope_of_the_loss_is_that_of_the_blueprint(self, head: Subject, load: Load) -> None:
        """Along one direction through all parameters that are trained; by finite differences in the reference."""
        self.require("gradients")
        inputs = head.inputs()
        labels = head.labels(inputs)
        if not labels:
            pytest.skip("no loss")
        inputs |= labels
        gradients, model = self.runner.gradients(load(head), inputs), reference(head)
        draw, start = np.random.default_rng(0), dict(model.tensors)
        direction = {name: draw.standard_normal(array.shape) for name, array in start.items() if name in gradients}
        for name, row in untrained_rows(head):
            direction[name][row] = 0
        losses = []
        for step in (STEP, -STEP):
            moved = {name: start[name].astype(np.float64) + step * each for name, each in direction.items()}
            model.tensors = {**start, **moved}
            losses.append(float(model(**inputs)["loss"]))
        slope = sum(float((gradients[name] * each).sum()) for name, each in direction.items())
        close(np.asarray(slope), np.asarray((losses[0] - losses[1]) / (2 * STEP)), tolerance=1e-4)
        assert start.keys() - gradients.keys() <= untrained(head)

    test_outputs_are_those_of_the_blueprint_whatever_the_config = drawn(3)


def reference(subject: Subject) -> Any:
    """The numpy model of a subject's weights."""
    model = class_of(subject.head)(subject.config())
    model.tensors = samples.weights(subject.family, subject.head, model.config)
    return model


def untrained(subject: Subject) -> set[str]:
    """Parameters that `loss` does not depend on, or that have no gradients.

    Those are biases that are only added when text is written, tables of sines, and what scores choices beside words:
    its loss is another.
    """
    config, kind = subject.config(), subject.family.kind(subject.head)
    names = {each.name for each in subject.family.parameters(config, subject.head)}
    found = {name for name in names if name == "final_logits_bias" or "position" in name}
    if kind is not None and kind.loss is Loss.WORDS_AND_CHOICES:
        _, choices = subject.family.branches(config, subject.head)
        places = tuple(f"{step.at}." for step in choices.steps if isinstance(step, Steps))
        found |= {name for name in names if name.startswith(places)}
    return found


def untrained_rows(subject: Subject) -> Iterator[tuple[str, int]]:
    """The rows of tables that padding has, which PyTorch and Flax do not train."""
    config = subject.config()
    owners = {each.name: each.tied or each.name for each in subject.family.parameters(config, subject.head)}
    for side in {subject.source.at: subject.source, subject.text.at: subject.text}.values():
        if not isinstance(side.embeddings, TextEmbeddings):
            continue
        positions = side.embeddings.positions
        tables = [side.embeddings.words, *([positions.table] if isinstance(positions, Learned) else [])]
        for table in tables:
            name = join(
                subject.family.for_head(subject.head).base_prefix, side.at, side.embeddings.at, table.at, "weight"
            )
            if isinstance(table, Embedding) and table.padding is not None:
                yield owners[name], table.padding
