"""The two documents in Markdown and HTML: their words are kept once, in `*.j2`."""

import os
import re
from html import escape

import jinja2

from .view import APPEALS, HEADS, OUTCOMES, REQUESTS

TEMPLATES = os.path.dirname(os.path.abspath(__file__))
CSS = os.path.join(TEMPLATES, "..", "..", "report-templates", "page", "page.css")

ORDINALS = "一二三四五六七八九十"

REFERENCE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
NAMED = re.compile(r'^(\w+)\.named\["([^"]+)"\]\.(\w+)$')


class Words:
    """The words of a report for one format: references resolved, paragraphs apart, sentences ended."""

    def __init__(self, report, html):
        self.toml, self.figures, self.html = report.toml, report.figures, html

    def figure(self, match):
        path = match[1]
        value = self.figures[path]
        if named := NAMED.match(path):
            path = ".".join(named.groups())
        if self.html:
            return f'<data data-fact="{escape(path)}" value="{value}">{value}</data>'
        return str(value)

    def text(self, text):
        if self.html:
            # A reference may hold quotes, so that only the words around it are escaped.
            text = escape(text, quote=False)
        return REFERENCE.sub(self.figure, text) if "{{" in text else text

    def sentence(self, text):
        text = self.text(text.strip())
        return text if text[-1] in "。！？；" else text + "。"

    def prose(self, section, key):
        text = self.toml.get(section, {}).get(key, "")
        return [self.sentence(line) for line in text.split("\n") if line.strip()]

    def phrase(self, section, key):
        return self.text(self.toml.get(section, {}).get(key, "").strip().rstrip("。"))

    def link(self, url):
        return f'<a href="{escape(url)}">{escape(url)}</a>' if self.html else f"<{url}>"

    def outcomes(self, kind, cells):
        some = [(id, label, n) for (id, label), n in zip(OUTCOMES[:4], cells) if n]
        return "，".join(label + self.said(f"appeals.{kind}.{id}", n) + "件" for id, label, n in some)

    def said(self, path, value):
        if self.html:
            return f'<data data-fact="{escape(path)}" value="{value}">{value}</data>'
        return str(value)


def listed(items):
    items = list(items)
    if any(mark in item for item in items for mark in "，、；,"):
        return "；".join(items)
    if len(items) == 1 or any("和" in item for item in items):
        return "、".join(items)
    return "、".join(items[:-1]) + "和" + items[-1]


def sections(name):
    """The tables of a format: a line `@name` and what it stands for."""
    with open(os.path.join(TEMPLATES, name), encoding="utf-8") as f:
        parts = re.split(r"^@(.+)\n", f.read(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def template(document, html):
    """A document's words as a template of one format. They are kept once, a paragraph a line, marked as in Markdown."""
    with open(os.path.join(TEMPLATES, f"{document}.j2"), encoding="utf-8") as f:
        lines = f.read().splitlines()
    tables, out = sections("tables.html.j2" if html else "tables.md.j2"), []
    for line in lines:
        mark, _, rest = line.partition(" ")
        # A line of only a tag is no paragraph; one with words between tags is.
        if re.fullmatch(r"(\{%[^%]*%\})+", line):
            out.append(line + "\n")
        elif line.startswith("@"):
            out.append(tables[line[1:]])
        elif mark == ">" and html:
            out.append('<p class="signature">' + rest.replace("\\n", "<br>") + "</p>\n")
        elif mark == ">":
            out.append("> " + rest.replace("\\n", "  \n> ") + "\n")
        elif not html:
            out.append(line + "\n\n")
        elif mark in ("#", "##", "###"):
            out.append(f"<h{len(mark)}>{rest}</h{len(mark)}>\n")
        else:
            out.append("<p>" + line.replace("+%}", "%}") + "</p>\n")
    body = "".join(out)
    if not html:
        return body
    title = lines[0][2:]
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{{{{ style }}}}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def environment():
    env = jinja2.Environment(
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True
    )
    with open(CSS, encoding="utf-8") as f:
        env.globals.update(style=f.read(), heads=HEADS, request_ids=[row[0] for row in REQUESTS],
                           appeals_heads=APPEALS, outcomes=OUTCOMES, ordinals=ORDINALS, listed=listed, zip=zip)
    return [
        (f"{document}.{'html' if html else 'md'}", html, env.from_string(template(document, html)))
        for document in ("annual", "self-inspection")
        for html in (False, True)
    ]
