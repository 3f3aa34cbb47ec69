//! Who stands behind the numbers of the tables: `managers.csv` and, where accounts have names, `accounts.csv`.

use std::io::{BufWriter, Write as _};
use std::path::Path;

use super::checksum::Checksum;
use super::layout::{ACCOUNTS, MANAGERS};
use super::waiting::joined_path;
use super::whole_file;
use crate::table::{Column, CsvStretches, CsvWriter, Heading, Kind, Table};
use darkside_engine::network::{Group, Network};
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result, nearest};

/// Managers that are written at a time.
const STRETCH: usize = 1 << 16;

const SEAT: &str = "seat of the manager, from 0: `manager` in the other tables";
const ID: &str = "the manager's id in the imported file; the seat where the organisation is generated";
const FIRM: &str = "name of the firm";
const OFFICE: &str = "name of the office; empty where each seed draws it";
const TENURE: &str = "years in the seat at week 0, as imported; empty where each seed draws it";

/// The names of a run's managers, by seat, and of its accounts, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    managers: Vec<String>,
    accounts: Vec<String>,
}

impl People {
    /// The name of the manager in this seat: the id in the imported file, else the seat's number.
    pub fn manager(&self, seat: u32) -> String {
        self.managers.get(seat as usize).cloned().unwrap_or_else(|| seat.to_string())
    }

    /// The name of an account; its number where accounts have none.
    pub fn account(&self, account: u32) -> String {
        self.accounts.get(account as usize).cloned().unwrap_or_else(|| account.to_string())
    }

    /// Whether the managers have names of their own.
    pub fn are_named(&self) -> bool {
        self.managers.iter().enumerate().any(|(seat, name)| *name != seat.to_string())
    }

    /// The seat of the manager of this name.
    ///
    /// # Errors
    /// If nobody has this name; the nearest one is offered.
    pub fn seat(&self, name: &str) -> Result<u32> {
        if let Some(seat) = self.managers.iter().position(|manager| manager == name) {
            return Ok(seat as u32);
        }
        let error = Error::input(format!("no manager of this run is called `{name}`"));
        Err(match nearest(name, self.managers.iter().map(String::as_str)) {
            Some(near) => error.help(format!("did you mean `{near}`? {MANAGERS} lists all")),
            None => error.help(format!("{MANAGERS} in the run's directory lists them")),
        })
    }

    /// Reads `managers.csv` and, if it is there, `accounts.csv`, opened by `open`.
    pub(super) fn read(mut open: impl FnMut(&str) -> Result<Option<std::fs::File>>) -> Result<Self> {
        let mut names = |file: &str, heading: Heading| -> Result<Vec<String>> {
            let Some(opened) = open(file)? else { return Ok(Vec::new()) };
            let name = heading.name.clone();
            let table = CsvStretches::open(opened, file, vec![heading])?.all()?;
            let (words, rows) = table.word(&name)?;
            Ok(rows.iter().map(|&row| words[row as usize].clone()).collect())
        };
        Ok(Self { managers: names(MANAGERS, id_heading())?, accounts: names(ACCOUNTS, account_heading())? })
    }
}

/// The headings of `managers.csv` for an organisation without further columns.
pub(super) fn manager_headings() -> Vec<Heading> {
    managers(&Seats { firms: &[], network: None, first: 0, end: 0, firm_of: &|_| 0 }).headings()
}

/// The headings of `accounts.csv`.
pub(super) fn account_headings() -> Vec<Heading> {
    accounts(&[]).headings()
}

/// The tables of a scenario, by name.
pub(super) fn tables(scenario: &Scenario) -> Vec<(&'static str, Table)> {
    let firms: Vec<String> = scenario.firms.iter().map(|firm| firm.name.clone()).collect();
    let (network, end) = (scenario.network.as_ref(), scenario.parameters.population.managers as usize);
    let managers = managers(&Seats { firms: &firms, network, first: 0, end, firm_of: &|seat| scenario.firm_of(seat) });
    let named = network.map_or(&[][..], |network| &network.accounts);
    let accounts = (!named.is_empty()).then(|| (ACCOUNTS, accounts(named)));
    std::iter::once((MANAGERS, managers)).chain(accounts).collect()
}

/// Writes the tables among the parts, and gives their names and checksums.
pub(super) fn write(directory: &Path, scenario: &Scenario) -> Result<Vec<(String, Checksum)>> {
    let firms: Vec<String> = scenario.firms.iter().map(|firm| firm.name.clone()).collect();
    let seats = scenario.parameters.population.managers as usize;
    let network = scenario.network.as_ref();
    let stretch = |first: usize| {
        let end = seats.min(first + STRETCH);
        managers(&Seats { firms: &firms, network, first, end, firm_of: &|seat| scenario.firm_of(seat) })
    };
    let mut written = vec![put(directory, MANAGERS, (0..seats).step_by(STRETCH).map(stretch))?];
    if let Some(network) = network.filter(|network| !network.accounts.is_empty()) {
        written.push(put(directory, ACCOUNTS, std::iter::once(accounts(&network.accounts)))?);
    }
    Ok(written)
}

fn put(directory: &Path, file: &str, tables: impl Iterator<Item = Table>) -> Result<(String, Checksum)> {
    let mut tables = tables.peekable();
    let names: Vec<String> =
        tables.peek().map_or_else(Vec::new, |table| table.headings().into_iter().map(|heading| heading.name).collect());
    let sum = whole_file::write(&joined_path(directory, file), |out| {
        let mut writer = CsvWriter::new(BufWriter::new(out), names.iter().map(String::as_str))?;
        for table in tables {
            writer.write(&table)?;
        }
        writer.finish()?.flush()
    })?;
    Ok((file.to_owned(), sum))
}

/// Seats from `first` to before `end`.
struct Seats<'a> {
    firms: &'a [String],
    network: Option<&'a Network>,
    first: usize,
    end: usize,
    firm_of: &'a dyn Fn(u32) -> usize,
}

fn managers(of: &Seats<'_>) -> Table {
    let seats = || of.first..of.end;
    let manager = |seat: usize| of.network.map(|network| (network, &network.managers[seat]));
    let id = |seat: usize| manager(seat).map_or_else(|| seat.to_string(), |(_, manager)| manager.id.clone());
    let firm = |seat: usize| of.firms.get((of.firm_of)(seat as u32)).map_or("", String::as_str);
    let office = |seat: usize| {
        manager(seat).and_then(|(network, manager)| Some(network.offices[manager.office? as usize].as_str()))
    };
    let tenure = |seat: usize| manager(seat).and_then(|(_, manager)| manager.tenure_years).map_or(f64::NAN, shortest);
    let mut columns = vec![
        Column::whole("seat", Unit::None, SEAT, seats().map(|seat| seat as u32)),
        Column { heading: id_heading(), ..Column::words("id", ID, seats().map(id)) },
        Column::words("firm", FIRM, seats().map(firm)),
        Column::optional_words("office", OFFICE, seats().map(office)),
        Column::numbers("tenure_years", Unit::None, TENURE, seats().map(tenure)),
    ];
    let groups: &[Group] = of.network.map_or(&[], |network| &network.groups);
    for group in groups {
        // One that is called like a column of this table gets a line beneath it.
        let mut name = group.name.clone();
        while columns.iter().any(|column| column.heading.name == name) {
            name.push('_');
        }
        let value = |seat: usize| Some(group.values[seat].as_str()).filter(|value| !value.is_empty());
        columns.push(Column::optional_words(&name, "column of the imported table", seats().map(value)));
    }
    Table { columns }
}

fn accounts(names: &[String]) -> Table {
    let numbers = Column::whole("account", Unit::None, "number of the account, from 0", 0..names.len() as u32);
    Table { columns: vec![numbers, Column { heading: account_heading(), ..Column::words("name", "", names) }] }
}

fn id_heading() -> Heading {
    Heading::new("id", Kind::Word, Unit::None, ID)
}

fn account_heading() -> Heading {
    Heading::new("name", Kind::Word, Unit::None, "name of the account in the imported file")
}

/// The number of the fewest digits that reads as this one of single precision.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
