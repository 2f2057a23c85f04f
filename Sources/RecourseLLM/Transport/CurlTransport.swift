import CCurl
import Synchronization

/// HTTP by libcurl: one thread a request, connections kept for the next one.
final class CurlTransport: HTTPTransport {
    private static let mostIdle = 8
    private let idle = Mutex<[CurlHandle]>([])

    deinit { for handle in idle.withLock({ $0 }) { ccurl_destroy(handle.pointer) } }

    /// `libcurl/7.88.1 OpenSSL/3.0.17 …`, or why there is none.
    static var library: Result<String, TransferFailure> {
        guard let version = ccurl_version() else {
            return .failure(.unusable(ccurl_load_error().map { String(cString: $0) } ?? ""))
        }
        return .success(String(cString: version))
    }

    func exchange(_ request: HTTPRequest) async -> HTTPExchange {
        let cancellation = CurlCancellation()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isStarted = RequestThread.start {
                    continuation.resume(returning: self.perform(request, cancellation))
                }
                if !isStarted {
                    continuation.resume(
                        returning: HTTPExchange(failure: .unusable("there are no more threads")))
                }
            }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func perform(
        _ request: HTTPRequest, _ cancellation: CurlCancellation
    ) -> HTTPExchange {
        // What stands behind a NUL would be lost, and a line end would begin another header.
        let texts = [request.url] + request.headers.flatMap { [$0.name, $0.value] }
        guard texts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }) else {
            return HTTPExchange(failure: .unusable("a header holds a control character"))
        }
        guard let handle = idle.withLock({ $0.popLast() }) ?? CurlHandle() else {
            let reason = ccurl_load_error().map { String(cString: $0) } ?? "no memory"
            return HTTPExchange(failure: .unusable(reason))
        }
        defer {
            let isKept = idle.withLock { idle in
                guard idle.count < Self.mostIdle else { return false }
                idle.append(handle)
                return true
            }
            if !isKept { ccurl_destroy(handle.pointer) }
        }
        guard cancellation.begin(handle) else { return HTTPExchange(failure: .cancelled) }
        defer { cancellation.end() }
        return CurlTransfer(request, cancellation).run(on: handle)
    }
}

/// Used by one thread at a time, as the pool hands it out; `ccurl_wake` is for any thread.
struct CurlHandle: @unchecked Sendable {
    let pointer: OpaquePointer

    init?() {
        guard let pointer = ccurl_create() else { return nil }
        self.pointer = pointer
    }
}

/// Ends a transfer from outside.
final class CurlCancellation: Sendable {
    private struct State {
        var isCancelled = false
        /// Only while its transfer runs.
        var handle: CurlHandle?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func cancel() {
        state.withLock { state in
            state.isCancelled = true
            if let handle = state.handle { ccurl_wake(handle.pointer) }
        }
    }

    /// False where it is cancelled already.
    func begin(_ handle: CurlHandle) -> Bool {
        state.withLock { state in
            state.handle = handle
            return !state.isCancelled
        }
    }

    func end() { state.withLock { $0.handle = nil } }
}
