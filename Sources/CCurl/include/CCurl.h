#ifndef RECOURSE_CCURL_H
#define RECOURSE_CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// HTTP by libcurl, which is loaded when it is first used: linking it would cost every start of the
// program some 8 ms for a library that most runs never need.

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/// One reusable connection holder; used by one thread at a time, except for `ccurl_wake`.
typedef struct ccurl_handle ccurl_handle;

typedef struct {
    const char *url;
    /// NULL: a GET.
    const uint8_t *_Nullable body;
    size_t body_length;
    /// `Name: value`, ended by NULL.
    const char *_Nullable const *_Nonnull headers;
    long connect_timeout_ms;
    /// Whether proxies named in the environment are used.
    bool uses_proxy;
    void *_Nullable context;
    /// Takes a piece of the body, or of the headers (a line); false ends the transfer.
    bool (*_Nonnull on_body)(void *_Nullable context, const uint8_t *bytes, size_t count);
    bool (*_Nonnull on_header)(void *_Nullable context, const uint8_t *bytes, size_t count);
    /// Asked between waits; how many ms may be waited, negative to end the transfer.
    int (*_Nonnull on_turn)(void *_Nullable context, bool is_connected);
} ccurl_request;

typedef enum {
    CCURL_DONE,
    /// No name, no connection, no TLS.
    CCURL_UNREACHABLE,
    CCURL_CONNECT_TIMEOUT,
    /// A callback said so.
    CCURL_STOPPED,
    /// The connection broke, or what came is no HTTP.
    CCURL_BROKEN,
    CCURL_UNUSABLE,
} ccurl_ending;

typedef struct {
    ccurl_ending ending;
    long status;
    /// Bytes of the request that were sent, headers and body.
    int64_t sent;
    char message[256];
} ccurl_result;

/// NULL: loaded; else why not.
const char *_Nullable ccurl_load_error(void);
/// The library's own name and version, of those that are loaded.
const char *_Nullable ccurl_version(void);
ccurl_handle *_Nullable ccurl_create(void);
void ccurl_destroy(ccurl_handle *handle);
/// Blocks until the transfer has ended.
ccurl_result ccurl_perform(ccurl_handle *handle, const ccurl_request *request);
/// Ends a wait of `ccurl_perform`, from any thread.
void ccurl_wake(ccurl_handle *handle);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif

#endif
