"""`push_to_hub` for classes with `save_pretrained`: configs, and the models of every framework. Cheap to import."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from trivet.deprecation import warn_caller
from trivet.ports import port


class Publishable:
    """Adds `push_to_hub` to a class with `save_pretrained`."""

    _has_card: ClassVar[bool] = False
    _auto_class: ClassVar[str | None] = None

    @classmethod
    def register_for_auto_class(cls, auto_class: str | None = None) -> None:
        """Make `save_pretrained` write this class's file beside the weights, so that an Auto class can load it.

        Applies to this class, not to its subclasses.

        Args:
            auto_class: name of the Auto class, such as `AutoModelForMaskedLM`; None means `AutoConfig` for a config
                and the framework's `AutoModel` for a model.

        Raises:
            ValueError: there is no such Auto class.
        """
        from trivet.families.names import bare_head
        from trivet.families.tasks import AUTO_CLASSES

        chosen = auto_class or cls._default_auto_class()
        if chosen != "AutoConfig" and bare_head(chosen) not in AUTO_CLASSES:
            raise ValueError(f"there is no Auto class {chosen!r}. Known: AutoConfig, {', '.join(AUTO_CLASSES)}.")
        cls._auto_class = chosen

    @classmethod
    def _default_auto_class(cls) -> str:
        return "AutoConfig"

    def push_to_hub(
        self,
        repo_id: str,
        use_temp_dir: bool | None = None,
        commit_message: str | None = None,
        private: bool | None = None,
        token: str | bool | None = None,
        max_shard_size: int | str | None = None,
        create_pr: bool = False,
        safe_serialization: bool = True,
        revision: str | None = None,
        commit_description: str | None = None,
        tags: list[str] | str | None = None,
        *,
        endpoint: str | None = None,
        use_auth_token: str | bool | None = None,
        **saving: Any,
    ) -> Any:
        """Publish as one commit of a repository, which is created if necessary. An existing card keeps its text.

        Args:
            repo_id: `organisation/name`, or a name under the user's own account.
            use_temp_dir: False also keeps the published files in a local folder of the repository's name.
            commit_message, commit_description, private, token, create_pr, revision, tags, endpoint: as `Publication`.
            max_shard_size, safe_serialization, saving: as for a model's `save_pretrained`.
            use_auth_token: the old name of `token`.

        Returns:
            huggingface_hub's CommitInfo: `commit_url`, `oid`, `pr_url` of a pull request.

        Raises:
            PublishError: the repository cannot be created or written.
            Also as for `save_pretrained`.
        """
        if use_auth_token is not None:
            warn_caller("use_auth_token is deprecated: use token")
            token = use_auth_token if token is None else token
        if self._has_card:
            saving["safe_serialization"] = safe_serialization
            if max_shard_size is not None:
                saving["max_shard_size"] = max_shard_size
        publishing: dict[str, Any] = {
            "commit_message": commit_message,
            "commit_description": commit_description,
            "private": private,
            "token": token,
            "endpoint": endpoint,
            "create_pr": create_pr,
            "revision": revision,
            "tags": tags,
            "keep_others": bool(saving.get("keep_others")),
            **self._card_options(saving),
        }
        save: Any = self.save_pretrained  # type: ignore[attr-defined]
        if use_temp_dir is False:
            folder = repo_id.rpartition("/")[2]
            save(folder, **saving)
            return self._publish(folder, repo_id, saving.get("dialect"), **publishing)
        with tempfile.TemporaryDirectory(prefix="trivet-push-") as temporary:
            save(temporary, **saving)
            return self._publish(temporary, repo_id, saving.get("dialect"), **publishing)

    def _card_options(self, saving: dict[str, Any]) -> dict[str, Any]:
        """The options of `_publish` for the card, removed from the further arguments of `push_to_hub`."""
        return {}

    def _publish(
        self,
        folder: str | os.PathLike[str],
        repo_id: str | None = None,
        dialect: str | None = None,
        only: Collection[str] | None = None,
        **publishing: Any,
    ) -> Any:
        """Publish a saved folder; without `repo_id`, as a repository of the folder's name.

        Args:
            only: names of the files without the card, if the folder may have others; None means all.
        """
        tags = publishing.pop("tags", None) or ()
        older = publishing.pop("use_auth_token", None)
        if older is not None:
            warn_caller("use_auth_token is deprecated: use token")
            publishing["token"] = publishing.get("token") or older
        how = self._publication(dialect, (tags,) if isinstance(tags, str) else tuple(tags), publishing)
        return port("publish_folder")(folder, repo_id, only, how)

    def _publication(self, dialect: str | None, tags: tuple[str, ...], publishing: dict[str, Any]) -> dict[str, Any]:
        """The fields of `Publication`."""
        return dict(tags=tags, card=False, **publishing)


def refuse_stray_options(publishing: Mapping[str, Any], push_to_hub: bool) -> None:
    """
    Raises:
        TypeError: `save_pretrained` received a keyword that only publishing accepts, or an unknown one.
    """
    known = (
        "repo_id",
        "commit_message",
        "commit_description",
        "private",
        "token",
        "use_auth_token",
        "endpoint",
        "create_pr",
        "revision",
        "tags",
    )
    # scripts pass a token whether they publish or not
    idle = {name for name, value in publishing.items() if value is None or name in ("token", "use_auth_token")}
    stray = [name for name in publishing if name not in known or not (push_to_hub or name in idle)]
    if stray:
        hint = "" if stray[0] not in known else " (it says how to publish: add push_to_hub=True)"
        raise TypeError(f"save_pretrained() got an unexpected keyword argument {stray[0]!r}{hint}")
