//! The tables of an attribution.

use super::{Attribution, MechanismPart};
use crate::experiment::table_of::TableOf;
use crate::table::Table;
use darkside_engine::parameter::Unit;
use darkside_stats::shapley::Contribution;
use darkside_stats::{Running, Summary};

impl Attribution {
    /// `attribution`: a row for each mechanism, and a last one for what remains without any of them.
    pub fn parts_table(&self) -> Table {
        let (unit, share) = (self.reading.metric.unit, Unit::Share);
        let contributions = self.shapley.players.iter().map(Some).chain([None]);
        let rows: Vec<(&MechanismPart, Option<&Contribution>)> = self.parts.iter().zip(contributions).collect();
        let name = "the mechanism; `none` is the outcome without any of them";
        let adds = "Shapley value: what it adds to the outcome; of `none`, the outcome itself";
        let onsets = "onsets credited by the ledger to practices that arrived by it";
        let fewer = "share of all onsets lost when it alone is switched off; of `none`, when all mechanisms are";
        let replaced = "onsets that would still happen without it, credited otherwise, per onset credited to it";
        let added = "Shapley value as a share of what all mechanisms together add";
        let linear = "end of its 95 % interval, by linearisation";
        let or_nan =
            |contribution: &Option<&Contribution>, of: fn(&Contribution) -> f64| contribution.map_or(f64::NAN, of);
        TableOf::new(&rows)
            .words("mechanism", name, |(part, _)| part.mechanism.map_or("none", |mechanism| mechanism.name()))
            .with_mean95("adds", unit, adds, |(part, _)| part.adds)
            .with_mean95("of_outcome", share, "that as a share of the outcome, mean over seeds", |(part, _)| {
                part.of_outcome
            })
            .with_mean95("alone", unit, "what it adds when no other mechanism is on", |(part, _)| part.alone)
            .with_mean95("last", unit, "what the outcome loses when it alone is switched off", |(part, _)| part.last)
            .with_mean95("onsets", Unit::Count, onsets, |(part, _)| part.onsets)
            .with_mean95("of_onsets", share, "that as a share of all onsets, mean over seeds", |(part, _)| {
                part.of_onsets
            })
            .with_mean95("difference", share, "of_outcome less of_onsets, paired by seed", |(part, _)| part.difference)
            .with_mean95("fewer_onsets", share, fewer, |(part, _)| part.fewer_onsets)
            .with_mean95("less_outcome", share, "share of the outcome lost then", |(part, _)| part.less_outcome)
            .number("replaced", Unit::Number, replaced, |(part, _)| part.replaced.share)
            .number("replaced_se", Unit::Number, "standard error of `replaced`", |(part, _)| {
                part.replaced.standard_error
            })
            .number("of_added", share, added, |(_, player)| or_nan(player, |player| player.share.ratio))
            .number("of_added_lower95", share, linear, |(_, player)| or_nan(player, |player| player.share95.lower))
            .number("of_added_upper95", share, linear, |(_, player)| or_nan(player, |player| player.share95.upper))
            .table()
    }

    /// `spreading`: what spreading adds as volume, mix and placement, a row each, and a last one for their sum. No rows
    /// if the scenario's own contagion is yoked.
    pub fn split_table(&self) -> Table {
        let parts = self.split.iter().flatten();
        let sum = self.split.iter().map(|_| ("all", "what spreading adds", self.shapley.total));
        let rows: Vec<(&str, &str, Summary)> =
            parts.map(|part| (part.name, part.meaning, part.adds())).chain(sum).collect();
        TableOf::new(&rows)
            .words("part", "the part of what spreading adds", |row| row.0)
            .words("meaning", "what it is", |row| row.1)
            .with_mean95("adds", self.reading.metric.unit, "mean over seeds, paired by seed", |row| row.2)
            .table()
    }

    /// `coalitions`: a row for each set of mechanisms.
    pub fn sets_table(&self) -> Table {
        let unit = self.reading.metric.unit;
        let sets: Vec<usize> = (0..self.values.len()).collect();
        let mut table = TableOf::new(&sets)
            .words("mechanisms", "the mechanisms that are on, joined by +", |set| self.set_name(*set));
        for (bit, mechanism) in self.mechanisms.iter().enumerate() {
            table = table.truth(mechanism.name(), "whether it is on", |set| set >> bit & 1 == 1);
        }
        let outcome = |set: &usize| self.values[*set].iter().copied().collect::<Running>().summary();
        let added = |set: &usize| {
            let values = self.values[*set].iter().zip(&self.values[0]);
            values.map(|(value, without)| value - without).collect::<Running>().summary()
        };
        let meaning = "mean of the outcome less that without any mechanism, paired by seed";
        table
            .with_mean95("outcome", unit, "mean of the outcome over seeds", outcome)
            .with_mean95("added", unit, meaning, added)
            .table()
    }

    /// `values`: the outcome of every run, by set and seed.
    pub fn values_table(&self) -> Table {
        let seeds = self.values.first().map_or(0, Vec::len);
        let rows: Vec<(usize, usize)> =
            (0..self.values.len()).flat_map(|set| (0..seeds).map(move |seed| (set, seed))).collect();
        TableOf::new(&rows)
            .words("mechanisms", "the mechanisms that are on, joined by +", |(set, _)| self.set_name(*set))
            .long("seed", "the seed", |(_, seed)| self.first_seed + *seed as u64)
            .number("outcome", self.reading.metric.unit, &self.reading.words(), |(set, seed)| self.values[*set][*seed])
            .table()
    }
}
