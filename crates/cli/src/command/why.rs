//! `sayso why`: a denial as people meet it, and its cause.

mod decide;
mod source;

use clap::{Args, ValueEnum};
use sayso::denial::{self, Agreement, Denial, Field};
use sayso::report::DenialReport;

use crate::command::simulate::PolicyFlags;
use crate::exit::Exit;
use crate::input::account::AccountArgs;
use crate::input::{Failure, context::ContextFlags};
use crate::output;
use crate::render::why as render;

const EXAMPLES: &str = "\
Examples:
  make deploy 2>&1 | tee deploy.log; sayso why deploy.log

  sayso why denied.txt --account dumps/ --org organization/

  sayso why event.json --policy role.json --boundary lab.json --context aws:PrincipalOrgID=o-example

  aws sts decode-authorization-message --encoded-message … --query DecodedMessage --output text | sayso why

What is read: error messages of AWS's with any client and log around them, decoded authorization messages, events of
CloudTrail, authorization details of iam-toolbox. Without policies it says what the text proves.

Exit code: 0 the text was read and no policies were given, 1 the policies deny the request or contradict AWS, 2 no
denial was found or bad input, 3 the answer depends on what the text does not carry.";

/// Find the cause of a denial: an error message, an encoded one decoded, a CloudTrail event
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES, mut_arg("account", |account| account.required(false)))]
pub(crate) struct Why {
    /// The message, a file with it, or - for standard input, as without
    #[arg(value_name = "MESSAGE | FILE | -")]
    what: Vec<String>,
    #[command(flatten)]
    given: Given,
    #[command(flatten)]
    account: AccountArgs,
    #[command(flatten)]
    policies: PolicyFlags,
    #[command(flatten)]
    context: ContextFlags,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

/// What whoever asks knows better than the text.
#[derive(Debug, Args)]
#[command(next_help_heading = "Request (where the text does not say it)")]
struct Given {
    /// The caller: the ARN of a user, a role or a session
    #[arg(long, value_name = "PRINCIPAL")]
    principal: Option<String>,
    /// Action, such as s3:GetObject
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// ARN of the resource
    #[arg(long, value_name = "ARN")]
    resource: Option<String>,
    /// Account that owns the resource
    #[arg(long, value_name = "ACCOUNT")]
    resource_account: Option<String>,
    /// ARN of the session's role, where it has a path that the session's ARN leaves out
    #[arg(long, value_name = "ARN")]
    role_arn: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Markdown,
    /// Workflow commands for GitHub's log
    Github,
}

pub(crate) fn run(flags: &Why) -> Result<Exit, Failure> {
    let source = source::read(&flags.what)?;
    let mut denials = denial::read(source.text())
        .map_err(|error| Failure::Message(format!("{}: {error}", source.name())))?;
    for denial in &mut denials {
        flags.given.fill(denial);
    }
    let deciding = decide::Deciding::load(flags)?;
    let mut exit = deciding.as_ref().map_or(Exit::Success, decide::Deciding::exit);
    let (mut blocks, mut reports) = (Vec::new(), Vec::new());
    let all = denials.len();
    for (number, denial) in (1..).zip(&denials) {
        let mut shown = render::Shown { number, all, source: &source, text: String::new(), cause: None };
        let mut report = DenialReport::new(denial);
        if let Some(deciding) = &deciding {
            exit = exit.max(deciding.decide(denial, flags.format, &mut shown, &mut report)?);
        }
        match flags.format {
            Format::Json => reports.push(report),
            Format::Text => blocks.push(render::text(&shown, &report)),
            Format::Markdown => blocks.push(render::markdown(&shown, &report)),
            Format::Github => blocks.push(render::github(&shown, &report)),
        }
    }
    match flags.format {
        Format::Json => output::line(serde_json::to_string_pretty(&reports).unwrap_or_default()),
        Format::Github => output::line(blocks.join("\n")),
        Format::Text | Format::Markdown => output::line(blocks.join("\n\n")),
    }
    Ok(exit)
}

impl Given {
    fn fill(&self, denial: &mut Denial) {
        let fields = [
            (&self.principal, &mut denial.principal),
            (&self.action, &mut denial.action),
            (&self.resource, &mut denial.resource),
            (&self.resource_account, &mut denial.resource_account),
        ];
        for (given, field) in fields {
            if let Some(given) = given {
                *field = Field::Given(given.clone());
            }
        }
    }
}

/// The part of the exit code that an answer makes.
fn exit_of(agreement: Agreement) -> Exit {
    match agreement {
        Agreement::Reproduced | Agreement::Contradicted => Exit::Negative,
        Agreement::Depends => Exit::Depends,
    }
}
