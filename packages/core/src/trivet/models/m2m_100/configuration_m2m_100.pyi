# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.text.m2m_100 import M2M100Config as M2M100Config
