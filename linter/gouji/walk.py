"""From what the user named to the files to check: folders walked in a stable order, globs expanded, each file once."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gouji.named_tuple import NamedTuple

PASSED_FOLDERS = frozenset({"node_modules", "__pycache__"})
STANDARD_INPUT = "-"

TEMPORARY = ".gouji-"
"""How the names of files begin that gouji is about to put in their place: they are no part of a folder."""


class Found(NamedTuple):
    """A file to check. `named` tells that the user named it; `error` says why it cannot be reached (Chinese, English)."""

    path: str
    named: bool
    error: tuple[str, str] | None = None


def walk(paths: Sequence[str], excluded: Callable[[str], bool]) -> Iterator[Found]:
    """Yield every file that the paths name, once, in the order of the paths and of names within a folder.

    Folders whose name starts with a dot, node_modules and whatever `excluded` says are left out; so are links to folders,
    which could lead round in a circle. A file that is both named and found in a folder counts as named.
    """
    expanded = [item for path in paths for item in _expanded(path)]
    if len(expanded) == 1 and expanded[0].error is None and is_folder(expanded[0].path):
        # One folder holds no file twice: to remember a hundred thousand would take half as much memory again as the run.
        yield from _folder(expanded[0].path, excluded)
        return
    named = {_identity(item.path) for item in expanded if not is_folder(item.path)}
    seen: set[str] = set()
    for item in expanded:
        found = _folder(item.path, excluded) if item.error is None and is_folder(item.path) else iter((item,))
        for file in found:
            identity = _identity(file.path)
            if identity not in seen:
                seen.add(identity)
                yield Found(file.path, file.named or identity in named, file.error)


def _identity(path: str) -> str:
    return os.path.normcase(absolute(path))


def _expanded(path: str) -> Iterator[Found]:
    """Yield what a path on the command line stands for: itself, or the files its wildcards fit."""
    error = None if path == STANDARD_INPUT else _out_of_reach(path)
    if error is None:
        yield Found(path, named=True)
    elif not isinstance(error, (FileNotFoundError, NotADirectoryError)):
        yield Found(path, True, unreachable(error))
    elif any(mark in path for mark in "*?["):
        from glob import glob

        fitting = sorted(glob(path, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        if not fitting:
            yield Found(path, True, ("没有与此通配符相符的文件", "no file fits this wildcard"))
        yield from (Found(item, named=True) for item in fitting)
    else:
        yield Found(path, True, _missing(path))


def _folder(folder: str, excluded: Callable[[str], bool]) -> Iterator[Found]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Found(folder, True, unreachable(error))
        return
    for entry in inside:
        path = entry.name if folder == "." else entry.path
        try:
            if entry.is_dir(follow_symlinks=False):
                if not (is_passed(entry.name) or excluded(path)):
                    yield from _folder(path, excluded)
            elif entry.name.startswith(TEMPORARY):
                continue
            elif entry.is_file() and not excluded(path):
                yield Found(path, named=False)
            elif entry.is_symlink() and isinstance(_out_of_reach(path), FileNotFoundError):
                yield Found(path, False, ("链接指向的文件不存在", "a link to a file that does not exist"))
        except OSError as error:
            # A link that leads round to itself, or into a folder that may not be entered: nobody knows what it stands for.
            if not excluded(path):
                yield Found(path, True, unreachable(error))


def is_passed(folder: str) -> bool:
    """Whether a walk passes a folder of this name by."""
    return folder.startswith(".") or folder in PASSED_FOLDERS


def is_folder(path: str) -> bool:
    """Whether a path is a folder that can be reached."""
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir() raises where a folder on the way may not be entered


def _out_of_reach(path: str) -> OSError | None:
    """Return why nothing can be reached by a path; None where something can."""
    try:
        Path(path).stat()
    except OSError as error:
        return error
    except ValueError:
        return FileNotFoundError(path)
    return None


def _missing(path: str) -> tuple[str, str]:
    """Return that nothing is there, with the first folder on the way that is missing, or the nearest name in the last that is there."""
    from gouji.spelling import did_you_mean

    above, name = os.path.split(path.rstrip("/\\") or path)
    if above and not is_folder(above):
        while (further := os.path.dirname(above)) and not is_folder(further):  # noqa: PTH120
            above = further
        return f"文件夹 {above} 不存在", f"there is no folder {above}"
    try:
        known = os.listdir(above or ".")  # noqa: PTH208
    except OSError:
        known = []
    zh, en = did_you_mean(name, known)
    return f"文件或文件夹不存在{zh}", f"no such file or folder{en}"


def absolute(path: str | Path) -> Path:
    """Return a path from the root, without `..` and with links left as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def unreachable(error: OSError) -> tuple[str, str]:
    """Return why a file cannot be opened, in Chinese and English."""
    if isinstance(error, FileNotFoundError):
        return "文件不存在", "no such file"
    if isinstance(error, PermissionError):
        return "没有读取权限", "permission denied"
    if error.errno == errno.ELOOP:
        return "链接绕回自身，无法读取", "a link that leads round to itself"
    reason = error.strerror or str(error)
    return f"无法读取：{reason}", f"cannot be read: {reason}"
