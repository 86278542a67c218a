"""Finding plugins: by entry point, on first use, with clear words when one is missing, twice there or too old."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from stub_backend import StubBackend, StubModel

from trivet import plugin
from trivet.backends.protocol import Backend
from trivet.backends.registry import KNOWN_BACKENDS, backend, backend_of, backends, is_imported
from trivet.errors import (
    BackendNotInstalledError,
    DuplicateProviderError,
    PluginVersionError,
    TrivetError,
    UnknownContainerError,
    UnknownModelTypeError,
)
from trivet.errors.models import EXTRAS
from trivet.families.registry import architecture, architecture_points, class_names, families, family_with
from trivet.families.text.bert import Bert
from trivet.formats.protocols import Format, WritableFormat
from trivet.formats.registry import format_named, formats
from trivet.formats.safetensors import SafetensorsFormat

Provide = Callable[..., None]


def test_finds_backends_by_name(provide: Provide) -> None:
    made = StubBackend()
    provide("trivet.backends", "torch", made)
    assert backend("torch") is made
    assert list(backends()) == [made]
    assert isinstance(made, Backend)


@pytest.mark.parametrize("name", ["torch", "tensorflow", "flax"])
def test_missing_backend_is_named_with_its_pip_command(name: str, provide: Provide) -> None:
    provide("trivet.backends")
    with pytest.raises(BackendNotInstalledError) as caught:
        backend(name)
    assert str(caught.value) == (
        f'This needs the {name} backend, which is not installed. Run: pip install "trivet[{name}]"'
    )
    assert (caught.value.backend, caught.value.command) == (name, f'pip install "trivet[{name}]"')
    assert isinstance(caught.value, ImportError)


def test_advice_names_extras_that_there_are(provide: Provide) -> None:
    assert set(EXTRAS) == set(KNOWN_BACKENDS)
    provide("trivet.backends", "mlx", ImportError("No module named 'mlx'"), dist="trivet-mlx")
    with pytest.raises(BackendNotInstalledError) as caught:
        backend("mlx")
    assert str(caught.value) == (
        "This needs the mlx backend, which cannot be imported (No module named 'mlx'). "
        'Run: pip install --upgrade "trivet-mlx"'
    )
    with pytest.raises(BackendNotInstalledError) as caught:
        backend("tinygrad")
    assert str(caught.value) == (
        "This needs the tinygrad backend, which is not installed. Install the package that has it; trivet's own are "
        "torch, tensorflow, flax."
    )
    assert caught.value.command == ""


def test_backend_that_cannot_be_imported_says_why(provide: Provide) -> None:
    provide("trivet.backends", "flax", ImportError("No module named 'flax'"))
    with pytest.raises(BackendNotInstalledError) as caught:
        backend("flax")
    assert str(caught.value) == (
        "This needs the flax backend, which cannot be imported (No module named 'flax'). "
        'Run: pip install "trivet[flax]"'
    )
    assert isinstance(caught.value.__cause__, ImportError)


def test_backend_for_another_core_is_refused(provide: Provide) -> None:
    made = StubBackend()
    made.api_version = 2
    provide("trivet.backends", "torch", made)
    with pytest.raises(BackendNotInstalledError) as caught:
        backend("torch")
    assert str(caught.value) == (
        "This needs the torch backend, which cannot be imported (it speaks backend API 2, this core speaks 1). "
        'Run: pip install "trivet[torch]"'
    )


@pytest.mark.parametrize("group", ["trivet.backends", "trivet.architectures", "trivet.formats"])
def test_two_providers_of_one_name_are_refused_and_both_named(group: str, provide: Provide) -> None:
    provide(group, "it", object(), value="one:thing", dist="package-one")
    provide(group, "it", object(), value="two:thing", dist="package-two")
    look = {
        "trivet.backends": lambda: backend("it"),
        "trivet.architectures": lambda: architecture("it"),
        "trivet.formats": formats,
    }[group]
    with pytest.raises(DuplicateProviderError) as caught:
        look()
    assert str(caught.value) == (
        f"{group}: 'it' is provided by package-one (one:thing) and by package-two (two:thing). Uninstall all but one "
        "of them."
    )
    assert caught.value.providers == ("package-one (one:thing)", "package-two (two:thing)")


def test_one_provider_listed_twice_is_one(provide: Provide) -> None:
    """An editable install and its wheel may both be on the path."""
    made = StubBackend()
    provide("trivet.backends", "torch", made, dist="trivet-torch")
    provide("trivet.backends", "torch", made, dist="trivet_torch")
    assert backend("torch") is made


def test_model_finds_its_backend_and_no_other(provide: Provide) -> None:
    class Other(StubBackend):
        def is_native(self, model: object) -> bool:
            return False

    made = StubBackend("flax")
    provide("trivet.backends", "torch", Other())
    provide("trivet.backends", "flax", made)
    assert backend_of(StubModel({})) is made
    with pytest.raises(
        TypeError, match=r"^builtins\.int is not a model of an installed backend \(installed: torch, flax\)$"
    ):
        backend_of(3)


def test_broken_backend_does_not_take_the_others_with_it(provide: Provide) -> None:
    made = StubBackend()
    provide("trivet.backends", "tensorflow", ImportError("broken"))
    provide("trivet.backends", "torch", made)
    assert backend_of(StubModel({})) is made
    with pytest.raises(TypeError, match=r"\(installed: torch, tensorflow, which cannot be imported\)$"):
        backend_of(3)
    with pytest.raises(BackendNotInstalledError):
        list(backends())


def test_architectures_are_given_as_class_or_object(provide: Provide) -> None:
    provide("trivet.architectures", "one", Bert)
    provide("trivet.architectures", "twin", Bert())
    assert architecture("one").model_type == architecture("twin").model_type == "bert"
    assert architecture("one") is architecture("one")


def test_a_package_cannot_take_the_place_of_a_family_of_core(provide: Provide) -> None:
    provide("trivet.architectures", "bert", Bert, value="mine:Bert")
    with pytest.raises(DuplicateProviderError) as caught:
        architecture("bert")
    assert caught.value.providers == ("trivet (trivet.families.text.bert)", "a-package (mine:Bert)")


def test_families_are_the_files_of_their_folders() -> None:
    for name, point in architecture_points().items():
        assert re.fullmatch(rf"trivet\.families\.(text|vision|speech)\.{name.replace('-', '_')}", point.value)
        family = architecture(name)
        assert family.model_type == name
        for class_name in class_names(family):
            assert family_with(class_name) is family
    assert family_with("BertForTelepathy") is None


def test_the_family_of_a_class_is_found_without_importing_the_others() -> None:
    code = (
        "import sys, trivet\ntrivet.XLMRobertaConfig()\n"
        "print([name for name in sys.modules if name.startswith('trivet.families.text.')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['trivet.families.text.roberta', 'trivet.families.text.xlm_roberta']"


def test_a_family_that_cannot_be_imported_does_not_take_the_others_with_it(
    provide: Provide, caplog: pytest.LogCaptureFixture
) -> None:
    provide("trivet.architectures", "bertier", ImportError("no module named 'bertier_parts'"))
    assert family_with("BertierModel") is None
    assert {family.model_type for family in families()} == set(architecture_points()) - {"bertier"}
    assert [record.getMessage() for record in caplog.records] == [
        "the family 'bertier' cannot be used: ImportError: no module named 'bertier_parts'"
    ]
    with pytest.raises(ImportError):
        architecture("bertier")


def test_unknown_model_type_lists_the_known_and_says_how_to_add_one() -> None:
    with pytest.raises(UnknownModelTypeError) as caught:
        architecture("brt")
    known = ", ".join(sorted(architecture_points()))
    assert str(caught.value) == (
        f"unknown model_type 'brt' (did you mean 'bert'?). Known: {known}. AutoConfig.register and AutoModel.register "
        "add one in this process; a package adds a family through the entry-point group 'trivet.architectures'."
    )
    assert isinstance(caught.value, KeyError)
    assert architecture("bert").heads[0] == "BertModel"


def test_formats_of_others_are_used_by_their_suffix(provide: Provide, tmp_path: Path) -> None:
    from trivet.formats.registry import format_of

    class Mine(SafetensorsFormat):
        name, suffixes, weights_name = "mine", (".mine",), "weights.mine"

    provide("trivet.formats", "mine", Mine)
    provide("trivet.formats", "safetensors", SafetensorsFormat())
    (tmp_path / "weights.mine").write_bytes(b"whatever")
    assert format_of(tmp_path / "weights.mine").name == "mine"
    assert isinstance(format_named("mine"), WritableFormat)
    assert isinstance(format_named("safetensors"), Format)


def test_unknown_format_lists_the_known(provide: Provide) -> None:
    provide("trivet.formats", "safetensors", SafetensorsFormat)
    with pytest.raises(UnknownContainerError) as caught:
        format_named("safetensor")
    assert str(caught.value) == "unknown container 'safetensor' (did you mean 'safetensors'?). Known: safetensors."
    assert isinstance(caught.value, (TrivetError, KeyError))


def test_looking_for_a_module_never_imports_it() -> None:
    assert is_imported("pytest")
    assert not is_imported("a_module_that_is_nowhere")


@pytest.mark.parametrize(
    ("group", "look"),
    [("trivet.architectures", lambda: architecture("later")), ("trivet.formats", lambda: format_named("later"))],
)
def test_a_plugin_for_another_version_is_refused_and_its_package_named(
    group: str, look: Callable[[], object], provide: Provide
) -> None:
    class Later(SafetensorsFormat):
        name, api_version = "later", 2

    provide(group, "later", Later)
    with pytest.raises(PluginVersionError) as caught:
        look()
    assert str(caught.value) == (
        f"{group}: 'later' of a-package was written for version 2 of this kind of plugin, this core has version 1. "
        "Upgrade trivet, or uninstall a-package."
    )
    assert isinstance(caught.value, ImportError)


def test_a_plugin_that_states_the_version_is_taken(provide: Provide) -> None:
    class Stated(SafetensorsFormat):
        name, api_version = "stated", plugin.FORMAT_API_VERSION

    provide("trivet.formats", "stated", Stated)
    assert format_named("stated").name == "stated"


def test_names_for_authors_are_the_same_to_type_checkers_and_at_run_time() -> None:
    text = Path(plugin.__file__).with_suffix(".pyi").read_text()
    stated = {
        (node.module, name.name)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
        if name.asname == name.name
    }
    assert stated == {(room, name) for room, names in plugin._ROOMS.items() for name in names}
    assert all(getattr(plugin, name) is not None for name in plugin.__all__)
    with pytest.raises(AttributeError, match=r"has no attribute 'Famly' \(did you mean 'Family'\?\)"):
        plugin.Famly  # noqa: B018


def test_what_a_family_needs_brings_no_numpy() -> None:
    code = (
        "from trivet.plugin import Family, PretrainedConfig, blocks, field, heads, inputs, WIDTH\n"
        "import sys; print([name for name in ('numpy', 'torch', 'huggingface_hub', 'h5py') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
