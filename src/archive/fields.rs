//! Describes a table by the fields of its rows, each of which is one column or several.

use std::rc::Rc;

use super::columns::{ColumnOf, Value};
use darkside_engine::parameter::Unit;

/// Describes a table by all fields of its rows, in the order of the columns:
///
/// ```ignore
/// schema!(Total { metric: text("metric", "figure of a whole run"), figure: over_seeds() })
/// ```
///
/// Each function takes the [`Field`] as a further argument, before those given, and returns its columns.
macro_rules! schema {
    ($Row:ident { $($fields:tt)+ }) => {{
        let (columns, blank) = $crate::archive::fields::fields!($crate::archive::fields::Row, $Row { $($fields)+ });
        $crate::archive::columns::Schema { columns, blank }
    }};
}
pub(super) use schema;

/// The same for a field that has fields of its own.
macro_rules! fields {
    ($whole:expr, $Whole:ident { $($field:ident: $describe:ident($($given:expr),* $(,)?)),+ $(,)? }) => {{
        let (whole, mut columns) = ($whole, Vec::new());
        let blank = $Whole {
            $($field: {
                let field = whole.field(|whole: &$Whole| &whole.$field, |whole: &mut $Whole| &mut whole.$field);
                let (more, blank) = $describe(field, $($given),*);
                columns.extend(more);
                blank
            },)+
        };
        (columns, blank)
    }};
}
pub(super) use fields;

/// Where rows of type `T` keep a value of type `V`.
pub(super) struct Field<T, V> {
    pub(super) get: Rc<dyn Fn(&T) -> &V>,
    pub(super) get_mut: Rc<dyn Fn(&mut T) -> &mut V>,
}

/// The columns of a field, and its value before they are read.
pub(super) type Described<T, V> = (Vec<ColumnOf<T>>, V);

/// A row as a whole.
pub(super) struct Row;

impl Row {
    /// A field of the row.
    pub(super) fn field<T, V>(
        &self,
        get: impl Fn(&T) -> &V + 'static,
        get_mut: impl Fn(&mut T) -> &mut V + 'static,
    ) -> Field<T, V> {
        Field { get: Rc::new(get), get_mut: Rc::new(get_mut) }
    }
}

impl<T: 'static, V: 'static> Field<T, V> {
    /// A field of this field.
    pub(super) fn field<W>(
        &self,
        get: impl Fn(&V) -> &W + 'static,
        get_mut: impl Fn(&mut V) -> &mut W + 'static,
    ) -> Field<T, W> {
        let (whole, whole_mut) = (Rc::clone(&self.get), Rc::clone(&self.get_mut));
        Row.field(move |row| get(whole(row)), move |row| get_mut(whole_mut(row)))
    }
}

/// A column of whole numbers, numbers or truth values.
pub(super) fn column<T: 'static, V: Value>(
    Field { get, get_mut }: Field<T, V>,
    name: &str,
    unit: Unit,
    meaning: &str,
) -> Described<T, V> {
    let column = ColumnOf::plain(name, unit, meaning, move |row| *get(row), move |row, to| *get_mut(row) = to);
    (vec![column], V::default())
}

/// A column of arbitrary text.
pub(super) fn text<T: 'static>(
    Field { get, get_mut }: Field<T, String>,
    name: &str,
    meaning: &str,
) -> Described<T, String> {
    let set = move |row: &mut T, word: &str| {
        word.clone_into(get_mut(row));
        Some(())
    };
    (vec![ColumnOf::parsed(name, meaning, move |row| get(row).as_str().into(), set)], String::new())
}

/// A column of a fixed set of values, each with its word.
pub(super) fn one_of<T: 'static, V: Copy + PartialEq + 'static, const N: usize>(
    Field { get, get_mut }: Field<T, V>,
    name: &str,
    meaning: &str,
    all: [V; N],
    word: impl Fn(V) -> &'static str,
) -> Described<T, V> {
    let words = all.map(|value| word(value).to_owned()).to_vec();
    let position = move |row: &T| all.iter().position(|one| one == get(row)).unwrap_or(0);
    (vec![ColumnOf::word(name, meaning, words, position, move |row, at| *get_mut(row) = all[at])], all[0])
}

/// No column: those of another field say it all.
pub(super) fn no_column<T, V>(_: Field<T, V>, blank: V) -> Described<T, V> {
    (Vec::new(), blank)
}
