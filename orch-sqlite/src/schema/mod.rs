//! The tables, and how a file of an earlier version gets those of this one.

use orch_core::store::StoreError;
use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Step, damaged};

/// What marks a file as ours: "orch", in the place that SQLite keeps for this.
pub(crate) const APPLICATION: i64 = 0x6F72_6368;

/// The steps from one version to the next. The first makes a new file. A step that was released is never changed.
const STEPS: &[&str] = &[include_str!("1.sql"), include_str!("2.sql"), include_str!("3.sql")];

/// The version that this build writes.
#[cfg(test)]
const VERSION: i64 = STEPS.len() as i64;

/// Makes the file one of this version, whatever earlier one it is of; a new file as well.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_by(connection, STEPS)
}

fn migrate_by(connection: &mut Connection, steps: &[&str]) -> Result<(), StoreError> {
    let known = steps.len() as i64;
    if version(connection, known)? == known {
        return Ok(());
    }
    // Another process may be about to do the same, so it is looked at again under the lock.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).step("upgrading")?;
    let found = version(&transaction, known)?;
    for step in &steps[found as usize..] {
        transaction.execute_batch(step).step("upgrading")?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION).step("upgrading")?;
    transaction.pragma_update(None, "user_version", known).step("upgrading")?;
    transaction.commit().step("upgrading")
}

/// The version of the file: 0 if it is new.
///
/// Nothing is written before this was asked: the file may be somebody else's.
fn version(connection: &Connection, known: i64) -> Result<i64, StoreError> {
    let pragma = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).step("opening");
    let (application, found) = (pragma("application_id")?, pragma("user_version")?);
    let is_empty = connection
        .query_row("SELECT count(*) FROM sqlite_schema", [], |row| Ok(row.get::<_, i64>(0)? == 0))
        .step("opening")?;
    match application {
        APPLICATION if found > known => {
            let advice = "open it with the newer build that wrote it, or restore a back-up that was made before";
            let store = connection.path().unwrap_or_default().to_owned();
            Err(StoreError::Version { store, found, known, advice })
        }
        APPLICATION if found >= 0 => Ok(found),
        0 if is_empty => Ok(0),
        _ => Err(damaged("this is an SQLite database of another program; give the store a path of its own")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables(connection: &Connection) -> Vec<String> {
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn every_earlier_version_becomes_this_one() {
        let mut new = Connection::open_in_memory().unwrap();
        migrate(&mut new).unwrap();
        for version in 1..=STEPS.len() {
            let mut old = Connection::open_in_memory().unwrap();
            migrate_by(&mut old, &STEPS[..version]).unwrap();
            migrate(&mut old).unwrap();
            assert_eq!(tables(&old), tables(&new), "from version {version}");
        }
    }

    #[test]
    fn a_step_is_taken_once_and_in_order() {
        let mut file = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y", "INSERT INTO a VALUES (1, 2)"];
        for known in [1, 2, 3, 3] {
            migrate_by(&mut file, &steps[..known]).unwrap();
            assert_eq!(version(&file, 3), Ok(known as i64));
        }
        let rows: i64 = file.query_row("SELECT sum(y) FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 2);
    }

    /// The first version left the numbering to SQLite, which knew the numbers of runs that are gone.
    #[test]
    fn what_was_removed_under_the_first_version_stays_known() {
        let mut file = Connection::open_in_memory().unwrap();
        migrate_by(&mut file, &STEPS[..1]).unwrap();
        file.execute_batch(
            "INSERT INTO runs (run, pipeline, id, correlation, fingerprint, status, token, created, sum)
             VALUES (7, 'P', 'i', 'c', 'f', 'succeeded', 1, 0, 0); DELETE FROM runs",
        )
        .unwrap();
        migrate(&mut file).unwrap();
        assert_eq!(file.query_row("SELECT run FROM removed", [], |row| row.get(0)), Ok(7));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut file = Connection::open_in_memory().unwrap();
        migrate(&mut file).unwrap();
        let before = tables(&file);
        let steps: Vec<&str> = STEPS.iter().copied().chain(["CREATE TABLE b (x); CREATE TABLE runs (x)"]).collect();
        migrate_by(&mut file, &steps).unwrap_err();
        assert_eq!((tables(&file), version(&file, VERSION)), (before, Ok(VERSION)));
    }
}
