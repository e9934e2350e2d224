//! The files of a synthetic township, written from its figures as an officer leaves them.

use std::fmt::Write as _;

use crate::dice::Dice;
use crate::generate::YEAR;
use crate::township::{Column, Fault, Saved, Township, money};
use crate::words::{self, Pool};

/// In a hundred: the officers who type a figure that can be checked, instead of referring to it.
const CHECKED: usize = 50;

/// The same for a figure that nothing is checked against: it makes a note, and most officers have seen to that.
const UNCHECKED: usize = 3;

impl Township {
    /// The files of the report folder: names and bytes.
    pub(crate) fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let mut dice = Dice(self.dice.0);
        let mut files = vec![
            ("report.toml", self.report(&mut dice).into_bytes()),
            ("disclosure.csv", self.save(self.disclosure_table())),
            ("requests.csv", self.save(self.requests_table())),
            ("appeals.csv", self.save(self.appeals_table())),
            ("columns.csv", self.save(self.columns_table())),
            ("channels.csv", self.save(self.channels_table())),
            ("consultations.csv", self.save(self.consultations_table())),
            ("funding.csv", self.save(self.funding_table())),
        ];
        if self.small_files {
            let [full, part, total] = self.staff;
            let table =
                format!("项目,人数\n专职人员,{full}\n兼职人员,{part}\n工作人员总数,{total}\n");
            files.push(("staff.csv", self.save(table)));
            let [points, visits] = self.reading;
            let table = format!("项目,数量\n公开查阅点（个）,{points}\n查阅人次,{visits}\n");
            files.push(("reading_points.csv", self.save(table)));
        }
        files
    }

    fn save(&self, table: String) -> Vec<u8> {
        match self.saved {
            Saved::Editor => table.into_bytes(),
            Saved::ExcelUtf8 => {
                let mut bytes = b"\xef\xbb\xbf".to_vec();
                bytes.extend(table.replace('\n', "\r\n").into_bytes());
                bytes
            }
            Saved::ExcelGb18030 => encoding_rs::GB18030
                .encode(&table.replace('\n', "\r\n"))
                .0
                .into_owned(),
        }
    }

    fn disclosure_table(&self) -> String {
        let [made, repealed, in_force, licences, penalties, measures] = self.disclosure;
        format!(
            "项目,本年制发件数,本年废止件数,现行有效件数,本年处理决定数量,本年收费金额（单位：万元）\n\
             规章,/,/,/,,\n\
             行政规范性文件,{made},{repealed},{in_force},,\n\
             行政许可,,,,{licences},\n\
             行政处罚,,,,{penalties},\n\
             行政强制,,,,{measures},\n\
             行政事业性收费,,,,,{}\n",
            self.fees
        )
    }

    fn requests_table(&self) -> String {
        let mut table =
            String::from("项目,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他,总计\n");
        for (label, row) in REQUESTS.iter().zip(&self.requests) {
            line(&mut table, label, row);
        }
        table
    }

    fn appeals_table(&self) -> String {
        let mut table = String::from("项目,结果维持,结果纠正,其他结果,尚未审结,总计\n");
        for (label, row) in ["行政复议", "未经复议直接起诉", "复议后起诉"]
            .iter()
            .zip(&self.appeals)
        {
            line(&mut table, label, row);
        }
        table
    }

    fn columns_table(&self) -> String {
        let mut table = String::from("栏目,上级栏目,条数,变动\n");
        for Column {
            name,
            above,
            items,
            change,
        } in &self.columns
        {
            table.push_str(&format!("{name},{above},{items},{change}\n"));
        }
        table.push_str(&format!("合计,,{},\n", self.columns_total));
        table
    }

    fn channels_table(&self) -> String {
        let mut table = String::from("公开方式,条数\n");
        for (way, items) in &self.ways {
            table.push_str(&format!("{way},{items}\n"));
        }
        table.push_str(&format!("主动公开信息总数,{}\n", self.items));
        table
    }

    fn consultations_table(&self) -> String {
        let mut table = String::from("咨询渠道,人次\n");
        for (channel, people) in &self.channels {
            table.push_str(&format!("{channel},{people}\n"));
        }
        table.push_str(&format!("合计,{}\n", self.people));
        table
    }

    fn funding_table(&self) -> String {
        format!(
            "项目,金额（万元）\n本年计划投入,{}\n本年实际支出,{}\n下年计划保障,{}\n",
            money(self.planned),
            money(self.spent),
            money(self.next_year)
        )
    }

    fn report(&self, dice: &mut Dice) -> String {
        let level = if self.street { "street" } else { "township" };
        let office = &self.office;
        let mut text = format!(
            "# 合成数据，非真实机构。\n\nyear = {YEAR}\nprior = \"none\"\n\n[agency]\nname = \"{}\"\nshort_name = \"{}\"\n\
             level = \"{level}\"\nregion = \"{}{}{}\"\n\n[contact]\noffice = \"{office}\"\n\
             address = \"{}{}政府路{}号\"\npostcode = \"{}\"\nphone = \"0{}-{}\"\nemail = \"office{}@example.com\"\n\n\
             [publication]\ndate = 2023-{:02}-{:02}\nurl = \"https://www.example.com/{:x}/xxgk/{YEAR}\"\n",
            self.name,
            self.short,
            self.province,
            self.city,
            self.county,
            self.county,
            self.short,
            dice.between(1, 180),
            dice.between(100_000, 799_999),
            dice.between(310, 979),
            dice.between(2_000_000, 8_999_999),
            dice.between(1, 99_999),
            dice.between(1, 3),
            dice.between(10, 28),
            dice.roll() >> 32,
        );
        self.overview(&mut text, dice);
        self.self_inspection(&mut text, dice);
        self.small_tables(&mut text);
        text
    }

    /// The annual report's words.
    fn overview(&self, text: &mut String, dice: &mut Dice) {
        let said = |dice: &mut Dice, typed: usize, path: &str, value: usize| {
            if dice.percent(typed) {
                value.to_string()
            } else {
                format!("{{{{ {path} }}}}")
            }
        };
        text.push_str("\n[overview]\n");
        let items = said(dice, CHECKED, "channels.total.items", self.items);
        let first = format!(
            "全年主动公开政府信息{items}条，内容涵盖政策文件、财政资金、民生保障和重点工作。"
        );
        self.prose(text, dice, "proactive", &first, words::PROACTIVE, 3);

        let mut first = String::new();
        let received = self.requests[0][6];
        if self.fault == Some(Fault::Words) {
            first = format!(
                "本年度收到政府信息公开申请{}件，均在规定的期限内登记并转交承办单位。",
                received + 10
            );
        } else if received > 0 && dice.percent(60) {
            let received = said(dice, CHECKED, "requests.received.total", received);
            first = format!(
                "本年度收到政府信息公开申请{received}件，均在规定的期限内登记并转交承办单位。"
            );
        }
        self.prose(text, dice, "on_request", &first, words::ON_REQUEST, 2);
        self.prose(text, dice, "management", "", words::MANAGEMENT, 3);
        let [points, visits] = self.reading;
        let (points, visits) = (
            said(dice, UNCHECKED, "reading_points.points.count", points),
            said(dice, UNCHECKED, "reading_points.visits.count", visits),
        );
        let first = format!("设立公开查阅点{points}个，全年接待查阅{visits}人次。");
        self.prose(text, dice, "platform", &first, words::PLATFORM, 3);
        let [full, part, total] = self.staff;
        let first = if self.fault == Some(Fault::StaffTotal) {
            String::new()
        } else {
            format!(
                "从事政府信息公开工作的人员{}人，其中专职{}人、兼职{}人。",
                said(dice, UNCHECKED, "staff.total.people", total),
                said(dice, UNCHECKED, "staff.full_time.people", full),
                said(dice, UNCHECKED, "staff.part_time.people", part),
            )
        };
        self.prose(text, dice, "supervision", &first, words::SUPERVISION, 3);
        self.prose(text, dice, "assessment", "", words::ASSESSMENT, 1);
        self.prose(text, dice, "evaluation", "", words::EVALUATION, 1);
        self.prose(text, dice, "accountability", "", words::ACCOUNTABILITY, 1);
        let count = dice.between(3, 6);
        for (title, problem, remedy) in dice.some(words::PROBLEMS, count) {
            let (problem, remedy) = (self.fill(dice, problem), self.fill(dice, remedy));
            text.push_str(&format!(
                "\n[[problems]]\ntitle = \"{title}\"\nproblem = \"{problem}\"\nremedy = \"{remedy}\"\n"
            ));
        }
        if dice.percent(60) {
            text.push_str("\n[other]\n");
            self.prose(text, dice, "matters", "", words::MATTERS_TO_REPORT, 1);
        }
    }

    /// The self-inspection report's words.
    fn self_inspection(&self, text: &mut String, dice: &mut Dice) {
        let head = if self.street {
            "街道办事处主任"
        } else if self.short.ends_with('镇') {
            "镇长"
        } else {
            "乡长"
        };
        text.push_str(&format!(
            "\n[basis]\nnotice = \"{}人民政府办公室《关于做好政务公开自查工作的通知》\"\n\n[leadership]\nhead = \"{head}\"\n\
             deputy = \"分管政务公开工作的负责人\"\nmembers = \"各站、办、所、中心负责人\"\noffice = \"{}\"\n",
            self.county, self.office
        ));
        self.prose(text, dice, "work", "", words::LEADERSHIP, 2);
        text.push_str("\n[preparation]\n");
        self.prose(text, dice, "work", "", words::PREPARATION, 2);
        text.push_str(&format!("spent_on = \"{}\"\n", dice.pick(words::SPENT_ON)));
        if self.spent > self.planned {
            text.push_str(&format!(
                "overspend_reason = \"{}\"\n",
                dice.pick(words::OVERSPEND)
            ));
        }
        text.push_str("\n[publicity]\n");
        self.prose(text, dice, "work", "", words::PUBLICITY, 3);
        text.push_str("\n[review]\n");
        self.prose(text, dice, "work", "", words::REVIEW, 2);
        let count = dice.between(3, 7);
        list(text, "rules", dice.some(words::RULES, count));
        text.push_str("\n[oversight]\n");
        self.prose(text, dice, "work", "", words::OVERSIGHT, 2);
        text.push_str("\n[publishing]\n");
        self.prose(text, dice, "work", "", words::PUBLISHING, 3);
        let count = dice.between(2, 9);
        list(text, "key_matters", dice.some(words::MATTERS, count));
        text.push_str("\n[applications]\n");
        self.prose(text, dice, "work", "", words::APPLICATIONS, 2);
        text.push_str("\n[enquiries]\n");
        let (name, people) = self.channels[0];
        let people = if dice.percent(UNCHECKED) {
            people.to_string()
        } else {
            format!("{{{{ consultations.named[\"{name}\"].people }}}}")
        };
        let first = format!("其中通过“{name}”咨询的{people}人次，逐一登记后交承办单位办理。");
        self.prose(text, dice, "work", &first, words::ENQUIRIES, 2);
        text.push_str("\n[disputes]\n");
        self.prose(text, dice, "work", "", words::DISPUTES, 1);
        let count = dice.between(2, 5);
        for (problem, outcome) in dice.some(words::LAST_YEAR, count) {
            let (problem, outcome) = (self.fill(dice, problem), self.fill(dice, outcome));
            text.push_str(&format!(
                "\n[[last_year]]\nproblem = \"{problem}\"\noutcome = \"{outcome}\"\n"
            ));
        }
    }

    /// The tables that may stand in report.toml.
    fn small_tables(&self, text: &mut String) {
        let ([full, part, total], [points, visits]) = (self.staff, self.reading);
        if !self.small_files {
            text.push_str(&format!(
                "\n[tables.staff]\nfull_time = {full}\npart_time = {part}\ntotal = {total}\n\n\
                 [tables.reading_points]\npoints = {points}\nvisits = {visits}\n"
            ));
        }
        let [sessions, people] = self.training;
        text.push_str(&format!(
            "\n[tables.training]\nsessions = {sessions}\npeople = {people}\n\n[tables.fees]\ncharged = 0\nwaived = 0\n\n\
             [tables.complaints]\nreceived = 0\n"
        ));
    }

    /// Writes paragraphs: `first`, and so many sentences of `pool`, two to a paragraph.
    fn prose(
        &self,
        text: &mut String,
        dice: &mut Dice,
        key: &str,
        first: &str,
        pool: Pool,
        most: usize,
    ) {
        let count = if most == 1 {
            1
        } else {
            dice.between(most - 1, most + 1)
        };
        text.push_str(key);
        text.push_str(" = \"\"\"\n");
        let mut sentences = 0;
        if !first.is_empty() {
            text.push_str(first);
            sentences = 1;
        }
        for sentence in dice.some(pool, count) {
            if sentences > 0 && sentences % 2 == 0 {
                text.push('\n');
            }
            text.push_str(&self.fill(dice, sentence));
            sentences += 1;
        }
        text.push_str("\"\"\"\n");
    }

    /// A sentence with what stands between `〈` and `〉` filled in.
    fn fill(&self, dice: &mut Dice, sentence: &str) -> String {
        let mut filled = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('〈') {
            filled.push_str(before);
            let (slot, after) = after.split_once('〉').unwrap_or((after, ""));
            match slot {
                "村" => filled.push_str(dice.pick::<String>(&self.villages)),
                "站" => filled.push_str(dice.pick::<&str>(words::STATIONS)),
                "事" => filled.push_str(dice.pick::<&str>(words::MATTERS)),
                "县" => filled.push_str(&self.county),
                "镇" => filled.push_str(&self.short),
                "办" => filled.push_str("党政办"),
                "月" => filled.push_str(&dice.between(2, 11).to_string()),
                other => filled.push_str(other),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

fn line(table: &mut String, label: &str, cells: &[usize]) {
    table.push_str(label);
    for cell in cells {
        // Writing to a string cannot fail.
        let _ = write!(table, ",{cell}");
    }
    table.push('\n');
}

fn list(text: &mut String, key: &str, items: Vec<&&str>) {
    let quoted: Vec<String> = items
        .into_iter()
        .map(|item| format!("\"{item}\""))
        .collect();
    text.push_str(&format!("{key} = [{}]\n", quoted.join(", ")));
}

/// The 25 rows of 表三, as printed.
const REQUESTS: [&str; 25] = [
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "（三）不予公开／1.属于国家秘密",
    "（三）不予公开／2.其他法律行政法规禁止公开",
    "（三）不予公开／3.危及“三安全一稳定”",
    "（三）不予公开／4.保护第三方合法权益",
    "（三）不予公开／5.属于三类内部事务信息",
    "（三）不予公开／6.属于四类过程性信息",
    "（三）不予公开／7.属于行政执法案卷",
    "（三）不予公开／8.属于行政查询事项",
    "（四）无法提供／1.本机关不掌握相关政府信息",
    "（四）无法提供／2.没有现成信息需要另行制作",
    "（四）无法提供／3.补正后申请内容仍不明确",
    "（五）不予处理／1.信访举报投诉类申请",
    "（五）不予处理／2.重复申请",
    "（五）不予处理／3.要求提供公开出版物",
    "（五）不予处理／4.无正当理由大量反复申请",
    "（五）不予处理／5.要求行政机关确认或重新出具已获取信息",
    "（六）其他处理／1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "（六）其他处理／2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "（六）其他处理／3.其他",
    "（七）总计",
    "四、结转下年度继续办理",
];
