"""One JSON object a line, each told apart by `type`: the run, then findings and their file as they come, the summary last.

Nothing is kept, so that a run over any number of reports takes the memory of one. What `finding`, `file` and `summary`
hold is described in output.schema.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from gouji.writers import SETTINGS
from gouji.writers.json import VERSION, as_counts, as_data, as_file, json_text, needs_ascii

if TYPE_CHECKING:
    from gouji.engine import Result
    from gouji.writers import Context, Summary


class JsonLinesOutput:
    """See `gouji.writers.Output`."""

    def __init__(self, stream: TextIO, context: Context) -> None:
        self.stream = stream
        self.ascii = needs_ascii(stream)
        self._write("run", {"version": VERSION, "tool": {"name": "gouji", "version": context.version}})

    def file(self, result: Result) -> None:
        """Write the findings of a file, then the file."""
        if result.passed_over is not None:
            return
        for entry in result.findings:
            self._write("finding", as_data(entry))
        if result.kind != SETTINGS:
            self._write("file", as_file(result))

    def end(self, summary: Summary) -> None:
        """Write the counts."""
        self._write("summary", as_counts(summary))

    def _write(self, kind: str, data: dict[str, Any]) -> None:
        self.stream.write(json_text({"type": kind, **data}, self.ascii) + "\n")
