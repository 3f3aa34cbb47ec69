//! Whether a Parquet file can be what this crate writes, seen before anything of it is decoded.
//!
//! The `parquet` crate takes a file's word for sizes and offsets: what is negative makes it panic, and what is huge is
//! allocated. So every number that it would believe is compared with the file first: chunks lie inside it, pages inside
//! their chunks, and neither rows nor bytes are more than so many bytes can hold.

use parquet::basic::Compression;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::ChunkReader;

/// A page header, of which ours have some thirty bytes, is not longer.
const LONGEST_HEADER: usize = 4096;
/// Rows of which a row group may have more than its bytes explain, and rows that a byte explains: equal rows next to
/// each other take little room, but some column tells most rows apart.
const FEW_ROWS: i64 = 100_000;
const ROWS_PER_BYTE: i64 = 64;
/// Snappy makes of a byte no more than this.
const SNAPPY: i64 = 64;

fn damaged(what: &str) -> ParquetError {
    ParquetError::General(format!("it is damaged: {what}"))
}

/// Checks what the footer says of rows and of where columns lie, in a file of so many bytes.
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

/// Where the first page of a column lies.
fn start(column: &ColumnChunkMetaData) -> i64 {
    column.dictionary_page_offset().unwrap_or_else(|| column.data_page_offset())
}

/// Checks the pages of a column whose place in the file is sound.
pub(super) fn check_pages<R: ChunkReader>(file: &R, column: &ColumnChunkMetaData) -> Result<()> {
    let mut at = start(column) as u64;
    let end = at + column.compressed_size() as u64;
    let mut values = 0;
    while at < end {
        let peek = usize::try_from(end - at).map_or(LONGEST_HEADER, |left| left.min(LONGEST_HEADER));
        let bytes = file.get_bytes(at, peek)?;
        let page = Page::read(&bytes).ok_or_else(|| damaged("a page has no header"))?;
        at += page.header as u64;
        let inside = u64::try_from(page.compressed).is_ok_and(|size| size <= end - at);
        let grows = if column.compression() == Compression::SNAPPY { SNAPPY } else { 1 };
        if !inside || page.uncompressed < 0 || page.uncompressed > page.compressed * grows {
            return Err(damaged("a page has a size that cannot be"));
        }
        if grows > 1 && page.compressed > 0 {
            let first = file.get_bytes(at, usize::try_from(page.compressed).map_or(10, |size| size.min(10)))?;
            if varint(&mut first.iter().copied()) != u64::try_from(page.uncompressed).ok() {
                return Err(damaged("a page grows to another size than it says"));
            }
        }
        match page.kind {
            Kind::Data => values += page.values,
            // The smallest value but a bit takes four bytes.
            Kind::Dictionary if page.values.saturating_mul(4) <= page.uncompressed => {}
            _ => return Err(damaged("a page is of another kind than ours")),
        }
        if page.values < 0 {
            return Err(damaged("a page has less than no values"));
        }
        at += page.compressed as u64;
    }
    if values != column.num_values() {
        return Err(damaged("its pages have other rows than it says"));
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Data,
    Dictionary,
    Other,
}

/// What the header of a page says, in Thrift's compact protocol.
struct Page {
    kind: Kind,
    uncompressed: i64,
    compressed: i64,
    values: i64,
    /// Bytes of the header itself.
    header: usize,
}

impl Page {
    fn read(bytes: &[u8]) -> Option<Page> {
        let mut rest = bytes.iter().copied();
        let mut page = Page { kind: Kind::Other, uncompressed: -1, compressed: -1, values: -1, header: 0 };
        let mut field = 0;
        while let Some(kind) = next_field(&mut rest, &mut field)? {
            match (field, kind) {
                (1, I32) => {
                    page.kind = match zigzag(&mut rest)? {
                        0 => Kind::Data,
                        2 => Kind::Dictionary,
                        _ => Kind::Other,
                    }
                }
                (2, I32) => page.uncompressed = zigzag(&mut rest)?,
                (3, I32) => page.compressed = zigzag(&mut rest)?,
                // The header of a data page, or of a dictionary's, begins with the number of values.
                (5 | 7, STRUCT) => page.values = first_number(&mut rest)?,
                (_, kind) => skip(&mut rest, kind, 0)?,
            }
        }
        page.header = bytes.len() - rest.len();
        Some(page)
    }
}

const I32: u8 = 5;
const STRUCT: u8 = 12;

/// The kind of the next field, whose number goes to `field`; `None` inside at the end of the struct.
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

/// The number in field 1 of a struct, the rest of which is skipped.
fn first_number(rest: &mut std::iter::Copied<std::slice::Iter<'_, u8>>) -> Option<i64> {
    let (mut field, mut number) = (0, -1);
    while let Some(kind) = next_field(rest, &mut field)? {
        match (field, kind) {
            (1, I32) => number = zigzag(rest)?,
            (_, kind) => skip(rest, kind, 1)?,
        }
    }
    Some(number)
}

/// Leaves out a value of this kind.
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
        // Lists, sets and maps stand in no page header.
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
