import RecourseScheduling
import Testing

@Suite struct MemoryReadingTests {
    @Test func linuxText() {
        let text = """
            MemTotal:        8000000 kB
            MemFree:          100000 kB
            MemAvailable:     700000 kB
            HugePages_Total:       0
            """
        let reading = MemoryReading(meminfo: text)
        #expect(reading == MemoryReading(total: 8_000_000 * 1024, available: 700_000 * 1024))
        #expect(reading?.allowsAnother() == false)
        #expect(reading?.allowsAnother(reserve: 0.05) == true)
    }

    @Test(arguments: [
        "", "MemTotal: 5 kB", "MemTotal: x kB\nMemAvailable: 1 kB",
        "MemTotal: 9223372036854775807 kB\nMemAvailable: 1 kB",
    ])
    func otherTexts(text: String) {
        #expect(MemoryReading(meminfo: text) == nil)
    }
}
