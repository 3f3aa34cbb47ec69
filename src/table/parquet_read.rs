//! Reads Parquet files one row group at a time.

use std::sync::Arc;

use darkside_engine::parameter::Unit;
use darkside_error::Error;
use parquet::basic::Type as Physical;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, ByteArrayType, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::reader::ChunkReader;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescriptor;

use super::parquet::mismatch;
use super::parquet_sound;
use super::{Cells, Column, Heading, Kind, Table, WordList};

/// Words decoded at a time.
const WORDS: usize = 4096;
/// With more distinct words than this, comparing addresses one by one would be slower than hashing.
const MOST_SLICES: usize = 32;

/// A Parquet file that is read one row group at a time.
pub struct ParquetStretches<R: ChunkReader + 'static> {
    file: Arc<R>,
    metadata: ParquetMetaData,
    headings: Vec<Heading>,
    next: usize,
}

impl<R: ChunkReader + 'static> ParquetStretches<R> {
    /// Opens a file to read the columns that `headings` name.
    ///
    /// # Errors
    /// If it is not a Parquet file or is damaged. The iterator's items are errors if a column is missing or of
    /// another kind.
    pub fn open(file: R, headings: Vec<Heading>) -> Result<Self> {
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&file)?;
        parquet_sound::check_footer(&metadata, file.len())?;
        Ok(Self { file: Arc::new(file), metadata, headings, next: 0 })
    }

    /// Opens a file to read all of its columns, with the kinds that the file declares.
    ///
    /// # Errors
    /// As [`Self::open`]; or if a column is of a kind that this program does not write.
    pub fn open_all(file: R) -> Result<Self> {
        let mut opened = Self::open(file, Vec::new())?;
        let columns = opened.metadata.file_metadata().schema_descr().columns();
        opened.headings = columns.iter().map(|column| heading(column)).collect::<Result<_>>()?;
        Ok(opened)
    }

    fn stretch(&self, number: usize) -> Result<Table> {
        let group = self.metadata.row_group(number);
        let rows = usize::try_from(group.num_rows())?;
        let mut columns = Vec::with_capacity(self.headings.len());
        for heading in &self.headings {
            let chunk = group.columns().iter().find(|chunk| chunk.column_descr().name() == heading.name);
            let chunk = chunk.ok_or_else(|| ParquetError::General(format!("column {} is missing", heading.name)))?;
            parquet_sound::check_pages(self.file.as_ref(), chunk)?;
            let pages = SerializedPageReader::new(Arc::clone(&self.file), chunk, rows, None)?;
            let optional = chunk.column_descr().max_def_level() > 0;
            let reader = get_column_reader(chunk.column_descr_ptr(), Box::new(pages));
            columns.push(read_column(reader, rows, heading, optional)?);
        }
        Ok(Table { columns })
    }
}

impl<R: ChunkReader + 'static> Iterator for ParquetStretches<R> {
    type Item = Result<Table>;

    fn next(&mut self) -> Option<Result<Table>> {
        if self.next >= self.metadata.num_row_groups() {
            return None;
        }
        self.next += 1;
        Some(self.stretch(self.next - 1))
    }
}

/// Reads all columns of a Parquet file that this program wrote. Headings have the names and kinds of the columns; units
/// and meanings are left to the caller.
///
/// # Errors
/// If it cannot be read, or holds a column of a kind that this program does not write.
pub fn read_parquet(path: &std::path::Path) -> darkside_error::Result<Table> {
    let wrong = |cause: ParquetError| Error::input(format!("{}: {cause}", path.display()));
    let file = std::fs::File::open(path).map_err(|cause| Error::file(path, "read", &cause))?;
    let stretches = ParquetStretches::open_all(file).map_err(wrong)?;
    let mut whole = Table::empty(&stretches.headings);
    for stretch in stretches {
        whole.append(stretch.map_err(wrong)?)?;
    }
    Ok(whole)
}

fn heading(column: &ColumnDescriptor) -> Result<Heading> {
    let kind = match column.physical_type() {
        Physical::INT32 => Kind::Whole,
        Physical::INT64 => Kind::Long,
        Physical::DOUBLE => Kind::Number,
        Physical::FLOAT => Kind::Single,
        Physical::BOOLEAN => Kind::Truth,
        Physical::BYTE_ARRAY => Kind::Word,
        _ => return Err(mismatch(column.name())),
    };
    let heading = Heading::new(column.name(), kind, Unit::None, "");
    Ok(Heading { optional: column.max_def_level() > 0, ..heading })
}

fn read_column(reader: ColumnReader, rows: usize, heading: &Heading, optional: bool) -> Result<Column> {
    let (cells, present) = match (reader, heading.kind) {
        (ColumnReader::Int32ColumnReader(mut reader), Kind::Whole) => {
            let (values, present) = read_values(&mut reader, rows, optional, 0)?;
            (Cells::Whole(values.into_iter().map(|value| value as u32).collect()), present)
        }
        (ColumnReader::Int64ColumnReader(mut reader), Kind::Long) => {
            let (values, present) = read_values(&mut reader, rows, optional, 0)?;
            (Cells::Long(values.into_iter().map(|value| value as u64).collect()), present)
        }
        (ColumnReader::DoubleColumnReader(mut reader), Kind::Number) => {
            (Cells::Number(read_values(&mut reader, rows, optional, f64::NAN)?.0), None)
        }
        (ColumnReader::FloatColumnReader(mut reader), Kind::Single) => {
            (Cells::Single(read_values(&mut reader, rows, optional, f32::NAN)?.0), None)
        }
        (ColumnReader::BoolColumnReader(mut reader), Kind::Truth) => {
            let (values, present) = read_values(&mut reader, rows, optional, false)?;
            (Cells::Truth(values), present)
        }
        (ColumnReader::ByteArrayColumnReader(reader), Kind::Word) => read_words(reader, rows, optional)?,
        _ => return Err(mismatch(&heading.name)),
    };
    Ok(Column { heading: heading.clone(), cells, present })
}

/// Values of a column chunk, and for each row whether there is one; `None` if none is missing.
type Values<T> = (Vec<T>, Option<Vec<bool>>);

/// Reads the next values of a column chunk, with `blank` where there is none, and for each row whether there is one.
fn read_values<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    optional: bool,
    blank: T::T,
) -> Result<Values<T::T>> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::new());
    let (read, _, _) = reader.read_records(rows, optional.then_some(&mut levels), None, &mut values)?;
    let found = if optional { levels.len() } else { values.len() };
    if read != rows || found != rows {
        return Err(ParquetError::EOF(format!("{read} rows where {rows} are announced")));
    }
    if values.len() == rows {
        return Ok((values, None));
    }
    let mut defined = values.into_iter();
    let spread = levels.iter().map(|&level| if level == 1 { defined.next() } else { None });
    let spread = spread.map(|value| value.unwrap_or_else(|| blank.clone())).collect();
    Ok((spread, Some(levels.iter().map(|&level| level == 1).collect())))
}

/// The distinct words of a column in the order of first occurrence, and the position of each row's word among them.
#[derive(Default)]
struct ReadWords {
    words: WordList,
    rows: Vec<u32>,
    /// Some of the words as slices of their dictionary page, in which equal addresses mean equal words.
    slices: Vec<(ByteArray, u32)>,
}

impl ReadWords {
    fn add(&mut self, value: &ByteArray) -> Result<()> {
        let same = |(known, _): &&(ByteArray, u32)| std::ptr::eq(known.data(), value.data());
        let position = match self.slices.iter().find(same) {
            Some(&(_, position)) => position,
            None => self.look_up(value)?,
        };
        self.rows.push(position);
        Ok(())
    }

    fn look_up(&mut self, value: &ByteArray) -> Result<u32> {
        let word = value.as_utf8()?;
        let position = self.words.position(word);
        if self.slices.len() < MOST_SLICES && !word.is_empty() {
            self.slices.push((value.clone(), position));
        }
        Ok(position)
    }
}

/// Reads the words of a column chunk a few thousand at a time, so that they stay in the cache.
fn read_words(
    mut reader: ColumnReaderImpl<ByteArrayType>,
    rows: usize,
    optional: bool,
) -> Result<(Cells, Option<Vec<bool>>)> {
    let mut words = ReadWords { rows: Vec::with_capacity(rows), ..ReadWords::default() };
    let (mut present, mut some_absent) = (Vec::new(), false);
    while words.rows.len() < rows {
        let (values, here) =
            read_values(&mut reader, WORDS.min(rows - words.rows.len()), optional, ByteArray::from(""))?;
        values.iter().try_for_each(|value| words.add(value))?;
        some_absent |= here.is_some();
        if optional {
            present.extend(here.unwrap_or_else(|| vec![true; values.len()]));
        }
    }
    Ok((Cells::Word { words: words.words.list, rows: words.rows }, some_absent.then_some(present)))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::table::encode;

    #[test]
    fn more_words_and_rows_than_are_compared_or_read_at_once_come_back() {
        let word = |row: usize| format!("word {}", row * 7 % (2 * MOST_SLICES));
        let words = (0..2 * MOST_SLICES).map(|n| format!("word {n}")).collect();
        let rows = 3 * WORDS + 5;
        let positions = (0..rows).map(|row| (row * 7 % (2 * MOST_SLICES)) as u32).collect();
        let present = Some((0..rows).map(|row| row % 3 > 0).collect());
        let heading = Heading::new("name", Kind::Word, Unit::None, "a test").optional();
        let column = Column { heading: heading.clone(), cells: Cells::Word { words, rows: positions }, present };
        let bytes = encode(Vec::new(), std::slice::from_ref(&heading), [column]).unwrap();
        let table = ParquetStretches::open(Bytes::from(bytes), vec![heading]).unwrap().next().unwrap().unwrap();
        let (words, positions) = table.word("name").unwrap();
        assert_eq!(positions.len(), rows);
        for (row, &position) in positions.iter().enumerate() {
            assert_eq!(table.columns[0].has(row), row % 3 > 0);
            assert!(row % 3 == 0 || words[position as usize] == word(row), "row {row}");
        }
    }
}
