//! Figures in running text: sentences, the numbers in them, what they count, and how exact they claim to be.
//!
//! This knows Chinese, not reports: `rules` hold what it finds against the tables. What is no figure (years,
//! dates, document numbers, articles, telephone numbers, hotlines) is not among the quantities.

mod breakdown;
mod characters;
mod date;
mod inventory;
mod listing;
mod numeral;
mod parts;
mod quantity;
mod reading;
mod split;

pub use breakdown::{Breakdown, Part, breakdowns, possible_sums};
pub use characters::Characters;
pub use date::{Date, dates};
pub use inventory::Inventory;
pub use listing::may_list;
pub use numeral::{DIGITS, number as chinese_number};
pub use parts::{Parts, parts};
pub use quantity::{Exactness, Quantity, Value, quantities, within};
pub use reading::{Reading, read};
pub use split::{clause_around, sentence_around, sentences};
