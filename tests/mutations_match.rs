//! Every mutation of `tests/mutations/list.toml` still fits the code: a list that no longer does shows nothing about
//! the tests, and nobody would notice, since the program that tries it is run by hand.

use std::fs;
use std::path::Path;

#[test]
fn every_mutation_replaces_a_piece_that_its_file_has_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let list: toml::Table = fs::read_to_string(root.join("tests/mutations/list.toml")).unwrap().parse().unwrap();
    let entries = list["mutation"].as_array().unwrap();
    assert!(!entries.is_empty());
    let mut wrong = Vec::new();
    for (entry, number) in entries.iter().zip(1..) {
        let field = |name: &str| {
            let text = entry.get(name).and_then(toml::Value::as_str);
            text.unwrap_or_else(|| panic!("mutation {number} has no text `{name}`"))
        };
        let [of, what, file, replace, _, _] = ["of", "what", "file", "replace", "with", "test"].map(field);
        // A file that is not there has no place either.
        let places = fs::read_to_string(root.join(file)).map_or(0, |code| code.matches(replace).count());
        if places != 1 {
            wrong.push(format!("mutation {number} ({of}: {what}): {places} places in {file}, not one: {replace}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
