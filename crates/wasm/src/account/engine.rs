//! What JavaScript sees of accounts, beside the rest of the engine.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::{Engine, error};

#[wasm_bindgen]
impl Engine {
    /// Takes in a file of an account, under a name with its folders.
    #[wasm_bindgen(js_name = accountAdd)]
    pub fn account_add(&mut self, name: &str, text: String) {
        self.0.account_add(name, text);
    }

    /// Makes an account of the files: what they were, what is wrong with them, who is there.
    ///
    /// # Errors
    /// AWS's managed policies are not loaded.
    #[wasm_bindgen(js_name = accountOpen)]
    pub fn account_open(&mut self) -> Result<String, JsError> {
        self.0.account_open().map_err(error)
    }

    /// All that is in force when somebody does something: `Layers`.
    ///
    /// # Errors
    /// Nobody has that name, or the action is none.
    #[wasm_bindgen(js_name = accountLayers)]
    pub fn account_layers(&self, principal: &str, action: &str, resource: &str) -> Result<String, JsError> {
        self.0.account_layers(principal, action, resource).map_err(error)
    }

    /// The JSON of `sayso can`.
    ///
    /// # Errors
    /// Nobody has that name, or the action is none.
    #[wasm_bindgen(js_name = accountCan)]
    pub fn account_can(&self, principal: &str, action: &str, resource: &str) -> Result<String, JsError> {
        self.0.account_can(principal, action, resource).map_err(error)
    }

    /// The JSON of `sayso who-can`.
    ///
    /// # Errors
    /// The action is none.
    #[wasm_bindgen(js_name = accountWhoCan)]
    pub fn account_who_can(&self, action: &str, resource: &str) -> Result<String, JsError> {
        self.0.account_who_can(action, resource).map_err(error)
    }

    /// One of the JSON of `sayso what-can`.
    ///
    /// # Errors
    /// Nobody has that name.
    #[wasm_bindgen(js_name = accountWhatCan)]
    pub fn account_what_can(&mut self, principal: &str) -> Result<String, JsError> {
        self.0.account_what_can(principal).map_err(error)
    }

    /// Rows of the JSON of `sayso matrix`, `count` of them after the first `from`.
    ///
    /// # Errors
    /// The lists can't be read, or an action is none.
    #[wasm_bindgen(js_name = accountMatrix)]
    pub fn account_matrix(
        &self,
        from: usize,
        count: usize,
        actions: &str,
        resources: &str,
    ) -> Result<String, JsError> {
        self.0.account_matrix(from, count, actions, resources).map_err(error)
    }
}
