import Testing

@testable import RecourseContext

/// Counts of `cl100k_base` were measured with its own ranks.
@Suite("Token estimate")
struct TokenEstimateTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        var name: String
        var tokens: Int
        var text: String
        var testDescription: String { name }
    }

    @Test(arguments: samples)
    func isWithinFifteenPercent(_ sample: Sample) {
        let estimate = TokenEstimate.tokens(in: sample.text)
        let deviation = Double(estimate) / Double(sample.tokens) - 1
        #expect(abs(deviation) <= 0.15, "\(sample.name): \(estimate) for \(sample.tokens)")
    }

    @Test func sumsUp() {
        let real = Self.samples.reduce(0) { $0 + $1.tokens }
        let estimated = Self.samples.reduce(0) { $0 + TokenEstimate.tokens(in: $1.text) }
        #expect(abs(Double(estimated) / Double(real) - 1) < 0.06)
    }

    @Test func countsExactlyWhatIsExact() {
        #expect(TokenEstimate.tokens(in: "") == 0)
        #expect(TokenEstimate.tokens(in: "1") == 1)
        #expect(TokenEstimate.tokens(in: "123456789") == 3)
        #expect(TokenEstimate.tokens(in: "\n\n\n") == 1)
    }

    @Test func takesAnyBytes() {
        var state: UInt32 = 1
        for length in 0..<400 {
            let bytes = (0..<length).map { _ in
                state = state &* 1_664_525 &+ 1_013_904_223
                return UInt8(truncatingIfNeeded: state >> 24)
            }
            let tokens = TokenEstimate.tokens(in: bytes)
            #expect(tokens <= length * 3 && (tokens > 0) == (length > 0))
        }
        for end in [[0xF0], [0xE2, 0x82], [0xC3], [0x20, 0xF0, 0x9F, 0x98]] as [[UInt8]] {
            #expect(TokenEstimate.tokens(in: end) > 0)
        }
    }

    static let samples = [
        Sample(
            name: "swift", tokens: 110,
            text: """
                /// A queue that keeps the newest entries and forgets the rest.
                struct BoundedQueue<Element> {
                    private var storage: [Element] = []
                    let capacity: Int

                    init(capacity: Int) {
                        precondition(capacity > 0, "A queue holds at least one element.")
                        self.capacity = capacity
                    }

                    mutating func append(_ element: Element) {
                        if storage.count == capacity { storage.removeFirst() }
                        storage.append(element)
                    }

                    var newest: Element? { storage.last }
                }

                """),
        Sample(
            name: "python", tokens: 121,
            text: """
                import json
                from pathlib import Path


                def load_settings(path: Path, *, strict: bool = False) -> dict[str, str]:
                    \"""Read settings; unknown keys are an error when strict.\"""
                    try:
                        data = json.loads(path.read_text(encoding="utf-8"))
                    except FileNotFoundError:
                        return {}
                    unknown = [key for key in data if key not in KNOWN_KEYS]
                    if strict and unknown:
                        raise ValueError(f"unknown settings: {', '.join(sorted(unknown))}")
                    return {key: str(value) for key, value in data.items()}

                """),
        Sample(
            name: "c", tokens: 90,
            text: """
                #include <stdio.h>
                #include <string.h>

                static size_t count_lines(const char *text, size_t length)
                {
                    size_t lines = 0;
                    for (const char *end = text + length; text < end; text++) {
                        text = memchr(text, '\\n', (size_t)(end - text));
                        if (text == NULL)
                            break;
                        lines++;
                    }
                    return lines;
                }

                """),
        Sample(
            name: "json", tokens: 89,
            text: """
                {
                  "name": "weather-station",
                  "version": "2.4.1",
                  "scripts": {"test": "node --test", "lint": "eslint ."},
                  "dependencies": {
                    "express": "^4.19.2",
                    "pino": "~9.1.0"
                  },
                  "ports": [8080, 8443],
                  "debug": false
                }

                """),
        Sample(
            name: "prose", tokens: 82,
            text: """
                # Release notes

                The importer now reads archives without unpacking them first, which makes the first run about
                three times faster on a slow disk. Two mistakes were found along the way: names with a trailing
                blank were cut, and an empty folder was reported as missing.

                - Settings from the environment win over those of the file.
                - The old option is still accepted, but it prints a warning.

                """),
        Sample(
            name: "german", tokens: 77,
            text: """
                Die Änderungen wurden gestern überprüft und anschließend freigegeben. Wer eine ältere Fassung
                benutzt, sollte zuerst eine Sicherung anlegen, weil sich das Format der Datenbank geändert hat.
                Größere Verzeichnisse werden nun schneller durchsucht, und Fehlermeldungen nennen die Zeile.

                """),
        Sample(
            name: "log", tokens: 140,
            text: """
                2024-03-18T09:14:02.113Z INFO  server.main Listening on 0.0.0.0:8080
                2024-03-18T09:14:07.481Z WARN  pool.worker-3 Slow query (1834 ms): SELECT id, name FROM users
                2024-03-18T09:14:09.902Z ERROR http.handler GET /api/v2/orders/8817 failed with status 500
                Traceback (most recent call last):
                  File "/srv/app/orders.py", line 212, in fetch_order
                    return self.cache[order_id]
                KeyError: 8817

                """),
        Sample(
            name: "russian", tokens: 76,
            text: """
                Проверка завершена, ошибок не найдено. Файлы настроек лежат в домашнем каталоге пользователя,
                а журнал хранится отдельно. Перед обновлением сделайте резервную копию базы данных.

                """),
    ]
}
