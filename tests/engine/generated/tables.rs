//! The tables of an imported organisation.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::value::written;
use super::{Case, Imported, Organisation, Portfolios};

impl Case {
    /// The tables of an imported organisation.
    pub(crate) fn tables(&self) -> Vec<(&'static str, String)> {
        let Organisation::Imported { managers, ties, portfolios, .. } = &self.organisation else { return Vec::new() };
        let mut table = String::from("id,firm,office,tenure_years\n");
        for (number, (firm, office, known)) in managers.iter().enumerate() {
            let office = if *office == 0 { String::new() } else { format!("office{office}") };
            let tenure = if *known { (number % 7).to_string() } else { String::new() };
            let _ = writeln!(table, "m{number},{},{office},{tenure}", ["A", "B", "C"][*firm]);
        }
        let mut weights = BTreeMap::new();
        for (source, target, weight) in ties {
            let (source, target) = (source % managers.len(), target % managers.len());
            if source != target {
                weights.insert((source, target), *weight);
            }
        }
        let mut tie_table = String::from("source,target,weight\n");
        for ((source, target), weight) in weights {
            let _ = writeln!(tie_table, "m{source},m{target},{}", written(weight));
        }
        let mut tables = vec![("managers.csv", table), ("ties.csv", tie_table)];
        if let Some(portfolios) = portfolios {
            tables.push(("relationships.csv", self.relationships(portfolios, managers.len())));
        }
        tables
    }

    fn relationships(&self, portfolios: &Portfolios, managers: usize) -> String {
        let phases = ["exploration", "build_up", "maturity", "decline"];
        let names = self.practice_names();
        let mut table = String::from("manager,account,closeness,phase");
        table += if portfolios.with_practices { ",practices\n" } else { "\n" };
        for (manager, portfolio) in portfolios.of.iter().take(managers).enumerate() {
            let by_account: BTreeMap<u8, &Imported> = portfolio.iter().map(|one| (one.0, one)).collect();
            for (account, (_, closeness, phase, practices)) in by_account {
                let closeness = closeness.map(written).unwrap_or_default();
                let _ = write!(table, "m{manager},a{account},{closeness},{}", phase.map_or("", |phase| phases[phase]));
                if portfolios.with_practices {
                    let used = names.iter().enumerate().filter(|(p, _)| practices >> p & 1 == 1);
                    let _ = write!(table, ",{}", used.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(" "));
                }
                table.push('\n');
            }
        }
        table
    }
}
