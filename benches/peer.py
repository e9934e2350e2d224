#!/usr/bin/env python3
"""What a competent Python script makes of the same job: reads report folders, checks their arithmetic, and writes the
annual report and the self-inspection report of each in Markdown and HTML.

    python3 peer.py IN OUT [--processes 2]

Nothing is wasted on a single report: two processes, one Jinja2 environment and its compiled templates a process, tomllib
and csv from the standard library, every file read once. Needs Python from 3.11 on and Jinja2.

It does the arithmetic of 表二, 表三, 表四, of the tree of website columns, of ways of disclosing, enquiries, staff and money;
a report with a fault is named with file and line, and refused. On the generator's townships it writes the same bytes as
nianbao (`tests/benches.rs` compares them).

It leaves out, in its own favour: places to the column and what a fault contradicts, every check of the words against the
tables and against each other, personal data, deadlines, last year's report, editions before 2021, local forms, waivers,
settings, `init` and `status`, escaping for Markdown, suggestions for misspelt keys and labels, table cells in any other
order or spelling than the generator's, files that appear whole or not at all, and results in the order of the input.
"""

import argparse
import csv
import os
import re
import sys
import tomllib
from decimal import Decimal
from html import escape
from multiprocessing import Pool

import jinja2

HERE = os.path.dirname(os.path.abspath(__file__))
TEMPLATES = os.path.join(HERE, "peer")
CSS = os.path.join(HERE, "..", "report-templates", "page", "page.css")

ORDINALS = "一二三四五六七八九十"

KINDS = ("natural_person", "business", "research", "public_welfare", "legal_services", "other", "total")
# id, group, label
REQUESTS = [
    ("received", "", "一、本年新收政府信息公开申请数量"),
    ("carried_in", "", "二、上年结转政府信息公开申请数量"),
    ("granted", "", "（一）予以公开"),
    ("partly_granted", "", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    ("refused/state_secret", "（三）不予公开", "1.属于国家秘密"),
    ("refused/law_forbids", "（三）不予公开", "2.其他法律行政法规禁止公开"),
    ("refused/security", "（三）不予公开", "3.危及“三安全一稳定”"),
    ("refused/third_party", "（三）不予公开", "4.保护第三方合法权益"),
    ("refused/internal_affairs", "（三）不予公开", "5.属于三类内部事务信息"),
    ("refused/process_information", "（三）不予公开", "6.属于四类过程性信息"),
    ("refused/enforcement_file", "（三）不予公开", "7.属于行政执法案卷"),
    ("refused/administrative_enquiry", "（三）不予公开", "8.属于行政查询事项"),
    ("unavailable/not_held", "（四）无法提供", "1.本机关不掌握相关政府信息"),
    ("unavailable/needs_creation", "（四）无法提供", "2.没有现成信息需要另行制作"),
    ("unavailable/unclear", "（四）无法提供", "3.补正后申请内容仍不明确"),
    ("rejected/complaint", "（五）不予处理", "1.信访举报投诉类申请"),
    ("rejected/duplicate", "（五）不予处理", "2.重复申请"),
    ("rejected/publication", "（五）不予处理", "3.要求提供公开出版物"),
    ("rejected/excessive", "（五）不予处理", "4.无正当理由大量反复申请"),
    ("rejected/confirmation", "（五）不予处理", "5.要求行政机关确认或重新出具已获取信息"),
    ("other/not_corrected", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other/unpaid", "（六）其他处理", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other/other", "（六）其他处理", "3.其他"),
    ("handled", "", "（七）总计"),
    ("carried_out", "", "四、结转下年度继续办理"),
]
RESULTS = range(2, 23)
HANDLED, CARRIED_OUT = 23, 24
GROUPS = [
    ("granted", "予以公开", range(2, 3)), ("partly_granted", "部分公开", range(3, 4)), ("refused", "不予公开", range(4, 12)),
    ("unavailable", "无法提供", range(12, 15)), ("rejected", "不予处理", range(15, 20)), ("other", "其他处理", range(20, 23)),
]
APPEALS = [
    ("reconsideration", "行政复议", "行政复议"),
    ("direct_litigation", "未经复议直接起诉", "行政诉讼／未经复议直接起诉"),
    ("litigation_after_reconsideration", "复议后起诉", "行政诉讼／复议后起诉"),
]
OUTCOMES = [("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"), ("pending", "尚未审结"), ("total", "总计")]
DISCLOSURE = [
    ("rules", "规章"), ("normative_documents", "行政规范性文件"), ("licences", "行政许可"),
    ("penalties", "行政处罚"), ("coercive_measures", "行政强制"), ("fees", "行政事业性收费"),
]
SMALL = {
    "staff": ("people", {"专职人员": "full_time", "兼职人员": "part_time", "工作人员总数": "total"}),
    "reading_points": ("count", {"公开查阅点（个）": "points", "查阅人次": "visits"}),
    "funding": ("amount", {"本年计划投入": "planned", "本年实际支出": "spent", "下年计划保障": "next_year"}),
    "training": ("count", {}),
    "fees": ("amount", {}),
    "complaints": ("count", {}),
}
REFERENCE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
NAMED = re.compile(r'^(\w+)\.named\["([^"]+)"\]\.(\w+)$')


def row_heads():
    """The label in the file, the one in Markdown, and the header cells in HTML, of each row of 表三."""
    heads, seen = [], set()
    size = {group: sum(1 for row in REQUESTS if row[1] == group) for _, group, _ in REQUESTS}
    for i, (_, group, label) in enumerate(REQUESTS):
        inside = 2 <= i <= HANDLED
        in_file = f"{group}／{label}" if group else label
        markdown = f"三、本年度办理结果／{in_file}" if inside else in_file
        html = ""
        if i == 2:
            html += '<th scope="rowgroup" rowspan="22">三、本年度办理结果</th>'
        if group and group not in seen:
            seen.add(group)
            html += f'<th scope="rowgroup" rowspan="{size[group]}">{group}</th>'
        span = "" if group else f' colspan="{2 if inside else 3}"'
        heads.append((in_file, markdown, f'{html}<th scope="row"{span}>{label}</th>'))
    return heads


HEADS = row_heads()
REQUEST_ROWS = {head[0]: i for i, head in enumerate(HEADS)}


class Report:
    """One report folder: what it says, and what is wrong with it."""

    def __init__(self, folder):
        self.folder = folder
        self.faults = []
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

    def fault(self, name, line, text):
        self.faults.append(f"{self.folder}/{name}:{line}: {text}")

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
        self.disclosed = {
            "rules": at["rules"][:3], "normative_documents": at["normative_documents"][:3],
            "licences": at["licences"][3], "penalties": at["penalties"][3],
            "coercive_measures": at["coercive_measures"][3], "fees": at["fees"][4],
        }
        self.decided = [
            (f"disclosure.{id}.decisions", label, self.disclosed[id])
            for id, label in DISCLOSURE[2:5] if self.disclosed[id] not in ("", "0")
        ]

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
        self.requested = table
        for (id, _, _), cells in zip(REQUESTS, table):
            for kind, cell in zip(KINDS, cells):
                self.figures[f"requests.{id}.{kind}"] = cell
        self.results = [
            (label, n, f"requests.{id}.total") for id, label, of in GROUPS if (n := sum(table[i][6] for i in of))
        ]

    def appeals(self):
        name, table = "appeals.csv", {}
        for line, row in self.rows(name):
            cells = [self.number(name, line, cell) for cell in row[1:]]
            if len(cells) != 5 or sum(cells[:4]) != cells[4]:
                self.fault(name, line, f"总计不等于各项之和：{row[0]}")
            table[row[0]] = cells
        self.appealed = [(id, table.get(label, [0] * 5)) for id, label, _ in APPEALS]
        total = [cells for _, cells in self.appealed]
        self.reconsidered = total[0]
        self.litigated = [a + b for a, b in zip(total[1], total[2])]
        self.suits = [(APPEALS[i][1], total[i][4], f"appeals.{APPEALS[i][0]}.total") for i in (1, 2) if total[i][4]]

    def disputes(self, happened):
        of = [("行政复议", self.reconsidered[4], "appeals.reconsideration.total"),
              ("行政诉讼", self.litigated[4], "appeals.litigation.total"),
              ("申诉", self.tables["complaints"]["received"], "complaints.received.count")]
        return [kind for kind in of if kind[1]] if happened else [kind[0] for kind in of if not kind[1]]

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
        self.column_rows, self.columns_total = rows, declared[1]
        self.figures["columns.total.items"] = declared[1]
        self.added = [row["label"] for row in rows if row["change"] == "新增"]
        self.changed = [row for row in rows if row["change"] not in ("", "新增")]
        self.remarked = any(row["change"] for row in rows)
        self.nested = any(row["above"] for row in rows)
        self.uncounted = any(row["items"] == "/" for row in rows)

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
        self.figures.update((f"channels.{label}.items", value) for label, value, _ in ways)

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
        self.figures.update((f"consultations.{label}.people", value) for label, value in channels)

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


class Words:
    """The words of a report for one format: references resolved, paragraphs apart, sentences ended."""

    def __init__(self, report, html):
        self.toml, self.figures, self.html = report.toml, report.figures, html

    def figure(self, match):
        path = match[1]
        if named := NAMED.match(path):
            path = ".".join(named.groups())
        value = self.figures[path]
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


PAGES = None
INPUT = OUTPUT = None


def start(source, out):
    global PAGES, INPUT, OUTPUT
    PAGES, INPUT, OUTPUT = environment(), source, out


def work(folder):
    """Reads, checks and writes a report. Returns its faults."""
    report = Report(folder)
    if report.faults:
        return report.faults
    out = os.path.join(OUTPUT, os.path.relpath(folder, INPUT))
    os.makedirs(out, exist_ok=True)
    words = {False: Words(report, False), True: Words(report, True)}
    for name, html, template in PAGES:
        text = template.render(r=report, t=report.toml, w=words[html], year=report.year)
        with open(os.path.join(out, name), "wb") as f:
            f.write(text.encode())
    return []


def find(root):
    """The report folders below `root`, in order."""
    with os.scandir(root) as entries:
        entries = sorted(entries, key=lambda entry: entry.name)
    if any(entry.name == "report.toml" for entry in entries):
        yield root
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from find(entry.path)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    environment()  # a fault in the templates is said here, and not by every process again and again
    folders = list(find(arguments.input))
    faulty = 0
    with Pool(arguments.processes, start, (arguments.input, arguments.output)) as pool:
        for faults in pool.imap_unordered(work, folders, chunksize=32):
            if faults:
                faulty += 1
                print("\n".join(faults))
    print(f"{len(folders)} reports, {faulty} with faults")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
