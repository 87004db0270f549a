//! A table: records of one kind by id, in the order of their ids.
//!
//! All tables share one map's machine code, because the map holds records whose type it does not know;
//! a map for each kind of record would cost the start-up program some kilobytes apiece.

use std::any::Any;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::rc::Rc;

use crate::domain::record::Record;

type Rows = BTreeMap<String, Rc<dyn Any>>;

/// Records of one kind, by id.
#[derive(Clone, Debug)]
pub struct Table<R> {
    rows: Rows,
    kind: PhantomData<R>,
}

impl<R> Default for Table<R> {
    fn default() -> Self {
        Table {
            rows: Rows::new(),
            kind: PhantomData,
        }
    }
}

impl<R: Record> PartialEq for Table<R> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<R: Record> FromIterator<(String, R)> for Table<R> {
    fn from_iter<I: IntoIterator<Item = (String, R)>>(rows: I) -> Self {
        let mut table = Table::default();
        for (id, record) in rows {
            table.insert(&id, record);
        }
        table
    }
}

impl<R: Record> Table<R> {
    /// One record.
    pub fn get(&self, id: &str) -> Option<&R> {
        self.rows.get(id)?.downcast_ref()
    }

    /// One record with its id as the table holds it.
    pub fn get_key_value(&self, id: &str) -> Option<(&String, &R)> {
        self.rows
            .get_key_value(id)
            .and_then(|(id, row)| Some((id, row.downcast_ref()?)))
    }

    /// All records by ascending id.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &R)> {
        self.rows
            .iter()
            .filter_map(|(id, row)| Some((id, row.downcast_ref()?)))
    }

    /// All records by ascending id, without it.
    pub fn values(&self) -> impl Iterator<Item = &R> {
        self.rows.values().filter_map(|row| row.downcast_ref())
    }

    /// The records whose id begins with `prefix`, by ascending id.
    pub fn with_prefix<'a>(
        &'a self,
        prefix: &str,
    ) -> impl Iterator<Item = (&'a String, &'a R)> + use<'a, R> {
        let prefix = prefix.to_owned();
        self.rows
            .range(prefix.clone()..)
            .take_while(move |(id, _)| id.starts_with(&prefix))
            .filter_map(|(id, row)| Some((id, row.downcast_ref()?)))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether there is a record with this id.
    pub fn contains_key(&self, id: &str) -> bool {
        self.rows.contains_key(id)
    }

    /// All ids, ascending.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.rows.keys()
    }

    pub(crate) fn insert(&mut self, id: &str, record: R) {
        insert(&mut self.rows, id, Rc::new(record));
    }

    pub(crate) fn remove(&mut self, id: &str) {
        remove(&mut self.rows, id);
    }

    /// Changes a record, which begins as its default when it was not there.
    pub(crate) fn change(&mut self, id: &str, change: impl FnOnce(&mut R)) {
        let held = self.rows.get_mut(id).and_then(Rc::get_mut);
        if let Some(record) = held.and_then(|row| row.downcast_mut()) {
            change(record);
            return;
        }
        // Not there, or shared with a clone of the whole model.
        let mut record = self.get(id).cloned().unwrap_or_default();
        change(&mut record);
        self.insert(id, record);
    }
}

impl<'a, R: Record> IntoIterator for &'a Table<R> {
    type Item = (&'a String, &'a R);
    type IntoIter = Box<dyn Iterator<Item = Self::Item> + 'a>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

#[inline(never)]
fn insert(rows: &mut Rows, id: &str, row: Rc<dyn Any>) {
    rows.insert(id.to_owned(), row);
}

#[inline(never)]
fn remove(rows: &mut Rows, id: &str) {
    rows.remove(id);
}
