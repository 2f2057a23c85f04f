#!/usr/bin/env python3
"""A model that answers from a script, in OpenAI's format: plans by the task's title, remedies by what a failure printed.

    scripted_model.py SCRIPT LOG

SCRIPT is JSON: {"plans": {TITLE: [ANSWER, …]}, "remedies": [{"regex": …, "steps": [[…]]}, …], "latency": SECONDS}. The
n-th question about a title gets its n-th answer, the last one from then on. An answer is a plan whose steps may be plain
shell texts, or a text that is the whole reply. Words of a remedy's steps may name groups of its regex.

Every question is a line of LOG: {"headers": …, "body": …}. GET /count says how many there were. Prints its port.
"""
import json
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

STEP = {"kind": "shell", "text": "", "argv": [], "path": "", "description": "", "expect": [], "errors": [],
        "success": [], "failure": [], "timeout": 60, "retry": False, "idempotent": False}
ASSESSMENT = {"complexity": "simple", "estimated_steps": 1, "tools": ["sh"], "dependencies": [], "risks": [],
              "confidence": 0.9, "reasoning": "", "estimated_seconds": 1}
ALL = ["assessment", "steps", "decisions", "criteria", "fallbacks"]
SECTIONS = {"complexity": ["assessment"], "commands": ["steps"], "decisions": ["decisions"],
            "criteria": ["criteria"], "fallbacks": ["fallbacks"], "analysis": ["assessment", "steps", "decisions"],
            "assurance": ["criteria", "fallbacks"], "plans": ALL}
FIX = {"kind": "run", "title": "what is missing is made", "steps": [], "command": [], "seconds": 0, "text": ""}


def steps(entries):
    return [dict(STEP, text=entry) if isinstance(entry, str) else dict(STEP, **entry) for entry in entries]


def part(plan, section):
    if section == "assessment":
        return dict(ASSESSMENT, estimated_steps=max(len(plan.get("steps", [])), 1))
    if section == "steps":
        return {"steps": steps(plan.get("steps", []))}
    if section == "fallbacks":
        return {"fallbacks": [{"description": "another way", "steps": steps(way)}
                              for way in plan.get("fallbacks", [])]}
    if section == "decisions":
        return {"decisions": plan.get("decisions", [])}
    return {"criteria": [dict({"path": "", "value": ""}, **entry) for entry in plan.get("criteria", [])]}


def whole(plan, sections):
    fields = {}
    for section in sections:
        fields.update(part(plan, section))
    return fields


class Script:
    def __init__(self, path, log):
        with open(path) as file:
            self.script = json.load(file)
        self.log = open(log, "a")
        self.lock = threading.Lock()
        self.count = 0
        self.asked = {}

    def record(self, headers, body):
        with self.lock:
            self.count += 1
            self.log.write(json.dumps({"headers": dict(headers), "body": body}) + "\n")
            self.log.flush()

    def next(self, title, name):
        """The answer whose turn it is."""
        answers = self.script.get("plans", {}).get(title, [{"steps": []}])
        name = "plans" if name == "adaptation" else name
        with self.lock:
            number = self.asked.get((title, name), 0)
            self.asked[(title, name)] = number + 1
        return answers[min(number, len(answers) - 1)]

    def reply(self, request):
        prompt = next(message["content"] for message in request["messages"] if message["role"] == "user")
        name = request.get("response_format", {}).get("json_schema", {}).get("name", "")
        if name == "remedy":
            return json.dumps(self.remedy(prompt))
        found = re.search(r"<data>\n(.*?)\n</data>", prompt, re.S)
        if not found:
            return json.dumps({"answer": "ready"})
        tasks = []
        for task in json.loads(found[1])["tasks"]:
            answer = self.next(task["title"], name)
            if isinstance(answer, str):
                return answer
            if name == "adaptation":
                tasks.append({"id": task["id"], "keep": False, "plan": [whole(answer, ALL)]})
            else:
                tasks.append(dict({"id": task["id"]}, **whole(answer, SECTIONS[name])))
        return json.dumps({"tasks": tasks})

    def remedy(self, prompt):
        output = re.search(r"<OUTPUT-(\w+)>\n(.*?)\n?</OUTPUT-\1>", prompt, re.S)[2]
        for remedy in self.script.get("remedies", []):
            if match := re.search(remedy["regex"], output, re.M):
                words = [[match.expand(word) for word in step] for step in remedy["steps"]]
                return {"title": "something that it needs is missing", "category": "configuration",
                        "lines": [match[0]], "fixes": [dict(FIX, steps=words)], "confidence": 0.9}
        return {"title": "nobody knows", "category": "configuration", "lines": output.splitlines()[-1:],
                "fixes": [], "confidence": 0.1}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def send(self, body, kind="application/json"):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.send(json.dumps({"count": self.server.script.count}).encode())

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        script = self.server.script
        script.record(self.headers, request)
        text = script.reply(request)
        time.sleep(script.script.get("latency", 0))
        usage = {"prompt_tokens": 11, "completion_tokens": 7}
        model = request["model"]
        if not request.get("stream"):
            choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": "stop"}
            return self.send(json.dumps({"model": model, "usage": usage, "choices": [choice]}).encode())
        chunks = [{"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None}]},
                  {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
                  {"choices": [], "usage": usage}]
        events = "".join("data: " + json.dumps(dict(chunk, model=model)) + "\n\n" for chunk in chunks)
        self.send((events + "data: [DONE]\n\n").encode(), "text/event-stream")


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.script = Script(sys.argv[1], sys.argv[2])
    print(server.server_address[1], flush=True)
    # Ends with whoever started it, should they not end it.
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
