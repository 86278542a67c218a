"""A model's vocabulary: its input and output embeddings, what ties them, and changing how many words they know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from torch import nn

from trivet.families.vocabulary import wanted_rows
from trivet_torch.model.base import ConfiguredModule
from trivet_torch.model.resizing import Slot, resize


class Vocabulary(ConfiguredModule):
    """The part of `PreTrainedModel` that knows of words.

    Attributes:
        output_embeddings: path of the projection to the vocabulary, where the model has one; its weight is that of the
            input embeddings if the config says so.
        vocabulary_buffers: names of buffers [1, vocabulary] that are added to the scores of words.
    """

    output_embeddings: str | None = None
    vocabulary_buffers: tuple[str, ...] = ()

    def get_input_embeddings(self) -> nn.Module:
        """The embeddings of the vocabulary.

        Raises:
            NotImplementedError: the class does not say which they are.
        """
        if self.base_model is self:
            raise NotImplementedError(f"{type(self).__name__} does not say which its input embeddings are")
        return cast(nn.Module, self.base_model.get_input_embeddings())  # type: ignore[operator]

    def set_input_embeddings(self, value: nn.Module) -> None:
        """Replace the embeddings of the vocabulary.

        Raises:
            NotImplementedError: the class does not say which they are.
        """
        if self.base_model is self:
            raise NotImplementedError(f"{type(self).__name__} does not say which its input embeddings are")
        self.base_model.set_input_embeddings(value)  # type: ignore[operator]

    def get_output_embeddings(self) -> nn.Module | None:
        """The projection to the vocabulary, or None when the model has none."""
        return None if self.output_embeddings is None else self.get_submodule(self.output_embeddings)

    def set_output_embeddings(self, new_embeddings: nn.Module) -> None:
        """Replace the projection to the vocabulary.

        Raises:
            NotImplementedError: the model has none.
        """
        if self.output_embeddings is None:
            raise NotImplementedError(f"{type(self).__name__} does not say which its output embeddings are")
        parent, _, name = self.output_embeddings.rpartition(".")
        setattr(self.get_submodule(parent), name, new_embeddings)

    def output_owner(self) -> nn.Module:
        """The embeddings whose weight the output embeddings share if the config says so."""
        return self.get_input_embeddings()

    def other_tables(self) -> Sequence[nn.Module]:
        """Embeddings of the same vocabulary beside the input embeddings, not tied to them."""
        return ()

    def tie_weights(self) -> None:
        """Let the output embeddings be the input embeddings if the config says so, and modules tie what they tie."""
        output = self.get_output_embeddings()
        if output is not None and self.config.tie_word_embeddings:
            output.weight = self.output_owner().weight
        for module in self.modules():
            if hasattr(type(module), "_tie_weights"):  # of the class: a module's own attributes are slow to search
                cast(Callable[[], None], module._tie_weights)()

    @property
    def vocab_size(self) -> int:
        """How many words the config says that the input embeddings know."""
        size: int = getattr(self.config, self.vocabulary_fields()[0])
        return size

    @vocab_size.setter
    def vocab_size(self, value: int) -> None:
        for field in self.vocabulary_fields():
            setattr(self.config, field, value)

    def vocabulary_fields(self) -> tuple[str, ...]:
        """Fields of the config that say how many words the input embeddings know."""
        return ("vocab_size",)

    def resize_token_embeddings(
        self,
        new_num_tokens: int | None = None,
        pad_to_multiple_of: int | None = None,
        mean_resizing: bool = False,
    ) -> nn.Module:
        """Let the model know another number of words: rows are added at the end, or the last ones taken away.

        Everything that has a row for each word follows, tied or not: the output embeddings, their bias, the config.
        Modules stay the objects that they are; their parameters are new ones, so an optimizer must be made anew.

        Args:
            new_num_tokens: how many; None leaves them.
            pad_to_multiple_of: makes that many into the next multiple of this.
            mean_resizing: whether new rows are drawn around the mean of the others; else they are initialised as the
                model initialises.

        Returns:
            The input embeddings.

        Raises:
            ValueError: a number is not a positive integer.
            NotImplementedError: the class does not say which its input embeddings are.
            RuntimeError: the weights are on the meta device, so on disk or nowhere.
        """
        words = self.get_input_embeddings()
        if new_num_tokens is None and pad_to_multiple_of is None:
            return words
        if not hasattr(words, "weight"):
            raise NotImplementedError(f"{type(self).__name__} reads no text: there is no vocabulary to resize")
        weight = cast(nn.Parameter, words.weight)
        rows = wanted_rows(weight.shape[0], new_num_tokens, pad_to_multiple_of)
        self._resize_vocabulary(words, rows, mean_resizing)
        for field in self.vocabulary_fields():
            setattr(self.config, field, rows)
        return words

    def _resize_vocabulary(self, words: nn.Module, rows: int, mean_resizing: bool) -> None:
        """Resize embeddings, and the projection to that vocabulary where the model has it."""
        slots = [Slot(table, "weight") for table in (words, *self.other_tables())]
        output = self.get_output_embeddings()
        if output is not None and self.output_owner() is words:
            slots += [Slot(output, leaf) for leaf in ("weight", "bias")]
            slots += [Slot(self, name, axis=1) for name in self.vocabulary_buffers]
        resize(self, slots, rows, self._init_weights, around_mean=mean_resizing)
        self.tie_weights()
