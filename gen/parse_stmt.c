/* parse_stmt.c: statements of C11 and GNU C, and async C's: defer, within, shield, group,
 * await_each, yield.
 *
 * In:   parse.c gives an async function's body, parse_expr.c a statement expression's.
 * Out:  trees of struct stmt with parents, ranges and symbols.
 * Always: a scope is left with the statement that opened it; symbol.block says which
 * one that is. */
#include "parse_internal.h"

static struct stmt *statement(struct parser *p);

/* ---- nodes ------------------------------------------------------------------------------ */

static struct stmt *new_stmt(struct parser *p, enum stmt_kind kind)
{
    struct stmt *s = NEW(struct stmt);
    s->kind = kind;
    s->begin = p->pos;
    s->parent = p->parent;
    return s;
}

static unsigned max(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

static unsigned above_expr(const struct expr *e)
{
    return e ? e->height + 1 : 0;
}

static unsigned above_stmt(const struct stmt *s)
{
    return s ? s->height + 1 : 0;
}

static unsigned height_of(const struct stmt *s)
{
    unsigned h = max(above_expr(s->expr), max(above_expr(s->expr2), above_expr(s->inc)));
    h = max(h, max(above_stmt(s->init), max(above_stmt(s->body), above_stmt(s->other))));
    for (size_t i = 0; i < s->exprs.n; i++)
        h = max(h, above_expr(s->exprs.at[i]));
    for (size_t i = 0; i < s->list.n; i++)
        h = max(h, above_stmt(s->list.at[i]));
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        h = max(h, above_expr(s->decl->declarators.at[i].init));
    return h;
}

static struct stmt *end(struct parser *p, struct stmt *s)
{
    s->end = p->prev_end;
    s->height = parse_height(p, height_of(s), s->begin);
    return s;
}

/* ---- blocks -------------------------------------------------------------------------------- */

/* A node of its own for each pragma between the last token and the current one. */
static void pragmas(struct parser *p, struct stmt *block)
{
    for (size_t i = p->prev_end; i < p->pos; i++) {
        struct stmt *s = new_stmt(p, S_PRAGMA);
        s->begin = i;
        s->end = i + 1;
        VEC_PUSH(&block->list, s);
    }
}

static struct stmt *declaration(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_DECL);
    struct stmt *outer = p->parent;
    p->parent = s;
    s->decl = parse_declaration(p);
    p->parent = outer;
    return end(p, s);
}

static bool at_label(const struct parser *p)
{
    enum word w = parse_word(p);
    return w == W_CASE || w == W_DEFAULT || (parse_at_name(p) && parse_next_is(p, ':'));
}

/* "name name": the first must be meant as a type. */
static bool at_two_names(const struct parser *p)
{
    size_t next = parse_next(p, p->pos);
    return parse_at_name(p) && !p->name->ordinary && parse_word(p) == W_NONE && p->t[next].kind == T_IDENT &&
           parse_word_at(p, next) == W_NONE;
}

static bool at_declaration(const struct parser *p)
{
    if (at_label(p))
        return false;
    if (parse_attribute_begins(p))
        return parse_declaration_begins(p, parse_past_attributes(p, p->pos));
    return parse_declaration_begins(p, p->pos) || at_two_names(p);
}

static struct stmt *static_assertion(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_STATIC_ASSERT);
    parse_static_assert(p, s);
    return end(p, s);
}

static bool at_static_assert(const struct parser *p)
{
    enum word w = parse_word(p);
    return w == W_STATIC_ASSERT || (w == W_SOFT_STATIC_ASSERT && parse_next_is(p, '('));
}

const char *parse_label(struct parser *p)
{
    struct token *t = &p->t[p->pos];
    if (!parse_at_name(p))
        parse_expected(p, "a label");
    parse_advance(p);
    for (size_t i = p->local_labels.n; i-- > 0; )
        if (p->local_labels.at[i].from == t->text)
            return t->text = p->local_labels.at[i].to;
    return t->text;
}

/* __label__ a, b; */
static struct stmt *local_labels(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_LOCAL_LABELS);
    do {
        struct local_label l;
        parse_advance(p);
        l.from = p->t[p->pos].text;
        l.to = intern_format("%s__cede_%d", l.from, (int)p->pos);
        VEC_PUSH(&p->local_labels, l);
        parse_label(p);
    } while (parse_at(p, ','));
    parse_expect(p, ';', "';'");
    return end(p, s);
}

static struct stmt *block_item(struct parser *p)
{
    if (at_static_assert(p))
        return static_assertion(p);
    if (parse_word(p) == W_LOCAL_LABEL)
        return local_labels(p);
    return at_declaration(p) ? declaration(p) : statement(p);
}

struct stmt *parse_block(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_BLOCK);
    struct stmt *parent = p->parent, *block = p->block;
    size_t labels = p->local_labels.n;

    parse_enter(p);
    p->parent = p->block = s;
    scope_enter(p->names);
    parse_expect(p, '{', "'{'");
    for (;;) {
        pragmas(p, s);
        if (parse_at(p, '}'))
            break;
        if (p->t[p->pos].kind == T_EOF)
            parse_fail(p, s->begin, s->begin + 1, NULL, "this '{' is never closed");
        struct stmt *item = block_item(p);
        VEC_PUSH(&s->list, item);
    }
    parse_advance(p);
    scope_leave(p->names);
    p->local_labels.n = labels;
    p->parent = parent;
    p->block = block;
    parse_leave(p);
    return end(p, s);
}

/* ---- labels ---------------------------------------------------------------------------------- */

static struct stmt *label(struct parser *p)
{
    enum word w = parse_word(p);
    struct stmt *s = new_stmt(p, w == W_CASE ? S_CASE : w == W_DEFAULT ? S_DEFAULT : S_LABEL);
    struct attributes ignored = { .aligned = false };

    p->parent = s;
    if (s->kind == S_LABEL)
        s->name = parse_label(p);
    else
        parse_advance(p);
    if (s->kind == S_CASE) {
        s->expr = parse_conditional(p);
        if (parse_accept(p, P_ELLIPSIS))
            s->expr2 = parse_conditional(p);
    }
    parse_expect(p, ':', "':'");
    if (s->kind == S_LABEL && parse_word(p) == W_ATTRIBUTE && !parse_declaration_begins(p, parse_past_attributes(p, p->pos)))
        parse_attributes(p, &ignored);
    return s;
}

/* The S_NULL that a label labels where no statement follows it. */
static struct stmt *nothing(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_NULL);
    s->begin = s->end = p->prev_end;
    return s;
}

/* A row of labels nests one in the other; long ones (tables of cases) must not make
 * the parser recurse. */
static struct stmt *labelled(struct parser *p)
{
    struct stmt *outer = p->parent, *first = NULL, *last = NULL;

    while (at_label(p)) {
        struct stmt *s = label(p);
        if (last)
            last->body = s;
        else
            first = s;
        last = s;
    }
    if (parse_at(p, '}') || at_static_assert(p) || at_declaration(p))
        last->body = nothing(p);
    else
        last->body = statement(p);
    for (struct stmt *s = last; s != outer; s = s->parent)
        end(p, s);
    p->parent = outer;
    return first;
}

/* ---- the statements of C ------------------------------------------------------------------------ */

static void semicolon(struct parser *p)
{
    parse_expect(p, ';', "';'");
}

static struct expr *in_parentheses(struct parser *p)
{
    parse_expect(p, '(', "'('");
    struct expr *e = parse_expression(p);
    parse_expect(p, ')', "')'");
    return e;
}

/* else belongs to the nearest if, within, group or await_each. */
static void other_part(struct parser *p, struct stmt *s)
{
    if (parse_word(p) != W_ELSE)
        return;
    parse_advance(p);
    s->other = statement(p);
}

static void if_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    s->expr = in_parentheses(p);
    s->body = statement(p);
    other_part(p, s);
}

static void while_or_switch(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    s->expr = in_parentheses(p);
    s->body = statement(p);
}

static void do_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    s->body = statement(p);
    if (parse_word(p) != W_WHILE)
        parse_expected(p, "'while'");
    parse_advance(p);
    s->expr = in_parentheses(p);
    semicolon(p);
}

static struct stmt *simple_statement(struct parser *p);

static void for_statement(struct parser *p, struct stmt *s)
{
    struct stmt *block = p->block;

    parse_advance(p);
    scope_enter(p->names);
    p->block = s;
    parse_expect(p, '(', "'('");
    s->init = at_declaration(p) ? declaration(p) : simple_statement(p);
    if (!parse_at(p, ';'))
        s->expr = parse_expression(p);
    semicolon(p);
    if (!parse_at(p, ')'))
        s->inc = parse_expression(p);
    parse_expect(p, ')', "')'");
    s->body = statement(p);
    scope_leave(p->names);
    p->block = block;
}

static void goto_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    if (parse_accept(p, '*')) {
        s->expr = parse_expression(p);
    } else {
        s->name = parse_label(p);
    }
    semicolon(p);
}

static void return_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    if (!parse_at(p, ';'))
        s->expr = parse_expression(p);
    semicolon(p);
}

static void jump(struct parser *p)
{
    parse_advance(p);
    semicolon(p);
}

/* ---- asm ------------------------------------------------------------------------------------------ */

/* [name] "constraint" (operand) */
static void asm_operand(struct parser *p, struct stmt *s)
{
    if (parse_at(p, '['))
        parse_skip_group(p);
    while (p->t[p->pos].kind == T_STRING)
        parse_advance(p);
    struct expr *e = in_parentheses(p);
    VEC_PUSH(&s->exprs, e);
}

static void asm_part(struct parser *p, struct stmt *s, int part)
{
    if (part == 1 || part == 2)
        asm_operand(p, s);
    else if (parse_at_name(p))              /* a label */
        parse_label(p);
    else if (p->t[p->pos].kind == T_STRING) /* a clobber */
        parse_advance(p);
    else
        parse_expected(p, "')'");
}

/* asm quals ("text" : outputs : inputs : clobbers : labels); op 'g': it may jump to labels */
static void asm_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    for (; p->name && !parse_at(p, '('); parse_advance(p))
        if (parse_word(p) == W_GOTO)
            s->op = 'g';
    parse_expect(p, '(', "'('");
    parse_conditional(p);
    for (int part = 0; !parse_at(p, ')'); ) {
        if (parse_accept(p, ':'))
            part++;
        else if (parse_accept(p, P_COLONCOLON))
            part += 2;
        else if (!parse_accept(p, ','))
            asm_part(p, s, part);
    }
    parse_advance(p);
    semicolon(p);
}

/* ---- async C's statements -------------------------------------------------------------------------- */

static void need_parenthesis(struct parser *p, const char *word)
{
    if (!parse_at(p, '('))
        parse_fail(p, p->pos, p->pos + 1, NULL, "expected '(' behind '%s'", word);
}

static void within_statement(struct parser *p, struct stmt *s)
{
    const char *word = p->name->text;
    s->op = parse_word(p) == W_WITHIN_UNTIL ? 'u' : 0;
    parse_advance(p);
    need_parenthesis(p, word);
    s->expr = in_parentheses(p);
    s->body = statement(p);
    other_part(p, s);
}

/* defer, shield */
static void prefix_statement(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    s->body = statement(p);
}

static struct type *group_type(struct parser *p)
{
    struct symbol *sym = scope_find(p->names, intern_string("cede_group"), false);
    struct type *t = type_basic(TY_UNKNOWN);
    if (sym && sym->kind == SYM_TYPEDEF) {
        t = type_new(TY_TYPEDEF, sym->type);
        t->sym = sym;
    }
    return type_new(TY_POINTER, t);
}

static struct symbol *group_symbol(struct parser *p, struct token *t)
{
    struct symbol *sym = parse_symbol(p, SYM_VAR, t->text, t);
    sym->type = group_type(p);
    t->sym = sym;
    return sym;
}

static void group_statement(struct parser *p, struct stmt *s)
{
    const char *word = p->name->text;
    parse_advance(p);
    need_parenthesis(p, word);
    parse_advance(p);
    if (!parse_at_name(p))
        parse_fail(p, p->pos, p->pos + 1, "group (g) { … } declares cede_group *g",
                   "expected the name of the group");
    struct token *g = &p->t[p->pos];
    parse_advance(p);
    if (parse_accept(p, ','))
        s->expr = parse_assignment(p);
    parse_expect(p, ')', "')'");
    s->sym = group_symbol(p, g);
    scope_enter(p->names);
    scope_bind(p->names, s->sym, false);
    s->body = statement(p);
    other_part(p, s);
    scope_leave(p->names);
}

/* yield(value); */
static void yield_statement(struct parser *p, struct stmt *s)
{
    const char *word = p->name->text;
    parse_advance(p);
    need_parenthesis(p, word);
    s->expr = in_parentheses(p);
    semicolon(p);
}

/* await_each (T x, call) body else other */
static void each_statement(struct parser *p, struct stmt *s)
{
    const char *word = p->name->text;
    struct stmt *block = p->block;
    struct specifiers specifiers;
    struct declared d;

    parse_advance(p);
    need_parenthesis(p, word);
    parse_advance(p);
    s->decl = NEW(struct decl);
    parse_specifiers(p, &specifiers);
    s->decl->spec_begin = specifiers.begin;
    s->decl->spec_end = specifiers.end;
    parse_declarator(p, specifiers.type, NAMED, &d);
    if (!parse_at(p, ','))
        parse_fail(p, p->pos, p->pos + 1, "await_each (T x, call(…)) { … }", "expected ',' and the call of a generator behind '%s'", d.name);
    parse_advance(p);
    s->expr = parse_iterated(p);
    parse_expect(p, ')', "')'");
    scope_enter(p->names);
    p->block = s;
    struct declarator x = { parse_declare(p, &specifiers, &d), d.begin, d.end, NULL };
    if (type_strip(x.sym->type)->kind == TY_AUTO)
        parse_deduce(p, x.sym, s->expr->kids.at[0]);
    VEC_PUSH(&s->decl->declarators, x);
    s->body = statement(p);
    other_part(p, s);
    scope_leave(p->names);
    p->block = block;
}

/* with_context (&var, value) body */
static void context_statement(struct parser *p, struct stmt *s)
{
    const char *word = p->name->text;
    parse_advance(p);
    need_parenthesis(p, word);
    parse_advance(p);
    s->expr = parse_assignment(p);
    parse_expect(p, ',', "','");
    s->expr2 = parse_assignment(p);
    parse_expect(p, ')', "')'");
    s->body = statement(p);
}

/* ---- any statement --------------------------------------------------------------------------------- */

/* A variable called group hides the keyword: what comes before '{' was a call then. */
static void expect_end(struct parser *p, const struct stmt *s)
{
    const struct token *t = &p->t[s->begin];
    int word = t->kind == T_IDENT ? name_of(p->names, t->text)->word : W_NONE;
    if (parse_at(p, '{') && word >= W_DEFER)
        parse_fail(p, s->begin, s->begin + 1, "use the keyword with its prefix cede_, or rename the other",
                   "'%s' is the name of something else here, so no keyword", t->text);
    if (!parse_accept(p, ';'))
        parse_expected(p, "';'");
}

/* An expression, or nothing, and ';' */
static struct stmt *simple_statement(struct parser *p)
{
    struct stmt *s = new_stmt(p, parse_at(p, ';') ? S_NULL : S_EXPR);
    struct stmt *outer = p->parent;
    p->parent = s;
    if (s->kind == S_EXPR)
        s->expr = parse_expression(p);
    expect_end(p, s);
    p->parent = outer;
    return end(p, s);
}

static const struct { enum word word; enum stmt_kind kind; void (*parse)(struct parser *, struct stmt *); } forms[] = {
    { W_IF, S_IF, if_statement },
    { W_WHILE, S_WHILE, while_or_switch },
    { W_SWITCH, S_SWITCH, while_or_switch },
    { W_DO, S_DO, do_statement },
    { W_FOR, S_FOR, for_statement },
    { W_GOTO, S_GOTO, goto_statement },
    { W_RETURN, S_RETURN, return_statement },
    { W_ASM, S_ASM, asm_statement },
    { W_SOFT_ASM, S_ASM, asm_statement },
    { W_DEFER, S_DEFER, prefix_statement },
    { W_SHIELD, S_SHIELD, prefix_statement },
    { W_WITHIN, S_WITHIN, within_statement },
    { W_WITHIN_UNTIL, S_WITHIN, within_statement },
    { W_GROUP, S_GROUP, group_statement },
    { W_YIELD, S_YIELD, yield_statement },
    { W_EACH, S_EACH, each_statement },
    { W_CONTEXT, S_CONTEXT, context_statement },
};

static struct stmt *break_or_continue(struct parser *p, enum stmt_kind kind)
{
    struct stmt *s = new_stmt(p, kind);
    jump(p);
    return end(p, s);
}

/* _Pragma("…") that the preprocessor left: no code. */
static struct stmt *pragma_operator(struct parser *p)
{
    struct stmt *s = new_stmt(p, S_NULL);
    parse_advance(p);
    parse_skip_group(p);
    return end(p, s);
}

static struct stmt *word_statement(struct parser *p)
{
    enum word w = parse_word(p);
    for (size_t i = 0; w != W_NONE && i < sizeof forms / sizeof *forms; i++) {
        if (forms[i].word != w)
            continue;
        struct stmt *s = new_stmt(p, forms[i].kind), *outer = p->parent;
        p->parent = s;
        forms[i].parse(p, s);
        p->parent = outer;
        return end(p, s);
    }
    switch (w) {
    case W_BREAK: return break_or_continue(p, S_BREAK);
    case W_CONTINUE: return break_or_continue(p, S_CONTINUE);
    case W_PRAGMA: return pragma_operator(p);
    case W_ELSE: parse_fail(p, p->pos, p->pos + 1, NULL, "this 'else' belongs to no if, within, group or await_each");
    default: return simple_statement(p);
    }
}

/* [[likely]] if …; __attribute__((fallthrough)); */
static struct stmt *attributed(struct parser *p)
{
    struct attributes ignored = { .aligned = false };
    size_t begin = p->pos;
    parse_attributes(p, &ignored);
    struct stmt *s = statement(p);
    s->begin = begin;
    return s;
}

static void refuse_declaration(struct parser *p)
{
    if (at_declaration(p))
        parse_fail(p, p->pos, p->pos + 1, "put it in braces", "a declaration cannot stand here, only a statement");
}

static struct stmt *statement(struct parser *p)
{
    struct stmt *s;
    parse_enter(p);
    if (parse_at(p, '{'))
        s = parse_block(p);
    else if (at_label(p))
        s = labelled(p);
    else if (parse_attribute_begins(p) && !at_declaration(p))
        s = attributed(p);
    else {
        refuse_declaration(p);
        s = word_statement(p);
    }
    parse_leave(p);
    return s;
}
