/* frame.c: where the survivors lie.
 *
 * Parameters that survive keep the place at which the caller wrote them. Behind
 * them the others are taken apart by interference: what interferes with all of
 * the rest comes first, the longest-lived before the others; what is left falls
 * into groups that never meet, and these share their bytes as arms of a union.
 *
 * So two variables that are ever alive together lie on one way from the root to a
 * leaf of this tree, and a child's frame may begin behind the last one on that way. */
#include "lower.h"
#include "map.h"
#include "parse.h"
#include <string.h>

static bool meet(struct fn *f, struct var *a, struct var *b)
{
    return bit_test(f->interferes[a->id], b->id);
}

static int alignment(struct type *t)
{
    struct type *s;
    if (!t)
        return 8;
    s = type_strip(t);
    switch (s->kind) {
    case TY_BOOL: case TY_CHAR: case TY_SCHAR: case TY_UCHAR:
        return 1;
    case TY_SHORT: case TY_USHORT:
        return 2;
    case TY_INT: case TY_UINT: case TY_FLOAT: case TY_ENUM:
        return 4;
    case TY_ARRAY:
        return alignment(s->base);
    default:
        return 8;
    }
}

static bool before(struct var *a, struct var *b)
{
    int x = alignment(a->type), y = alignment(b->type);
    if (a->n_sites != b->n_sites)
        return a->n_sites > b->n_sites;
    return x != y ? x < y : a->id < b->id;
}

static void add_sorted(struct layout *l, size_t from, struct var *v)
{
    size_t i;
    VEC_PUSH(&l->members, v);
    for (i = l->members.n - 1; i > from && before(v, l->members.at[i - 1]); i--)
        l->members.at[i] = l->members.at[i - 1];
    l->members.at[i] = v;
}

static int degree(struct fn *f, struct var **v, int n, int i)
{
    int d = 0;
    for (int k = 0; k < n; k++)
        d += k != i && meet(f, v[i], v[k]);
    return d;
}

static void place(struct fn *f, struct var **v, int n, struct layout *l);

/* Takes apart what does not meet; false: it all hangs together. */
static bool split(struct fn *f, struct var **v, int n, struct layout *l)
{
    int *part = NEW_ARRAY(int, n), parts = 0;
    struct var **arm = NEW_ARRAY(struct var *, n);
    for (int i = 0; i < n; i++)
        part[i] = -1;
    for (int i = 0; i < n; i++) {
        bool grew = true;
        if (part[i] >= 0)
            continue;
        part[i] = parts;
        while (grew) {
            grew = false;
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n && part[a] == parts; b++)
                    if (part[b] < 0 && meet(f, v[a], v[b])) {
                        part[b] = parts;
                        grew = true;
                    }
        }
        parts++;
    }
    if (parts == 1)
        return false;
    for (int k = 0; k < parts; k++) {
        struct layout *inner = NEW(struct layout);
        int m = 0;
        for (int i = 0; i < n; i++)
            if (part[i] == k)
                arm[m++] = v[i];
        place(f, arm, m, inner);
        VEC_PUSH(&l->arms, inner);
    }
    return true;
}

/* Puts first what meets all of the others; where nothing does, what meets most. */
static void place(struct fn *f, struct var **given, int n, struct layout *l)
{
    struct var **v = NEW_ARRAY(struct var *, n + 1);
    memcpy(v, given, sizeof *v * (size_t)n);
    while (n > 0 && !split(f, v, n, l)) {
        size_t from = l->members.n;
        int rest = 0, most = 0;
        for (int i = 1; i < n; i++)
            if (degree(f, v, n, i) > degree(f, v, n, most) ||
                (degree(f, v, n, i) == degree(f, v, n, most) && before(v[i], v[most])))
                most = i;
        if (degree(f, v, n, most) == n - 1) {
            struct var **all = NEW_ARRAY(struct var *, n);
            int m = 0;
            for (int i = 0; i < n; i++)
                if (degree(f, v, n, i) == n - 1)
                    add_sorted(l, from, v[i]);
                else
                    all[m++] = v[i];
            memcpy(v, all, sizeof *v * (size_t)m);
            n = m;
            continue;
        }
        add_sorted(l, from, v[most]);
        for (int i = 0; i < n; i++)
            if (i != most)
                v[rest++] = v[i];
        n = rest;
    }
}

static bool is_taken(const char **names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] == name)
            return true;
    return false;
}

struct names {
    struct fn *f;
    const char **at;
    size_t n, cap;
};

/* The user's name, unless another member has it, or a type: clang 14 takes a member of
 * an anonymous struct for a declaration around it. */
static void name_member(struct names *taken, struct var *v)
{
    const char *name = v->name;
    for (int i = 2; is_taken(taken->at, taken->n, name) || map_get(taken->f->type_names, name); i++)
        name = intern_format("cede__%s_%d", v->name, i);
    v->member = name;
    VEC_PUSH(taken, name);
}

static void name_all(struct names *taken, struct layout *l, int order)
{
    for (size_t i = 0; i < l->members.n; i++) {
        l->members.at[i]->order = ++order;
        name_member(taken, l->members.at[i]);
    }
    for (size_t i = 0; i < l->arms.n; i++)
        name_all(taken, l->arms.at[i], order);
}

static void find_last(struct fn *f, struct site *s)
{
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *v = f->vars.at[i];
        if (bit_test(s->alive, v->id) && (!s->last || v->order > s->last->order))
            s->last = v;
    }
}

static void complete(struct fn *f, struct var *v)
{
    if (!v->in_frame || !v->type)
        return;
    hoist_types(f, v->type);
    v->complete = type_assignable(type_completed(f, v->type, v->kind == V_LITERAL ? v->literal->kids.at[0] : v->init));
}

/* A C local with the name of a type hides it, and generated code in its scope may need
 * the type. */
static void name_locals(struct fn *f)
{
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *v = f->vars.at[i];
        if (!v->in_frame && v->sym && map_get(f->type_names, v->name))
            v->name = intern_format("cede__%s_%d", v->name, v->id);
    }
}

void frame(struct fn *f)
{
    struct var **v = NEW_ARRAY(struct var *, f->vars.n + 1);
    struct names taken = { f, NULL, 0, 0 };
    int n = 0, order = 0;
    for (size_t i = 0; i < f->vars.n; i++)
        complete(f, f->vars.at[i]);
    for (size_t i = 0; i < f->x->params.n; i++)
        if (f->vars.at[i]->in_frame && !var_over_aligned(f->vars.at[i]))
            f->n_kept = (int)i + 1;
    for (int i = 0; i < f->n_kept; i++) {
        if (var_over_aligned(f->vars.at[i]))
            continue;               /* is copied to a place of its own */
        f->vars.at[i]->order = ++order;
        name_member(&taken, f->vars.at[i]);
    }
    for (size_t i = 0; i < f->vars.n; i++)
        if (f->vars.at[i]->in_frame && !f->vars.at[i]->order)
            v[n++] = f->vars.at[i];
    f->layout = NEW(struct layout);
    place(f, v, n, f->layout);
    name_all(&taken, f->layout, order);
    for (size_t i = 0; i < f->sites.n; i++)
        find_last(f, f->sites.at[i]);
    name_locals(f);
}

static bool on_the_way(struct layout *l, struct var *w)
{
    for (size_t i = 0; i < l->members.n; i++)
        if (l->members.at[i] == w)
            return true;
    for (size_t i = 0; i < l->arms.n; i++)
        if (on_the_way(l->arms.at[i], w))
            return true;
    return false;
}

static struct layout *home(struct layout *l, struct var *v)
{
    struct layout *found = NULL;
    for (size_t i = 0; i < l->members.n; i++)
        if (l->members.at[i] == v)
            return l;
    for (size_t i = 0; i < l->arms.n && !found; i++)
        found = home(l->arms.at[i], v);
    return found;
}

bool frame_contains(struct fn *f, struct var *v, struct var *w)
{
    struct layout *l;
    l = home(f->layout, v);
    return l ? on_the_way(l, w) : v->kind == V_PARAM;
}
