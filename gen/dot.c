/* dot.c: --emit=dot, each async function's state machine as a graph in graphviz' language.
 *
 * In:   what flow.c has seen of control, and what is alive where.
 * Out:  one digraph, a cluster per function. Its nodes are where a function begins, each
 *       await at which it can be suspended, with line, each defer, and both of its ends;
 *       an edge says that control comes from one to the other with none between, and
 *       which of the user's variables live on across both: those with + were set on the
 *       way, or begin to be needed. A dashed edge is taken only by what unwinds.
 *
 * The same input gives the same bytes. */
#include "emit.h"
#include "parse.h"
#include <string.h>

/* A node: a point of control, and what it stands for. */
struct node_at {
    int point;
    const char *id, *label, *look;
    const unsigned long *alive;     /* NULL: nothing */
};

/* How control may come to a node from another: not at all, unwinding, or in any way. */
enum reached { NOT_REACHED, UNWINDING, REACHED };

/* Where a walk is, and what it knows: conditions of && and || that hold awaits are tested
 * more than once. One is enough, the last. */
struct walk { int at; enum reached how; struct var *knows; bool holds; };

/* Walks from a node up to the next ones; its memory serves for all of a function's. */
struct walks {
    enum reached *seen;             /* by point, and what is known of which variable */
    size_t n_seen;
    bool forgets;                   /* too many of both */
    VEC(struct walk) todo;
};

struct drawing {
    struct fn *f;
    VEC(struct node_at) nodes;
    int *node_at;                   /* by point: 1 + index in nodes; 0: none is there */
    struct walks walks;
    enum reached *found;            /* by index in nodes: where the last walks came to */
    struct text *out;
};

/* ---- text ------------------------------------------------------------------------ */

static void add_quoted(struct text *out, const char *s)
{
    text_puts(out, "\"");
    for (; *s; s++) {
        if (*s == '"' || (*s == '\\' && s[1] != 'n'))
            text_puts(out, "\\");
        text_add(out, s, 1);
    }
    text_puts(out, "\"");
}

static int line_at(struct fn *f, size_t token)
{
    return f->u->tokens.at[token].line;
}

static bool is_users(const struct var *v)
{
    return v->sym && v->kind != V_RUNTIME;
}

static const char *site_label(struct drawing *d, struct site *s)
{
    const char *what = s->kind == SITE_GROUP ? intern_format("end of group %s", s->group->name)
                     : intern_format("%s%s", s->kind == SITE_CLOSE ? "close " : "", comment_text(d->f->u, s->begin, s->end));
    return intern_format("%d: line %d\\n%s", s->n, line_at(d->f, s->token), what);
}

static const char *defer_label(struct fn *f, struct region *r)
{
    struct stmt *s = r->stmt;
    if (s->op == 'c')
        return intern_format("cleanup of %s", s->sym->name);
    return intern_format("defer, line %d", line_at(f, s->begin));
}

/* ---- nodes ------------------------------------------------------------------------- */

static void add_node(struct drawing *d, int point, const char *id, const char *label, const char *look, const unsigned long *alive)
{
    struct node_at n = { point, intern_format("%s %s", d->f->name, id), label, look, alive };
    VEC_PUSH(&d->nodes, n);
}

/* Parameters are there from the beginning. */
static unsigned long *parameters(struct fn *f)
{
    unsigned long *set = NEW_ARRAY(unsigned long, f->words);
    for (size_t i = 0; i < f->vars.n; i++)
        if (f->vars.at[i]->kind == V_PARAM)
            bit_set(set, f->vars.at[i]->id);
    return set;
}

static void find_nodes(struct drawing *d)
{
    struct fn *f = d->f;
    struct control *c = &f->control;
    add_node(d, c->entry, "start", "start", "shape=oval", parameters(f));
    for (size_t i = 0; i < f->sites.n; i++)
        add_node(d, c->sites[i], intern_format("at %d", f->sites.at[i]->n), site_label(d, f->sites.at[i]), "shape=box, style=rounded", f->sites.at[i]->alive);
    for (size_t i = 0; i < c->n_defers; i++)
        add_node(d, c->defers[i].point, intern_format("defer %d", (int)i + 1), defer_label(f, c->defers[i].region), "shape=hexagon", c->defers[i].alive);
    add_node(d, c->done, "done", "done", "shape=oval, peripheries=2", NULL);
    add_node(d, c->unwound, "unwound", "unwound", "shape=oval, peripheries=2", NULL);
}

/* ---- edges ------------------------------------------------------------------------- */

/* Functions beyond this nobody looks at as a picture; each node may lead to each other. */
#define MOST_NODES 1000
#define MOST_SEEN  200000

static void walks_begin(struct drawing *d)
{
    size_t points = d->f->control.n, ways = 2 * d->f->vars.n + 1;
    d->walks.forgets = points * ways > MOST_SEEN;
    d->walks.n_seen = points * (d->walks.forgets ? 1 : ways);
    d->walks.seen = NEW_ARRAY(enum reached, d->walks.n_seen);
    d->found = NEW_ARRAY(enum reached, d->nodes.n);
    d->node_at = NEW_ARRAY(int, points);
    for (size_t i = 0; i < d->nodes.n; i++)
        d->node_at[d->nodes.at[i].point] = (int)i + 1;
}

static bool contradicts(const struct walk *w, const struct way *to)
{
    return to->knows && to->knows == w->knows && to->holds != w->holds;
}

/* A way that is new, or was seen only unwinding. */
static void go_on(struct drawing *d, struct walk walk)
{
    size_t known = walk.knows ? 1 + 2 * (size_t)walk.knows->id + walk.holds : 0;
    enum reached *seen = &d->walks.seen[known * d->f->control.n + (size_t)walk.at];
    if (*seen >= walk.how)
        return;
    *seen = walk.how;
    VEC_PUSH(&d->walks.todo, walk);
}

/* From w to a point behind it. */
static void pass(struct drawing *d, struct walk w, int point)
{
    const struct way *to = &d->f->control.at[point];
    int node = d->node_at[point];
    if (contradicts(&w, to))
        return;
    w.at = point;
    if (to->unwinds)
        w.how = UNWINDING;
    if (to->sets && to->sets == w.knows)
        w.knows = NULL;
    if (to->knows && !d->walks.forgets) {
        w.knows = to->knows;
        w.holds = to->holds;
    }
    if (!node)
        go_on(d, w);
    else if (d->found[node - 1] < w.how)
        d->found[node - 1] = w.how;
}

static void follow(struct drawing *d, int from)
{
    struct control *c = &d->f->control;
    memset(d->walks.seen, 0, d->walks.n_seen * sizeof *d->walks.seen);
    go_on(d, (struct walk){ from, REACHED, NULL, false });
    while (d->walks.todo.n) {
        struct walk w = d->walks.todo.at[--d->walks.todo.n];
        for (size_t i = 0; i < c->at[w.at].next.n; i++)
            pass(d, w, c->at[w.at].next.at[i]);
    }
}

static const char *edge_label(struct fn *f, const struct node_at *a, const struct node_at *b)
{
    struct text t = { NULL, 0, 0 };
    for (int added = 0; added < 2; added++)
        for (size_t i = 0; b->alive && i < f->vars.n; i++) {
            struct var *v = f->vars.at[i];
            bool was = a->alive && bit_test(a->alive, v->id);
            if (is_users(v) && bit_test(b->alive, v->id) && was == !added)
                text_printf(&t, "%s%s%s", t.n ? ", " : "", added ? "+" : "", v->name);
        }
    return t.n ? intern(t.bytes, t.n) : "";
}

static void draw_edge(struct drawing *d, const struct node_at *a, const struct node_at *b, enum reached how)
{
    const char *label = edge_label(d->f, a, b);
    text_puts(d->out, "        ");
    add_quoted(d->out, a->id);
    text_puts(d->out, " -> ");
    add_quoted(d->out, b->id);
    if (*label) {
        text_puts(d->out, " [label=");
        add_quoted(d->out, intern_format(" %s ", label));
        text_puts(d->out, "]");
    }
    text_puts(d->out, how == UNWINDING || b->point == d->f->control.unwound ? " [style=dashed];\n" : ";\n");
}

static void draw_node(struct drawing *d, const struct node_at *n)
{
    text_puts(d->out, "        ");
    add_quoted(d->out, n->id);
    text_puts(d->out, " [label=");
    add_quoted(d->out, n->label);
    text_printf(d->out, ", %s];\n", n->look);
}

/* ---- one function -------------------------------------------------------------------- */

/* Nodes that no way leads to are left out. */
static void draw_nodes(struct drawing *d)
{
    for (size_t i = 0; i < d->nodes.n; i++)
        follow(d, d->nodes.at[i].point);
    for (size_t i = 0; i < d->nodes.n; i++)
        if (i == 0 || d->found[i])
            draw_node(d, &d->nodes.at[i]);
}

static void draw_edges(struct drawing *d)
{
    for (size_t i = 0; i < d->nodes.n; i++) {
        memset(d->found, 0, d->nodes.n * sizeof *d->found);
        follow(d, d->nodes.at[i].point);
        for (size_t k = 0; k < d->nodes.n; k++)
            if (d->found[k])
                draw_edge(d, &d->nodes.at[i], &d->nodes.at[k], d->found[k]);
    }
}

static void draw(struct drawing *d)
{
    struct fn *f = d->f;
    text_puts(d->out, "    subgraph ");
    add_quoted(d->out, intern_format("cluster %s", f->name));
    text_puts(d->out, " {\n        label=");
    add_quoted(d->out, intern_format("%s\\nline %d", comment_text(f->u, f->x->begin, f->x->declarator_end), line_at(f, f->x->begin)));
    text_puts(d->out, ";\n");
    if (d->nodes.n > MOST_NODES) {
        struct node_at large = { 0, f->name, intern_format("%d suspensions: too many to draw", (int)f->sites.n), "shape=note", NULL };
        draw_node(d, &large);
    } else {
        walks_begin(d);
        draw_nodes(d);
        draw_edges(d);
    }
    text_puts(d->out, "    }\n");
}

bool emit_dot(struct unit *u, const struct options *o, struct text *out)
{
    box_recursion(u);
    text_puts(out, "// Made by cedec; dot -Tsvg draws it. An edge: what lives on; +: from here on; dashed: unwinding.\n"
                   "digraph {\n"
                   "    node [fontname=\"sans-serif\", fontsize=11, height=0.3];\n"
                   "    edge [fontname=\"sans-serif\", fontsize=10];\n"
                   "    graph [fontname=\"sans-serif\", fontsize=12];\n");
    for (size_t i = 0; i < u->externals.n; i++) {
        struct drawing d;
        if (u->externals.at[i].kind != X_ASYNC || u->externals.at[i].bad)
            continue;
        memset(&d, 0, sizeof d);
        d.out = out;
        d.f = lower(u, o, &u->externals.at[i]);
        if (u->errors)
            continue;
        flow(d.f);
        find_nodes(&d);
        draw(&d);
    }
    text_puts(out, "}\n");
    return u->errors == 0;
}
