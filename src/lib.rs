//! nianbao (年报) checks and renders the annual disclosure reports of Chinese townships.
//!
//! # The map of the house
//!
//! ```text
//! bytes ──ingest──▶ Report ──rules──▶ Diagnostics ──▶ output (people, JSON, SARIF …)
//!                     │
//!                     └──document──▶ Document ──writer──▶ Markdown · HTML
//! ```
//!
//! Each arrow is a pure function. One report knows nothing of another, but for the same agency's of last year, which
//! `prior` in its `report.toml` names and ingest reads beside it (`ingest/prior.rs`). The clock, the disk, the terminal and
//! the number of threads are known only at the edge (`command`, `batch`, `output`).
//!
//! | looking for | go to |
//! |---|---|
//! | lines and columns of what was written | [`source`] |
//! | what a finding is | [`diagnostic`]; its words are in `src/messages/*.ftl` ([`messages`]) |
//! | the statutory form, its editions, local rows, equations, the keys of `report.toml` | [`form`], `report-templates/` ([`assets`]) |
//! | a report in memory, and what figures come to | [`model`] |
//! | reading CSV, TOML, encodings | [`ingest`] |
//! | numbers, dates, lists and parts in running Chinese text | [`prose`] |
//! | the checks | [`rules`] |
//! | the figures of several agencies added up | [`rollup`] |
//! | personal data: how it is recognised and masked | [`privacy`] |
//! | what a reviewer lets stand | [`waiver`] |
//! | words and printed tables | [`document`], `report-templates/documents/` |
//! | Markdown and HTML | [`writer`], `report-templates/page/` |
//! | many folders at once, and the settings that hold for them (`nianbao.toml`) | [`batch`] |
//! | two reports side by side, and where a figure comes from | [`compare`], [`trace`]; under which name a figure goes: [`model::Figure`] |
//! | what may be typed, and what it does | [`cli`], [`command`] |
//! | findings on the screen and for other programs, files on the disk | [`output`] |
//!
//! ```
//! use nianbao::{assets::Assets, batch::Examiner, ingest::Encoding};
//!
//! let today = chrono::NaiveDate::from_ymd_opt(2023, 2, 1).unwrap();
//! let examiner = Examiner::new(&Assets::default(), Encoding::Detect, today)?.expect("valid forms");
//! let examined = examiner.examine("sample-data/zhongshu-2022-as-published".as_ref());
//! assert_eq!(examined.findings[0].code.name, "wrong-total");
//! # Ok::<(), anyhow::Error>(())
//! ```
//!
//! Who may import whom stands in `tests/layers.rs`, which fails on an arrow that is not in its table.

pub mod assets;
pub mod batch;
pub mod cli;
pub mod command;
pub mod compare;
pub mod diagnostic;
pub mod document;
pub mod form;
pub mod ingest;
pub mod messages;
pub mod model;
pub mod output;
pub mod privacy;
pub mod prose;
pub mod rollup;
pub mod rules;
pub mod source;
pub mod trace;
pub mod waiver;
pub mod writer;
