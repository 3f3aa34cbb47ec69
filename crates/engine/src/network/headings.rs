//! What columns are called: the words by which tables of R, pandas, Gephi and spreadsheets are known.
//!
//! Case, spaces and punctuation do not count: `Tenure (years)` is `tenure_years`. Of several columns with one meaning the
//! first word in its list wins, and the column that is called exactly like the meaning wins over all.

/// A meaning, and the words for it in letters and digits.
pub(super) struct Heading {
    /// The column's own name.
    pub(super) name: &'static str,
    words: &'static [&'static str],
}

const fn heading(name: &'static str, words: &'static [&'static str]) -> Heading {
    Heading { name, words }
}

pub(super) const ID: Heading = heading("id", &["managerid", "name", "node", "nodeid", "label", "vertex", "actor"]);
pub(super) const FIRM: Heading = heading("firm", &["company", "organisation", "organization"]);
pub(super) const OFFICE: Heading = heading("office", &["location", "site", "branch"]);
pub(super) const TENURE: Heading =
    heading("tenure_years", &["tenureyears", "tenureinyears", "tenureyrs", "yearsoftenure"]);

pub(super) const SOURCE: Heading = heading("source", &["from", "ego", "sender", "node1", "i"]);
pub(super) const TARGET: Heading = heading("target", &["to", "alter", "receiver", "node2", "j"]);
pub(super) const LAYER: Heading = heading("layer", &["relation", "type"]);
pub(super) const DIRECTION: Heading = heading("direction", &[]);
pub(super) const WEIGHT: Heading = heading("weight", &["value", "strength", "count"]);

pub(super) const MANAGER: Heading = heading("manager", &["managerid", "id", "name"]);
pub(super) const ACCOUNT: Heading = heading("account", &["accountid", "accountname", "customer", "client"]);
pub(super) const CLOSENESS: Heading = heading("closeness", &[]);
pub(super) const AGE: Heading = heading("age", &["ageweeks", "ageinweeks"]);
pub(super) const PHASE: Heading = heading("phase", &[]);
pub(super) const PRACTICES: Heading = heading("practices", &["practice"]);

impl Heading {
    /// The column with this meaning.
    pub(super) fn find<S: AsRef<str>>(&self, columns: &[S]) -> Option<usize> {
        self.all(columns).next()
    }

    /// The columns that may have this meaning, the likeliest first.
    pub(super) fn all<'a, S: AsRef<str>>(&'a self, columns: &'a [S]) -> impl Iterator<Item = usize> + 'a {
        let exact = move |column: &S| column.as_ref().eq_ignore_ascii_case(self.name);
        let named = columns.iter().position(exact);
        let other = self.words.iter().flat_map(move |word| {
            let is = move |column: &S| plain(column.as_ref()) == **word && !exact(column);
            columns.iter().enumerate().filter(move |(_, column)| is(column)).map(|(position, _)| position)
        });
        named.into_iter().chain(other)
    }

    /// Whether a word is one for this meaning.
    pub(super) fn is(&self, word: &str) -> bool {
        self.find(&[word]).is_some()
    }
}

/// A name in small letters and digits alone.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spacing_and_punctuation_do_not_count_and_the_exact_name_wins() {
        assert_eq!(TENURE.find(&["tenure", "Tenure (years)"]), Some(1));
        assert_eq!(FIRM.find(&["Company", "FIRM"]), Some(1));
        assert_eq!(ID.find(&["Label", "Name"]), Some(1));
        assert_eq!(SOURCE.find(&["to", "from"]), Some(1));
        assert_eq!(LAYER.all(&["Type", "Relation"]).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(WEIGHT.find(&["wieght"]), None);
    }
}
