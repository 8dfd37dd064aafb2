/* dump.c: --dump=tree, what the parser made of the file; and the proof that it is a tree.
 *
 * One node a line, indented: kind, tokens [begin,end), line, what it says, and for an
 * expression ": " and its type. Before anything is printed, every node is checked:
 * ranges nest, siblings follow each other, parents are right, heights are. A breach is
 * a mistake of the parser's and ends the run. */
#include "parse_internal.h"

#include <stdio.h>
#include <stdlib.h>

/* ---- children in token order ------------------------------------------------------------ */

struct child {
    struct expr *expr;
    struct stmt *stmt;
};

struct children {
    VEC(struct child) list;
};

static void add_expr(struct children *c, struct expr *e)
{
    struct child child = { e, NULL };
    if (e)
        VEC_PUSH(&c->list, child);
}

static void add_stmt(struct children *c, struct stmt *s)
{
    struct child child = { NULL, s };
    if (s)
        VEC_PUSH(&c->list, child);
}

static void children_of_expr(struct children *c, const struct expr *e)
{
    for (size_t i = 0; i < e->kids.n; i++)
        add_expr(c, e->kids.at[i]);
    add_stmt(c, e->body);
}

static void children_of_stmt(struct children *c, const struct stmt *s)
{
    add_stmt(c, s->init);
    if (s->kind == S_DO)
        add_stmt(c, s->body);
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        add_expr(c, s->decl->declarators.at[i].init);
    add_expr(c, s->expr);
    add_expr(c, s->expr2);
    add_expr(c, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        add_expr(c, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        add_stmt(c, s->list.at[i]);
    if (s->kind != S_DO)
        add_stmt(c, s->body);
    add_stmt(c, s->other);
}

/* ---- the check ----------------------------------------------------------------------------- */

static void breach(struct unit *u, size_t begin, const char *what)
{
    const struct token *t = &u->tokens.at[begin < u->tokens.n ? begin : u->tokens.n - 1];
    complain("%s:%d:%d: broken tree: %s", t->file ? t->file->name : "?", t->line, t->col, what);
    abort();
}

static void check_expr(struct unit *u, const struct expr *e);
static void check_stmt(struct unit *u, const struct stmt *s, const struct stmt *parent);

/* The innermost statement of an expression is the one whose tree it is in. */
static void check_parent(struct unit *u, const struct stmt *s, const struct stmt *parent)
{
    if (s->parent != parent)
        breach(u, s->begin, "a statement's parent is another");
}

static unsigned check_children(struct unit *u, const struct children *c, size_t begin, size_t end,
                               const struct stmt *parent)
{
    unsigned height = 0;
    size_t at = begin;
    for (size_t i = 0; i < c->list.n; i++) {
        struct child child = c->list.at[i];
        size_t b = child.expr ? child.expr->begin : child.stmt->begin;
        size_t e = child.expr ? child.expr->end : child.stmt->end;
        unsigned h = child.expr ? child.expr->height : child.stmt->height;
        if (b < at || e < b || e > end)
            breach(u, b, "a node lies outside of its parent or over its sibling");
        if (h + 1 > height)
            height = h + 1;
        if (child.expr)
            check_expr(u, child.expr);
        else
            check_stmt(u, child.stmt, parent);
        at = e;
    }
    return height;
}

static void check_expr(struct unit *u, const struct expr *e)
{
    struct children c = { { NULL, 0, 0 } };
    if (e->begin >= e->end)
        breach(u, e->begin, "an expression without tokens");
    children_of_expr(&c, e);
    if (check_children(u, &c, e->begin, e->end, e->body ? e->body->parent : NULL) != e->height)
        breach(u, e->begin, "an expression's height is wrong");
    for (size_t i = 0; i < e->kids.n; i++)
        if (e->unevaluated && !e->kids.at[i]->unevaluated)
            breach(u, e->begin, "evaluated inside of unevaluated");
}

static void check_stmt(struct unit *u, const struct stmt *s, const struct stmt *parent)
{
    struct children c = { { NULL, 0, 0 } };
    check_parent(u, s, parent);
    if (s->begin > s->end || (s->begin == s->end && s->kind != S_NULL))
        breach(u, s->begin, "a statement without tokens");
    children_of_stmt(&c, s);
    if (check_children(u, &c, s->begin, s->end, s) != s->height)
        breach(u, s->begin, "a statement's height is wrong");
}

void check_tree(struct unit *u)
{
    size_t at = 0;
    for (size_t i = 0; i < u->externals.n; i++) {
        const struct external *x = &u->externals.at[i];
        if (x->begin < at || x->end <= x->begin)
            breach(u, x->begin, "externals out of order");
        at = x->end;
        if (x->kind == X_ASYNC && !x->bad)
            check_stmt(u, x->body, NULL);
    }
}

/* ---- types ------------------------------------------------------------------------------------ */

static const char *const basic_names[] = {
    "void", "_Bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned",
    "long", "unsigned long", "long long", "unsigned long long", "__int128", "unsigned __int128",
    "float", "double", "long double", "", "enum", "struct", "union", "", "", "", "vector of", "", "", "auto", "",
    "unknown",
};

static void print_type(struct type *t);

static void print_function(const struct type *t)
{
    printf("function (");
    for (size_t i = 0; i < t->params.n; i++) {
        printf("%s", i ? ", " : "");
        print_type(t->params.at[i].type);
    }
    printf("%s) to ", t->variadic ? ", ..." : t->no_prototype ? "?" : "");
}

static void print_quals(const struct type *t)
{
    printf("%s%s%s%s", t->quals & Q_CONST ? "const " : "", t->quals & Q_VOLATILE ? "volatile " : "",
           t->quals & Q_RESTRICT ? "restrict " : "", t->quals & Q_ATOMIC ? "_Atomic " : "");
}

static void print_type(struct type *t)
{
    for (; t; t = t->base) {
        print_quals(t);
        printf("%s", t->complex ? "_Complex " : "");
        switch (t->kind) {
        case TY_POINTER: printf("pointer to "); break;
        case TY_ARRAY:
            if (t->count >= 0)
                printf("array[%lld] of ", t->count);
            else
                printf("%s of ", t->vla ? "vla" : "array");
            break;
        case TY_FUNCTION: print_function(t); break;
        case TY_TYPEDEF: printf("%s", t->sym->name); return;
        case TY_TYPEOF: printf("typeof "); break;
        case TY_BUILTIN: case TY_FLOATN: printf("%s", t->name); return;
        case TY_STRUCT: case TY_UNION: case TY_ENUM:
            printf("%s %s", basic_names[t->kind], t->sym->name ? t->sym->name : "{}");
            return;
        default: printf("%s%s", basic_names[t->kind], t->base ? " " : ""); break;
        }
    }
}

/* ---- the tree ------------------------------------------------------------------------------------ */

static const char *const expr_names[] = {
    "IDENT", "NUMBER", "CHAR", "STRING", "PAREN", "INDEX", "CALL", "MEMBER", "POSTFIX", "PREFIX", "UNARY",
    "SIZEOF", "CAST", "COMPOUND", "BINARY", "AND", "OR", "COND", "ASSIGN", "COMMA", "GENERIC", "STMT", "VA_ARG",
    "BUILTIN", "CHOOSE", "LABEL", "LIST", "DESIGNATED", "AWAIT", "ITER", "SPAWN",
};

static const char *const stmt_names[] = {
    "EXPR", "NULL", "DECL", "BLOCK", "IF", "WHILE", "DO", "FOR", "SWITCH", "CASE", "DEFAULT", "LABEL", "GOTO",
    "BREAK", "CONTINUE", "RETURN", "ASM", "PRAGMA", "STATIC_ASSERT", "DEFER", "WITHIN", "SHIELD", "GROUP",
    "YIELD", "EACH", "CONTEXT", "LOCAL_LABELS",
};

static void print_expr(struct unit *u, struct expr *e, int level);
static void print_stmt(struct unit *u, struct stmt *s, int level);

static void print_head(struct unit *u, int level, const char *class, const char *name, size_t begin, size_t end)
{
    printf("%*s%s_%s [%zu,%zu) line %d", 2 * level, "", class, name, begin, end, u->tokens.at[begin].line);
}

static void print_op(int op)
{
    static const char *const long_ops[] = {
        "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "...", "*=", "/=", "%=", "+=", "-=",
        "<<=", ">>=", "&=", "^=", "|=", "##", "::",
    };
    if (op >= P_ARROW && op <= P_COLONCOLON)
        printf(" %s", long_ops[op - P_ARROW]);
    else if (op > ' ')
        printf(" %c", op);
    else if (op)
        printf(" %d", op);
}

static void print_symbol(const struct symbol *sym)
{
    static const char *const kinds[] = { "var", "func", "typedef", "enumerator", "tag" };
    printf(" %s %s", kinds[sym->kind], sym->name ? sym->name : "{}");
    printf("%s%s%s%s%s", sym->is_async ? " async" : "", sym->is_iter ? " iter" : "", sym->is_value ? " value" : "",
           sym->is_param ? " param" : "", sym->block_scope ? " local" : "");
    printf("%s%s%s", sym->has_cleanup ? " cleanup" : "", sym->aligned ? " aligned" : "",
           sym->thread_local_ ? " thread_local" : "");
}

static void print_children(struct unit *u, const struct children *c, int level)
{
    for (size_t i = 0; i < c->list.n; i++)
        if (c->list.at[i].expr)
            print_expr(u, c->list.at[i].expr, level);
        else
            print_stmt(u, c->list.at[i].stmt, level);
}

static void print_expr(struct unit *u, struct expr *e, int level)
{
    struct children c = { { NULL, 0, 0 } };
    print_head(u, level, "E", expr_names[e->kind], e->begin, e->end);
    print_op(e->op);
    if (e->name)
        printf(" %s", e->name);
    if (e->kind == E_NUMBER || e->kind == E_CHAR || e->kind == E_STRING)
        printf(" %s", u->tokens.at[e->begin].text);
    if (e->kind == E_IDENT && !e->sym)
        printf(" undeclared");
    if (e->chosen)
        printf(" chosen %d", e->chosen);
    printf("%s%s : ", e->boxed ? " boxed" : e->offloaded ? " offloaded" : "", e->unevaluated ? " unevaluated" : "");
    print_type(expr_type(u, e));
    putchar('\n');
    children_of_expr(&c, e);
    print_children(u, &c, level + 1);
}

static void print_declarator(const struct declarator *d, int level)
{
    printf("\n%*s->", 2 * level, "");
    print_symbol(d->sym);
    printf(" [%zu,%zu) : ", d->begin, d->end);
    print_type(d->sym->type);
}

static void print_stmt(struct unit *u, struct stmt *s, int level)
{
    struct children c = { { NULL, 0, 0 } };
    print_head(u, level, "S", stmt_names[s->kind], s->begin, s->end);
    print_op(s->op);
    if (s->name)
        printf(" %s", s->name);
    if (s->sym)
        print_symbol(s->sym);
    for (size_t i = 0; s->decl && i < s->decl->tags.n; i++)
        print_symbol(s->decl->tags.at[i]);
    for (size_t i = 0; s->decl && i < s->decl->declarators.n; i++)
        print_declarator(&s->decl->declarators.at[i], level + 1);
    putchar('\n');
    children_of_stmt(&c, s);
    print_children(u, &c, level + 1);
}

static void print_external(struct unit *u, const struct external *x)
{
    static const char *const kinds[] = { "DECL", "FUNCTION", "ASYNC" };
    print_head(u, 0, "X", kinds[x->kind], x->begin, x->end);
    printf("%s", x->bad ? " bad" : "");
    if (x->sym) {
        print_symbol(x->sym);
        printf(" : ");
        print_type(x->sym->type);
    }
    putchar('\n');
    if (x->body)
        print_stmt(u, x->body, 1);
}

/* Declarations of the main file only: a header's would bury it. */
void dump_tree(struct unit *u)
{
    check_tree(u);
    for (size_t i = 0; i < u->externals.n; i++) {
        const struct external *x = &u->externals.at[i];
        if (x->kind != X_DECL || u->tokens.at[x->begin].file->main)
            print_external(u, x);
    }
}
