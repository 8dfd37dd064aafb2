/* parse_expr.c: expressions of C11 and GNU C, and async C's await and spawn.
 *
 * In:   parse_stmt.c and parse_decl.c ask for an expression of a certain level.
 * Out:  trees of struct expr whose ranges nest; token.sym of the names in them.
 * Always: an operand that is never evaluated, and all in it, is marked so. */
#include "parse_internal.h"

#include <string.h>

/* ---- nodes -------------------------------------------------------------------------- */

static struct expr *new_expr(struct parser *p, enum expr_kind kind, size_t begin)
{
    struct expr *e = NEW(struct expr);
    e->kind = kind;
    e->begin = begin;
    e->end = begin;
    e->unevaluated = p->unevaluated > 0;
    return e;
}

static void add_kid(struct parser *p, struct expr *e, struct expr *kid)
{
    if (kid->height + 1 > e->height)
        e->height = parse_height(p, kid->height + 1, e->begin);
    VEC_PUSH(&e->kids, kid);
}

static struct expr *end(struct parser *p, struct expr *e)
{
    e->end = p->prev_end;
    return e;
}

static struct expr *with_kid(struct parser *p, enum expr_kind kind, size_t begin, int op, struct expr *kid)
{
    struct expr *e = new_expr(p, kind, begin);
    e->op = op;
    add_kid(p, e, kid);
    return end(p, e);
}

/* ---- operands that turn out not to be evaluated ----------------------------------------- */

static void mark_stmt(struct stmt *s);

/* What lies in a marked node is marked already, so marking is linear over all. */
static void mark(struct expr *e)
{
    if (!e || e->unevaluated)
        return;
    e->unevaluated = true;
    for (size_t i = 0; i < e->kids.n; i++)
        mark(e->kids.at[i]);
    mark_stmt(e->body);
}

static void mark_stmt(struct stmt *s)
{
    if (!s)
        return;
    mark(s->expr);
    mark(s->expr2);
    mark(s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        mark(s->exprs.at[i]);
    mark_stmt(s->init);
    mark_stmt(s->body);
    mark_stmt(s->other);
    for (size_t i = 0; i < s->list.n; i++)
        mark_stmt(s->list.at[i]);
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        mark(s->decl->declarators.at[i].init);
}

/* All kids from 1 on but the chosen one; nothing where it is not known which. */
static void mark_unchosen(struct expr *e)
{
    for (size_t i = 1; e->chosen && i < e->kids.n; i++)
        if ((int)i != e->chosen)
            mark(e->kids.at[i]);
}

/* ---- primary expressions ------------------------------------------------------------------ */

struct symbol *parse_resolve(struct parser *p)
{
    struct symbol *sym = p->name->ordinary ? p->name->ordinary->sym : NULL;
    p->t[p->pos].sym = sym;
    return sym;
}

static struct expr *identifier(struct parser *p)
{
    struct expr *e = new_expr(p, E_IDENT, p->pos);
    e->sym = parse_resolve(p);
    e->name = p->name->text;
    parse_advance(p);
    return end(p, e);
}

static struct expr *literal(struct parser *p, enum expr_kind kind)
{
    struct expr *e = new_expr(p, kind, p->pos);
    parse_advance(p);
    while (kind == E_STRING && p->t[p->pos].kind == T_STRING)
        parse_advance(p);
    return end(p, e);
}

static void operand_type(struct parser *p, struct expr *e)
{
    struct type *t = parse_type_name(p);
    VEC_PUSH(&e->types, t);
}

static void open_parenthesis(struct parser *p)
{
    parse_advance(p);
    parse_expect(p, '(', "'('");
}

static void close_parenthesis(struct parser *p)
{
    parse_expect(p, ')', "')'");
}

/* type: expression, or default: expression */
static bool association(struct parser *p, struct expr *e)
{
    struct type *t = NULL;
    bool is_default = parse_word(p) == W_DEFAULT;
    if (is_default)
        parse_advance(p);
    else
        t = parse_type_name(p);
    parse_expect(p, ':', "':'");
    VEC_PUSH(&e->types, t);
    add_kid(p, e, parse_assignment(p));
    return parse_accept(p, ',');
}

static bool type_known(struct type *t)
{
    t = type_strip(t);
    while (t->kind == TY_POINTER || t->kind == TY_ARRAY || t->kind == TY_FUNCTION)
        t = type_strip(t->base);
    return t->kind != TY_UNKNOWN && t->kind != TY_AUTO;
}

/* The association that a control of this type selects, as a kid's index; 0: not known. */
static int choose(struct type *control, struct expr *e)
{
    int otherwise = 0;
    if (!type_known(control))
        return 0;
    for (size_t i = 0; i < e->types.n; i++) {
        struct type *t = e->types.at[i];
        if (!t)
            otherwise = (int)i + 1;
        else if (!type_known(t))
            return 0;
        else if (type_same(control, t))
            return (int)i + 1;
    }
    return otherwise;
}

static struct expr *generic(struct parser *p)
{
    struct expr *e = new_expr(p, E_GENERIC, p->pos);

    open_parenthesis(p);
    p->unevaluated++;
    struct expr *control = parse_assignment(p);
    p->unevaluated--;
    add_kid(p, e, control);
    parse_expect(p, ',', "','");
    while (association(p, e))
        continue;
    close_parenthesis(p);
    struct type *t = type_unqualified(type_decay(type_strip(expr_type(p->u, control))));
    e->chosen = choose(t, e);
    mark_unchosen(e);
    return end(p, e);
}

static struct expr *choose_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_CHOOSE, p->pos);
    long long value;

    open_parenthesis(p);
    p->unevaluated++;
    add_kid(p, e, parse_assignment(p));
    p->unevaluated--;
    for (int i = 0; i < 2; i++) {
        parse_expect(p, ',', "','");
        add_kid(p, e, parse_assignment(p));
    }
    close_parenthesis(p);
    if (expr_constant(p->u, e->kids.at[0], &value))
        e->chosen = value ? 1 : 2;
    mark_unchosen(e);
    return end(p, e);
}

/* __builtin_va_arg(list, type), __builtin_convertvector(vector, type) */
static struct expr *va_arg_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_VA_ARG, p->pos);
    e->name = p->name->text;
    open_parenthesis(p);
    add_kid(p, e, parse_assignment(p));
    parse_expect(p, ',', "','");
    e->type = parse_type_name(p);
    close_parenthesis(p);
    return end(p, e);
}

/* __builtin_bit_cast(type, value) */
static struct expr *bit_cast_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_VA_ARG, p->pos);
    e->name = p->name->text;
    open_parenthesis(p);
    e->type = parse_type_name(p);
    parse_expect(p, ',', "','");
    add_kid(p, e, parse_assignment(p));
    close_parenthesis(p);
    return end(p, e);
}

/* member (. member | [ index ])* */
static void offsetof_members(struct parser *p, struct expr *e)
{
    if (!parse_at_name(p))
        parse_expected(p, "a member");
    parse_advance(p);
    for (;;) {
        if (parse_accept(p, '.') || parse_accept(p, P_ARROW)) {
            if (!parse_at_name(p))
                parse_expected(p, "a member");
            parse_advance(p);
        } else if (parse_accept(p, '[')) {
            p->unevaluated--;           /* an index is a value */
            add_kid(p, e, parse_expression(p));
            p->unevaluated++;
            parse_expect(p, ']', "']'");
        } else {
            return;
        }
    }
}

static struct type *size_type(struct parser *p)
{
    struct symbol *sym = scope_find(p->names, intern_string("size_t"), false);
    if (!sym || sym->kind != SYM_TYPEDEF)
        return type_basic(TY_ULONG);
    struct type *t = type_new(TY_TYPEDEF, sym->type);
    t->sym = sym;
    return t;
}

static struct expr *new_builtin(struct parser *p, struct type *value)
{
    struct expr *e = new_expr(p, E_BUILTIN, p->pos);
    e->name = p->name->text;
    e->type = value;
    open_parenthesis(p);
    p->unevaluated++;
    return e;
}

static struct expr *end_builtin(struct parser *p, struct expr *e)
{
    p->unevaluated--;
    close_parenthesis(p);
    return end(p, e);
}

static struct expr *offsetof_expr(struct parser *p)
{
    struct expr *e = new_builtin(p, size_type(p));
    operand_type(p, e);
    parse_expect(p, ',', "','");
    offsetof_members(p, e);
    return end_builtin(p, e);
}

static struct expr *types_compatible(struct parser *p)
{
    struct expr *e = new_builtin(p, type_basic(TY_INT));
    operand_type(p, e);
    parse_expect(p, ',', "','");
    operand_type(p, e);
    return end_builtin(p, e);
}

/* __builtin_has_attribute(type or expression, attribute) */
static struct expr *has_attribute(struct parser *p)
{
    struct expr *e = new_builtin(p, type_basic(TY_INT));
    if (parse_type_begins(p, p->pos))
        operand_type(p, e);
    else
        add_kid(p, e, parse_assignment(p));
    parse_expect(p, ',', "','");
    parse_advance(p);
    if (parse_at(p, '('))
        parse_skip_group(p);
    return end_builtin(p, e);
}

/* ---- await and spawn ------------------------------------------------------------------------ */

static void need_parentheses(struct parser *p)
{
    if (!parse_next_is(p, '('))
        parse_fail(p, p->pos, p->pos + 1, intern_format("write %s(…)", p->name->text),
                   "expected '(' behind '%s'", p->name->text);
}

/* call, boxed(call) */
static void callee_operand(struct parser *p, struct expr *e)
{
    e->boxed = parse_word(p) == W_BOXED && parse_next_is(p, '(');
    if (e->boxed)
        open_parenthesis(p);
    add_kid(p, e, parse_assignment(p));
    if (e->boxed)
        close_parenthesis(p);
}

static struct expr *with_iter_type(struct parser *p, struct expr *e)
{
    e->type = type_new(TY_POINTER, type_iter(p->u, type_unqualified(expr_type(p->u, e->kids.at[0]))));
    return end(p, e);
}

struct expr *parse_iterated(struct parser *p)
{
    struct expr *e = new_expr(p, E_ITER, p->pos);
    callee_operand(p, e);
    return with_iter_type(p, e);
}

/* open_iter(call) */
static struct expr *open_iter_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_ITER, p->pos);
    need_parentheses(p);
    open_parenthesis(p);
    callee_operand(p, e);
    close_parenthesis(p);
    return with_iter_type(p, e);
}

/* await(call), await(boxed(call)), await(offload(call)) */
static struct expr *await_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_AWAIT, p->pos);
    if (p->constant && p->unevaluated == p->constant_unevaluated)
        parse_fail(p, p->pos, p->pos + 1, "put it into a variable above", "await in %s", p->constant);
    need_parentheses(p);
    open_parenthesis(p);
    e->offloaded = parse_word(p) == W_OFFLOAD && parse_next_is(p, '(');
    if (e->offloaded)
        open_parenthesis(p);
    callee_operand(p, e);
    if (e->offloaded)
        close_parenthesis(p);
    close_parenthesis(p);
    return end(p, e);
}

/* boxed, offload */
static void refuse_alone(struct parser *p, const char *word)
{
    if (parse_next_is(p, '('))
        parse_fail(p, p->pos, p->pos + 1, intern_format("write await(%s(f(x)))", word), "%s stands only around the call in an await", word);
}

/* How many operands stand before the call. */
static int operands_before(int op)
{
    return op == SP_INTO ? 2 : op == SP_SPAWN || op == SP_TASK || op == SP_START ? 1 : 0;
}

static struct expr *spawn_expr(struct parser *p, enum spawn_op op)
{
    struct expr *e = new_expr(p, E_SPAWN, p->pos);
    e->op = op;
    e->name = p->name->text;
    need_parentheses(p);
    open_parenthesis(p);
    for (int i = operands_before(op); i > 0; i--) {
        add_kid(p, e, parse_assignment(p));
        if (!parse_at(p, ','))
            parse_fail(p, e->begin, p->pos + 1, op == SP_INTO    ? "spawn_into(group, &result, call(…))"
                                                : op == SP_START ? "cede_start(&block, call(…))"
                                                                 : "spawn(group, call(…))",
                       "'%s' needs %d more operand%s", e->name, i, i > 1 ? "s" : "");
        parse_advance(p);
    }
    add_kid(p, e, parse_assignment(p));
    close_parenthesis(p);
    return end(p, e);
}

/* ---- parentheses ------------------------------------------------------------------------------ */

/* The body's innermost statement is its own: a break in it leaves a loop around all of this. */
static struct expr *statement_expr(struct parser *p)
{
    struct expr *e = new_expr(p, E_STMT, p->pos);
    if (!p->in_body)
        parse_expected(p, "a constant");
    parse_advance(p);
    e->body = parse_block(p);
    e->height = parse_height(p, e->body->height + 1, e->begin);
    close_parenthesis(p);
    return end(p, e);
}

static struct expr *parenthesized(struct parser *p)
{
    if (parse_next_is(p, '{'))
        return statement_expr(p);
    size_t begin = p->pos;
    parse_advance(p);
    struct expr *kid = parse_expression(p);
    close_parenthesis(p);
    return with_kid(p, E_PAREN, begin, 0, kid);
}

static struct expr *name_expr(struct parser *p)
{
    switch (parse_word(p)) {
    case W_GENERIC: return generic(p);
    case W_CHOOSE: return choose_expr(p);
    case W_VA_ARG: case W_CONVERTVECTOR: return va_arg_expr(p);
    case W_BIT_CAST: return bit_cast_expr(p);
    case W_OFFSETOF: return offsetof_expr(p);
    case W_TYPES_COMPATIBLE: return types_compatible(p);
    case W_HAS_ATTRIBUTE: return has_attribute(p);
    case W_AWAIT: return await_expr(p);
    case W_OPEN_ITER: return open_iter_expr(p);
    case W_BOXED: refuse_alone(p, "boxed"); break;
    case W_OFFLOAD: refuse_alone(p, "offload"); break;
    case W_SPAWN: return spawn_expr(p, SP_SPAWN);
    case W_SPAWN_INTO: return spawn_expr(p, SP_INTO);
    case W_SPAWN_TASK: return spawn_expr(p, SP_TASK);
    case W_DETACH: return spawn_expr(p, SP_DETACH);
    case W_START: return spawn_expr(p, SP_START);
    case W_RUN: return spawn_expr(p, SP_RUN);
    case W_MAIN: return spawn_expr(p, SP_MAIN);
    default: break;
    }
    if (!parse_at_name(p) || parse_type_begins(p, p->pos))
        parse_expected(p, "an expression");
    return identifier(p);
}

static struct expr *primary(struct parser *p)
{
    switch (p->t[p->pos].kind) {
    case T_IDENT: return name_expr(p);
    case T_NUMBER: return literal(p, E_NUMBER);
    case T_CHAR: return literal(p, E_CHAR);
    case T_STRING: return literal(p, E_STRING);
    default: break;
    }
    if (!parse_at(p, '('))
        parse_expected(p, "an expression");
    return parenthesized(p);
}

/* ---- postfix ------------------------------------------------------------------------------------ */

static bool is_constant_p(const struct expr *callee)
{
    return callee->kind == E_IDENT && !callee->sym && !strcmp(callee->name, "__builtin_constant_p");
}

static struct expr *call(struct parser *p, struct expr *callee)
{
    struct expr *e = new_expr(p, E_CALL, callee->begin);
    bool unevaluated = is_constant_p(callee);

    add_kid(p, e, callee);
    parse_advance(p);
    p->unevaluated += unevaluated;
    if (!parse_at(p, ')'))
        do
            add_kid(p, e, parse_assignment(p));
        while (parse_accept(p, ','));
    p->unevaluated -= unevaluated;
    parse_expect(p, ')', "')' behind the arguments");
    return end(p, e);
}

static struct expr *subscript(struct parser *p, struct expr *array)
{
    struct expr *e = new_expr(p, E_INDEX, array->begin);
    add_kid(p, e, array);
    parse_advance(p);
    add_kid(p, e, parse_expression(p));
    parse_expect(p, ']', "']'");
    return end(p, e);
}

static struct expr *member(struct parser *p, struct expr *of, int op)
{
    parse_advance(p);
    if (!parse_at_name(p))
        parse_expected(p, "a member");
    const char *name = p->name->text;
    parse_advance(p);
    struct expr *e = with_kid(p, E_MEMBER, of->begin, op, of);
    e->name = name;
    return e;
}

static struct expr *step(struct parser *p, struct expr *e, int op)
{
    parse_advance(p);
    return with_kid(p, E_POSTFIX, e->begin, op, e);
}

static struct expr *postfixes(struct parser *p, struct expr *e)
{
    for (;;) {
        if (p->t[p->pos].kind != T_PUNCT)
            return e;
        switch (p->t[p->pos].punct) {
        case '(': e = call(p, e); break;
        case '[': e = subscript(p, e); break;
        case '.': e = member(p, e, '.'); break;
        case P_ARROW: e = member(p, e, P_ARROW); break;
        case P_INC: e = step(p, e, P_INC); break;
        case P_DEC: e = step(p, e, P_DEC); break;
        default: return e;
        }
    }
}

/* ---- unary and cast ------------------------------------------------------------------------------- */

static struct expr *cast(struct parser *p);

static bool at_type_in_parentheses(const struct parser *p)
{
    return parse_at(p, '(') && parse_type_begins(p, parse_next(p, p->pos));
}

static struct type *type_in_parentheses(struct parser *p)
{
    parse_advance(p);
    struct type *t = parse_type_name(p);
    close_parenthesis(p);
    return t;
}

static struct expr *initialiser_list(struct parser *p);

/* Behind "(type)" at `begin`: a compound literal, with what is behind it, … */
static struct expr *compound(struct parser *p, size_t begin, struct type *t)
{
    struct expr *e = with_kid(p, E_COMPOUND, begin, 0, initialiser_list(p));
    e->type = t;
    return end(p, e);
}

/* … or a cast. */
static struct expr *cast_or_compound(struct parser *p)
{
    size_t begin = p->pos;
    struct type *t = type_in_parentheses(p);
    if (parse_at(p, '{'))
        return postfixes(p, compound(p, begin, t));
    struct expr *e = with_kid(p, E_CAST, begin, 0, cast(p));
    e->type = t;
    return e;
}

/* sizeof and _Alignof, of a type or an expression that is not evaluated */
static struct expr *size_expr(struct parser *p, int op)
{
    struct expr *e = new_expr(p, E_SIZEOF, p->pos);
    size_t begin;
    struct type *t = NULL;

    e->op = op;
    parse_advance(p);
    begin = p->pos;
    if (at_type_in_parentheses(p))
        t = type_in_parentheses(p);
    if (t && !parse_at(p, '{')) {
        e->type = t;
        return end(p, e);
    }
    p->unevaluated++;
    add_kid(p, e, t ? postfixes(p, compound(p, begin, t)) : cast(p));
    p->unevaluated--;
    return end(p, e);
}

static struct expr *unary(struct parser *p, enum expr_kind kind, int op)
{
    size_t begin = p->pos;
    parse_advance(p);
    return with_kid(p, kind, begin, op, cast(p));
}

/* &&label */
static struct expr *label_address(struct parser *p)
{
    struct expr *e = new_expr(p, E_LABEL, p->pos);
    parse_advance(p);
    e->name = parse_label(p);
    return end(p, e);
}

/* An identifier's or literal's range stays its one token. */
static struct expr *extension(struct parser *p)
{
    size_t begin = p->pos;
    parse_advance(p);
    struct expr *e = cast(p);
    if (e->kind != E_IDENT && e->kind != E_NUMBER && e->kind != E_CHAR && e->kind != E_STRING)
        e->begin = begin;
    return e;
}

static struct expr *unary_word(struct parser *p)
{
    switch (parse_word(p)) {
    case W_SIZEOF: return size_expr(p, 's');
    case W_ALIGNOF: return size_expr(p, 'a');
    case W_SOFT_ALIGNOF: return parse_next_is(p, '(') ? size_expr(p, 'a') : postfixes(p, primary(p));
    case W_REAL: return unary(p, E_UNARY, 'r');
    case W_IMAG: return unary(p, E_UNARY, 'i');
    case W_EXTENSION: return extension(p);
    default: return postfixes(p, primary(p));
    }
}

static struct expr *unary_or_primary(struct parser *p)
{
    const struct token *t = &p->t[p->pos];
    if (t->kind != T_PUNCT)
        return unary_word(p);
    switch (t->punct) {
    case '&': case '*': case '+': case '-': case '~': case '!': return unary(p, E_UNARY, t->punct);
    case P_INC: case P_DEC: return unary(p, E_PREFIX, t->punct);
    case P_AND: return label_address(p);
    default: return at_type_in_parentheses(p) ? cast_or_compound(p) : postfixes(p, primary(p));
    }
}

/* Every level of nesting passes through here. */
static struct expr *cast(struct parser *p)
{
    parse_enter(p);
    struct expr *e = unary_or_primary(p);
    parse_leave(p);
    return e;
}

/* ---- binary operators ------------------------------------------------------------------------------ */

/* How tightly an operator binds; 0: it is none. */
static int precedence(const struct token *t)
{
    if (t->kind != T_PUNCT)
        return 0;
    switch (t->punct) {
    case '*': case '/': case '%': return 10;
    case '+': case '-': return 9;
    case P_SHL: case P_SHR: return 8;
    case '<': case '>': case P_LE: case P_GE: return 7;
    case P_EQ: case P_NE: return 6;
    case '&': return 5;
    case '^': return 4;
    case '|': return 3;
    case P_AND: return 2;
    case P_OR: return 1;
    default: return 0;
    }
}

static enum expr_kind binary_kind(int op)
{
    return op == P_AND ? E_AND : op == P_OR ? E_OR : E_BINARY;
}

/* Operators that bind at least as tightly as `least`. */
static struct expr *binary(struct parser *p, int least)
{
    struct expr *left = cast(p);
    for (;;) {
        const struct token *t = &p->t[p->pos];
        int level = precedence(t);
        if (level < least || level == 0)
            return left;
        struct expr *e = new_expr(p, binary_kind(t->punct), left->begin);
        e->op = t->punct;
        add_kid(p, e, left);
        parse_advance(p);
        add_kid(p, e, binary(p, level + 1));
        left = end(p, e);
    }
}

/* The arms that follow "condition ?"; GNU: the first may be missing. */
static struct expr *arms(struct parser *p, struct expr *condition)
{
    struct expr *e = new_expr(p, E_COND, condition->begin);
    add_kid(p, e, condition);
    parse_enter(p);
    parse_advance(p);
    if (!parse_at(p, ':'))
        add_kid(p, e, parse_expression(p));
    parse_expect(p, ':', "':'");
    add_kid(p, e, parse_conditional(p));
    parse_leave(p);
    return end(p, e);
}

struct expr *parse_conditional(struct parser *p)
{
    struct expr *e = binary(p, 1);
    return parse_at(p, '?') ? arms(p, e) : e;
}

struct expr *parse_constant(struct parser *p, const char *what)
{
    const char *around = p->constant;
    int unevaluated = p->constant_unevaluated;
    p->constant = what;
    p->constant_unevaluated = p->unevaluated;
    struct expr *e = parse_assignment(p);
    p->constant = around;
    p->constant_unevaluated = unevaluated;
    return e;
}

static bool at_assignment(const struct parser *p)
{
    const struct token *t = &p->t[p->pos];
    return t->kind == T_PUNCT && (t->punct == '=' || (t->punct >= P_MUL_EQ && t->punct <= P_OR_EQ));
}

/* What stands on the left is not checked to be an lvalue: the compiler will. */
struct expr *parse_assignment(struct parser *p)
{
    struct expr *left = parse_conditional(p);
    if (!at_assignment(p))
        return left;
    struct expr *e = new_expr(p, E_ASSIGN, left->begin);
    e->op = p->t[p->pos].punct;
    add_kid(p, e, left);
    parse_advance(p);
    parse_enter(p);
    add_kid(p, e, parse_assignment(p));
    parse_leave(p);
    return end(p, e);
}

struct expr *parse_expression(struct parser *p)
{
    struct expr *left = parse_assignment(p);
    while (parse_at(p, ',')) {
        struct expr *e = new_expr(p, E_COMMA, left->begin);
        add_kid(p, e, left);
        parse_advance(p);
        add_kid(p, e, parse_assignment(p));
        left = end(p, e);
    }
    return left;
}

/* ---- initialisers --------------------------------------------------------------------------------------- */

/* [index], [from ... to], .member */
static void designator(struct parser *p, struct expr *e)
{
    if (parse_accept(p, '.')) {
        if (!parse_at_name(p))
            parse_expected(p, "a member");
        parse_advance(p);
        return;
    }
    parse_advance(p);
    add_kid(p, e, parse_conditional(p));
    if (parse_accept(p, P_ELLIPSIS))
        add_kid(p, e, parse_conditional(p));
    parse_expect(p, ']', "']'");
}

static struct expr *designated(struct parser *p)
{
    struct expr *e = new_expr(p, E_DESIGNATED, p->pos);
    while (parse_at(p, '.') || parse_at(p, '['))
        designator(p, e);
    parse_accept(p, '=');               /* GNU C once did without */
    add_kid(p, e, parse_initialiser(p));
    return end(p, e);
}

/* member: value, of old GNU C */
static struct expr *old_designated(struct parser *p)
{
    struct expr *e = new_expr(p, E_DESIGNATED, p->pos);
    parse_advance(p);
    parse_advance(p);
    add_kid(p, e, parse_initialiser(p));
    return end(p, e);
}

static struct expr *element(struct parser *p)
{
    if (parse_at(p, '.') || parse_at(p, '['))
        return designated(p);
    if (parse_at_name(p) && parse_next_is(p, ':'))
        return old_designated(p);
    return parse_initialiser(p);
}

static struct expr *initialiser_list(struct parser *p)
{
    struct expr *e = new_expr(p, E_LIST, p->pos);
    parse_enter(p);
    parse_advance(p);
    while (!parse_at(p, '}')) {
        add_kid(p, e, element(p));
        if (!parse_accept(p, ',') && !parse_at(p, '}'))
            parse_expected(p, "',' or '}'");
    }
    parse_advance(p);
    parse_leave(p);
    return end(p, e);
}

struct expr *parse_initialiser(struct parser *p)
{
    return parse_at(p, '{') ? initialiser_list(p) : parse_assignment(p);
}
