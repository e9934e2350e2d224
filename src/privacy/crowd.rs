//! Where a text has enough digits for a number that gives anything away. Nearly no text has, and all are asked.

use std::ops::Range;

/// The fewest digits that any such number has, in a row but for spaces and hyphens.
pub const FEWEST: usize = 11;

/// For each byte, whether it may stand in a number: digits, spaces and hyphens between them, and what full-width digits
/// are made of, EF BC 90 to EF BC 99.
const IN_NUMBER: [bool; 256] = {
    let mut may = [false; 256];
    let mut byte = 0;
    while byte < may.len() {
        may[byte] = matches!(byte, 0x30..=0x39 | 0x20 | 0x2D | 0xEF | 0xBC | 0x90..=0x99);
        byte += 1;
    }
    may
};

/// The next bytes that numbers are made of, with enough digits in a row for any such number. Nearly no text has them,
/// and all are asked.
pub(super) fn crowd(bytes: &[u8], from: usize) -> Option<Range<usize>> {
    let in_number = |byte: &&u8| IN_NUMBER[usize::from(**byte)];
    // Most bytes that a full-width digit may have belong to another character.
    let in_digit = |at: usize| match bytes[at] {
        0xBC => at > 0 && bytes[at - 1] == 0xEF,
        0x90..=0x99 => at > 1 && bytes[at - 2..at] == [0xEF, 0xBC],
        _ => true,
    };
    // Whatever is as long as the shortest number covers one of the bytes that stand so far apart: the others are not
    // looked at.
    let mut at = from + FEWEST - 1;
    while let Some(byte) = bytes.get(at) {
        if in_number(&byte) && in_digit(at) {
            let (before, after) = bytes.split_at(at);
            let start = at - before[from..].iter().rev().take_while(in_number).count();
            let end = at + after.iter().take_while(in_number).count();
            if end - start >= FEWEST && digits(&bytes[start..end]) {
                return Some(start..end);
            }
            at = end;
        }
        at += FEWEST;
    }
    None
}

/// Whether enough digits stand in a row, apart from spaces and hyphens.
fn digits(bytes: &[u8]) -> bool {
    let mut digits = 0;
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b' ' | b'-' => {}
            0xEF if bytes.clone().next() == Some(0xBC) => {
                bytes.next();
                match bytes.next() {
                    Some(0x90..=0x99) => digits += 1,
                    _ => digits = 0,
                }
            }
            _ => digits = 0,
        }
        if digits >= FEWEST {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::crowd;

    #[test]
    fn a_number_is_found_wherever_it_stands() {
        for number in ["13812345678", "138 - 1234-5678", "１３８１２３４５６７８"] {
            for lead in 0..24 {
                let text = format!("{}，{number}。镇", "1甲 -".repeat(lead));
                assert!(crowd(text.as_bytes(), 0).is_some(), "{text}");
                let short = format!("{}，{}。镇", "1甲 -".repeat(lead), &number[..9]);
                assert!(crowd(short.as_bytes(), 0).is_none(), "{short}");
            }
        }
    }
}
