#!/usr/bin/env python3
"""A model server that misbehaves on demand, in the formats of OpenAI and Anthropic.

The path says how: http://127.0.0.1:PORT/STEPS/NAME/chat/completions (or /v1/messages), where STEPS
are joined by `~`, one for each request under NAME, the last one for all that follow. A step is a
word and options: `status=503;retry-after=2`. What came under NAME is told at /log/NAME.

Prints one line of JSON with its ports, and ends when its standard input does.
"""
import json
import os
import socket
import struct
import sys
import threading
import time
from email.utils import formatdate
from urllib.parse import unquote

LOCK = threading.Lock()
LOG = {}
ELSEWHERE = []
READY = '{"answer":"ready"}'


def listen(backlog=64):
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", 0))
    server.listen(backlog)
    return server


def read_request(stream):
    """Method, path, headers and body of the next request, or None."""
    line = stream.readline(65536)
    if not line.strip():
        return None
    method, path, _ = line.decode("latin-1").split(" ", 2)
    headers = {}
    while True:
        line = stream.readline(65536).decode("latin-1")
        if line in ("\r\n", "\n", ""):
            break
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return method, path, headers, body


def head(status, *lines, length=None):
    text = f"HTTP/1.1 {status} Whatever\r\n" + "".join(line + "\r\n" for line in lines)
    if length is not None:
        text += f"Content-Length: {length}\r\n"
    return (text + "\r\n").encode()


def document(status, value, *lines):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return head(status, "Content-Type: application/json", *lines, length=len(data)) + data


def fault(status, message, *lines):
    return document(status, {"error": {"message": message, "type": "fault"}}, *lines)


def chunk(data):
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def pieces(text, size=5):
    return [text[at:at + size] for at in range(0, len(text), size)] or [""]


def openai_events(text, ending, tool):
    def event(delta, reason=None, **more):
        choice = {"index": 0, "delta": delta, "finish_reason": reason}
        return "data: " + json.dumps({"model": "scripted", "choices": [choice], **more})

    yield event({"role": "assistant", "content": ""})
    for piece in pieces(text):
        yield event({"content": piece})
    yield event({}, {"max": "length"}.get(ending, "stop"))
    usage = {"prompt_tokens": 11, "completion_tokens": 7}
    yield "data: " + json.dumps({"model": "scripted", "choices": [], "usage": usage})
    yield "data: [DONE]"


def anthropic_events(text, ending, tool):
    def event(kind, **more):
        return f"event: {kind}\ndata: " + json.dumps({"type": kind, **more})

    usage = {"input_tokens": 11, "output_tokens": 1}
    yield event("message_start", message={"model": "scripted", "content": [], "usage": usage})
    yield event("ping")
    block = {"type": "tool_use", "id": "t", "name": tool, "input": {}}
    yield event("content_block_start", index=0,
                content_block=block if tool else {"type": "text", "text": ""})
    for piece in pieces(text):
        delta = ({"type": "input_json_delta", "partial_json": piece} if tool
                 else {"type": "text_delta", "text": piece})
        yield event("content_block_delta", index=0, delta=delta)
    yield event("content_block_stop", index=0)
    reason = "max_tokens" if ending == "max" else "tool_use" if tool else "end_turn"
    yield event("message_delta", delta={"stop_reason": reason}, usage={"output_tokens": 7})
    yield event("message_stop")


def plain(is_anthropic, text, tool):
    if is_anthropic:
        block = ({"type": "tool_use", "id": "t", "name": tool, "input": json.loads(text)} if tool
                 else {"type": "text", "text": text})
        return {"model": "scripted", "content": [block], "stop_reason": "end_turn",
                "usage": {"input_tokens": 11, "output_tokens": 7}}
    return {"model": "scripted", "usage": {"prompt_tokens": 11, "completion_tokens": 7},
            "choices": [{"index": 0, "message": {"role": "assistant", "content": text},
                         "finish_reason": "stop"}]}


class Connection:
    def __init__(self, link, elsewhere):
        self.link = link
        self.elsewhere = elsewhere
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def serve(self):
        stream = self.link.makefile("rb")
        try:
            while True:
                request = read_request(stream)
                if request is None or not self.answer(*request):
                    break
        except (OSError, ValueError):
            pass
        finally:
            stream.close()
            self.link.close()

    def send(self, data):
        self.link.sendall(data)

    def wait(self):
        """Until the client has gone."""
        self.link.settimeout(60)
        try:
            self.link.recv(1)
        except OSError:
            pass

    def reset(self):
        self.link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.link.close()

    def answer(self, method, path, headers, body):
        """True where the connection may be used again."""
        parts = path.strip("/").split("/")
        if parts[0] == "log":
            with LOCK:
                self.send(document(200, LOG.get(parts[1], [])))
            return True
        if parts[0] == "elsewhere":
            with LOCK:
                self.send(document(200, ELSEWHERE))
            return True
        steps, name = parts[0].split("~"), parts[1]
        question = json.loads(body) if body else {}
        with LOCK:
            seen = LOG.setdefault(name, [])
            step = steps[min(len(seen), len(steps) - 1)]
            seen.append({"path": path, "body": question, "at": time.time(),
                         "headers": sorted(headers)})
        words = step.split(";")
        word, _, value = words[0].partition("=")
        options = dict(option.partition("=")[::2] for option in words[1:])
        act = getattr(self, "do_" + word.replace("-", "_"))
        return act(unquote(value), options, question, path.endswith("/messages"), headers)

    def events(self, text, question, is_anthropic, ending="stop", separator="\n\n"):
        tools = question.get("tools")
        tool = tools[0]["name"] if tools else None
        make = anthropic_events if is_anthropic else openai_events
        return "".join(event + separator for event in make(text, ending, tool)).encode()

    def stream(self, data):
        self.send(head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked"))
        self.send(chunk(data) + b"0\r\n\r\n")
        return True

    # What a step does.

    def do_reply(self, text, options, question, is_anthropic, headers):
        time.sleep(float(options.get("after", 0)))
        return self.stream(self.events(text or READY, question, is_anthropic))

    def do_echo(self, text, options, question, is_anthropic, headers):
        return self.stream(
            self.events(question["messages"][-1]["content"], question, is_anthropic))

    def do_json(self, text, options, question, is_anthropic, headers):
        tools = question.get("tools")
        tool = tools[0]["name"] if tools else None
        self.send(document(200, plain(is_anthropic, text or READY, tool)))
        return True

    def do_status(self, value, options, question, is_anthropic, headers):
        lines = []
        if "retry-after" in options:
            lines.append("Retry-After: " + unquote(options["retry-after"]))
        if "retry-date" in options:
            moment = formatdate(time.time() + float(options["retry-date"]), usegmt=True)
            lines.append("Retry-After: " + moment)
        self.send(fault(int(value), "scripted", *lines))
        return True

    def do_echo_key(self, value, options, question, is_anthropic, headers):
        key = headers.get("authorization", "") + headers.get("x-api-key", "")
        self.send(fault(401, "Incorrect API key provided: " + key))
        return True

    def do_silence(self, value, options, question, is_anthropic, headers):
        self.wait()

    def do_silence_in_body(self, value, options, question, is_anthropic, headers):
        self.send(head(200, "Content-Type: text/event-stream"))
        self.send(self.events(READY, question, is_anthropic)[:120])
        self.wait()

    def do_drip(self, value, options, question, is_anthropic, headers):
        self.send(head(200, "Content-Type: text/event-stream"))
        while True:
            self.send(b": ")
            time.sleep(0.02)

    def do_bytes(self, text, options, question, is_anthropic, headers):
        """The whole reply, one byte at a time, with CRLF."""
        self.send(head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked"))
        data = self.events(text or READY, question, is_anthropic).replace(b"\n", b"\r\n")
        for byte in b"\xef\xbb\xbf: begins\r\n\r\n" + data:
            self.send(chunk(bytes([byte])))
        self.send(b"0\r\n\r\n")
        return True

    def do_cut(self, value, options, question, is_anthropic, headers):
        """Before the end that chunked coding promised."""
        self.send(head(200, "Content-Type: text/event-stream", "Transfer-Encoding: chunked"))
        self.send(chunk(self.events(READY, question, is_anthropic)[:200]))

    def do_cut_cleanly(self, value, options, question, is_anthropic, headers):
        data = self.events(READY, question, is_anthropic)
        return self.stream(data[:data.index(b"\n\n", 200) + 2])

    def do_reset(self, value, options, question, is_anthropic, headers):
        self.reset()

    def do_reset_in_body(self, value, options, question, is_anthropic, headers):
        self.send(head(200, "Content-Type: text/event-stream"))
        self.send(self.events(READY, question, is_anthropic)[:200])
        time.sleep(0.05)
        self.reset()

    def do_close(self, value, options, question, is_anthropic, headers):
        pass

    def do_nonsense(self, value, options, question, is_anthropic, headers):
        self.send(b"\x00\x01\x02 this is no HTTP\r\n\r\n")

    def do_html(self, value, options, question, is_anthropic, headers):
        data = b"<html><body>\x1b[31mWelcome to the hotel's network</body></html>"
        self.send(head(200, "Content-Type: text/html", length=len(data)) + data)
        return True

    def do_other_json(self, value, options, question, is_anthropic, headers):
        self.send(document(200, {"choices": "none", "content": 3}))
        return True

    def do_empty(self, value, options, question, is_anthropic, headers):
        self.send(head(200, length=0))
        return True

    def do_huge(self, value, options, question, is_anthropic, headers):
        self.send(head(200, "Content-Type: text/event-stream"))
        block = b": " + b"x" * 65530 + b"\n\n"
        for _ in range(100 * 16):
            self.send(block)

    def do_huge_headers(self, value, options, question, is_anthropic, headers):
        self.send(b"HTTP/1.1 200 OK\r\n")
        for number in range(10_000):
            self.send(f"X-{number}: {'x' * 1000}\r\n".encode())
        self.send(b"\r\n{}")

    def do_redirect(self, value, options, question, is_anthropic, headers):
        place = f"Location: http://127.0.0.1:{self.elsewhere}/v1/chat/completions"
        self.send(head(int(value or 302), place, length=0))
        return True

    def do_open(self, value, options, question, is_anthropic, headers):
        """The whole reply, and then the connection stays."""
        self.send(head(200, "Content-Type: text/event-stream"))
        self.send(self.events(READY, question, is_anthropic))
        self.wait()

    def do_max(self, value, options, question, is_anthropic, headers):
        return self.stream(self.events(READY, question, is_anthropic, ending="max"))

    def do_error_event(self, value, options, question, is_anthropic, headers):
        error = {"type": "overloaded_error", "message": "Overloaded"}
        data = self.events(READY, question, is_anthropic)[:0]
        data += b"event: error\ndata: " + json.dumps({"type": "error", "error": error}).encode()
        return self.stream(data + b"\n\n")

    def do_refuse(self, value, options, question, is_anthropic, headers):
        """What is named is not supported: schema, format (either kind), completion, usage."""
        kind = question.get("response_format", {}).get("type")
        tokens = "max_tokens" in question
        for refused in value.split(","):
            if refused == "schema" and (kind == "json_schema" or "tools" in question):
                self.send(fault(400, "response_format json_schema or tools are not supported"))
            elif refused == "format" and kind:
                self.send(fault(400, "response_format is not supported"))
            elif refused == "completion" and tokens:
                self.send(fault(400, "'max_tokens' is not supported, use "
                                     "'max_completion_tokens' instead"))
            elif refused == "usage" and "stream_options" in question:
                self.send(fault(422, "stream_options: extra fields not permitted"))
            else:
                continue
            return True
        return self.stream(self.events(READY, question, is_anthropic))


def serve(server, elsewhere):
    while True:
        link, _ = server.accept()
        connection = Connection(link, elsewhere)
        threading.Thread(target=connection.serve, daemon=True).start()


def record(server):
    """The host that no key may reach."""
    while True:
        link, _ = server.accept()
        request = read_request(link.makefile("rb"))
        with LOCK:
            ELSEWHERE.append(sorted(request[2]) if request else [])
        link.sendall(document(200, plain(False, READY, None)))
        link.close()


def main():
    server, elsewhere, stuck = listen(), listen(), listen(0)
    # Nobody accepts here: once the queue is full, further connections hang.
    waiting = []
    for _ in range(4):
        link = socket.socket()
        link.setblocking(False)
        link.connect_ex(stuck.getsockname())
        waiting.append(link)
    ports = {"port": server.getsockname()[1], "elsewhere": elsewhere.getsockname()[1],
             "stuck": stuck.getsockname()[1]}
    threading.Thread(
        target=serve, args=(server, ports["elsewhere"]), daemon=True).start()
    threading.Thread(target=record, args=(elsewhere,), daemon=True).start()
    print(json.dumps(ports), flush=True)
    while os.read(0, 4096):
        pass


if __name__ == "__main__":
    sys.exit(main())
