/* interp.c: an interpreter of expressions, with functions, lists and loops.
 *
 *     interp FILE...
 *
 *     fn fib(n) = if n < 2 then n else fib(n - 1) + fib(n - 2);
 *     let xs = [1, 2, 3]; xs[0] + len(xs);
 *     let n = 3; while n > 0 do { print("n = ", n); n = n - 1 };
 *
 * Everything is an expression. The value of each at the top is printed, unless it is
 * nothing; an error is told with its line, and ends its file.
 *
 * In:   bytes. lexer -> tokens -> parser -> tree -> eval.
 * Out:  text.
 * Always:
 *   1. a value that is a list or a string belongs to the interpreter, which frees all
 *      of them at the end of the file;
 *   2. after an error no more is evaluated, and every function returns at once;
 *   3. steps are counted, so a program that does not end is ended. */
#include "stream.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- memory ----------------------------------------------------------------------- */

struct block {
    struct block *older;
    _Alignas(16) char bytes[];
};

struct interp {
    struct input in;
    struct output out;
    struct block *blocks;
    unsigned line;
    char error[100];                /* "": none */
    long steps;
    int depth;
    struct token *token;            /* the one that is looked at */
    struct variable *globals;
    struct function *functions;
};

enum { MOST_STEPS = 20000, MOST_DEPTH = 60, NAME_BYTES = 32 };

static void *get(struct interp *p, size_t n)
{
    struct block *b = calloc(1, sizeof *b + n);
    if (!b)
        abort();
    b->older = p->blocks;
    p->blocks = b;
    return b->bytes;
}

static void release(struct interp *p)
{
    while (p->blocks) {
        struct block *older = p->blocks->older;
        free(p->blocks);
        p->blocks = older;
    }
}

static void fail(struct interp *p, unsigned line, const char *format, ...)
{
    va_list args;
    int n;
    if (p->error[0])
        return;
    n = snprintf(p->error, sizeof p->error, "line %u: ", line);
    va_start(args, format);
    vsnprintf(p->error + n, sizeof p->error - (size_t)n, format, args);
    va_end(args);
}

/* ---- tokens --------------------------------------------------------------------------- */

enum token_kind { T_END, T_NUMBER, T_TEXT, T_NAME, T_MARK };

struct token {
    enum token_kind kind;
    unsigned line;
    double number;
    char *text;                     /* T_TEXT, T_NAME, T_MARK */
};

static int is_letter(int c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static async void skip_blank(struct interp *p)
{
    int c;
    while ((c = await(input_peek(&p->in))) == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '#') {
        if (c == '#') {
            while ((c = await(input_peek(&p->in))) != '\n' && c != EOF)
                await(input_get(&p->in));
            continue;
        }
        p->line += c == '\n';
        await(input_get(&p->in));
    }
}

/* Up to the first byte that does not belong to it. */
static async char *lex_while(struct interp *p, int (*belongs)(int), int (*or)(int))
{
    char *text = get(p, NAME_BYTES);
    for (int n = 0;; ) {
        int c = await(input_peek(&p->in));
        if (!belongs(c) && !or(c))
            return text;
        await(input_get(&p->in));
        if (n < NAME_BYTES - 1)
            text[n++] = (char)c;
    }
}

static int is_point(int c)
{
    return c == '.';
}

static async char *lex_text(struct interp *p)
{
    size_t n = 0, cap = 16;
    char *text = get(p, cap);
    int c;
    while ((c = await(input_get(&p->in))) != '"') {
        if (c == EOF || c == '\n') {
            fail(p, p->line, "a text does not end");
            break;
        }
        if (c == '\\') {
            switch (c = await(input_get(&p->in))) {
            case 'n': c = '\n'; break;
            case 't': c = '\t'; break;
            case '"': case '\\': break;
            default: fail(p, p->line, "unknown escape");
            }
        }
        if (n + 1 == cap) {
            char *larger = get(p, cap *= 2);
            text = memcpy(larger, text, n);
        }
        text[n++] = (char)c;
    }
    return text;
}

/* One byte, or two where they belong together. */
static async char *lex_mark(struct interp *p)
{
    static const char *const pairs[] = { "==", "!=", "<=", ">=" };
    char *text = get(p, 3);
    text[0] = (char)await(input_get(&p->in));
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (text[0] == pairs[i][0] && await(input_peek(&p->in)) == pairs[i][1]) {
            text[1] = (char)await(input_get(&p->in));
            return text;
        }
    if (!strchr("+-*/%^<>=()[]{},;", text[0]))
        fail(p, p->line, "a character that means nothing: '%c'", text[0]);
    return text;
}

static async struct token *lex(struct interp *p)
{
    struct token *t = get(p, sizeof *t);
    int c;
    await(skip_blank(p));
    t->line = p->line;
    c = await(input_peek(&p->in));
    if (c == EOF) {
        t->text = "the end";
    } else if (is_digit(c)) {
        t->kind = T_NUMBER;
        t->number = strtod(t->text = await(lex_while(p, is_digit, is_point)), NULL);
    } else if (is_letter(c)) {
        t->kind = T_NAME;
        t->text = await(lex_while(p, is_letter, is_digit));
    } else if (c == '"') {
        await(input_get(&p->in));
        t->kind = T_TEXT;
        t->text = await(lex_text(p));
    } else {
        t->kind = T_MARK;
        t->text = await(lex_mark(p));
    }
    return t;
}

static async void next(struct interp *p)
{
    p->token = await(lex(p));
}

static int looks_at(struct interp *p, const char *text)
{
    return (p->token->kind == T_NAME || p->token->kind == T_MARK) && strcmp(p->token->text, text) == 0;
}

static async int accept(struct interp *p, const char *text)
{
    if (p->error[0] || !looks_at(p, text))
        return 0;
    await(next(p));
    return 1;
}

static async void expect(struct interp *p, const char *text)
{
    if (!await(accept(p, text)))
        fail(p, p->token->line, "'%s' is missing before '%s'", text, p->token->text);
}

/* ---- the tree -------------------------------------------------------------------------------- */

enum node_kind { N_NUMBER, N_TEXT, N_LIST, N_NAME, N_CALL, N_INDEX, N_UNARY, N_BINARY, N_AND, N_OR, N_IF, N_WHILE,
                 N_LET, N_SET, N_BLOCK };

struct node {
    enum node_kind kind;
    unsigned line;
    double number;
    const char *text;               /* a name, or what an operator looks like */
    struct node *a, *b, *c;
    struct node *first, *next;      /* parts of a list, call or block; the next part */
};

struct function {
    const char *name;
    const char *params[4];
    int count;
    struct node *body;
    struct function *older;
};

static struct node *node_new(struct interp *p, enum node_kind kind, const char *text)
{
    struct node *n = get(p, sizeof *n);
    n->kind = kind;
    n->line = p->token->line;
    n->text = text;
    return n;
}

static async struct node *parse(struct interp *p);

/* Parts up to the mark that closes them. */
static async struct node *parse_parts(struct interp *p, const char *between, const char *closing)
{
    struct node *first = NULL, **end = &first;
    while (!p->error[0] && !looks_at(p, closing)) {
        *end = await(parse(p));
        end = &(*end)->next;
        if (!await(accept(p, between)))
            break;
    }
    await(expect(p, closing));
    return first;
}

static async struct node *parse_name(struct interp *p)
{
    struct node *n = node_new(p, N_NAME, p->token->text);
    await(next(p));
    if (await(accept(p, "("))) {
        n->kind = N_CALL;
        n->first = await(parse_parts(p, ",", ")"));
    }
    return n;
}

static async struct node *parse_if(struct interp *p)
{
    struct node *n = node_new(p, N_IF, "if");
    n->a = await(parse(p));
    await(expect(p, "then"));
    n->b = await(parse(p));
    if (await(accept(p, "else")))
        n->c = await(parse(p));
    return n;
}

static async struct node *parse_while(struct interp *p)
{
    struct node *n = node_new(p, N_WHILE, "while");
    n->a = await(parse(p));
    await(expect(p, "do"));
    n->b = await(parse(p));
    return n;
}

static async struct node *parse_let(struct interp *p)
{
    struct node *n = node_new(p, N_LET, p->token->text);
    if (p->token->kind != T_NAME)
        fail(p, n->line, "let needs a name");
    await(next(p));
    await(expect(p, "="));
    n->a = await(parse(p));
    return n;
}

static async struct node *parse_primary(struct interp *p)
{
    struct token *t = p->token;
    struct node *n = node_new(p, N_NUMBER, t->text);
    if (t->kind == T_NUMBER || t->kind == T_TEXT) {
        n->kind = t->kind == T_TEXT ? N_TEXT : N_NUMBER;
        n->number = t->number;
        await(next(p));
        return n;
    }
    if (await(accept(p, "("))) {
        n = await(parse(p));
        await(expect(p, ")"));
        return n;
    }
    if (looks_at(p, "[") || looks_at(p, "{")) {
        int list = looks_at(p, "[");
        n->kind = list ? N_LIST : N_BLOCK;
        await(next(p));
        n->first = await(parse_parts(p, list ? "," : ";", list ? "]" : "}"));
        return n;
    }
    if (t->kind == T_NAME)
        return await(accept(p, "if")) ? await(parse_if(p)) : await(accept(p, "while")) ? await(parse_while(p))
             : await(accept(p, "let")) ? await(parse_let(p)) : await(parse_name(p));
    fail(p, t->line, "an expression is missing before '%s'", t->text);
    return n;
}

static async struct node *parse_postfix(struct interp *p)
{
    struct node *n = await(parse_primary(p));
    while (await(accept(p, "["))) {
        struct node *index = node_new(p, N_INDEX, "[");
        index->a = n;
        index->b = await(parse(p));
        await(expect(p, "]"));
        n = index;
    }
    return n;
}

static async struct node *parse_unary(struct interp *p)
{
    struct node *n;
    if (!looks_at(p, "-") && !looks_at(p, "not"))
        return await(parse_postfix(p));
    n = node_new(p, N_UNARY, p->token->text);
    await(next(p));
    n->a = await(parse_unary(p));
    return n;
}

/* What binds tighter has a greater number; ^ is grouped from the right. */
static int binding(struct interp *p)
{
    static const char *const levels[][7] = {
        { "or" }, { "and" }, { "==", "!=", "<", ">", "<=", ">=" }, { "+", "-" }, { "*", "/", "%" }, { "^" }
    };
    for (int level = 0; level < 6; level++)
        for (int i = 0; levels[level][i]; i++)
            if (looks_at(p, levels[level][i]))
                return level + 1;
    return 0;
}

static async struct node *parse_binary(struct interp *p, int least)
{
    struct node *n = await(parse_unary(p));
    for (int level; !p->error[0] && (level = binding(p)) >= least && level > 0; ) {
        struct node *operator = node_new(p, level == 1 ? N_OR : level == 2 ? N_AND : N_BINARY, p->token->text);
        await(next(p));
        operator->a = n;
        operator->b = await(parse_binary(p, level + (level < 6)));
        n = operator;
    }
    return n;
}

static async struct node *parse(struct interp *p)
{
    struct node *n, *set;
    if (p->depth == MOST_DEPTH)
        fail(p, p->token->line, "nested too deeply");
    if (p->error[0])
        return node_new(p, N_BLOCK, "");
    p->depth++;
    n = await(parse_binary(p, 1));
    if ((n->kind == N_NAME || n->kind == N_INDEX) && looks_at(p, "=")) {
        set = node_new(p, N_SET, "=");
        await(next(p));
        set->a = n;
        set->b = await(parse(p));
        n = set;
    }
    p->depth--;
    return n;
}

static async void parse_function(struct interp *p)
{
    struct function *f = get(p, sizeof *f);
    f->name = p->token->text;
    await(next(p));
    await(expect(p, "("));
    while (p->token->kind == T_NAME && f->count < 4) {
        f->params[f->count++] = p->token->text;
        await(next(p));
        if (!await(accept(p, ",")))
            break;
    }
    await(expect(p, ")"));
    await(expect(p, "="));
    f->older = p->functions;
    p->functions = f;               /* before its body is evaluated: it may call itself */
    f->body = await(parse(p));
}

/* ---- values ------------------------------------------------------------------------------------- */

enum value_kind { V_NOTHING, V_NUMBER, V_TEXT, V_LIST };

struct value {
    enum value_kind kind;
    union {
        double number;
        const char *text;
        struct list *list;
    };
};

struct list {
    size_t n, cap;
    struct value *at;
};

struct variable {
    const char *name;
    struct value value;
    struct variable *older;
};

static struct value number(double x)
{
    return (struct value){ .kind = V_NUMBER, .number = x };
}

static struct value text(const char *s)
{
    return (struct value){ .kind = V_TEXT, .text = s };
}

static struct value nothing(void)
{
    return (struct value){ .kind = V_NOTHING };
}

static int is_true(struct value v)
{
    switch (v.kind) {
    case V_NUMBER: return v.number != 0;
    case V_TEXT: return v.text[0] != 0;
    case V_LIST: return v.list->n > 0;
    default: return 0;
    }
}

static void push(struct interp *p, struct list *l, struct value v)
{
    if (l->n == l->cap) {
        struct value *larger = get(p, (l->cap = l->cap ? 2 * l->cap : 4) * sizeof v);
        if (l->n)
            memcpy(larger, l->at, l->n * sizeof v);
        l->at = larger;
    }
    l->at[l->n++] = v;
}

static async void print(struct interp *p, struct value v, int inside)
{
    char digits[40];
    switch (v.kind) {
    case V_NUMBER:
        snprintf(digits, sizeof digits, "%.10g", v.number);
        await(output_text(&p->out, digits));
        break;
    case V_TEXT:
        await(output_text(&p->out, inside ? "\"" : ""));
        await(output_text(&p->out, v.text));
        await(output_text(&p->out, inside ? "\"" : ""));
        break;
    case V_LIST:
        for (size_t i = 0; i < v.list->n; i++) {
            await(output_text(&p->out, i ? ", " : "["));
            await(print(p, v.list->at[i], 1));
        }
        await(output_text(&p->out, v.list->n ? "]" : "[]"));
        break;
    default:
        await(output_text(&p->out, "nothing"));
    }
}

static async int compare(struct value a, struct value b)
{
    if (a.kind != b.kind)
        return a.kind < b.kind ? -1 : 1;
    if (a.kind == V_NUMBER)
        return (a.number > b.number) - (a.number < b.number);
    if (a.kind == V_TEXT)
        return (strcmp(a.text, b.text) > 0) - (strcmp(a.text, b.text) < 0);
    for (size_t i = 0; a.kind == V_LIST && i < a.list->n && i < b.list->n; i++) {
        int order = await(compare(a.list->at[i], b.list->at[i]));
        if (order)
            return order;
    }
    return a.kind != V_LIST ? 0 : (a.list->n > b.list->n) - (a.list->n < b.list->n);
}

/* ---- evaluation ------------------------------------------------------------------------------------ */

static async struct value eval(struct interp *p, const struct node *n, struct variable **scope);

static struct variable *variable(struct interp *p, const char *name, struct variable *scope)
{
    struct variable *v = scope;
    while (v && strcmp(v->name, name) != 0)
        v = v->older;
    for (v = v ? v : p->globals; v && strcmp(v->name, name) != 0; )
        v = v->older;
    return v;
}

static void declare(struct interp *p, struct variable **scope, const char *name, struct value value)
{
    struct variable *v = get(p, sizeof *v);
    *v = (struct variable){ name, value, *scope };
    *scope = v;
}

/* The element that an index names; null after a message. */
static async struct value *element(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value list = await(eval(p, n->a, scope)), index = await(eval(p, n->b, scope));
    if (p->error[0])
        return NULL;
    if (list.kind != V_LIST || index.kind != V_NUMBER) {
        fail(p, n->line, "only a list has elements, and a number says which");
        return NULL;
    }
    if (index.number < 0 || index.number >= (double)list.list->n) {
        fail(p, n->line, "there is no element %g", index.number);
        return NULL;
    }
    return &list.list->at[(size_t)index.number];
}

static struct value join(struct interp *p, struct value a, struct value b)
{
    if (a.kind == V_TEXT) {
        size_t n = strlen(a.text);
        char *s = get(p, n + strlen(b.text) + 1);
        memcpy(s, a.text, n);
        strcpy(s + n, b.text);
        return text(s);
    }
    struct list *l = get(p, sizeof *l);
    for (size_t i = 0; i < a.list->n; i++)
        push(p, l, a.list->at[i]);
    for (size_t i = 0; i < b.list->n; i++)
        push(p, l, b.list->at[i]);
    return (struct value){ .kind = V_LIST, .list = l };
}

static double remainder_of(double a, double b)
{
    return a - b * floor(a / b);
}

static struct value arithmetic(struct interp *p, const struct node *n, double a, double b)
{
    switch (n->text[0]) {
    case '+': return number(a + b);
    case '-': return number(a - b);
    case '*': return number(a * b);
    case '^': return number(pow(a, b));
    default:
        if (b == 0)
            fail(p, n->line, "division by zero");
        return b == 0 ? nothing() : number(n->text[0] == '/' ? a / b : remainder_of(a, b));
    }
}

static async struct value binary(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value a = await(eval(p, n->a, scope)), b = await(eval(p, n->b, scope));
    if (p->error[0])
        return nothing();
    if (strchr("=!<>", n->text[0])) {
        int order = await(compare(a, b)), or_equal = n->text[1] == '=';
        switch (n->text[0]) {
        case '=': return number(order == 0);
        case '!': return number(order != 0);
        case '<': return number(order < 0 || (or_equal && order == 0));
        default: return number(order > 0 || (or_equal && order == 0));
        }
    }
    if (a.kind == V_NUMBER && b.kind == V_NUMBER)
        return arithmetic(p, n, a.number, b.number);
    if (n->text[0] == '+' && a.kind == b.kind && a.kind != V_NOTHING)
        return join(p, a, b);
    fail(p, n->line, "'%s' of what has no '%s'", n->text, n->text);
    return nothing();
}

static async struct value call(struct interp *p, const struct node *n, struct variable **scope)
{
    const struct function *f = p->functions;
    const struct node *arg = n->first;
    struct variable *locals = NULL;
    struct value result;
    while (f && strcmp(f->name, n->text) != 0)
        f = f->older;
    if (!f) {
        fail(p, n->line, "no function '%s'", n->text);
        return nothing();
    }
    for (int i = 0; i < f->count; i++, arg = arg->next) {
        if (!arg) {
            fail(p, n->line, "%s takes %d", n->text, f->count);
            return nothing();
        }
        declare(p, &locals, f->params[i], await(eval(p, arg, scope)));
    }
    if (p->depth++ == MOST_DEPTH)
        fail(p, n->line, "%s calls too deeply", n->text);
    result = await(eval(p, f->body, &locals));
    p->depth--;
    return result;
}

static async struct value print_all(struct interp *p, const struct node *n, struct variable **scope)
{
    for (const struct node *arg = n->first; arg && !p->error[0]; arg = arg->next)
        await(print(p, await(eval(p, arg, scope)), 0));
    await(output_put(&p->out, '\n'));
    return nothing();
}

static async struct value length(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value v = n->first ? await(eval(p, n->first, scope)) : nothing();
    if (v.kind == V_LIST)
        return number((double)v.list->n);
    return v.kind == V_TEXT ? number((double)strlen(v.text)) : nothing();
}

/* map(f, list): f by name. */
static async struct value map(struct interp *p, const struct node *n, struct variable **scope)
{
    struct list *l = get(p, sizeof *l);
    struct value from = n->first && n->first->next ? await(eval(p, n->first->next, scope)) : nothing();
    if (from.kind != V_LIST || n->first->kind != N_NAME) {
        fail(p, n->line, "map takes a function's name and a list");
        return nothing();
    }
    for (size_t i = 0; i < from.list->n && !p->error[0]; i++) {
        struct variable *locals = NULL;
        struct node element = { .kind = N_NAME, .text = "element", .line = n->line };
        struct node apply = { .kind = N_CALL, .text = n->first->text, .line = n->line, .first = &element };
        declare(p, &locals, "element", from.list->at[i]);
        push(p, l, await(call(p, &apply, &locals)));
    }
    return (struct value){ .kind = V_LIST, .list = l };
}

static const struct builtin {
    const char *name;
    async struct value (*run)(struct interp *p, const struct node *n, struct variable **scope);
} builtins[] = { { "print", print_all }, { "len", length }, { "map", map } };

static async struct value call_any(struct interp *p, const struct node *n, struct variable **scope)
{
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (strcmp(builtins[i].name, n->text) == 0)
            return await(builtins[i].run(p, n, scope));
    return await(call(p, n, scope));
}

static async struct value set(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value v = await(eval(p, n->b, scope)), *at;
    struct variable *x = n->a->kind == N_NAME ? variable(p, n->a->text, *scope) : NULL;
    at = n->a->kind == N_INDEX ? await(element(p, n->a, scope)) : x ? &x->value : NULL;
    if (at && !p->error[0])
        *at = v;
    else
        fail(p, n->line, "'%s' is not there", n->a->text);
    return v;
}

static async struct value block(struct interp *p, const struct node *n, struct variable **scope)
{
    struct variable *inner = *scope;
    struct value last = nothing();
    for (const struct node *part = n->first; part && !p->error[0]; part = part->next)
        last = await(eval(p, part, &inner));
    return last;
}

static async struct value loop(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value last = nothing();
    while (is_true(await(eval(p, n->a, scope))) && !p->error[0])
        last = await(eval(p, n->b, scope));
    return last;
}

static async struct value list(struct interp *p, const struct node *n, struct variable **scope)
{
    struct list *l = get(p, sizeof *l);
    for (const struct node *part = n->first; part; part = part->next)
        push(p, l, await(eval(p, part, scope)));
    return (struct value){ .kind = V_LIST, .list = l };
}

static async struct value unary(struct interp *p, const struct node *n, struct variable **scope)
{
    struct value v = await(eval(p, n->a, scope));
    if (n->text[0] == 'n')
        return number(!is_true(v));
    if (v.kind != V_NUMBER)
        fail(p, n->line, "'-' of no number");
    return number(-v.number);
}

static async struct value eval(struct interp *p, const struct node *n, struct variable **scope)
{
    struct variable *x;
    struct value *at, v;
    if (p->steps++ == MOST_STEPS)
        fail(p, n->line, "this takes too long");
    if (p->steps % 64 == 0)
        await(cede_yield());
    if (p->error[0])
        return nothing();
    switch (n->kind) {
    case N_NUMBER: return number(n->number);
    case N_TEXT: return text(n->text);
    case N_LIST: return await(list(p, n, scope));
    case N_CALL: return await(call_any(p, n, scope));
    case N_UNARY: return await(unary(p, n, scope));
    case N_BINARY: return await(binary(p, n, scope));
    case N_SET: return await(set(p, n, scope));
    case N_BLOCK: return await(block(p, n, scope));
    case N_WHILE: return await(loop(p, n, scope));
    case N_INDEX: return (at = await(element(p, n, scope))) ? *at : nothing();
    case N_AND: return number(is_true(await(eval(p, n->a, scope))) && is_true(await(eval(p, n->b, scope))));
    case N_OR: return number(is_true(await(eval(p, n->a, scope))) || is_true(await(eval(p, n->b, scope))));
    case N_IF:
        return is_true(await(eval(p, n->a, scope))) ? await(eval(p, n->b, scope)) : n->c ? await(eval(p, n->c, scope)) : nothing();
    case N_LET:
        declare(p, scope, n->text, v = await(eval(p, n->a, scope)));
        return v;
    case N_NAME:
        break;
    }
    if ((x = variable(p, n->text, *scope)))
        return x->value;
    fail(p, n->line, "no variable '%s'", n->text);
    return nothing();
}

/* ---- the program -------------------------------------------------------------------------------------- */

static async void run(struct interp *p)
{
    await(next(p));
    while (!p->error[0] && p->token->kind != T_END) {
        if (await(accept(p, "fn"))) {
            await(parse_function(p));
        } else {
            struct value v = await(eval(p, await(parse(p)), &p->globals));
            if (v.kind != V_NOTHING && !p->error[0]) {
                await(print(p, v, 1));
                await(output_put(&p->out, '\n'));
            }
        }
        if (p->token->kind != T_END)
            await(expect(p, ";"));
    }
}

static async int run_file(const char *path)
{
    struct interp p = { .in = { .file = fopen(path, "rb") }, .out = { .file = stdout }, .line = 1 };
    int bad;
    if (!p.in.file) {
        perror(path);
        return 1;
    }
    await(run(&p));
    bad = p.error[0] != 0;
    if (bad) {
        await(output_text(&p.out, p.error));
        await(output_put(&p.out, '\n'));
    }
    await(output_flush(&p.out));
    fclose(p.in.file);
    release(&p);
    return bad;
}

static async int interp(int argc, char **argv)
{
    int bad = 0;
    for (int i = 1; i < argc; i++)
        bad |= await(run_file(argv[i]));
    return bad;
}

int main(int argc, char **argv)
{
    return cede_run(interp(argc, argv));
}
