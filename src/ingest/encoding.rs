//! Bytes to text: UTF-8, or GB18030 (what Chinese Excel saves).
//!
//! The choice is made on the whole file, never per field: a few Chinese characters in GB18030 can pass for
//! UTF-8, a file of them cannot.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How the bytes of a file are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Choice {
    /// UTF-8 if the file is valid UTF-8, else GB18030.
    #[default]
    Detect,
    /// UTF-8.
    Utf8,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
}

/// A file's text, and how it was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// The encoding's name.
    pub(super) encoding: &'static str,
}

/// Bytes that are no text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecodable {
    /// A file of another kind (a workbook, an archive, a picture), whatever its name says.
    Binary,
    /// Not valid in the encoding; `text` is what could be read before the first bad byte.
    Invalid {
        text: String,
        encoding: &'static str,
    },
}

/// Decodes a whole file.
pub(super) fn decode(bytes: &[u8], choice: Choice) -> Result<Decoded, Undecodable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && (encoding == UTF_16LE || encoding == UTF_16BE)
    {
        return strictly(encoding, &bytes[mark..]);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(Undecodable::Binary);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let encoding = match (choice, simdutf8::basic::from_utf8(bytes)) {
        (Choice::Detect | Choice::Utf8, Ok(text)) => {
            return Ok(Decoded {
                text: text.to_owned(),
                encoding: UTF_8.name(),
            });
        }
        (Choice::Utf8, Err(_)) => UTF_8,
        (Choice::Detect | Choice::Gb18030, _) => GB18030,
    };
    match (strictly(encoding, bytes), choice) {
        // Valid in neither: a file that begins as UTF-8 with Chinese in it was meant as UTF-8.
        (Err(_), Choice::Detect) if begins_as_utf8(bytes) => strictly(UTF_8, bytes),
        (decoded, _) => decoded,
    }
}

fn begins_as_utf8(bytes: &[u8]) -> bool {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    !bytes[..valid].is_ascii()
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, Undecodable> {
    let name = encoding.name();
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(Decoded {
            text: text.into_owned(),
            encoding: name,
        });
    }
    // The replacing decoder is only needed to say where the first bad byte is.
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let good = text.find('\u{FFFD}').unwrap_or(text.len());
    Err(Undecodable::Invalid {
        text: text[..good].to_owned(),
        encoding: name,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_is_recognised_and_a_bom_disappears() {
        let (bytes, _, _) = GB18030.encode("项目,总计\n规章,/\n");
        let decoded = decode(&bytes, Choice::Detect).expect("text");
        assert_eq!(
            (decoded.text.as_str(), decoded.encoding),
            ("项目,总计\n规章,/\n", "gb18030")
        );
        let decoded = decode("\u{FEFF}项目".as_bytes(), Choice::Detect).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("项目", "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(
            decode(b"PK\x03\x04\0\0", Choice::Detect),
            Err(Undecodable::Binary)
        );
        let invalid = decode(b"\xCF\xEE,\xFF\xFF", Choice::Detect).expect_err("no text");
        assert_eq!(
            invalid,
            Undecodable::Invalid {
                text: "项,".to_owned(),
                encoding: "gb18030"
            }
        );
    }
}
