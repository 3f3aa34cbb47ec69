//! Reads an organisation from the files that hold it.

use std::path::PathBuf;
use std::sync::Arc;

use super::findings::Findings;
use super::manager_list::ManagerList;
use super::organisation::{Files, Network, Scale, TieOptions};
use super::ties::TieList;
use super::watch::{self, ReadingStage};
use super::{
    canonical, edge_list, formats, graphml, lookalike, manager_table, relationship_table, text_file, tie_table,
};
use darkside_error::{Error, Result, Source};

/// Reads an organisation.
///
/// It stands in a table of ties with or without one of managers, in one GraphML file or in one edge list; each
/// of them may come with a table of relationships. Where only ties are given, the managers are their ends, all in
/// the firm "A". Neither the order of rows nor the format changes the result.
///
/// With `texts`, the paths in `files` are their names, and nothing is read from a disk. With a `catalogue`, a practice in the
/// relationships' table that is not in it is an error with its place.
///
/// # Errors
/// The first of each sort of mistake with file, line and column, and how many there are: a missing column, a row too
/// short or too long, an id that is empty, there twice or unknown, a tie of a manager to itself or there twice, a number
/// out of range, a layer that no tie has, a manager without a relationship; or that there is no text of a name. A machine
/// fault where a file cannot be read.
pub fn import(files: &Files, texts: Option<&[Source]>, catalogue: Option<&[&str]>) -> Result<Network> {
    let network = load(files, texts).and_then(|texts| assemble(&texts, files, catalogue));
    network.map_err(|error| lookalike::hide_others(error, files))
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

impl Texts {
    fn all(&self) -> impl Iterator<Item = &Arc<Source>> {
        let (first, second) = match &self.organisation {
            Organisation::Tables { managers, ties } => (managers.as_ref(), Some(ties)),
            Organisation::Graph(only) | Organisation::Edges(only) => (None, Some(only)),
        };
        [first, second, self.relationships.as_ref()].into_iter().flatten()
    }

    /// Bytes of memory that reading needs, about: measured.
    fn memory(&self) -> f64 {
        let (records, each) = match &self.organisation {
            Organisation::Tables { .. } => ('\n', TABLE_ROW),
            Organisation::Graph(_) => ('<', ELEMENT),
            Organisation::Edges(_) => ('\n', EDGE),
        };
        let one =
            |source: &Arc<Source>| TEXT * source.text.len() as f64 + each * source.text.matches(records).count() as f64;
        self.all().map(one).sum()
    }
}

/// Bytes of memory for each byte of text, each row of a table, each line of an edge list (a manager and a tie), and each
/// element of GraphML.
const TEXT: f64 = 2.0;
const TABLE_ROW: f64 = 220.0;
const EDGE: f64 = 420.0;
const ELEMENT: f64 = 400.0;

fn load(files: &Files, texts: Option<&[Source]>) -> Result<Texts> {
    let text = |path: &PathBuf| text_file::read(path, texts);
    let read = |path: &Option<PathBuf>| path.as_ref().map(text).transpose();
    if let Some(Scale::By(factor)) = files.options.scale
        && !(factor.is_finite() && factor > 0.0)
    {
        return Err(Error::input(format!("the scale of ties is {factor}")).help("it is a finite number above 0"));
    }
    let tables = files.managers.is_some() || files.ties.is_some();
    let organisation = match (&files.graphml, &files.edges) {
        (Some(graph), None) if !tables => Organisation::Graph(text(graph)?),
        (None, Some(edges)) if !tables => Organisation::Edges(text(edges)?),
        (None, None) => {
            let Some(ties) = &files.ties else {
                return Err(Error::input("an imported organisation needs its ties")
                    .help("give `ties` (with or without `managers`), `graphml` or `edges`"));
            };
            Organisation::Tables { managers: read(&files.managers)?, ties: text(ties)? }
        }
        _ => {
            return Err(Error::input("an organisation is imported from more than one kind of file")
                .help("give either `ties` (with or without `managers`), or `graphml`, or `edges`"));
        }
    };
    Ok(Texts { organisation, relationships: read(&files.relationships)? })
}

/// From texts to an organisation in canonical order.
fn assemble(texts: &Texts, files: &Files, catalogue: Option<&[&str]>) -> Result<Network> {
    let mut findings = Findings::default();
    let size = |source: &Arc<Source>| (source.name.clone(), source.text.len());
    watch::tell(|| ReadingStage::Begins { files: texts.all().map(size).collect(), memory: texts.memory() });
    let network = try_assemble(texts, files, catalogue, &mut findings);
    watch::tell(|| ReadingStage::Ends);
    if let Err(error) = &network {
        findings.refuse(error.clone());
    }
    let reading = findings.finish()?;
    network.map(|network| Network { reading, ..network })
}

/// The same but for what `findings` holds. An error is one after which nothing more can be read.
fn try_assemble(texts: &Texts, files: &Files, catalogue: Option<&[&str]>, findings: &mut Findings) -> Result<Network> {
    let (list, ties) = managers_and_ties(&texts.organisation, &files.options, findings)?;
    if list.entries.is_empty() {
        let none = || Error::input(format!("{} names no managers", list.source.name)).at(&list.source, 0..0);
        // Mostly for a reason that is known.
        return Err(findings.first_problem().cloned().unwrap_or_else(none));
    }
    watch::tell(|| ReadingStage::Orders);
    let (mut network, seats) = canonical::seat(&list, findings);
    let mixed = ties.mix(&list, &seats, &files.layers, findings);
    network.ties = findings.or_refuse(mixed).unwrap_or_default();
    findings.next_file();
    if let Some(source) = &texts.relationships {
        formats::refuse(source, None)?;
        let (relationships, accounts) = relationship_table::read(source, &list, &seats, catalogue, findings)?;
        (network.relationships, network.accounts) = (Some(relationships), accounts);
    }
    Ok(network)
}

fn managers_and_ties(
    organisation: &Organisation,
    options: &TieOptions,
    findings: &mut Findings,
) -> Result<(ManagerList, TieList)> {
    match organisation {
        Organisation::Tables { managers, ties } => {
            let list = managers.as_ref().map(|managers| {
                formats::refuse(managers, None)?;
                manager_table::read(managers, findings)
            });
            // Ties can be read without the managers, to find what else is wrong.
            let list = list.and_then(|list| findings.or_refuse(list));
            findings.next_file();
            formats::refuse(ties, Some("ties"))?;
            tie_table::read(ties, list, options, findings)
        }
        Organisation::Graph(graph) => {
            formats::refuse(graph, Some("graphml"))?;
            graphml::read(graph, options, findings)
        }
        Organisation::Edges(edges) => {
            formats::refuse(edges, Some("edges"))?;
            edge_list::read(edges, options, findings)
        }
    }
}

#[cfg(test)]
mod tests;
