//! Where an element stands in its file.

use std::sync::Arc;

use roxmltree::Node;

use crate::network::cells::Span;
use darkside_error::{Error, Source};

/// Points an error at the start tag of an element.
pub(super) fn at(source: &Arc<Source>, node: Node<'_, '_>, error: Error) -> Error {
    error.at(source, tag(source, node).range())
}

/// The start tag of an element, up to the end of its line.
pub(super) fn tag(source: &Source, node: Node<'_, '_>) -> Span {
    let range = node.range();
    let text = &source.text[range.clone()];
    let end = text.find(['\n', '\r']).map_or(range.end, |line| range.start + line);
    Span::from(range.start..end)
}
