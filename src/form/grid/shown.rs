//! The figures that go into a table.

/// Figures as shown, by their numbers, in one piece of memory: a report has hundreds of a few digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Shown {
    /// Room for so many.
    pub fn with_capacity(figures: usize) -> Self {
        Self {
            text: String::with_capacity(figures * 4),
            ends: Vec::with_capacity(figures),
        }
    }

    /// Adds the next figure, which `show` adds to a text, and returns its number.
    pub fn add(&mut self, show: impl FnOnce(&mut String)) -> usize {
        show(&mut self.text);
        self.ends.push(self.text.len());
        self.ends.len() - 1
    }

    /// The figure with this number; nothing if there is none.
    pub fn get(&self, number: usize) -> &str {
        let Some(&end) = self.ends.get(number) else {
            return "";
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..end]
    }

    /// All of them, one behind the other.
    pub fn text(&self) -> &str {
        &self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_the_numbers_in_whose_order_they_were_added() {
        let mut shown = Shown::default();
        for (number, figure) in ["12", "", "3"].iter().enumerate() {
            assert_eq!(shown.add(|text| text.push_str(figure)), number);
        }
        assert_eq!(
            [0, 1, 2, 3].map(|number| shown.get(number)),
            ["12", "", "3", ""]
        );
        assert_eq!(shown.text(), "123");
    }
}
