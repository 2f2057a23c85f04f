#!/usr/bin/env python3
"""A model of fixed latency for `recourse-bench workflow`: a real HTTP server that speaks the OpenAI wire format and
knows the answers of the generated scenario, so that what is measured is the loop around a model and not the model.

    model_server.py --latency 0.8 --scenario scenario.json

prints its port on stdout. The scenario holds, for each task's title, its steps and criterion. What a failing command
needs is read from its output, as a model would. `GET /count` says how many requests were answered.
"""
import argparse
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STEP = {"kind": "shell", "text": "", "argv": [], "path": "", "description": "", "expect": [], "errors": [],
        "success": [], "failure": [], "timeout": 120, "retry": False, "idempotent": True}
ASSESSMENT = {"complexity": "simple", "estimated_steps": 2, "tools": ["sh"], "dependencies": [], "risks": [],
              "confidence": 0.9, "reasoning": "", "estimated_seconds": 1}
SECTIONS = {"complexity": ["assessment"], "commands": ["steps"], "decisions": ["decisions"],
            "criteria": ["criteria"], "fallbacks": ["fallbacks"], "analysis": ["assessment", "steps", "decisions"],
            "assurance": ["criteria", "fallbacks"],
            "plans": ["assessment", "steps", "decisions", "criteria", "fallbacks"]}


def planned(task, sections, scenario):
    known = scenario[task["title"]]
    parts = {"assessment": ASSESSMENT, "steps": {"steps": [dict(STEP, text=text) for text in known["steps"]]},
             "decisions": {"decisions": []}, "fallbacks": {"fallbacks": []},
             "criteria": {"criteria": [{"kind": "file_exists", "path": known["makes"], "value": ""}]}}
    answer = {"id": task["id"]}
    for section in sections:
        answer.update(parts[section])
    return answer


def remedy(prompt):
    output = re.search(r"<OUTPUT-(\w+)>\n(.*?)\n</OUTPUT-\1>", prompt, re.S).group(2)
    cures = [(r"^.*cannot create (?:regular file |directory )?'?([^':]+?)/[^/':]+'?: .*$", lambda m: ["mkdir", "-p", m[1]]),
             (r"^.*?([\w./-]+): Permission denied$", lambda m: ["chmod", "+x", m[1]]),
             (r'^.*marker "(\w+)" is missing$', lambda m: ["touch", m[1]]),
             (r"^.*?([\w./-]+): No such file or directory$", lambda m: ["mkdir", "-p", m[1].rsplit("/", 1)[0]])]
    fixes, lines = [], output.splitlines()[-1:]
    for regex, cure in cures:
        if match := re.search(regex, output, re.M):
            lines = [match[0]]
            fixes = [{"kind": "run", "title": "what is missing is made", "steps": [cure(match)], "command": [],
                      "seconds": 0, "text": ""}]
            break
    return {"title": "something that it needs is missing", "category": "configuration", "lines": lines,
            "fixes": fixes, "confidence": 0.9}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    count = 0

    def log_message(self, *_):
        pass

    def send(self, body, kind="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send(json.dumps({"count": Handler.count}).encode())

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with Handler.lock:
            Handler.count += 1
        began = time.monotonic()
        name = request["response_format"]["json_schema"]["name"]
        # The question; what follows it says only that a reply could not be used.
        prompt = next(message["content"] for message in request["messages"] if message["role"] == "user")
        if name == "remedy":
            reply = remedy(prompt)
        else:
            data = json.loads(re.search(r"<data>\n(.*)\n</data>", prompt, re.S).group(1))
            reply = {"tasks": [planned(task, SECTIONS[name], self.server.scenario) for task in data["tasks"]]}
        time.sleep(max(0, self.server.latency - (time.monotonic() - began)))
        text = json.dumps(reply)
        usage = {"prompt_tokens": len(json.dumps(request)) // 4, "completion_tokens": len(text) // 4}
        if request.get("stream"):
            chunks = [{"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]},
                      {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
                      {"choices": [], "usage": usage}]
            events = "".join("data: " + json.dumps(dict(chunk, model=request["model"])) + "\n\n" for chunk in chunks)
            self.send((events + "data: [DONE]\n\n").encode(), "text/event-stream")
        else:
            message = {"role": "assistant", "content": text}
            self.send(json.dumps({"model": request["model"], "usage": usage, "choices": [
                {"index": 0, "message": message, "finish_reason": "stop"}]}).encode())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--latency", type=float, default=0.8)
    parser.add_argument("--scenario", required=True)
    arguments = parser.parse_args()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.latency = arguments.latency
    with open(arguments.scenario) as file:
        server.scenario = json.load(file)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
