"""What the pages ask of a report, from its figures however they were read."""

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


class View:
    """A report as the templates see it. `self.tables` holds the small tables."""

    def show_disclosure(self, cells):
        """By row, its five cells as text."""
        self.disclosed = {
            "rules": cells["rules"][:3], "normative_documents": cells["normative_documents"][:3],
            "licences": cells["licences"][3], "penalties": cells["penalties"][3],
            "coercive_measures": cells["coercive_measures"][3], "fees": cells["fees"][4],
        }
        self.decided = [
            (f"disclosure.{id}.decisions", label, self.disclosed[id])
            for id, label in DISCLOSURE[2:5] if self.disclosed[id] not in ("", "0")
        ]

    def show_requests(self, table):
        self.requested = table
        self.results = [
            (label, n, f"requests.{id}.total") for id, label, of in GROUPS if (n := sum(table[i][6] for i in of))
        ]

    def show_appeals(self, rows):
        self.appealed = [(id, cells) for (id, _, _), cells in zip(APPEALS, rows)]
        self.reconsidered = rows[0]
        self.litigated = [a + b for a, b in zip(rows[1], rows[2])]
        self.suits = [(APPEALS[i][1], rows[i][4], f"appeals.{APPEALS[i][0]}.total") for i in (1, 2) if rows[i][4]]

    def disputes(self, happened):
        of = [("行政复议", self.reconsidered[4], "appeals.reconsideration.total"),
              ("行政诉讼", self.litigated[4], "appeals.litigation.total"),
              ("申诉", self.tables["complaints"]["received"], "complaints.received.count")]
        return [kind for kind in of if kind[1]] if happened else [kind[0] for kind in of if not kind[1]]

    def show_columns(self, rows, total):
        self.column_rows, self.columns_total = rows, total
        self.added = [row["label"] for row in rows if row["change"] == "新增"]
        self.changed = [row for row in rows if row["change"] not in ("", "新增")]
        self.remarked = any(row["change"] for row in rows)
        self.nested = any(row["above"] for row in rows)
        self.uncounted = any(row["items"] == "/" for row in rows)
