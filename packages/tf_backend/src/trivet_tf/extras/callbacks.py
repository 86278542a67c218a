"""trivet's Keras callbacks: publishing a model during training."""

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
    """Saves the model during training, and publishes it in the background, with a card of the training.

    A save is skipped while the last one is still being uploaded. A failed upload does not end the training: it is
    logged; only a failure of the last upload, at the end, raises.

    Args:
        output_dir: the folder for saves.
        save_strategy: `epoch`, `steps` or `no`: when to save besides the end of training.
        save_steps: number of batches between saves, for `steps`.
        tokenizer: an object with `save_pretrained`, saved beside the model.
        hub_model_id: the repository; None means one of the folder's name.
        hub_token: token for the Hub; None uses that of `hf auth login`.
        checkpoint: whether to save for `load_repo_checkpoint` as well, with `epoch`.
        model_card_args: further arguments of `create_model_card`.

    Raises:
        ValueError: the strategy is unknown, needs another `save_steps`, or does not support checkpoints.
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
            raise ValueError("checkpoint=True needs save_strategy='epoch': training resumes from whole epochs")
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
        """Start the history for cards."""
        # Keras's own History runs after the caller's callbacks, so it lacks an epoch when they receive its end.
        self._done = None
        self._history = keras.callbacks.History()
        self._history.set_model(self.model)
        self._history.on_train_begin()

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Save and publish, if due."""
        if self.save_strategy == "steps" and self.save_steps and (batch + 1) % self.save_steps == 0:
            self._save_and_upload(f"Training in progress, batch {batch + 1}")

    def on_epoch_end(self, epoch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Save and publish, if due."""
        self._history.on_epoch_end(epoch, dict(logs or {}))
        self._done = epoch + 1
        if self.save_strategy == "epoch":
            self._save_and_upload(f"Training in progress, epoch {self._done}")

    def on_train_end(self, logs: Mapping[str, Any] | None = None) -> None:
        """Publish the model as it is now.

        Raises:
            PublishError: the repository cannot be created or written; the saved files stay.
        """
        if self._last is not None:
            self._wait_for(self._last)
        self._save()
        self._publish("Training has ended")
        if self._uploads is not None:
            self._uploads.shutdown()
        self._uploads = self._last = None

    def _save_and_upload(self, message: str) -> None:
        if self._last is not None:
            if not self._last.done():
                return
            self._wait_for(self._last)
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

    def _wait_for(self, upload: Future[Any]) -> None:
        """Wait for an upload and log its failure, because a later upload includes its contents."""
        error = upload.exception()
        if error is not None:
            logger.warning("%s was not published during training: %s", self.hub_model_id, error)
