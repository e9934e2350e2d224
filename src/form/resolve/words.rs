//! What a form says of words: the chapters of the annual report, and how running text speaks of figures.

use std::sync::OnceLock;

use toml::Spanned;

use super::Resolver;
use super::identity::term;
use crate::form::file::{ChapterFile, MentionFile};
use crate::form::{Aspect, Chapter, Mention, Pattern, Table, Term};

impl Resolver<'_> {
    pub(super) fn chapter(&self, file: &ChapterFile) -> Chapter {
        let aspects = file.aspect.iter().map(|aspect| Aspect {
            name: aspect.name.clone(),
            said_by: aspect.said_by.clone(),
            levels: aspect.levels.clone(),
            severity: aspect.severity.into(),
        });
        Chapter {
            heading: file.heading.get_ref().clone(),
            aliases: file.aliases.clone(),
            aspects: aspects.collect(),
            words: file.words,
            least: file.least,
            span: self.span(&file.heading),
            normal: OnceLock::new(),
        }
    }

    /// Resolves a mention: each of the sums that it may mean is written `table.row.column + table.row.column`.
    pub(super) fn mention(&mut self, file: &MentionFile, tables: &[Table]) -> Mention {
        let mut sums = |sums: &[Spanned<String>]| -> Vec<Vec<Term>> {
            let each = sums.iter().map(|sum| {
                let words = sum.get_ref().split('+').map(str::trim);
                let terms: Option<Vec<Term>> = words
                    .map(|word| term(word, 0, tables).filter(|term| term.column.is_some()))
                    .collect();
                if terms.is_none() {
                    self.unknown(sum);
                }
                terms.unwrap_or_default()
            });
            each.collect()
        };
        let means = sums(file.means.get_ref());
        let beside = sums(&file.beside);
        let patterns = |texts: &[String]| texts.iter().map(|text| Pattern::parse(text)).collect();
        Mention {
            means,
            say: patterns(&file.say),
            none: patterns(&file.none),
            about: file.about.clone(),
            without: file.without.clone(),
            aside: file.aside.clone(),
            doubt: file.doubt.clone(),
            beside,
            units: file.units.clone(),
            severity: file.severity.into(),
            span: self.span(&file.means),
        }
    }
}
