//! The laws of one field, on registers of any shape, not only those that writing produces.

use matchbook::store::core::hlc::{Actor, Hlc};
use matchbook::store::core::register::{Register, Version};
use proptest::prelude::*;

fn hlc() -> impl Strategy<Value = Hlc> {
    (0..4_u64, 0..6_u64).prop_map(|(device, ms)| Hlc {
        epoch: 0,
        ms,
        counter: 0,
        actor: Actor { device, tab: 0 },
    })
}

fn register() -> impl Strategy<Value = Register> {
    let head = hlc().prop_map(|hlc| Version {
        hlc,
        val: format!("{}{}", hlc.ms, hlc.actor.device).into(),
    });
    (
        proptest::collection::vec(head, 0..3),
        proptest::collection::vec(hlc(), 0..4),
    )
        .prop_map(|(heads, prev)| Register::new(heads, &prev))
}

fn join(a: &Register, b: &Register) -> Register {
    let mut out = a.clone();
    let before = out.heads().to_vec();
    let changed = out.join(b);
    assert_eq!(
        changed,
        out.heads() != &before[..],
        "join says whether the heads changed"
    );
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn commutative(a in register(), b in register()) {
        prop_assert_eq!(join(&a, &b), join(&b, &a));
    }

    #[test]
    fn associative(a in register(), b in register(), c in register()) {
        prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
    }

    #[test]
    fn idempotent(a in register(), b in register()) {
        prop_assert_eq!(&join(&a, &a), &a);
        let ab = join(&a, &b);
        prop_assert_eq!(&join(&ab, &b), &ab);
    }

    #[test]
    fn heads_stand_newest_first_and_survive_rebuilding(a in register(), b in register()) {
        let ab = join(&a, &b);
        prop_assert!(ab.heads().windows(2).all(|pair| pair[0].hlc > pair[1].hlc));
        let replaced: Vec<Hlc> = ab.replaced().collect();
        prop_assert_eq!(&Register::new(ab.heads().to_vec(), &replaced), &ab);
    }
}
