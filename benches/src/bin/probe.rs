#![allow(missing_docs, clippy::pedantic, clippy::unwrap_used, clippy::indexing_slicing)]
use sayso_benches::*;
use std::hint::black_box;
fn main() {
    let stage = std::env::args().nth(1).unwrap();
    let n: usize = std::env::args().nth(2).unwrap().parse().unwrap();
    let c = corpus().unwrap();
    let p1 = &c.policies.iter().find(|p| p.0 == "P1").unwrap().2;
    let p30 = &c.policies.iter().find(|p| p.0 == "P30").unwrap().2;
    let t30 = &c.policies.iter().find(|p| p.0 == "P30").unwrap().1;
    let plains: Vec<_> = c.requests.iter().map(|r| plain(r).unwrap()).collect();
    let prep = |i: usize| prepare(&plains[i]).unwrap();
    let requests: Vec<_> = (0..8).map(prep).collect();
    let started = std::time::Instant::now();
    for _ in 0..n {
        match stage.as_str() {
            "prep" => {
                for i in 0..8 {
                    black_box(prep(i));
                }
            }
            "p1" => {
                for _ in 0..8 {
                    black_box(sayso::evaluate(p1, black_box(&requests[0]), &mut sayso::NoTrace));
                }
            }
            "p1prep" => {
                for _ in 0..8 {
                    let r = prep(0);
                    black_box(sayso::evaluate(p1, &r, &mut sayso::NoTrace));
                }
            }
            "p30" => {
                for r in &requests {
                    black_box(sayso::evaluate(p30, black_box(r), &mut sayso::NoTrace));
                }
            }
            "p30prep" => {
                for i in 0..8 {
                    let r = prep(i);
                    black_box(sayso::evaluate(p30, &r, &mut sayso::NoTrace));
                }
            }
            "p30trace" => {
                for r in &requests {
                    let mut t = sayso::Trace::default();
                    black_box(sayso::evaluate(p30, black_box(r), &mut t));
                    t.finish();
                    black_box(t);
                }
            }
            "compile30" => {
                for _ in 0..8 {
                    black_box(compile(t30));
                }
            }
            _ => panic!(),
        }
    }
    println!("{stage}: {:.1} ns each", started.elapsed().as_nanos() as f64 / (n * 8) as f64);
}
