//! The browser's database and tail, as the store asks for them.

use std::collections::BTreeMap;

use crate::platform::{db, tail};
use crate::store::core::codec::Row;
use crate::store::keep::database::{self, Care, Database, Failure};
use crate::store::keep::tail::Tail;

pub(super) struct Local;

impl Tail for Local {
    fn put(&self, key: &str, text: &str) -> bool {
        tail::put(key, text).is_ok()
    }
    fn get(&self, key: &str) -> Option<String> {
        tail::get(key)
    }
    fn remove(&self, key: &str) {
        tail::remove(key);
    }
    fn entries(&self, prefix: &str) -> Vec<(String, String)> {
        tail::entries(prefix)
    }
}

pub(super) struct Idb(pub(super) db::Db);

impl Idb {
    pub(super) async fn quarantine(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for key in self
            .0
            .meta_keys(database::QUARANTINE)
            .await
            .unwrap_or_default()
        {
            if let Ok(Some(text)) = self.0.meta_get(&key).await {
                found.push((key, text));
            }
        }
        found
    }
}

pub(super) fn failure(error: db::DbError) -> Failure {
    match error {
        db::DbError::Full => Failure::Full,
        db::DbError::Blocked => Failure::Blocked,
        db::DbError::Gone => Failure::Gone,
        db::DbError::Conflict => Failure::Conflict,
        db::DbError::Other(name) => Failure::Other(name),
    }
}

pub(super) fn stored(row: &Row) -> db::OpRow {
    db::OpRow {
        actor: row.actor.clone(),
        seq: row.seq,
        text: row.text.clone(),
    }
}

impl Database for Idb {
    async fn rows(&self) -> Result<database::Rows, Failure> {
        let ops = self.0.ops().await.map_err(failure)?;
        let row = |row: db::OpRow| Row {
            actor: row.actor,
            seq: row.seq,
            text: row.text,
        };
        Ok(database::Rows {
            rows: ops.rows.into_iter().map(row).collect(),
            damaged: ops.damaged,
        })
    }
    async fn append(&self, rows: &[Row], care: Care) -> Result<(), Failure> {
        let rows: Vec<db::OpRow> = rows.iter().map(stored).collect();
        let durability = match care {
            Care::Strict => db::Durability::Strict,
            Care::Relaxed => db::Durability::Relaxed,
        };
        self.0.append(&rows, durability).await.map_err(failure)
    }
    async fn snapshots(&self) -> Result<Vec<(u32, String)>, Failure> {
        self.0.snapshots().await.map_err(failure)
    }
    async fn write_snapshot(&self, slot: u32, text: &str) -> Result<(), Failure> {
        self.0.write_snapshot(slot, text).await.map_err(failure)
    }
    async fn read_snapshot(&self, slot: u32) -> Result<Option<String>, Failure> {
        self.0.read_snapshot(slot).await.map_err(failure)
    }
    async fn delete_through(&self, watermark: &BTreeMap<String, u64>) -> Result<(), Failure> {
        let watermark: Vec<(String, u64)> = watermark
            .iter()
            .map(|(actor, seq)| (actor.clone(), *seq))
            .collect();
        self.0.delete_ops_through(&watermark).await.map_err(failure)
    }
    async fn meta(&self, key: &str) -> Result<Option<String>, Failure> {
        self.0.meta_get(key).await.map_err(failure)
    }
    async fn put_meta(&self, key: &str, text: &str) -> Result<(), Failure> {
        self.0.meta_put(key, text).await.map_err(failure)
    }
}
