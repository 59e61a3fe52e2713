"""``zzlint rule``."""

from __future__ import annotations

import inspect
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from zzlint.cli.common import Overrides, complete_rules, settings_options
from zzlint.cli.ending import Failure
from zzlint.faults import NAMES, TITLES
from zzlint.phrases import default_lang, say
from zzlint.reporters.excerpt import visible, width
from zzlint.rule import Rule
from zzlint.settings import Settings, did_you_mean, now_called


@click.command()
@click.argument("code", required=False, shell_complete=complete_rules)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to list or explain.")
@settings_options
def rule(code: str | None, output_format: str, **given: Any) -> None:
    """List all rules, or explain the rule CODE (a code or a name)."""
    settings = Overrides(**given).settings_for(Path.cwd())
    lang = settings.lang or default_lang()
    rules = list(settings.registry.values())
    if code is not None:
        if code in settings.registry.former:
            code, former = now_called(code, settings.registry), code
            click.echo(say("renamed", lang, old=former, new=code), err=True)
        rules = [rule for rule in rules if code.upper() == rule.code or code == rule.name]
        if not rules and code.upper() in NAMES:
            click.echo(_fault(code.upper(), output_format, lang))
            return
        if not rules:
            known = [*settings.registry, *(rule.name for rule in settings.registry.values())]
            raise Failure(say("no-such-rule", lang, code=code) + did_you_mean(code, known).render(lang))
    if output_format == "json":
        click.echo(json.dumps([_record(rule, settings) for rule in rules], ensure_ascii=False, indent=1))
    elif code is None:
        widest = max(width(rule.name) for rule in rules)
        for rule in rules:
            state = " " if settings.enabled(rule) else "-"
            click.echo(f"{state} {rule.code}  {rule.name:{widest}}  {rule.title.render(lang)}")
        for fault, name in NAMES.items():
            click.echo(f"  {fault}   {name:{widest}}  {TITLES[fault].render(lang)}")
    else:
        click.echo(_explained(rules[0], lang))


def _fault(code: str, output_format: str, lang: str) -> str:
    """One of the engine's own codes."""
    title = TITLES[code]
    if output_format == "json":
        record = {"code": code, "name": NAMES[code], "title": {"zh": title.zh, "en": title.en}}
        return json.dumps([record], ensure_ascii=False, indent=1)
    return f"{code} {NAMES[code]}\n\n{title.render(lang)}"


def _explained(rule: type[Rule], lang: str) -> str:
    documentation = inspect.cleandoc(rule.__doc__ or "")
    lines = [f"{rule.code} {rule.name}: {rule.title.render(lang)}"]
    if lang == "zh" and _is_english(documentation):
        lines.append(say("english-only", lang))
    lines += ["", documentation]
    options = fields(rule.Options)
    if options:
        lines += ["", "## Options", *(f"{field.name.replace('_', '-')} = {field.default!r}" for field in options)]
    lines += ["", "## Examples"]
    for bad in rule.bad:
        lines.append(f"- {_shown(bad.text)}")
        if bad.fixed is not None:
            lines.append(f"+ {_shown(bad.fixed)}")
    lines += [f"  {_shown(good)}" for good in rule.good]
    return "\n".join(lines)


def _shown(example: str) -> str:
    """An example in one line; between the pages of several, a form feed as a sign."""
    return " ␌ ".join(map(visible, example.split("\f")))


def _is_english(text: str) -> bool:
    """Whether more of it is Latin than Han: a rule of the user's may be documented in Chinese."""
    return sum("a" <= char <= "z" for char in text) > sum("\u4e00" <= char <= "\u9fff" for char in text)


def _record(rule: type[Rule], settings: Settings) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "title": {"zh": rule.title.zh, "en": rule.title.en},
        "documentation": inspect.cleandoc(rule.__doc__ or ""),
        "error_class": rule.error_class.value,
        "severity": rule.severity.value,
        "enabled": settings.enabled(rule),
        "preview": rule.preview,
        "profiles": [profile.value for profile in rule.profiles],
        "options": {field.name.replace("_", "-"): field.default for field in fields(rule.Options)},
        "bad": [{"text": bad.text, "fixed": bad.fixed} for bad in rule.bad],
        "good": list(rule.good),
    }
