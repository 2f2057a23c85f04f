import Foundation
import RecourseCore

/// A pattern as archives keep it.
struct JSONBody {
    let bytes: [UInt8]

    init(_ pattern: Pattern) throws { bytes = [UInt8](try JSONEncoder().encode(pattern)) }
}
