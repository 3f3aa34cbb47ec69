//! Reads an organisation from the files that hold it.

use std::path::Path;
use std::sync::Arc;

use super::organisation::{Files, Network};
use super::roster::Roster;
use super::ties::TieList;
use super::{canonical, edge_list, graphml, manager_table, relationship_table, text_file, tie_table};
use darkside_error::{Error, Result, Source};

/// Reads an organisation.
///
/// It stands in a table of ties with or without one of managers, in one GraphML file or in one edge list; each
/// of them may come with a table of relationships. Where only ties are given, the managers are their ends, all in
/// the firm "A". Neither the order of rows nor the format changes the result.
///
/// # Errors
/// One message with file, line and column for whatever does not fit: a missing column, a row too short or too
/// long, an id that is empty, there twice or unknown, a tie of a manager to itself or there twice, a number out of
/// range, a layer that no tie has, a manager without a relationship. A machine fault where a file cannot be read.
pub fn import(files: &Files) -> Result<Network> {
    assemble(&load(files, &text_file::read)?, &files.layers, None)
}

/// Like [`import`]; a practice in the relationships' table that is not in `catalogue` is an error with its place.
///
/// # Errors
/// As for [`import`].
pub fn import_for_practices(files: &Files, catalogue: &[&str]) -> Result<Network> {
    assemble(&load(files, &text_file::read)?, &files.layers, Some(catalogue))
}

/// Like [`import_for_practices`], where the paths in `files` are names of `texts`: nothing is read from a disk.
///
/// # Errors
/// As for [`import`]; also if there is no text of a name.
pub fn import_texts(files: &Files, texts: &[Source], catalogue: &[&str]) -> Result<Network> {
    let find = |path: &Path| text_file::find(path, texts);
    assemble(&load(files, &find)?, &files.layers, Some(catalogue))
}

/// Where managers and ties come from.
enum Organisation {
    Tables { managers: Option<Arc<Source>>, ties: Arc<Source> },
    Graph(Arc<Source>),
    Edges(Arc<Source>),
}

/// The texts of the files.
struct Texts {
    organisation: Organisation,
    relationships: Option<Arc<Source>>,
}

/// Reads the text of a file.
type Read<'a> = &'a dyn Fn(&Path) -> Result<Arc<Source>>;

fn load(files: &Files, text: Read<'_>) -> Result<Texts> {
    let read = |path: Option<&Path>| path.map(text).transpose();
    let tables = files.managers.is_some() || files.ties.is_some();
    let organisation = match (&files.graphml, &files.edges) {
        (Some(graph), None) if !tables => Organisation::Graph(text(graph)?),
        (None, Some(edges)) if !tables => Organisation::Edges(text(edges)?),
        (None, None) => {
            let Some(ties) = &files.ties else {
                return Err(Error::input("an imported organisation needs its ties")
                    .help("give `ties` (with or without `managers`), `graphml` or `edges`"));
            };
            Organisation::Tables { managers: read(files.managers.as_deref())?, ties: text(ties)? }
        }
        _ => {
            return Err(Error::input("an organisation is imported from more than one kind of file")
                .help("give either `ties` (with or without `managers`), or `graphml`, or `edges`"));
        }
    };
    Ok(Texts { organisation, relationships: read(files.relationships.as_deref())? })
}

/// From texts to an organisation in canonical order.
fn assemble(texts: &Texts, layers: &[(String, f32)], catalogue: Option<&[&str]>) -> Result<Network> {
    let (roster, ties) = roster_and_ties(&texts.organisation)?;
    if roster.entries.is_empty() {
        let name = &roster.source.name;
        return Err(Error::input(format!("{name} names no managers")).at(&roster.source, 0..0));
    }
    let seating = canonical::seat(&roster)?;
    let ties = ties.mix(&roster, &seating.seats, layers)?;
    let relationships = texts.relationships.as_ref();
    let relationships =
        relationships.map(|source| relationship_table::read(source, &roster, &seating.seats, catalogue)).transpose()?;
    let (relationships, accounts) = relationships.unzip();
    Ok(Network {
        firms: seating.firms,
        offices: seating.offices,
        managers: seating.managers,
        ties,
        relationships,
        accounts: accounts.unwrap_or_default(),
        groups: seating.groups,
    })
}

fn roster_and_ties(organisation: &Organisation) -> Result<(Roster, TieList)> {
    match organisation {
        Organisation::Tables { managers: Some(managers), ties } => {
            let roster = manager_table::read(managers)?;
            let ties = tie_table::read(ties, &roster)?;
            Ok((roster, ties))
        }
        Organisation::Tables { managers: None, ties } => tie_table::read_alone(ties),
        Organisation::Graph(graph) => graphml::read(graph),
        Organisation::Edges(edges) => edge_list::read(edges),
    }
}

#[cfg(test)]
mod tests;
