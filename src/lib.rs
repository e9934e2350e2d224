//! nianbao (年报) checks and renders the annual disclosure reports of Chinese townships.
//!
//! placeholder map, written out below once the rooms stand.
#![warn(missing_docs)]

pub mod assets;
pub mod diagnostic;
pub mod form;
pub mod ingest;
pub mod model;
pub mod rules;
pub mod source;
