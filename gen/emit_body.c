/* emit_body.c: the step function of an async function. */
#include "emit.h"
#include "parse.h"
#include <string.h>

static void emit_node(struct printer *p, struct node *n);

static const char *parts_text(struct fn *f, struct node *n)
{
    struct text t = { NULL, 0, 0 };
    for (size_t i = 0; i < n->parts.n; i++) {
        struct part *q = &n->parts.at[i];
        switch (q->kind) {
        case PART_TEXT: text_puts(&t, q->text); break;
        case PART_USE:
        case PART_DEF: text_puts(&t, var_text(f, q->var)); break;
        case PART_ADDRESS: text_printf(&t, "&%s", var_text(f, q->var)); break;
        case PART_EXPR: text_puts(&t, expr_text(f, q->expr)); break;
        }
    }
    return t.n ? intern(t.bytes, t.n) : "";
}

static const char *condition_text(struct fn *f, struct node *n)
{
    return n->expr ? expr_text(f, n->expr) : n->parts.n ? parts_text(f, n) : "";
}

static void sync_node(struct printer *p, struct node *n)
{
    if (n->line_token)
        sync_user(p, n->line_token);
    else if (n->stmt)
        sync_user(p, n->stmt->begin);
    else if (n->kind == N_LABEL && n->region)
        sync_user(p, n->region->stmt->begin);
}

/* ---- declarations ----------------------------------------------------------- */

static bool uses_hoisted(struct fn *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        for (size_t k = 0; k < f->hoisted.n; k++)
            if (f->u->tokens.at[i].sym == f->hoisted.at[k])
                return true;
    return false;
}

/* Whether a declaration's types were moved to file scope. */
static bool is_hoisted(struct decl *d)
{
    for (size_t i = 0; i < d->tags.n; i++)
        if (d->tags.at[i]->lowered && ((struct type_place *)d->tags.at[i]->lowered)->hoisted)
            return true;
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct symbol *s = d->declarators.at[i].sym;
        if (s->kind == SYM_TYPEDEF && s->lowered && ((struct type_place *)s->lowered)->hoisted)
            return true;
    }
    return false;
}

/* Whether a declaration can stand as the user wrote it. */
static bool as_written(struct stmt *s)
{
    struct decl *d = s->decl;
    if (d->in_parts)
        return false;
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct var *v = var_of(d->declarators.at[i].sym);
        if ((v && v->in_frame) || expr_suspends(d->declarators.at[i].init))
            return false;
    }
    return !is_hoisted(d);
}

static bool is_zero_list(struct fn *f, struct expr *e)
{
    if (e->kind != E_LIST)
        return false;
    if (e->kids.n == 0)
        return true;
    return e->kids.n == 1 && e->kids.at[0]->kind == E_NUMBER && e->end - e->begin == 3 &&
           strcmp(f->u->tokens.at[e->kids.at[0]->begin].text, "0") == 0;
}

/* An initialiser as a compound literal of its type. */
static const char *literal_text(struct fn *f, struct var *v, struct expr *init)
{
    const char *s = expr_text(f, init);
    struct expr *e = init;
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    return intern_format(init->kind == E_LIST ? "(%s)%s" : "(%s){ %s }", declaration(f, v->complete, "", false),
                         init->kind == E_LIST ? s : expr_text(f, e));
}

/* What `T x = init;` becomes for an x in the frame; without semicolon. */
static const char *init_text(struct fn *f, struct var *v, struct expr *init)
{
    const char *to = var_text(f, v);
    bool plain = to == intern_format("cede__f->%s", v->member);
    if (!plain && !var_over_aligned(v))     /* const: written once, here */
        to = intern_format("cede__f->%s", v->member);
    if (type_is_array(v->complete)) {
        if (is_zero_list(f, init))
            return intern_format("cede__zero(&%s, sizeof %s)", to, to);
        return intern_format("cede__copy(&%s, &%s, sizeof %s)", to, literal_text(f, v, init), to);
    }
    if (type_has_const_member(v->complete))
        return intern_format("cede__copy(&%s, &%s, sizeof %s)", to,
                             init->kind == E_LIST ? literal_text(f, v, init)
                                                  : intern_format("(%s[1]){ %s }", declaration(f, v->complete, "", false), expr_text(f, init)), to);
    if (init->kind == E_LIST)
        return intern_format("%s = %s", to, literal_text(f, v, init));
    return intern_format("%s = %s", to, expr_text(f, init));
}

/* Whether an attribute says nothing but what lower_cleanup.c has made a defer of. */
static bool is_only_cleanup(struct fn *f, struct symbol *s, size_t begin, size_t end)
{
    int names = 0;
    if (!s->has_cleanup || s->cleanup_begin < begin || s->cleanup_begin >= end)
        return false;
    for (size_t i = begin; i < end; i++)
        names += f->u->tokens.at[i].kind == T_IDENT && (i < s->cleanup_begin || i >= s->cleanup_end);
    return names <= (f->u->tokens.at[begin].kind == T_IDENT);      /* __attribute__ */
}

static void put_attribute(struct fn *f, struct text *t, struct symbol *s, size_t begin, size_t end)
{
    bool cleanup = s->has_cleanup && s->cleanup_begin >= begin && s->cleanup_begin < end;
    text_puts(t, " ");
    print_tokens(f, t, begin, cleanup ? s->cleanup_begin : end, NULL, false);
    if (cleanup)
        print_tokens(f, t, s->cleanup_end, end, NULL, false);
}

static const char *attributes_text(struct fn *f, struct symbol *s)
{
    struct text t = { NULL, 0, 0 };
    for (size_t i = 0; i < s->attr_begin.n; i++)
        if (!is_only_cleanup(f, s, s->attr_begin.at[i], s->attr_end.at[i]))
            put_attribute(f, &t, s, s->attr_begin.at[i], s->attr_end.at[i]);
    return t.n ? intern(t.bytes, t.n) : "";
}

/* `T x = init` for an x that stays a C local; without semicolon. */
static const char *local_text(struct fn *f, struct declarator *d, struct var *v)
{
    struct symbol *s = v->sym;
    const char *align = "";
    if (s->align && !s->attr_begin.n)
        align = intern_format("_Alignas(%s) ", tokens_text(f, s->align->begin, s->align->end));
    else if (s->align_type)
        align = intern_format("_Alignas(%s) ", declaration(f, s->align_type, "", false));
    return intern_format("%s%s%s%s%s", align, declaration(f, v->type, v->name, false), attributes_text(f, s),
                         d->init ? " = " : "", d->init ? expr_text(f, d->init) : "");
}

/* A variable that only typeof and sizeof ask for counts as unused once its type is
 * written out: this is its use. */
static void mention(struct printer *p, struct var *v)
{
    if (v && !v->in_frame && !v->referenced && v->mentions > 1)
        line(p, "(void)%s;", v->name);
}

static void mention_all(struct printer *p, struct decl *d)
{
    for (size_t i = 0; i < d->declarators.n; i++)
        mention(p, var_of(d->declarators.at[i].sym));
}

static void emit_decl(struct printer *p, struct node *n)
{
    struct fn *f = p->f;
    struct declarator *d = n->declarator, *first = &n->stmt->decl->declarators.at[0];
    struct var *v = n->var;
    sync_node(p, n);
    if (as_written(n->stmt)) {
        if (d == first && !n->stmt->decl->tags.n) {
            if (p->after_label)
                line(p, ";");
            line(p, "%s", tokens_text(f, n->stmt->begin, n->stmt->end));
            mention_all(p, n->stmt->decl);
        }
        return;
    }
    if (!v) {
        if (d->sym->kind == SYM_VAR && p->after_label)
            line(p, ";");
        line(p, "%s %s%s%s;", tokens_text(f, n->stmt->decl->spec_begin, n->stmt->decl->spec_end), tokens_text(f, d->begin, d->end),
             d->init ? " = " : "", d->init ? expr_text(f, d->init) : "");
    } else if (!v->in_frame) {
        if (p->after_label)
            line(p, ";");
        line(p, "%s;", local_text(f, d, v));
        mention(p, v);
    } else if (d->init) {
        line(p, "%s;", init_text(f, v, d->init));
    }
}

/* Static variables whose type, defined here, stands at file scope by now. */
static void emit_statics(struct printer *p, struct stmt *s)
{
    struct fn *f = p->f;
    struct decl *d = s->decl;
    for (size_t i = 0; i < d->tags.n; i++) {
        struct symbol *t = d->tags.at[i];
        if (t->kind == SYM_TAG && t->def_end > t->def_begin) {      /* the outermost */
            line(p, "%s%s %s %s", d->is_constexpr ? "static " : "", tokens_text(f, s->begin, t->def_begin), declaration(f, t->type, "", false),
                 tokens_text(f, t->def_end, s->end));
            return;
        }
    }
}

/* A declaration without variables of ours, or the types that one defines. */
static void emit_tokens(struct printer *p, struct node *n)
{
    struct fn *f = p->f;
    struct stmt *s = n->stmt;
    sync_node(p, n);
    if (s->kind == S_PRAGMA) {
        put(p, "%s\n", f->u->tokens.at[s->begin].text);
        return;
    }
    if (p->after_label)
        line(p, ";");
    if (!s->decl || (as_written(s) && (s->decl->declarators.n || !uses_hoisted(f, s->begin, s->end)))) {
        line(p, "%s%s", s->decl && s->decl->is_constexpr ? "static " : "", tokens_text(f, s->begin, s->end));
        if (s->decl)
            mention_all(p, s->decl);
        return;
    }
    if (is_hoisted(s->decl) && (s->decl->storage == ST_STATIC || s->decl->storage == ST_EXTERN)) {
        emit_statics(p, s);
        return;
    }
    if (is_hoisted(s->decl) || (!s->decl->declarators.n && uses_hoisted(f, s->begin, s->end)))
        return;                     /* stands at file scope */
    for (size_t i = 0; i < s->decl->tags.n; i++) {
        struct symbol *t = s->decl->tags.at[i];
        if (t->kind == SYM_TAG && t->def_end > t->def_begin) {
            line(p, "%s;", tokens_text(f, t->def_begin, t->def_end));
            return;
        }
    }
}

void emit_label(struct printer *p, const char *name, const char *comment)
{
    int indent = p->indent;
    if (p->after_label)
        line(p, ";");
    p->indent = indent > 1 ? indent - 1 : 0;
    if (comment)
        line(p, "%s:    /* %s */", name, comment);
    else
        line(p, "%s:", name);
    p->indent = indent;
    p->after_label = true;
}

void emit_resume_label(struct printer *p, struct site *s)
{
    emit_label(p, intern_format("cede__at_%d", s->n), intern_format("line %d", p->u->tokens.at[s->token].line));
}

static bool label_is_used(struct fn *f, const char *name)
{
    for (size_t i = 0; i < f->used_labels.n; i++)
        if (f->used_labels.at[i] == name)
            return true;
    return false;
}

/* ---- statements ---------------------------------------------------------------------- */

static void emit_list(struct printer *p, struct node *n)
{
    for (size_t i = 0; i < n->list.n; i++)
        emit_node(p, n->list.at[i]);
}

static void open(struct printer *p)
{
    p->indent++;
    p->after_label = false;
}

static void close(struct printer *p, const char *tail)
{
    if (p->after_label)
        line(p, ";");
    p->indent--;
    line(p, "}%s", tail);
}

/* A body between braces that are printed already: an inner block needs none of its own. */
static void emit_body(struct printer *p, struct node *n)
{
    if (n->kind == N_SEQ && n->list.n == 1 && n->list.at[0]->kind == N_BLOCK)
        n = n->list.at[0];
    emit_list(p, n);
}

static void emit_if(struct printer *p, struct node *n)
{
    sync_node(p, n);
    line(p, "if (%s) {", condition_text(p->f, n));
    open(p);
    emit_body(p, n->body);
    while (n->other && n->other->kind == N_SEQ && n->other->list.n == 1 && n->other->list.at[0]->kind == N_IF) {
        n = n->other->list.at[0];
        if (p->after_label)
            line(p, ";");
        p->indent--;
        line(p, "} else if (%s) {", condition_text(p->f, n));
        open(p);
        emit_body(p, n->body);
    }
    if (n->other) {
        if (p->after_label)
            line(p, ";");
        p->indent--;
        line(p, "} else {");
        open(p);
        emit_body(p, n->other);
    }
    close(p, "");
}

/* The first clause of a for where it can stand there; NULL: it has to stand before. */
static const char *for_init(struct fn *f, struct node *init)
{
    if (!init)
        return "";
    if (init->kind == N_TEXT) {
        const char *s = parts_text(f, init);
        return intern(s, strlen(s) - 1);
    }
    if (init->kind != N_DECL || !init->var)
        return NULL;
    if (as_written(init->stmt))
        return init->stmt->decl->tags.n ? NULL : tokens_text(f, init->stmt->begin, init->stmt->end - 1);
    if (init->var->in_frame)
        return init->declarator->init ? init_text(f, init->var, init->declarator->init) : "";
    return local_text(f, init->declarator, init->var);
}

static void emit_for(struct printer *p, struct node *n, const char *init)
{
    const char *cond = n->expr ? expr_text(p->f, n->expr) : "";
    const char *inc = n->inc ? parts_text(p->f, n->inc) : "";
    sync_node(p, n);
    line(p, "for (%s;%s%s;%s%s) {", init, *cond ? " " : "", cond, *inc ? " " : "", inc);
    open(p);
    emit_body(p, n->body);
    close(p, "");
}

/* The scope of a for: braces only where something stands before it. */
static void emit_for_block(struct printer *p, struct node *block)
{
    struct node *loop = block->list.at[block->list.n - 1];
    const char *init = for_init(p->f, loop->init);
    if (block->list.n == 1 && init) {
        emit_for(p, loop, init);
        return;
    }
    sync_node(p, block);
    line(p, "{");
    open(p);
    for (size_t i = 0; i + 1 < block->list.n; i++)
        emit_node(p, block->list.at[i]);
    if (!init)
        emit_node(p, loop->init);
    emit_for(p, loop, init ? init : "");
    close(p, "");
}

static void emit_loop(struct printer *p, struct node *n)
{
    if (n->kind == N_FOR) {
        const char *init = for_init(p->f, n->init);
        emit_for(p, n, init ? init : "");
        return;
    }
    sync_node(p, n);
    if (n->kind == N_DO)
        line(p, "do {");
    else if (n->expr)
        line(p, "while (%s) {", expr_text(p->f, n->expr));
    else
        line(p, "for (;;) {");
    open(p);
    emit_body(p, n->body);
    if (n->kind == N_DO)
        close(p, intern_format(" while (%s);", expr_text(p->f, n->expr)));
    else
        close(p, "");
}

/* An expression where C wants an assignment-expression: behind a `=`. */
const char *assigned_text(struct fn *f, struct expr *e)
{
    return e->kind == E_COMMA ? intern_format("(%s)", expr_text(f, e)) : expr_text(f, e);
}

/* By way of a temporary: the result lies over what it is made of. */
static void emit_return(struct printer *p, struct node *n)
{
    struct fn *f = p->f;
    bool value = f->result->kind != TY_VOID && (n->expr || n->var);
    sync_node(p, n);
    if (n->expr && f->result->kind == TY_VOID)
        line(p, "%s;", expr_text(f, n->expr));
    if (value) {
        struct type *t = type_assignable(f->returns);
        const char *from = n->expr ? assigned_text(f, n->expr) : var_text(f, n->var);
        line(p, "{");
        p->indent++;
        line(p, "%s = %s;", declaration(f, t, "cede__r", false), from);
        if (is_awkward(t))
            line(p, "cede__copy(&CEDE__RESULT(%s, cede__f), &cede__r, sizeof cede__r);", f->name);
        else
            line(p, "CEDE__RESULT(%s, cede__f) = cede__r;", f->name);
    }
    if (!value && f->sym->is_iter)
        line(p, "CEDE__RESULT(%s, cede__f) = 0;", f->name);
    line(p, "cede__f->cede__state = CEDE_STATE_DONE;");
    line(p, "return CEDE_DONE;");
    if (value) {
        p->indent--;
        line(p, "}");
    }
}

static void emit_set(struct printer *p, struct node *n)
{
    const char *to = var_text(p->f, n->var), *from = assigned_text(p->f, n->expr);
    sync_node(p, n);
    if (type_has_const_member(n->var->type))
        line(p, "cede__copy(&%s, (%s[1]){ %s }, sizeof %s);", to, declaration(p->f, n->var->type, "", false), from, to);
    else
        line(p, "%s = %s;", to, from);
}

/* The deepest generated function is remembered in the task. Under a leaf operation, a
 * box or a group's end that is this one; under another async function it is that one
 * or one below, which has seen to it; where both come here, the task tells. */
static void emit_pending(struct printer *p, struct region *r)
{
    struct fn *f = p->f;
    bool here = false, below = false;
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        if (s->kind == SITE_GROUP || s->kind == SITE_CLOSE || s->kind == SITE_YIELD || s->region != r)
            continue;
        if (s->kind == SITE_PULL ? s->iter->kind == SITE_NAME : s->kind == SITE_NAME && !is_leaf(p, s->callee))
            below = true;
        else
            here = true;
    }
    if (here)
        line(p, "if (cede__s == CEDE_PENDING) return cede__%s(cede__t, cede__f, %s__step);", below ? "pending" : "suspended", f->name);
    else
        line(p, "if (cede__s == CEDE_PENDING) return CEDE_PENDING;");
}

static void emit_node(struct printer *p, struct node *n)
{
    if (!n)
        return;
    switch (n->kind) {
    case N_TEXT:
        sync_node(p, n);
        line(p, "%s", parts_text(p->f, n));
        return;
    case N_SEQ:
        emit_list(p, n);
        return;
    case N_BLOCK:
        if (n->stmt->kind == S_FOR) {
            emit_for_block(p, n);
            return;
        }
        line(p, "{");
        open(p);
        emit_list(p, n);
        close(p, "");
        return;
    case N_IF: emit_if(p, n); return;
    case N_WHILE: case N_DO: case N_FOR: emit_loop(p, n); return;
    case N_SWITCH:
        sync_node(p, n);
        line(p, "switch (%s) {", condition_text(p->f, n));
        open(p);
        emit_body(p, n->body);
        close(p, "");
        return;
    case N_CASE:
        sync_node(p, n);
        emit_label(p, intern(parts_text(p->f, n), strlen(parts_text(p->f, n)) - 1), NULL);
        return;
    case N_LABEL:
        if (n->internal && !label_is_used(p->f, n->text))
            return;
        sync_node(p, n);
        emit_label(p, n->text, n->region ? label_comment(p->f, n->region, n->what) : NULL);
        return;
    case N_GOTO:
        sync_node(p, n);
        line(p, "goto %s;", n->text);
        return;
    case N_JUMPS:
        sync_node(p, n);
        line(p, "%s", parts_text(p->f, n));
        return;
    case N_BREAK:
        sync_node(p, n);
        line(p, "break;");
        return;
    case N_CONTINUE:
        sync_node(p, n);
        line(p, "continue;");
        return;
    case N_RETURN: emit_return(p, n); return;
    case N_SET: emit_set(p, n); return;
    case N_DECL: emit_decl(p, n); return;
    case N_TOKENS: emit_tokens(p, n); return;
    case N_ASM:
        sync_node(p, n);
        line(p, "%s", tokens_text(p->f, n->stmt->begin, n->stmt->end));
        return;
    case N_MARK:
        return;
    case N_PENDING:
        emit_pending(p, n->region);
        return;
    case N_AWAIT:
        sync_node(p, n);
        emit_await(p, n->site);
        return;
    case N_OPEN:
        sync_node(p, n);
        emit_open(p, n->iter);
        return;
    case N_LOCAL:
        sync_node(p, n);
        if (p->after_label && !n->var->in_frame)
            line(p, ";");
        if (!n->var->in_frame)
            line(p, "%s;", declaration(p->f, n->var->type, n->var->name, false));
        if (!n->var->in_frame && !n->var->referenced)
            line(p, "(void)%s;", n->var->name);     /* a value that only counts is set, and not used */
        return;
    }
}

/* ---- the function ------------------------------------------------------------------------ */

/* A parameter that does not stay where the caller wrote it. */
static bool is_read_once(struct var *v)
{
    return v->in_frame ? var_over_aligned(v) : v->mentions > 0;
}

/* One that is copied to another place of the frame passes through a local. */
static const char *local_name(struct var *v)
{
    return v->in_frame ? intern_format("cede__arg_%s", v->name) : v->name;
}

/* An empty struct has nothing to set. */
static bool is_empty(struct type *t)
{
    t = t ? type_strip(t) : NULL;
    return t && (t->kind == TY_STRUCT || t->kind == TY_UNION) && !t->sym->type->members.n;
}

/* Temporaries are declared at the top, so that no jump to a resume point passes one by. */
static void emit_locals(struct printer *p)
{
    struct fn *f = p->f;
    if (f->codes.n || f->has_left) {
        struct text t = { NULL, 0, 0 };
        text_puts(&t, "enum { cede__end");
        for (size_t i = 0; i < f->codes.n; i++)
            text_printf(&t, ", %s", f->codes.at[i]);
        line(p, "%s };", t.bytes);
    }
    for (size_t i = 0; i < f->vars.n; i++) {
        struct var *v = f->vars.at[i];
        bool param = v->kind == V_PARAM && is_read_once(v);
        if ((v->in_frame && !param) || (!param && (v->kind == V_PARAM || v->kind == V_LOCAL || v->kind == V_LITERAL)))
            continue;
        if (!param && !v->printed)
            continue;
        line(p, "%s%s;", v->type ? declaration(f, param ? type_assignable(v->type) : v->type, local_name(v), false)
                                 : intern_format("%s %s", v->spelled, v->name),
             v->zeroed && !is_empty(v->type) ? " = { 0 }" : "");
    }
}

/* Parameters that are not kept are read once: later their bytes are others'. */
static bool emit_param_reads(struct printer *p)
{
    struct fn *f = p->f;
    bool any = false;
    for (size_t i = 0; i < f->x->params.n; i++) {
        struct var *v = f->vars.at[i];
        const char *from;
        if (!is_read_once(v))
            continue;
        if (!any) {
            line(p, "case 0:");
            p->indent++;
        }
        any = true;
        from = intern_format("((struct %s__args *)cede__frame)->%s", f->name, member_name(p, f->sym, i));
        if (is_awkward(v->type))
            line(p, "cede__copy(&%s, &%s, sizeof %s);", local_name(v), from, local_name(v));
        else
            line(p, "%s = %s;", v->name, from);
        if (!v->referenced)
            line(p, "(void)%s;", v->name);
    }
    for (size_t i = 0; i < f->x->params.n; i++)
        if (f->vars.at[i]->in_frame && is_read_once(f->vars.at[i]))
            line(p, "cede__copy(&%s, &%s, sizeof %s);", var_text(f, f->vars.at[i]), local_name(f->vars.at[i]), local_name(f->vars.at[i]));
    if (any) {
        line(p, "break;");
        p->indent--;
    }
    return any;
}

static void emit_switch(struct printer *p)
{
    struct fn *f = p->f;
    line(p, "switch (cede__f->cede__state) {");
    if (!emit_param_reads(p))
        line(p, "case 0: break;");
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        if (s->kind == SITE_YIELD)
            emit_yield_cases(p, s);
        else
            line(p, "case %d: goto cede__at_%d;", s->n, s->n);
    }
    line(p, "default: return cede__ended(cede__f->cede__state);");
    line(p, "}");
    put(p, "\n");
}

static void emit_end(struct printer *p)
{
    struct fn *f = p->f;
    if (f->end_reachable || !(f->leave_used || f->unwound_used)) {
        if (f->result->kind != TY_VOID)
            line(p, "cede__zero(&CEDE__RESULT(%s, cede__f), sizeof CEDE__RESULT(%s, cede__f));", f->name, f->name);
        line(p, "cede__f->cede__state = CEDE_STATE_DONE;");
        line(p, "return CEDE_DONE;");
    }
    if (f->leave_used) {
        p->after_label = false;
        put(p, "\n");
        emit_label(p, "cede__leave", "it waits, or unwinds");
        emit_pending(p, NULL);
    }
    if (f->unwound_used) {
        if (!f->leave_used)
            put(p, "\n");
        emit_label(p, "cede__unwound", NULL);
    }
    if (f->leave_used || f->unwound_used) {
        line(p, "cede__f->cede__state = CEDE_STATE_UNWOUND;");
        line(p, "return CEDE_UNWOUND;");
    }
}

/* Which variables statements mention, and which labels jumps go to. */
static void find_printed(struct fn *f, struct node *n)
{
    if (!n)
        return;
    if (n->kind == N_GOTO && !label_is_used(f, n->text))
        VEC_PUSH(&f->used_labels, n->text);
    if (n->site && n->site->region && !label_is_used(f, leave_text(n->site)))
        VEC_PUSH(&f->used_labels, leave_text(n->site));
    if (n->site && n->site->yields_in)
        VEC_PUSH(&f->used_labels, intern_format("cede__unwind_%d", n->site->yields_in->n));
    for (size_t i = 0; i < n->parts.n; i++)
        if (n->parts.at[i].var)
            n->parts.at[i].var->printed = true;
    if (n->var)
        n->var->printed = true;
    if (n->site && n->site->result)
        n->site->result->printed = true;
    if (n->site && n->site->left)
        n->site->left->printed = true;
    if (n->site && n->site->error)
        n->site->error->printed = true;
    if (n->site && n->site->box)
        n->site->box->printed = true;
    if (n->site && n->site->record)
        n->site->record->printed = true;
    for (size_t i = 0; i < n->list.n; i++)
        find_printed(f, n->list.at[i]);
    find_printed(f, n->body);
    find_printed(f, n->other);
    find_printed(f, n->init);
    find_printed(f, n->inc);
}

static bool awaits(struct fn *f)
{
    for (size_t i = 0; i < f->sites.n; i++)
        if (f->sites.at[i]->kind != SITE_YIELD)
            return true;
    return false;
}

void emit_step(struct printer *p)
{
    struct fn *f = p->f;
    find_printed(f, f->body);
    for (size_t i = f->x->begin; i < f->x->end; i++)
        if (var_of(f->u->tokens.at[i].sym))
            var_of(f->u->tokens.at[i].sym)->mentions++;
    for (size_t i = 0; i < f->vars.n; i++)
        f->has_left = f->has_left || (f->vars.at[i]->kind == V_LEFT && f->vars.at[i]->printed);
    line(p, "%scede_status %s__step(void *cede__frame, cede_task *cede__t)", f->sym->storage == ST_STATIC ? "static " : "", f->name);
    line(p, "{");
    p->indent++;
    line(p, "struct %s__frame *cede__f = cede__frame;", f->name);
    if (f->names_itself)
        line(p, "static const char cede__func[] = \"%s\";", f->name);
    if (awaits(f))
        line(p, "cede_status cede__s;");
    emit_locals(p);
    if (!awaits(f))
        line(p, "(void)cede__t;");
    put(p, "\n");
    emit_switch(p);
    if (f->body->list.n == 1 && f->body->list.at[0]->kind == N_BLOCK)
        emit_list(p, f->body->list.at[0]);
    else
        emit_list(p, f->body);
    if (p->after_label && !f->end_reachable)
        line(p, ";");
    sync_own(p, f->x->end - 1);
    emit_end(p);
    p->indent--;
    line(p, "}");
}
