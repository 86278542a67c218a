"""The contract of backends, as pytest tests. Subclass `BackendContract` and name the backend.

All tests use public names, so they apply to PyTorch, TensorFlow, Flax and third parties.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from trivet.backends.exports import exported
from trivet.backends.protocol import Backend
from trivet.backends.registry import KNOWN_BACKENDS, backend
from trivet.errors import CheckpointMismatchError, TrivetError
from trivet.families.config import PretrainedConfig
from trivet.families.names import bare_head, class_prefix
from trivet.families.registry import architecture, architecture_points
from trivet.families.tasks import TASKS
from trivet.formats.storage import Storage
from trivet.layout import DIALECTS
from trivet.planning.opening import open_checkpoint
from trivet.testing.configs import tiny_config
from trivet.testing.stored_files import HARMS, without_modules
from trivet.testing.strategies import configs
from trivet.transfer.any_model import load_into

# Containers and dialects work in the same way for all families; these cover every feature.
_THOROUGH = ("bert", "gpt2", "t5", "bart")


class BackendContract:
    """Tests of one backend.

    Attributes:
        backend_name: as in its entry point.
        model_types: the families that it has; None means those whose base model it exports.
        gaps: names of classes of families that it declares missing.
    """

    backend_name: ClassVar[str]
    model_types: ClassVar[tuple[str, ...] | None] = None
    gaps: ClassVar[Collection[str]] = ()

    @classmethod
    def name_of(cls, head: str) -> str:
        """The backend's class name for a bare name.

        Raises:
            UnknownDialectError: the backend has no dialect.
        """
        return class_prefix(cls.backend_name) + head

    @classmethod
    def families(cls) -> tuple[str, ...]:
        """Model types that the backend has."""
        if cls.model_types is not None:
            return cls.model_types
        exports = backend(cls.backend_name).exports
        known = sorted(architecture_points())
        return tuple(name for name in known if cls.name_of(architecture(name).heads[0]) in exports)

    @classmethod
    def heads_of(cls, model_type: str) -> tuple[str, ...]:
        """Bare names of a family's classes that the backend does not declare missing."""
        return tuple(
            head for head in architecture(model_type).heads if head not in {bare_head(gap) for gap in cls.gaps}
        )

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Each test for every family (`model_type`), every head (`head`), a few families (`typical`), or few heads.

        Those heads are the ones with a base prefix of their own (`apart`, with their model types).
        """
        families = self.families()
        if "model_type" in metafunc.fixturenames:
            metafunc.parametrize("model_type", families)
        if "head" in metafunc.fixturenames:
            pairs = [(name, head) for name in families for head in self.heads_of(name)]
            metafunc.parametrize("family,head", pairs, ids=[head for _, head in pairs])
        if "apart" in metafunc.fixturenames:
            kinds = ((name, architecture(name).kind(head), head) for name in families for head in self.heads_of(name))
            apart = [(name, head) for name, kind, head in kinds if kind is not None and kind.base_prefix is not None]
            metafunc.parametrize("apart", apart, ids=[head for _, head in apart])
        if "typical" in metafunc.fixturenames:
            metafunc.parametrize("typical", [name for name in families if name in _THOROUGH] or families[:1])

    @pytest.fixture
    def backend(self) -> Backend:
        return backend(self.backend_name)

    def class_of(self, head: str) -> Any:
        """The backend's class for a head's bare name."""
        return exported(self.name_of(head))

    def described(self, head: str, config: PretrainedConfig) -> Any:
        """A model that is only inspected. Override if the backend can build one without initial values."""
        return self.class_of(head)(config)

    def base_class(self, model_type: str) -> Any:
        """The backend's class for a family's base model."""
        return self.class_of(architecture(model_type).heads[0])

    def typical_head(self, model_type: str) -> str:
        """The most complex head: that of the family's pretraining task."""
        return architecture(model_type).heads[:2][-1]

    def test_is_a_backend(self, backend: Backend) -> None:
        assert isinstance(backend, Backend)
        assert backend.name == self.backend_name

    def test_its_object_imports_without_its_framework(self) -> None:
        frameworks = sorted({*KNOWN_BACKENDS, *KNOWN_BACKENDS.values(), "keras"})
        code = (
            "import sys; from trivet.backends.registry import backend; "
            f"backend({self.backend_name!r}).is_native(object()); print([m for m in {frameworks} if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"

    def test_every_export_can_be_imported(self, backend: Backend) -> None:
        for name in backend.exports:
            value: Any = exported(name)
            assert value is not None  # a function, a table or a class of another kind may have several names
            if isinstance(value, type) and hasattr(value, "family"):  # as may a model class, of which its family knows
                assert value.__name__ == name or value.family.head_named(name) == bare_head(value.__name__), name

    def test_has_every_head_of_its_families(self, backend: Backend, model_type: str) -> None:
        assert {self.name_of(head) for head in self.heads_of(model_type)} <= set(backend.exports)

    def test_an_unknown_keyword_is_refused_with_the_one_that_is_meant(self, typical: str, tmp_path: Path) -> None:
        self.base_class(typical)(tiny_config(typical)).save_pretrained(tmp_path)
        keywords: dict[str, Any] = {"dtpye": "float32"}
        with pytest.raises(TypeError, match=r"'dtpye' is neither a field of .* \(did you mean 'dtype'\?\)"):
            self.base_class(typical).from_pretrained(tmp_path, **keywords)

    def test_auto_classes_find_the_head_for_each_task(self, model_type: str) -> None:
        family = architecture(model_type)
        for task, head in family.task_heads().items():
            assert self.class_of(TASKS[task].auto_class).class_for(family.config_class) is self.class_of(head)

    def test_auto_classes_load_what_was_saved(self, typical: str, tmp_path: Path) -> None:
        head = self.typical_head(typical)
        auto = self.class_of("AutoModelForPreTraining")
        auto.from_config(tiny_config(typical, head)).save_pretrained(tmp_path / "once")
        model, report = auto.from_pretrained(tmp_path / "once", output_loading_info=True)
        assert type(model) is self.class_of(head)
        assert not report.missing
        model.save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(tmp_path / "once")

    def test_knows_its_own_models_only(self, backend: Backend, model_type: str) -> None:
        assert backend.is_native(self.described(architecture(model_type).heads[0], tiny_config(model_type)))
        assert not backend.is_native(object())

    def test_parameters_are_those_of_the_architecture(self, backend: Backend, family: str, head: str) -> None:
        self.check_parameters(backend, family, head, tiny_config(family, head))

    @settings(max_examples=4, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def test_parameters_are_those_of_the_architecture_whatever_the_config(
        self, model_type: str, data: st.DataObject
    ) -> None:
        head = data.draw(st.sampled_from(self.heads_of(model_type)))
        config = data.draw(configs(model_type, head))
        self.check_parameters(backend(self.backend_name), model_type, head, config)

    def check_parameters(self, backend: Backend, model_type: str, head: str, config: PretrainedConfig) -> None:
        """A live model's parameters are the listed ones, by name, shape, kind and tie; buffers are not compared."""
        family = architecture(model_type).of(config)
        dialect = DIALECTS[self.backend_name]
        listed = {param.name: param for param in family.parameters(config, head) if not param.buffer}
        targets = [each for each in backend.skeleton(self.described(head, config)).targets if not each.param.buffer]
        owned = {each.param.name: (each.param.shape, each.param.kind) for each in targets if each.param.tied is None}
        assert owned == {name: (param.shape, param.kind) for name, param in listed.items() if param.tied is None}
        for target in targets:
            assert target.param.tied == listed[target.param.name].tied
            own = dialect.encode(target.param, family)
            assert own in (target.name, f"{family.base_prefix}.{target.name}")

    def test_question_answering_has_two_outputs_whatever_the_labels(self, model_type: str) -> None:
        for head in self.heads_of(model_type):
            if head.endswith("ForQuestionAnswering"):
                model = self.described(head, tiny_config(model_type, num_labels=3))
                assert model.config.num_labels == 2
                skeleton = backend(self.backend_name).skeleton(model)
                shapes = {target.param.name: target.param.shape for target in skeleton.targets}
                *_, last = architecture(model_type).head_parameters(model.config, head)
                assert shapes[last.name] == (2,)

    def test_saved_and_loaded_again_is_the_same_to_the_byte(self, model_type: str, tmp_path: Path) -> None:
        head = self.typical_head(model_type)
        self.class_of(head)(tiny_config(model_type, head)).save_pretrained(tmp_path / "once")
        again = self.class_of(head).from_pretrained(tmp_path / "once", dtype="auto")
        again.save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "once") == stored(tmp_path / "again")

    def test_every_dialect_holds_the_same_model(self, model_type: str, tmp_path: Path) -> None:
        name = self.typical_head(model_type)
        head = self.class_of(name)
        model = head(tiny_config(model_type, name))
        model.save_pretrained(tmp_path / "own")
        for dialect in DIALECTS:
            model.save_pretrained(tmp_path / dialect, dialect=dialect)
            assert open_checkpoint(tmp_path / dialect).dialect.name == dialect
            if dialect != self.backend_name:
                head.from_pretrained(tmp_path / dialect).save_pretrained(tmp_path / f"{dialect}-back")
                assert stored(tmp_path / f"{dialect}-back") == stored(tmp_path / "own"), dialect

    def test_base_prefixes_do_not_keep_a_head_from_its_base_model(self, apart: tuple[str, str], tmp_path: Path) -> None:
        from trivet.operations.diff import Outcome, diff

        model_type, head = apart
        config, family = tiny_config(model_type, head), architecture(model_type)
        kind = family.kind(head)
        added = [param.name for param in family.head_parameters(config, head)]
        self.base_class(model_type)(config).save_pretrained(tmp_path / "base")
        model, report = self.class_of(head).from_pretrained(tmp_path / "base", output_loading_info=True)
        assert len(report.missing) == len(added)
        model.save_pretrained(tmp_path / "head")
        differences = diff(tmp_path / "base", tmp_path / "head").differences
        assert sorted(each.name for each in differences if each.outcome is Outcome.ONLY_SECOND) == sorted(added)
        others = {each.outcome for each in differences if each.name not in added}
        if kind is not None and kind.side is not None:  # without the other side
            assert others == {Outcome.IDENTICAL, Outcome.ONLY_FIRST}
            return
        assert others == {Outcome.IDENTICAL}
        self.base_class(model_type).from_pretrained(tmp_path / "head").save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(tmp_path / "base")

    def test_sharded_is_the_same_to_the_byte(self, typical: str, tmp_path: Path) -> None:
        head = self.base_class(typical)
        head(tiny_config(typical)).save_pretrained(tmp_path / "whole")
        head.from_pretrained(tmp_path / "whole").save_pretrained(tmp_path / "shards", max_shard_size=4096)
        assert (tmp_path / "shards" / "model.safetensors.index.json").is_file()
        head.from_pretrained(tmp_path / "shards").save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(tmp_path / "whole")

    @pytest.mark.parametrize("dtype", ["bfloat16", "float16"])
    def test_auto_keeps_half_precision(self, typical: str, tmp_path: Path, dtype: str) -> None:
        from trivet.operations.convert import convert

        head = self.base_class(typical)
        head(tiny_config(typical)).save_pretrained(tmp_path / "full")
        convert(tmp_path / "full", tmp_path / "half", to=self.backend_name, dtype=dtype)
        head.from_pretrained(tmp_path / "half", dtype="auto").save_pretrained(tmp_path / "again")
        kept = getattr(head, "_keep_in_fp32_modules", None) if dtype == "float16" else None
        assert without_modules(kept, stored(tmp_path / "again")) == without_modules(kept, stored(tmp_path / "half"))
        assert {spec.dtype.numpy_name for spec in open_checkpoint(tmp_path / "half").catalog.values()} == {dtype}

    @pytest.mark.parametrize("harm", ["truncated", "wrong shape", "missing"])
    def test_refuses_before_anything_is_loaded(self, typical: str, tmp_path: Path, harm: str) -> None:
        head = self.base_class(typical)
        head(tiny_config(typical)).save_pretrained(tmp_path)
        head.from_pretrained(tmp_path)
        HARMS[harm](tmp_path)
        with pytest.raises(TrivetError):
            head.from_pretrained(tmp_path)

    def test_accounts_for_every_key(self, typical: str, tmp_path: Path) -> None:
        family = architecture(typical)
        config = tiny_config(typical, tie_word_embeddings=False)
        self.class_of(family.heads[0])(config).save_pretrained(tmp_path)
        _, report = self.class_of(family.heads[1]).from_pretrained(tmp_path, output_loading_info=True)
        assert not set(report.loaded) & {*report.missing, *report.tied}
        assert len(report.loaded) + len(report.unexpected) + len(report.skipped) == len(
            open_checkpoint(tmp_path).catalog
        )
        assert report["missing_keys"] == list(report.missing) != []

    def test_tied_tensors_of_different_values_are_kept_apart(
        self, typical: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        head = self.class_of(self.typical_head(typical))
        source = self.untied_weights_with_tying_config(typical, tmp_path / "source")
        model, report = head.from_pretrained(source, output_loading_info=True)
        assert not model.config.tie_word_embeddings
        assert report.apart
        assert all(f"{name} differs from {owner}" in caplog.text for name, owner in report.apart.items())
        assert not report.missing
        model.save_pretrained(tmp_path / "again")
        assert stored(tmp_path / "again") == stored(source)
        _, report = head.from_pretrained(tmp_path / "again", output_loading_info=True)
        assert not report.apart

    def test_refuses_tied_tensors_of_different_values_where_a_model_holds_one(
        self, typical: str, tmp_path: Path
    ) -> None:
        name = self.typical_head(typical)
        model = self.class_of(name)(tiny_config(typical, name))
        source = self.untied_weights_with_tying_config(typical, tmp_path / "source")
        with pytest.raises(CheckpointMismatchError, match=r"differs from .*, to which it is tied"):
            load_into(model, source)
        model.save_pretrained(tmp_path / "tied")
        load_into(model, tmp_path / "tied")

    def untied_weights_with_tying_config(self, model_type: str, folder: Path) -> Path:
        """A checkpoint whose tied parameters have different values, and whose config ties them."""
        head = self.typical_head(model_type)
        self.class_of(head)(tiny_config(model_type, head, tie_word_embeddings=False)).save_pretrained(folder)
        config = tiny_config(model_type, head, architectures=[head])
        (folder / "config.json").write_text(config.to_json_string())
        return folder

    def test_loading_leaves_the_file_alone(self, typical: str, tmp_path: Path) -> None:
        head = self.base_class(typical)
        head(tiny_config(typical)).save_pretrained(tmp_path)
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
