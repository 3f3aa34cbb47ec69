//! Every random number that the weeks use, by what it is for (section 13): the only file that knows keys and words.
//!
//! It keeps account of the keys, and panics where one is opened a second time: since the fast engine gets the same
//! numbers at the same places, neither of them uses a number for two purposes.

use std::cell::RefCell;
use std::collections::BTreeSet;

use darkside::draws::{Draws as Keyed, Purpose, Sheet, Subject, normal_quantile};
use darkside::practice::Practice;

pub struct Draws {
    all: Keyed,
    /// About each practice.
    about: Vec<Keyed>,
    opened: RefCell<BTreeSet<Key>>,
}

/// What makes a number: practice (none where it is not about one), purpose, week, slot, seat.
type Key = (Option<usize>, u32, u32, u32, u32);

/// Marks the slots of numbers that every seat needs.
const EACH: u32 = 1 << 31;

/// The numbers with which a relationship's event is chosen.
pub struct Choice {
    pub times: [f32; 9],
    pub practice: f32,
    pub cause: f32,
    pub lesson: f32,
    pub source: Subject,
}

/// The acts whose draws are told apart.
pub enum ActOf {
    Introduce = 0,
    Train = 1,
    Rotate = 2,
    Trace = 3,
}

/// In place of a slot: the draw by which `introduce` chooses a manager.
pub const WHOM: usize = 0xfff;

impl Draws {
    pub fn new(seed: u64, practices: &[Practice]) -> Self {
        let all = Keyed::new(seed);
        Self {
            about: practices.iter().map(|practice| all.about(&practice.name)).collect(),
            all,
            opened: RefCell::default(),
        }
    }

    /// Keeps account of a key that is opened.
    fn open(&self, practice: Option<usize>, purpose: Purpose, week: u32, slot: usize, seat: usize) {
        let key = (practice, purpose as u32, week, slot as u32, seat as u32);
        assert!(self.opened.borrow_mut().insert(key), "this key is opened twice: {key:?}");
    }

    /// The numbers of one subject.
    fn subject(&self, purpose: Purpose, week: u32, slot: usize, seat: usize) -> Subject {
        self.open(None, purpose, week, slot, seat);
        self.all.subject(purpose, week, slot as u32, seat as u32)
    }

    /// A number about a practice.
    fn about(&self, practice: usize, purpose: Purpose, week: u32, firm: usize) -> f32 {
        self.open(Some(practice), purpose, week, 0, firm);
        self.about[practice].subject(purpose, week, 0, firm as u32).uniform()
    }

    /// The number of one seat among those that every seat needs.
    fn each(&self, purpose: Purpose, week: u32, slot: usize, seat: usize) -> f32 {
        self.open(None, purpose, week, EACH as usize | slot, seat);
        let mut sheet = Sheet::default();
        sheet.fill(&self.all, purpose, week, seat as u32..seat as u32 + 1, slot + 1);
        sheet.of(seat as u32, slot)
    }

    pub fn counterpart(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Counterpart, week, slot, seat)
    }

    pub fn environment(&self, week: u32, firm: usize) -> f32 {
        self.each(Purpose::Environment, week, 0, firm)
    }

    pub fn obsolescence(&self, week: u32, practice: usize) -> f32 {
        self.about(practice, Purpose::Obsolescence, week, 0)
    }

    /// Standard normal.
    pub fn noise(&self, week: u32, seat: usize, slot: usize) -> f32 {
        normal_quantile(self.each(Purpose::Noise, week, slot, seat))
    }

    pub fn event(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Event, week, slot, seat)
    }

    pub fn choice(&self, week: u32, seat: usize, slot: usize) -> Choice {
        let mut source = self.subject(Purpose::Choice, week, slot, seat);
        let times = std::array::from_fn(|_| source.uniform());
        let [practice, cause, lesson] = std::array::from_fn(|_| source.uniform());
        Choice { times, practice, cause, lesson, source }
    }

    pub fn life_cycle(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::LifeCycle, week, slot, seat)
    }

    /// Account and power of a relationship that refills a slot.
    pub fn refill(&self, week: u32, seat: usize, slot: usize, accounts: usize) -> (u32, f32) {
        let mut subject = self.subject(Purpose::Refill, week, slot, seat);
        (subject.below(accounts as u32), subject.uniform())
    }

    pub fn turnover(&self, week: u32, seat: usize) -> f32 {
        self.each(Purpose::Turnover, week, 0, seat)
    }

    pub fn mobility(&self, week: u32, seat: usize) -> f32 {
        self.subject(Purpose::Mobility, week, 0, seat).uniform()
    }

    /// o, α, σ of a junior: the population builder's.
    pub fn character(&self, week: u32, seat: usize, enablers: &darkside::parameter::Enablers, skill: f32) -> [f32; 3] {
        self.open(None, Purpose::Character, week, 0, seat);
        darkside::population::character(&self.all, enablers, skill, week, seat as u32)
    }

    pub fn rewire(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Rewire, week, slot, seat)
    }

    /// Closure, the two contacts, and the numbers for candidates.
    pub fn new_contact(&self, week: u32, seat: usize, slot: usize) -> ([f32; 3], Subject) {
        let mut subject = self.subject(Purpose::NewContact, week, slot, seat);
        (std::array::from_fn(|_| subject.uniform()), subject)
    }

    pub fn screening(&self, week: u32, firm: usize, practice: usize) -> f32 {
        self.about(practice, Purpose::Screening, week, firm)
    }

    /// Two acts of one kind in one week choose alike, so these keys may be opened again.
    pub fn act(&self, week: u32, act: ActOf, seat: usize, slot: usize) -> Subject {
        self.all.subject(Purpose::Intervention, week, (act as u32) << 12 | slot as u32, seat as u32)
    }
}
