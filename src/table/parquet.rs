//! Encodes one stretch of rows as a Parquet file with a single row group.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::{ColumnWriter, ColumnWriterImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesPtr};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{SchemaDescriptor, Type, TypePtr};

use super::dictionary::Coded;
use super::{Cells, Column, Heading, Kind};

/// Writes columns with these `headings` as a Parquet file with a single row group.
///
/// Columns are taken one at a time, so that the caller can build each on demand. Units and meanings are stored in the
/// file.
///
/// # Errors
/// If `file` cannot be written, or the columns do not match the headings.
pub fn encode<W: Write + Send>(file: W, headings: &[Heading], columns: impl IntoIterator<Item = Column>) -> Result<W> {
    let mut writer = SerializedFileWriter::new(file, schema(headings)?, properties(headings))?;
    let description = SchemaDescriptor::new(schema(headings)?);
    let mut rows = writer.next_row_group()?;
    for (position, column) in columns.into_iter().enumerate() {
        if let Some(coded) = Coded::of(&column) {
            let descriptor = description.columns().get(position).cloned();
            let (bytes, closed) = coded.chunk(descriptor.ok_or_else(|| mismatch(&column.heading.name))?)?;
            rows.append_column(&bytes, closed)?;
            continue;
        }
        let mut open = rows.next_column()?.ok_or_else(|| mismatch(&column.heading.name))?;
        write_column(&mut open, &column)?;
        open.close()?;
    }
    rows.close()?;
    writer.into_inner()
}

/// The Parquet schema of a table with these columns.
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

/// The settings for writing, and each column's unit and meaning.
pub(super) fn properties(headings: &[Heading]) -> WriterPropertiesPtr {
    let notes = headings.iter().flat_map(|heading| {
        let note = |what: &str, text: &str| KeyValue::new(format!("{}.{what}", heading.name), text.to_owned());
        [note("unit", heading.unit.words()), note("meaning", &heading.meaning)]
    });
    let properties = WriterProperties::builder()
        .set_created_by("darkside".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_offset_index_disabled(true)
        .set_dictionary_enabled(false)
        .set_key_value_metadata(Some(notes.collect()));
    Arc::new(properties.build())
}

pub(super) fn mismatch(name: &str) -> ParquetError {
    ParquetError::General(format!("column {name} is not as announced"))
}

fn write_column(open: &mut SerializedColumnWriter<'_>, column: &Column) -> Result<()> {
    let levels = column.heading.optional.then(|| (0..column.len()).map(|row| i16::from(column.has(row))).collect());
    match (open.untyped(), &column.cells) {
        (ColumnWriter::Int32ColumnWriter(writer), Cells::Whole(rows)) => {
            put(writer, rows.iter().map(|&value| value as i32), levels)
        }
        (ColumnWriter::Int64ColumnWriter(writer), Cells::Long(rows)) => {
            put(writer, rows.iter().map(|&value| value as i64), levels)
        }
        (ColumnWriter::DoubleColumnWriter(writer), Cells::Number(rows)) => put(writer, rows.iter().copied(), levels),
        (ColumnWriter::FloatColumnWriter(writer), Cells::Single(rows)) => put(writer, rows.iter().copied(), levels),
        (ColumnWriter::BoolColumnWriter(writer), Cells::Truth(rows)) => put(writer, rows.iter().copied(), levels),
        (ColumnWriter::ByteArrayColumnWriter(writer), Cells::Word { words, rows }) => {
            let words: Vec<ByteArray> = words.iter().map(|word| ByteArray::from(word.as_str())).collect();
            // The position of an absent word is meaningless, and there may be no words at all.
            put(writer, rows.iter().map(|&position| words.get(position as usize).cloned().unwrap_or_default()), levels)
        }
        _ => Err(mismatch(&column.heading.name)),
    }
}

/// Writes the values of the rows that have one: those with level 1, or all if there are no levels.
fn put<T: DataType>(
    writer: &mut ColumnWriterImpl<'_, T>,
    rows: impl Iterator<Item = T::T>,
    levels: Option<Vec<i16>>,
) -> Result<()> {
    let values: Vec<T::T> = match &levels {
        Some(levels) => rows.zip(levels).filter(|&(_, &level)| level == 1).map(|(value, _)| value).collect(),
        None => rows.collect(),
    };
    writer.write_batch(&values, levels.as_deref(), None).map(drop)
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;
    use crate::table::{ParquetJoiner, ParquetStretches, Stretch, Table};
    use darkside_engine::parameter::Unit;

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
    fn numbers_have_bounds_by_which_readers_skip_and_files_say_what_columns_mean() {
        let present = Some(vec![true, false, true]);
        let weeks = Column::new(
            Heading::new("week", Kind::Whole, Unit::Weeks, "a test").optional(),
            Cells::Whole(vec![7, 1, 3]),
        );
        let columns = vec![
            Column { present, ..weeks },
            Column::long("seed", "a test", [5, 5, 9]),
            Column::numbers("value", Unit::Value, "a test", [0.5, f64::NAN, -2.0]),
        ];
        let file = SerializedFileReader::new(file_of(&encoded(Table { columns }))).unwrap();
        let group = file.metadata().row_group(0);
        let bounds = |column: usize| {
            let statistics = group.column(column).statistics().unwrap();
            (statistics.min_bytes_opt().unwrap().to_vec(), statistics.max_bytes_opt().unwrap().to_vec())
        };
        assert_eq!(bounds(0), (3_i32.to_le_bytes().to_vec(), 7_i32.to_le_bytes().to_vec()));
        assert_eq!(group.column(0).statistics().unwrap().null_count_opt(), Some(1));
        assert_eq!(bounds(1), (5_i64.to_le_bytes().to_vec(), 9_i64.to_le_bytes().to_vec()));
        assert_eq!(bounds(2), ((-2.0_f64).to_le_bytes().to_vec(), 0.5_f64.to_le_bytes().to_vec()));
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
