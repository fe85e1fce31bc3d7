//! Intervals against the values that lie in them, on a small line: whatever two values give lies in what their intervals give,
//! and the ends of that are the least and the greatest.

use whereas::logic::{Decimal, Fault, Interval, Truth};

/// Ends are tried from minus to plus this.
const END: i64 = 3;
/// Values beyond are not tried: open ends go on.
const FAR: [i64; 2] = [9, 18];

type Whole = (Option<i64>, Option<i64>);

fn all() -> Vec<Whole> {
    let ends = || (-END..=END).map(Some).chain([None]);
    let pairs = ends().flat_map(|low| ends().map(move |high| (low, high)));
    pairs.filter(|(low, high)| low.zip(*high).is_none_or(|(low, high)| low <= high)).collect()
}

fn interval((low, high): Whole) -> Interval<Decimal> {
    Interval { low: low.map(Decimal::from), high: high.map(Decimal::from), fault: None }
}

fn values((low, high): Whole, far: i64) -> std::ops::RangeInclusive<i64> {
    low.unwrap_or(-far)..=high.unwrap_or(far)
}

fn pairs(a: Whole, b: Whole, far: i64) -> impl Iterator<Item = (i64, i64)> {
    values(a, far).flat_map(move |x| values(b, far).map(move |y| (x, y)))
}

/// The least and the greatest of what values give; open where values further out give more.
fn hull(a: Whole, b: Whole, give: impl Fn(i64, i64) -> i64) -> Whole {
    let [near, far] = FAR.map(|far| {
        let given = || pairs(a, b, far).map(|(x, y)| give(x, y));
        (given().min().unwrap(), given().max().unwrap())
    });
    ((near.0 == far.0).then_some(near.0), (near.1 == far.1).then_some(near.1))
}

#[test]
fn computations_reach_from_the_least_to_the_greatest() {
    type Op = (&'static str, fn(Interval<Decimal>, Interval<Decimal>) -> Interval<Decimal>, fn(i64, i64) -> i64);
    let ops: [Op; 5] = [
        ("plus", Interval::<Decimal>::plus, |x, y| x + y),
        ("minus", Interval::<Decimal>::minus, |x, y| x - y),
        ("times", Interval::<Decimal>::times, |x, y| x * y),
        ("smaller", Interval::smaller, i64::min),
        ("larger", Interval::larger, i64::max),
    ];
    for (a, b) in all().into_iter().flat_map(|a| all().into_iter().map(move |b| (a, b))) {
        for (name, op, give) in ops {
            assert_eq!(op(interval(a), interval(b)), interval(hull(a, b, give)), "{name} {a:?} {b:?}");
        }
        let hull = |of: fn(&Whole) -> Option<i64>, end: fn(i64, i64) -> i64| of(&a).zip(of(&b)).map(|(x, y)| end(x, y));
        let joined = (hull(|of| of.0, i64::min), hull(|of| of.1, i64::max));
        assert_eq!(interval(a).join(interval(b)), interval(joined), "{a:?} or {b:?}");
    }
}

/// The quotient of numbers may lie between whole ones: each lies in what the intervals give, whose ends are reached or approached.
#[test]
fn quotients_hold_what_their_values_give() {
    for (a, b) in all().into_iter().flat_map(|a| all().into_iter().map(move |b| (a, b))) {
        let found = interval(a).divided_by(interval(b));
        if b == (Some(0), Some(0)) {
            assert_eq!(found, Interval::fault(Fault::DivisionByZero), "{a:?} by {b:?}");
            continue;
        }
        let quotient = |x: i64, y: i64| Decimal::from(x).divided_by(Decimal::from(y)).unwrap();
        let given: Vec<Decimal> = pairs(a, b, 18).filter(|(_, y)| *y != 0).map(|(x, y)| quotient(x, y)).collect();
        for value in &given {
            let within = found.low.is_none_or(|low| low <= *value) && found.high.is_none_or(|high| *value <= high);
            assert!(within, "{value} of {a:?} by {b:?}: {found:?}");
        }
        let zero_within = b.0.is_none_or(|low| low <= 0) && b.1.is_none_or(|high| high >= 0);
        let open = a.0.is_none() || a.1.is_none() || b.0.is_none() || b.1.is_none();
        if !zero_within && !open {
            assert_eq!((found.low, found.high), (given.iter().min().copied(), given.iter().max().copied()), "{a:?} by {b:?}");
        }
    }
    // One side of zero, or beyond any number: the sign stays known, and so does what the quotient cannot pass.
    for (a, b, low, high) in [
        ((Some(1), Some(2)), (Some(0), Some(2)), Some("0.5"), None),
        ((Some(1), Some(2)), (Some(-2), Some(0)), None, Some("-0.5")),
        ((Some(-2), Some(-1)), (Some(0), Some(2)), None, Some("-0.5")),
        ((Some(-2), Some(-1)), (Some(-2), Some(0)), Some("0.5"), None),
        ((Some(-1), Some(2)), (Some(0), Some(2)), None, None),
        ((Some(0), Some(2)), (Some(0), Some(2)), Some("0"), None),
        ((Some(1), Some(2)), (Some(1), None), Some("0"), Some("2")),
        ((Some(1), Some(2)), (None, Some(-1)), Some("-2"), Some("0")),
        ((Some(1), None), (Some(1), Some(2)), Some("0.5"), None),
        ((None, Some(-1)), (Some(1), Some(2)), None, Some("-0.5")),
        ((None, Some(-1)), (Some(-2), Some(-1)), Some("0.5"), None),
        ((Some(1), None), (Some(1), None), Some("0"), None),
        ((Some(1), None), (None, Some(-1)), None, Some("0")),
        ((None, Some(-1)), (None, Some(-1)), Some("0"), None),
        ((Some(1), Some(2)), (Some(-1), Some(1)), None, None),
        ((Some(1), Some(2)), (None, Some(1)), None, None),
    ] {
        let end = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        let expected = Interval { low: end(low), high: end(high), fault: None };
        assert_eq!(interval(a).divided_by(interval(b)), expected, "{a:?} by {b:?}");
    }
}

/// What has too many digits is not therefore far away: it may be any number of its sign.
#[test]
fn an_end_of_too_many_digits_may_be_any_number_of_its_sign() {
    let number = |text: &str| text.parse::<Decimal>().unwrap();
    let between = |low: &str, high: &str| Interval::between(number(low), number(high));
    let long = Interval::exact(number("0.12345678901234567"));
    let found = between("0.12345678901234567", "1").times(long);
    assert_eq!((found.low, found.high), (Some(Decimal::ZERO), None));
    let found = between("-1", "-0.12345678901234567").times(long);
    assert_eq!((found.low, found.high), (None, Some(Decimal::ZERO)));
    let prime = Interval::exact(number("1000000000000000000000000007"));
    let found = between("0.0000000000000000000000001", "1").divided_by(prime);
    assert_eq!((found.low, found.high), (Some(Decimal::ZERO), None));
}

#[test]
fn comparisons_say_what_some_values_allow() {
    for (a, b) in all().into_iter().flat_map(|a| all().into_iter().map(move |b| (a, b))) {
        let (x, y) = (interval(a), interval(b));
        let truth = |test: fn(i64, i64) -> bool| {
            let may = |wanted: bool| pairs(a, b, 9).any(|(x, y)| test(x, y) == wanted);
            Truth::of(may(true), may(false))
        };
        assert_eq!(x.less(&y), truth(|x, y| x < y), "{a:?} < {b:?}");
        assert_eq!(x.at_most(&y), truth(|x, y| x <= y), "{a:?} <= {b:?}");
        assert_eq!(x.same(&y), truth(|x, y| x == y), "{a:?} = {b:?}");
        assert_eq!(x.value(), a.0.filter(|_| a.0 == a.1).map(Decimal::from), "{a:?}");
        assert_eq!(x.is_bounded(), a != (None, None), "{a:?}");
    }
}

/// What has no value has none in any computation, on either side, and the fault is the first one.
#[test]
fn faults_are_carried_along() {
    type Op = fn(Interval<Decimal>, Interval<Decimal>) -> Interval<Decimal>;
    let ops: [Op; 7] = [
        Interval::<Decimal>::plus,
        Interval::<Decimal>::minus,
        Interval::<Decimal>::times,
        Interval::<Decimal>::divided_by,
        Interval::smaller,
        Interval::larger,
        Interval::join,
    ];
    let (fault, other) = (Interval::fault(Fault::NoRow), Interval::fault(Fault::MixedCurrency));
    let (two, open) = (interval((Some(2), Some(2))), interval((Some(1), None)));
    for (at, op) in ops.into_iter().enumerate() {
        for known in [two, open] {
            assert_eq!((op(fault, known).fault, op(known, fault).fault), (Some(Fault::NoRow), Some(Fault::NoRow)), "{at}");
        }
        assert_eq!(op(fault, other).fault, Some(Fault::NoRow), "{at}");
        assert_eq!(op(open, two).fault, None, "{at}");
    }
    // A fault of known values is no end of an interval: a sum that has too many digits leaves its side open.
    let most: Decimal = "9999999999999999999999999999".parse().unwrap();
    let huge = Interval { low: Some(Decimal::ZERO), high: Some(most), fault: None };
    assert_eq!(huge.plus(huge), Interval { low: Some(Decimal::ZERO), high: None, fault: None });
    assert_eq!(huge.times(huge), Interval { low: Some(Decimal::ZERO), high: None, fault: None });
    let below = Interval { low: Some(Decimal::ZERO.minus(most).unwrap()), high: Some(Decimal::ZERO), fault: None };
    assert_eq!(below.times(huge), Interval { low: None, high: Some(Decimal::ZERO), fault: None });
    let small = |sign: &str| format!("{sign}0.001").parse().unwrap();
    assert_eq!(
        below.divided_by(Interval { low: Some(small("")), high: Some(small("")), fault: None }),
        Interval { low: None, high: Some(Decimal::ZERO), fault: None }
    );
    assert_eq!(
        below.divided_by(Interval { low: Some(small("-")), high: Some(small("-")), fault: None }),
        Interval { low: Some(Decimal::ZERO), high: None, fault: None }
    );
    assert_eq!(below.times(below), Interval { low: Some(Decimal::ZERO), high: None, fault: None });
}
