//! Each stage on the corpus: `cargo bench --package sayso-benches`.

use std::hint::black_box;

use criterion::Criterion;
use sayso::{Limits, NoTrace, PolicyDocument, Source, Trace, evaluate};
use sayso_benches::{compile, corpus, request};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let Some(corpus) = corpus() else { return };
    for (name, text, attached) in &corpus.policies {
        let source = Source::new("policy.json", text.as_str());
        let mut group = criterion.benchmark_group(name);
        group.bench_function("parse", |bench| {
            bench.iter(|| PolicyDocument::parse(black_box(&source), &Limits::default()));
        });
        group.bench_function("parse and compile", |bench| bench.iter(|| compile(black_box(text))));
        let requests: Vec<_> = corpus.requests.iter().filter_map(request).collect();
        group.bench_function("decide 8 requests", |bench| {
            bench.iter(|| requests.iter().map(|request| evaluate(attached, request, &mut NoTrace)).max());
        });
        group.bench_function("decide 8 requests, traced", |bench| {
            bench.iter(|| {
                requests.iter().map(|request| evaluate(attached, request, &mut Trace::default())).max()
            });
        });
        group.finish();
    }
    criterion.bench_function("prepare 8 requests", |bench| {
        bench.iter(|| corpus.requests.iter().filter_map(request).count());
    });
    criterion.final_summary();
}
