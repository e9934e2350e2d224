//! What was measured, as tables for people.

use crate::measure::Taken;

/// Values of several repetitions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sample {
    median: f64,
    least: f64,
    greatest: f64,
}

impl Sample {
    /// None without a value.
    pub(crate) fn of(mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let (&least, &greatest) = (values.first()?, values.last()?);
        let middle = values.len() / 2;
        let median = if values.len() % 2 == 1 {
            values[middle]
        } else {
            f64::midpoint(values[middle - 1], values[middle])
        };
        Some(Self {
            median,
            least,
            greatest,
        })
    }

    /// The ratios of values of the same repetition.
    pub(crate) fn ratios(over: &[f64], under: &[f64]) -> Option<Self> {
        Self::of(
            over.iter()
                .zip(under)
                .map(|(over, under)| over / under)
                .collect(),
        )
    }

    /// The ratio of the medians; the spread is that of the first values against the other median.
    pub(crate) fn of_medians(over: &[f64], under: &[f64]) -> Option<Self> {
        let under = Self::of(under.to_vec())?.median;
        Self::of(over.iter().map(|over| over / under).collect())
    }
}

/// What a value is held against.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    AtMost(f64),
    AtLeast(f64),
    Under(f64),
    /// It is only told.
    None,
}

impl Limit {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtMost(limit) => value <= limit,
            Self::AtLeast(limit) => value >= limit,
            Self::Under(limit) => value < limit,
            Self::None => true,
        }
    }

    fn shown(self) -> String {
        match self {
            Self::AtMost(limit) => format!("≤ {limit}"),
            Self::AtLeast(limit) => format!("≥ {limit}"),
            Self::Under(limit) => format!("< {limit}"),
            Self::None => "none".to_owned(),
        }
    }
}

/// Something that the project promises, and what was measured of it.
#[derive(Debug)]
pub(crate) struct Target {
    name: String,
    limit: Limit,
    sample: Option<Sample>,
}

impl Target {
    pub(crate) fn new(name: String, limit: Limit, sample: Option<Sample>) -> Self {
        Self {
            name,
            limit,
            sample,
        }
    }
}

/// The head of the table of runs.
pub(crate) fn heading() -> String {
    format!(
        "\n{:<30} {:>7} {:>10} {:>19} {:>11} {:>11} {:>9}",
        "run", "N", "wall s", "(least–greatest)", "µs/township", "CPU µs/t.", "peak MiB"
    )
}

/// What one program took at N townships.
pub(crate) fn row(name: &str, n: usize, all: &[Taken]) -> String {
    let wall = Sample::of(all.iter().flat_map(|taken| taken.wall.clone()).collect());
    let cpu = Sample::of(all.iter().filter_map(|taken| taken.cpu).collect());
    let peak = Sample::of(all.iter().filter_map(|taken| taken.peak).collect());
    let each = |sample: Option<Sample>| {
        sample.map_or("—".to_owned(), |sample| {
            format!("{:.0}", sample.median * 1e6 / n.max(1) as f64)
        })
    };
    format!(
        "{name:<30} {n:>7} {:>10} {:>19} {:>11} {:>11} {:>9}",
        wall.map_or("—".to_owned(), |wall| format!("{:.4}", wall.median)),
        wall.map_or("—".to_owned(), |wall| format!(
            "({:.4}–{:.4})",
            wall.least, wall.greatest
        )),
        each(wall),
        each(cpu),
        peak.map_or("—".to_owned(), |peak| format!(
            "{:.1}",
            peak.median / 1024.0 / 1024.0
        )),
    )
}

/// The promises, each with its limit, what was measured, and whether it is kept.
pub(crate) fn targets(targets: &[Target]) -> String {
    let mut lines = vec![format!(
        "{:<60} {:>7} {:>9} {:>17}",
        "target", "limit", "measured", "(least–greatest)"
    )];
    for Target {
        name,
        limit,
        sample,
    } in targets
    {
        let limit_shown = limit.shown();
        lines.push(match sample {
            None => format!("{name:<60} {limit_shown:>7} {:>9}", "not run"),
            Some(sample) => format!(
                "{name:<60} {limit_shown:>7} {:>9} {:>17} {}",
                format!("{:.2}", sample.median),
                format!("({:.2}–{:.2})", sample.least, sample.greatest),
                match limit {
                    Limit::None => "–",
                    limit if limit.holds(sample.median) => "✓",
                    _ => "✗",
                },
            ),
        });
    }
    lines.join("\n")
}
