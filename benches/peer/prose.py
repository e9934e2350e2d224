"""Are the words what they should be, and do they agree with the tables and with themselves?

The words of a report are one text, a paragraph a line, so that each pattern goes over all of them at once; which paragraph
a place stands in is asked only where something was found.
"""

import re
from bisect import bisect_right
from functools import lru_cache

from . import text as chinese
from .figures import is_number
from .forms import any_of
from .report import DOCUMENTS, FORM, KEYS, NAMES
from .text import EXACT, breakdowns, dates, parts, possible_sums, quantities

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

# ------------------------------------------------------------------------------------------------- personal data

LEAK = re.compile(r"[0-9０-９](?:[ -]?[0-9０-９]){10,}[XxＸｘ]?")
IN_WORD = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_=@%&#+~.*")
ISSUERS = ("62", "4", "51", "52", "53", "54", "55", "34", "37", "9558", "60", "68")
COUNTED = ("元", "万", "亿", "件", "条", "人", "个", "次", "份")
CONTACT = ("疑问", "地址", "邮编", "邮政编码", "请与", "联系方式", "咨询电话")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
FULL_DIGITS = {ord("０") + i: str(i) for i in range(10)} | dict.fromkeys(map(ord, "xＸｘ"), "X") | {ord(" "): None, ord("-"): None}


def is_identity(digits):
    if not "1" <= digits[0] <= "8":
        return False
    if len(digits) == 18 and digits[:17].isdigit():
        check = "10X98765432"[sum(int(d) * weight for d, weight in zip(digits, WEIGHTS)) % 11]
        return digits[17] == check and is_day(digits[6:10], digits[10:12], digits[12:14])
    return len(digits) == 15 and digits.isdigit() and is_day("19" + digits[6:8], digits[8:10], digits[10:12])


def is_day(year, month, day):
    return 1900 <= int(year) <= 2100 and chinese.is_date(int(year), int(month), int(day))


def is_bank_card(digits):
    if not 15 <= len(digits) <= 19 or not digits.isdigit() or not digits.startswith(ISSUERS):
        return False
    doubled = (int(d) * (2 if place % 2 else 1) for place, d in enumerate(reversed(digits)))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def leaks(text, start=0, end=None):
    """Whether each number that must not be published is a telephone."""
    end = len(text) if end is None else end
    for match in LEAK.finditer(text, start, end):
        begin, stop = match.span()
        after, more = text[stop:stop + 1], text[stop + 1:stop + 2]
        ends = after == "." and not (more.isascii() and more.isalnum())
        if begin > start and text[begin - 1] in IN_WORD or after in IN_WORD and after and not ends:
            continue
        whole = match[0]
        for piece in [whole, *(whole.split(" ") if " " in whole else ())]:
            digits = piece.translate(FULL_DIGITS)
            counts = text[stop:stop + 4].lstrip().startswith(COUNTED)
            if digits and (is_identity(digits) or is_bank_card(digits)):
                yield begin, False
            elif len(digits) == 11 and digits.isdigit() and digits[0] == "1" and digits[1] >= "3" and not counts:
                yield begin, True
            else:
                continue
            if piece is whole:
                break


# -------------------------------------------------------------------------- how words speak of the tables' figures

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


# ----------------------------------------------------------------------------------- labels of the parts of a list

CHANNEL = any_of([
    "网站", "网页", "门户", "微信", "微博", "公众号", "新媒体", "抖音", "快手", "头条", "视频号", "APP", "app", "客户端", "广播",
    "电视", "报刊", "报纸", "媒体", "平台", "公开栏", "公示栏", "宣传栏", "宣传册", "显示屏", "电子屏", "短信", "公报", "查阅点",
    "展板", "手册", "微信群", "QQ", "LED", "大喇叭", "栏目",
])
KINDS = [(any_of(words.split()), whole) for words, whole in (
    ("维持 纠正 其他结果 尚未审结 未审结 驳回 撤诉", True),
    ("自然人 法人 企业 科研机构 公益组织 法律服务 公民 其他组织 个人", True),
    ("予以公开 部分公开 不予公开 无法提供 不予处理 其他处理 同意公开 予以主动公开 为主动公开 补正 非本机关 撤回 撤销", False),
    ("国家秘密 内部事务 过程性 执法案卷 行政查询 第三方 商业秘密 个人隐私 不掌握 没有现成 另行制作 不明确 信访 重复 出版物 逾期 不存在",
     True),
    ("办结 答复 回复 结转 转下年 办理中 正在办理 新收 上年 受理 登记 按时 延期 按期 未办 尚未", False),
    ("网络 网上 信函 邮寄 邮件 当面 现场 传真 来信 来访 电话 窗口 线上 线下", True),
)]
COLUMN = any_of([
    "动态", "公告", "公示", "机构", "领导", "职能", "人事", "政策", "文件", "解读", "规划", "计划", "财政", "预算", "决算", "资金",
    "年报", "年度报告", "指南", "目录", "提案", "应急", "统计", "采购", "扶贫", "类信息", "其他信息", "概况", "概览", "法规", "新闻",
    "要闻",
])
BARE_SHARES = {"占", "占比", "占比为", "占比达", "占总数的", "占总量的"}
PART_NAMES = any_of(sorted(
    (name for chapter in FORM.chapters for name in (chapter["heading"], *chapter["aliases"])), key=len, reverse=True
))


def kind(label):
    return next((i for i, (words, _) in enumerate(KINDS) if words.search(label)), None)


class Prose:
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
        for sheet in report.sheets:
            if sheet and sheet.table.open:
                labels = "\n".join(sheet.labels) + "\n" + "\n".join(sheet.texts)
                if LEAK.search(labels):
                    for row, words in enumerate(zip(sheet.labels, sheet.texts)):
                        for word in words:
                            for _ in leaks(word):
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

    # ------------------------------------------------------------------------------- figures against each other

    def known(self, quantity):
        """The number that a quantity stands for, if it claims to be exact."""
        if quantity.exactness != EXACT or quantity.step > 1:
            return None
        if quantity.value is not None:
            return quantity.value
        value = self.report.figures[quantity.reference]
        return value if is_number(value) else None

    def lists(self, paragraph, lower, upper, numbers):
        i = 0
        while i < len(numbers):
            begin, stop = self.whole_sentence(numbers[i].start, numbers[i].end, lower, upper)
            inside = [number for number in numbers[i:] if number.start < stop]
            i += len(inside) or 1
            if len(inside) < 2:
                continue
            found = breakdowns(self.text, begin, stop, inside)
            for total, divided, complete, unfinished in found:
                self.breakdown(paragraph, inside, total, divided, complete, unfinished)
            if any(number.unit == "%" for number in inside):
                self.shares(paragraph, numbers, inside, found)

    def breakdown(self, paragraph, inside, total, divided, complete, unfinished):
        """A total and its parts. Channels overlap; a list of two kinds divides the same total twice."""
        text = self.text
        stated = self.known(inside[total])
        values = [self.known(inside[part]) for part, _ in divided]
        if stated is None or None in values:
            return
        labels = [text[start:end].strip() for _, (start, end) in divided]
        wider, whole, unsure = [stated], 0, False
        for number in reversed(inside[:total + 1]):
            if number.unit == inside[total].unit:
                value = self.known(number)
                if value is None:
                    unsure = True
                else:
                    whole += value
                    wider.append(value)
                    if not unsure:
                        wider.append(whole)
        adds_up = lambda complete: unsure or not possible_sums(
            values, lambda after: not complete and not COLUMN.search(labels[after])
        ).isdisjoint(wider)
        most = float("inf") if unsure else max(wider)
        if sum(bool(CHANNEL.search(label)) for label in labels) * 2 >= len(labels):
            if max(values) > most and not adds_up(False):
                self.fault(paragraph, "breakdown-mismatch", "warning")
        elif not adds_up(complete):
            runs = []
            for i, label in enumerate(labels):
                of = kind(label)
                if runs and runs[-1][0] == of:
                    runs[-1][2] = i + 1
                else:
                    runs.append([of, i, i + 1])
            if complete and len(values) >= 2 and len(runs) == 1 or any(
                sum(values[start:end]) > most and stated not in possible_sums(
                    values[start:end],
                    lambda after: not (of is not None and KINDS[of][1]) and not COLUMN.search(labels[start + after]),
                ) for of, start, end in runs
            ):
                self.fault(paragraph, "breakdown-mismatch")
            if not complete and not unfinished and len(values) >= 3 and sum(values) < stated:
                self.fault(paragraph, "breakdown-short", "note")
        if len(values) >= 3:
            names = [text[start:max(end, inside[part].start)].strip() for part, (start, end) in divided]
            for i in range(1, len(names)):
                if names[i] in names[:i] and len(labels[i]) >= 2 and not labels[i].startswith(("其他", "其它")):
                    self.fault(paragraph, "duplicate-item", what=labels[i])

    def share_of(self, inside, i):
        """The number whose share a percentage is: `8条，占12%`."""
        if i == 0 or inside[i].unit != "%" or inside[i - 1].unit == "%":
            return None
        percent = self.known(inside[i])
        between = self.text[inside[i - 1].end:inside[i].start]
        if percent is None or len(between) > 20 or not between.lstrip("，,（( ").startswith("占"):
            return None
        return i - 1, percent

    def shares(self, paragraph, numbers, inside, found):
        for i, share in enumerate(inside):
            of = self.share_of(inside, i)
            if of is None:
                continue
            part, percent = of
            if percent > 100:
                self.fault(paragraph, "wrong-share", "warning")
                continue
            value = self.known(inside[part])
            if value is None:
                continue
            agrees = lambda base: base and abs(percent - value * 100 / chinese.Decimal(base)) < share.step
            bases = [base for number in numbers if number.unit == inside[part].unit and number is not inside[part]
                     and (base := self.known(number)) is not None]
            if any(map(agrees, bases)):
                continue
            base = next((self.known(inside[total]) for total, divided, *_ in found if part in dict(divided)), None)
            if base is None:
                base = self.common_base(numbers, inside, i, part)
            if base and not agrees(base):
                self.fault(paragraph, "wrong-share", "warning")

    def common_base(self, numbers, inside, i, part):
        """The number of which the other shares of the sentence are shares, if there are two or more and all agree."""
        is_bare = lambda of, share: self.text[inside[of].end:inside[share].start].strip("，,（( ") in BARE_SHARES
        others = []
        for k in range(len(inside)):
            of = self.share_of(inside, k) if k != i else None
            if of:
                if inside[of[0]].unit != inside[part].unit or not is_bare(of[0], k):
                    return None
                value = self.known(inside[of[0]])
                if value is None:
                    return None
                others.append((value, of[1], inside[k].step))
        if len(others) < 2 or not is_bare(part, i):
            return None
        for number in numbers:
            if number.unit == inside[part].unit and number.end <= inside[part].start:
                base = self.known(number)
                if base and all(abs(percent - value * 100 / chinese.Decimal(base)) < step for value, percent, step in others):
                    return base
        return None


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
