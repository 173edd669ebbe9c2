//! Small random policies of few words, so that brute force sees most of what they can mean.

use serde_json::{Map, Value, json};

/// A statement in parts.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    pub(super) allow: bool,
    pub(super) action: (&'static str, Vec<String>),
    pub(super) resource: (&'static str, Vec<String>),
    /// Operator, key and values.
    pub(super) clauses: Vec<(String, &'static str, Vec<String>)>,
}

#[derive(Debug, Clone)]
pub(super) struct Document(pub(super) Vec<Statement>);

impl Document {
    pub(super) fn document(&self) -> Value {
        let statements: Vec<Value> = self.0.iter().map(Statement::json).collect();
        json!({"Version": "2012-10-17", "Statement": statements})
    }
}

impl Statement {
    pub(super) fn json(&self) -> Value {
        let mut condition = Map::new();
        for (operator, key, values) in &self.clauses {
            let keys = condition.entry(operator.clone()).or_insert_with(|| json!({}));
            keys[*key] = json!(values);
        }
        let mut statement =
            json!({"Effect": if self.allow { "Allow" } else { "Deny" }, "Condition": condition});
        statement[self.action.0] = json!(self.action.1);
        statement[self.resource.0] = json!(self.resource.1);
        statement
    }
}

/// A text, a list, and one of four types: AWS says of the first and the last that they have one value.
pub(super) const TEXT: &str = "s3:prefix";
pub(super) const LIST: &str = "s:list";
pub(super) const TYPED: &str = "s3:max-keys";

pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 11) % most as u64).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn text(&mut self, letters: &[&str], least: usize, most: usize) -> String {
        let length = least + self.below(most - least + 1);
        (0..length).map(|_| self.pick(letters)).collect()
    }
}

/// Types with operators and values.
const TYPES: [(&[&str], &[&str]); 5] = [
    (
        &["NumericLessThan", "NumericEquals", "NumericGreaterThanEquals", "NumericNotEquals"],
        &["0", "1", "2", "1.5", "x", "1e0"],
    ),
    (
        &["DateLessThan", "DateEquals", "DateGreaterThan", "DateNotEquals"],
        &["2026-01-01", "2026-01-01T00:00:01Z", "1767225601", "2026", "x"],
    ),
    (
        &["IpAddress", "NotIpAddress"],
        &["10.0.0.0/8", "10.0.0.0/9", "10.0.0.1", "2001:db8::/32", "0.0.0.0/0", "::/0", "x"],
    ),
    (&["Bool"], &["true", "false", "True", "x"]),
    (
        &["StringEquals", "NumericEquals", "StringNotEquals", "NumericLessThan", "BinaryEquals"],
        &["1", "1.0", "2", "MQ==", "x"],
    ),
];

pub(super) fn pair(seed: u64, variables: bool) -> (Document, Document) {
    let mut dice = Dice(seed | 1);
    for _ in 0..4 {
        dice.below(2);
    }
    let kind = dice.below(TYPES.len());
    let one = document(&mut dice, kind, variables);
    let mut other = document(&mut dice, kind, variables);
    if dice.one_in(3) {
        other = one.clone();
        let at = dice.below(other.0.len());
        match dice.below(4) {
            0 => _ = other.0.remove(at),
            1 => _ = other.0[at].clauses.pop(),
            2 => other.0[at].allow ^= true,
            _ => _ = other.0[at].resource.1.pop(),
        }
    }
    (one, other)
}

fn document(dice: &mut Dice, kind: usize, variables: bool) -> Document {
    let statements = 1 + dice.below(4);
    Document((0..statements).map(|_| statement(dice, kind, variables)).collect())
}

fn statement(dice: &mut Dice, kind: usize, variables: bool) -> Statement {
    let actions = dice.below(8).min(2);
    let action = (0..actions).map(|_| if dice.one_in(6) { "*".to_owned() } else { action(dice) }).collect();
    let resources = 1 + dice.below(3);
    let resource = if dice.one_in(6) {
        vec!["*".to_owned()]
    } else {
        (0..resources).map(|_| resource(dice, variables)).collect()
    };
    let clauses = [0, 0, 1, 1, 2, 3][dice.below(6)];
    Statement {
        allow: !dice.one_in(3),
        action: (if dice.one_in(6) { "NotAction" } else { "Action" }, action),
        resource: (if dice.one_in(6) { "NotResource" } else { "Resource" }, resource),
        clauses: (0..clauses).map(|_| clause(dice, kind, variables)).collect(),
    }
}

fn action(dice: &mut Dice) -> String {
    let service = if dice.one_in(12) { dice.text(&["s", "*", "?"], 1, 2) } else { "s".to_owned() };
    format!("{service}:{}", dice.text(&["a", "b", "*", "?", "A"], 1, 3))
}

fn resource(dice: &mut Dice, variables: bool) -> String {
    let letters = &["a", "b", "*", "?", "a", "*"];
    if variables && dice.one_in(3) {
        let (before, after) = (dice.text(letters, 0, 1), dice.text(letters, 0, 1));
        let variable =
            dice.pick(&["${s3:prefix}", "${s3:prefix, 'a'}", "${s:list}", "${*}", "${aws:TagKeys, 'b'}"]);
        return format!("{before}{variable}{after}");
    }
    dice.text(letters, 0, 4)
}

fn clause(dice: &mut Dice, kind: usize, variables: bool) -> (String, &'static str, Vec<String>) {
    let values = [1, 1, 2, 2, 0][dice.below(5)];
    let if_exists = if dice.one_in(4) { "IfExists" } else { "" };
    match dice.below(5) {
        0 | 1 => {
            let operator = dice.pick(&[
                "StringEquals",
                "StringLike",
                "StringNotEquals",
                "StringNotLike",
                "StringEqualsIgnoreCase",
                "StringNotEqualsIgnoreCase",
                "ArnLike",
                "ArnNotLike",
                "Null",
            ]);
            let value = |dice: &mut Dice| text_value(dice, operator, variables);
            let values = (0..values).map(|_| value(dice)).collect();
            let if_exists = if operator == "Null" { "" } else { if_exists };
            (format!("{operator}{if_exists}"), TEXT, values)
        }
        2 => {
            let (operators, all) = TYPES[kind];
            let operator = dice.pick(operators);
            (
                format!("{operator}{if_exists}"),
                TYPED,
                (0..values).map(|_| dice.pick(all).to_owned()).collect(),
            )
        }
        _ => {
            let operator =
                dice.pick(&["StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "Null"]);
            let set = dice.pick(&["ForAllValues:", "ForAnyValue:", "ForAllValues:", "ForAnyValue:", ""]);
            let if_exists = if operator == "Null" { "" } else { if_exists };
            let value = |dice: &mut Dice| match operator {
                "Null" => dice.pick(&["true", "false"]).to_owned(),
                _ if operator.ends_with("Like") => dice.text(&["a", "b", "*", "?"], 1, 2),
                _ if variables && dice.one_in(5) => "${s3:prefix}".to_owned(),
                _ => dice.text(&["a", "b"], 1, 2),
            };
            let values = (0..values).map(|_| value(dice)).collect();
            (format!("{set}{operator}{if_exists}"), LIST, values)
        }
    }
}

fn text_value(dice: &mut Dice, operator: &str, variables: bool) -> String {
    let variable = |dice: &mut Dice| dice.pick(&["${s:list}", "${s:list, 'a'}", "a${s:list}"]).to_owned();
    match operator {
        "Null" => dice.pick(&["true", "false", "x"]).to_owned(),
        "ArnLike" | "ArnNotLike" => {
            let field = |dice: &mut Dice, at: usize| match at {
                0 | 1 => "a".to_owned(),
                _ if variables && dice.one_in(6) => dice.pick(&["${s:list}", "${s:list, 'a'}"]).to_owned(),
                _ => dice.text(&["a", "*", "?", "b"], 0, 1),
            };
            let fields = if dice.one_in(10) { 5 } else { 6 };
            (0..fields).map(|at| field(dice, at)).collect::<Vec<_>>().join(":")
        }
        _ if variables && dice.one_in(4) => variable(dice),
        _ if operator.ends_with("Like") => dice.text(&["a", "b", "*", "?", "*"], 0, 3),
        _ => dice.text(&["a", "b", "A"], 0, 2),
    }
}
