/* emit_offload.c: await(offload(f(x, y))), written out.
 *
 * Arguments and result of the call lie in a record that is a member of the frame; a
 * function of one argument, the record, makes the call in another thread, and
 * cede_offload_call, an operation of the library like any other, awaits it:
 *
 *     CEDE__FRAME g__call_1 { union { struct { A cede__a1; B cede__a2; }; T cede__value; }; };
 *     static void g__call_1(void *cede__record) { … cede__c->cede__value = f(cede__c->cede__a1, cede__c->cede__a2); }
 *
 * The result is complete before it is written over the arguments. */
#include "emit.h"
#include "parse.h"

static struct type *parameter(struct site *s, size_t i)
{
    return s->type->params.at[i].type;
}

/* ---- at file scope -------------------------------------------------------------- */

static void emit_record(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    bool value = !type_is_void(s->type->base);
    line(p, "CEDE__FRAME %s__call_%d { union {", f->name, s->n);
    p->indent++;
    if (s->type->params.n || !s->callee_named) {
        line(p, "struct {");
        p->indent++;
        if (!s->callee_named)
            line(p, "%s;", pointer_text(f, s->type, true));
        for (size_t i = 0; i < s->type->params.n; i++)
            line(p, "%s;", member_text(f, parameter(s, i), intern_format("cede__a%d", (int)i + 1)));
        p->indent--;
        line(p, "};");
    }
    if (value)
        line(p, "%s;", member_text(f, s->type->base, "cede__value"));
    p->indent--;
    line(p, "}; };");
}

static const char *call_text(struct site *s)
{
    struct text t = { NULL, 0, 0 };
    text_printf(&t, "%s(", s->callee_named ? s->callee_named->name : "cede__c->cede__p");
    for (size_t i = 0; i < s->type->params.n; i++)
        text_printf(&t, type_over_aligned(parameter(s, i)) ? "%scede__a%d" : "%scede__c->cede__a%d", i ? ", " : "", (int)i + 1);
    text_puts(&t, ")");
    return intern(t.bytes, t.n);
}

static void emit_call(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    struct type *result = type_assignable(s->type->base);
    line(p, "static void %s__call_%d(void *cede__record)", f->name, s->n);
    line(p, "{");
    p->indent++;
    if (s->record)
        line(p, "struct %s__call_%d *cede__c = cede__record;", f->name, s->n);
    else
        line(p, "(void)cede__record;");
    for (size_t i = 0; i < s->type->params.n; i++) {
        if (!type_over_aligned(parameter(s, i)))
            continue;
        line(p, "%s;", declaration(f, type_assignable(parameter(s, i)), intern_format("cede__a%d", (int)i + 1), true));
        line(p, "cede__copy(&cede__a%d, &cede__c->cede__a%d, sizeof cede__a%d);", (int)i + 1, (int)i + 1, (int)i + 1);
    }
    if (type_is_void(result))
        line(p, "%s;", call_text(s));
    else
        line(p, "%s = %s;", declaration(f, result, "cede__r", true), call_text(s));
    if (!type_is_void(result))
        line(p, is_awkward(result) ? "cede__copy(&cede__c->cede__value, &cede__r, sizeof cede__r);" : "cede__c->cede__value = cede__r;");
    p->indent--;
    line(p, "}");
}

void emit_offloads(struct printer *p)
{
    for (size_t i = 0; i < p->f->sites.n; i++) {
        struct site *s = p->f->sites.at[i];
        if (!s->offloads)
            continue;
        if (s->record)
            emit_record(p, s);
        emit_call(p, s);
    }
}

/* ---- in the step -------------------------------------------------------------------- */

/* One after the other: none is read where another has been written. */
void emit_offload_args(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    const char *record = s->record ? var_text(f, s->record) : NULL;
    if (record && !s->callee_named)
        line(p, "%s.cede__p = %s;", record, expr_text(f, s->call->kids.at[0]));
    for (size_t i = 0; i < s->type->params.n; i++) {
        const char *value = expr_text(f, s->call->kids.at[i + 1]);
        int n = (int)i + 1;
        if (is_awkward(parameter(s, i)))
            line(p, "{ %s = %s; cede__copy(&%s.cede__a%d, &cede__a, sizeof cede__a); }",
                 declaration(f, type_assignable(parameter(s, i)), "cede__a", false), value, record, n);
        else
            line(p, "%s.cede__a%d = %s;", record, n, value);
    }
}

const char *offload_args_text(struct fn *f, struct site *s)
{
    return intern_format("0, %s__call_%d, %s%s", f->name, s->n, s->record ? "&" : "(void *)0", s->record ? var_text(f, s->record) : "");
}
