//! A session's questions about accounts, answered as JSON.

use crate::session::json;
use crate::{Session, read};

impl Session {
    /// Takes in a file of an account, under a name with its folders.
    pub fn account_add(&mut self, name: &str, text: String) {
        self.account.add(name, text);
    }

    /// Makes an account of the files that were added.
    ///
    /// # Errors
    /// AWS's managed policies are not loaded.
    pub fn account_open(&mut self) -> Result<String, String> {
        self.account.open(self.shelf.managed.as_ref()).map(|report| json(&report))
    }

    /// All that is in force when somebody does something.
    ///
    /// # Errors
    /// Nobody has that name, or the action is none.
    pub fn account_layers(&self, principal: &str, action: &str, resource: &str) -> Result<String, String> {
        self.account.layers(principal, action, resource).map(|layers| json(&layers))
    }

    /// The JSON of `sayso can`.
    ///
    /// # Errors
    /// Nobody has that name, or the action is none.
    pub fn account_can(&self, principal: &str, action: &str, resource: &str) -> Result<String, String> {
        self.account.can(principal, action, resource, self.reference).map(|report| json(&report))
    }

    /// The JSON of `sayso who-can`.
    ///
    /// # Errors
    /// The action is none.
    pub fn account_who_can(&self, action: &str, resource: &str) -> Result<String, String> {
        self.account.who_can(action, resource, self.reference).map(|report| json(&report))
    }

    /// The JSON of `sayso what-can`, of one.
    ///
    /// # Errors
    /// Nobody has that name.
    pub fn account_what_can(&mut self, principal: &str) -> Result<String, String> {
        self.account.what_can(principal, self.reference).map(|report| json(&report))
    }

    /// Rows of the JSON of `sayso matrix`, `count` of them after the first `from`.
    ///
    /// # Errors
    /// The lists can't be read, or an action is none.
    pub fn account_matrix(
        &self,
        from: usize,
        count: usize,
        actions: &str,
        resources: &str,
    ) -> Result<String, String> {
        let (actions, resources) = (read::texts(actions)?, read::texts(resources)?);
        self.account.matrix(from, count, (&actions, &resources), self.reference).map(|rows| json(&rows))
    }
}
