"""unity.py FRAME.H DIRECTORY COUNT FILE.c...: many corpus programs in few files for the compiler.

Starting a compiler and reading headers takes longer than compiling most programs. So they
are included by DIRECTORY/unity_1.c to unity_COUNT.c. A program's own names at file scope
would meet there: macros put the program's name before each, from its inclusion to its end,
where its own macros end, too. A name of a member that generated code has from FRAME.H
stays: programs that have the same keep apart.

In: programs that need no other headers than those below. Out: the same bytes for the same
input; a file that would not change is left alone. It reads tokens, not C, so it may take a
name for one of file scope that is none; renamed throughout, that means the same. A name
that it misses does not compile, where two have it."""
import pathlib
import re
import sys

HEAD = """#include "corpus.h"
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
"""

SKIPPED = re.compile(r'/\*.*?\*/|//[^\n]*|^[ \t]*#(?:\\\n|[^\n])*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S | re.M)
TOKEN = re.compile(r"[A-Za-z_]\w*|[^\s\w]|[\w.]+")
MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)", re.M)
TAGGED = ("struct", "union", "enum", "CEDE__FRAME")
FOREIGN = re.compile(r"_|CEDE|cede|async|await|offload|(PROGRAM|SWEPT|struct|union|enum|static|extern|inline|unsigned|signed|typeof|void|char|short|int|long|float|double|const|volatile)$")


def is_word(token):
    return token[0].isalpha() or token[0] == "_"


def names(text):
    """What a file declares outside functions, and its macros."""
    found, depth, brackets = set(), 0, 0
    enum = None                             # the depth of an enum's braces
    tokens = ["", ""] + TOKEN.findall(SKIPPED.sub(" ", text)) + [""]
    for i in range(2, len(tokens) - 1):
        before, token, after = tokens[i - 1], tokens[i], tokens[i + 1]
        if token == "{":
            depth += 1
            if "enum" in (before, tokens[i - 2]):
                enum = depth
        elif token == "}":
            enum = None if enum == depth else enum
            depth -= 1
        elif token in "([":
            brackets += 1
        elif token in ")]":
            brackets -= 1
        elif not is_word(token):
            continue
        elif before in TAGGED:
            if after == "{":
                found.add(token)
        elif enum == depth and brackets == 0 and before in ("{", ","):
            found.add(token)
        elif depth == 0 and (brackets == 0 and after in ("(", "=", ";", ",", "[", "__attribute__") or before == "*" and brackets):
            found.add(token)
    macros = set(MACRO.findall(text))
    return {n for n in found - macros if not FOREIGN.match(n)}, macros


def members_of(header):
    """Those that macros use, or descriptions, which are written out."""
    descriptions = re.search(r"^struct cede_fn \{(.*?)^\}", header, re.S | re.M).group(1)
    return set(re.findall(r"(?:\.|->)(\w+).*\\$", header, re.M)) | set(re.findall(r"(\w+)[,;]", descriptions))


class Unity:
    """One of the files."""

    def __init__(self):
        self.text, self.kept, self.count = HEAD, set(), 0

    def add(self, path, renamed, kept, macros):
        lines = ["#define %s %s__%s" % (n, path.stem, n) for n in renamed]
        lines += ['#include "%s"' % path.resolve()]
        lines += ["#undef %s" % n for n in renamed + macros]
        self.text += "\n".join(lines) + "\n"
        self.kept |= kept
        self.count += 1


def main():
    members = members_of(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    unities = [Unity() for _ in range(int(sys.argv[3]))]
    for path in [pathlib.Path(name) for name in sys.argv[4:]]:
        found, macros = names(path.read_text(encoding="utf-8"))
        kept = found & members
        at = min((u for u in unities if not u.kept & kept), key=lambda u: u.count)
        at.add(path, sorted(found - kept), kept, sorted(macros))
    for i, unity in enumerate(unities, 1):
        out = pathlib.Path(sys.argv[2], "unity_%d.c" % i)
        if not out.exists() or out.read_text(encoding="utf-8") != unity.text:
            out.write_text(unity.text, encoding="utf-8")


main()
