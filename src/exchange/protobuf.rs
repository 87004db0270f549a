//! The few numbers that Anki keeps in protocol buffers (protobuf.dev, “Encoding”): read only.

/// The first varint of field `number` in a message. `None` when it is absent, 0 by the format's
/// rule for absent numbers, or the message is not well-formed up to there.
pub fn number(message: &[u8], number: u64) -> Option<u64> {
    let mut rest = message;
    loop {
        let key = varint(&mut rest)?;
        let value = match key & 7 {
            0 => Some(varint(&mut rest)?),
            1 => {
                rest = rest.get(8..)?;
                None
            }
            2 => {
                let length = usize::try_from(varint(&mut rest)?).ok()?;
                rest = rest.get(length..)?;
                None
            }
            5 => {
                rest = rest.get(4..)?;
                None
            }
            _ => return None,
        };
        if key >> 3 == number {
            return value;
        }
    }
}

fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for n in 0..10 {
        let (byte, behind) = rest.split_first()?;
        *rest = behind;
        value |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}
