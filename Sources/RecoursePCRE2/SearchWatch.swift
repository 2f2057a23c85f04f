import CPCRE2

/// Looks at the clock from inside PCRE2, for the few regexes that cannot be searched for in slices:
/// they are compiled with automatic callouts, one before each item (pcre2callout).
final class SearchWatch {
    var deadline = Ticks.now
    private var calls = 0

    /// The clock costs about as much as a few hundred steps.
    private static let callsPerLook = 256

    /// Must live as long as the context is used.
    func attach(to matchContext: OpaquePointer?) {
        pcre2_set_callout_8(
            matchContext,
            { _, watch in
                guard let watch else { return 0 }
                let isOver = Unmanaged<SearchWatch>.fromOpaque(watch).takeUnretainedValue().isOver()
                return isOver ? PCRE2_ERROR_CALLOUT : 0
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func isOver() -> Bool {
        calls &+= 1
        return calls % Self.callsPerLook == 0 && Ticks.now > deadline
    }
}
