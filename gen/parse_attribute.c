/* parse_attribute.c: __attribute__, __declspec, [[…]], _Alignas.
 *
 * In:   wherever a declaration may have them.
 * Out:  struct attributes: their token ranges, and what matters to a generator:
 *       alignment, cleanup, noreturn, noescape, vector sizes and machine modes. All others are
 *       passed by, whatever stands in their parentheses. */
#include "parse_internal.h"

#include <string.h>

bool parse_at_double_bracket(const struct parser *p, size_t i)
{
    const struct token *a = &p->t[i], *b = &p->t[parse_next(p, i)];
    return a->kind == T_PUNCT && a->punct == '[' && b->kind == T_PUNCT && b->punct == '[';
}

bool parse_attribute_begins(const struct parser *p)
{
    enum word w = parse_word(p);
    return w == W_ATTRIBUTE || w == W_DECLSPEC || parse_at_double_bracket(p, p->pos);
}

size_t parse_past_attributes(const struct parser *p, size_t i)
{
    int level = 0;
    for (;; i = parse_next(p, i)) {
        const struct token *t = &p->t[i];
        if (t->kind == T_EOF)
            return i;
        if (t->kind == T_PUNCT && (t->punct == '(' || t->punct == '['))
            level++;
        else if (t->kind == T_PUNCT && (t->punct == ')' || t->punct == ']'))
            level--;
        else if (level == 0 && parse_word_at(p, i) != W_ATTRIBUTE && parse_word_at(p, i) != W_DECLSPEC)
            return i;
    }
}

/* __aligned__ and aligned are one. */
static const char *bare_name(const char *name)
{
    size_t n = strlen(name);
    if (n > 4 && !strncmp(name, "__", 2) && !strcmp(name + n - 2, "__"))
        return intern(name + 2, n - 4);
    return name;
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static void vector_attribute(struct parser *p, struct attributes *a, size_t begin)
{
    parse_advance(p);
    parse_constant(p, "the size of a vector");
    parse_expect(p, ')', "')'");
    a->vector_begin = begin;
    a->vector_end = p->prev_end;        /* moved behind the whole attribute by its reader */
}

static void aligned_attribute(struct parser *p, struct attributes *a)
{
    a->aligned = true;
    if (!parse_accept(p, '('))
        return;
    a->align = parse_constant(p, "an alignment");
    parse_expect(p, ')', "')'");
}

static void cleanup_attribute(struct parser *p, struct attributes *a, size_t begin)
{
    a->cleanup_again = a->cleanup;
    a->cleanup = true;
    a->cleanup_begin = begin;
    parse_advance(p);
    a->cleanup_fn = p->pos;
    if (parse_at_name(p)) {
        parse_resolve(p);
        parse_advance(p);
    }
    parse_expect(p, ')', "')'");
    a->cleanup_end = p->prev_end;
}

static void mode_attribute(struct parser *p, struct attributes *a)
{
    parse_advance(p);
    if (p->name)
        a->mode = bare_name(p->name->text);
    while (!parse_at(p, ')') && p->t[p->pos].kind != T_EOF)
        parse_advance(p);
    parse_expect(p, ')', "')'");
}

/* name, name(…), prefix::name(…); or nothing */
static void attribute(struct parser *p, struct attributes *a, size_t begin)
{
    size_t prefixed = p->pos;
    while (p->name && (parse_next_is(p, P_COLONCOLON) || parse_next_is(p, ':'))) {
        parse_advance(p);
        while (parse_accept(p, ':') || parse_accept(p, P_COLONCOLON))
            continue;
    }
    if (!p->name)
        return;
    const char *name = bare_name(p->name->text);
    parse_advance(p);
    if (is(name, "noreturn"))
        a->noreturn = true;
    if (is(name, "noescape"))
        a->noescape = true;
    if (is(name, "aligned") || is(name, "align"))
        aligned_attribute(p, a);
    else if (!parse_at(p, '('))
        return;
    else if (is(name, "vector_size") || is(name, "ext_vector_type"))
        vector_attribute(p, a, begin);
    else if (is(name, "cleanup"))
        cleanup_attribute(p, a, prefixed);
    else if (is(name, "mode"))
        mode_attribute(p, a);
    else
        parse_skip_group(p);
}

static void attribute_list(struct parser *p, struct attributes *a, size_t begin)
{
    do
        attribute(p, a, begin);
    while (parse_accept(p, ',') || (p->name && !parse_at(p, ')')));    /* __declspec separates by spaces */
}

/* __attribute__((…)), __declspec(…) or [[…]] at the current token. */
void parse_attribute(struct parser *p, struct attributes *a)
{
    size_t begin = p->pos, vector = a->vector_end;
    int open = parse_at(p, '[') ? '[' : '(', close = open == '[' ? ']' : ')';
    int brackets = parse_word(p) == W_DECLSPEC ? 1 : 2;

    if (open == '(')
        parse_advance(p);
    for (int i = 0; i < brackets; i++)
        parse_expect(p, open, "'(('");
    attribute_list(p, a, begin);
    for (int i = 0; i < brackets; i++)
        parse_expect(p, close, "the end of the attribute");
    if (a->vector_end != vector)
        a->vector_end = p->prev_end;
    VEC_PUSH(&a->begin, begin);
    VEC_PUSH(&a->end, p->prev_end);
}

void parse_attributes(struct parser *p, struct attributes *a)
{
    while (parse_attribute_begins(p))
        parse_attribute(p, a);
}

/* _Alignas(type or expression) */
void parse_alignas(struct parser *p, struct attributes *a)
{
    parse_advance(p);
    parse_expect(p, '(', "'('");
    if (parse_type_begins(p, p->pos))
        a->align_type = parse_type_name(p);
    else
        a->align = parse_constant(p, "an alignment");
    a->aligned = true;
    parse_expect(p, ')', "')'");
}

void parse_apply_attributes(struct symbol *sym, const struct attributes *a)
{
    for (size_t i = 0; i < a->begin.n; i++) {
        VEC_PUSH(&sym->attr_begin, a->begin.at[i]);
        VEC_PUSH(&sym->attr_end, a->end.at[i]);
    }
    if (a->align)
        sym->align = a->align;
    if (a->align_type)
        sym->align_type = a->align_type;
    sym->aligned |= a->aligned;
    if (a->cleanup) {
        sym->cleanup_again = sym->has_cleanup || a->cleanup_again;
        sym->has_cleanup = true;
        sym->cleanup_begin = a->cleanup_begin;
        sym->cleanup_end = a->cleanup_end;
        sym->cleanup_fn = a->cleanup_fn;
    }
    sym->is_noreturn |= a->noreturn;
}

/* The type that a machine mode makes of an integer or floating type; NULL: no such mode. */
static struct type *moded(struct type *t, const char *mode)
{
    static const struct { const char *mode; enum type_kind as_signed, as_unsigned; } modes[] = {
        { "QI", TY_SCHAR, TY_UCHAR }, { "byte", TY_SCHAR, TY_UCHAR }, { "HI", TY_SHORT, TY_USHORT },
        { "SI", TY_INT, TY_UINT }, { "DI", TY_LLONG, TY_ULLONG }, { "TI", TY_INT128, TY_UINT128 },
        { "word", TY_LONG, TY_ULONG }, { "pointer", TY_LONG, TY_ULONG },
        { "unwind_word", TY_LONG, TY_ULONG }, { "libgcc_shift_count", TY_INT, TY_UINT },
        { "libgcc_cmp_return", TY_LONG, TY_ULONG },
        { "SF", TY_FLOAT, TY_FLOAT }, { "DF", TY_DOUBLE, TY_DOUBLE }, { "XF", TY_LDOUBLE, TY_LDOUBLE },
        { "SC", TY_FLOAT, TY_FLOAT }, { "DC", TY_DOUBLE, TY_DOUBLE }, { "XC", TY_LDOUBLE, TY_LDOUBLE },
    };
    enum type_kind k = type_strip(t)->kind;
    bool is_unsigned = k == TY_BOOL || k == TY_UCHAR || k == TY_USHORT || k == TY_UINT || k == TY_ULONG ||
                       k == TY_ULLONG || k == TY_UINT128;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (is(modes[i].mode, mode)) {
            struct type *m = type_new(is_unsigned ? modes[i].as_unsigned : modes[i].as_signed, NULL);
            m->complex = mode[1] == 'C';
            m->quals = type_strip(t)->quals;
            return m;
        }
    if (is(mode, "TF") || is(mode, "TC")) {
        struct type *m = type_new(TY_FLOATN, NULL);
        m->name = intern_string("__float128");
        m->complex = mode[1] == 'C';
        return m;
    }
    return NULL;
}

/* vector_size and mode reach through pointers, arrays and functions to the element. */
struct type *parse_attributed_type(struct type *t, const struct attributes *a)
{
    if (a->vector_end == a->vector_begin && !a->mode)
        return t;
    if (t->kind == TY_POINTER || t->kind == TY_ARRAY || t->kind == TY_FUNCTION) {
        struct type *copy = NEW(struct type);
        *copy = *t;
        copy->base = parse_attributed_type(t->base, a);
        return copy;
    }
    struct type *m = a->mode ? moded(t, a->mode) : NULL;
    if (m)
        t = m;
    if (a->vector_end > a->vector_begin) {
        t = type_new(TY_VECTOR, t);
        t->begin = a->vector_begin;
        t->end = a->vector_end;
    }
    return t;
}
