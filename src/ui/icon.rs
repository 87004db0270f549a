//! The icon set: one name per symbol of public/icons/sprite.svg (Lucide, ISC), which the page carries inline.
//! Icons never speak: the text beside them, or the label of the button around them, does.

use super::element::{El, svg_el};

macro_rules! icons {
    ($($variant:ident = $name:literal),* $(,)?) => {
        /// A symbol of the sprite. To add one: a line here and a `<symbol id="i-name">` in the sprite.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Icon { $(#[doc = $name] $variant),* }

        impl Icon {
            /// Every icon, in the order of the sprite.
            pub const ALL: &[Icon] = &[$(Icon::$variant),*];

            /// Reference to the symbol, `#i-name`.
            pub const fn href(self) -> &'static str {
                match self { $(Icon::$variant => concat!("#i-", $name)),* }
            }
        }
    };
}

icons! {
    Sun = "sun", Cards = "cards", Bag = "bag", Building = "building", Rank = "rank", Gear = "gear",
    Tick = "tick", ChevronRight = "chevron-right", ChevronLeft = "chevron-left",
    ChevronUp = "chevron-up", ChevronDown = "chevron-down", Undo = "undo", Redo = "redo", Mail = "mail",
    Close = "close", Grip = "grip", Plus = "plus", Minus = "minus", Pencil = "pencil",
    Trash = "trash", EyeOff = "eye-off", Eye = "eye", Search = "search", Share = "share",
    Download = "download", Upload = "upload", Printer = "printer", Copy = "copy", Clock = "clock",
    Calendar = "calendar", MapPin = "map-pin", Plane = "plane", Shirt = "shirt", Phone = "phone",
    Alert = "alert", Info = "info", Lock = "lock", Moon = "moon", More = "more", Play = "play",
    Pause = "pause", Star = "star", Refresh = "refresh", Shield = "shield", Book = "book",
    Message = "message", Home = "home", Luggage = "luggage",
    Mic = "mic", Stop = "stop", Wave = "wave", Chart = "chart", Users = "users",
}

/// Draws an icon, 1.5 rem square, in the colour of the text around it. Hidden from screen readers.
pub fn icon(icon: Icon) -> El {
    svg_el("svg")
        .class("icon")
        .attr("aria-hidden", "true")
        .child(svg_el("use").attr("href", icon.href()))
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::Icon;

    const SPRITE: &str = include_str!("../../public/icons/sprite.svg");

    fn symbols() -> Vec<String> {
        SPRITE
            .split("<symbol id=\"")
            .skip(1)
            .filter_map(|rest| rest.split_once('"'))
            .map(|(id, _)| format!("#{id}"))
            .collect()
    }

    #[wasm_bindgen_test]
    fn enum_and_sprite_hold_the_same_icons_in_the_same_order() {
        let named: Vec<&str> = Icon::ALL.iter().map(|icon| icon.href()).collect();
        assert_eq!(symbols(), named);
    }
}
