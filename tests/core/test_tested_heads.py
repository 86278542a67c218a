"""Which heads the contract of models is tested for: all, or few that together show every option of every block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import pytest

from trivet.testing.model_cases import KINDS, ModelCases
from trivet.testing.options import covering, options
from trivet.testing.subjects import Subject


class Every(ModelCases):
    pass


class Few(ModelCases):
    every_head = False


def shown(subjects: Iterable[Subject]) -> set[str]:
    return {option for each in subjects for option in each.options()}


@pytest.mark.parametrize("kind", KINDS)
def test_few_heads_show_every_option_that_all_show(kind: str) -> None:
    every, few = Every.chosen(kind), Few.chosen(kind)
    assert [each for each in every if each in few] == few
    assert shown(few) == shown(every)


def test_every_option_of_a_base_model_is_in_a_typical_head() -> None:
    """Other heads of a family have no blocks but those of the head."""
    bases = {option for each in Every.every() for option in options(each.base)}
    assert bases <= shown(Few.chosen("typical"))


def test_a_family_that_only_repeats_options_adds_no_head() -> None:
    assert 2 * len(Few.chosen("labelled")) < len(Every.chosen("labelled"))
    assert {each.family.model_type for each in Few.chosen("typical")} < set(types(Every.every()))


def types(subjects: Iterable[Subject]) -> Iterator[str]:
    return (each.family.model_type for each in subjects)


def test_a_head_with_an_option_of_its_own_is_chosen() -> None:
    pairs = [("a", {"x", "y"}), ("b", {"y"}), ("c", {"y", "z"}), ("d", {"x", "z"})]
    assert covering((name, frozenset(each)) for name, each in pairs) == ["a", "c"]
    assert covering([]) == []


def blocks_of(value: Any) -> Iterator[Any]:
    """Every block within a blueprint."""
    if isinstance(value, tuple):
        for each in value:
            yield from blocks_of(each)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from blocks_of(getattr(value, field.name))


def test_every_flag_and_every_choice_of_a_block_is_an_option() -> None:
    """A block that is computed differently never looks like another: nothing is listed by name here."""
    changed = 0
    files_only = {"stored", "written", "beside"}
    for block in {type(each): each for subject in Every.every() for each in blocks_of(subject.base)}.values():
        for field in fields(block):
            value, others = getattr(block, field.name), ()
            if isinstance(value, bool):
                others = (not value,)
            elif isinstance(value, Enum):
                others = tuple(each for each in type(value) if each is not value)
            for other in others:
                differs = set(options(replace(block, **{field.name: other}))) != set(options(block))
                assert differs == (field.name not in files_only and type(block).__name__ != "Leftover"), field.name
                changed += 1
    assert changed > 20
