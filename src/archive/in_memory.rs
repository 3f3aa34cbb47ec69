//! The tables of a run that stays in memory, as its directory would hold them.

use super::join::SumsOverSeeds;
use super::layout::{LONG_TABLES, SHORT_TABLES};
use super::part::{Each, RunShape};
use super::{events, moments, people};
use crate::epidemiology;
use crate::table::Table;
use darkside_engine::record::{Adoption, Digest, Record, Snapshot};
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result};

/// The tables of `records`, which are runs of `scenario` with consecutive seeds. They have the names, columns and
/// values that a [`Job`](super::Job) would write.
///
/// # Errors
/// If a record is not one of this scenario.
///
/// ```
/// use darkside::{archive, run::run, scenario::{Request, load}};
///
/// let set = ["population.managers=12", "population.firms=1", "run.weeks=20"].map(String::from);
/// let scenario = load(&Request { set: &set, ..Request::of("baseline") })?;
/// let records = [1, 2].map(|seed| run(&scenario, seed, seed == 1));
/// let tables = archive::tables_of(&scenario, &records)?;
/// assert_eq!((tables[0].0, tables[0].1.rows()), ("series", 42));
/// # Ok::<(), darkside::error::Error>(())
/// ```
pub fn tables_of(scenario: &Scenario, records: &[Record]) -> Result<Vec<(&'static str, Table)>> {
    let failed = |cause: std::io::Error| Error::machine(cause.to_string());
    let shape = RunShape::of(scenario);
    let mut tables: Vec<(&'static str, Table)> = Vec::new();
    let take = &mut |name, _: &[_], columns: &mut dyn Iterator<Item = _>| {
        tables.push((name, Table { columns: columns.collect() }));
        Ok(())
    };
    let epidemics: Vec<_> = records.iter().map(|record| epidemiology::of(scenario, record)).collect();
    shape.each_table(records, &epidemics, take).map_err(failed)?;
    let mut sums = SumsOverSeeds::new(&shape, scenario.parameters.run.weeks);
    let digests: Vec<String> =
        records.iter().map(|record| Digest::of_record(record, &shape.metrics).to_string()).collect();
    let each: Each<'_> = &|name, _, take| {
        let mut named = tables.iter().filter(|(known, _)| *known == name);
        named.try_for_each(|(_, table)| take(table)).map_err(|error| std::io::Error::other(error.to_string()))
    };
    sums.add(each, records.first().map_or(0, |record| record.seed), &digests).map_err(failed)?;
    tables.retain(|(name, _)| LONG_TABLES.contains(name));
    tables.extend(SHORT_TABLES.map(|name| (name, sums.table(name))));
    tables.extend(people::tables(scenario));
    Ok(tables)
}

/// The state of `scenario`'s world at one moment as the tables `snapshots` and `ties`, without a seed column.
pub fn state_tables(scenario: &Scenario, state: &Snapshot) -> [Table; 2] {
    let moment = std::slice::from_ref(state);
    let practices = RunShape::of(scenario).practices;
    [
        moments::snapshots(&practices).table(&moments::at_weeks(moment, |moment| &moment.relationships)),
        moments::ties().table(&moments::at_weeks(moment, |moment| &moment.ties)),
    ]
}

/// Adoptions in a world of `scenario` as the table `ledger`, without a seed column.
pub fn ledger_table(scenario: &Scenario, adoptions: &[Adoption]) -> Table {
    events::ledger(&RunShape::of(scenario).practices).table(adoptions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{Format, Job};
    use crate::table::read_parquet;
    use darkside_engine::run::run;
    use darkside_engine::scenario::{Request, load, to_toml};

    #[test]
    fn a_run_in_memory_has_the_tables_of_its_directory() {
        let set =
            ["population.managers=16", "population.firms=2", "run.weeks=30", "run.seeds=3", "record.footprints=13"];
        let set = set.map(String::from);
        let scenario = load(&Request { set: &set, ..Request::of("baseline") }).unwrap();
        let records = [1, 2, 3].map(|seed| run(&scenario, seed, seed == 1));
        let tables = tables_of(&scenario, &records).unwrap();
        assert_eq!(tables.len(), LONG_TABLES.len() + SHORT_TABLES.len() + 1, "managers, and no accounts of that name");
        let place = tempfile::tempdir().unwrap();
        for formats in [[Format::Parquet], [Format::Csv]] {
            let directory = place.path().join(formats[0].file("run"));
            let resolved = to_toml(&scenario);
            let job = Job {
                scenario: &scenario,
                resolved: &resolved,
                directory: &directory,
                formats: &formats,
                threads: 1,
                force: false,
                command: &[],
            };
            let kept = job.run(run, |_| ()).unwrap().run;
            for (name, table) in &tables {
                // Compared as text: words may be listed in another order, and NaN does not equal itself.
                let back = kept.table(name).unwrap().unwrap_or_else(|| panic!("{name} is missing"));
                assert_eq!(back.headings(), table.headings(), "{name}");
                assert_eq!(text(&back), text(table), "{name}");
            }
            assert!(kept.table("nothing").unwrap().is_none());
            if formats == [Format::Parquet] {
                let ledger = read_parquet(&directory.join("ledger.parquet")).unwrap();
                assert_eq!(text(&ledger), text(&tables[1].1));
            }
        }
    }

    fn text(table: &Table) -> String {
        let mut writer = crate::table::CsvWriter::new(Vec::new(), false, &table.headings()).unwrap();
        writer.write(table).unwrap();
        String::from_utf8(writer.finish().unwrap()).unwrap()
    }
}
