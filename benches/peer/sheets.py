"""Tables as they are written, cell by cell, and what is wrong with how."""

import csv
import re
from decimal import Decimal

from .forms import FORM, HALF_WIDTH, normal

NOTHING = {"", "/", "／", "-", "—", "——"}
UNITS = ("万元", "亿元", "元", "人次", "件", "条", "人", "个", "次", "场", "期", "万", "项", "篇", "名")
FIGURE = re.compile(r"([-+]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
MAX_DEPTH = 20
LARGE = 10_000_000_000


class Counts(dict):
    """Whole numbers as they should be written, each read once a process; anything else, and what is as long as a telephone
    number, is a KeyError."""

    def __missing__(self, cell):
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 10 and (cell[0] != "0" or cell == "0")):
            raise KeyError(cell)
        number = self[cell] = int(cell)
        return number


COUNT = Counts().__getitem__


class Plan:
    """Where a file's columns are, by its head. Files have few different heads, so that each is looked at once."""

    def __init__(self, table, head):
        headed = [i for i, cell in enumerate(head) if normal(cell) in table.heads]
        unclaimed = [i for i, cell in enumerate(head) if not table.columns_of(cell.strip())]
        self.label = (headed or unclaimed or [0])[0]
        self.width, self.columns, self.faults, seen = len(head), [], [], set()
        for i, cell in enumerate(head):
            column, written = None, cell.strip()
            if i != self.label and written:
                found = table.columns_of(written)
                if len(found) != 1:
                    self.faults.append(("unknown-column", written))
                elif found[0] in seen:
                    self.faults.append(("duplicate-column", written))
                else:
                    column = found[0]
                    seen.add(column)
            self.columns.append(column)
        self.given = [column in seen for column in table.place]
        self.figures = [(i, table.place[c]) for i, c in enumerate(self.columns) if c in table.place]
        self.others = [(i, c) for i, c in enumerate(self.columns) if c is not None and c not in table.place]
        # The label, then every figure in the form's own order.
        self.straight = self.label == 0 and self.figures == [(i + 1, i) for i in range(len(table.figures))] and \
            self.width == len(self.figures) + 1 and not self.others


class Sheet:
    """A table as written. An entry is a number, "" for a blank, "/", or None for what is not there or cannot be read."""

    def __init__(self, table, file, line, given):
        self.table, self.file, self.line, self.given = table, file, line, given
        count = len(table.rows)
        self.rows, self.lines = [None] * count, [0] * count
        self.strange_rows = self.strange_columns = self.strange_cells = 0
        self.complete = all(given)
        if table.open:
            self.labels, self.above, self.texts, self.total, self.named = [], [], [], None, None

    def is_blank(self):
        return not self.strange_cells and not any(
            entry not in ("", None) for row in self.rows if row for entry in row
        )

    def is_divided(self, group):
        return any(self.rows[child] is not None for child in self.table.children[group])

    def is_undivided(self, group):
        return (
            self.table.row_kinds[group] == "group" and not self.is_divided(group)
            and any(is_number(entry) for entry in self.rows[group] or ())
        )


def is_number(entry):
    return entry.__class__ is int or entry.__class__ is Decimal


class Sheets:
    """The reading of tables, as a part of `Report`."""

    def table(self, name, stem):
        table = FORM.table.get(stem)
        if table is None:
            self.fault(name, 1, "unknown-file", "warning")
            return
        text = self.text(name)
        sheet = None
        if text is not None:
            sheet = self.sheet(table, name, text)
        self.sheets[table.index] = sheet
        if sheet is None:
            self.unread.add(table.index)

    def sheet(self, table, name, text):
        records, before = [], 0
        reader = csv.reader(text.splitlines())
        for row in reader:
            # Nearly every record begins with a label.
            first = row[0][:1] if row else ""
            if first and first not in "#＃ \t　" or any(map(str.strip, row)) and row[0].lstrip()[:1] not in ("#", "＃"):
                records.append((before + 1, row))
            before = reader.line_num
        if text.count('"') % 2:
            self.fault(name, records[-1][0] if records else 1, "unclosed-quote")
            return None
        if not records:
            self.fault(name, 1, "empty-file")
            return None
        line, head = records.pop(0)
        torn = records and all(len(row) > len(head) for _, row in records)
        if (len(head) == 1 or torn) and any(mark in cell for cell in head for mark in "，;；\t"):
            self.fault(name, line, "wrong-separator")
            return None
        key = tuple(head)
        plan = table.plans.get(key)
        if plan is None:
            plan = table.plans[key] = Plan(table, head)
        for code, written in plan.faults:
            self.fault(name, line, code, what=written)
        sheet = Sheet(table, name, line, plan.given)
        sheet.strange_columns = len(plan.faults)
        if not torn or len(records) < 2:
            torn = False
        (self.open_rows if table.open else self.fixed_rows)(sheet, plan, records, torn)
        return sheet

    def whole(self, sheet, plan, line, row, torn):
        """A row as long as the head. What is beyond it is said, but where it is the head that lacks a cell, once."""
        for cell in row[plan.width:]:
            if torn:
                if torn[0]:
                    continue
                torn[0] = True
            if cell.strip():
                self.fault(sheet.file, line, "extra-cell", what=cell)
        return row[:plan.width] + [""] * (plan.width - len(row))

    def fixed_rows(self, sheet, plan, records, torn):
        table, last, torn = sheet.table, None, torn and [False]
        exact, label_at, straight, width = table.exact, plan.label, plan.straight, plan.width
        for line, row in records:
            if len(row) != width:
                row = self.whole(sheet, plan, line, row, torn)
            at = exact.get(row[label_at])
            if at is None:
                written = row[label_at].strip()
                if not written:
                    self.unnamed(sheet, plan, line, row)
                    continue
                at = exact.get(written)
                if at is None:
                    at = self.located(sheet, line, written, last)
                if at is None:
                    sheet.strange_rows += 1
                    continue
            last = at
            if sheet.rows[at] is not None:
                self.fault(sheet.file, line, "duplicate-row", what=row[label_at])
                sheet.strange_rows += 1
                continue
            sheet.lines[at] = line
            if straight and table.has[at] is None:
                try:
                    sheet.rows[at] = list(map(COUNT, row[1:]))
                    continue
                except KeyError:
                    pass
            sheet.rows[at] = self.entries(sheet, plan, line, row, at)

    def entries(self, sheet, plan, line, row, at):
        table = sheet.table
        has, slash = table.has[at], table.rows[at].get("slash", False)
        entries = [None] * len(table.figures)
        for position, place in plan.figures:
            cell = row[position]
            if has is not None and place not in has:
                if cell and cell.strip() not in NOTHING:
                    self.fault(sheet.file, line, "unexpected-figure", what=cell)
                continue
            entries[place] = self.entry(sheet, line, cell, table.figures[place], slash)
        return entries

    def entry(self, sheet, line, cell, column, slash):
        """What a cell says: strictly, and never silently mended."""
        try:
            return COUNT(cell)
        except KeyError:
            pass
        written = cell.strip()
        if not written:
            return ""
        folded = written.translate(HALF_WIDTH).replace("−", "-")
        if folded == "/":
            if slash or column.get("slash"):
                if cell != "/":
                    self.fault(sheet.file, line, "normalised-figure", "warning", cell)
                return "/"
            return self.unread_cell(sheet, line, "slash-not-allowed", cell)
        own = column.get("unit", "")
        is_money = column["kind"] == "money"
        unit = next((unit for unit in UNITS if folded.endswith(unit)), None)
        figure = folded[:-len(unit)].rstrip() if unit else folded
        if unit == "万" and is_money and own in ("", "万元"):
            unit = "万元"
        if unit and own and unit != own:
            return self.unread_cell(sheet, line, "wrong-unit", cell)
        number = FIGURE.fullmatch(figure)
        if not number:
            return self.unread_cell(sheet, line, "not-a-number", cell)
        sign, whole, decimals = number.groups()
        plain = whole.replace(",", "")
        if decimals and not is_money:
            code = "not-a-count"
        elif sign:
            code = "negative" if sign == "-" else "not-a-number"
        elif len(plain.lstrip("0")) > 15 or decimals and len(decimals) > 6:
            code = "figure-too-large"
        else:
            value = Decimal(f"{plain}.{decimals}") if decimals else int(plain)
            if not is_money and value >= LARGE:
                self.large.append((sheet.file, line, value))
            if cell != str(value):
                self.fault(sheet.file, line, "normalised-figure", "warning", cell)
            return value
        return self.unread_cell(sheet, line, code, cell)

    def unread_cell(self, sheet, line, code, cell):
        self.fault(sheet.file, line, code, what=cell)
        sheet.strange_cells += 1

    def unnamed(self, sheet, plan, line, row):
        cells = [row[i] for i, column in enumerate(plan.columns) if column is not None]
        if any(map(str.strip, cells)):
            self.fault(sheet.file, line, "unnamed-row")

    def located(self, sheet, line, written, last):
        """The row that a label names; one that several share is told apart by where it stands."""
        table = sheet.table
        found = table.rows_of(written)
        if len(found) == 1:
            return found[0]
        if not found:
            self.fault(sheet.file, line, "unknown-row", what=written)
            return None
        while True:
            here = [row for row in found if table.parents[row] == last]
            if len(here) == 1:
                return here[0]
            if last is None:
                self.fault(sheet.file, line, "ambiguous-row", what=written)
                return None
            last = table.parents[last]

    def open_rows(self, sheet, plan, records, torn):
        table, torn = sheet.table, torn and [False]
        above, figures = [], []
        place_of = [(position, table.kinds[column] == "parent") for position, column in plan.others]
        for line, row in records:
            if len(row) != plan.width:
                row = self.whole(sheet, plan, line, row, torn)
            label = row[plan.label].strip()
            if not label:
                self.unnamed(sheet, plan, line, row)
                continue
            parent = text = ""
            for position, is_parent in place_of:
                if is_parent:
                    parent = row[position].strip()
                else:
                    text = row[position].strip()
            if not parent and table.is_total(label):
                if sheet.total is not None:
                    self.fault(sheet.file, line, "duplicate-row", what=label)
                    continue
                sheet.total = len(sheet.labels)
            sheet.labels.append(label)
            sheet.texts.append(text)
            sheet.lines.append(line)
            above.append(parent)
            figures.append(row)
        self.hang(sheet, above)
        slash = [False] * len(table.figures)
        for at, row in enumerate(figures):
            entries = [None] * len(slash)
            for position, place in plan.figures:
                column = table.figures[place]
                if at == sheet.total and column.get("slash"):
                    column = column | {"slash": False}
                entries[place] = self.entry(sheet, sheet.lines[at], row[position], column, False)
            sheet.rows.append(entries)

    def hang(self, sheet, above):
        """Hangs the rows of an open table under those that they name."""
        rows, strange = {}, 0
        for row, label in enumerate(sheet.labels):
            rows.setdefault(label, []).append(row)
        hung = sheet.above = [None] * len(above)
        if any(above):
            for row, parent in enumerate(above):
                if not parent:
                    continue
                several = rows.get(parent)
                if not several:
                    self.fault(sheet.file, sheet.lines[row], "unknown-parent", what=parent)
                    strange += 1
                elif len(several) == 1:
                    hung[row] = several[0]
                else:
                    before = [at for at in several if at < row]
                    if before:
                        hung[row] = before[-1]
                    else:
                        self.fault(sheet.file, sheet.lines[row], "ambiguous-row", what=parent)
                        strange += 1
            for row in range(len(hung)):
                steps, at = 0, hung[row]
                while at is not None and at != row and steps <= MAX_DEPTH:
                    steps, at = steps + 1, hung[at]
                if at is not None and at == row or steps > MAX_DEPTH:
                    self.fault(sheet.file, sheet.lines[row], "too-deep" if steps > MAX_DEPTH else "circular-parent")
                    strange += 1
                    hung[row] = None
        sheet.children = {}
        seen = set()
        for row, parent in enumerate(hung):
            if (parent, sheet.labels[row]) in seen:
                self.fault(sheet.file, sheet.lines[row], "duplicate-row", what=sheet.labels[row])
                strange += 1
            seen.add((parent, sheet.labels[row]))
            if row != sheet.total:
                sheet.children.setdefault(parent, []).append(row)
        sheet.strange_rows += strange

    def small(self, id, rows):
        """A table in `report.toml`."""
        table = FORM.table.get(id)
        if table is None:
            self.fault("report.toml", self.place(f"tables.{id}"), "unknown-table", what=id)
            return
        section = f"tables.{id}"
        if self.sheets[table.index] is not None:
            self.fault("report.toml", self.place(section), "duplicate-table", what=id)
            return
        if not isinstance(rows, dict):
            self.fault("report.toml", self.place(section), "wrong-value")
            self.unread.add(table.index)
            return
        given = [False] * len(table.figures)
        sheet = Sheet(table, "report.toml", 0, given)
        drafts = []
        for label, value in rows.items():
            cells = {}
            if isinstance(value, dict):
                for head, cell in value.items():
                    found = table.columns_of(head.strip())
                    if len(found) != 1:
                        self.fault("report.toml", self.place(f"{section}.{label}", head), "unknown-column", what=head)
                        sheet.strange_columns += 1
                    elif found[0] in table.place:
                        cells[table.place[found[0]]] = cell
            elif len(given) == 1:
                cells[0] = value
            else:
                self.fault("report.toml", self.place(section, label), "wrong-value")
            for place in list(cells):
                if cells[place].__class__ not in (int, str):
                    self.fault("report.toml", self.place(section, label), "wrong-value")
                    del cells[place]
                else:
                    given[place] = True
            drafts.append((label, cells))
        sheet.complete = all(given)
        if table.open:
            plan = Plan(table, [table.open["label"], *(column["label"] for column in table.figures)])
            plan.given = given
            lines = [(self.place(section, label), [label, *(str(cells.get(i, "")) for i in range(len(given)))])
                     for label, cells in drafts]
            self.open_rows(sheet, plan, lines, False)
        else:
            last = None
            for label, cells in drafts:
                at = table.exact.get(label)
                if at is None:
                    if not label.strip():
                        continue
                    at = self.located(sheet, self.place(section, label), label.strip(), last)
                    if at is None:
                        sheet.strange_rows += 1
                        continue
                last = at
                if sheet.rows[at] is not None:
                    self.fault("report.toml", self.place(section, label), "duplicate-row", what=label)
                    sheet.strange_rows += 1
                    continue
                entries = [None] * len(given)
                for place, cell in cells.items():
                    if cell.__class__ is int and 0 <= cell < LARGE:
                        entries[place] = cell
                        continue
                    # A key that is right needs no place.
                    sheet.lines[at] = self.place(section, label)
                    slash = table.rows[at].get("slash", False)
                    entries[place] = self.entry(sheet, sheet.lines[at], str(cell), table.figures[place], slash)
                sheet.rows[at] = entries
                sheet.lines[at] = (section, label)
        self.sheets[table.index] = sheet

    def line(self, sheet, row):
        """The line of a row; of one in `report.toml` it is looked for now."""
        line = sheet.lines[row]
        return line if line.__class__ is int else self.place(*line)

    def head_line(self, sheet):
        return sheet.line or self.place(f"tables.{sheet.table.id}")
