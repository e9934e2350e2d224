//! Lays a tree of labels out in a rectangle.

/// A label in the rectangle. "Along" is towards the leaves, "across" is from leaf to leaf.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Node<'l> {
    pub(super) label: &'l str,
    /// How far from the root it begins.
    pub(super) level: usize,
    /// The leaves that it covers.
    pub(super) across: usize,
    /// The levels that it covers: more than one where the tree is shallow.
    pub(super) along: usize,
}

/// How deep the tree is.
pub(super) fn depth(leaves: &[Vec<&str>]) -> usize {
    leaves.iter().map(Vec::len).max().unwrap_or_default()
}

/// For each leaf, given by its labels from the root on, the labels that begin there. Neighbours share
/// the labels that they have in common; a leaf's own label is never shared.
pub(super) fn layout<'l>(leaves: &[Vec<&'l str>]) -> Vec<Vec<Node<'l>>> {
    let depth = depth(leaves);
    let shares = |leaf: usize, other: usize, level: usize| {
        let (path, other) = (&leaves[leaf], &leaves[other]);
        level + 1 < path.len() && level + 1 < other.len() && path[..=level] == other[..=level]
    };
    let begins = |leaf: usize, level: usize| leaf == 0 || !shares(leaf, leaf - 1, level);
    let node = |leaf: usize, level: usize| {
        let is_leaf = level + 1 == leaves[leaf].len();
        let following = leaf + 1..leaves.len();
        Node {
            label: leaves[leaf][level],
            level,
            across: 1 + following.take_while(|&other| shares(leaf, other, level)).count(),
            along: if is_leaf { depth - level } else { 1 },
        }
    };
    (0..leaves.len())
        .map(|leaf| {
            let levels = (0..leaves[leaf].len()).filter(|&level| begins(leaf, level));
            levels.map(|level| node(leaf, level)).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_of_uneven_depth_fills_its_rectangle() {
        let leaves = [vec!["a"], vec!["b", "x"], vec!["b", "y", "p"], vec!["b", "y", "q"]];
        let cells = |leaf: usize| -> Vec<(&str, usize, usize)> {
            let nodes = &layout(&leaves)[leaf];
            let cells = nodes.iter().map(|node| (node.label, node.across, node.along));
            cells.collect()
        };
        assert_eq!(cells(0), [("a", 1, 3)]);
        assert_eq!(cells(1), [("b", 3, 1), ("x", 1, 2)]);
        assert_eq!(cells(2), [("y", 2, 1), ("p", 1, 1)]);
        assert_eq!(cells(3), [("q", 1, 1)]);
    }
}
