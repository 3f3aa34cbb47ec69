//! `[[firm]]`: which firm an entry means, its levers, and its own parameters.

use std::collections::{BTreeMap, BTreeSet};

use super::check;
use super::draft::Draft;
use super::firm::{Firm, Lever, Levers};
use super::node::{Key, Node};
use super::patch::Patch;
use super::path::{PathValue, flatten};
use super::preset::{PRESETS, pull};
use super::reader::unknown_key;
use super::value::{self, Expected};
use crate::network::Network;
use crate::parameter::{Parameters, group_names};
use darkside_error::{Error, Place, Result};

/// The name of the firm at this position where nothing names it: A, B, … Z, AA, AB, …
pub(super) fn default_name(position: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = position + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Sets the number of firms from the `[[firm]]` entries where nothing else gives it.
pub(super) fn count(draft: &mut Draft, network: Option<&Network>) -> Result<()> {
    let most = draft.firms.iter().map(Vec::len).max().unwrap_or(0);
    let firms = draft.parameters.population.firms;
    if network.is_none() && most > 0 && !draft.given.contains_key("population.firms") {
        draft.parameters.population.firms = u32::try_from(most).map_err(|_| Error::input("too many [[firm]]"))?;
        return Ok(());
    }
    if let Some(excess) = draft.firms.iter().find_map(|entries| entries.get(firms as usize)) {
        let error = excess.error(format!("[[firm]] number {} is too many: the number of firms is {firms}", firms + 1));
        let from = if network.is_some() { "the imported network" } else { "population.firms" };
        return Err(error.help(format!("it comes from {from}; leave entries out or change it")));
    }
    Ok(())
}

/// What the layers say of one firm.
#[derive(Default)]
struct FirmLayers {
    name: Option<String>,
    place: Option<Place>,
    preset: Option<String>,
    levers: Levers,
    set: Vec<PathValue>,
}

/// The firms, each with its own parameters.
pub(super) fn resolve(draft: &Draft, network: Option<&Network>) -> Result<Vec<Firm>> {
    let imported_name = |position: u32| network.and_then(|network| network.firms.get(position as usize).cloned());
    let unchanged = |position| FirmLayers { name: imported_name(position), ..FirmLayers::default() };
    let mut entries: Vec<FirmLayers> = (0..draft.parameters.population.firms).map(unchanged).collect();
    for layer in &draft.firms {
        apply_layer(layer, &mut entries, network)?;
    }
    let firms: Vec<Firm> =
        entries.iter().enumerate().map(|(position, entry)| firm(entry, position, draft)).collect::<Result<_>>()?;
    check_names(&firms, &entries)?;
    Ok(firms)
}

/// The entries of one file are for firms 1, 2, …, except where a name says which.
fn apply_layer(layer: &[Node], entries: &mut [FirmLayers], network: Option<&Network>) -> Result<()> {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    // From behind, so that of equal names the first counts.
    let named = entries.iter().enumerate().rev();
    let known: BTreeMap<String, usize> =
        named.filter_map(|(position, one)| Some((one.name.clone()?, position))).collect();
    for (order, node) in layer.iter().enumerate() {
        let name = node.entry("name").map(|name| firm_name(name).map(|text| (name, text))).transpose()?;
        let found = name.and_then(|(_, text)| known.get(text).copied());
        let position = match (found, name, network) {
            (None, Some((name, text)), Some(network)) => {
                return Err(unknown_firm(name.place.as_ref(), text, network.firms.iter().map(String::as_str)));
            }
            _ => found.unwrap_or(order),
        };
        if !taken.insert(position) {
            return Err(node.error(format!("firm number {} is given twice in this file", position + 1)));
        }
        // There is a firm for each entry: see `count`.
        apply_entry(node, &mut entries[position])?;
    }
    Ok(())
}

fn apply_entry(node: &Node, entry: &mut FirmLayers) -> Result<()> {
    entry.place = node.place.clone();
    // The preset first, so that single levers override it wherever they stand.
    if let Some(preset) = node.entry("preset") {
        let (name, levers) = preset_levers(preset)?;
        entry.preset = Some(name);
        entry.levers = levers;
    }
    for (key, value) in node.table("a [[firm]]")? {
        if let Some(lever) = Lever::find(&key.name) {
            let path = format!("firm.{}", lever.name());
            entry.levers.0[lever.index()] = Some(value::number(value, Expected::share(&path))?);
            continue;
        }
        match key.name.as_str() {
            "preset" => {}
            "name" => entry.name = Some(firm_name(value)?.into()),
            "set" => entry.set.extend(flatten("", value.table("`set`")?)),
            _ => return Err(unknown_firm_key(key)),
        }
    }
    Ok(())
}

fn unknown_firm_key(key: &Key) -> Error {
    let is_group = group_names().any(|group| group == key.name);
    if is_group || key.name.contains('.') {
        let error = key.error(format!("unknown key `{}` in `firm`", key.name));
        return error.help("a firm's own parameters stand in `set`: set = { \"programme.filter\" = 0.9 }");
    }
    let known: Vec<&str> = [&["name", "preset", "set"], Lever::NAMES].concat();
    unknown_key(key, "`firm`", &known)
}

fn firm_name(node: &Node) -> Result<&str> {
    let text = node.text("a firm's `name`")?;
    if text.is_empty() || text.len() > 200 || text.contains(char::is_control) {
        let error = node.error(format!("a firm cannot be called {}", node.words()));
        return Err(error.help("1 to 200 bytes without control characters"));
    }
    Ok(text)
}

fn preset_levers(node: &Node) -> Result<(String, Levers)> {
    let text = node.text("`preset`")?;
    if let Some(preset) = PRESETS.iter().find(|preset| preset.name == text) {
        return Ok((text.into(), preset.levers()));
    }
    let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
    let known = format!("one of {}", names.join(", "));
    Err(node.error(format!("unknown preset \"{text}\"")).did_you_mean(text, names, known))
}

/// The error that no firm has this name.
pub(super) fn unknown_firm<'a>(
    place: Option<&Place>,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Error {
    let some: Vec<&str> = known.clone().take(12).collect();
    let some = format!("firms: {}{}", some.join(", "), if some.len() == 12 { ", …" } else { "" });
    Error::input(format!("there is no firm \"{name}\"")).at_place(place).did_you_mean(name, known, some)
}

fn firm(entry: &FirmLayers, position: usize, draft: &Draft) -> Result<Firm> {
    let mut parameters = draft.parameters;
    pull(&entry.levers, &mut parameters);
    for change in &entry.set {
        if change.path.starts_with("practice.") {
            return Err(change.key.error(format!("`{}` is the same in all firms", change.path)));
        }
        let target = change.target(&draft.practices)?;
        change.check_scope(&target, true, false)?;
        Patch::of(change, &draft.practices)?.apply(&mut parameters, &mut []);
    }
    let place = entry.set.iter().find(|change| change.path.starts_with("dark_side.o")).map(|change| &change.node.place);
    check::thresholds(&parameters.dark_side).map_err(|error| error.at_place(place.unwrap_or(&entry.place).as_ref()))?;
    let name = entry.name.clone().unwrap_or_else(|| default_name(position));
    Ok(Firm { name, preset: entry.preset.clone(), levers: entry.levers, parameters })
}

fn check_names(firms: &[Firm], entries: &[FirmLayers]) -> Result<()> {
    let mut names: Vec<(&str, usize)> = firms.iter().enumerate().map(|(i, firm)| (firm.name.as_str(), i)).collect();
    names.sort_unstable();
    let Some(pair) = names.windows(2).find(|pair| pair[0].0 == pair[1].0) else { return Ok(()) };
    let [(name, before), (_, after)] = [pair[0], pair[1]];
    let place = entries[after].place.as_ref().or(entries[before].place.as_ref());
    Err(Error::input(format!("two firms are called \"{name}\""))
        .at_place(place)
        .help("[[firm]] entries are for the firms in order; firms without a name are called A, B, C …"))
}

/// Whether nothing distinguishes this firm from any other.
pub(super) fn is_plain(firm: &Firm, position: usize, draft: &Parameters) -> bool {
    firm.name == default_name(position)
        && firm.preset.is_none()
        && firm.levers == Levers::default()
        && firm.parameters == *draft
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn default_names_count_like_the_columns_of_a_spreadsheet() {
        let names: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702].map(default_name).into();
        assert_eq!(names, ["A", "B", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
