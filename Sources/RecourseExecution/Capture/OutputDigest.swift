import RecourseCore

/// Output that comes from elsewhere than a command of ours, such as a log file, kept within the
/// same bounds.
public struct OutputDigest {
    private var capture: BoundedCapture

    public init(screen: (any OutputScreen)?) {
        capture = BoundedCapture(screen: screen, limits: .standard)
    }

    public mutating func append(_ chunk: UnsafeRawBufferPointer) {
        capture.append(chunk, of: .output)
    }

    /// What is kept of everything appended. To be called once, at the end.
    public mutating func finished() -> CapturedOutput { capture.finished() }
}
