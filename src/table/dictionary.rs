//! Writes columns with few distinct values as Parquet dictionary pages.
//!
//! The `parquet` crate builds a column's dictionary by hashing every value. Our words are already coded, and small
//! numbers can be looked up in a table, which takes a fraction of the time. Packed codes hardly compress, so these
//! columns are stored uncompressed.

use std::borrow::Cow;

use bytes::Bytes;
use parquet::basic::{Compression, Encoding};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;

use super::bit_packing::pack;
use super::{Cells, Column};

/// Values in a data page.
const PAGE: usize = 1 << 20;
/// Larger numbers are not looked up in a table.
const LARGEST: u32 = 1 << 20;

/// A column encoded as positions in a list of distinct values.
pub(super) struct Coded<'c> {
    /// The distinct values, in Parquet's plain encoding.
    distinct: Vec<u8>,
    /// How many there are.
    count: usize,
    /// A code for each row that has a value.
    codes: Cow<'c, [u32]>,
    /// For each row, whether there is a value; `None` if the column is not optional.
    present: Option<Cow<'c, [bool]>>,
    /// The least and greatest number, for readers that skip row groups.
    statistics: Option<Statistics>,
}

impl<'c> Coded<'c> {
    /// Encodes the column; `None` if its kind has no codes or its values are too large to look up.
    pub(super) fn of(column: &'c Column) -> Option<Self> {
        let rows = column.len();
        let unknown = |words: &[String], rows: &[u32]| rows.iter().any(|&code| code as usize >= words.len());
        let mut statistics = None;
        let (distinct, count, codes) = match &column.cells {
            _ if rows == 0 => return None,
            Cells::Word { words, rows } if unknown(words, rows) => return None,
            Cells::Word { words, rows } => {
                let plain = |word: &String| [&(word.len() as u32).to_le_bytes(), word.as_bytes()].concat();
                (words.iter().flat_map(plain).collect(), words.len(), of_present(rows, &column.present))
            }
            Cells::Whole(values) => {
                let values = of_present(values, &column.present);
                let nulls = (rows - values.len()) as u64;
                let bound = |bound: Option<&u32>| bound.map(|&value| value as i32);
                let (least, greatest) = (bound(values.iter().min()), bound(values.iter().max()));
                statistics = Some(Statistics::int32(least, greatest, None, Some(nulls), false));
                let (distinct, codes) = look_up(&values)?;
                (distinct.iter().flat_map(|value| value.to_le_bytes()).collect(), distinct.len(), codes.into())
            }
            Cells::Long(values) if !column.heading.optional => {
                let bound = |bound: Option<&u64>| bound.map(|&value| value as i64);
                let (least, greatest) = (bound(values.iter().min()), bound(values.iter().max()));
                statistics = Some(Statistics::int64(least, greatest, None, Some(0), false));
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
        Some(Self { distinct, count, codes, present, statistics })
    }

    /// The column chunk and its description: a dictionary page followed by the data pages.
    pub(super) fn chunk(self, descriptor: ColumnDescPtr) -> Result<(Bytes, ColumnCloseResult)> {
        let mut sink = TrackedWrite::new(Vec::new());
        let mut put = |page, length| SerializedPageWriter::new(&mut sink).write_page(CompressedPage::new(page, length));
        let length = self.distinct.len();
        let dictionary = Page::DictionaryPage {
            buf: self.distinct.into(),
            num_values: self.count as u32,
            encoding: Encoding::PLAIN,
            is_sorted: false,
        };
        let data_start = put(dictionary, length)?.bytes_written;
        let rows = self.present.as_ref().map_or(self.codes.len(), |present| present.len());
        let width = 32 - (self.count.max(2) as u32 - 1).leading_zeros();
        let mut codes = self.codes.as_ref();
        for start in (0..rows).step_by(PAGE) {
            let end = rows.min(start + PAGE);
            let mut body = Vec::new();
            let mut values = end - start;
            if let Some(present) = &self.present {
                values = pack_levels(&present[start..end], &mut body);
            }
            let (here, rest) = codes.split_at(values);
            codes = rest;
            body.push(width as u8);
            pack(here, width, &mut body);
            let length = body.len();
            let page = Page::DataPage {
                buf: body.into(),
                num_values: (end - start) as u32,
                encoding: Encoding::RLE_DICTIONARY,
                def_level_encoding: Encoding::RLE,
                rep_level_encoding: Encoding::RLE,
                statistics: None,
            };
            put(page, length)?;
        }
        let bytes = sink.into_inner()?;
        let mut metadata = ColumnChunkMetaData::builder(descriptor)
            .set_compression(Compression::UNCOMPRESSED)
            .set_encodings(vec![Encoding::PLAIN, Encoding::RLE, Encoding::RLE_DICTIONARY])
            .set_num_values(rows as i64)
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(bytes.len() as i64)
            .set_dictionary_page_offset(Some(0))
            .set_data_page_offset(data_start as i64);
        if let Some(statistics) = self.statistics {
            metadata = metadata.set_statistics(statistics);
        }
        Ok((bytes.into(), closed(metadata.build()?)))
    }
}

/// Appends for each row whether it has a value, after the length of that; returns how many have one.
fn pack_levels(present: &[bool], body: &mut Vec<u8>) -> usize {
    let levels: Vec<u32> = present.iter().map(|&row| u32::from(row)).collect();
    let mut packed = Vec::new();
    pack(&levels, 1, &mut packed);
    body.extend((packed.len() as u32).to_le_bytes());
    body.extend(packed);
    levels.iter().sum::<u32>() as usize
}

/// The values of the rows that have one.
fn of_present<'v>(values: &'v [u32], present: &Option<Vec<bool>>) -> Cow<'v, [u32]> {
    match present {
        None => Cow::Borrowed(values),
        Some(present) => {
            // Branch-free, because which rows have a value is unpredictable.
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

/// The distinct values in order of first occurrence, and for each row the position of its value among them; `None` if a
/// value is too large for a lookup table.
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
        // A dictionary must not be empty; nothing refers to this value.
        distinct.push(0);
    }
    Some((distinct, codes))
}

/// What the writer is told of a column chunk that is already encoded.
pub(super) fn closed(metadata: ColumnChunkMetaData) -> ColumnCloseResult {
    ColumnCloseResult {
        bytes_written: metadata.compressed_size() as u64,
        rows_written: metadata.num_values() as u64,
        metadata,
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    }
}
