//! One synthetic township: its figures are drawn first, so that tables and words agree; then the one wrong number, if
//! there is to be one, is put in; then its files are written from the figures.

use crate::dice::Dice;
use crate::generate::Plan;
use crate::words;

const TOWNSHIPS_A_COUNTY: usize = 12;
const COUNTIES_A_CITY: usize = 10;
const CITIES_A_PROVINCE: usize = 10;

/// What is wrong with a faulty township: one number each, which `check` takes for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 表三: a row's 总计 is one too many.
    RequestsTotal,
    /// 表三: 结转 is one too many, so that what came in is not what went out.
    RequestsBalance,
    /// 表三: 办理结果总计 is one too many.
    RequestsHandled,
    /// 表四: a 总计 is one too many.
    AppealsTotal,
    /// Enquiries: 合计 is ten too many.
    ConsultationsTotal,
    /// A main column has fewer items than those below it.
    ColumnBelowParts,
    /// Website columns: 合计 is one too many.
    ColumnsTotal,
    /// A way of disclosing has more items than there are.
    WayAboveTotal,
    /// Staff: the total is one too many.
    StaffTotal,
    /// The words say another number of requests than 表三.
    Words,
}

impl Fault {
    const ALL: [Self; 10] = [
        Self::RequestsTotal,
        Self::RequestsBalance,
        Self::RequestsHandled,
        Self::AppealsTotal,
        Self::ConsultationsTotal,
        Self::ColumnBelowParts,
        Self::ColumnsTotal,
        Self::WayAboveTotal,
        Self::StaffTotal,
        Self::Words,
    ];

    /// Its name in the list of faulty townships.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::RequestsTotal => "requests-total",
            Self::RequestsBalance => "requests-balance",
            Self::RequestsHandled => "requests-handled",
            Self::AppealsTotal => "appeals-total",
            Self::ConsultationsTotal => "consultations-total",
            Self::ColumnBelowParts => "column-below-parts",
            Self::ColumnsTotal => "columns-total",
            Self::WayAboveTotal => "way-above-total",
            Self::StaffTotal => "staff-total",
            Self::Words => "words",
        }
    }
}

/// A website column: its name, the one above it, what its cell says, and its remark.
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) above: &'static str,
    pub(crate) items: String,
    pub(crate) change: &'static str,
}

/// How Excel and editors leave their files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Saved {
    /// UTF-8, LF.
    Editor,
    /// UTF-8 with a BOM, CRLF: “CSV UTF-8” of Excel.
    ExcelUtf8,
    /// GB18030, CRLF: “CSV” of a Chinese Excel.
    ExcelGb18030,
}

/// One township and its figures.
pub(crate) struct Township {
    /// Where it is, below the root.
    pub(crate) path: String,
    pub(crate) dice: Dice,
    pub(crate) name: String,
    pub(crate) short: String,
    pub(crate) street: bool,
    pub(crate) province: String,
    pub(crate) city: String,
    pub(crate) county: String,
    pub(crate) office: String,
    pub(crate) villages: Vec<String>,
    pub(crate) saved: Saved,
    pub(crate) small_files: bool,
    /// What is wrong with it.
    pub(crate) fault: Option<Fault>,
    pub(crate) requests: [[usize; 7]; 25],
    pub(crate) appeals: [[usize; 5]; 3],
    pub(crate) disclosure: [usize; 6],
    pub(crate) fees: String,
    pub(crate) columns: Vec<Column>,
    pub(crate) columns_total: usize,
    pub(crate) ways: Vec<(&'static str, usize)>,
    pub(crate) items: usize,
    pub(crate) channels: Vec<(&'static str, usize)>,
    pub(crate) people: usize,
    pub(crate) planned: usize,
    pub(crate) spent: usize,
    pub(crate) next_year: usize,
    pub(crate) staff: [usize; 3],
    pub(crate) reading: [usize; 2],
    pub(crate) training: [usize; 2],
}

/// Money kept in hundredths, as it is written.
pub(crate) fn money(hundredths: usize) -> String {
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => whole.to_string(),
        (whole, cents) => format!("{whole}.{cents:02}"),
    }
}

impl Township {
    /// The township of this number: the same for the same seed.
    #[expect(
        clippy::too_many_lines,
        reason = "one figure after another, in the order in which they are drawn"
    )]
    pub(crate) fn draw(index: usize, plan: &Plan) -> Self {
        let county_index = index / TOWNSHIPS_A_COUNTY;
        let city_index = county_index / COUNTIES_A_CITY;
        let province_index = city_index / CITIES_A_PROVINCE;
        // The names of a county are the same for all its townships.
        let above = |level: u64, index: usize| {
            Dice(plan.seed ^ (level << 56) ^ (index as u64).wrapping_mul(0x2545_f491_4f6c_dd1d))
                .name()
        };
        let province = above(1, province_index) + "省";
        let city = above(2, city_index) + "市";
        let county = above(3, county_index) + "县";
        let mut dice = Dice(
            plan.seed.rotate_left(17) ^ (index as u64 + 1).wrapping_mul(0xd129_0d3c_9be5_a5ab),
        );
        let drawn = u32::try_from(dice.below(1_000_000)).unwrap_or(0);
        let faulty = f64::from(drawn) < plan.faulty * 1e6;
        let fault = faulty.then(|| *dice.pick(&Fault::ALL));
        let street = dice.percent(15);
        let stem = dice.name();
        let (short, name) = if street {
            (format!("{stem}街道"), format!("{stem}街道办事处"))
        } else {
            let short = stem + if dice.percent(60) { "镇" } else { "乡" };
            let name = format!("{short}人民政府");
            (short, name)
        };
        let path = format!(
            "{:02}-{province}/{:02}-{city}/{:02}-{county}/{:03}-{short}",
            province_index + 1,
            city_index % CITIES_A_PROVINCE + 1,
            county_index % COUNTIES_A_CITY + 1,
            index % TOWNSHIPS_A_COUNTY + 1,
        );
        let villages = (0..dice.between(6, 14))
            .map(|_| dice.name() + "村")
            .collect();
        let office = format!("{short}党政办公室");
        let saved = match dice.below(100) {
            0..4 => Saved::ExcelGb18030,
            4..20 => Saved::ExcelUtf8,
            _ => Saved::Editor,
        };
        let small_files = dice.percent(30);
        let requests = requests(&mut dice, fault);
        let appeals = appeals(&mut dice);
        let disclosure = {
            let (made, repealed) = (dice.below(4), dice.below(3));
            let in_force = made + dice.below(20);
            let enforces = dice.percent(60);
            let mut some = |most: usize| if enforces { dice.below(most) } else { 0 };
            [made, repealed, in_force, some(240), some(60), some(8)]
        };
        let fees = money(if dice.percent(20) {
            dice.below(2000)
        } else {
            0
        });
        let (columns, columns_total) = columns(&mut dice);
        let items = columns_total + if dice.percent(30) { dice.below(40) } else { 0 };
        let count = dice.between(1, 4);
        let ways = dice
            .some(words::WAYS, count)
            .into_iter()
            .map(|way| (*way, items))
            .collect::<Vec<_>>();
        let mut ways: Vec<_> = ways
            .into_iter()
            .map(|(way, most)| (way, dice.between(1, most)))
            .collect();
        ways.insert(0, ("政府信息公开网站", columns_total));
        let count = dice.between(2, 5);
        let channels: Vec<_> = dice
            .some(words::CHANNELS, count)
            .into_iter()
            .copied()
            .collect();
        let channels: Vec<_> = channels
            .into_iter()
            .map(|channel| (channel, dice.between(1, 320)))
            .collect();
        let people = channels.iter().map(|(_, people)| people).sum();
        let planned = dice.between(2, 40) * 25;
        let spent = if dice.percent(10) {
            planned + dice.between(1, 90)
        } else {
            dice.between(1, planned)
        };
        let next_year = dice.between(2, 40) * 25;
        let staff = [dice.between(1, 3), dice.between(1, 6)];
        let staff = [staff[0], staff[1], staff[0] + staff[1]];
        let points = dice.between(1, 9);
        let reading = [points, points * dice.between(3, 60)];
        let sessions = dice.between(1, 6);
        let training = [sessions, sessions * dice.between(8, 50)];
        let mut township = Self {
            path,
            dice,
            name,
            short,
            street,
            province,
            city,
            county,
            office,
            villages,
            saved,
            small_files,
            fault,
            requests,
            appeals,
            disclosure,
            fees,
            columns,
            columns_total,
            ways,
            items,
            channels,
            people,
            planned,
            spent,
            next_year,
            staff,
            reading,
            training,
        };
        township.spoil();
        township
    }

    /// Puts the wrong number in, but for the one in the words.
    fn spoil(&mut self) {
        match self.fault {
            None | Some(Fault::Words) => {}
            Some(Fault::RequestsTotal) => {
                let row = self.dice.below(2);
                self.requests[row][6] += 1;
            }
            Some(Fault::RequestsBalance) => self.requests[24][0] += 1,
            Some(Fault::RequestsHandled) => self.requests[23][0] += 1,
            Some(Fault::AppealsTotal) => {
                let row = self.dice.below(3);
                self.appeals[row][4] += 1;
            }
            Some(Fault::ConsultationsTotal) => self.people += 10,
            Some(Fault::ColumnBelowParts) => {
                let counted = |column: &&Column| {
                    !column.above.is_empty() && !matches!(column.items.as_str(), "/" | "0")
                };
                let above = self.columns.iter().find(counted).map(|part| part.above);
                let main = |column: &&mut Column| Some(column.name) == above;
                match self.columns.iter_mut().find(main) {
                    Some(main) => "0".clone_into(&mut main.items),
                    None => self.columns_total += 1, // a website without parts
                }
            }
            Some(Fault::ColumnsTotal) => self.columns_total += 1,
            Some(Fault::WayAboveTotal) => {
                if let Some(way) = self.ways.last_mut() {
                    way.1 = self.items + 3;
                }
            }
            Some(Fault::StaffTotal) => self.staff[2] += 1,
        }
    }
}

/// 表三: as many requests as a township has, each by one applicant with one result, and the totals.
fn requests(dice: &mut Dice, fault: Option<Fault>) -> [[usize; 7]; 25] {
    const RECEIVED: usize = 0;
    const CARRIED_IN: usize = 1;
    const HANDLED: usize = 23;
    const CARRIED_OUT: usize = 24;
    let mut table = [[0; 7]; 25];
    let count = match dice.below(100) {
        // The words must speak of a figure that can be wrong.
        0..40 if fault != Some(Fault::Words) => 0,
        40..85 => dice.between(1, 15),
        _ => dice.between(16, 90),
    };
    let before = if count > 0 && dice.percent(30) {
        dice.between(1, 3)
    } else {
        0
    };
    for request in 0..count + before {
        let column = match dice.below(100) {
            0..76 => 0,
            76..88 => 1,
            88..95 => 4,
            _ => dice.between(2, 5),
        };
        table[if request < count {
            RECEIVED
        } else {
            CARRIED_IN
        }][column] += 1;
        let row = match dice.below(100) {
            0..45 => 2,
            45..55 => 3,
            55..75 => 12,
            75..80 => CARRIED_OUT,
            _ => dice.between(4, 22),
        };
        table[row][column] += 1;
    }
    for column in 0..6 {
        table[HANDLED][column] = table[2..HANDLED].iter().map(|row| row[column]).sum();
    }
    for row in &mut table {
        row[6] = row[..6].iter().sum();
    }
    table
}

/// 表四: most townships have none.
fn appeals(dice: &mut Dice) -> [[usize; 5]; 3] {
    let mut table = [[0; 5]; 3];
    if dice.percent(15) {
        for _ in 0..dice.between(1, 4) {
            let (row, column) = (dice.below(3), dice.below(4));
            table[row][column] += 1;
        }
    }
    for row in &mut table {
        row[4] = row[..4].iter().sum();
    }
    table
}

/// The website's columns and their total.
fn columns(dice: &mut Dice) -> (Vec<Column>, usize) {
    let (mut columns, mut total) = (Vec::new(), 0);
    let count = dice.between(6, words::COLUMNS.len());
    for &(name, parts) in dice.some(words::COLUMNS, count) {
        let mut below = Vec::new();
        let mut sum = 0;
        if !parts.is_empty() && dice.percent(80) {
            let most = dice.between(1, parts.len());
            for &part in dice.some(parts, most) {
                let counted = dice.percent(88);
                let items = dice.below(40);
                sum += if counted { items } else { 0 };
                below.push(Column {
                    name: part,
                    above: name,
                    items: if counted {
                        items.to_string()
                    } else {
                        "/".to_owned()
                    },
                    change: if dice.percent(6) { "新增" } else { "" },
                });
            }
        }
        let own = dice.between(1, 60);
        // What a column holds itself beside what is below it; a column that says nothing is the sum of its parts.
        let all_counted = below.iter().all(|part| part.items != "/");
        let items = if !below.is_empty() && all_counted && dice.percent(30) {
            total += sum;
            String::new()
        } else {
            total += sum + own;
            (sum + own).to_string()
        };
        columns.push(Column {
            name,
            above: "",
            items,
            change: "",
        });
        columns.append(&mut below);
    }
    (columns, total)
}
