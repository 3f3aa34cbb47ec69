//! One stretch of rows as a Parquet file of one row group, and files read back a row group at a time.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{ColumnPath, Type, TypePtr};

use super::{Cells, Column, Heading, Kind, Table};

/// Writes the columns that `headings` announce as a Parquet file of one row group.
///
/// Columns are taken one at a time, so that a caller can build each when it is asked for.
///
/// # Errors
/// If `file` cannot be written, or the columns are not those announced.
pub fn encode<W: Write + Send>(file: W, headings: &[Heading], columns: impl IntoIterator<Item = Column>) -> Result<W> {
    let mut writer = SerializedFileWriter::new(file, schema(headings)?, properties(headings, false))?;
    let mut rows = writer.next_row_group()?;
    for column in columns {
        let mut open = rows.next_column()?.ok_or_else(|| mismatch(&column.heading.name))?;
        write_column(&mut open, column)?;
        open.close()?;
    }
    rows.close()?;
    writer.into_inner()
}

/// The schema of a table with these columns.
pub(super) fn schema(headings: &[Heading]) -> Result<TypePtr> {
    let mut fields = Vec::with_capacity(headings.len());
    for heading in headings {
        let physical = match heading.kind {
            Kind::Whole => Physical::INT32,
            Kind::Long => Physical::INT64,
            Kind::Number => Physical::DOUBLE,
            Kind::Single => Physical::FLOAT,
            Kind::Truth => Physical::BOOLEAN,
            Kind::Word => Physical::BYTE_ARRAY,
        };
        let repetition = if heading.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        let logical = (heading.kind == Kind::Word).then_some(LogicalType::String);
        let field = Type::primitive_type_builder(&heading.name, physical);
        fields.push(Arc::new(field.with_repetition(repetition).with_logical_type(logical).build()?));
    }
    Ok(Arc::new(Type::group_type_builder("darkside").with_fields(fields).build()?))
}

/// How tables are written. `documented` adds unit and meaning of each column to the file.
pub(super) fn properties(headings: &[Heading], documented: bool) -> WriterPropertiesPtr {
    let mut properties = WriterProperties::builder()
        .set_created_by("darkside".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false);
    for heading in headings.iter().filter(|heading| matches!(heading.kind, Kind::Word | Kind::Whole | Kind::Long)) {
        properties = properties.set_column_dictionary_enabled(ColumnPath::from(heading.name.as_str()), true);
    }
    if documented {
        let notes = headings.iter().flat_map(|heading| {
            let note = |what: &str, text: &str| KeyValue::new(format!("{}.{what}", heading.name), text.to_owned());
            [note("unit", heading.unit.words()), note("meaning", &heading.meaning)]
        });
        properties = properties.set_key_value_metadata(Some(notes.collect()));
    }
    Arc::new(properties.build())
}

fn mismatch(name: &str) -> ParquetError {
    ParquetError::General(format!("column {name} is not as announced"))
}

fn write_column(open: &mut SerializedColumnWriter<'_>, column: Column) -> Result<()> {
    let Column { heading, cells, present } = column;
    let optional = heading.optional;
    // Numbers tell by NaN what is undefined; the other kinds carry a list.
    let levels = |undefined: &dyn Fn(usize) -> bool, rows: usize| -> Option<Vec<i16>> {
        optional.then(|| (0..rows).map(|row| i16::from(!undefined(row))).collect())
    };
    let absent = |row: usize| present.as_ref().is_some_and(|present| !present[row]);
    match (open.untyped(), cells) {
        (ColumnWriter::Int32ColumnWriter(writer), Cells::Whole(rows)) => {
            let levels = levels(&absent, rows.len());
            writer.write_batch(&defined(rows.iter().map(|&v| v as i32), &levels), levels.as_deref(), None)
        }
        (ColumnWriter::Int64ColumnWriter(writer), Cells::Long(rows)) => {
            let levels = levels(&absent, rows.len());
            writer.write_batch(&defined(rows.iter().map(|&v| v as i64), &levels), levels.as_deref(), None)
        }
        (ColumnWriter::DoubleColumnWriter(writer), Cells::Number(rows)) => {
            let levels = levels(&|row| rows[row].is_nan(), rows.len());
            writer.write_batch(&defined(rows.iter().copied(), &levels), levels.as_deref(), None)
        }
        (ColumnWriter::FloatColumnWriter(writer), Cells::Single(rows)) => {
            let levels = levels(&|row| rows[row].is_nan(), rows.len());
            writer.write_batch(&defined(rows.iter().copied(), &levels), levels.as_deref(), None)
        }
        (ColumnWriter::BoolColumnWriter(writer), Cells::Truth(rows)) => {
            let levels = levels(&absent, rows.len());
            writer.write_batch(&defined(rows.iter().copied(), &levels), levels.as_deref(), None)
        }
        (ColumnWriter::ByteArrayColumnWriter(writer), Cells::Word { words, rows }) => {
            let words: Vec<ByteArray> = words.iter().map(|word| ByteArray::from(word.as_str())).collect();
            let levels = levels(&absent, rows.len());
            // An absent word's position means nothing, and there may be no words at all.
            let word = |&position: &u32| words.get(position as usize).cloned().unwrap_or_default();
            writer.write_batch(&defined(rows.iter().map(word), &levels), levels.as_deref(), None)
        }
        _ => return Err(mismatch(&heading.name)),
    }?;
    Ok(())
}

/// The values of the rows that have one.
fn defined<T>(rows: impl Iterator<Item = T>, levels: &Option<Vec<i16>>) -> Vec<T> {
    match levels {
        Some(levels) => rows.zip(levels).filter(|&(_, &level)| level == 1).map(|(value, _)| value).collect(),
        None => rows.collect(),
    }
}

/// A Parquet file, read a row group at a time.
pub struct ParquetStretches<R: ChunkReader + 'static> {
    file: SerializedFileReader<R>,
    headings: Vec<Heading>,
    next: usize,
}

impl<R: ChunkReader + 'static> ParquetStretches<R> {
    /// Opens a file for those of its columns that `headings` name.
    ///
    /// # Errors
    /// If it is no Parquet file, or lacks a column, or holds one of another kind.
    pub fn open(file: R, headings: Vec<Heading>) -> Result<Self> {
        Ok(Self { file: SerializedFileReader::new(file)?, headings, next: 0 })
    }

    fn stretch(&self, number: usize) -> Result<Table> {
        let group = self.file.get_row_group(number)?;
        let schema = self.file.metadata().file_metadata().schema_descr();
        let mut columns = Vec::with_capacity(self.headings.len());
        for heading in &self.headings {
            let position = (0..schema.num_columns()).find(|&c| schema.column(c).name() == heading.name);
            let position =
                position.ok_or_else(|| ParquetError::General(format!("column {} is missing", heading.name)))?;
            let optional = schema.column(position).max_def_level() > 0;
            columns.push(read_column(group.as_ref(), position, heading, optional)?);
        }
        Ok(Table { columns })
    }
}

impl<R: ChunkReader + 'static> Iterator for ParquetStretches<R> {
    type Item = Result<Table>;

    fn next(&mut self) -> Option<Result<Table>> {
        if self.next >= self.file.metadata().num_row_groups() {
            return None;
        }
        self.next += 1;
        Some(self.stretch(self.next - 1))
    }
}

fn read_column(group: &dyn RowGroupReader, position: usize, heading: &Heading, optional: bool) -> Result<Column> {
    let rows = usize::try_from(group.metadata().num_rows()).map_err(|_| mismatch(&heading.name))?;
    let (cells, present) = match (group.get_column_reader(position)?, heading.kind) {
        (ColumnReader::Int32ColumnReader(reader), Kind::Whole) => {
            let (values, present) = read_values(reader, rows, optional, 0)?;
            (Cells::Whole(values.into_iter().map(|value| value as u32).collect()), present)
        }
        (ColumnReader::Int64ColumnReader(reader), Kind::Long) => {
            let (values, present) = read_values(reader, rows, optional, 0)?;
            (Cells::Long(values.into_iter().map(|value| value as u64).collect()), present)
        }
        (ColumnReader::DoubleColumnReader(reader), Kind::Number) => {
            (Cells::Number(read_values(reader, rows, optional, f64::NAN)?.0), None)
        }
        (ColumnReader::FloatColumnReader(reader), Kind::Single) => {
            (Cells::Single(read_values(reader, rows, optional, f32::NAN)?.0), None)
        }
        (ColumnReader::BoolColumnReader(reader), Kind::Truth) => {
            let (values, present) = read_values(reader, rows, optional, false)?;
            (Cells::Truth(values), present)
        }
        (ColumnReader::ByteArrayColumnReader(reader), Kind::Word) => {
            let (values, present) = read_values(reader, rows, optional, ByteArray::from(""))?;
            (words(&values)?, present)
        }
        _ => return Err(mismatch(&heading.name)),
    };
    Ok(Column { heading: heading.clone(), cells, present })
}

/// All values of a column chunk, `blank` where there is none, and for each row whether there is one.
fn read_values<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    rows: usize,
    optional: bool,
    blank: T::T,
) -> Result<(Vec<T::T>, Option<Vec<bool>>)> {
    let (mut values, mut levels) = (Vec::with_capacity(rows), Vec::new());
    let (read, _, _) = reader.read_records(rows, optional.then_some(&mut levels), None, &mut values)?;
    if read != rows {
        return Err(ParquetError::EOF(format!("{read} rows where {rows} are announced")));
    }
    if !optional || values.len() == rows {
        return Ok((values, None));
    }
    let mut defined = values.into_iter();
    let spread = levels.iter().map(|&level| if level == 1 { defined.next() } else { None });
    let spread = spread.map(|value| value.unwrap_or_else(|| blank.clone())).collect();
    Ok((spread, Some(levels.iter().map(|&level| level == 1).collect())))
}

/// The distinct words of a column in the order of their first row, and each row's position among them.
fn words(values: &[ByteArray]) -> Result<Cells> {
    let mut words: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(values.len());
    let mut positions = std::collections::HashMap::new();
    for value in values {
        let next = words.len() as u32;
        let position = *positions.entry(value.data()).or_insert(next);
        if position == next {
            words.push(value.as_utf8()?.to_owned());
        }
        rows.push(position);
    }
    Ok(Cells::Word { words, rows })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Unit;
    use crate::table::{ParquetJoiner, Stretch};

    fn table() -> Table {
        let heading = |name: &str, kind| Heading::new(name, kind, Unit::Value, "a test");
        let word = Cells::Word { words: vec!["a".into(), "b".into()], rows: vec![0, 1, 0] };
        let rare = Cells::Word { words: vec![String::new(), "b".into()], rows: vec![0, 1, 1] };
        let source = heading("source", Kind::Whole).optional();
        let dark = heading("dark", Kind::Truth).optional();
        Table {
            columns: vec![
                Column::new(heading("seed", Kind::Long), Cells::Long(vec![1, 2, 3])),
                Column::new(heading("value", Kind::Number), Cells::Number(vec![0.1, f64::INFINITY, -0.0])),
                Column::new(heading("tiny", Kind::Single), Cells::Single(vec![0.1, 2.0, 3.0])),
                Column { heading: source, cells: Cells::Whole(vec![0, 7, 9]), present: Some(vec![false, true, true]) },
                Column {
                    heading: dark,
                    cells: Cells::Truth(vec![false, true, false]),
                    present: Some(vec![false, true, true]),
                },
                Column::new(heading("name", Kind::Word), word),
                Column {
                    heading: heading("rare", Kind::Word).optional(),
                    cells: rare,
                    present: Some(vec![false, true, true]),
                },
            ],
        }
    }

    fn file_of(bytes: &[u8]) -> std::fs::File {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn encoded(table: Table) -> Vec<u8> {
        encode(Vec::new(), &table.headings(), table.columns).unwrap()
    }

    #[test]
    fn what_was_written_reads_back_equal() {
        let mut stretches = ParquetStretches::open(file_of(&encoded(table())), table().headings()).unwrap();
        assert_eq!(stretches.next().unwrap().unwrap(), table());
        assert!(stretches.next().is_none());
    }

    #[test]
    fn undefined_numbers_are_nulls_and_come_back_undefined() {
        let heading = Heading::new("value", Kind::Number, Unit::Value, "a test");
        let columns = vec![Column::new(heading, Cells::Number(vec![f64::NAN, 2.0, f64::NAN]))];
        let bytes = encoded(Table { columns });
        let file = SerializedFileReader::new(file_of(&bytes)).unwrap();
        let statistics = file.metadata().row_group(0).column(0).statistics().unwrap().null_count_opt();
        assert_eq!(statistics, Some(2));
        let headings = vec![Heading::new("value", Kind::Number, Unit::Value, "a test")];
        let back = ParquetStretches::open(file_of(&bytes), headings).unwrap().next().unwrap().unwrap();
        let values = back.number("value").unwrap();
        assert!(values[0].is_nan() && values[1] == 2.0 && values[2].is_nan());
    }

    #[test]
    fn stretches_joined_are_the_stretches_one_after_the_other() {
        let bytes = encoded(table());
        let inside = [b"before".as_slice(), &bytes, b"after"].concat();
        let mut joiner = ParquetJoiner::new(Vec::new(), &table().headings()).unwrap();
        for _ in 0..2 {
            joiner.append(&Stretch::new(file_of(&inside), 6, bytes.len() as u64)).unwrap();
        }
        let joined = joiner.finish().unwrap();
        let back: Vec<Table> =
            ParquetStretches::open(file_of(&joined), table().headings()).unwrap().map(Result::unwrap).collect();
        assert_eq!(back, [table(), table()]);
    }

    #[test]
    fn unit_and_meaning_stay_with_the_joined_file() {
        let joined = ParquetJoiner::new(Vec::new(), &table().headings()).unwrap().finish().unwrap();
        let file = SerializedFileReader::new(file_of(&joined)).unwrap();
        let notes = file.metadata().file_metadata().key_value_metadata().unwrap();
        assert!(notes.iter().any(|note| note.key == "value.unit" && note.value.as_deref() == Some("value per week")));
    }

    #[test]
    fn a_file_without_a_column_says_which() {
        let headings = vec![Heading::new("absent", Kind::Whole, Unit::Count, "a test")];
        let read = ParquetStretches::open(file_of(&encoded(table())), headings).unwrap().next().unwrap();
        assert!(read.unwrap_err().to_string().contains("column absent is missing"));
    }
}
