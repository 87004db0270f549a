//! How a list is laid out, and what of it is ticked.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::checklist::Progress;
use crate::features::trips::row::ListRow;
use crate::session::Rows;
use crate::store::read::line::Line;

/// How a list is laid out. Ticks do not change it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    pub groups: Vec<GroupOf>,
    pub hidden: Vec<Line>,
}

/// One group of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GroupOf {
    pub group: String,
    pub heading: String,
    /// Heading over it and its neighbours of the same chapter, or empty.
    pub chapter: String,
    /// The list opens here.
    pub starts: bool,
    pub keys: Arc<Vec<String>>,
}

impl Layout {
    pub fn of(rows: &[ListRow]) -> Layout {
        let (shown, hidden): (Vec<&ListRow>, Vec<&ListRow>) =
            rows.iter().partition(|row| row.is_shown());
        let mut past = false;
        let group = |rows: &[&ListRow]| {
            let first = rows[0];
            GroupOf {
                group: first.group.to_string(),
                heading: first.heading.to_string(),
                chapter: first.chapter.to_string(),
                starts: std::mem::replace(&mut past, !first.ahead) && first.ahead,
                keys: Arc::new(rows.iter().map(|row| row.line.id.clone()).collect()),
            }
        };
        Layout {
            groups: shown
                .chunk_by(|row, next| row.group == next.group)
                .map(group)
                .collect(),
            hidden: hidden.into_iter().map(|row| row.line.clone()).collect(),
        }
    }

    pub fn group(&self, group: &str) -> GroupOf {
        self.groups
            .iter()
            .find(|known| known.group == group)
            .cloned()
            .unwrap_or_default()
    }
}

/// What is ticked of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ticked {
    pub all: Progress,
    pub essentials: Progress,
    /// By the keys of the groups, with how many are late.
    groups: Vec<(Cow<'static, str>, Progress, usize)>,
}

impl Ticked {
    pub fn of(rows: Rows<ListRow>) -> Ticked {
        let mut ticked = Ticked::default();
        rows.see_all(|row| ticked.count(row));
        ticked
    }

    fn count(&mut self, row: &ListRow) {
        if !row.is_shown() {
            return;
        }
        self.all.add(row.line.done);
        if row.line.essential {
            self.essentials.add(row.line.done);
        }
        let known = self.groups.iter().position(|known| known.0 == row.group);
        let place = known.unwrap_or_else(|| {
            let new = (row.group.clone(), Progress::default(), 0);
            self.groups.push(new);
            self.groups.len() - 1
        });
        let (_, progress, late) = &mut self.groups[place];
        progress.add(row.line.done);
        *late += usize::from(row.late);
    }

    pub fn text(&self, group: &str) -> String {
        match self.groups.iter().find(|known| known.0 == group) {
            Some((_, _, late @ 1..)) => [&late.to_string(), " late"].concat(),
            Some((_, progress, _)) => progress.text(),
            None => String::new(),
        }
    }
}
