# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.families.speech.whisper import WhisperConfig as WhisperConfig
