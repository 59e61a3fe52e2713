"""What a check says: findings, and the edits that would repair them. Frozen and picklable."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from zzlint.text.page import Loss
from zzlint.text.span import Span


class Severity(str, Enum):
    """How bad a finding is. Notes never change the exit code."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Applicability(str, Enum):
    """How far a fix may be trusted.

    SAFE restores what was printed and is applied by ``zzlint fix``; UNSAFE is applied with
    ``--unsafe-fixes`` only; DISPLAY is shown and never applied.
    """

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


class Text(NamedTuple):
    """One message in both languages; ``{name}`` stands for an argument."""

    zh: str
    en: str

    def render(self, lang: str, **values: object) -> str:
        """The message in ``lang`` (``zh`` or ``en``) with its arguments, which may be Texts, filled in."""
        told = {name: value.render(lang) if isinstance(value, Text) else value for name, value in values.items()}
        return (self.zh if lang == "zh" else self.en).format(**told)


class Message(NamedTuple):
    """A message by its key, its template and its arguments; rendered by a reporter."""

    key: str
    template: Text
    values: tuple[tuple[str, object], ...] = ()

    def render(self, lang: str) -> str:
        """The message in ``lang``: ``zh`` or ``en``."""
        return self.template.render(lang, **dict(self.values))


class Edit(NamedTuple):
    """``text[start:end]``, which reads ``old``, becomes ``new``. Offsets are code points."""

    start: int
    end: int
    old: str
    new: str

    @property
    def span(self) -> Span:
        """The place that is replaced."""
        return Span(self.start, self.end)

    def shifted(self, by: int) -> Edit:
        """The same edit, ``by`` code points further on."""
        return self._replace(start=self.start + by, end=self.end + by)


class Fix(NamedTuple):
    """Edits that are applied together or not at all.

    ``loss``: lost text that the page no longer shows after them. Where no ledger keeps it, the
    fix is not safe.
    """

    edits: tuple[Edit, ...]
    applicability: Applicability
    message: Message | None = None
    loss: Loss | None = None

    def shifted(self, by: int) -> Fix:
        """The same fix, ``by`` code points further on."""
        loss = self.loss and self.loss._replace(start=self.loss.start + by, end=self.loss.end + by)
        return self._replace(edits=tuple(edit.shifted(by) for edit in self.edits), loss=loss)


class Related(NamedTuple):
    """Another place that belongs to a finding: ``span`` in ``filename`` (the same file if "")."""

    span: Span
    message: Message
    filename: str = ""


class Diagnostic(NamedTuple):
    """A finding: the place itself, not its paragraph.

    ``confidence`` is 0-1, the share of such findings that were right when they were measured, or
    None. Findings of one ``group`` in one file have one cause; only reporters collapse them.
    """

    code: str
    name: str
    message: Message
    span: Span
    severity: Severity = Severity.WARNING
    confidence: float | None = None
    group: str = ""
    fix: Fix | None = None
    related: tuple[Related, ...] = ()

    def shifted(self, by: int) -> Diagnostic:
        """The same finding, ``by`` code points further on."""
        if by == 0:
            return self
        return self._replace(
            span=self.span.shifted(by),
            fix=self.fix.shifted(by) if self.fix else None,
            related=tuple(
                other if other.filename else other._replace(span=other.span.shifted(by)) for other in self.related
            ),
        )

    def trusted(self, applicability: Applicability) -> Diagnostic:
        """The same finding with another trust in its fix."""
        if self.fix is None or self.fix.applicability is applicability:
            return self
        return self._replace(fix=self.fix._replace(applicability=applicability))
