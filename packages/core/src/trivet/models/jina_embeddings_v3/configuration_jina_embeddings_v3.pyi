# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.jina_embeddings_v3 import JinaEmbeddingsV3Config as JinaEmbeddingsV3Config
