//! What a field study would see, in sentences: how alike effects and practices are along ties and within groups.

use super::data::Story;
use super::likeness::{Likeness, Moment};
use super::number::{number, percent, two, with_interval};
use super::words::{listed, spaced};
use darkside_engine::practice::Effect;
use darkside_engine::record::{Level, SubjectKind};

/// The practice and the effect to report on: the practice that took off highest, or otherwise the one most used at the
/// end; and the effect that is most common at the end.
pub fn told(story: &Story) -> Vec<(SubjectKind, String)> {
    let last = |metric: &str| story.last(metric).mean;
    let used = |practice: &str| last(&format!("use_{practice}"));
    let most_used = || {
        let names = story.practices.iter().map(|practice| practice.name.as_str());
        names.filter(|name| used(name) > 0.0).max_by(|a, b| used(a).total_cmp(&used(b)))
    };
    let practice = story.spread.leading().or_else(most_used);
    let common = Effect::ALL.into_iter().map(Effect::name).filter(|name| last(name) > 0.0);
    let effect = common.max_by(|a, b| last(a).total_cmp(&last(b)));
    let practice = practice.map(|name| (SubjectKind::Practice, name.to_owned()));
    practice.into_iter().chain(effect.map(|name| (SubjectKind::Effect, name.to_owned()))).collect()
}

/// How alike an effect or practice is at a level, by week.
pub fn moments<'s>(story: &'s Story, (kind, name): &(SubjectKind, String), level: Level) -> &'s [Moment] {
    let wanted = |one: &&Likeness| one.kind == *kind && one.name == *name && one.level == level;
    story.footprints.iter().find(wanted).map_or(&[], |one| &one.moments)
}

/// When an effect or practice is most alike along ties; `None` if that is undefined throughout.
pub fn clearest<'s>(story: &'s Story, subject: &(SubjectKind, String)) -> Option<&'s Moment> {
    let defined = moments(story, subject, Level::Ties).iter().filter(|moment| moment.estimate.mean.is_finite());
    // Defined in most seeds; a value from only a few says more about those seeds.
    let most = defined.filter(|moment| moment.seeds * 2 > u64::from(story.seeds));
    most.max_by(|a, b| a.estimate.mean.total_cmp(&b.estimate.mean))
}

/// Whether shuffled managers are as alike along ties, in more than one case of forty.
pub fn is_by_chance(at: &Moment) -> bool {
    at.null.is_some_and(|(_, high)| at.estimate.mean <= high)
}

/// What a field study would see, in sentences; empty if no footprints were recorded.
pub fn said(story: &Story) -> Vec<String> {
    let mut said: Vec<String> = told(story).iter().filter_map(|subject| of_subject(story, subject)).collect();
    if !said.is_empty() {
        said.push(CAVEAT.to_owned());
    }
    said
}

/// What a footprint does not say.
pub const CAVEAT: &str = "Managers may be alike because they copy each other, because like look at like, or because \
     something reaches them together: a footprint does not tell which. By chance alone the test rejects in 5 % of cases.";

/// The name of an effect or practice in a sentence.
pub fn in_words((kind, name): &(SubjectKind, String)) -> String {
    match kind {
        SubjectKind::Effect => spaced(name),
        SubjectKind::Practice => format!("use of {}", spaced(name)),
    }
}

fn of_subject(story: &Story, subject: &(SubjectKind, String)) -> Option<String> {
    let at = clearest(story, subject)?;
    let chance = at.null.map_or_else(String::new, |(low, high)| {
        format!("; with managers shuffled within firms it lies between {} and {} in 95 % of cases", two(low), two(high))
    });
    let end = moments(story, subject, Level::Ties).last().filter(|end| end.week != at.week);
    let later = end.filter(|end| end.estimate.mean.is_finite()).map_or_else(String::new, |end| {
        format!(" In week {} it is {}, and {}.", end.week, with_interval(end.estimate, two), test(story, end))
    });
    let (what, week) = (in_words(subject), at.week);
    let most = if is_by_chance(at) {
        format!("never more alike in {what} than by chance: at its highest, in week {week},")
    } else {
        format!("most alike in {what} in week {week}:")
    };
    Some(format!(
        "Managers who look at each other are {most} Moran's I of their shares, less the mean of their firm, is {}{chance}, and {}.{later}{}",
        with_interval(at.estimate, two),
        test(story, at),
        within(story, subject, at.week)
    ))
}

/// The result of the permutation test.
fn test(story: &Story, at: &Moment) -> String {
    match story.seeds {
        1 => format!("a permutation test gives p = {}", number(at.p, 3)),
        _ => format!("a permutation test at the 5 % level rejects chance in {} of seeds", percent(at.found)),
    }
}

/// The intraclass correlations in that week, as far as they are defined.
fn within(story: &Story, subject: &(SubjectKind, String), week: u32) -> String {
    let of = |(level, words): (Level, &str)| {
        let moment = moments(story, subject, level).iter().find(|moment| moment.week == week)?;
        moment.estimate.mean.is_finite().then(|| format!("{} {words}", two(moment.estimate.mean)))
    };
    let levels =
        [(Level::Portfolio, "within portfolios"), (Level::Office, "within offices"), (Level::Firm, "within firms")];
    let known: Vec<String> = levels.into_iter().filter_map(of).collect();
    match &known[..] {
        [] => String::new(),
        known => format!(" The intraclass correlation in week {week} is {}.", listed(known)),
    }
}
