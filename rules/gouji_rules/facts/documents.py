"""The laws and notices that reports cite, from `data/documents.yaml`: their titles, numbers, dates and the years they govern."""

from __future__ import annotations

from functools import cache
from typing import Any

from gouji.labels import normalise
from gouji.named_tuple import NamedTuple
from gouji_rules.data import data_of


class Number(NamedTuple):
    """A document number: 国办发〔2020〕50号."""

    issuer: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


class Version(NamedTuple):
    """One version of a document. Titles are normalised (see `gouji.labels.normalise`).

    `until` is the last report year it governs (None: still in force), `dated` the day of its issue as 2021-09-26,
    `articles` those on the annual report that a later version numbers otherwise.
    """

    title: str
    notices: tuple[str, ...]
    decree: int | None
    number: Number | None
    dated: str | None
    until: int | None
    articles: frozenset[int]

    @property
    def called(self) -> str:
        """How the version is told from others: 国务院令第711号, 国办公开办函〔2021〕30号."""
        return f"国务院令第{self.decree}号" if self.decree is not None else str(self.number)


class Document(NamedTuple):
    """A law or notice with its versions, the oldest first. See data/documents.yaml for what each key means.

    `titles` are those it may rightly be cited by, normalised.
    """

    key: str
    kind: str
    title: str
    short: str
    name: str
    near: int
    trial: bool
    issuer: str
    issuers: tuple[str, ...]
    versions: tuple[Version, ...]
    titles: frozenset[str]

    @property
    def current(self) -> Version:
        """The version in force."""
        return self.versions[-1]


@cache
def documents() -> tuple[Document, ...]:
    """Return the documents that are known."""
    return tuple(_document(data) for data in data_of("documents")["documents"])


@cache
def documents_by_title() -> dict[str, Document]:
    """Return the documents by every title they may rightly be cited by."""
    return {title: document for document in documents() for title in document.titles}


def _document(data: dict[str, Any]) -> Document:
    versions = tuple(_version(data["title"], version) for version in data["versions"])
    titles = {normalise(data["title"]), normalise(data.get("short", data["title"]))}
    return Document(
        key=data["key"],
        kind=data.get("kind", ""),
        title=data["title"],
        short=data.get("short", ""),
        name=data.get("name", ""),
        near=data.get("near", 0),
        trial=data.get("trial", False),
        issuer=data["issuer"],
        issuers=tuple(data["issuers"]),
        versions=versions,
        titles=frozenset(titles | {version.title for version in versions}),
    )


def _number(printed: str) -> Number:
    issuer, _, rest = printed.partition("〔")
    year, _, serial = rest.partition("〕")
    return Number(issuer, int(year), int(serial.removesuffix("号")))


def _version(title: str, data: dict[str, Any]) -> Version:
    return Version(
        title=normalise(data.get("title", title)),
        notices=tuple(normalise(notice) for notice in data.get("notices", ())),
        decree=data.get("decree"),
        number=_number(data["number"]) if "number" in data else None,
        dated=data.get("dated"),
        until=data.get("until"),
        articles=frozenset(data.get("articles", ())),
    )
