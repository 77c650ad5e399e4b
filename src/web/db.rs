//! The browser's database: its object stores, strict transactions, and the reasons for refusals.

use crate::state::{FORMAT, Fault, StorageError};
use idb::{Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, TransactionResult};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

/// The database's name.
pub const NAME: &str = "ziping";
/// The name of the database of rubrics in the making, which another program of the page has.
pub const MAKER: &str = "ziping-maker";
/// The database version. A browser refuses to open a newer database in an older page, so a page never reads rows in an
/// unknown format.
const VERSION: u32 = FORMAT;

/// The list of drafts, by id.
pub const DRAFTS: &str = "drafts";
/// Snapshots by draft and position in the journal.
pub const STATES: &str = "states";
/// Steps by draft and position in the journal.
pub const STEPS: &str = "steps";
/// Sources of rubrics by their SHA-256.
pub const RUBRICS: &str = "rubrics";
/// Files of evidence by draft and SHA-256.
pub const FILES: &str = "files";

const STORES: [&str; 5] = [DRAFTS, STATES, STEPS, RUBRICS, FILES];

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        use Error as E;
        match error {
            E::DomException(exception) => Self::from(&exception),
            E::AddFailed(value)
            | E::UpdateFailed(value)
            | E::GetFailed(value)
            | E::DeleteFailed(value)
            | E::TransactionOpenFailed(value)
            | E::IndexedDbOpenFailed(value) => Self::of(&value),
            E::IndexedDbNotFound(_) => Self::Refused,
            other => Self::Failed(Fault::said(other.to_string())),
        }
    }
}

impl From<&DomException> for StorageError {
    fn from(exception: &DomException) -> Self {
        match &*exception.name() {
            "QuotaExceededError" => Self::Full,
            "SecurityError" => Self::Refused,
            // Firefox reports this for every database in a private window and for profiles that cannot be written.
            "InvalidStateError" => Self::Refused,
            "VersionError" => Self::Newer,
            _ => Self::Failed(Fault::of(exception)),
        }
    }
}

impl StorageError {
    /// Converts a value that the browser threw.
    pub fn of(value: &JsValue) -> Self {
        match value.dyn_ref::<DomException>() {
            Some(exception) => exception.into(),
            None => Self::Failed(Fault::of(value)),
        }
    }
}

/// An open connection. The `idb` wrapper holds the event listeners.
struct Connection {
    raw: IdbDatabase,
    _listening: Database,
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Connection>>> = const { RefCell::new(None) };
}

/// Returns the connection, and opens one if there is none.
async fn connection() -> Result<Rc<Connection>, StorageError> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let mut asked = Factory::new()?.open(NAME, Some(VERSION))?;
    asked.on_upgrade_needed(|event| {
        // An object store that cannot be created makes the opening fail, which is reported.
        if let Ok(database) = event.database() {
            for name in STORES {
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    let raw: IdbDatabase = asked.await?.into();
    let mut listening = Database::from(raw.clone());
    // Another tab wants to delete or upgrade the database, and an open connection would block that.
    let closing = raw.clone();
    listening.on_version_change(move |_| {
        closing.close();
        OPEN.set(None);
    });
    listening.on_close(|_| OPEN.set(None));
    // Another caller may have opened one meanwhile: a second one would hear of no version change, and block every removal.
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        raw.close();
        return Ok(open);
    }
    let connection = Rc::new(Connection {
        raw,
        _listening: listening,
    });
    OPEN.set(Some(connection.clone()));
    Ok(connection)
}

/// An atomic transaction over some object stores.
pub struct Transaction {
    own: idb::Transaction,
    raw: IdbTransaction,
}

/// Begins a read-only transaction.
pub async fn reading(stores: &[&str]) -> Result<Transaction, StorageError> {
    begin(stores, "readonly").await
}

/// Begins a read-write transaction that completes only after the disk has the data.
pub async fn writing(stores: &[&str]) -> Result<Transaction, StorageError> {
    begin(stores, "readwrite").await
}

async fn begin(stores: &[&str], mode: &str) -> Result<Transaction, StorageError> {
    let begun = begin_on(&connection().await?.raw, stores, mode);
    let raw = match begun {
        Ok(raw) => raw,
        // The browser may have closed the connection without an event.
        Err(_) => {
            OPEN.set(None);
            begin_on(&connection().await?.raw, stores, mode).map_err(|thrown| StorageError::of(&thrown))?
        }
    };
    Ok(Transaction {
        own: raw.clone().into(),
        raw,
    })
}

/// Begins a transaction with strict durability. The option is set directly because neither crate has an API for it.
/// Older browsers ignore the option.
fn begin_on(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
    let stores: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    begin.call3(database, &stores, &mode.into(), &options)?.dyn_into()
}

impl Transaction {
    /// Returns an object store of this transaction.
    ///
    /// # Errors
    /// Returns an error if the transaction does not include the store.
    pub fn store(&self, name: &str) -> Result<ObjectStore, StorageError> {
        Ok(self.own.object_store(name)?)
    }

    /// Waits until the transaction is complete.
    ///
    /// # Errors
    /// Returns an error if the transaction was aborted.
    pub async fn done(self) -> Result<(), StorageError> {
        match self.own.await {
            Ok(TransactionResult::Committed) => Ok(()),
            Ok(TransactionResult::Aborted) => Err(match self.raw.error() {
                Some(exception) => StorageError::from(&exception),
                None => StorageError::Failed(Fault {
                    name: "AbortError".to_owned(),
                    words: String::new(),
                }),
            }),
            Err(error) => Err(error.into()),
        }
    }
}

/// Returns the key of a row in a draft.
pub fn key(draft: &str, rest: impl Into<JsValue>) -> JsValue {
    Array::of2(&draft.into(), &rest.into()).into()
}

/// Returns the key range of all rows of a draft, or of the rows after a number.
///
/// # Errors
/// Returns an error if the browser refuses the range.
pub fn all_of(draft: &str, after: Option<f64>) -> Result<KeyRange, StorageError> {
    let least = match after {
        Some(after) => key(draft, after),
        None => Array::of1(&draft.into()).into(),
    };
    // In IndexedDB's order an array follows every number and string.
    let most = key(draft, Array::new());
    Ok(KeyRange::bound(&least, &most, Some(true), Some(true))?)
}

/// Deletes another database of the program.
///
/// # Errors
/// Returns an error if the browser refuses.
pub async fn remove(name: &str) -> Result<(), StorageError> {
    Ok(Factory::new()?.delete(name)?.await?)
}

/// Deletes the whole database.
///
/// # Errors
/// Returns an error if the browser refuses.
pub async fn remove_all() -> Result<(), StorageError> {
    if let Some(open) = OPEN.take() {
        open.raw.close();
    }
    Ok(Factory::new()?.delete(NAME)?.await?)
}
