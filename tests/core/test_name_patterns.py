"""Expressions that a file brings: the same names as `re` finds, and no expression that takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivet.layout.name_patterns import NamePattern, PatternError

NAMES = [
    "",
    "a",
    "ab",
    "aab.1",
    "layer.0.query",
    "model.layers.10.self_attn.q_proj",
    "model.layers.3.mlp.up_proj",
    "vision.layers.1.self_attn.q_proj",
    "lm_head",
    "a\n",
    "x-y",
]
PATTERNS = [
    "",
    "a",
    "a*b?",
    r".*\.(q_proj|up_proj)",
    r"model\.layers\.(?:3|1\d)\..*",
    r"^(?!.*vision).*(?:self_attn|mlp)\.[a-z_]+$",
    r"(?:.*?(?:model|text).*?(?:self_attn|mlp).*?(?:q_proj|up_proj).*?)|(?:\bmodel\.layers\.[\d]{1,}\.x)",
    r"[^.]+",
    r"[]a]+",
    r"(?P<name>a)(?=b).*",
    r"\w{2}",
    r"\w{,3}",
    r"\w{2,}",
    r"(a|b){0}",
    r"((a*)*)*",
    r"\Alm\x5fhead".replace(r"\x5f", "_") + r"\Z",
    r"\Ba\B|x\-y",
    r"a$",
    r"\S+\s?",
    r"{a",
    r"a{2",
]


@pytest.mark.parametrize("text", PATTERNS)
def test_matches_the_names_that_re_matches(text: str) -> None:
    assert NamePattern(text).matches(NAMES) == [name for name in NAMES if re.fullmatch(text, name)]


_ATOMS = st.sampled_from(["a", "b", ".", r"\d", "[ab]", "[^a]", r"\b", "^", "$"])
_EXPRESSIONS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map("({})".format),
        inner.map("(?={})".format),
        inner.map("(?!{})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "*?", "{,2}"])).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        ),
    ),
    max_leaves=6,
)


@given(_EXPRESSIONS, st.text("ab1", max_size=5))
def test_agrees_with_re_on_drawn_expressions(text: str, name: str) -> None:
    assert bool(NamePattern(text).matches([name])) == (re.fullmatch(text, name) is not None)


@pytest.mark.parametrize(
    "text", [r"(a+)+b", r"(a|a)*b", r"(a|aa)+b", r"(.*)*b", ".*" * 30 + "b", r"((a?){30})a{30}b", r"(?=(a+)+b)a*"]
)
def test_expressions_that_are_exponential_elsewhere_are_matched(text: str) -> None:
    assert NamePattern(text).matches(["a" * 40]) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("(", r"has an unmatched \("),
        (")", r"has an unmatched \)"),
        ("*", r"repeats nothing"),
        ("a**", r"repeats a repetition"),
        ("a++", r"repeats possessively"),
        ("[a", r"ends too early"),
        ("[b-a]", r"has the set \[b-a\], which is malformed"),
        ("[[a]", r"has the set \[\[a\], which is not supported"),
        (r"(a)\1", r"has \\1, which is not supported"),
        ("(?<=a)b", r"has the group \(\?<=a, which is not supported"),
        ("(?i)a", r"has the group \(\?i\)a, which is not supported"),
        ("a{5,2}", r"repeats 5 to 2 times"),
        ("((a{1000}){1000}){1000}", r"is too large"),
        ("(" * 5000, r"has 5000 characters"),
        ("(" * 60 + ")" * 60, r"more than 50 groups"),
    ],
)
def test_refuses_expressions_that_cannot_be_matched_safely(text: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        NamePattern(text)


def test_refuses_what_would_take_too_long() -> None:
    with pytest.raises(PatternError, match=r"^takes too long to be matched$"):
        NamePattern("(?:a?){2000}".replace("2000", "999") + "b").matches(["a" * 5000] * 40)
