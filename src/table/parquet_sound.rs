//! Rejects Parquet files that the `parquet` crate cannot read safely, before anything is decoded.
//!
//! Version 60.1 of that crate refuses many damaged files by itself, but panics on each of those in
//! `tests/hostile/corpus`: on a negative offset of a column (`series.parquet/negative_offset`), on codes without a
//! dictionary (`ties.parquet/no_dictionary` and others), and on a plain word that ends beyond its page
//! (`ledger.parquet/word_beyond_its_page`). It also allocates whatever size a page claims to decompress to, and as many
//! values as a dictionary claims to hold. So every such number is first compared with the file.

use parquet::basic::{Compression, Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

/// Longest page header accepted; ours have about thirty bytes.
const LONGEST_HEADER: usize = 4096;
/// A row group may have this many rows, plus this many for each of its bytes. Runs of equal rows take little room, but
/// most rows differ in some column.
const FEW_ROWS: i64 = 100_000;
const ROWS_PER_BYTE: i64 = 64;
/// Snappy expands a byte to at most this many.
const SNAPPY: i64 = 64;

fn damaged(what: &str) -> ParquetError {
    ParquetError::General(format!("it is damaged: {what}"))
}

/// Checks the numbers of rows and the positions of columns in the footer of a file of `length` bytes.
pub(super) fn check_footer(metadata: &ParquetMetaData, length: u64) -> Result<()> {
    let schema = metadata.file_metadata().schema_descr();
    if (0..schema.num_columns()).any(|c| schema.column(c).max_rep_level() > 0 || schema.column(c).max_def_level() > 1) {
        return Err(damaged("columns are nested"));
    }
    metadata.row_groups().iter().try_for_each(|group| check_group(group, schema.num_columns(), length))
}

fn check_group(group: &RowGroupMetaData, columns: usize, length: u64) -> Result<()> {
    if group.columns().len() != columns {
        return Err(damaged("a row group lacks columns"));
    }
    let mut bytes = 0_i64;
    for column in group.columns() {
        let (start, size) = (start(column), column.compressed_size());
        let end = start.checked_add(size).and_then(|end| u64::try_from(end).ok());
        if start < 0 || size < 0 || column.data_page_offset() < start || end.is_none_or(|end| end > length) {
            return Err(damaged("a column lies outside the file"));
        }
        if column.num_values() != group.num_rows() {
            return Err(damaged("a column has other rows than its group"));
        }
        if !matches!(column.compression(), Compression::UNCOMPRESSED | Compression::SNAPPY) {
            return Err(damaged("a column is compressed otherwise than with Snappy"));
        }
        bytes = bytes.saturating_add(size);
    }
    let most = bytes.saturating_mul(ROWS_PER_BYTE).saturating_add(FEW_ROWS);
    if !(0..=most).contains(&group.num_rows()) {
        return Err(damaged("it has too few bytes for its rows"));
    }
    Ok(())
}

/// Offset of the first page of a column.
fn start(column: &ColumnChunkMetaData) -> i64 {
    column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset())
}

/// Checks the pages of a column that is known to lie inside the file.
pub(super) fn check_pages<R: ChunkReader>(file: &R, column: &ColumnChunkMetaData) -> Result<()> {
    let mut at = start(column) as u64;
    let end = at + column.compressed_size() as u64;
    let (mut values, mut dictionary) = (0, false);
    while at < end {
        let peek = usize::try_from(end - at).map_or(LONGEST_HEADER, |left| left.min(LONGEST_HEADER));
        let bytes = file.get_bytes(at, peek)?;
        let page = PageHeader::read(&bytes).ok_or_else(|| damaged("a page has no header"))?;
        at += page.length as u64;
        if u64::try_from(page.compressed).map_or(true, |size| size > end - at) {
            return Err(damaged("a page extends beyond its column"));
        }
        check_size(file, column, &page, at)?;
        if page.kind == DATA {
            check_data_page(column, &page, dictionary)?;
            values += page.values;
        } else {
            if dictionary || values > 0 || page.kind != DICTIONARY {
                return Err(damaged("a page is of another kind than ours"));
            }
            check_dictionary(file, column, &page, at)?;
            dictionary = true;
        }
        at += page.compressed as u64;
    }
    if values != column.num_values() {
        return Err(damaged("its pages have other rows than it says"));
    }
    Ok(())
}

/// Checks the size that a page claims to decompress to.
fn check_size<R: ChunkReader>(file: &R, column: &ColumnChunkMetaData, page: &PageHeader, at: u64) -> Result<()> {
    let grows = column.compression() == Compression::SNAPPY;
    let most = if grows { page.compressed * SNAPPY } else { page.compressed };
    if !(0..=most).contains(&page.uncompressed) || page.values < 0 {
        return Err(damaged("a page has a size that cannot be"));
    }
    if grows && page.compressed > 0 {
        let first = file.get_bytes(at, usize::try_from(page.compressed).map_or(10, |size| size.min(10)))?;
        if varint(&mut first.iter().copied()) != u64::try_from(page.uncompressed).ok() {
            return Err(damaged("a page grows to another size than it says"));
        }
    }
    Ok(())
}

/// Checks that values are encoded as ours are: plain or, with a dictionary, as positions in it.
fn check_data_page(column: &ColumnChunkMetaData, page: &PageHeader, dictionary: bool) -> Result<()> {
    let words = column.column_type() == Type::BYTE_ARRAY;
    let coded = match page.encoding {
        // The decoder of plain words trusts their lengths. Our words are in a dictionary, which is checked.
        PLAIN => !words || page.values == 0,
        BY_DICTIONARY => dictionary,
        _ => false,
    };
    // The levels say which rows have a value. They come before the values, after their own length in four bytes.
    let optional = column.column_descr().max_def_level() > 0;
    if !coded || optional && (page.levels != RUNS || page.uncompressed < 4) {
        return Err(damaged("a page is coded otherwise than ours"));
    }
    Ok(())
}

/// Checks that a dictionary holds as many values as it claims.
fn check_dictionary<R: ChunkReader>(file: &R, column: &ColumnChunkMetaData, page: &PageHeader, at: u64) -> Result<()> {
    let wrong = || damaged("a dictionary has other values than it says");
    // Apart from booleans, which have no dictionary, a value takes at least four bytes.
    if page.encoding != PLAIN || page.values.saturating_mul(4) > page.uncompressed {
        return Err(wrong());
    }
    if column.column_type() != Type::BYTE_ARRAY {
        return Ok(());
    }
    if column.compression() != Compression::UNCOMPRESSED {
        return Err(damaged("words are compressed, which ours are not"));
    }
    let bytes = file.get_bytes(at, page.compressed as usize)?;
    let mut rest = bytes.get(..page.uncompressed as usize).ok_or_else(wrong)?;
    for _ in 0..page.values {
        let (length, after) = rest.split_first_chunk::<4>().ok_or_else(wrong)?;
        rest = after.get(u32::from_le_bytes(*length) as usize..).ok_or_else(wrong)?;
    }
    Ok(())
}

/// The header of a page, in Thrift's compact protocol.
struct PageHeader {
    kind: i64,
    uncompressed: i64,
    compressed: i64,
    values: i64,
    /// How values and levels are encoded.
    encoding: i64,
    levels: i64,
    /// Bytes of the header itself.
    length: usize,
}

impl PageHeader {
    fn read(bytes: &[u8]) -> Option<PageHeader> {
        let mut rest = bytes.iter().copied();
        let mut page =
            PageHeader { kind: -1, uncompressed: -1, compressed: -1, values: -1, encoding: -1, levels: -1, length: 0 };
        let mut field = 0;
        while let Some(kind) = next_field(&mut rest, &mut field)? {
            match (field, kind) {
                (1, I32) => page.kind = zigzag(&mut rest)?,
                (2, I32) => page.uncompressed = zigzag(&mut rest)?,
                (3, I32) => page.compressed = zigzag(&mut rest)?,
                // Header of a data page or dictionary page: values, encoding and, for data pages, the encoding of the
                // levels.
                (5 | 7, STRUCT) => [page.values, page.encoding, page.levels] = three_numbers(&mut rest)?,
                (_, kind) => skip(&mut rest, kind, 0)?,
            }
        }
        page.length = bytes.len() - rest.len();
        Some(page)
    }
}

const I32: u8 = 5;
const STRUCT: u8 = 12;
/// Kinds of pages by their numbers in the format.
const DATA: i64 = 0;
const DICTIONARY: i64 = 2;
/// Encodings by their numbers in the format.
const PLAIN: i64 = 0;
const RUNS: i64 = 3;
const BY_DICTIONARY: i64 = 8;

/// Returns the kind of the next field and stores its number in `field`; the inner `None` marks the end of the struct.
fn next_field(rest: &mut (impl Iterator<Item = u8> + ?Sized), field: &mut i64) -> Option<Option<u8>> {
    let byte = rest.next()?;
    if byte == 0 {
        return Some(None);
    }
    *field = match byte >> 4 {
        0 => zigzag(rest)?,
        step => field.checked_add(step.into())?,
    };
    Some(Some(byte & 15))
}

/// The numbers in fields 1 to 3 of a struct; the rest is skipped.
fn three_numbers(rest: &mut std::iter::Copied<std::slice::Iter<'_, u8>>) -> Option<[i64; 3]> {
    let (mut field, mut numbers) = (0, [-1; 3]);
    while let Some(kind) = next_field(rest, &mut field)? {
        match (field, kind) {
            (1..=3, I32) => numbers[field as usize - 1] = zigzag(rest)?,
            (_, kind) => skip(rest, kind, 1)?,
        }
    }
    Some(numbers)
}

/// Skips a value of this kind.
fn skip(rest: &mut std::iter::Copied<std::slice::Iter<'_, u8>>, kind: u8, depth: u32) -> Option<()> {
    if depth > 4 {
        return None;
    }
    match kind {
        1 | 2 => {}
        3 => drop(rest.next()?),
        4..=6 => drop(varint(rest)?),
        7 => drop(rest.nth(7)?),
        8 => {
            let length = usize::try_from(varint(rest)?).ok()?;
            if let Some(last) = length.checked_sub(1) {
                rest.nth(last)?;
            }
        }
        STRUCT => {
            let mut field = 0;
            while let Some(kind) = next_field(rest, &mut field)? {
                skip(rest, kind, depth + 1)?;
            }
        }
        // Page headers contain no lists, sets or maps.
        _ => return None,
    }
    Some(())
}

fn varint(rest: &mut (impl Iterator<Item = u8> + ?Sized)) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let byte = rest.next()?;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

fn zigzag(rest: &mut (impl Iterator<Item = u8> + ?Sized)) -> Option<i64> {
    varint(rest).map(|number| (number >> 1) as i64 ^ -((number & 1) as i64))
}
