//! Factors: what a sweep varies, and over which values.

use serde::{Deserialize, Serialize};

use darkside_engine::scenario::{Named, Takes};

/// One value that a sweep varies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Factor {
    /// Dotted path of the parameter or the practice's field.
    pub path: String,
    /// What it means.
    pub meaning: String,
    /// Its unit in words.
    pub unit: String,
    /// What kind of values it takes.
    pub kind: FactorKind,
    /// Its values as TOML, in order, if they are listed; empty for a range.
    pub levels: Vec<String>,
    /// Least and greatest value, if a range is given.
    pub range: Option<[f64; 2]>,
}

/// What kind of values a factor has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Numbers.
    Number,
    /// Whole numbers.
    Whole,
    /// Anything else: words, switches, lists. The coordinate is the position of a level.
    Word,
}

impl Factor {
    /// A factor at a path, of which `named` says what it takes; as yet without values.
    pub(crate) fn new(path: &str, named: &Named) -> Self {
        Self {
            path: path.to_owned(),
            meaning: named.meaning.clone(),
            unit: named.unit.words().to_owned(),
            kind: match named.takes {
                Takes::Number => FactorKind::Number,
                Takes::Whole => FactorKind::Whole,
                Takes::Other => FactorKind::Word,
            },
            levels: Vec::new(),
            range: None,
        }
    }

    /// The same with values from one end to the other; ends of whole numbers are rounded inwards.
    pub(crate) fn over(self, [from, to]: [f64; 2]) -> Self {
        let whole = self.kind == FactorKind::Whole;
        Self { range: Some(if whole { [from.ceil(), to.floor()] } else { [from, to] }), ..self }
    }

    /// A factor that takes any number in a range.
    #[cfg(test)]
    pub(crate) fn of_range(path: &str, range: [f64; 2]) -> Self {
        let (meaning, unit) = (String::new(), darkside_engine::parameter::Unit::Number);
        let allowed = darkside_engine::parameter::Range { from: range[0], to: range[1] };
        Self::new(path, &Named { meaning, unit, allowed, takes: Takes::Number }).over(range)
    }

    /// The ends of its range; NaN if it has none.
    pub fn ends(&self) -> [f64; 2] {
        self.range.unwrap_or([f64::NAN; 2])
    }

    /// The coordinate at a place in the unit interval; the range or the levels are spread evenly over it.
    pub(crate) fn at(&self, place: f64) -> f64 {
        match (self.range, self.kind) {
            (Some([from, to]), FactorKind::Whole) => {
                let number = from + (place * (to - from + 1.0)).floor();
                if number > to { to } else { number }
            }
            (Some([from, to]), _) => from + place * (to - from),
            (None, _) => {
                let level = (place * self.levels.len() as f64) as usize;
                self.level(level.min(self.levels.len().saturating_sub(1)))
            }
        }
    }

    /// The coordinate of a level: the number itself, or the level's position.
    pub(super) fn level(&self, position: usize) -> f64 {
        match self.kind {
            FactorKind::Word => position as f64,
            // Every level was written by this program from a number, so it parses.
            _ => self.levels.get(position).and_then(|level| level.parse().ok()).unwrap_or(f64::NAN),
        }
    }

    /// The value that a coordinate stands for.
    pub fn value(&self, coordinate: f64) -> toml::Value {
        match self.kind {
            FactorKind::Number => toml::Value::Float(coordinate),
            FactorKind::Whole => toml::Value::Integer(coordinate as i64),
            FactorKind::Word => {
                self.levels.get(coordinate as usize).map_or(toml::Value::Boolean(false), |text| parsed(text))
            }
        }
    }

    /// The value that a coordinate stands for, as TOML.
    pub fn text(&self, coordinate: f64) -> String {
        match self.kind {
            FactorKind::Number => written(coordinate),
            FactorKind::Whole => (coordinate as i64).to_string(),
            FactorKind::Word => self.levels.get(coordinate as usize).cloned().unwrap_or_default(),
        }
    }

    /// The levels as shown in tables: words without quotation marks, anything else as TOML.
    pub fn words(&self) -> Vec<String> {
        let word = |level: &String| match parsed(level) {
            toml::Value::String(word) => word,
            _ => level.clone(),
        };
        self.levels.iter().map(word).collect()
    }

    /// Whether its values are numbers.
    pub fn is_number(&self) -> bool {
        self.kind != FactorKind::Word
    }
}

/// A number as TOML, in the shortest form that reads back as the same number.
pub(super) fn written(number: f64) -> String {
    format!("{number:?}")
}

/// The value that a level's text stands for.
fn parsed(text: &str) -> toml::Value {
    text.parse().unwrap_or_else(|_| toml::Value::String(text.into()))
}

/// A number rounded to twelve significant digits, to drop the noise in its last bits.
pub(crate) fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factor(kind: FactorKind, levels: &[&str], range: Option<[f64; 2]>) -> Factor {
        let levels = levels.iter().map(|level| (*level).to_owned()).collect();
        Factor { path: "p".into(), meaning: String::new(), unit: String::new(), kind, levels, range }
    }

    #[test]
    fn whole_numbers_of_a_range_come_equally_often() {
        let factor = factor(FactorKind::Whole, &[], Some([2.0, 4.0]));
        let counts = (0..300).map(|n| factor.at(f64::from(n) / 300.0)).fold([0; 3], |mut counts, number| {
            counts[number as usize - 2] += 1;
            counts
        });
        assert_eq!(counts, [100; 3]);
        assert_eq!(factor.at(1.0), 4.0);
    }

    #[test]
    fn tables_hold_words_without_quotation_marks() {
        let factor = factor(FactorKind::Word, &["\"threshold\"", "true", "[\"a\"]"], None);
        assert_eq!(factor.words(), ["threshold", "true", "[\"a\"]"]);
    }

    #[test]
    fn levels_share_the_unit_interval() {
        let factor = factor(FactorKind::Number, &["0.0", "0.5", "inf"], None);
        assert_eq!([0.0, 0.4, 0.99].map(|place| factor.at(place)), [0.0, 0.5, f64::INFINITY]);
        assert_eq!(factor.text(f64::INFINITY), "inf");
    }

    #[test]
    fn words_are_positions_and_come_back_as_values() {
        let factor = factor(FactorKind::Word, &["\"hazard\"", "true", "[0.1, 0.2]"], None);
        assert_eq!(factor.value(factor.at(0.5)), toml::Value::Boolean(true));
        assert_eq!(factor.value(0.0), toml::Value::String("hazard".into()));
        assert_eq!(factor.text(2.0), "[0.1, 0.2]");
    }
}
