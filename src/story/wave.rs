//! The story of a wave: how far, how fast and through whom the practice that took off highest spread.

mod reach;

use super::data::{Estimate, Story};
use super::number::{interval, number, percent, two, whole, with_interval};
use super::words::{capital, listed, spaced};
use crate::archive::Cohort;
use crate::epidemiology::{Figure, Trait, Unit};

/// How practices spread, in sentences; empty if the ledger was off.
pub fn wave(story: &Story) -> Vec<String> {
    if story.spread.waves.is_empty() {
        return Vec::new();
    }
    match leading(story) {
        Ok(name) => Wave { story, name }.told(),
        Err(why) => vec![format!("{}.", capital(&why))],
    }
}

/// The practice that took off highest, or why there is none, without a capital or a full stop.
pub fn leading(story: &Story) -> Result<&str, String> {
    let waves = &story.spread.waves;
    let could = || waves.iter().any(|row| row.unit == Unit::Adoption && row.figure == Figure::TookOff);
    story.spread.leading().ok_or_else(|| {
        if waves.is_empty() {
            "the ledger was not recorded".into()
        } else if could() {
            "no practice took off: none that began in fewer than 3.3 % of relationships came to a tenth of them".into()
        } else {
            "no practice could take off: each was in use in 3.3 % of relationships or more from the start, or never came up"
                .into()
        }
    })
}

/// What a reproduction number says, and what it does not.
pub const CAVEAT: &str = "Where use is steady, each adoption leads to as many others as the share of adoptions that are copies, however \
     contagious the practice: only early in a wave do these numbers tell how contagious it is.";

/// Reproduction numbers below this are not mentioned.
const LITTLE: f64 = 0.005;

/// How a number is written.
type Show = fn(f64) -> String;

/// How the fifth of users who passed a practice on most differ: words around their number and that of all users.
const APART: [(Trait, Show, [&str; 3]); 6] = [
    (Trait::Observers, one, ["were looked at by ", " managers rather than ", ""]),
    (Trait::Contacts, one, ["looked at ", " managers rather than ", ""]),
    (Trait::Credibility, two, ["had a credibility of ", " rather than ", ""]),
    (Trait::Portfolio, two, ["had a portfolio of ", " rather than ", ""]),
    (Trait::Tenure, whole, ["had been managers for ", " weeks in week 0 rather than ", ""]),
    (Trait::HomeOffice, percent, ["sat in the office of a first case (", " of them, ", " of all users)"]),
];

fn one(value: f64) -> String {
    number(value, 1)
}

fn weeks(cohort: &Cohort) -> String {
    format!("weeks {} to {}", cohort.first_week, cohort.last_week)
}

/// A practice whose wave is told.
struct Wave<'a> {
    story: &'a Story,
    name: &'a str,
}

impl Wave<'_> {
    fn told(&self) -> Vec<String> {
        [self.height(), self.speed(), self.senders(), self.reach(), self.harm()].concat()
    }

    /// A figure of its adoptions.
    fn of(&self, figure: Figure) -> Estimate {
        self.story.spread.figure(Unit::Adoption, self.name, figure)
    }

    /// A figure of the managers who used it.
    fn of_managers(&self, figure: Figure) -> Estimate {
        self.story.spread.figure(Unit::Manager, self.name, figure)
    }

    /// A figure of its adoptions; `None` if that is undefined.
    fn defined(&self, figure: Figure) -> Option<Estimate> {
        Some(self.of(figure)).filter(|figure| figure.mean.is_finite())
    }

    /// A sentence about a figure of its adoptions, given with its interval; `None` if the figure is undefined.
    fn about(&self, figure: Figure, show: Show, sentence: impl Fn(String) -> String) -> Option<String> {
        self.defined(figure).map(|figure| sentence(with_interval(figure, show)))
    }

    fn height(&self) -> Vec<String> {
        let took_off = self.of(Figure::TookOff);
        let chance = match self.story.spread.seeds(Unit::Adoption, self.name, Figure::TookOff) {
            1 => "in the only seed".to_owned(),
            seeds => format!(
                "in {} of {seeds} seeds (so the chance to take off is {} to {})",
                whole((took_off.mean * seeds as f64).round()),
                percent(took_off.low),
                percent(took_off.high)
            ),
        };
        let mut said = vec![format!(
            "{} began in week {} and took off {chance}: it started in fewer than 3.3 % of relationships and reached a tenth of them. At its peak, around \
             week {}, {} of them use it.",
            capital(&spaced(self.name)),
            whole(self.of(Figure::First).mean),
            whole(self.of(Figure::PeakWeek).mean),
            with_interval(self.of(Figure::Peak), percent)
        )];
        let died_out = self.of(Figure::DiedOut).mean;
        if died_out > 0.0 {
            said.push(format!("It died out in {} of the seeds.", percent(died_out)));
        }
        said
    }

    fn speed(&self) -> Vec<String> {
        let years = |unit| self.story.spread.first_and_last_year(unit, self.name);
        let mut said = Vec::new();
        if let Some((first, last)) = years(Unit::Adoption) {
            said.push(format!(
                "Each adoption in {} led to {} others; each in {}, to {}. Copies expected after the end of the run are included.",
                weeks(first),
                with_interval(first.estimate(), two),
                weeks(last),
                with_interval(last.estimate(), two)
            ));
            said.push(CAVEAT.to_owned());
            said.extend(self.ways());
        }
        if let Some((first, _)) = years(Unit::Manager) {
            said.push(format!(
                "Counted by managers: each who first used it in {} passed it on to {} managers who had never used it.",
                weeks(first),
                with_interval(first.estimate(), two)
            ));
        }
        said.extend(self.expected());
        said.extend(self.defined(Figure::Doubling).map(|time| {
            let (mean, between) = (whole(time.mean), interval(time, whole));
            format!("While it grew, weekly adoptions doubled every {mean} weeks{between}.")
        }));
        said.extend(self.about(Figure::Generation, whole, |weeks| {
            format!("On average, {weeks} weeks pass between an adoption and a copy of it.")
        }));
        said
    }

    /// The household reproduction number just before it arrived.
    fn expected(&self) -> Option<String> {
        let (all, once) = (self.of_managers(Figure::Household).mean, self.of_managers(Figure::HouseholdOnce).mean);
        let repeated = all.is_finite().then(|| format!("; {} if repeats over the same tie count", two(all)));
        let repeated = repeated.unwrap_or_default();
        once.is_finite().then(|| {
            format!(
                "Expected from ties and portfolios just before it arrived, without simulating: each portfolio that uses it starts {} others (the household \
                 reproduction number, each contact counted once{repeated}). It takes dark sides, beliefs and need as they were then.",
                two(once)
            )
        })
    }

    /// The first year's reproduction number by mechanism and by locus.
    fn ways(&self) -> Option<String> {
        let split = |ways: &[(Figure, &str)]| {
            let numbers = ways.iter().map(|(figure, words)| (self.of(*figure), words));
            let known = numbers.filter(|(number, _)| number.mean >= LITTLE);
            let words = known.map(|(number, words)| format!("{} {words}", with_interval(number, two)));
            words.collect::<Vec<_>>().join(", ")
        };
        let mechanisms = split(&[
            (Figure::ByInterImitation, "by imitating another manager"),
            (Figure::ByInterLearning, "by learning from another manager"),
            (Figure::ByIntraImitation, "by imitating an own relationship"),
            (Figure::ByIntraLearning, "by learning from an own relationship"),
            (Figure::ByAssociation, "at professional events"),
        ]);
        let loci = split(&[
            (Figure::FromPortfolio, "in the same portfolio"),
            (Figure::FromFirm, "in other portfolios of the firm"),
            (Figure::FromBeyond, "beyond the firm"),
        ]);
        let known = !mechanisms.is_empty() && !loci.is_empty();
        known.then(|| {
            format!("How each adoption of the practice's first 52 weeks was copied on: {mechanisms}. Where: {loci}.")
        })
    }

    fn senders(&self) -> Vec<String> {
        let alike = self.defined(Figure::TopFifthChance).map_or_else(String::new, |chance| {
            format!("; had all users been alike, it would be {} by chance alone", percent(chance.mean))
        });
        let top = self.about(Figure::TopFifth, percent, |share| {
            format!("One user in five is the source of {share} of the copies between managers{alike}.")
        });
        let apart = self.top_fifth();
        let apart = (!apart.is_empty()).then(|| format!("They {}.", listed(&apart)));
        let dispersion = self.defined(Figure::DispersionK).map(|k| self.dispersion(k));
        [top, apart, dispersion].into_iter().flatten().collect()
    }

    /// In what the fifth of users who passed it on most clearly differ from all users.
    fn top_fifth(&self) -> Vec<String> {
        let clear = |by| {
            let row = self.story.spread.sender(self.name, by)?;
            (row.difference.lower95 > 0.0 || row.difference.upper95 < 0.0).then_some((row.top, row.all))
        };
        let first = clear(Trait::FirstUse).map(|(top, all)| {
            let way = if top < all { "earlier" } else { "later" };
            format!("took it up {} weeks {way} than the average user", whole((all - top).abs()))
        });
        let others = APART.iter().filter_map(|(by, show, [before, between, after])| {
            clear(*by).map(|(top, all)| format!("{before}{}{between}{}{after}", show(top), show(all)))
        });
        first.into_iter().chain(others).collect()
    }

    fn dispersion(&self, k: Estimate) -> String {
        let (low, high) = (self.of(Figure::DispersionLow).mean, self.of(Figure::DispersionHigh).mean);
        // With one seed, this is the likelihood interval of k.
        let k =
            if low.is_finite() && !k.has_interval() { Estimate { low: 1.0 / high, high: 1.0 / low, ..k } } else { k };
        let unbounded = if k.has_interval() || self.story.seeds < 2 { "" } else { " (no upper bound can be given)" };
        format!(
            "The number of copies per adoption follows a negative binomial distribution with k = {}{unbounded}: the smaller k, the fewer adoptions \
             account for most copies.",
            with_interval(k, two)
        )
    }

    fn harm(&self) -> Vec<String> {
        let first = self.about(Figure::FirstDark, whole, |weeks| {
            format!("The first onset credited to it came {weeks} weeks after its first use.")
        });
        let lag = self.about(Figure::Darkening, whole, |weeks| {
            format!("From an adoption to the onset credited to it, {weeks} weeks pass on average.")
        });
        [first, lag].into_iter().flatten().collect()
    }
}
