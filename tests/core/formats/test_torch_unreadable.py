"""What torch saves that is no state dict of plain tensors: refused by name, saying what to save instead."""

from pathlib import Path

import pytest
import torch_files as made
from torch_refusals import FORMAT, refusal

from trivet.errors import UnsafePickleError, UnsupportedDTypeError, UnsupportedFileError

SAMPLES = Path(__file__).parents[2] / "golden" / "data" / "formats" / "torch"
SIXTEEN = bytes(range(16))
GOOD = {"w": made.tensor()}


@pytest.mark.parametrize(
    ("sample", "reason"),
    [
        ("quantised.bin", "tensor 'w': is quantised by torch"),
        ("sparse.bin", "tensor 'w': is sparse; call .to_dense()"),
        ("meta.bin", "tensor 'w': was on the meta device"),
        ("one_tensor.bin", "holds a float32 [2] instead of a state dict; save model.state_dict()"),
        ("optimizer.bin", "holds an optimizer's state, not model weights"),
        ("torchscript.pt", "it seems to be a TorchScript program"),
    ],
)
def test_refuses_what_torch_saves_without_plain_weights(sample: str, reason: str) -> None:
    assert reason in refusal(SAMPLES / sample, UnsupportedFileError)


@pytest.mark.parametrize(
    ("sample", "name", "reason"),
    [
        ("training_args.bin", "transformers.training_args.TrainingArguments", "it seems to hold pickled training arg"),
        ("whole_model.pt", "torch.nn.modules.linear.Linear", "it seems to hold a whole pickled model; save model.stat"),
    ],
)
def test_refuses_pickled_objects_and_says_what_they_seem_to_be(sample: str, name: str, reason: str) -> None:
    message = refusal(SAMPLES / sample, UnsafePickleError)
    assert name in message
    assert reason in message


def test_refuses_element_types_without_counterpart_by_name() -> None:
    with pytest.raises(
        UnsupportedDTypeError, match=r"dtype complex128: .*complex128\.bin: tensor 'w': trivet has no such dtype"
    ):
        FORMAT.open(SAMPLES / "complex128.bin")


def test_refuses_packed_elements_that_are_strided(tmp_path: Path) -> None:
    args = (
        made.storage("0", 16, "UntypedStorage"),
        0,
        (2, 2),
        (1, 2),
        False,
        None,
        made.named("torch.float4_e2m1fn_x2"),
    )
    state = {"w": made.call("torch._utils._rebuild_tensor_v3", *args)}
    with pytest.raises(UnsupportedDTypeError, match="tensor 'w' is packed below a byte, and strided"):
        FORMAT.open(made.zip_file(tmp_path / "x.bin", state, {"0": SIXTEEN}))


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ({"model": GOOD, "state_dict": {"v": made.tensor()}}, "holds several state dicts, under state_dict, model"),
        ({"student": GOOD, "teacher": GOOD}, "holds tensors only further down, under student, teacher"),
        ({"epoch": 1}, "holds a dict without any tensors (its keys: epoch), not model weights"),
        ({}, "holds a dict without any tensors, not model weights"),
        ([made.tensor()], "holds a list of 1 instead of a state dict"),
        (None, "holds a None instead of a state dict"),
        ({0: made.tensor()}, "names a tensor by int 0; in a state dict, names are text"),
        ({"w": made.rebuilt(made.storage(), (4,), (1,), metadata={"npu": 1})}, "tensor 'w': has metadata of a dev"),
        ({"w": made.rebuilt(made.storage(), (4,), (1,), metadata=[1])}, "tensor 'w': has metadata of a device"),
        (
            {
                "w": made.call(
                    "torch._utils._rebuild_device_tensor_from_cpu_tensor",
                    *(made.tensor(), made.named("torch.bfloat16"), "xla:0", False),
                )
            },
            "tensor 'w': was saved from a device in a dtype that its bytes do not have",
        ),
        (
            {"w": made.call("torch._utils._rebuild_device_tensor_from_numpy", None, None, None, None)},
            "tensor 'w': was saved from an XLA device",
        ),
    ],
)
def test_refuses_what_is_not_a_single_state_dict(state: object, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(made.zip_file(tmp_path / "x.bin", state, {"0": SIXTEEN}), UnsupportedFileError)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (made.call("torch._utils._rebuild_parameter", 1, True, None), "a parameter is built on something other"),
        (made.call("torch._utils._rebuild_tensor", 1, 0, (1,), (1,)), "a tensor is built on something other"),
        (
            made.call("torch._tensor._rebuild_from_type_v2", made.named("torch.Tensor"), None, (), None),
            "a tensor is built by something other than a rebuild function",
        ),
        (
            made.call(
                "torch._tensor._rebuild_from_type_v2", made.named("torch._tensor._rebuild_from_type_v2"), 0, (), 0
            ),
            "a tensor is built by something other than a rebuild function",
        ),
        (
            made.call("torch._tensor._rebuild_from_type_v2", made.named("torch._utils._rebuild_tensor"), None, 1, None),
            "a rebuild function's arguments are not a tuple",
        ),
        (
            made.call("torch._utils._rebuild_tensor_v3", made.storage(), 0, (4,), (1,), False, None, "float32"),
            "a tensor's dtype is not a dtype",
        ),
        (
            made.call("torch._utils._rebuild_device_tensor_from_cpu_tensor", 1, 2, 3, 4),
            "a device's tensor is built on something other than a tensor and a dtype",
        ),
    ],
)
def test_refuses_rebuild_functions_with_other_arguments(value: made.Raw, reason: str, tmp_path: Path) -> None:
    assert reason in refusal(made.zip_file(tmp_path / "x.bin", {"w": value}, {"0": SIXTEEN}))
