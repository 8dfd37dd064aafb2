"""cede-gdb.py: async functions in gdb. `source` this file, or see docs/generator.md.

    cede tasks          the tasks of the loop that this thread runs, and where they wait
    cede task ID        looks at this one: a number of `cede tasks`, or a cede_task *
    cede bt [N|all]     its chain of awaits, as `bt` shows calls, or N links of it; of all tasks
    cede frame N        looks at number N of the chain
    cede locals         what lives in its frame
    cede print EXPR     evaluates EXPR with the names of the source: cede p x + 1
    $cede("x")          the same of one name, in expressions of gdb's

Without `cede task` it is the task that runs, or that was interrupted in a function that a
task has called. What is looked at is forgotten when the program goes on.

In:   the tasks' frames, and the descriptions (cede_fn) that generated code has for each
      async function; the layout of a frame comes from the debug information.
Nothing is called in the program, so core files do as well."""
import re

import gdb

DONE, UNWOUND = -1, -2          # of a state word, which is unsigned: its last two values
READY, ENDED = 1, 2             # cede_task.flags
BY_HAND = 4                     # cede_fn.flags
BOXES, GROUP = 2, 4             # enum cede__scope_kind


# ---- memory --------------------------------------------------------------------------

def at(address, type_name, block=None):
    kind = gdb.lookup_type(type_name, block) if block else gdb.lookup_type(type_name)
    return gdb.Value(address).cast(kind.pointer()).dereference()


def state_of(address):
    """The state word of the frame that begins there."""
    word = gdb.lookup_type("cede_state")
    value, end = int(at(address, "cede_state")), 1 << (8 * word.sizeof)
    return value - end if value >= end + UNWOUND else value


def each(first, link):
    """The nodes of a list that ends with NULL."""
    node = first
    while node:
        yield node.dereference()
        node = node[link]


def deep(fn):
    """Bytes of frames behind and with fn's, as deep.c in the library sums them up."""
    if int(fn["deep"]):
        return int(fn["deep"])
    if fn["sum"] and int(fn["sum"].dereference()):
        return int(fn["sum"].dereference())
    align = 1 if gdb.lookup_type("cede_state").sizeof == 1 else 8
    own = (int(fn["size"]) + align - 1) // align * align
    return max([own] + [callee_at(fn, i) + deep(fn["callees"][i]["fn"].dereference()) for i in range(int(fn["n_callees"]))])


def callee_at(fn, i):
    callee = fn["callees"][i]
    behind = int(callee["behind"])
    before = callee_at(fn, behind - 1) + deep(fn["callees"][behind - 1]["fn"].dereference()) if behind else 0
    return before + int(callee["offset"])


# ---- frames of async functions ---------------------------------------------------------

class AsyncFrame:
    """One link of a chain of awaits. `native`: gdb's frame, where it runs; `line` 0: not
    known, as of operations of the library."""

    def __init__(self, fn, address, line, file=None, native=None):
        self.fn, self.address, self.line, self.native = fn, address, line, native
        self.name, self.file = fn["name"].string(), fn["file"].string()
        if file and not ("/" + file).endswith("/" + self.file):
            self.file = file            # another one, or a longer way to it

    def where(self):
        return "%s (%s:%d)" % (self.name, self.file, self.line) if self.line else self.name

    def block(self):
        if self.native:
            return self.native.block()
        return gdb.block_for_pc(int(self.fn["step"].cast(gdb.lookup_type("long"))))

    def frame_struct(self):
        """Its frame's value; None: it has none that gdb knows."""
        if self.address is None:
            raise gdb.GdbError("the compiler has not kept where %s's frame is: build with -O0" % self.name)
        try:
            return at(self.address, "struct %s__frame" % self.name, self.block())
        except (gdb.error, TypeError):
            return None


def place_by_hand(fn, address):
    state = state_of(address)
    if not int(fn["n_places"]) or state <= 0:
        return 0, None, 0
    point = gdb.Value(address + int(fn["n_places"])).cast(gdb.lookup_type("cede__point").pointer().pointer()).dereference()
    callee = point["callee"]
    return int(point["line"]), callee.dereference() if callee else None, address + int(fn["callees"][0]["offset"])


def place_of(fn, address):
    """(line, callee's description or None, callee's frame) of a suspended frame."""
    if int(fn["flags"]) & BY_HAND:
        return place_by_hand(fn, address)
    if fn["name"].string() == "cede_next":
        held = at(address, "struct cede_next__frame")["it"]
        if state_of(address) > 0 and not held["box"]:
            return 0, held["fn"].dereference(), int(held["frame"])
        return 0, None, 0
    state = state_of(address)
    for i in range(int(fn["n_places"]) if fn["places"] else 0):
        place = fn["places"][i]
        if int(place["state"]) != state:
            continue
        callee = int(place["callee"])
        if not callee:
            return int(place["line"]), None, 0
        return int(place["line"]), fn["callees"][callee - 1]["fn"].dereference(), address + callee_at(fn, callee - 1)
    return 0, None, 0


def natives(task):
    """The functions of this task that are on the C stack, newest first; address None: the
    compiler has not kept it."""
    found, frame = [], gdb.newest_frame()
    while frame:
        name = frame.name() or ""
        fn = gdb.lookup_symbol(name[:-len("__step")] + "__fn", frame.block())[0] if name.endswith("__step") and frame.function() else None
        if fn and variable(frame, "cede__t") in (None, int(task)):
            sal, area = frame.find_sal(), variable(frame, "cede__frame")
            if not (found and area and area == found[-1].address):      # a part of it, which was inlined
                found.append(AsyncFrame(fn.value(), area, sal.line, sal.symtab and sal.symtab.filename, frame))
        frame = frame.older()
    return found


def variable(frame, name):
    """A pointer in a C frame, as a number; None: there is none, or it was optimized out."""
    try:
        return int(frame.read_var(name))
    except (gdb.error, ValueError):
        return None


def segments(task):
    """(description, frame) of the task's own block and of its boxes, outermost first."""
    boxes = []
    for scope in each(task["scope"], "outer"):
        if int(scope["kind"]) == BOXES:
            box = at(int(scope.address), "cede_box")
            boxes.append((box["fn"].dereference(), int(scope.address) + box.type.sizeof))
    root = int(task) + task.dereference().type.sizeof
    return [(task["fn"].dereference(), root)] + boxes[::-1]


def chain(task):
    """The task's async frames, innermost first. While it runs, task->leaf is the function
    that was resumed, which has called what else of it is on the C stack; what is above in
    the chain is suspended, and what is below is out of date."""
    running, suspended = natives(task) if is_running(task) else [], []
    for fn, address in segments(task):
        while fn is not None:
            if running and address == int(task["leaf"]):
                return running + suspended[::-1]
            line, callee, below = place_of(fn, address)
            suspended.append(AsyncFrame(fn, address, line))
            fn, address = callee, below
    return running + suspended[::-1]


# ---- tasks --------------------------------------------------------------------------------

def running_task():
    """The cede_task * that runs on this thread; None: there is none."""
    try:
        task = gdb.parse_and_eval("cede__self.task")
        return task if task else None
    except gdb.error:
        pass                    # the library has no debug information
    frame = gdb.newest_frame()
    while frame:
        if (frame.name() or "").endswith("__step") and variable(frame, "cede__t"):
            return frame.read_var("cede__t")
        frame = frame.older()
    return None


def is_running(task):
    running = running_task()
    return running is not None and int(running) == int(task)


def all_tasks():
    """(cede_task *, depth) of each task of this thread's loop that has not ended."""
    def of(group, depth):
        for task in each(group["first"], "next"):
            if int(task["flags"]) & ENDED:
                continue
            yield task.address, depth
            for scope in each(task["scope"], "outer"):
                if int(scope["kind"]) == GROUP:
                    yield from of(at(int(scope.address), "cede_group"), depth + 1)
    try:
        loop = gdb.parse_and_eval("cede__self.loop")
        if not loop:
            raise gdb.GdbError("no loop runs on this thread")
        return list(of(loop["tasks"], 0))
    except gdb.error:
        task = running_task()
    if task is None:
        raise gdb.GdbError("libcede has no debug information, and no task runs here")
    group = task["group"]
    while group["owner"]:
        group = group["owner"]["group"]
    return list(of(group.dereference(), 0))


def state_name(task):
    if is_running(task):
        return "running"
    return "ready" if int(task["flags"]) & READY else "waiting"


# ---- what is looked at -----------------------------------------------------------------------

class Selection:
    task = None                 # None: the one that runs
    number = None               # of its chain; None: as gdb's own frame says

    @classmethod
    def forget(cls, _event=None):
        cls.task = cls.number = None


gdb.events.cont.connect(Selection.forget)
gdb.events.exited.connect(Selection.forget)


def selected_task():
    task = Selection.task if Selection.task is not None else running_task()
    if task is None:
        raise gdb.GdbError("no task runs on this thread; `cede tasks` lists those that wait, `cede task ID` looks at one")
    return task


def selected_number(frames):
    """gdb's `up` and `frame` count as well: the async frame that is selected there, or that
    has called what is."""
    if Selection.number is not None:
        return Selection.number
    frame = gdb.selected_frame()
    while frame:
        for i, f in enumerate(frames):
            if f.native and f.native == frame:
                return i
        frame = frame.older()
    for i, f in enumerate(frames):
        if f.line:
            return i                # no operation of the library
    return 0


def selected_frame():
    frames = chain(selected_task())
    number = selected_number(frames)
    if number >= len(frames):
        raise gdb.GdbError("this task has no frame %d" % number)
    return frames[number]


# ---- locals -------------------------------------------------------------------------------------

def members(value):
    """(name, value, shares) of a frame's members; shares: their bytes may be those of
    others, which are alive at other times."""
    def of(struct, shares):
        for field in struct.type.fields():
            if not field.name:
                yield from of(struct[field], shares or field.type.strip_typedefs().code == gdb.TYPE_CODE_UNION)
            else:
                yield field.name, struct[field], shares
    found = list(of(value, False))
    names = {name for name, _, _ in found}
    for name, member, shares in found:
        hidden = re.match(r"cede__(\w+)_\d+$", name)        # two blocks have a local of this name
        if hidden and hidden.group(1) in names:
            yield hidden.group(1), member, shares
        elif not name.startswith("cede__"):
            yield name, member, shares


def native_locals(frame):
    """C locals of the step, which are those that no suspension has to survive."""
    block, seen = frame.block(), set()
    while block and not block.is_global and not block.is_static:
        for symbol in block:
            if (symbol.is_variable or symbol.is_argument) and symbol.name not in seen and not symbol.name.startswith("cede__"):
                seen.add(symbol.name)
                yield symbol.name, symbol.value(frame)
        if block.function:
            break
        block = block.superblock


def lookup(name):
    frame = selected_frame()
    struct = frame.frame_struct()
    for found, value, _ in members(struct) if struct is not None else ():
        if found == name:
            return value
    for found, value in native_locals(frame.native) if frame.native else ():
        if found == name:
            return value
    raise gdb.GdbError("%s has no local '%s' here" % (frame.name, name))


def evaluate(text):
    """Names that are members of the frame are looked up there; all others are gdb's."""
    frame = selected_frame()
    struct = frame.frame_struct()
    known = {}
    for name, value, _ in members(struct) if struct is not None else ():
        known.setdefault(name, value)
    if frame.native:
        frame.native.select()

    def replaced(match):
        word = match.group(0)
        if word not in known:
            return word
        gdb.set_convenience_variable("cede_" + word, known[word].address)
        return "(*$cede_%s)" % word
    # Strings, characters, members behind . and ->, gdb's names and numbers are passed by.
    token = r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|(?:\.|->)\s*\w+|\$\w+|\d\w*|[A-Za-z_]\w*'
    return gdb.parse_and_eval(re.sub(token, replaced, text))


def text_of(value):
    if value.type.strip_typedefs().tag == "cede_group":
        return "group, %d running" % int(value["running"])
    return value.format_string(max_elements=40)


# ---- commands --------------------------------------------------------------------------------------

def print_chain(task, most=None):
    frames = chain(task)
    for i, frame in enumerate(frames[:most]):
        print("#%-2d %s" % (i, "%s () at %s:%d" % (frame.name, frame.file, frame.line) if frame.line else frame.name + " ()"))
    if most is not None and most < len(frames):
        print("(more awaits follow…)")


class Cede(gdb.Command):
    """Async functions: cede tasks, cede task, cede bt, cede frame, cede locals, cede print."""

    def __init__(self):
        super().__init__("cede", gdb.COMMAND_STACK, gdb.COMPLETE_NONE, True)


class Command(gdb.Command):
    """What gdb cannot do in `run` is an error of the user's, not of ours."""

    def __init__(self, name):
        super().__init__("cede " + name, gdb.COMMAND_STACK)

    def invoke(self, argument, _tty):
        try:
            self.run(argument.strip())
        except gdb.error as error:
            raise gdb.GdbError(str(error))


Cede()


class Tasks(Command):
    """cede tasks: the tasks of the loop that this thread runs, those of groups below their owners, and where they wait."""

    def run(self, argument):
        selected = Selection.task if Selection.task is not None else running_task()
        print("  Id   State    Where")
        for i, (task, depth) in enumerate(all_tasks(), 1):
            frames = chain(task)
            shown = [f.where() for f in frames[::-1]]
            if len(shown) > 8:
                shown[4:-4] = ["… %d more" % (len(shown) - 8)]
            print("%s %-4d %-8s %s%s" % ("*" if selected is not None and int(selected) == int(task) else " ",
                                         i, state_name(task), "  " * depth, " > ".join(shown)))


class Task(Command):
    """cede task ID: looks at this task, a number of `cede tasks` or a cede_task *."""

    def run(self, argument):
        if not argument:
            raise gdb.GdbError("which task? `cede tasks` lists them")
        value = gdb.parse_and_eval(argument)
        if value.type.strip_typedefs().code == gdb.TYPE_CODE_PTR:
            task = value.cast(gdb.lookup_type("cede_task").pointer())
        else:
            tasks = all_tasks()
            if not 1 <= int(value) <= len(tasks):
                raise gdb.GdbError("there is no task %d" % int(value))
            task = tasks[int(value) - 1][0]
        Selection.task, Selection.number = task, None
        print_chain(task)


class Backtrace(Command):
    """cede bt [N|all]: the chain of awaits of the task that is looked at, innermost first, or N links of it; of all tasks."""

    def run(self, argument):
        if argument != "all":
            return print_chain(selected_task(), int(gdb.parse_and_eval(argument)) if argument else None)
        for i, (task, _) in enumerate(all_tasks(), 1):
            print("%sTask %d (%s):" % ("" if i == 1 else "\n", i, state_name(task)))
            print_chain(task)


class Frame(Command):
    """cede frame N: looks at number N of the chain of awaits."""

    def run(self, argument):
        frames = chain(selected_task())
        number = int(gdb.parse_and_eval(argument)) if argument else selected_number(frames)
        if not 0 <= number < len(frames):
            raise gdb.GdbError("there is no frame %d" % number)
        Selection.number = number
        if frames[number].native:
            frames[number].native.select()
        print("#%-2d %s" % (number, frames[number].where()))


class Locals(Command):
    """cede locals: what lives in the async frame that is looked at; where it runs, its C locals too.

"shared": its bytes are another's at other times. "not kept": it has a value from where it is
set to the next suspension only. Read both where the source says that they are alive."""

    def run(self, argument):
        frame = selected_frame()
        struct = frame.frame_struct()
        shown = False
        for name, value, shares in members(struct) if struct is not None else ():
            print("%s = %s%s" % (name, text_of(value), "   (shared)" if shares else ""))
            shown = True
        for name, value in native_locals(frame.native) if frame.native else ():
            print("%s = %s   (not kept)" % (name, text_of(value)))
            shown = True
        if not shown:
            print("%s has no locals that gdb knows of" % frame.name)


class Print(Command):
    """cede print EXPR: evaluates EXPR, in which names are those of the source; assignments too."""

    def run(self, argument):
        value = evaluate(argument)
        number = gdb.add_history(value) if hasattr(gdb, "add_history") else None
        print("%s%s" % ("$%d = " % number if number else "= ", value.format_string()))


class Local(gdb.Function):
    """$cede("x"): the local x of the async function that is looked at."""

    def __init__(self):
        super().__init__("cede")

    def invoke(self, name):
        return lookup(name.string())


for name, command in {"tasks": Tasks, "task": Task, "bt": Backtrace, "frame": Frame, "locals": Locals,
                      "print": Print, "p": Print}.items():
    command(name)
Local()
