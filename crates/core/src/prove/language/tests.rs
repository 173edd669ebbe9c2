//! Languages against brute force over short words, with the shortcuts and without.

use proptest::prelude::*;

use super::*;

/// What a pattern matches, by the textbook.
fn textbook(glob: &[Step], word: &[Letter]) -> bool {
    match glob.split_first() {
        None => word.is_empty(),
        Some((step, after)) if step.is_star() => {
            textbook(after, word)
                || word
                    .split_first()
                    .is_some_and(|(letter, rest)| step.takes(*letter) && textbook(glob, rest))
        }
        Some((step, after)) => {
            word.split_first().is_some_and(|(letter, rest)| step.takes(*letter) && textbook(after, rest))
        }
    }
}

fn globs(most: usize) -> impl Strategy<Value = Vec<Glob>> {
    let a = u32::from('a');
    let step = prop::sample::select(vec![
        Step::Char(a),
        Step::Char(a),
        Step::Char(a + 1),
        Step::Char(COLON),
        Step::Char(65),
        Step::Folded(a),
        Step::One,
        Step::FieldOne,
        Step::Star,
        Step::Star,
        Step::FieldStar,
    ]);
    prop::collection::vec(prop::collection::vec(step, 0..5).prop_map(|glob| normalised(&glob)), 0..=most)
}

/// All words of up to five letters of five.
fn words() -> Vec<Vec<Letter>> {
    let mut all = vec![Vec::new()];
    let mut last = all.clone();
    for _ in 0..5 {
        let longer = |word: &Vec<Letter>| {
            let word = word.clone();
            "abAc:".chars().map(move |letter| [word.as_slice(), &[letter.into()]].concat())
        };
        last = last.iter().flat_map(longer).collect();
        all.extend(last.iter().cloned());
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases.max(3_000), failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn emptiness_is_what_brute_force_says(
        unions in prop::collection::vec(globs(3), 1..=2),
        without in globs(5),
    ) {
        thread_local! { static WORDS: Vec<Vec<Letter>> = words(); }
        let within: Vec<&[Glob]> = unions.iter().map(Vec::as_slice).collect();
        let excluded: Vec<&Glob> = without.iter().collect();
        let has = |word: &[Letter]| within.iter().all(|union| union.iter().any(|glob| textbook(glob, word)))
            && !without.iter().any(|glob| textbook(glob, word));
        let exists = WORDS.with(|words| words.iter().any(|word| has(word)));
        for shortcuts in [true, false] {
            let mut work = Work { states: 1_000_000, states_of_one: 1_000_000, shortcuts };
            match solve(&within, &excluded, &mut work) {
                Emptiness::Empty => prop_assert!(!exists, "shortcuts {}", shortcuts),
                // It may be longer than the words tried.
                Emptiness::Word(word) => prop_assert!(has(&word), "shortcuts {} {:?}", shortcuts, word),
                Emptiness::Unknown => prop_assert!(false, "the budget is ample"),
            }
        }
    }

    #[test]
    fn matching_is_the_textbooks(globs in globs(1), word in "[abAck:\u{212a}]{0,6}") {
        let word: Vec<Letter> = word.chars().map(u32::from).collect();
        for glob in globs {
            prop_assert_eq!(matches(&glob, &word), textbook(&glob, &word));
        }
    }
}

#[test]
fn many_things_to_contain_end_at_the_budget() {
    let excluded: Vec<Glob> = (0..20).map(|at| vec![Step::Star, Step::Char(97 + at), Step::Star]).collect();
    // Each excluded text begins with all that the others contain, so that no shortcut sees that none is left.
    let all: Vec<Glob> = vec![(0..20).map(|at| Step::Char(97 + at)).collect()];
    let within: Vec<Vec<Glob>> = excluded.iter().map(|glob| vec![glob.clone()]).collect();
    let within: Vec<&[Glob]> = within.iter().map(Vec::as_slice).collect();
    let without: Vec<&Glob> = all.iter().collect();
    let mut work = Work { states: 1_000, states_of_one: 1_000, shortcuts: false };
    assert_eq!(solve(&within, &without, &mut work), Emptiness::Unknown);
    assert_eq!(work.states, 1);
}
