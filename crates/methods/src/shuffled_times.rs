//! Whether it matters when contacts took up the practice: the same panel with the times of uptake shuffled.

use crate::contact_effect::{Coefficient, ContactEffect, Note};
use crate::could_not::CouldNot;
use crate::glm::{Covariance, Design, Fit, Link};
use crate::method::Method;
use crate::panel::Panel;
use crate::risk_set::Contacts;
use crate::study::Study;
use darkside_draws::{Draws, Purpose};
use darkside_stats::bootstrap::percentile_interval;
use darkside_stats::{Interval, Running};
use std::collections::BTreeMap;

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
/// The p value is twice the smaller share of shuffles (the panel being one of them) whose coefficient is at least as
/// high, or as low. The effect is what the panel's logit says of one contact less what shuffled ones say on average, its
/// interval the panel's less the quantiles of the shuffled: right if contagion shifts the distribution and no more.
fn estimate(study: &Study) -> Result<ContactEffect, CouldNot> {
    let mut history = History::of(study.panel);
    let observed = history.tally();
    let (coefficient, marginal) = observed.logit()?;
    let groups = history.exchangeable();
    if groups.is_empty() {
        return Err(CouldNot::NothingToShuffle);
    }
    let (mut as_high, mut as_low, mut failed) = (1u32, 1u32, 0u32);
    let (mut shuffled, mut running) = (Vec::new(), Running::default());
    for number in 0..study.settings.shuffles {
        history.shuffle(&groups, &study.draws, number);
        match history.tally().logit() {
            Ok((other, marginal)) => {
                as_high += u32::from(other.value >= coefficient.value);
                as_low += u32::from(other.value <= coefficient.value);
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
    let null = percentile_interval(&mut shuffled, study.settings.level);
    let standard_error = running.standard_error() * (running.count() as f64).sqrt();
    if !(standard_error > 0.0 && standard_error.is_finite()) {
        return Err(CouldNot::NoStandardError);
    }
    Ok(ContactEffect {
        effect: marginal - running.mean(),
        standard_error,
        interval: Interval::new(marginal - null.upper, marginal - null.lower),
        p,
        coefficient: Some(coefficient),
        clusters: None,
        rows: observed.rows(),
        took_up: observed.took_up(),
        notes: if failed > 0 { vec![Note::ShufflesFailed { shuffles: failed as usize }] } else { Vec::new() },
    })
}

/// When everybody took up the practice, and who is compared when.
struct History {
    /// The wave of each manager's first known use.
    times: Vec<Option<u32>>,
    /// Managers at waves whose use is known then and at the next wave, with the contacts whose use is known.
    moments: Vec<(u32, u32, Vec<u32>)>,
    /// Managers who took up the practice during the study, by the waves at which their use is known.
    takers: BTreeMap<Vec<bool>, Vec<u32>>,
    most_contacts: usize,
}

impl History {
    fn of(panel: &Panel) -> Self {
        let known = |manager: usize, wave: usize| panel.uses[panel.cell(manager, wave)];
        let time = |manager| (0..panel.waves).find(|&wave| known(manager, wave) == Some(true)).map(|wave| wave as u32);
        let times = (0..panel.managers).map(time).collect();
        let contacts = Contacts::of(panel);
        let mut moments = Vec::new();
        for wave in 0..panel.waves.saturating_sub(1) {
            for manager in 0..panel.managers {
                if known(manager, wave).is_none() || known(manager, wave + 1).is_none() {
                    continue;
                }
                let named = contacts.of_cell(panel.cell(manager, wave)).iter().map(|&(to, _)| to);
                let heard = named.clone().filter(|&to| known(to as usize, wave).is_some()).collect::<Vec<_>>();
                if named.len() == 0 || !heard.is_empty() {
                    moments.push((manager as u32, wave as u32, heard));
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
        let most_contacts = moments.iter().map(|(.., contacts)| contacts.len()).max().unwrap_or(0);
        Self { times, moments, takers, most_contacts }
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

    fn tally(&self) -> Tally {
        let width = self.most_contacts + 1;
        let mut tally = Tally { width, hits: vec![0; width * width], trials: vec![0; width * width] };
        let used = |manager: u32, wave: u32| self.times[manager as usize].is_some_and(|time| time <= wave);
        for (manager, wave, contacts) in &self.moments {
            if !used(*manager, *wave) {
                let using = contacts.iter().filter(|&&contact| used(contact, *wave)).count();
                let place = using * width + contacts.len();
                tally.trials[place] += 1;
                tally.hits[place] += u32::from(used(*manager, wave + 1));
            }
        }
        tally
    }
}

/// Rows and uptake by the number of contacts who use the practice and the number of contacts.
struct Tally {
    width: usize,
    hits: Vec<u32>,
    trials: Vec<u32>,
}

impl Tally {
    fn rows(&self) -> usize {
        self.trials.iter().map(|&trials| trials as usize).sum()
    }

    fn took_up(&self) -> usize {
        self.hits.iter().map(|&hits| hits as usize).sum()
    }

    /// The coefficient of ln(1 + contacts who use the practice), and what it says of one contact.
    fn logit(&self) -> Result<(Coefficient, f64), CouldNot> {
        let (mut column, mut hits, mut trials) = (Vec::new(), Vec::new(), Vec::new());
        for using in 0..self.width {
            let place = using * self.width..(using + 1) * self.width;
            let all: u32 = self.trials[place.clone()].iter().sum();
            if all > 0 {
                column.push(libm::log1p(using as f64));
                hits.push(self.hits[place].iter().sum());
                trials.push(all);
            }
        }
        let design = Design::new(column.len(), &[column]).map_err(|_| CouldNot::SameExposure)?;
        let fit = Fit::binomial(&design, &hits, &trials, Link::Logit).map_err(|could_not| match could_not {
            CouldNot::Collinear { .. } => CouldNot::SameExposure,
            other => other,
        })?;
        let (slope, intercept) = (fit.slopes()[0], fit.intercepts()[0]);
        let standard_error = fit.covariance(Covariance::Model)[0][0].sqrt();
        let probabilities: Vec<f64> = (0..=self.width)
            .map(|using| Link::Logit.probability(intercept + slope * libm::log1p(using as f64)))
            .collect();
        Ok((Coefficient { value: slope, standard_error }, self.marginal(&probabilities)))
    }

    /// What one contact's use adds, on average over rows with contacts and over their contacts.
    fn marginal(&self, probabilities: &[f64]) -> f64 {
        let (mut sum, mut rows) = (0.0, 0.0);
        for (place, &trials) in self.trials.iter().enumerate() {
            let (using, contacts) = (place / self.width, place % self.width);
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
        let observed = history.tally().logit().unwrap().0.value;
        let (mut as_high, mut as_low, mut all) = (0, 0, 0);
        for code in 0..729 {
            let times: Vec<u32> = (0..6).map(|digit| 1 + code / 3_i32.pow(digit) as u32 % 3).collect();
            if (1..4).all(|wave| times.iter().filter(|&&time| time == wave).count() == 2) {
                times.iter().zip(3..).for_each(|(&time, manager): (_, usize)| history.times[manager] = Some(time));
                let other = history.tally().logit();
                as_high += u32::from(other.as_ref().is_err() || other.as_ref().unwrap().0.value >= observed);
                as_low += u32::from(other.as_ref().is_err() || other.as_ref().unwrap().0.value <= observed);
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
        // The first known use of manager 6 is no uptake.
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
