//! `sayso can`: may this user or role of an account do this, with all that its files say?

mod caller;

use clap::{Args, ValueEnum};
use sayso::account::Inventory;
use sayso::harmless::one_line;
use sayso::report::{CanReport, Report};
use sayso::{Action, Context, Decision, Expected, Explanation};
use sayso_catalog::ServiceReference;

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
    let report = CanReport::new(caller.name());
    let mut asking = Asking { flags, inventory, given, exit: Exit::Success, report };
    if asking.climb(&chain)? {
        let last = chain.last().unwrap_or(&caller);
        let mut resources = Vec::new();
        if flags.resource.is_none() {
            let Caller::Known(last) = last else {
                let name = one_line(&flags.principal);
                return Err(
                    format!("`{name}` is in no dump: name the resource that it is to be asked for").into()
                );
            };
            let reference = ServiceReference::embedded();
            resources = inventory.ask_any(last, &flags.session_name, &action, &asking.given, reference);
            asking.report.asked(&resources);
        }
        let best = resources.first().map(|(arn, _)| arn.as_str());
        let resource = flags.resource.as_deref().or(best).unwrap_or("*");
        asking.report.answer = Some(asking.answer(last, &action, resource));
    }
    if flags.format == Format::Json {
        output::line(serde_json::to_string_pretty(&asking.report).unwrap_or_default());
    }
    Ok(asking.exit.max(loaded.exit))
}

struct Asking<'a> {
    flags: &'a Can,
    inventory: &'a Inventory,
    given: Context<'a>,
    exit: Exit,
    report: CanReport,
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
            let gaps = caller.gaps(self.inventory, &question, explanation.decision());
            let report = self.report.told(&explanation, &gaps);
            let is_denied = matches!(decision, Decision::ExplicitDeny | Decision::ImplicitDeny);
            match self.flags.format {
                Format::Text if is_denied => output::line(verdict::text(&explanation, &report)),
                Format::Text => {
                    output::line(format_args!("{}\n", hop_line(&caller.short(), role, &explanation)));
                }
                Format::Csv => output::line(csv_decision(caller.name(), &question, decision)),
                Format::Json => {}
            }
            self.report.hops.push(report);
            self.exit = self.exit.max(judge(&explanation, self.flags.expect.filter(|_| is_denied)));
            if is_denied {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn answer(&mut self, caller: &Caller<'_>, action: &Action<'_>, resource: &str) -> Report {
        let question = caller.ask(self.inventory, &self.flags.session_name, action, resource, &self.given);
        let explanation = Explanation::new(&question.policies, &question.request);
        let gaps = caller.gaps(self.inventory, &question, explanation.decision());
        let report = self.report.told(&explanation, &gaps);
        match self.flags.format {
            Format::Text => output::line(verdict::text(&explanation, &report)),
            Format::Csv => output::line(csv_decision(caller.name(), &question, explanation.decision())),
            Format::Json => {}
        }
        let exit = judge(&explanation, self.flags.expect);
        self.exit = if self.flags.expect.is_some() { exit } else { self.exit.max(exit) };
        report
    }
}
