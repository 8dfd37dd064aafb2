/* tree.c: trees from strings, and as strings; tree.h. */
#include "tree.h"

struct unit *parsed(const char *source)
{
    struct unit *u = unit_lexed(source);
    parse(u);
    check_tree(u);
    return u;
}

struct run {
    const char *source;
    struct unit *u;
};

static void run(void *argument)
{
    struct run *r = argument;
    r->u = parsed(r->source);
}

const char *messages(const char *source, struct unit **u)
{
    struct run r = { source, NULL };
    const char *said = messages_of(run, &r);
    if (u)
        *u = r.u;
    return said;
}

struct external *function(struct unit *u, const char *name)
{
    for (size_t i = 0; i < u->externals.n; i++) {
        struct external *x = &u->externals.at[i];
        if (x->sym && !strcmp(x->sym->name, name))
            return x;
    }
    fail_msg("no function %s", name);
    return NULL;
}

struct stmt *statement_at(struct unit *u, const char *name, size_t i)
{
    struct external *x = function(u, name);
    assert_non_null(x->body);
    assert_true(i < x->body->list.n);
    return x->body->list.at[i];
}

/* A space before everything but what follows the parenthesis of a node. */
static void add_word(struct text *out, const char *word, bool *glued)
{
    text_printf(out, "%s%s", *glued ? "" : " ", word);
    *glued = false;
}

static void add_shape(struct unit *u, struct expr *e, struct text *out, bool *glued)
{
    size_t at = e->begin;
    if (e->kids.n) {
        add_word(out, "(", glued);
        *glued = true;
    }
    for (size_t i = 0; i <= e->kids.n; i++) {
        size_t end = i < e->kids.n ? e->kids.at[i]->begin : e->end;
        for (; at < end; at++)
            add_word(out, u->tokens.at[at].text, glued);
        if (i < e->kids.n) {
            add_shape(u, e->kids.at[i], out, glued);
            at = e->kids.at[i]->end;
        }
    }
    if (e->kids.n)
        text_puts(out, ")");
}

const char *shape(struct unit *u, struct expr *e)
{
    struct text out = { NULL, 0, 0 };
    bool glued = true;
    add_shape(u, e, &out, &glued);
    return out.bytes;
}

const char *shape_of(const char *expression)
{
    const char *source = intern_format("typedef int T; async int f(int a, int b, int c, int *p) { return %s; }", expression);
    struct unit *u = parsed(source);
    assert_int_equal(u->errors, 0);
    return shape(u, statement_at(u, "f", 0)->expr);
}

/* It lies beside this file. */
const char *facts(void)
{
    const char *slash = strrchr(__FILE__, '/');
    const char *directory = slash ? intern(__FILE__, (size_t)(slash - __FILE__)) : ".";
    struct text t = { NULL, 0, 0 };
    assert_true(read_file(intern_format("%s/facts.c", directory), &t));
    text_add(&t, "", 0);
    return t.bytes;
}
