"""huge.py CEDEC INCLUDE SHAPE N: the memory that cedec takes for one function of N lines, in KB.

SHAPE    the lines
plain    assignments, an await among a thousand
locals   a local each, from an await, that is alive to the function's end"""
import os
import resource
import subprocess
import sys
import tempfile

LINES = {
    "plain": lambda i: "x = x * 3 + n;" if i % 1000 else "x += await(work(x));",
    "locals": lambda i: "int v%d = await(work(x));" % i,
}


def source(shape, n):
    lines = ["    " + LINES[shape](i) for i in range(n)]
    lines += ["    x += v%d;" % i for i in range(n)] * (shape == "locals")
    head = "#include <cede.h>\nasync int work(int x);\n\nasync int huge(int n)\n{\n    int x = n;\n"
    return head + "\n".join(lines) + "\n    return x;\n}\n"


def main():
    cedec, include, shape, n = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
    with tempfile.TemporaryDirectory() as folder:
        text = os.path.join(folder, "huge.c")
        with open(text, "w", encoding="ascii") as file:
            file.write(source(shape, n))
        subprocess.run([cedec, text, "-o", os.path.join(folder, "out.c"), "--", "cc", "-I", include], check=True)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)


main()
