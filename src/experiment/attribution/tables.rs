//! The tables of an attribution.

use super::{Attribution, MechanismPart};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_stats::{Running, Summary};

impl Attribution {
    /// `attribution`: a row for each mechanism, and a last one for what remains without any of them.
    pub fn parts_table(&self) -> Table {
        let unit = self.reading.metric.unit;
        let of = |get: fn(&MechanismPart) -> f64| self.parts.iter().map(get);
        let mut columns = vec![Column::words(
            "mechanism",
            "the mechanism; `none` is the outcome without any of them",
            self.parts.iter().map(|part| part.mechanism.map_or("none", |mechanism| mechanism.name())),
        )];
        let mut add = |name: &str, unit: Unit, meaning: &str, get: fn(&MechanismPart) -> Summary| {
            let all = || self.parts.iter().map(get);
            columns.push(Column::numbers(name, unit, meaning, all().map(|summary| summary.mean)));
            let end = |which: &str| (format!("{name}_{which}95"), format!("{which} end of its 95 % interval"));
            let ((low, lower), (high, upper)) = (end("lower"), end("upper"));
            columns.push(Column::numbers(&low, unit, &lower, all().map(|summary| summary.lower95)));
            columns.push(Column::numbers(&high, unit, &upper, all().map(|summary| summary.upper95)));
        };
        add("adds", unit, "Shapley value: what it adds to the outcome; of `none`, the outcome itself", |part| {
            part.adds
        });
        add("of_outcome", Unit::Share, "that as a share of the outcome, mean over seeds", |part| part.of_outcome);
        add("alone", unit, "what it adds when no other mechanism is on", |part| part.alone);
        add("last", unit, "what the outcome loses when it alone is switched off", |part| part.last);
        add("onsets", Unit::Count, "onsets credited by the ledger to practices that arrived by it", |part| part.onsets);
        add("of_onsets", Unit::Share, "that as a share of all onsets, mean over seeds", |part| part.of_onsets);
        add("difference", Unit::Share, "of_outcome less of_onsets, paired by seed", |part| part.difference);
        let meaning = "share of all onsets lost when it alone is switched off; of `none`, when all mechanisms are";
        add("fewer_onsets", Unit::Share, meaning, |part| part.fewer_onsets);
        add("less_outcome", Unit::Share, "share of the outcome lost then", |part| part.less_outcome);
        let meaning = "onsets that would still happen without it, credited otherwise, per onset credited to it";
        columns.push(Column::numbers("replaced", Unit::Number, meaning, of(|part| part.replaced.share)));
        let meaning = "standard error of `replaced`";
        columns.push(Column::numbers("replaced_se", Unit::Number, meaning, of(|part| part.replaced.standard_error)));
        let shares = self.shapley.players.iter();
        let of_added = |get: fn(&darkside_stats::shapley::Contribution) -> f64| -> Vec<f64> {
            shares.clone().map(get).chain([f64::NAN]).collect()
        };
        let meaning = "Shapley value as a share of what all mechanisms together add";
        columns.push(Column::numbers("of_added", Unit::Share, meaning, of_added(|player| player.share.ratio)));
        for (name, get) in [
            ("of_added_lower95", of_added(|player| player.share95.lower)),
            ("of_added_upper95", of_added(|player| player.share95.upper)),
        ] {
            columns.push(Column::numbers(name, Unit::Share, "end of its 95 % interval, by linearisation", get));
        }
        Table { columns }
    }

    /// `spreading`: what spreading adds as volume, mix and placement, a row each, and a last one for their sum. No rows
    /// if the scenario's own contagion is yoked.
    pub fn split_table(&self) -> Table {
        let unit = self.reading.metric.unit;
        let parts = self.split.iter().flat_map(|split| &split.parts);
        let sum = self.split.iter().map(|_| ("all", "what spreading adds", self.shapley.total));
        let rows: Vec<(&str, &str, Summary)> =
            parts.map(|part| (part.name, part.meaning, part.adds())).chain(sum).collect();
        let summaries = || rows.iter().map(|(_, _, adds)| adds);
        Table {
            columns: vec![
                Column::words("part", "the part of what spreading adds", rows.iter().map(|(name, _, _)| *name)),
                Column::words("meaning", "what it is", rows.iter().map(|(_, meaning, _)| *meaning)),
                Column::numbers("adds", unit, "mean over seeds, paired by seed", summaries().map(|adds| adds.mean)),
                Column::numbers(
                    "adds_lower95",
                    unit,
                    "lower end of its 95 % interval",
                    summaries().map(|adds| adds.lower95),
                ),
                Column::numbers(
                    "adds_upper95",
                    unit,
                    "upper end of its 95 % interval",
                    summaries().map(|adds| adds.upper95),
                ),
            ],
        }
    }

    /// `coalitions`: a row for each set of mechanisms.
    pub fn sets_table(&self) -> Table {
        let unit = self.reading.metric.unit;
        let sets = 0..self.values.len();
        let summary = |set: usize, less: bool| {
            let base = |seed: usize| if less { self.values[0][seed] } else { 0.0 };
            let values = self.values[set].iter().enumerate().map(|(seed, value)| value - base(seed));
            values.collect::<Running>().summary()
        };
        let mut columns = vec![Column::words(
            "mechanisms",
            "the mechanisms that are on, joined by +",
            sets.clone().map(|set| self.set_name(set)),
        )];
        for (bit, mechanism) in self.mechanisms.iter().enumerate() {
            let at_work = sets.clone().map(|set| set >> bit & 1 == 1);
            columns.push(Column::truths(mechanism.name(), "whether it is on", at_work));
        }
        for (name, meaning, less) in [
            ("outcome", "mean of the outcome over seeds", false),
            ("added", "mean of the outcome less that without any mechanism, paired by seed", true),
        ] {
            let all: Vec<Summary> = sets.clone().map(|set| summary(set, less)).collect();
            columns.push(Column::numbers(name, unit, meaning, all.iter().map(|one| one.mean)));
            let ends = all.iter().map(|one| one.lower95);
            columns.push(Column::numbers(&format!("{name}_lower95"), unit, "lower end of its 95 % interval", ends));
            let ends = all.iter().map(|one| one.upper95);
            columns.push(Column::numbers(&format!("{name}_upper95"), unit, "upper end of its 95 % interval", ends));
        }
        Table { columns }
    }

    /// `values`: the outcome of every run, by set and seed.
    pub fn values_table(&self) -> Table {
        let seeds = self.values.first().map_or(0, Vec::len);
        let rows = || (0..self.values.len()).flat_map(|set| (0..seeds).map(move |seed| (set, seed)));
        Table {
            columns: vec![
                Column::words(
                    "mechanisms",
                    "the mechanisms that are on, joined by +",
                    rows().map(|(set, _)| self.set_name(set)),
                ),
                Column::long("seed", "the seed", rows().map(|(_, seed)| self.first_seed + seed as u64)),
                Column::numbers(
                    "outcome",
                    self.reading.metric.unit,
                    &self.reading.words(),
                    rows().map(|(set, seed)| self.values[set][seed]),
                ),
            ],
        }
    }
}
