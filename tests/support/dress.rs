//! Files in every dress: line endings, marks, quotes, encodings, the order of rows and columns.

use proptest::prelude::*;

use crate::balanced::Dress;

pub(crate) fn dress() -> impl Strategy<Value = Dress> {
    (any::<[bool; 6]>(), 0usize..7).prop_map(
        |([crlf, bom, quotes, gb18030, blank_lines, ids], rotate)| Dress {
            crlf,
            bom: bom && !gb18030,
            quotes,
            gb18030,
            blank_lines,
            ids,
            rotate,
        },
    )
}
