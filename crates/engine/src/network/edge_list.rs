//! A bare edge list: two ids a line, optionally a weight.
//!
//! The parts of a line are separated by semicolons, bars or tabs if every line has them, by commas in lines that have
//! them, and otherwise by white space. Lines that start with `#` or `%` are comments; a first line of known headings is
//! passed over. The first id looks at the second. Managers are the ids that occur.

use std::ops::Range;
use std::sync::Arc;

use super::cells::{Span, quoted};
use super::findings::Findings;
use super::headings::{SOURCE, TARGET};
use super::manager_list::ManagerList;
use super::organisation::TieOptions;
use super::ties::{Tie, TieList};
use super::watch::Progress;
use super::{formats, number};
use darkside_error::{Error, Result, Source};

/// How many lines say what a text is.
const LINES_LOOKED_AT: usize = 100;

/// Reads the ties and the managers whom they tie.
pub(super) fn read(
    source: &Arc<Source>,
    options: &TieOptions,
    findings: &mut Findings,
) -> Result<(ManagerList, TieList)> {
    let text = source.text.as_str();
    let separator = separator(text);
    if is_matrix(text, separator) {
        let start = lines(text).next().map_or(0..0, |(start, line)| start..start + line.len());
        let read = "nx.from_numpy_array(__import__('numpy').loadtxt({}), create_using=nx.DiGraph)";
        let error = Error::input("this is a matrix without names").help(formats::networkx(source, read));
        return Err(error.at(source, start));
    }
    let mut list = ManagerList::new(source, Vec::new());
    let mut ties = TieList::new(source, options);
    let mut lines = lines(text).peekable();
    if let Some(header) = lines.next_if(|(start, line)| is_header(text, *start, line, separator)) {
        findings.say(format!("the first line of {}, {}, is read as headings", source.name, quoted(header.1)));
    }
    let decimal_comma = separator == Some(';') && has_decimal_commas(text);
    let mut progress = Progress::start(&source.name, text.len());
    for (start, line) in lines {
        progress.at(start);
        let whole = Span::from(start..start + line.len());
        let parts = split(line, start, separator);
        let ([from, to], weight) = match ends_and_weight(source, &parts, whole) {
            Ok(edge) => edge,
            Err((sort, error)) => {
                findings.problem(sort, "", || error);
                continue;
            }
        };
        let weight = weight.map_or(Ok(1.0), |at| number::weight(part(text, at), decimal_comma));
        let weight = weight.unwrap_or_else(|(sort, error)| {
            let place = parts.get(2).cloned().unwrap_or_else(|| whole.range());
            findings.problem(sort, "weight", || error.at(source, place));
            1.0
        });
        let mut position = |at: &Range<usize>| {
            list.find_or_add(part(text, at), true, whole, findings, &|error: Error| error.at(source, at.clone()))
        };
        if let (Some(from), Some(to)) = (position(from), position(to)) {
            let tie = Tie { pair: [from, to], layer: "", weight, undirected: false, span: whole };
            ties.add(&list, tie, findings);
        }
    }
    Ok((list, ties))
}

/// Whether any weight between semicolons has a comma.
fn has_decimal_commas(text: &str) -> bool {
    let has_comma =
        |(start, line)| split(line, start, Some(';')).get(2).is_some_and(|at| number::has_comma(part(text, at)));
    lines(text).any(has_comma)
}

/// The ends of a tie, and its weight if there is one.
type EndsAndWeight<'a> = ([&'a Range<usize>; 2], Option<&'a Range<usize>>);

/// Which parts of a line are what; or else the sort of mistake, and the error.
fn ends_and_weight<'a>(
    source: &Arc<Source>,
    parts: &'a [Range<usize>],
    whole: Span,
) -> std::result::Result<EndsAndWeight<'a>, (&'static str, Error)> {
    let text = source.text.as_str();
    let is_brace = |range: &Range<usize>| text[range.clone()].starts_with('{');
    let wrong_parts = |found: &str| {
        let message = format!("a line of an edge list has two ids and perhaps a weight, this one has {found}");
        Error::input(message).help(advice(source)).at(source, whole.range())
    };
    match parts {
        [_, braces, ..] if is_brace(braces) => {
            let error = Error::input("this is an adjacency list of several lines to a node, as networkx writes it")
                .help(formats::networkx(source, "nx.read_multiline_adjlist({})"));
            Err(("several lines to a node", error.at(source, whole.range())))
        }
        [from, to] => Ok(([from, to], None)),
        // networkx writes the attributes of an edge as Python does; one without any ends in empty braces.
        [from, to, none] if part(text, none) == "{}" => Ok(([from, to], None)),
        [_, _, braces, ..] if is_brace(braces) => {
            let error = Error::input("these are attributes as networkx writes them, not a weight")
                .help("write the file with nx.write_weighted_edgelist(…), or with data=False");
            Err(("attributes", error.at(source, braces.start..whole.range().end)))
        }
        [from, to, weight] => Ok(([from, to], Some(weight))),
        [] | [_] => Err(("few parts", wrong_parts("one part"))),
        _ => Err(("many parts", wrong_parts("more than three parts"))),
    }
}

/// What becomes of a list whose lines have other parts.
pub(super) fn advice(source: &Source) -> String {
    let adjacency = formats::networkx(source, "nx.read_adjlist({})");
    let help = "separate by a comma, a semicolon or a tab, or by white space if no id contains any";
    format!("{help}; if this is an adjacency list: {adjacency}")
}

/// Whether at least half of the first lines read as edges, or as rows of a matrix.
pub(super) fn is_likely(text: &str) -> bool {
    let separator = separator(text);
    let is_number = |part: &str| part.replacen(',', ".", 1).parse::<f64>().is_ok();
    let is_edge = |(start, line): (usize, &str)| {
        let parts = split(line, start, separator);
        let parts: Vec<&str> = parts.iter().map(|range| part(text, range)).collect();
        match parts.as_slice() {
            [_, _] => true,
            [_, _, third] if third.starts_with('{') || is_number(third) => true,
            [_, _, braces, _] if braces.starts_with('{') => true,
            parts => parts.len() > 1 && parts.iter().all(|part| is_number(part)),
        }
    };
    let first: Vec<bool> = lines(text).take(LINES_LOOKED_AT).map(is_edge).collect();
    2 * first.iter().filter(|is_edge| **is_edge).count() >= first.len()
}

/// The lines that say something, trimmed, with where they start.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = next + line.len() - line.trim_start().len();
        next += line.len();
        (start, line.trim())
    });
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '%']))
}

/// What separates the parts of every line, if commas or white space do not.
fn separator(text: &str) -> Option<char> {
    let parts = |separator| move |(start, line): (usize, &str)| split(line, start, separator).len();
    let all = |separator| lines(text).map(parts(Some(separator))).all(|parts| (2..=3).contains(&parts));
    let by_space = || lines(text).map(parts(None)).all(|parts| (2..=3).contains(&parts));
    [';', '|'].into_iter().find(|&mark| all(mark)).or_else(|| (all('\t') && !by_space()).then_some('\t'))
}

/// Whether there are as many lines as numbers in each, and zeros from corner to corner.
fn is_matrix(text: &str, separator: Option<char>) -> bool {
    let separator = separator.unwrap_or(if lines(text).all(|(_, line)| line.contains(',')) { ',' } else { ' ' });
    let size = lines(text).next().map_or(0, |(_, line)| line.split(separator).filter(|part| !part.is_empty()).count());
    let mut rows = 0;
    for (row, (_, line)) in lines(text).enumerate() {
        let numbers: Vec<Option<f32>> =
            line.split(separator).filter(|part| !part.is_empty()).map(|part| part.trim().parse().ok()).collect();
        if row >= size || numbers.len() != size || numbers.contains(&None) || numbers[row] != Some(0.0) {
            return false;
        }
        rows += 1;
    }
    rows == size && size > 2
}

/// The bytes of a line's parts, where the line starts at `start`; at most four, which is one too many. A part may stand
/// in quotation marks.
fn split(line: &str, start: usize, separator: Option<char>) -> Vec<Range<usize>> {
    let separator = separator.or(line.contains(',').then_some(','));
    let separates = |c: char| separator.map_or(c.is_whitespace(), |separator| c == separator);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut from, mut quoted) = (0, false);
    let mut push = |range: Range<usize>| {
        let piece = &line[range.clone()];
        if separator.is_some() || !piece.is_empty() {
            let before = piece.len() - piece.trim_start().len();
            let from = start + range.start + before;
            parts.push(from..from + piece.trim().len());
        }
        parts.len() == 4
    };
    for (at, c) in line.char_indices() {
        if c == '"' && (quoted || line[from..at].trim().is_empty()) {
            quoted = !quoted;
        } else if !quoted && separates(c) {
            if push(from..at) {
                return parts;
            }
            from = at + c.len_utf8();
        }
    }
    push(from..line.len());
    parts
}

/// The text of a part, without its quotation marks.
fn part<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let part = &text[range.clone()];
    part.strip_prefix('"').and_then(|part| part.strip_suffix('"')).map_or(part, str::trim)
}

/// Whether a line has headings instead of ids: words for both ends that no other line has as ids.
fn is_header(text: &str, start: usize, line: &str, separator: Option<char>) -> bool {
    let words = split(line, start, separator);
    let [from, to, ..] = words.as_slice() else { return false };
    let [from, to] = [from, to].map(|range| part(text, range));
    let is_id = |word: &str| {
        let has = |(start, line)| split(line, start, separator).iter().take(2).any(|range| part(text, range) == word);
        lines(text).skip(1).any(has)
    };
    SOURCE.is(from) && TARGET.is(to) && !is_id(from) && !is_id(to)
}
