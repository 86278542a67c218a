"""Recipes: every element has its place, both directions undo each other, and a part is what the whole has there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivet.layout import Kind, Layout, ParamSpec
from trivet.layout.assembling import assembled
from trivet.layout.recipes import Recipe, fused, paired, shifted, stacked
from trivet.layout.views import View, regions

SMALL = st.integers(1, 4)


def specs(*shapes: tuple[int, ...]) -> list[ParamSpec]:
    return [ParamSpec(f"part{number}.weight", shape, Kind.LINEAR) for number, shape in enumerate(shapes)]


def numbered(tensors: tuple[ParamSpec, ...]) -> list[np.ndarray]:
    """Tensors of which no two elements are alike."""
    first, arrays = 0, []
    for spec in tensors:
        arrays.append(np.arange(first, first + spec.size, dtype=np.float64).reshape(spec.shape))
        first += spec.size
    return arrays


def carried(recipe: Recipe, stored: list[np.ndarray]) -> list[np.ndarray]:
    """The parameters that stored tensors make."""
    made = []
    for number, param in enumerate(recipe.params):
        pieces = [each for each in recipe.pieces if each.param == number]
        moves = [(each.take.of(stored[each.stored]), each.into) for each in pieces]
        made.append(assembled(moves, param.shape, np.dtype(np.float64), shift=recipe.shift))
    return made


@st.composite
def fusions(draw: st.DrawFn) -> Recipe:
    axis, groups = draw(st.integers(0, 1)), draw(SMALL)
    turns, other = draw(st.lists(SMALL, min_size=1, max_size=4)), draw(SMALL)
    shapes = [(groups * turn, other) if axis == 0 else (other, groups * turn) for turn in turns]
    return fused("whole.weight", specs(*shapes), axis=draw(st.sampled_from([axis, axis - 2])), groups=groups)


@st.composite
def stacks(draw: st.DrawFn) -> Recipe:
    rows, row = draw(SMALL), draw(st.integers(1, 3))
    axis, groups, turn, other = draw(st.integers(0, 1)), draw(SMALL), draw(SMALL), draw(SMALL)
    shape = (groups * turn, other) if axis == 0 else (other, groups * turn)
    parts = specs(*[shape] * (rows * row))
    inner = tuple(length * row if each == axis else length for each, length in enumerate(shape))
    transposed = draw(st.booleans())
    whole = ParamSpec("whole", (rows, *(inner[::-1] if transposed else inner)))
    groups_of = [parts[first : first + row] for first in range(0, len(parts), row)]
    return stacked(whole, groups_of, axis=axis, groups=groups, transposed=transposed)


@st.composite
def pairings(draw: st.DrawFn) -> Recipe:
    heads, half, rest = draw(SMALL), draw(SMALL), draw(st.lists(SMALL, max_size=1))
    turned = 2 * draw(st.integers(1, half))
    (stored, param) = specs(*[(heads * 2 * half, *rest)] * 2)
    return paired(stored, param, heads, size=draw(st.sampled_from([turned, None])))


RECIPES = st.one_of(fusions(), stacks(), pairings())


@given(RECIPES, st.booleans())
def test_the_inverse_gives_back_what_was_there(recipe: Recipe, turned: bool) -> None:
    recipe = recipe.inverse if turned else recipe
    stored = numbered(recipe.stored)
    params = carried(recipe, stored)
    assert sorted(np.concatenate([each.ravel() for each in params])) == list(range(sum(each.size for each in stored)))
    for array, back in zip(stored, carried(recipe.inverse, params), strict=True):
        assert np.array_equal(array, back)


@given(RECIPES, st.data())
def test_a_part_of_a_parameter_is_made_of_parts_of_what_is_stored(recipe: Recipe, data: st.DataObject) -> None:
    recipe = recipe.inverse if data.draw(st.booleans()) else recipe
    stored, params = numbered(recipe.stored), carried(recipe, numbered(recipe.stored))
    number = data.draw(st.integers(0, len(params) - 1))
    whole = params[number]
    bounds = []
    for length in whole.shape:
        first = data.draw(st.integers(0, length - 1))
        bounds.append((first, data.draw(st.integers(first + 1, length))))
    part = np.full([end - first for first, end in bounds], np.nan)
    moved = 0
    for piece in recipe.pieces:
        if piece.param == number:
            for region in regions(piece.take, piece.into, tuple(bounds)):
                box, inside = region.take.covered()
                source = stored[piece.stored]
                assert np.array_equal(inside.of(source[box]), region.take.of(source))
                region.of(part)[...] = region.take.of(source)
                moved += region.take.of(source).size
    assert moved == part.size  # nothing twice
    assert np.array_equal(part, whole[tuple(slice(*each) for each in bounds)])


@given(RECIPES, st.data())
def test_views_follow_a_tensor_into_another_layout(recipe: Recipe, data: st.DataObject) -> None:
    piece = data.draw(st.sampled_from(recipe.pieces))
    (array,) = numbered((recipe.stored[piece.stored],))
    layout = Layout(tuple(data.draw(st.permutations(range(array.ndim)))), data.draw(st.integers(0, 2)))
    moved = np.ascontiguousarray(layout.view(array))
    assert np.array_equal(piece.take.on(layout).of(moved), piece.take.of(array))
    assert np.shares_memory(piece.take.on(layout).of(moved), moved)


def test_queries_keys_and_values_lie_as_families_have_them() -> None:
    """Each row of the fused tensor by the letter of the part that it is of, and its row there."""

    def rows(recipe: Recipe, names: str) -> str:
        labels = [
            np.array([f"{name}{row}" for row in range(spec.shape[0])], object)[:, None]
            for name, spec in zip(names, recipe.params, strict=True)
        ]
        whole = np.empty(recipe.stored[0].shape, object)
        for piece in recipe.pieces:
            piece.take.of(whole)[...] = piece.into.of(labels[piece.param])
        return " ".join(whole.ravel())

    even = specs((4, 1), (4, 1), (4, 1))
    grouped = specs((4, 1), (2, 1), (2, 1))
    assert rows(fused("w", grouped), "qkv") == "q0 q1 q2 q3 k0 k1 v0 v1"  # Phi-3
    assert rows(fused("w", even, groups=2), "qkv") == "q0 q1 k0 k1 v0 v1 q2 q3 k2 k3 v2 v3"  # GPT-NeoX: two heads
    assert rows(fused("w", grouped, groups=2), "qkv") == "q0 q1 k0 v0 q2 q3 k1 v1"  # Falcon-40B: two groups
    assert rows(fused("w", even, groups=4), "qvk") == "q0 v0 k0 q1 v1 k1 q2 v2 k2 q3 v3 k3"  # CodeGen: four blocks
    assert rows(fused("w", even[:2], groups=4), "gu") == "g0 u0 g1 u1 g2 u2 g3 u3"  # gpt-oss
    assert rows(paired(*specs((8, 1), (8, 1)), 2), "q") == "q0 q2 q1 q3 q4 q6 q5 q7"  # GGUF: two heads
    assert rows(paired(*specs((6, 1), (6, 1)), 1, size=4), "q") == "q0 q2 q1 q3 q4 q5"


def test_experts_are_stacked_as_families_have_them() -> None:
    gates, ups = specs((2, 3), (2, 3)), specs((2, 3), (2, 3))
    arrays = numbered((*gates, *ups))
    rows = [[gates[0], ups[0]], [gates[1], ups[1]]]
    order = [arrays[0], arrays[2], arrays[1], arrays[3]]
    whole = stacked(ParamSpec("w", (2, 4, 3)), rows).inverse  # Mixtral
    assert np.array_equal(
        carried(whole, order)[0], [np.concatenate([arrays[0], arrays[2]]), np.concatenate([arrays[1], arrays[3]])]
    )
    turned = stacked(ParamSpec("w", (2, 3, 4)), rows, groups=2, transposed=True).inverse  # gpt-oss
    (made,) = carried(turned, order)
    assert np.array_equal(made[1][:, 0::2].T, arrays[1])
    assert np.array_equal(made[1][:, 1::2].T, arrays[3])


@given(st.lists(st.floats(-2, 2, width=16), min_size=1))
def test_a_number_is_added_and_taken_off_again(values: list[float]) -> None:
    """In float64, which holds the sums of these halves."""
    array = np.array(values)
    recipe = shifted(ParamSpec("w", array.shape), ParamSpec("w", array.shape), -1.0)
    (weights,) = carried(recipe, [array])
    assert np.array_equal(weights, array - 1)
    assert np.array_equal(carried(recipe.inverse, [weights])[0], array)


def test_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match=r"part0.weight: axis 0 of \[3, 2\] cannot be divided into 2 groups"):
        fused("w", specs((3, 2)), groups=2)
    with pytest.raises(ValueError, match="6 rows are not 4 heads of pairs"):
        paired(*specs((6, 1), (6, 1)), 4)
    with pytest.raises(ValueError, match="6 rows are not 2 heads of pairs"):
        paired(*specs((6, 1), (6, 1)), 2)
    with pytest.raises(ValueError, match="w and part0.weight do not fit"):
        stacked(ParamSpec("w", (1, 5, 3)), [specs((2, 3), (2, 3))])
    with pytest.raises(ValueError, match="the pieces have 6 of the 12 elements of w"):
        whole = stacked(ParamSpec("w", (2, 2, 3)), [specs((2, 3)), specs((2, 3))])
        Recipe(whole.stored, whole.params[:1], whole.pieces[:1])


def test_a_view_that_only_orders_axes_can_be_undone() -> None:
    array = np.arange(6).reshape(2, 3)
    view = View.whole((3, 2)).on(Layout((1, 0))).unsqueezed()
    assert view.is_layout
    assert np.shares_memory(view.undone(view.of(array)), array)
    assert np.array_equal(view.undone(view.of(array)), array)
    assert not View.whole((2, 3)).cut(0, 0, 1).is_layout
    assert not View.split(((2, 2),)).is_layout
