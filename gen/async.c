/* async.c: what is not allowed in and around async functions.
 *
 * Each refusal has its own message and says what to write instead. Jumps into and
 * out of blocks are checked in lower.c, which knows the blocks. Ordinary functions
 * have no tree: their tokens are looked through for calls that nobody would run. */
#include "generate.h"
#include "lower.h"
#include "map.h"
#include "parse.h"
#include <string.h>

struct check {
    struct unit *u;
    struct external *x;
    struct map functions;       /* names of async functions at file scope */
    struct map names;           /* every other name declared at file scope */
    struct symbol *vla;         /* one in scope */
};

static void check_expr(struct check *c, struct expr *e);
static void check_stmt(struct check *c, struct stmt *s);

/* ---- calls -------------------------------------------------------------------- */

static struct expr *without_parens(struct expr *e)
{
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    return e;
}

/* The function that a call names, also as (f)(x), (*f)(x) and (&f)(x); NULL: by a pointer. */
static struct symbol *named_function(struct expr *call)
{
    struct expr *e = without_parens(call->kids.at[0]);
    while (e->kind == E_UNARY && (e->op == '*' || e->op == '&'))
        e = without_parens(e->kids.at[0]);
    return e->kind == E_IDENT && e->sym && e->sym->kind == SYM_FUNC ? e->sym : NULL;
}

static bool is_undeclared(struct expr *call)
{
    struct expr *e = without_parens(call->kids.at[0]);
    return e->kind == E_IDENT && !e->sym;
}

static void check_args(struct check *c, struct expr *call, struct type *fn)
{
    size_t given = call->kids.n - 1;
    if (fn->no_prototype || given == fn->params.n)
        return;
    error_at(c->u, call->begin, call->end, "%s arguments: %d given, %d expected", given < fn->params.n ? "too few" : "too many",
             (int)given, (int)fn->params.n);
}

static struct type *called(struct check *c, struct expr *callee)
{
    struct type *t = type_strip(expr_type(c->u, callee));
    return t->kind == TY_POINTER ? type_strip(t->base) : t;
}

static void check_result(struct check *c, struct expr *call, struct type *fn)
{
    struct type *t = type_strip(fn->base);
    if ((t->kind == TY_STRUCT || t->kind == TY_UNION) && fn->base->kind != TY_TYPEDEF && (!t->sym || !t->sym->name)) {
        error_at(c->u, call->begin, call->end, "the result's type has no name");
        hint(c->u, "give the struct a tag or a typedef name");
    }
}

static void check_operand(struct check *c, struct expr *e, struct expr *operand, const char *what)
{
    struct expr *call = without_parens(operand);
    struct symbol *f;
    struct type *t;
    if (call->kind != E_CALL) {
        error_at(c->u, e->begin, e->end, "%s takes a call", what);
        hint(c->u, "write %s(f(x))", what);
        return;
    }
    f = named_function(call);
    if (f && !f->is_async) {
        error_at(c->u, call->begin, call->end, "'%s' is no async function", f->name);
        hint(c->u, f->has_body ? "declare it async, or call it without %s" : "call it without %s, or declare it async where it is defined", what);
        return;
    }
    if (is_undeclared(call)) {
        error_at(c->u, call->begin, call->end, "'%s' is not declared", c->u->tokens.at[call->kids.at[0]->begin].text);
        return;
    }
    t = called(c, call->kids.at[0]);
    if (t->kind != TY_FUNCTION) {
        error_at(c->u, call->begin, call->end, "cedec cannot tell the type of the function that is called here");
        hint(c->u, "put it into a variable of function pointer type, and call that");
        return;
    }
    if (f && f->is_iter) {
        error_at(c->u, call->begin, call->end, "'%s' is an async generator", f->name);
        hint(c->u, "take its values with await_each");
        return;
    }
    if (!f && t->no_prototype) {
        error_at(c->u, call->begin, call->end, "this function pointer's type does not say what it takes");
        hint(c->u, "declare it with its parameters, (void) for none");
    }
    check_args(c, call, t);
    check_result(c, call, t);
    for (size_t i = 0; i < call->kids.n; i++)
        check_expr(c, call->kids.at[i]);
}

static bool one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

static void check_call(struct check *c, struct expr *e)
{
    static const char *const jumps[] = { "setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "__builtin_setjmp", NULL };
    static const char *const allocas[] = { "alloca", "__builtin_alloca", "__builtin_alloca_with_align", NULL };
    struct symbol *f = named_function(e);
    const char *name = c->u->tokens.at[e->kids.at[0]->begin].text;
    if (f && f->is_async && !e->unevaluated) {
        error_at(c->u, e->begin, e->end, "the async function '%s' is called without await", f->name);
        hint(c->u, "write await(%s(...)), or start it as a task with spawn", f->name);
    }
    if (one_of(name, jumps)) {
        error_at(c->u, e->begin, e->end, "%s in an async function: longjmp would come back to a C frame that is gone", name);
        hint(c->u, "put it into an ordinary function");
    }
    if (one_of(name, allocas) && stmt_suspends(c->x->body)) {
        error_at(c->u, e->begin, e->end, "%s in an async function: its memory is gone after the next await", name);
        hint(c->u, "use an array of fixed size, or allocate and free it with defer");
    }
}

static void check_expr(struct check *c, struct expr *e)
{
    if (!e)
        return;
    switch (e->kind) {
    case E_AWAIT:
        check_operand(c, e, e->kids.at[0], "await");
        if (c->vla && !e->unevaluated) {
            error_at(c->u, e->begin, e->end, "an await while the variable-length array '%s' is in scope", c->vla->name);
            hint(c->u, "its size is not known when the frame is laid out: put it into a block that ends before the await, or give it a fixed size");
        }
        return;
    case E_SPAWN:
        for (size_t i = 0; i + 1 < e->kids.n; i++)
            check_expr(c, e->kids.at[i]);
        check_operand(c, e, e->kids.at[e->kids.n - 1], "spawn");
        return;
    case E_CALL:
        check_call(c, e);
        break;
    case E_STMT:
        check_stmt(c, e->body);
        return;
    case E_IDENT:
        return;
    default:
        break;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        check_expr(c, e->kids.at[i]);
}

/* ---- statements ---------------------------------------------------------------- */

static bool has_vla(struct type *t)
{
    for (t = type_strip(t); t->kind == TY_ARRAY || t->kind == TY_POINTER; t = type_strip(t->base))
        if (t->kind == TY_ARRAY && t->vla)
            return true;
    return false;
}

static void check_decl(struct check *c, struct stmt *s)
{
    struct decl *d = s->decl;
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct declarator *k = &d->declarators.at[i];
        if (d->storage == ST_STATIC && expr_suspends(k->init)) {
            error_at(c->u, k->init->begin, k->init->end, "await in the initialiser of a static variable");
            hint(c->u, "it is set before the program starts; assign in a statement of its own");
            continue;
        }
        check_expr(c, k->init);
        if (has_vla(k->sym->type))
            c->vla = k->sym;
        if (k->sym->has_cleanup && c->x->body && stmt_suspends(c->x->body)) {
            error_at(c->u, k->begin, k->end, "a cleanup attribute in an async function is not supported yet");
            hint(c->u, "write defer { ... } behind the declaration");
        }
    }
}

static void check_constant(struct check *c, struct expr *e, const char *what)
{
    if (!e || !expr_suspends(e))
        return;
    error_at(c->u, e->begin, e->end, "await in %s", what);
}

static void check_stmt(struct check *c, struct stmt *s)
{
    struct symbol *vla = c->vla;
    if (!s)
        return;
    if (s->decl) {
        check_decl(c, s);
        return;                 /* its variables stay in scope */
    }
    if (s->kind == S_CASE) {
        check_constant(c, s->expr, "a case label");
        check_constant(c, s->expr2, "a case label");
    }
    if (s->kind == S_ASM)
        for (size_t i = 0; i < s->exprs.n; i++)
            check_constant(c, s->exprs.at[i], "an asm operand");
    if (s->kind == S_GROUP && c->vla)
        error_at(c->u, s->begin, s->begin + 1, "a group, which awaits its tasks, while the variable-length array '%s' is in scope", c->vla->name);
    check_stmt(c, s->init);
    check_expr(c, s->expr);
    check_expr(c, s->expr2);
    check_expr(c, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        check_expr(c, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        check_stmt(c, s->list.at[i]);
    check_stmt(c, s->body);
    check_stmt(c, s->other);
    if (s->kind != S_LABEL && s->kind != S_CASE && s->kind != S_DEFAULT)
        c->vla = vla;
}

static void check_async(struct check *c, struct external *x)
{
    struct type *t = x->sym->type, *result = type_strip(t->base);
    c->x = x;
    c->vla = NULL;
    if (!c->u->tokens.at[x->begin].file->main) {
        error_at(c->u, x->declarator_begin, x->declarator_end, "the async function '%s' is defined in a header", x->sym->name);
        hint(c->u, "declare it there, and define it in a file that cedec generates");
        return;
    }
    if (t->variadic) {
        error_at(c->u, x->declarator_begin, x->declarator_end, "an async function cannot take a variable number of arguments");
        hint(c->u, "pass a pointer to an array, or a va_list's contents");
        return;
    }
    if (t->no_prototype) {
        error_at(c->u, x->declarator_begin, x->declarator_end, "an async function needs a prototype");
        hint(c->u, "write its parameters with their types, (void) for none");
        return;
    }
    if (x->sym->is_iter) {
        error_at(c->u, x->declarator_begin, x->declarator_end, "async generators are not supported yet");
        return;
    }
    if ((result->kind == TY_STRUCT || result->kind == TY_UNION) && t->base->kind != TY_TYPEDEF && !result->sym->name)
        error_at(c->u, x->spec_begin, x->spec_end, "the result's type has no name");
    check_stmt(c, x->body);
}

/* ---- ordinary functions ------------------------------------------------------------ */

static bool starts_tasks(const char *name)
{
    static const char *const list[] = {
        "spawn", "spawn_into", "spawn_task", "detach", "cede_spawn", "cede_spawn_into", "cede_spawn_task", "cede_detach",
        "cede_run", "cede_main", "cede_sim_run", "cede_start", "CEDE__ARMED", "cede__arm_push",
        "sizeof", "__typeof__", "typeof", NULL
    };
    return one_of(name, list);
}

/* Whether a parenthesis that is open around token i belongs to something that starts tasks. */
static bool is_started(struct check *c, size_t begin, size_t i)
{
    int depth = 0;
    while (i-- > begin) {
        struct token *t = &c->u->tokens.at[i];
        if (t->punct == ')')
            depth++;
        else if (t->punct == '(' && depth-- == 0)
            depth = 0;
        if (t->punct == ';' || t->punct == '{' || t->punct == '}')
            return false;
        if (depth == 0 && t->kind == T_IDENT && starts_tasks(t->text))
            return true;
    }
    return false;
}

static bool is_declared_here(struct check *c, size_t begin, size_t end, const char *name)
{
    for (size_t i = begin + 1; i < end; i++) {
        struct token *t = &c->u->tokens.at[i], *before = t - 1, *after = t + 1;
        if (t->kind == T_IDENT && t->text == name && (before->punct == '*' || before->kind == T_IDENT) &&
            (after->punct == ')' || after->punct == '=' || after->punct == ';' || after->punct == ',') &&
            strcmp(before->text, "return") != 0)
            return true;
    }
    return false;
}

static void check_keyword(struct check *c, size_t i)
{
    static const char *const calls[] = { "await", "cede_await", NULL };
    static const char *const blocks[] = { "defer", "cede_defer", "shield", "cede_shield", NULL };
    struct token *t = &c->u->tokens.at[i];
    if (t->sym || map_get(&c->names, t->text))
        return;
    if (one_of(t->text, calls) && t[1].punct == '(') {
        error_at(c->u, i, i + 1, "await outside an async function");
        hint(c->u, "declare the function async, or start a loop with cede_run(f(...))");
    } else if (one_of(t->text, blocks) && t[1].punct == '{') {
        error_at(c->u, i, i + 1, "%s outside an async function", t->text);
        hint(c->u, "declare the function async");
    }
}

static void check_ordinary(struct check *c, struct external *x)
{
    for (size_t i = x->body_begin; i < x->body_end; i++) {
        struct token *t = &c->u->tokens.at[i];
        struct symbol *f;
        if (t->kind != T_IDENT)
            continue;
        check_keyword(c, i);
        f = map_get(&c->functions, t->text);
        if (!f || t[1].punct != '(' || (t - 1)->punct == '.' || (t - 1)->punct == P_ARROW)
            continue;
        if (is_started(c, x->body_begin, i) || is_declared_here(c, x->begin, x->body_end, t->text) || (t - 1)->kind == T_IDENT)
            continue;
        error_at(c->u, i, i + 1, "the async function '%s' is called from an ordinary function", f->name);
        hint(c->u, "declare this function async and write await(%s(...)), or start it with spawn or cede_run", f->name);
    }
}

static void check_declaration(struct check *c, struct external *x)
{
    for (size_t i = x->begin; i < x->end; i++)
        if (c->u->tokens.at[i].kind == T_IDENT)
            check_keyword(c, i);
}

void async_check(struct unit *u)
{
    struct check c;
    memset(&c, 0, sizeof c);
    c.u = u;
    for (size_t i = 0; i < u->tokens.n; i++) {
        struct symbol *s = u->tokens.at[i].sym;
        if (!s || !s->name || s->block_scope || s->is_param)
            continue;
        if (s->kind == SYM_FUNC && s->is_async)
            *map_at(&c.functions, s->name) = s;
        else if (s->kind != SYM_TAG)
            *map_at(&c.names, s->name) = s;
    }
    for (size_t i = 0; i < u->externals.n; i++) {
        struct external *x = &u->externals.at[i];
        if (x->bad)
            continue;
        if (x->kind == X_ASYNC)
            check_async(&c, x);
        else if (x->kind == X_FUNCTION && u->tokens.at[x->begin].file->main)
            check_ordinary(&c, x);
        else if (x->kind == X_DECL && u->tokens.at[x->begin].file->main)
            check_declaration(&c, x);
    }
}
