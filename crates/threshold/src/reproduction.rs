//! The reproduction number of a practice, and what it is made of.

use crate::contacts::{Contacts, Link};
use crate::spectrum::{Entry, Operator, spectrum};
use darkside_engine::population::{FirmState, World};
use darkside_error::Result;

/// The household reproduction number of a practice: how many other portfolios a portfolio of the early wave passes it on to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reproduction {
    /// The number; infinite where some never give the practice up and pass it around.
    pub number: f64,
    /// The same, where a portfolio that is started again over the same tie counts once: never larger, and much smaller where
    /// ties are few and strong.
    pub once: f64,
    /// Its part by inter-personal imitation.
    pub imitation: f64,
    /// Its part by inter-personal learning.
    pub learning: f64,
    /// Its part by association.
    pub association: f64,
    /// Its part over ties within a firm; the rest is the wider network.
    pub within_firms: f64,
    /// Weeks in which a portfolio of the early wave uses the practice.
    pub weeks: f64,
    /// The same, summed over its relationships.
    pub user_weeks: f64,
    /// Adoptions in such a portfolio, the first included: the size of a household's outbreak.
    pub adoptions: f64,
    /// Whether the power iteration converged to nine digits.
    pub converged: bool,
}

/// The reproduction number of a practice in a world, as if nobody there used it.
///
/// It is linear: what follows from the first few users. Beliefs, need and everything else are taken as they are.
///
/// # Errors
/// If some firm imitates by the threshold rule, which has no such number, or a portfolio is too large for its lessons to be
/// followed.
pub fn reproduction(world: &World, practice: usize) -> Result<Reproduction> {
    let contacts = Contacts::of(world, practice)?;
    let user_weeks: Vec<f64> = contacts.spells.iter().map(|spell| spell.user_weeks).collect();
    let entries: Vec<Entry> = contacts.links.iter().map(Link::entry).collect();
    let operator = Operator { entries: &entries, column: &contacts.meets, row: &user_weeks };
    let found = spectrum(&operator);
    let ever: Vec<Entry> = contacts.links.iter().map(|link| (link.target, link.source, link.ever)).collect();
    let once = spectrum(&Operator { entries: &ever, column: &contacts.meets, row: &user_weeks });
    let converged = found.converged && once.converged;
    let mut number = Reproduction { number: found.radius, once: once.radius, converged, ..Reproduction::default() };
    if found.right.is_empty() {
        // Nothing grows, or without bound: there is no early wave to average over.
        let seats = contacts.spells.len() as f64;
        number.average(&contacts, &vec![1.0 / seats; contacts.spells.len()]);
        return Ok(number);
    }
    let pair = |link: &Link| found.left[link.target] * found.right[link.source];
    let over = |of: &dyn Fn(&Link) -> f64| contacts.links.iter().map(|link| pair(link) * of(link)).sum::<f64>();
    number.imitation = over(&|link| link.starts * link.imitated());
    number.learning = over(&|link| link.starts * (1.0 - link.imitated()));
    number.within_firms = over(&|link| if link.inside { link.starts } else { 0.0 });
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    number.association = dot(&found.left, &contacts.meets) * dot(&user_weeks, &found.right);
    number.average(&contacts, &found.right);
    Ok(number)
}

impl Link {
    fn entry(&self) -> Entry {
        (self.target, self.source, self.starts)
    }

    /// The part of what passes that is imitated.
    fn imitated(&self) -> f64 {
        self.imitation / (self.imitation + self.learning)
    }
}

impl Reproduction {
    /// Means over the portfolios that an early wave consists of.
    fn average(&mut self, contacts: &Contacts, wave: &[f64]) {
        for (spell, part) in contacts.spells.iter().zip(wave).filter(|(_, part)| **part > 0.0) {
            self.weeks += part * spell.weeks;
            self.user_weeks += part * spell.user_weeks;
            self.adoptions += part * spell.adoptions;
        }
    }
}

/// The number of each firm left to itself, in the order of firms: its own managers and the ties between them.
///
/// # Errors
/// As [`reproduction`].
pub fn reproduction_of_firms(world: &World, practice: usize) -> Result<Vec<f64>> {
    let contacts = Contacts::of(world, practice)?;
    let mut inside: Vec<Vec<Entry>> = vec![Vec::new(); world.firms.len()];
    for link in contacts.links.iter().filter(|link| link.inside) {
        let firm = contacts.firms[link.target];
        let first = world.firms[firm].seats.start as usize;
        let (target, source, starts) = link.entry();
        inside[firm].push((target - first, source - first, starts));
    }
    let number = |(firm, entries): (&FirmState, Vec<Entry>)| {
        let seats = firm.seats.start as usize..firm.seats.end as usize;
        let row: Vec<f64> = contacts.spells[seats.clone()].iter().map(|spell| spell.user_weeks).collect();
        spectrum(&Operator { entries: &entries, column: &contacts.meets[seats], row: &row }).radius
    };
    Ok(world.firms.iter().zip(inside).map(number).collect())
}
