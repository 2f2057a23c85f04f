#!/usr/bin/env python3
"""Runs recourse-bench and other engines over the same patterns and logs, in turn, and prints a table.

  compare-engines.py --peers DIR --data DIR [--bench PROGRAM] [--sizes 10000] [--rounds 3]

DIR of --peers holds the program `peers`, which prints the same JSON keys; DIR of --data what its generator made.
A row: the least scan time of all rounds in milliseconds of processor time, for each engine; how many times faster than
PCRE2 one by one, and than Hyperscan with PCRE2; and whether all sums are equal. The engines take turns, so that a machine
that slows down does so for all of them. Hyperscan's database is built once, and kept in the data folder.
"""
import argparse, json, os, subprocess, sys

parser = argparse.ArgumentParser()
parser.add_argument("--peers", required=True)
parser.add_argument("--data", required=True)
parser.add_argument("--bench", default=".build/release/recourse-bench")
parser.add_argument("--sizes", default="10000")
parser.add_argument("--logs", default="log_64k,log_1m,adv_64k,adv_1m")
parser.add_argument("--rounds", type=int, default=3)
parser.add_argument("--no-hyperscan", action="store_true")
options = parser.parse_args()


def run(*words):
    ran = subprocess.run(words, capture_output=True, text=True)
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if not lines:
        sys.exit(f"{' '.join(words)}: {ran.stderr.strip()}")
    return json.loads(lines[-1])


peers = os.path.join(options.peers, "peers")
print("| patterns | log | one by one | Hyperscan + PCRE2 | ours | faster than one by one | than Hyperscan | equal | index | built in | cold |")
print("|---|---|--:|--:|--:|--:|--:|---|--:|--:|--:|")
for size in options.sizes.split(","):
    for kind in ("_lit", ""):
        patterns = os.path.join(options.data, f"pat_{size}{kind}.txt")
        index = os.path.join(options.data, f"recourse_{size}{kind}.index")
        if os.path.exists(index):
            os.remove(index)
        first = os.path.join(options.data, options.logs.split(",")[0] + ".txt")
        built = run(options.bench, "match", patterns, first, "--reps", "1", "--index", index)
        for name in options.logs.split(","):
            log = os.path.join(options.data, name + ".txt")
            rows = {"linear": [], "hs": [], "ours": [], "cold": []}
            for _ in range(options.rounds):
                rows["ours"].append(run(options.bench, "match", patterns, log, "--index", index))
                rows["cold"].append(run(options.bench, "match", patterns, log, "--index", index, "--cold"))
                if not options.no_hyperscan:
                    saved = os.path.join(options.data, f"hyperscan_{size}{kind}.db")
                    how = f"load={saved}" if os.path.exists(saved) else f"save={saved}"
                    rows["hs"].append(run(peers, "hs-pcre2", patterns, log, how))
                if not rows["linear"] or int(size) <= 10000 and os.path.getsize(log) <= 1 << 17:
                    rows["linear"].append(run(peers, "pcre2jit", patterns, log, "reps=1" if os.path.getsize(log) > 1 << 17 else "reps=3"))
            least = {key: min(row["scan_min_s"] for row in found) * 1000 for key, found in rows.items() if found}
            sums = {row["sum"] for found in rows.values() for row in found}
            hs = least.get("hs")
            cold = min(row["total_s"] for row in rows["cold"]) * 1000
            ours = least["ours"]
            print(
                f"| {built['n']:,} | {name} | {least['linear']:,.0f} ms | {'-' if hs is None else '%.2f ms' % hs} | {ours:.2f} ms "
                f"| {least['linear'] / ours:,.0f} x | {'-' if hs is None else '%.1f x' % (hs / ours)} "
                f"| {'yes' if len(sums) == 1 else 'NO'} | {built['index_bytes'] / built['n']:.0f} B | {built['build_s']:.2f} s | {cold:.1f} ms |",
                flush=True)
