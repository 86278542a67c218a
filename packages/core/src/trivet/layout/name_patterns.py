"""Regular expressions from files, matched against names in time linear in the lengths of the names.

Python's `re` takes exponential time for some of them, and cannot be interrupted. Here all ways through the expression
are followed at once (K. Thompson, "Regular Expression Search Algorithm", 1968). What cannot be matched in this way
(references to groups, looking behind) is refused, and so is what is too large.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_LONGEST = 4096  # characters of an expression: generated lists of layers have some 1,000
_MOST_STATES = 5000
_MOST_STEPS = 2_000_000  # over all names: a second or two
_STEPS_PER_CHARACTER = 40  # more of them where there are many names
_MOST_REPEATS = 1000
_DEEPEST = 50  # groups within groups

Test = Callable[[str, int], bool]  # whether a name at a place is one that the state lets pass


class PatternError(ValueError):
    """An expression is malformed, or cannot be matched safely; the message says why."""


@dataclass(slots=True)
class _State:
    """A step: of one character (`takes`), of none under a condition (`test`), or of none to several others."""

    takes: Test | None = None
    test: Test | None = None
    after: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the machine: where it begins, and the states that lead on from it."""

    begin: int
    ends: list[int]


class NamePattern:
    """An expression, ready to be matched.

    Attributes:
        text: as it was written.
    """

    def __init__(self, text: str) -> None:
        """
        Raises:
            PatternError: the expression is malformed, or cannot be matched safely.
        """
        if len(text) > _LONGEST:
            raise PatternError(f"has {len(text)} characters, of which at most {_LONGEST} are allowed")
        self.text = text
        self._machine = _Machine(text)

    def matches(self, names: list[str]) -> list[str]:
        """Those of the names that match from end to end.

        Raises:
            PatternError: that would take too long.
        """
        budget = [_MOST_STEPS + _STEPS_PER_CHARACTER * sum(map(len, names))]
        return [name for name in names if self._machine.ends_at(name, 0, budget, whole=True)]


class _Machine:
    """The states of an expression, and the parser that creates them. All parts share one list of states."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._depth = text, 0, 0
        self._states: list[_State] = []
        part = self._either()
        if self._at < len(text):
            raise PatternError("has an unmatched )")
        self._begin, self._final = part.begin, self._state()
        self._join(part.ends, self._final)

    def ends_at(self, name: str, start: int, budget: list[int], *, whole: bool) -> bool:
        """Whether the expression matches `name` from `start`, to its end or to any place."""
        return self._run(self._begin, self._final, name, start, budget, whole=whole)

    def _run(self, begin: int, final: int, name: str, start: int, budget: list[int], *, whole: bool) -> bool:
        current = self._reached([begin], name, start, budget)
        for at in range(start, len(name) + 1):
            if final in current and (not whole or at == len(name)):
                return True
            if at == len(name):
                return False
            taking = (self._states[each] for each in current)
            following = [next_ for state in taking if state.takes and state.takes(name, at) for next_ in state.after]
            current = self._reached(following, name, at + 1, budget)
        return False

    def _reached(self, states: list[int], name: str, at: int, budget: list[int]) -> set[int]:
        """These states and all that follow without taking a character."""
        reached, left = set[int](), list(states)
        while left:
            number = left.pop()
            if number in reached:
                continue
            budget[0] -= 1
            if budget[0] < 0:
                raise PatternError("takes too long to be matched")
            reached.add(number)
            state = self._states[number]
            if state.takes is None and (state.test is None or self._holds(state.test, name, at, budget)):
                left += state.after
        return reached

    def _holds(self, test: Test, name: str, at: int, budget: list[int]) -> bool:
        if isinstance(test, _Ahead):
            matches = self._run(test.part.begin, test.final, name, at, budget, whole=False)
            return matches == test.is_positive
        return test(name, at)

    def _state(self, *, takes: Test | None = None, test: Test | None = None) -> int:
        if len(self._states) >= _MOST_STATES:
            raise PatternError("is too large")
        self._states.append(_State(takes, test))
        return len(self._states) - 1

    def _join(self, ends: list[int], to: int) -> None:
        for end in ends:
            self._states[end].after.append(to)

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _next(self) -> str:
        if self._at >= len(self._text):
            raise PatternError("ends too early")
        self._at += 1
        return self._text[self._at - 1]

    def _accept(self, text: str) -> bool:
        is_next = self._text.startswith(text, self._at)
        self._at += len(text) * is_next
        return is_next

    def _either(self) -> _Part:
        parts = [self._sequence()]
        while self._accept("|"):
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        fork = self._state()
        self._states[fork].after = [part.begin for part in parts]
        return _Part(fork, [end for part in parts for end in part.ends])

    def _sequence(self) -> _Part:
        start = self._state()
        part = _Part(start, [start])
        while self._peek() not in ("", "|", ")"):
            begin = self._at
            following = self._repeated(self._atom(), begin)
            self._join(part.ends, following.begin)
            part = _Part(part.begin, following.ends)
        return part

    def _repeated(self, part: _Part, begin: int) -> _Part:
        """The atom at `begin`, repeated as the quantifier after it says."""
        least, most = self._count()
        if (least, most) == (1, 1):
            return part
        after, start = self._at, self._state()
        joined = _Part(start, [start])
        for number in range(max(least, 1) if most is None else most):
            if number:
                self._at = begin
                part = self._atom()
            entrance, ends = part.begin, part.ends
            if most is None and number + 1 >= least:  # the last one, which may repeat
                again = self._state()
                self._states[again].after.append(part.begin)
                self._join(part.ends, again)
                ends = [again]
            if number >= least:
                entrance = self._state()
                self._states[entrance].after.append(part.begin)
                ends = [*ends, entrance]
            self._join(joined.ends, entrance)
            joined = _Part(start, ends)
        self._at = after
        return joined

    def _count(self) -> tuple[int, int | None]:
        if self._accept("*"):
            bounds: tuple[int, int | None] = (0, None)
        elif self._accept("+"):
            bounds = (1, None)
        elif self._accept("?"):
            bounds = (0, 1)
        else:
            stated = re.compile(r"\{(\d{0,4})(,?)(\d{0,4})\}").match(self._text, self._at)
            if stated is None or not (stated[1] or stated[3]):
                return 1, 1
            self._at = stated.end()
            least = int(stated[1] or 0)
            bounds = least, (int(stated[3]) if stated[3] else None if stated[2] else least)
        if self._accept("+"):
            raise PatternError("repeats possessively, which is not supported")
        self._accept("?")  # lazily or not makes no difference to whether it matches
        if self._peek() in ("*", "+", "?"):
            raise PatternError("repeats a repetition")
        least, most = bounds
        if most is not None and (most < least or most > _MOST_REPEATS):
            raise PatternError(f"repeats {least} to {most} times")
        return bounds

    def _atom(self) -> _Part:
        char = self._next()
        if char == "(":
            return self._group()
        if char == "[":
            return self._taking(self._set())
        if char == ".":
            return self._taking(lambda name, at: name[at] != "\n")
        if char in "^$":
            return self._testing(_AT[char])
        if char == "\\":
            return self._escape()
        if char in "*+?":
            raise PatternError("repeats nothing")
        return self._taking(lambda name, at: name[at] == char)

    def _escape(self) -> _Part:
        char = self._next()
        if char in "AZbB":
            return self._testing(_AT[char])
        if char in "dDwWsS" or not char.isalnum():
            one = re.compile(f"\\{char}")
            return self._taking(lambda name, at: one.match(name, at) is not None)
        if char in "nrt":
            control = {"n": "\n", "r": "\r", "t": "\t"}[char]
            return self._taking(lambda name, at: name[at] == control)
        raise PatternError(f"has \\{char}, which is not supported")

    def _set(self) -> Test:
        begin = self._at
        self._accept("^")
        self._accept("]")
        while (char := self._next()) != "]":
            if char == "\\":
                self._next()
        text = self._text[begin : self._at - 1]
        if any(mark in text for mark in ("[", "--", "&&", "~~", "||")):  # reserved by Python for set operations
            raise PatternError(f"has the set [{text}], which is not supported")
        try:
            one = re.compile(f"[{text}]")
        except re.error as error:
            raise PatternError(f"has the set [{text}], which is malformed ({error})") from None
        return lambda name, at: one.match(name, at) is not None

    def _group(self) -> _Part:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError(f"has more than {_DEEPEST} groups within one another")
        ahead = next((mark for mark in ("?=", "?!") if self._accept(mark)), None)
        if ahead is None and self._accept("?") and not self._accept(":"):
            named = re.compile(r"P<\w{1,50}>").match(self._text, self._at)
            if named is None:
                raise PatternError(f"has the group (?{self._text[self._at : self._at + 3]}, which is not supported")
            self._at = named.end()
        part = self._either()
        if not self._accept(")"):
            raise PatternError("has an unmatched (")
        self._depth -= 1
        if ahead is None:
            return part
        final = self._state()
        self._join(part.ends, final)
        return self._testing(_Ahead(part, final, ahead == "?="))

    def _taking(self, takes: Test) -> _Part:
        number = self._state(takes=takes)
        return _Part(number, [number])

    def _testing(self, test: Test) -> _Part:
        number = self._state(test=test)
        return _Part(number, [number])


@dataclass(frozen=True, slots=True)
class _Ahead:
    """A lookahead: a part that has to match next, or must not; it consumes no characters."""

    part: _Part
    final: int
    is_positive: bool

    def __call__(self, name: str, at: int) -> bool:
        raise AssertionError("the machine runs it")


def _at_edge(name: str, at: int) -> bool:
    return (at > 0 and _is_word(name[at - 1])) != (at < len(name) and _is_word(name[at]))


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


_AT: dict[str, Test] = {
    "^": lambda name, at: at == 0,
    "A": lambda name, at: at == 0,
    "$": lambda name, at: at == len(name) or (at == len(name) - 1 and name[at] == "\n"),
    "Z": lambda name, at: at == len(name),
    "b": _at_edge,
    "B": lambda name, at: not _at_edge(name, at),
}
