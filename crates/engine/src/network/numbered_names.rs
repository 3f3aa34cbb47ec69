//! Names of accounts or layers, each once.

use std::collections::HashMap;

use super::cells::normal;

/// Names, numbered as they come and compared in normal form.
#[derive(Debug, Default)]
pub(super) struct NumberedNames {
    /// As they were first written.
    pub(super) names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl NumberedNames {
    /// The number of a name, if it has come.
    pub(super) fn find(&self, name: &str) -> Option<u32> {
        self.numbers.get(&*normal(name)).copied()
    }

    /// The number of a name, the next one if it is new.
    pub(super) fn number(&mut self, name: &str) -> u32 {
        self.find(name).unwrap_or_else(|| {
            let number = self.names.len() as u32;
            self.names.push(name.to_owned());
            self.numbers.insert(normal(name).into_owned(), number);
            number
        })
    }
}

/// For each number, its place in an `order` of all of them.
pub(super) fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &number) in order.iter().enumerate() {
        places[number as usize] = place as u32;
    }
    places
}
