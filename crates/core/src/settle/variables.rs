//! For an unknown key that is a policy variable: the values with which the text around it matches.

use super::filling::{fillings, seen_from};
use super::uses::Uses;
use super::words::literal;
use crate::condition::{Clause, Test};
use crate::pattern::{Pattern, Token, arn_fields};
use crate::request::{Key, Request, Value};
use crate::sorted::firsts;

impl Uses {
    /// The key is a variable in the values of a clause about another key.
    pub(super) fn substituted(&mut self, key: &Key, clause: &Clause, request: &Request) {
        let Value::Present(values) = request.value(clause.key()) else { return };
        for value in values.iter() {
            self.filled_from(key, clause, value, request);
        }
    }

    /// As a variable, beside the values of another key that is unknown too.
    pub(super) fn filled_by(&mut self, key: &Key, clause: &Clause, texts: &[String], request: &Request) {
        for text in texts {
            self.filled_from(key, clause, text, request);
        }
        let mut firsts = firsts(self.hints.iter().map(String::as_str)).into_iter().enumerate();
        self.hints.retain(|_| firsts.next().is_some_and(|(number, first)| number == first));
    }

    fn filled_from(&mut self, key: &Key, clause: &Clause, value: &str, request: &Request) {
        match clause.test() {
            Test::Text(entries) => {
                entries.iter().for_each(|entry| self.fill(key, entry, value, false, request));
            }
            Test::IgnoreCase(entries) | Test::Bool(entries) => {
                entries.iter().for_each(|entry| self.fill(key, entry, value, true, request));
            }
            Test::Arn(entries) => {
                let Some(fields) = arn_fields(value, false) else { return };
                for (entry, field) in entries.iter().flatten().flat_map(|entry| entry.iter().zip(fields)) {
                    self.fill(key, entry, field, false, request);
                }
            }
            _ => {}
        }
    }

    /// What the key's variable must hold for an entry to match a text.
    pub(super) fn fill(&mut self, key: &Key, entry: &Pattern, text: &str, fold: bool, request: &Request) {
        if !entry.variables().any(|variable| variable.key == *key) {
            return;
        }
        let Some(mut tokens) = seen_from(key, entry, request) else { return };
        let mut text = text.to_owned();
        if fold {
            text = lower(&text);
            for token in &mut tokens {
                if let Token::Text(literal) = token {
                    *literal = lower(literal).into();
                }
            }
        }
        let (values, complete) = fillings(tokens, &text, &mut self.steps);
        self.complete &= complete;
        self.language(values.iter().map(|value| literal(value, fold)).collect());
        self.hints.extend(values);
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}
