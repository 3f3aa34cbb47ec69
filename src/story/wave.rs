//! The story of a wave: how far, how fast and through whom the practice that took off highest spread.

use super::data::{Estimate, Story};
use super::number::{count, interval, number, percent};
use super::words::{capital, spaced};
use crate::archive::Cohort;
use crate::epidemiology::{Figure, Trait, Unit};

/// How practices spread, in sentences; empty if the ledger was off.
pub fn wave(story: &Story) -> Vec<String> {
    if story.spread.waves.is_empty() {
        return Vec::new();
    }
    let Some(name) = story.spread.leading() else { return vec![format!("{}.", capital(&none_took_off(story)))] };
    let parts = [height(story, name), speed(story, name), senders(story, name), reach(story, name), harm(story, name)];
    parts.concat()
}

/// Why there is no wave to report, without a capital or a full stop.
pub fn none_took_off(story: &Story) -> String {
    let could = story.spread.waves.iter().any(|row| row.unit == Unit::Adoption && row.figure == Figure::TookOff);
    if could {
        "no practice took off: none that began in fewer than 3.3 % of relationships came to a tenth of them".into()
    } else {
        "no practice could take off: each was in use in 3.3 % of relationships or more from the start, or never came up"
            .into()
    }
}

/// What a reproduction number says, and what it does not.
pub const CAVEAT: &str = "Where use is steady, each adoption leads to as many others as the share of adoptions that are copies, however \
     contagious the practice: only early in a wave do these numbers tell how contagious it is.";

fn two(value: f64) -> String {
    number(value, 2)
}

fn whole(value: f64) -> String {
    number(value, 0)
}

fn height(story: &Story, name: &str) -> Vec<String> {
    let of = |figure| story.spread.figure(Unit::Adoption, name, figure);
    let (took_off, seeds) = (of(Figure::TookOff), story.spread.seeds(Unit::Adoption, name, Figure::TookOff));
    let (peak, week, first) = (of(Figure::Peak), of(Figure::PeakWeek), of(Figure::First));
    let hits = (took_off.mean * seeds as f64).round();
    let chance = match seeds {
        1 => "in the only seed".to_owned(),
        _ => format!(
            "in {} of {seeds} seeds (so the chance to take off is {} to {})",
            whole(hits),
            percent(took_off.low),
            percent(took_off.high)
        ),
    };
    let mut said = vec![format!(
        "{} began in week {} and took off {chance}: it started in fewer than 3.3 % of relationships and reached a tenth of them. At its peak, around \
         week {}, {}{} of them use it.",
        capital(&spaced(name)),
        whole(first.mean),
        whole(week.mean),
        percent(peak.mean),
        interval(peak, percent)
    )];
    let died_out = of(Figure::DiedOut);
    if died_out.mean > 0.0 {
        said.push(format!("It died out in {} of the seeds.", percent(died_out.mean)));
    }
    said
}

fn years(cohort: &Cohort) -> String {
    format!("weeks {} to {}", cohort.first_week, cohort.last_week)
}

fn speed(story: &Story, name: &str) -> Vec<String> {
    let mut said = Vec::new();
    if let Some((first, last)) = story.spread.first_and_last_year(Unit::Adoption, name) {
        said.push(format!(
            "Each adoption in {} led to {}{} others; each in {}, to {}{}. Copies expected after the end of the run are included.",
            years(first),
            two(first.reproduction),
            interval(first.estimate(), two),
            years(last),
            two(last.reproduction),
            interval(last.estimate(), two)
        ));
        said.push(CAVEAT.to_owned());
        said.extend(ways(story, name));
    }
    if let Some((first, _)) = story.spread.first_and_last_year(Unit::Manager, name) {
        said.push(format!(
            "Counted by managers: each who first used it in {} passed it on to {}{} managers who had never used it.",
            years(first),
            two(first.reproduction),
            interval(first.estimate(), two)
        ));
    }
    let of_managers = |figure| story.spread.figure(Unit::Manager, name, figure).mean;
    let (all, once) = (of_managers(Figure::Household), of_managers(Figure::HouseholdOnce));
    if once.is_finite() {
        let repeated =
            if all.is_finite() { format!("; {} if repeats over the same tie count", two(all)) } else { String::new() };
        said.push(format!(
            "Expected from ties and portfolios just before it arrived, without simulating: each portfolio that uses it starts {} others (the household \
             reproduction number, each contact counted once{repeated}). It takes dark sides, beliefs and need as they were then.",
            two(once)
        ));
    }
    let doubling = story.spread.figure(Unit::Adoption, name, Figure::Doubling);
    if doubling.mean.is_finite() {
        said.push(format!(
            "While it grew, weekly adoptions doubled every {} weeks{}.",
            whole(doubling.mean),
            interval(doubling, whole)
        ));
    }
    let generation = story.spread.figure(Unit::Adoption, name, Figure::Generation);
    if generation.mean.is_finite() {
        said.push(format!(
            "On average, {}{} weeks pass between an adoption and a copy of it.",
            whole(generation.mean),
            interval(generation, whole)
        ));
    }
    said
}

/// Reproduction numbers below this are not mentioned.
const LITTLE: f64 = 0.005;

/// The first year's reproduction number by mechanism and by locus.
fn ways(story: &Story, name: &str) -> Option<String> {
    let split = |ways: &[(Figure, &str)]| {
        let named = ways.iter().filter_map(|(figure, words)| {
            let number = story.spread.figure(Unit::Adoption, name, *figure);
            (number.mean >= LITTLE).then(|| format!("{}{} {words}", two(number.mean), interval(number, two)))
        });
        named.collect::<Vec<_>>().join(", ")
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

fn senders(story: &Story, name: &str) -> Vec<String> {
    let of = |figure| story.spread.figure(Unit::Adoption, name, figure);
    let (top, chance) = (of(Figure::TopFifth), of(Figure::TopFifthChance));
    let mut said = Vec::new();
    if top.mean.is_finite() {
        let alike = if chance.mean.is_finite() {
            format!("; had all users been alike, it would be {} by chance alone", percent(chance.mean))
        } else {
            String::new()
        };
        said.push(format!(
            "One user in five made {}{} of the copies between managers{alike}.",
            percent(top.mean),
            interval(top, percent)
        ));
    }
    let clear = |by: Trait| {
        story.spread.sender(name, by).filter(|row| row.difference.lower95 > 0.0 || row.difference.upper95 < 0.0)
    };
    let mut apart = Vec::new();
    if let Some(row) = clear(Trait::FirstUse) {
        let way = if row.top < row.all { "earlier" } else { "later" };
        apart.push(format!("took it up {} weeks {way} than the average user", whole((row.all - row.top).abs())));
    }
    for (by, words) in [(Trait::Observers, "were looked at by"), (Trait::Contacts, "looked at")] {
        if let Some(row) = clear(by) {
            apart.push(format!("{words} {} managers rather than {}", number(row.top, 1), number(row.all, 1)));
        }
    }
    for (by, words) in [(Trait::Credibility, "a credibility"), (Trait::Portfolio, "a portfolio")] {
        if let Some(row) = clear(by) {
            apart.push(format!("had {words} of {} rather than {}", two(row.top), two(row.all)));
        }
    }
    if let Some(row) = clear(Trait::Tenure) {
        apart.push(format!("had been managers for {} weeks in week 0 rather than {}", whole(row.top), whole(row.all)));
    }
    if let Some(row) = clear(Trait::HomeOffice) {
        apart.push(format!(
            "sat in the office of a first case ({} of them, {} of all users)",
            percent(row.top),
            percent(row.all)
        ));
    }
    match apart.split_last() {
        Some((last, [])) => said.push(format!("They {last}.")),
        Some((last, others)) => said.push(format!("They {} and {last}.", others.join(", "))),
        None => {}
    }
    let k = of(Figure::DispersionK);
    if k.mean.is_finite() {
        let (low, high) = (of(Figure::DispersionLow).mean, of(Figure::DispersionHigh).mean);
        // With one seed, this is the likelihood interval of k.
        let k =
            if low.is_finite() && !k.has_interval() { Estimate { low: 1.0 / high, high: 1.0 / low, ..k } } else { k };
        let unbounded = if k.has_interval() || story.seeds < 2 { "" } else { " (no upper bound can be given)" };
        said.push(format!(
            "The number of copies per adoption follows a negative binomial distribution with k = {}{}{unbounded}: the smaller k, the fewer adoptions \
             account for most copies.",
            two(k.mean),
            interval(k, two)
        ));
    }
    said
}

fn reach(story: &Story, name: &str) -> Vec<String> {
    let mut said = Vec::new();
    let size = story.spread.figure(Unit::Manager, name, Figure::FinalSize);
    if size.mean.is_finite() {
        said.push(format!("By the end, it had been used in {} of the seats.", percent(size.mean)));
    }
    let steps = story.spread.reached(Unit::Manager, name, Trait::Distance);
    let known = |steps: &&&crate::archive::AttackRate| {
        steps.mean > 0.0 && steps.arrival.is_finite() && steps.seeds * 2 > story.seeds
    };
    let known: Vec<_> = steps.iter().filter(known).collect();
    if let [near, .., far] = known[..] {
        let step = if near.group == "1" { "step" } else { "steps" };
        said.push(format!(
            "It reached managers {} {step} from the first cases after {} weeks on average, and those {} steps away after {} (distances in the network of \
             week 0).",
            near.group,
            whole(near.arrival),
            far.group,
            whole(far.arrival)
        ));
    }
    for (by, words) in [
        (Trait::Observers, "whom most managers look at"),
        (Trait::Contacts, "who look at most managers"),
        (Trait::Tenure, "with the longest tenure"),
        (Trait::Portfolio, "with the largest portfolios"),
    ] {
        said.extend(fifths(story, name, by, words));
    }
    let of = |figure| story.spread.figure(Unit::Adoption, name, figure).mean;
    if of(Figure::Deepest).is_finite() {
        said.push(format!(
            "The largest tree of copies holds {} of all adoptions; the longest chain in any tree has {} generations.",
            percent(of(Figure::LargestTreeShare)),
            whole(of(Figure::Deepest))
        ));
    }
    let from: Vec<String> = [
        (Figure::Inside, "came from the manager's own relationships"),
        (Figure::SameOffice, "from colleagues of the office"),
        (Figure::SameFirm, "from other offices of the firm"),
        (Figure::Beyond, "from other firms"),
    ]
    .into_iter()
    .filter(|(figure, _)| of(*figure) > 0.0 || *figure == Figure::Inside)
    .map(|(figure, words)| format!("{} {words}", percent(of(figure))))
    .collect();
    if let Some((last, others)) =
        from.split_last().filter(|(_, others)| !others.is_empty() && of(Figure::Inside).is_finite())
    {
        said.push(format!("Of the copies, {} and {last}.", others.join(", ")));
    }
    let bridges = story.spread.bridges.iter().find(|bridge| bridge.practice == name && bridge.offices > 0.0);
    if let Some(bridge) = bridges {
        let firms = if story.firms.len() > 1 {
            format!(", {} of them from another firm", count(bridge.between_firms))
        } else {
            String::new()
        };
        let rewired = bridge.offices - bridge.tied_at_start;
        let ties = match rewired {
            0.0 => ", all along ties that existed in week 0".to_owned(),
            _ => format!("; {} of these bridges were ties in week 0", percent(bridge.tied_at_start / bridge.offices)),
        };
        said.push(format!(
            "Per seed, it reached {} offices from another office{firms}{ties}. The table `bridges` names the managers at both ends.",
            count(bridge.offices)
        ));
    }
    said
}

/// Whether the top fifth by a trait was reached earlier or more often than the bottom fifth, if that is clear.
fn fifths(story: &Story, name: &str, by: Trait, words: &str) -> Option<String> {
    let groups = story.spread.reached(Unit::Manager, name, by);
    let [low, .., high] = groups[..] else { return None };
    let apart = |one: Estimate, other: Estimate| one.low > other.high || other.low > one.high;
    let (sooner, oftener) = (apart(low.weeks(), high.weeks()), apart(low.share(), high.share()));
    (sooner || oftener).then(|| {
        format!(
            "It reached {} of the fifth of managers {words}, after {} weeks on average; of the opposite fifth {}, after {}.",
            percent(high.reached),
            whole(high.arrival),
            percent(low.reached),
            whole(low.arrival)
        )
    })
}

fn harm(story: &Story, name: &str) -> Vec<String> {
    let of = |figure| story.spread.figure(Unit::Adoption, name, figure);
    let (first, lag) = (of(Figure::FirstDark), of(Figure::Darkening));
    let mut said = Vec::new();
    if first.mean.is_finite() {
        said.push(format!(
            "The first onset credited to it came {}{} weeks after its first use.",
            whole(first.mean),
            interval(first, whole)
        ));
    }
    if lag.mean.is_finite() {
        said.push(format!(
            "From an adoption to the onset credited to it, {}{} weeks pass on average.",
            whole(lag.mean),
            interval(lag, whole)
        ));
    }
    said
}
