//! The microphone: asked for inside a tap, how loud it is now, and what it hears in pieces of a file.
//! Nothing is kept here. Dropping the microphone turns it off, and the phone's sign for it goes out.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Array, Float32Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::bytes::Bytes;
use super::{Subscription, js};

/// Length of a piece in milliseconds: what a killed app loses at most.
pub const PIECE_MS: u32 = 500;
/// Enough for speech that is nearly the original, at half a megabyte a minute.
const BITS_PER_SECOND: u32 = 64_000;
/// In the order of preference; the browser's own choice comes last.
const KINDS: [&str; 4] = [
    "audio/webm;codecs=opus",
    "audio/mp4;codecs=mp4a.40.2",
    "audio/mp4",
    "audio/ogg;codecs=opus",
];
/// Samples the meter looks at: a fortieth of a second.
const LOOK: u32 = 2_048;

/// Why there is no microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MicrophoneError {
    /// This browser cannot record, or not on this page.
    Unsupported,
    /// The device has none.
    Missing,
    /// The person, or a setting, said no.
    Refused,
    /// Another app has it, or it does not answer.
    Busy,
}

/// This browser can record.
pub fn is_there() -> bool {
    let devices = js::get(&js::navigator(), "mediaDevices");
    js::get(&devices, "getUserMedia").is_function()
        && js::get(&js::window(), "MediaRecorder").is_function()
}

/// A microphone that is on.
pub struct Microphone {
    stream: JsValue,
    meter: Option<Meter>,
}

struct Meter {
    context: JsValue,
    // Held: a source that nobody holds falls silent in Firefox.
    _source: JsValue,
    analyser: JsValue,
    samples: Float32Array,
}

fn construct(class: &str, arguments: &Array) -> Option<JsValue> {
    let class: Function = js::get(&js::window(), class).dyn_into().ok()?;
    Reflect::construct(&class, arguments).ok()
}

impl Microphone {
    /// Asks for the microphone. Call it inside a tap.
    ///
    /// # Errors
    /// See [`MicrophoneError`].
    pub async fn open() -> Result<Self, MicrophoneError> {
        if !is_there() {
            return Err(MicrophoneError::Unsupported);
        }
        // Made before the wait: a context that is made later stays silent in some browsers.
        let context = construct("AudioContext", &Array::new());
        let no = JsValue::FALSE;
        // What a call wants from the sound spoils what the coach measures.
        let wishes = js::object(&[
            ("echoCancellation", &no),
            ("noiseSuppression", &no),
            ("autoGainControl", &no),
            ("channelCount", &1.into()),
        ]);
        let wanted = js::object(&[("audio", &wishes)]);
        let devices = js::get(&js::navigator(), "mediaDevices");
        let asked = js::ask(&devices, "getUserMedia", &[&wanted]).await;
        let stream = asked.map_err(|error| {
            if let Some(context) = &context {
                js::wish(context, "close");
            }
            match js::error_name(&error).as_str() {
                "NotAllowedError" | "SecurityError" => MicrophoneError::Refused,
                "NotFoundError" | "OverconstrainedError" => MicrophoneError::Missing,
                "NotReadableError" | "AbortError" => MicrophoneError::Busy,
                _ => MicrophoneError::Unsupported,
            }
        })?;
        let meter = context.and_then(|context| Meter::on(context, &stream));
        Ok(Self { stream, meter })
    }

    fn tracks(&self) -> Array {
        let tracks = js::call(&self.stream, "getAudioTracks", &[]);
        tracks.map_or_else(|_| Array::new(), |tracks| Array::from(&tracks))
    }

    /// What the system calls it; may be empty.
    pub fn name(&self) -> String {
        js::get(&self.tracks().get(0), "label")
            .as_string()
            .unwrap_or_default()
    }

    /// The loudest sample of this moment, 0 to 1. `None` where it cannot be looked at.
    pub fn level(&self) -> Option<f32> {
        let meter = self.meter.as_ref()?;
        js::call(&meter.analyser, "getFloatTimeDomainData", &[&meter.samples]).ok()?;
        let mut samples = [0.0; LOOK as usize];
        meter.samples.copy_to(&mut samples);
        Some(
            samples
                .iter()
                .fold(0.0, |most: f32, sample| most.max(sample.abs())),
        )
    }

    /// Runs when the system takes the microphone away: a call, another app, a cable that was pulled.
    pub fn on_lost(&self, run: impl Fn() + 'static) -> Subscription {
        let track = self.tracks().get(0);
        let run = Rc::new(run);
        let again = run.clone();
        let ended = js::listen(&track, "ended", move |_| run());
        ended.and(js::listen(&track, "mute", move |_| again()))
    }

    /// Records what it hears; `None` when the browser refuses.
    pub fn record(&self, hear: impl Fn(Heard) + 'static) -> Option<Recorder> {
        let class = js::get(&js::window(), "MediaRecorder");
        let can = |kind: &&&str| {
            let answer = js::call(&class, "isTypeSupported", &[&JsValue::from(**kind)]);
            answer.is_ok_and(|yes| yes.is_truthy())
        };
        let options = js::object(&[("audioBitsPerSecond", &BITS_PER_SECOND.into())]);
        if let Some(kind) = KINDS.iter().find(can) {
            js::set(&options, "mimeType", &JsValue::from(*kind));
        }
        let media = construct("MediaRecorder", &Array::of2(&self.stream, &options))?;
        let line = Rc::new(Line {
            hear: Box::new(hear),
            pieces: Cell::new(0),
            coming: Cell::new(0),
            broken: Cell::new(false),
            ended: Cell::new(false),
        });
        let hears = line.listen(&media);
        js::call(&media, "start", &[&PIECE_MS.into()]).ok()?;
        Some(Recorder {
            media,
            _hears: hears,
        })
    }
}

impl Drop for Microphone {
    fn drop(&mut self) {
        for track in self.tracks().iter() {
            let _ = js::call(&track, "stop", &[]);
        }
        if let Some(meter) = &self.meter {
            js::wish(&meter.context, "close");
        }
    }
}

impl Meter {
    fn on(context: JsValue, stream: &JsValue) -> Option<Self> {
        let joined = || {
            let source = js::call(&context, "createMediaStreamSource", &[stream]).ok()?;
            let analyser = js::call(&context, "createAnalyser", &[]).ok()?;
            js::set(&analyser, "fftSize", &LOOK.into());
            js::call(&source, "connect", &[&analyser]).ok()?;
            Some((source, analyser))
        };
        let Some((source, analyser)) = joined() else {
            js::wish(&context, "close");
            return None;
        };
        js::wish(&context, "resume");
        Some(Self {
            context,
            _source: source,
            analyser,
            samples: Float32Array::new_with_length(LOOK),
        })
    }
}

/// What a recorder says.
pub enum Heard {
    /// A piece of the file.
    Piece {
        /// Counted from 1, in the order in which they belong together.
        number: u32,
        /// The piece.
        bytes: Bytes,
        /// What kind of file it is a piece of.
        mime: String,
    },
    /// There will be no more. `broken` when the browser ended it by itself because of a fault.
    Ended {
        /// Not asked for.
        broken: bool,
    },
}

/// Orders what comes: the bytes of a piece are read after the recorder has said that it is there.
struct Line {
    hear: Box<dyn Fn(Heard)>,
    pieces: Cell<u32>,
    coming: Cell<u32>,
    broken: Cell<bool>,
    ended: Cell<bool>,
}

impl Line {
    fn listen(self: Rc<Self>, media: &JsValue) -> Subscription {
        let (piece, stop, fail) = (self.clone(), self.clone(), self);
        let came = js::listen(media, "dataavailable", move |event| {
            piece.clone().take(js::get(&event, "data"));
        });
        let stopped = js::listen(media, "stop", move |_| stop.end());
        // The last piece and a stop follow a fault.
        let failed = js::listen(media, "error", move |_| fail.broken.set(true));
        came.and(stopped).and(failed)
    }

    fn take(self: Rc<Self>, data: JsValue) {
        if js::get(&data, "size")
            .as_f64()
            .is_none_or(|size| size <= 0.0)
        {
            return;
        }
        let number = self.pieces.get() + 1;
        self.pieces.set(number);
        self.coming.set(self.coming.get() + 1);
        wasm_bindgen_futures::spawn_local(async move {
            let bytes = js::ask(&data, "arrayBuffer", &[]).await.ok();
            if let Some(bytes) = bytes.and_then(Bytes::from_js) {
                let mime = js::get(&data, "type").as_string().unwrap_or_default();
                (self.hear)(Heard::Piece {
                    number,
                    bytes,
                    mime,
                });
            }
            self.coming.set(self.coming.get() - 1);
            self.tell_end();
        });
    }

    fn end(&self) {
        self.ended.set(true);
        self.tell_end();
    }

    fn tell_end(&self) {
        if self.ended.get() && self.coming.get() == 0 {
            let broken = self.broken.get();
            (self.hear)(Heard::Ended { broken });
        }
    }
}

/// A recording that is running. Dropping it stops it; its last piece is then not heard.
pub struct Recorder {
    media: JsValue,
    _hears: Subscription,
}

impl Recorder {
    /// Leaves out what is said until `resume`.
    pub fn pause(&self) {
        let _ = js::call(&self.media, "pause", &[]);
    }

    /// Goes on after `pause`.
    pub fn resume(&self) {
        let _ = js::call(&self.media, "resume", &[]);
    }

    /// Ends it: the last piece comes, then the end.
    pub fn stop(&self) {
        let _ = js::call(&self.media, "stop", &[]);
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.stop();
    }
}
