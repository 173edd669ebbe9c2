//! Reads all of a reference once, so that no look-up can fail.

use std::cmp::Ordering;

use super::{ActionResource, ConditionKey, ResourceType, Service, ServiceAction, ServiceReference};
use crate::bytes::Cursor;
use crate::error::CorruptCatalog;
use crate::search;

/// The most bytes of lists that are read, each as often as it is used; AWS's take 0.4 million.
const MOST_WORK: usize = 64 << 20;

pub(super) fn verify(reference: &ServiceReference<'_>) -> Result<(), CorruptCatalog> {
    let mut verifier = Verifier { reference, work: 0 };
    verifier.keys()?;
    let mut before = None;
    let mut ends = (0, 0);
    for index in 0..reference.services.len() {
        let service = Service::read(*reference, index)?;
        in_order(&mut before, service.prefix())?;
        verifier.service(&service)?;
        ends = (service.actions.1, service.types.1);
    }
    if ends != (reference.actions.len(), reference.types.len()) {
        return Err(CorruptCatalog("it has actions of no service"));
    }
    Ok(())
}

struct Verifier<'v, 'a> {
    reference: &'v ServiceReference<'a>,
    work: usize,
}

impl<'a> Verifier<'_, 'a> {
    fn keys(&self) -> Result<(), CorruptCatalog> {
        let mut before = "";
        for index in 0..self.reference.keys.len() {
            let key = ConditionKey::read(self.reference, index)?;
            // Two services can give one key two types.
            if search::compare(before, key.name()) == Ordering::Greater {
                return Err(CorruptCatalog("its names are not sorted"));
            }
            before = key.name();
        }
        for index in 0..self.reference.patterns.len() {
            ConditionKey::read(self.reference, self.reference.patterns.get(index)?.number::<2>()?)?;
        }
        Ok(())
    }

    fn service(&mut self, service: &Service<'a>) -> Result<(), CorruptCatalog> {
        self.key_list(service.key_list())?;
        let mut before = None;
        for index in service.types.0..service.types.1 {
            let resource_type = ResourceType::read(service, index)?;
            in_order(&mut before, resource_type.name())?;
            let [mut patterns, keys] = resource_type.lists();
            self.count(patterns)?;
            while self.reference.next_name(&mut patterns)?.is_some() {}
            self.key_list(keys)?;
        }
        let mut before = None;
        for index in service.actions.0..service.actions.1 {
            let action = ServiceAction::read(service, index)?;
            in_order(&mut before, action.name())?;
            self.action(service, &action)?;
        }
        Ok(())
    }

    fn action(&mut self, service: &Service<'a>, action: &ServiceAction<'a>) -> Result<(), CorruptCatalog> {
        let [mut resources, keys, mut dependents] = action.lists();
        self.count(resources)?;
        while let Some(resource) = ActionResource::next(service, &mut resources)? {
            self.key_list(resource.key_list())?;
        }
        self.key_list(keys)?;
        self.count(dependents)?;
        while self.reference.next_dependent(&mut dependents)?.is_some() {}
        Ok(())
    }

    fn key_list(&mut self, mut list: Cursor<'a>) -> Result<(), CorruptCatalog> {
        self.count(list)?;
        while self.reference.next_key(&mut list)?.is_some() {}
        Ok(())
    }

    fn count(&mut self, list: Cursor<'a>) -> Result<(), CorruptCatalog> {
        self.work = self.work.saturating_add(list.rest().len());
        if self.work > MOST_WORK { Err(CorruptCatalog("its lists are too long")) } else { Ok(()) }
    }
}

fn in_order<'a>(before: &mut Option<&'a str>, name: &'a str) -> Result<(), CorruptCatalog> {
    if before.is_some_and(|before| search::compare(before, name) != Ordering::Less) {
        return Err(CorruptCatalog("its names are not sorted"));
    }
    *before = Some(name);
    Ok(())
}
