//! What a question leaves open: condition keys that nobody gave.

use std::collections::BTreeMap;

use super::ask::{Question, keys_of};
use crate::request::Value;

impl Question<'_> {
    /// The keys that the policies in force ask about and of which nothing is known, by name: with these
    /// said to be unknown, a request that lists all its keys is the same question.
    ///
    /// ```
    /// use sayso::{Action, Context};
    ///
    /// let inventory = sayso::account::sample();
    /// let ana = inventory.entity("ana").unwrap();
    /// let action = Action::new("sts:AssumeRole").unwrap();
    /// let role = "arn:aws:iam::123456789012:role/Deploy";
    /// let question = inventory.ask(ana, "session", &action, role, &Context::unknown());
    /// assert!(question.unknown_keys().is_empty());
    /// ```
    pub fn unknown_keys(&self) -> Vec<String> {
        let policies = self.policies.layers().flat_map(|layer| self.policies.layer(layer));
        let keys = policies.flat_map(|policy| policy.statements()).flat_map(keys_of);
        let unknown = keys.filter(|key| matches!(self.request.value(key), Value::Unknown));
        // As the first policy spells it.
        let mut named = BTreeMap::new();
        for key in unknown {
            named.entry(key.to_lowercase()).or_insert_with(|| key.as_str().to_owned());
        }
        named.into_values().collect()
    }
}
