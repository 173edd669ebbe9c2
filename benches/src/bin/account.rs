//! Whole accounts against the clock: `account SAYSO FOLDER`.
//!
//! FOLDER is what `cargo xtask account` wrote. After loading, who can do one thing to one resource is answered with
//! all ways through roles; `sayso what-can --all` runs as a process of its own; and random cells of what it answers
//! are confirmed by single simulations, both ways. Each has a limit.

#[path = "account/cells.rs"]
mod cells;
#[path = "account/load.rs"]
mod load;

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use sayso::account::{Access, Entity, Inventory, WhoCan};
use sayso::{Action, Context};
use sayso_catalog::ServiceReference;

const QUESTION: (&str, &str) = ("s3:GetObject", "arn:aws:s3:::billing-prod/2026/november.csv");
const MOST_WHO_CAN: Duration = Duration::from_millis(100);
const MOST_WHAT_CAN: Duration = Duration::from_secs(60);
/// Of `what-can --all`, in kilobytes.
const MOST_MEMORY: u64 = 1_000_000;
const CELLS: usize = 1_000;
const ROUNDS: usize = 5;

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [sayso, folder] = arguments.as_slice() else { return Err("usage: account SAYSO FOLDER".into()) };
    let folder = Path::new(folder);
    let start = Instant::now();
    let inventory = load::inventory(folder)?;
    println!("{} users and roles loaded in {:.0?}", inventory.all_entities().len(), start.elapsed());

    let (who, found) = who_can(&inventory)?;
    println!("who-can {} {}: {found} found in {who:.1?}, at most {MOST_WHO_CAN:?}", QUESTION.0, QUESTION.1);
    let (what, memory) = what_can(sayso, folder)?;
    println!(
        "what-can --all, whole process: {what:.1?}, at most {MOST_WHAT_CAN:?}, {} MB at most at a time",
        memory / 1_000
    );
    let checked = cells::confirm(&inventory, CELLS)?;
    println!("{CELLS} random cells confirmed by {checked} simulations");

    if who > MOST_WHO_CAN || what > MOST_WHAT_CAN || memory > MOST_MEMORY {
        return Err("over the limit".into());
    }
    Ok(())
}

/// The fastest of some runs, and how many can, directly or through roles.
fn who_can(inventory: &Inventory) -> Result<(Duration, usize), Failure> {
    let (mut best, mut found) = (Duration::MAX, 0);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let (action, given) = (Action::new(QUESTION.0)?, Context::unknown());
        let reference = ServiceReference::embedded();
        let question = WhoCan::new(inventory, &action, Some(QUESTION.1), &given, reference);
        let candidates: Vec<_> = question.candidates().collect();
        let size = candidates.len().div_ceil(threads()).max(1);
        let direct: Vec<Access<'_>> = thread::scope(|scope| {
            let workers: Vec<_> =
                candidates.chunks(size).map(|some| scope.spawn(|| direct(&question, some))).collect();
            let answers = workers.into_iter().map(|worker| worker.join().map_err(|_| "a thread failed"));
            answers.collect::<Result<Vec<_>, _>>()
        })?
        .into_iter()
        .flatten()
        .collect();
        found = direct.len() + question.paths(&direct).len();
        best = best.min(start.elapsed());
    }
    Ok((best, found))
}

fn direct<'a>(question: &WhoCan<'a>, some: &[&'a Entity]) -> Vec<Access<'a>> {
    some.iter().filter_map(|entity| question.access(entity)).collect()
}

fn threads() -> usize {
    thread::available_parallelism().map_or(1, Into::into)
}

/// Time and the most memory, in kilobytes; 0 where the system does not tell.
fn what_can(sayso: &str, folder: &Path) -> Result<(Duration, u64), Failure> {
    let start = Instant::now();
    let mut command = Command::new(sayso);
    command.args(["what-can", "--all", "--format", "json"]);
    for (flag, name) in
        [("--account", "accounts"), ("--org", "organization"), ("--resource-policies", "resources")]
    {
        command.arg(flag).arg(folder.join(name));
    }
    let (time, memory, status) = sayso_benches::watch(command.stdout(Stdio::null()), start)?;
    if status.success() { Ok((time, memory)) } else { Err(format!("what-can: {status}").into()) }
}
