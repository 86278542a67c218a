"""Blocks: the computations of a model's parts, and the names of their parameters. Knows no framework.

A block is a frozen value whose sizes and options are resolved: code that builds modules from it never reads a config.
Every `at` is a dotted path from the containing block (empty: its parameters belong to that block). Items of lists are
numbers in a path, as in `layer.0`. Paths, names and shapes are those of PyTorch checkpoints.
"""

from __future__ import annotations

from trivet.families.blocks.disentangled import ConvolvedInput, Disentangled
from trivet.families.blocks.experts import Experts, Router, Scoring, Table
from trivet.families.blocks.forward import FeedForward
from trivet.families.blocks.layers import Attention, Fused, Layer, Residual, Stack
from trivet.families.blocks.leaves import (
    Embedding,
    LayerScale,
    Learned,
    Leftover,
    Linear,
    Lookup,
    Norm,
    PatchBias,
    Positions,
    RelativeBias,
    RelativeKeys,
    Rotary,
    Sines,
    Slopes,
)
from trivet.families.blocks.models import (
    Base,
    Embeddings,
    EncoderDecoder,
    Pooler,
    Shift,
    TextEmbeddings,
    Transformer,
)
from trivet.families.blocks.pictures import Convolution2D, Grid, PatchEmbeddings, Shuffle, Vectors, sides
from trivet.families.blocks.sounds import Convolution, SoundEmbeddings, SpecAugment
from trivet.families.blocks.steps import Activation, Branch, Dropout, Reads, Step, Steps, Vocabulary
from trivet.layout.params import Role

__all__ = [
    "Activation",
    "Attention",
    "Base",
    "Branch",
    "Convolution",
    "Convolution2D",
    "ConvolvedInput",
    "Disentangled",
    "Dropout",
    "Embedding",
    "Embeddings",
    "EncoderDecoder",
    "Experts",
    "FeedForward",
    "Fused",
    "Grid",
    "Layer",
    "LayerScale",
    "Learned",
    "Leftover",
    "Linear",
    "Lookup",
    "Norm",
    "PatchBias",
    "PatchEmbeddings",
    "Pooler",
    "Positions",
    "Reads",
    "RelativeBias",
    "RelativeKeys",
    "Residual",
    "Role",
    "Rotary",
    "Router",
    "Scoring",
    "Shift",
    "Shuffle",
    "Sines",
    "Slopes",
    "SoundEmbeddings",
    "SpecAugment",
    "Stack",
    "Step",
    "Steps",
    "Table",
    "TextEmbeddings",
    "Transformer",
    "Vectors",
    "Vocabulary",
    "sides",
]
