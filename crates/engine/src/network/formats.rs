//! Formats of graphs that are not read: each is named, with a line that converts it.

use std::sync::Arc;

use darkside_error::{Error, Result, Source};

/// How a text is converted.
enum Conversion {
    /// What networkx reads it with, as an expression with `{}` for the file.
    Networkx(&'static str),
    /// The same for igraph.
    Igraph(&'static str),
    /// Another option of `[ties]` reads it.
    Option(&'static str),
}

const SAY: &str = "read it with";

/// An error if a text is in a format that is not read under this option of `[ties]`.
pub(super) fn refuse(source: &Arc<Source>, option: Option<&str>) -> Result<()> {
    let Some((name, conversion)) = recognise(&source.text) else { return Ok(()) };
    let (file, stem) = file_and_stem(source);
    let help = match conversion {
        Conversion::Option(right) if Some(right) == option => return Ok(()),
        Conversion::Option(right) => format!("{SAY} `{right} = \"{file}\"` in [ties]"),
        Conversion::Networkx(expression) => networkx(source, expression),
        Conversion::Igraph(expression) => {
            let read = expression.replace("{}", &format!("'{file}'"));
            let line = format!("import igraph; {read}.write_graphml('{stem}.graphml')");
            format!("python -c \"{line}\", then `graphml = \"{stem}.graphml\"` in [ties]")
        }
    };
    // Not quoted: the scenario says it is something else.
    Err(Error::input(format!("{} is {name}", source.name)).help(help))
}

/// A line of Python that converts the file with networkx; `{}` in `expression` is replaced by the file's name.
pub(super) fn networkx(source: &Source, expression: &str) -> String {
    let (file, stem) = file_and_stem(source);
    let read = expression.replace("{}", &format!("'{file}'"));
    let line = format!("import networkx as nx; nx.write_graphml({read}, '{stem}.graphml')");
    format!("python -c \"{line}\", then `graphml = \"{stem}.graphml\"` in [ties]")
}

/// A file's name without its folder, and without its ending as well.
fn file_and_stem(source: &Source) -> (&str, &str) {
    let file = source.name.rsplit(['/', '\\']).next().unwrap_or_default();
    (file, file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// What a text is, and how it is converted.
fn recognise(text: &str) -> Option<(&'static str, Conversion)> {
    use Conversion::{Igraph, Networkx, Option};

    let start = text.trim_start();
    let first =
        start.lines().find(|line| !line.trim().is_empty() && !line.starts_with(['%', '#'])).unwrap_or("").trim();
    let lower = first.to_ascii_lowercase();
    let word = lower.split_whitespace().next().unwrap_or("");
    if ["*vertices", "*network", "*arcs", "*edges", "*arcslist", "*edgeslist", "*matrix"].contains(&word) {
        return Some(("Pajek", Networkx("nx.read_pajek({})")));
    }
    if word == "dl" && (lower.contains('=') || start.to_ascii_lowercase().contains("data:")) {
        return Some(("UCINET DL", Igraph("igraph.Graph.Read_DL({})")));
    }
    if start.starts_with("%%MatrixMarket") {
        let read = "nx.from_scipy_sparse_array(__import__('scipy.io').io.mmread({}))";
        return Some(("MatrixMarket", Networkx(read)));
    }
    if start.starts_with('<') {
        let root = root(start);
        return match root {
            "graphml" => Some(("GraphML", Option("graphml"))),
            "gexf" => Some(("GEXF", Networkx("nx.read_gexf({})"))),
            _ => None,
        };
    }
    if is_gml(start) {
        let labelled = start.contains("label \"");
        return Some(("GML", Networkx(if labelled { "nx.read_gml({})" } else { "nx.read_gml({}, label='id')" })));
    }
    if is_dot(start) {
        return Some(("Graphviz DOT", Networkx("nx.nx_pydot.read_dot({})")));
    }
    if start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n") {
        return Some(("JSON", Networkx("nx.node_link_graph(__import__('json').load(open({})))")));
    }
    if lower == "leda.graph" {
        return Some(("LEDA", Networkx("nx.read_leda({})")));
    }
    if start.starts_with(">>graph6<<") || start.starts_with(">>sparse6<<") {
        let reads = if start.starts_with(">>graph6") { "nx.read_graph6({})" } else { "nx.read_sparse6({})" };
        return Some(("graph6 or sparse6", Networkx(reads)));
    }
    None
}

/// Whether a text is XML whose first element is `graphml`.
pub(super) fn is_graphml(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with('<') && root(start) == "graphml"
}

/// After comments `graph` or `digraph`, perhaps a name, and a brace.
fn is_dot(mut start: &str) -> bool {
    while let Some((_, rest)) = start.strip_prefix("/*").and_then(|comment| comment.split_once("*/")) {
        start = rest.trim_start();
    }
    let line = start.lines().find(|line| !line.trim_start().starts_with("//")).unwrap_or("");
    let word = line.split([' ', '{']).next().unwrap_or("");
    let is_graph = |word: &str| ["graph", "digraph", "strict"].iter().any(|known| known.eq_ignore_ascii_case(word));
    is_graph(word) && line.trim_end().ends_with('{')
}

/// Keys and values, and soon a `graph [`.
fn is_gml(start: &str) -> bool {
    let mut words = start.lines().filter(|line| !line.trim_start().starts_with('#')).flat_map(str::split_whitespace);
    let opens = |words: &mut dyn Iterator<Item = &str>| words.next().is_some_and(|word| word.starts_with('['));
    for _ in 0..40 {
        match words.next() {
            Some("graph") => return opens(&mut words),
            Some("graph[") => return true,
            Some(_) => {}
            None => return false,
        }
    }
    false
}

/// The name of the first element of an XML text, without its prefix.
fn root(mut text: &str) -> &str {
    while let Some(at) = text.find('<') {
        text = &text[at + 1..];
        if text.starts_with(['?', '!']) {
            let end = if text.starts_with("!--") { "-->" } else { ">" };
            text = text.find(end).map_or("", |at| &text[at + end.len()..]);
            continue;
        }
        let name = text.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("");
        return name.rsplit(':').next().unwrap_or("");
    }
    ""
}
