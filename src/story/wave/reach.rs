//! How far a wave reached: managers, offices, and along which ties.

use super::Wave;
use crate::archive::AttackRate;
use crate::epidemiology::{Figure, Trait, Unit};
use crate::story::data::Estimate;
use crate::story::number::{count, percent, whole};
use crate::story::spread::BridgeCount;
use crate::story::words::listed;

impl Wave<'_> {
    pub(super) fn reach(&self) -> Vec<String> {
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
        let trees = self.defined(Figure::Deepest).map(|deepest| {
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
}
