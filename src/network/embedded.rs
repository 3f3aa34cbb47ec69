//! Tables that are built into the program, so that a shipped scenario needs no file.

use std::path::Path;

/// The folder in which shipped scenarios find their tables; there is none of this name on any disk.
pub(crate) const FOLDER: &str = "(shipped)";

static TABLES: [(&str, &str); 3] = [
    ("networks/star.csv", include_str!("../../scenarios/networks/star.csv")),
    ("networks/two_suppliers_managers.csv", include_str!("../../scenarios/networks/two_suppliers_managers.csv")),
    ("networks/two_suppliers_ties.csv", include_str!("../../scenarios/networks/two_suppliers_ties.csv")),
];

/// The text of the built-in table at this path, if it is one.
pub(super) fn find(path: &Path) -> Option<&'static str> {
    let within = path.strip_prefix(FOLDER).ok()?;
    TABLES.iter().find(|(name, _)| Path::new(name) == within).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_in_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/networks");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let built_in = Path::new(FOLDER).join("networks").join(path.file_name().unwrap());
            assert_eq!(find(&built_in), Some(&*std::fs::read_to_string(&path).unwrap()), "{}", path.display());
        }
        assert_eq!(find(Path::new("networks/two_suppliers_ties.csv")), None);
    }
}
