//! Figures of a whole run: counts over all weeks, and ratios of such counts.

use darkside_engine::parameter::Unit;
use darkside_engine::record::{Locus, Mechanism, Metric, Record, Totals};

/// Something that is counted over a whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RunFigure {
    Adoptions,
    AdoptionsBy(Mechanism),
    AdoptionsFrom(Locus),
    /// Adoptions from a source, per week at risk of them.
    AdoptionsPerExposure,
    AdoptionsPerExposureFrom(Locus),
    Onsets,
    OnsetsBy(Mechanism),
    OnsetsFrom(Locus),
    CopiedShare,
    LatentShare,
    LatentByChance,
}

/// Loci at which a relationship can be exposed.
const PLACES: [Locus; 3] = [Locus::IntraPortfolio, Locus::InterPortfolio, Locus::WiderNetwork];

/// Every figure with its name, unit and meaning.
pub(super) fn figures() -> Vec<(Metric, RunFigure)> {
    let mut all = vec![named("total_adoptions", Unit::Count, "practices taken up in the run", RunFigure::Adoptions)];
    all.extend(by_route("adoptions", "practices taken up", RunFigure::AdoptionsBy, RunFigure::AdoptionsFrom));
    let meaning = "practices taken over from a source, per relationship, practice, week and place at risk of it";
    all.push(named("adoptions_per_exposure", Unit::Number, meaning, RunFigure::AdoptionsPerExposure));
    all.extend(PLACES.map(|locus| {
        let from = words(locus.name());
        let meaning = format!("practices taken over per relationship, practice and week at risk from: {from}");
        let name = format!("adoptions_per_exposure_{}", locus.name());
        named(&name, Unit::Number, &meaning, RunFigure::AdoptionsPerExposureFrom(locus))
    }));
    let meaning = "dark flags turned on in the run that a practice in use feeds";
    all.push(named("total_credited_onsets", Unit::Count, meaning, RunFigure::Onsets));
    let meaning = "onsets credited to a practice that had come";
    all.extend(by_route("onsets", meaning, RunFigure::OnsetsBy, RunFigure::OnsetsFrom));
    let meaning = "share of the credited onsets whose practice had been copied";
    all.push(named("copied_share", Unit::Share, meaning, RunFigure::CopiedShare));
    let meaning = "share of the copies of loaded practices whose source did not show that dark side yet";
    all.push(named("latent_share", Unit::Share, meaning, RunFigure::LatentShare));
    let meaning = "the same share if sources were drawn among all who use the practice";
    all.push(named("latent_by_chance", Unit::Share, meaning, RunFigure::LatentByChance));
    all
}

/// What is counted, by each mechanism and then from each locus.
fn by_route(
    what: &str,
    meaning: &str,
    by: fn(Mechanism) -> RunFigure,
    from: fn(Locus) -> RunFigure,
) -> Vec<(Metric, RunFigure)> {
    let one = |way: &str, joined: &str, name: &str, figure: RunFigure| {
        let meaning = format!("{meaning} {joined} {}", words(name));
        named(&format!("{what}_{way}_{name}"), Unit::Count, &meaning, figure)
    };
    let mechanisms = Mechanism::ALL.map(|mechanism| one("by", "by", mechanism.name(), by(mechanism)));
    let loci = Locus::ALL.map(|locus| one("from", "from:", locus.name(), from(locus)));
    mechanisms.into_iter().chain(loci).collect()
}

fn named(name: &str, unit: Unit, meaning: &str, figure: RunFigure) -> (Metric, RunFigure) {
    (Metric { name: name.to_owned(), unit, meaning: meaning.to_owned() }, figure)
}

fn words(name: &str) -> String {
    name.replace('_', " ")
}

impl RunFigure {
    /// Its value in a record; NaN where a ratio has a zero denominator.
    pub(super) fn of(self, record: &Record) -> f64 {
        let totals = &record.totals;
        match self {
            Self::Adoptions => sum(&totals.adoptions),
            Self::AdoptionsBy(mechanism) => by(&totals.adoptions, mechanism),
            Self::AdoptionsFrom(locus) => from(&totals.adoptions, locus),
            Self::AdoptionsPerExposure => {
                let (adoptions, weeks) = PLACES.iter().fold((0.0, 0.0), |(adoptions, weeks), &locus| {
                    (adoptions + from(&totals.adoptions, locus), weeks + exposure(totals, locus))
                });
                adoptions / weeks
            }
            Self::AdoptionsPerExposureFrom(locus) => from(&totals.adoptions, locus) / exposure(totals, locus),
            Self::Onsets => sum(&totals.onsets),
            Self::OnsetsBy(mechanism) => by(&totals.onsets, mechanism),
            Self::OnsetsFrom(locus) => from(&totals.onsets, locus),
            Self::CopiedShare => 1.0 - from(&totals.onsets, Locus::Origin) / sum(&totals.onsets),
            Self::LatentShare => totals.latent_copies as f64 / totals.loaded_copies as f64,
            Self::LatentByChance => totals.latent_by_chance / totals.loaded_copies as f64,
        }
    }
}

type ByMechanismAndLocus = [[u64; Locus::ALL.len()]; Mechanism::ALL.len()];

fn sum(counts: &ByMechanismAndLocus) -> f64 {
    counts.as_flattened().iter().sum::<u64>() as f64
}

fn by(counts: &ByMechanismAndLocus, mechanism: Mechanism) -> f64 {
    counts[mechanism.index()].iter().sum::<u64>() as f64
}

fn from(counts: &ByMechanismAndLocus, locus: Locus) -> f64 {
    counts.iter().map(|by_locus| by_locus[locus.index()]).sum::<u64>() as f64
}

fn exposure(totals: &Totals, locus: Locus) -> f64 {
    totals.exposure[locus.index()] as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(name: &str, record: &Record) -> f64 {
        let (_, figure) = figures().into_iter().find(|(metric, _)| metric.name == name).unwrap();
        figure.of(record)
    }

    #[test]
    fn each_figure_counts_its_own_cells() {
        let mut record = Record::default();
        for (mechanism, row) in record.totals.adoptions.iter_mut().enumerate() {
            for (locus, cell) in row.iter_mut().enumerate() {
                *cell = 10u64.pow(locus as u32) * (mechanism as u64 + 1);
            }
        }
        record.totals.onsets = record.totals.adoptions;
        record.totals.exposure = [7, 1_000, 2_000, 4_000];
        (record.totals.loaded_copies, record.totals.latent_copies, record.totals.latent_by_chance) = (8, 2, 3.0);
        assert_eq!(value("total_adoptions", &record), 45.0 * 1111.0);
        assert_eq!(value("adoptions_by_intra_imitation", &record), 2.0 * 1111.0);
        assert_eq!(value("adoptions_from_inter_portfolio", &record), 4500.0);
        assert_eq!(value("adoptions_per_exposure_inter_portfolio", &record), 2.25);
        assert_eq!(value("adoptions_per_exposure", &record), 45.0 * 1110.0 / 7000.0);
        assert_eq!(value("onsets_from_origin", &record), 45.0);
        assert_eq!(value("copied_share", &record), 1.0 - 45.0 / (45.0 * 1111.0));
        assert_eq!((value("latent_share", &record), value("latent_by_chance", &record)), (0.25, 0.375));
        assert!(value("latent_share", &Record::default()).is_nan());
    }
}
