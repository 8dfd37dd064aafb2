/* generate.c: the passes in their order, from a file to the text of its output. */
#include "generate.h"

#include "calls.h"
#include "lower.h"
#include "parse.h"

#include <errno.h>
#include <string.h>

static const char *preprocessed_text(struct unit *u, const struct options *o, size_t *n)
{
    struct text t = { NULL, 0, 0 };
    if (!o->preprocessed)
        return source_preprocess(u, o->cc, n);
    if (!read_file(o->preprocessed, &t)) {
        complain("%s: %s", o->preprocessed, strerror(errno));
        return NULL;
    }
    *n = t.n;
    return t.bytes;
}

static bool stops_at(const struct options *o, const char *dump)
{
    return o->dump && strcmp(o->dump, dump) == 0;
}

/* Nothing comes out any more, but functions in which nothing was found yet may have
 * wrong jumps. */
static void check_jumps(struct unit *u, const struct options *o)
{
    for (size_t i = 0; i < u->externals.n; i++)
        if (u->externals.at[i].kind == X_ASYNC && !u->externals.at[i].bad)
            lower(u, o, &u->externals.at[i]);
}

bool generate(struct unit *u, const struct options *o, struct text *out)
{
    const char *text;
    size_t n;

    if (!source_load(u) || !(text = preprocessed_text(u, o, &n)) || !lex(u, text, n))
        return false;
    align(u);
    if (stops_at(o, "tokens")) {
        dump_tokens(u);
        return true;
    }
    parse(u);
    if (stops_at(o, "tree")) {
        dump_tree(u);
        return u->errors == 0;
    }
    async_check(u);
    if (u->errors) {
        check_jumps(u, o);
        return false;
    }
    if (strcmp(o->emit, "sizes") == 0)
        return emit_sizes(u, o, out);
    if (strcmp(o->emit, "dot") == 0)
        return emit_dot(u, o, out);
    u->marks = calls_allowed(u, o);
    emit(u, o, out);
    if (u->errors == 0)
        lint(u);
    if (u->marks && u->errors == 0)
        calls_resolve(u, o, out);
    return u->errors == 0 && budgets_hold(u, o, o->cc, text, n);
}
