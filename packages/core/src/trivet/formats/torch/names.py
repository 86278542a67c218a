"""The list of globals that a pickle may mention. Nothing is imported or called by name: each entry is a description.

Besides the globals of tensors, it has a few harmless classes that training scripts save beside the weights
(`argparse.Namespace`, numpy scalars). Their objects become inert labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from trivet.dtypes import DType
from trivet.formats.torch import rebuild
from trivet.formats.torch.rebuild import Arguments, ElementGlobal, Global, Rebuild, Spend, set_item
from trivet.formats.torch.values import AttributeDict, Element, Fault, Inert


@dataclass(frozen=True, slots=True, eq=False)
class MappingClass(Global):
    """`OrderedDict` and similar classes."""

    def reduce(self, args: Arguments, spend: Spend) -> AttributeDict:
        """A dict: empty, or from pairs or a dict as the only argument (a default factory is ignored).

        Raises:
            Fault: the arguments are anything else.
        """
        result = AttributeDict(self.name.rpartition(".")[2])
        content = args[0] if len(args) == 1 else None
        if isinstance(content, dict):
            spend(len(content))
            result.update(content)
        elif isinstance(content, list | tuple):
            spend(len(content))
            for pair in content:
                if not isinstance(pair, list | tuple) or len(pair) != 2:
                    raise Fault(f"it calls {self.name} with arguments other than pairs")
                set_item(result, pair[0], pair[1])
        elif len(args) > 1 or not (content is None or isinstance(content, Global)):
            raise Fault(f"it calls {self.name} with arguments other than pairs")
        return result

    def new(self, args: Arguments) -> AttributeDict:
        """An empty dict."""
        return AttributeDict(self.name.rpartition(".")[2])


@dataclass(frozen=True, slots=True, eq=False)
class InertClass(Global):
    """A class or function whose result is a label."""

    def reduce(self, args: Arguments, spend: Spend) -> Inert:
        """The label."""
        return self.new(args)

    def new(self, args: Arguments) -> Inert:
        """The label. Protocols 0 to 2 spell bytes as a call of `_codecs.encode`."""
        return Inert("bytes" if self.name == "_codecs.encode" else self.name.removeprefix("builtins."))


@dataclass(frozen=True, slots=True, eq=False)
class SizeClass(Global):
    """`torch.Size`."""

    def reduce(self, args: Arguments, spend: Spend) -> object:
        """The tuple itself.

        Raises:
            Fault: the argument is not a tuple.
        """
        if len(args) != 1 or not isinstance(args[0], tuple | list):
            raise Fault("it calls torch.Size with something other than a tuple")
        return args[0]


_DTYPES: Mapping[str, DType] = {
    "float64": DType.F64,
    "float32": DType.F32,
    "float16": DType.F16,
    "bfloat16": DType.BF16,
    "int64": DType.I64,
    "int32": DType.I32,
    "int16": DType.I16,
    "int8": DType.I8,
    "uint64": DType.U64,
    "uint32": DType.U32,
    "uint16": DType.U16,
    "uint8": DType.U8,
    "bool": DType.BOOL,
    "complex64": DType.C64,
    "float8_e4m3fn": DType.F8_E4M3,
    "float8_e5m2": DType.F8_E5M2,
    "float8_e4m3fnuz": DType.F8_E4M3FNUZ,
    "float8_e5m2fnuz": DType.F8_E5M2FNUZ,
    "float8_e8m0fnu": DType.F8_E8M0,
    "float4_e2m1fn_x2": DType.F4,
}
# Bytes of an element for the types that have no counterpart in trivet.
_OTHERS = {"complex128": 16, "complex32": 4, "qint8": 1, "quint8": 1, "qint32": 4, "quint4x2": 1, "quint2x4": 1}
_OTHERS |= {"bits8": 1, "bits16": 2, "bits1x8": 1, "bits2x4": 1, "bits4x2": 1}
_OTHERS |= {f"{sign}int{bits}": 1 for bits in range(1, 8) for sign in ("", "u")}

ELEMENTS: Mapping[str, Element] = MappingProxyType(
    {name: Element(name, dtype, max(1, dtype.bits // 8)) for name, dtype in _DTYPES.items()}
    | {name: Element(name, None, nbytes) for name, nbytes in _OTHERS.items()}
)
UNTYPED = Element("uint8", DType.U8, 1)

_STORAGES = {
    "DoubleStorage": "float64",
    "FloatStorage": "float32",
    "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16",
    "LongStorage": "int64",
    "IntStorage": "int32",
    "ShortStorage": "int16",
    "CharStorage": "int8",
    "ByteStorage": "uint8",
    "BoolStorage": "bool",
    "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128",
    "QInt8Storage": "qint8",
    "QInt32Storage": "qint32",
    "QUInt8Storage": "quint8",
    "QUInt4x2Storage": "quint4x2",
    "QUInt2x4Storage": "quint2x4",
}

_QUANTISED = "is quantised by torch; its integers have no meaning without their scales. Dequantise it before saving"
_SPARSE = "is sparse; call .to_dense() before saving"
_NUMPY = "was saved from an XLA device as an array inside the pickle; move the model to the CPU before saving"
_REBUILDS = {
    "torch._utils._rebuild_tensor": (range(4, 5), rebuild.tensor),
    "torch._utils._rebuild_tensor_v2": (range(6, 8), rebuild.tensor),
    "torch._utils._rebuild_tensor_v3": (range(7, 9), rebuild.tensor_v3),
    "torch._utils._rebuild_parameter": (range(3, 4), rebuild.parameter),
    "torch._utils._rebuild_parameter_with_state": (range(4, 5), rebuild.parameter),
    "torch._utils._rebuild_device_tensor_from_cpu_tensor": (range(4, 5), rebuild.from_cpu_tensor),
    "torch._tensor._rebuild_from_type": (range(4, 5), rebuild.from_type),
    "torch._tensor._rebuild_from_type_v2": (range(4, 5), rebuild.from_type),
    "torch.tensor._rebuild_from_type": (range(4, 5), rebuild.from_type),
    "torch._utils._rebuild_qtensor": (range(10), rebuild.unreadable(_QUANTISED)),
    "torch._utils._rebuild_sparse_tensor": (range(10), rebuild.unreadable(_SPARSE)),
    "torch._utils._rebuild_sparse_csr_tensor": (range(10), rebuild.unreadable(_SPARSE)),
    "torch._utils._rebuild_nested_tensor": (range(10), rebuild.unreadable("is a nested tensor, with no single shape")),
    "torch._utils._rebuild_meta_tensor_no_storage": (
        range(10),
        rebuild.unreadable("was on the meta device when it was saved, so the file holds no values for it"),
    ),
    "torch._utils._rebuild_xla_tensor": (range(10), rebuild.unreadable(_NUMPY)),
    "torch._utils._rebuild_device_tensor_from_numpy": (range(10), rebuild.unreadable(_NUMPY)),
}
_MAPPINGS = ("collections.OrderedDict", "collections.Counter", "collections.defaultdict")
_MENTIONED = (
    *("torch.Tensor", "torch._tensor.Tensor", "torch.tensor.Tensor"),
    *("torch.nn.parameter.Parameter", "torch.nn.Parameter", "torch.nn.parameter.Buffer"),
    *(f"builtins.{name}" for name in ("int", "float", "bool", "str", "list", "dict", "tuple")),
)
_INERT = (
    *("torch.device", "torch.serialization._get_layout"),
    *("torch.strided", "torch.contiguous_format", "torch.preserve_format", "torch.channels_last"),
    *("torch.per_tensor_affine", "torch.per_channel_affine", "torch.per_tensor_symmetric"),
    *("torch.per_channel_symmetric", "torch.per_channel_affine_float_qparams"),
    *("builtins.set", "builtins.frozenset", "builtins.bytearray", "builtins.complex", "_codecs.encode"),
    *("numpy.dtype", "numpy.ndarray", "argparse.Namespace"),
    *("numpy.core.multiarray.scalar", "numpy.core.multiarray._reconstruct"),
    *("numpy._core.multiarray.scalar", "numpy._core.multiarray._reconstruct"),
)


def _entries() -> Iterator[Global]:
    for name, element in ELEMENTS.items():
        yield ElementGlobal(f"torch.{name}", element)
    for module in ("torch", "torch.cuda", "torch.storage"):
        for name, element_name in _STORAGES.items():
            yield ElementGlobal(f"{module}.{name}", ELEMENTS[element_name])
        yield ElementGlobal(f"{module}.UntypedStorage", UNTYPED)
        yield ElementGlobal(f"{module}._UntypedStorage", UNTYPED)
    for name, (counts, build) in _REBUILDS.items():
        yield Rebuild(name, counts, build)
    yield SizeClass("torch.Size")
    yield from map(MappingClass, _MAPPINGS)
    yield from map(Global, _MENTIONED)
    yield from map(InertClass, _INERT)


_GLOBALS: Mapping[str, Global] = MappingProxyType({entry.name: entry for entry in _entries()})


def find_global(module: str, name: str) -> Global | None:
    """The entry for `module.name`, or None if it is not listed. Python 2's name of the builtins is understood."""
    if "." in name:  # an attribute of an attribute; the list has none
        return None
    return _GLOBALS.get(f"{'builtins' if module == '__builtin__' else module}.{name}")
