extension LineFacts {
    /// The facts of every line of the text.
    static func all(of text: FailureText) -> [LineFacts] {
        ExcerptVocabulary.shared.withTables { vocabulary in
            text.bytes.withUnsafeBufferPointer { bytes in
                var scan = LineScan(bytes, vocabulary)
                return (0..<text.lineCount).map { scan.facts(of: text.range(ofLine: $0)) }
            }
        }
    }
}
