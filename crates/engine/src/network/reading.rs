//! How the files of an organisation were read: what a person should look over before believing the results.

/// How everything was interpreted, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The columns, in the order of files and columns.
    pub columns: Vec<ColumnReading>,
    /// The layers, how many ties each has, and whether they count.
    pub layers: Vec<(String, usize, bool)>,
    /// Anything else there is to say, in one sentence each.
    pub notes: Vec<String>,
}

/// What a column was read as.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnReading {
    /// The file.
    pub file: String,
    /// The column's name, as written.
    pub column: String,
    /// What it was read as.
    pub read_as: String,
}
