#define CURL_DISABLE_TYPECHECK
#include "CCurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The header's macros of these names would get in the way of the table of pointers.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

// Every function that is used, declared as the header declares it.
#define FUNCTIONS(X) \
    X(curl_global_init) X(curl_version) X(curl_easy_init) X(curl_easy_cleanup) X(curl_easy_reset) \
    X(curl_easy_setopt) X(curl_easy_getinfo) X(curl_easy_strerror) X(curl_slist_append) \
    X(curl_slist_free_all) X(curl_multi_init) X(curl_multi_cleanup) X(curl_multi_add_handle) \
    X(curl_multi_remove_handle) X(curl_multi_perform) X(curl_multi_poll) X(curl_multi_wakeup) \
    X(curl_multi_info_read)

static struct {
#define POINTER(name) __typeof__(name) *name;
    FUNCTIONS(POINTER)
} library;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char load_error[256];

static void load(void) {
    static const char *const names[] = {
#if defined(__APPLE__)
        "libcurl.4.dylib", "/usr/lib/libcurl.4.dylib",
#else
        "libcurl.so.4", "libcurl-gnutls.so.4",
#endif
    };
    void *image = NULL;
    for (size_t index = 0; !image && index < sizeof names / sizeof *names; index++)
        image = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
    if (!image) {
        const char *reason = dlerror();
        snprintf(load_error, sizeof load_error, "%s", reason ? reason : "libcurl is missing");
        return;
    }
    // A data pointer becomes one to a function, as POSIX's dlsym has it.
#define FIND(name) \
    *(void **)&library.name = dlsym(image, #name); \
    if (!library.name) { \
        snprintf(load_error, sizeof load_error, "libcurl is too old: it lacks " #name); \
        return; \
    }
    FUNCTIONS(FIND)
    if (library.curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
        snprintf(load_error, sizeof load_error, "libcurl cannot be initialised");
}

const char *ccurl_load_error(void) {
    pthread_once(&once, load);
    return load_error[0] ? load_error : NULL;
}

const char *ccurl_version(void) {
    return ccurl_load_error() ? NULL : library.curl_version();
}

// The connections live in the multi handle and survive a reset of the easy one.
struct ccurl_handle {
    CURL *easy;
    CURLM *multi;
};

ccurl_handle *ccurl_create(void) {
    if (ccurl_load_error()) return NULL;
    ccurl_handle *handle = calloc(1, sizeof *handle);
    if (!handle) return NULL;
    handle->easy = library.curl_easy_init();
    handle->multi = library.curl_multi_init();
    if (handle->easy && handle->multi) return handle;
    ccurl_destroy(handle);
    return NULL;
}

void ccurl_destroy(ccurl_handle *handle) {
    if (handle->easy) library.curl_easy_cleanup(handle->easy);
    if (handle->multi) library.curl_multi_cleanup(handle->multi);
    free(handle);
}

void ccurl_wake(ccurl_handle *handle) { library.curl_multi_wakeup(handle->multi); }

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    const ccurl_request *request = context;
    return request->on_body(request->context, (const uint8_t *)bytes, size * count)
        ? size * count : 0;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *context) {
    const ccurl_request *request = context;
    return request->on_header(request->context, (const uint8_t *)bytes, size * count)
        ? size * count : 0;
}

// Commands that are started meanwhile do not inherit the connection.
static int close_on_exec(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)context, (void)purpose;
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

static ccurl_ending ending_of(CURLcode code, bool is_connected) {
    switch (code) {
    case CURLE_OK: return CCURL_DONE;
    case CURLE_UNSUPPORTED_PROTOCOL: case CURLE_URL_MALFORMAT: case CURLE_OUT_OF_MEMORY:
    case CURLE_BAD_FUNCTION_ARGUMENT: case CURLE_FAILED_INIT: return CCURL_UNUSABLE;
    case CURLE_WRITE_ERROR: case CURLE_ABORTED_BY_CALLBACK: return CCURL_STOPPED;
    case CURLE_OPERATION_TIMEDOUT: return CCURL_CONNECT_TIMEOUT;
    case CURLE_COULDNT_RESOLVE_PROXY: case CURLE_COULDNT_RESOLVE_HOST: case CURLE_COULDNT_CONNECT:
    case CURLE_SSL_CONNECT_ERROR: case CURLE_PEER_FAILED_VERIFICATION: case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CERTPROBLEM: case CURLE_SSL_ISSUER_ERROR: return CCURL_UNREACHABLE;
    default: return is_connected ? CCURL_BROKEN : CCURL_UNREACHABLE;
    }
}

static bool configure(CURL *easy, const ccurl_request *request, struct curl_slist *headers) {
    bool good = true;
#define SET(option, value) good = good && library.curl_easy_setopt(easy, option, value) == CURLE_OK
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_NOSIGNAL, 1L);
    // A key goes to the host that was named, and to no other.
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
#if CURL_AT_LEAST_VERSION(7, 85, 0)
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
#else
    SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
    SET(CURLOPT_CONNECTTIMEOUT_MS, request->connect_timeout_ms);
    if (!request->uses_proxy) SET(CURLOPT_PROXY, "");
#if CURL_AT_LEAST_VERSION(7, 87, 0)
    // A name server that does not answer is not waited for; older libraries do not know it.
    library.curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    if (request->body) {
        SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_length);
        SET(CURLOPT_POSTFIELDS, request->body);
    }
    SET(CURLOPT_SOCKOPTFUNCTION, close_on_exec);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, request);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, request);
    return good;
}

static CURLcode transfer(ccurl_handle *handle, const ccurl_request *request, bool *is_connected) {
    if (library.curl_multi_add_handle(handle->multi, handle->easy) != CURLM_OK)
        return CURLE_FAILED_INIT;
    CURLcode code = CURLE_FAILED_INIT;
    for (;;) {
        int running = 0;
        if (library.curl_multi_perform(handle->multi, &running) != CURLM_OK) break;
        curl_off_t pretransfer = 0;
        library.curl_easy_getinfo(handle->easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
        *is_connected = *is_connected || pretransfer > 0;
        if (!running) {
            int left = 0;
            CURLMsg *message = library.curl_multi_info_read(handle->multi, &left);
            if (message && message->msg == CURLMSG_DONE) code = message->data.result;
            break;
        }
        int wait = request->on_turn(request->context, *is_connected);
        if (wait < 0) {
            code = CURLE_ABORTED_BY_CALLBACK;
            break;
        }
        library.curl_multi_poll(handle->multi, NULL, 0, wait, NULL);
    }
    // Also closes the connection of a transfer that has not ended.
    library.curl_multi_remove_handle(handle->multi, handle->easy);
    return code;
}

ccurl_result ccurl_perform(ccurl_handle *handle, const ccurl_request *request) {
    ccurl_result result = {.ending = CCURL_UNUSABLE};
    // A peer that closed must not end the process; the signal is the writing thread's own.
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, NULL);

    char reason[CURL_ERROR_SIZE] = "";
    bool is_connected = false, good = true;
    struct curl_slist *headers = NULL;
    for (size_t index = 0; good && request->headers[index]; index++) {
        struct curl_slist *longer =
            library.curl_slist_append(headers, request->headers[index]);
        good = longer != NULL;
        if (longer) headers = longer;
    }
    library.curl_easy_reset(handle->easy);
    good = good && configure(handle->easy, request, headers);
    library.curl_easy_setopt(handle->easy, CURLOPT_ERRORBUFFER, reason);
    if (good) {
        CURLcode code = transfer(handle, request, &is_connected);
        result.ending = ending_of(code, is_connected);
        long head = 0;
        curl_off_t body = 0;
        library.curl_easy_getinfo(handle->easy, CURLINFO_RESPONSE_CODE, &result.status);
        library.curl_easy_getinfo(handle->easy, CURLINFO_REQUEST_SIZE, &head);
        library.curl_easy_getinfo(handle->easy, CURLINFO_SIZE_UPLOAD_T, &body);
        result.sent = head + body;
        snprintf(result.message, sizeof result.message, "%s",
                 reason[0] ? reason : library.curl_easy_strerror(code));
    } else {
        snprintf(result.message, sizeof result.message, "libcurl refuses the request");
    }
    library.curl_easy_reset(handle->easy);
    library.curl_slist_free_all(headers);
    return result;
}
