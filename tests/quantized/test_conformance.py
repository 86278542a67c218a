"""Every format decodes to the very bits of its reference package. Run by `nox -s quantized`, not by default."""

from pathlib import Path

import pytest
import references
from quantized_files import same_bits_as_expected, write

NAMES = references.names()


@pytest.mark.parametrize("name", NAMES)
def test_decodes_to_the_bits_of_the_reference_package(name: str, tmp_path: Path) -> None:
    write(references.made(name), tmp_path)
    assert same_bits_as_expected(tmp_path) == []
