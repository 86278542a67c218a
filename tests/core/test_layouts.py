"""Layouts: views without copies, exact inverses, and compositions that equal one step after the other."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trivet.layout import IDENTITY, Layout
from trivet.layout.kinds import LEAVES
from trivet.layout.ops import between

shapes = st.lists(st.integers(0, 4), max_size=4).map(tuple)


@st.composite
def shapes_and_layouts(draw: st.DrawFn, count: int = 1) -> tuple[tuple[int, ...], list[Layout]]:
    shape = draw(shapes)
    axes = st.none() | st.permutations(range(len(shape))).map(tuple)
    return shape, [Layout(draw(axes), draw(st.integers(0, 2))) for _ in range(count)]


def numbered(shape: tuple[int, ...]) -> np.ndarray:
    return np.arange(np.prod(shape, dtype=int), dtype=np.int32).reshape(shape)


@given(shapes_and_layouts())
def test_view_is_numpys_transpose_with_axes_of_one_in_front(made: tuple[tuple[int, ...], list[Layout]]) -> None:
    shape, [layout] = made
    array = numbered(shape)
    expected = array.transpose(layout.axes) if layout.axes is not None else array
    expected = expected.reshape((1,) * layout.unit_axes + expected.shape)
    found = layout.view(array)
    assert isinstance(found, np.ndarray)
    assert layout.applies_to(shape)
    assert found.shape == layout.shape(shape) == expected.shape
    assert np.array_equal(found, expected)
    assert found.size == 0 or np.shares_memory(found, array)


@given(shapes_and_layouts())
def test_inverse_undoes(made: tuple[tuple[int, ...], list[Layout]]) -> None:
    shape, [layout] = made
    array = numbered(shape)
    assert layout.inverse.applies_to(layout.shape(shape))
    assert layout.inverse.shape(layout.shape(shape)) == shape
    assert np.array_equal(layout.inverse.view(layout.view(array)), array)
    assert layout.inverse.inverse == layout


@given(shapes_and_layouts(count=2))
def test_between_is_back_and_forth_in_one_step(made: tuple[tuple[int, ...], list[Layout]]) -> None:
    shape, [source, target] = made
    array = numbered(shape)
    step = between(source, target)
    stored = source.view(array)
    assert step.applies_to(stored.shape)
    assert step.shape(stored.shape) == target.shape(shape)
    assert np.array_equal(step.view(stored), target.view(array))


@given(shapes_and_layouts())
def test_between_a_layout_and_itself_moves_nothing(made: tuple[tuple[int, ...], list[Layout]]) -> None:
    _, [layout] = made
    assert between(layout, layout).is_identity
    assert between(IDENTITY, layout).unit_axes == layout.unit_axes


def test_scalar_stays_an_array() -> None:
    """Indexing with () would make a scalar of it, which is a copy and no array."""
    array = np.array(2.5, np.float32)
    for layout in (IDENTITY, Layout(()), Layout(None, 0)):
        found = layout.view(array)
        assert isinstance(found, np.ndarray)
        assert np.shares_memory(found, array)


@pytest.mark.parametrize(
    ("layout", "shape", "applies"),
    [
        (Layout((1, 0)), (2, 3), True),
        (Layout((1, 0)), (2,), False),
        (Layout((1, 0)), (1, 2, 3), False),
        (Layout(None, -1), (1, 5), True),
        (Layout(None, -1), (2, 5), False),
        (Layout(None, -1), (), False),
        (Layout((1, 0), -1), (1, 2, 3), True),
        (Layout(None, 1), (), True),
        (IDENTITY, (2, 3, 4), True),
    ],
)
def test_says_which_shapes_it_applies_to(layout: Layout, shape: tuple[int, ...], applies: bool) -> None:
    assert layout.applies_to(shape) is applies


def test_says_whether_bytes_move() -> None:
    assert IDENTITY.is_identity
    assert not IDENTITY.moves_bytes
    assert Layout((1, 0)).moves_bytes
    assert not Layout(None, 1).is_identity
    assert not Layout(None, 1).moves_bytes


def test_every_layout_of_the_table_is_one_of_its_shape() -> None:
    for leaves in LEAVES.values():
        for leaf in leaves.values():
            for layout in (leaf.tensorflow_layout, leaf.flax_layout):
                if layout.axes is not None:
                    assert sorted(layout.axes) == list(range(len(layout.axes)))
                assert layout.unit_axes >= 0


@pytest.mark.parametrize(
    ("layout", "shape"),
    [
        (Layout(), (4, 6)),
        (Layout((1, 0)), (4, 6)),
        (Layout((2, 0, 1)), (4, 6, 8)),
        (Layout(None, -1), (1, 6)),
        (Layout(None, 2), (6,)),
        (Layout((1, 0), -1), (1, 4, 6)),
        (Layout((1, 2, 0), 1), (4, 6, 8)),
        (Layout(), ()),
    ],
)
def test_a_part_of_the_result_is_a_part_of_the_source(layout: Layout, shape: tuple[int, ...]) -> None:
    stored = np.arange(np.prod(shape, dtype=int)).reshape(shape)
    own = layout.view(stored)
    index = tuple(slice(0, length) if length == 1 else slice(1, length - 1) for length in own.shape)
    np.testing.assert_array_equal(layout.view(stored[(*layout.source_index(index), ...)]), own[(*index, ...)])
