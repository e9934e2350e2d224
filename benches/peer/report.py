"""A report folder as the form reads it: its words, its tables, and what is wrong with how they are written."""

import datetime
import difflib
import os
import re
import tomllib
from bisect import bisect_right

from .forms import EDITION, FORM, KEYS
from .sheets import Sheets

DOCUMENTS = ("annual", "self-inspection")
NAMES = {"agency", "contact", "publication", "deadline"}


class Report(Sheets):
    def __init__(self, folder, today):
        self.folder, self.today = folder, today
        self.findings, self.sources, self.large = [], {}, []
        self.sheets = [None] * len(FORM.tables)
        self.unread, self.chapters, self.documents = set(), {}, DOCUMENTS
        self.words, self.paragraphs, self.written = {}, [], []
        self.judged = self.read()

    def fault(self, file, line, code, severity="error", what=""):
        self.findings.append((file, line, severity, code, what))

    def at_key(self, section, key, code, severity="error", what="", nth=0):
        self.fault("report.toml", self.place(section, key, nth), code, severity, what)

    # ------------------------------------------------------------------------------------------ files

    def text(self, name):
        """A file's text; none if it has none, which is then among the findings."""
        try:
            with open(os.path.join(self.folder, name), "rb") as f:
                content = f.read()
        except OSError as error:
            self.fault(name, 1, "unreadable-file", what=str(error))
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
                self.fault(name, 1, "decoded-gb18030", "note")
                return content.decode("utf-16")
            if b"\0" in content:
                self.fault(name, 1, "not-text")
                return None
            try:
                text = content.decode("gb18030")
            except UnicodeDecodeError as other:
                # A file that begins as UTF-8 with Chinese in it was meant as UTF-8.
                before = content[:error.start]
                before = content[:other.start] if before.isascii() else before
                self.fault(name, before.count(b"\n") + 1, "invalid-encoding")
                return None
            self.fault(name, 1, "decoded-gb18030", "note")
            return text
        if "\0" in text:
            self.fault(name, 1, "not-text")
            return None
        return text

    def read(self):
        """Reads everything; false if there is too little to be judged."""
        names = sorted(os.listdir(self.folder))
        text = self.source = self.text("report.toml")
        if text is None:
            return False
        try:
            # A number with a point is kept as it is written.
            self.toml = tomllib.loads(text, parse_float=str)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"line (\d+)", str(error))
            self.fault("report.toml", int(line[1]) if line else text.count("\n") + 1, "bad-toml", what=str(error))
            return False
        self.keys()
        top = self.words.get("", [{}])[0]
        if not top.get("year"):
            if "year" not in self.toml:
                self.fault("report.toml", 1, "missing-year")
            return False
        self.year = int(top["year"][0])
        self.documents = tuple(top.get("documents", DOCUMENTS))
        self.inclusive = top.get("counting") != ["exclusive"]
        edition = (top.get("edition") or [""])[0]
        agency = self.words.get("agency", [{}])[0]
        self.name, self.level = ((agency.get(key) or [""])[0] for key in ("name", "level"))
        if (edition or (EDITION if self.year >= 2021 else "")) != EDITION:
            self.fault("report.toml", 1, "not-this-edition")  # other editions are not this script's work
            return False
        for name in names:
            stem, _, ending = name.rpartition(".")
            if ending.lower() == "csv" and name[0] not in ".~" and name != "provenance.csv":
                self.table(name, stem)
        for id, rows in self.toml.get("tables", {}).items():
            self.small(id, rows)
        self.key_paragraphs()
        for name in names:
            stem, _, ending = name.rpartition(".")
            if ending in ("txt", "md") and stem in DOCUMENTS:
                self.document(name, stem)
        self.prior(*top.get("prior", ("",)))
        return True

    def prior(self, place):
        """Last year's report should be named. What it says is not read."""
        if not place:
            if "prior" not in self.set_aside and not self.is_untouched():
                self.at_key("", "prior" if "prior" in self.words[""][0] else "year", "no-prior", "note")
        elif place != "none":
            path = os.path.join(self.folder, place.replace("\\", "/"))
            path = path if path.endswith("report.toml") else os.path.join(path, "report.toml")
            if not os.path.isfile(path) or os.path.samefile(path, os.path.join(self.folder, "report.toml")):
                self.at_key("", "prior", "prior-unusable")

    def is_untouched(self):
        return all(sheet is None or sheet.table.carried or sheet.is_blank() for sheet in self.sheets)

    # ------------------------------------------------------------------------------------ report.toml

    def keys(self):
        """The keys and what they hold, as lists of paragraphs, dates as dates."""
        self.set_aside = set()
        known = KEYS.of
        top = {}
        for name, value in self.toml.items():
            if name in known[""]:
                self.key("", 0, name, value, top)
            elif name in known and name:
                passages = value if isinstance(value, list) and name in KEYS.repeated else [value]
                self.words[name] = kept = []
                for nth, passage in enumerate(passages):
                    if isinstance(passage, dict):
                        words = {}
                        for key, value in passage.items():
                            self.key(name, nth, key, value, words)
                        kept.append(words)
                    else:
                        self.at_key("", name, "wrong-value")
            elif name not in ("tables", "extra"):
                self.fault("report.toml", self.place("", name) or self.place(name), "unknown-key", what=name)
        self.words[""] = [top]

    def key(self, section, nth, id, value, words):
        key = KEYS.of[section].get(id)
        if key is None:
            self.at_key(section, id, "unknown-key", what=id, nth=nth)
            self.set_aside.add((section, nth, nearest(id, KEYS.of[section])))
            return
        kind = key["kind"]
        if kind == "prose" and value.__class__ is str:
            words[id] = [line for line in map(str.strip, value.splitlines()) if line]
        elif kind == "text" and value.__class__ in (str, int):
            value = str(value)
            words[id] = ["".join(map(str.strip, value.splitlines()))] if "\n" in value else [value.strip()]
        elif (found := other_value(key, kind, value)) is not None:
            words[id] = found
        else:
            self.at_key(section, id, "wrong-value", nth=nth)
            self.set_aside.add(id if not section else (section, nth, id))

    def key_paragraphs(self):
        """The paragraphs of `report.toml` in the order of the file, each with section, number, key and its own number."""
        for section, passages in self.words.items():
            if section:
                for nth, passage in enumerate(passages):
                    for key, texts in passage.items():
                        if texts.__class__ is list:
                            for k, text in enumerate(texts):
                                if text:
                                    self.paragraphs.append(text)
                                    self.written.append((section, nth, key, k))

    def place(self, section, key=None, nth=0):
        """The line of a key of `report.toml`, or of its section. Nobody asks before something is wrong there."""
        places = self.places()
        for at in ((section, nth, key), (section, nth, None), ("", 0, section), ("", 0, key)):
            if at in places:
                return places[at][0]
        return 1

    def places(self):
        if "places" not in self.sources:
            places, count = {("", 0, None): (1, 0)}, {}
            section, nth, offset, closing = "", 0, 0, None
            for number, line in enumerate(self.source.split("\n"), 1):
                if closing:
                    if closing in line:
                        closing = None
                elif head := re.match(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]", line):
                    section = head[2].replace('"', "")
                    nth = count.get(section, 0) if head[1] == "[[" else 0
                    count[section] = nth + 1
                    # [tables.fees.charged] names [tables.fees] as well.
                    for end in [*(dot.start() for dot in re.finditer(r"\.", section)), len(section)]:
                        places.setdefault((section[:end], nth, None), (number, offset))
                elif key := re.match(r"""\s*("[^"]*"|'[^']*'|[^\s="'#]+)\s*=\s*""", line):
                    places.setdefault((section, nth, key[1].strip("\"'")), (number, offset + key.end()))
                    mark = line[key.end():key.end() + 3]
                    if mark in ('"""', "'''") and mark not in line[key.end() + 3:]:
                        closing = mark
                offset += len(line) + 1
            starts = sorted(at for _, at in places.values())
            self.sources.update(places=places, starts=starts)
        return self.sources["places"]

    def paragraph_place(self, index):
        """File and line of a paragraph."""
        of = self.written[index]
        if of[0] == "annual" or of[0] == "self-inspection":
            return of[3], of[4]
        section, nth, key, k = of
        line, at = self.places().get((section, nth, key), (None, 0))
        if line is None:
            return "report.toml", self.place(section, key, nth)
        starts = self.sources["starts"]
        after = bisect_right(starts, at)
        end = starts[after] if after < len(starts) else len(self.source)
        found = at
        for text in self.words[section][nth][key][:k + 1]:
            start = self.source.find(text, found, end)
            if start < 0:
                return "report.toml", line
            found = start + len(text)
        return "report.toml", self.source.count("\n", 0, start) + 1

    # --------------------------------------------------------------------------------- written documents

    def document(self, name, document):
        from .chapters import read  # it builds on what stands here
        text = self.text(name)
        if text is not None:
            read(self, name, document, text)


def other_value(key, kind, value):
    """What a key of one of the rarer kinds holds; none if it cannot hold this."""
    texts = value if isinstance(value, list) and all(isinstance(item, str) for item in value) else None
    if kind == "prose":
        return texts and [line for text in texts for line in map(str.strip, text.splitlines()) if line]
    if kind == "list":
        return None if texts is None else [text for item in texts if (text := "".join(map(str.strip, item.splitlines())))]
    if kind == "date":
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        if isinstance(value, str):
            if not value.strip():
                return [""]
            try:
                written = re.sub("[年月/.]", "-", value.strip()).replace("日", "")
                return datetime.datetime.strptime(written, "%Y-%m-%d").date()
            except ValueError:
                return None
    if kind == "year" and isinstance(value, (int, str)) and str(value).isdigit() and 1900 <= int(value) <= 9999:
        return [str(value)]
    if kind == "choice" and isinstance(value, str) and (not value or value in key["choices"]):
        return [value]
    if kind == "choices" and texts is not None and all(text in key["choices"] for text in texts):
        return texts
    return None


def nearest(written, known):
    """The key that a misspelt one is likely to be, so that it is not missed as well."""
    return next(iter(difflib.get_close_matches(written, known, 1)), None)
