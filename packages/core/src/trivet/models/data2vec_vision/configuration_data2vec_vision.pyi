# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.vision.data2vec_vision import Data2VecVisionConfig as Data2VecVisionConfig
