//! The scenarios that ship with the program.

use darkside_scenarios::{File, in_folder};

/// The shipped scenarios: experiments, then known cases (folder `known`), in the order in which they are best read.
///
/// ```
/// assert_eq!(darkside_engine::scenario::shipped().next().unwrap().name(), "baseline");
/// ```
pub fn shipped() -> impl Iterator<Item = &'static File> {
    in_folder("").chain(in_folder("known"))
}

/// The shipped scenario of this name.
pub(super) fn find(name: &str) -> Option<&'static File> {
    shipped().find(|file| file.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Request, load};

    #[test]
    fn every_shipped_scenario_opens_with_a_comment_and_says_why_it_is_there() {
        for file in shipped() {
            assert!(file.text.starts_with('#'), "{} opens with a comment", file.path);
            let scenario = load(&Request::of(file.name())).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(Some(&*scenario.name), file.name().rsplit('/').next());
            assert!(!scenario.question.is_empty() && !scenario.look_at.is_empty(), "{} says why", file.path);
        }
    }
}
