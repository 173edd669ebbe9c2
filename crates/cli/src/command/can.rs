//! `sayso can`: may this user or role of an account do this, with all that its files say?

mod caller;

use clap::{Args, ValueEnum};
use sayso::account::{Gap, Inventory, Question};
use sayso::harmless::one_line;
use sayso::report::Report;
use sayso::{Action, Context, Decision, Expected, Explanation};
use sayso_catalog::ServiceReference;
use serde::Serialize;

use crate::command::simulate::judge;
use crate::exit::Exit;
use crate::input::account::{self, AccountArgs};
use crate::input::{Failure, context::ContextFlags};
use crate::output;
use crate::render::account::{csv_decision, hop_line};
use crate::render::verdict;
use caller::Caller;

const EXAMPLES: &str = "\
Examples:
  sayso can user/ana s3:GetObject arn:aws:s3:::reports/q3.csv --account dumps/

  sayso can ana iam:CreateUser --as role/Deploy --as role/Admin --mfa true \\
    --account dumps/ --org organization/ --resource-policies policies/

Exit code: 0 allowed (or as --expect says), 1 denied (or not as expected), 2 bad input,
3 the answer depends on unknown facts.";

/// Decide for a user or role of a loaded account, with all its policies
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Can {
    /// ARN, user/ana, role/App, or a name that only one has; or who is in no dump: a root user, a service such as
    /// ec2.amazonaws.com, an identity provider, anonymous, the ARN of a user or role of another account
    principal: String,
    /// Action, such as s3:GetObject
    action: String,
    /// ARN of the resource; without it some resource will do, and it is shown
    resource: Option<String>,
    /// Role that is assumed first; several make a chain
    #[arg(long = "as", value_name = "ROLE")]
    roles: Vec<String>,
    /// Name of the session of a role
    #[arg(long, value_name = "NAME", default_value = "session")]
    session_name: String,
    #[command(flatten)]
    account: AccountArgs,
    #[command(flatten)]
    context: ContextFlags,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
    /// Succeed only if the decision is this: allowed, denied, explicitDeny, implicitDeny, depends
    #[arg(long, value_name = "DECISION", help_heading = "Output")]
    expect: Option<Expected>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Csv,
}

/// The JSON of an answer.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CanReport {
    principal: String,
    hops: Vec<Report>,
    /// Of the question itself; absent where a role could not be assumed.
    answer: Option<Report>,
    gaps: Vec<GapReport>,
    /// Where no resource was named: all that were asked about.
    resources: Vec<ResourceReport>,
}

#[derive(Debug, Serialize)]
struct GapReport {
    kind: &'static str,
    text: String,
}

#[derive(Debug, Serialize)]
struct ResourceReport {
    resource: String,
    decision: &'static str,
}

pub(crate) fn run(flags: &Can) -> Result<Exit, Failure> {
    let action = account::action(&flags.action)?;
    let loaded = flags.account.load()?;
    let inventory = &loaded.inventory;
    let caller = Caller::of(inventory, flags)?;
    let mut chain = vec![caller.clone()];
    for role in &flags.roles {
        chain.push(Caller::Known(account::entity(inventory, role)?));
    }
    let given = account::context(&flags.context, inventory, caller.known())?;
    let mut asking =
        Asking { flags, inventory, given, exit: Exit::Success, hops: Vec::new(), gaps: Vec::new() };
    let (mut answer, mut resources) = (None, Vec::new());
    if asking.climb(&chain)? {
        let last = chain.last().unwrap_or(&caller);
        let reference = ServiceReference::embedded();
        match (last, &flags.resource) {
            (_, Some(_)) => {}
            (Caller::Known(last), None) => {
                resources = inventory.ask_any(last, &flags.session_name, &action, &asking.given, reference);
            }
            (Caller::Stranger(..), None) => {
                let name = one_line(&flags.principal);
                return Err(
                    format!("`{name}` is in no dump: name the resource that it is to be asked for").into()
                );
            }
        }
        let best = resources.first().map(|(arn, _)| arn.as_str());
        let resource = flags.resource.as_deref().or(best).unwrap_or("*");
        let note = flags.resource.is_none().then(|| note(&resources));
        answer = Some(asking.answer(last, &action, resource, note));
    }
    if flags.format == Format::Json {
        let resources = resources
            .into_iter()
            .map(|(resource, decision)| ResourceReport { resource, decision: decision.as_str() });
        let report = CanReport {
            principal: caller.name().to_owned(),
            hops: asking.hops,
            answer,
            gaps: asking.gaps,
            resources: resources.collect(),
        };
        output::line(serde_json::to_string_pretty(&report).unwrap_or_default());
    }
    Ok(asking.exit.max(loaded.exit))
}

/// What stands behind an answer on some resource.
fn note(resources: &[(String, Decision)]) -> String {
    let like = |decision| resources.iter().filter(|(_, own)| *own == decision).count();
    let (allowed, depends) = (like(Decision::Allowed), like(Decision::Depends));
    format!(
        "no resource was named: of {} made from the policies' patterns and the catalogue's, {allowed} are allowed \
         and {depends} depend; this is the first",
        resources.len()
    )
}

struct Asking<'a> {
    flags: &'a Can,
    inventory: &'a Inventory,
    given: Context<'a>,
    exit: Exit,
    hops: Vec<Report>,
    gaps: Vec<GapReport>,
}

impl Asking<'_> {
    /// Whether each role of the chain can be assumed, so far as that is known.
    fn climb(&mut self, chain: &[Caller<'_>]) -> Result<bool, Failure> {
        for pair in chain.windows(2) {
            let [caller, Caller::Known(role)] = pair else { continue };
            let action = Action::new(caller.assumes()).map_err(|error| error.to_string())?;
            let (session, given) = (&self.flags.session_name, &self.given);
            let question = caller.ask(self.inventory, session, &action, &role.arn, given);
            let explanation = Explanation::new(&question.policies, &question.request);
            let decision = explanation.decision();
            let report = self.report(caller, &question, &explanation, None);
            let is_denied = matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny);
            match self.flags.format {
                Format::Text if is_denied => output::line(verdict::text(&explanation, &report)),
                Format::Text => {
                    output::line(format_args!("{}\n", hop_line(&caller.short(), role, &explanation)));
                }
                Format::Csv => output::line(csv_decision(caller.name(), &question, decision)),
                Format::Json => {}
            }
            self.hops.push(report);
            self.exit = self.exit.max(judge(&explanation, self.flags.expect.filter(|_| is_denied)));
            if is_denied {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn answer(
        &mut self,
        entity: &Caller<'_>,
        action: &Action<'_>,
        resource: &str,
        note: Option<String>,
    ) -> Report {
        let question = entity.ask(self.inventory, &self.flags.session_name, action, resource, &self.given);
        let explanation = Explanation::new(&question.policies, &question.request);
        let report = self.report(entity, &question, &explanation, note);
        match self.flags.format {
            Format::Text => output::line(verdict::text(&explanation, &report)),
            Format::Csv => output::line(csv_decision(entity.name(), &question, explanation.decision())),
            Format::Json => {}
        }
        let exit = judge(&explanation, self.flags.expect);
        self.exit = if self.flags.expect.is_some() { exit } else { self.exit.max(exit) };
        report
    }

    fn report(
        &mut self,
        entity: &Caller<'_>,
        question: &Question<'_>,
        explanation: &Explanation<'_>,
        note: Option<String>,
    ) -> Report {
        let gaps = match entity {
            Caller::Known(entity) => self.inventory.gaps(entity, question, explanation.decision()),
            Caller::Stranger(..) => self.inventory.gaps_as(question, explanation.decision()),
        };
        let told = |gap: &Gap| format!("{gap}, which could change this");
        let notes = note.into_iter().chain(gaps.iter().map(told)).chain(explanation.notes());
        let report = Report::new(explanation, notes.collect());
        self.gaps.extend(gaps.iter().map(|gap| GapReport { kind: gap.kind(), text: gap.to_string() }));
        report
    }
}
