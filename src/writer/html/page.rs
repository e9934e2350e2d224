//! The page around a document: its head, its style, and what every page says alike.
//!
//! A page template that does no more with title and body than to place them, as the shipped one, is rendered once for
//! reports and once for drafts. Any other is rendered for each page.

use std::sync::OnceLock;

use anyhow::Result;
use tera::{Context, Tera, Value};

use super::ACTS;
use crate::assets::Assets;
use crate::writer::{DRAFT, DRAFT_NOTICE, first_acting};

const PAGE: &str = "page/page.html";
const STYLE: &str = "page/page.css";

/// How the page template says where the body goes.
const BODY: &str = "{{ body | safe }}";

/// What stands there while the rest of the page is rendered. No title brings it in: its `<` is escaped.
const GAP: &str = "<\u{FDD0}>";

/// How the page template says where the title goes.
const TITLE: &str = "{{ title }}";

/// A title in whose place others are put. It has nothing in it to escape, and no report has it: it is no character.
const ANY_TITLE: &str = "\u{FDD1}";

/// Bytes that most pages need.
const USUAL_BYTES: usize = 32 * 1024;

/// The page template and its style sheet.
#[derive(Debug)]
pub(super) struct Page {
    template: Tera,
    style: Value,
    /// Whether the template leaves a [`GAP`] for the body, so that the body is not copied through it.
    has_gap: bool,
    /// The pages of reports and of drafts without title and body, if that is all in which pages differ.
    frames: Option<[OnceLock<Frame>; 2]>,
}

/// A page without its title and its body.
#[derive(Debug)]
struct Frame {
    /// What stands before the body: between the pieces, the title.
    head: Vec<String>,
    /// What stands behind it, in the same way.
    foot: Vec<String>,
}

impl Page {
    /// Reads the template and its style sheet.
    ///
    /// # Errors
    /// If they cannot be read, or the template is at fault.
    pub(super) fn new(assets: &Assets) -> Result<Self> {
        let (_, text) = assets.read(PAGE)?;
        let (_, style) = assets.read(STYLE)?;
        let has_gap = only_places_body(&text);
        let is_free = !text.contains(ANY_TITLE) && !style.contains(ANY_TITLE);
        let has_frames = has_gap && is_free && only_places_title(&text);
        let frames = has_frames.then(<[OnceLock<Frame>; 2]>::default);
        let mut template = Tera::new();
        if has_gap {
            template.add_raw_template(PAGE, &text.replace(BODY, GAP))?;
        } else {
            template.add_raw_template(PAGE, &text)?;
        }
        Ok(Self {
            template,
            style: Value::from(&*style),
            has_gap,
            frames,
        })
    }

    /// What the page template is given, but for the body.
    fn context(&self, title: &str, draft: bool) -> Context {
        let mut context = Context::new();
        context.insert_value("title", title.into());
        context.insert_value("style", self.style.clone());
        context.insert_value("draft", draft.into());
        context.insert_value("draft_word", DRAFT.into());
        context.insert_value("draft_notice", DRAFT_NOTICE.into());
        context
    }

    /// What stands around a page's title and body, if that can be told for all titles at once.
    fn frame(&self, title: &str, draft: bool) -> Result<Option<&Frame>> {
        let Some(frames) = &self.frames else {
            return Ok(None);
        };
        // The template escapes titles its own way.
        if first_acting(title, &ACTS).is_some() {
            return Ok(None);
        }
        let frame = &frames[usize::from(draft)];
        if frame.get().is_none() {
            let page = self
                .template
                .render(PAGE, &self.context(ANY_TITLE, draft))?;
            let pieces = |text: &str| text.split(ANY_TITLE).map(str::to_owned).collect();
            if let Some((head, foot)) = page.rsplit_once(GAP) {
                let (head, foot) = (pieces(head), pieces(foot));
                frame.get_or_init(|| Frame { head, foot });
            }
        }
        Ok(frame.get())
    }

    /// A page with this title around what `body` writes.
    ///
    /// # Errors
    /// If the template is at fault.
    pub(super) fn write(
        &self,
        title: &str,
        draft: bool,
        body: impl FnOnce(&mut String),
    ) -> Result<String> {
        let mut html = String::with_capacity(USUAL_BYTES);
        if let Some(frame) = self.frame(title, draft)? {
            titled(&frame.head, title, &mut html);
            body(&mut html);
            titled(&frame.foot, title, &mut html);
            return Ok(html);
        }
        let mut context = self.context(title, draft);
        if !self.has_gap {
            body(&mut html);
            context.insert_value("body", html.into());
            return Ok(self.template.render(PAGE, &context)?);
        }
        let page = self.template.render(PAGE, &context)?;
        let Some((head, foot)) = page.rsplit_once(GAP) else {
            return Ok(page);
        };
        html.push_str(head);
        body(&mut html);
        html.push_str(foot);
        Ok(html)
    }
}

/// Pieces of a page with the title between them.
fn titled(pieces: &[String], title: &str, html: &mut String) {
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            html.push_str(title);
        }
        html.push_str(piece);
    }
}

/// Whether all that a page template does with the body is to place it, once.
fn only_places_body(template: &str) -> bool {
    let words = template.replace("<body", "").replace("</body", "");
    template.contains(BODY) && words.matches("body").count() == 1 && only_branches(template)
}

/// Whether all that a page template does with the title is to place it, where and as often as it likes.
fn only_places_title(template: &str) -> bool {
    let words = template.replace("<title", "").replace("</title", "");
    words.matches("title").count() == words.matches(TITLE).count() && only_branches(template)
}

/// Whether a page template has no statements but conditions: a loop might repeat what is placed, a filter or a capture
/// change it.
fn only_branches(template: &str) -> bool {
    let mut statements = template.split("{%").skip(1);
    let branches = ["if ", "elif ", "else", "endif"];
    let is_branch = |statement: &str| {
        let statement = statement.trim_start_matches('-').trim_start();
        branches.iter().any(|word| statement.starts_with(word))
    };
    !template.contains("__tera_context") && statements.all(is_branch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_only_places_the_body_gets_it_at_once() {
        let (_, shipped) = Assets::default().read(PAGE).expect("a page");
        assert!(only_places_body(&shipped));
        for page in [
            "<body>{{ body | upper | safe }}",
            "{{ body | safe }}{{ body | safe }}",
            "{% if body %}{{ body | safe }}{% endif %}",
            "{% filter upper %}{{ body | safe }}{% endfilter %}",
            "{%- set whole %}{{ body | safe }}{% endset %}{{ whole }}",
            "<body>{{ title }}</body>",
            "{{ body | safe }}{{ __tera_context }}",
        ] {
            assert!(!only_places_body(page), "{page}");
        }
    }

    #[test]
    fn a_page_that_only_places_the_title_is_rendered_once() {
        let (_, shipped) = Assets::default().read(PAGE).expect("a page");
        assert!(only_places_title(&shipped));
        for page in [
            "{{ title | upper }}",
            "{% if title == \"甲\" %}{{ title }}{% endif %}",
            "{% filter upper %}{{ title }}{% endfilter %}",
            "{{ title }}{{ __tera_context }}",
        ] {
            assert!(!only_places_title(page), "{page}");
        }
    }

    #[test]
    fn titles_stand_in_the_page_as_the_template_puts_them() {
        let page = Page::new(&Assets::default()).expect("a page");
        for (title, draft) in [("甲", false), ("乙", true), ("丙<\"&'>", false)] {
            let mut context = page.context(title, draft);
            context.insert_value("body", "".into());
            let whole = page.template.render(PAGE, &context).expect("a page");
            let written = page.write(title, draft, |_| {}).expect("written");
            assert_eq!(written, whole.replace(GAP, ""));
        }
    }
}
