//! What runs beside the page, in a worker: the same program, asked for one task. Nothing is stored
//! here; the answer goes back to the page, which decides.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::job::{Kind, Sensitivity, outcome_text, parted};
use crate::parts::{Loading, cut};
use crate::platform::worker::{promised, received, report};
use crate::speech::Analyser;
use crate::study::fit::{Answer, Job, Progress};

/// Does a task (`job::Job`) and answers in JSON. Called by public/worker.js; progress goes to the page
/// meanwhile.
#[wasm_bindgen]
pub fn work(task: String) -> JsValue {
    // No answer: whoever asked knows what that means, without its code in the start-up program.
    answered(match parted(&task) {
        Some((Kind::Fit, json)) => fitting::call(json.to_owned()),
        Some((Kind::Sensitivity, json)) => weighing::call(json.to_owned()),
        None => Box::pin(async { Ok(String::new()) }),
    })
}

/// A promise of the text; of an empty one when its part does not come. Not an exported `async fn`, which
/// costs the start-up program two kilobytes each.
fn answered(text: Loading<String>) -> JsValue {
    promised(Box::pin(async { text.await.unwrap_or_default() }))
}

fn fit(task: String) -> String {
    let Some(job) = Job::read(&task) else {
        return Answer::broken().text();
    };
    let mut told = None;
    let mut tell = |progress: Progress| {
        let text = progress.text();
        // Hundreds of equal words would only keep the page busy.
        if told.as_ref() != Some(&text) {
            report(&text);
            told = Some(text);
        }
        true
    };
    Answer::of(job.run(&mut tell)).text()
}

// Only a worker ever needs the optimizer.
cut! { worker; fn fitting(task: String) -> String = super::fit; }

/// Tries many weightings; tells how many are done.
fn weigh(task: String) -> String {
    let mut tell = |done: usize| {
        report(&done.to_string());
        true
    };
    let outcome = Sensitivity::read(&task).and_then(|job| job.run(&mut tell));
    outcome_text(outcome.as_ref())
}

// A part of its own: a few kilobytes that need not wait for the optimizer.
cut! { weigher; fn weighing(task: String) -> String = super::weigh; }

/// Listens to a take (mono `samples`, 32-bit floating point) and answers in JSON (`speech::Report`);
/// empty when it could not. Called by public/worker.js.
#[wasm_bindgen]
pub fn hear(rate: u32, samples: JsValue) -> JsValue {
    answered(hearing::call(rate, samples))
}

/// Values of pitch and level that the page draws.
const DRAWN: usize = 600;

fn listen(rate: u32, samples: JsValue) -> String {
    let (Some(sound), Ok(mut analyser)) = (received(&samples, rate), Analyser::new(rate)) else {
        return String::new();
    };
    sound.each(|piece| analyser.push(piece));
    analyser.finish().thinned(DRAWN).text()
}

// A part of its own: the optimizer is ten times its size.
cut! { coach; fn hearing(rate: u32, samples: JsValue) -> String = super::listen; }
