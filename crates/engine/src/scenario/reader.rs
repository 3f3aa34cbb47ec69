//! What a key must hold, and the error if it does not: for scenarios and for files of experiments.
//!
//! `what` is how a message names the value, `within` how it names the table around it, such as `` "`firm`" `` or
//! `"a sweep"`.

use std::collections::BTreeSet;
use std::path::Path;

use super::node::{Content, Key, Node};
use super::slips::truth;
use darkside_error::{Error, Result, nearest};

/// The error that `key` is none of the `known` keys.
pub fn unknown_key(key: &Key, within: &str, known: &[&str]) -> Error {
    let error = key.error(format!("unknown key `{}` in {within}", key.name));
    // Of the file's own keys, all are known.
    if let Some(advice) = misplaced(&key.name, known).filter(|_| within.starts_with('`')) {
        return error.help(advice);
    }
    match nearest(&key.name, known.iter().copied()) {
        Some(near) => error.help(format!("did you mean `{near}`?")),
        None => error.help(format!("known here: {}", known.join(", "))),
    }
}

/// Where a key belongs that should be at the top of a file but here follows a header.
pub(super) fn misplaced(key: &str, known: &[&str]) -> Option<String> {
    let is_top = ["question", "look_at", "extends"].contains(&key) && !known.contains(&key);
    is_top.then(|| format!("`{key}` stands at the top of a file: move it above the first [header]"))
}

/// The entries of a table that holds only `known` keys.
///
/// # Errors
/// If `node` is no table, or has another key.
pub fn table<'a>(node: &'a Node, within: &str, known: &[&str]) -> Result<&'a [(Key, Node)]> {
    let entries = node.table(within)?;
    match entries.iter().find(|(key, _)| !known.contains(&key.name.as_str())) {
        Some((key, _)) => Err(unknown_key(key, within, known)),
        None => Ok(entries),
    }
}

/// The entry that `node` must have.
///
/// # Errors
/// If it has none of this name.
pub fn required<'a>(node: &'a Node, key: &str, within: &str) -> Result<&'a Node> {
    node.entry(key).ok_or_else(|| node.error(format!("{within} needs `{key}`")))
}

/// A text that must be there and not be blank, without the spaces around it.
///
/// # Errors
/// If it is missing, blank, or no string.
pub fn required_text<'a>(node: &'a Node, key: &str, within: &str) -> Result<&'a str> {
    let value = required(node, key, within)?;
    let text = value.text(&format!("`{key}`"))?.trim();
    if text.is_empty() { Err(value.error(format!("`{key}` is empty"))) } else { Ok(text) }
}

/// A text, empty if left out.
///
/// # Errors
/// If it is no string.
pub fn optional_text<'a>(node: &'a Node, key: &str) -> Result<&'a str> {
    node.entry(key).map_or(Ok(""), |value| value.text(&format!("`{key}`")))
}

/// The items of a list, none if left out.
///
/// # Errors
/// If it is no list.
pub fn optional_list<'a>(node: &'a Node, key: &str) -> Result<&'a [Node]> {
    node.entry(key).map_or(Ok(&[]), |value| value.list(&format!("`{key}`")))
}

/// What `read` makes of the items of an intervention's list, none of which may be there twice; `what` names one.
pub(super) fn distinct<T: Ord + Copy>(items: &[Node], what: &str, read: impl Fn(&Node) -> Result<T>) -> Result<Vec<T>> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for item in items {
        let one = read(item)?;
        if !seen.insert(one) {
            return Err(item.error(format!("{what} {} is named twice in this intervention", item.words())));
        }
        all.push(one);
    }
    Ok(all)
}

/// A whole number from `least` to `most`.
///
/// # Errors
/// If it is anything else.
pub fn whole(node: &Node, what: &str, least: u64, most: u64) -> Result<u64> {
    let number = node.whole().and_then(|number| u64::try_from(number).ok());
    let number = number.filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| node.must_be(what, &format!("a whole number from {least} to {most}")))
}

/// A whole number of at least `least`.
///
/// # Errors
/// If it is anything else.
pub fn count(node: &Node, what: &str, least: u32) -> Result<u32> {
    let number = node.whole().and_then(|number| u32::try_from(number).ok()).filter(|number| *number >= least);
    number.ok_or_else(|| node.must_be(what, &format!("a whole number of at least {least}")))
}

/// A finite number.
///
/// # Errors
/// If it is anything else.
pub fn number(node: &Node, what: &str) -> Result<f64> {
    node.number().filter(|number| number.is_finite()).ok_or_else(|| node.must_be(what, "a finite number"))
}

/// A finite number above 0.
///
/// # Errors
/// If it is anything else.
pub fn above_zero(node: &Node, what: &str) -> Result<f64> {
    let value = number(node, what)?;
    if value > 0.0 { Ok(value) } else { Err(node.must_be(what, "a number above 0")) }
}

/// True or false, as TOML has it or as other programs write it: 1 and 0, or in quotation marks `True`, `yes` and so on.
///
/// # Errors
/// If it is anything else.
pub fn switch(node: &Node, what: &str) -> Result<bool> {
    let switch = match &node.content {
        Content::Switch(switch) => Some(*switch),
        Content::Integer(0) => Some(false),
        Content::Integer(1) => Some(true),
        Content::Text(text) => truth(text),
        _ => None,
    };
    switch.ok_or_else(|| node.must_be(what, "true or false"))
}

/// What one of the `words` stands for.
///
/// # Errors
/// If it is none of them.
pub fn word<T: Copy>(node: &Node, what: &str, words: &[(&'static str, T)]) -> Result<T> {
    let list = || words.iter().map(|(word, _)| format!("\"{word}\"")).collect::<Vec<_>>().join(", ");
    let Content::Text(text) = &node.content else {
        return Err(node.must_be(what, "a string").help(format!("one of {}", list())));
    };
    if let Some((_, meant)) = words.iter().find(|(word, _)| word == text) {
        return Ok(*meant);
    }
    let error = node.error(format!("{what} cannot be {}", node.words()));
    Err(match nearest(text, words.iter().map(|(word, _)| *word)) {
        Some(near) => error.help(format!("did you mean \"{near}\"? It is one of {}", list())),
        None => error.help(format!("one of {}", list())),
    })
}

/// A name that can be part of a directory's name.
///
/// # Errors
/// If it cannot, or is no string.
pub fn directory_name<'a>(node: &'a Node, what: &str) -> Result<&'a str> {
    let text = node.text(what)?;
    if text.is_empty() || text.starts_with('.') || text.contains(is_odd) || text.len() > LONGEST_NAME {
        let error = node.error(format!("{what} cannot be {}", node.words()));
        return Err(error.help("at most 100 bytes, no leading dot, none of / \\ : and no control characters"));
    }
    Ok(text)
}

/// The longest name of a directory, in bytes.
const LONGEST_NAME: usize = 100;

/// What no name of a directory may contain.
fn is_odd(c: char) -> bool {
    c.is_control() || matches!(c, '/' | '\\' | ':')
}

/// A file's name without folder and extension, made to serve as a [`directory_name`]; `otherwise` if nothing is left of it.
pub fn name_of_file(path: &Path, otherwise: &str) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut name = stem.trim_start_matches('.').replace(is_odd, "_");
    while name.len() > LONGEST_NAME {
        name.pop();
    }
    if name.is_empty() { otherwise.to_owned() } else { name }
}
