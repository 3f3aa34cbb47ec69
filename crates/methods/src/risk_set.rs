//! Who could take up the practice between two waves, and to what they were exposed.

use crate::panel::Panel;

/// How the use of a manager's contacts adds up. A contact whose use is unknown at the wave counts as not named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Exposure {
    /// The number of contacts who use the practice, or the sum of their weights.
    #[default]
    Number,
    /// Their share of all contacts, or of all weights; 0 without contacts.
    Share,
    /// 1 if any contact uses it, otherwise 0.
    Any,
}

/// The managers at each wave who did not use the practice and whose use at the next wave is known.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskSet {
    /// One row per manager and wave, in order of waves, then managers.
    pub rows: Vec<Row>,
    /// What is not among the rows.
    pub dropped: Dropped,
}

/// A manager who could take up the practice between a wave and the next.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The manager's number in the panel.
    pub manager: u32,
    /// The wave at which the manager did not use the practice.
    pub wave: u32,
    /// The manager's firm at that wave.
    pub firm: u32,
    /// Whether the manager uses it at the next wave.
    pub took_up: bool,
    /// Whether the manager used it at any earlier wave.
    pub used_before: bool,
    /// How many named contacts' use is known at the wave.
    pub contacts: u32,
    /// How many of them use it.
    pub using: u32,
    /// The exposure.
    pub exposure: f64,
    /// What the exposure would be if one contact did and did not use the practice, the others being as they are.
    pub steps: Vec<Step>,
}

/// The exposure with one contact's use off and on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The exposure if the contact does not use the practice.
    pub off: f64,
    /// The exposure if the contact uses it.
    pub on: f64,
    /// The share of the manager's contacts of whom this holds.
    pub share: f64,
}

/// Managers at waves (all but the last) that are not in the risk set, each counted once, under the first reason that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dropped {
    /// The use at the wave is unknown.
    pub use_unknown: usize,
    /// The manager already used the practice.
    pub already_using: usize,
    /// The use at the next wave is unknown.
    pub next_unknown: usize,
    /// The manager named contacts, but the use of none of them is known.
    pub exposure_unknown: usize,
}

impl RiskSet {
    /// The risk set of a panel that passed [`Panel::check`].
    pub(crate) fn of(panel: &Panel, exposure: Exposure) -> Self {
        let contacts = Contacts::of(panel);
        let mut set = Self { rows: Vec::new(), dropped: Dropped::default() };
        for wave in 0..panel.waves.saturating_sub(1) {
            for manager in 0..panel.managers {
                set.consider(panel, &contacts, exposure, manager, wave);
            }
        }
        set
    }

    fn consider(&mut self, panel: &Panel, contacts: &Contacts, exposure: Exposure, manager: usize, wave: usize) {
        let cell = panel.cell(manager, wave);
        let (Some(using_now), next) = (panel.uses[cell], panel.uses[cell + panel.managers]) else {
            self.dropped.use_unknown += 1;
            return;
        };
        if using_now {
            self.dropped.already_using += 1;
            return;
        }
        let Some(took_up) = next else {
            self.dropped.next_unknown += 1;
            return;
        };
        let named = contacts.of_cell(cell);
        let known: Vec<(f64, bool)> = named
            .iter()
            .filter_map(|&(to, weight)| panel.uses[panel.cell(to as usize, wave)].map(|uses| (weight, uses)))
            .collect();
        if known.is_empty() && !named.is_empty() {
            self.dropped.exposure_unknown += 1;
            return;
        }
        self.rows.push(Row {
            manager: manager as u32,
            wave: wave as u32,
            firm: panel.firms[cell],
            took_up,
            used_before: (0..wave).any(|earlier| panel.uses[panel.cell(manager, earlier)] == Some(true)),
            contacts: known.len() as u32,
            using: known.iter().filter(|(_, uses)| *uses).count() as u32,
            exposure: exposure.of(&known, None),
            steps: exposure.steps(&known),
        });
    }
}

impl Exposure {
    /// The exposure to contacts with these weights and uses, where the use of one of them may be set.
    fn of(self, contacts: &[(f64, bool)], set: Option<(usize, bool)>) -> f64 {
        let (mut used, mut all, mut any) = (0.0, 0.0, false);
        for (position, &(weight, uses)) in contacts.iter().enumerate() {
            let uses = match set {
                Some((contact, on)) if contact == position => on,
                _ => uses,
            };
            all += weight;
            if uses {
                used += weight;
                any = true;
            }
        }
        match self {
            Self::Number => used,
            Self::Share if contacts.is_empty() => 0.0,
            Self::Share => used / all,
            Self::Any => f64::from(any),
        }
    }

    fn steps(self, contacts: &[(f64, bool)]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let share = 1.0 / contacts.len() as f64;
        for contact in 0..contacts.len() {
            let [off, on] = [false, true].map(|on| self.of(contacts, Some((contact, on))));
            match steps.iter_mut().find(|step| step.off == off && step.on == on) {
                Some(step) => step.share += share,
                None => steps.push(Step { off, on, share }),
            }
        }
        steps
    }
}

/// Whom each manager names at each wave, with weights above 0.
pub(crate) struct Contacts {
    /// Where each cell's contacts start.
    starts: Vec<usize>,
    all: Vec<(u32, f64)>,
}

impl Contacts {
    pub(crate) fn of(panel: &Panel) -> Self {
        let mut ties: Vec<_> = panel.ties.iter().filter(|tie| tie.weight > 0.0).collect();
        let cell = |tie: &crate::panel::Tie| panel.cell(tie.from as usize, tie.wave as usize);
        ties.sort_by_key(|tie| (cell(tie), tie.to));
        let mut starts = vec![0; panel.managers * panel.waves + 1];
        for tie in &ties {
            starts[cell(tie) + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        Self { starts, all: ties.iter().map(|tie| (tie.to, tie.weight)).collect() }
    }

    /// The contacts named in this cell, in order of their numbers, with the weights of the ties.
    pub(crate) fn of_cell(&self, cell: usize) -> &[(u32, f64)] {
        &self.all[self.starts[cell]..self.starts[cell + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Tie;

    const NO: Option<bool> = Some(false);
    const YES: Option<bool> = Some(true);

    /// Five managers, three waves; manager 0 names 1 to 4 with weights 1, 2, 3 and 4 at each wave.
    fn panel() -> Panel {
        #[rustfmt::skip]
        let uses = vec![
            NO, YES, NO, None, YES,
            NO, YES, YES, NO, NO,
            YES, YES, NO, None, NO,
        ];
        let ties = (0..3).flat_map(|wave| (1..5).map(move |to| Tie { wave, from: 0, to, weight: f64::from(to) }));
        let firms = (0..15).map(|cell| cell / 5 + 7).collect();
        Panel { managers: 5, waves: 3, firms, uses, ties: ties.collect(), covariates: Vec::new() }
    }

    #[test]
    fn only_those_who_could_take_it_up_are_at_risk() {
        let set = RiskSet::of(&panel(), Exposure::Number);
        let rows: Vec<_> = set.rows.iter().map(|row| (row.manager, row.wave, row.firm, row.took_up)).collect();
        assert_eq!(rows, [(0, 0, 7, false), (2, 0, 7, true), (0, 1, 8, true), (4, 1, 8, false)]);
        assert_eq!(set.rows.iter().map(|row| row.used_before).collect::<Vec<_>>(), [false, false, false, true]);
        let dropped = Dropped { use_unknown: 1, already_using: 4, next_unknown: 1, exposure_unknown: 0 };
        assert_eq!(set.dropped, dropped);
    }

    #[test]
    fn exposure_is_to_contacts_whose_use_is_known() {
        let first = |exposure| RiskSet::of(&panel(), exposure).rows[0].clone();
        let step = |off, on, share| Step { off, on, share };
        // Of contacts 1, 2, 4 with weights 1, 2, 4 (3 is unknown), 1 and 4 use the practice.
        let number = first(Exposure::Number);
        assert_eq!((number.contacts, number.using, number.exposure), (3, 2, 5.0));
        let third = 1.0 / 3.0;
        assert_eq!(number.steps, [step(4.0, 5.0, third), step(5.0, 7.0, third), step(1.0, 5.0, third)]);
        let share = first(Exposure::Share);
        assert_eq!(share.exposure, 5.0 / 7.0);
        assert_eq!(share.steps[0], step(4.0 / 7.0, 5.0 / 7.0, third));
        let any = first(Exposure::Any);
        assert_eq!((any.exposure, any.steps), (1.0, vec![step(1.0, 1.0, 3.0 * third)]));
    }

    #[test]
    fn contacts_of_equal_weight_share_their_steps() {
        let mut panel = panel();
        panel.ties.iter_mut().for_each(|tie| tie.weight = 1.0);
        let steps = RiskSet::of(&panel, Exposure::Number).rows[0].steps.clone();
        assert_eq!(steps.len(), 2);
        assert!((steps[0].share - 2.0 / 3.0).abs() < 1e-15 && (steps[0].off, steps[0].on) == (1.0, 2.0));
    }

    #[test]
    fn without_a_known_contact_the_exposure_is_unknown() {
        let mut panel = panel();
        for manager in 1..5 {
            panel.uses[manager] = None;
        }
        let set = RiskSet::of(&panel, Exposure::Share);
        assert_eq!((set.dropped.use_unknown, set.dropped.exposure_unknown), (4, 1));
        panel.ties.iter_mut().for_each(|tie| tie.weight = 0.0);
        let set = RiskSet::of(&panel, Exposure::Share);
        assert_eq!((set.dropped.exposure_unknown, set.rows[0].exposure, set.rows[0].steps.len()), (0, 0.0, 0));
    }
}
