//! Organisations as other programs write them: read as they are meant, or refused with everything that is wrong.

mod graphs;
mod tables;

use darkside_error::Result;
use tempfile::TempDir;

use crate::network::{Network, summary};
use crate::scenario;

/// The organisation in these files, under this `[ties]`.
fn organisation(ties: &str, files: &[(&str, &[u8])]) -> Result<Network> {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    let text = format!("[ties]\n{ties}\n");
    let scenario = scenario::read("s.toml", &text, folder.path(), &[]);
    scenario.map(|scenario| scenario.network.unwrap())
}

fn tables(managers: &str, ties: &str) -> Result<Network> {
    organisation("managers = 'm.csv'\nties = 't.csv'", &[("m.csv", managers.as_bytes()), ("t.csv", ties.as_bytes())])
}

fn ties(table: &str, options: &str) -> Result<Network> {
    organisation(&format!("ties = 't.csv'\n{options}"), &[("t.csv", table.as_bytes())])
}

fn edges(list: &str, options: &str) -> Result<Network> {
    organisation(&format!("edges = 'e.txt'\n{options}"), &[("e.txt", list.as_bytes())])
}

fn graph(keys: &str, inside: &str, options: &str) -> Result<Network> {
    let text = format!(
        "<graphml>{keys}<graph edgedefault='directed'>\n<node id='n0'/><node id='n1'/><node id='n2'/>\n{inside}\n</graph></graphml>"
    );
    graphml(&text, options)
}

fn graphml(text: &str, options: &str) -> Result<Network> {
    organisation(&format!("graphml = 'g.graphml'\n{options}"), &[("g.graphml", text.as_bytes())])
}

/// Source, target and weight of each tie, by id.
fn found(network: &Network) -> Vec<String> {
    let id = |seat: u32| network.managers[seat as usize].id.as_str();
    network.ties.iter().map(|tie| format!("{} {} {}", id(tie.source), id(tie.target), tie.weight)).collect()
}

/// What is said of an organisation, without the folder's name.
fn said(network: &Network) -> String {
    summary(network)
        .iter()
        .map(|(label, words)| format!("{}: {}\n", without_folder(label), without_folder(words)))
        .collect()
}

/// A message without the folder's name.
fn message(result: Result<Network>) -> String {
    without_folder(&result.unwrap_err().to_string()) + "\n"
}

fn without_folder(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.rfind("/.tmp") {
        Some(start) => match word[start + 1..].find('/') {
            Some(end) => format!("{}{}", word.split('/').next().unwrap_or(""), &word[start + end + 2..]),
            None => word.to_owned(),
        },
        None => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

const RING: [&str; 3] = ["anna bert 1", "bert cora 1", "cora anna 1"];
