//! Every ordered pair of AWS's managed policies: does the one allow no more than the other? `all_pairs [EVERY]` takes
//! one pair of so many.
//!
//! It prints how many hold, fail and stay open, a digest of all verdicts, the time and the slowest. The digest says
//! whether two versions decide alike; who wants to know which pairs differ gives a file for those that hold as the
//! second argument.

use std::error::Error;
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs};

use sayso::prove::{Prover, Universe, Verdict};
use sayso::{AttachedPolicies, Limits, Policy, PolicyDocument, PolicyType, Source};
use sayso_catalog::{ManagedPolicies, ServiceReference};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let every: usize = arguments.next().map_or(Ok(1), |text| text.parse())?;
    let file = arguments.next();
    let policies = managed()?;
    let mut prover = Prover::new(ServiceReference::embedded(), Universe::Open).readable(false);
    let (mut holds, mut fails, mut unknown) = (0, 0, Vec::new());
    let (mut digest, mut number) = (0xcbf2_9ce4_8422_2325_u64, 0_usize);
    let mut times = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    let mut listed = String::new();
    let start = Instant::now();
    for (new_name, new) in &policies {
        for (old_name, old) in &policies {
            number += 1;
            if new_name == old_name || number % every != 0 {
                continue;
            }
            let began = Instant::now();
            let verdict = prover.within(new, old);
            let took = began.elapsed();
            times.push(took);
            if took > slowest.0 {
                slowest = (took, format!("{new_name} within {old_name}"));
            }
            let code = match verdict {
                Verdict::Holds => {
                    holds += 1;
                    writeln!(listed, "{new_name}\t{old_name}")?;
                    1
                }
                Verdict::Fails(_) => {
                    fails += 1;
                    2
                }
                Verdict::Unknown(why) => {
                    unknown.push(format!("{new_name} within {old_name}: {why}"));
                    3
                }
            };
            digest = (digest ^ code).wrapping_mul(0x0100_0000_01b3);
        }
    }
    times.sort_unstable();
    let at =
        |part: usize| times.get((times.len().saturating_sub(1)) * part / 1_000).copied().unwrap_or_default();
    println!(
        "{} pairs: {holds} hold, {fails} fail, {} unknown; digest {digest:016x}",
        times.len(),
        unknown.len()
    );
    println!(
        "{:.1} s; median {:?}, 99 % {:?}, 99.9 % {:?}, slowest {:?}: {}",
        start.elapsed().as_secs_f64(),
        at(500),
        at(990),
        at(999),
        slowest.0,
        slowest.1
    );
    for why in unknown.iter().take(20) {
        println!("unknown: {why}");
    }
    if let Some(file) = file {
        fs::write(file, listed)?;
    }
    Ok(())
}

fn managed() -> Result<Vec<(String, AttachedPolicies)>, Box<dyn Error>> {
    let mut policies = Vec::new();
    for policy in ManagedPolicies::embedded().iter() {
        let source = Source::new(policy.name(), policy.document_json());
        let document = Arc::new(PolicyDocument::parse(&source, &Limits::default()));
        let compiled = Policy::compile(document, PolicyType::Identity)
            .map_err(|faults| format!("{}: {} faults", policy.name(), faults.len()))?;
        let identity = vec![Arc::new(compiled).into()];
        policies.push((policy.name().to_owned(), AttachedPolicies { identity, ..Default::default() }));
    }
    Ok(policies)
}
