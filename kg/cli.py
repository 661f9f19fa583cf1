"""The command ``kg``: what it is called with, what it says, how it ends.

Exit status: 0 all went well; 1 some input could not be read, the rest is written; 2 wrong usage, nothing written.
Each command imports its part only when it is called, so that ``kg --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg import __version__
from kg.errors import KgError, NothingReadError, UsageError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Who held which office and who met whom, from pages of Chinese local newspapers.",
)


class Confidence(StrEnum):
    """How sure the program is of a claim."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


_Output = Annotated[Path, typer.Option("--output", "-o", help="The folder that `kg build` wrote.")]


def main() -> None:
    """Run the command; errors of the user or the input are one line each on standard error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show Chinese must not end the program
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except KgError as error:
        _complain(str(error))
        sys.exit(1 if isinstance(error, NothingReadError) else 2)
    except OSError as error:
        _complain(f"{error.filename or 'kg'}: {error.strerror or error}")
        sys.exit(2)


@app.callback(invoke_without_command=True)
def _kg(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        print(f"kg {__version__}")
        raise typer.Exit


@app.command()
def build(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT]...", help="Files or folders to read; seeds/ if none is named."),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", help="The folder to write into.")] = "output",
    base_iri: Annotated[str, typer.Option(help="Namespace of the graph's own IRIs.")] = "https://kg.example/",
    keep_stages: Annotated[bool, typer.Option("--keep-stages", help="Also write what each stage made.")] = False,
    jobs: Annotated[int, typer.Option(min=0, help="How many processes; 0 for one a core.")] = 0,
    min_confidence: Annotated[
        Confidence, typer.Option(help="Leave out offices and participations that are less sure than this.")
    ] = Confidence.UNSURE,
    tagger: Annotated[
        str, typer.Option(help="What else proposes names: none, or lac (pip install 'kg[lac]').")
    ] = "none",
    engine: Annotated[
        str,
        typer.Option(
            help="Where the work is done: memory, store (in tables below OUTPUT, for any size; pip install "
            "'kg[tables]'), spark (on a cluster; pip install 'kg[spark]'), or auto: memory or store, by size."
        ),
    ] = "auto",
    master: Annotated[
        str | None, typer.Option(help="Of the cluster, as Spark names it: local[2], yarn, spark://HOST:PORT.")
    ] = None,
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            help="Also write the graph as ntriples, jsonld, rdfxml, trig, graphml, pajek, ucinet, neo4j, parquet (pip "
            "install 'kg[tables]'); may be given again.",
        ),
    ] = None,
) -> None:
    """Read newspaper pages and write the graph."""
    from kg.pipeline import build as run

    def told(line: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{line:60}", end="", file=sys.stderr, flush=True)

    report = run(
        inputs or ["seeds"],
        output,
        base_iri=base_iri,
        keep_stages=keep_stages,
        jobs=jobs,
        min_confidence=min_confidence.value,
        tagger=tagger,
        formats=formats or [],
        engine=engine,
        master=master,
        told=told,
    )
    for problem in report.problems:
        _complain(str(problem))
    for warning in report.warnings:
        _complain(f"note: {warning}")
    print(report.summary(output))
    if report.problems:
        raise typer.Exit(1)


@app.command()
def explain(
    name: Annotated[str, typer.Argument(help="A person's name.")],
    output: _Output = Path("output"),
) -> None:
    """Print all that the graph says of a person, with the printed words for each fact."""
    from kg.ask import explain as run

    print(run(name, output / "graph.ttl"))


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="An earlier output folder, or its graph.ttl.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The later one.")] = Path("output"),
) -> None:
    """Print what one graph says and the other does not."""
    from kg.ask import diff as run

    print(run(*(path / "graph.ttl" if path.is_dir() else path for path in (old, new))))


@app.command()
def check(output: _Output = Path("output")) -> None:
    """Check an export against its shapes; exit status 1 where something is wrong."""
    from kg.ask.check import check as run

    fine, said = run(output / "graph.ttl")
    print(said)
    if not fine:
        raise typer.Exit(1)


@app.command()
def query(
    asked: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help="A ready question, a .rq file, or SPARQL in quotes.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME=VALUE]...", help="What the question wants to be told.")
    ] = None,
    output: _Output = Path("output"),
    form: Annotated[
        str,
        typer.Option("--format", "-f", help="table, csv, tsv, json, xml; of triples turtle, ntriples, rdfxml, jsonld."),
    ] = "table",
    list_: Annotated[bool, typer.Option("--list", help="Show the ready questions.")] = False,
) -> None:
    """Ask the graph: a ready question or SPARQL."""
    from kg.ask import listing
    from kg.ask import query as run

    if list_ or asked is None:
        print(listing())
        return
    print(run(asked, given or [], output / "graph.ttl", form).rstrip("\n"))


@app.command()
def sql(
    asked: Annotated[str, typer.Argument(metavar="QUERY", help="SQL in quotes.")],
    output: _Output = Path("output"),
    form: Annotated[str, typer.Option("--format", "-f", help="table or csv.")] = "table",
) -> None:
    """Ask the tables of a build in the store (--engine store)."""
    from kg.ask import sql as run

    print(run(asked, output, form).rstrip("\n"))


@app.command()
def serve(
    output: Annotated[Path, typer.Argument(metavar="[OUTPUT]", help="The folder that `kg build` wrote.")] = Path(
        "output"
    ),
    host: Annotated[
        str, typer.Option(help="The address to listen at; other than 127.0.0.1 lets others in.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A further name by which the site may be called.")
    ] = None,
    max_seconds: Annotated[float, typer.Option(min=0.1, help="That a query may run.")] = 20,
    max_rows: Annotated[int, typer.Option(min=1, help="That an answer may have.")] = 100_000,
) -> None:
    """Serve the view, the articles and a SPARQL endpoint on this machine."""
    from kg.serve.limits import Limits
    from kg.serve.run import serve as run

    limits = Limits(seconds=max_seconds, rows=max_rows, cut_rows=min(10_000, max_rows))
    run(output, host=host, port=port, also=allow_host or [], limits=limits)


@app.command()
def analyse(
    output: Annotated[Path, typer.Argument(metavar="[OUTPUT]", help="The folder that `kg build` wrote.")] = Path(
        "output"
    ),
    window: Annotated[
        str | None, typer.Option(help="month, quarter, half-year or year; by the length of time if not given.")
    ] = None,
    samples: Annotated[int, typer.Option(min=2, help="Shuffles to tell ties from chance.")] = 200,
) -> None:
    """Measure who stands where in the network; needs pip install 'kg[analyse]'."""
    from importlib.util import find_spec

    if not (find_spec("numpy") and find_spec("matplotlib")):
        raise UsageError(
            "kg analyse needs numpy and matplotlib, which are not installed; run pip install 'kg[analyse]'"
        )
    from kg.analyse.run import analyse as run

    print(run(output, window=window, samples=samples))


@app.command()
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="A folder of annotations, NAME.json for NAME.txt.")],
    output: _Output = Path("output"),
    show: Annotated[bool, typer.Option("--show", help="Also list every fact missed or invented.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Score the graph against annotations made by hand."""
    from kg.evaluate import score

    scores = score(gold, output / "graph.ttl")
    print(json.dumps(scores.as_dict(), ensure_ascii=False, indent=1) if as_json else scores.table())
    if show:
        print(scores.details())


def _complain(text: str) -> None:
    """Print to standard error; whatever stands in a file name or a file stays harmless on the terminal."""
    for line in text.split("\n"):
        print("".join(char if char.isprintable() else "\ufffd" for char in line), file=sys.stderr)
