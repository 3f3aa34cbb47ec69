//! The mutations of `list.toml`: a piece of a file, and what is put in its place.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::Mutation;
use crate::tree::{Tree, said};

#[derive(Deserialize)]
struct List {
    mutation: Vec<Entry>,
}

/// One of the list.
#[derive(Deserialize)]
struct Entry {
    /// The mechanism, effect, process or table.
    of: String,
    /// What is wrong with it.
    what: String,
    file: String,
    /// An expression or statements that the file has once.
    replace: String,
    with: String,
    /// The test that catches it.
    test: String,
}

/// Puts every mutation of the list behind its switch.
pub fn insert(tree: &Tree) -> Result<Vec<Mutation>, String> {
    let text = tree.original("tests/mutations/list.toml")?;
    let list: List = toml::from_str(&text).map_err(said("list.toml"))?;
    let mut mutations = Vec::new();
    let mut pieces: BTreeMap<(&str, usize), Vec<(u32, &Entry)>> = BTreeMap::new();
    for (entry, number) in list.mutation.iter().zip(1..) {
        let file = tree.original(&entry.file)?;
        let found: Vec<usize> = file.match_indices(&entry.replace).map(|(at, _)| at).collect();
        let [at] = found[..] else {
            return Err(format!("{}: {} places, not one: {}", entry.file, found.len(), entry.replace));
        };
        let line = file[..at].matches('\n').count() + 1;
        pieces.entry((&entry.file, at)).or_default().push((number, entry));
        mutations.push(Mutation {
            number,
            place: format!("{}:{line}", entry.file),
            what: format!("{}: {}", entry.of, entry.what),
            expected: Some(entry.test.clone()),
        });
    }
    let mut files: BTreeMap<&str, String> = BTreeMap::new();
    let mut end = usize::MAX;
    for (&(file, at), entries) in pieces.iter().rev() {
        if !files.contains_key(file) {
            files.insert(file, tree.original(file)?);
            end = usize::MAX;
        }
        let replaced = &entries[0].1.replace;
        if at + replaced.len() > end || entries.iter().any(|(_, entry)| entry.replace != *replaced) {
            return Err(format!("{file}: two mutations overlap at: {replaced}"));
        }
        end = at;
        if let Some(text) = files.get_mut(file) {
            text.replace_range(at..at + replaced.len(), &switched(replaced, entries));
        }
    }
    for (file, text) in files {
        tree.write(file, &text)?;
    }
    Ok(mutations)
}

/// The piece and its mutations, one of which is chosen by the switch.
fn switched(original: &str, entries: &[(u32, &Entry)]) -> String {
    let statement = original.trim_end().ends_with([';', '}']);
    let mut text = String::new();
    for (number, entry) in entries {
        text += &format!("if crate::mutation::on({number}) {{ {} }} else ", entry.with);
    }
    text += &format!("{{ {original} }}");
    if statement { text } else { format!("({text})") }
}
