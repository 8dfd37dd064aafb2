"""random_structured.py SEED...: corpus programs of blocks, jumps, tasks, contexts and generators, made from seeds.

Each prints events and is swept: a cancel and a deadline at each of its awaits. What
happens is known from tests/support/stackful.py, which knows nothing of cedec.

So that both must agree: a full expression calls at most one function, or several that
C puts in order (&&, ?: and comma); a jump passes no initialiser and no defer by; a task
gets addresses only of what outlives its group, one of the loop only of statics; loops and
calls burn fuel, so everything ends whatever is cancelled."""
import random
import sys

HEAD = """
static int @fuel;
static unsigned @g;
static CEDE_CONTEXT(unsigned, @bound, 5);
struct @S { unsigned x; unsigned char y[3]; };
static int @enter(unsigned depth)
{
    return @fuel-- <= 0 || depth > 3;
}
"""

TAIL = """
static async int @main(void)
{
    @fuel = %d;
    @g = 1;
    event("= %%d", (int)await(@f%d(1, 2, &@g, 0)));
    event("g %%u", @g);
    return 0;
}
SWEPT(@program, @main)
"""

ITERATOR = "iterator"
RESULTS = ["int"] * 5 + ["unsigned", "void", "struct @S", "long"]
UNSIGNED, CHAR, ARRAY, STRUCT, POINTER, TASK = "unsigned", "char", "array", "struct", "pointer", "task"


class Function:
    def __init__(self, chance, number, results):
        self.r, self.number, self.results = chance, number, results
        self.result = results[number]
        self.count = self.loops = self.switches = self.defers = 0
        self.budget = chance.randint(8, 30)
        self.labels = []                # that a jump from here may go to
        self.groups = []                # that tasks may be started in: (name, results, words, scopes)
        self.scopes = [[("a", UNSIGNED), ("b", UNSIGNED)]]
        self.no_declaration = False     # a goto ahead would jump over it
        self.called = False             # this full expression has its call
        self.in_expression = 0          # in a statement expression
        self.in_group = 0
        self.in_head = False            # of a loop or switch: no break and no continue

    # ---- names ----

    def fresh(self, letter):
        self.count += 1
        return letter + str(self.count)

    def visible(self, *kinds):
        return [n for scope in self.scopes for n, kind in scope if kind in kinds]

    def declare(self, name, kind):
        self.scopes[-1].append((name, kind))
        return name

    def pick(self, *things):
        return self.r.choice(things)

    def some(self, p):
        return self.r.random() < p

    # ---- expressions ----

    def lvalue(self):
        kind = self.pick(UNSIGNED, UNSIGNED, UNSIGNED, CHAR, ARRAY, STRUCT, POINTER)
        names = self.visible(kind)
        if not names:
            return self.r.choice(self.visible(UNSIGNED))
        name = self.r.choice(names)
        return {
            UNSIGNED: name, CHAR: name, ARRAY: "%s[%s %% 3]" % (name, self.pick("0", "1", "2", "a")),
            STRUCT: name + self.pick(".x", ".y[1]"), POINTER: "*" + name,
        }[kind]

    def atom(self):
        return self.lvalue() if self.some(.7) else "%du" % self.pick(0, 1, 2, 3, 7, 100)

    def plain(self, depth=2):
        """An expression without calls."""
        if depth == 0 or self.some(.3):
            return self.atom()
        e = lambda: self.plain(depth - 1)
        return self.pick(
            lambda: "(%s %s %s)" % (e(), self.pick(*"+ - * ^ & | < == > !=".split()), e()),
            lambda: "(%s %s %s)" % (e(), self.pick("&&", "||"), e()),
            lambda: "(%s ? %s : %s)" % (e(), e(), e()),
            lambda: "(%s%s)" % (self.pick("!", "~", "-"), e()))()

    def address(self):
        """Of an unsigned that may change at any time while this function is suspended."""
        return self.pick("p", "&@g", *["&" + n for n in self.visible(UNSIGNED)], *self.visible(POINTER))

    def callee(self, *kinds):
        near = [i for i in range(len(self.results)) if self.results[i] in kinds]
        below = [i for i in near if i < self.number]
        return self.r.choice(below if below and self.some(.85) else near) if near else None

    def call(self, address, *kinds):
        """(text, result) of a call without await; None where no function has such a result."""
        n = self.callee(*kinds)
        if n is None:
            return None
        f = "@f%d" % n
        return "(%s, %s, %s, depth + 1)" % (self.plain(1), self.plain(1), address), f, self.results[n]

    def iteration(self):
        """A generator's call; None where there is none."""
        args, f, _ = self.call(self.address(), ITERATOR) or (0, 0, 0)
        return f and self.pick("%s%s", "%s%s", "%s%s", "boxed(%s%s)") % (f, args)

    def wait(self):
        return self.pick("await(cede_sleep(after(%d)))" % self.pick(0, 1, 1, 2, 3, 5),
                         "(here(), await(cede_yield()))")

    def awaited(self):
        """An unsigned expression whose value comes from one await."""
        if self.some(.25):
            return "(unsigned)" + self.wait()
        args, f, result = self.call(self.address(), "int", "int", "unsigned", "long", "struct @S") or (0, 0, 0)
        if not f:
            return "(unsigned)" + self.wait()
        form = self.r.random()
        if form < .15:
            text = "await(boxed(%s%s))" % (f, args)
        elif form < .3:
            twin = self.r.choice([i for i in range(len(self.results)) if self.results[i] == result])
            text = "await((%s ? %s : @f%d)%s)" % (self.atom(), f, twin, args)
        else:
            text = "await(%s%s)" % (f, args)
        return {"struct @S": text + self.pick(".x", ".y[0]")}.get(result, "(unsigned)" + text)

    def block_expression(self):
        """({ … }) with an await, and sometimes a jump out of it."""
        name, value = self.fresh("q"), self.awaited()
        self.scopes.append([(name, UNSIGNED)])
        self.in_expression += 1
        text = "({ unsigned %s = %s; if (%s) %s %s; })" % (
            name, value, self.plain(1), self.pick(self.jump, self.assign)()[0], name)
        self.in_expression -= 1
        self.scopes.pop()
        return text

    def full(self):
        """An expression that awaits, as often as C gives an order."""
        e = self.awaited
        return self.pick(e, e, e, e,
                         lambda: "(%s && %s)" % (self.pick(self.plain, e)(), e()),
                         lambda: "(%s || %s)" % (self.pick(self.plain, e)(), e()),
                         lambda: "(%s ? %s : %s)" % (self.pick(self.plain, e)(), e(), self.pick(self.plain, e)()),
                         lambda: "((void)%s, %s)" % (e(), e()),
                         lambda: "(%s + %s)" % (e(), self.pick("1u", "3u")),
                         self.block_expression)()

    def value(self):
        return self.full() if self.some(.4) else self.plain()

    def head_value(self):
        self.in_head = True
        value = self.value()
        self.in_head = False
        return value

    # ---- statements ----

    def note(self):
        names = [self.lvalue() for _ in range(self.r.randint(0, 2))]
        return ['event("%s%s"%s);' % (self.fresh("@"), " %u" * len(names), "".join(", (unsigned)" + n for n in names))]

    def suspend(self):
        return [self.wait() + ";"]

    def assign(self):
        if self.in_expression:
            return ["%s %s %s;" % (self.lvalue(), self.pick("=", "+=", "^="), self.plain(1))]
        if self.some(.5):
            return ["%s = %s;" % (self.lvalue(), self.value())]
        return ["%s %s %s;" % (self.lvalue(), self.pick("+=", "^=", "-="), self.plain())]

    def invoke(self):
        args, f, _ = self.call(self.address(), *RESULTS)
        return ["%sawait(%s%s);" % (self.pick("", "(void)"), f, args)]

    def declaration(self):
        name, value = self.fresh("v"), self.value()
        text, kind = self.pick(
            *[("unsigned %s = %s;", UNSIGNED)] * 4, ("unsigned char %s = (unsigned char)%s;", CHAR),
            ("const volatile unsigned char %s = (unsigned char)%s;", "const"),
            ("unsigned %s[3] = { 1, [2] = %s };", ARRAY), ("struct @S %s = { .x = %s };", STRUCT),
            ("unsigned *%s = %s;", POINTER))
        if kind == POINTER:
            value = self.address()
        self.declare(name, kind)
        return [text % (name, value)]

    def braces(self, lines):
        return ["{"] + ["    " + line for line in lines] + ["}"]

    def block(self, may_defer=True):
        """{ declarations, perhaps a label to go back to, statements, perhaps one to go on at }"""
        outer = self.no_declaration
        self.no_declaration = False
        self.scopes.append([])
        lines = []
        for _ in range(self.pick(0, 0, 1, 1, 2)):
            lines += self.declaration()
        back = not self.defers and self.some(.15) and self.fresh("back")
        if back:
            lines.append("%s: if (@fuel-- <= 0) %s" % (back, self.leave()))
            self.labels.append(back)
        for _ in range(self.r.randint(1, 4)):
            if may_defer and self.some(.15):
                lines += self.defer()
            lines += self.statement()
        if self.some(.15):
            lines += self.forward()
        if back:
            self.labels.remove(back)
        self.scopes.pop()
        self.no_declaration = outer
        return self.braces(lines)

    def forward(self):
        on = self.fresh("on")
        self.labels.append(on)
        self.no_declaration = True
        lines = []
        for _ in range(self.r.randint(1, 3)):
            lines += self.statement()
        self.labels.remove(on)
        self.no_declaration = False
        return lines + [on + ":"] + self.note()

    def leave(self):
        value = {"void": "", "unsigned": " %s", "struct @S": " (struct @S){ .x = %s }"}.get(self.result, " (int)(%s %% 9)")
        if self.result in ("int", "long", ITERATOR) and self.some(.25):
            value = " -5 - (int)(%s %% 3)"
        if self.result == ITERATOR and self.some(.3):
            value = ""
        return "return%s;" % (value % self.plain() if value else value)

    def defer(self):
        around = self.loops, self.switches, self.labels, self.groups
        self.loops, self.switches, self.labels = 0, 0, []
        self.groups = [group for group in self.groups if group[3] < len(self.scopes)]
        self.defers += 1
        if self.some(.3):
            lines = ["defer " + self.pick(self.note, self.suspend)()[0]]
        else:
            body = self.block()
            lines = ["defer {", '    event("%s %%d", cede_leaving());' % self.fresh("@")] + body[1:]
        self.defers -= 1
        self.loops, self.switches, self.labels, self.groups = around
        return lines

    def looped(self, head, tail=""):
        self.loops += 1
        lines = [head] + self.block()
        self.loops -= 1
        return lines + [tail] * bool(tail)

    def loop(self):
        test = "@fuel-- > 0 && %s" % self.head_value()
        if self.some(.3):
            return self.looped("while (%s)" % test)
        if self.some(.4):
            return self.looped("do", "while (%s);" % test)
        i = self.fresh("i")
        head = "for (unsigned %s = %s; %s; %s += 1 + %s %% 2)" % (i, self.head_value(), test, i, self.head_value())
        self.scopes.append([(i, UNSIGNED)])
        lines = self.looped(head)
        self.scopes.pop()
        return lines

    def switch(self):
        lines = ["switch (%s %% 4) {" % self.head_value()]
        self.switches += 1
        for case in self.r.sample(range(4), self.r.randint(1, 3)):
            lines += ["case %d:" % case] + self.block()
            lines += [self.pick("break;", "break;", "__attribute__((fallthrough));")]
        lines += ["default:"] + self.block() + ["}"]
        self.switches -= 1
        return lines

    def choice(self):
        lines = ["if (%s)" % self.value()] + self.block()
        return lines + ["else"] + self.block() if self.some(.5) else lines

    def jump(self):
        ways = [] if self.in_head else ["break;"] * bool(self.loops or self.switches) + ["continue;"] * bool(self.loops)
        ways += ["goto %s;" % label for label in self.labels] * 2
        ways += [] if self.defers else [self.leave()]
        if self.in_expression:
            return [self.r.choice(ways)] if ways else self.assign()
        return ["if (%s) %s" % (self.value(), self.r.choice(ways))] if ways else self.note()

    # ---- generators ----

    def give(self):
        return ["yield(%s);" % self.value()]

    def each(self):
        call = self.iteration()
        if not call:
            return self.note()
        x = self.fresh("x")
        self.scopes.append([(x, UNSIGNED)])
        lines = self.looped("await_each (unsigned %s, %s)" % (x, call))
        self.scopes.pop()
        return lines + self.else_part(self.result not in ("int", ITERATOR) or self.defers,
                                      '    event("%s ended with %%d", cede_each_error());' % self.fresh("@"))

    def pulled(self):
        """One that is held, and pulled here and there."""
        call = self.iteration()
        if not call:
            return self.note()
        it, x = self.fresh("it"), self.fresh("x")
        lines = ["unsigned %s = 7;" % x, "cede_iter(unsigned) *%s = open_iter(%s);" % (it, call)]
        self.scopes.append([(x, UNSIGNED)])
        for _ in range(self.r.randint(1, 3)):
            n = self.fresh("n")
            lines += self.pick(
                lambda: ["int %s = await(cede_next(%s, &%s));" % (n, it, x),
                         'event("%s %%d %%u", %s, %s);' % (self.fresh("@"), n, x)],
                lambda: self.looped("while (@fuel-- > 0 && await(cede_next(%s, &%s)) > 0)" % (it, x)),
                self.statement)()
        self.scopes.pop()
        return self.braces(lines)

    # ---- blocks of async C ----

    def else_part(self, demanded, *first):
        if not demanded and self.some(.4):
            return []
        lines = self.block()
        return ["else {"] + list(first) + lines[1:]

    def within(self):
        head = self.pick("within (cede_ms(%d))", "within_until (cede_after(cede_ms(%d)))")
        lines = [head % self.pick(0, 1, 1, 2, 3, 4, 6, 9, 50)] + self.block()
        return lines + self.else_part(False, '    event("%s late");' % self.fresh("@"))

    def context(self):
        return ["with_context (&@bound, %s)" % self.plain(1)] + self.block()

    def see(self):
        return ['event("%s bound %%u", cede_context(@bound));' % self.fresh("@")]

    def shield(self):
        return ["shield"] + self.block()

    def group(self):
        """With room outside for what its tasks store."""
        self.scopes.append([])
        g, r, w = self.fresh("g"), self.fresh("r"), self.declare(self.fresh("w"), ARRAY)
        lines = ["int %s[2] = { 0 };" % r, "unsigned %s[3] = { 1, 2 };" % w]
        isolate = self.some(.2)
        self.groups.append((g, r, w, len(self.scopes) + 1))
        self.in_group += 1
        body = ["group (%s%s)" % (g, ", CEDE_ISOLATE" if isolate else "")] + self.block()
        for _ in range(self.r.randint(0, 2)):
            body.insert(2, "    " + self.start()[0])
        if self.some(.25):
            body.insert(2, "    cede_group_limit(%s, 1);" % g)
        self.groups.pop()
        self.in_group -= 1
        lines += body
        if not isolate:
            lines += self.else_part(self.result != "int" or self.defers or self.in_expression,
                                    '    event("%s failed %%d %%u", cede_group_error(%s), cede_group_errors(%s, 0, 0));'
                                    % (self.fresh("@"), g, g))
        lines.append('event("%s joined %%d %%d %%u", %s[0], %s[1], %s[0]);' % (self.fresh("@"), r, r, w))
        self.scopes.pop()
        return self.braces(lines)

    def start(self):
        """A task of some group around, which may have no room."""
        g, r, w, _ = self.r.choice(self.groups)
        address = self.pick("&@g", "p", "&%s[0]" % w, "&%s[1]" % w)
        if self.some(.3):
            args, f, _ = self.call(address, "int") or (0, 0, 0)
            if f:
                return ["(void)spawn_into(%s, &%s[%d], %s%s);" % (g, r, self.pick(0, 1), f, args)]
        args, f, _ = self.call(address, *RESULTS)
        form = self.pick("spawn(%s, %s%s);", "(void)spawn(%s, %s%s);", 'event("' + self.fresh("@") + ' %%d", spawn(%s, %s%s));')
        return [form % (g, f, args)]

    def task(self):
        """One with a handle, and what is done with that."""
        g, _, w, _ = self.groups[-1]
        t = self.fresh("t")
        args, f, _ = self.call(self.pick("&@g", "p", "&%s[0]" % w), *RESULTS)
        self.scopes.append([])
        lines = ["cede_task *%s = spawn_task(%s, %s%s);" % (t, g, f, args), "if (%s) {" % t]
        for _ in range(self.r.randint(1, 3)):
            lines += self.pick(
                lambda: ["cede_task_cancel(%s, %s);" % (t, self.pick("-ECANCELED", "0", "-EINTR"))],
                lambda: ["here();", 'event("%s join %%d", await(cede_join(%s)));' % (self.fresh("@"), t)],
                self.statement, self.statement)()
        if self.some(.2):
            lines.append("cede_task_release(%s);" % t)
        lines.append("}")
        self.scopes.pop()
        return self.braces(lines)

    def detached(self):
        args, f, _ = self.call("&@g", *RESULTS)
        return ["(void)detach(%s%s);" % (f, args)]

    def statement(self):
        self.budget -= 1
        if self.budget < 0 or len(self.scopes) > 8:
            return self.pick(self.note, self.assign_plain, self.suspend)()
        ways = [self.note, self.note, self.assign, self.assign, self.suspend, self.suspend, self.suspend,
                self.invoke, self.choice, self.loop, self.loop, self.switch, self.jump, self.jump, self.jump,
                self.within, self.within, self.shield, self.context, self.see, self.group, self.group, self.block,
                lambda: ['event("%s pending %%d", cede_cancel_pending());' % self.fresh("@")]]
        if self.groups:
            ways += [self.start] * 3 + [self.task] * 2
            ways += [lambda: ["cede_group_cancel(%s);" % self.groups[-1][0]]]
            ways += [lambda: ["cede_group_limit(%s, %d);" % (self.groups[-1][0], self.pick(0, 1, 1, 2))]]
        if self.some(.1):
            ways += [self.detached] * 3
        if ITERATOR in self.results:
            ways += [self.each] * 3 + [self.pulled] * 2
        if self.result == ITERATOR and not self.defers and not self.in_group:
            ways += [self.give] * 6
        if not self.no_declaration:
            ways += [self.declaration]
        return self.r.choice(ways)()

    def assign_plain(self):
        return ["%s %s %s;" % (self.lvalue(), self.pick("=", "+="), self.plain(1))]

    def text(self):
        zero = {"void": "return;", "struct @S": "return (struct @S){ 0 };"}.get(self.result, "return 0;")
        lines = ["if (@enter(depth))", "    " + zero] + self.block()
        if self.result != "void":
            lines.append(self.leave())
        return "\n".join([self.head()] + self.braces(lines))

    def head(self):
        kind = "async_iter(unsigned)" if self.result == ITERATOR else "async " + self.result
        return "static %s @f%d(unsigned a, unsigned b, unsigned *p, unsigned depth)" % (kind, self.number)


def program(seed):
    chance = random.Random(seed)
    results = [chance.choice(RESULTS) for _ in range(chance.randint(2, 5))]
    if chance.random() < .5:
        results[chance.randrange(len(results))] = results[0] = ITERATOR
    results[-1] = "int"
    functions = [Function(chance, i, results) for i in range(len(results))]
    texts = [HEAD] + [f.head() + ";" for f in functions] + [f.text() for f in functions]
    texts.append(TAIL % (chance.choice([6, 12, 20]), len(results) - 1))
    return "\n".join(texts).replace("@program", "s%d" % seed).replace("@", "s%d_" % seed)


def main():
    print('#include "corpus.h"')
    for seed in sys.argv[1:]:
        print(program(int(seed)))


main()
