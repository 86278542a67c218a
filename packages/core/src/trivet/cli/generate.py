"""`trivet generate`: a model writes text in any of the frameworks, shown while it is written."""

from __future__ import annotations

import secrets
import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer
from rich.console import Console

from trivet.cli.common import checked_backend, print_json, quiet_frameworks
from trivet.cli.reach import SOURCE_HELP, Reach, reaching
from trivet.sources.options import SourceOptions


@reaching()
def generate(
    model: Annotated[str, typer.Argument(help=SOURCE_HELP)],
    prompt: Annotated[
        str | None, typer.Argument(help="Text to continue or to answer; - reads it from standard input.")
    ] = None,
    backend: Annotated[
        str | None, typer.Option(help="torch, tensorflow or flax. Default: the first that is installed.")
    ] = None,
    max_new_tokens: Annotated[int | None, typer.Option(help="Most tokens to write. Default: 128, if they fit.")] = None,
    sample: Annotated[
        bool | None,
        typer.Option("--sample/--greedy", help="Draw tokens, or take the best. Default: MODEL's own setting."),
    ] = None,
    temperature: Annotated[float | None, typer.Option(help="Above 1 varies more, below 1 less; 0 is --greedy.")] = None,
    top_k: Annotated[int | None, typer.Option(help="Draw from this many of the best tokens.")] = None,
    top_p: Annotated[float | None, typer.Option(help="Draw from the best tokens that sum to this probability.")] = None,
    num_beams: Annotated[int | None, typer.Option(help="Number of beams; the text is then printed at the end.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed gives the same text.")] = None,
    dtype: Annotated[str, typer.Option(help="dtype of the weights: bf16, fp16, fp32, or auto (as stored).")] = "auto",
    device_map: Annotated[
        str | None, typer.Option(help="Placement of the weights, for torch: auto, balanced, sequential or a device.")
    ] = None,
    chat: Annotated[
        bool, typer.Option("--chat", help="Hold a conversation: PROMPT, if there is one, is the first message.")
    ] = False,
    system: Annotated[str | None, typer.Option(help="What the model is told before a conversation.")] = None,
    echo: Annotated[bool, typer.Option("--echo", help="Print the prompt before the text.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print text and speed as JSON, at the end.")] = False,
    *,
    reach: Reach,
) -> None:
    """Write text to standard output while it is generated; on a terminal, also the speed to standard error.

    With --chat, each line of standard input is a message; Ctrl-C ends an answer, and Ctrl-D the conversation.
    """
    if prompt is None and not chat:
        raise typer.BadParameter("is missing: pass a text, or --chat for a conversation", param_hint="PROMPT")
    if chat and (prompt == "-" or echo or as_json or num_beams not in (None, 1)):
        unused = "-, --echo, --json and --num-beams"
        raise typer.BadParameter(f"reads messages and shows answers as they come: leave out {unused}")
    if system is not None and not chat:
        raise typer.BadParameter("is for a conversation: add --chat", param_hint="--system")
    fields = _fields(sample, temperature, top_k, top_p)
    fields |= {"max_new_tokens": max_new_tokens} if max_new_tokens is not None else {}
    fields |= {"num_beams": num_beams} if num_beams is not None else {}
    from trivet.text.generation.writer import Writer

    checked_backend(backend)
    if device_map is not None and backend not in (None, "torch"):
        raise typer.BadParameter(f"is for the torch backend, not for {backend}", param_hint="--device-map")
    # Refused before weights are read.
    tokenizer = _chat_tokenizer(model, reach.subfolder, reach.options) if chat else None
    framework = backend if device_map is None else "torch"
    quiet_frameworks(framework)
    text = sys.stdin.read().removesuffix("\n") if prompt == "-" else prompt or ""
    writer = Writer.load(
        model,
        framework=framework,
        dtype=dtype,
        device_map=device_map,
        **reach.opening(),
    )
    if chat:
        _talk(writer, tokenizer, system, prompt, seed, fields)
        return
    if echo and not as_json:
        _show(text)
    show = _keep if as_json else _show
    try:
        written = writer.write(text, show, seed=secrets.randbits(31) if seed is None else seed, **fields)
    except KeyboardInterrupt:
        _show("\n")
        raise typer.Exit(130) from None
    if as_json:
        said = text + written.text if echo else written.text
        print_json({**asdict(written), "text": said, "rate": written.rate, "backend": writer.framework})
        return
    _show("\n")
    if sys.stderr.isatty():
        _show_speed(written, writer.framework)


def _fields(sample: bool | None, temperature: float | None, top_k: int | None, top_p: float | None) -> dict[str, Any]:
    """The fields of the generation config that the options for drawing set; empty if there are no such options.

    Raises:
        typer.BadParameter: they contradict each other.
    """
    drawn = {"temperature": temperature or None, "top_k": top_k, "top_p": top_p}
    set_fields = {name: value for name, value in drawn.items() if value is not None}
    greedy = sample is False or temperature == 0
    if greedy and (set_fields or sample):
        raise typer.BadParameter("--greedy (or a temperature of 0) does not draw: leave out the options for drawing")
    if greedy:
        return {"do_sample": False}
    return {"do_sample": True, **set_fields} if set_fields or sample else {}


def _chat_tokenizer(model: str, subfolder: str, options: SourceOptions) -> Any:
    from trivet.cli.chat import chat_tokenizer

    return chat_tokenizer(model, subfolder, options)


def _talk(
    writer: Any, tokenizer: Any, system: str | None, first: str | None, seed: int | None, fields: dict[str, Any]
) -> None:
    """Hold a conversation."""
    from trivet.cli.chat import talk
    from trivet.text.generation.conversation import Conversation

    talk(Conversation(writer, tokenizer, system), first, _show, seed=seed, **fields)


def _show(text: str) -> None:
    """Print a piece of text at once; on a terminal, without control codes."""
    if sys.stdout.isatty():
        text = "".join(each for each in text if each.isprintable() or each in "\n\t")
    sys.stdout.write(text)
    sys.stdout.flush()


def _keep(text: str) -> None:
    """Nothing is shown before the end."""


def _show_speed(written: Any, framework: str) -> None:
    first = "" if written.first is None else f", the first after {written.first:.2f} s"
    line = f"{written.tokens} tokens in {written.seconds:.2f} s{first}: {written.rate:.1f} tokens/s ({framework})"
    Console(stderr=True, highlight=False).print(f"[dim]{line}[/]")
