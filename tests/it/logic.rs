//! Exact numbers, dates, periods, truth values, codes: every expected value was worked out by hand.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use whereas::logic::{Country, Currency, Date, DateError, Decimal, DecimalError, MonthEnd, PeriodError, Rounding};
use whereas::{Period, Truth, date};

fn number(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn period(text: &str) -> Period {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn decimals_are_read_from_their_text() {
    for (text, printed) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0"),
        ("007", "7"),
        ("12.50", "12.5"),
        ("-12.50", "-12.5"),
        ("1E-3", "0.001"),
        ("1.5e3", "1500"),
        ("1.5e+3", "1500"),
        ("100e-2", "1"),
        ("0e400", "0"),
        ("0e99999999999", "0"),
        ("9999999999999999999999999999", "9999999999999999999999999999"),
        ("0.0000000000000000000000000001", "0.0000000000000000000000000001"),
        ("1e27", "1000000000000000000000000000"),
        ("1.0000000000000000000000000000000000000000", "1"),
    ] {
        assert_eq!(number(text).to_string(), printed, "{text}");
    }
    let zeros_before = format!("{}1", "0".repeat(10_000));
    assert_eq!(number(&zeros_before), Decimal::ONE);
    let zeros_after = format!("1.{}", "0".repeat(10_000));
    assert_eq!(number(&zeros_after), Decimal::ONE);
}

#[test]
fn what_is_no_decimal_is_an_error() {
    for text in
        ["", "-", "+1", ".5", "1.", "1 000", "1,5", "1_000", "0x10", "NaN", "inf", "1e", "e5", "1e5e5", "--1", "1e+-5", "１"]
    {
        assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotANumber), "{text}");
    }
    let long = "7".repeat(10_000);
    for text in [
        long.as_str(),
        "10000000000000000000000000001",
        "1e28",
        "1e400",
        "1e-400",
        "1e-29",
        "1e99999999999",
        "1e-99999999999",
        "0.12345678901234567890123456789",
    ] {
        assert_eq!(text.parse::<Decimal>(), Err(DecimalError::TooManyDigits), "{text}");
    }
}

#[test]
fn sums_and_products_are_exact_or_an_error() {
    assert_eq!(number("0.1").plus(number("0.2")), Ok(number("0.3")));
    assert_eq!(number("1").minus(number("1.00")), Ok(Decimal::ZERO));
    assert_eq!(number("-1.5").plus(number("0.5")), Ok(number("-1")));
    assert_eq!(number("1305.50").times(number("2")), Ok(number("2611")));
    let most = number("9999999999999999999999999999");
    assert_eq!(most.plus(Decimal::ONE), Err(DecimalError::TooManyDigits));
    assert_eq!(most.minus(Decimal::ONE), Ok(number("9999999999999999999999999998")));
    assert_eq!(number("1e27").plus(number("1e-10")), Err(DecimalError::TooManyDigits));
    assert_eq!(number("1e27").plus(Decimal::ZERO), Ok(number("1e27")));
    assert_eq!(most.times(number("1.1")), Err(DecimalError::TooManyDigits));
    assert_eq!(number("1e-20").times(number("1e-20")), Err(DecimalError::TooManyDigits));
}

#[test]
fn a_product_that_fits_is_found_although_the_digits_in_between_do_not_fit() {
    // 9e27 * 0.0123456789012 = 111111110110800000000000000
    assert_eq!(number("9e27").times(number("0.0123456789012")), Ok(number("111111110110800000000000000")));
    // 5^40 / 10^28 * 2^40 = 10^40 / 10^28
    assert_eq!(number("0.9094947017729282379150390625").times(number("1099511627776")), Ok(number("1e12")));
    assert_eq!(number("1e20").times(number("1e-20")), Ok(Decimal::ONE));
    assert_eq!(number("-1e27").times(number("1e-28")), Ok(number("-0.1")));
    assert_eq!(number("1e27").times(Decimal::ZERO), Ok(Decimal::ZERO));
}

/// Against the arithmetic of whole numbers, and shown without zeros that say nothing.
#[test]
fn small_sums_and_products() {
    let tenths = |count: i64| number(&format!("{}e-1", count));
    for (a, b) in (-40..=130).flat_map(|a| (-40..=130).map(move |b| (a, b))) {
        assert_eq!(tenths(a).plus(tenths(b)), Ok(tenths(a + b)), "{a} + {b} tenths");
        assert_eq!(tenths(a).times(tenths(b)), Ok(number(&format!("{}e-2", a * b))), "{a} * {b} tenths");
        let sum = tenths(a).plus(tenths(b)).unwrap();
        assert_eq!((sum.is_whole(), sum.to_i64()), ((a + b) % 10 == 0, Some((a + b) / 10).filter(|_| (a + b) % 10 == 0)));
        assert!(!sum.to_string().ends_with(".0"), "{sum}");
    }
    assert_eq!((format!("{:?}", number("1.50")), format!("{:?}", date(2025, 2, 3))), ("1.5".to_owned(), "2025-02-03".to_owned()));
}

#[test]
fn quotients_are_exact_and_written_with_28_digits_half_to_even() {
    for (a, b, quotient) in [
        // All 28 digits are there already, and a rest: 10^27 and a third. A digit is still wanted: 9.6…e26 and two thirds.
        ("3000000000000000000000000001", "3", "1000000000000000000000000000"),
        ("2900000000000000000000000000", "3", "966666666666666666666666666.7"),
        ("5e-28", "2", "2e-28"),
        ("15e-28", "2", "8e-28"),
        ("35e-28", "2", "18e-28"),
        ("6", "3", "2"),
        ("1", "8", "0.125"),
        ("1", "3", "0.3333333333333333333333333333"),
        ("2", "3", "0.6666666666666666666666666667"),
        ("-2", "3", "-0.6666666666666666666666666667"),
        ("2", "-3", "-0.6666666666666666666666666667"),
        ("0.02", "0.03", "0.6666666666666666666666666667"),
        ("20000", "3", "6666.666666666666666666666667"),
        ("0", "-5", "0"),
        ("1", "0.001", "1000"),
        ("1e27", "0.1", "error"),
        ("1", "1e-28", "error"),
        // Written out it has 30 digits behind the point; the one below the line of the other has 29 digits.
        ("1e-27", "8", "1e-28"),
        ("3e-28", "2", "error"),
        // 9999999999999999999999999999 / 2 = 4999999999999999999999999999.5, of 29 digits: to the even …5000.
        ("9999999999999999999999999999", "2", "5000000000000000000000000000"),
        ("9999999999999999999999999997", "2", "4999999999999999999999999998"),
    ] {
        let found = number(a).divided_by(number(b));
        match quotient {
            "error" => assert_eq!(found, Err(DecimalError::TooManyDigits), "{a} / {b}"),
            _ => assert_eq!(found.unwrap().to_string(), number(quotient).to_string(), "{a} / {b}"),
        }
    }
    assert_eq!(number("1").divided_by(Decimal::ZERO), Err(DecimalError::DivisionByZero));
    let third = number("1").divided_by(number("3")).unwrap();
    assert!(third.divided_by(number("0")).is_err() && !third.is_whole() && third.to_i64().is_none() && !third.is_negative());
    assert_eq!(format!("{third:?}"), "1/3");
}

#[test]
fn a_unit_to_round_to_is_above_zero() {
    for unit in ["0", "-1"] {
        assert_eq!(number("2").rounded(Rounding::Up, number(unit)), Err(DecimalError::DivisionByZero), "{unit}");
    }
}

/// What comes out even is the decimal, down to 28 places; what does not has at most 28 digits above and below the line.
#[test]
fn fractions_in_their_least_and_longest_form() {
    for (a, b, quotient) in [
        ("1", "5", "0.2"),
        ("1", "25", "0.04"),
        ("7", "1.25", "5.6"),
        ("1", "40", "0.025"),
        ("1", "268435456", "0.0000000037252902984619140625"),
    ] {
        assert_eq!(number(a).divided_by(number(b)), Ok(number(quotient)), "{a} / {b}");
    }
    let sevenths = number("9999999999999999999999999998").divided_by(number("7")).unwrap();
    assert_eq!(sevenths.times(number("3")), Err(DecimalError::TooManyDigits), "29 digits above the line");
    let part = number("1").divided_by(number("9999999999999999999999999999")).unwrap();
    assert_eq!(part.divided_by(number("3")), Err(DecimalError::TooManyDigits), "29 digits below the line");
    let third = number("1e27").divided_by(number("3")).unwrap();
    assert_eq!(third.times(number("10")), Err(DecimalError::TooManyDigits), "a one and 28 zeros above the line");
}

/// A fraction of small whole numbers, reckoned with as schools teach it.
#[test]
fn fractions_are_reckoned_with_exactly() {
    let fraction = |above: i64, below: i64| Decimal::from(above).divided_by(Decimal::from(below)).unwrap();
    let ends = [-7, -3, -1, 0, 1, 2, 5, 6];
    let all: Vec<(i64, i64)> = ends.iter().flat_map(|above| [1, 2, 3, 6, 7, 12].map(|below| (*above, below))).collect();
    for (&(a, b), &(c, d)) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
        let (x, y) = (fraction(a, b), fraction(c, d));
        assert_eq!(x.plus(y), Ok(fraction(a * d + c * b, b * d)), "{a}/{b} + {c}/{d}");
        assert_eq!(x.minus(y), Ok(fraction(a * d - c * b, b * d)), "{a}/{b} - {c}/{d}");
        assert_eq!(x.times(y), Ok(fraction(a * c, b * d)), "{a}/{b} * {c}/{d}");
        assert_eq!(x.cmp(&y), (a * d).cmp(&(c * b)), "{a}/{b} against {c}/{d}");
        if c != 0 {
            assert_eq!(x.divided_by(y), Ok(fraction(a * d * c.signum(), b * c.abs())), "{a}/{b} by {c}/{d}");
        }
        let whole = |how| x.rounded(how, Decimal::ONE).unwrap().to_i64().unwrap();
        assert_eq!((whole(Rounding::Down), whole(Rounding::Up)), (a.div_euclid(b), -(-a).div_euclid(b)), "{a}/{b}");
        assert_eq!(whole(Rounding::HalfUp), (2 * a + b).div_euclid(2 * b), "{a}/{b}");
        let (down, rest) = (a.div_euclid(b), 2 * a.rem_euclid(b));
        let even = down + i64::from(rest > b || (rest == b && down % 2 != 0));
        assert_eq!(whole(Rounding::HalfEven), even, "{a}/{b}");
        if c > 0 {
            let unit = x.rounded(Rounding::Down, y).unwrap();
            assert_eq!(unit, fraction((a * d).div_euclid(b * c) * c, d), "{a}/{b} down to {c}/{d}");
        }
    }
    // The order of fractions that no product of 38 digits could tell apart.
    let [large, next] = [
        ("9999999999999999999999999998", "9999999999999999999999999999"),
        ("9999999999999999999999999997", "9999999999999999999999999998"),
    ]
    .map(|(above, below)| number(above).divided_by(number(below)).unwrap());
    assert!(next < large && large < Decimal::ONE);
    assert_eq!(large.plus(next), Err(DecimalError::TooManyDigits));
    assert_eq!(large.times(large), Err(DecimalError::TooManyDigits));
}

#[test]
fn dates_exist_or_not() {
    for (year, month, day, exists) in [
        (2024, 2, 29, true),
        (2023, 2, 29, false),
        (1900, 2, 29, false),
        (2000, 2, 29, true),
        (2025, 4, 31, false),
        (2025, 13, 1, false),
        (0, 1, 1, false),
        (1, 1, 1, true),
        (9999, 12, 31, true),
        (10_000, 1, 1, false),
    ] {
        assert_eq!(Date::new(year, month, day).is_some(), exists, "{year}-{month}-{day}");
    }
    assert_eq!(date(1, 1, 1), Date::MIN);
    assert_eq!(date(9999, 12, 31), Date::MAX);
    assert_eq!(date(1970, 1, 1).days(), 719_163);
    assert_eq!(Date::new(2023, 2, 31), None);
    // A literal of a program: no nearby day is guessed.
    assert!(std::panic::catch_unwind(|| date(2023, 2, 31)).is_err());
    assert_eq!(date(2025, 2, 3).in_words(), "3 February 2025");
}

#[test]
fn months_end_on_the_last_day() {
    for (from, by, to) in [
        ("2025-08-31", "P6M", "2026-02-28"),
        ("2023-08-31", "P6M", "2024-02-29"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2025-01-31", "P1M1D", "2025-03-01"),
        ("2024-12-31", "P1D", "2025-01-01"),
        ("2024-08-01", "P6M", "2025-02-01"),
        ("2024-02-28", "P2W", "2024-03-13"),
    ] {
        assert_eq!(from.parse::<Date>().unwrap().plus(period(by)).unwrap().to_string(), to, "{from} + {by}");
    }
    assert_eq!(date(2026, 3, 31).plus(Period::months(-1)), Ok(date(2026, 2, 28)));
    assert_eq!(Date::MAX.plus(Period::days(1)), Err(DateError::OutOfRange));
    assert_eq!(Date::MIN.plus(Period::months(-1)), Err(DateError::OutOfRange));
    assert_eq!(Date::MAX.plus(Period::days(i32::MAX)), Err(DateError::OutOfRange));
    assert_eq!(Date::MAX.plus(Period::months(i32::MIN)), Err(DateError::OutOfRange));
}

#[test]
fn partial_dates_are_intervals() {
    let found = |text: &str| Date::parse_partial(text);
    assert_eq!(found("2025-02-03"), Ok((date(2025, 2, 3), date(2025, 2, 3))));
    assert_eq!(found("2024-02"), Ok((date(2024, 2, 1), date(2024, 2, 29))));
    assert_eq!(found("2023-02"), Ok((date(2023, 2, 1), date(2023, 2, 28))));
    assert_eq!(found("2025"), Ok((date(2025, 1, 1), date(2025, 12, 31))));
    assert_eq!(found("9999"), Ok((date(9999, 1, 1), Date::MAX)));
    for text in [
        "",
        "25",
        "2025-2",
        "2025-2-3",
        "2025-02-3",
        "02-03-2025",
        "2025-02-03T10:00",
        "+025",
        "2025-+2",
        "2025-02-+3",
        "2025/02/03",
        " 2025",
        "2025-",
        "+2025",
    ] {
        assert_eq!(found(text), Err(DateError::Form), "{text}");
    }
    for text in ["2025-00", "2025-13", "2025-02-29", "2025-04-31", "2025-01-00"] {
        assert_eq!(found(text), Err(DateError::NoSuchDay), "{text}");
    }
    assert_eq!(found("0000-01-01"), Err(DateError::OutOfRange));
    assert_eq!("2025-02".parse::<Date>(), Err(DateError::Form));
}

#[test]
fn completed_months() {
    for (from, to, months) in [
        ("2025-01-15", "2025-07-15", 6),
        ("2025-01-15", "2025-07-14", 5),
        ("2025-01-31", "2025-02-28", 1),
        ("2025-01-31", "2025-02-27", 0),
        ("2024-02-29", "2025-02-28", 12),
        ("2025-01-15", "2025-01-15", 0),
        ("2025-01-15", "2025-01-14", -1),
        ("2025-01-15", "2024-12-15", -1),
        ("2025-01-15", "2024-12-14", -2),
        ("0001-01-01", "9999-12-31", 119_987),
    ] {
        let (from, to): (Date, Date) = (from.parse().unwrap(), to.parse().unwrap());
        assert_eq!(from.completed_months_by(to, MonthEnd::LastDay), months, "{from} to {to}");
    }
}

#[test]
fn periods_compare_where_every_starting_date_agrees() {
    let cases: &[(&str, &str, Option<Ordering>)] = &[
        ("P12M", "P1Y", Some(Equal)),
        ("P6M", "P7M", Some(Less)),
        ("P180D", "P179D", Some(Greater)),
        ("P1Y1D", "P1Y", Some(Greater)),
        ("P1Y1D", "P1Y2D", Some(Less)),
        ("P1Y", "P364D", Some(Greater)),
        ("P1Y", "P365D", None),
        ("P1Y", "P366D", None),
        ("P1Y", "P367D", Some(Less)),
        ("P1M", "P27D", Some(Greater)),
        ("P1M", "P28D", None),
        ("P1M", "P31D", None),
        ("P1M", "P32D", Some(Less)),
        ("P6M", "P180D", Some(Greater)),
        ("P6M", "P181D", None),
        ("P6M", "P184D", None),
        ("P6M", "P185D", Some(Less)),
        ("P4Y", "P1460D", None),
        ("P4Y", "P1459D", Some(Greater)),
        ("P4Y", "P1462D", Some(Less)),
        ("P400Y", "P146097D", Some(Equal)),
        ("P400Y", "P146096D", Some(Greater)),
        // The average over 400 years counts: over 9,600 of them a slightly wrong one would be days off.
        ("P9600Y", "P3506328D", Some(Equal)),
        ("P9600Y", "P3506327D", Some(Greater)),
        ("P13M", "P1M366D", None),
        ("P13M", "P1M367D", Some(Less)),
        ("P0D", "P0M", Some(Equal)),
        ("P2W", "P14D", Some(Equal)),
    ];
    for (a, b, order) in cases {
        assert_eq!(period(a).compare(period(b)), *order, "{a} and {b}");
        assert_eq!(period(b).compare(period(a)), order.map(Ordering::reverse), "{b} and {a}");
    }
}

/// A test may have the same answer from every starting date although the order has not.
#[test]
fn periods_are_tested_where_every_starting_date_agrees() {
    let year = period("P12M");
    assert_eq!(period("P366D").agree(year, Ordering::is_ge), Some(true));
    assert_eq!(period("P365D").agree(year, Ordering::is_le), Some(true));
    assert_eq!(period("P365D").agree(year, Ordering::is_gt), Some(false));
    assert_eq!(period("P365D").agree(year, Ordering::is_ge), None);
    assert_eq!(period("P365D").agree(year, Ordering::is_eq), None);
    assert_eq!(period("P364D").agree(year, Ordering::is_eq), Some(false));
    assert_eq!(period("P30D").agree(period("P1M"), Ordering::is_eq), None, "28 to 31 days");
}

/// What `compare` says against what the calendar says, from every day of eight years (with 1900, no leap year) and some more.
#[test]
fn periods_compare_as_the_calendar_does() {
    let starts: Vec<Date> = (date(1896, 1, 1).days()..date(1904, 12, 31).days()).filter_map(Date::from_days).collect();
    for months in [1, 2, 3, 5, 7, 11, 12, 13, 23, 24, 47, 48, 49, 95, 96, 97] {
        let lengths = starts.iter().map(|start| start.plus(Period::months(months)).unwrap().days() - start.days());
        let (least, most) = (lengths.clone().min().unwrap(), lengths.max().unwrap());
        for days in [least, most] {
            assert!(
                matches!(Period::months(months).compare(Period::days(days)), None | Some(Equal)),
                "{months} months, {days} days"
            );
        }
        assert_eq!(Period::months(months).compare(Period::days(least - 10)), Some(Greater), "{months} months");
        assert_eq!(Period::months(months).compare(Period::days(most + 10)), Some(Less), "{months} months");
    }
}

#[test]
fn periods_are_read_and_written() {
    for (text, months, days) in [("P6M", 6, 0), ("P180D", 0, 180), ("P1Y1D", 12, 1), ("P1Y6M2W3D", 18, 17), ("P0D", 0, 0)] {
        assert_eq!(period(text), Period { months, days }, "{text}");
        assert_eq!(period(&period(text).to_string()), period(text), "{text}");
    }
    for (text, written) in [("P1M", "P1M"), ("P180D", "P180D"), ("P1Y1D", "P12M1D"), ("P1D", "P1D"), ("P0M", "P0D")] {
        assert_eq!(period(text).to_string(), written);
    }
    // As long as the calendar, and no longer.
    for (text, months, days) in [("P9999Y", 119_988, 0), ("P3652059D", 0, 3_652_059)] {
        assert_eq!(period(text), Period { months, days });
    }
    for text in ["P119989M", "P3652060D"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError::TooLong), "{text}");
    }
    for text in ["", "P", "6M", "p6m", "P6", "PM", "P1D1M", "P1M1M", "PT5H", "P1.5Y", "P-6M", "P6M ", "6 months", "P６M"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError::Form), "{text}");
    }
    for text in ["P99999999999D", "P10000Y", "P4000000D", "P2147483647Y"] {
        assert_eq!(text.parse::<Period>(), Err(PeriodError::TooLong), "{text}");
    }
    for (text, words) in [
        ("P18M", "1 year and 6 months"),
        ("P1M", "1 month"),
        ("P180D", "180 days"),
        ("P2Y1M1D", "2 years, 1 month and 1 day"),
        ("P0D", "0 days"),
    ] {
        assert_eq!(period(text).in_words(), words);
    }
}

#[test]
fn truth_tables() {
    let (y, n, o) = (Truth::YES, Truth::NO, Truth::OPEN);
    for (a, b, and, or, join) in [
        (y, y, y, y, y),
        (y, n, n, y, o),
        (y, o, o, y, o),
        (n, y, n, y, o),
        (n, n, n, n, n),
        (n, o, n, o, o),
        (o, y, o, y, o),
        (o, n, n, o, o),
        (o, o, o, o, o),
    ] {
        assert_eq!((a.and(b), a.or(b), a.join(b)), (and, or, join), "{a:?} {b:?}");
    }
    assert_eq!((!y, !n, !o), (n, y, o));
    assert_eq!([y, n, o].map(|truth| format!("{truth:?}")), ["yes", "no", "open"]);
    assert_eq!((Truth::of(true, false), Truth::of(false, true), Truth::of(true, true)), (y, n, o));
}

#[test]
fn countries() {
    assert_eq!(Country::all().count(), 250);
    for country in Country::all() {
        assert_eq!(Country::from_alpha2(country.alpha2()), Some(country));
        assert_eq!(Country::from_alpha3(country.alpha3()), Some(country));
        assert!(!country.name().is_empty());
        assert!(Country::advice(country.alpha2()).is_none() && Country::advice(country.alpha3()).is_none());
    }
    let sorted: Vec<&str> = Country::all().map(Country::alpha2).collect();
    assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]));
    let mut alpha3: Vec<&str> = Country::all().map(Country::alpha3).collect();
    alpha3.sort_unstable();
    assert!(alpha3.windows(2).all(|pair| pair[0] < pair[1]));
    for (code, name) in
        [("SV", "El Salvador"), ("ES", "Spain"), ("GB", "United Kingdom"), ("XK", "Kosovo"), ("CH", "Switzerland")]
    {
        assert_eq!(Country::from_alpha2(code).map(Country::name), Some(name));
    }
    assert_eq!(Country::from_alpha3("SLV").map(Country::alpha2), Some("SV"));
    assert_eq!(Country::from_alpha3("CHE").map(Country::alpha2), Some("CH"));
    for code in ["", "sv", "S", "SVX", "UK", "EL", "SU", "XX", "Sal.", "ＳＶ"] {
        assert!(Country::from_alpha2(code).is_none() && Country::from_alpha3(code).is_none(), "{code}");
    }
}

#[test]
fn what_is_no_code_gets_advice() {
    for (code, says) in [
        ("UK", "`GB`"),
        ("EL", "`GR`"),
        ("D", "`DE`"),
        ("GER", "`DE`"),
        ("SUI", "`CH`"),
        ("RKS", "`XK`"),
        ("SAL", "`SV`"),
        ("XXA", "stateless"),
        ("XXB", "refugee"),
        ("XXC", "refugee"),
        ("XXX", "unspecified"),
        ("GBN", "not British citizenship"),
        ("UNO", "organisation"),
        ("SU", "ended in 1991"),
        ("YU", "has ended"),
        ("CS", "later Serbia and Montenegro"),
        ("DD", "`DE`"),
        ("AN", "`NL`"),
        ("ZR", "`CD`"),
    ] {
        let advice = Country::advice(code).unwrap_or_else(|| panic!("no advice on {code}"));
        assert!(advice.contains(says), "{code}: {advice}");
    }
    assert_eq!(Country::advice("QQ"), None);
    // Whatever is known to be no code gets advice, and codes that the advice names exist.
    let known = "AFI ALG AN ANT BAN BU BUL BUR BYS CHI CRC CRO CS CSK D DD DDR DEN DHY DY E EL ELS EN ENG ESA EU EUE FX FXX GBD \
                 GBN GBO GBP GBS GEL GER GRE GUA HAI HOL HON HV HVO INA IRI KOS KSA KUW KV LAT LBA LEB MAS MGL MYA NCA NED NEP \
                 NGR NH NHB NIR NT NTZ PAR PC PCI PCZ PHI POR PUR PZ RH RHO RKS ROM RSA SAF SAL SCG SCO SKM SLO SP SPA SRI SU SUD \
                 SUI SUN TMP TP TPE UAE UK UKM UN UNA UNK UNO URU VD VDR VIE WAL XBA XCC XCE XCO XDC XEC XES XIM XMP XOM XPO XXA \
                 XXB XXC XXX YD YMD YU YUG ZAR ZR";
    for code in known.split(' ') {
        let advice = Country::advice(code).unwrap_or_else(|| panic!("no advice on {code}"));
        let named = advice
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|word| *word != code && word.len() == 2 && *word != "[]" && *word != "{}");
        assert_eq!(named.clone().find(|word| Country::from_alpha2(word).is_none()), None, "{code}: {advice}");
    }
}

#[test]
fn currencies() {
    for code in ["USD", "EUR", "CHF", "ZMW", "AED", "XCG"] {
        assert_eq!(Currency::from_code(code).map(Currency::code), Some(code));
    }
    for code in ["", "usd", "US", "XXX", "DEM", "€"] {
        assert_eq!(Currency::from_code(code), None, "{code}");
    }
}
