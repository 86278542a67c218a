"""The card of a model that was trained with `fit`: base model, data, procedure and results."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trivet
from trivet.checkpoint.staging import write_atomically
from trivet.families.names import bare_head
from trivet.families.tasks import TASKS
from trivet.planning.skeleton import family_of
from trivet.publishing.cards import CARD_NAME
from trivet.publishing.mixin import PushToHubMixin, base_repository
from trivet_tf.framework import keras, tf

Names = str | Sequence[str] | None

_MARK = "<!-- Written by trivet after training. Complete it, and remove this line: a card without it is kept. -->"
_TAG = "generated_from_keras_callback"  # the tag of such models on hubs

# The hubs' names of tasks; other tasks have none.
_PIPELINES = {
    "causal-lm": "text-generation",
    "masked-lm": "fill-mask",
    "seq2seq-lm": "text2text-generation",
    "sequence-classification": "text-classification",
    "token-classification": "token-classification",
    "question-answering": "question-answering",
}
# Arguments of `create_model_card` that `push_to_hub` passes on; tags belong to publishing itself.
_OF_CARDS = (
    *("model_name", "language", "license", "finetuned_from", "tasks"),
    *("dataset_tags", "dataset", "dataset_args"),
)
_METRICS = ("accuracy", "bleu", "f1", "matthews_correlation", "precision", "recall", "rouge", "sacrebleu", "wer")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingFacts:
    """The facts of a training.

    Attributes:
        model_name: the title.
        language, license, tags, tasks: the card's metadata.
        finetuned_from: the repository of the base model.
        dataset_tags, dataset, dataset_args: identifiers, names and configurations of the data, in one order.
        optimizer: the optimizer's config.
        precision: name of the dtype policy.
        history: the metrics of `fit` for each epoch.
    """

    model_name: str
    language: Names = None
    license: str | None = None
    tags: Names = None
    finetuned_from: str | None = None
    tasks: Names = None
    dataset_tags: Names = None
    dataset: Names = None
    dataset_args: Names = None
    optimizer: Mapping[str, Any] | None = None
    precision: str = ""
    history: Sequence[Mapping[str, float]] = field(default_factory=tuple)


class PublishedWithCard(PushToHubMixin):
    """Mixin of Keras models that are published with the card of their training by `fit`."""

    def create_model_card(
        self,
        output_dir: str | os.PathLike[str],
        model_name: str,
        language: Names = None,
        license: str | None = None,
        tags: Names = None,
        finetuned_from: str | None = None,
        tasks: Names = None,
        dataset_tags: Names = None,
        dataset: Any = None,
        dataset_args: Names = None,
    ) -> None:
        """Write a draft of a card, `README.md`, from the last `fit`. A card that a person has written stays.

        Args:
            output_dir: the folder to write it in.
            model_name: the title.
            language, license, tags: for the metadata.
            finetuned_from: the repository of the base model; None means the one that was loaded.
            tasks: the hubs' names, such as `text-classification`; None means the model's.
            dataset_tags: identifiers of the data; None means that of a `datasets.Dataset`.
            dataset: names of the data, or the `datasets.Dataset` itself.
            dataset_args: configurations of the data.

        Raises:
            DestinationError: the folder cannot be written.
        """
        model: Any = self
        optimizer = getattr(model, "optimizer", None)  # models that were never compiled have none
        named = _names_of_data(dataset)
        facts = TrainingFacts(
            model_name=model_name,
            language=language,
            license=license,
            tags=tags,
            finetuned_from=finetuned_from or base_repository(model.config),
            tasks=tasks or pipeline_of(model),
            dataset_tags=dataset_tags or named[0],
            dataset=named[1] or dataset_tags,
            dataset_args=dataset_args or named[2],
            optimizer=None if optimizer is None else optimizer.get_config(),
            precision=model.dtype_policy.name,
            history=epochs_of(getattr(model, "history", None)),
        )
        path = Path(output_dir) / CARD_NAME
        if not path.exists() or _MARK in path.read_text():
            write_atomically(path, training_card(facts).encode())

    def push_to_hub(  # type: ignore[override]  # transformers has another order here than for other frameworks
        self,
        repo_id: str,
        use_temp_dir: bool | None = None,
        commit_message: str | None = None,
        private: bool | None = None,
        max_shard_size: int | str | None = None,
        token: str | bool | None = None,
        use_auth_token: str | bool | None = None,
        create_pr: bool = False,
        **further: Any,
    ) -> Any:
        """Publish as one commit of a repository, created if necessary. A card written by a person keeps its text.

        Args:
            repo_id, use_temp_dir, commit_message, private, max_shard_size, token, use_auth_token, create_pr: as for
                models of the other frameworks, in TensorFlow's order.
            further: their other arguments; and arguments of `create_model_card`, which then writes the card.

        Returns:
            huggingface_hub's CommitInfo.

        Raises:
            PublishError: the repository cannot be created or written.
            TypeError: an argument is unknown.
        """
        return super().push_to_hub(
            repo_id,
            use_temp_dir,
            commit_message,
            private,
            max_shard_size=max_shard_size,
            token=token,
            use_auth_token=use_auth_token,
            create_pr=create_pr,
            **further,
        )

    def _card_options(self, saving: dict[str, Any]) -> dict[str, Any]:
        options = {name: saving.pop(name) for name in _OF_CARDS if name in saving}
        return {"of_card": options} if options else {}

    def _publish(
        self,
        folder: str | os.PathLike[str],
        repo_id: str | None = None,
        dialect: str | None = None,
        only: Collection[str] | None = None,
        **publishing: Any,
    ) -> Any:
        """Publish a saved folder, with the card of its training if there was one, or if the caller describes it.

        Args:
            publishing: `of_card`: arguments of `create_model_card`; others as for `Publication`.
        """
        options = publishing.pop("of_card", {})
        if options or epochs_of(getattr(self, "history", None)):
            name = (repo_id or Path(folder).resolve().name).rpartition("/")[2]
            self.create_model_card(folder, **{"model_name": name, **options})
        return super()._publish(folder, repo_id, dialect, only, **publishing)


def pipeline_of(model: Any) -> str | None:
    """The hubs' name of a model class's task."""
    family = family_of(model.config)
    head = bare_head(type(model).__name__)
    if family is None or head not in family.heads:
        return None
    own = [task for task, named in family.tasks.items() if named == head]
    ending = [task.name for task in TASKS.values() if task.endings and head.endswith(task.endings)]
    return next((_PIPELINES[task] for task in (*own, *ending) if task in _PIPELINES), None)


def epochs_of(history: Any) -> tuple[dict[str, float], ...]:
    """The records of a `keras.callbacks.History` by epoch, with the epoch's number first."""
    if history is None or not getattr(history, "epoch", None):
        return ()
    columns = {"epoch": history.epoch, **history.history}
    return tuple(dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))


def training_card(facts: TrainingFacts) -> str:
    """The card's text, metadata in front."""
    from huggingface_hub import EvalResult, ModelCardData

    measured = facts.history[-1] if facts.history else {}
    metrics = {name: f"val_{name}" for name in _METRICS if f"val_{name}" in measured}
    data, args = _listed(facts.dataset_tags), _listed(facts.dataset_args)
    results = [
        EvalResult(
            task_type=task,
            dataset_type=tag,
            dataset_name=name,
            dataset_args=None if place >= len(args) else args[place],
            metric_type=metric,
            metric_name=_title(key),
            metric_value=float(measured[key]),
        )
        for task in _listed(facts.tasks)
        for place, (tag, name) in enumerate(zip(data, _listed(facts.dataset), strict=False))
        for metric, key in metrics.items()
    ]
    about = ModelCardData(
        language=_listed(facts.language) or None,
        license=facts.license,
        base_model=facts.finetuned_from,
        library_name="trivet",
        tags=list(dict.fromkeys([*_listed(facts.tags), "tf", _TAG])),
        datasets=data or None,
        metrics=list(metrics) or None,
        eval_results=results or None,
        model_name=facts.model_name,
        pipeline_tag=next(iter(_listed(facts.tasks)), None),
    )
    return f"---\n{about.to_yaml()}\n---\n\n{_MARK}\n\n{_text(facts)}"


def _text(facts: TrainingFacts) -> str:
    base = facts.finetuned_from
    origin = "Trained from scratch" if base is None else f"[{base}](https://huggingface.co/{base}), fine-tuned"
    data = ", ".join(_listed(facts.dataset))
    parts = [f"# {facts.model_name}\n\n{origin} on {data or 'unnamed data'}."]
    if facts.history:
        last = "\n".join(f"- {_title(key)}: {_number(value)}" for key, value in facts.history[-1].items())
        parts.append(f"After the last epoch:\n\n{last}")
    parts += [f"## {each}\n\nTo be written." for each in ("The model", "What it is for, and what not", "The data")]
    used = [f"- {name}: {value}" for name, value in (facts.optimizer or {}).items()]
    parts.append("\n".join(["## Training\n", *(used or ["- optimizer: none"]), f"- precision: {facts.precision}"]))
    if facts.history:
        columns = list(facts.history[0])
        rows = [[_title(key) for key in columns], ["---"] * len(columns)]
        rows += [[_number(epoch[key]) for key in columns] for epoch in facts.history]
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in rows))
    versions = {"trivet": trivet.__version__, "Keras": keras.__version__, "TensorFlow": tf.__version__}
    parts.append("## Versions\n\n" + "\n".join(f"- {name} {version}" for name, version in versions.items()))
    return "\n\n".join(parts) + "\n"


def _names_of_data(dataset: Any) -> tuple[Names, Names, Names]:
    """(identifier, name, configuration) of data, as recorded in a `datasets.Dataset`."""
    if dataset is None or isinstance(dataset, str | list | tuple):
        return None, dataset, None
    builder = getattr(dataset, "builder_name", None)
    files = ("csv", "json", "pandas", "parquet", "text", "generator")  # how the data were read, not their name
    known = None if builder in files else builder
    return known, known, getattr(dataset, "config_name", None) if known else None


def _listed(names: Any) -> list[Any]:
    return [] if names is None else [names] if isinstance(names, str) else list(names)


def _title(key: str) -> str:
    """`val_accuracy` → `Validation Accuracy`, `loss` → `Train Loss`."""
    if key != "epoch":
        key = f"validation_{key[4:]}" if key.startswith("val_") else f"train_{key}"
    return " ".join(word.capitalize() for word in key.split("_"))


def _number(value: Any) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
