"""The form of 2021, the tallies beside it and the keys of `report.toml`, from the program's own files: once a process."""

import os
import re
import tomllib
from functools import lru_cache
from types import SimpleNamespace

TEMPLATES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "report-templates")
EDITION = "2021"

SEPARATOR = re.compile("[/／:：>]")
HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
QUOTES_AND_MARKS = dict.fromkeys(map(ord, "“”‘’\"'「」,、。.;:"))
NUMBERING = re.compile(r"\([0-9一二三四五六七八九十]+\)[、.:]*|[0-9一二三四五六七八九十]+[、.):](?=.)")


def any_of(words):
    """A pattern that finds any of these words in one pass; none if there are none."""
    return re.compile("|".join(map(re.escape, words))) if words else None


@lru_cache(1 << 14)
def normal(label):
    """A label without what real files vary: width, spaces, quotes, punctuation, numbering."""
    folded = "".join(label.translate(HALF_WIDTH).split()).lower()
    numbering = NUMBERING.match(folded)
    return (folded[numbering.end():] if numbering else folded).translate(QUOTES_AND_MARKS)


class Table:
    """A table of the form. Figures are kept by the place of their column among the columns of figures."""

    def __init__(self, index, data, documents):
        self.index, self.id = index, data["id"]
        self.documents = set(data.get("documents", documents))
        self.optional, self.carried = data.get("optional", False), data.get("carried", False)
        self.open = data.get("open")
        self.columns = data["column"]
        self.kinds = [column["kind"] for column in self.columns]
        figures = [i for i, kind in enumerate(self.kinds) if kind not in ("parent", "text")]
        self.place = {column: place for place, column in enumerate(figures)}
        self.figures = [self.columns[i] for i in figures]
        self.column_ids = {column["id"]: place for place, column in enumerate(self.figures)}
        self.sums = [[self.column_ids[id] for id in column.get("sum", ())] for column in self.figures]
        self.totals = [(place, parts) for place, parts in enumerate(self.sums) if parts]
        self.rows = data.get("row", [])
        self.row_ids = {row["id"]: i for i, row in enumerate(self.rows)}
        self.parents = [self.row_ids.get(row.get("parent")) for row in self.rows]
        self.row_kinds = [row.get("kind", "figures") for row in self.rows]
        self.children = [[i for i, parent in enumerate(self.parents) if parent == row] for row in range(len(self.rows))]
        self.row_sums = [[self.row_ids[id] for id in row.get("sum", ())] for row in self.rows]
        self.has = [
            {self.column_ids[id] for id in row["columns"]} if "columns" in row else None for row in self.rows
        ]
        self.powers = [(i, row["power"]) for i, row in enumerate(self.rows) if "power" in row]
        # Those that are added up from others come after them.
        self.order = sorted(
            (i for i, kind in enumerate(self.row_kinds) if kind != "heading"),
            key=lambda i: (bool(self.row_sums[i]), self.row_kinds[i] == "group"),
        )
        self.heads = {normal(head) for head in (self.open["label"], *self.open.get("aliases", ()))} if self.open else ()
        self.total_labels = {normal(label) for label in self.open["total"]} if self.open else ()
        self.row_labels, self.column_labels = self.named(self.rows), self.named(self.columns)
        # What a label says without a doubt, as files usually write it.
        self.exact = {label: rows[0] for label, rows in self.row_labels.items() if len(rows) == 1}
        for i, parent in enumerate(self.parents):
            if parent is not None:
                path = f"{self.rows[parent]['label']}／{self.rows[i]['label']}"
                if len(found := self.rows_of(path)) == 1:
                    self.exact.setdefault(path, found[0])
        self.plans = {}

    @staticmethod
    def named(things):
        labels = {}
        for i, thing in enumerate(things):
            for label in {thing["id"], thing["label"], normal(thing["label"]), *map(normal, thing.get("aliases", ()))}:
                labels.setdefault(label, []).append(i)
        return labels

    def rows_of(self, written):
        """The rows that a label may mean, which may be written with those above it."""
        if found := self.row_labels.get(written) or self.row_labels.get(normal(written)):
            return found
        for separator in reversed(list(SEPARATOR.finditer(written))):
            above = [part for part in map(normal, SEPARATOR.split(written[:separator.start()])) if part]
            last = self.row_labels.get(normal(written[separator.end():]), ())
            if found := [row for row in last if self.stands_under(row, above)]:
                return found
        return []

    def stands_under(self, row, above):
        wanted, row = list(above), self.parents[row]
        while row is not None and wanted:
            if wanted[-1] in (normal(self.rows[row]["label"]), self.rows[row]["id"]):
                wanted.pop()
            row = self.parents[row]
        return not wanted

    def columns_of(self, written):
        if found := self.column_labels.get(written) or self.column_labels.get(normal(written)):
            return found
        *above, last = SEPARATOR.split(written)
        if not above:
            return []
        group = normal(above[-1])
        return [
            column for column in self.column_labels.get(normal(last), ())
            if any(normal(of) == group for of in self.columns[column].get("group", ()))
        ]

    def is_total(self, written):
        return normal(written) in self.total_labels


def pattern(text):
    """`收到*申请#`: the words before the number and those behind it."""
    before, _, after = text.partition("#")
    return [word for word in before.split("*") if word], [word for word in after.split("*") if word]


class Form:
    def __init__(self):
        files = []
        for name in (EDITION, "self_inspection", "words"):
            with open(os.path.join(TEMPLATES, "forms", f"{name}.toml"), "rb") as f:
                files.append(tomllib.load(f))
        holds = lambda item: EDITION in item.get("editions", (EDITION,))
        tables = [(data, file["documents"]) for file in files for data in file.get("table", ())]
        self.tables = [Table(i, data, documents) for i, (data, documents) in enumerate(tables)]
        self.table = {table.id: table for table in self.tables}
        self.deadlines = {
            level: (of["month"], of["day"]) for file in files for of in file.get("deadline", ()) for level in of["levels"]
        }
        self.identities = [
            self.identity(table, data) for table, (file, _) in zip(self.tables, tables)
            for data in file.get("identity", ()) if "prior." not in data["equation"]
        ]
        self.chapters = [chapter for file in files for chapter in file.get("chapter", ()) if holds(chapter)]
        for chapter in self.chapters:
            chapter["normal"] = {normal(heading) for heading in (chapter["heading"], *chapter["aliases"])}
        self.mentions = [self.mention(data) for file in files for data in file.get("mention", ()) if holds(data)]
        # By the last character of the words before the number; those without such words; by the first word of a denial.
        self.endings, self.behind, self.denials = {}, [], {}
        for i, mention in enumerate(self.mentions):
            for k, (before, _) in enumerate(mention.say):
                (self.endings.setdefault(before[-1][-1], []) if before else self.behind).append((i, k))
            for k, (before, _) in enumerate(mention.none):
                self.denials.setdefault(before[0], []).append((i, k))
        # The shortest first, so that a place where several begin is found once.
        self.denial = any_of(sorted(self.denials, key=len))
        self.denials_by_character = {}
        for word, patterns in self.denials.items():
            self.denials_by_character.setdefault(word[0], []).append((word, patterns))

    def term(self, word, table=None):
        """`row`, `row.column` or `table.row.column`: table, row, place of the column. An open table's rows are words."""
        is_row = lambda table, row: row in table.row_ids or table.open and row in ("every", "total")
        if table and is_row(table, word):
            row, column = word, None
        else:
            above, _, column = word.rpartition(".")
            if table and is_row(table, above):
                row = above
            else:
                id, _, row = above.partition(".")
                table = self.table[id]
            column = table.column_ids[column]
        return table.index, table.row_ids.get(row, row), column

    def terms(self, text, table=None):
        return [self.term(word.strip(), table) for word in text.split("+")]

    def identity(self, table, data):
        left, sign, right = re.split("(<=|>=|=)", data["equation"])
        left, right = self.terms(left, table), self.terms(right, table)
        terms = left + right
        return SimpleNamespace(
            id=data["id"], table=table, left=left, sign=sign, right=right, severity=data.get("severity", "error"),
            per_row=any(row == "every" for _, row, _ in terms), per_column=all(column is None for *_, column in terms),
            explained_by=data.get("explained_by", "").split("."),
            # A balance is reported at its result, a limit at what is too large or too small.
            places=[right[0] if sign == "=" else left[0], *terms],
        )

    def mention(self, data):
        return SimpleNamespace(
            means=[self.terms(text) for text in data["means"]],
            say=[pattern(text) for text in data["say"]], none=[pattern(text) for text in data.get("none", ())],
            about=any_of(data.get("about")), without=any_of(data.get("without")), doubt=any_of(data.get("doubt")),
            aside=any_of(data.get("aside")), units=set(data["units"]), severity=data.get("severity", "error"),
            beside=[self.terms(text) for text in data.get("beside", ())],
        )


class Keys:
    """What the keys of `report.toml` hold, and which of them a report cannot do without."""

    def __init__(self):
        with open(os.path.join(TEMPLATES, "keys.toml"), "rb") as f:
            self.sections = tomllib.load(f)["section"]
        self.of = {section["id"]: {key["id"]: key for key in section["key"]} for section in self.sections}
        self.repeated = {section["id"] for section in self.sections if section.get("repeated")}
        self.known = {}

    def needed(self, documents, texts, level):
        """The keys that are needed of each section, by what decides it; and all of them as pairs."""
        by = documents, texts, level
        if by not in self.known:
            composed = [document for document in documents if document not in texts]
            sections = [
                (id, [key["id"] for key in keys.values()
                      if self.is_needed(key, documents if id in ("", "agency") else composed, level)])
                for id, keys in self.of.items()
            ]
            every = {
                (id, key["id"]) for id, keys in self.of.items() for key in keys.values()
                if self.is_needed(key, documents, level)
            }
            self.known[by] = [(id, keys) for id, keys in sections if keys], every
        return self.known[by]

    @staticmethod
    def is_needed(key, documents, level):
        return (
            EDITION in key.get("editions", (EDITION,)) and EDITION not in key.get("optional_in", ())
            and any(document in documents for document in key.get("documents", ()))
            and ("levels" not in key or level in key["levels"])
        )


FORM, KEYS = Form(), Keys()
