# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.vision.vit_msn import ViTMSNConfig as ViTMSNConfig
