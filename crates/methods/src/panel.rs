//! What a panel study recorded.

use darkside_error::{Error, Result};
use std::collections::BTreeSet;

/// What a panel study recorded: who used the practice at each wave, and whom everybody named.
///
/// A value of a manager at a wave stands at `wave * managers + manager` ([`Panel::cell`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The number of managers.
    pub managers: usize,
    /// The number of waves.
    pub waves: usize,
    /// The firm of each manager at each wave, any number; it may be arbitrary where the use is unknown.
    pub firms: Vec<u32>,
    /// Whether each manager uses the practice at each wave; `None` where that is unknown.
    pub uses: Vec<Option<bool>>,
    /// Who names whom.
    pub ties: Vec<Tie>,
    /// What else is known of each manager at each wave.
    pub covariates: Vec<Covariate>,
}

/// A manager names a contact at a wave.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// The wave, from 0.
    pub wave: u32,
    /// Who names.
    pub from: u32,
    /// Who is named.
    pub to: u32,
    /// How close they are: 1 where ties have no weights, 0 for no tie.
    pub weight: f64,
}

/// What else is known of each manager at each wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Covariate {
    /// Its name.
    pub name: String,
    /// A value for each manager at each wave, in any unit; NaN where it is unknown.
    pub values: Vec<f64>,
}

impl Panel {
    /// The position of `manager`'s value at `wave`.
    pub fn cell(&self, manager: usize, wave: usize) -> usize {
        wave * self.managers + manager
    }

    /// Whether the vectors have the right lengths and the ties make sense.
    ///
    /// # Errors
    ///
    /// If a vector has another length than managers × waves, a covariate is infinite, or a tie leads out of the panel,
    /// to its own manager, twice to the same contact, or has a negative or undefined weight.
    pub fn check(&self) -> Result<()> {
        let cells = self.managers.checked_mul(self.waves).filter(|&cells| u32::try_from(cells).is_ok());
        let cells = cells.ok_or_else(|| Error::input("a panel has at most 2³² managers × waves"))?;
        let length = |what: &str, length: usize| {
            let wrong = || Error::input(format!("{what} has {length} values instead of managers × waves = {cells}"));
            if length == cells { Ok(()) } else { Err(wrong()) }
        };
        length("firms", self.firms.len())?;
        length("uses", self.uses.len())?;
        for Covariate { name, values } in &self.covariates {
            length(&format!("covariate {name}"), values.len())?;
            if values.iter().any(|value| value.is_infinite()) {
                return Err(Error::input(format!("covariate {name} has an infinite value")));
            }
        }
        let mut named = BTreeSet::new();
        for &Tie { wave, from, to, weight } in &self.ties {
            let wrong = |what: &str| Error::input(format!("the tie from {from} to {to} at wave {wave} {what}"));
            let inside = |manager: u32| (manager as usize) < self.managers;
            if !inside(from) || !inside(to) || wave as usize >= self.waves {
                return Err(wrong("leads out of the panel"));
            }
            if from == to {
                return Err(wrong("leads to the manager who names"));
            }
            if !(weight >= 0.0 && weight.is_finite()) {
                return Err(wrong("has a weight that is negative or undefined"));
            }
            if !named.insert((wave, from, to)) {
                return Err(wrong("occurs twice"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel() -> Panel {
        Panel { managers: 3, waves: 2, firms: vec![0; 6], uses: vec![None; 6], ..Panel::default() }
    }

    fn tie(wave: u32, from: u32, to: u32, weight: f64) -> Tie {
        Tie { wave, from, to, weight }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        let with_ties = |ties: &[Tie]| Panel { ties: ties.to_vec(), ..panel() }.check();
        assert_eq!(panel().check(), Ok(()));
        assert_eq!(with_ties(&[tie(0, 0, 1, 1.0), tie(1, 0, 1, 0.0)]), Ok(()));
        for (ties, message) in [
            (vec![tie(2, 0, 1, 1.0)], "the tie from 0 to 1 at wave 2 leads out of the panel"),
            (vec![tie(0, 0, 3, 1.0)], "the tie from 0 to 3 at wave 0 leads out of the panel"),
            (vec![tie(0, 1, 1, 1.0)], "the tie from 1 to 1 at wave 0 leads to the manager who names"),
            (vec![tie(0, 0, 1, f64::NAN)], "the tie from 0 to 1 at wave 0 has a weight that is negative or undefined"),
            (vec![tie(0, 0, 1, 1.0), tie(0, 0, 1, 0.5)], "the tie from 0 to 1 at wave 0 occurs twice"),
        ] {
            assert_eq!(with_ties(&ties), Err(Error::input(message)));
        }
        let short = Panel { firms: vec![0; 5], ..panel() };
        assert_eq!(short.check(), Err(Error::input("firms has 5 values instead of managers × waves = 6")));
        let infinite = Covariate { name: "tenure".into(), values: vec![f64::INFINITY; 6] };
        let infinite = Panel { covariates: vec![infinite], ..panel() };
        assert_eq!(infinite.check(), Err(Error::input("covariate tenure has an infinite value")));
    }
}
