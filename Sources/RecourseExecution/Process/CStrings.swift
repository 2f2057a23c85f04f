/// Strings as `execve` wants them: an array of pointers that ends in null.
struct CStringVector: ~Copyable {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    /// - Parameter strings: each ending in NUL.
    init(_ strings: [[CChar]]) {
        count = strings.count
        pointers = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() {
            let copy = UnsafeMutableBufferPointer<CChar>.allocate(capacity: string.count)
            _ = copy.initialize(from: string)
            pointers[index] = copy.baseAddress
        }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { pointers[index]?.deallocate() }
        pointers.deallocate()
    }
}

extension String {
    /// What a C function wrote to a buffer, up to its NUL.
    init(terminated buffer: [CChar]) {
        let bytes = buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
        self.init(decoding: bytes, as: UTF8.self)
    }
}
