//! The engine for the browser: documents are kept, everything else is JSON in and JSON out.
//!
//! [`Engine`] is what JavaScript sees; web/src/engine/types.ts describes every text that crosses. It only calls
//! [`Session`], which is plain Rust and runs anywhere.

#[cfg(feature = "account")]
mod account;
mod answer;
mod assist;
mod attached;
mod check;
mod fault;
mod keys;
mod lookup;
mod matrix;
mod offsets;
mod read;
mod session;
mod shelf;
mod test;

pub use session::Session;

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

/// A session, for JavaScript.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine(Session);

#[wasm_bindgen]
impl Engine {
    /// With the catalogue as `cargo xtask web` packs it.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(catalogue: &[u8]) -> Result<Self, JsError> {
        Session::new(catalogue).map(Self).map_err(error)
    }

    /// `{version, catalogueDate, managedDate}`
    pub fn about(&self) -> String {
        self.0.about()
    }

    /// Takes in AWS's managed policies: policies may then be named `managed:NAME`.
    ///
    /// # Errors
    /// What is wrong with the bytes.
    #[wasm_bindgen(js_name = loadManaged)]
    pub fn load_managed(&mut self, bytes: Vec<u8>) -> Result<(), JsError> {
        self.0.load_managed(bytes).map_err(error)
    }

    /// Opens a document, or replaces its text.
    pub fn open(&mut self, name: &str, text: String) {
        self.0.open(name, text);
    }

    /// Forgets a document.
    pub fn close(&mut self, name: &str) {
        self.0.close(name);
    }

    /// What the linter finds in a document: a `Check`.
    ///
    /// # Errors
    /// No document of that name is open, or the type has no such name.
    pub fn check(&self, name: &str, policy_type: &str) -> Result<String, JsError> {
        self.0.check(name, policy_type).map_err(error)
    }

    /// What could be written at an offset of a document: `Completions`.
    ///
    /// # Errors
    /// No document of that name is open, or the type has no such name.
    pub fn complete(&self, name: &str, offset: usize, policy_type: &str) -> Result<String, JsError> {
        self.0.complete(name, offset, policy_type).map_err(error)
    }

    /// What there is to say about what is written there: `Hover`, or `null`.
    ///
    /// # Errors
    /// No document of that name is open, or the type has no such name.
    pub fn hover(&self, name: &str, offset: usize, policy_type: &str) -> Result<String, JsError> {
        self.0.hover(name, offset, policy_type).map_err(error)
    }

    /// The decision on a case and everything that explains it: an `Answer`.
    pub fn decide(&self, case: &str) -> String {
        self.0.decide(case)
    }

    /// The report of a case, as the command line prints it on a line.
    ///
    /// # Errors
    /// Why the case can't be read.
    pub fn report(&self, case: &str) -> Result<String, JsError> {
        self.0.report(case).map_err(error)
    }

    /// A byte for each row and column, row by row.
    ///
    /// # Errors
    /// Why the case can't be read.
    pub fn matrix(&self, case: &str, row_kind: &str, rows: &str, columns: &str) -> Result<Vec<u8>, JsError> {
        self.0.matrix(case, row_kind, rows, columns).map_err(error)
    }

    /// The results of a scenario's tests.
    pub fn test(&self, scenario: &str) -> String {
        self.0.test(scenario)
    }

    /// Actions that a search finds, best first.
    pub fn actions(&self, query: &str, limit: usize) -> String {
        self.0.actions(query, limit)
    }

    /// What the catalogue knows of an action, or `null`.
    pub fn action(&self, name: &str) -> String {
        self.0.action(name)
    }

    /// The keys that a case's policies ask for and that its action carries.
    pub fn keys(&self, case: &str) -> String {
        self.0.keys(case)
    }

    /// Names of managed policies that a search finds.
    pub fn managed(&self, query: &str, limit: usize) -> String {
        self.0.managed(query, limit)
    }

    /// A managed policy, or `null`.
    #[wasm_bindgen(js_name = managedPolicy)]
    pub fn managed_policy(&self, name: &str) -> String {
        self.0.managed_policy(name)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where a function of the error is asked for")]
fn error(message: String) -> JsError {
    JsError::new(&message)
}
