//! Logs with refusals in them, read.

use sayso::denial;
use sayso::message::{AccessDenied, DenialContext, ErrorCode, Reason, ResourceForm, Subject};
use sayso::report::DenialReport;

use crate::support::numbers;
use crate::support::tape::Tape;

/// Bytes are a text; or, after a zero, the choices that make a message, which is read back.
pub fn denial(data: &[u8]) {
    match data.split_first() {
        Some((0, choices)) => read_back(choices),
        _ => any(&String::from_utf8_lossy(data)),
    }
}

/// Whatever the text is: places are in it, and nothing grows beyond it.
fn any(text: &str) {
    let Ok(denials) = denial::read(text) else { return };
    let lines = text.matches('\n').count() + 1;
    for denial in &denials {
        assert!((1..=lines).contains(&(denial.line as usize)), "line {} of {lines}", denial.line);
        assert!(denial.times >= 1);
        let json = serde_json::to_string(&DenialReport::new(denial)).expect("a report is JSON");
        assert!(json.len() < 20_000 + 20 * text.len(), "{} bytes of {}", json.len(), text.len());
        if let Ok(requests) = denial.requests() {
            assert!(!requests.is_empty());
        }
    }
}

fn name(tape: &mut Tape<'_>) -> String {
    const PIECES: [&str; 12] =
        ["App", "a", "-", "_", "team", "0", "because", "User", "with", "x.y", "=,@", "q3"];
    tape.several(&[1, 2, 3, 5], &PIECES).concat()
}

fn context(tape: &mut Tape<'_>) -> DenialContext {
    let policy =
        tape.chance(30).then(|| format!("arn:aws:iam::123456789012:policy/team/P{}", tape.below(99)));
    let reason = if tape.chance(50) { Reason::Silent } else { Reason::Denies(policy.clone()) };
    let without = if reason == Reason::Silent { Reason::Silent } else { Reason::Denies(None) };
    match tape.below(9) {
        0 => DenialContext::Identity(reason),
        1 => DenialContext::ServiceControl(reason),
        2 => DenialContext::ResourceControl { policy },
        3 => DenialContext::PermissionsBoundary(reason),
        4 => DenialContext::Session(reason),
        5 => DenialContext::Resource(without),
        6 => DenialContext::VpcEndpoint(without),
        7 => DenialContext::RoleTrust(without),
        _ => DenialContext::KmsKeyOfOtherAccount,
    }
}

/// A message in AWS's words, with a client's before it, in lines of one width.
fn read_back(choices: &[u8]) {
    let numbers = numbers(choices);
    let mut tape = Tape::new(&numbers);
    let principal = format!("arn:aws:sts::123456789012:assumed-role/{}/{}", name(&mut tape), name(&mut tape));
    let action = tape.pick(&["s3:GetObject", "lambda:InvokeFunction", "ec2:RunInstances", "SNS:Publish"]);
    let arn = format!("arn:aws:sqs:eu-west-1:123456789012:{}", name(&mut tape));
    let resource =
        if action.starts_with("s3") { ResourceForm::Quoted(arn) } else { ResourceForm::Plain(arn) };
    let written = AccessDenied {
        code: ErrorCode::of_service(&action.split(':').next().unwrap_or_default().to_ascii_lowercase()),
        operation: Some("Invoke".to_owned()),
        subject: Some(Subject {
            principal: Some(principal.clone()),
            action: action.to_owned(),
            resource: Some(resource),
        }),
        context: context(&mut tape),
        encoded: None,
        details: None,
    };
    let text = written.client_error().expect("it has an operation");
    let width = tape.pick(&[1_000, 120, 80, 60, 132]);
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
    let text = lines.join("\n");
    let read = denial::read(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(read.len(), 1, "{text}");
    assert_eq!(read[0].principal.value(), Some(principal.as_str()), "{text}");
    assert_eq!(read[0].action.value(), Some(action), "{text}");
    let (ResourceForm::Plain(arn) | ResourceForm::Quoted(arn)) =
        &written.subject.as_ref().unwrap().resource.as_ref().unwrap()
    else {
        return;
    };
    assert_eq!(read[0].resource.value(), Some(arn.as_str()), "{text}");
    // The ARN of a policy at the very end may be cut where the terminal cut it.
    assert_eq!(read[0].layer(), denial_layer(&written.context), "{text}");
}

fn denial_layer(context: &DenialContext) -> Option<sayso::PolicyType> {
    use sayso::PolicyType;
    Some(match context {
        DenialContext::Identity(_) => PolicyType::Identity,
        DenialContext::ServiceControl(_) => PolicyType::ServiceControl,
        DenialContext::ResourceControl { .. } => PolicyType::ResourceControl,
        DenialContext::PermissionsBoundary(_) => PolicyType::PermissionsBoundary,
        DenialContext::Session(_) => PolicyType::Session,
        DenialContext::Resource(_) => PolicyType::Resource,
        DenialContext::VpcEndpoint(_) => PolicyType::VpcEndpoint,
        DenialContext::RoleTrust(_) => PolicyType::RoleTrust,
        DenialContext::KmsKeyOfOtherAccount => PolicyType::KmsKey,
        _ => return None,
    })
}
