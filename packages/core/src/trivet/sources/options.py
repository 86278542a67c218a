"""SourceOptions: how a remote source is reached. Plain values, no network."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from trivet.deprecation import warn_caller
from trivet.sources.client import checked_proxies


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How to reach a checkpoint that is not on this machine. For a local folder or file only
    `check_sums` and `state_key` have an effect.

    Attributes:
        revision: branch, tag, pull request (`refs/pr/1`) or commit of a repository; None means `main`.
        cache_dir: where downloads are stored; None means huggingface_hub's own cache.
        token: for the Hub; None (or True) uses that of `hf auth login`, False sends none.
        force_download: fetch again what is in the cache.
        local_files_only: fetch nothing: use what is in the cache, as `HF_HUB_OFFLINE=1` does for all.
        endpoint: address of a hub; None means `HF_ENDPOINT`, or else huggingface.co.
        check_sums: check what is loaded against every available checksum: those that the hub states for cached files,
            and those in the files (CRC-32 of `.bin` files in the zip layout, CRC-32C of TensorFlow checkpoints).
            Each file is read once more.
        state_key: where the tensors are in a `.bin` file, if not under one of the usual keys: a key of the saved dict
            (`model_state`), or a dotted path (`trainer.ema`).
        proxies: for the addresses of each scheme, `{"https": "http://10.0.0.1:3128"}`; None means the environment's.
            They apply to the Hub and for web servers; drivers of object stores have settings of their own.
    """

    revision: str | None = None
    cache_dir: str | os.PathLike[str] | None = None
    token: str | bool | None = None
    force_download: bool = False
    local_files_only: bool = False
    endpoint: str | None = None
    proxies: dict[str, str] | None = None
    check_sums: bool = False
    state_key: str | None = None

    def as_keywords(self) -> dict[str, Any]:
        """The options that differ from their defaults, as keywords."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) != each.default}


def read_with(
    options: SourceOptions | None, *, check_sums: bool = False, state_key: str | None = None
) -> SourceOptions:
    """The options, with fields replaced by a call's own keywords."""
    options = options or SourceOptions()
    return replace(options, check_sums=check_sums or options.check_sums, state_key=state_key or options.state_key)


_NAMES = tuple(field.name for field in fields(SourceOptions))
_WITHOUT_EFFECT = {
    "resume_download": "downloads are always resumed",
    "mirror": "pass endpoint= (or set HF_ENDPOINT) to reach another hub",
}


def take_options(keywords: Mapping[str, Any]) -> tuple[SourceOptions, dict[str, Any]]:
    """Split keywords into those of `SourceOptions` and the others.

    The old name `use_auth_token` means `token`; `resume_download` and `mirror` have no effect. Each warns.

    Raises:
        ValueError: both `token` and `use_auth_token` are passed, or both `force_download` and `local_files_only`; or
            `proxies` has a key that is not a scheme.
    """
    rest = dict(keywords)
    for name, reason in _WITHOUT_EFFECT.items():
        if rest.pop(name, None) is not None:
            warn_caller(f"{name} is deprecated and has no effect: {reason}")
    chosen = {name: rest.pop(name) for name in _NAMES if name in rest}
    chosen["proxies"] = checked_proxies(chosen.get("proxies"))
    older = rest.pop("use_auth_token", None)
    if older is not None:
        if chosen.get("token") is not None:
            raise ValueError("token and use_auth_token are the same option: pass token alone")
        warn_caller("use_auth_token is deprecated: use token")
        chosen["token"] = older
    if chosen.get("force_download") and chosen.get("local_files_only"):
        raise ValueError("force_download=True and local_files_only=True contradict each other: pass one of them")
    return SourceOptions(**{name: value for name, value in chosen.items() if value is not None}), rest
