//! The actions that a pattern matches.

use std::ops::Range;

use super::{Service, ServiceAction, ServiceReference};
use crate::{glob, search};

/// Service by service, each from the first action that begins as the pattern does. It is written out as a loop
/// because chained iterators are built anew wherever they are used, which is often.
pub(super) struct Matching<'a, 'p> {
    reference: ServiceReference<'a>,
    /// Of the services still to come, those whose prefix this matches.
    prefix: &'p str,
    services: Range<usize>,
    name: &'p str,
    /// The service at hand, and its actions still to come.
    current: Service<'a>,
    actions: Range<usize>,
}

impl<'a, 'p> Matching<'a, 'p> {
    pub(super) fn new(reference: ServiceReference<'a>, pattern: &'p str) -> Self {
        let everything = !pattern.is_empty() && pattern.bytes().all(|byte| byte == b'*');
        let (prefix, name) =
            if everything { ("*", "*") } else { pattern.split_once(':').unwrap_or_default() };
        let services = if glob::is_pattern(prefix) { 0..reference.services.len() } else { 0..0 };
        let mut matching =
            Self { reference, prefix, services, name, current: Service::default(), actions: 0..0 };
        if let Some(service) = reference.service(prefix) {
            matching.enter(&service);
        }
        matching
    }

    fn enter(&mut self, service: &Service<'a>) {
        self.current = *service;
        self.actions = service.actions_from(literal(self.name));
    }

    /// Goes on to the next service that fits.
    fn advance(&mut self) -> Option<()> {
        loop {
            let service = Service::read(self.reference, self.services.next()?).unwrap_or_default();
            if glob::matches(self.prefix, service.prefix()) {
                self.enter(&service);
                return Some(());
            }
        }
    }
}

/// What comes before the first wildcard.
fn literal(pattern: &str) -> &str {
    pattern.split(['*', '?']).next().unwrap_or_default()
}

impl<'a> Iterator for Matching<'a, '_> {
    type Item = ServiceAction<'a>;

    fn next(&mut self) -> Option<ServiceAction<'a>> {
        loop {
            let name = self.actions.next().and_then(|index| Some((index, self.current.action_name(index)?)));
            match name.filter(|(_, name)| search::begins_with(name, literal(self.name))) {
                Some((index, name)) => {
                    if glob::matches(self.name, name)
                        && let Ok(action) = ServiceAction::read(&self.current, index)
                    {
                        return Some(action);
                    }
                }
                None => self.advance()?,
            }
        }
    }
}
