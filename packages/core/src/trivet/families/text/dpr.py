"""DPR: encoders of questions and of texts into vectors of one space, and a reader of the texts found."""

from __future__ import annotations

from typing import Any, ClassVar

from trivet.families import encoders
from trivet.families import requirements as must
from trivet.families.blocks import Branch, Linear, Reads
from trivet.families.fields import field
from trivet.families.heads import HeadKind
from trivet.families.inputs import TEXT

QUESTIONS, CONTEXTS, READER = "question_encoder", "ctx_encoder", "span_predictor"
_ENCODER = HeadKind("questions", "QuestionEncoder", labels=(), logits=("pooler_output",))


class DPRConfig(encoders.EncoderConfig):
    """Configuration of a DPR model (Karpukhin et al., 2020, https://arxiv.org/abs/2004.04906).

    Attributes:
        projection_dim: size to which vectors are projected; 0 if they are not.
    """

    model_type = "dpr"
    projection_dim: int = field(must.integer(0, 2**20), default=0, after="position_embedding_type", small=5)


class DPR(encoders.EncoderFamily):
    """DPR: a BERT in each of the three models, which they hold under names of their own."""

    config_class, base_prefix, title, tokenizer = DPRConfig, f"{QUESTIONS}.bert_model", "DPR", "word_pieces"
    inputs = tuple(name for name in TEXT if name not in ("position_ids", "head_mask"))
    kinds = (
        _ENCODER.variant(summary="turns questions into vectors", output="DPRQuestionEncoderOutput"),
        _ENCODER.variant(
            name="contexts",
            suffix="ContextEncoder",
            summary="turns texts into vectors",
            output="DPRContextEncoderOutput",
            base_prefix=f"{CONTEXTS}.bert_model",
        ),
        HeadKind(
            "reader",
            "Reader",
            "finds answers in texts",
            output="DPRReaderOutput",
            labels=(),
            leaves_out=("token_type_ids",),
            logits=("start_logits", "end_logits", "relevance_logits"),
            base_prefix=f"{READER}.encoder.bert_model",
        ),
    )
    tasks: ClassVar = {"base": "QuestionEncoder"}

    def pooler(self, config: Any) -> None:
        """None: vectors are the first token's states."""

    def questions(self, config: Any, at: str = QUESTIONS) -> Branch:
        """The first token's state, projected if the config says so."""
        size = config.projection_dim
        return Branch(Reads.FIRST, (Linear(f"{at}.encode_proj", config.hidden_size, size),) if size else ())

    def contexts(self, config: Any) -> Branch:
        """As for questions."""
        return self.questions(config, CONTEXTS)

    def reader(self, config: Any) -> tuple[Branch, ...]:
        """Scores of starts and ends, and of each text."""
        spans, texts = (
            Linear(f"{READER}.{name}", config.hidden_size, n) for name, n in (("qa_outputs", 2), ("qa_classifier", 1))
        )
        return Branch(Reads.EACH, (spans,), apart=True), Branch(Reads.FIRST, (texts,), squeeze=True)
