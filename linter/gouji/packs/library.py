"""Finding packs: by path, by id among those that gouji and plugins bring, and by the region they are for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.packs.errors import Mistake, PackError
from gouji.packs.heads import SUFFIXES, Head, heads, read_head

if TYPE_CHECKING:
    from gouji.kinds import Kind
    from gouji.packs.compiling import CompiledPack
    from gouji.packs.grammar import PackFile
    from gouji.plugins import Registry
    from gouji.rule import Rule


class UnknownPack(PackError):
    """A name or path at which there is no pack."""


class Library:
    """The packs of one registry, each read and compiled once, when it is first needed."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._heads: list[Head] | None = None
        self._compiled: dict[Path, CompiledPack] = {}
        self._kinds: Mapping[str, Kind] | None = None

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The declarative kinds, those of plugins included."""
        if self._kinds is None:
            self._kinds = self._registry.kinds()
        return self._kinds

    def heads(self) -> list[Head]:
        """Return the head of every pack that gouji and plugins bring; PackError where two have one id."""
        if self._heads is None:
            found: dict[str, Head] = {}
            for head in heads(self._registry.pack_files):
                if head.id in found:
                    raise PackError(
                        f"两个规则包的 id 都是 {head.id}：{found[head.id].path} 与 {head.path}",
                        f"two packs have the id {head.id}: {found[head.id].path} and {head.path}",
                    )
                found[head.id] = head
            self._heads = list(found.values())
        return self._heads

    def for_region(self, region: str) -> list[Head]:
        """Return the packs that are used by themselves on reports from a region."""
        return [head for head in self.heads() if head.is_for(region)]

    def named(self, name: str, beside: Path | None = None) -> list[CompiledPack]:
        """Return the packs of a path (a file, or a folder of them) or an id; PackError where there is none.

        A path is relative to the folder `beside`.
        """
        path = (beside or Path.cwd()) / name
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
            if not files:
                raise PackError(
                    f"{name}：文件夹中没有规则包（.yaml 文件）", f"{name}: there is no pack (.yaml) in the folder"
                )
            return [self.at(file) for file in files]
        if path.is_file():
            return [self.at(path)]
        head = next((head for head in self.heads() if head.id == name), None)
        if head is None:
            from gouji.spelling import did_you_mean

            known = [head.id for head in self.heads()]
            zh, en = did_you_mean(name, known)
            raise UnknownPack(
                f"没有名为 {name} 的规则包，也没有这个文件或文件夹{zh or '；自带的有：' + '、'.join(known)}",
                f"there is no pack, file or folder called {name}{en or '; known packs: ' + ', '.join(known)}",
            )
        return [self.at(head.path)]

    def at(self, path: Path, within: tuple[Path, ...] = ()) -> CompiledPack:
        """Return the pack in a file with those it extends. `within` are the packs that led to it."""
        path = path.resolve()
        if path not in self._compiled:
            from gouji.packs.compiling import compile_pack
            from gouji.packs.grammar import load

            file = load(path, self.kinds)
            inherited = [
                self.at(self._extended(file, index, (*within, path)), (*within, path))
                for index in range(len(file.data.get("extends", ())))
            ]
            known = self._registry.rules
            self._compiled[path] = compile_pack(file, self.kinds, self._registry.formats, inherited, known)
        return self._compiled[path]

    def _extended(self, file: PackFile, index: int, within: Sequence[Path]) -> Path:
        """Return the file of the pack that `extends` names: beside the file itself, or one that gouji or a plugin brings."""
        name = file.data["extends"][index]
        beside = (
            {head.id: head.path for head in _neighbours(file.path.parent)} if name != file.id else {file.id: file.path}
        )
        known = {**{head.id: head.path for head in self.heads()}, **beside}
        if name not in known:
            from gouji.spelling import did_you_mean

            zh, en = did_you_mean(name, known)
            raise file.error(
                [Mistake(("extends", index), f"没有名为 {name} 的规则包{zh}", f"there is no pack called {name}{en}")]
            )
        path = known[name].resolve()
        if path in within:
            circle = " → ".join([*(item.stem for item in within[within.index(path) :]), name])
            raise file.error(
                [
                    Mistake(
                        ("extends", index),
                        f"规则包互相沿用，成了循环：{circle}",
                        f"packs extend one another in a circle: {circle}",
                    )
                ]
            )
        return path

    def compiled(self) -> tuple[CompiledPack, ...]:
        """Return the packs that were needed so far."""
        return tuple(self._compiled.values())

    def all_rules(self) -> tuple[Rule, ...]:
        """Return the rules of every pack that gouji and plugins bring."""
        return tuple({rule.code: rule for head in self.heads() for rule in self.at(head.path).rules}.values())


def together(packs: Iterable[CompiledPack]) -> tuple[Rule, ...]:
    """Return the rules of several packs, each once; PackError where two packs use one prefix.

    Names may be the same in packs that know nothing of one another; the codes tell the rules apart.
    """
    owners: dict[str, str] = {}
    rules: dict[int, Rule] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        rules[id(rule)] = rule
        prefix = rule.code[:-3]
        if owners.setdefault(prefix, rule.source) != rule.source:
            raise PackError(
                f"规则包 {owners[prefix]} 与 {rule.source} 的前缀都是 {prefix}，不能同时使用",
                f"the packs {owners[prefix]} and {rule.source} both have the prefix {prefix} and cannot be used together",
            )
    return tuple(rules.values())


def _neighbours(folder: Path) -> Iterator[Head]:
    """Yield the heads of the packs in a folder that can be read; what is wrong with another file is not this pack's mistake."""
    for file in sorted(file for file in folder.iterdir() if file.suffix in SUFFIXES):
        try:
            yield read_head(file)
        except PackError:
            continue
