/* node.c: variables and nodes of lowered functions; see lower.h. */
#include "lower_internal.h"

struct var *var_new(struct fn *f, enum var_kind kind, const char *name, struct type *type)
{
    struct var *v = NEW(struct var);
    v->kind = kind;
    v->id = (int)f->vars.n;
    v->name = v->member = name;
    v->type = type;
    VEC_PUSH(&f->vars, v);
    return v;
}

struct var *runtime_var(struct fn *f, enum var_kind kind, const char *spelled, const char *name, int n)
{
    struct var *v = var_new(f, kind, intern_format("cede__%s_%d", name, n), NULL);
    v->spelled = spelled;
    return v;
}

struct node *node_new(enum node_kind kind, struct stmt *s)
{
    struct node *n = NEW(struct node);
    n->kind = kind;
    n->stmt = s;
    return n;
}

struct node *add(struct node *out, struct node *n)
{
    VEC_PUSH(&out->list, n);
    return n;
}

/* %u a variable used, %d set, %a used by its address and maybe set, %e an expression, %s text. */
static void add_parts(struct node *n, const char *format, va_list ap)
{
    while (*format) {
        struct part p;
        size_t len = strcspn(format, "%");
        memset(&p, 0, sizeof p);
        if (len) {
            p.kind = PART_TEXT;
            p.text = intern(format, len);
            format += len;
        } else {
            switch (format[1]) {
            case 'u': p.kind = PART_USE; p.var = va_arg(ap, struct var *); break;
            case 'd': p.kind = PART_DEF; p.var = va_arg(ap, struct var *); break;
            case 'a': p.kind = PART_ADDRESS; p.var = va_arg(ap, struct var *); break;
            case 'e': p.kind = PART_EXPR; p.expr = va_arg(ap, struct expr *); break;
            default: p.kind = PART_TEXT; p.text = va_arg(ap, const char *); break;
            }
            format += 2;
        }
        VEC_PUSH(&n->parts, p);
    }
}

struct node *node_format(enum node_kind kind, struct stmt *s, const char *format, ...)
{
    struct node *n = node_new(kind, s);
    va_list ap;
    va_start(ap, format);
    add_parts(n, format, ap);
    va_end(ap);
    return n;
}

void add_set(struct node *out, struct stmt *s, struct var *v, struct expr *e)
{
    struct node *n = add(out, node_new(N_SET, s));
    n->var = v;
    n->expr = e;
}

void add_label(struct node *out, const char *name)
{
    struct node *n = add(out, node_new(N_LABEL, NULL));
    n->text = name;
    n->internal = true;
}

void add_region_label(struct node *out, struct region *r, const char *what)
{
    struct node *n;
    add_label(out, region_label(r, what));
    n = out->list.at[out->list.n - 1];
    n->region = r;
    n->what = what;
}

void add_goto(struct node *out, const char *name)
{
    add(out, node_new(N_GOTO, NULL))->text = name;
}

bool ends_in_jump(const struct node *n)
{
    if (!n)
        return false;
    switch (n->kind) {
    case N_SEQ: case N_BLOCK:
        return n->list.n && ends_in_jump(n->list.at[n->list.n - 1]);
    case N_GOTO: case N_JUMPS: case N_BREAK: case N_CONTINUE: case N_RETURN:
        return true;
    case N_TEXT:
        return n->no_successor;
    default:
        return false;
    }
}
