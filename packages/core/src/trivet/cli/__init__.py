"""The command `trivet`. Each subcommand is a module; none imports a framework."""

from __future__ import annotations

try:
    from typing import Annotated

    import typer

    from trivet.cli.backends import backends
    from trivet.cli.common import TrivetApp, TrivetGroup
    from trivet.cli.convert import convert
    from trivet.cli.demo_model import demo_model
    from trivet.cli.diff import diff
    from trivet.cli.embed import embed
    from trivet.cli.generate import generate
    from trivet.cli.inspect import inspect
    from trivet.cli.plan import plan
    from trivet.cli.push import push
    from trivet.cli.transcribe import transcribe
    from trivet.cli.verify import verify
    from trivet.cli.view import view
    from trivet.version import __version__
except KeyboardInterrupt:  # Ctrl-C while there is no command yet that could report it
    raise SystemExit(130) from None

app = TrivetApp(
    cls=TrivetGroup,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help="Inspect, convert, check and publish pretrained models, with or without a framework.",
)
app.command()(inspect)
app.command()(convert)
app.command()(plan)
app.command()(verify)
app.command()(diff)
app.command()(view)
app.command()(push)
app.command()(generate)
app.command()(transcribe)
app.command()(embed)
app.command()(backends)
app.command()(demo_model)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"trivet {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Inspect, convert, check and publish pretrained models, with or without a framework."""
