//! Parquet's hybrid of runs and packed bits, the encoding for codes and levels.

/// A run of equal values at least this long is written as one.
const RUN: usize = 64;

/// Appends `values`, each `width` bits wide, in Parquet's hybrid encoding: long runs of equal values as runs,
/// everything else packed in groups of eight.
pub(super) fn pack(values: &[u32], width: u32, out: &mut Vec<u8>) {
    let mut start = 0;
    let mut packed_from = 0;
    while start < values.len() {
        if values.get(start + RUN - 1).is_some_and(|&last| last != values[start]) {
            // Usually no long run starts here.
            start += 8;
            continue;
        }
        let run = values[start..].iter().take_while(|&&value| value == values[start]).count();
        if run >= RUN || start + run == values.len() && run >= 8 {
            pack_bits(&values[packed_from..start], width, out);
            // Whatever follows must start at a multiple of eight.
            let whole = if start + run == values.len() { run } else { run / 8 * 8 };
            variable(out, (whole as u64) << 1);
            out.extend_from_slice(&values[start].to_le_bytes()[..width.div_ceil(8) as usize]);
            start += whole;
            packed_from = start;
        } else {
            start = (start + run.max(8) / 8 * 8).min(values.len());
        }
    }
    pack_bits(&values[packed_from..], width, out);
}

/// Writes one run of packed bits; the last group of eight is padded with zeros.
fn pack_bits(values: &[u32], width: u32, out: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    let groups = values.len().div_ceil(8);
    variable(out, (groups as u64) << 1 | 1);
    let end = out.len() + groups * width as usize;
    out.reserve(end - out.len());
    let (mut word, mut bits) = (0_u64, 0);
    for &value in values {
        word |= u64::from(value) << bits;
        bits += width;
        if bits >= 32 {
            out.extend_from_slice(&(word as u32).to_le_bytes());
            word >>= 32;
            bits -= 32;
        }
    }
    out.extend_from_slice(&word.to_le_bytes()[..bits.div_ceil(8) as usize]);
    out.resize(end, 0);
}

/// Writes a number in seven bits per byte, lowest bits first.
fn variable(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_packed_as_the_format_prescribes() {
        // The example from the Parquet specification: 0 to 7 in three bits.
        let mut out = Vec::new();
        pack(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut out);
        assert_eq!(out, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    /// Wherever the runs are, unpacking restores what was packed, and no long run is packed bit by bit.
    #[test]
    fn runs_of_every_length_are_read_back() {
        for (run, before) in (1..=140).flat_map(|run| [0, 1, 3, 7, 8, 61].map(|before| (run, before))) {
            for after in [0, 1, 7, 9, 70] {
                let mut values: Vec<u32> = (0..before).map(|i| i % 5).collect();
                values.extend(std::iter::repeat_n(6, run as usize));
                values.extend((0..after).map(|i| i % 4));
                let mut out = Vec::new();
                pack(&values, 3, &mut out);
                assert_eq!(unpack(&out, values.len()), values, "{run} after {before}, before {after}");
                // Up to seven values of a run lie before the first multiple of eight, and up to seven after the last
                // one.
                let packed = if run as usize >= RUN + 7 { values.len() - run as usize + 14 } else { values.len() };
                let most = (packed + 16) * 3 / 8 + 12;
                assert!(out.len() <= most, "{} bytes for {run} after {before}, before {after}", out.len());
            }
        }
    }

    /// Decodes values of three bits as the Parquet specification describes.
    fn unpack(bytes: &[u8], count: usize) -> Vec<u32> {
        let (mut values, mut place) = (Vec::new(), 0);
        while values.len() < count {
            let (mut header, mut shift) = (0_u64, 0);
            while bytes[place] >= 0x80 {
                header |= u64::from(bytes[place] & 0x7f) << shift;
                (place, shift) = (place + 1, shift + 7);
            }
            header |= u64::from(bytes[place]) << shift;
            place += 1;
            if header & 1 == 0 {
                values.extend(std::iter::repeat_n(u32::from(bytes[place]), (header >> 1) as usize));
                place += 1;
            } else {
                let bit = |at: usize| u32::from(bytes[place + at / 8] >> (at % 8) & 1);
                let packed = 8 * (header >> 1) as usize;
                values.extend((0..packed).map(|i| bit(3 * i) | bit(3 * i + 1) << 1 | bit(3 * i + 2) << 2));
                place += packed / 8 * 3;
            }
        }
        values.truncate(count);
        values
    }

    #[test]
    fn long_runs_are_written_once_and_begin_at_multiples_of_eight() {
        let mut values = vec![1, 2, 3];
        values.extend([5; 100]);
        values.extend([6; 9]);
        let mut out = Vec::new();
        pack(&values, 3, &mut out);
        // Eight packed (three and the first five of the run); 88 as a run; eight packed (the last seven of the run and
        // a 6); eight 6s as a run.
        assert_eq!(out[0], 0b11);
        assert_eq!(&out[4..7], [0b1011_0000, 0b1, 5]);
        assert_eq!(out[7], 0b11);
        assert_eq!(&out[11..], [8 << 1, 6]);
    }
}
