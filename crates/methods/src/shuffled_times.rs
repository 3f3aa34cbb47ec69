//! Whether it matters when contacts took up the practice: the same panel with the times of uptake shuffled.

use crate::contact_effect::{Coefficient, ContactEffect, LEVEL, Note};
use crate::could_not::CouldNot;
use crate::glm::{Design, Fit, Gradient, Link};
use crate::method::Method;
use crate::panel::Panel;
use crate::risk_set::Contacts;
use crate::study::Study;
use darkside_draws::{Draws, Purpose};
use darkside_stats::bootstrap::percentile_interval;
use darkside_stats::{Interval, Running};
use std::collections::BTreeMap;
use std::ops::Range;

pub(crate) const METHOD: Method = Method {
    name: "shuffle",
    title: "Permutation of adoption times",
    assumes: "without contagion, who takes up the practice may depend on anything, but when does not depend on contacts",
    source: "Anagnostopoulos, Kumar & Mahdian (2008)",
    estimate,
};

/// The coefficient of ln(1 + number of contacts who use the practice) in a logit of uptake is compared with what it is
/// when those who took it up during the study swap the waves at which they did. Only managers whose use is known at the
/// same waves swap. A manager counts as using the practice from the first use on.
///
/// The p value is twice the smaller share of shuffles (the panel being one of them) whose coefficient is at least as high,
/// or as low. The effect is what the panel's logit says about one contact, minus what the shuffled panels say on average.
/// Its interval is the panel's value minus the quantiles of the shuffled ones, which is right if contagion only shifts the
/// distribution.
fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    let mut history = History::of(study.panel);
    let tally = history.tally();
    let (observed, rows, took_up) = (tally.logit()?, tally.rows(), tally.took_up());
    let groups = history.exchangeable();
    if groups.is_empty() {
        return Err(CouldNot::NothingToShuffle);
    }
    let (mut as_high, mut as_low, mut failed) = (1u32, 1u32, 0u32);
    let (mut shuffled, mut running) = (Vec::new(), Running::default());
    for number in 0..study.settings.shuffles {
        history.shuffle(&groups, &study.draws, number);
        match history.tally().logit() {
            Ok(ShuffleLogit { coefficient, marginal }) => {
                as_high += u32::from(coefficient.value >= observed.coefficient.value);
                as_low += u32::from(coefficient.value <= observed.coefficient.value);
                shuffled.push(marginal);
                running.add(marginal);
            }
            Err(_) => failed += 1,
        }
    }
    if 2 * failed > study.settings.shuffles {
        return Err(CouldNot::Separation);
    }
    let smaller = as_high.min(as_low) + failed;
    // As integers: no more than 1.
    let twice = (2 * smaller).min(study.settings.shuffles + 1);
    let p = f64::from(twice) / f64::from(study.settings.shuffles + 1);
    let null = percentile_interval(&mut shuffled, LEVEL);
    let standard_error = running.standard_error() * (running.count() as f64).sqrt();
    if !(standard_error > 0.0 && standard_error.is_finite()) {
        return Err(CouldNot::NoStandardError);
    }
    Ok(ContactEffect {
        effect: observed.marginal - running.mean(),
        standard_error,
        interval: Interval::new(observed.marginal - null.upper, observed.marginal - null.lower),
        p,
        coefficient: Some(observed.coefficient),
        clusters: None,
        rows,
        took_up,
        notes: if failed > 0 { vec![Note::ShufflesFailed { shuffles: failed as usize }] } else { Vec::new() },
    })
}

/// The time of managers who did not take the practice up.
const NEVER: u32 = u32::MAX;

/// When everybody took up the practice, and who is compared when.
struct History {
    /// The wave of each manager's first known use; [`NEVER`] without one.
    times: Vec<u32>,
    /// Managers at waves whose use is known then and at the next wave.
    moments: Vec<Moment>,
    /// The contacts of all moments whose use is known.
    contacts: Vec<u32>,
    /// What is counted separately: contacts who use the practice, of how many contacts.
    places: Vec<(usize, usize)>,
    /// Managers who took up the practice during the study, by the waves at which their use is known.
    takers: BTreeMap<Vec<bool>, Vec<u32>>,
}

/// A manager at a wave.
struct Moment {
    manager: u32,
    wave: u32,
    /// Where their contacts are.
    contacts: Range<usize>,
    /// The place of nobody among so many contacts; one more who uses the practice is the next place.
    place: usize,
}

impl History {
    fn of(panel: &Panel) -> Self {
        let known = |manager: usize, wave: usize| panel.uses[panel.cell(manager, wave)];
        let time = |manager| (0..panel.waves).find(|&wave| known(manager, wave) == Some(true));
        let times = (0..panel.managers).map(|manager| time(manager).map_or(NEVER, |wave| wave as u32)).collect();
        let named = Contacts::of(panel);
        let (mut moments, mut contacts) = (Vec::new(), Vec::new());
        for (wave, manager) in (1..panel.waves).flat_map(|next| (0..panel.managers).map(move |who| (next - 1, who))) {
            let named = named.of_cell(panel.cell(manager, wave));
            let heard = named.iter().map(|&(to, _)| to).filter(|&to| known(to as usize, wave).is_some());
            let first = contacts.len();
            if known(manager, wave).is_some() && known(manager, wave + 1).is_some() {
                contacts.extend(heard);
                if named.is_empty() || first < contacts.len() {
                    let (manager, wave) = (manager as u32, wave as u32);
                    moments.push(Moment { manager, wave, contacts: first..contacts.len(), place: 0 });
                }
            }
        }
        let mut takers: BTreeMap<Vec<bool>, Vec<u32>> = BTreeMap::new();
        for manager in 0..panel.managers {
            let uses: Vec<Option<bool>> = (0..panel.waves).map(|wave| known(manager, wave)).collect();
            if uses.iter().flatten().next() == Some(&false) && uses.contains(&Some(true)) {
                takers.entry(uses.iter().map(Option::is_some).collect()).or_default().push(manager as u32);
            }
        }
        let mut first_places: BTreeMap<usize, usize> = moments.iter().map(|at| (at.contacts.len(), 0)).collect();
        let mut places = Vec::new();
        for (&contacts, first) in &mut first_places {
            *first = places.len();
            places.extend((0..=contacts).map(|using| (using, contacts)));
        }
        moments.iter_mut().for_each(|at| at.place = first_places[&at.contacts.len()]);
        Self { times, moments, contacts, places, takers }
    }

    /// Groups of managers who can swap times, each with at least two different ones.
    fn exchangeable(&self) -> Vec<Vec<u32>> {
        let time = |manager: &u32| self.times[*manager as usize];
        let differ = |group: &&Vec<u32>| group.iter().any(|manager| time(manager) != time(&group[0]));
        self.takers.values().filter(differ).cloned().collect()
    }

    fn shuffle(&mut self, groups: &[Vec<u32>], draws: &Draws, number: u32) {
        let mut subject = draws.subject(Purpose::AdoptionTimes, 0, 0, number);
        for group in groups {
            for last in (1..group.len()).rev() {
                let other = subject.below(last as u32 + 1) as usize;
                self.times.swap(group[last] as usize, group[other] as usize);
            }
        }
    }

    fn tally(&self) -> Tally<'_> {
        let (mut hits, mut trials) = (vec![0; self.places.len()], vec![0; self.places.len()]);
        for Moment { manager, wave, contacts, place } in &self.moments {
            let time = self.times[*manager as usize];
            if time > *wave {
                let contacts = &self.contacts[contacts.clone()];
                let using = contacts.iter().filter(|&&contact| self.times[contact as usize] <= *wave).count();
                trials[place + using] += 1;
                hits[place + using] += u32::from(time == wave + 1);
            }
        }
        Tally { places: &self.places, hits, trials }
    }
}

/// Rows and uptake by the number of contacts who use the practice and the number of contacts.
struct Tally<'a> {
    places: &'a [(usize, usize)],
    hits: Vec<u32>,
    trials: Vec<u32>,
}

/// A logit of uptake on ln(1 + contacts who use the practice).
struct ShuffleLogit {
    coefficient: Coefficient,
    /// What it says of one contact, on average over rows with contacts and over their contacts.
    marginal: f64,
}

impl Tally<'_> {
    fn rows(&self) -> usize {
        self.trials.iter().map(|&trials| trials as usize).sum()
    }

    fn took_up(&self) -> usize {
        self.hits.iter().map(|&hits| hits as usize).sum()
    }

    fn logit(&self) -> Result<ShuffleLogit, CouldNot> {
        let most = self.places.iter().map(|&(using, _)| using).max().unwrap_or(0);
        let mut counts = vec![(0, 0); most + 1];
        for ((&(using, _), hits), trials) in self.places.iter().zip(&self.hits).zip(&self.trials) {
            counts[using] = (counts[using].0 + hits, counts[using].1 + trials);
        }
        let present = || counts.iter().enumerate().filter(|(_, (_, trials))| *trials > 0);
        let column: Vec<f64> = present().map(|(using, _)| libm::log1p(using as f64)).collect();
        let (hits, trials): (Vec<u32>, Vec<u32>) = present().map(|(_, counts)| *counts).unzip();
        let design = Design::new(column.len(), &[column]).map_err(|_| CouldNot::SameExposure)?;
        let fit = Fit::binomial(&design, &hits, &trials, Link::Logit).map_err(|could_not| match could_not {
            CouldNot::Collinear { .. } => CouldNot::SameExposure,
            other => other,
        })?;
        let (slope, intercept) = (fit.slopes()[0], fit.intercepts()[0]);
        let of_slope = Gradient { slopes: vec![1.0], intercepts: vec![0.0] };
        let standard_error = fit.variance(&of_slope).sqrt();
        let probability = |using| Link::Logit.probability(intercept + slope * libm::log1p(using as f64));
        let probabilities: Vec<f64> = (0..=most).map(probability).collect();
        let coefficient = Coefficient { value: slope, standard_error };
        Ok(ShuffleLogit { coefficient, marginal: self.marginal(&probabilities) })
    }

    fn marginal(&self, probabilities: &[f64]) -> f64 {
        let (mut sum, mut rows) = (0.0, 0.0);
        for (&(using, contacts), &trials) in self.places.iter().zip(&self.trials) {
            if trials == 0 || contacts == 0 {
                continue;
            }
            let gained = if using < contacts { probabilities[using + 1] - probabilities[using] } else { 0.0 };
            let kept = if using > 0 { probabilities[using] - probabilities[using - 1] } else { 0.0 };
            let (using, contacts, trials) = (using as f64, contacts as f64, f64::from(trials));
            sum += trials * (using * kept + (contacts - using) * gained) / contacts;
            rows += trials;
        }
        sum / rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::panel::Tie;
    use crate::study::Settings;

    const MANAGERS: u32 = 30;

    /// Thirty managers over four waves: three use the practice from the start, managers 3 to 8 take it up, two at each
    /// wave, and each names three others.
    fn panel() -> Panel {
        let time = |manager: u32| if manager < 9 { [0, 0, 0, 1, 1, 2, 2, 3, 3][manager as usize] } else { 9 };
        let named = |from: u32| [29, 7 + from % 3, 17 + from % 7].map(|further| (from + further) % MANAGERS);
        let tie = |wave| move |from| named(from).map(|to| Tie { wave, from, to, weight: 1.0 });
        let uses = (0..4).flat_map(|wave| (0..MANAGERS).map(move |manager| Some(time(manager) <= wave))).collect();
        let ties = (0..4).flat_map(|wave| (0..MANAGERS).flat_map(tie(wave))).collect();
        Panel { managers: 30, waves: 4, firms: vec![0; 120], uses, ties, covariates: Vec::new() }
    }

    /// All 6! / (2! 2! 2!) = 90 assignments of times are equally likely, so that shuffles approach their shares.
    #[test]
    fn shuffles_sample_all_assignments_of_times() {
        let panel = panel();
        let mut history = History::of(&panel);
        let observed = history.tally().logit().unwrap().coefficient.value;
        let (mut as_high, mut as_low, mut all) = (0, 0, 0);
        for code in 0..729 {
            let times: Vec<u32> = (0..6).map(|digit| 1 + code / 3_i32.pow(digit) as u32 % 3).collect();
            if (1..4).all(|wave| times.iter().filter(|&&time| time == wave).count() == 2) {
                times.iter().zip(3..).for_each(|(&time, manager): (_, usize)| history.times[manager] = time);
                let other = history.tally().logit();
                as_high += u32::from(other.as_ref().is_err() || other.as_ref().unwrap().coefficient.value >= observed);
                as_low += u32::from(other.as_ref().is_err() || other.as_ref().unwrap().coefficient.value <= observed);
                all += 1;
            }
        }
        assert_eq!(all, 90);
        let exact = f64::from(as_high.min(as_low)) / 90.0;
        let settings = Settings { shuffles: 4000, ..Settings::default() };
        let effect = estimate(&Study::new(&panel, settings, Draws::new(3)).unwrap()).unwrap();
        let error = 2.0 * (exact * (1.0 - exact) / 4000.0).sqrt();
        assert!(exact < 0.4 && (effect.p - 2.0 * exact).abs() < 4.0 * error, "{} instead of {}", effect.p, 2.0 * exact);
    }

    #[test]
    fn only_managers_known_at_the_same_waves_swap() {
        let mut panel = panel();
        let of = |wave: usize, manager: usize| wave * 30 + manager;
        assert_eq!(History::of(&panel).exchangeable(), [vec![3, 4, 5, 6, 7, 8]]);
        for (wave, manager) in [(3, 3), (3, 4), (2, 5)] {
            panel.uses[of(wave, manager)] = None;
        }
        // Managers 3 and 4 took it up at the same wave, and nobody else is unknown when 5 is.
        assert_eq!(History::of(&panel).exchangeable(), [vec![6, 7, 8]]);
        panel.uses[of(0, 6)] = None;
        panel.uses[of(1, 6)] = Some(true);
        // The first known use of manager 6 does not count as uptake.
        assert_eq!(History::of(&panel).exchangeable(), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn the_same_draws_give_the_same_answer() {
        let panel = panel();
        let with = |seed| estimate(&Study::new(&panel, Settings::default(), Draws::new(seed)).unwrap()).unwrap();
        assert_eq!(with(1), with(1));
        assert_ne!(with(1), with(2));
    }

    #[test]
    fn equal_times_cannot_be_shuffled() {
        let mut panel = panel();
        for manager in 3..9 {
            panel.uses[30 + manager] = Some(true);
        }
        let study = Study::new(&panel, Settings::default(), Draws::new(1)).unwrap();
        assert_eq!(estimate(&study), Err(CouldNot::NothingToShuffle));
    }
}
