"""What the reference library shows of models, configs and generation is here, but for two lists.

`api_differences.toml` has what is meant, with reasons; `api_gaps.txt` what is still to be removed.

Runs where trivet and its backends are installed, on what `api_surface.py` wrote in the reference environment;
`TRIVET_PEER_SURFACE` names that file.
"""

import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from api_comparison import GAPS, Deliberate, Difference, deliberate, differences, unmeant
from api_surface import FAMILIES, modules

SURFACE: dict[str, Any] = json.loads(Path(os.environ["TRIVET_PEER_SURFACE"]).read_text())
ENTRIES = deliberate()


@pytest.fixture(scope="module")
def found() -> list[Difference]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return differences(SURFACE)


def test_nothing_is_different_but_what_is_listed(found: list[Difference]) -> None:
    """After a gap is closed, `python tests/peer/api_comparison.py --surface … --update` takes it off the list."""
    keys, listed = {each.key for each in unmeant(found)}, {*GAPS.read_text().splitlines()}
    assert sorted(keys - listed) == []
    assert sorted(listed - keys) == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.pattern)
def test_what_is_listed_is_different(found: list[Difference], entry: Deliberate) -> None:
    assert any(entry.covers(each) for each in found), f"nothing is so any more: take it out ({entry.reason})"


def test_the_reference_library_was_described_whole() -> None:
    assert len(SURFACE["objects"]) > 1600
    config = SURFACE["objects"]["models.bert.configuration_bert:BertConfig"]
    assert config["values"]["hidden_size"] == 768 and config["to_dict"]["hidden_size"] == 768
    model = SURFACE["objects"]["models.bert.modeling_bert:BertForMaskedLM"]
    assert ["input_ids", "", None] in model["members"]["forward"]["signature"]


def test_every_family_that_both_have_is_compared() -> None:
    from trivet.families.registry import families

    here = {family.model_type.replace("-", "_") for family in families()}
    assert {*FAMILIES} <= here
    described = {path.split(".")[1] for path in modules() if path.startswith("models.")} - {"auto"}
    assert described == {*FAMILIES}
    assert here & {*SURFACE["folders"]} - {"encoder_decoder"} == {*FAMILIES}  # a pair cannot be made without its parts
