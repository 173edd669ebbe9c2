//! Whole accounts in the page: files are taken for what they say, and every answer is JSON.

mod ask;
mod engine;
mod files;
mod layers;
mod open;
mod owner;
mod report;
mod session;
mod shape;
mod text;

use sayso::account::{Entity, Inventory, WhatCan};
use sayso::{Context, Source};

pub(crate) use files::Files;

/// What was added, and what came of it once it was opened.
#[derive(Debug, Default)]
pub(crate) struct Account {
    files: Vec<Source>,
    opened: Option<Opened>,
}

/// It stays for the life of the program, as the catalogue does: for other files the page starts another.
#[derive(Debug)]
struct Opened {
    inventory: &'static Inventory,
    /// That nothing is known of any request but what the files say.
    given: &'static Context<'static>,
    /// Looked through once, when first asked.
    what: Option<WhatCan<'static>>,
}

impl Account {
    /// Takes in a file; `open` makes something of all.
    pub(crate) fn add(&mut self, name: &str, text: String) {
        self.files.push(Source::new(name, text));
    }

    fn opened(&self) -> Result<&Opened, String> {
        self.opened.as_ref().ok_or_else(|| "no account is open".to_owned())
    }
}

impl Opened {
    fn new(inventory: Inventory) -> Self {
        let inventory = Box::leak(Box::new(inventory));
        Self { inventory, given: Box::leak(Box::new(Context::unknown())), what: None }
    }

    fn entity(&self, name: &str) -> Result<&'static Entity, String> {
        self.inventory.entity(name).map_err(|error| error.to_string())
    }
}

/// An empty field says nothing.
fn said(field: &str) -> Option<&str> {
    Some(field.trim()).filter(|field| !field.is_empty())
}
