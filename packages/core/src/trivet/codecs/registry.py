"""The known codecs: core's own, and those of installed packages (entry-point group `trivet.codecs`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint
from typing import cast

from trivet.codecs.protocols import CODEC_API_VERSION, Codec
from trivet.entry_points import origin, points, require_api
from trivet.errors import DuplicateProviderError

_GROUP = "trivet.codecs"
_OWN = {
    "awq": "trivet.codecs.awq:Awq",
    "bitnet": "trivet.codecs.small:BitNet",
    "bitsandbytes": "trivet.codecs.bitsandbytes:BitsAndBytes",
    "compressed-tensors": "trivet.codecs.compressed:CompressedTensors",
    "fp8": "trivet.codecs.fp8:Fp8",
    "gptq": "trivet.codecs.gptq:Gptq",
    "hqq": "trivet.codecs.planes:Hqq",
    "mlx": "trivet.codecs.small:Mlx",
    "modelopt": "trivet.codecs.modelopt:ModelOpt",
    "mxfp4": "trivet.codecs.fp8:Mxfp4",
    "quanto": "trivet.codecs.planes:Quanto",
    "torchao": "trivet.codecs.torchao:TorchAo",
}


@cache
def codec_points() -> Mapping[str, EntryPoint]:
    """The entry point of each codec by name. None is loaded.

    Raises:
        DuplicateProviderError: two packages provide one name.
    """
    others = points(_GROUP)
    for name in _OWN.keys() & others.keys():
        providers = [f"trivet ({_OWN[name]})", f"{origin(others[name])} ({others[name].value})"]
        raise DuplicateProviderError(_GROUP, name, providers)
    return {**{name: EntryPoint(name, value, _GROUP) for name, value in _OWN.items()}, **others}


@cache
def codecs() -> tuple[Codec, ...]:
    """Every codec.

    Raises:
        PluginVersionError: one was written for another version of the protocol.
    """
    installed = []
    for point in codec_points().values():
        loaded = point.load()
        require_api(loaded, point, _GROUP, CODEC_API_VERSION)
        installed.append(cast(Codec, loaded() if isinstance(loaded, type) else loaded))
    return tuple(installed)
