"""The dtype policy: what is cast, what is kept, and what a user's `dtype=` means."""

import numpy as np
import pytest
from catalogs import catalog_of, plan, shapes_of, skeleton

from trivet.dtypes import DType
from trivet.errors import UnknownDTypeError, UnsupportedDTypeError
from trivet.planning.policy import KEEP_DTYPES, DTypePolicy, dtype_of_request
from trivet.tensors import Catalog

EMPTY = Catalog([])


def test_keeps_each_dtype_unless_asked() -> None:
    assert all(KEEP_DTYPES.resolve("a", dtype) is dtype for dtype in DType)


def test_casts_floating_point_and_nothing_else() -> None:
    policy = DTypePolicy(DType.BF16)
    for dtype in DType:
        cast = dtype.is_floating and not dtype.is_sub_byte
        assert policy.resolve("a", dtype) is (DType.BF16 if cast else dtype)


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("wo", ["encoder.wo.weight"]),
        ("LayerNorm", ["encoder.LayerNorm.bias"]),
        ("*.LayerNorm.*", ["encoder.LayerNorm.bias"]),
        ("encoder.*", ["encoder.wo.weight", "encoder.LayerNorm.bias"]),
        ("encoder", ["encoder.wo.weight", "encoder.LayerNorm.bias"]),
        ("w", []),
        ("Layer", []),
        ("layernorm", []),
    ],
)
def test_keeps_what_the_patterns_name_in_fp32(pattern: str, kept: list[str]) -> None:
    policy = DTypePolicy(DType.F16, (pattern,))
    names = ["encoder.wo.weight", "encoder.LayerNorm.bias", "two.weight"]
    assert [name for name in names if policy.resolve(name, DType.F16) is DType.F32] == kept
    assert DTypePolicy(None, (pattern,)).resolve(names[0], DType.F16) is DType.F16


def test_plan_says_which_parameters_are_cast() -> None:
    catalog = catalog_of(shapes_of("BertModel"), DType.F16)
    found = plan(catalog, skeleton("BertModel"), policy=DTypePolicy(DType.F16, ("LayerNorm",)))
    cast = {step.target for step in found.steps if step.is_cast}
    assert cast == {step.target for step in found.steps if "LayerNorm" in step.target}
    assert found.nbytes == sum(step.source.nbytes * (2 if step.is_cast else 1) for step in found.steps)


@pytest.mark.parametrize(
    ("request_", "config", "expected"),
    [
        (None, {"torch_dtype": "float16"}, None),
        ("bf16", {"torch_dtype": "float16"}, DType.BF16),
        (np.float16, {}, DType.F16),
        ("auto", {"torch_dtype": "float16"}, DType.F16),
        ("auto", {"dtype": "bfloat16"}, DType.BF16),
        ("auto", {"torch_dtype": "auto"}, None),
        ("auto", {"torch_dtype": None}, None),
        ("auto", {}, None),
    ],
)
def test_what_a_request_means(request_: object, config: dict[str, object], expected: DType | None) -> None:
    assert dtype_of_request(request_, config, EMPTY) is expected


def test_auto_without_a_word_in_the_config_takes_the_first_floating_weights() -> None:
    stored = {"ids": DType.I64, "packed": DType.F4, "weight": DType.BF16, "scale": DType.F32}
    catalog = Catalog([spec for name, dtype in stored.items() for spec in catalog_of({name: (2,)}, dtype).values()])
    assert dtype_of_request("auto", {}, catalog) is DType.BF16


@pytest.mark.parametrize("config", [{"torch_dtype": "float33"}, {"torch_dtype": 7}, {"dtype": ["float16"]}])
def test_refuses_unknown_dtype_in_the_config(config: dict[str, object]) -> None:
    with pytest.raises(UnknownDTypeError):
        dtype_of_request("auto", config, EMPTY)


@pytest.mark.parametrize("name", ["int8", "bool", "I64", "complex64"])
def test_refuses_to_cast_weights_to_what_is_no_floating_point(name: str) -> None:
    with pytest.raises(UnsupportedDTypeError) as caught:
        dtype_of_request(name, {}, EMPTY)
    assert str(caught.value).endswith(": weights can be cast to floating-point dtypes only")


@pytest.mark.parametrize("name", ["F4", "F6_E2M3"])
def test_refuses_to_cast_weights_to_packed_elements(name: str) -> None:
    with pytest.raises(UnsupportedDTypeError) as caught:
        dtype_of_request(name, {}, EMPTY)
    assert str(caught.value) == f"dtype {name}: weights cannot be cast to elements packed below a byte"
    assert dtype_of_request("F8_E4M3", {}, EMPTY) is DType.F8_E4M3
