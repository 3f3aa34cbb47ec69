//! A panel as tables: the answers, and the truth at the same moments.

use darkside_survey::{AccountAnswer, FieldStudy, ManagerAnswer, Panel, Practices, Wave};

use crate::archive::{ledger_table, state_tables};
use crate::table::{Column, Table};
use darkside_engine::parameter::Unit;
use darkside_engine::practice::Effect;
use darkside_engine::record::{Adoption, Snapshot};

/// The tables of a panel, in order: three of answers, then the truth.
pub const TABLES: [&str; 7] = [
    "wave_managers",
    "wave_ties",
    "wave_accounts",
    "truth_managers",
    "truth_accounts",
    "truth_ties",
    "truth_transmissions",
];

/// The tables of a panel by name. Each begins with `seed`, `wave` (from 1) and the wave's `week`; a transmission
/// belongs to the wave that follows it.
pub fn tables(study: &FieldStudy, panel: &Panel) -> Vec<(&'static str, Table)> {
    let [truth_accounts, truth_ties] = truth(study, panel);
    let tables = [
        managers(study, panel),
        ties(panel),
        accounts(study, panel),
        truth_managers(study, panel),
        truth_accounts,
        truth_ties,
        transmissions(study, panel),
    ];
    TABLES.into_iter().zip(tables).collect()
}

/// Each row of the waves, together with its wave.
struct WaveRows<'a, T> {
    seed: u64,
    rows: Vec<(u32, &'a Wave, &'a T)>,
}

impl<'a, T> WaveRows<'a, T> {
    fn of(panel: &'a Panel, rows: fn(&Wave) -> &[T]) -> Self {
        let waves = panel.waves.iter().zip(1..);
        let rows = waves.flat_map(|(wave, number)| rows(wave).iter().map(move |row| (number, wave, row))).collect();
        Self { seed: panel.seed, rows }
    }

    /// The columns that identify panel and wave.
    fn head(&self) -> Vec<Column> {
        let mut columns = panel_and_wave(self.rows.iter().map(|(number, ..)| (self.seed, *number)));
        columns.push(week(self.rows.iter().map(|(_, wave, _)| wave.week)));
        columns
    }

    fn whole(&self, name: &str, unit: Unit, meaning: &str, get: impl Fn(&T) -> u32) -> Column {
        Column::whole(name, unit, meaning, self.rows.iter().map(|(_, _, row)| get(row)))
    }

    fn single(&self, name: &str, unit: Unit, meaning: &str, get: impl Fn(&T) -> f32) -> Column {
        Column::singles(name, unit, meaning, self.rows.iter().map(|(_, _, row)| get(row)))
    }

    fn word<'w>(&self, name: &str, meaning: &str, get: impl Fn(&T) -> &'w str) -> Column {
        Column::words(name, meaning, self.rows.iter().map(|(_, _, row)| get(row)))
    }

    /// A column for each practice.
    fn practices(&self, study: &FieldStudy, get: impl Fn(&T) -> Practices) -> Vec<Column> {
        let column = |(at, practice): (usize, &darkside_engine::practice::Practice)| {
            let meaning = format!("whether {} is in use", practice.name.replace('_', " "));
            let said = self.rows.iter().map(|(_, _, row)| get(row).of(at));
            Column::optional_truths(&format!("use_{}", practice.name), &meaning, said)
        };
        study.scenario().practices.iter().enumerate().map(column).collect()
    }
}

/// Columns of seeds and waves.
pub(super) fn panel_and_wave(rows: impl Iterator<Item = (u64, u32)> + Clone) -> Vec<Column> {
    vec![
        Column::long("seed", "seed of the random numbers", rows.clone().map(|(seed, _)| seed)),
        Column::whole("wave", Unit::None, "number of the wave, from 1", rows.map(|(_, wave)| wave)),
    ]
}

/// A column of the weeks of waves.
pub(super) fn week(weeks: impl Iterator<Item = u32>) -> Column {
    Column::whole("week", Unit::Weeks, "week at whose end the wave was taken", weeks)
}

const MANAGER: &str = "seat of the manager, from 0";
const PERSON: &str = "which occupant of that seat, from 0";

fn managers(study: &FieldStudy, panel: &Panel) -> Table {
    let rows = WaveRows::of(panel, |wave| &wave.managers);
    let mut columns = rows.head();
    columns.extend([
        rows.whole("manager", Unit::None, MANAGER, |one| one.person.seat),
        rows.whole("person", Unit::None, PERSON, |one| one.person.number),
        rows.word("firm", "name of the firm", |one| firm(study, one.firm)),
        rows.whole("office", Unit::None, "number of the office, over all firms", |one| one.office),
        Column::truths("new", "whether it is this person's first wave", rows.rows.iter().map(|(_, _, one)| one.is_new)),
        rows.word("status", "answered, refused (this wave) or dropped_out (for good)", |one| one.status.name()),
        rows.single("tenure", Unit::Weeks, "time as a manager", |one| one.tenure),
        rows.single("learning", Unit::Number, "learning orientation: mean of its items", |one| one.learning),
        Column::truths(
            "named",
            "whether there is an answer to the question about contacts, even if nobody is named",
            rows.rows.iter().map(|(_, _, one)| one.named),
        ),
    ]);
    columns.extend(rows.practices(study, |one: &ManagerAnswer| one.practices));
    Table { columns }
}

fn firm(study: &FieldStudy, firm: u32) -> &str {
    study.scenario().firms.get(firm as usize).map_or("", |firm| firm.name.as_str())
}

fn ties(panel: &Panel) -> Table {
    let rows = WaveRows::of(panel, |wave| &wave.ties);
    let mut columns = rows.head();
    columns.extend([
        rows.whole("manager", Unit::None, "seat of the manager who names", |tie| tie.source.seat),
        rows.whole("person", Unit::None, PERSON, |tie| tie.source.number),
        rows.whole("contact", Unit::None, "seat of the manager who is named", |tie| tie.target.seat),
        rows.whole("contact_person", Unit::None, PERSON, |tie| tie.target.number),
        rows.whole("rank", Unit::None, "place among the names, the strongest first", |tie| tie.rank),
        rows.single("strength", Unit::Number, "strength of the tie", |tie| tie.strength),
    ]);
    Table { columns }
}

fn accounts(study: &FieldStudy, panel: &Panel) -> Table {
    let rows = WaveRows::of(panel, |wave| &wave.accounts);
    let mut columns = rows.head();
    columns.extend([
        rows.whole("manager", Unit::None, MANAGER, |one| one.case.manager),
        rows.whole("person", Unit::None, PERSON, |one| one.case.person),
        rows.whole("relationship", Unit::None, "slot in which the relationship began, from 0", |one| {
            one.case.relationship
        }),
        rows.whole("spell", Unit::None, "which relationship of that slot, from 0", |one| one.case.spell),
        rows.whole("account", Unit::None, "number of the account", |one| one.account),
    ]);
    if study.survey().practices_by_account {
        columns.extend(rows.practices(study, |one: &AccountAnswer| one.practices));
    }
    let items = study.survey().items as usize;
    for effect in Effect::ALL {
        for item in 0..items {
            let place = effect.index() * items + item;
            let meaning = format!("item {} on {}", item + 1, effect.words());
            let name = format!("{}_{}", effect.name(), item + 1);
            columns.push(rows.single(&name, Unit::Number, &meaning, |one| one.items[place]));
        }
    }
    if study.survey().global_item {
        columns.push(
            rows.single("overall", Unit::Number, "item on how dark the relationship is overall", |one| one.overall),
        );
    }
    columns.extend([
        rows.single("told_value", Unit::Value, "value of the week as its manager tells it", |one| one.told_value),
        rows.single("recorded_value", Unit::Value, "value of the week as company records have it", |one| {
            one.recorded_value
        }),
    ]);
    Table { columns }
}

fn truth_managers(study: &FieldStudy, panel: &Panel) -> Table {
    let rows = WaveRows::of(panel, |wave| &wave.truth.managers);
    let mut columns = rows.head();
    columns.extend([
        rows.whole("manager", Unit::None, MANAGER, |one| one.person.seat),
        rows.whole("person", Unit::None, PERSON, |one| one.person.number),
        rows.word("firm", "name of the firm", |one| firm(study, one.firm)),
        rows.whole("office", Unit::None, "number of the office, over all firms", |one| one.office),
        rows.single("tenure", Unit::Weeks, "time as a manager", |one| one.tenure),
        rows.single("learning", Unit::Number, "learning orientation", |one| one.learning),
        rows.single("absorptive", Unit::Share, "absorptive capacity", |one| one.absorptive),
        rows.single("scruples", Unit::Share, "scruples", |one| one.scruples),
        Column::singles(
            "dark_share",
            Unit::Share,
            "share of the manager's relationships that are dark",
            rows.rows.iter().map(|(_, wave, one)| wave.truth.dark_share(one.person.seat)),
        ),
    ]);
    columns.extend(rows.practices(study, |one| Practices { in_use: one.practices, told: u32::MAX }));
    Table { columns }
}

/// The state of relationships and of ties, in the form of a run's snapshots.
fn truth(study: &FieldStudy, panel: &Panel) -> [Table; 2] {
    let nothing = Snapshot { week: 0, relationships: Vec::new(), ties: Vec::new() };
    let mut tables = state_tables(study.scenario(), &nothing).map(|table| headed(panel.seed, 0, table));
    for (wave, number) in panel.waves.iter().zip(1..) {
        let (relationships, ties) = (wave.truth.relationships.clone(), wave.truth.ties.clone());
        let state = Snapshot { week: wave.week, relationships, ties };
        let below = state_tables(study.scenario(), &state).map(|table| headed(panel.seed, number, table));
        // Tables of one scenario have the same columns.
        tables.iter_mut().zip(below).for_each(|(above, below)| drop(above.append(below)));
    }
    tables
}

/// The same table, preceded by columns for seed and wave.
fn headed(seed: u64, wave: u32, table: Table) -> Table {
    let mut columns = panel_and_wave(std::iter::repeat_n((seed, wave), table.rows()));
    columns.extend(table.columns);
    Table { columns }
}

/// Every adoption between the waves; `week` is the week of the adoption here.
fn transmissions(study: &FieldStudy, panel: &Panel) -> Table {
    let ledger = ledger_table(study.scenario(), &panel.transmissions);
    let wave = |row: &Adoption| (panel.seed, panel.wave_after(row.week) as u32 + 1);
    let mut columns = panel_and_wave(panel.transmissions.iter().map(wave));
    "number of the wave before which it happened".clone_into(&mut columns[1].heading.meaning);
    columns.extend(ledger.columns);
    Table { columns }
}
