"""harness_test.py BENCH: the harness itself, with the load generator and cede's server out of
BENCH, a build's bench folder."""
import sys
import tempfile
import unittest
from pathlib import Path

import cases
import report
from programs import Failed, Missing, Programs, parse, run
from results import Results
from run import measure
from stats import exponent, median_ratio

BENCH = Path(sys.argv.pop(1)).resolve()


def context_of(build):
    return cases.Context(Programs(build), quick=True)


class Options:
    quick, pairs = True, 3


class Harness(unittest.TestCase):
    def test_exponent_of_a_square_is_two(self):
        self.assertAlmostEqual(exponent({n: n for n in (10, 100, 1000)}), 2)        # one of n costs n

    def test_interval_of_equal_programs_holds_one(self):
        ours = [10, 11, 9, 10, 12, 10, 9, 11, 10, 10]
        ratio, low, high = median_ratio(ours[::-1], ours)
        self.assertLessEqual(low, 1)
        self.assertGreaterEqual(high, 1)
        self.assertLessEqual(low, ratio)

    def test_pairs_take_out_what_both_share(self):
        machine = [1, 5, 2, 9, 3]
        self.assertEqual(median_ratio([3 * m for m in machine], machine), (3, 3, 3))

    def test_samples_come_back_from_their_file(self):
        results = Results()
        results.add("echo", 50, "cede", 0, {"cpu_ns": 6200.5})
        results.missing["echo", "libuv"] = "needs libuv1-dev"
        with tempfile.NamedTemporaryFile() as f:
            results.save(f.name)
            again = Results.load(f.name)
        self.assertEqual(again.values("echo", 50, "cede", "cpu_ns"), [6200.5])
        self.assertEqual(again.missing, results.missing)

    def test_a_program_that_is_not_there_is_shown_with_the_reason(self):
        rows = (cases.Row("cede", "cede"), cases.Row("libuv", "libuv"))
        case = cases.Case("echo", "echo", rows, lambda *_: {"cpu_ns": 1}, (50,), (50,), (3, 3), program="echo")
        results = Results()
        with tempfile.TemporaryDirectory() as nowhere:
            measure(case, context_of(nowhere), Options, results)
        self.assertIn("libuv", str(results.missing))
        self.assertIn("| libuv | missing: ", report.table(results, rows, [report.Column("CPU", "echo", 50, "cpu_ns", "ns")]))

    def test_a_program_that_fails_is_left_out_from_then_on(self):
        def sample(context, row, size):
            if row.title == "bad":
                raise Failed("exit status 1")
            return {"cpu_ns": 2}

        rows = (cases.Row("cede", "good"), cases.Row("cede", "bad"))
        results = Results()
        measure(cases.Case("x", "x", rows, sample, (1,), (1,), (3, 3)), context_of("."), Options, results)
        self.assertEqual(results.values("x", 1, "good", "cpu_ns"), [2, 2, 2])
        self.assertIn("exit status 1", results.missing["x", "bad"])

    def test_all_that_is_missing_is_listed(self):
        results = Results()
        for case in cases.CASES + cases.GROWTH:
            for row in case.rows:
                results.missing[case.name, row.title] = "why"
        with tempfile.TemporaryDirectory() as directory:
            report.write(results, [], [], Path(directory))
            text = (Path(directory) / "report.md").read_text()
        for case in cases.CASES + cases.GROWTH:
            for row in case.rows:
                self.assertIn(f"- {case.name}, {row.title}: why", text)

    def test_load_measures_a_server(self):
        said = parse(run([str(BENCH / "load"), "-c", "3", "-n", "300", str(BENCH / "peers/cede_echo"), "0"]))
        self.assertEqual(list(said), ["requests/s", "cpu_ns", "p50_us", "p99_us", "p99.9_us", "rss_bytes"])
        self.assertGreater(said["cpu_ns"], 0)
        self.assertLess(0, said["p50_us"])
        self.assertLessEqual(said["p50_us"], said["p99_us"])
        self.assertLessEqual(said["p99_us"], said["p99.9_us"])

    def test_load_refuses_a_server_that_says_nothing(self):
        with self.assertRaises(Failed):
            run([str(BENCH / "load"), "-n", "1", "true"])


unittest.main()
