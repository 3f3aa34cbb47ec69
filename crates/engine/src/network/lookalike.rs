//! Whether a file looks like what a scenario names it as: only then do errors quote it.
//!
//! A scenario that somebody else wrote may name any file that its reader can open, and what errors say may go back to its
//! author.

use std::path::Path;

use super::delimited::{Rows, separator};
use super::headings::{self, Heading};
use super::organisation::Files;
use super::{edge_list, formats};
use darkside_error::{Error, Source, nearest};

const MANAGERS: &[Heading] = &[headings::ID, headings::FIRM, headings::OFFICE, headings::TENURE];
const TIES: &[Heading] = &[headings::SOURCE, headings::TARGET, headings::LAYER, headings::WEIGHT];
const RELATIONSHIPS: &[Heading] = &[headings::MANAGER, headings::ACCOUNT, headings::CLOSENESS, headings::PHASE];

/// The same error, if its file looks like what `files` says it is; otherwise an error that says that it does not, and quotes
/// nothing of the file.
pub(super) fn hide_others(error: Error, files: &Files) -> Error {
    let kinds: [(Option<&Path>, Kind); 5] = [
        (files.managers.as_deref(), Kind::Table("managers", MANAGERS)),
        (files.ties.as_deref(), Kind::Table("ties", TIES)),
        (files.relationships.as_deref(), Kind::Table("relationships", RELATIONSHIPS)),
        (files.graphml.as_deref(), Kind::Graph),
        (files.edges.as_deref(), Kind::Edges),
    ];
    let mut told: Vec<Error> = Vec::new();
    for one in error.apart() {
        let unlike = one.place().and_then(|place| {
            let source = &place.source;
            let (_, kind) =
                kinds.iter().find(|(path, _)| path.is_some_and(|path| *path == *Path::new(&source.name)))?;
            kind.unlike(source)
        });
        let one = unlike.unwrap_or(one);
        if !told.contains(&one) {
            told.push(one);
        }
    }
    let none = || Error::input("the organisation cannot be read");
    Error::all(told).unwrap_or_else(none)
}

/// What a file is to be.
enum Kind {
    /// A table of these, with any of these headings.
    Table(&'static str, &'static [Heading]),
    Graph,
    Edges,
}

impl Kind {
    /// The error that a file does not look like this, if it does not.
    fn unlike(&self, source: &Source) -> Option<Error> {
        let Source { name, text } = source;
        let (is_alike, what, help) = match self {
            Kind::Table(what, known) => {
                let words = known.iter().map(|heading| heading.name).collect::<Vec<_>>().join(", ");
                let help = format!("the first line names the columns: {words}; docs/import.md has other words");
                (has_heading(text, known), format!("a table of {what}"), help)
            }
            Kind::Graph => {
                let help = "it begins with a <graphml> element; tables are named with `ties`, edge lists with `edges`";
                (formats::is_graphml(text), "GraphML".into(), help.into())
            }
            Kind::Edges => (edge_list::is_likely(text), "an edge list".into(), edge_list::advice(source)),
        };
        (!is_alike).then(|| Error::input(format!("{name} does not look like {what}")).help(help))
    }
}

/// Whether the first line has a word for one of these columns, or nearly one, or is that of a matrix.
fn has_heading(text: &str, known: &[Heading]) -> bool {
    let (separator, start) = separator(text);
    let mut rows = Rows::new(text, separator, start);
    if !rows.next() {
        return true;
    }
    let is_known = |column: usize| {
        let word = rows.text(column).to_lowercase();
        known.iter().any(|heading| heading.is(&word) || nearest(heading.name, [word.as_str()]).is_some())
    };
    let above_names = rows.cells.len() > 2 && rows.text(0).is_empty();
    above_names || (0..rows.cells.len()).any(is_known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::import;

    const SECRETS: [&str; 6] = [
        "root:$6$Secret:19000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nSecret\n-----END OPENSSH PRIVATE KEY-----\n",
        "password = Secret\nhost=there\n",
        "PASSWORD=Secret\nTOKEN=Secret\n",
        "{\"password\": \"Secret\"}\n",
        "<settings><password>Secret</password>\n",
    ];
    const KINDS: [&str; 5] = ["managers", "ties", "relationships", "graphml", "edges"];

    fn error(kind: &str, text: &str) -> Error {
        let named = |name: &str| (kind == name).then(|| "named".into());
        let beside = matches!(kind, "managers" | "relationships").then(|| "ties.csv".into());
        let files = Files {
            managers: named("managers"),
            ties: named("ties").or(beside),
            relationships: named("relationships"),
            graphml: named("graphml"),
            edges: named("edges"),
            ..Files::default()
        };
        let source = |name: &str, text: &str| Source { name: name.into(), text: text.into() };
        let texts = [source("named", text), source("ties.csv", "source,target\na,b\nb,a\n")];
        import(&files, Some(&texts), Some(&[])).unwrap_err()
    }

    #[test]
    fn nothing_is_quoted_of_a_file_that_is_something_else() {
        for kind in KINDS {
            for secret in SECRETS {
                let error = error(kind, secret);
                assert!(error.to_string().starts_with("named "), "{kind}: {error}");
                assert!(error.clone().apart().iter().all(|one| one.place().is_none()), "{kind}: {error}");
                assert!(!error.to_string().contains("Secret"), "{kind}: {error}");
            }
        }
    }

    #[test]
    fn what_looks_like_it_is_quoted() {
        let mistakes = [
            "identity,firm\nb,F\n",
            "sorce,target\na,b\n",
            ",a,b\na,0,x\nb,1,0\n",
            "manager,account\nnobody,X\n",
            "<graphml><graph></graphml>",
            "a b\na\n",
        ];
        for (kind, mistake) in ["managers", "ties", "ties", "relationships", "graphml", "edges"].iter().zip(mistakes) {
            assert!(error(kind, mistake).place().is_some(), "{kind}: {mistake}");
        }
    }

    #[test]
    fn it_is_said_what_is_expected() {
        insta::assert_snapshot!(error("managers", "kam;buero\n1;2\n"), @r"
        named does not look like a table of managers
          help: the first line names the columns: id, firm, office, tenure_years; docs/import.md has other words
        ");
        insta::assert_snapshot!(error("graphml", "id,firm\n1,2\n"), @r"
        named does not look like GraphML
          help: it begins with a <graphml> element; tables are named with `ties`, edge lists with `edges`
        ");
        insta::assert_snapshot!(error("edges", "a b c d e\n"), @r#"
        named does not look like an edge list
          help: separate by a comma, a semicolon or a tab, or by white space if no id contains any; if this is an adjacency list: python -c "import networkx as nx; nx.write_graphml(nx.read_adjlist('named'), 'named.graphml')", then `graphml = "named.graphml"` in [ties]
        "#);
    }
}
