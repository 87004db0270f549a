//! What Matchbook is, what it never does, the proof of it, and whose work it stands on.
//! Nothing here is data of the person.

use leptos::prelude::*;

use crate::address::{self, href};
use crate::features::settings::offline;
use crate::features::{Visit, damaged, muted};
use crate::session::phone;
use crate::ui::{
    Button, Card, Disclosure, El, Group, Icon, Pill, PillTone, Row, dynamic, el, maybe,
};

/// Title, second line, icon, and where it leads; an empty address leads nowhere.
type Line = (&'static str, &'static str, Icon, &'static str);

const NEVER: &[Line] = &[
    (
        "No account",
        "Nothing to sign up for, no password to lose.",
        Icon::Lock,
        "",
    ),
    (
        "No server for your data",
        "What you type stays in this browser until you save or share it yourself.",
        Icon::Home,
        "",
    ),
    (
        "No tracking",
        "Nothing counts what you do, no advertisements, no files from other addresses.",
        Icon::EyeOff,
        "",
    ),
];

const MORE: &[Line] = &[
    (
        "Proof of privacy",
        "Every request since the app was opened",
        Icon::Shield,
        address::PRIVACY,
    ),
    (
        "Licenses",
        "The work of others inside Matchbook",
        Icon::Book,
        address::LICENSES,
    ),
];

/// The full texts; the list of packages names each.
const TEXTS: &[Line] = &[
    (
        "MIT",
        "With the copyright notices",
        Icon::Book,
        "./licences/mit.txt",
    ),
    ("Apache-2.0", "", Icon::Book, "./licences/apache-2.0.txt"),
    ("Unicode-3.0", "", Icon::Book, "./licences/unicode-3.0.txt"),
    (
        "Zlib",
        "With the copyright notices",
        Icon::Book,
        "./licences/zlib.txt",
    ),
    (
        "BSL-1.0",
        "Boost Software License",
        Icon::Book,
        "./licences/bsl-1.0.txt",
    ),
    (
        "BSD-3-Clause",
        "",
        Icon::Book,
        "./licences/bsd-3-clause.txt",
    ),
    (
        "MPL-2.0",
        "The source of priority-queue is at github.com/garro95/priority-queue",
        Icon::Book,
        "./licences/mpl-2.0.txt",
    ),
];

fn group(title: &'static str, lines: &'static [Line]) -> AnyView {
    let row = |(title, detail, icon, to): &Line| match *to {
        "" => view! { <Row title=*title detail=*detail icon=*icon /> }.into_any(),
        // A text is a file, and no screen.
        to => {
            let to = match to.starts_with('.') {
                true => to.to_owned(),
                false => href(to),
            };
            view! { <Row title=*title detail=*detail icon=*icon href=to /> }.into_any()
        }
    };
    let rows: Vec<AnyView> = lines.iter().map(row).collect();
    view! { <Group title=title>{rows}</Group> }.into_any()
}

fn card(parts: Vec<El>) -> AnyView {
    view! { <Card>{parts}</Card> }.into_any()
}

/// About.
pub fn view(visit: Visit) -> AnyView {
    phone::note_memory();
    let what = "Matchbook carries the residency interview season of an international medical graduate: the practice, the bag, the day and the rank list, all on one phone. It needs nothing but this browser.";
    let version = ["Version ", &phone::version_text()].concat();
    vec![
        card(vec![el("p").text(what), muted(&version)]),
        offline::state(visit.hand()),
        group("What it never does", NEVER),
        group("More", MORE),
    ]
    .into_any()
}

/// Browsers keep at least this many requests in their list, and some no more.
const LIST_MAX: usize = 250;

/// Proof of privacy.
pub fn privacy(_: Visit) -> AnyView {
    let requests = RwSignal::new(phone::requests());
    let again = Callback::new(move |()| requests.set(phone::requests()));
    vec![
        dynamic(move || requests.with(|requests| verdict(requests, &phone::origin()))),
        card(vec![
            el("strong").text("Check it yourself"),
            el("p").text("Switch on airplane mode, close Matchbook and open it again. Everything works, because nothing has to leave this phone."),
            muted("Only what you send yourself leaves it: a copy that you save, a text that you share, a link that you open."),
        ]),
        view! { <Button label="Count again" icon=Icon::Refresh on_press=again /> }.into_any(),
        maybe(move || requests.with(|requests| request_list(requests, &phone::origin()))),
    ]
    .into_any()
}

fn is_own(request: &str, origin: &str) -> bool {
    // What follows must be a path, or `https://example.org.evil` would count.
    request
        .strip_prefix(origin)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn verdict(requests: &[String], origin: &str) -> AnyView {
    if requests.is_empty() {
        return card(vec![
            el("p")
                .class("big")
                .text("This browser keeps no list of requests."),
            muted("So there is nothing to show here; the check below works all the same."),
        ]);
    }
    let strange = requests
        .iter()
        .filter(|request| !is_own(request, origin))
        .count();
    let count = match requests.len() {
        1 => "1 request".to_owned(),
        count => [&count.to_string(), " requests"].concat(),
    };
    let (tone, word) = match strange {
        0 => (PillTone::Good, "all from this address".to_owned()),
        count => (
            PillTone::Bad,
            [&count.to_string(), " from other addresses"].concat(),
        ),
    };
    let pill = view! { <Pill tone=tone text=word /> };
    let mut parts = vec![
        el("div")
            .class("spread")
            .child(el("p").class("big").text(&count))
            .view(pill.into_any()),
        el("p")
            .text("This is your browser’s own list of what this page has loaded since it was opened. This address is ")
            .child(el("strong").text(origin))
            .text("."),
    ];
    if requests.len() >= LIST_MAX {
        parts.push(muted("Browsers keep only the first part of a long list."));
    }
    parts.push(muted("Beside the page runs a small worker that stores the app for use without a network. It loads the app’s own files only, from the same address."));
    card(parts)
}

fn request_list(requests: &[String], origin: &str) -> Option<AnyView> {
    if requests.is_empty() {
        return None;
    }
    let row = |request: &String| match request.strip_prefix(origin) {
        Some(path) if is_own(request, origin) => view! { <Row title=path.to_owned() /> }.into_any(),
        _ => {
            let pill = Some((PillTone::Bad, "another address".to_owned()));
            view! { <Row title=request.clone() pill=pill /> }.into_any()
        }
    };
    let rows: Vec<AnyView> = requests.iter().map(row).collect();
    Some(view! { <Group title="Every request">{rows}</Group> }.into_any())
}

/// A text of the app, or the sentence that says why it is missing; nothing until one is there.
fn text_of(path: &'static str) -> RwSignal<Option<String>> {
    let text = RwSignal::new(None);
    leptos::task::spawn_local(async move {
        let read = phone::fetch_text(path).await;
        text.try_set(Some(read.unwrap_or_else(damaged)));
    });
    text
}

/// The packages by licence, each line `name<TAB>licence` and equal licences together: licence,
/// names, and how many.
fn by_licence(lines: &str) -> Vec<(&str, String, usize)> {
    let mut groups: Vec<(&str, String, usize)> = Vec::new();
    for (name, licence) in lines.lines().filter_map(|line| line.split_once('\t')) {
        match groups.last_mut() {
            Some((known, names, count)) if *known == licence => {
                names.push_str(", ");
                names.push_str(name);
                *count += 1;
            }
            _ => groups.push((licence, name.to_owned(), 1)),
        }
    }
    groups
}

fn packages(text: &str) -> AnyView {
    let groups = by_licence(text);
    if groups.is_empty() {
        // Not the list, but the sentence that stands for it.
        return muted(text).into_any();
    }
    let group = |(licence, names, count): (&str, String, usize)| {
        let title = [licence, " (", &count.to_string(), ")"].concat();
        let names = el("p").class("names").text(&names);
        view! { <Disclosure title=title>{names}</Disclosure> }.into_any()
    };
    let groups: Vec<AnyView> = groups.into_iter().map(group).collect();
    groups.into_any()
}

/// Licenses.
pub fn licences(_: Visit) -> AnyView {
    let (list, icons) = (
        text_of("licences/packages.txt"),
        text_of("licences/lucide.txt"),
    );
    let list = maybe(move || list.with(|list| list.as_deref().map(packages)));
    let section = |title: &str| el("section").class("stack").child(el("h2").text(title));
    let icons = move || {
        el("p")
            .class("names keep-lines")
            .say_with(move || icons.get().unwrap_or_default())
    };
    let icons = view! { <Disclosure title="Lucide (ISC)">{icons()}</Disclosure> };
    vec![
        card(vec![
            el("p").text("Matchbook is free software, under the MIT or the Apache 2.0 license, whichever you prefer."),
            muted("It is built from the packages below, each under the license of its group. Not every one leaves something in the finished program. Thank you to everybody who wrote them."),
        ]),
        section("Packages").view(list).into_any(),
        group("Full texts", TEXTS),
        section("Icons").view(icons.into_any()).into_any(),
    ]
    .into_any()
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use std::collections::BTreeSet;

    use super::{TEXTS, by_licence, is_own};

    const PACKAGES: &str = include_str!("../../../public/licences/packages.txt");

    #[wasm_bindgen_test]
    fn only_the_own_address_counts_as_own() {
        let origin = "https://a.example";
        assert!(is_own("https://a.example/x.js", origin));
        assert!(!is_own("https://a.example.evil/x.js", origin));
        assert!(!is_own("http://a.example/x.js", origin));
    }

    #[wasm_bindgen_test]
    fn packages_are_grouped_and_every_licence_has_its_text() {
        let groups = by_licence(PACKAGES);
        let licences: BTreeSet<&str> = groups.iter().map(|(licence, ..)| *licence).collect();
        assert_eq!(licences.len(), groups.len(), "a group stands twice");
        let count: usize = groups.iter().map(|(.., count)| count).sum();
        assert_eq!(count, PACKAGES.lines().count(), "a line without a tab");
        // Of a choice, one text is enough.
        let is_here = |name: &str| TEXTS.iter().any(|(title, ..)| *title == name);
        for licence in licences {
            for needed in licence.split(" AND ") {
                let needed = needed.trim_matches(['(', ')']);
                assert!(needed.split(" OR ").any(is_here), "no text for {licence}");
            }
        }
    }

    #[wasm_bindgen_test]
    fn a_sentence_in_place_of_the_list_is_no_package() {
        assert!(by_licence("This part could not be read.").is_empty());
    }
}
