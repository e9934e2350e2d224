"""What running Chinese text says: numbers and what they count, dates, lists of parts. It knows no reports.

Every pattern begins with a set of characters, which is what the engine is fast at looking for; what stands before a place
is looked at once there is one.
"""

import datetime
import re
from decimal import Decimal

HAN = "〇零一二两三四五六七八九十百千万"
DIGITS = "0-9０-９"
HAN_VALUES = {character: i for i, characters in enumerate(("〇零", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
              for character in characters}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}

UNITS = (
    "人次|条次|件次|篇次|批次|场次|家次|万元|亿元|人|条|件|宗|份|项|个|次|篇|期|场|起|例|部|名|户|元|处|块|幅|册|张|封|则|页|家|位|轮|辆|亩|套|本|种|%|％"
)
NOT_COUNTED = (
    "部分|个工作日|个月|个小时|个方面|个部分|个季度|个百分点|个自然日|个年度|项制度|位一体|次会议精神|个一|个专题教育"
)
QUANTITY = re.compile(
    rf"[{{{DIGITS}{HAN}](?:(?<=\{{)\{{(?P<reference>[^}}。！？!?\n]*+)\}}\}}"
    rf"|(?<=[{DIGITS}])[{DIGITS}]*+(?:[.,．][{DIGITS}]++)*+"
    rf"|(?<=[{HAN}])[{HAN}]*+) *+(?P<scale>(?:[余多万亿] *+){{0,3}}+)(?!{NOT_COUNTED})(?P<unit>{UNITS})(?P<after>左右|以上)?"
)
NAMES_A_NUMBER = set("第-－—./_〔[【．abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
EXACT, ABOVE, BELOW, ABOUT = range(4)
APPROXIMATORS = (
    ("大约", ABOUT), ("将近", BELOW), ("接近", BELOW), ("不足", BELOW), ("不到", BELOW), ("超过", ABOVE), ("至少", ABOVE),
    ("约", ABOUT), ("近", BELOW), ("超", ABOVE), ("逾", ABOVE), ("过", EXACT),
)
APPROXIMATE = set("约近接足到过少超逾")

CLAUSE = set("，,；;：:（(）)")
ITEM = CLAUSE | {"、"}


def han_number(text):
    """The value of a number in Chinese characters; none if it is none."""
    if all(character in HAN_VALUES for character in text):
        return int("".join(str(HAN_VALUES[character]) for character in text)) if 0 < len(text) <= 9 else None
    whole = section = 0
    pending = None
    for character in text:
        if character in HAN_VALUES:
            if pending:
                return None
            pending = HAN_VALUES[character]
        elif character == "万":
            if whole:
                return None
            whole, section, pending = max(section + (pending or 0), 1) * 10_000, 0, None
        else:
            section += max(1 if pending is None else pending, 1) * HAN_UNITS[character]
            pending = None
    return whole + section + (pending or 0)


def trailing(number):
    """The place value of a whole number's last digit that is not nought."""
    step, rest = 1, int(number)
    while rest and rest % 10 == 0:
        rest //= 10
        step *= 10
    return step


class Quantity:
    """A number and what it counts. `value` is none for a reference."""

    __slots__ = ("start", "end", "number_start", "number_end", "value", "reference", "exactness", "unit", "step", "han")

    def may_mean(self, figure):
        if self.value is None:
            return True
        number, tenth = self.value, self.value / Decimal(10)
        if self.exactness == EXACT:
            return abs(number - figure) < self.step if self.step > 1 and self.unit != "%" else number == figure
        if self.exactness == ABOVE:
            return number <= figure and figure - number < max(tenth, self.step)
        if self.exactness == BELOW:
            return figure <= number and number - figure <= tenth
        return abs(number - figure) <= tenth


def quantities(text, start, end):
    found = []
    for match in QUANTITY.finditer(text, start, end):
        at, number_end = match.start(), match.start("scale")
        reference, scale, unit = match["reference"], match["scale"], match["unit"]
        while text[number_end - 1] == " ":
            number_end -= 1
        if reference is None and text[at - 1:at] in NAMES_A_NUMBER and at > start:
            continue
        value, step, han = None, 1, False
        if reference is None:
            written = text[at:number_end]
            han = written[0] in HAN
            if han:
                value = han_number(written)
                if value is None or ("万" in scale or "亿" in scale) and unit != "元":
                    continue
                step = trailing(value)
            else:
                plain = written.replace(",", "").replace("．", ".")
                if len(plain) > 15 or plain.count(".") > 1:
                    continue
                if "." in plain:
                    value = Decimal(plain)
                    step = Decimal(1).scaleb(value.as_tuple().exponent)
                else:
                    value = int(plain)
                    step = trailing(value)
        factor = (10_000 if "万" in scale else 1) * (100_000_000 if "亿" in scale else 1)
        if unit == "万元" or unit == "亿元":
            factor *= 10_000 if unit == "万元" else 100_000_000
            unit = "元"
        exactness, begin = EXACT, at
        lead = at
        while lead > start and text[lead - 1] == " ":
            lead -= 1
        if lead > start and text[lead - 1] in APPROXIMATE:
            for words, meaning in APPROXIMATORS:
                if text.endswith(words, start, lead):
                    exactness = meaning
                    if meaning != EXACT:
                        begin = lead - len(words)
                    break
        if "余" in scale or "多" in scale:
            exactness = ABOUT if exactness in (BELOW, ABOUT) else ABOVE
        after = match["after"]
        if after:
            exactness = ABOUT if after == "左右" else ABOVE
        it = Quantity()
        it.start, it.end, it.number_start, it.number_end = begin, match.end(), at, number_end
        it.value = None if value is None else value * factor
        it.reference = reference and reference.strip()
        it.exactness, it.unit, it.han = exactness, "%" if unit == "％" else unit, han
        it.step = 1 if factor == 1 and exactness == EXACT and step > 1 else step * factor
        found.append(it)
    return found


# ----------------------------------------------------------------------------------------------------------- dates

RUN_CHARACTERS = set("0123456789０１２３４５６７８９" + HAN)
RUN = rf"(?:[{DIGITS}]{{1,3}}(?![{DIGITS}])|[{HAN}]{{1,3}}(?![{HAN}]))"
YEAR = re.compile(rf"([{DIGITS}]++|[{HAN}]++) *+年(?:({RUN})月({RUN})日)?")
DAY = re.compile(rf"({RUN})月({RUN})日")
NO_YEAR = re.compile(rf"20[0-9]{{3,4}} *月(?:[{DIGITS}]{{1,2}}|[{HAN}]{{1,2}})日")


def number(run):
    return (han_number(run) or 0) if run[0] in HAN else int(run)


def is_date(year, month, day):
    try:
        datetime.date(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def runs(text, mark, start, end):
    """Where the numbers begin that stand before a mark. To look for one character is by far the fastest search."""
    found, at = [], text.find(mark, start, end)
    while at >= 0:
        begin = at
        while begin > start and text[begin - 1] == " ":
            begin -= 1
        if begin > start and text[begin - 1] in RUN_CHARACTERS:
            is_han = text[begin - 1] in HAN
            while begin > start and text[begin - 1] in RUN_CHARACTERS and (text[begin - 1] in HAN) == is_han:
                begin -= 1
            found.append(begin)
        at = text.find(mark, at + 1, end)
    return found


def dates(text, start, end):
    """The dates and years: start, end, year, (month, day), and whether there is such a date."""
    found, at = [], start
    for begin in sorted(runs(text, "年", start, end) + runs(text, "月", start, end)):
        if begin < at:
            continue
        before = text[begin - 1] if begin > start else ""
        if before.isascii() and before.isalnum() or before == ".":
            continue
        if date := YEAR.match(text, begin, end):
            digits = len(date[1])
            if digits < 3:
                continue
            year, day = number(date[1]), None
            is_one = digits == 4 and 1900 <= year < 2200
            if date[2]:
                day = number(date[2]), number(date[3])
                is_one = is_one and is_date(year, *day)
            at = date.end()
            if digits >= 4 or text.startswith("20", begin):
                found.append((begin, at, year, day, is_one))
        elif date := DAY.match(text, begin, end):
            at = date.end()
            day = number(date[1]), number(date[2])
            # The 29th of February is one in some years.
            found.append((begin, at, None, day, is_date(2024, *day)))
        elif date := NO_YEAR.match(text, begin, end):
            at = date.end()
            found.append((begin, at, None, None, False))
    return found


# -------------------------------------------------------------------------------------------------- lists of parts

PARTIAL = ("其中", "包括", "包含", "含", "主要是", "主要有", "主要为")
LEADS = ("具体", "主要", "内容", "类别", "信息", "其中")
COMPLETE = ("分别为", "分别是", "分别", "即：", "具体为", "具体是")
SUMMED = ("合计", "共计", "总计", "小计", "总共")
SEPARATORS = ("、", "，", "；", ",", ";", "和", "及", "以及", "与")
TOPICS = (
    "通过", "利用", "依托", "全年", "本年", "今年", "共", "累计", "另", "此外", "同时", "还", "收到", "受理", "开展", "举办",
    "召开", "组织", "制定", "印发", "编制", "较", "比", "同比", "占", "更新", "推送", "浏览", "访问", "点击", "阅读", "关注",
    "粉丝", "参加", "培训", "接受", "接待", "答复率", "办结率", "在", "对", "已", "未", "并", "均", "全部",
)
NAMES = (
    "培训信息", "组织机构", "组织管理", "组织结构", "组织人事", "组织建设", "对外", "对口", "在线", "未成年", "共青团",
)
THROUGH = ("通过", "利用", "依托", "借助", "在")
RESTS = ("另外", "剩余", "其余", "另有", "另", "有")
TELL = ("公开", "发布", "公布", "解读", "回应", "推出", "编发", "刊发", "转发", "一是", "二是", "三是", "四是", "五是")
INTRODUCTIONS = (*PARTIAL, *COMPLETE, "以及", "和", "及", "与", "发布", " ", "有", "了")
FAR = 30
OPENS, CLOSES = ("（", "("), ("）", ")")
LABEL_START = re.compile("[，、；：,;:（(）)]")
INTRODUCTION_MARKS = "，,：:；;。（(）) 有"


def introduces(gap):
    """Whether the words between two numbers begin a list of the first one's parts, and whether a complete one."""
    opened = gap.lstrip(" ")
    is_inside = opened.startswith(OPENS)
    words = (opened[1:] if is_inside else opened).lstrip("，,：:；;。（( ")
    led = next((words[len(lead):] for lead in LEADS if words.startswith(lead)), words)
    if words.startswith(PARTIAL) or led.startswith(PARTIAL):
        return False
    if words.startswith(COMPLETE):
        return True
    if is_inside:
        return False
    at = gap.rfind("其中")
    if 0 <= at <= FAR and gap[:at].endswith(("，", ",", "；", ";", "。")):
        return False
    return True if opened.startswith(("：", ":")) else None


def leaves(words, label, first):
    """Whether a list has ended before this, because it speaks of something else."""
    both_through = first.startswith(THROUGH) and label.startswith(THROUGH)
    other = lambda words: label.startswith(words) and any(label.startswith(word) and not first.startswith(word) for word in words)
    is_other = not both_through and other(TOPICS) or words.lstrip("）) ").startswith(("；", ";")) and other(TELL)
    return is_other and not label.startswith(NAMES)


def is_introduction(lead):
    words = lead.strip(INTRODUCTION_MARKS)
    words = re.split(f"[{INTRODUCTION_MARKS}]", words)[-1]
    return words in PARTIAL or words in COMPLETE


def ends_item(words):
    words = words.rstrip()
    rest = next((rest for rest in RESTS if words.endswith(rest)), "")
    return words.removesuffix(rest).rstrip().endswith(SEPARATORS)


def continued(words):
    """What follows the separator, if the words between two numbers go on with a list."""
    words = words.lstrip("）) ")
    for separator in SEPARATORS:
        if words.startswith(separator):
            rest = words[len(separator):]
            return None if "。" in rest else rest.lstrip()
    return None


def label(text, start, end):
    """Where a part's name stands: the words before its number, without those that introduce the list."""
    words = text[start:end]
    trimmed = words.rstrip()
    if trimmed.endswith(CLOSES):
        inner = trimmed[:-1]
        opening = max(inner.rfind("（"), inner.rfind("("))
        if opening > 0:
            end = start + opening
    marks = [mark.end() for mark in LABEL_START.finditer(text, start, end)]
    start = marks[-1] if marks else start
    while True:
        words = text[start:end]
        intro = next((word for word in INTRODUCTIONS if words.startswith(word)), "")
        if not intro or len(intro) >= len(words):
            return start, end
        start += len(intro)


def find_close(text, start, end):
    at = next((i for i in range(start, end) if text[i] in "）)"), None)
    return at


def breakdowns(text, start, end, numbers):
    """The totals of a sentence and the parts that it gives of them: total, parts with their labels, complete, unfinished."""
    found = []
    for total, of in enumerate(numbers):
        opens_at, first = aside(text, end, numbers, total)
        if first < len(numbers) and of.unit != "%":
            complete = introduces(text[opens_at:numbers[first].start])
            if complete is not None:
                found += listed(text, end, numbers, total, first, opens_at, complete)
        gap_start = numbers[total - 1].end if total else start
        if text[gap_start:of.start].rstrip().endswith(SUMMED):
            found += summed(text, start, numbers, total)
    return found


def aside(text, end, numbers, total):
    """Where the list may begin behind a number: behind brackets, if they hold numbers of another unit."""
    of = numbers[total]
    plain = of.end, total + 1
    opening = of.end
    while opening < end and text[opening] == " ":
        opening += 1
    if text[opening:opening + 1] not in OPENS or opening >= end:
        return plain
    close = find_close(text, opening, end)
    if close is None:
        return plain
    inside = [it for it in numbers[total + 1:] if it.start < close + 1]
    if inside and all(it.unit != of.unit for it in inside):
        return close + 1, total + 1 + len(inside)
    return plain


def listed(text, end, numbers, total, first, opens_at, complete):
    unit = numbers[first].unit
    lead = opens_at, numbers[first].start
    if unit != numbers[total].unit:
        return []
    if text[slice(*lead)].lstrip().startswith(OPENS):
        close = find_close(text, opens_at, end)
        end = end if close is None else close
    first_label = label(text, *lead)
    numbers_first = is_introduction(text[slice(*lead)])
    parts, nested_until, last_end = [], 0, 0
    for i in range(first, len(numbers)):
        here = numbers[i]
        if here.start >= end:
            break
        if here.start < nested_until:
            continue
        since, until = lead if i == first else (max(numbers[i - 1].end, nested_until), here.start)
        words = text[since:until]
        if here.unit == "%" and "占" in words:
            last_end = here.end
            continue
        if i > first:
            is_nested = words.lstrip().startswith(OPENS)
            close = find_close(text, since, end)
            close = end if close is None else close
            if is_nested and close > here.start:
                nested_until = close
                continue
            outside = text[close:until] if is_nested else words
            goes_on = ("" if ends_item(outside) else None) if numbers_first else continued(outside)
            if goes_on is None:
                break
            if any(word in words for word in PARTIAL[:3]) or here.unit != unit:
                complete = False
                break
            if leaves(outside, goes_on, text[slice(*first_label)]):
                break
        if numbers_first:
            stop = next((k for k in range(here.end, end) if text[k] in "，、；,;（("), end)
            named = here.end, stop
        else:
            named = label(text, since, until)
        parts.append((i, named))
        last_end = here.end
    if not parts:
        return []
    unfinished = text[last_end:last_end + 8].lstrip(" 的").startswith("等")
    return [(total, parts, complete and not unfinished, unfinished)]


def summed(text, start, numbers, total):
    """The parts before a total that says it sums them up."""
    gap = lambda i: (numbers[i - 1].end if i else start, numbers[i].start)
    unit = numbers[total].unit
    if unit == "%" or text[slice(*gap(total))].strip().lstrip("，,；;、") not in SUMMED:
        return []
    parts = []
    for i in range(total - 1, -1, -1):
        if numbers[i].unit != unit:
            break
        parts.append((i, label(text, *gap(i))))
        if continued(text[slice(*gap(i))]) is None:
            break
    return [(total, parts[::-1], True, False)] if len(parts) >= 2 else []


def possible_sums(values, may_end):
    """Every sum that the parts may come to: a part may stand for those right behind it that add up to it."""
    sums, pending, steps = set(), [(0, 0)], 0
    while pending:
        i, total = pending.pop()
        steps += 1
        if i >= len(values):
            continue
        total += values[i]
        if i + 1 == len(values) or may_end(i + 1):
            sums.add(total)
        if steps > 10_000:
            break
        pending.append((i + 1, total))
        below = some = 0
        for k in range(i + 1, len(values)):
            below += values[k]
            some += values[k] != 0
            if below == values[i] and some >= 2:
                pending.append((k + 1, total))
                if k + 1 == len(values) or may_end(k + 1):
                    sums.add(total)
            if below >= values[i]:
                break
    return sums


# ------------------------------------------------------------------------------------------------------------ parts

JOINED = ("行政复议、行政诉讼", "行政复议、提起行政诉讼", "工作考核、社会评议", "复议、诉讼", "申请行政复议、提起", "收费、减免")
COUNT_BEHIND = re.compile(rf"[0-9{HAN}]+$")


def parts(sentence, names):
    """六部分组成: where, how many are stated, how many are listed at least and at most, whether some may be left out."""
    word = sentence.find("部分")
    if word < 0 or not any(of in sentence for of in ("报告", "年报", "全文")):
        return None
    if not any(of in sentence for of in ("组成", "构成", "分为", "包括", "包含", "内容", "涵盖", "共")):
        return None
    before = sentence[:word]
    before = before[:-1] if before.endswith(("个", "大")) else before
    match = COUNT_BEHIND.search(before)
    if not match:
        return None
    stated = int(match[0]) if match[0].isdigit() else han_number(match[0]) if not re.search("[0-9]", match[0]) else None
    if stated is None:
        return None
    lead, behind = before[:match.start()], sentence[word + 2:]
    for mark in (re.compile("[：:]"), re.compile("包括"), re.compile("分别为"), re.compile("分别是"), re.compile("，即")):
        if found := mark.search(behind):
            listed = count(behind[found.end():], names)
            break
    else:
        starts = [lead.find(word) + len(word) for word in ("由", "包括", "包含", "分为", "涵盖") if word in lead]
        listed = count(lead[min(starts):].rstrip("等共，,"), names) if starts else None
    return match.start(), stated, listed, lead.rstrip("共，, ").endswith("等")


def count(items, names):
    rest = names.sub("\0", items)
    while "\0\0" in rest:
        rest = rest.replace("\0\0", "\0")
    named = rest.count("\0")
    if named >= 2 and all(not left.isalnum() or left in "和及" for left in rest):
        return named, named
    for opening, closing in ("“”", "《》", '""'):
        quoted = items.count(opening)
        if quoted >= 2:
            quoted = quoted // 2 if opening == closing else items.count(closing)
            return quoted, quoted
    joined = items
    for name in JOINED:
        joined = joined.replace(name, name.replace("、", ""))
    split = lambda text, marks: sum(bool(item.strip()) for item in re.split(f"[{marks}]", text))
    counts = [split(joined, "、；;，,"), split(items, "、；;，,")]
    if "；" in items or ";" in items:
        counts.append(split(items, "；;"))
    if ("，" in items or "," in items) and "、" in items:
        counts.append(split(items, "；;，,"))
    fewest, most = min(counts), max(counts) + sum(map(joined.count, "和及与"))
    return (fewest, most) if most >= 2 else None
