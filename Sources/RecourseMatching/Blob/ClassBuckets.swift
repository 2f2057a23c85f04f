/// Patterns without a literal are looked for by sets of bytes: eight neighbouring places, each
/// within a set. All of them run at once as a Shift-And automaton (Baeza-Yates and Gonnet, 1992)
/// of sixteen buckets; a bucket takes for each place the union of its members' sets. Which members
/// a find concerns tells one look per place in a table of bits, 64 members a word.
struct ClassBuckets {
    static let count = 16
    /// Of a member, so many places are compared: the window, and as much behind it.
    static let memberPlaces = 16
    static let membersPerWord = 64

    /// A run to look for: its symbols with what surrounds it, and where the window stands in them.
    struct Member {
        var anchor: Int
        var places: [ByteSet]
        var window: Range<Int>

        /// Aligned to the end of the window; what is before the run may be anything.
        var windowSets: [ByteSet] {
            Array(repeating: .all, count: ClassWindow.length - window.count) + places[window]
        }

        var memberSets: [ByteSet] {
            let behind = places[window.upperBound...].prefix(
                ClassBuckets.memberPlaces - ClassWindow.length)
            let sets = windowSets + behind
            return sets + Array(repeating: .all, count: ClassBuckets.memberPlaces - sets.count)
        }
    }

    private var members: [[Member]] = Array(repeating: [], count: count)
    private var unions: [[ByteSet]] = Array(
        repeating: Array(repeating: .none, count: ClassWindow.length), count: count)
    private var chances: [Float] = Array(repeating: 0, count: count)
    private var bucketOfWindow: [[ByteSet]: Int] = [:]
    private var knownBits: [ByteSet: Float] = [:]

    var isEmpty: Bool { members.allSatisfy(\.isEmpty) }

    /// Files the run in the bucket that will find the fewest places more for it.
    mutating func add(_ member: Member) {
        let window = member.windowSets
        let bucket = bucketOfWindow[window] ?? cheapestBucket(for: window)
        bucketOfWindow[window] = bucket
        members[bucket].append(member)
    }

    private mutating func cheapestBucket(for window: [ByteSet]) -> Int {
        var best = (bucket: 0, cost: Float.infinity, chance: Float(0))
        for bucket in 0..<Self.count {
            let chance = chance(of: zip(unions[bucket], window).map { $0.union($1) })
            let cost = chance - chances[bucket]
            if cost < best.cost { best = (bucket, cost, chance) }
        }
        unions[best.bucket] = zip(unions[best.bucket], window).map { $0.union($1) }
        chances[best.bucket] = best.chance
        return best.bucket
    }

    private mutating func chance(of sets: [ByteSet]) -> Float {
        var bits: Float = 0
        for set in sets {
            if let known = knownBits[set] {
                bits += known
            } else {
                let fresh = ByteFrequency.bits(of: set)
                knownBits[set] = fresh
                bits += fresh
            }
        }
        return power(bits)
    }

    private func power(_ bits: Float) -> Float {
        Float(sign: .plus, exponent: -Int(bits), significand: 1) / (1 + bits - bits.rounded(.down))
    }

    // MARK: Writing

    /// For each byte sixteen bytes, one a bucket, one bit a place.
    var scanTable: [UInt8] {
        (0...255).flatMap { byte in
            unions.map { sets in
                sets.indices.reduce(UInt8(0)) { bits, place in
                    sets[place].contains(UInt8(byte)) ? bits | 1 << UInt8(place) : bits
                }
            }
        }
    }

    /// Which bytes no member tells apart: for each byte the number of its kind, and how many there
    /// are.
    var byteKinds: (kinds: [UInt8], count: Int) {
        let sets = Array(Set(members.joined().flatMap(\.memberSets)))
        var numbers: [[Bool]: UInt8] = [:]
        let kinds = (0...255).map { byte -> UInt8 in
            let signature = sets.map { $0.contains(UInt8(byte)) }
            if let known = numbers[signature] { return known }
            let number = UInt8(numbers.count)
            numbers[signature] = number
            return number
        }
        return (kinds, numbers.count)
    }

    /// How many kinds of bytes there are; for each bucket, its first word and how many it has; then
    /// for each word, the anchors of its members and, for each place and each kind of byte, which
    /// members it fits.
    func memberTable(_ byteKinds: (kinds: [UInt8], count: Int)) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(number: UInt64(byteKinds.count))
        let words = members.map { bucket in
            stride(from: 0, to: bucket.count, by: Self.membersPerWord).map {
                Array(bucket[$0..<min($0 + Self.membersPerWord, bucket.count)])
            }
        }
        var first = 0
        for bucket in words {
            writer.append(number: UInt32(first))
            writer.append(number: UInt32(bucket.count))
            first += bucket.count
        }
        let representative = (0..<byteKinds.count).map { kind in
            UInt8(byteKinds.kinds.firstIndex(of: UInt8(kind)) ?? 0)
        }
        for word in words.joined() {
            for slot in 0..<Self.membersPerWord {
                writer.append(number: slot < word.count ? UInt32(word[slot].anchor) : .max)
            }
            let sets = word.map(\.memberSets)
            for place in 0..<Self.memberPlaces {
                for byte in representative {
                    writer.append(
                        number: sets.indices.reduce(UInt64(0)) { bits, member in
                            sets[member][place].contains(byte) ? bits | 1 << UInt64(member) : bits
                        })
                }
            }
        }
        return writer.bytes
    }
}
