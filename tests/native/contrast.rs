//! Every text and every control part is legible in light and in dark: WCAG contrast computed from style/tokens.css.
//! It reads tokens, not pixels: that a widget uses the pair named here is for the eye (gallery) and axe.

use std::collections::BTreeMap;

const TOKENS: &str = include_str!("../../style/tokens.css");

/// WCAG 2.2, 1.4.3: text.
const TEXT: f64 = 4.5;
/// WCAG 2.2, 1.4.11: what identifies a control or its state.
const PART: f64 = 3.0;

/// Foreground, background, least ratio. A widget with a new pair gets a line here.
const PAIRS: &[(&str, &str, f64)] = &[
    ("text", "bg", TEXT),
    ("text", "surface", TEXT),
    ("text", "surface-2", TEXT),
    ("text", "track", TEXT),
    ("text", "raised", TEXT),
    ("text-2", "bg", TEXT),
    ("text-2", "surface", TEXT),
    ("text-2", "surface-2", TEXT),
    ("text-2", "track", TEXT),
    ("text-2", "raised", TEXT),
    ("accent", "bg", TEXT),
    ("accent", "surface", TEXT),
    ("accent", "surface-2", TEXT),
    ("accent", "accent-soft", TEXT),
    ("text", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-hero", "hero", TEXT),
    ("warn", "warn-soft", TEXT),
    ("warn", "surface", TEXT),
    ("bad", "bad-soft", TEXT),
    ("bad", "surface", TEXT),
    ("bad", "bg", TEXT),
    ("good", "good-soft", TEXT),
    // The timer's whole screen.
    ("bg", "good", TEXT),
    ("bg", "warn", TEXT),
    ("bg", "bad", TEXT),
    ("bg", "text", TEXT),
    ("good", "surface", TEXT),
    ("on-toast", "toast", TEXT),
    ("on-toast-accent", "toast", TEXT),
    // Check boxes, fields, switches, the selected segment, the handle of a sheet.
    ("edge", "bg", PART),
    ("edge", "surface", PART),
    ("edge", "surface-2", PART),
    ("edge", "track", PART),
    // Bars, rings, focus.
    ("accent", "line", PART),
    ("accent", "track", PART),
    ("accent", "raised", PART),
    ("toast", "bg", PART),
];

/// Lightness 0–1, chroma, hue in degrees.
type Oklch = [f64; 3];

/// Every `--name: light-dark(oklch(…), oklch(…));` without alpha, as (light, dark).
fn colours(css: &str) -> BTreeMap<&str, (Oklch, Oklch)> {
    css.lines()
        .filter_map(|line| line.trim().strip_prefix("--"))
        .filter_map(|line| line.split_once(": light-dark("))
        .filter_map(|(name, value)| {
            let mut sides = value.split("oklch(").skip(1).map(oklch);
            Some((name, (sides.next()??, sides.next()??)))
        })
        .collect()
}

/// The inside of `oklch(…)`; `None` for a translucent colour, whose contrast depends on what is below.
fn oklch(text: &str) -> Option<Oklch> {
    let (inside, _) = text.split_once(')')?;
    let mut parts = inside.split_whitespace();
    let lightness: f64 = parts.next()?.strip_suffix('%')?.parse().ok()?;
    let chroma = parts.next()?.parse().ok()?;
    let hue = parts.next()?.parse().ok()?;
    parts
        .next()
        .is_none()
        .then_some([lightness / 100.0, chroma, hue])
}

/// Linear-light sRGB, clipped to the gamut. Matrices: Björn Ottosson, "A perceptual color space for image processing".
fn linear_srgb([lightness, chroma, hue]: Oklch) -> [f64; 3] {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
    .map(|channel| channel.clamp(0.0, 1.0))
}

/// WCAG relative luminance, 0–1.
fn luminance(colour: Oklch) -> f64 {
    let [red, green, blue] = linear_srgb(colour);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// WCAG contrast ratio, 1–21.
fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// One line per pair that falls short.
fn shortcomings(css: &str) -> Vec<String> {
    let colours = colours(css);
    let mut found = Vec::new();
    for (front, back, least) in PAIRS {
        let (Some(front_pair), Some(back_pair)) = (colours.get(front), colours.get(back)) else {
            found.push(format!("--{front} or --{back} is missing"));
            continue;
        };
        for (theme, ratio) in [
            ("light", contrast(front_pair.0, back_pair.0)),
            ("dark", contrast(front_pair.1, back_pair.1)),
        ] {
            if ratio < *least {
                found.push(format!(
                    "{theme}: --{front} on --{back} is {ratio:.2}, needs {least}"
                ));
            }
        }
    }
    found
}

#[test]
fn every_pair_is_legible_in_light_and_dark() {
    assert_eq!(shortcomings(TOKENS), Vec::<String>::new());
}

#[test]
fn the_conversion_agrees_with_known_colours() {
    let white = [1.0, 0.0, 0.0];
    let black = [0.0, 0.0, 0.0];
    assert!((contrast(white, black) - 21.0).abs() < 0.01);
    // #ff0000 is oklch(62.796% .25768 29.234); its contrast with white is 3.998.
    assert!((contrast([0.627_96, 0.257_68, 29.234], white) - 3.998).abs() < 0.01);
    // #767676, the lightest grey with 4.5 on white, is oklch(56.59% 0 0).
    assert!((contrast([0.565_9, 0.0, 0.0], white) - 4.54).abs() < 0.01);
}

/// Negative control: one token made too pale must be found, in the theme where it is.
#[test]
fn a_pale_text_is_found() {
    let pale = TOKENS.replace(
        "--text-2: light-dark(oklch(46% ",
        "--text-2: light-dark(oklch(66% ",
    );
    assert_ne!(pale, TOKENS);
    let found = shortcomings(&pale);
    assert!(
        found
            .iter()
            .any(|line| line.starts_with("light: --text-2 on --bg"))
    );
    assert!(found.iter().all(|line| line.starts_with("light: --text-2")));
}

#[test]
fn a_missing_token_is_found() {
    let without = TOKENS.replace("--edge:", "--edges:");
    assert!(
        shortcomings(&without)
            .iter()
            .any(|line| line.contains("missing"))
    );
}
