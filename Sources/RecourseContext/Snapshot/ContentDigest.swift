/// A fast 64-bit hash of contents, to tell a file that changed from one that was only touched. It
/// withstands chance (one false "unchanged" in 10^19), not an adversary, who could at most keep a
/// change of his own file from being read again; keys of caches are SHA-256.
///
/// Eight bytes at a time are folded in by a 64 x 64 -> 128 bit multiplication, whose halves are
/// combined; the length is part of the start.
enum ContentDigest {
    static func of(_ bytes: [UInt8]) -> UInt64 { bytes.withUnsafeBytes { of($0) } }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state = folded(UInt64(bytes.count) ^ 0x6C8E_9CF5_70F3_1D2B, 0xA24B_AED4_963E_E407)
        var index = 0
        while index + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            state = folded(state ^ word, 0x9FB2_1C65_1E98_DF25)
            index += 8
        }
        var rest: UInt64 = 0
        while index < bytes.count {
            rest = rest << 8 | UInt64(bytes[index])
            index += 1
        }
        return folded(state ^ rest, 0xD6E8_FEB8_6659_FD93)
    }

    @inline(__always)
    private static func folded(_ left: UInt64, _ right: UInt64) -> UInt64 {
        // A zero would swallow what follows; it comes once in 2^64.
        let product = (left | (left == 0 ? 1 : 0)).multipliedFullWidth(by: right)
        return product.high ^ product.low ^ left
    }
}
