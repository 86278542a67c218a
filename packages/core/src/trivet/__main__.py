"""`python -m trivet`, the same as the command `trivet`."""

from trivet.cli import app

app(prog_name="trivet")
