import CCurl

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One transfer, on its thread.
final class CurlTransfer {
    private let request: HTTPRequest
    private let cancellation: CurlCancellation
    private let began = ContinuousClock.now
    private var watch: TransferWatch
    private var head: [UInt8] = []
    private var headBytes = 0
    private var body: [UInt8] = []
    private var stop: TransferFailure?
    private var isFinished = false

    init(_ request: HTTPRequest, _ cancellation: CurlCancellation) {
        self.request = request
        self.cancellation = cancellation
        watch = TransferWatch(limits: request.limits)
    }

    private var elapsed: Duration { ContinuousClock.now - began }

    func run(on handle: CurlHandle) -> HTTPExchange {
        // `Expect: 100-continue` would cost a second with servers that do not know it.
        let lines = request.headers.map { "\($0.name): \($0.value)" } + ["Expect:"]
        var pointers: [UnsafePointer<CChar>?] = lines.map { UnsafePointer(strdup($0)) } + [nil]
        defer { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
        let context = Unmanaged.passUnretained(self).toOpaque()
        let connect = max(
            1, Int(min(request.limits.connect, request.limits.whole) / .milliseconds(1)))
        let result = request.url.withCString { url in
            request.body.withUnsafeBufferPointer { body in
                pointers.withUnsafeMutableBufferPointer { headers in
                    var description = ccurl_request(
                        url: url, body: body.isEmpty ? nil : body.baseAddress,
                        body_length: body.count,
                        headers: headers.baseAddress!, connect_timeout_ms: connect,
                        uses_proxy: request.usesProxy, context: context,
                        on_body: { context, bytes, count in
                            CurlTransfer.at(context).take(
                                body: UnsafeBufferPointer(start: bytes, count: count))
                        },
                        on_header: { context, bytes, count in
                            CurlTransfer.at(context).take(
                                header: UnsafeBufferPointer(start: bytes, count: count))
                        },
                        on_turn: { context, isConnected in
                            CurlTransfer.at(context).turn(isConnected)
                        })
                    return ccurl_perform(handle.pointer, &description)
                }
            }
        }
        return exchange(result)
    }

    private static func at(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        Unmanaged<CurlTransfer>.fromOpaque(context!).takeUnretainedValue()
    }

    private func exchange(_ result: ccurl_result) -> HTTPExchange {
        let message = withUnsafeBytes(of: result.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        var exchange = HTTPExchange(
            status: Int(result.status), headers: HTTPHead(head).fields, body: body,
            wasSent: result.sent > 0)
        switch result.ending {
        case CCURL_DONE: break
        case CCURL_STOPPED: exchange.failure = isFinished ? nil : stop ?? .broken(message)
        case CCURL_CONNECT_TIMEOUT: exchange.failure = .timeout(.connect)
        case CCURL_UNREACHABLE: exchange.failure = .unreachable(message)
        case CCURL_BROKEN: exchange.failure = .broken(message)
        default: exchange.failure = .unusable(message)
        }
        return exchange
    }

    private func take(header bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // A proxy's answer, or a 100, comes before the real one.
        if bytes.starts(with: Array("HTTP/".utf8)) { head = [] }
        head += bytes
        headBytes += bytes.count
        watch.receive(at: elapsed)
        if headBytes > request.limits.headers { stop = .tooLarge("headers") }
        return stop == nil
    }

    private func take(body bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard body.count + bytes.count <= request.limits.body else {
            stop = .tooLarge("body")
            return false
        }
        let scanned = max(0, body.count - 64)
        body += bytes
        let isEnd = request.endMarkers.contains { holds(Array($0.utf8), from: scanned) }
        watch.receive(at: elapsed, isEnd: isEnd)
        return true
    }

    /// At the beginning of a line.
    private func holds(_ marker: [UInt8], from start: Int) -> Bool {
        var index = start
        while let found = body[index...].firstIndex(of: marker[0]) {
            if found == 0 || body[found - 1] == 0x0A || body[found - 1] == 0x0D,
                body[found...].starts(with: marker)
            {
                return true
            }
            index = found + 1
        }
        return false
    }

    private func turn(_ isConnected: Bool) -> Int32 {
        if cancellation.isCancelled {
            stop = .cancelled
            return -1
        }
        if isConnected { watch.connect(at: elapsed) }
        switch watch.verdict(at: elapsed) {
        case .wait(let milliseconds): return milliseconds
        case .finish: isFinished = true
        case .stop(let stage): stop = .timeout(stage)
        }
        return -1
    }
}

/// The header fields of an answer.
struct HTTPHead {
    private(set) var fields: [String: String] = [:]

    init(_ bytes: [UInt8]) {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            var value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            while value.last == 0x20 || value.last == 0x09 { value.removeLast() }
            fields[name] = String(decoding: value, as: UTF8.self)
        }
    }
}
