# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.vision.dinov2_with_registers import Dinov2WithRegistersConfig as Dinov2WithRegistersConfig
