"""Weights that NVIDIA's ModelOpt quantized: FP8 and NVFP4, also stated in hf_quant_config.json alone."""

from __future__ import annotations

from trivet.codecs.dtypes import model_dtype
from trivet.codecs.floats import FLOAT8, Fours, Scaled
from trivet.codecs.modules import FLOATS, Module, modules, refusal, weight
from trivet.codecs.protocols import CodecError, Quantized, Reading
from trivet.dtypes import DType
from trivet.tensors import TensorSpec

_BESIDE = ("input_scale", "k_scale", "v_scale", "q_scale", "output_scale", "k_proj.output_scale")
_LEAVES = ("weight", "weight_scale", "weight_scale_2", "pre_quant_scale", *_BESIDE)


class ModelOpt:
    """The codec of ModelOpt. All of its scales multiply, unlike the scale for all of compressed-tensors."""

    name = "modelopt"
    methods = ("modelopt", "modelopt_fp4", "modelopt_fp8", "modelopt_mixed")

    def finds(self, stored: Quantized) -> bool:
        """Whether there are the two scales of NVFP4."""
        return any(name.endswith(".weight_scale_2") for name in stored.catalog)

    def read(self, stored: Quantized) -> Reading:
        """Every weight that has a scale."""
        weights, problems, beside = list[TensorSpec](), list[str](), list[str]()
        for module in modules(stored.catalog, _LEAVES).values():
            beside += [spec.name for leaf, spec in module.tensors.items() if leaf in _BESIDE]
            if "weight_scale" not in module:
                continue
            try:
                if "pre_quant_scale" in module:
                    raise refusal(module.tensors["pre_quant_scale"], "scales the inputs of AWQ, which is not read here")
                four = "weight_scale_2" in module
                weights.append(_four(stored, module) if four else _eight(stored, module))
            except CodecError as error:
                problems.append(str(error))
        return Reading(weights, beside, problems)


def _eight(stored: Quantized, module: Module) -> TensorSpec:
    codes = module.need("weight", FLOAT8)
    if len(codes.shape) != 2:
        raise refusal(codes, f"has the shape {list(codes.shape)}, not that of a matrix")
    rows = codes.shape[0]
    scales = module.need("weight_scale", FLOATS, [(), (1,), (rows,), (rows, 1)])
    dtype = model_dtype(stored, DType.BF16)
    scheme = f"ModelOpt FP8, {'one scale' if scales.size == 1 else 'a scale a row'}"
    return weight(module.full("weight"), scheme, [codes, scales], Scaled(None, dtype), dtype, codes.shape)


def _four(stored: Quantized, module: Module) -> TensorSpec:
    codes = module.need("weight", (DType.U8,))
    scales, whole = module.need("weight_scale", FLOAT8), module.need("weight_scale_2", (DType.F32,), [(), (1,)])
    if len(codes.shape) != 2 or len(scales.shape) != 2 or scales.shape[0] != codes.shape[0] or not scales.shape[1]:
        raise refusal(scales, f"has the shape {list(scales.shape)}, and the codes {list(codes.shape)}")
    columns = 2 * codes.shape[1]
    group = stored.settings.get("group_size", 16)
    if type(group) is not int or group < 1 or columns != group * scales.shape[1]:
        raise refusal(scales, f"has the shape {list(scales.shape)}, and groups of {group!r} do not fit the codes")
    dtype = model_dtype(stored, DType.BF16)
    decoder, shape = Fours(group, dtype, 2), (codes.shape[0], columns)
    scheme = f"ModelOpt NVFP4, groups of {group}"
    return weight(module.full("weight"), scheme, [codes, scales, whole], decoder, dtype, shape)
