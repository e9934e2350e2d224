"""Are the words what they should be? Slips of wording; what they say of figures is in `spoken` and `lists`.

The words of a report are one text, a paragraph a line, so that each pattern goes over all of them at once; which paragraph
a place stands in is asked only where something was found.
"""

import re
from bisect import bisect_right

from .forms import FORM, KEYS, any_of
from .lists import Lists
from .privacy import CONTACT, LEAK, leaks
from .report import DOCUMENTS, NAMES
from .spoken import Spoken
from .text import dates, parts, quantities

HOLLOW = {
    "无", "没有", "暂无", "无问题", "没有问题", "不存在", "不存在问题", "暂无问题", "略", "同上", "同去年", "同上年", "无存在问题",
    "无改进措施", "暂未发现", "未发现", "不涉及", "无内容", "已填", "见附件", "详见附件", "无明显问题",
}
HOLLOW_OPENING = re.compile(r"[\W_]*[无没暂不略同未已见详]")

PLACEHOLDER = re.compile(
    "[某待此请（_＿×○…TXxＸｘ](?:(?<=某)(?:镇|乡|街道|县|市|局)(?!民(?![政族]))|(?<=待)(?:补充|填写|完善)|(?<=此)处填写|(?<=请)填写|(?<=（)填写"
    "|(?<=_)___|(?<=＿)＿|(?<=×)×|(?<=○)○|(?<=…)…条|(?<=T)ODO|(?<=[XxＸｘ×])[XxＸｘ×]*)"
)
CROSSES = "XxＸｘ×"
JOINS_CROSSES = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-@:*")
BRACKETED = re.compile(r"[\[【（(［{](?:19|20)[0-9]{2}[\]】）)］}]第*[0-9]{1,4}号")
BRACKETS = {"[]", "【】", "（）", "()", "［］", "{}"}
PERIOD = any_of([
    "统计期限", "统计时限", "统计时间", "统计周期", "数据统计", "数据的统计", "所列数据", "报告期", "时间段", "起止时间",
])
HISTORY = any_of([
    "相比", "较", "比", "同期", "以来", "起", "至今", "修订", "印发", "制定", "成立", "建成", "开始", "启动", "颁布", "施行", "实施",
    "上一年", "结转", "上年", "底", "末", "被评", "荣获", "获", "第", "之前", "以前", "上线", "开通", "存在的", "问题", "对比", "—",
])
PLANS = any_of([
    "将", "计划", "继续", "进一步", "下一步", "拟", "要", "力争", "加强", "着力", "预计", "打算", "目标", "努力", "重点", "我们",
    "下年", "完善",
])
TOLD = any_of(["共", "累计", "全年", "收到", "办结", "主动公开"])
TELLS = ("，", "、", ",", "我", "本", "全", "共", "累计", "主动", "收到", "受理", "未收到")
REPORTS = ("编制", "公布", "发布", "公开", "撰写", "形成", "现将", "特向")
OF_OTHERS = ("通知", "要求", "上年", "去年", "上一年", "比")
YEARLY = ("工作要点", "要点", "工作方案", "工作计划", "任务分工")
REFERENCE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
SELVES = (
    ("我镇", ("镇", "镇人民政府", "镇政府")), ("我乡", ("乡", "乡人民政府", "乡政府")),
    ("我街道", ("街道", "街道办事处", "街道办")), ("我局", ("局", "分局", "大队", "支队")),
    ("我委", ("委", "委员会", "办公室", "办")), ("我办", ("办", "办公室", "办事处", "委员会", "中心")), ("我中心", ("中心",)),
)
TOWNSHIP = re.compile("[镇乡街](?:(?<=街)道办事处|(?<!街)人民政府)")
GENERAL = set("各乡本我该全两三一个外县市区小名古及和与、，。；（(“”《》\n 　的由为向在级")

PART_NAMES = any_of(sorted(
    (name for chapter in FORM.chapters for name in (chapter["heading"], *chapter["aliases"])), key=len, reverse=True
))


class Prose(Spoken, Lists):
    def __init__(self, report):
        self.report = report
        names, others = [], []
        for i, of in enumerate(report.written):
            (names if of[0] in NAMES else others).append(i)
        self.order = names + others
        self.of = [report.written[i] for i in self.order]
        paragraphs = [report.paragraphs[i] for i in self.order]
        self.starts, at = [], 0
        for paragraph in paragraphs:
            self.starts.append(at)
            at += len(paragraph) + 1
        self.text = "\n".join(paragraphs)
        self.marks = [mark for mark in "。！？!?" if mark in self.text]
        self.starts.append(at)
        # From where on the words are not those of names and addresses.
        self.narrative = self.starts[len(names)]
        self.names = len(names)

    def paragraph(self, at):
        """The paragraph in which a place stands: its number, start and end."""
        i = bisect_right(self.starts, at) - 1
        return i, self.starts[i], self.starts[i + 1] - 1

    def sentence(self, start, end, lower, upper):
        """The sentence around a place of a paragraph."""
        text = self.text
        for mark in self.marks:
            lower = max(lower, text.rfind(mark, lower, start) + 1)
            stop = text.find(mark, end, upper)
            upper = upper if stop < 0 else stop
        return lower, upper

    def whole_sentence(self, start, end, lower, upper):
        """The same; a sentence that begins with 其中 belongs to the one before."""
        begin, stop = self.sentence(start, end, lower, upper)
        while begin > lower and self.text[begin:begin + 20].lstrip(" 　（(").startswith("其中"):
            begin = self.sentence(begin - 1, begin - 1, lower, upper)[0]
        while stop < upper and self.text[stop + 1:stop + 20].lstrip(" 　（(").startswith("其中"):
            stop = self.sentence(stop + 1, stop + 1, lower, upper)[1]
        return begin, stop

    def fault(self, paragraph, code, severity="error", what=""):
        file, line = self.report.paragraph_place(self.order[paragraph])
        self.report.fault(file, line, code, severity, what)

    # ------------------------------------------------------------------------------------------------- wording

    def check(self):
        self.placeholders()
        self.brackets()
        self.personal_data()
        self.hollow()
        self.references()
        self.years()
        self.other_agency()
        self.part_counts()
        self.figures()
        self.denials()

    def placeholders(self):
        text, said = self.text, set()
        for match in PLACEHOLDER.finditer(text):
            paragraph, lower, upper = self.paragraph(match.start())
            if paragraph in said:
                continue
            if match[0][0] in CROSSES and match[0] != "××":
                start, end = match.span()
                before, after = text[start - 1:start] if start > lower else "", text[end:end + 1]
                year = re.search("[0-9]*$", text[max(lower, start - 5):start])[0]
                alone = len(match[0]) >= 2 and before not in JOINS_CROSSES and after not in JOINS_CROSSES
                if not alone and not (year in ("20", "19", "2") and after == "年"):
                    continue
            said.add(paragraph)
            self.fault(paragraph, "placeholder", what=match[0])

    def brackets(self):
        if "号" in self.text:
            said = set()
            for match in BRACKETED.finditer(self.text, self.narrative):
                paragraph, lower, _ = self.paragraph(match.start())
                named = match.start() > lower and "\u4e00" <= self.text[match.start() - 1] <= "\u9fff"
                if named and match[0][0] + match[0][5] in BRACKETS and paragraph not in said:
                    said.add(paragraph)
                    self.fault(paragraph, "wrong-brackets", "note", match[0])

    def personal_data(self):
        report = self.report
        for at, is_telephone in leaks(self.text):
            paragraph, lower, upper = self.paragraph(at)
            section = self.of[paragraph][0]
            words = self.text[lower:upper]
            is_contact = section == "contact" or section in DOCUMENTS and any(word in words for word in CONTACT)
            if not (is_telephone and is_contact):
                self.fault(paragraph, "personal-data")
        opened = [sheet for sheet in report.sheets if sheet and sheet.table.open]
        if LEAK.search("\n".join(word for sheet in opened for words in (sheet.labels, sheet.texts) for word in words)):
            for sheet in opened:
                for row, words in enumerate(zip(sheet.labels, sheet.texts)):
                    for _ in (leak for word in words for leak in leaks(word)):
                        report.fault(sheet.file, report.line(sheet, row), "personal-data")
        # A number where something is counted that nobody can have counted.
        for file, line, count in report.large:
            if any(leaks(str(count))):
                report.fault(file, line, "personal-data")

    def hollow(self):
        report = self.report
        _, needed = KEYS.needed(report.documents, tuple(report.chapters), report.level or None)
        for i, text in enumerate(report.paragraphs):
            if HOLLOW_OPENING.match(text) and is_hollow(text):
                of = report.written[i]
                if (of[0], of[2]) in needed:
                    file, line = report.paragraph_place(i)
                    report.fault(file, line, "hollow-text", what=text)

    def references(self):
        """What the words refer to must be there."""
        report, said = self.report, set()
        for match in REFERENCE.finditer(self.text):
            if report.figures[match[1]] is None and not report.figures.is_there(match[1]):
                section, nth, key, *_ = self.of[self.paragraph(match.start())[0]]
                if section not in DOCUMENTS and (section, nth, key) not in said:
                    said.add((section, nth, key))
                    report.at_key(section, key, "broken-reference", what=match[1], nth=nth)

    def years(self):
        """Dates that are none, periods that are another year's, sentences and documents of another year."""
        text, year = self.text, self.report.year
        periods = {}
        for start, end, found, day, is_one in dates(text, self.narrative, len(text)):
            paragraph, lower, upper = self.paragraph(start)
            if not is_one:
                self.fault(paragraph, "malformed-date", what=text[start:end])
            begin, stop = self.sentence(start, end, lower, upper)
            if day is not None:
                periods.setdefault((paragraph, begin, stop), []).append((start, end, found, day, is_one))
                continue
            if found is None:
                continue
            self.yearly_document(paragraph, lower, upper, start, end, found, is_one)
            of = self.of[paragraph]
            if of[0] in ("last_year", "problems", "basis"):
                continue
            if of[0] in DOCUMENTS and of[2] is None and self.last_report(begin, stop, start, end, found):
                self.fault(paragraph, "other-year", "warning")
            elif is_one and self.opens(begin, stop, start, end):
                words = text[begin:stop]
                slip = not HISTORY.search(words) if found < year else (
                    found == year + 1 and not PLANS.search(words) and TOLD.search(words)
                )
                if slip:
                    self.fault(paragraph, "other-year", "warning", text[start:end])
        for (paragraph, begin, stop), found in periods.items():
            if len(found) >= 2 and PERIOD.search(text, begin, stop):
                (_, after, first, first_day, right), (before, _, last, last_day, right_too) = found[:2]
                is_period = any(mark in text[after:before] for mark in "至到-—－～~–")
                if is_period and right and right_too and first is not None and not (
                    first == year and first_day == (1, 1) and last in (None, year) and last_day == (12, 31)
                ):
                    self.fault(paragraph, "wrong-period", what=text[begin:stop])

    def yearly_document(self, paragraph, lower, upper, start, end, found, is_one):
        text = self.text
        opening = text.rfind("《", lower, start)
        if opening < 0:
            return
        close = text.find("》", opening, upper)
        if close < start:
            return
        title = text[opening + 1:close]
        if is_one and found != self.report.year and title.endswith(YEARLY) and "公开" in title:
            if dates(text, opening + 1, close)[0][0] == start:
                self.fault(paragraph, "other-years-document", "note", title)

    def last_report(self, begin, stop, start, end, found):
        """Where a report, before its first chapter, names last year's."""
        text = self.text
        sentence = text[begin:stop]
        if found != self.report.year - 1 or any(word in sentence for word in OF_OTHERS):
            return False
        name = re.split("[，。》；,]", text[end:stop])[0]
        return (
            "政府信息公开" in name and ("年度报告" in name or "年报" in name) and len(name) <= 30
            and any(word in text[begin:start] for word in REPORTS)
        )

    def opens(self, begin, stop, start, end):
        """Whether a sentence opens with a year, as one that tells what was done in it."""
        text = self.text
        lead = text[begin:start].lstrip("在 　，")
        if lead and not (
            lead.startswith(("（", "(")) and lead.endswith((" ", "　", "：", ":")) and len(lead) <= 24
            and not any(mark in lead for mark in "，,；、《")
        ):
            return False
        return text[end:stop].lstrip("度 ").startswith(TELLS)

    def other_agency(self):
        report, text = self.report, self.text
        name = report.name.strip()
        if not name or report.level not in ("township", "street"):
            return
        said = set()
        at = text.find("我", self.narrative)
        while at >= 0:
            paragraph, lower, upper = self.paragraph(at)
            for own, kinds in SELVES:
                if text.startswith(own, at) and not name.endswith(kinds):
                    is_verb = own == "我办" and text[at + 2:at + 3] not in set("在严认共始高主将积")
                    if not is_verb and paragraph not in said:
                        said.add(paragraph)
                        self.fault(paragraph, "other-agency", "warning", own)
            at = text.find("我", at + 1)
        if "人民政府" in text or "街道办事处" in text:
            for match in TOWNSHIP.finditer(text, self.narrative):
                paragraph, lower, upper = self.paragraph(match.start())
                if paragraph not in said and self.is_another(name, match, lower, upper):
                    said.add(paragraph)
                    self.fault(paragraph, "other-agency", "warning", match[0])

    def is_another(self, name, match, lower, upper):
        """The full name of another township, where one speaks of oneself."""
        text, at = self.text, match.start()
        before = text[lower:at]
        if not before or before[-1] in GENERAL or not "\u4e00" <= before[-1] <= "\u9fff":
            return False
        kind = 2 if match[0][0] == "街" else 1
        own = core(name)
        called = text[lower:at + kind]
        if called.endswith(own) or called[-len(own):] in name:
            return False
        return (
            len(before) <= 12 and not any(mark in before for mark in "，。、；与和向《“") or before.endswith("联系")
            or "编制" in text[at:upper] and len(before) <= 30 and "、" not in before
        )

    def part_counts(self):
        """六部分组成, against the parts that the sentence lists and the chapters that there are."""
        text, at = self.text, self.text.find("部分", self.narrative)
        seen = set()
        while at >= 0:
            paragraph, lower, upper = self.paragraph(at)
            begin, stop = self.sentence(at, at, lower, upper)
            if (begin, stop) not in seen:
                seen.add((begin, stop))
                said = parts(text[begin:stop], PART_NAMES)
                if said:
                    self.part_count(paragraph, text[begin:stop], *said)
            at = text.find("部分", at + 1)

    def part_count(self, paragraph, sentence, _, stated, listed, is_open):
        of = self.of[paragraph]
        chapters = len(self.report.chapters[of[0]].chapters) if of[0] in DOCUMENTS else len(FORM.chapters)
        most = listed[1] if listed and not listed[0] <= stated <= listed[1] else None
        if most is not None and not (is_open and most < stated) or chapters and chapters != stated and "附" not in sentence:
            self.fault(paragraph, "wrong-part-count", "warning", str(stated))
        elif most is not None:
            self.fault(paragraph, "wrong-part-count", "note", str(stated))

    # ------------------------------------------------------------------------------- figures against the tables

    def figures(self):
        """Every number that counts something: held against what it speaks of, against its parts, against its share."""
        found, text = {}, self.text
        for quantity in quantities(text, self.narrative, len(text)):
            found.setdefault(bisect_right(self.starts, quantity.start) - 1, []).append(quantity)
        for paragraph, numbers in found.items():
            lower, upper = self.starts[paragraph], self.starts[paragraph + 1] - 1
            # What refers to a table cannot disagree with it.
            typed = [i for i, number in enumerate(numbers, 1) if number.value is not None]
            if typed and self.of[paragraph][0] != "last_year":
                self.said(paragraph, lower, upper, numbers[:typed[-1]])
            if len(numbers) >= 2:
                self.lists(paragraph, lower, upper, numbers)

def is_hollow(text):
    return "".join(filter(str.isalnum, text)) in HOLLOW


def core(name):
    """A township's name without what is around it: 中枢镇."""
    end = next((end for end in ("人民政府", "办事处", "政府") if name.endswith(end)), "")
    name = name.removesuffix(end)
    start = max((i + 1 for i, character in enumerate(name[:-2]) if character in "县区市州旗省"), default=0)
    return name[start:]


def check(report):
    Prose(report).check()
