/* ordinary.c: what is not allowed outside of async functions.
 *
 * In:   the tokens of ordinary functions and of declarations, which have no trees.
 * Out:  errors: await and blocks that only an async function can have, and calls of
 *       async functions that nobody would run.
 *
 * What cannot be told from tokens alone is let pass: a call that slips through stops
 * the program with the function's name. */
#include "generate.h"
#include "parse.h"
#include "scope.h"
#include <string.h>

struct skim {
    struct unit *u;
    struct token *t;            /* u->tokens.at */
    size_t begin, end;          /* the declaration or definition looked at */
    size_t body;                /* the function's '{'; end: it is a declaration */
};

static bool one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(name, *list) == 0)
            return true;
    return false;
}

/* ---- calls -------------------------------------------------------------------- */

/* A program may have a function called spawn or detach. */
static bool is_word(struct skim *k, const char *name, const char *const *list)
{
    return one_of(name, list) && !scope_find(k->u->names, name, false);
}

/* Whether the call in these parentheses is run by somebody, or not evaluated at all. */
static bool runs_calls(struct skim *k, const char *name)
{
    static const char *const list[] = {
        "spawn", "spawn_into", "spawn_task", "detach", "cede_spawn", "cede_spawn_into", "cede_spawn_task", "cede_detach",
        "cede_run", "cede_main", "cede_start", "CEDE__ARMED", "cede__arm_push",
        "sizeof", "_Alignof", "__alignof__", "__typeof__", "__typeof", "typeof", "_Generic", NULL
    };
    return is_word(k, name, list);
}

/* An await is refused itself. */
static bool awaits(struct skim *k, const char *name)
{
    static const char *const list[] = { "await", "cede_await", "boxed", "cede_boxed", "offload", "cede_offload", "open_iter", "cede_open_iter", NULL };
    return is_word(k, name, list);
}

/* Words behind which an expression follows. */
static bool begins_expression(const char *name)
{
    static const char *const list[] = { "return", "else", "do", "case", "sizeof", NULL };
    return one_of(name, list);
}

/* The innermost parenthesis around token i that a name stands before; 0: none. Those of
 * `spawn(g, (f(x)))` are one. */
static size_t called_around(struct skim *k, size_t i)
{
    int depth = 0;
    while (i-- > k->begin) {
        int punct = k->t[i].punct;
        if (punct == ')')
            depth++;
        else if (punct == '(' && depth > 0)
            depth--;
        else if (punct == '(' && k->t[i - 1].kind == T_IDENT)
            return i - 1;
        else if (punct == ';' || punct == '{' || punct == '}')
            return 0;
    }
    return 0;
}

static bool is_run(struct skim *k, size_t i)
{
    if (k->t[i - 1].kind == T_IDENT && strcmp(k->t[i - 1].text, "sizeof") == 0)
        return true;
    size_t around = called_around(k, i);
    return around && (runs_calls(k, k->t[around].text) || awaits(k, k->t[around].text));
}

/* Whether `f` in "T f(", "T *f(" is declared there and not called. */
static bool is_declaration(struct skim *k, size_t i)
{
    bool typed = false;
    while (--i > k->begin && (k->t[i].kind == T_IDENT || k->t[i].punct == '*')) {
        if (k->t[i].kind == T_IDENT && begins_expression(k->t[i].text))
            return false;
        typed |= k->t[i].kind == T_IDENT;
    }
    return typed && (k->t[i].punct == ';' || k->t[i].punct == '{' || k->t[i].punct == '}');
}

/* Whether a local or parameter of that name hides the function. */
static bool is_hidden(struct skim *k, const char *name)
{
    for (size_t i = k->begin + 1; i + 1 < k->end; i++) {
        struct token *t = &k->t[i], *before = t - 1, *after = t + 1;
        if (t->kind != T_IDENT || t->text != name)
            continue;
        if (before->kind == T_IDENT ? begins_expression(before->text) : before->punct != '*')
            continue;
        if (after->punct == ')' || after->punct == '=' || after->punct == ';' || after->punct == ',' || after->punct == '[')
            return true;
    }
    return false;
}

/* What token i is followed by, a parenthesis passed by. */
static struct token *behind_parenthesis(struct skim *k, size_t i)
{
    int depth = 0;
    if (k->t[++i].punct != '(')
        return &k->t[i];
    for (; i < k->end; i++) {
        depth += (k->t[i].punct == '(') - (k->t[i].punct == ')');
        if (depth == 0)
            break;
    }
    return &k->t[i + 1];
}

/* Whether the call at token i is the operand that a word starts as a task. */
static bool is_started(struct skim *k, size_t i)
{
    static const char *const into_group[] = { "spawn", "spawn_into", "spawn_task", "cede_spawn", "cede_spawn_into", "cede_spawn_task", NULL };
    static const char *const alone[] = { "detach", "cede_detach", "cede_run", "cede_main", NULL };
    size_t around = called_around(k, i);
    if (!around || behind_parenthesis(k, i)->punct != ')')
        return false;
    return is_word(k, k->t[around].text, into_group) ? k->t[i - 1].punct == ','
                                                     : i == around + 2 && is_word(k, k->t[around].text, alone);
}

static void check_ordinary_call(struct skim *k, size_t i, struct symbol *f)
{
    bool ours = strncmp(f->name, "cede__", 6) == 0;     /* what <cede/macros.h> starts tasks with */
    if (f->kind != SYM_FUNC || ours || !is_started(k, i) || is_hidden(k, f->name))
        return;
    error_at(k->u, i, i + 1, "'%s' is no async function, so it cannot be a task", f->name);
    hint(k->u, "declare it async, or call it as it is");
}

/* cede_main(serve): a function where its call should be. */
static void check_no_call(struct skim *k, size_t i, struct symbol *f)
{
    if (f->kind != SYM_FUNC || !is_started(k, i) || is_hidden(k, f->name))
        return;
    error_at(k->u, i, i + 1, "%s takes a call", k->t[called_around(k, i)].text);
    hint(k->u, "write %s(...)", f->name);
}

/* Whether token i, the name of a generator, is called for something that it does not give. */
static bool is_misused(struct skim *k, size_t i, struct symbol *f)
{
    size_t around = called_around(k, i);
    return f->is_iter && around && runs_calls(k, k->t[around].text);
}

static void check_call(struct skim *k, size_t i)
{
    struct token *t = &k->t[i];
    struct symbol *f = scope_find(k->u->names, t->text, false);
    if (f && t[1].punct == ')')
        check_no_call(k, i, f);
    if (f && !f->is_async && t[1].punct == '(')
        check_ordinary_call(k, i, f);
    if (!f || !f->is_async || t[1].punct != '(' || (t - 1)->punct == '.' || (t - 1)->punct == P_ARROW)
        return;
    if (is_misused(k, i, f)) {
        error_at(k->u, i, i + 1, "'%s' is an async generator, so it cannot be a task", f->name);
        hint(k->u, "start an async function that goes over it with await_each");
        return;
    }
    if (is_run(k, i) || is_declaration(k, i) || is_hidden(k, t->text))
        return;
    if (f->is_iter) {
        error_at(k->u, i, i + 1, "the async generator '%s' is called from an ordinary function", f->name);
        hint(k->u, "declare this function async and go over its values with await_each (T x, %s(...)) { ... }", f->name);
        return;
    }
    error_at(k->u, i, i + 1, "the async function '%s' is called from an ordinary function", f->name);
    hint(k->u, "declare this function async and write await(%s(...)), or start it with spawn or cede_run", f->name);
}

/* ---- keywords ------------------------------------------------------------------- */

/* Whether a statement may begin there. */
static bool begins_statement(struct token *t)
{
    struct token *before = t - 1;
    return before->punct == ';' || before->punct == '{' || before->punct == '}' || before->punct == ')' ||
           before->punct == ':' || (before->kind == T_IDENT && begins_expression(before->text));
}

/* A word that takes a statement, and that nothing else here is called. */
static bool is_block(struct skim *k, size_t i)
{
    static const char *const bare[] = { "defer", "cede_defer", "shield", "cede_shield", NULL };
    static const char *const with_operand[] = {
        "within", "cede_within", "within_until", "cede_within_until", "group", "cede_group_block",
        "await_each", "cede_await_each", "with_context", "cede_with_context", NULL
    };
    struct token *t = &k->t[i];
    if (!begins_statement(t))
        return false;
    if (one_of(t->text, bare))
        return t[1].punct == '{' || t[1].kind == T_IDENT;
    return one_of(t->text, with_operand) && t[1].punct == '(' && behind_parenthesis(k, i)->punct == '{';
}

static void check_keyword(struct skim *k, size_t i)
{
    struct token *t = &k->t[i];
    if (t->sym || scope_find(k->u->names, t->text, false) || i == k->begin)
        return;
    if ((strcmp(t->text, "await") == 0 || strcmp(t->text, "cede_await") == 0) && t[1].punct == '(') {
        if (i < k->body) {
            error_at(k->u, i, i + 1, "await outside a function");
            hint(k->u, "what is set before the program starts cannot wait; assign in an async function");
            return;
        }
        error_at(k->u, i, i + 1, "await outside an async function");
        hint(k->u, "declare the function async, or start a loop with cede_run(f(...))");
    } else if ((strcmp(t->text, "open_iter") == 0 || strcmp(t->text, "cede_open_iter") == 0) && t[1].punct == '(') {
        error_at(k->u, i, i + 1, "%s outside an async function", t->text);
        hint(k->u, "a generator runs as a part of the task that holds it");
    } else if (i > k->body && is_block(k, i)) {
        error_at(k->u, i, i + 1, "%s outside an async function", t->text);
        hint(k->u, "declare the function async");
    }
}

/* ---- a declaration or definition ------------------------------------------------- */

void ordinary_check(struct unit *u, struct external *x)
{
    struct skim k = { u, u->tokens.at, x->begin, x->end, x->kind == X_FUNCTION ? x->body_begin : x->end };
    for (size_t i = x->begin; i < x->end; i++) {
        if (k.t[i].kind != T_IDENT)
            continue;
        check_keyword(&k, i);
        if (i > k.body)
            check_call(&k, i);
    }
}
