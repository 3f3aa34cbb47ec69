//! TOML that remembers where each part of it stands, so that every error can point there.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use darkside_error::{Error, Place, Result, Source};

/// A value with its place; values that come from memory have none.
#[derive(Clone, Debug)]
pub struct Node {
    /// What is written.
    pub content: Content,
    /// Where it is written, if in a text.
    pub place: Option<Place>,
}

/// What a [`Node`] holds. Tables keep their order.
#[derive(Clone, Debug)]
pub enum Content {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal point.
    Number(f64),
    /// `true` or `false`.
    Switch(bool),
    /// A date or time; no key takes one.
    Date,
    /// A list.
    List(Vec<Node>),
    /// A table, in the order of the text.
    Table(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Where it is written, if in a text.
    pub place: Option<Place>,
}

impl Key {
    /// An error that points at this key.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::input(message).at_place(self.place.as_ref())
    }
}

impl Node {
    /// A whole document.
    pub fn document(source: &Arc<Source>) -> Result<Node> {
        let table = DeTable::parse(&source.text).map_err(|error| syntax_error(&error, source, 0))?;
        let span = table.span();
        let builder = Builder { source, shift: 0 };
        Ok(Node { content: builder.table(table.get_ref())?, place: Some(builder.place(&span)) })
    }

    /// The single value in `source` from byte `from` on.
    pub fn single(source: &Arc<Source>, from: usize) -> Result<Node> {
        let text = source.text.get(from..).unwrap_or_default();
        let value = DeValue::parse(text).map_err(|error| syntax_error(&error, source, from))?;
        Builder { source, shift: from }.node(&value)
    }

    /// A value from memory, without a place.
    pub fn of(value: &toml::Value) -> Node {
        let content = match value {
            toml::Value::String(text) => Content::Text(text.clone()),
            toml::Value::Integer(integer) => Content::Integer(*integer),
            toml::Value::Float(number) => Content::Number(*number),
            toml::Value::Boolean(switch) => Content::Switch(*switch),
            toml::Value::Datetime(_) => Content::Date,
            toml::Value::Array(items) => Content::List(items.iter().map(Node::of).collect()),
            toml::Value::Table(entries) => {
                let key = |name: &String| Key { name: name.clone(), place: None };
                Content::Table(entries.iter().map(|(name, value)| (key(name), Node::of(value))).collect())
            }
        };
        Node { content, place: None }
    }

    /// The value without its places; a date becomes the word "date".
    pub fn to_toml(&self) -> toml::Value {
        match &self.content {
            Content::Text(text) => toml::Value::String(text.clone()),
            Content::Integer(integer) => toml::Value::Integer(*integer),
            Content::Number(number) => toml::Value::Float(*number),
            Content::Switch(switch) => toml::Value::Boolean(*switch),
            Content::Date => toml::Value::String("date".into()),
            Content::List(items) => toml::Value::Array(items.iter().map(Node::to_toml).collect()),
            Content::Table(entries) => {
                toml::Value::Table(entries.iter().map(|(key, node)| (key.name.clone(), node.to_toml())).collect())
            }
        }
    }

    /// This node as the only entry, called `name`, of a table.
    pub fn inside(self, name: &str) -> Node {
        let place = self.place.clone();
        let key = Key { name: name.into(), place: place.clone() };
        Node { content: Content::Table(vec![(key, self)]), place }
    }

    /// An error that points at this value.
    pub fn error(&self, message: impl Into<String>) -> Error {
        Error::input(message).at_place(self.place.as_ref())
    }

    /// The error that `what` must be `wanted` and is not.
    pub fn must_be(&self, what: &str, wanted: &str) -> Error {
        self.error(format!("{what} must be {wanted}, not {}", self.words()))
    }

    /// The value in words, short enough for a message.
    pub fn words(&self) -> String {
        match &self.content {
            Content::Text(text) if text.chars().count() > 40 => {
                format!("\"{}…\"", text.chars().take(40).collect::<String>().escape_debug())
            }
            Content::Text(text) => format!("\"{}\"", text.escape_debug()),
            Content::Integer(integer) => integer.to_string(),
            Content::Number(number) => number_words(*number),
            Content::Switch(switch) => switch.to_string(),
            Content::Date => "a date".into(),
            Content::List(items) => match items.len() {
                0 => "an empty list".into(),
                1 => "a list of one".into(),
                n => format!("a list of {n}"),
            },
            Content::Table(_) => "a table".into(),
        }
    }

    /// The text, if `what` is one.
    pub fn text(&self, what: &str) -> Result<&str> {
        match &self.content {
            Content::Text(text) => Ok(text),
            _ => Err(self.must_be(what, "a string")),
        }
    }

    /// The items, if `what` is a list.
    pub fn list(&self, what: &str) -> Result<&[Node]> {
        match &self.content {
            Content::List(items) => Ok(items),
            _ => Err(self.must_be(what, "a list")),
        }
    }

    /// The entries, if `what` is a table.
    pub fn table(&self, what: &str) -> Result<&[(Key, Node)]> {
        match &self.content {
            Content::Table(entries) => Ok(entries),
            _ => Err(self.must_be(what, "a table")),
        }
    }

    /// The number, whole or not, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self.content {
            Content::Integer(integer) => Some(integer as f64),
            Content::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The whole number, if it is one; other programs write it as `20.0` or `2e1`, too.
    pub fn whole(&self) -> Option<i64> {
        match self.content {
            Content::Integer(integer) => Some(integer),
            // Beyond this, floats are no longer exact.
            Content::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => Some(number as i64),
            _ => None,
        }
    }

    /// The entry of this name, if this is a table that has one.
    pub fn entry(&self, name: &str) -> Option<&Node> {
        match &self.content {
            Content::Table(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// Builds nodes from the parser's values; `shift` is where the parsed text begins in the source.
struct Builder<'a> {
    source: &'a Arc<Source>,
    shift: usize,
}

impl Builder<'_> {
    fn place(&self, span: &std::ops::Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span: span.start + self.shift..span.end + self.shift }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Result<Node> {
        let place = Some(self.place(&value.span()));
        let content = match value.get_ref() {
            DeValue::String(text) => Content::Text(text.to_string()),
            DeValue::Integer(integer) => {
                let parsed = i64::from_str_radix(integer.as_str(), integer.radix());
                Content::Integer(parsed.map_err(|_| too_large(place.as_ref()))?)
            }
            DeValue::Float(float) => {
                let text = float.as_str();
                let number: f64 = text.parse().map_err(|_| too_large(place.as_ref()))?;
                if number.is_infinite() && !text.contains("inf") {
                    return Err(too_large(place.as_ref()));
                }
                Content::Number(number)
            }
            DeValue::Boolean(switch) => Content::Switch(*switch),
            DeValue::Datetime(_) => Content::Date,
            DeValue::Array(items) => Content::List(items.iter().map(|item| self.node(item)).collect::<Result<_>>()?),
            DeValue::Table(table) => self.table(table)?,
        };
        Ok(Node { content, place })
    }

    fn table(&self, table: &DeTable<'_>) -> Result<Content> {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let place = Some(self.place(&key.span()));
            entries.push((Key { name: key.get_ref().to_string(), place }, self.node(value)?));
        }
        Ok(Content::Table(entries))
    }
}

/// A number as a person would write it.
pub(super) fn number_words(number: f64) -> String {
    let size = number.abs();
    if number.is_finite() && size != 0.0 && !(1e-6..1e9).contains(&size) {
        format!("{number:e}")
    } else {
        number.to_string().to_lowercase()
    }
}

fn too_large(place: Option<&Place>) -> Error {
    Error::input("this number is too large")
        .at_place(place)
        .help("whole numbers go up to 9223372036854775807, others up to 1.7e308; an infinite hazard is written `inf`")
}

fn syntax_error(error: &toml::de::Error, source: &Arc<Source>, shift: usize) -> Error {
    let span = error.span().unwrap_or(0..0);
    let span = span.start + shift..span.end + shift;
    let message = error.message().trim_end().replace('\n', "; ");
    let found = Error::input(format!("not valid TOML: {message}")).at(source, span.clone());
    match super::slips::advice(&source.text, span.start) {
        Some(advice) => found.help(advice),
        None => found,
    }
}
