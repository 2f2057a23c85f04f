/// An index as bytes in memory, checked: every section lies within it and has the size that its
/// readers count on. Whatever the bytes are, reading never leaves them.
///
/// `@unchecked Sendable`: nothing is written after `init`.
final class IndexImage: @unchecked Sendable {
    typealias Fault = PatternIndex.Fault

    private enum Memory {
        case allocated(UnsafeMutableRawPointer)
        case mapped(MappedFile)
    }

    let bytes: UnsafeRawBufferPointer
    let patternCount: Int
    let identity: IndexIdentity
    private let memory: Memory
    private let ranges: [Range<Int>]

    init(_ image: [UInt8]) throws(Fault) {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: max(64, image.count), alignment: 64)
        image.withUnsafeBytes {
            if let base = $0.baseAddress { copy.copyMemory(from: base, byteCount: $0.count) }
        }
        memory = .allocated(copy)
        bytes = UnsafeRawBufferPointer(start: copy, count: image.count)
        do throws(Fault) {
            (patternCount, identity, ranges) = try Self.checked(bytes)
        } catch {
            copy.deallocate()
            throw error
        }
    }

    init(_ file: MappedFile) throws(Fault) {
        memory = .mapped(file)
        bytes = file.bytes
        (patternCount, identity, ranges) = try Self.checked(bytes)
    }

    deinit {
        if case .allocated(let pointer) = memory { pointer.deallocate() }
    }

    func section(_ section: IndexLayout.Section) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[ranges[section.rawValue]])
    }

    func numbers(_ wanted: IndexLayout.Section) -> UnsafeBufferPointer<UInt32> {
        section(wanted).bindMemory(to: UInt32.self)
    }

    private static func checked(
        _ bytes: UnsafeRawBufferPointer
    ) throws(Fault) -> (Int, IndexIdentity, [Range<Int>]) {
        typealias Header = IndexLayout.Header
        guard bytes.count >= Header.size else { throw .damaged }
        func number<Number: FixedWidthInteger>(_ offset: Int, as type: Number.Type) -> Number {
            Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
        }
        guard number(Header.magic, as: UInt64.self) == IndexLayout.magic,
            number(Header.version, as: UInt32.self) == IndexLayout.version
        else { throw .foreign }
        guard number(Header.length, as: UInt64.self) == UInt64(bytes.count) else { throw .damaged }
        guard number(Header.checksum, as: UInt64.self) == IndexLayout.checksum(of: bytes) else {
            throw .damaged
        }
        var ranges: [Range<Int>] = []
        for section in IndexLayout.Section.allCases {
            let entry = Header.sections + 8 * section.rawValue
            let start = Int(number(entry, as: UInt32.self))
            let length = Int(number(entry + 4, as: UInt32.self))
            guard start % 64 == 0, start + length <= bytes.count else { throw .damaged }
            ranges.append(start..<(start + length))
        }
        let count = Int(number(Header.patternCount, as: UInt32.self))
        guard areSound(ranges.map(\.count), patternCount: count) else { throw .damaged }
        return (count, IndexIdentity(bytes[Header.identity..<Header.sections]), ranges)
    }

    /// Whether the sections have sizes that fit each other.
    private static func areSound(_ sizes: [Int], patternCount: Int) -> Bool {
        func size(_ section: IndexLayout.Section) -> Int { sizes[section.rawValue] }
        func isPower(_ number: Int) -> Bool { number.nonzeroBitCount == 1 }
        func isTable(
            _ bitmap: IndexLayout.Section, _ directory: IndexLayout.Section,
            _ entries: IndexLayout.Section
        ) -> Bool {
            guard size(bitmap) > 0 else { return size(directory) == 0 && size(entries) == 0 }
            // Eight bytes, so that the bitmap is one word at least.
            return size(bitmap) >= 8 && isPower(size(bitmap)) && size(directory) >= 12
                && size(directory) % 4 == 0 && isPower(size(directory) / 4 - 1)
                && size(entries) % 4 == 0
        }
        let hasClasses = size(.classScan) > 0
        return size(.numbers) == 4 * patternCount
            && isTable(.longBitmap, .longDirectory, .longEntries)
            && isTable(.shortBitmap, .shortDirectory, .shortEntries)
            && size(.anchors) % 4 == 0 && size(.unindexed) % 4 == 0 && size(.folding) % 4 == 0
            && size(.sets) % 32 == 0 && size(.pool) > 0
            && (!hasClasses
                || size(.classScan) == 256 * ClassBuckets.count && size(.byteKinds) == 256
                    && size(.classMembers) >= 8 + 8 * ClassBuckets.count
                    && size(.classMembers) % 8 == 0)
    }
}
