"""What the marks mean, and the bar with which a reader chooses what to see; the bar needs the script."""

from __future__ import annotations

from zzlint.reporters.html.entries import Rules
from zzlint.reporters.html.legend import Tally, title
from zzlint.reporters.html.markup import Html, element, join, line
from zzlint.reporters.html.words import say

#: The kinds of findings that can be hidden.
KINDS = ("lost", "error", "warning", "note")
VIEWS = ("both", "before", "after")


def key(fixing: bool, lang: str) -> Html:
    """What the marks in the text mean."""
    swatches = [
        element("b", line(say("key", lang))),
        *(element("mark", line(say(f"key-{kind}", lang)), class_=kind) for kind in KINDS),
        element("mark", line(say("key-light", lang)), class_="warning light"),
        *(_change(trust, lang) for trust in ("safe", "unsafe", *(["done"] if fixing else []))),
    ]
    return element("p", *swatches, class_="key")


def _change(trust: str, lang: str) -> Html:
    return element(
        "span",
        element("del", line("己"), class_=trust),
        element("ins", line("已"), class_=trust),
        Html(" "),
        line(say(f"key-{trust}", lang)),
    )


def bar(tally: Tally, rules: Rules, lang: str) -> Html:
    """The choices: the text before or after its changes, kinds of findings, rules, folding."""
    views = [_choice("radio", "view", view, line(say(f"view-{view}", lang)), checked=view == "both") for view in VIEWS]
    kinds = [_choice("checkbox", "filter", kind, line(say(f"key-{kind}", lang)), checked=True) for kind in KINDS]
    codes = [
        _choice(
            "checkbox",
            "filter",
            code,
            join((element("code", line(code)), Html(" "), title(code, rules, lang))),
            checked=True,
        )
        for code in tally.codes
        if not code.startswith("ZZ")
    ]
    return element(
        "form",
        element("fieldset", element("legend", line(say("view", lang))), *views),
        element(
            "details", element("summary", line(say("filter", lang))), element("div", *kinds), element("div", *codes)
        ),
        element("button", line(say("unfold", lang)), type="button", data_other=say("fold", lang)),
        element("a", line(say("to-top", lang)), href="#list"),
        class_="bar",
        hidden=True,
        aria_label=say("bar", lang),
    )


def _choice(kind: str, group: str, value: str, label: Html, *, checked: bool) -> Html:
    return element(
        "label",
        Html(f'<input type="{kind}" name="{group}" value="{line(value)}"{" checked" if checked else ""}>'),
        label,
    )
