//! What people call things.

use super::random::Random;

const FIRST: [&str; 40] = [
    "ana", "ben", "carla", "david", "elena", "farid", "grace", "hugo", "ines", "jonas", "katja", "liam",
    "maria", "nils", "olga", "pavel", "quinn", "rosa", "sam", "tara", "umar", "vera", "wei", "xenia",
    "yusuf", "zoe", "amir", "bianca", "chen", "dora", "emil", "fatima", "george", "hana", "ivan", "julia",
    "kofi", "lena", "mateo", "nora",
];
const LAST: [&str; 40] = [
    "adams", "baker", "costa", "diaz", "evans", "fischer", "garcia", "haas", "ito", "jensen", "khan",
    "lindberg", "meyer", "novak", "okafor", "perez", "quist", "rossi", "silva", "tanaka", "ullman", "vogel",
    "wang", "xu", "young", "zhang", "almeida", "berg", "chandra", "dubois", "eriksen", "ferrari", "gupta",
    "hoffmann", "ivanova", "jones", "kowalski", "larsen", "moreau", "nguyen",
];
const APPS: [&str; 32] = [
    "billing",
    "checkout",
    "catalog",
    "search",
    "orders",
    "inventory",
    "payments",
    "ledger",
    "reports",
    "notifications",
    "mailer",
    "identity",
    "sessions",
    "images",
    "thumbnails",
    "uploads",
    "exports",
    "events",
    "metrics",
    "fraud",
    "pricing",
    "promotions",
    "reviews",
    "shipping",
    "tracking",
    "warehouse",
    "support",
    "chat",
    "recommendations",
    "crawler",
    "gateway",
    "portal",
];
const TEAMS: [&str; 8] =
    ["platform", "payments", "data", "mobile", "web", "security", "finance", "operations"];
const STAGES: [&str; 4] = ["prod", "staging", "dev", "test"];

pub(super) fn app(random: &mut Random) -> &'static str {
    random.pick(&APPS, "app")
}

pub(super) fn team(random: &mut Random) -> &'static str {
    random.pick(&TEAMS, "platform")
}

pub(super) fn stage(random: &mut Random) -> &'static str {
    random.pick(&STAGES, "dev")
}

/// A name for a person; numbered where all are taken, since names in an account are unique.
pub(super) fn person(number: usize) -> String {
    let (first, rest) = (number % FIRST.len(), number / FIRST.len());
    let last = (rest + first) % LAST.len();
    let name = [FIRST.get(first), LAST.get(last)].map(|part| part.copied().unwrap_or_default()).join(".");
    match rest / LAST.len() {
        0 => name,
        more => format!("{name}{more}"),
    }
}

/// An id as AWS makes them: a prefix for the kind, then letters and digits.
pub(super) fn id(prefix: &str, random: &mut Random) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let letter = |random: &mut Random| char::from(random.pick(LETTERS, b'A'));
    prefix.chars().chain(std::iter::repeat_with(|| letter(random)).take(17)).collect()
}
