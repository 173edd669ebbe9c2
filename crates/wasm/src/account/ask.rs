//! The questions, on what is open.

use sayso::account::{WhatCan, WhoCan};
use sayso::report::{CanReport, RowReport, WhatCanReport, WhoCanReport};
use sayso::{Action, Explanation};
use sayso_catalog::ServiceReference;

use super::{Account, said};

/// Columns of a matrix; more is a mistake.
const MOST_COLUMNS: usize = 2_000;

impl Account {
    /// Whether somebody can, on a resource or on some.
    pub(crate) fn can(
        &self,
        principal: &str,
        action: &str,
        resource: &str,
        reference: ServiceReference<'static>,
    ) -> Result<CanReport, String> {
        let opened = self.opened()?;
        let entity = opened.entity(principal)?;
        let action = Action::new(action).map_err(|error| error.to_string())?;
        let mut report = CanReport::new(&entity.arn);
        let mut found = Vec::new();
        if said(resource).is_none() {
            found = opened.inventory.ask_any(entity, "session", &action, opened.given, reference);
            report.asked(&found);
        }
        let best = found.first().map(|(arn, _)| arn.as_str());
        let resource = said(resource).or(best).unwrap_or("*");
        let question = opened.inventory.ask(entity, "session", &action, resource, opened.given);
        let explanation = Explanation::new(&question.policies, &question.request);
        report.answer = Some(
            report.told(&explanation, &opened.inventory.gaps(entity, &question, explanation.decision())),
        );
        Ok(report)
    }

    /// Who can.
    pub(crate) fn who_can(
        &self,
        action: &str,
        resource: &str,
        reference: ServiceReference<'static>,
    ) -> Result<WhoCanReport, String> {
        let opened = self.opened()?;
        let action = Action::new(action).map_err(|error| error.to_string())?;
        let question = WhoCan::new(opened.inventory, &action, said(resource), opened.given, reference);
        let direct: Vec<_> = question.candidates().filter_map(|entity| question.access(entity)).collect();
        Ok(WhoCanReport::new(&question, &direct))
    }

    /// All that somebody can.
    pub(crate) fn what_can(
        &mut self,
        principal: &str,
        reference: ServiceReference<'static>,
    ) -> Result<WhatCanReport, String> {
        let opened = self.opened.as_mut().ok_or("no account is open")?;
        let entity = opened.entity(principal)?;
        let (inventory, given) = (opened.inventory, opened.given);
        let question = opened.what.get_or_insert_with(|| WhatCan::new(inventory, given, reference));
        Ok(WhatCanReport::new(entity, &question.grants(entity)))
    }

    /// Some rows of the matrix of all: a page asks for them bit by bit, to tell how far it is.
    pub(crate) fn matrix(
        &self,
        from: usize,
        count: usize,
        (actions, resources): (&[String], &[String]),
        reference: ServiceReference<'static>,
    ) -> Result<Vec<RowReport>, String> {
        let opened = self.opened()?;
        let columns = actions.len().saturating_mul(resources.len().max(1));
        if columns > MOST_COLUMNS {
            return Err(format!("{columns} columns are more than {MOST_COLUMNS}"));
        }
        let actions = actions.iter().map(|name| Action::new(name).map_err(|error| error.to_string()));
        let actions: Vec<Action<'_>> = actions.collect::<Result<_, _>>()?;
        let named: Vec<Option<&str>> = resources.iter().map(|arn| Some(arn.as_str())).collect();
        let resources: &[Option<&str>] = if named.is_empty() { &[None] } else { &named };
        let columns: Vec<_> =
            actions.iter().flat_map(|action| resources.iter().map(move |arn| (action, *arn))).collect();
        let rows = opened.inventory.entities().skip(from).take(count);
        let row = |entity| RowReport::new(opened.inventory, entity, &columns, opened.given, reference);
        Ok(rows.map(row).collect())
    }
}
