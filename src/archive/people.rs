//! Who is behind the numbers in the tables: `managers.csv` and, if accounts have names, `accounts.csv`.

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use super::checksum::Checksums;
use super::layout::{ACCOUNTS, MANAGERS};
use super::waiting::joined_path;
use super::whole_file::write_csv;
use crate::table::{Column, CsvStretches, Heading, Kind, Table};
use darkside_engine::network::Group;
use darkside_engine::parameter::Unit;
use darkside_engine::scenario::Scenario;
use darkside_error::{Error, Result, nearest};

/// Managers written at a time.
const STRETCH: usize = 1 << 16;
/// What the id of a manager is.
const ID: &str = "the manager's id in the imported file; the seat where the organisation is generated";

/// The names of a run's managers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct People {
    /// How many seats there are.
    seats: u32,
    /// Their managers' names; empty if each is named by the seat's number.
    names: Vec<String>,
}

impl People {
    /// The name of the manager in this seat: the id from the imported file, otherwise the seat's number.
    pub fn manager(&self, seat: u32) -> String {
        self.names.get(seat as usize).cloned().unwrap_or_else(|| seat.to_string())
    }

    /// Whether the managers have names of their own.
    pub fn are_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// The seat of the manager with this name.
    ///
    /// # Errors
    /// If nobody has this name; the error suggests the closest one.
    pub fn seat(&self, name: &str) -> Result<u32> {
        let found = match self.are_named() {
            true => self.names.iter().position(|manager| manager == name).map(|seat| seat as u32),
            false => name.parse().ok().filter(|seat| *seat < self.seats),
        };
        found.ok_or_else(|| {
            let error = Error::input(format!("no manager of this run is called `{name}`"));
            match nearest(name, self.names.iter().map(String::as_str)) {
                Some(near) => error.help(format!("did you mean `{near}`? {MANAGERS} lists all")),
                None => error.help(format!("{MANAGERS} in the run's directory lists them")),
            }
        })
    }

    /// Reads `managers.csv`, opened as `file`. Managers named by their seat's number take no memory.
    pub(super) fn read(file: File) -> Result<Self> {
        let mut people = Self::default();
        for stretch in CsvStretches::open(file, MANAGERS, vec![Heading::new("id", Kind::Word, Unit::None, ID)])? {
            let stretch = stretch?;
            let (words, rows) = stretch.word("id")?;
            rows.iter().for_each(|&row| people.add(&words[row as usize]));
        }
        Ok(people)
    }

    fn add(&mut self, name: &str) {
        if self.names.is_empty() && name != self.seats.to_string() {
            self.names = (0..self.seats).map(|seat| seat.to_string()).collect();
            self.names.push(name.to_owned());
        } else if self.are_named() {
            self.names.push(name.to_owned());
        }
        self.seats += 1;
    }
}

/// The tables of a scenario, by file name.
pub fn tables(scenario: &Scenario) -> Vec<(&'static str, Table)> {
    let managers = managers(Some(scenario), 0..scenario.parameters.population.managers as usize);
    let accounts = named_accounts(scenario).map(|table| (ACCOUNTS, table));
    std::iter::once((MANAGERS, managers)).chain(accounts).collect()
}

/// Writes the tables among the parts, with a byte-order mark if `mark` is set. Returns their names and checksums.
pub(super) fn write(directory: &Path, scenario: &Scenario, mark: bool) -> Result<Checksums> {
    let seats = scenario.parameters.population.managers as usize;
    let managers = |seats| managers(Some(scenario), seats);
    let stretches = (0..seats).step_by(STRETCH).map(|first| managers(first..seats.min(first + STRETCH)));
    let headings = managers(0..0).headings();
    let sum = write_csv(&joined_path(directory, MANAGERS), mark, &headings, stretches)?;
    let mut written = Checksums::from([(MANAGERS.to_owned(), sum)]);
    if let Some(accounts) = named_accounts(scenario) {
        let sum = write_csv(&joined_path(directory, ACCOUNTS), mark, &accounts.headings(), [accounts])?;
        written.insert(ACCOUNTS.to_owned(), sum);
    }
    Ok(written)
}

/// The managers in these seats; without a scenario, the columns that every organisation has.
pub(super) fn managers(scenario: Option<&Scenario>, seats: Range<usize>) -> Table {
    let network = scenario.and_then(|scenario| scenario.network.as_ref());
    let seats = || seats.clone();
    let manager = |seat: usize| network.map(|network| (network, &network.managers[seat]));
    let id = |seat: usize| manager(seat).map_or_else(|| seat.to_string(), |(_, manager)| manager.id.clone());
    let firm = |seat: usize| {
        let firm = scenario.and_then(|scenario| scenario.firms.get(scenario.firm_of(seat as u32)));
        firm.map_or("", |firm| firm.name.as_str())
    };
    let office = |seat: usize| {
        manager(seat).and_then(|(network, manager)| Some(network.offices[manager.office? as usize].as_str()))
    };
    let tenure = |seat: usize| manager(seat).and_then(|(_, manager)| manager.tenure_years).map_or(f64::NAN, shortest);
    let seat = "seat of the manager, from 0: `manager` in the other tables";
    let office_name = "name of the office; empty where each seed draws it";
    let years = "years in the seat at week 0, as imported; empty where each seed draws it";
    let mut columns = vec![
        Column::whole("seat", Unit::None, seat, seats().map(|seat| seat as u32)),
        Column::words("id", ID, seats().map(id)),
        Column::words("firm", "name of the firm", seats().map(firm)),
        Column::optional_words("office", office_name, seats().map(office)),
        Column::numbers("tenure_years", Unit::None, years, seats().map(tenure)),
    ];
    let groups: &[Group] = network.map_or(&[], |network| &network.groups);
    for group in groups {
        // A column whose name is taken gets a trailing underscore.
        let mut name = group.name.clone();
        while columns.iter().any(|column| column.heading.name == name) {
            name.push('_');
        }
        let value = |seat: usize| Some(group.values[seat].as_str()).filter(|value| !value.is_empty());
        columns.push(Column::optional_words(&name, "column of the imported table", seats().map(value)));
    }
    Table { columns }
}

/// The accounts, if they have names.
fn named_accounts(scenario: &Scenario) -> Option<Table> {
    let network = scenario.network.as_ref().filter(|network| !network.accounts.is_empty())?;
    Some(accounts(&network.accounts))
}

/// The accounts with these names.
pub(super) fn accounts(names: &[String]) -> Table {
    let numbers = Column::whole("account", Unit::None, "number of the account, from 0", 0..names.len() as u32);
    Table { columns: vec![numbers, Column::words("name", "name of the account in the imported file", names)] }
}

/// The number with the fewest digits that reads back as this single-precision value.
fn shortest(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}
