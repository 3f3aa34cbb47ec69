//! Panels in which managers take up a practice independently, given how many of their contacts use it.

use darkside_draws::{Draws, Purpose, Subject};
use darkside_methods::{Covariate, Panel, Tie};

/// How panels are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World {
    pub(crate) firms: u32,
    pub(crate) managers_per_firm: u32,
    pub(crate) waves: u32,
    /// Log odds of taking up the practice before the next wave without a contact who uses it.
    pub(crate) alone: f64,
    /// What each contact who uses it adds to them.
    pub(crate) per_contact: f64,
    /// The standard deviation between firms of their managers' log odds, at the first wave too: a common cause.
    pub(crate) between_firms: f64,
    /// The probability that an answer on use is missing.
    pub(crate) missing: f32,
}

/// 300 managers in twenty firms at three waves, who do not copy.
pub(crate) const WITHOUT_CONTAGION: World = World {
    firms: 20,
    managers_per_firm: 15,
    waves: 3,
    alone: -1.4,
    per_contact: 0.0,
    between_firms: 0.0,
    missing: 0.0,
};

/// Log odds of using the practice at the first wave.
const FIRST_WAVE: f64 = -1.1;
/// The share of users who stop between two waves.
const STOP: f32 = 0.1;

impl World {
    /// The panel of this number.
    pub(crate) fn panel(&self, number: u32) -> Panel {
        let managers = self.firms * self.managers_per_firm;
        let mut subject = Draws::new(2026).subject(Purpose::Design, 0, 0, number);
        let firms: Vec<f64> = (0..self.firms).map(|_| self.between_firms * f64::from(subject.normal())).collect();
        let of_firm = |manager: u32| firms[(manager / self.managers_per_firm) as usize];
        let first = |manager| probability(FIRST_WAVE + of_firm(manager));
        let mut uses: Vec<bool> = (0..managers).map(|manager| subject.happens(first(manager) as f32)).collect();
        let mut panel = Panel { managers: managers as usize, waves: self.waves as usize, ..Panel::default() };
        let mut tenure = Vec::new();
        for wave in 0..self.waves {
            panel.firms.extend((0..managers).map(|manager| manager / self.managers_per_firm));
            panel.uses.extend(uses.iter().map(|&uses| (!subject.happens(self.missing)).then_some(uses)));
            tenure.extend((0..managers).map(|_| f64::from(subject.normal())));
            let before = uses.clone();
            for manager in 0..managers {
                let contacts = self.contacts(&mut subject, manager);
                let using = contacts.iter().filter(|&&contact| before[contact as usize]).count() as f64;
                panel.ties.extend(contacts.iter().map(|&to| Tie { wave, from: manager, to, weight: 1.0 }));
                let hazard = probability(self.alone + of_firm(manager) + self.per_contact * using);
                let place = manager as usize;
                uses[place] = if before[place] { !subject.happens(STOP) } else { subject.happens(hazard as f32) };
            }
        }
        panel.covariates.push(Covariate { name: "tenure".into(), values: tenure });
        panel
    }

    /// One to four colleagues and perhaps somebody else.
    fn contacts(&self, subject: &mut Subject, manager: u32) -> Vec<u32> {
        let first = manager - manager % self.managers_per_firm;
        let colleagues = 1 + subject.below(4);
        let mut contacts: Vec<u32> = (0..colleagues).map(|_| first + subject.below(self.managers_per_firm)).collect();
        contacts.push(subject.below(self.firms * self.managers_per_firm));
        contacts.sort_unstable();
        contacts.dedup();
        contacts.retain(|&contact| contact != manager);
        contacts
    }
}

pub(crate) fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-log_odds))
}
