"""Format editions as objects: the chapters, tables and equations of the national format in force in a year.

An edition is a YAML file named after the first report year it governs (`2021.yaml`); the next edition ends it. Nothing of
an edition's content is known to the code. An edition may build on an earlier one:

    extends: 2021
    chapters:
      - {key: other, tables: [training]}
    tables:
      - {key: training, columns: [...], rows: [...], equations: [...]}

It then says only what differs: a chapter replaces what it names of the chapter of that key, a table replaces the table of
that key or is added, and every other key replaces the earlier edition's.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from gouji.cached import cached_property
from gouji.compiled import compiled
from gouji.equations import Equation, EquationError, parse_equation
from gouji.labels import bare, normalise, read_ordinal, without_notes

if TYPE_CHECKING:
    from gouji.equations import Axis
    from gouji.readings import Spoken
    from gouji.report import Table

FigureKind = Literal["count", "change", "amount"]

ABBREVIATION = 4
"""How many characters of a label are enough for it to be taken as an abbreviation."""


class FormatError(ValueError):
    """A format edition file that cannot be used; the message names the file."""


class Topic:
    """Something a chapter must treat; it belongs to the rule that reports its absence.

    `words` tell it wherever they stand, `synonyms` only where the rule says; `unlike` are phrases that hold such a word and
    mean something else.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.rule: str = data["rule"]
        self.key: str = data["key"]
        self.name: str = data["name"]
        self.words: tuple[str, ...] = tuple(data["words"])
        self.synonyms: tuple[str, ...] = tuple(data.get("synonyms", ()))
        self.unlike: tuple[str, ...] = tuple(data.get("unlike", ()))

    def is_named(self, text: str, loosely: bool = False) -> bool:
        """Whether a text without white space has one of the words; `loosely`: or one of the synonyms."""
        for phrase in self.unlike:
            text = text.replace(phrase, "")
        for word in self.words:
            if word in text:
                return True
        if loosely:
            for word in self.synonyms:
                if word in text:
                    return True
        return False

    def __repr__(self) -> str:
        return f"<Topic {self.key}>"


class Chapter:
    """A chapter of the format. `number` counts from 1; `tables` are the keys of the tables it must hold."""

    def __init__(self, number: int, data: Mapping[str, Any]) -> None:
        self.number = number
        self.key: str = data["key"]
        self.heading: str = data["heading"]
        self.accepted: tuple[str, ...] = tuple(data.get("accepted", ()))
        self.keywords: tuple[str, ...] = tuple(data.get("keywords", ()))
        self.tables: tuple[str, ...] = tuple(data.get("tables", ()))
        self.topics: tuple[Topic, ...] = tuple(Topic(topic) for topic in data.get("topics", ()))

    @cached_property
    def title(self) -> str:
        """The heading without its number."""
        ordinal = read_ordinal(self.heading)
        return self.heading[ordinal.length if ordinal else 0 :]

    @cached_property
    def titles(self) -> frozenset[str]:
        """The form's title and the accepted variants, normalised and without number."""
        return frozenset(bare(text) for text in (self.heading, *self.accepted))

    def __repr__(self) -> str:
        return f"<Chapter {self.key}>"


class Group:
    """A label that stands over several rows or columns; `parent` is the group it stands in."""

    def __init__(self, key: str, label: str, parent: Group | None) -> None:
        self.key = key
        self.label = label
        self.parent = parent

    @property
    def chain(self) -> tuple[Group, ...]:
        """This group and those it stands in, innermost first."""
        return (self, *(self.parent.chain if self.parent else ()))

    def __repr__(self) -> str:
        return f"<Group {self.key}>"


class Line:
    """A row or a column of a table's format."""

    def __init__(self, index: int, data: Mapping[str, Any], group: Group | None) -> None:
        self.index = index
        self.key: str = data["key"]
        self.label: str = data.get("label", "")
        self.group = group
        self.accepted: tuple[str, ...] = tuple(data.get("accepted", ()))
        self.telling: bool = data.get("telling", False)
        self.kind: FigureKind = data.get("kind", "count")
        self.unit: str | None = data.get("unit")

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups this line stands in, innermost first."""
        return self.group.chain if self.group else ()

    @property
    def full_label(self) -> str:
        """The label with its innermost group, as a person would name it: `（三）不予公开 1.属于国家秘密`."""
        return " ".join(part for part in (self.group.label if self.group else "", self.label) if part)

    @cached_property
    def short(self) -> str:
        """The numbers of the label and its groups, as in `三（三）2`, or the label where it has no number of its own."""
        if not _number(self.label):
            return self.label
        return "".join(_number(label) for label in (*(group.label for group in reversed(self.groups)), self.label))

    @cached_property
    def forms(self) -> frozenset[str]:
        """Every normalised way to print the label: with and without notes, alone or with its groups before it."""
        own = {form for label in (self.label, *self.accepted) for form in (normalise(label), without_notes(label))}
        return frozenset({prefix + form for prefix in ("", *self._prefixes) for form in own})

    @cached_property
    def _prefixes(self) -> tuple[str, ...]:
        """The group labels that may be merged into the label, longest first."""
        chain = [normalise(group.label) for group in self.groups]
        return tuple("".join(reversed(chain[:length])) for length in range(len(chain), 0, -1))

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(bare(label) for label in (self.label, *self.accepted))

    def accepts(self, label: str) -> bool:
        """Whether a label as printed is this line's: noise, notes in brackets and merged group labels do not count.

        An abbreviation, at least four characters of the label's own words, is accepted too (`1.逾期不补正`).
        """
        plain = normalise(label)
        if plain in self.forms:
            return True
        own = next((plain[len(prefix) :] for prefix in self._prefixes if plain.startswith(prefix)), plain)
        words = bare(own)
        return words in self._words or (len(words) >= ABBREVIATION and any(words in full for full in self._words))

    def __repr__(self) -> str:
        return f"<Line {self.key}>"


def _number(label: str) -> str:
    ordinal = read_ordinal(label)
    return label[: ordinal.length].strip(" .、．") if ordinal else ""


class TableFormat:
    """The format of one statutory table."""

    def __init__(self, edition: Edition, chapter: Chapter, data: Mapping[str, Any]) -> None:
        self.edition = edition
        self.chapter = chapter
        self.key: str = data["key"]
        self.caption: str | None = data.get("caption")
        self.corner: str | None = data.get("corner")
        self.top: str | None = data.get("top")
        self.groups: dict[str, Group] = {}
        for key, group in data.get("groups", {}).items():
            parent = group.get("group")
            self.groups[key] = Group(key, group["label"], self.groups[parent] if parent else None)
        self.columns = self._lines(data["columns"])
        self.rows = self._lines(data["rows"])
        self.equations = tuple(self._equation(item) for item in data.get("equations", ()))
        """The equations of the table, in edition order."""
        self._data = data

    @cached_property
    def spoken(self) -> Spoken | None:
        """What numbers and claims in the text may mean of this table; FormatError where the edition names no figure of it."""
        from gouji.readings import read_spoken

        try:
            return read_spoken(self, self._data)
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(f"the edition of {self.edition.first_year}: {error}") from error

    def _lines(self, data: Sequence[Mapping[str, Any]]) -> dict[str, Line]:
        lines = (Line(i, item, self.groups[item["group"]] if "group" in item else None) for i, item in enumerate(data))
        return {line.key: line for line in lines}

    def _equation(self, item: Mapping[str, str]) -> Equation:
        each = item["each"]
        if each not in ("row", "column"):
            raise ValueError(f"table {self.key}: `each` of an equation is row or column, not {each!r}")
        lines = (self.columns if each == "row" else self.rows).values()
        units = [line.unit or ("" if line.kind == "count" else None) for line in lines]
        try:
            return parse_equation(item["rule"], cast("Axis", each), item["holds"], [line.key for line in lines], units)
        except EquationError as error:
            raise ValueError(f"table {self.key}: {error}") from error

    def row_labelled(self, label: str, after: int = -1) -> Line | None:
        """Return the row a label as printed is of; of several, the next one after the row of index `after`."""
        exact = self._rows_by_form.get(normalise(label), ())
        fitting = exact or [line for line in self.rows.values() if line.label and line.accepts(label)]
        return next((line for line in fitting if line.index > after), fitting[0] if fitting else None)

    @cached_property
    def _rows_by_form(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.rows.values():
            for form in line.forms if line.label else ():
                found.setdefault(form, []).append(line)
        return found

    @cached_property
    def row_keys(self) -> tuple[str, ...]:
        """The keys of the rows, in order."""
        return tuple(self.rows)

    @cached_property
    def column_keys(self) -> tuple[str, ...]:
        """The keys of the columns, in order."""
        return tuple(self.columns)

    @cached_property
    def row_lines(self) -> tuple[Line, ...]:
        """The rows, in order."""
        return tuple(self.rows.values())

    @cached_property
    def column_lines(self) -> tuple[Line, ...]:
        """The columns, in order."""
        return tuple(self.columns.values())

    @cached_property
    def has_amounts(self) -> bool:
        """Whether any figure of the table is an amount."""
        return any(line.kind == "amount" for line in (*self.row_lines, *self.column_lines))

    @property
    def name(self) -> str:
        """What people call the table: its caption, or its chapter's title."""
        return self.caption or self.chapter.title

    def __repr__(self) -> str:
        return f"<TableFormat {self.key} of {self.edition.first_year}>"


class Edition:
    """One edition of the national format."""

    def __init__(self, first_year: int, last_year: int | None, data: Mapping[str, Any]) -> None:
        self.first_year = first_year
        self.last_year = last_year
        self.title: str = data["title"]
        self.notice: str = data["notice"]
        self.chapters = tuple(Chapter(i, chapter) for i, chapter in enumerate(data["chapters"], 1))
        chapter_of = {table: chapter for chapter in self.chapters for table in chapter.tables}
        self.tables = {
            table["key"]: TableFormat(self, chapter_of[table["key"]], table) for table in data.get("tables", ())
        }

    def chapter(self, key: str) -> Chapter:
        """Return the chapter of that key; KeyError where there is none."""
        for chapter in self.chapters:
            if chapter.key == key:
                return chapter
        raise KeyError(key)

    def chapter_titled(self, heading: str) -> Chapter | None:
        """Return the chapter whose title, or an accepted variant of it, a heading bears, whatever its number."""
        words = bare(heading)
        return self._by_title.get(words) or self._by_title.get(bare(simplify(words)))

    def chapter_meant(self, heading: str) -> Chapter | None:
        """Return the chapter a heading means: by title, or else by the longest keyword it contains."""
        chapter = self.chapter_titled(heading)
        if chapter is not None:
            return chapter
        words = bare(simplify(heading))
        found = [
            (len(keyword), chapter.number)
            for chapter in self.chapters
            for keyword in chapter.keywords
            if keyword in words
        ]
        return self.chapters[max(found)[1] - 1] if found else None

    @cached_property
    def _by_title(self) -> dict[str, Chapter]:
        return {title: chapter for chapter in self.chapters for title in chapter.titles}

    def __repr__(self) -> str:
        return f"<Edition {self.first_year}>"


class Formats:
    """All format editions, each read when it is first needed.

    `rules` are the codes that equations and topics may name, None where any may be named: those of a rule that nobody brings
    would never be checked.
    """

    def __init__(self, files: Iterable[Path], rules: Container[str] | None = None) -> None:
        self._rules = rules
        self._files: dict[int, Path] = {}
        for file in files:
            if not file.stem.isdigit():
                raise FormatError(
                    f"{file}: an edition file is named after the first report year it governs, as 2021.yaml"
                )
            year = int(file.stem)
            if year in self._files:
                raise FormatError(f"{file}: there is another edition for {year}: {self._files[year]}")
            self._files[year] = file
        self._starts = sorted(self._files, reverse=True)
        self._editions: dict[int, Edition] = {}

    @property
    def years(self) -> list[int]:
        """The first years of all editions, ascending."""
        return sorted(self._files)

    def for_year(self, year: int) -> Edition | None:
        """Return the edition in force for a report year, or None before the first."""
        for first in self._starts:
            if first <= year:
                return self._edition(first)
        return None

    def all(self) -> Iterator[Edition]:
        """Yield every edition, the newest first."""
        for year in self._starts:
            yield self._edition(year)

    def _edition(self, first: int) -> Edition:
        if first not in self._editions:
            file = self._files[first]
            later = [year for year in self._files if year > first]
            try:
                edition = Edition(first, min(later) - 1 if later else None, self._data(first))
            except (KeyError, TypeError, ValueError, OSError) as error:
                raise FormatError(f"{file}: {error}") from error
            named = [(f"table {t.key}", equation.rule) for t in edition.tables.values() for equation in t.equations]
            named += [(f"chapter {c.key}", topic.rule) for c in edition.chapters for topic in c.topics]
            for where, rule in named:
                if self._rules is not None and rule not in self._rules:
                    raise FormatError(f"{file}: {where}: no rule has the code {rule}")
            self._editions[first] = edition
        return self._editions[first]

    def _data(self, first: int) -> Mapping[str, Any]:
        """Return what the file of an edition says, together with what it extends."""
        data = cast("dict[str, Any]", compiled(self._files[first]) or read_yaml(self._files[first]))
        base = data.pop("extends", None)
        if base is None:
            return data
        if base not in self._files or base >= first:
            earlier = ", ".join(str(year) for year in self.years if year < first)
            raise ValueError(f"`extends` names an earlier edition ({earlier or 'there is none'}), not {base!r}")
        return _extended(self._data(base), data)

    def match_table(self, table: Table, preferred: Edition | None) -> TableFormat | None:
        """Return the format a table follows, by its own rows and columns; `preferred` wins where editions agree.

        None where the table is not recognised or no edition has a table of that key.
        """
        if table.key is None:
            return None
        form = None if preferred is None else preferred.tables.get(table.key)
        keys = tuple([row.key for row in table.rows])
        if form is not None and keys == form.row_keys and table.columns == form.column_keys:
            return form
        columns, rows = set(table.columns), set(keys)
        best: tuple[int, TableFormat] | None = None
        for edition in self._preferring(preferred):
            candidate = edition.tables.get(table.key)
            if candidate is None:
                continue
            if columns == candidate.columns.keys() and rows == candidate.rows.keys():
                return candidate
            strange = len(columns - candidate.columns.keys()) + len(rows - candidate.rows.keys())
            absent = len(candidate.columns.keys() - columns) + len(candidate.rows.keys() - rows)
            # A key that belongs to no edition says nothing about which one is meant; a telling one does.
            if best is None or 2 * strange + absent < best[0]:
                best = (2 * strange + absent, candidate)
        return best[1] if best else None

    def _preferring(self, preferred: Edition | None) -> Iterator[Edition]:
        if preferred is not None:
            yield preferred
        for edition in self.all():
            if edition is not preferred:
                yield edition


def _extended(base: Mapping[str, Any], changes: Mapping[str, Any]) -> Mapping[str, Any]:
    chapters = {chapter["key"]: chapter for chapter in base["chapters"]}
    for chapter in changes.get("chapters", ()):
        chapters[chapter["key"]] = {**chapters.get(chapter["key"], {}), **chapter}
    tables = {table["key"]: table for table in (*base.get("tables", ()), *changes.get("tables", ()))}
    return {**base, **changes, "chapters": list(chapters.values()), "tables": list(tables.values())}


def read_yaml(file: Path) -> Any:
    """Return the data of a YAML file, by libyaml where PyYAML was built with it."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(file.read_bytes(), Loader=loader)
    except yaml.YAMLError as error:
        raise FormatError(f"{file}: {error}") from error


def simplify(text: str) -> str:
    """Return the text with the traditional characters that occur in the format's labels made simplified."""
    characters, table = _traditional()
    return text if characters.isdisjoint(text) else text.translate(table)


@cache
def _traditional() -> tuple[frozenset[str], dict[int, int]]:
    """Return the traditional characters, and the table that makes them simplified: most text has none, which is soon told."""
    import gouji_schemas

    pairs = (Path(gouji_schemas.__file__).parent / "traditional.txt").read_text(encoding="utf-8").split()
    return frozenset(pair[0] for pair in pairs), {ord(pair[0]): ord(pair[1]) for pair in pairs}
