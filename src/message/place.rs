//! Where a message stands: at the foot of the screen, or under its header. Pure: strips of the screen in, a
//! side out.

/// A strip of the screen from `top` to `bottom`, in whole pixels from the upper edge of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strip {
    /// Where it begins.
    pub top: i32,
    /// Where it ends.
    pub bottom: i32,
}

impl Strip {
    fn meets(self, other: Strip) -> bool {
        self.top < other.bottom && other.top < self.bottom
    }
}

/// How something that can be pressed behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It moves with the page.
    Page,
    /// It moves with the page, and was pressed just now: it may be pressed again.
    Pressed,
    /// It stands still while the page moves.
    Still,
}

/// Something that can be pressed, beside which or under which a message would stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Control {
    /// Where it is.
    pub strip: Strip,
    /// How it behaves.
    pub kind: Kind,
}

/// The two places for a message, and how far the page is scrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// At the foot of the screen. The page has room at its end, so that all of it can be scrolled above that.
    pub foot: Strip,
    /// Under the header.
    pub head: Strip,
    /// How far the page can be scrolled down again, in pixels.
    pub scrolled: i32,
}

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// At the foot; the page moves up by so many pixels, so that what was pressed stays in sight.
    Foot(i32),
    /// Under the header.
    Head,
}

/// The worst that a message does to something under it, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Harm {
    None,
    /// It can be scrolled clear.
    Covered,
    /// It can be scrolled clear, but was just pressed.
    CoveredAgain,
    /// Nobody can press it while the message stands.
    Blocked,
}

/// The place where a message does the least harm; of two that are alike, the foot, where one looks for it.
pub fn choose(room: Room, controls: &[Control]) -> Place {
    let harm = |strip: Strip, can_clear: &dyn Fn(Strip) -> bool| {
        let under = controls.iter().filter(|one| one.strip.meets(strip));
        let each = under.map(|one| match one.kind {
            Kind::Still => Harm::Blocked,
            _ if !can_clear(one.strip) => Harm::Blocked,
            Kind::Page => Harm::Covered,
            Kind::Pressed => Harm::CoveredAgain,
        });
        each.max().unwrap_or(Harm::None)
    };
    let at_foot = harm(room.foot, &|_| true);
    let at_head = harm(room.head, &|strip| {
        room.head.bottom - strip.top <= room.scrolled
    });
    if at_head < at_foot {
        return Place::Head;
    }
    let pressed = controls.iter().filter(|one| one.kind == Kind::Pressed);
    let hidden = pressed.filter(|one| one.strip.meets(room.foot));
    // No further than its beginning can go.
    let up = hidden.map(|one| {
        let wanted = one.strip.bottom - room.foot.top;
        wanted.min(one.strip.top - room.head.top)
    });
    Place::Foot(up.max().unwrap_or(0).max(0))
}
