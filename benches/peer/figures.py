"""Do the tables hold everything, and does it add up? What each figure comes to, for the checks, the words and the pages."""

import datetime
import operator
import re

from .forms import FORM, KEYS
from .sheets import is_number

HOLDS = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
NAMED = re.compile(r'(\w+)(?:\.named\["([^"]+)"\]|\["([^"]+)"\]|\.([\w/]+))\.(\w+)')
NEAR = datetime.timedelta(14)

# Where a reference to a table of the form leads to, noted once a process.
RESOLVED = {}


def added(rows, width):
    """Rows added up, column by column; none where one of them has no number."""
    try:
        return list(map(sum, zip(*rows)))
    except TypeError:
        pass
    if None in rows:
        return [None] * width
    return [sum(column) if all(map(is_number, column)) else None for column in zip(*rows)]


class Figures(dict):
    """What references and rules may ask for, looked up when they do: `requests.received.total`."""

    def __init__(self, report):
        self.report = report
        self.values = [sheet and self.come_to(sheet) for sheet in report.sheets]

    def __missing__(self, path):
        value = self[path] = self.referenced(path)
        return value

    def come_to(self, sheet):
        """What the rows of a table come to: as written, or added up where they were left out."""
        table, width = sheet.table, len(sheet.given)
        if table.open:
            self.tree(sheet)
            return sheet.values
        values = [None] * len(table.rows)
        for row in table.order:
            written = sheet.rows[row]
            if table.row_kinds[row] == "group" and sheet.is_divided(row):
                values[row] = added([values[child] for child in table.children[row]], width)
            elif written is None:
                parts = table.row_sums[row]
                values[row] = added([values[part] for part in parts], width) if parts else None
            elif sheet.complete:
                values[row] = written
            else:
                values[row] = written = list(written)
                for total, parts in table.totals:
                    if not sheet.given[total]:
                        cells = [written[part] for part in parts]
                        written[total] = sum(cells) if all(map(is_number, cells)) else None
        return values

    def tree(self, sheet):
        """What the rows of an open table come to, and what all of them do. "/" says that a row is not counted itself."""
        sheet.values = [None] * len(sheet.rows)
        inclusive, children = self.report.inclusive, sheet.children

        def value(row, place):
            entry, below = sheet.rows[row][place], children.get(row, ())
            if is_number(entry):
                if inclusive or not below:
                    return entry
            elif entry is None or entry == "" and not below:
                return None
            else:
                entry = 0
            for child in below:
                if (part := value(child, place)) is None:
                    return None
                entry += part
            return entry

        places = range(len(sheet.given))
        for row in range(len(sheet.rows)):
            sheet.values[row] = [value(row, place) for place in places]
        tops = [sheet.values[row] for row in children.get(None, ())]
        sheet.sum = [None] * len(places) if sheet.strange_rows else added(tops, len(places)) if tops else [0] * len(places)

    def total(self, index, place):
        """The declared total of an open table, or what its rows come to if it is their sum."""
        sheet = self.report.sheets[index]
        if sheet is None:
            return None
        if sheet.total is not None:
            entry = sheet.rows[sheet.total][place]
            return entry if is_number(entry) else None
        return sheet.sum[place] if sheet.table.open["summed"] else None

    def value(self, index, row, place):
        values = self.values[index]
        if row == "total":
            return self.total(index, place)
        if values is None or values[row] is None:
            return None
        value = values[row][place]
        return value if is_number(value) else None

    def sum(self, terms, row=None, place=0):
        """What terms of the form come to; none if one of them has no value."""
        total = 0
        for index, of, column in terms:
            value = self.value(index, row if of == "every" else of, place if column is None else column)
            if value is None:
                return None
            total += value
        return total

    def referenced(self, path):
        """The figure that a reference stands for, or the words under a key; none if there is no such thing."""
        at = RESOLVED.get(path)
        if at is None:
            match = NAMED.fullmatch(path)
            table = match and FORM.table.get(match[1])
            if not table:
                return self.words(path)
            place = table.column_ids.get(match[5])
            if place is None:
                return None
            if table.open:
                if match[4] == "total":
                    return self.total(table.index, place)
                sheet = self.report.sheets[table.index]
                row = sheet and match[2] and named(sheet).get(match[2])
                return None if row is None else self.value(table.index, row, place)
            row = table.row_ids.get(match[3] or match[4])
            if row is None:
                return None
            at = RESOLVED[path] = table.index, row, place
        return self.value(*at)

    def is_there(self, path):
        """Whether there is such a figure, be it blank or unread."""
        match = NAMED.fullmatch(path)
        table = match and FORM.table.get(match[1])
        if not table or match[5] not in table.column_ids:
            return False
        sheet = self.report.sheets[table.index]
        if table.optional and (sheet is None or sheet.is_blank()):
            return False
        if table.open:
            return match[4] == "total" or sheet is not None and match[2] in named(sheet)
        row = table.row_ids.get(match[3] or match[4])
        return row is not None and (table.has[row] is None or table.column_ids[match[5]] in table.has[row])

    def words(self, path):
        section, _, key = path.partition(".")
        if key in KEYS.of.get(section, ()):
            words = self.report.words.get(section, [{}])[0].get(key, [""])
            return "\n".join(words) if words.__class__ is list else words
        value = self.report.toml.get(section)
        return value.get(key) if section == "extra" and isinstance(value, dict) else None if key else value


def named(sheet):
    """The rows of an open table by their path from the top."""
    if sheet.named is None:
        sheet.named = {}
        for row, label in enumerate(sheet.labels):
            if row != sheet.total:
                path, above = label, sheet.above[row]
                while above is not None:
                    path, above = f"{sheet.labels[above]}/{path}", sheet.above[above]
                sheet.named.setdefault(path, row)
    return sheet.named


def check(report):
    completeness(report)
    figures = report.figures = Figures(report)
    for sheet in report.sheets:
        if sheet:
            if sheet.table.open:
                open_totals(report, sheet)
            else:
                fixed_totals(report, sheet, figures.values[sheet.table.index])
    identities(report, figures)
    powers(report)
    dates(report)


# --------------------------------------------------------------------------------------------------- completeness


def completeness(report):
    for table in FORM.tables:
        sheet = report.sheets[table.index]
        if sheet is None:
            if not table.optional and table.index not in report.unread and not table.documents.isdisjoint(report.documents):
                report.at_key("", "year", "missing-table", what=table.id)
        elif sheet.is_blank():
            report.fault(sheet.file, report.head_line(sheet), "blank-table")
        else:
            (open_blanks if table.open else fixed_blanks)(report, sheet)
    texts = tuple(report.chapters)
    needed, _ = KEYS.needed(report.documents, texts, report.level or None)
    for section, keys in needed:
        passages = report.words.get(section)
        if not passages:
            report.at_key("", "year", "missing-text", what=section)
            continue
        for nth, passage in enumerate(passages):
            for key in keys:
                words = passage.get(key)
                if words is None or words.__class__ is list and not any(map(str.strip, words)):
                    if (section, nth, key) not in report.set_aside and (section or key not in report.set_aside):
                        report.at_key(section, key, "missing-text", what=key, nth=nth)
    if not report.documents and "documents" in report.words[""][0]:
        report.at_key("", "documents", "no-documents", "note")


def fixed_blanks(report, sheet):
    table, rows = sheet.table, sheet.rows
    if not sheet.complete:
        left_out = sum(not given and not parts for given, parts in zip(sheet.given, table.sums))
        if left_out > sheet.strange_columns:
            report.fault(sheet.file, report.head_line(sheet), "missing-column")
    left_out = 0
    for row, entries in enumerate(rows):
        if entries is None:
            group = table.parents[row]
            if (
                table.row_kinds[row] == "figures" and not table.row_sums[row]
                and not (group is not None and rows[group] is not None and sheet.is_undivided(group))
            ):
                left_out += 1
        elif "" in entries:
            if table.row_kinds[row] == "group" and sheet.is_divided(row):
                continue
            for entry in entries:
                if entry == "":
                    report.fault(sheet.file, report.line(sheet, row), "blank-cell")
        if entries is not None and table.row_kinds[row] == "group" and sheet.is_undivided(row):
            report.fault(sheet.file, report.line(sheet, row), "undivided-group", "warning")
    if left_out > sheet.strange_rows:
        report.fault(sheet.file, report.head_line(sheet), "missing-row")


def open_blanks(report, sheet):
    if not sheet.complete and sheet.given.count(False) > sheet.strange_columns:
        report.fault(sheet.file, report.head_line(sheet), "missing-column")
    for row, entries in enumerate(sheet.rows):
        if "" in entries and not sheet.children.get(row):
            for place, entry in enumerate(entries):
                above = sheet.above[row]
                settled = False
                while report.inclusive and above is not None and not settled:
                    settled = sheet.rows[above][place] not in ("", None)
                    above = sheet.above[above]
                if entry == "" and not settled:
                    report.fault(sheet.file, report.line(sheet, row), "blank-cell")


# ------------------------------------------------------------------------------------------------------ arithmetic


def fixed_totals(report, sheet, values):
    table, rows = sheet.table, sheet.rows
    for total, parts in table.totals:
        if sheet.given[total]:
            first, last = parts[0], parts[-1] + 1
            for row, entries in enumerate(rows):
                if entries is not None:
                    try:
                        wrong = sum(entries[first:last]) != entries[total]
                    except TypeError:
                        continue  # something is no number, which has been said
                    if wrong and is_number(entries[total]):
                        report.fault(sheet.file, report.line(sheet, row), "wrong-total", what=str(entries[total]))
    for row in table.order:
        written = rows[row]
        parts = table.row_sums[row] or table.row_kinds[row] == "group" and table.children[row]
        if written is None or not parts or not table.row_sums[row] and not sheet.is_divided(row):
            continue
        sums = added([values[part] for part in parts], len(written))
        if sums != written:
            for stated, right in zip(written, sums):
                if stated != right and is_number(stated) and right is not None:
                    report.fault(sheet.file, report.line(sheet, row), "wrong-total", what=f"{stated}≠{right}")


def open_totals(report, sheet):
    table = sheet.table
    if table.open["summed"] and sheet.total is not None:
        for stated, right in zip(sheet.rows[sheet.total], sheet.sum):
            if stated != right and is_number(stated) and right is not None:
                report.fault(sheet.file, report.line(sheet, sheet.total), "wrong-total", what=f"{stated}≠{right}")
    if report.inclusive and len(sheet.children) > 1:
        for row, below in sheet.children.items():
            if row is not None:
                for place, stated in enumerate(sheet.rows[row]):
                    if is_number(stated):
                        parts = [n for child in below if is_number(n := sheet.rows[child][place])]
                        if parts and sum(parts) > stated:
                            report.fault(sheet.file, report.line(sheet, row), "children-above-parent")


def identities(report, figures):
    for identity in FORM.identities:
        sheet = report.sheets[identity.table.index]
        if sheet is None or len(identity.explained_by) == 2 and explained(report, *identity.explained_by):
            continue
        holds = HOLDS[identity.sign]
        rows = [row for row in range(len(sheet.rows)) if row != sheet.total] if identity.per_row else [None]
        places = [
            place for place, given in enumerate(sheet.given) if given or not identity.table.sums[place]
        ] if identity.per_column else [0]
        for row in rows:
            for place in places:
                left = figures.sum(identity.left, row, place)
                right = figures.sum(identity.right, row, place)
                if left is not None and right is not None and not holds(left, right):
                    at = next(filter(None, (cell(report, term, row, place) for term in identity.places)), None)
                    if at:
                        report.fault(*at, "broken-identity", identity.severity, identity.id)


def explained(report, section, key):
    words = report.words.get(section, [{}])[0].get(key)
    return words and any(map(str.strip, words))


def cell(report, term, row, place):
    """Where a term's figure is written."""
    index, of, column = term
    sheet = report.sheets[index]
    if sheet is None:
        return None
    row = row if of == "every" else sheet.total if of == "total" else of
    if row is None or sheet.rows[row] is None or sheet.rows[row][place if column is None else column] is None:
        return None
    return sheet.file, report.line(sheet, row)


def powers(report):
    """Local rules are made by those who may."""
    if not report.level:
        return
    for table in FORM.tables:
        for row, power in table.powers:
            sheet = report.sheets[table.index]
            if sheet is None or sheet.rows[row] is None or report.level in power["levels"]:
                continue
            for entry in sheet.rows[row]:
                if is_number(entry) and entry:
                    severity = "warning" if report.level in power["unsure"] else "error"
                    report.fault(sheet.file, report.line(sheet, row), "power-not-held", severity)


# ----------------------------------------------------------------------------------------------------------- dates


def day(report, key, section="publication"):
    date = report.words.get(section, [{}])[0].get(key) if report.words.get(section) else None
    return date if date.__class__ is datetime.date else None


def dates(report):
    """Was it, or will it be, published in time, and signed before?"""
    published, signed = day(report, "date"), day(report, "signed")
    due = None
    if report.level in FORM.deadlines:
        due = datetime.date(report.year + 1, *FORM.deadlines[report.level])
    local = day(report, "date", "deadline")
    if local and (due is None or local < due):
        due = local
    if published is None:
        if due and report.documents and not report.is_untouched() and report.today >= due - NEAR:
            has_key = "date" in report.words.get("publication", [{}])[0] if report.words.get("publication") else False
            at = ("publication", "date") if has_key else ("", "year")
            if report.today > due:
                report.at_key(*at, "deadline-passed", "warning")
            else:
                report.at_key(*at, "deadline-near", "note")
    elif due and published > due:
        report.at_key("publication", "date", "late-publication", "warning")
    at = "report.toml", None
    if signed is None and "annual" in report.chapters:
        signed, at = report.chapters["annual"].signed()
    end = datetime.date(report.year, 12, 31)
    place = lambda: at if at[1] else ("report.toml", report.place("publication", "signed"))
    if signed and signed <= end:
        report.fault(*place(), "signed-early", "warning")
    elif published and published <= end:
        report.at_key("publication", "date", "signed-early", "warning")
    if signed and published and signed > published:
        report.fault(*place(), "signed-late", "warning")
