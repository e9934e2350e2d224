"""The whole job: a report with all checks, and as the pages want it."""

from . import figures, prose
from .forms import FORM
from .report import Report
from .view import APPEALS, DISCLOSURE, REQUESTS, View

REQUESTED = [FORM.table["requests"].row_ids[id] for id, _, _ in REQUESTS]
APPEALED = [FORM.table["appeals"].row_ids[id] for id, _, _ in APPEALS]
SMALL = ("staff", "reading_points", "funding", "training", "fees", "complaints")


class Checked(Report, View):
    def __init__(self, folder, today):
        super().__init__(folder, today)
        if self.judged:
            figures.check(self)
            prose.check(self)
            if "annual" in self.chapters:
                self.chapters["annual"].check()
        self.is_wrong = any(severity == "error" for _, _, severity, _, _ in self.findings)

    @property
    def faults(self):
        return [
            f"{self.folder}/{file}:{line}: {severity}[{code}] {' '.join(what.split())}".rstrip()
            for file, line, severity, code, what in self.findings
        ]

    def values(self, id):
        return self.figures.values[FORM.table[id].index]

    def show(self):
        """What the pages ask for, once nothing is wrong."""
        disclosed, ids = self.values("disclosure"), FORM.table["disclosure"].row_ids
        self.show_disclosure({
            id: ["" if cell is None else str(cell) for cell in disclosed[ids[id]]] for id, _ in DISCLOSURE
        })
        requested, appealed = self.values("requests"), self.values("appeals")
        self.show_requests([requested[row] for row in REQUESTED])
        self.tables = {}
        for id in SMALL:
            rows, of = self.values(id), FORM.table[id].row_ids
            self.tables[id] = {row: rows[i][0] for row, i in of.items() if rows[i]} if rows else {}
        self.show_appeals([appealed[row] for row in APPEALED])
        self.show_tree(self.sheets[FORM.table["columns"].index])
        self.ways, self.items = self.listed("channels")
        self.asked, self.people = self.listed("consultations")

    def show_tree(self, sheet):
        rows, paths = [], {row: path for path, row in figures.named(sheet).items()}
        for row, label in enumerate(sheet.labels):
            if row == sheet.total:
                continue
            above, depth = sheet.above[row], 0
            while above is not None:
                above, depth = sheet.above[above], depth + 1
            entry = sheet.rows[row][0]
            rows.append({
                "label": label, "above": depth > 0, "items": str(sheet.values[row][0] if entry == "" else entry),
                "change": sheet.texts[row], "depth": depth, "path": paths[row],
            })
        self.show_columns(rows, self.figures.total(sheet.table.index, 0))

    def listed(self, id):
        """The rows of an open table with their figures, and its total."""
        sheet = self.sheets[FORM.table[id].index]
        rows = [
            (label, *sheet.values[row], sheet.lines[row]) if id == "channels" else (label, *sheet.values[row])
            for row, label in enumerate(sheet.labels) if row != sheet.total
        ]
        return rows, self.figures.total(sheet.table.index, 0)
