//! Whether it matters when contacts took up the practice: the same panel with the times of uptake shuffled.

use crate::contact_effect::{Coefficient, ContactEffect, LEVEL, Note};
use crate::could_not::CouldNot;
use crate::glm::{Design, Fit, Gradient, Link};
use crate::history::{History, Tally};
use crate::method::Method;
use crate::study::Study;
use darkside_stats::bootstrap::percentile_interval;
use darkside_stats::{Interval, Running};

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
    use crate::panel::{Panel, Tie};
    use crate::study::Settings;
    use darkside_draws::Draws;

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
