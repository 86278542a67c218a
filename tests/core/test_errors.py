"""Every error: caught as trivet's and as the builtin a caller expects, carries its data, survives a process boundary."""

import inspect
import pickle

import pytest

from trivet import errors

EXAMPLES = [
    errors.TrivetError("anything"),
    errors.SourceNotFoundError("folder", "is not there.", ["a", "b"]),
    errors.InvalidSourceError(None),
    errors.UnreadableSourceError("file", 13, "Permission denied"),
    errors.CorruptFileError("file", "is broken", tensor="a"),
    errors.UnsupportedFileError("file", "is another program's", tensor="a"),
    errors.UnsafePickleError("file", "os.system", "asks for os.system"),
    errors.MissingShardError("index", ["one", "two"]),
    errors.UnsafePathError("index", "../x"),
    errors.UnknownDTypeError("f9", ["F32"], where="config.json"),
    errors.UnsupportedDTypeError("F4", "cannot be cast"),
    errors.InvalidConfigError("is not JSON", path="config.json", field="hidden_size"),
    errors.UnknownArgumentError("do_samples", "BertModel.generate", ["do_sample"]),
    errors.InvalidInputError("labels do not fit"),
    errors.InputRangeError("no such token"),
    errors.UnknownModelTypeError("brt", ["bert"]),
    errors.UnknownHeadError("BertModl", "bert", ["BertModel"]),
    errors.UnsupportedTaskError("AutoModelForCausalLM", "bert", "has no such model", ["AutoModel"]),
    errors.AlreadyRegisteredError("AutoModel", "BertConfig", "BertModel"),
    errors.UnknownNameError("convrt", ["convert"]),
    errors.UnknownImportError("convrt", ["convert"]),
    errors.BackendNotInstalledError("mlx", cause="no module", provider="trivet-mlx"),
    errors.BackendNotInstalledError("torch", wanted="BertModel", cause="no module"),
    errors.PackageNotInstalledError("peft", "This", "trivet-torch[peft]"),
    errors.PluginVersionError("trivet.formats", "mine", "a-package", 2, 1),
    errors.DuplicateProviderError("trivet.backends", "torch", ["one", "two"]),
    errors.UnknownDialectError("troch", ["torch"]),
    errors.DialectMismatchError("folder", "pt", "flax"),
    errors.CheckpointMismatchError("folder", ["one", "two"], "Do this."),
    errors.AmbiguousMatchError("a.weight", ["a.weight", "a.gamma"]),
    errors.UnknownContainerError("safetensor", ["safetensors"]),
    errors.InvalidSizeError("no size"),
    errors.ConversionError("cannot"),
    errors.CheckpointChangedError("folder"),
    errors.DestinationError("folder", "is a file"),
    errors.RemoteSourceError("org/name", "is not there"),
    errors.PublishError("org/name", "may not be written"),
    errors.UntrustedCodeError("org/name", "modeling.Model", "is not trusted"),
    errors.PlacementError("it does not fit"),
]


def test_examples_cover_every_error() -> None:
    classes = {
        found
        for _, found in inspect.getmembers(errors, inspect.isclass)
        if found.__module__.startswith(errors.__name__)
    }
    assert {type(error) for error in EXAMPLES} == classes


@pytest.mark.parametrize("error", EXAMPLES[1:], ids=lambda error: type(error).__name__)
def test_each_is_trivets_and_a_builtin(error: Exception) -> None:
    assert isinstance(error, errors.TrivetError)
    builtin = [base for base in type(error).__mro__[2:] if base.__module__ == "builtins" and base is not Exception]
    assert isinstance(error, builtin[0])
    assert builtin[0] not in (Exception, BaseException, object)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_each_passes_between_processes_whole(error: Exception) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_each_message_is_plain_text(error: Exception) -> None:
    text = str(error)
    assert text
    assert text == error.args[0]  # KeyError and OSError would print it their own way


def test_many_problems_are_counted_and_the_first_twenty_shown() -> None:
    problems = [f"problem {number}" for number in range(25)]
    error = errors.CheckpointMismatchError("folder", problems, "Advice.")
    lines = str(error).splitlines()
    assert lines[0] == "folder: the checkpoint does not fit (25 problem(s)):"
    assert lines[1:21] == [f"  - problem {number}" for number in range(20)]
    assert lines[21:] == ["  … and 5 more", "Advice."]
    assert error.problems == tuple(problems)


def test_many_names_are_shortened() -> None:
    assert errors.shorten(["a", "b"]) == "a, b"
    assert errors.shorten([str(number) for number in range(8)], 3) == "0, 1, 2 and 5 more"
    assert errors.shorten(["a\x1b[2J", "b\r"]) == "a?[2J, b?"


@pytest.mark.parametrize(("name", "phrase"), [("convrt", " (did you mean 'convert'?)"), ("zzz", "")])
def test_suggests_only_what_is_near(name: str, phrase: str) -> None:
    assert errors.nearest(name, ["convert", "inspect"]) == phrase
