//! The story of a wave: how far, how fast and through whom the practice that took off highest spread.

use super::data::{Estimate, Story};
use super::number::{count, interval, number, percent, two, whole, with_interval};
use super::spread::BridgeCount;
use super::words::{capital, listed, spaced};
use crate::archive::{AttackRate, Cohort, Sender};
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

    /// A sentence about a figure of its adoptions; `None` if that is undefined.
    fn about(&self, figure: Figure, sentence: impl Fn(Estimate) -> String) -> Option<String> {
        Some(self.of(figure)).filter(|figure| figure.mean.is_finite()).map(sentence)
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
        said.extend(self.about(Figure::Doubling, |time| {
            let (mean, between) = (whole(time.mean), interval(time, whole));
            format!("While it grew, weekly adoptions doubled every {mean} weeks{between}.")
        }));
        said.extend(self.about(Figure::Generation, |time| {
            format!("On average, {} weeks pass between an adoption and a copy of it.", with_interval(time, whole))
        }));
        said
    }

    /// The household reproduction number just before it arrived.
    fn expected(&self) -> Option<String> {
        let (all, once) = (self.of_managers(Figure::Household).mean, self.of_managers(Figure::HouseholdOnce).mean);
        let repeated = match all.is_finite() {
            true => format!("; {} if repeats over the same tie count", two(all)),
            false => String::new(),
        };
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
            let numbers = numbers.filter(|(number, _)| number.mean >= LITTLE);
            numbers
                .map(|(number, words)| format!("{} {words}", with_interval(number, two)))
                .collect::<Vec<_>>()
                .join(", ")
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
        let chance = self.of(Figure::TopFifthChance).mean;
        let alike = match chance.is_finite() {
            true => format!("; had all users been alike, it would be {} by chance alone", percent(chance)),
            false => String::new(),
        };
        let top = self.about(Figure::TopFifth, |share| {
            format!("One user in five made {} of the copies between managers{alike}.", with_interval(share, percent))
        });
        let apart = self.top_fifth();
        let apart = (!apart.is_empty()).then(|| format!("They {}.", listed(&apart)));
        let dispersion = self.about(Figure::DispersionK, |k| self.dispersion(k));
        [top, apart, dispersion].into_iter().flatten().collect()
    }

    /// In what the fifth of users who passed it on most clearly differ from all users.
    fn top_fifth(&self) -> Vec<String> {
        let words = |by: Trait, Sender { top, all, .. }: &Sender| match by {
            Trait::FirstUse => {
                let way = if top < all { "earlier" } else { "later" };
                format!("took it up {} weeks {way} than the average user", whole((all - top).abs()))
            }
            Trait::Observers => {
                format!("were looked at by {} managers rather than {}", number(*top, 1), number(*all, 1))
            }
            Trait::Contacts => format!("looked at {} managers rather than {}", number(*top, 1), number(*all, 1)),
            Trait::Credibility => format!("had a credibility of {} rather than {}", two(*top), two(*all)),
            Trait::Portfolio => format!("had a portfolio of {} rather than {}", two(*top), two(*all)),
            Trait::Tenure => {
                format!("had been managers for {} weeks in week 0 rather than {}", whole(*top), whole(*all))
            }
            _ => {
                format!("sat in the office of a first case ({} of them, {} of all users)", percent(*top), percent(*all))
            }
        };
        let clear = |row: &&Sender| row.difference.lower95 > 0.0 || row.difference.upper95 < 0.0;
        let traits = [
            Trait::FirstUse,
            Trait::Observers,
            Trait::Contacts,
            Trait::Credibility,
            Trait::Portfolio,
            Trait::Tenure,
            Trait::HomeOffice,
        ];
        let told = |by| self.story.spread.sender(self.name, by).filter(clear).map(|row| words(by, row));
        traits.into_iter().filter_map(told).collect()
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

    fn reach(&self) -> Vec<String> {
        let size = self.of_managers(Figure::FinalSize).mean;
        let seats =
            size.is_finite().then(|| format!("By the end, it had been used in {} of the seats.", percent(size)));
        let fifths = [
            (Trait::Observers, "whom most managers look at"),
            (Trait::Contacts, "who look at most managers"),
            (Trait::Tenure, "with the longest tenure"),
            (Trait::Portfolio, "with the largest portfolios"),
        ];
        let fifths = fifths.into_iter().filter_map(|(by, words)| self.fifths(by, words));
        let trees = self.about(Figure::Deepest, |deepest| {
            format!(
                "The largest tree of copies holds {} of all adoptions; the longest chain in any tree has {} generations.",
                percent(self.of(Figure::LargestTreeShare).mean),
                whole(deepest.mean)
            )
        });
        let bridges = &self.story.spread.bridges;
        let bridge = bridges.iter().find(|bridge| bridge.practice == self.name && bridge.offices > 0.0);
        let bridge = bridge.map(|bridge| self.bridge(bridge));
        let above = [seats, self.distances()].into_iter().flatten();
        above.chain(fifths).chain([trees, self.sources(), bridge].into_iter().flatten()).collect()
    }

    /// When it reached managers, by distance from the first cases.
    fn distances(&self) -> Option<String> {
        let mut steps = self.story.spread.reached(Unit::Manager, self.name, Trait::Distance);
        steps.retain(|row| row.mean > 0.0 && row.arrival.is_finite() && row.seeds * 2 > self.story.seeds);
        let [near, .., far] = steps[..] else { return None };
        let step = if near.group == "1" { "step" } else { "steps" };
        Some(format!(
            "It reached managers {} {step} from the first cases after {} weeks on average, and those {} steps away after {} (distances in the network of \
             week 0).",
            near.group,
            whole(near.arrival),
            far.group,
            whole(far.arrival)
        ))
    }

    /// Whether the top fifth by a trait was reached earlier or more often than the bottom fifth, if that is clear.
    fn fifths(&self, by: Trait, words: &str) -> Option<String> {
        let groups = self.story.spread.reached(Unit::Manager, self.name, by);
        let [low, .., high] = groups[..] else { return None };
        let apart = |of: fn(&AttackRate) -> Estimate| of(low).low > of(high).high || of(high).low > of(low).high;
        (apart(AttackRate::weeks) || apart(AttackRate::share)).then(|| {
            format!(
                "It reached {} of the fifth of managers {words}, after {} weeks on average; of the opposite fifth {}, after {}.",
                percent(high.reached),
                whole(high.arrival),
                percent(low.reached),
                whole(low.arrival)
            )
        })
    }

    /// Where the copies came from.
    fn sources(&self) -> Option<String> {
        let inside = self.of(Figure::Inside).mean;
        let mut from = vec![format!("{} came from the manager's own relationships", percent(inside))];
        let others = [
            (Figure::SameOffice, "from colleagues of the office"),
            (Figure::SameFirm, "from other offices of the firm"),
            (Figure::Beyond, "from other firms"),
        ];
        let shares = others.into_iter().map(|(figure, words)| (self.of(figure).mean, words));
        from.extend(
            shares.filter(|(share, _)| *share > 0.0).map(|(share, words)| format!("{} {words}", percent(share))),
        );
        (from.len() > 1 && inside.is_finite()).then(|| format!("Of the copies, {}.", listed(&from)))
    }

    fn bridge(&self, bridge: &BridgeCount) -> String {
        let firms = match self.story.firms.len() {
            0 | 1 => String::new(),
            _ => format!(", {} of them from another firm", count(bridge.between_firms)),
        };
        let ties = match bridge.offices - bridge.tied_at_start {
            0.0 => ", all along ties that existed in week 0".to_owned(),
            _ => format!("; {} of these bridges were ties in week 0", percent(bridge.tied_at_start / bridge.offices)),
        };
        format!(
            "Per seed, it reached {} offices from another office{firms}{ties}. The table `bridges` names the managers at both ends.",
            count(bridge.offices)
        )
    }

    fn harm(&self) -> Vec<String> {
        let first = self.about(Figure::FirstDark, |weeks| {
            format!("The first onset credited to it came {} weeks after its first use.", with_interval(weeks, whole))
        });
        let lag = self.about(Figure::Darkening, |weeks| {
            format!(
                "From an adoption to the onset credited to it, {} weeks pass on average.",
                with_interval(weeks, whole)
            )
        });
        [first, lag].into_iter().flatten().collect()
    }
}
