/* probe.c: numbers that only the user's compiler knows.
 *
 * Offsets and sizes are constants of the C compiler, not of cedec. So it is given the
 * generated file with an array of each size in it, and the sizes are read from the
 * assembly that it writes: nothing is run, and a cross compiler answers for its target.
 * What a function takes of the stack it is asked for, too. */
#include "probe.h"
#include "parse.h"
#include <stdlib.h>
#include <string.h>

static const char name[] = "cede__probe_";

int probe_ask(struct probes *p, const char *expression)
{
    VEC_PUSH(&p->questions, expression);
    return (int)p->questions.n - 1;
}

/* An array has at least one element. */
void probe_print(const struct probes *p, int from, struct text *out)
{
    for (int i = from; i < (int)p->questions.n; i++)
        text_printf(out, "extern char %s%d[(%s) + 1];\nchar %s%d[(%s) + 1];\n", name, i, p->questions.at[i], name, i, p->questions.at[i]);
}

/* Sizes stand behind the comma of a .size, .comm or .zero directive. */
static void read_answers(struct probes *p, const char *assembly)
{
    for (const char *at = assembly; (at = strstr(at, name)) != NULL; ) {
        char *end;
        long i = strtol(at += strlen(name), &end, 10);
        const char *number = end + 1;
        if (*end != ',' || i < 0 || i >= (long)p->answers.n)
            continue;
        number += strspn(number, " \t");
        if (*number >= '0' && *number <= '9')
            p->answers.at[i] = strtol(number, NULL, 0) - 1;
    }
}

bool probe_answer(struct unit *u, const struct options *o, const struct text *c, struct probes *p)
{
    struct text assembly = { NULL, 0, 0 };
    for (size_t i = 0; i < p->questions.n; i++)
        VEC_PUSH(&p->answers, -1L);
    if (!source_assemble(u, o->cc, c, &assembly, &p->stack))
        return false;
    read_answers(p, assembly.bytes);
    for (size_t i = 0; i < p->answers.n; i++)
        if (p->answers.at[i] < 0) {
            complain("this compiler's assembly does not tell sizes");
            return false;
        }
    return true;
}

/* "file.c:3:12:f\t48\tstatic", a line for each function; -1: not known. */
long probe_stack(const struct probes *p, const char *function)
{
    size_t n = strlen(function);
    for (const char *at = p->stack.bytes; at && (at = strstr(at, function)) != NULL; at += n)
        if (at > p->stack.bytes && at[-1] == ':' && at[n] == '\t')
            return strtol(at + n, NULL, 10);
    return -1;
}
