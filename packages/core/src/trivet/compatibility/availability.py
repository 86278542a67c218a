"""`is_torch_available` and its kin: whether a package can be imported. Looks for it; imports nothing."""

from __future__ import annotations

from collections.abc import Callable

from trivet.backends.registry import is_installed, sorted_backends


def is_torch_available() -> bool:
    """Whether PyTorch is there, and trivet's backend for it."""
    return _has_backend("torch", "torch")


def is_tf_available() -> bool:
    """Whether TensorFlow and Keras are there, and trivet's backend for them."""
    return _has_backend("tensorflow", "tensorflow", "keras")


def is_flax_available() -> bool:
    """Whether JAX and Flax are there, and trivet's backend for them."""
    return _has_backend("flax", "jax", "flax")


def _has_backend(name: str, *modules: str) -> bool:
    return any(each.name == name for each in sorted_backends()[0]) and all(map(is_installed, modules))


def _check(module: str, name: str = "") -> Callable[[], bool]:
    """
    Args:
        name: of the package in the function's name, where that is not the module's.
    """

    def is_available() -> bool:
        return is_installed(module)

    is_available.__name__ = is_available.__qualname__ = f"is_{name or module}_available"
    is_available.__doc__ = f"Whether `{module}` is installed."
    return is_available


is_accelerate_available = _check("accelerate")
is_apex_available = _check("apex")
is_bitsandbytes_available = _check("bitsandbytes")
is_datasets_available = _check("datasets")
is_decord_available = _check("decord")
is_faiss_available = _check("faiss")
is_ftfy_available = _check("ftfy")
is_jinja_available = _check("jinja2", "jinja")
is_keras_nlp_available = _check("keras_nlp")
is_nltk_available = _check("nltk")
is_onnx_available = _check("onnx")
is_optimum_available = _check("optimum")
is_pandas_available = _check("pandas")
is_peft_available = _check("peft")
is_phonemizer_available = _check("phonemizer")
is_protobuf_available = _check("google.protobuf", "protobuf")
is_psutil_available = _check("psutil")
is_py3nvml_available = _check("py3nvml")
is_pyctcdecode_available = _check("pyctcdecode")
is_pytest_available = _check("pytest")
is_rjieba_available = _check("rjieba")
is_sacremoses_available = _check("sacremoses")
is_scipy_available = _check("scipy")
is_sentencepiece_available = _check("sentencepiece")
is_sklearn_available = _check("sklearn")
is_spacy_available = _check("spacy")
is_speech_available = _check("torchaudio", "speech")
is_tensorflow_text_available = _check("tensorflow_text")
is_timm_available = _check("timm")
is_tokenizers_available = _check("tokenizers")
is_torchvision_available = _check("torchvision")
is_vision_available = _check("PIL", "vision")


def is_torch_cuda_available() -> bool:
    """Whether PyTorch is there and sees a CUDA device. Imports PyTorch."""
    return _torch_says("cuda")


def is_torch_mps_available() -> bool:
    """Whether PyTorch is there and sees a device of Apple's. Imports PyTorch."""
    return _torch_says("mps")


def is_torch_xpu_available(check_device: bool = False) -> bool:
    """Whether PyTorch is there and sees a device of Intel's. Imports PyTorch."""
    return _torch_says("xpu")


def is_torch_npu_available(check_device: bool = False) -> bool:
    """Whether the extension for Ascend devices is installed."""
    return is_torch_available() and is_installed("torch_npu")


def is_torch_neuroncore_available(check_device: bool = True) -> bool:
    """Whether the extension for Neuron devices is installed."""
    return is_torch_available() and is_installed("torch_neuronx")


def is_torch_tpu_available(check_device: bool = True) -> bool:
    """Whether PyTorch/XLA is installed."""
    return is_torch_available() and is_installed("torch_xla")


def is_torch_fp16_available_on_device(device: object) -> bool:
    """Whether PyTorch multiplies matrices of float16 on a device. Imports PyTorch.

    Args:
        device: as PyTorch names it, or its object.
    """
    return _multiplies(device, "float16")


def is_torch_bf16_available_on_device(device: object) -> bool:
    """Whether PyTorch multiplies matrices of bfloat16 on a device. Imports PyTorch.

    Args:
        device: as PyTorch names it, or its object.
    """
    return _multiplies(device, "bfloat16")


def is_torch_bf16_cpu_available() -> bool:
    """Whether PyTorch multiplies matrices of bfloat16 on the CPU. Imports PyTorch."""
    return is_torch_bf16_available_on_device("cpu")


def is_torch_bf16_gpu_available() -> bool:
    """Whether PyTorch sees a CUDA device, and one that multiplies matrices of bfloat16. Imports PyTorch."""
    return is_torch_cuda_available() and is_torch_bf16_available_on_device("cuda")


def is_safetensors_available() -> bool:
    """True: trivet reads and writes these files itself."""
    return True


def is_torch_fx_available() -> bool:
    """Whether PyTorch is there: every version that trivet runs on has `torch.fx`."""
    return is_torch_available()


is_torch_sdpa_available = is_torch_compile_available = is_torchdynamo_available = is_torch_fx_available


def _multiplies(device: object, dtype: str) -> bool:
    from importlib import import_module

    if not is_torch_available():
        return False
    torch = import_module("torch")
    try:
        matrix = torch.zeros(2, 2, dtype=getattr(torch, dtype), device=device)
        return bool((matrix @ matrix).shape == (2, 2))
    except (RuntimeError, AssertionError):  # the kernel is missing; PyTorch was built without the device
        return False


def _torch_says(device: str) -> bool:
    from importlib import import_module

    if not is_torch_available():
        return False
    places = {"mps": "torch.backends.mps"}
    return bool(import_module(places.get(device, f"torch.{device}")).is_available())
