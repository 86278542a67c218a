"""The fields of an `adapter_config.json`, each checked against its type and bounds before PEFT receives any.

Covers the kinds of adapters that adapt layers; a field name means the same in each kind. Fields that run code or read
other sources need the caller's consent; fields that loading does not need are dropped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from trivet.errors import InvalidConfigError, UntrustedCodeError
from trivet.layout.name_patterns import NamePattern, PatternError

_PLAIN = re.compile(r"[\w.]{1,300}", re.ASCII)  # as an expression matches itself, but for the dots
_MOST = 10_000  # entries of a list or table
_LONGEST = 1024  # characters
_MOST_LAYERS = 512  # of a model whose layers are replicated: each is built before its tensors are looked up
_FEW = 20  # so few entries need no limit on their cost
_SMALL = 1024  # a size that any adapter may have, however small the tensors of its file are

# Useless to a loaded model: the initialisation, and which class PEFT itself would load.
IGNORED = frozenset({"auto_mapping", "runtime_config", "eva_config", "corda_config", "lora_ga_config", "peft_version"})

Check = Callable[[Any, int], bool]  # (value, largest size in the file's tensors) → is allowed


def _integer(least: int, most: int) -> Check:
    return lambda value, _: type(value) is int and least <= value <= most


def _size(value: Any, largest: int) -> bool:
    return type(value) is int and 0 <= value <= max(_SMALL, largest)


def _number(least: float, most: float) -> Check:
    return lambda value, _: type(value) in (int, float) and math.isfinite(value) and least <= value <= most


def _one_of(*choices: Any) -> Check:
    return lambda value, _: any(value is each or (type(value) is str and value == each) for each in choices)


def _text(value: Any, _: int) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()


def _plain_name(value: Any, _: int) -> bool:
    return isinstance(value, str) and bool(_PLAIN.fullmatch(value))


def _either(*checks: Check) -> Check:
    return lambda value, largest: any(check(value, largest) for check in checks)


def _list_of(check: Check) -> Check:
    return lambda value, largest: (
        isinstance(value, list) and len(value) <= _MOST and all(check(each, largest) for each in value)
    )


def _table_of(key: Check, check: Check) -> Check:
    return lambda value, largest: (
        isinstance(value, dict)
        and len(value) <= _MOST
        and all(key(name, largest) and check(each, largest) for name, each in value.items())
    )


def _nothing(value: Any, _: int) -> bool:
    return value is None or value is False or value == {}


_FLAG, _SHARE, _FACTOR = _one_of(True, False), _number(0, 1), _number(-1e6, 1e6)
_SEED, _STEPS, _LAYER = _integer(0, 2**63 - 1), _integer(0, 10**9), _integer(0, 100_000)
_NAMES, _LAYERS = _list_of(_plain_name), _either(_LAYER, _list_of(_LAYER))
_EXPRESSION = _text  # parsed by NamePattern
_BIAS = _one_of("none", "all", "lora_only", "boft_only", "oft_only", "delora_only", "hra_only")
_START = _one_of(True, False, "gaussian", "orthogonal", "kaiming_uniform", "xavier_uniform", "lycoris", "bat", "mini")


def _first_values(value: Any, largest: int) -> bool:
    """How LoRA initialises its own values, and how it changes those of the base model."""
    named = _one_of("olora", "pissa", "loftq", "eva", "corda", "mica", "lora_ga")
    steps = isinstance(value, str) and re.fullmatch(r"pissa_niter_[1-9]\d?", value)
    return bool(steps) or named(value, largest) or _START(value, largest)


def _all(names: str, check: Check) -> dict[str, Check]:
    return dict.fromkeys(names.split(), check)


FIELDS: Mapping[str, Check] = {
    "peft_type": _plain_name,
    "task_type": _plain_name,
    "base_model_name_or_path": _text,
    "revision": _text,
    "target_modules": _either(_EXPRESSION, _list_of(_text)),
    "exclude_modules": _either(_EXPRESSION, _list_of(_text)),
    "feedforward_modules": _either(_EXPRESSION, _list_of(_text)),
    "modules_to_save": _either(_plain_name, _NAMES),
    "target_parameters": _list_of(_text),
    "layers_pattern": _either(_plain_name, _NAMES),
    "layers_to_transform": _LAYERS,
    "rank_pattern": _table_of(_EXPRESSION, _either(_size, _SHARE)),
    "alpha_pattern": _table_of(_EXPRESSION, _FACTOR),
    "lambda_pattern": _table_of(_plain_name, _FACTOR),
    "n_frequency_pattern": _table_of(_plain_name, _size),
    "block_size_pattern": _table_of(_plain_name, _size),
    "target_svd_config": _table_of(_plain_name, _size),
    "trainable_token_indices": _either(
        _list_of(_integer(0, 2**31)), _table_of(_plain_name, _list_of(_integer(0, 2**31)))
    ),
    "token_indices": _list_of(_integer(0, 2**31)),
    "alora_invocation_tokens": _list_of(_integer(0, 2**31)),
    "layer_replication": lambda value, largest: (
        _list_of(lambda pair, _: _list_of(_LAYER)(pair, largest) and len(pair) == 2)(value, largest)
        and sum(max(0, stop - start) for start, stop in value) <= _MOST_LAYERS
    ),
    "init_lora_weights": _first_values,
    "init_weights": _START,
    "init_ia3_weights": _FLAG,
    "bias": _BIAS,
    "loftq_config": _table_of(_one_of("loftq_bits", "loftq_iter"), _integer(1, 8)),
    "megatron_config": _nothing,
    "megatron_core": _one_of("megatron.core"),
    **_all("velora_config monteclora_config arrow_config kasa_config use_bdlora", _nothing),
    "ab_svd_init": _one_of("psoft_init", "pissa_init"),
    "act_fn": _plain_name,
    "config_A_B": _one_of("lora", "vector", "constant", "none"),
    "config_C": _one_of("lora", "vector", "none"),
    "config_D_E": _one_of("vector", "constant", "none"),
    "decomposition_method": _one_of("relu", "qr"),
    "mask_type": _one_of("random"),
    "poly_type": _one_of("poly"),
    "psoft_svd": _one_of("full", "lowrank"),
    "variant": _one_of("road_1", "road_2", "road_4"),
    "wavelet_family": _plain_name,
    "decompose_factor": _integer(-1, 2**20),
    "effective_rank": _either(_size, _SHARE),
    "num_cayley_neumann_terms": _integer(1, 100),
    "psoft_svd_lowrank_niter": _integer(0, 100),
    "depth": _integer(0, 100),
    "scaling": _FACTOR,
    "asa_schedule_exponent": _FACTOR,
    **_all(
        (
            "r init_r target_r mini_r hybrid_r subspace_rank num_subspaces block_size boft_block_num "
            "boft_block_size boft_n_butterfly_factor gralora_k group_size n_frequency n_skills n_splits n_tasks "
            "num_B num_vectors oft_block_size qalora_group_size stride_A theta_d_length topk u vector_length"
        ),
        _size,
    ),
    **_all(
        (
            "inference_mode fan_in_fan_out use_rslora use_dora use_qalora lora_bias apply_GS block_share coft "
            "decompose_both ensure_weight_tying para progressbar psoft_mag_a psoft_mag_b psoft_orth "
            "proportional_parameters rank_dropout_scale runtime_offload_base_weight sample_at_inference "
            "save_indices save_only_topk_weights save_precomputed_indices sparse save_projection select_top "
            "use_asa use_cayley_neumann use_dynamic_rank very_sparse use_effective_conv2d use_idwt"
        ),
        _FLAG,
    ),
    **_all(
        (
            "lora_dropout boft_dropout deft_dropout frod_dropout gralora_dropout hira_dropout miss_dropout "
            "module_dropout psoft_dropout pvera_dropout randlora_dropout rank_dropout tinylora_dropout "
            "unilora_dropout vblora_dropout vera_dropout beta1 beta2 sparse_rate asa_importance_beta "
            "asa_uncertainty_beta sparsity svd_threshold weight_tying"
        ),
        _SHARE,
    ),
    **_all(
        (
            "lora_alpha alpha psoft_alpha randlora_alpha delora_lambda d_initial eps init_scale "
            "cayley_neumann_eps init_logits_std init_theta_d_bound init_v_bound init_vector_bank_bound "
            "orth_reg_weight regularization_alpha"
        ),
        _FACTOR,
    ),
    **_all(
        ("generator_seed proj_seed projection_prng_key projection_seed random_loc_seed random_seed"),
        _SEED,
    ),
    **_all(
        ("asa_target_subspaces deltaT final_warmup init_warmup mask_interval tfinal tinit total_step"),
        _STEPS,
    ),
}

_TEXTS = ("target_modules", "exclude_modules", "feedforward_modules")
_TABLES = ("rank_pattern", "alpha_pattern")
EXPRESSIONS = (*_TEXTS, *_TABLES)  # fields that hold regular expressions
_CODE = ("megatron_config", "megatron_core")


def checked_fields(
    fields: Mapping[str, Any], path: Path, *, defaults: Mapping[str, Any], largest: int = 0
) -> dict[str, Any]:
    """The fields that PEFT may receive.

    Args:
        fields: the fields of the file.
        path: the file, for errors.
        defaults: field → its default in the installed PEFT's config of this kind.
        largest: the largest axis of any tensor of the adapter; no size may exceed it.

    Raises:
        UntrustedCodeError: a field names a module to import.
        InvalidConfigError: a field is unknown, or its value is not allowed.
    """
    taken = {}
    for name, value in fields.items():
        if name in IGNORED:
            continue
        check = FIELDS.get(name)
        if check is None:
            if name in defaults and value != defaults[name] and not _nothing(value, 0):
                reason = "is not known here. trust_remote_code=True hands the file to PEFT as it is"
                raise InvalidConfigError(reason, path=path, field=name[:100])
        elif value is None or check(value, largest):
            taken[name] = value
        elif name in _CODE:
            raise _untrusted(name, value, path)
        else:
            raise InvalidConfigError(f"cannot be {_shown(value)}", path=path, field=name)
    _refuse_expressions(taken, path)
    return taken


def _untrusted(name: str, value: Any, path: Path) -> UntrustedCodeError:
    reason = (
        f"its field {name} is {_shown(value)}, by which PEFT imports a module and runs it. Nothing was run. If you "
        "trust the adapter's source, pass trust_remote_code=True."
    )
    return UntrustedCodeError(str(path), _shown(value), reason)


def _shown(value: Any) -> str:
    """A value from a file, short and in one line."""
    text = repr(value) if isinstance(value, str | int | float | None) else f"a {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}…"


def _refuse_expressions(fields: Mapping[str, Any], path: Path) -> None:
    for name in EXPRESSIONS:
        value = fields.get(name)
        written = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
        for text in written:
            try:
                NamePattern(text)
            except PatternError as error:
                reason = f"has the regular expression {_shown(text)}, which {error}"
                raise InvalidConfigError(reason, path=path, field=name) from None


def without_expressions(fields: Mapping[str, Any], names: list[str], path: Path | None) -> dict[str, Any]:
    """The same fields for one model, with regular expressions replaced by the names of the modules that they match.

    Names that the model does not have are dropped if there are many.

    Args:
        names: the names of the model's modules.

    Raises:
        InvalidConfigError: an expression matches no module, or takes too long.
    """
    plain = dict(fields)
    for name, value in fields.items():
        try:
            if name in _TEXTS and isinstance(value, str) and value != "all-linear":
                plain[name] = NamePattern(value).matches(names)
                if not plain[name] and name == "target_modules":
                    raise PatternError("matches no module of the model")
            elif name in _TEXTS and isinstance(value, list | set) and len(value) > _FEW:
                plain[name] = _of_the_model(value, names)
            elif name in _TABLES and value and not all(_PLAIN.fullmatch(key) for key in value):
                plain[name] = _by_name(value, names)
        except PatternError as error:
            raise InvalidConfigError(f"{_shown(value)} {error}", path=path, field=name) from None
    return plain


def _of_the_model(value: Collection[str], names: list[str]) -> Collection[str]:
    """Of many names, those that some module's name ends with, because PEFT compares each name with each module."""
    endings = {name[at:] for name in names for at in _beginnings(name)}
    matches = [each for each in value if each in endings]
    if not matches:
        raise PatternError("names no module of the model")
    return value if len(matches) == len(value) else matches


def _beginnings(name: str) -> list[int]:
    return [0, *(at + 1 for at, char in enumerate(name) if char == ".")]


def _by_name(table: Mapping[str, Any], names: list[str]) -> dict[str, Any]:
    """A table by the names of modules, each with the value of the first expression that matches the end of its name."""
    by_name: dict[str, Any] = {}
    for expression, value in table.items():
        for name in NamePattern(rf"(?:.*\.)?(?:{expression})").matches(names):
            by_name.setdefault(name, value)
    return {re.escape(name): value for name, value in by_name.items()}
