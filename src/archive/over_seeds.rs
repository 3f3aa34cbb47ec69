//! Sums over seeds of whole runs, and the rows computed from them.

use super::figures::{Figures, SUMMED};
use super::rows::{Exposure, Total, Transition, TransitionKind, Transmission};
use darkside_engine::record::{Locus, Mechanism};
use darkside_stats::{Running, RunningRatio};

const LOCI: usize = Locus::ALL.len();
const MECHANISMS: usize = Mechanism::ALL.len();

/// Sums over seeds of the figures of whole runs.
#[derive(Default)]
pub(super) struct WholeRuns {
    adoptions: [[Running; LOCI]; MECHANISMS],
    onsets: [[Running; LOCI]; MECHANISMS],
    exposure: [RunningRatio; LOCI],
    phases: [[Running; 4]; 4],
    alignments: [[Running; 4]; 4],
    sums: [Running; SUMMED.len()],
    uncredited: Running,
    copied_share: Running,
    latent_share: Running,
    latent_by_chance: Running,
}

impl WholeRuns {
    /// Adds one seed.
    pub(super) fn add(&mut self, figures: &Figures) {
        let totals = &figures.totals;
        add_all(self.adoptions.as_flattened_mut(), totals.adoptions.as_flattened());
        add_all(self.onsets.as_flattened_mut(), totals.onsets.as_flattened());
        add_all(self.phases.as_flattened_mut(), totals.phases.as_flattened());
        add_all(self.alignments.as_flattened_mut(), totals.alignments.as_flattened());
        for locus in Locus::ALL {
            let adoptions: u64 = totals.adoptions.iter().map(|by_locus| by_locus[locus.index()]).sum();
            self.exposure[locus.index()].add(adoptions as f64, totals.exposure[locus.index()] as f64);
        }
        for (running, &sum) in self.sums.iter_mut().zip(&figures.sums) {
            running.add(sum);
        }
        self.uncredited.add(totals.onsets_uncredited as f64);
        let credited: u64 = totals.onsets.as_flattened().iter().sum();
        let original: u64 = totals.onsets.iter().map(|by_locus| by_locus[Locus::Origin.index()]).sum();
        self.copied_share.add(share((credited - original) as f64, credited));
        self.latent_share.add(share(totals.latent_copies as f64, totals.loaded_copies));
        self.latent_by_chance.add(share(totals.latent_by_chance, totals.loaded_copies));
    }

    /// The rows of `totals.csv`.
    pub(super) fn totals(&self) -> Vec<Total> {
        let sums = SUMMED.into_iter().zip(self.sums);
        let others = [
            ("onsets_uncredited", self.uncredited),
            ("copied_share", self.copied_share),
            ("latent_share", self.latent_share),
            ("latent_by_chance", self.latent_by_chance),
        ];
        let total = |(metric, running): (&str, Running)| Total { metric: metric.to_owned(), figure: running.summary() };
        sums.chain(others).map(total).collect()
    }

    /// The rows of `transmissions.csv`: the combinations that are possible, and any others that occurred.
    pub(super) fn transmissions(&self) -> Vec<Transmission> {
        let mut rows = Vec::new();
        for mechanism in Mechanism::ALL {
            for locus in Locus::ALL {
                let adoptions = self.adoptions[mechanism.index()][locus.index()];
                let onsets = self.onsets[mechanism.index()][locus.index()];
                if is_possible(mechanism, locus) || adoptions.mean() > 0.0 || onsets.mean() > 0.0 {
                    rows.push(Transmission {
                        mechanism,
                        locus,
                        adoptions: adoptions.mean(),
                        adoptions_se: adoptions.standard_error(),
                        onsets: onsets.mean(),
                        onsets_se: onsets.standard_error(),
                    });
                }
            }
        }
        rows
    }

    /// The rows of `exposure.csv`. Nobody is exposed to the origin.
    pub(super) fn exposure(&self) -> Vec<Exposure> {
        let row = |&locus: &Locus| {
            let ratio = self.exposure[locus.index()].ratio();
            Exposure {
                locus,
                weeks: ratio.below,
                adoptions: ratio.above,
                rate: ratio.ratio,
                standard_error: ratio.standard_error,
            }
        };
        Locus::ALL.iter().filter(|&&locus| locus != Locus::Origin).map(row).collect()
    }

    /// The rows of `transitions.csv`.
    pub(super) fn transitions(&self) -> Vec<Transition> {
        let mut rows = Vec::new();
        for (kind, counts) in [(TransitionKind::Phase, &self.phases), (TransitionKind::Alignment, &self.alignments)] {
            for (from, counts) in counts.iter().enumerate() {
                let all: f64 = counts.iter().map(Running::mean).sum();
                for (to, count) in counts.iter().enumerate() {
                    let (count, count_se) = (count.mean(), count.standard_error());
                    rows.push(Transition { kind, from, to, count, count_se, share: count / all });
                }
            }
        }
        rows
    }
}

fn add_all(running: &mut [Running], counts: &[u64]) {
    for (running, &count) in running.iter_mut().zip(counts) {
        running.add(count as f64);
    }
}

/// `part` as a share of `whole`; NaN if `whole` is zero.
fn share(part: f64, whole: u64) -> f64 {
    if whole == 0 { f64::NAN } else { part / whole as f64 }
}

/// Whether the model lets a practice arrive by this mechanism from this locus (model, section 4).
fn is_possible(mechanism: Mechanism, locus: Locus) -> bool {
    match mechanism {
        Mechanism::Spontaneous | Mechanism::Fashion | Mechanism::Introduction => locus == Locus::Origin,
        Mechanism::IntraImitation => locus == Locus::IntraPortfolio,
        Mechanism::IntraLearning => matches!(locus, Locus::IntraPortfolio | Locus::WiderNetwork),
        Mechanism::InterImitation | Mechanism::InterLearning => {
            matches!(locus, Locus::InterPortfolio | Locus::WiderNetwork)
        }
        Mechanism::Association => locus == Locus::WiderNetwork,
        Mechanism::Programme => locus == Locus::InterPortfolio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seed(copied: u64, invented: u64) -> Figures {
        let mut figures = Figures::default();
        let totals = &mut figures.totals;
        totals.onsets[Mechanism::IntraImitation.index()][Locus::IntraPortfolio.index()] = copied;
        totals.onsets[Mechanism::Spontaneous.index()][Locus::Origin.index()] = invented;
        totals.adoptions[Mechanism::IntraImitation.index()][Locus::IntraPortfolio.index()] = 10 * copied;
        totals.exposure[Locus::IntraPortfolio.index()] = 1000;
        totals.phases[0] = [6, 2, 0, 0];
        figures.sums[0] = copied as f64;
        figures
    }

    fn over(seeds: &[Figures]) -> WholeRuns {
        let mut sums = WholeRuns::default();
        seeds.iter().for_each(|seed| sums.add(seed));
        sums
    }

    #[test]
    fn shares_are_means_over_the_seeds_that_have_one() {
        let totals = over(&[seed(1, 3), seed(0, 0), seed(3, 1)]).totals();
        let copied = totals.iter().find(|total| total.metric == "copied_share").unwrap();
        assert_eq!((copied.figure.count, copied.figure.mean), (2, 0.5));
        let latent = totals.iter().find(|total| total.metric == "latent_share").unwrap();
        assert_eq!(latent.figure.count, 0);
    }

    #[test]
    fn transmissions_list_what_can_happen_and_what_did() {
        let mut strange = seed(2, 0);
        strange.totals.adoptions[Mechanism::Programme.index()][Locus::WiderNetwork.index()] = 4;
        let rows = over(&[strange, seed(4, 0)]).transmissions();
        assert_eq!(rows.len(), 12 + 1);
        let imitation = rows.iter().find(|row| row.mechanism == Mechanism::IntraImitation).unwrap();
        // Adoptions 20 and 40: mean 30, deviation sqrt(200), error 10.
        assert_eq!((imitation.adoptions, imitation.onsets), (30.0, 3.0));
        assert!((imitation.adoptions_se - 10.0).abs() < 1e-12);
    }

    #[test]
    fn adoptions_per_exposure_are_pooled_over_seeds() {
        let rows = over(&[seed(1, 0), seed(3, 0)]).exposure();
        let intra = rows.iter().find(|row| row.locus == Locus::IntraPortfolio).unwrap();
        assert_eq!((intra.weeks, intra.adoptions, intra.rate), (1000.0, 20.0, 0.02));
        assert!(rows.iter().any(|row| row.locus == Locus::WiderNetwork && row.rate.is_nan()));
    }

    #[test]
    fn shares_of_transitions_are_of_the_state_left() {
        let rows = over(&[seed(1, 1)]).transitions();
        assert_eq!(rows.len(), 32);
        assert_eq!((rows[0].share, rows[1].share), (0.75, 0.25));
        assert!(rows[4].share.is_nan() && rows[0].count_se.is_nan());
    }
}
