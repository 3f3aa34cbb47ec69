//! Columns of few distinct values as Parquet dictionary pages, from codes that are known beforehand.
//!
//! The `parquet` crate finds a column's dictionary by hashing every value. Ours are known (words) or are
//! small numbers that a direct table can look up, which takes a fraction of the time; and codes packed to
//! their bits hardly compress, so that these columns are stored without compression.

use std::borrow::Cow;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use super::{Cells, Column};

/// Values in a data page.
const PAGE: usize = 1 << 20;
/// Whole numbers above this are not looked up directly.
const LARGEST: u32 = 1 << 20;
/// A run of equal values at least this long is written as one.
const RUN: usize = 64;

/// A column as codes into a list of distinct values.
pub(super) struct Coded<'c> {
    /// The distinct values, in Parquet's plain encoding.
    distinct: Vec<u8>,
    /// How many there are.
    count: usize,
    /// A code for each row that has a value.
    codes: Cow<'c, [u32]>,
    /// For each row whether there is a value; `None` if the column is not optional.
    present: Option<Cow<'c, [bool]>>,
}

impl<'c> Coded<'c> {
    /// The column as codes; `None` if it is not of the kind, or not repetitive enough.
    pub(super) fn of(column: &'c Column) -> Option<Self> {
        let rows = column.len();
        let unknown = |words: &[String], rows: &[u32]| rows.iter().any(|&code| code as usize >= words.len());
        let (distinct, count, codes) = match &column.cells {
            _ if rows == 0 => return None,
            Cells::Word { words, rows } if unknown(words, rows) => return None,
            Cells::Word { words, rows } => {
                let plain = |word: &String| [&(word.len() as u32).to_le_bytes(), word.as_bytes()].concat();
                (words.iter().flat_map(plain).collect(), words.len(), of_present(rows, &column.present))
            }
            Cells::Whole(values) => {
                let (distinct, codes) = look_up(&of_present(values, &column.present))?;
                (distinct.iter().flat_map(|value| value.to_le_bytes()).collect(), distinct.len(), codes.into())
            }
            Cells::Long(values) if !column.heading.optional => {
                let mut distinct = Vec::new();
                let mut codes = Vec::with_capacity(rows);
                for same in values.chunk_by(|a, b| a == b) {
                    codes.extend(std::iter::repeat_n(distinct.len() as u32, same.len()));
                    distinct.push(same[0]);
                }
                (distinct.iter().flat_map(|value| value.to_le_bytes()).collect(), distinct.len(), codes.into())
            }
            _ => return None,
        };
        let all_present = || Cow::Owned(vec![true; rows]);
        let present = column.heading.optional.then(|| column.present.as_ref().map_or_else(all_present, Cow::from));
        Some(Self { distinct, count, codes, present })
    }

    /// The column chunk: a dictionary page and the data pages, with their description.
    pub(super) fn chunk(self, descriptor: ColumnDescPtr) -> Result<(Bytes, ColumnCloseResult)> {
        let rows = self.present.as_ref().map_or(self.codes.len(), |present| present.len());
        let mut sink = TrackedWrite::new(Vec::new());
        let dictionary = self.distinct.len();
        let page = Page::DictionaryPage {
            buf: self.distinct.into(),
            num_values: self.count as u32,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        SerializedPageWriter::new(&mut sink).write_page(CompressedPage::new(page, dictionary))?;
        let data_start = sink.bytes_written();
        let width = 32 - (self.count.max(2) as u32 - 1).leading_zeros();
        let mut codes = self.codes.as_ref();
        for start in (0..rows).step_by(PAGE) {
            let rows = PAGE.min(rows - start);
            let mut body = Vec::new();
            let mut values = rows;
            if let Some(present) = &self.present {
                let levels: Vec<u32> = present[start..start + rows].iter().map(|&row| u32::from(row)).collect();
                values = levels.iter().sum::<u32>() as usize;
                let mut packed = Vec::new();
                pack(&levels, 1, &mut packed);
                body.extend((packed.len() as u32).to_le_bytes());
                body.extend(packed);
            }
            let (here, rest) = codes.split_at(values);
            codes = rest;
            body.push(width as u8);
            pack(here, width, &mut body);
            let length = body.len();
            let page = Page::DataPage {
                buf: body.into(),
                num_values: rows as u32,
                encoding: Encoding::RLE_DICTIONARY,
                def_level_encoding: Encoding::RLE,
                rep_level_encoding: Encoding::RLE,
                statistics: None,
            };
            SerializedPageWriter::new(&mut sink).write_page(CompressedPage::new(page, length))?;
        }
        let bytes = sink.into_inner()?;
        let metadata = ColumnChunkMetaData::builder(descriptor)
            .set_compression(Compression::UNCOMPRESSED)
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
            .set_num_values(rows as i64)
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(bytes.len() as i64)
            .set_dictionary_page_offset(Some(0))
            .set_data_page_offset(data_start as i64)
            .build()?;
        let closed = ColumnCloseResult {
            bytes_written: bytes.len() as u64,
            rows_written: rows as u64,
            metadata,
            bloom_filter: None,
            column_index: None,
            offset_index: None,
        };
        Ok((bytes.into(), closed))
    }
}

/// The values of the rows that have one.
fn of_present<'v>(values: &'v [u32], present: &Option<Vec<bool>>) -> Cow<'v, [u32]> {
    match present {
        None => Cow::Borrowed(values),
        Some(present) => {
            // Without a branch: which rows have a value cannot be foreseen.
            let (mut kept, mut count) = (vec![0; values.len()], 0);
            for (&value, &row) in values.iter().zip(present) {
                kept[count] = value;
                count += usize::from(row);
            }
            kept.truncate(count);
            Cow::Owned(kept)
        }
    }
}

/// The distinct values in the order in which they occur first, and each value's position among them; `None`
/// where a value is too large for a direct table.
fn look_up(values: &[u32]) -> Option<(Vec<u32>, Vec<u32>)> {
    let largest = values.iter().copied().max().unwrap_or(0);
    if largest > LARGEST || largest as usize > 4 * values.len() + 1024 {
        return None;
    }
    const NEW: u32 = u32::MAX;
    let mut positions = vec![NEW; largest as usize + 1];
    let mut distinct = Vec::new();
    let code = |&value: &u32| {
        let position = &mut positions[value as usize];
        if *position == NEW {
            *position = distinct.len() as u32;
            distinct.push(value);
        }
        *position
    };
    let codes = values.iter().map(code).collect();
    if distinct.is_empty() {
        // A dictionary may not be empty; nothing refers to this value.
        distinct.push(0);
    }
    Some((distinct, codes))
}

/// Parquet's hybrid of runs and packed bits: long runs of equal values as runs, all else packed in eights.
fn pack(values: &[u32], width: u32, out: &mut Vec<u8>) {
    let mut start = 0;
    let mut packed_from = 0;
    while start < values.len() {
        if values.get(start + RUN - 1).is_some_and(|&last| last != values[start]) {
            // No long run begins here, which is what most looks find.
            start += 8;
            continue;
        }
        let run = values[start..].iter().take_while(|&&value| value == values[start]).count();
        if run >= RUN || start + run == values.len() && run >= 8 {
            pack_bits(&values[packed_from..start], width, out);
            // What follows packed bits must begin at a multiple of eight, unless nothing follows.
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

/// One run of packed bits, the last group of eight filled up with zeros.
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

/// A number in seven bits a byte, the lowest first.
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
        // The example of the Parquet specification: 0 to 7 in three bits.
        let mut out = Vec::new();
        pack(&[0, 1, 2, 3, 4, 5, 6, 7], 3, &mut out);
        assert_eq!(out, [0b11, 0b1000_1000, 0b1100_0110, 0b1111_1010]);
    }

    /// Whatever runs lie where, what is packed is what was there, and no long run is packed bit by bit.
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
                // Up to seven values of a run lie before a multiple of eight, and up to seven after the last one.
                let packed = if run as usize >= RUN + 7 { values.len() - run as usize + 14 } else { values.len() };
                let most = (packed + 16) * 3 / 8 + 12;
                assert!(out.len() <= most, "{} bytes for {run} after {before}, before {after}", out.len());
            }
        }
    }

    /// Values of three bits, as Parquet's page says that they are read.
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
        // Eight packed (three and the first five of the run); 88 as a run; eight packed (the last seven of the
        // run and a 6); eight 6 as a run.
        assert_eq!(out[0], 0b11);
        assert_eq!(&out[4..7], [0b1011_0000, 0b1, 5]);
        assert_eq!(out[7], 0b11);
        assert_eq!(&out[11..], [8 << 1, 6]);
    }
}
