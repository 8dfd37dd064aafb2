# docs.py: checks docs/macros.md against macros.h.
#
#     docs.py ROOT
#
# Blocks ```c are one file, in their order, that gcc, clang and tcc compile. A block
# ```c use and the ```c expansion behind it are the same when the preprocessor has gone
# over both. Every macro of macros.h that is for users is mentioned.
import re
import shutil
import subprocess
import sys
import tempfile

root = sys.argv[1]
text = open(root + '/docs/macros.md').read()
header = open(root + '/include/cede/macros.h').read()
blocks = re.findall(r'^```c *(.*)\n((?:.*\n)*?)```$', text, re.M)
failed = 0


def wrong(*what):
    global failed
    failed = 1
    print(*what, sep='\n')


def run(command, source):
    return subprocess.run(command + ['-std=c99', '-I' + root + '/include', '-xc', '-'], input=source,
                          capture_output=True, text=True)


# Not to /dev/null: tcc unlinks its output first, and root may do that to a device.
def compile_examples(folder):
    source = ''.join(code for kind, code in blocks if kind == '')
    for cc in ['gcc', 'clang', 'tcc']:
        if not shutil.which(cc):
            continue
        for more in [[], ['-DCEDE_NO_LABELS_AS_VALUES'], ['-DCEDE_NO_INTROSPECTION']]:
            said = run([cc, '-c', '-o', folder + '/examples.o', '-Wall', '-Wextra', '-Werror', '-Wno-unused'] + more, source)
            if said.returncode:
                wrong(cc + ' ' + ' '.join(more) + ' refuses the examples:', said.stdout + said.stderr)


def preprocessed(code):
    said = run(['gcc', '-E', '-P', '-Wno-builtin-macro-redefined', '-U__LINE__', '-D__LINE__=1'],
               '#include <cede.h>\n#include <cede/macros.h>\ncede__here_it_is\n' + code)
    return re.sub(r'\s', '', said.stdout.partition('cede__here_it_is')[2])


def compare_expansions():
    n = 0
    for (kind, use), (behind, expansion) in zip(blocks, blocks[1:]):
        if kind != 'use':
            continue
        n += 1
        a, b = preprocessed(use), preprocessed(expansion)
        if behind != 'expansion' or a != b:
            wrong('does not expand to what is said:', use, a, b)
    if n < 15:
        wrong('only %d expansions were found' % n)


def look_for_macros():
    for name in re.findall(r'^#define (CEDE_[A-Z]\w*)', header, re.M):
        if name != 'CEDE_MACROS_H' and not re.search(name + r'\b', text):
            wrong(name + ' is not in docs/macros.md')


with tempfile.TemporaryDirectory() as folder:
    compile_examples(folder)
compare_expansions()
look_for_macros()
sys.exit(failed)
