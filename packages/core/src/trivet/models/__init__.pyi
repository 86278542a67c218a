# Made by scripts/stubs.py: run it again after a change of families, backends or public names.

from trivet.models import albert as albert
from trivet.models import auto as auto
from trivet.models import bart as bart
from trivet.models import bert as bert
from trivet.models import camembert as camembert
from trivet.models import distilbert as distilbert
from trivet.models import electra as electra
from trivet.models import encoder_decoder as encoder_decoder
from trivet.models import gemma2 as gemma2
from trivet.models import gpt2 as gpt2
from trivet.models import llama as llama
from trivet.models import marian as marian
from trivet.models import mbart as mbart
from trivet.models import mistral as mistral
from trivet.models import pegasus as pegasus
from trivet.models import qwen2 as qwen2
from trivet.models import qwen3 as qwen3
from trivet.models import roberta as roberta
from trivet.models import roberta_prelayernorm as roberta_prelayernorm
from trivet.models import t5 as t5
from trivet.models import xlm_roberta as xlm_roberta
