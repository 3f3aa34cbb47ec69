//! Entities and their state, in the model's terms (section 2): one struct for each.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use darkside_engine::parameter::Parameters;
use darkside_engine::practice::Practice;
use darkside_engine::record::{Adoption, Case, Lapse, Locus, Mechanism, Onset, Totals};

use super::draws::Draws;

/// Practices, lessons or flags: one bit for each.
pub(crate) type Set = u32;

/// Whether a set contains this one.
pub(crate) fn has(set: Set, one: usize) -> bool {
    set >> one & 1 == 1
}

pub(crate) struct World {
    pub draws: Draws,
    pub practices: Rc<Vec<Practice>>,
    /// ε by practice.
    pub efficacy: Vec<f32>,
    pub firms: Vec<Firm>,
    /// By seat.
    pub managers: Vec<Manager>,
    /// ē of each account, as published.
    pub account_means: Vec<f32>,
    /// The labour market's queue.
    pub market: VecDeque<Mind>,
    /// How many relationships use each practice, as published.
    pub users: Vec<u64>,
    /// How many of them have the flag of the practice's largest load off.
    pub latent_users: Vec<u64>,
    /// Largest portfolio at week 0: the stride of slot numbers.
    pub stride: u32,
    /// Total number of relationships.
    pub relationships: u64,
    pub relationship_step: bool,
    pub ties_fixed: bool,
    /// The firm whose parameters apply to each office.
    pub office_firms: Vec<u32>,
    /// The last week in which a practice is suggested to a firm (false) or office (true).
    pub suggested: BTreeMap<(bool, usize, usize), i32>,
    pub meetings: Vec<Meeting>,
    pub log: Log,
}

/// A tie for a limited number of weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Meeting {
    pub seat: usize,
    /// Slot of the tie.
    pub slot: usize,
    /// The week at whose start it ends.
    pub ends: u32,
}

pub(crate) struct Firm {
    pub parameters: Parameters,
    /// From the first seat to the one after the last.
    pub seats: std::ops::Range<usize>,
    pub code: Set,
    /// Practices that its campaigns warn of.
    pub warnings: Set,
    pub campaign_ends: u32,
    pub shocked: bool,
    pub celebrity_stopped: bool,
    /// ½ + teamwork; 1 without the lever.
    pub inside_factor: f32,
    /// 1 + social media; 1 without the lever.
    pub outside_factor: f32,
    /// .4 (K − ½); 0 without the lever.
    pub skill: f32,
}

pub(crate) struct Manager {
    pub firm: usize,
    pub office: u32,
    pub person: u32,
    /// τ.
    pub tenure: f32,
    /// o.
    pub learning: f32,
    /// α.
    pub absorptive: f32,
    /// σ.
    pub scruples: f32,
    /// B by practice, as published.
    pub beliefs: Vec<f32>,
    /// B at the end of this week.
    pub next_beliefs: Vec<f32>,
    /// K, as published.
    pub known: Set,
    pub carried: Set,
    /// Practices in use anywhere in the portfolio, as published.
    pub uses: Set,
    /// κ, as published.
    pub credibility: f32,
    /// S, as published.
    pub success: f32,
    pub relationships: Vec<Relationship>,
    /// How many relationships have begun in each slot.
    pub begun: Vec<u32>,
    pub ties: Vec<Tie>,
}

#[derive(Clone)]
pub(crate) struct Relationship {
    pub account: u32,
    /// c.
    pub closeness: f32,
    /// d by effect.
    pub dark: [f32; 6],
    /// D.
    pub flags: Set,
    /// s.
    pub supplier: f32,
    /// u.
    pub customer: f32,
    /// π.
    pub power: f32,
    /// y.
    pub value: f32,
    /// ṽ.
    pub visible: f32,
    /// v̄.
    pub remembered: f32,
    /// e.
    pub expectation: f32,
    pub shock: f32,
    /// η.
    pub noise: f32,
    pub age: f32,
    /// U.
    pub practices: Set,
    /// I.
    pub lessons: Set,
    /// 0 exploration, 1 build-up, 2 maturity, 3 decline.
    pub phase: usize,
    /// Number of the slot in which it began, and how many began there before it.
    pub home: u32,
    pub spell: u32,
    /// How each practice in use arrived.
    pub origins: Vec<Arrived>,
}

/// How a practice in use arrived, and whether from a relationship with a flag on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Arrived {
    pub mechanism: Mechanism,
    pub locus: Locus,
    pub from_dark: bool,
}

impl Arrived {
    /// How practices of week 0 are recorded.
    pub(crate) const FIRST: Self = Self { mechanism: Mechanism::Spontaneous, locus: Locus::Origin, from_dark: false };
}

pub(crate) struct Tie {
    /// Seat.
    pub contact: usize,
    /// w.
    pub weight: f32,
    /// Weight at rest of an imported tie.
    pub imported: Option<f32>,
    pub inside: bool,
    pub same_office: bool,
}

pub(crate) struct Mind {
    pub beliefs: Vec<f32>,
    pub known: Set,
    pub tenure: f32,
    /// o, α, σ.
    pub character: [f32; 3],
}

/// What is recorded row by row and counted (section 9).
#[derive(Default)]
pub(crate) struct Log {
    pub ledger: Vec<Adoption>,
    pub lapses: Vec<Lapse>,
    pub onsets: Vec<Onset>,
    pub totals: Totals,
    /// Relationships that ended this week, and managers who left.
    pub dissolutions: u64,
    pub turnover: u64,
    /// Whether a campaign ran in each firm this week.
    pub campaigned: Vec<bool>,
    /// Relationships that were trained in each firm this week.
    pub trained: BTreeMap<usize, u64>,
    /// A row for each week, in the order of the series' columns.
    pub series: Vec<Vec<f64>>,
    /// Phases and alignments at the last observation, by seat and slot.
    pub before: Vec<(usize, usize)>,
}

impl World {
    /// The parameters of a manager's firm.
    pub(crate) fn of(&self, seat: usize) -> &Parameters {
        &self.firms[self.managers[seat].firm].parameters
    }

    /// The identity of a relationship and of the person who holds it.
    pub(crate) fn case(&self, seat: usize, slot: usize) -> Case {
        let manager = &self.managers[seat];
        let relationship = &manager.relationships[slot];
        Case {
            manager: seat as u32,
            person: manager.person,
            relationship: relationship.home,
            spell: relationship.spell,
        }
    }

    /// Seats and slots of all relationships, in order.
    pub(crate) fn places(&self) -> Vec<(usize, usize)> {
        let slots = |(seat, manager): (usize, &Manager)| {
            (0..manager.relationships.len()).map(move |slot| (seat, slot)).collect::<Vec<_>>()
        };
        self.managers.iter().enumerate().flat_map(slots).collect()
    }

    /// b_p(phase) · ε_p.
    pub(crate) fn benefit(&self, practice: usize, phase: usize) -> f32 {
        self.practices[practice].benefit[phase] * self.efficacy[practice]
    }
}

impl Manager {
    /// Practices in use anywhere in the portfolio.
    pub(crate) fn in_use(&self) -> Set {
        self.relationships.iter().fold(0, |uses, relationship| uses | relationship.practices)
    }
}

/// The age of a slot without a relationship.
pub(crate) const VACANT: f32 = -1.0;

impl Relationship {
    /// Whether the slot has no relationship. Its expectation is then the value that was lost.
    pub(crate) fn vacant(&self) -> bool {
        self.age == VACANT
    }

    /// Σ_p U x_p over the practices in use, starting from `base`: summed within each group of four of the catalogue,
    /// then over the groups.
    pub(crate) fn sum(&self, base: f32, practices: &[Practice], amount: impl Fn(&Practice) -> f32) -> f32 {
        self.sum_by_number(base, practices.len(), |p| amount(&practices[p]))
    }

    /// The same for `count` amounts that are looked up by the practice's number.
    pub(crate) fn sum_by_number(&self, base: f32, count: usize, amount: impl Fn(usize) -> f32) -> f32 {
        let mut sum = base;
        for first in (0..count).step_by(4) {
            let mut of_four = 0.0;
            for p in first..count.min(first + 4) {
                if has(self.practices, p) {
                    of_four += amount(p);
                }
            }
            sum += of_four;
        }
        sum
    }
}
