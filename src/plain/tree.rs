//! What a TOML file holds, in the order of its text.

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

/// Names within one table, beyond which looking each up among the others would take long.
const MAX_NAMES: usize = 100;

/// A table: its names and what stands under them, in the order of the text.
pub(crate) type Tree<'t> = Vec<Entry<'t>>;

/// A name and what stands under it.
pub(crate) type Entry<'t> = (Spanned<DeString<'t>>, Spanned<Value<'t>>);

/// What stands under a name.
#[derive(Debug)]
pub(crate) enum Value<'t> {
    /// A whole number in nothing but digits, as nearly all are written.
    Digits(&'t str),
    /// Anything else that holds no other values: a text, a date, another number.
    Single(DeValue<'t>),
    /// A list, or the sections of one name.
    List(Vec<Spanned<Value<'t>>>),
    /// A section, or a table in one line.
    Table(Tree<'t>),
}

impl<'t> Value<'t> {
    /// The text, if it is one.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match self {
            Self::Single(DeValue::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The values of a list.
    pub(crate) fn as_list(&self) -> Option<&[Spanned<Self>]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The entries of a table.
    pub(crate) fn as_table(&self) -> Option<&Tree<'t>> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// A table as the parser has it, in the order of the text.
pub(crate) fn in_order(table: DeTable<'_>) -> Tree<'_> {
    fn value(of: Spanned<DeValue<'_>>) -> Spanned<Value<'_>> {
        let span = of.span();
        let value = match of.into_inner() {
            DeValue::Array(list) => Value::List(list.into_iter().map(value).collect()),
            DeValue::Table(table) => Value::Table(in_order(table)),
            single => Value::Single(single),
        };
        Spanned::new(span, value)
    }
    let entries = table.into_iter().map(|(name, of)| (name, value(of)));
    let mut entries: Tree<'_> = entries.collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
}

/// A table as the parser has it; none if it would not have it.
pub(super) fn parsed(table: Tree<'_>) -> Option<DeTable<'_>> {
    fn value(of: Spanned<Value<'_>>) -> Option<Spanned<DeValue<'_>>> {
        let span = of.span();
        let value = match of.into_inner() {
            Value::Digits(digits) => DeValue::parse(digits).ok()?.into_inner(),
            Value::Single(single) => single,
            Value::List(list) => {
                let list = list.into_iter().map(value);
                DeValue::Array(list.collect::<Option<DeArray<'_>>>()?)
            }
            Value::Table(table) => DeValue::Table(parsed(table)?),
        };
        Some(Spanned::new(span, value))
    }
    let entries = table.into_iter();
    entries.map(|(name, of)| Some((name, value(of)?))).collect()
}

/// Where in a table a name stands.
pub(super) fn position(table: &Tree<'_>, name: &Spanned<DeString<'_>>) -> Option<usize> {
    let mut names = table.iter().map(|(name, _)| name.get_ref());
    names.position(|other| other == name.get_ref())
}

/// Adds what a table does not have yet.
pub(super) fn add<'t>(
    table: &mut Tree<'t>,
    name: Spanned<DeString<'t>>,
    value: Spanned<Value<'t>>,
) -> Option<()> {
    let is_new = table.len() < MAX_NAMES && position(table, &name).is_none();
    is_new.then(|| table.push((name, value)))
}
