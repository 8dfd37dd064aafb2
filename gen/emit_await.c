/* emit_await.c: an await, written out: arguments, resume label, step, result.
 *
 * The child's area may cover what the arguments are made of, and the result's bytes
 * may be those of the variable that takes it: both are read completely before
 * anything is written. */
#include "emit.h"
#include "parse.h"
#include <string.h>

static const char *area_text(struct fn *f, struct site *s)
{
    if (s->behind && !s->behind->sized)
        return intern_format("CEDE__AT(cede__f, %s)", iter_end_text(f, s->behind));
    return intern_format("CEDE__AT(cede__f, %s__at_%d)", f->name, s->n);
}

const char *leave_text(struct site *s)
{
    return s->region ? intern_format("cede__leave_%d", s->region->n) : "cede__leave";
}

bool is_awkward(struct type *t)
{
    return type_over_aligned(t) || type_has_const_member(t);
}

bool has_awkward_args(struct type *fn)
{
    for (size_t i = 0; i < fn->params.n; i++)
        if (is_awkward(fn->params.at[i].type))
            return true;
    return false;
}

/* A generator's arguments hold the place of its value, too. */
bool awkward_args(struct symbol *callee, struct type *fn)
{
    return has_awkward_args(fn) || (callee->is_iter && type_has_const_member(fn->base));
}

/* Arguments that cannot be assigned as one struct: each by itself, then copied. */
void emit_awkward_args(struct printer *p, struct expr *call, struct symbol *callee, struct type *fn, const char *to)
{
    struct fn *f = p->f;
    line(p, "{");
    p->indent++;
    for (size_t i = 0; i < fn->params.n; i++)
        line(p, "%s = %s;", declaration(f, type_assignable(fn->params.at[i].type), intern_format("cede__a%d", (int)i + 1), false),
             expr_text(f, call->kids.at[i + 1]));
    line(p, "*(cede_state *)%s = 0;", to);
    for (size_t i = 0; i < fn->params.n; i++)
        line(p, "cede__copy(&((struct %s__args *)%s)->%s, &cede__a%d, sizeof cede__a%d);", callee->name, to,
             member_name(p, callee, i), (int)i + 1, (int)i + 1);
    p->indent--;
    line(p, "}");
}

static const char *plain_args_text(struct fn *f, struct expr *call)
{
    struct text t = { NULL, 0, 0 };
    for (size_t i = 1; i < call->kids.n; i++)
        text_printf(&t, "%s%s", i > 1 ? ", " : "", expr_text(f, call->kids.at[i]));
    return t.n ? intern(t.bytes, t.n) : "";
}

const char *args_text(struct printer *p, struct expr *call, struct symbol *callee)
{
    struct fn *f = p->f;
    struct text t = { NULL, 0, 0 };
    text_puts(&t, callee->is_iter ? ".cede__state = 0" : "0");
    for (size_t i = 1; i < call->kids.n; i++) {
        text_puts(&t, ", ");
        if (callee->is_iter)
            text_printf(&t, ".%s = ", member_name(p, callee, i - 1));
        text_puts(&t, expr_text(f, call->kids.at[i]));
    }
    return intern(t.bytes, t.n);
}

/* Takes the value out of `from`, an lvalue that the frame's bytes may share. */
void emit_result(struct printer *p, struct var *v, const char *from)
{
    struct fn *f = p->f;
    if (!v)
        return;
    if (is_awkward(v->type)) {
        const char *type = declaration(f, v->type, "", false);
        if (v->in_frame)
            line(p, "memmove(&%s, &%s, sizeof (%s));", var_text(f, v), from, type);
        else
            line(p, "cede__copy(&%s, &%s, sizeof (%s));", v->name, from, type);
    } else if (v->in_frame) {
        line(p, "{ %s = %s; %s = cede__r; }", declaration(f, v->type, "cede__r", false), from, var_text(f, v));
    } else {
        line(p, "%s = %s;", v->name, from);
    }
}

void emit_state_and_leave(struct printer *p, struct site *s, const char *condition)
{
    line(p, "if (%s) { cede__f->cede__state = %d; goto %s; }", condition, s->n, leave_text(s));
}

/* In two test configurations the members that are dead while this await lasts are
 * overwritten, or poisoned so that ASan reports who still uses them; only those
 * outside of the child's area, which is alive. */
static void emit_dead(struct printer *p, struct site *s, const char *format)
{
    struct fn *f = p->f;
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *v = f->vars.at[i];
        const char *m = intern_format("cede__f->%s", v->member);
        if (v->in_frame && v->order && !bit_test(s->alive, v->id) && s->last && v->order < s->last->order && frame_contains(f, v, s->last))
            line(p, "%s(&%s, sizeof %s);", format, m, m);
    }
}

void emit_fill(struct printer *p, struct site *s)
{
    if (p->f->o->fill_dead)
        emit_dead(p, s, "cede__fill_dead");
    if (p->f->o->poison_dead)
        emit_dead(p, s, "__asan_poison_memory_region");
}

void emit_unfill_all(struct printer *p, struct site *s)
{
    if (p->f->o->poison_dead)
        emit_dead(p, s, "__asan_unpoison_memory_region");
}

/* Behind a step of what is awaited: it is over, or the members stay poisoned. */
void emit_unfill(struct printer *p, struct site *s)
{
    if (!p->f->o->poison_dead)
        return;
    line(p, "if (cede__s != CEDE_PENDING) {");
    p->indent++;
    emit_unfill_all(p, s);
    p->indent--;
    line(p, "}");
}

/* A struct among the arguments could be given member by member, or the bare number that
 * is its first one, without a word from the compiler: braces may be left out in an
 * initialiser. Where it is not plain that the types agree, a call that is not made
 * has the compiler compare them. */
void emit_types_check(struct printer *p, struct expr *call, struct symbol *callee, struct type *fn)
{
    struct fn *f = p->f;
    for (size_t i = 0; i < fn->params.n && i + 1 < call->kids.n; i++) {
        struct type *t = type_strip(fn->params.at[i].type);
        if ((t->kind != TY_STRUCT && t->kind != TY_UNION) || type_same(t, type_strip(expr_type(f->u, call->kids.at[i + 1]))))
            continue;
        line(p, "(void)sizeof (%s(%s), 0);", callee->name, plain_args_text(f, call));
        return;
    }
}

/* `error`: whether the call could be made. */
static void emit_offload_result(struct printer *p, struct site *s, const char *error)
{
    if (type_strip(s->type->base)->kind != TY_INT) {
        line(p, "if (%s < 0) { cede__s = cede__fail(cede__t, %s); cede__f->cede__state = %d; goto %s; }", error, error, s->n, leave_text(s));
    } else if (s->result) {
        line(p, "if (%s < 0) {", error);
        line(p, "    %s = %s;", var_text(p->f, s->result), error);
        line(p, "} else {");
        p->indent++;
    }
    if (s->result)
        emit_result(p, s->result, intern_format("%s.cede__value", var_text(p->f, s->record)));
    if (s->result && type_strip(s->type->base)->kind == TY_INT) {
        p->indent--;
        line(p, "}");
    }
}

static void emit_await_name(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    const char *g = s->callee->name, *area = area_text(f, s);
    if (s->offloads)
        emit_offload_args(p, s);
    else
        emit_types_check(p, s->call, s->callee, s->type);
    if (s->offloads)
        line(p, "CEDE__ARGS(%s, %s, %s);", g, area, offload_args_text(f, s));
    else if (awkward_args(s->callee, s->type))
        emit_awkward_args(p, s->call, s->callee, s->type, area);
    else
        line(p, "CEDE__ARGS(%s, %s, %s);", g, area, args_text(p, s->call, s->callee));
    emit_fill(p, s);
    emit_resume_label(p, s);
    line(p, "cede__s = %s__step(%s, cede__t);", g, area);
    emit_unfill(p, s);
    emit_state_and_leave(p, s, "cede__s != CEDE_DONE");
    if (s->offloads)
        emit_offload_result(p, s, intern_format("CEDE__RESULT(%s, %s)", g, area));
    else
        emit_result(p, s->result, intern_format("CEDE__RESULT(%s, %s)", g, area));
}

/* What both kinds of box end with: no memory, the wait, the result, the box freed. */
static void emit_box_wait(struct printer *p, struct site *s, bool had)
{
    struct fn *f = p->f;
    const char *box = var_text(f, s->box);
    bool is_int = type_strip(s->type->base)->kind == TY_INT;
    line(p, "if (!%s) {", box);
    p->indent++;
    if (is_int) {
        if (s->result)
            line(p, "%s = CEDE__NO_MEMORY;", var_text(f, s->result));
        line(p, "goto cede__had_%d;", s->n);
    } else {
        line(p, "cede__s = cede__fail(cede__t, CEDE__NO_MEMORY);");
        line(p, "cede__f->cede__state = %d;", s->n);
        line(p, "goto %s;", leave_text(s));
    }
    p->indent--;
    line(p, "}");
    emit_fill(p, s);
    line(p, "cede__box_enter(cede__t, %s);", box);
    emit_resume_label(p, s);
    line(p, "cede__s = cede__box_status(%s);", box);
    emit_unfill(p, s);
    emit_state_and_leave(p, s, "cede__s == CEDE_PENDING");
    if (s->result) {
        line(p, "if (cede__s == CEDE_DONE) {");
        p->indent++;
        if (s->callee) {
            emit_result(p, s->result, intern_format("CEDE__RESULT(%s, cede__box_frame(%s))", s->callee->name, box));
        } else {
            struct type *t = s->result->type;
            line(p, "CEDE__FRAME cede__ret { cede_state cede__state; %s; };",
                 type_over_aligned(t) ? intern_format("unsigned char value[sizeof (%s)]", declaration(f, t, "", false))
                                      : declaration(f, t, "value", false));
            emit_result(p, s->result, intern_format("((struct cede__ret *)cede__box_frame(%s))->value", box));
        }
        p->indent--;
        line(p, "}");
    }
    line(p, "cede__box_free(cede__t, %s);", box);
    emit_state_and_leave(p, s, "cede__s != CEDE_DONE");
    if (had || is_int)
        emit_label(p, intern_format("cede__had_%d", s->n), NULL);
}

static void emit_await_box(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    const char *g = s->callee->name, *box = var_text(f, s->box);
    emit_types_check(p, s->call, s->callee, s->type);
    if (awkward_args(s->callee, s->type)) {
        line(p, "%s = cede__box_new(cede__t, &%s__fn);", box, g);
        line(p, "if (%s)", box);
        p->indent++;
        emit_awkward_args(p, s->call, s->callee, s->type, intern_format("cede__box_frame(%s)", box));
        p->indent--;
    } else {
        line(p, "{");
        p->indent++;
        line(p, "struct %s__args cede__a = { %s };", g, args_text(p, s->call, s->callee));
        line(p, "%s = cede__box_new(cede__t, &%s__fn);", box, g);
        line(p, "if (%s)", box);
        line(p, "    *(struct %s__args *)cede__box_frame(%s) = cede__a;", g, box);
        p->indent--;
        line(p, "}");
    }
    emit_box_wait(p, s, false);
}

const char *pointer_text(struct fn *f, struct type *called, bool outside)
{
    struct type pointer;
    memset(&pointer, 0, sizeof pointer);
    pointer.kind = TY_POINTER;
    pointer.base = called;
    return declaration(f, &pointer, "cede__p", outside);
}

static void emit_await_pointer(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    const char *call = intern_format("cede__p(%s)", plain_args_text(f, s->call));
    line(p, "{");
    p->indent++;
    line(p, "%s = %s;", pointer_text(f, s->type, false), expr_text(f, s->call->kids.at[0]));
    line(p, "cede__arm cede__a = { .plain = (cede__plain *)cede__p, .kind = CEDE__ARM_BOX };");
    line(p, "cede__arm_push(&cede__a);");
    if (!s->result)
        line(p, "%s%s;", type_is_void(s->type->base) ? "" : "(void)", call);
    else if (type_has_const_member(s->result->type))
        line(p, "cede__copy(&%s, (%s[1]){ %s }, sizeof %s);", var_text(f, s->result), declaration(f, s->result->type, "", false), call,
             var_text(f, s->result));
    else
        line(p, "%s = %s;", var_text(f, s->result), call);
    line(p, "if (!cede__arm_claimed(&cede__a)) goto cede__had_%d;    /* an ordinary function */", s->n);
    line(p, "%s = cede__a.made;", var_text(f, s->box));
    p->indent--;
    line(p, "}");
    emit_box_wait(p, s, true);
}

static void emit_await_group(struct printer *p, struct site *s)
{
    struct fn *f = p->f;
    emit_fill(p, s);
    emit_resume_label(p, s);
    line(p, "cede__s = cede__group_wait(&%s, cede__t);", var_text(f, s->group));
    emit_unfill(p, s);
    line(p, "if (cede__s == CEDE_PENDING) { cede__f->cede__state = %d; return cede__suspended(cede__t, cede__f, %s__step); }", s->n, f->name);
    line(p, "if (cede__s == CEDE_UNWOUND) %s = cede__reason(cede__t);", var_text(f, s->left));
}

void emit_await(struct printer *p, struct site *s)
{
    switch (s->kind) {
    case SITE_NAME: emit_await_name(p, s); break;
    case SITE_BOX: emit_await_box(p, s); break;
    case SITE_POINTER: emit_await_pointer(p, s); break;
    case SITE_GROUP: emit_await_group(p, s); break;
    case SITE_PULL: emit_pull(p, s); break;
    case SITE_CLOSE: emit_close(p, s); break;
    case SITE_YIELD: emit_yield(p, s); break;
    }
}
