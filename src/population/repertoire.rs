//! The catalogue of practices in the form that the engine's sums over practices take.

use crate::practice::{Class, Effect, Governance, MOST_PRACTICES, Phase, Practice};

/// One term of a sum over practices in use: the practice's bit and what it adds.
pub type Term = (u32, f32);

/// Sums over practices, by what is summed. Terms are in the catalogue's order; terms of zero are left out,
/// which changes no sum.
#[derive(Clone, Debug, Default)]
pub struct Repertoire {
    /// How many practices there are.
    pub count: usize,
    /// A bit for each.
    pub all: u32,
    /// Volume of communication.
    pub communication: Vec<Term>,
    /// Co-creation of value.
    pub co_creation: Vec<Term>,
    /// Joint problem solving.
    pub problem_solving: Vec<Term>,
    /// Push towards closeness.
    pub push: Vec<Term>,
    /// Supplier's investment.
    pub investment: Vec<Term>,
    /// Attention.
    pub attention: Vec<Term>,
    /// Private gain.
    pub private: Vec<Term>,
    /// Loads on each effect.
    pub loads: [Vec<Term>; 6],
    /// What each practice does for value; nothing from `count` on.
    pub merits: [Merits; MOST_PRACTICES],
    /// Complexity of each practice.
    pub complexity: [f32; MOST_PRACTICES],
    /// Multiplier of the spontaneous hazard of each practice.
    pub spontaneous: [f32; MOST_PRACTICES],
    /// Malpractices.
    pub malpractice: u32,
    /// Formal safeguards.
    pub formal: u32,
    /// Informal safeguards.
    pub informal: u32,
    /// Practices with a load of at least .5 on some effect.
    pub loaded: u32,
    /// Flag bit of the effect that each practice loads most; 0 where it loads none.
    pub main_flag: [u32; MOST_PRACTICES],
    /// The practices that load each effect most.
    pub mainly: [u32; Effect::ALL.len()],
}

/// What a practice does for value.
#[derive(Clone, Copy, Debug, Default)]
pub struct Merits {
    /// Benefit × efficacy, by phase.
    pub benefit: [f32; Phase::ALL.len()],
    /// Private gain.
    pub private: f32,
    /// Load on each effect.
    pub load: [f32; Effect::ALL.len()],
}

impl Repertoire {
    /// Reads the catalogue, with these efficacies.
    pub fn new(practices: &[Practice], efficacy: &[f32]) -> Self {
        let mut repertoire = Self { count: practices.len(), ..Self::default() };
        for (position, practice) in practices.iter().enumerate() {
            repertoire.add(position, practice);
        }
        repertoire.set_efficacy(practices, efficacy);
        repertoire
    }

    fn add(&mut self, position: usize, practice: &Practice) {
        let bit = 1u32 << position;
        self.all |= bit;
        let sums = [
            (&mut self.communication, practice.communication),
            (&mut self.co_creation, practice.co_creation),
            (&mut self.problem_solving, practice.problem_solving),
            (&mut self.push, practice.push),
            (&mut self.investment, practice.investment),
            (&mut self.attention, practice.attention),
            (&mut self.private, practice.private),
        ];
        for (terms, amount) in sums {
            if amount != 0.0 {
                terms.push((bit, amount));
            }
        }
        for effect in Effect::ALL {
            let load = practice.load[effect.index()];
            if load != 0.0 {
                self.loads[effect.index()].push((bit, load));
            }
            if load >= 0.5 {
                self.loaded |= bit;
            }
        }
        self.merits[position].private = practice.private;
        self.merits[position].load = practice.load;
        self.complexity[position] = practice.complexity;
        self.spontaneous[position] = practice.spontaneous;
        if let Some(effect) = practice.main_effect() {
            self.main_flag[position] = effect.bit();
            self.mainly[effect.index()] |= bit;
        }
        let set = |mask: &mut u32, belongs: bool| *mask |= if belongs { bit } else { 0 };
        set(&mut self.malpractice, practice.class == Class::Malpractice);
        set(&mut self.formal, practice.governance == Some(Governance::Formal));
        set(&mut self.informal, practice.governance == Some(Governance::Informal));
    }

    /// Takes note of new efficacies.
    pub fn set_efficacy(&mut self, practices: &[Practice], efficacy: &[f32]) {
        for ((merits, practice), efficacy) in self.merits.iter_mut().zip(practices).zip(efficacy) {
            merits.benefit = practice.benefit.map(|amount| amount * efficacy);
        }
    }
}
