"""Keras callbacks of trivet's own: publishing a model while it learns."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from trivet_tf.extras.training_state import CHECKPOINT
from trivet_tf.framework import keras

logger = logging.getLogger(__name__)

_STRATEGIES = ("no", "epoch", "steps")


class PushToHubCallback(keras.callbacks.Callback):
    """Saves the model while it learns, and publishes what was saved meanwhile, with a card of the training.

    A save that comes up while the last one is still being uploaded is left out. An upload that fails does not end the
    training: it is logged, and the last one, at the end, raises.

    Args:
        output_dir: the folder that is saved to.
        save_strategy: `epoch`, `steps` or `no`: when, beside the end of the training.
        save_steps: how many batches apart, for `steps`.
        tokenizer: whatever has `save_pretrained`, saved beside the model.
        hub_model_id: the repository; None: one of the folder's name.
        hub_token: of the Hub; None takes the one that is logged in.
        checkpoint: whether to save for `load_repo_checkpoint` too, with `epoch`.
        model_card_args: further arguments of `create_model_card`.

    Raises:
        ValueError: there is no such strategy, it needs another `save_steps`, or knows no checkpoints.
    """

    def __init__(
        self,
        output_dir: str | os.PathLike[str],
        save_strategy: str = "epoch",
        save_steps: int | None = None,
        tokenizer: Any = None,
        hub_model_id: str | None = None,
        hub_token: str | None = None,
        checkpoint: bool = False,
        **model_card_args: Any,
    ) -> None:
        super().__init__()
        strategy = str(getattr(save_strategy, "value", save_strategy)).lower()
        if strategy not in _STRATEGIES:
            raise ValueError(f"save_strategy is one of {', '.join(_STRATEGIES)}, not {save_strategy!r}")
        if strategy == "steps" and (not isinstance(save_steps, int) or save_steps < 1):
            raise ValueError(f"save_steps must be a positive integer with save_strategy='steps', not {save_steps!r}")
        if checkpoint and strategy != "epoch":
            raise ValueError("checkpoint=True needs save_strategy='epoch': training goes on from whole epochs")
        self.output_dir = Path(output_dir)
        self.save_strategy, self.save_steps, self.checkpoint = strategy, save_steps, checkpoint
        self.tokenizer, self.model_card_args = tokenizer, model_card_args
        self.hub_model_id = hub_model_id or self.output_dir.absolute().name
        self.hub_token = hub_token
        self._history = keras.callbacks.History()
        self._done: int | None = None  # epochs
        self._uploads: ThreadPoolExecutor | None = None
        self._last: Future[Any] | None = None

    def on_train_begin(self, logs: Mapping[str, Any] | None = None) -> None:
        """Begin the history that cards tell."""
        # Keras's own comes after the caller's callbacks, and so has not noted an epoch when they are told of its end.
        self._done = None
        self._history = keras.callbacks.History()
        self._history.set_model(self.model)
        self._history.on_train_begin()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Save and publish, if it is time."""
        if self.save_strategy == "steps" and self.save_steps and (batch + 1) % self.save_steps == 0:
            self._save_and_upload(f"Training in progress, batch {batch + 1}")

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Save and publish, if it is time."""
        self._history.on_epoch_end(epoch, dict(logs or {}))
        self._done = epoch + 1
        if self.save_strategy == "epoch":
            self._save_and_upload(f"Training in progress, epoch {self._done}")

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Publish the model as it is now.

        Raises:
            PublishError: the repository cannot be made or written; what is saved stays.
        """
        if self._last is not None:
            self._heed(self._last)
        self._save()
        self._publish("Training has ended")
        if self._uploads is not None:
            self._uploads.shutdown()
        self._uploads = self._last = None

    def _save_and_upload(self, message: str) -> None:
        if self._last is not None:
            if not self._last.done():
                return
            self._heed(self._last)
        self._save()
        if self._uploads is None:
            self._uploads = ThreadPoolExecutor(1)
        self._last = self._uploads.submit(self._publish, message)

    def _save(self) -> None:
        self.model.save_pretrained(self.output_dir)
        if self.tokenizer is not None:
            self.tokenizer.save_pretrained(self.output_dir)
        if self.checkpoint and self._done is not None:
            self.model.save_repo_checkpoint(self.output_dir, self._done)
        self.model.create_model_card(self.output_dir, Path(self.hub_model_id).name, **self.model_card_args)

    def _publish(self, message: str) -> Any:
        from trivet.publishing.publish import Publication, files_in, publish

        files = files_in(self.output_dir)
        if self.checkpoint:
            files |= {f"{CHECKPOINT}/{name}": each for name, each in files_in(self.output_dir / CHECKPOINT).items()}
        return publish(files, self.hub_model_id, Publication(commit_message=message, token=self.hub_token, card=False))

    def _heed(self, upload: Future[Any]) -> None:
        """Wait for an upload; one that failed is logged, as a later one brings all that it would have brought."""
        error = upload.exception()
        if error is not None:
            logger.warning("%s was not published while it was trained: %s", self.hub_model_id, error)
