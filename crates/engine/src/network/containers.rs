//! Files that hold tables or graphs and are no text: each is named, with the step that makes it one.

use darkside_error::{Error, Result};

/// How a file begins, what it is, and what to do with it.
const KINDS: [(&[u8], &str, &str); 8] = [
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)", SPREADSHEET),
    (b"BZh", "packed with bzip2", UNPACK),
    (b"\xfd7zXZ", "packed with xz", UNPACK),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", UNPACK),
    (b"7z\xbc\xaf", "a 7z archive", UNPACK),
    (b"PAR1", "a Parquet table", "write it as CSV: pandas.read_parquet(…).to_csv(…, index=False)"),
    (b"SQLite format 3", "an SQLite database", "write each table as CSV"),
    (b"%PDF", "a PDF", "copy its table into a CSV file"),
];

const SPREADSHEET: &str = "open it, choose File > Save As, and take \"CSV UTF-8\", one file for each sheet";
const UNPACK: &str = "unpack it and name the file inside; gzip (.gz) is read as it is";

/// An error if the bytes are those of another program's container.
pub(super) fn refuse(name: &str, bytes: &[u8]) -> Result<()> {
    let known = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|&(_, what, help)| (what, help));
    // Three letters may begin a text.
    let known = known.filter(|_| !bytes.starts_with(b"BZh") || bytes.get(4..10) == Some(b"1AY&SY"));
    let kind = if bytes.starts_with(b"PK\x03\x04") { Some(zip(bytes)) } else { known };
    kind.map_or(Ok(()), |(what, help)| Err(Error::input(format!("{name} is {what}")).help(help)))
}

/// Spreadsheets are zip archives; the names of the first files inside tell which.
fn zip(bytes: &[u8]) -> (&'static str, &'static str) {
    let start = &bytes[..bytes.len().min(4096)];
    let has = |text: &[u8]| start.windows(text.len()).any(|window| window == text);
    if has(b"opendocument.spreadsheet") {
        ("an OpenDocument spreadsheet (.ods)", SPREADSHEET)
    } else if has(b"xl/") || has(b"[Content_Types].xml") {
        ("an Excel workbook (.xlsx)", SPREADSHEET)
    } else {
        ("a zip archive", UNPACK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_named() {
        let error = |bytes: &[u8]| refuse("m.csv", bytes).unwrap_err().to_string();
        insta::assert_snapshot!(error(b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml"), @r#"
        m.csv is an Excel workbook (.xlsx)
          help: open it, choose File > Save As, and take "CSV UTF-8", one file for each sheet
        "#);
        insta::assert_snapshot!(error(b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), @r#"
        m.csv is an OpenDocument spreadsheet (.ods)
          help: open it, choose File > Save As, and take "CSV UTF-8", one file for each sheet
        "#);
        insta::assert_snapshot!(error(b"PK\x03\x04m.csv"), @r"
        m.csv is a zip archive
          help: unpack it and name the file inside; gzip (.gz) is read as it is
        ");
        assert!(refuse("m.csv", b"BZh,id\n").is_ok());
        assert!(error(b"BZh91AY&SY").contains("bzip2"));
    }
}
