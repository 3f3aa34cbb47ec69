//! Bytes made a little wrong, in the ways in which files go wrong and in which somebody would make them wrong on
//! purpose. The same seed always makes the same bytes.

/// Random numbers (SplitMix64).
pub(super) struct Numbers(pub u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 if `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { (self.next() % end as u64) as usize }
    }

    /// One of the items.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Pieces that mean something to one of the readers.
const DICTIONARY: &[&str] = &[
    "\n",
    "\r\n",
    "\r",
    ",",
    ";",
    "\t",
    " ",
    "\"",
    "\"\"",
    "'",
    "'''",
    "\"\"\"",
    "=",
    ".",
    "..",
    "#",
    "%",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "\0",
    "\u{feff}",
    "ü",
    "\u{202e}",
    "\u{10ffff}",
    "true",
    "false",
    "inf",
    "-inf",
    "nan",
    "-0",
    "1e309",
    "1e-320",
    "0x7FFFFFFFFFFFFFFF",
    "-9223372036854775808",
    "4294967296",
    "1000000000000",
    "1979-05-27T07:32:00Z",
    "<",
    ">",
    "</",
    "/>",
    "&",
    "&amp;",
    "&#0;",
    "&#x110000;",
    "&a;",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?x ?>",
    "<!DOCTYPE a [<!ENTITY a \"&a;&a;\">]>",
    " xmlns=\"x\"",
    " xmlns:a=\"x\"",
    "<graph edgedefault='directed'>",
    "<node id='a'/>",
    "<edge source='a' target='b'/>",
    "<key id='k' for='node' attr.name='id'/>",
    "<data key='k'>",
    "[[firm]]\n",
    "[[intervention]]\n",
    "[[practice]]\n",
    "extends = \"baseline\"\n",
    "population.managers = ",
    "population.firms = ",
    "population.portfolio = ",
    "run.weeks = ",
    "ties.inside = ",
    "act = \"introduce\"\n",
    "week = 1\n",
    "set = { ",
    "firms = [\"A\"]\n",
    "managers = [0]\n",
    "name = \"",
    "source",
    "target",
    "weight",
    "layer",
    "id",
    "firm",
    "null",
    "{}",
    "[]",
    "PAR1",
];

/// Numbers at which arithmetic turns.
const EDGES: [u64; 14] = [
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    u64::MAX,
];

/// `bytes` with one to six things wrong; `other` gives pieces of a file of the same kind.
pub(super) fn mutate(numbers: &mut Numbers, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + numbers.below(6) {
        once(numbers, &mut bytes, other);
        bytes.truncate(1 << 16);
    }
    bytes
}

fn once(numbers: &mut Numbers, bytes: &mut Vec<u8>, other: &[u8]) {
    let at = numbers.below(bytes.len() + 1);
    let piece = stretch(numbers, bytes.len());
    match numbers.below(14) {
        0 => flip(numbers, bytes),
        1 => overwrite(numbers, bytes),
        2 => bytes.truncate(at),
        3 => drop(bytes.drain(piece)),
        4 => drop(bytes.drain(..piece.start)),
        5 => insert(bytes, at, numbers.pick(DICTIONARY).as_bytes()),
        6 => {
            let new = numbers.pick(DICTIONARY).bytes();
            bytes.splice(piece, new);
        }
        7 => {
            let copy = bytes[piece].to_vec();
            insert(bytes, at, &copy);
        }
        8 => {
            // A piece so often that what is nested nests deeply.
            let short = piece.start..piece.start + (piece.end - piece.start).min(40);
            let copy = bytes[short].repeat(1 + numbers.below(400));
            insert(bytes, at, &copy);
        }
        9 => {
            let from = stretch(numbers, other.len());
            bytes.splice(piece, other[from].iter().copied());
        }
        10 => blow_up(numbers, bytes),
        11 => swap_lines(numbers, bytes),
        12 => repeat_line(numbers, bytes),
        _ => {
            let new: Vec<u8> = (0..1 + numbers.below(8)).map(|_| numbers.below(256) as u8).collect();
            insert(bytes, at, &new);
        }
    }
}

/// Somewhere in so many bytes, mostly a short piece.
fn stretch(numbers: &mut Numbers, length: usize) -> std::ops::Range<usize> {
    let start = numbers.below(length + 1);
    let most = *numbers.pick(&[1, 2, 4, 8, 64, length]);
    start..(start + numbers.below(most + 1)).min(length)
}

fn insert(bytes: &mut Vec<u8>, at: usize, new: &[u8]) {
    bytes.splice(at..at, new.iter().copied());
}

fn flip(numbers: &mut Numbers, bytes: &mut [u8]) {
    let at = numbers.below(bytes.len());
    if let Some(byte) = bytes.get_mut(at) {
        *byte ^= 1 << numbers.below(8);
    }
}

/// A binary number at which arithmetic turns, in place of what was there.
fn overwrite(numbers: &mut Numbers, bytes: &mut [u8]) {
    let number = numbers.pick(&EDGES).wrapping_add(numbers.below(3) as u64).wrapping_sub(1).to_le_bytes();
    let width = *numbers.pick(&[1, 2, 4, 8]);
    let at = numbers.below(bytes.len());
    for (byte, new) in bytes[at..].iter_mut().zip(&number[..width]) {
        *byte = *new;
    }
}

/// Another number in place of one that is written out.
fn blow_up(numbers: &mut Numbers, bytes: &mut Vec<u8>) {
    let from = numbers.below(bytes.len());
    let Some(start) = bytes[from..].iter().position(u8::is_ascii_digit).map(|at| from + at) else { return };
    let end = bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |at| start + at);
    let new = match numbers.below(5) {
        0 => numbers.pick(&EDGES).to_string(),
        1 => "9".repeat(1 + numbers.below(400)),
        2 => format!("-{}", numbers.below(1000)),
        3 => format!("{}e{}", numbers.below(10), numbers.below(700) as i64 - 350),
        _ => numbers.below(1_000_000).to_string(),
    };
    bytes.splice(start..end, new.bytes());
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect()
}

fn swap_lines(numbers: &mut Numbers, bytes: &mut Vec<u8>) {
    let mut lines = lines(bytes);
    let (one, other) = (numbers.below(lines.len()), numbers.below(lines.len()));
    if !lines.is_empty() {
        lines.swap(one, other);
    }
    *bytes = lines.concat();
}

fn repeat_line(numbers: &mut Numbers, bytes: &mut Vec<u8>) {
    let mut lines = lines(bytes);
    let at = numbers.below(lines.len());
    if let Some(line) = lines.get(at).cloned() {
        lines.insert(numbers.below(lines.len()), line);
    }
    *bytes = lines.concat();
}
