//! The request of a denial, decided by the policies at hand.

use sayso::account::{Entity, Gap, Question};
use sayso::denial::{Agreement, Answer, Denial};
use sayso::report::{AnswerReport, DenialReport, Report};
use sayso::{AttachedPolicies, Explanation, Limits, PrincipalType, Request};

use super::{Format, Why, exit_of};
use crate::exit::Exit;
use crate::input::Failure;
use crate::input::account::{Loaded, entity};
use crate::render::verdict;
use crate::render::why::{Cause, Shown};

/// The policies at hand.
pub(super) struct Deciding<'f> {
    flags: &'f Why,
    loaded: Option<Loaded>,
}

/// A request with what is in force for it, and what was not given.
struct Ready<'a> {
    question: Question<'a>,
    notes: Vec<String>,
    open: bool,
}

impl<'f> Deciding<'f> {
    /// Loads them; `None` where none are named.
    pub(super) fn load(flags: &'f Why) -> Result<Option<Self>, Failure> {
        if !flags.account.is_given() && flags.policies.is_empty() {
            return Ok(None);
        }
        let loaded = flags.account.is_given().then(|| flags.account.load()).transpose()?;
        Ok(Some(Self { flags, loaded }))
    }

    pub(super) fn exit(&self) -> Exit {
        self.loaded.as_ref().map_or(Exit::Success, |loaded| loaded.exit)
    }

    /// Decides what the denial can be about; of several requests the one is shown that comes nearest to AWS's words.
    pub(super) fn decide(
        &self,
        denial: &Denial,
        format: Format,
        shown: &mut Shown<'_>,
        report: &mut DenialReport,
    ) -> Result<Exit, Failure> {
        let requests = match denial.requests() {
            Ok(requests) => requests,
            Err(why) => {
                report
                    .notes
                    .push(format!("not decided: {why}; `--principal`, `--action` and `--resource` say it"));
                return Ok(Exit::Depends);
            }
        };
        let several = requests.len();
        let mut ready = Vec::new();
        for (request, open) in requests {
            ready.push(self.ready(request, open)?);
        }
        let explained: Vec<(&Ready<'_>, Explanation<'_>)> = ready
            .iter()
            .map(|ready| (ready, Explanation::new(&ready.question.policies, &ready.question.request)))
            .collect();
        let answers = explained
            .iter()
            .map(|(ready, explanation)| (denial.compare(explanation, ready.open), *ready, explanation));
        let Some((answer, ready, explanation)) = answers.min_by_key(|(answer, ..)| answer.agreement) else {
            report.notes.push("not decided: the operation needs no permission".to_owned());
            return Ok(Exit::Depends);
        };
        let mut notes = ready.notes.clone();
        if several > 1 {
            notes.push(format!(
                "the operation needs {several} permissions, and the text does not say which was denied"
            ));
        }
        notes.extend(explanation.notes());
        let evaluation = Report::new(explanation, notes);
        shown.text = match format {
            Format::Text => verdict::text(explanation, &evaluation),
            Format::Markdown => verdict::markdown(explanation, &evaluation),
            Format::Json | Format::Github => String::new(),
        };
        shown.cause = cause(&answer, explanation);
        report.answer = Some(AnswerReport::new(&answer, evaluation));
        Ok(exit_of(answer.agreement))
    }

    /// The request with everything that is known of it and in force for it.
    fn ready(&self, mut request: Request<'static>, open: bool) -> Result<Ready<'_>, Failure> {
        let given = self.flags.context.build_open(&request.principal)?;
        for (key, fact) in given.context.iter() {
            request.context.insert(key.as_str().to_owned(), fact.clone());
        }
        request.context.set_unlisted_unknown(!self.flags.context.is_closed());
        if let (Some(arn), PrincipalType::RoleSession { role_arn, .. }) =
            (&self.flags.given.role_arn, &mut request.principal.kind)
        {
            *role_arn = arn.clone().into();
        }
        let own = self.flags.policies.read(request.resource.kind, &Limits::default())?;
        let Some(loaded) = &self.loaded else {
            let question = Question { policies: own, request };
            return Ok(Ready { question, notes: given.warnings, open });
        };
        let inventory = &loaded.inventory;
        let arn = request.principal.derived_value("aws:PrincipalArn").unwrap_or_default().to_owned();
        let found = entity(inventory, &arn).or_else(|_| entity(inventory, &request.principal.to_string()))?;
        let question = self.of_account(found, request, own);
        let decision = question.decide();
        let gaps = inventory.gaps(found, &question, decision);
        let told = gaps.iter().map(|gap: &Gap| format!("{gap}, which could change this"));
        let notes = told.chain(given.warnings).collect();
        Ok(Ready { question, notes, open })
    }

    /// As the account has it, with what the flags add.
    fn of_account<'a>(
        &'a self,
        entity: &'a Entity,
        mut request: Request<'a>,
        own: AttachedPolicies,
    ) -> Question<'a> {
        let Some(Loaded { inventory, .. }) = &self.loaded else { return Question { policies: own, request } };
        let known = inventory.principal(entity, "session");
        request.principal.account_is_management = known.account_is_management;
        if let PrincipalType::RoleSession { role_arn, .. } = &mut request.principal.kind {
            *role_arn = entity.arn.as_str().into();
        }
        let arn = request.resource.arn.clone();
        let management = inventory.resource(&arn, &request.action, &known).account_is_management;
        request.resource.account_is_management = management;
        let context = inventory.context(entity, &request.resource, &request.context);
        let mut policies = inventory.attached(entity, &request.resource);
        policies.identity.extend(own.identity);
        policies.resource.extend(own.resource);
        policies.session.extend(own.session);
        policies.service_control.extend(own.service_control);
        policies.resource_control.extend(own.resource_control);
        policies.permissions_boundary = own.permissions_boundary.or(policies.permissions_boundary);
        policies.vpc_endpoint = own.vpc_endpoint.or(policies.vpc_endpoint);
        Question { policies, request: Request { context, ..request } }
    }
}

/// The line to point at: the statement that denies, or where the smallest edit would be.
fn cause(answer: &Answer, explanation: &Explanation<'_>) -> Option<Cause> {
    if answer.agreement != Agreement::Reproduced {
        return None;
    }
    let (source, span, what) = match explanation.deciding().first() {
        Some(trace) => {
            let span = explanation.node(trace.at)?.span;
            (explanation.source(trace.at)?, span, "this statement denies it".to_owned())
        }
        None => {
            let fix = explanation.suggestions().first()?;
            (explanation.source(fix.at)?, fix.edit.span, fix.what.clone())
        }
    };
    let place = source.line_column(span.start);
    Some(Cause { file: source.name().to_owned(), line: place.line, column: place.column, what })
}
