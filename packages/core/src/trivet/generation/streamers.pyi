# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.text.generation.streamers import *
from trivet.text.generation.streamers import TextIteratorStreamer as TextIteratorStreamer
from trivet.text.generation.streamers import TextStreamer as TextStreamer
