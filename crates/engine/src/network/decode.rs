//! From the bytes of a file to its text: gzip, byte-order marks, declared encodings.

use std::sync::Arc;

use super::containers;
use darkside_error::{Error, Result, Source};

/// The bytes of the table or graph called `name` as text.
///
/// # Errors
/// If they are none: empty, packed, binary, or in no encoding that is told by a mark or a declaration.
pub fn decode(name: String, bytes: Vec<u8>) -> Result<Arc<Source>> {
    containers::refuse(&name, &bytes)?;
    let bytes = unpacked(&name, bytes, MOST_UNPACKED)?;
    let text = match other_encoding(&name, &bytes)? {
        Some(text) => text,
        None => utf8(&name, bytes)?,
    };
    checked(name, text)
}

/// A text that has been decoded already: the encoding that it may still declare is the one that it came in.
///
/// # Errors
/// If it is empty, packed or binary.
pub(super) fn decoded(source: &Source) -> Result<Arc<Source>> {
    containers::refuse(&source.name, source.text.as_bytes())?;
    checked(source.name.clone(), source.text.trim_start_matches('\u{feff}').to_owned())
}

fn checked(name: String, text: String) -> Result<Arc<Source>> {
    if text.is_empty() {
        return Err(Error::input(format!("{name} is empty")));
    }
    if text.contains('\0') {
        return Err(Error::input(format!("{name} is binary, not text")).help(TEXT));
    }
    // Lines that end in carriage returns alone, as old spreadsheets write them, end in line feeds.
    let text = if text.contains('\r') && !text.contains('\n') { text.replace('\r', "\n") } else { text };
    Ok(Arc::new(Source { name, text }))
}

/// More is not unpacked: a small file can hold a thousand times its size.
const MOST_UNPACKED: u64 = 512 << 20;

const TEXT: &str = "save it as text: UTF-8, or UTF-16 with a byte-order mark";

fn utf8(name: &str, mut bytes: Vec<u8>) -> Result<String> {
    if bytes.starts_with(b"\xef\xbb\xbf") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let (start, bytes) = (error.utf8_error().valid_up_to(), error.as_bytes());
        let line_start = bytes[..start].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        // A file without text around the byte is not shown.
        if bytes[line_start..].iter().take(1000).any(|byte| matches!(byte, 0..=8 | 14..=31)) {
            return Error::input(format!("{name} is binary, not text")).help(TEXT);
        }
        // Up to the first wrong byte the lossy text is the file's own; there it has a replacement character.
        let text = String::from_utf8_lossy(bytes).into_owned();
        let end = start + char::REPLACEMENT_CHARACTER.len_utf8();
        Error::input(format!("this is not UTF-8: byte 0x{:02X}", bytes[start]))
            .help("save the file as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
            .at(&Arc::new(Source { name: name.to_owned(), text }), start..end)
    })
}

/// What gzip holds, or the bytes as they are.
fn unpacked(name: &str, bytes: Vec<u8>, most: u64) -> Result<Vec<u8>> {
    use std::io::Read;

    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(most + 1).read_to_end(&mut out);
    read.map_err(|cause| Error::input(format!("{name} is damaged gzip: {cause}")))?;
    if out.len() as u64 > most {
        let error = Error::input(format!("{name} unpacks to more than {} MiB", most >> 20));
        return Err(error.help("unpack it and name the file inside"));
    }
    containers::refuse(name, &out)?;
    Ok(out)
}

/// The text, if a byte-order mark or an XML declaration says that it is not UTF-8.
fn other_encoding(name: &str, bytes: &[u8]) -> Result<Option<String>> {
    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

    let marked = Encoding::for_bom(bytes).filter(|(encoding, _)| *encoding != UTF_8);
    let (encoding, from) = match (marked, declared_encoding(bytes)) {
        (Some(marked), _) => marked,
        (None, Some(label)) => {
            let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
                let label = label.escape_debug();
                let error = Error::input(format!("{name} declares the encoding `{label}`, which is not known"));
                return Err(error.help("save it as UTF-8"));
            };
            // Whoever can read the declaration byte by byte does not have two bytes a character.
            if [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
                return Ok(None);
            }
            (encoding, 0)
        }
        (None, None) => return Ok(None),
    };
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes[from..]) {
        Some(text) => Ok(Some(text.into_owned())),
        None => Err(Error::input(format!("{name} is not the {} that it says it is", encoding.name())).help(TEXT)),
    }
}

/// What `<?xml … encoding="…"?>` names.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    if !bytes.starts_with(b"<?xml") {
        return None;
    }
    let end = bytes.iter().take(1000).position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(&bytes[..end]).ok()?;
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn text(bytes: &[u8]) -> Result<String> {
        decode("x.csv".into(), bytes.to_vec()).map(|source| source.text.clone())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes_of).collect()
    }

    #[test]
    fn the_first_byte_that_is_not_utf8_is_pointed_at() {
        let error = text(b"id\nZ\xfcrich\n\xff").unwrap_err();
        assert_eq!(error.place().unwrap().line_and_column(), (2, 2));
        assert_eq!(error.message(), "this is not UTF-8: byte 0xFC");
    }

    #[test]
    fn marks_and_declarations_tell_the_encoding() {
        assert_eq!(text(b"\xef\xbb\xbfid\n").unwrap(), "id\n");
        assert!(text(b"\xef\xbb\xbf").is_err());
        assert_eq!(text(&utf16("id\nü𝄞\n", u16::to_le_bytes)).unwrap(), "id\nü𝄞\n");
        assert_eq!(text(&utf16("id\nü𝄞\n", u16::to_be_bytes)).unwrap(), "id\nü𝄞\n");
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>Z\xfcrich</a>";
        assert!(text(latin).unwrap().ends_with("<a>Zürich</a>"));
        let error = text(b"<?xml version=\"1.0\" encoding=\"klingon\"?><a/>").unwrap_err();
        assert_eq!(error.message(), "x.csv declares the encoding `klingon`, which is not known");
        let odd = text(&[&utf16("id", u16::to_le_bytes)[..], b"\0\xd8"].concat()).unwrap_err();
        assert_eq!(odd.message(), "x.csv is not the UTF-16LE that it says it is");
    }

    #[test]
    fn what_has_been_decoded_is_not_decoded_again() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>Z\xfcrich</a>";
        let once = decode("x.graphml".into(), latin.to_vec()).unwrap();
        assert_eq!(decoded(&once).unwrap(), once);
        let marked = Source { name: "x.csv".into(), text: "\u{feff}id\n".into() };
        assert_eq!(decoded(&marked).unwrap().text, "id\n");
    }

    #[test]
    fn gzip_is_unpacked_up_to_a_limit() {
        assert_eq!(text(&gzip(b"id\na\n")).unwrap(), "id\na\n");
        assert_eq!(text(&[gzip(b"id\n"), gzip(b"a\n")].concat()).unwrap(), "id\na\n");
        let short = &gzip(b"id\na\n")[..12];
        assert!(text(short).unwrap_err().message().starts_with("x.csv is damaged gzip"));
        assert_eq!(text(&gzip(&gzip(b"id\n"))).unwrap_err().message(), "x.csv is binary, not text");
        let bomb = unpacked("x.csv", gzip(&vec![b'a'; (3 << 20) + 1]), 3 << 20).unwrap_err();
        assert_eq!(bomb.message(), "x.csv unpacks to more than 3 MiB");
    }

    #[test]
    fn binary_is_named_and_not_shown() {
        for bytes in [&b"\x00\x01\xff\xfe\x1b[31m"[..], b"id\n\x7fELF\x01\x02\xff", b"a\0b\n"] {
            let error = text(bytes).unwrap_err();
            assert_eq!(error.to_string(), format!("x.csv is binary, not text\n  help: {TEXT}"));
        }
    }

    #[test]
    fn carriage_returns_alone_end_lines() {
        assert_eq!(text(b"id,firm\ra,A\r").unwrap(), "id,firm\na,A\n");
        assert_eq!(text(b"id\r\na\r\n").unwrap(), "id\r\na\r\n");
    }
}
