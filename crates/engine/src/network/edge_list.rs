//! A bare edge list: two ids a line, optionally a weight, separated by a comma or by white space.
//!
//! Lines that start with `#` or `%` are comments; blank lines are skipped. The first id looks at the second.
//! Managers are the ids that occur.

use std::ops::Range;
use std::sync::Arc;

use super::cells::{Span, one_line};
use super::number::{self, Allowed};
use super::roster::{ManagerColumns, Roster};
use super::ties::TieList;
use darkside_error::{Error, Result, Source};

/// Reads the ties and the managers whom they tie.
pub(super) fn read(source: &Arc<Source>) -> Result<(Roster, TieList)> {
    let mut roster = Roster::new(source, &ManagerColumns::none());
    let mut ties = TieList::new(source);
    let mut next = 0;
    for line in source.text.split_inclusive('\n') {
        let start = next;
        next += line.len();
        let parts = split(line, start);
        let text = line.trim();
        if text.is_empty() || text.starts_with(['#', '%']) {
            continue;
        }
        let whole = Span::from(start..start + line.trim_end().len());
        let blame = |error: Error, part: &Range<usize>| error.at(source, part.clone());
        let (from, to, weight) = match parts.as_slice() {
            [from, to] => (from, to, None),
            // networkx writes the attributes of an edge as Python does; one without any ends in empty braces.
            [from, to, none] if &source.text[none.clone()] == "{}" => (from, to, None),
            [_, _, braces, ..] if source.text[braces.clone()].starts_with('{') => {
                return Err(Error::input("these are attributes as networkx writes them, not a weight")
                    .help("write the file with nx.write_weighted_edgelist(…), or with data=False")
                    .at(source, braces.start..whole.range().end));
            }
            [from, to, weight] => (from, to, Some(weight)),
            _ => {
                let found = if parts.len() < 2 { "one part" } else { "more than three parts" };
                let message = format!("a line of an edge list has two ids and perhaps a weight, this one has {found}");
                return Err(Error::input(message)
                    .help("separate by a comma, or by white space if no id contains any")
                    .at(source, whole.range()));
            }
        };
        refuse_header(source, [from, to])?;
        let weight = match weight {
            Some(part) => {
                number::parse(&source.text[part.clone()], "weight", Allowed::Above0).map_err(|e| blame(e, part))?
            }
            None => 1.0,
        };
        let mut position = |part: &Range<usize>| {
            let id = &source.text[part.clone()];
            check_id(id).and_then(|()| roster.find_or_add(id, whole)).map_err(|error| blame(error, part))
        };
        let pair = [position(from)?, position(to)?];
        ties.add(&roster, pair, "", weight, whole)?;
    }
    Ok((roster, ties))
}

/// The bytes of a line's parts, where the line starts at `start`; at most four, which is one too many.
fn split(line: &str, start: usize) -> Vec<Range<usize>> {
    let by_comma = line.contains(',');
    let pieces: Box<dyn Iterator<Item = &str>> =
        if by_comma { Box::new(line.split(',').map(str::trim)) } else { Box::new(line.split_whitespace()) };
    pieces
        .take(4)
        .map(|piece| {
            let from = start + (piece.as_ptr() as usize - line.as_ptr() as usize);
            from..from + piece.len()
        })
        .collect()
}

fn check_id(id: &str) -> Result<()> {
    if id.contains('"') {
        return Err(Error::input("an edge list knows no quotation marks").help("a table of ties (`ties = …`) does"));
    }
    one_line(id)
}

/// A first line `source,target` is the header of a table.
fn refuse_header(source: &Arc<Source>, ends: [&Range<usize>; 2]) -> Result<()> {
    let is = |end: usize, name: &str| source.text[ends[end].clone()].eq_ignore_ascii_case(name);
    if is(0, "source") && is(1, "target") {
        return Err(Error::input("an edge list has no header")
            .help("read a table of ties with `ties = …`")
            .at(source, ends[0].start..ends[1].end));
    }
    Ok(())
}
