//! The catalogue of practices in the form that the engine's sums over practices take.

use crate::practice::{Class, Effect, Governance, MOST_PRACTICES, Phase, Practice};
use darkside_lanes::{LANES, Sums};

/// Sums over practices in use, and what is asked of single practices.
#[derive(Clone, Debug, Default)]
pub struct Repertoire {
    /// How many practices there are.
    pub count: usize,
    /// A bit for each.
    pub all: u32,
    /// What practices in use do in a relationship: communication, co-creation, joint problem solving, push towards
    /// closeness, supplier's investment, and the loads on the six effects.
    pub processes: Sums<11>,
    /// Attention that they take.
    pub attention: Sums<1>,
    /// What they are worth: benefit × efficacy in each of the four phases, private gain.
    pub worth: Sums<5>,
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
    /// Number of parts of sixteen practices in the catalogue.
    #[inline(always)]
    pub fn parts(&self) -> usize {
        self.count.div_ceil(LANES)
    }

    /// Reads the catalogue, with these efficacies.
    pub fn new(practices: &[Practice], efficacy: &[f32]) -> Self {
        let mut repertoire = Self { count: practices.len(), ..Self::default() };
        for (position, practice) in practices.iter().enumerate() {
            repertoire.add(position, practice);
        }
        repertoire.processes = Sums::new(practices.iter().map(processes));
        repertoire.attention = Sums::new(practices.iter().map(|practice| [practice.attention]));
        repertoire.set_efficacy(practices, efficacy);
        repertoire
    }

    fn add(&mut self, position: usize, practice: &Practice) {
        let bit = 1u32 << position;
        self.all |= bit;
        self.merits[position].private = practice.private;
        self.merits[position].load = practice.load;
        self.complexity[position] = practice.complexity;
        self.spontaneous[position] = practice.spontaneous;
        if let Some(effect) = practice.main_effect() {
            self.main_flag[position] = effect.bit();
            self.mainly[effect.index()] |= bit;
        }
        let set = |mask: &mut u32, belongs: bool| *mask |= if belongs { bit } else { 0 };
        set(&mut self.loaded, practice.load.iter().any(|&load| load >= 0.5));
        set(&mut self.malpractice, practice.class == Class::Malpractice);
        set(&mut self.formal, practice.governance == Some(Governance::Formal));
        set(&mut self.informal, practice.governance == Some(Governance::Informal));
    }

    /// Takes note of new efficacies.
    pub fn set_efficacy(&mut self, practices: &[Practice], efficacy: &[f32]) {
        for ((merits, practice), efficacy) in self.merits.iter_mut().zip(practices).zip(efficacy) {
            merits.benefit = practice.benefit.map(|amount| amount * efficacy);
        }
        self.worth.renew(self.merits[..self.count].iter().map(|merits| {
            let [exploration, build_up, maturity, decline] = merits.benefit;
            [exploration, build_up, maturity, decline, merits.private]
        }));
    }
}

/// In the order of [`Repertoire::processes`].
fn processes(practice: &Practice) -> [f32; 11] {
    let Practice { communication, co_creation, problem_solving, push, investment, load, .. } = *practice;
    let mut processes = [0.0; 11];
    processes[..5].copy_from_slice(&[communication, co_creation, problem_solving, push, investment]);
    processes[5..].copy_from_slice(&load);
    processes
}
