//! A dropped file's bytes as text, decoded as the command decodes a file of the same name.

use darkside_engine::{network, scenario};
use darkside_error::{Error, Result};

/// The text of a file. The request is the length of its name (32 bits, little-endian), its name, and its bytes.
///
/// # Errors
/// If the command would refuse the bytes, or if the request holds no name.
pub(crate) fn decode(request: &[u8]) -> Result<String> {
    let odd = || Error::input("the page hands over a file that has no name");
    let (length, rest) = request.split_first_chunk().ok_or_else(odd)?;
    let (name, bytes) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(odd)?;
    let name = String::from_utf8_lossy(name).into_owned();
    if name.to_lowercase().ends_with(".toml") {
        return scenario::text_of(name, bytes.to_vec());
    }
    network::decode(name, bytes.to_vec()).map(|source| source.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str, bytes: &[u8]) -> Result<String> {
        decode(&[&(name.len() as u32).to_le_bytes()[..], name.as_bytes(), bytes].concat())
    }

    #[test]
    fn tables_are_read_in_the_encodings_of_the_command() {
        let utf16: Vec<u8> = "\u{feff}id\nZoë\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text("who.csv", &utf16).unwrap(), "id\nZoë\n");
        let error = text("who.csv", b"id\nZo\xeb\n").unwrap_err();
        assert_eq!(error.message(), "this is not UTF-8: byte 0xEB");
        assert_eq!(error.place().unwrap().source.name, "who.csv");
    }

    #[test]
    fn a_scenario_is_utf8() {
        assert_eq!(text("Mine.TOML", b"# Zo\xc3\xab").unwrap(), "# Zoë");
        assert_eq!(text("mine.toml", b"\xff\xfe").unwrap_err().message(), "this file is not UTF-8 text");
    }

    #[test]
    fn a_request_without_a_name_is_refused() {
        for request in [&b""[..], b"\x09\0\0\0abc"] {
            assert!(decode(request).unwrap_err().message().contains("no name"));
        }
    }
}
