#!/usr/bin/env python3
"""stackful.py DIRECTORY FILE.c...: opens the blocks of async C for stackful.h.

An ordinary macro cannot tell `break` out of `within (d) { … }` from its end, and
cannot take `f(a, b)` apart, so the second oracle needs this much of a translator:

    within (d) { B } else { C }   { CEDE__WITHIN(1, d) { B } else { C } }
    shield { B }                  { CEDE__SHIELD(2) { B } }
    with_context (&x, v) { B }    { CEDE__WITH_CONTEXT(2, &x, v) { B } }
    group (g) { B }               { CEDE__GROUP(3, g, 0) { B } else return cede_group_error(g); }
    defer statement;              CEDE__DEFER(4, outer, group) { statement; }
    await_each (T x, f(a)) { B }  { int cede__error_5; { CEDE__EACH(5, …) T x; CEDE__NEXT(5, x) { B } … }
                                    if (cede__error_5 < 0) return cede__error_5; }
    cede_iter(T) *it = open_iter(f(a));    CEDE__OPEN(6, …) struct st_iter *it = …;
    yield(v);                     { T cede__v = v; st_yield(&cede__v, …); }
    break;                        { CEDE__BY(1, BREAK) break; }         for each block that it leaves
    spawn(g, f(a, b));            CEDE__ALONE(g, …): its error fails the group
    spawn(g, f(a, b))             a copy of f, a and b, and a function that makes the call

Everything else is C for gcc. It knows nothing of cedec, and shares no code with
it: two readers of language.md. In: corpus programs, tidy C whose async keywords stand
in the text and not in macros. Out: in DIRECTORY, a file of the same name for each with
the same lines, so that messages of the compiler name the right one; one that would not
change is left alone."""
import pathlib
import re
import sys

TOKEN = re.compile(r'''
    (?P<space>\s+|/\*.*?\*/|//[^\n]*)
  | (?P<line>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<string>(?:u8|[uUL])?"(?:\\.|[^"\\])*"|[uUL]?'(?:\\.|[^'\\])*')
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)
  | (?P<mark>->|.)''', re.X | re.S | re.M)

CLOSES = {'(': ')', '[': ']', '{': '}'}
BLOCKS = ('within', 'within_until', 'shield', 'with_context', 'group', 'defer')
SPAWNS = ('spawn', 'spawn_into', 'spawn_task', 'detach')


class Source:
    """The tokens of a file, and what is to be put before and after each."""

    def __init__(self, text):
        self.pieces, self.at = [], []           # all text; indices of what is no space
        for m in TOKEN.finditer(text):
            if m.lastgroup not in ('space', 'line'):
                self.at.append(len(self.pieces))
            self.pieces.append(m.group())
        self.before = [[] for _ in self.pieces]
        self.after = [[] for _ in self.pieces]
        self.pair = self.match()

    def match(self):
        pair, open_ = {}, []
        for i in range(len(self.at)):
            if self[i] in CLOSES:
                open_.append(i)
            elif self[i] in CLOSES.values():
                pair[open_.pop()] = i
        return pair

    def __getitem__(self, i):
        return self.pieces[self.at[i]] if i < len(self.at) else ''

    def insert_before(self, i, text):
        self.before[self.at[i]].append(text)

    def insert_after(self, i, text, inner=False):
        """What is around comes later, but for a goto, which is inside of what is there."""
        after = self.after[self.at[i]]
        after.insert(0 if inner else len(after), text)

    def replace(self, i, text):
        self.pieces[self.at[i]] = text

    def take(self, i, j):
        """The text of tokens i to j - 1 with what was put in, on one line; leaves only line ends behind."""
        a, b = self.at[i], self.at[j - 1] + 1
        text = self.render(a, b)
        for k in range(a, b):
            self.pieces[k] = '\n' * self.pieces[k].count('\n')
            self.before[k], self.after[k] = [], []
        return ' '.join(text.split('\n'))

    def render(self, a=0, b=None):
        b = len(self.pieces) if b is None else b
        return ''.join(''.join(self.before[k]) + self.pieces[k] + ''.join(self.after[k])
                       for k in range(a, b))


class Scope:
    """What a statement stands in: a loop, a switch, braces, or a numbered async block."""

    def __init__(self, kind, number=0):
        self.kind, self.number = kind, number
        self.defers = []                        # (token, number), those in force so far


class Opener:
    """Walks over function bodies, statement by statement."""

    def __init__(self, source):
        self.s, self.number = source, 0
        self.jumps, self.labels = [], {}
        self.value = None                       # what the function yields; None: no generator

    def next_number(self):
        self.number += 1
        return self.number

    def file(self):
        i = 0
        while self.s[i]:
            if self.s[i] == ';':
                self.value = None
            if self.s[i] == 'async_iter':
                self.value = ' '.join(self.s[k] for k in range(i + 2, self.s.pair[i + 1]))
            if self.s[i] == '{':
                if self.s[i - 1] == ')':
                    self.jumps, self.labels = [], {}
                    self.block(i, (Scope('function'),))
                    self.gotos()
                    if self.value:
                        self.s.insert_before(self.s.pair[i], ' return 0; ')
                self.value = None
                i = self.s.pair[i]
            i += 1
        self.spawns()

    # Each returns the index behind what it read. `inside` is a tuple of scopes,
    # outermost first.

    def block(self, i, inside):
        end, i = self.s.pair[i], i + 1
        while i < end:
            i = self.statement(i, inside)
        return end + 1

    def statement(self, i, inside):
        s, word = self.s, self.s[i]
        if word == '{':
            return self.block(i, inside + (Scope('braces'),))
        if word in BLOCKS:
            return self.construct(i, inside)
        if word == 'await_each':
            return self.each(i, inside)
        if word == 'yield':
            return self.yields(i)
        if word == 'cede_iter':
            return self.opens(i, inside)
        if word == 'if':
            i = self.statement(s.pair[i + 1] + 1, inside)
            return self.statement(i + 1, inside) if s[i] == 'else' else i
        if word in ('for', 'while', 'switch'):
            kind = 'switch' if word == 'switch' else 'loop'
            return self.statement(s.pair[i + 1] + 1, inside + (Scope(kind),))
        if word == 'do':
            return self.simple(self.statement(i + 1, inside + (Scope('loop'),)))
        if word in ('case', 'default'):
            while s[i] != ':':
                i += 1
            return self.statement(i + 1, inside)
        if s[i + 1] == ':' and word.isidentifier():
            self.labels[word] = (i, inside)
            return i + 2 if s[i + 2] == '}' else self.statement(i + 2, inside)
        if word in ('break', 'continue', 'goto', 'return'):
            return self.jump(i, inside)
        return self.simple(i)

    def simple(self, i):
        while self.s[i] != ';':
            i = self.s.pair.get(i, i) + 1
        return i + 1

    def jump(self, i, inside):
        end, word = self.simple(i), self.s[i]
        if word == 'goto':
            self.jumps.append((i, end, inside))
        else:
            bound = {'break': ('loop', 'switch', 'each'), 'continue': ('loop', 'each'), 'return': ()}[word]
            kept = [k for k, scope in enumerate(inside) if scope.kind in bound]
            first = kept[-1] + (word == 'continue' or inside[kept[-1]].kind != 'each') if kept else 0
            self.leave(i, end, told(inside[first:]), word)
            if word == 'continue' and inside[kept[-1]].kind == 'each':
                self.s.insert_before(i, '{ st_each_continue(&cede__guard_%d); ' % inside[kept[-1]].number)
                self.s.insert_after(end - 1, ' }')
            if word == 'return' and self.s[i + 1] == ';' and self.value:
                self.s.insert_after(i, ' 0')
        return end

    def gotos(self):
        """Once all labels are known. A goto backward leaves the defers behind its label, too."""
        for i, end, inside in self.jumps:
            at, target = self.labels[self.s[i + 1]]
            same = 0
            while same < min(len(inside), len(target)) and inside[same] is target[same]:
                same += 1
            passed = [n for scope in inside[:same] for k, n in scope.defers if at < k < i]
            self.leave(i, end, told(inside[same:], i) + passed, 'goto')

    def leave(self, i, end, numbers, word):
        """Before a jump: each block that it leaves is told by what."""
        if numbers:
            marks = ''.join('CEDE__BY(%d, %s) ' % (n, word.upper()) for n in numbers)
            self.s.insert_before(i, '{ ' + marks)
            self.s.insert_after(end - 1, ' }', word == 'goto')

    def construct(self, i, inside):
        s, word, n = self.s, self.s[i], self.next_number()
        if word == 'defer':
            return self.defer(i, n, inside)
        body = i + 1
        if s[body] == '(':
            body = s.pair[body] + 1
        group = self.open(i, word, n, body)
        end = self.block(body, inside + (Scope(word, n),))
        if s[end] == 'else':
            return self.close(self.statement(end + 1, inside + (Scope('braces'),)))
        s.insert_after(end - 1, carried_on(group, inside) + ' }')
        return end

    # generators

    def each(self, i, inside):
        s, n = self.s, self.next_number()
        close = s.pair[i + 1]
        (a, b), (c, d) = self.split(i + 1, close)
        name, variable, call = s[b - 1], s.take(a, b), self.iter(c, d)
        for k in range(i, close + 1):
            s.replace(k, '')
        s.replace(i, '{ int cede__error_%d = 0; { CEDE__EACH(%d, %s) %s; CEDE__NEXT(%d, %s)' % (n, n, call, variable, n, name))
        end = self.statement(close + 1, inside + (Scope('each', n),))
        code = ' cede__error_%d = st_each_code(&cede__guard_%d); }' % (n, n)
        if s[end] != 'else':
            marks = ''.join('CEDE__BY(%d, RETURN) ' % k for k in told(inside))
            s.insert_after(end - 1, code + ' if (cede__error_%d < 0) { %sreturn cede__error_%d; } }' % (n, marks, n))
            return end
        s.insert_after(end - 1, code)
        s.replace(end, 'if (cede__error_%d < 0)' % n)
        last = self.statement(end + 1, inside + (Scope('braces'),))
        for k in range(end + 1, last):
            if s[k] == 'cede_each_error':
                s.replace(k, 'cede__error_%d' % n)
                s.replace(k + 1, '')
                s.replace(k + 2, '')
        return self.close(last)

    def iter(self, a, b):
        """What opens the generator that is called between tokens a and b."""
        if self.s[a] == 'boxed':
            a, b = a + 2, b - 1
        return spawn_text('iter', [], *self.called(a, b), self.next_number())

    def yields(self, i):
        s, end = self.s, self.simple(i)
        value = s.take(i + 1, s.pair[i + 1] + 1)
        s.replace(i, '{ %s cede__v = %s; st_yield(&cede__v, sizeof cede__v, ST_COUNTED);' % (self.value, value))
        return self.close(end)

    def opens(self, i, inside):
        s, n, end = self.s, self.next_number(), self.simple(i)
        equals = s.pair[i + 1] + 3
        if s[equals + 1] != 'open_iter':
            return end
        scope = inside[-1]
        group = '&cede__guard_%d' % scope.number if scope.kind == 'group' else '0'
        name, call = s[equals - 1], self.iter(equals + 3, s.pair[equals + 2])
        s.take(i, end - 1)
        s.replace(i, 'CEDE__OPEN(%d, %s, %s) struct st_iter *%s = cede__guard_%d.iter' % (n, call, group, name, n))
        scope.defers.append((i, n))
        return end

    def open(self, i, word, n, body):
        """Writes the block's macro; returns the name of a group whose failure is carried on."""
        s = self.s
        if word == 'shield':
            s.replace(i, '{ CEDE__SHIELD(%d)' % n)
            return None
        args = s.take(i + 1, body)[1:-1]
        if word != 'group':
            s.replace(i, '{ CEDE__%s(%d, %s)' % (word.upper(), n, args))
            return None
        name, _, flags = args.partition(',')
        s.replace(i, '{ CEDE__GROUP(%d, %s, %s)' % (n, name, flags.strip() or '0'))
        return None if flags.strip() else name

    def close(self, end):
        self.s.insert_after(end - 1, ' }')
        return end

    def defer(self, i, n, inside):
        scope = inside[-1]
        group = '&cede__guard_%d' % scope.number if scope.kind == 'group' else '0'
        self.s.replace(i, 'CEDE__DEFER(%d, %s)' % (n, group))
        scope.defers.append((i, n))
        if self.s[i + 1] == '{':
            return self.block(i + 1, (Scope('braces'),))
        self.s.insert_before(i + 1, '{ ')
        return self.close(self.statement(i + 1, (Scope('braces'),)))

    # spawn and its forms, innermost calls first

    def spawns(self):
        for i in range(len(self.s.at) - 1, -1, -1):
            if self.s[i] in SPAWNS and self.s[i + 1] == '(' and self.s[i - 1] not in ('.', '->'):
                self.spawn(i)

    def split(self, i, j):
        """The argument ranges between the parentheses i and j."""
        ranges, k, start = [], i + 1, i + 1
        while k < j:
            if self.s[k] == ',':
                ranges.append((start, k))
                start = k + 1
            k = self.s.pair.get(k, k) + 1
        return ranges + ([(start, j)] if j > i + 1 else [])

    def called(self, a, b):
        """The function and the arguments of the call between tokens a and b."""
        paren = max(k for k in range(a, b) if self.s.pair.get(k) == b - 1)
        args = [self.s.take(*r) for r in self.split(paren, b - 1)]
        return self.s.take(a, paren), args

    def begins_statement(self, i):
        s, k = self.s, i - 1
        if [s[i - 3], s[i - 2], s[i - 1]] == ['(', 'void', ')']:
            return False
        while s[k] not in ('{', '}', ';'):
            if s[k] == '?':
                return False
            k -= 1
        return s[i - 1] in ('{', '}', ';', ')', ':', 'else')

    def spawn(self, i):
        s, word = self.s, self.s[i]
        close = s.pair[i + 1]
        *first, (a, b) = self.split(i + 1, close)
        fn, args = self.called(a, b)
        first = [s.take(*r) for r in first]
        alone = word in ('spawn', 'spawn_into') and s[close + 1] == ';' and self.begins_statement(i)
        s.take(i, close + 1)
        text = spawn_text(word, first, fn, args, self.next_number())
        s.replace(i, 'CEDE__ALONE(%s, %s)' % (first[0], text) if alone else text)


def told(scopes, before=None):
    """The numbers of the blocks and defers that leaving these scopes leaves."""
    return [n for scope in scopes
            for n in [scope.number] * bool(scope.number)
            + [n for k, n in scope.defers if before is None or k < before]]


def carried_on(group, inside):
    if not group:
        return ''
    marks = ''.join('CEDE__BY(%d, RETURN) ' % n for n in told(inside))
    return ' else { %sreturn cede_group_error(%s); }' % (marks, group)


# The function has a second name in the assembler's eyes, through which its address is
# taken: a nested function's own address would be that of a trampoline on the stack.
SPAWN = (
    '({{ struct cede__call_{n} {{ __typeof__(&*({fn})) fn;{members} __typeof__((0, ({into}))) into; }};'
    ' auto long cede__thunk_{n}(void *) __asm__("cede__thunk_{n}") __attribute__((__used__));'
    ' extern long cede__entry_{n}(void *) __asm__("cede__thunk_{n}");'
    ' long cede__thunk_{n}(void *p) {{ struct cede__call_{n} *c = p;'
    ' CEDE__CALL(r, c->fn, {call});{store} return CEDE__CODE(r); }}'
    ' CEDE__{word}({group}, cede__entry_{n}, (&(struct cede__call_{n}){{ {values} }}),'
    ' sizeof (struct cede__call_{n})); }})')


def spawn_text(word, first, fn, args, n):
    group = first[0] if first else '0'
    into = first[1] if len(first) > 1 else '(void *)0'
    members = ''.join(' __typeof__((0, (%s))) a%d;' % (a, k) for k, a in enumerate(args))
    call = '(' + ', '.join('c->a%d' % k for k in range(len(args))) + ')'
    values = ', '.join([fn] + ['(%s)' % a for a in args] + ['(%s)' % into])
    store = ' *c->into = r;' if word == 'spawn_into' else ''
    return SPAWN.format(n=n, fn=fn, members=members, into=into, call=call, store=store,
                        values=values, word=word.upper(), group=group)


def main():
    for path in sys.argv[2:]:
        source = Source(pathlib.Path(path).read_text(encoding='utf-8'))
        Opener(source).file()
        text = '#line 1 "%s"\n%s' % (path, source.render())
        out = pathlib.Path(sys.argv[1], pathlib.Path(path).name)
        if not out.exists() or out.read_text(encoding='utf-8') != text:
            out.write_text(text, encoding='utf-8')


main()
