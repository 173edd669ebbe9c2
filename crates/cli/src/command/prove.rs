//! `sayso prove`: does something hold of all requests? A proof, or a request to the contrary.

mod read;

use clap::{Args, Subcommand, ValueEnum};
use sayso::PolicyType;
use sayso::prove::{Prover, Universe, Verdict};
use sayso_catalog::ServiceReference;

pub(crate) use read::{Beside, Company, Compared};

use crate::exit::Exit;
use crate::input::Failure;
use crate::output;
use crate::render::proof::{self, Answer};

const EXAMPLES: &str = "\
Examples:
  sayso prove within new.json old.json

  sayso prove equivalent managed:ReadOnlyAccess reads.json --closed

  sayso prove not-granted role.json --action iam:PassRole --action 'sts:*'

  sayso prove within new.json old.json --scp root.json --boundary lab.json

Exit code: 0 it holds, 1 it does not, 2 bad input, 3 neither was found.";

/// Prove something of all requests at once, or show one to the contrary
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Prove {
    #[command(subcommand)]
    question: Question,
}

#[derive(Debug, Subcommand)]
enum Question {
    /// Everything that one policy allows, another allows
    Within {
        /// Policy: a file, - or managed:NAME
        new: String,
        /// Policy that has to allow as much
        old: String,
        #[command(flatten)]
        flags: Box<Flags>,
    },
    /// Two policies allow the same and deny the same, whatever other policies there are
    Equivalent {
        /// Policy: a file, - or managed:NAME
        one: String,
        /// The other policy
        other: String,
        /// Compare what they allow alone: a Deny that takes nothing away does not count
        #[arg(long)]
        effective: bool,
        #[command(flatten)]
        flags: Box<Flags>,
    },
    /// A policy allows none of these actions on any of these resources
    NotGranted {
        /// Policy: a file, - or managed:NAME
        #[arg(value_name = "POLICY")]
        document: String,
        /// Action, wildcards included; any by default
        #[arg(long, value_name = "ACTION")]
        action: Vec<String>,
        /// ARN of a resource, wildcards included; any by default
        #[arg(long, value_name = "ARN")]
        resource: Vec<String>,
        #[command(flatten)]
        flags: Box<Flags>,
    },
    /// A resource's policy lets in nobody but whom it names
    Public {
        /// Policy of a resource: a file or -
        #[arg(value_name = "POLICY")]
        document: String,
        #[command(flatten)]
        flags: Box<Flags>,
    },
    /// Nothing is allowed by both
    Disjoint {
        /// Policy: a file, - or managed:NAME
        one: String,
        /// The other policy
        other: String,
        #[command(flatten)]
        flags: Box<Flags>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Flags {
    #[command(flatten)]
    pub(crate) compared: Compared,
    #[command(flatten)]
    beside: Beside,
    /// Output
    #[arg(long, value_enum, default_value = "text", help_heading = "Output")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
    Markdown,
}

impl Compared {
    /// A prover over the actions asked for.
    pub(crate) fn prover(&self) -> Prover<'static> {
        let universe = if self.closed { Universe::Closed } else { Universe::Open };
        Prover::new(ServiceReference::embedded(), universe)
    }

    /// A prover over the catalogue, and one over what AWS may add, if that is asked for.
    pub(crate) fn provers(&self) -> Vec<Prover<'static>> {
        let prover = |universe| Prover::new(ServiceReference::embedded(), universe);
        let open = (!self.closed).then(|| prover(Universe::Open));
        [prover(Universe::Closed)].into_iter().chain(open).collect()
    }
}

pub(crate) fn run(prove: &Prove) -> Result<Exit, Failure> {
    let (flags, answer) = match &prove.question {
        Question::Within { new, old, flags } => (flags, within(new, old, flags)?),
        Question::Equivalent { one, other, effective, flags } => {
            (flags, equivalent(one, other, *effective, flags)?)
        }
        Question::NotGranted { document, action, resource, flags } => {
            (flags, not_granted(document, action, resource, flags)?)
        }
        Question::Public { document, flags } => (flags, public(document, flags)?),
        Question::Disjoint { one, other, flags } => (flags, disjoint(one, other, flags)?),
    };
    output::line(match flags.format {
        Format::Text => proof::text(&answer),
        Format::Json => proof::json(&answer),
        Format::Markdown => proof::markdown(&answer),
    });
    Ok(match answer.verdict {
        Verdict::Holds => Exit::Success,
        Verdict::Fails(_) => Exit::Negative,
        Verdict::Unknown(_) => Exit::Depends,
    })
}

fn within(new: &str, old: &str, flags: &Flags) -> Result<Answer, Failure> {
    let [first, second] = flags.compared.pair([new, old], &flags.beside)?;
    let mut prover = flags.compared.prover();
    let verdict = all(&first, &second, |one, other| prover.within(one, other));
    Ok(Answer {
        question: "within",
        holds: format!("everything that {new} allows, {old} allows"),
        fails: format!("{new} allows what {old} does not"),
        used: Some(first),
        verdict,
    })
}

fn equivalent(one: &str, other: &str, effective: bool, flags: &Flags) -> Result<Answer, Failure> {
    let [first, second] = flags.compared.pair([one, other], &flags.beside)?;
    let mut prover = flags.compared.prover();
    let verdict = all(&first, &second, |one, other| {
        if effective { prover.allow_the_same(one, other) } else { prover.equivalent(one, other) }
    });
    let (holds, fails) = if effective {
        (format!("{one} and {other} allow the same"), format!("one of {one} and {other} allows more"))
    } else {
        let holds = format!("{one} and {other} mean the same, alone and beside any other policies");
        (holds, format!("{one} and {other} decide differently"))
    };
    Ok(Answer { question: "equivalent", holds, fails, used: Some(first), verdict })
}

fn not_granted(
    policy: &str,
    actions: &[String],
    resources: &[String],
    flags: &Flags,
) -> Result<Answer, Failure> {
    let first = flags.compared.one(policy, &flags.beside)?;
    let what = read::access(actions, resources)?;
    let mut prover = flags.compared.prover();
    let verdict = all(&first, &first, |one, _| prover.not_granted(one, &what));
    let holds = format!("{policy} grants none of it");
    let fails = format!("{policy} grants some of it");
    Ok(Answer { question: "not-granted", holds, fails, used: Some(first), verdict })
}

fn public(policy: &str, flags: &Flags) -> Result<Answer, Failure> {
    let first = flags.compared.one(policy, &flags.beside)?;
    let is_resource = matches!(
        first.policy_type,
        PolicyType::Resource | PolicyType::KmsKey | PolicyType::RoleTrust | PolicyType::VpcEndpoint
    );
    if !is_resource {
        return Err(Failure::Message(format!(
            "`{policy}` is no policy of a resource: it names no principal"
        )));
    }
    let mut prover = flags.compared.prover();
    let verdict = all(&first, &first, |one, _| prover.not_public(one));
    let holds = format!("{policy} lets in nobody but whom it names");
    let fails = format!("{policy} lets in whom it does not name");
    Ok(Answer { question: "public", holds, fails, used: Some(first), verdict })
}

fn disjoint(one: &str, other: &str, flags: &Flags) -> Result<Answer, Failure> {
    let [first, second] = flags.compared.pair([one, other], &flags.beside)?;
    let mut prover = flags.compared.prover();
    let verdict = all(&first, &second, |one, other| prover.disjoint(one, other));
    let holds = format!("nothing is allowed by both {one} and {other}");
    let fails = format!("both {one} and {other} allow this");
    Ok(Answer { question: "disjoint", holds, fails, used: Some(first), verdict })
}

/// Whether it holds in every company.
fn all(
    first: &Company,
    second: &Company,
    mut ask: impl FnMut(&sayso::AttachedPolicies, &sayso::AttachedPolicies) -> Verdict,
) -> Verdict {
    let mut verdict = Verdict::Holds;
    for (one, other) in first.policies.iter().zip(&second.policies) {
        match ask(one, other) {
            Verdict::Holds => {}
            fails @ Verdict::Fails(_) => return fails,
            unknown @ Verdict::Unknown(_) => verdict = unknown,
        }
    }
    verdict
}
