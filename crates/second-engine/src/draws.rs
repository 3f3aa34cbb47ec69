//! Every random number that the weeks use, by purpose (section 13): the only file that knows keys and words.
//!
//! Numbers come directly from `rand_chacha`, at the words given in section 13. Keys are recorded, and opening one a
//! second time panics. Since the fast engine gets the same numbers in the same places, this shows that neither engine
//! uses a number for two purposes.

use std::cell::RefCell;
use std::collections::BTreeSet;

use darkside_draws::{Purpose, normal_quantile};
use darkside_engine::practice::Practice;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

pub(crate) struct Draws {
    seed: u64,
    /// The hash of each practice's name.
    names: Vec<u64>,
    opened: RefCell<BTreeSet<Key>>,
}

/// What a number depends on: practice (`None` if it is not about one), purpose, week, slot, seat.
type Key = (Option<usize>, u32, u32, u32, u32);

/// The numbers of one subject, in order.
pub(crate) struct Subject(ChaCha8Rng);

impl Subject {
    pub(crate) fn word(&mut self) -> u32 {
        self.0.next_u32()
    }

    /// In [0, 1), with 24 bits.
    pub(crate) fn uniform(&mut self) -> f32 {
        (self.word() >> 8) as f32 / 16_777_216.0
    }

    /// Among 0 … n − 1.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.word()) * u64::from(n)) >> 32) as u32
    }
}

/// Marks the slots of numbers that every seat needs.
const EACH: u32 = 1 << 31;

/// The numbers that determine a relationship's event.
pub(crate) struct Choice {
    pub times: [f32; 9],
    pub practice: f32,
    pub cause: f32,
    pub lesson: f32,
    pub source: Subject,
}

/// The acts that draw, each with its own numbers.
#[derive(Clone, Copy)]
pub(crate) enum ActOf {
    Introduce = 0,
    Train = 1,
    Rotate = 2,
    Trace = 3,
    MergeOffices = 4,
    Transfer = 5,
    Meetings = 6,
    Celebrate = 7,
}

/// Stands for the slot in the draw by which an act chooses a manager.
pub(crate) const WHOM: usize = 0xfff;

impl Draws {
    pub(crate) fn new(seed: u64, practices: &[Practice]) -> Self {
        let names = practices.iter().map(|practice| fnv1a(&practice.name)).collect();
        Self { seed, names, opened: RefCell::default() }
    }

    /// The generator of a key: seed, name, purpose, week, slot and seat, as eight little-endian words.
    fn generator(&self, name: u64, purpose: Purpose, week: u32, slot: usize, seat: usize) -> ChaCha8Rng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&name.to_le_bytes());
        for (place, word) in [purpose as u32, week, slot as u32, seat as u32].into_iter().enumerate() {
            key[16 + 4 * place..][..4].copy_from_slice(&word.to_le_bytes());
        }
        ChaCha8Rng::from_seed(key)
    }

    /// Records that a key has been opened.
    fn open(&self, practice: Option<usize>, purpose: Purpose, week: u32, slot: usize, seat: usize) {
        let key = (practice, purpose as u32, week, slot as u32, seat as u32);
        assert!(self.opened.borrow_mut().insert(key), "this key is opened twice: {key:?}");
    }

    /// The numbers of one subject.
    fn subject(&self, purpose: Purpose, week: u32, slot: usize, seat: usize) -> Subject {
        self.open(None, purpose, week, slot, seat);
        Subject(self.generator(0, purpose, week, slot, seat))
    }

    /// A number about a practice.
    fn about(&self, practice: usize, purpose: Purpose, week: u32, firm: usize) -> f32 {
        self.open(Some(practice), purpose, week, 0, firm);
        Subject(self.generator(self.names[practice], purpose, week, 0, firm)).uniform()
    }

    /// One seat's number of a kind that every seat needs.
    fn each(&self, purpose: Purpose, week: u32, slot: usize, seat: usize) -> f32 {
        self.open(None, purpose, week, EACH as usize | slot, seat);
        // Sixty-four seats and four slots share a key: every sixteenth seat is in the same block, with four words per
        // slot.
        let mut generator = self.generator(0, purpose, week, EACH as usize | (slot / 4), seat / 64);
        let (block, word) = (seat % 16, 4 * (slot % 4) + seat % 64 / 16);
        generator.set_word_pos((16 * block + word) as u128);
        Subject(generator).uniform()
    }

    pub(crate) fn counterpart(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Counterpart, week, slot, seat)
    }

    pub(crate) fn environment(&self, week: u32, firm: usize) -> f32 {
        self.each(Purpose::Environment, week, 0, firm)
    }

    pub(crate) fn obsolescence(&self, week: u32, practice: usize) -> f32 {
        self.about(practice, Purpose::Obsolescence, week, 0)
    }

    /// Standard normal.
    pub(crate) fn noise(&self, week: u32, seat: usize, slot: usize) -> f32 {
        normal_quantile(self.each(Purpose::Noise, week, slot, seat))
    }

    pub(crate) fn event(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Event, week, slot, seat)
    }

    pub(crate) fn choice(&self, week: u32, seat: usize, slot: usize) -> Choice {
        let mut source = self.subject(Purpose::Choice, week, slot, seat);
        let times = std::array::from_fn(|_| source.uniform());
        let [practice, cause, lesson] = std::array::from_fn(|_| source.uniform());
        Choice { times, practice, cause, lesson, source }
    }

    pub(crate) fn life_cycle(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::LifeCycle, week, slot, seat)
    }

    /// Account and power of a relationship that refills a slot.
    pub(crate) fn refill(&self, week: u32, seat: usize, slot: usize, accounts: usize) -> (u32, f32) {
        let mut subject = self.subject(Purpose::Refill, week, slot, seat);
        (subject.below(accounts as u32), subject.uniform())
    }

    pub(crate) fn turnover(&self, week: u32, seat: usize) -> f32 {
        self.each(Purpose::Turnover, week, 0, seat)
    }

    pub(crate) fn mobility(&self, week: u32, seat: usize) -> f32 {
        self.subject(Purpose::Mobility, week, 0, seat).uniform()
    }

    /// o, α, σ of a junior, as the population builder draws them.
    pub(crate) fn character(
        &self,
        week: u32,
        seat: usize,
        enablers: &darkside_engine::parameter::Enablers,
        skill: f32,
    ) -> [f32; 3] {
        self.open(None, Purpose::Character, week, 0, seat);
        darkside_engine::population::character(
            &darkside_draws::Draws::new(self.seed),
            enablers,
            skill,
            week,
            seat as u32,
        )
    }

    pub(crate) fn rewire(&self, week: u32, seat: usize, slot: usize) -> f32 {
        self.each(Purpose::Rewire, week, slot, seat)
    }

    /// Closure, the two contacts, and the numbers for candidates.
    pub(crate) fn new_contact(&self, week: u32, seat: usize, slot: usize) -> ([f32; 3], Subject) {
        let mut subject = self.subject(Purpose::NewContact, week, slot, seat);
        (std::array::from_fn(|_| subject.uniform()), subject)
    }

    /// Whom a manager's shuffled ties lead to, in the order of slots.
    pub(crate) fn shuffle(&self, week: u32, seat: usize) -> Subject {
        self.subject(Purpose::Shuffle, week, 0, seat)
    }

    /// Whether a practice is suggested to a firm or office.
    pub(crate) fn fashion(&self, week: u32, office: bool, which: usize, practice: usize) -> f32 {
        let slot = usize::from(office);
        self.open(Some(practice), Purpose::Fashion, week, slot, which);
        Subject(self.generator(self.names[practice], Purpose::Fashion, week, slot, which)).uniform()
    }

    pub(crate) fn warning(&self, week: u32, seat: usize, practice: usize) -> f32 {
        self.about(practice, Purpose::Warning, week, seat)
    }

    /// Who takes up a practice in place of contagion; with `None`, which practice is taken up and by whom.
    pub(crate) fn yoke(&self, week: u32, practice: Option<usize>) -> Subject {
        let Some(practice) = practice else { return self.subject(Purpose::Yoke, week, 0, 0) };
        self.open(Some(practice), Purpose::Yoke, week, 0, 0);
        Subject(self.generator(self.names[practice], Purpose::Yoke, week, 0, 0))
    }

    pub(crate) fn screening(&self, week: u32, firm: usize, practice: usize) -> f32 {
        self.about(practice, Purpose::Screening, week, firm)
    }

    /// Two acts of one kind in one week make the same choices, so these keys may be opened again.
    pub(crate) fn act(&self, week: u32, act: ActOf, seat: usize, slot: usize) -> Subject {
        Subject(self.generator(0, Purpose::Intervention, week, (act as usize) << 12 | slot, seat))
    }
}

/// The hash by which a practice's name enters keys.
fn fnv1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}
