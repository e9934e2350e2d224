"""Do the words agree with themselves? Totals and their parts, shares and what they are shares of."""

from decimal import Decimal

from .sheets import is_number
from .forms import any_of
from .text import EXACT, breakdowns, possible_sums

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


def kind(label):
    return next((i for i, (words, _) in enumerate(KINDS) if words.search(label)), None)


class Lists:
    """Lists of parts, as a part of `Prose`."""

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
            agrees = lambda base: base and abs(percent - value * 100 / Decimal(base)) < share.step
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
                if base and all(abs(percent - value * 100 / Decimal(base)) < step for value, percent, step in others):
                    return base
        return None
