//! Words that output and documentation use without being names in a scenario or a table.

use super::GlossaryEntry;

/// The words of the model, of results and of experiments: each with the page that says more, and its meaning.
const WORDS: &str = include_str!("words.csv");

/// Every word.
pub(super) fn words() -> Vec<GlossaryEntry> {
    let mut table = csv::Reader::from_reader(WORDS.as_bytes());
    let rows = table.records().map(|row| row.expect("every row has a word, a page and a meaning"));
    rows.map(|row| GlossaryEntry::new("word", &row[0], &row[2]).fact("more in", &row[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_words_point_to_speak_of_them() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        for entry in words() {
            let (word, page) = (entry.name.as_str(), entry.fact_called("more in").unwrap());
            let text = std::fs::read_to_string(root.join(page)).unwrap().to_lowercase();
            let spoken = match word {
                "mu_star" => "μ*".to_owned(),
                "mu" => "μ".to_owned(),
                "sigma" => "σ".to_owned(),
                // That page uses the plural.
                "intensity" => "intensities".to_owned(),
                _ => word.split('_').next().unwrap_or(word).to_owned(),
            };
            assert!(text.contains(&spoken), "{page} does not speak of {word}");
        }
    }

    #[test]
    fn parameters_that_words_name_exist() {
        let names = ["dark_side.onset", "dark_side.offset", "contagion.belief_full"];
        let said: String = words().iter().map(|entry| entry.meaning.clone()).collect();
        for name in names {
            assert!(said.contains(name) && darkside_engine::parameter::find(name).is_some(), "{name}");
        }
    }
}
