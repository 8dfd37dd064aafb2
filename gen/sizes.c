/* sizes.c: --emit=sizes, how many bytes the frames take on the target.
 *
 * Offsets and sizes are constants of the C compiler, not of cedec. So the generated
 * file is given to the user's compiler with an array of each size behind it, and
 * the sizes are read from the assembly that it writes: nothing is run, and a cross
 * compiler answers for its target. */
#include "generate.h"
#include "map.h"
#include "parse.h"
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = { "frame", "deep" };

static void add_probe(struct text *t, const char *kind, const char *name, const char *size)
{
    text_printf(t, "\nextern char cede__probe_%s_%s[%s];\nchar cede__probe_%s_%s[%s];", kind, name, size, kind, name, size);
}

/* The size of a probe: behind the comma of its .size or .comm directive; -1: not there. */
static long find_probe(const char *assembly, const char *kind, const char *name)
{
    const char *probe = intern_format("cede__probe_%s_%s", kind, name), *at = assembly;
    size_t n = strlen(probe);
    while ((at = strstr(at, probe)) != NULL) {
        const char *number = at + n + 1;
        at += n;
        number += strspn(number, " \t");
        if (*at == ',' && *number >= '0' && *number <= '9')
            return strtol(number, NULL, 0);
    }
    return -1;
}

static bool has_deep(const struct text *generated, const char *name)
{
    return strstr(generated->bytes, intern_format(" %s__deep = ", name)) != NULL;
}

bool emit_sizes(struct unit *u, const struct options *o, struct text *out)
{
    struct text c = { NULL, 0, 0 }, assembly = { NULL, 0, 0 };
    size_t width = strlen("function");
    emit(u, o, &c);
    if (u->errors)
        return false;
    text_puts(&c, "\n#undef main");
    for (size_t i = 0; i < u->externals.n; i++) {
        const char *name = u->externals.at[i].kind == X_ASYNC ? u->externals.at[i].sym->name : NULL;
        if (!name)
            continue;
        add_probe(&c, kinds[0], name, intern_format("sizeof (struct %s__frame)", name));
        if (has_deep(&c, name))
            add_probe(&c, kinds[1], name, intern_format("%s__deep", name));
        if (strlen(name) > width)
            width = strlen(name);
    }
    text_puts(&c, "\n");
    if (!source_assemble(u, o->cc, &c, &assembly))
        return false;
    text_printf(out, "%-*s  own frame  with callees\n", (int)width, "function");
    for (size_t i = 0; i < u->externals.n; i++) {
        const char *name = u->externals.at[i].kind == X_ASYNC ? u->externals.at[i].sym->name : NULL;
        long frame, deep;
        if (!name)
            continue;
        frame = find_probe(assembly.bytes, kinds[0], name);
        deep = find_probe(assembly.bytes, kinds[1], name);
        if (frame < 0) {
            complain("this compiler's assembly does not tell sizes");
            return false;
        }
        text_printf(out, "%-*s  %9ld  %s\n", (int)width, name, frame,
                    deep < 0 ? "summed up at run time" : intern_format("%12ld", deep));
    }
    return true;
}
