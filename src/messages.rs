//! The wording, in two languages: `src/messages/zh-CN.ftl` and `en.ftl`.
//!
//! Findings carry numbers and names; the catalogue puts the words to them when they are shown. A test holds
//! the two files to the same ids, attributes and variables.

use fluent_bundle::concurrent::FluentBundle; // many threads word findings
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::diagnostic::{Arg, Diagnostic, harmless};

const CHINESE: &str = include_str!("messages/zh-CN.ftl");
const ENGLISH: &str = include_str!("messages/en.ftl");

/// A language that messages are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Chinese, the language of the reports.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Its name as programs know it: `zh-CN`, `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// The language that a name such as `zh`, `zh-CN` or `en_US.UTF-8` means.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.split(['-', '_', '.']).next() {
            Some("zh") => Some(Self::Chinese),
            Some("en") => Some(Self::English),
            _ => None,
        }
    }

    /// What `--lang` says, else `NIANBAO_LANG`, else the machine's locale, else Chinese.
    pub fn choose(flag: Option<&str>, variable: Option<&str>, locale: Option<&str>) -> Self {
        let mut named = [flag, variable, locale].into_iter().flatten();
        named.find_map(Self::parse).unwrap_or(Self::Chinese)
    }
}

/// The messages of one language.
pub struct Catalogue {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Catalogue {
    /// The catalogue of a language.
    pub fn new(language: Language) -> Self {
        let text = match language {
            Language::Chinese => CHINESE,
            Language::English => ENGLISH,
        };
        // The files are compiled in and tested; what of them can be read is used in any case.
        let resource =
            FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![
            language
                .tag()
                .parse::<LanguageIdentifier>()
                .unwrap_or_default(),
        ]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { language, bundle }
    }

    /// The catalogue's language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A message of the program.
    pub fn text(&self, id: &str, arguments: &[(&str, &str)]) -> String {
        let mut named = FluentArgs::new();
        for (name, value) in arguments {
            named.set(*name, harmless(value));
        }
        self.format(id, None, &named)
            .unwrap_or_else(|| id.to_owned())
    }

    /// What a finding says.
    pub fn message(&self, finding: &Diagnostic) -> String {
        self.format(finding.code.name, None, &self.arguments(finding))
            .unwrap_or_default()
    }

    /// What stands under the cell.
    pub fn label(&self, finding: &Diagnostic) -> String {
        self.format(finding.code.name, Some("label"), &self.arguments(finding))
            .unwrap_or_default()
    }

    /// What to do about it.
    pub fn help(&self, finding: &Diagnostic) -> Option<String> {
        let arguments = self.arguments(finding);
        match finding.advice {
            Some(advice) => self.format(advice, None, &arguments),
            None => self.format(finding.code.name, Some("help"), &arguments),
        }
    }

    /// What findings of this code mean.
    pub fn why(&self, code: &str) -> String {
        self.format(code, Some("why"), &FluentArgs::new())
            .unwrap_or_default()
    }

    /// What findings of this code mean, in one sentence.
    pub fn summary(&self, code: &str) -> String {
        let why = self.why(code);
        let end = why.find(['。', '\n']).or_else(|| why.find(". "));
        end.map_or(why.as_str(), |end| &why[..end]).to_owned()
    }

    fn format(
        &self,
        id: &str,
        attribute: Option<&str>,
        arguments: &FluentArgs<'_>,
    ) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(arguments), &mut errors);
        debug_assert!(errors.is_empty(), "{id}: {errors:?}");
        Some(text.trim().to_owned())
    }

    /// A finding's arguments, as texts: numbers are shown as they were written.
    fn arguments<'f>(&self, finding: &'f Diagnostic) -> FluentArgs<'f> {
        let mut named = FluentArgs::new();
        for (name, value) in &finding.args {
            let text = match (value, self.language) {
                (Arg::Text(text), _) => text,
                (Arg::Words { zh, .. }, Language::Chinese) => zh,
                (Arg::Words { en, .. }, Language::English) => en,
            };
            named.set(*name, harmless(text));
        }
        named
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

    use super::*;
    use crate::command::codes;

    /// Each message and attribute, with its variables.
    fn contents(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let resource = fluent_syntax::parser::parse(text).expect("valid Fluent");
        let mut found = BTreeMap::new();
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let id = message.id.name;
            if let Some(pattern) = &message.value {
                assert!(
                    found.insert(id.to_owned(), variables(pattern)).is_none(),
                    "{id} stands twice"
                );
            }
            for attribute in &message.attributes {
                found.insert(
                    format!("{id}.{}", attribute.id.name),
                    variables(&attribute.value),
                );
            }
        }
        found
    }

    fn variables(pattern: &Pattern<&str>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                match expression {
                    Expression::Inline(inline) => found.extend(variable(inline)),
                    Expression::Select { selector, variants } => {
                        found.extend(variable(selector));
                        found.extend(
                            variants
                                .iter()
                                .flat_map(|variant| variables(&variant.value)),
                        );
                    }
                }
            }
        }
        found
    }

    fn variable(inline: &InlineExpression<&str>) -> Option<String> {
        match inline {
            InlineExpression::VariableReference { id } => Some(id.name.to_owned()),
            _ => None,
        }
    }

    #[test]
    fn both_languages_say_the_same_things_about_the_same_values() {
        assert_eq!(contents(CHINESE), contents(ENGLISH));
    }

    #[test]
    fn every_code_has_message_label_help_and_why() {
        let contents = contents(CHINESE);
        for code in codes() {
            for part in ["", ".label", ".help", ".why"] {
                assert!(
                    contents.contains_key(&format!("{}{part}", code.name)),
                    "{}{part}",
                    code.name
                );
            }
            assert!(
                contents[&format!("{}.why", code.name)].is_empty(),
                "{}.why has variables",
                code.name
            );
        }
    }

    /// The texts between quotes in the program's source, this file's apart.
    fn quoted(folder: &std::path::Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                quoted(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && !path.ends_with("messages.rs")
            {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.extend(text.split('"').map(str::to_owned));
            }
        }
    }

    /// A misspelt id would be shown as it is, to a reader who can do nothing about it; one that nothing asks
    /// for would be translated for nobody.
    #[test]
    fn the_code_and_the_catalogue_name_the_same_messages() {
        let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut quoted_texts = BTreeSet::new();
        quoted(&source, &mut quoted_texts);
        let contents = contents(CHINESE);
        let families = [
            "advice", "label", "status", "init", "explain", "help", "usage",
        ];
        for text in &quoted_texts {
            let is_id = text.split_once('-').is_some_and(|(family, rest)| {
                families.contains(&family)
                    && !rest.is_empty()
                    && rest
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            });
            assert!(!is_id || contents.contains_key(text), "{text} has no words");
        }
        // Put together from what they are about, and shown by the tests that compare the help text.
        let is_composed = |id: &str| {
            let command = id.strip_prefix("help-");
            id.starts_with("severity-")
                || id.starts_with("trace-way-")
                || command.is_some_and(|of| of.starts_with("arg-"))
                || [
                    "init", "check", "render", "rollup", "status", "explain", "schema", "compare",
                    "trace",
                ]
                .map(Some)
                .contains(&command)
        };
        for id in contents.keys().filter(|id| !id.contains('.')) {
            assert!(
                quoted_texts.contains(id) || is_composed(id),
                "nothing asks for {id}"
            );
        }
    }

    #[test]
    fn the_language_is_chinese_unless_something_says_english() {
        let choose = Language::choose;
        assert_eq!(choose(None, None, None), Language::Chinese);
        assert_eq!(choose(None, None, Some("C")), Language::Chinese);
        assert_eq!(choose(None, None, Some("en-US")), Language::English);
        assert_eq!(choose(None, Some("zh"), Some("en-US")), Language::Chinese);
        assert_eq!(
            choose(Some("en"), Some("zh"), Some("zh-CN")),
            Language::English
        );
    }
}
