//! The tables of shipped scenarios, which need no file.

use std::path::Path;

/// The folder in which shipped scenarios find their tables; there is none of this name on any disk.
pub const FOLDER: &str = "(shipped)";

/// The text of the shipped table at this path, if it is one.
pub(super) fn find(path: &Path) -> Option<&'static str> {
    let within = path.strip_prefix(FOLDER).ok()?;
    darkside_scenarios::in_folder("networks").find(|file| Path::new(file.path) == within).map(|file| file.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_in_the_shipped_folder_are_found() {
        assert!(find(&Path::new(FOLDER).join("networks/star.csv")).is_some());
        assert_eq!(find(Path::new("networks/star.csv")), None);
    }
}
