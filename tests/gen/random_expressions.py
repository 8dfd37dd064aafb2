"""random_expressions.py SEED...: corpus programs with awaits everywhere, made from seeds.

As plain C an await is its call, and a defer a nested function that a cleanup attribute
calls (so gcc only). Both must print the same. random.sh compares them.

So that they can: a full expression calls at most one function that changes anything but
its own frame; nothing overflows but unsigned numbers; loops and jumps backward burn
fuel; labels stand at the head of a block behind its declarations, so no jump passes an
initialiser by; what a task changes is looked at behind its group."""
import random
import re
import sys

FILE = r"""
#include "corpus.h"
#include <stdio.h>
#ifdef CORPUS_PLAIN
#define DEFER(n) auto void d##n(int *); __attribute__((cleanup(d##n))) int c##n; void d##n(int *unused_##n)
#define within(x) if (1)
#define shield if (1)
#define group(g) if (1)
#define spawn_into(g, x, c) (*(x) = (c), 0)
#else
#define DEFER(n) defer
#endif
"""

HEAD = r"""
struct @S { unsigned x; unsigned short y; unsigned bf : 3; unsigned char arr[2]; };
static unsigned @h = 17;
static int @fuel;
static void @mix(unsigned x) { @h = @h * 31 + x; }
static async unsigned @v(unsigned a, unsigned b, unsigned c)
{
    if (a & 1)
        (void)await(cede_yield());
    return a * 3 + b * 5 + c;
}
static async struct @S @sf(struct @S s)
{
    struct @S t = s;
    if (s.x & 1)
        (void)await(cede_yield());
    t.y = (unsigned short)(t.x + 1);
    t.x ^= s.arr[1];
    return t;
}
static async unsigned char @cf(unsigned char c)
{
    (void)await(cede_yield());
    return c * 7;
}
static async unsigned *@pf(unsigned *p)
{
    (void)await(cede_yield());
    return p;
}
"""

TAIL = """
static async int @main(void)
{
    for (unsigned i = 0; i < 6; i++) {
        @fuel = 300;
        unsigned r = await(@f%d(i, i * 7, 0));
        printf("%%u %%u %%d\\n", r, @h, @fuel);
    }
    return 0;
}
PROGRAM(@program, @main)
"""

NUMBERS, STRUCT, ARRAY, POINTER = "unsigned", "struct", "array", "pointer"


class Function:
    """Writes f0, f1, …; each calls those before it."""

    def __init__(self, chance, number):
        self.r, self.number = chance, number
        self.count = self.loops = self.defers = 0
        self.budget = chance.randint(15, 60)
        self.labels = []            # of the blocks around
        self.scopes = [[("a", NUMBERS), ("b", NUMBERS), ("sel", NUMBERS)]]
        self.called = False         # this full expression has its call

    # ---- names ----

    def fresh(self, letter):
        self.count += 1
        return letter + str(self.count)

    def visible(self, *kinds):
        found, seen = [], set()
        for scope in reversed(self.scopes):
            for name, kind in scope:
                if name not in seen and kind in kinds:
                    found.append(name)
                seen.add(name)
        return found

    def declare(self, name, kind):
        self.scopes[-1].append((name, kind))
        return name

    # ---- expressions ----

    def lvalue(self):
        kind = self.r.choice([NUMBERS] * 4 + [ARRAY, POINTER, STRUCT])
        names = self.visible(kind) or self.visible(NUMBERS)
        name = self.r.choice(names)
        if name not in self.visible(kind) or kind == NUMBERS:
            return name
        if kind == ARRAY:
            return "%s[%s %% 4]" % (name, self.r.choice(["0", "3", "a", "b"]))
        if kind == POINTER:
            return self.r.choice(["(*%s)", "%s[0]"]) % name
        return self.r.choice(["%s.x", "%s.y", "%s.arr[1]", "%s.bf"]) % name

    def atom(self):
        if self.r.random() < .2:
            return "%du" % self.r.choice([0, 1, 2, 3, 5, 7, 100, 255, 65535, 0xffffffff])
        return self.lvalue()

    def call(self, depth):
        a, b, c = (self.some(depth - 1) for _ in range(3))
        if self.number and not self.called and self.r.random() < .45:
            self.called = True
            f = "@f%d(%s, %s, depth + 1)" % (self.r.randrange(self.number), a, b)
            return self.r.choice(["await(%s)"] * 5 + ["await(boxed(%s))"]) % f
        return self.r.choice([
            "await(@v(%s, %s, %s))" % (a, b, c), "await(@v(%s, %s, %s))" % (a, b, c),
            "await((sel == 1 ? @v : @v)(%s, %s, %s))" % (a, b, c),
            "await(@sf((struct @S){ .x = %s, .bf = %s & 7, .arr = { 1, %s } })).%s"
            % (a, b, c, self.r.choice(["x", "y", "arr[1]", "bf"])),
            "(unsigned)await(@cf((unsigned char)(%s)))" % a,
            "*await(@pf(&%s))" % self.r.choice(self.visible(NUMBERS)),
        ])

    def block_expression(self, depth):
        self.scopes.append([])
        name, value = self.fresh("q"), self.some(depth)
        self.declare(name, NUMBERS)
        text = "({ unsigned %s = %s; if (%s > 3) %s += %s; %s; })" % (
            name, value, name, name, self.some(depth), self.some(depth))
        self.scopes.pop()
        return text

    def some(self, depth):
        """An expression that is part of another."""
        if depth <= 0 or self.r.random() < .2:
            return self.atom()
        e = lambda: self.some(depth - 1)
        return self.r.choice([
            lambda: "(%s %s %s)" % (e(), self.r.choice("+ - * ^ & | < == >= !=".split()), e()),
            lambda: "(%s %s %s)" % (e(), self.r.choice("+ - * ^ & | < == >= !=".split()), e()),
            lambda: "(%s %s (%s & 15))" % (e(), self.r.choice(["<<", ">>"]), e()),
            lambda: "(%s %s (%s | 1))" % (e(), self.r.choice(["/", "%"]), e()),
            lambda: "(%s %s %s)" % (e(), self.r.choice(["&&", "||"]), e()),
            lambda: "(%s ? %s : %s)" % (e(), e(), e()),
            lambda: "(%s ?: %s)" % (e(), e()),
            lambda: "(%s%s)" % (self.r.choice(["!", "~", "-", "(unsigned char)"]), e()),
            lambda: "((void)%s, %s)" % (e(), e()),
            lambda: self.block_expression(depth - 1),
            lambda: "(unsigned)sizeof(+%s)" % self.some(1),
            lambda: "((struct @S){ .x = %s, .y = %s }).%s" % (e(), e(), self.r.choice("xy")),
            lambda: self.call(depth), lambda: self.call(depth), lambda: self.call(depth),
        ])()

    def full(self, depth=3):
        self.called = False
        return self.some(depth)

    # ---- statements ----

    def declaration(self):
        name = self.fresh("v")
        hidden = [n for scope in self.scopes[1:-1] for n, _ in scope if n not in [m for m, _ in self.scopes[-1]]]
        value = self.full()
        if self.r.random() < .25 and hidden:
            other = self.r.choice(hidden)
            if not re.search(r"\b%s\b" % other, value):
                name = other
        text, kind = self.r.choice(
            [("unsigned %s = %s;", NUMBERS)] * 5 +
            [("unsigned short %s = %s;", "other"), ("volatile unsigned char %s = %s;", "other"),
             ("_Alignas(32) unsigned char %s = %s;", "other"), ("unsigned %s[4] = { 3, [2] = %s };", ARRAY),
             ("struct @S %s = { .arr[1] = 1, .x = %s };", STRUCT), ("", POINTER)])
        if kind == POINTER:
            targets = [n for n in self.visible(NUMBERS) if n != name]
            text, value = "unsigned *%s = &%s;", self.r.choice(targets)
        self.declare(name, kind)
        return text % (name, value)

    def block(self, may_jump=True):
        self.scopes.append([])
        lines = [self.declaration() for _ in range(self.r.choice([0, 0, 1, 1, 2]))]
        label = None
        if may_jump and not self.defers and self.r.random() < .2:
            label = self.fresh("L")
            lines.append("%s: if (!@fuel--) return @h;" % label)
            self.labels.append(label)
        for _ in range(self.r.randint(1, 4)):
            if not self.defers and self.r.random() < .12:
                lines += self.defer()
            lines += self.statement()
        if label:
            self.labels.remove(label)
        self.scopes.pop()
        return ["{"] + ["    " + line for line in lines] + ["}"]

    def defer(self):
        around = self.loops, self.labels
        self.loops, self.labels = 0, []
        self.defers += 1
        self.count += 1
        lines = ["DEFER(%d)" % self.count] + self.block(False)
        self.defers -= 1
        self.loops, self.labels = around
        return lines

    def loop(self, head, tail=""):
        self.loops += 1
        lines = [head] + self.block()
        self.loops -= 1
        return lines + ([tail] if tail else [])

    def for_loop(self):
        self.scopes.append([])
        name, first = self.fresh("i"), self.full(1)
        self.declare(name, NUMBERS)
        lines = self.loop("for (unsigned %s = %s; %s && @fuel-- > 0; (void)%s, %s++)" % (
            name, first, self.full(2), self.full(1), name))
        self.scopes.pop()
        return lines

    def switch(self):
        lines = ["switch (%s %% 5)" % self.full(), "{"]
        for case in self.r.sample(range(5), self.r.randint(1, 4)):
            lines += ["case %d:" % case] + (self.block() if self.r.random() < .5 else self.statement())
            lines += ["break;"] if self.r.random() < .6 else ["__attribute__((fallthrough));"]
        return lines + ["default:"] + self.statement() + ["break;", "}"]

    def tasks(self):
        self.count += 1
        n = self.count
        spawns = ["    (void)spawn_into(g%d, &r%d[%d], @v(%s, %s, 3));" % (n, n, i, self.full(1), self.some(1))
                  for i in range(self.r.randint(0, 2))]
        return (["{ unsigned r%d[2] = { 0 };" % n, "group (g%d) {" % n] + spawns + self.block() +
                ["} else { @mix(5); }", "@mix(r%d[0]); @mix(r%d[1]); }" % (n, n)])

    def deadline(self):
        lines = ["within (cede_s(1000))"] + self.block()
        return lines + ["else"] + self.block() if self.r.random() < .4 else lines

    def choice(self):
        lines = ["if (%s)" % self.full()] + self.block()
        return lines + ["else"] + self.block() if self.r.random() < .5 else lines

    def leave(self):
        ways = ["break;", "continue;"] if self.loops else []
        ways += ["goto %s;" % label for label in self.labels]
        ways += [] if self.defers else ["return %s;" % self.full()]
        return ["if (@fuel > 0 && %s) %s" % (self.full(2), self.r.choice(ways))] if ways else ["@mix(1);"]

    def statement(self):
        self.budget -= 1
        if self.budget < 0 or len(self.scopes) > 7:
            return ["@mix(%s);" % self.atom()]
        assign = lambda: ["%s %s %s;" % (self.lvalue(), self.r.choice("= += ^= -= |= *=".split()), self.full())]
        return self.r.choice([
            assign, assign, assign,
            lambda: ["@mix(%s);" % self.full()], lambda: ["@mix(%s);" % self.full()],
            lambda: ["%s%s;" % (self.lvalue(), self.r.choice(["++", "--"]))],
            self.choice, self.choice, self.switch, self.for_loop, self.leave, self.leave, self.block,
            lambda: self.loop("while (@fuel-- > 0 && %s)" % self.full()),
            lambda: self.loop("do", "while (@fuel-- > 0 && %s);" % self.full(2)),
            self.tasks, self.deadline, lambda: ["shield"] + self.block(),
        ])()

    def text(self):
        body = ["static unsigned sel;", "sel ^= 1;", "if (depth > 4 || @fuel < 0)", "    return a - b;"]
        body += self.block() + ["@mix(a);", "@mix(b);", "return %s;" % self.full()]
        head = ["static async unsigned @f%d(unsigned a, unsigned b, unsigned depth)" % self.number, "{"]
        return "\n".join(head + ["    " + line for line in body] + ["}"])


def program(seed):
    chance = random.Random(seed)
    functions = 5
    text = HEAD + "\n".join(Function(chance, i).text() for i in range(functions)) + TAIL % (functions - 1)
    return text.replace("@program", "e%d" % seed).replace("@", "e%d_" % seed)


def main():
    print(FILE.strip())
    for seed in sys.argv[1:]:
        print(program(int(seed)))


main()
