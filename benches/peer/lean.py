"""The lean reading: arithmetic only, of files as the generator writes them. Nothing is said of words."""

import csv
import os
import tomllib
from decimal import Decimal

from .view import APPEALS, CARRIED_OUT, DISCLOSURE, HANDLED, HEADS, KINDS, REQUESTS, RESULTS, View

SMALL = {
    "staff": ("people", {"专职人员": "full_time", "兼职人员": "part_time", "工作人员总数": "total"}),
    "reading_points": ("count", {"公开查阅点（个）": "points", "查阅人次": "visits"}),
    "funding": ("amount", {"本年计划投入": "planned", "本年实际支出": "spent", "下年计划保障": "next_year"}),
    "training": ("count", {}),
    "fees": ("amount", {}),
    "complaints": ("count", {}),
}
REQUEST_ROWS = {head[0]: i for i, head in enumerate(HEADS)}


class Report(View):
    """One report folder: what it says, and what of it does not add up."""

    def __init__(self, folder):
        self.folder = folder
        self.faults, self.is_wrong = [], False
        names = set(os.listdir(folder))
        with open(os.path.join(folder, "report.toml"), "rb") as f:
            self.toml = tomllib.load(f)
        self.year = self.toml["year"]
        self.figures, self.tables = {}, {}
        self.disclosure()
        self.requests()
        self.appeals()
        self.columns()
        self.channels()
        self.consultations()
        for table in SMALL:
            self.small(table, names)
        staff = self.tables["staff"]
        if staff["full_time"] + staff["part_time"] != staff["total"]:
            self.fault("report.toml", 0, "人员总数不等于专职与兼职之和")

    def show(self):
        """What the pages ask for is there as soon as it is read."""

    def fault(self, name, line, text):
        self.faults.append(f"{self.folder}/{name}:{line}: {text}")
        self.is_wrong = True

    def rows(self, name):
        """The lines of a CSV file below the header, with their numbers."""
        with open(os.path.join(self.folder, name), "rb") as f:
            content = f.read()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("gb18030")
        lines = enumerate(csv.reader(text.splitlines()), 1)
        rows = ((number, row) for number, row in lines if row and not row[0].startswith("#"))
        next(rows, None)
        return rows

    def number(self, name, line, cell, kind=int):
        try:
            return kind(cell)
        except (ValueError, ArithmeticError):
            self.fault(name, line, f"不是数：{cell!r}")
            return kind(0)

    def disclosure(self):
        name, cells = "disclosure.csv", {}
        for line, row in self.rows(name):
            cells[row[0]] = row[1:]
            for cell in row[1:]:
                if cell and cell != "/":
                    self.number(name, line, cell, Decimal)
        at = {id: cells.get(label, [""] * 5) for id, label in DISCLOSURE}
        for id, label in DISCLOSURE:
            wanted = {"rules": 3, "normative_documents": 3, "fees": 5}.get(id, 4)
            if not at[id][wanted - 1]:
                self.fault(name, 1, f"没有填：{label}")
        self.show_disclosure(at)

    def requests(self):
        name, table, lines = "requests.csv", [[0] * 7] * 25, [0] * 25
        for line, row in self.rows(name):
            i = REQUEST_ROWS.get(row[0])
            if i is None or len(row) != 8:
                self.fault(name, line, f"不认识的行：{row[0]}")
                continue
            try:
                cells = list(map(int, row[1:]))
            except ValueError:
                self.fault(name, line, "有的格子不是数")
                continue
            if sum(cells[:6]) != cells[6]:
                self.fault(name, line, f"总计是{cells[6]}，各项之和是{sum(cells[:6])}")
            table[i], lines[i] = cells, line
        if 0 in lines:
            self.fault(name, 1, f"缺少{HEADS[lines.index(0)][0]}")
        for k in range(7):
            results = sum(table[i][k] for i in RESULTS)
            if results != table[HANDLED][k]:
                self.fault(name, lines[HANDLED], f"总计是{table[HANDLED][k]}，各项之和是{results}")
            if table[0][k] + table[1][k] != table[HANDLED][k] + table[CARRIED_OUT][k]:
                self.fault(name, lines[CARRIED_OUT], "第一项加第二项之和，不等于第三项加第四项之和")
        self.show_requests(table)
        for (id, _, _), cells in zip(REQUESTS, table):
            for kind, cell in zip(KINDS, cells):
                self.figures[f"requests.{id}.{kind}"] = cell

    def appeals(self):
        name, table = "appeals.csv", {}
        for line, row in self.rows(name):
            cells = [self.number(name, line, cell) for cell in row[1:]]
            if len(cells) != 5 or sum(cells[:4]) != cells[4]:
                self.fault(name, line, f"总计不等于各项之和：{row[0]}")
            table[row[0]] = cells
        self.show_appeals([table.get(label, [0] * 5) for _, label, _ in APPEALS])

    def columns(self):
        name, rows, below, declared = "columns.csv", [], {}, None
        for line, (label, above, items, change) in self.rows(name):
            if label == "合计":
                declared = line, self.number(name, line, items)
                continue
            value = None if items in ("", "/") else self.number(name, line, items)
            row = {"label": label, "above": above, "items": items, "value": value, "change": change, "line": line}
            rows.append(row)
            below.setdefault(above, []).append(row)

        def total(row):
            parts = below.get(row["label"], ())
            summed = sum(map(total, parts))
            if row["value"] is None:
                if parts and row["items"] == "":
                    row["items"] = str(summed)
                    return summed
                return 0
            if parts and summed > row["value"]:
                self.fault(name, row["line"], f"{row['label']}是{row['value']}，子栏目之和是{summed}")
            return row["value"]

        tops = below.get("", ())
        summed = sum(map(total, tops))
        if declared is None:
            declared = 1, summed
        if declared[1] != summed:
            self.fault(name, declared[0], f"合计是{declared[1]}，各栏目之和是{summed}")
        depth = {}
        for row in rows:
            row["depth"] = depth[row["label"]] = depth[row["above"]] + 1 if row["above"] else 0
            row["path"] = f"{row['above']}/{row['label']}" if row["above"] else row["label"]
        self.show_columns(rows, declared[1])
        self.figures["columns.total.items"] = declared[1]

    def channels(self):
        name, ways, total = "channels.csv", [], 0
        for line, (label, items) in self.rows(name):
            value = self.number(name, line, items)
            if label == "主动公开信息总数":
                total = value
            else:
                ways.append((label, value, line))
        for label, value, line in ways:
            if value > total:
                self.fault(name, line, f"{label}是{value}，超过总数{total}")
        self.ways, self.items = ways, total
        self.figures["channels.total.items"] = total
        self.figures.update((f'channels.named["{label}"].items', value) for label, value, _ in ways)

    def consultations(self):
        name, channels, total = "consultations.csv", [], (1, 0)
        for line, (label, people) in self.rows(name):
            value = self.number(name, line, people)
            if label == "合计":
                total = line, value
            else:
                channels.append((label, value))
        summed = sum(value for _, value in channels)
        if summed != total[1]:
            self.fault(name, total[0], f"合计是{total[1]}，各渠道之和是{summed}")
        self.asked, self.people = channels, total[1]
        self.figures["consultations.total.people"] = total[1]
        self.figures.update((f'consultations.named["{label}"].people', value) for label, value in channels)

    def small(self, table, names):
        column, labels = SMALL[table]
        values = dict(self.toml.get("tables", {}).get(table, {}))
        name = f"{table}.csv"
        if name in names:
            for line, (label, cell) in self.rows(name):
                if table == "funding":
                    self.number(name, line, cell, Decimal)
                    values[labels[label]] = cell
                else:
                    values[labels[label]] = self.number(name, line, cell)
        self.tables[table] = values
        self.figures.update((f"{table}.{row}.{column}", value) for row, value in values.items())
