//! A piece of TOML that remembers where it stands, so that every complaint can point at it.

use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use darkside_error::{Error, Place, Result, Source};

/// A value with its place; values that come from memory have none.
#[derive(Clone, Debug)]
pub struct Node {
    /// What was written.
    pub value: Value,
    /// Where it was written, if in a text.
    pub place: Option<Place>,
}

/// What a [`Node`] holds. Tables keep the order in which they are written.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a decimal point.
    Number(f64),
    /// `true` or `false`.
    Switch(bool),
    /// A date or time, which no key takes.
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
    /// Where it was written, if in a text.
    pub place: Option<Place>,
}

impl Key {
    /// An error that points at this key.
    pub fn error(&self, message: impl Into<String>) -> Error {
        pointed(Error::input(message), self.place.as_ref())
    }
}

/// The error, pointed at the place if there is one.
pub fn pointed(error: Error, place: Option<&Place>) -> Error {
    match place {
        Some(place) => error.at(&place.source, place.span.clone()),
        None => error,
    }
}

impl Node {
    /// A whole document.
    pub fn document(source: &Arc<Source>) -> Result<Node> {
        let table = DeTable::parse(&source.text).map_err(|error| syntax_error(&error, source, 0))?;
        let span = table.span();
        let reader = Reader { source, shift: 0 };
        Ok(Node { value: reader.table(table.get_ref())?, place: Some(reader.place(&span)) })
    }

    /// The single value that stands in `source` from byte `from` on.
    pub fn single(source: &Arc<Source>, from: usize) -> Result<Node> {
        let text = source.text.get(from..).unwrap_or_default();
        let value = DeValue::parse(text).map_err(|error| syntax_error(&error, source, from))?;
        Reader { source, shift: from }.node(&value)
    }

    /// A value from memory, without a place.
    pub fn of(value: &toml::Value) -> Node {
        let value = match value {
            toml::Value::String(text) => Value::Text(text.clone()),
            toml::Value::Integer(integer) => Value::Integer(*integer),
            toml::Value::Float(number) => Value::Number(*number),
            toml::Value::Boolean(switch) => Value::Switch(*switch),
            toml::Value::Datetime(_) => Value::Date,
            toml::Value::Array(items) => Value::List(items.iter().map(Node::of).collect()),
            toml::Value::Table(entries) => Value::Table(
                entries
                    .iter()
                    .map(|(name, value)| (Key { name: name.clone(), place: None }, Node::of(value)))
                    .collect(),
            ),
        };
        Node { value, place: None }
    }

    /// The value without its places; a date, which no parameter takes, becomes its name.
    pub fn to_toml(&self) -> toml::Value {
        match &self.value {
            Value::Text(text) => toml::Value::String(text.clone()),
            Value::Integer(integer) => toml::Value::Integer(*integer),
            Value::Number(number) => toml::Value::Float(*number),
            Value::Switch(switch) => toml::Value::Boolean(*switch),
            Value::Date => toml::Value::String("date".into()),
            Value::List(items) => toml::Value::Array(items.iter().map(Node::to_toml).collect()),
            Value::Table(entries) => {
                toml::Value::Table(entries.iter().map(|(key, node)| (key.name.clone(), node.to_toml())).collect())
            }
        }
    }

    /// This node as the only entry, called `name`, of a table.
    pub fn inside(self, name: &str) -> Node {
        let place = self.place.clone();
        let key = Key { name: name.into(), place: place.clone() };
        Node { value: Value::Table(vec![(key, self)]), place }
    }

    /// An error that points at this value.
    pub fn error(&self, message: impl Into<String>) -> Error {
        pointed(Error::input(message), self.place.as_ref())
    }

    /// The error that `what` must be `wanted` and is not.
    pub fn must_be(&self, what: &str, wanted: &str) -> Error {
        self.error(format!("{what} must be {wanted}, not {}", self.words()))
    }

    /// The value in words, short enough for a message.
    pub fn words(&self) -> String {
        match &self.value {
            Value::Text(text) if text.chars().count() > 40 => {
                format!("\"{}…\"", text.chars().take(40).collect::<String>().escape_debug())
            }
            Value::Text(text) => format!("\"{}\"", text.escape_debug()),
            Value::Integer(integer) => integer.to_string(),
            Value::Number(number) => crate::scenario::value::number_words(*number),
            Value::Switch(switch) => switch.to_string(),
            Value::Date => "a date".into(),
            Value::List(items) => match items.len() {
                0 => "an empty list".into(),
                1 => "a list of one".into(),
                n => format!("a list of {n}"),
            },
            Value::Table(_) => "a table".into(),
        }
    }

    /// The text, if `what` is one.
    pub fn text(&self, what: &str) -> Result<&str> {
        match &self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.must_be(what, "a string")),
        }
    }

    /// The items, if `what` is a list.
    pub fn list(&self, what: &str) -> Result<&[Node]> {
        match &self.value {
            Value::List(items) => Ok(items),
            _ => Err(self.must_be(what, "a list")),
        }
    }

    /// The entries, if `what` is a table.
    pub fn table(&self, what: &str) -> Result<&[(Key, Node)]> {
        match &self.value {
            Value::Table(entries) => Ok(entries),
            _ => Err(self.must_be(what, "a table")),
        }
    }

    /// The entry of this name, if this is a table that has one.
    pub fn entry(&self, name: &str) -> Option<&Node> {
        match &self.value {
            Value::Table(entries) => entries.iter().find(|(key, _)| key.name == name).map(|(_, node)| node),
            _ => None,
        }
    }
}

/// Turns the parser's values into nodes; `shift` is where in the source the parsed text begins.
struct Reader<'a> {
    source: &'a Arc<Source>,
    shift: usize,
}

impl Reader<'_> {
    fn place(&self, span: &std::ops::Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span: span.start + self.shift..span.end + self.shift }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Result<Node> {
        let place = Some(self.place(&value.span()));
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => {
                let parsed = i64::from_str_radix(integer.as_str(), integer.radix());
                Value::Integer(parsed.map_err(|_| too_large(place.as_ref()))?)
            }
            DeValue::Float(float) => {
                let text = float.as_str();
                let number: f64 = text.parse().map_err(|_| too_large(place.as_ref()))?;
                if number.is_infinite() && !text.contains("inf") {
                    return Err(too_large(place.as_ref()));
                }
                Value::Number(number)
            }
            DeValue::Boolean(switch) => Value::Switch(*switch),
            DeValue::Datetime(_) => Value::Date,
            DeValue::Array(items) => Value::List(items.iter().map(|item| self.node(item)).collect::<Result<_>>()?),
            DeValue::Table(table) => self.table(table)?,
        };
        Ok(Node { value, place })
    }

    fn table(&self, table: &DeTable<'_>) -> Result<Value> {
        let mut entries = Vec::with_capacity(table.len());
        for (key, value) in table {
            let place = Some(self.place(&key.span()));
            entries.push((Key { name: key.get_ref().to_string(), place }, self.node(value)?));
        }
        Ok(Value::Table(entries))
    }
}

fn too_large(place: Option<&Place>) -> Error {
    pointed(Error::input("this number is too large"), place)
        .help("whole numbers go up to 9223372036854775807, others up to 1.7e308; an infinite hazard is written `inf`")
}

fn syntax_error(error: &toml::de::Error, source: &Arc<Source>, shift: usize) -> Error {
    let span = error.span().unwrap_or(0..0);
    let message = error.message().trim_end().replace('\n', "; ");
    Error::input(format!("not valid TOML: {message}")).at(source, span.start + shift..span.end + shift)
}
