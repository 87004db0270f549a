//! The texts and marks of the app that scenarios look for: the one place to change when the app's
//! wording changes. A name also matches when the app's begins with it or contains it.

/// Performance mark the app sets once real content is on the screen.
pub const READY: &str = "matchbook:ready";
/// Performance mark that it sets once the parts behind the tabs are there, or will not be brought ahead.
pub const AHEAD: &str = "matchbook:ahead";
/// True while no change waits for the database: the header says so and every tail key is gone. The
/// key is there as soon as a tap is handled, the header follows a moment later.
/// A tab that shows the sample season keeps its keys to itself.
pub const SAVED: &str = "![localStorage, sessionStorage].some((all) => Object.keys(all).some((key) => key.startsWith('mb/t/'))) && ((h) => h && h.dataset.saved === h.dataset.changes)(document.querySelector('header.top[data-saved]'))";

/// True while no history entry of something that was closed is being left: a link waits for that. What is open has
/// one of its own, a sheet as well as what stands in place of the rank list.
pub const AT_REST: &str = "!history.state?.cover || document.querySelector('dialog[open]') || mb.find('button', 'Back to my order') || mb.find('button', 'Close the example')";

/// First run: the field of the first question, and the answer to the second one.
pub const SPECIALTY: &str = "Which specialty?";
pub const NO_INTERVIEW_YET: &str = "None yet";
/// The other answer to it.
pub const PLAN_NOW: &str = "Plan it now";

/// Trips: begins a new one. Its form: fields, and what finishes it.
pub const NEW_TRIP: &str = "New trip";
pub const PROGRAM: &str = "Program";
pub const CITY: &str = "City of the program";
pub const DATE: &str = "Date";
pub const TIME: &str = "Start";
pub const ZONE: &str = "Time zone of the program";
pub const FINISH_TRIP: &str = "Done";
/// The pill of a trip whose form was left half-way, and the row of Today about it.
pub const NOT_FINISHED: &str = "not finished";
/// The three ways to a form that begins with something: of a trip like another one, of a trip to a program, and of
/// an interview without a trip.
pub const PACK_AGAIN: &str = "Pack again";
pub const PLAN_TRIP: &str = "Plan a trip for it";
pub const ADD_INTERVIEW: &str = "Add an interview without a trip";
/// What an error beside a field looks like.
pub const FIELD_ERROR: &str = ".error";

/// Programs: the way to write one down.
pub const ADD_PROGRAM: &str = "Add a program";

/// A packing item of every trip, and one more.
pub const PASSPORT: &str = "Passport or government photo ID";
pub const FOLDER: &str = "Slim folder or portfolio";
/// Takes the last change back.
pub const UNDO: &str = "Undo";
/// Does again what was taken back.
pub const REDO: &str = "Redo";
/// On the page of something deleted.
pub const BRING_BACK: &str = "Bring it back";
pub const DELETE_TRIP: &str = "Delete this trip";
/// Fills empty parts of a story with beginnings.
pub const STARTERS: &str = "Fill empty parts with sample sentences";
pub const TAKE_OFF: &str = "Take off this list";
/// The field that adds to a list, its button, and what comes when the thing is there already.
pub const ADD_ITEM: &str = "Add an item";
pub const ADD: &str = "Add";
pub const SHOW_IT: &str = "Show it";
pub const ADD_ANYWAY: &str = "Add it anyway";
/// The filters of a list, followed by numbers; the part with what was taken off, and the way back.
pub const OPEN_ONLY: &str = "Open ";
pub const ESSENTIAL_ONLY: &str = "Essential ";
pub const NOT_ON_LIST: &str = "Not on this list";
/// Shows the handles that move rows; the name of a handle begins with the second.
pub const REORDER: &str = "Change order";
pub const GRIP: &str = "Move ";
/// The look back after a trip: an answer that is an exception, another, and the two ways to finish.
pub const NOT_NEEDED: &str = "Not needed";
pub const MISSED: &str = "Missed";
pub const REST_NEEDED: &str = "Done, the rest was needed";
pub const ALL_NEEDED: &str = "Everything was needed";

/// Part of the banner that says a new version waits, and its button.
pub const UPDATE_READY: &str = "update is ready";
pub const UPDATE_NOW: &str = "Update";
/// Part of the permanent notice when storage is blocked.
pub const NOTHING_IS_SAVED: &str = "Nothing will be saved";
/// Part of the permanent notice when there is no space, and of the row about damaged entries.
pub const NO_SPACE: &str = "This phone is full";
pub const PUT_ASIDE: &str = "put aside";
/// The export, on its screen.
pub const EXPORT_SCREEN: &str = "settings/storage";
pub const EXPORT: &str = "Save a copy";
/// What takes in a copy, the answer to its question, what is said then, and to a copy without news.
pub const RESTORE: &str = "Restore from a copy";
pub const ADD_THESE: &str = "Add these";
pub const ADDED: &str = "Added: ";
pub const NOTHING_TO_ADD: &str = "nothing to add";
/// The heading of the recovery screen, and its way on.
pub const RECOVERY: &str = "Something is missing";
pub const CONTINUE_WITHOUT: &str = "Continue without it";
/// The line of Storage and About when the app is stored, their other try, and the row of Today when it
/// is not.
pub const READY_OFFLINE: &str = "Ready without a network";
pub const TRY_AGAIN: &str = "Try again";
pub const NOT_OFFLINE: &str = "would not open without a network";
/// Part of the panel that boot.js shows when the app cannot start.
pub const COULD_NOT_START: &str = "could not start";

/// Cards: id of a starter question, what chooses the core ones, begins, reveals and grades.
pub const CARD: &str = "open-about-yourself";
pub const CHOOSE_CORE: &str = "Start with the";
pub const START: &str = "Start";
pub const SHOW_OUTLINE: &str = "Show the outline";
pub const GOT_IT: &str = "Got it";
/// The grade for a card that did not come; what asks a learning step before its time; what goes on
/// without moving the plan; the way to the fit of personal parameters, and to using what came of it.
pub const AGAIN: &str = "Again";
pub const ASK_NOW: &str = "Ask it now";
pub const PRACTICE_ANYWAY: &str = "Practice anyway";
pub const FIT: &str = "Fit to my reviews";

/// The deck: search, filter, selecting many, and what is done with them.
pub const SEARCH_DECK: &str = "Search the deck";
pub const FILTER: &str = "Filter";
pub const SHOW_CARDS: &str = "Show the cards";
pub const SHOW_ALL_CARDS: &str = "Show all cards";
pub const SELECT: &str = "Select";
pub const SELECT_ALL: &str = "Select all";
pub const STUDY: &str = "Study";
pub const PAUSE: &str = "Pause";
/// A card: outline, back to the starter text, adding an own one beside its twin, deleting it.
pub const ADD_POINT: &str = "Add a point";
pub const TO_STARTER: &str = "Back to the starter text";
pub const OPEN_TWIN: &str = "Open it";
pub const ADD_CARD: &str = "Add the card";
pub const DELETE_CARD: &str = "Delete this card";
/// Import and export.
pub const PASTE_INSTEAD: &str = "Paste text instead";
pub const PASTED: &str = "Cards as text";
pub const READ_TEXT: &str = "Read the text";
pub const IMPORTED: &str = "cards imported";
pub const IMPORT_TAKEN_BACK: &str = "The import was taken back";
pub const NOTHING_TO_IMPORT: &str = "There is nothing to import";
pub const SAVE_CSV: &str = "Save as CSV";
pub const SAVE_ANKI: &str = "Save for Anki";

/// Stories: what begins one, its first part, the way to the timer and what it shows.
pub const PROFESSIONAL_STORY: &str = "Write my professional story";
pub const NEW_STORY: &str = "New story";
pub const STORY_NAME: &str = "Name of the story";
pub const ROOTS: &str = "Roots";
pub const TO_TIMER: &str = "Tell it with the timer";
pub const NEXT_PART: &str = "Next part";
pub const FINISH: &str = "Finish";
pub const DELETE_STORY: &str = "Delete this story";
pub const DELETE_ATTEMPT: &str = "Delete this attempt";
/// A sheet that shows one phrase in large letters, and its turns.
pub const PREVIOUS: &str = "Previous";
pub const NEXT: &str = "Next";
pub const FAVORITE: &str = "Favorite";

/// Drill: who asks and how long, what begins it, and the buttons and boxes on the way.
pub const INTERVIEWER: &str = "Interviewer";
pub const HOW_LONG: &str = "How long?";
pub const BEGIN: &str = "Begin";
pub const ASK_ME: &str = "Ask me";
pub const ANSWERED: &str = "Done";
pub const DO_AGAIN: &str = "Do this one again";
pub const NEXT_QUESTION: &str = "Next question";
pub const LOOK_BACK: &str = "Look back";
pub const ASK_AGAIN_SOON: &str = "Ask this card again soon";
pub const GO_ON: &str = "Go on";
pub const STOP_HERE: &str = "Stop here";

/// Recordings: what begins one, keeps it, brings one in, and deletes it; the switch that records along with
/// a clock, the way to what it recorded; the known text.
pub const RECORD: &str = "Record";
pub const IMPORT: &str = "Import";
pub const DELETE_RECORDING: &str = "Delete this recording";
pub const RECORD_ALONG: &str = "Record my answers";
pub const LISTEN: &str = "Listen to this answer";
pub const READ_ALOUD: &str = "Begin to read";
pub const HAVE_READ: &str = "I have read it";

/// The sample season: the ways into it from the first run and from Settings, what opens it where no tap led to
/// its screen, and the way out.
pub const SEE_SAMPLE: &str = "Look at a sample season";
pub const SAMPLE_ROW: &str = "Sample season";
pub const OPEN_SAMPLE: &str = "Open the sample season";
pub const LEAVE_SAMPLE: &str = "Leave the sample season";
/// True while the page says, on whichever screen, that what it shows is invented.
pub const IN_SAMPLE: &str = "((b) => b && mb.shown(b) && b.getBoundingClientRect().height > 20 && b.textContent.startsWith('Sample season.'))(document.querySelector('main > a.banner'))";
