"""Fields of an adapter_config.json: checked in core, whatever PEFT is installed, before PEFT sees any."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from trivet.errors import InvalidConfigError, UntrustedCodeError
from trivet.sources.adapter_fields import EXPRESSIONS, FIELDS, IGNORED, checked_fields, without_expressions
from trivet.sources.adapters import find_adapter
from trivet.sources.source import Source

PATH = Path("adapter_config.json")
HONEST: dict[str, Any] = {
    "peft_type": "LORA",
    "r": 8,
    "lora_alpha": 16.0,
    "target_modules": ["query", "value"],
    "modules_to_save": None,
    "rank_pattern": {},
    "init_lora_weights": "pissa_niter_16",
    "megatron_config": None,
    "megatron_core": "megatron.core",
    "layers_to_transform": [0, 1],
    "bias": "none",
}


def checked(fields: dict[str, Any], **options: Any) -> dict[str, Any]:
    return checked_fields(HONEST | fields, PATH, defaults=options.pop("defaults", {}), **options)


def test_honest_fields_pass_and_what_no_loading_needs_is_left_out() -> None:
    idle = {"auto_mapping": {"parent_library": "evil", "base_model_class": "X"}, "runtime_config": {"x": 1}}
    assert checked(idle) == HONEST


@pytest.mark.parametrize("change", [{"megatron_config": {"x": 1}}, {"megatron_core": "evil"}, {"megatron_core": 3}])
def test_fields_by_which_peft_imports_a_module_need_trust(change: dict[str, Any]) -> None:
    with pytest.raises(
        UntrustedCodeError, match=r"PEFT imports a module and runs it\. Nothing was run\. .*trust_remote"
    ):
        checked(change)


@pytest.mark.parametrize(
    "change",
    [
        {"r": "8"},
        {"r": True},
        {"r": -1},
        {"r": 2000},
        {"lora_alpha": float("nan")},
        {"lora_dropout": 1.5},
        {"target_modules": 3},
        {"target_modules": [3]},
        {"target_modules": ["x" * 2000]},
        {"target_modules": ["x"] * 20_000},
        {"modules_to_save": ["(a+)+"]},
        {"layers_pattern": ".*.*"},
        {"layers_to_transform": [-1]},
        {"rank_pattern": {"x": "y"}},
        {"rank_pattern": []},
        {"bias": "junk"},
        {"use_dora": "yes"},
        {"init_lora_weights": "pissa_niter_1000"},
        {"layer_replication": [[0, 1, 2]]},
        {"loftq_config": {"path": "x"}},
        {"arrow_config": {"x": 1}},
        {"base_model_name_or_path": "a\0b"},
    ],
)
def test_values_that_a_field_cannot_have_are_refused_by_its_name(change: dict[str, Any]) -> None:
    (name,) = change
    with pytest.raises(InvalidConfigError, match=r"^adapter_config\.json: .*cannot be ") as caught:
        checked(change)
    assert caught.value.field == name


def test_sizes_grow_with_the_tensors_of_the_file() -> None:
    assert checked({"r": 2000}, largest=4096)["r"] == 2000


@pytest.mark.parametrize("text", ["(", "(?<=a)b", "((a{1000}){1000}){1000}", "a**"])
@pytest.mark.parametrize("field", EXPRESSIONS)
def test_expressions_that_cannot_be_matched_safely_are_refused(field: str, text: str) -> None:
    value: Any = {text: 2} if field.endswith("_pattern") else text
    with pytest.raises(InvalidConfigError, match=r"has the regular expression"):
        checked({field: value})


def test_field_that_is_not_known_here_is_refused_unless_it_says_nothing() -> None:
    defaults = {"novelty": 5}
    for idle in (5, None, False, {}):
        assert checked({"novelty": idle}, defaults=defaults) == HONEST
    assert checked({"novelty": 6}) == HONEST  # PEFT does not know it, either
    with pytest.raises(InvalidConfigError, match=r"is not known here\. trust_remote_code=True hands the file to PEFT"):
        checked({"novelty": 6}, defaults=defaults)
    assert not IGNORED & FIELDS.keys()


def test_expressions_become_the_names_that_they_match() -> None:
    names = ["", "m", "m.0.query", "m.0.value", "m.1.query", "m.1.query.x"]
    fields = {"target_modules": r".*\.(query|key)", "rank_pattern": {"m": 1, r"0\.\w+": 2, ".*query": 3}}
    assert without_expressions(fields, names, None) == {
        "target_modules": ["m.0.query", "m.1.query"],
        "rank_pattern": {"m": 1, r"m\.0\.query": 2, r"m\.0\.value": 2, r"m\.1\.query": 3},
    }
    assert without_expressions({"target_modules": "all-linear"}, names, None) == {"target_modules": "all-linear"}
    many = [f"other{number}" for number in range(5000)]
    assert without_expressions({"target_modules": ["query", *many]}, names, None) == {"target_modules": ["query"]}
    for nothing in (".*key", many):
        with pytest.raises(InvalidConfigError, match=r"no module of the model$"):
            without_expressions({"target_modules": nothing}, names, PATH)


@pytest.mark.parametrize(
    "base", ["http://host/x.safetensors", "s3://bucket/x", "memory://x", "zip://x::http://host/y.zip"]
)
def test_base_at_an_address_needs_the_callers_own_load(tmp_path: Path, base: str) -> None:
    (tmp_path / "adapter_config.json").write_text(json.dumps(HONEST | {"base_model_name_or_path": base}))
    with pytest.raises(InvalidConfigError, match=r"is an address, and an adapter cannot lead there.*load_adapter"):
        find_adapter(Source(tmp_path))


def test_bases_and_revisions_that_are_none_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "adapter_config.json"
    for base in ("org/base", "../base", str(tmp_path)):
        file.write_text(json.dumps(HONEST | {"base_model_name_or_path": base, "revision": "refs/pr/1"}))
        found = find_adapter(Source(tmp_path))
        assert found is not None
        assert found.base is not None
        assert (found.base.location, found.base.options.revision) == (base, "refs/pr/1")
    for field in ("base_model_name_or_path", "revision"):
        for value in ("x" * 2000, "a\0b", "x" * 300):
            file.write_text(json.dumps(HONEST | {field: value}))
            with pytest.raises(InvalidConfigError) as caught:
                find_adapter(Source(tmp_path))
            assert caught.value.field == field
    file.write_text(json.dumps(HONEST | {"revision": "../../x"}))
    with pytest.raises(InvalidConfigError, match=r"'\.\./\.\./x' is not a revision"):
        find_adapter(Source(tmp_path))
    file.write_text(" " * (1 << 20) + "{}")
    with pytest.raises(InvalidConfigError, match=r"at most .* are read"):
        find_adapter(Source(tmp_path))


def test_replicated_layers_are_few() -> None:
    check = FIELDS["layer_replication"]
    assert check([[0, 16], [8, 24]], 0)
    for value in ([[0, 2]] * 5000, [[0, 1000]], [[0]], [[0, 1, 2]], [0], "x"):
        assert not check(value, 0)
