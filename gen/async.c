/* async.c: what is not allowed in and around async functions.
 *
 * Each refusal has its own message and says what to write instead. Jumps into and
 * out of blocks are checked in lower_leave.c, which knows the blocks; ordinary
 * functions, which have no tree, in ordinary.c. */
#include "generate.h"
#include "lower.h"
#include "map.h"
#include "parse.h"
#include <string.h>

struct check {
    struct unit *u;
    struct external *x;
    struct map bodies;          /* async functions whose definition was seen */
    struct symbol *vla;         /* one in scope */
    struct stmt *block;         /* innermost S_BLOCK or S_FOR */
};

static void check_expr(struct check *c, struct expr *e);
static void check_stmt(struct check *c, struct stmt *s);
static bool has_vla(struct type *t);

/* ---- calls -------------------------------------------------------------------- */

struct symbol *named_function(struct expr *call)
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
    if (fn->variadic) {
        error_at(c->u, call->begin, call->end, "this function takes a variable number of arguments, which no async function does");
        return;
    }
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

static void refuse_nameless(struct check *c, size_t begin, size_t end)
{
    error_at(c->u, begin, end, "the result's type has no name");
    hint(c->u, "give the struct a tag or a typedef name");
}

static bool is_incomplete(struct type *t)
{
    t = type_strip(t);
    return (t->kind == TY_STRUCT || t->kind == TY_UNION) && t->sym && !t->sym->type->complete;
}

static void refuse_incomplete(struct check *c, size_t begin, size_t end, const char *what)
{
    error_at(c->u, begin, end, "%s has an incomplete type", what);
    hint(c->u, "write the whole struct above, not only its name");
}

static void check_result(struct check *c, struct expr *call, struct type *fn)
{
    struct type *t = type_strip(fn->base);
    if (is_incomplete(t))
        refuse_incomplete(c, call->begin, call->end, "the result");
    for (size_t i = 0; i < fn->params.n; i++)
        if (is_incomplete(fn->params.at[i].type))
            refuse_incomplete(c, call->begin, call->end, "a parameter");
    if ((t->kind == TY_STRUCT || t->kind == TY_UNION) && fn->base->kind != TY_TYPEDEF && (!t->sym || !t->sym->name))
        refuse_nameless(c, call->begin, call->end);
}

/* What stands in e's parentheses before the call. */
static const char *operands_of(struct expr *e)
{
    if (e->kind != E_SPAWN || e->kids.n < 2)
        return "";
    return e->op == SP_INTO ? "group, &result, " : e->op == SP_START ? "&block, " : "group, ";
}

/* Refuses another kind of function than e is for; false after a message. */
static bool is_right_kind(struct check *c, struct expr *e, struct expr *call, struct symbol *f, const char *what)
{
    if (f->is_iter == (e->kind == E_ITER))
        return true;
    if (f->is_iter) {
        error_at(c->u, call->begin, call->end, "'%s' is an async generator, which gives no result but values", f->name);
        hint(c->u, "go over them with await_each (T x, %s(...)) { ... }, or hold it with open_iter", f->name);
    } else {
        error_at(c->u, call->begin, call->end, "'%s' is no generator", f->name);
        if (f->is_async)
            hint(c->u, "await(%s(...)) gives its result; what %s goes over is declared async_iter(T)", f->name, what);
        else
            hint(c->u, "what %s goes over is declared async_iter(T)", what);
    }
    return false;
}

/* Refuses what is no call of an async function; false after a message. */
static bool is_async_call(struct check *c, struct expr *e, struct expr *call, const char *what)
{
    struct symbol *f;
    if (call->kind != E_CALL) {
        error_at(c->u, e->begin, e->end, "%s takes a call", what);
        hint(c->u, e->kind != E_ITER ? "write %s(%sf(x))" : "write the call of a generator: f(x)", what, operands_of(e));
        return false;
    }
    f = named_function(call);
    if (f && (f->is_iter || e->kind == E_ITER)) {
        return is_right_kind(c, e, call, f, what);
    } else if (f && !f->is_async) {
        error_at(c->u, call->begin, call->end, "'%s' is no async function", f->name);
        hint(c->u, f->has_body ? "declare it async, or call it without %s" : "call it without %s, or declare it async where it is defined", what);
    } else if (is_undeclared(call)) {
        error_at(c->u, call->begin, call->end, "'%s' is not declared", c->u->tokens.at[call->kids.at[0]->begin].text);
        hint(c->u, "write its declaration, with %s, above this function", e->kind == E_ITER ? "async_iter(T)" : "async");
    } else {
        return true;
    }
    return false;
}

/* A call of the plain symbol does return, to whoever starts the task, and the compiler
 * would leave out what comes then. */
static void refuse_noreturn(struct check *c, size_t begin, size_t end, struct symbol *f)
{
    error_at(c->u, begin, end, "the async function '%s' is declared not to return: the call that starts it does", f->name);
    hint(c->u, "leave that out; a function that never ends needs no return");
}

/* Refuses what is no call of an ordinary function; false after a message. */
static bool is_ordinary_call(struct check *c, struct expr *e, struct expr *call)
{
    struct symbol *f = call->kind == E_CALL ? named_function(call) : NULL;
    if (call->kind != E_CALL) {
        error_at(c->u, e->begin, e->end, "offload takes a call");
        hint(c->u, "write await(offload(f(x)))");
    } else if (f && f->is_async) {
        error_at(c->u, call->begin, call->end, "'%s' is an async function, which needs no thread to wait in", f->name);
        hint(c->u, "write await(%s(...))", f->name);
    } else if (is_undeclared(call)) {
        error_at(c->u, call->begin, call->end, "'%s' is not declared", c->u->tokens.at[call->kids.at[0]->begin].text);
        hint(c->u, "write its declaration above this function");
    } else if (!offload_function(c->u)) {
        error_at(c->u, e->begin, e->end, "offload needs the declarations of <cede/executor.h>");
        hint(c->u, "write #include <cede.h> above");
    } else {
        return true;
    }
    return false;
}

/* The call is made from a function that cedec writes, with arguments of the types that
 * the function's own are. */
static void check_offload(struct check *c, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[0]);
    struct type *t;
    if (!is_ordinary_call(c, e, call))
        return;
    t = called(c, call->kids.at[0]);
    if (t->kind == TY_UNKNOWN) {
        error_at(c->u, call->begin, call->end, "cedec cannot tell the type of the function that is called here");
        hint(c->u, "write a function that makes the call, and offload that");
        return;
    }
    if (t->kind != TY_FUNCTION) {
        error_at(c->u, call->begin, call->end, "what is called here is no function");
        return;
    }
    if (t->variadic || t->no_prototype) {
        error_at(c->u, call->begin, call->end, t->variadic ? "this function takes a variable number of arguments, which an offloaded call cannot"
                                                           : "this function's type does not say what it takes");
        hint(c->u, t->variadic ? "write a function that makes the call, and offload that" : "declare it with its parameters, (void) for none");
        return;
    }
    for (size_t i = 0; i < t->params.n; i++)
        if (has_vla(t->params.at[i].type)) {
            error_at(c->u, call->begin, call->end, "a parameter of an offloaded function cannot have a size that other parameters give");
            hint(c->u, "write a function that takes a pointer to the first element, and offload that");
        }
    check_args(c, call, t);
    check_result(c, call, t);
    for (size_t i = 0; i < call->kids.n; i++)
        check_expr(c, call->kids.at[i]);
}

/* false after a message that says that it is no call of the right kind. */
static bool check_operand(struct check *c, struct expr *e, struct expr *operand, const char *what)
{
    struct expr *call = without_parens(operand);
    struct type *t;
    if (!is_async_call(c, e, call, what))
        return false;
    t = called(c, call->kids.at[0]);
    if (t->kind == TY_UNKNOWN) {
        error_at(c->u, call->begin, call->end, "cedec cannot tell the type of the function that is called here");
        hint(c->u, "put it into a variable of function pointer type, and call that");
        return false;
    }
    if (t->kind != TY_FUNCTION) {
        error_at(c->u, call->begin, call->end, "what is called here is no function");
        return false;
    }
    if (!named_function(call) && t->no_prototype) {
        error_at(c->u, call->begin, call->end, "this function pointer's type does not say what it takes");
        hint(c->u, "declare it with its parameters, (void) for none");
    }
    if (named_function(call) && named_function(call)->is_noreturn)
        refuse_noreturn(c, call->begin, call->end, named_function(call));
    check_args(c, call, t);
    check_result(c, call, t);
    iter_check_arguments(c->u, call, named_function(call), t);
    for (size_t i = 0; i < call->kids.n; i++)
        check_expr(c, call->kids.at[i]);
    return true;
}

static bool one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* &x, an array x, and what is reckoned or picked from them: the local whose address it
 * is, or a compound literal; NULL: neither. */
static struct expr *addressed(struct unit *u, struct expr *e, bool address)
{
    switch (e->kind) {
    case E_PAREN:
    case E_CAST:
        return addressed(u, e->kids.at[0], address);
    case E_UNARY:
        return e->op == '&' ? addressed(u, e->kids.at[0], true) : NULL;
    case E_BINARY:
        for (size_t i = 0; i < 2 && (e->op == '+' || e->op == '-'); i++)
            if (addressed(u, e->kids.at[i], address))
                return addressed(u, e->kids.at[i], address);
        return NULL;
    default:
        break;
    }
    if (!address && type_strip(expr_type(u, e))->kind != TY_ARRAY)
        return NULL;        /* its value */
    switch (e->kind) {
    case E_MEMBER:
        return e->op == '.' ? addressed(u, e->kids.at[0], true) : NULL;
    case E_INDEX:
        return type_strip(expr_type(u, e->kids.at[0]))->kind == TY_ARRAY ? addressed(u, e->kids.at[0], true) : NULL;
    case E_IDENT:
    case E_COMPOUND:
        return e;
    default:
        return NULL;
    }
}

/* The group's statement, where it is one of this function. */
static struct stmt *group_of(struct check *c, struct expr *group)
{
    group = without_parens(group);
    for (struct stmt *s = c->block; s && group->kind == E_IDENT; s = s->parent)
        if (s->kind == S_GROUP && s->sym == group->sym)
            return s;
    return NULL;
}

/* A task outlives the blocks inside its group's, and what lives in them. */
static void check_address(struct check *c, struct stmt *group, struct expr *argument)
{
    struct expr *e = addressed(c->u, argument, false);
    struct stmt *block = !e ? NULL : e->kind == E_COMPOUND ? c->block : e->sym ? e->sym->block : NULL;
    if (!block || block == group->body || (e->sym && (e->sym->kind != SYM_VAR || e->sym->storage == ST_STATIC || e->sym->storage == ST_EXTERN)))
        return;
    for (struct stmt *s = block; s; s = s->parent)
        if (s == group->body) {
            if (e->sym)
                error_at(c->u, argument->begin, argument->end, "the task gets the address of '%s', which is gone before the task has to end", e->sym->name);
            else
                error_at(c->u, argument->begin, argument->end, "the task gets the address of a literal that is gone before the task has to end");
            hint(c->u, "declare it in the group's own block, or outside the group");
            return;
        }
}

static void check_spawn(struct check *c, struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[e->kids.n - 1]);
    struct stmt *group = e->kids.n > 1 && e->op != SP_START ? group_of(c, e->kids.at[0]) : NULL;
    if (!group)
        return;
    if (e->op == SP_INTO)
        check_address(c, group, e->kids.at[1]);
    for (size_t i = 1; call->kind == E_CALL && i < call->kids.n; i++)
        check_address(c, group, call->kids.at[i]);
}

static void check_call(struct check *c, struct expr *e)
{
    static const char *const jumps[] = { "setjmp", "_setjmp", "sigsetjmp", "__sigsetjmp", "__builtin_setjmp", NULL };
    static const char *const allocas[] = { "alloca", "__builtin_alloca", "__builtin_alloca_with_align", NULL };
    struct symbol *f = named_function(e);
    const char *name = c->u->tokens.at[e->kids.at[0]->begin].text;
    iter_check_arguments(c->u, e, f, called(c, e->kids.at[0]));
    if (f && f->is_iter && !e->unevaluated) {
        error_at(c->u, e->begin, e->end, "the async generator '%s' is called without await_each", f->name);
        hint(c->u, "go over its values with await_each (T x, %s(...)) { ... }, or hold it with open_iter", f->name);
    } else if (f && f->is_async && !e->unevaluated) {
        error_at(c->u, e->begin, e->end, "the async function '%s' is called without await", f->name);
        hint(c->u, "write await(%s(...)), or start it as a task with spawn", f->name);
    }
    if (one_of(name, jumps)) {
        error_at(c->u, e->begin, e->end, "setjmp in an async function: longjmp would come back to a C frame that is gone");
        hint(c->u, "put it into an ordinary function");
    }
    if (one_of(name, allocas) && stmt_suspends(c->x->body)) {
        error_at(c->u, e->begin, e->end, "alloca in an async function: its memory is gone after the next await");
        hint(c->u, "use an array of fixed size, or allocate and free it with defer");
    }
}

/* What has a size that only the running program knows. */
static const char *variable_length(struct symbol *vla)
{
    const char *what = vla->kind == SYM_TYPEDEF ? "type" : type_strip(vla->type)->kind == TY_POINTER ? "type of" : "array";
    return intern_format("the variable-length %s '%s'", what, vla->name);
}

static void hint_vla(struct check *c)
{
    hint(c->u, "its size is not known when the frame is laid out: put it into a block that ends before, or give it a fixed size");
}

static void check_expr(struct check *c, struct expr *e)
{
    if (!e)
        return;
    if (lean_refuses_expr(c->u, e))
        return;
    switch (e->kind) {
    case E_AWAIT:
        if (e->offloaded)
            check_offload(c, e);
        else
            check_operand(c, e, e->kids.at[0], "await");
        if (c->vla && !e->unevaluated) {
            error_at(c->u, e->begin, e->end, "an await while %s is in scope", variable_length(c->vla));
            hint_vla(c);
        }
        return;
    case E_ITER:
        error_at(c->u, e->begin, e->end, "open_iter stands only where a variable is declared");
        hint(c->u, "write cede_iter(T) *it = open_iter(f(x)); it is closed at the end of that block");
        return;
    case E_SPAWN:
        for (size_t i = 0; i + 1 < e->kids.n; i++)
            check_expr(c, e->kids.at[i]);
        check_operand(c, e, e->kids.at[e->kids.n - 1], e->name);
        check_spawn(c, e);
        return;
    case E_CALL:
        check_call(c, e);
        break;
    case E_STMT:
        check_stmt(c, e->body);
        return;
    case E_ASSIGN:
        iter_check_types(c->u, expr_type(c->u, e->kids.at[0]), e->kids.at[1]);
        break;
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

/* What a cleanup attribute names is called with the variable's address, and not awaited. */
static void check_cleanup(struct check *c, struct symbol *x)
{
    struct token *t = &c->u->tokens.at[x->cleanup_fn];
    if (x->cleanup_again) {
        error_at(c->u, x->cleanup_begin, x->cleanup_end, "'%s' has two cleanup attributes, and compilers obey one", x->name);
        hint(c->u, "write a function that does both");
    }
    if (t->sym && t->sym->kind == SYM_FUNC && t->sym->is_async) {
        error_at(c->u, x->cleanup_fn, x->cleanup_fn + 1, "the async function '%s' cannot be a cleanup, which nobody awaits", t->text);
        hint(c->u, "write defer { await(%s(&%s)); } behind the declaration", t->text, x->name);
    } else if (t->kind != T_IDENT || (t->sym ? t->sym->kind != SYM_FUNC : strncmp(t->text, "__builtin_", 10) != 0)) {
        error_at(c->u, x->cleanup_fn, x->cleanup_fn + 1, "a cleanup attribute takes the name of a function");
        hint(c->u, "declare it above: void f(T *), called with the variable's address");
    }
}

/* cede_iter(T) *it = open_iter(call); */
static void check_open(struct check *c, struct stmt *s, struct declarator *k)
{
    struct expr *open = without_parens(k->init);
    struct type *t = type_strip(k->sym->type);
    bool ok = !lean_refuses_expr(c->u, open) && check_operand(c, open, open->kids.at[0], "open_iter");
    if (!ok)
        return;
    if (t->kind != TY_POINTER || !type_strip(t->base)->base || type_strip(t->base)->kind != TY_STRUCT) {
        error_at(c->u, k->begin, k->end, "open_iter gives a cede_iter(T) *");
        hint(c->u, "write cede_iter(T) *%s = open_iter(f(x)); with the T of its async_iter(T)", k->sym->name);
    } else if (s->decl->declarators.n > 1 || s->decl->storage == ST_STATIC || !s->parent || s->parent->kind != S_BLOCK) {
        error_at(c->u, k->begin, k->end, "open_iter needs a declaration of its own in a block, whose end closes the generator");
        hint(c->u, "write cede_iter(T) *%s = open_iter(f(x)); alone", k->sym->name);
    }
}

static void check_decl(struct check *c, struct stmt *s)
{
    struct decl *d = s->decl;
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct declarator *k = &d->declarators.at[i];
        if (k->init && without_parens(k->init)->kind == E_ITER) {
            check_open(c, s, k);
        } else if (d->storage == ST_STATIC && expr_suspends(k->init)) {
            error_at(c->u, k->init->begin, k->init->end, "await in the initialiser of a static variable");
            hint(c->u, "it is set before the program starts; assign in a statement of its own");
            continue;
        } else {
            check_expr(c, k->init);
        }
        if (k->init)
            iter_check_types(c->u, k->sym->type, k->init);
        if (has_vla(k->sym->type))
            c->vla = k->sym;
        if (k->sym->has_cleanup)
            check_cleanup(c, k->sym);
    }
}

static void check_constant(struct check *c, struct expr *e, const char *what)
{
    if (!e || !expr_suspends(e))
        return;
    error_at(c->u, e->begin, e->end, "await in %s", what);
}

/* Whether the block's end awaits for it: a defer, or a generator that is held. */
static bool closes(struct stmt *s)
{
    struct expr *init = s->kind == S_DECL && s->decl->declarators.n ? s->decl->declarators.at[0].init : NULL;
    return (s->kind == S_DEFER && stmt_suspends(s->body)) || (init && without_parens(init)->kind == E_ITER);
}

/* A defer that awaits, a group's tasks and held generators are awaited at the block's closing
 * brace, where what was declared behind the defer is still in scope. */
static void check_end_of_block(struct check *c, struct stmt *block)
{
    bool awaits = block->parent && block->parent->kind == S_GROUP && block->parent->body == block;
    struct symbol *vla = c->vla;
    for (size_t i = 0; i < block->list.n; i++)
        awaits |= closes(block->list.at[i]);
    if (!awaits || !vla || vla->block != block)
        return;
    error_at(c->u, (size_t)(vla->place - c->u->tokens.at), (size_t)(vla->place - c->u->tokens.at) + 1,
             "%s is in scope at the end of a block that awaits there", variable_length(vla));
    hint_vla(c);
}

/* The innermost block of these kinds around a statement; NULL: none. */
static struct stmt *block_around(struct stmt *s, enum stmt_kind a, enum stmt_kind b)
{
    struct stmt *from = s;
    for (s = s->parent; s; from = s, s = s->parent)
        if ((s->kind == a || s->kind == b) && s->body == from)
            return s;
    return NULL;
}

/* What yield(v); must not stand in. */
static void check_yield(struct check *c, struct stmt *s)
{
    struct stmt *around = block_around(s, S_GROUP, S_DEFER);
    const char *word = c->u->tokens.at[s->begin].text;
    if (!c->x->sym->is_iter) {
        error_at(c->u, s->begin, s->begin + 1, "%s outside a generator", word);
        hint(c->u, "declare the function async_iter(T), with the type of what it yields; await(cede_yield()) gives way to other tasks");
    } else if (around && around->kind == S_GROUP) {
        error_at(c->u, s->begin, s->begin + 1, "%s in a group: its consumer may leave here, and would have to wait for the tasks", word);
        hint(c->u, "let the tasks put what they find into a queue, and yield it behind the group or in a function that the group awaits");
    } else if (around) {
        error_at(c->u, s->begin, s->begin + 1, "%s in a defer block, which runs when nobody wants values any more", word);
    }
    if (c->vla) {
        error_at(c->u, s->begin, s->begin + 1, "a %s while %s is in scope", word, variable_length(c->vla));
        hint_vla(c);
    }
}

/* await_each (T x, call) */
static void check_each(struct check *c, struct stmt *s)
{
    struct declarator *x = &s->decl->declarators.at[0];
    bool ok = check_operand(c, s->expr, s->expr->kids.at[0], "await_each");
    if (ok && !iter_converts(x->sym->type, expr_type(c->u, s->expr->kids.at[0]))) {
        error_at(c->u, x->begin, x->end, "'%s' has another type than the values of this generator", x->sym->name);
        hint(c->u, "declare it with the T of its async_iter(T)");
    }
    if (x->sym->has_cleanup) {
        error_at(c->u, x->begin, x->end, "the variable of an await_each cannot have a cleanup: each value is assigned to it");
        hint(c->u, "write a defer at the beginning of the body");
    }
    if (x->sym->storage == ST_STATIC || x->sym->storage == ST_EXTERN || x->sym->kind != SYM_VAR) {
        error_at(c->u, x->begin, x->end, "the variable of an await_each is a local of its body");
        hint(c->u, "write await_each (T %s, f(x))", x->sym->name);
    }
    if (c->vla) {
        error_at(c->u, s->begin, s->begin + 1, "an await_each while %s is in scope", variable_length(c->vla));
        hint_vla(c);
    }
}

static void check_list(struct check *c, struct stmt *s)
{
    struct stmt *block = c->block;
    if (s->kind == S_BLOCK || s->kind == S_FOR || s->kind == S_EACH)
        c->block = s;
    check_stmt(c, s->init);
    if (s->kind != S_EACH)
        check_expr(c, s->expr);
    check_expr(c, s->expr2);
    check_expr(c, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        check_expr(c, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        check_stmt(c, s->list.at[i]);
    check_stmt(c, s->body);
    check_stmt(c, s->other);
    if (s->kind == S_BLOCK)
        check_end_of_block(c, s);
    c->block = block;
}

/* with_context binds what CEDE_CONTEXT has declared. */
static void check_context(struct check *c, struct stmt *s)
{
    struct type *t = context_type(c->u, s->expr);
    if (!t) {
        error_at(c->u, s->expr->begin, s->expr->end, "with_context takes the address of a context variable");
        hint(c->u, "declare CEDE_CONTEXT(int, name, 0); at file scope, and write with_context (&name, value)");
    } else if (type_over_aligned(t) || type_has_const_member(t->sym->type->members.at[0].type)) {
        error_at(c->u, s->expr->begin, s->expr->end, "a context variable of %s type cannot be bound in a block",
                 type_over_aligned(t) ? "an over-aligned" : "a partly constant");
        hint(c->u, "let it be a pointer to such an object");
    }
}

static void check_stmt(struct check *c, struct stmt *s)
{
    struct symbol *vla = c->vla;
    bool refused;
    if (!s)
        return;
    refused = lean_refuses_stmt(c->u, s);
    if (s->kind == S_EACH) {
        check_each(c, s);
    } else if (s->decl) {
        check_decl(c, s);
        return;                 /* its variables stay in scope */
    }
    if (s->kind == S_YIELD)
        check_yield(c, s);
    if (s->kind == S_RETURN && c->x->sym->is_iter)
        iter_check_return(c->u, s);
    if (s->kind == S_CASE) {
        check_constant(c, s->expr, "a case label");
        check_constant(c, s->expr2, "a case label");
    }
    if (s->kind == S_ASM)
        for (size_t i = 0; i < s->exprs.n; i++)
            check_constant(c, s->exprs.at[i], "an asm operand");
    if (s->kind == S_GROUP && c->vla) {
        error_at(c->u, s->begin, s->begin + 1, "a group, which awaits its tasks, while %s is in scope", variable_length(c->vla));
        hint_vla(c);
    }
    if (s->kind == S_CONTEXT && !refused)
        check_context(c, s);
    check_list(c, s);
    if (s->kind != S_LABEL && s->kind != S_CASE && s->kind != S_DEFAULT)
        c->vla = vla;
}

/* Attributes that say something about a function's machine code; it has more than
 * one function's, or is not called as the attribute wants. */
static void check_attributes(struct check *c, struct symbol *f)
{
    static const char *const list[] = {
        "alias", "weakref", "ifunc", "naked", "constructor", "destructor", "interrupt", "signal", "target_clones",
        "__alias__", "__weakref__", "__ifunc__", "__naked__", "__constructor__", "__destructor__", "__interrupt__",
        "__signal__", "__target_clones__", NULL
    };
    for (size_t i = 0; i < f->attr_begin.n; i++)
        for (size_t k = f->attr_begin.at[i]; k < f->attr_end.at[i]; k++) {
            struct token *t = &c->u->tokens.at[k];
            if (t->kind != T_IDENT || !one_of(t->text, list))
                continue;
            error_at(c->u, k, k + 1, "an async function cannot have the attribute '%s'", t->text);
            hint(c->u, "give it to an ordinary function, which may start this one as a task");
        }
}

/* An array on some machines, so it cannot be a member that is assigned. */
static bool is_va_list(struct type *t)
{
    t = type_strip(t);
    return t->kind == TY_BUILTIN && strstr(t->name, "va_list");
}

static void check_params(struct check *c, struct external *x)
{
    for (size_t i = 0; i < x->params.n; i++) {
        struct symbol *p = x->params.at[i];
        size_t at = (size_t)(p->place - c->u->tokens.at);
        if (is_incomplete(p->type))
            refuse_incomplete(c, at, at + 1, "this parameter");
        if (is_va_list(p->type)) {
            error_at(c->u, at, at + 1, "a parameter of an async function cannot be a va_list");
            hint(c->u, "pass a pointer to it; it has to outlive the task");
        }
        if (!has_vla(p->type))
            continue;
        error_at(c->u, at, at + 1, "a parameter of an async function cannot have a size that other parameters give");
        hint(c->u, "pass a pointer to the first element");
    }
}

static void check_once(struct check *c, struct external *x)
{
    void **seen = map_at(&c->bodies, x->sym);
    if (*seen)
        error_at(c->u, x->declarator_begin, x->declarator_end, "'%s' is defined twice", x->sym->name);
    *seen = x;
}

static void check_async(struct check *c, struct external *x)
{
    struct type *t = x->sym->type, *result = type_strip(t->base);
    c->x = x;
    c->vla = NULL;
    c->block = NULL;
    lean_check_function(c->u, x);
    check_once(c, x);
    check_attributes(c, x->sym);
    if (strcmp(x->sym->name, "main") == 0) {
        error_at(c->u, x->declarator_begin, x->declarator_end, "main cannot be an async function: nothing would run it");
        hint(c->u, "write int main(void) { return cede_main(f()); } and put this into f");
        return;
    }
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
    if (x->sym->is_iter && (result->kind == TY_VOID || result->kind == TY_FUNCTION)) {
        error_at(c->u, x->spec_begin, x->spec_end, "a generator has to yield something");
        hint(c->u, "write async_iter(T) with the type of its values; an int may be all that is wanted");
        return;
    }
    if ((result->kind == TY_STRUCT || result->kind == TY_UNION) && t->base->kind != TY_TYPEDEF && !result->sym->name)
        refuse_nameless(c, x->spec_begin, x->spec_end);
    if (x->sym->is_noreturn)
        refuse_noreturn(c, x->declarator_begin, x->declarator_end, x->sym);
    if (is_incomplete(result))
        refuse_incomplete(c, x->spec_begin, x->spec_end, "the result");
    check_params(c, x);
    check_stmt(c, x->body);
}

/* ---- the file ------------------------------------------------------------------ */

void async_check(struct unit *u)
{
    struct check c;
    memset(&c, 0, sizeof c);
    c.u = u;
    lean_begin(u);
    for (size_t i = 0; i < u->externals.n; i++) {
        struct external *x = &u->externals.at[i];
        if (x->bad)
            continue;
        int errors = u->errors;
        if (x->kind == X_ASYNC) {
            check_async(&c, x);
            x->bad = u->errors > errors;
        } else if (u->tokens.at[x->begin].file->main) {
            ordinary_check(u, x);
        }
    }
}
