"""Do the words agree with the tables? How they speak of figures, and what makes it doubtful of which."""

import re
from functools import lru_cache

from . import text as chinese
from .forms import FORM, any_of
from .report import DOCUMENTS
from .text import EXACT, quantities

GAP = 40
FILLERS = (
    "事件", "办理件", "案件", "事项", "件数", "书", "案", "件", "数量", "总数", "数", "共计", "合计", "总计", "共有", "共", "累计",
    "计", "为", "是", "有", "了", "的", "分别", "一共", "达", "信息", "全年", "总", "：",
)
OPEN_DIFFERENCE = any_of(["同比", "环比", "比上年", "较上年", "与上年", "增加", "减少", "增长", "下降", "上升"])
ELSEWHERE = any_of([
    "上半年", "下半年", "季度", "去年", "同期", "历年", "以来", "各镇", "各乡", "各部门", "各单位", "各村", "各街道", "所属", "下属",
    "直属", "县直", "市直", "区直", "本级", "村级", "社区", "平均", "每", "月份", "计划", "力争", "预计", "下一年", "明年",
])
THIS_YEAR = any_of([
    "顺延至下一年", "顺延到下一年", "顺延下一年", "今年以来", "本年以来", "本年度以来", "年初以来", "全年以来", "转下一年",
    "转至下一年", "转到下一年", "下一年度继续办理", "下一年度办理",
])
ANYONE = re.compile(
    "(?:公民|自然人|个人)(?:、|和|或者|或|以及|及|与|，)法人(?:、|和|或者|或|以及|及|与|，)(?:其他组织|其它组织|组织)"
)
ALL_CHANNELS = any_of(["等方式", "等途径", "等渠道", "等形式", "等多种", "等各种"])
OFFICES = any_of(["政府办公室", "政府办公厅", "政府办", "本机关", "办公室共", "办公厅共"])
ALL_OFFICES = any_of(["全省", "全市", "全州", "全县", "全区", "全旗", "全系统", "系统共"])
GOVERNMENTS = {"county", "city", "province"}
LAST_YEARS = any_of(["上年结转", "上年度结转", "上年转结"])
DENIES = re.compile("[未没无零不]")
TAILS = (
    "方面", "案", "政府信息", "办理", "（", "类信息", "等", "请求", "要求", "问题", "现象", "的情况", "情况", "的情形", "情形", "事项",
    "案件", "事件", "件", "信息", "公开", "申请", "的", "，", "。", "；", "、", "和", "及", "或", "与", "）", ",",
)
OTHER_END = any_of(["追责", "败诉", "纠错", "纠正", "撤销", "违法", "超期", "费", "投诉", "异议", "不满"])
JOINED = ("提起", "行政诉讼", "或", "和", "以及", "引发")


def ends(words, text):
    """Where these words begin if the text ends with them, a few characters apart."""
    if not words:
        return len(text)
    if not text.endswith(words[-1]):
        return None
    at = len(text) - len(words[-1])
    for word in reversed(words[:-1]):
        found = text.rfind(word, 0, at)
        if found < 0 or at - found - len(word) > GAP:
            return None
        at = found
    return at


def follows(words, text):
    """Where these words end if the text begins with them, a few characters apart."""
    at = 0
    for word in words:
        found = text.find(word, at)
        if found < 0 or found - at > GAP:
            return None
        at = found + len(word)
    return at


@lru_cache(1 << 14)
def spoken(unit, before, after):
    """The mentions that the words around a number make, with how much of either side says it."""
    leads = [before.rstrip()]
    while leads[-1].endswith(FILLERS):
        lead = leads[-1]
        leads.append(lead[:-len(next(filler for filler in FILLERS if lead.endswith(filler)))].rstrip())
    patterns = {pattern for lead in leads if lead for pattern in FORM.endings.get(lead[-1], ())}
    found, last = [], -1
    for i, k in sorted(patterns.union(FORM.behind)):
        mention = FORM.mentions[i]
        # Its first pattern that fits decides.
        if i == last or unit not in mention.units:
            continue
        words_before, words_after = mention.say[k]
        start = next((at for lead in leads if (at := ends(words_before, lead)) is not None), None)
        behind = follows(words_after, after) if start is not None else None
        if behind is not None:
            found.append((mention, len(before) - start, behind))
            last = i
    return found


@lru_cache(1 << 14)
def plainly(words):
    """Words without the phrases that name all applicants, or the channels of all."""
    if "法人" in words:
        words = ANYONE.sub("", words)
    while "通过" in words:
        for end in ALL_CHANNELS.finditer(words):
            start = words.rfind("通过", 0, end.start())
            if start >= 0 and "、" in words[start:end.start()]:
                words = words[:start] + words[end.end():]
                break
        else:
            return words
    return words


def goes_on(denial):
    """Whether a denial's words belong to two clauses, of which the second is no part of the denial."""
    return any(mark in denial for mark in "；;：:") or any(
        not clause.lstrip().startswith(JOINED) for clause in re.split("[，,]", denial)[1:]
    )


class Spoken:
    """Mentions of the tables' figures, as a part of `Prose`."""

    def said(self, paragraph, lower, upper, numbers):
        """What the numbers of a paragraph say, against the tables; and those of which nobody can say what they count."""
        text, figures = self.text, self.report.figures
        beside = beside_end = None
        unchecked = False
        for number in numbers:
            begin, stop = self.sentence(number.start, number.end, lower, upper)
            clause = item = number.start
            while clause > begin and text[clause - 1] not in chinese.CLAUSE:
                clause -= 1
            while item > begin and text[item - 1] not in chinese.ITEM:
                item -= 1
            item_end = number.end
            while item_end < stop and text[item_end] not in chinese.ITEM:
                item_end += 1
            neighbour, beside = (beside if beside_end == stop else None), None
            for mention, length, behind in spoken(number.unit, text[clause:number.start], text[number.end:item_end]):
                if mention.beside and not (neighbour and neighbour.means[0] in mention.beside):
                    continue
                start = min(number.start - length, item)
                if self.is_meant(mention, number, start, length, behind, paragraph, lower, begin, stop, item_end):
                    beside, beside_end = mention, stop
                    break
            if number.value is None:
                continue
            means = beside and [figures.sum(terms) for terms in beside.means]
            if means and means[0] is not None:
                agrees = any(number.may_mean(figure) for figure in means if figure is not None)
                written = text[number.start:number.end]
                if not agrees:
                    severity = beside.severity if number.exactness == EXACT else "warning"
                    self.fault(paragraph, "text-against-table", severity, f"{written}≠{means[0]}")
                elif number.exactness != EXACT:
                    self.fault(paragraph, "approximate-figure", "warning", written)
            elif number.unit != "%" and not (number.han and (
                number.value <= 10 or text[number.start:number.end] in self.report.name
            )):
                unchecked = True
        if unchecked:
            self.fault(paragraph, "unchecked-figure", "note")

    def is_meant(self, mention, number, start, length, behind, paragraph, lower, begin, stop, item_end):
        """Whether a number whose words make this mention speaks of its figure."""
        text = self.text
        own = text[start:number.start]
        if "信息公开" not in own and "申请" not in own:
            # 行政复议5件，其中信息公开类1件: the five are of every kind.
            _, mark, part = text[number.end:stop].partition("其中")
            if mark and "信息公开" in part:
                return False
        if length and quantities(text, max(start, number.start - length), number.start):
            return False
        if behind and quantities(text, number.end, number.end + behind):
            return False
        return self.is_plain(mention, start, item_end, paragraph, lower, begin, stop)

    def is_plain(self, mention, start, end, paragraph, lower, begin, stop):
        """Whether nothing makes the clause speak of a part, another year or another body."""
        text, report = self.text, self.report
        if mention.about and not mention.about.search(text, lower, stop):
            if not any(map(mention.about.search, self.headings(paragraph))):
                return False
        words = plainly(text[start:end])
        if mention.aside:
            words = mention.aside.sub("", words)
        if report.level in GOVERNMENTS:
            if OFFICES.search(text, begin, end):
                return False
        elif ALL_OFFICES.search(words):
            return False
        if mention.doubt and mention.doubt.search(text, begin, stop):
            return False
        if mention.without and (match := mention.without.search(words)):
            # 上年结转 is no 转 of another kind.
            if match[0] != "转" or not LAST_YEARS.search(words) or set(mention.without.findall(words)) != {"转"}:
                return False
        if OPEN_DIFFERENCE.search(words) or f"{report.year}年结转" in words or f"{report.year}年度结转" in words:
            return False
        sentence = text[begin:end]
        return not (ELSEWHERE.search(sentence) and ELSEWHERE.search(THIS_YEAR.sub("", sentence)))

    def headings(self, paragraph):
        """The heading of the chapter, and the heading or the short line that a paragraph stands under."""
        of, starts = self.of[paragraph], self.starts
        length = lambda i: starts[i + 1] - 1 - starts[i]
        above = paragraph - 1
        if of[0] not in DOCUMENTS:
            while above >= self.names and self.of[above][0] == "last_year":
                above -= 1
            is_heading = above >= self.names and length(above) <= 20
            return (self.text[starts[above]:starts[above + 1] - 1],) if is_heading else ()
        chapter = of[2]
        heading = (chapter.heading,) if chapter else ()
        while above >= 0 and self.of[above][0] == of[0] and self.of[above][2] is chapter:
            if length(above) <= 20:
                return (*heading, self.text[starts[above]:starts[above + 1] - 1])
            above -= 1
        return heading

    def denials(self):
        """Where the words say that there was nothing of what the tables count."""
        text, figures, found = self.text, self.report.figures, {}
        for match in FORM.denial.finditer(text, self.narrative):
            at = match.start()
            paragraph, lower, upper = self.paragraph(at)
            if self.of[paragraph][0] == "last_year":
                continue
            begin, stop = self.sentence(at, at, lower, upper)
            patterns = found.setdefault((paragraph, lower, begin, stop), set())
            for word, of_word in FORM.denials_by_character[text[at]]:
                if text.startswith(word, at):
                    patterns.update(of_word)
        for (paragraph, lower, begin, stop), patterns in found.items():
            if not DENIES.search(text, begin, stop):
                continue
            said = None
            for i, k in sorted(patterns):
                mention = FORM.mentions[i]
                if i != said and self.says_none(mention, mention.none[k][0], paragraph, lower, begin, stop):
                    said = i
                    if figures.sum(mention.means[0]):
                        self.fault(paragraph, "none-against-figure", "error")

    def says_none(self, mention, words, paragraph, lower, begin, stop):
        text = self.text
        at = text.find(words[-1], begin, stop)
        while at >= 0:
            end = at + len(words[-1])
            start = ends(words, text[begin:end])
            rest = text[end:stop].lstrip()
            if start is not None and (not rest or rest.startswith(TAILS)):
                start += begin
                clause = re.split("[，,；;]", rest, maxsplit=1)[0]
                if not goes_on(text[start:end]) and not OTHER_END.search(clause):
                    item = start
                    while item > begin and text[item - 1] not in chinese.ITEM:
                        item -= 1
                    if self.is_plain(mention, item, end, paragraph, lower, begin, stop):
                        return True
            at = text.find(words[-1], at + 1, stop)
        return False
