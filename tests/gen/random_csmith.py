"""random_csmith.py SEED...: csmith's programs as corpus programs.

Each function becomes async, each call of one an await, in places boxed or through a
pointer. Yields are put between statements and into expressions: before a constant, and
as awaits of csmith's own arithmetic through a pointer. As plain C all that means nothing.

C leaves open in which order such an expression is evaluated, and csmith's programs depend
on it. So as plain C each full expression with an await in it is written in the order that
docs/language.md prescribes, from its own reading of it: awaits first, from left to right,
with what && || ?: and comma put before them.

csmith's programs need not end: each is stopped after so many loops and calls, in both
builds at the same place, and what its variables hold by then is printed as at an end."""
import random
import re
import subprocess
import sys
import tempfile

OPTIONS = ["--concise", "--no-argc", "--max-funcs", "6", "--max-array-len-per-dim", "6"]

FILE = """
#include "corpus.h"
#include <csmith/csmith.h>
"""

HEAD = """
static void @report(void);
static int @ticks;
static void @tick(void)
{
    if (++@ticks > 2000) {
        puts("enough");
        @report();
        exit(0);
    }
}
"""

TAIL = """
static void @report(void)
{
%s
}
static async int @main(void)
{
    crc32_gentab();
    await(@func_1());
    @report();
    return 0;
}
PROGRAM(@program, @main)
"""

TOKEN = re.compile(r"\s+|@?[A-Za-z_]\w*|\d[\w.]*|\"[^\"]*\"|'[^']*'|->|\+\+|--|<<=|>>=|&&|\|\||<<|>>|[-+*/%&|^=!<>]=|.", re.S)
TYPE = r"(?:const|volatile|unsigned|signed|struct|union|u?int\d+_t|int|char|long|short|void)\b"
YIELD = "await(cede_yield());"
ASSIGNMENTS = "= += -= *= /= %= &= |= ^= <<= >>=".split()
BINARY = [["||"], ["&&"], ["|"], ["^"], ["&"], ["==", "!="], ["<", ">", "<=", ">="], ["<<", ">>"], ["+", "-"], ["*", "/", "%"]]


# What each function of the program gives, without const and volatile.
RESULTS = {}


class Node:
    """kind: atom, call, index, member, prefix, postfix, binary, assign, ?:, comma, paren"""

    def __init__(self, kind, text, *kids):
        self.kind, self.text, self.kids = kind, text, kids
        self.awaited = None         # how: a form with one %s for the call; an atom: a yield before it
        self.awaits = any(k.awaits for k in kids)

    def await_as(self, form):
        self.awaited, self.awaits = form, True


class Reader:
    """Reads expressions, and decides where they await."""

    def __init__(self, text, chance, constants):
        self.tokens, self.at = [t for t in TOKEN.findall(text) if not t.isspace()], 0
        self.r, self.constants = chance, constants

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def comma(self):
        e = self.assignment()
        while self.peek() == ",":
            self.next()
            e = Node("comma", ",", e, self.assignment())
        return e

    def assignment(self):
        e = self.conditional()
        if self.peek() in ASSIGNMENTS:
            return Node("assign", self.next(), e, self.assignment())
        return e

    def conditional(self):
        e = self.binary(0)
        if self.peek() != "?":
            return e
        self.next()
        yes = self.comma()
        self.next()
        return Node("?:", "", e, yes, self.conditional())

    def binary(self, level):
        if level == len(BINARY):
            return self.unary()
        e = self.binary(level + 1)
        while self.peek() in BINARY[level]:
            e = Node("binary", self.next(), e, self.binary(level + 1))
        return e

    def unary(self):
        if self.peek() in ("&", "*", "-", "+", "!", "~", "++", "--"):
            return Node("prefix", self.next(), self.unary())
        if self.peek() == "(" and re.match(TYPE, self.tokens[self.at + 1]):
            cast = []
            while not cast or cast[-1] != ")":
                cast.append(self.next())
            return Node("prefix", " ".join(cast), self.unary())
        return self.postfix()

    def postfix(self):
        e = self.primary()
        while self.peek() in ("(", "[", ".", "->", "++", "--"):
            token = self.next()
            if token == "(":
                e = self.call(e)
            elif token == "[":
                e = Node("index", "", e, self.comma())
                self.next()
            elif token in (".", "->"):
                e = Node("member", token + self.next(), e)
            else:
                e = Node("postfix", token, e)
        return e

    def primary(self):
        token = self.next()
        if token == "(":
            e = Node("paren", "", self.comma())
            self.next()
            return e
        e = Node("atom", token)
        if token[0].isdigit() and self.r.random() < self.constants:
            e.await_as("((void)await(cede_yield()), %s)")
        return e

    def call(self, callee):
        args = []
        while self.peek() != ")":
            args.append(self.assignment())
            if self.peek() == ",":
                self.next()
        self.next()
        e, by = Node("call", callee.text, *args), self.r.random()
        if callee.text.startswith("safe_"):
            if by < .1:
                e.await_as("await((1 ? %s : %s)%%s)" % (callee.text, callee.text))
        elif by < .7:
            e.await_as("await(%s%%s)" % callee.text)
        else:
            e.await_as(("await(boxed(%s%%s))" if by < .85 else "await((&%s)%%s)") % callee.text)
        return e


def put_together(e, kids):
    """The text of an expression whose operands' texts are these; without its own await."""
    if e.kind in ("binary", "assign"):
        return "%s %s %s" % (kids[0], e.text, kids[1])
    return {
        "atom": lambda: e.text, "call": lambda: "%s(%s)" % (e.text, ", ".join(kids)),
        "index": lambda: "%s[%s]" % (kids[0], kids[1]), "member": lambda: kids[0] + e.text,
        "prefix": lambda: "%s %s" % (e.text, kids[0]), "postfix": lambda: kids[0] + e.text,
        "?:": lambda: "%s ? %s : %s" % tuple(kids), "comma": lambda: "%s , %s" % tuple(kids),
        "paren": lambda: "(%s)" % kids[0],
    }[e.kind]()


def awaiting(e):
    """As async C."""
    kids = [awaiting(k) for k in e.kids]
    if not e.awaited:
        return put_together(e, kids)
    return e.awaited % ("(%s)" % ", ".join(kids) if e.kind == "call" else e.text)


class Ordered:
    """As plain C, in the order of async C."""

    def __init__(self, e):
        self.declared, self.before = [], []
        self.rest = self.order(e)
        self.text = "({ %s%s%s; })" % ("".join(self.declared), "".join(self.before), self.rest)

    def temporary(self, result):
        name = "t%d" % len(self.declared)
        self.declared.append("%s %s; " % (result, name))
        return name

    def under(self, condition, e):
        self.before.append("if (%s) { " % condition)
        rest = self.order(e)
        self.before.append("} ")
        return rest

    def order(self, e):
        if e.kind in ("binary", "?:") and (e.kind == "?:" or e.text in ("&&", "||")) and any(k.awaits for k in e.kids[1:]):
            condition = self.order(e.kids[0])
            kept = self.temporary("int")
            self.before.append("%s = !!(%s); " % (kept, condition))
            kids = [kept, self.under("!" * (e.text == "||") + kept, e.kids[1])]
            if e.kind == "?:":
                kids.append(self.under("!" + kept, e.kids[2]))
            return "(%s)" % put_together(e, kids)
        if e.kind == "comma" and e.kids[1].awaits:
            self.before.append("(void)(%s); " % self.order(e.kids[0]))
            return self.order(e.kids[1])
        text = put_together(e, [self.order(k) for k in e.kids])
        if e.kind == "call" and e.awaited:
            kept = self.temporary(RESULTS.get(e.text) or "__typeof__(%s)" % text)
            if re.match("(struct|union)[^*]*$", RESULTS.get(e.text, "")):       # may have const members
                self.before.append("{ %s r = %s; memcpy((void *)&%s, &r, sizeof r); } " % (RESULTS[e.text], text, kept))
            else:
                self.before.append("%s = %s; " % (kept, text))
            return kept
        return text


def full(text, chance, constants):
    """(as async C, as plain C) of a full expression."""
    if not text.strip():
        return text, text
    e = Reader(text, chance, constants).comma()
    return awaiting(e), Ordered(e).text if e.awaits else awaiting(e)


def statement(line, chance, constants):
    """(as async C, as plain C) of a line of code."""
    m = re.match(r"(\s*(?:if|for|return|while)\b\s*)?(.*?)(;?)$", line.rstrip(), re.S)
    head, rest, end = m.group(1) or "", m.group(2), m.group(3)
    if re.match(r"\s*(break|continue|goto\b.*);", line):
        return line, line
    if re.match(r"\s*(if|for|while)", head):
        parts = [full(part, chance, constants) for part in rest.strip()[1:-1].split(";")]
        return tuple("%s(%s)%s" % (head, "; ".join(p[i] for p in parts), end) for i in (0, 1))
    parts = full(rest, chance, constants)
    return tuple(head + p + end for p in parts)


def declaration(line, chance):
    """The same of a declaration; what its initialiser's braces hold has one order anyway."""
    head, equals, value = line.partition(" = ")
    if not equals or "{" in value:
        return line, line
    return tuple(head + equals + p + ";" for p in full(value.rstrip().rstrip(";"), chance, .05))


def body(lines, chance):
    """A function's, from its { to its }."""
    out, before, loop = [], "", True
    for line in lines:
        code = line.strip()
        both = line, line
        if code == "{" and loop:
            both = (line + " @tick();",) * 2
        elif re.match(r"lbl_\d+:$", code):
            both = (line + " @tick();",) * 2
        elif code in ("{", "}", "else", ""):
            pass
        elif re.match(TYPE, code):
            both = declaration(line, chance)
        else:
            if before[-1:] in ("{", "}", ";") and chance.random() < .2:
                out.append("    " + YIELD)
            both = statement(line, chance, .1)
        out += [both[0]] if both[0] == both[1] else ["#ifdef CORPUS_PLAIN", both[1], "#else", both[0], "#endif"]
        if code:
            before, loop = code, code.startswith("for (") or code.startswith("while (")
    return out


def program(seed):
    with tempfile.TemporaryDirectory() as folder:       # csmith leaves a file behind
        # A level more takes csmith more than twice the time.
        depth = ["--max-block-depth", "3" if seed % 8 else "4"]
        text = subprocess.run(["csmith", "--seed", str(seed)] + OPTIONS + depth, cwd=folder, check=True,
                              capture_output=True, text=True).stdout
    text = text[text.index("static long __undefined;"):].replace("static long __undefined;", "")
    text = text.replace("#pragma pack(push)\n#pragma pack(1)", "#pragma pack(push, 1)")     # as tcc knows it
    text = re.sub(r"\b(g_\d+|func_\d+|[SU]\d+)\b", r"@\1", text)
    text = re.sub(r"^static (.*@func_\d+\()", r"static async \1", text, flags=re.M)
    text, main = text.split("\nint main")
    RESULTS.clear()
    for result, name in re.findall(r"^static async (.*?) *(@func_\d+)\(", text, flags=re.M):
        pointed, star, last = result.rpartition("*")
        RESULTS[name] = pointed + star + re.sub(r"\b(const|volatile)\b", "", last).strip()
    chance, out, function = random.Random(seed), [], None
    for line in text.split("\n"):
        if function is not None:
            function.append(line)
            if line == "}":
                out += body(function, chance)
                function = None
        elif line.startswith("{"):
            function = ["{"]
        else:
            out.append(line)
    report = main[main.index("{") + 1:main.rindex("return 0;")]
    report = re.sub(r"    (platform_main_begin\(\)|crc32_gentab\(\)|@func_1\(\));\n", "", report)
    report = report.replace("print_hash_value = 0", "print_hash_value = 1")
    text = HEAD + "\n".join(out) + TAIL % report
    return text.replace("@program", "c%d" % seed).replace("@", "c%d_" % seed)


sys.setrecursionlimit(100000)


def main():
    print(FILE.strip())
    for seed in sys.argv[1:]:
        print(program(int(seed)))


main()
