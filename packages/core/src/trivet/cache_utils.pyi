# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet_torch.cache import Cache as Cache
from trivet_torch.cache import DynamicCache as DynamicCache
from trivet_torch.cache import EncoderDecoderCache as EncoderDecoderCache
from trivet_torch.cache import SinkCache as SinkCache
from trivet_torch.cache import SlidingWindowCache as SlidingWindowCache
from trivet_torch.cache import StaticCache as StaticCache
