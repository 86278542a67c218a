"""What every backend must do, as pytest tests. Subclass `BackendContract` and name the backend.

Everything goes through the public names, so the same tests hold for PyTorch, TensorFlow, Flax and third parties.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from trivet.architectures.base import CLASS_PREFIXES
from trivet.checkpoint import open_checkpoint
from trivet.dialects import DIALECTS
from trivet.errors import InvalidConfigError, TrivetError
from trivet.exports import exported
from trivet.plugins import KNOWN_BACKENDS, Backend, architecture, backend
from trivet.storage import Storage
from trivet.testing.configs import tiny_config


class BackendContract:
    """Tests of one backend.

    Attributes:
        backend_name: as in its entry point.
        model_types: the families that it has.
    """

    backend_name: ClassVar[str]
    model_types: ClassVar[tuple[str, ...]] = ("bert",)

    @pytest.fixture
    def backend(self) -> Backend:
        return backend(self.backend_name)

    @pytest.fixture(params=["bert"])
    def model_type(self, request: pytest.FixtureRequest) -> str:
        """Each family that the backend has."""
        if request.param not in self.model_types:
            pytest.skip(f"the {self.backend_name} backend does not have {request.param}")
        return str(request.param)

    def class_of(self, head: str) -> Any:
        """The backend's class for a head's bare name."""
        return exported(CLASS_PREFIXES[self.backend_name] + head)

    def test_is_a_backend(self, backend: Backend) -> None:
        assert isinstance(backend, Backend)
        assert backend.name == self.backend_name

    def test_its_object_imports_without_its_framework(self) -> None:
        frameworks = sorted({*KNOWN_BACKENDS, *KNOWN_BACKENDS.values(), "keras"})
        code = (
            "import sys; from trivet.plugins import backend; "
            f"backend({self.backend_name!r}).is_native(object()); print([m for m in {frameworks} if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_every_export_can_be_imported(self, backend: Backend) -> None:
        for name in backend.exports:
            assert exported(name).__name__ == name

    def test_has_every_head_of_its_families(self, backend: Backend, model_type: str) -> None:
        heads = architecture(model_type).heads
        assert {CLASS_PREFIXES[self.backend_name] + head for head in heads} <= set(backend.exports)

    def test_knows_its_own_models_only(self, backend: Backend, model_type: str) -> None:
        assert backend.is_native(self.class_of(architecture(model_type).heads[0])(tiny_config(model_type)))
        assert not backend.is_native(object())

    def test_parameters_are_those_of_the_architecture(self, backend: Backend, model_type: str) -> None:
        family = architecture(model_type)
        for head in family.heads:
            config = tiny_config(model_type, head)
            skeleton = backend.skeleton(self.class_of(head)(config))
            expected = {
                param.name: (param.shape, param.kind)
                for param in family.parameters(config, head)
                if not param.buffer and param.tied is None
            }
            found = {
                target.param.name: (target.param.shape, target.param.kind)
                for target in skeleton.targets
                if not target.param.buffer and target.param.tied is None
            }
            assert found == expected, head
            dialect = DIALECTS[self.backend_name]
            for target in skeleton.targets:
                own = dialect.encode(target.param, family)
                assert own in (target.name, f"{family.base_prefix}.{target.name}"), head

    def test_question_answering_refuses_other_than_two_labels(self, model_type: str) -> None:
        for head in architecture(model_type).heads:
            if head.endswith("ForQuestionAnswering"):
                self.class_of(head)(tiny_config(model_type, num_labels=2))
                with pytest.raises(InvalidConfigError, match="num_labels is 3, but the two outputs are where"):
                    self.class_of(head)(tiny_config(model_type, num_labels=3))

    def test_saved_and_loaded_again_is_the_same_to_the_byte(self, model_type: str, tmp_path: Path) -> None:
        for head in architecture(model_type).heads:
            model = self.class_of(head)(tiny_config(model_type, head))
            model.save_pretrained(tmp_path / head)
            again = self.class_of(head).from_pretrained(tmp_path / head, dtype="auto")
            again.save_pretrained(tmp_path / f"{head}-again")
            assert stored(tmp_path / head) == stored(tmp_path / f"{head}-again"), head

    def test_every_dialect_holds_the_same_model(self, model_type: str, tmp_path: Path) -> None:
        head = self.class_of(architecture(model_type).heads[1])
        head(tiny_config(model_type)).save_pretrained(tmp_path / "own")
        for dialect in DIALECTS:
            head.from_pretrained(tmp_path / "own").save_pretrained(tmp_path / dialect, dialect=dialect)
            head.from_pretrained(tmp_path / dialect).save_pretrained(tmp_path / f"{dialect}-back")
            assert open_checkpoint(tmp_path / dialect).dialect.name == dialect
            assert stored(tmp_path / f"{dialect}-back") == stored(tmp_path / "own"), dialect

    def test_sharded_is_the_same_to_the_byte(self, model_type: str, tmp_path: Path) -> None:
        head = self.class_of(architecture(model_type).heads[0])
        head(tiny_config(model_type)).save_pretrained(tmp_path / "whole")
        head.from_pretrained(tmp_path / "whole").save_pretrained(tmp_path / "shards", max_shard_size=4096)
        assert (tmp_path / "shards" / "model.safetensors.index.json").is_file()
        head.from_pretrained(tmp_path / "shards").save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(tmp_path / "whole")

    @pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
    def test_auto_keeps_half_precision(self, model_type: str, tmp_path: Path, dtype: str) -> None:
        from trivet.conversion import convert

        head = self.class_of(architecture(model_type).heads[0])
        head(tiny_config(model_type)).save_pretrained(tmp_path / "full")
        convert(tmp_path / "full", tmp_path / "half", to=self.backend_name, dtype=dtype)
        head.from_pretrained(tmp_path / "half", dtype="auto").save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(tmp_path / "half")
        assert {spec.dtype.numpy_name for spec in open_checkpoint(tmp_path / "half").catalog.values()} == {dtype}

    @pytest.mark.parametrize("harm", ["truncated", "wrong shape", "missing"])
    def test_refuses_before_anything_is_loaded(self, model_type: str, tmp_path: Path, harm: str) -> None:
        head = self.class_of(architecture(model_type).heads[0])
        head(tiny_config(model_type)).save_pretrained(tmp_path)
        head.from_pretrained(tmp_path)
        _HARMS[harm](tmp_path)
        with pytest.raises(TrivetError):
            head.from_pretrained(tmp_path)

    def test_accounts_for_every_key(self, model_type: str, tmp_path: Path) -> None:
        family = architecture(model_type)
        self.class_of(family.heads[0])(tiny_config(model_type)).save_pretrained(tmp_path)
        _, report = self.class_of(family.heads[1]).from_pretrained(tmp_path, output_loading_info=True)
        assert not set(report.loaded) & {*report.missing, *report.tied}
        assert len(report.loaded) + len(report.unexpected) + len(report.skipped) == len(
            open_checkpoint(tmp_path).catalog
        )
        assert report["missing_keys"] == list(report.missing) != []

    def test_loading_leaves_the_file_alone(self, model_type: str, tmp_path: Path) -> None:
        head = self.class_of(architecture(model_type).heads[0])
        head(tiny_config(model_type)).save_pretrained(tmp_path)
        before = (tmp_path / "model.safetensors").read_bytes()
        model = head.from_pretrained(tmp_path)
        model.save_pretrained(tmp_path)
        assert (tmp_path / "model.safetensors").read_bytes() == before


def stored(folder: Path) -> dict[str, tuple[str, tuple[int, ...], bytes]]:
    """Every tensor of a checkpoint: name → dtype, shape, bytes."""
    catalog, storage = open_checkpoint(folder).catalog, Storage()
    return {
        name: (spec.dtype.name, spec.shape, np.asarray(storage.raw(spec)).tobytes()) for name, spec in catalog.items()
    }


def _truncate(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-4])


def _reshape(folder: Path) -> None:
    config = folder / "config.json"
    config.write_text(config.read_text().replace('"vocab_size": 61', '"vocab_size": 62'))


def _remove(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


_HARMS: dict[str, Callable[[Path], None]] = {"truncated": _truncate, "wrong shape": _reshape, "missing": _remove}
