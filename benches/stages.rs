//! Each stage against the clock: `cargo bench --package sayso-benches`.

use criterion::{Criterion, Throughput};
use sayso_benches::stages::STAGES;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for stage in STAGES {
        let Some(pass) = stage.set_up() else { continue };
        let mut group = criterion.benchmark_group(stage.name);
        group.throughput(Throughput::Elements(u64::try_from(pass.items).unwrap_or(u64::MAX)));
        group.bench_function(stage.item, |bench| bench.iter(|| pass.run()));
        group.finish();
    }
    criterion.final_summary();
}
