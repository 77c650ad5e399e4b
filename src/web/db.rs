//! The browser's database: which stores it has, strict transactions, and why one may be refused.

use crate::state::{FORMAT, Fault, StorageError};
use idb::{Database, DatabaseEvent, Error, Factory, KeyRange, ObjectStore, ObjectStoreParams, TransactionResult};
use js_sys::{Array, Function, Object, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

/// The database's name.
pub const NAME: &str = "ziping";
/// A browser refuses an older page a database of a newer one: no page ever meets rows that it cannot read.
const VERSION: u32 = FORMAT;

/// The list of drafts, by id.
pub const DRAFTS: &str = "drafts";
/// Whole states by draft and position in its journal.
pub const STATES: &str = "states";
/// Steps by draft and position in its journal.
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
            // Firefox says so of every database in a private window, and where the profile cannot be written.
            "InvalidStateError" => Self::Refused,
            "VersionError" => Self::Newer,
            _ => Self::Failed(Fault::of(exception)),
        }
    }
}

impl StorageError {
    /// What a value that the browser threw means.
    pub fn of(value: &JsValue) -> Self {
        match value.dyn_ref::<DomException>() {
            Some(exception) => exception.into(),
            None => Self::Failed(Fault::of(value)),
        }
    }
}

/// An open connection: the crate's view of it holds the listeners.
struct Connection {
    raw: IdbDatabase,
    _listening: Database,
}

thread_local! {
    static OPEN: RefCell<Option<Rc<Connection>>> = const { RefCell::new(None) };
}

/// The connection, opened where there is none.
async fn connection() -> Result<Rc<Connection>, StorageError> {
    if let Some(open) = OPEN.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let mut asked = Factory::new()?.open(NAME, Some(VERSION))?;
    asked.on_upgrade_needed(|event| {
        // A store that cannot be made fails the opening, which says so.
        if let Ok(database) = event.database() {
            for name in STORES {
                let _ = database.create_object_store(name, ObjectStoreParams::new());
            }
        }
    });
    let raw: IdbDatabase = asked.await?.into();
    let mut listening = Database::from(raw.clone());
    // Another tab wants to delete or change the database: a connection that stays open would block that.
    let closing = raw.clone();
    listening.on_version_change(move |_| {
        closing.close();
        OPEN.set(None);
    });
    listening.on_close(|_| OPEN.set(None));
    let connection = Rc::new(Connection {
        raw,
        _listening: listening,
    });
    OPEN.set(Some(connection.clone()));
    Ok(connection)
}

/// A transaction over some stores: all of it happens, or nothing.
pub struct Transaction {
    own: idb::Transaction,
    raw: IdbTransaction,
}

/// Begins a transaction that only reads.
pub async fn reading(stores: &[&str]) -> Result<Transaction, StorageError> {
    begin(stores, "readonly").await
}

/// Begins a transaction that writes, and is complete only once the disk has it.
pub async fn writing(stores: &[&str]) -> Result<Transaction, StorageError> {
    begin(stores, "readwrite").await
}

async fn begin(stores: &[&str], mode: &str) -> Result<Transaction, StorageError> {
    let begun = begin_on(&connection().await?.raw, stores, mode);
    let raw = match begun {
        Ok(raw) => raw,
        // The browser may have closed the connection without saying so.
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

/// A transaction with strict durability, for which neither crate has a name. An older browser passes over the wish.
fn begin_on(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, JsValue> {
    let stores: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let begin: Function = Reflect::get(database, &"transaction".into())?.dyn_into()?;
    begin.call3(database, &stores, &mode.into(), &options)?.dyn_into()
}

impl Transaction {
    /// A store of this transaction.
    ///
    /// # Errors
    /// If the transaction was not begun over it.
    pub fn store(&self, name: &str) -> Result<ObjectStore, StorageError> {
        Ok(self.own.object_store(name)?)
    }

    /// Waits until all of it is done.
    ///
    /// # Errors
    /// If nothing of it was done.
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

/// The key of something in a draft.
pub fn key(draft: &str, rest: impl Into<JsValue>) -> JsValue {
    Array::of2(&draft.into(), &rest.into()).into()
}

/// Everything of a draft, or what comes after a number in it.
///
/// # Errors
/// If the browser refuses the range.
pub fn all_of(draft: &str, after: Option<f64>) -> Result<KeyRange, StorageError> {
    let least = match after {
        Some(after) => key(draft, after),
        None => Array::of1(&draft.into()).into(),
    };
    // Any array comes after any number and any text.
    let most = key(draft, Array::new());
    Ok(KeyRange::bound(&least, &most, Some(true), Some(true))?)
}

/// Removes the whole database.
///
/// # Errors
/// If the browser refuses.
pub async fn remove_all() -> Result<(), StorageError> {
    if let Some(open) = OPEN.take() {
        open.raw.close();
    }
    Ok(Factory::new()?.delete(NAME)?.await?)
}
