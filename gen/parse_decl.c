/* parse_decl.c: declarations: specifiers, declarators, structs, enums, attributes.
 *
 * In:   parse.c (file scope), parse_stmt.c (blocks), parse_expr.c (type names).
 * Out:  types and symbols, bound in scope.
 *
 * A declarator is read outside in and means inside out: where one stands in
 * parentheses, its inner part is built on a type still empty, which what follows
 * the parentheses fills in.
 * Always: a declared name is bound right behind its declarator, before its initialiser. */
#include "parse_internal.h"

#include <limits.h>
#include <string.h>

/* ---- attributes -------------------------------------------------------------------- */

static bool at_double_bracket(const struct parser *p, size_t i)
{
    const struct token *a = &p->t[i], *b = &p->t[parse_next(p, i)];
    return a->kind == T_PUNCT && a->punct == '[' && b->kind == T_PUNCT && b->punct == '[';
}

bool parse_attribute_begins(const struct parser *p)
{
    enum word w = parse_word(p);
    return w == W_ATTRIBUTE || w == W_DECLSPEC || at_double_bracket(p, p->pos);
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
    parse_conditional(p);
    parse_expect(p, ')', "')'");
    a->vector_begin = begin;
    a->vector_end = p->prev_end;        /* moved behind the whole attribute by its reader */
}

static void aligned_attribute(struct parser *p, struct attributes *a)
{
    a->aligned = true;
    if (!parse_accept(p, '('))
        return;
    a->align = parse_conditional(p);
    parse_expect(p, ')', "')'");
}

static void cleanup_attribute(struct parser *p, struct attributes *a)
{
    a->cleanup = true;
    parse_advance(p);
    if (parse_at_name(p)) {
        parse_resolve(p);
        parse_advance(p);
    }
    parse_expect(p, ')', "')'");
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
    if (is(name, "aligned") || is(name, "align"))
        aligned_attribute(p, a);
    else if (!parse_at(p, '('))
        return;
    else if (is(name, "vector_size") || is(name, "ext_vector_type"))
        vector_attribute(p, a, begin);
    else if (is(name, "cleanup"))
        cleanup_attribute(p, a);
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
static void attribute_specifier(struct parser *p, struct attributes *a)
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
        attribute_specifier(p, a);
}

/* _Alignas(type or expression) */
static void alignas_specifier(struct parser *p, struct attributes *a)
{
    parse_advance(p);
    parse_expect(p, '(', "'('");
    if (parse_type_begins(p, p->pos))
        a->align_type = parse_type_name(p);
    else
        a->align = parse_conditional(p);
    a->aligned = true;
    parse_expect(p, ')', "')'");
}

static void apply_attributes(struct symbol *sym, const struct attributes *a)
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
    sym->has_cleanup |= a->cleanup;
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
static struct type *with_attributes(struct type *t, const struct attributes *a)
{
    if (a->vector_end == a->vector_begin && !a->mode)
        return t;
    if (t->kind == TY_POINTER || t->kind == TY_ARRAY || t->kind == TY_FUNCTION) {
        struct type *copy = NEW(struct type);
        *copy = *t;
        copy->base = with_attributes(t->base, a);
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

/* ---- structs, unions, enums ----------------------------------------------------------- */

static struct symbol *new_tag(struct parser *p, enum type_kind kind, const char *name, struct token *place)
{
    struct symbol *sym = parse_symbol(p, SYM_TAG, name, place);
    sym->type = type_new(kind, NULL);
    sym->type->sym = sym;
    if (name)
        scope_bind(p->names, sym, true);
    return sym;
}

/* "struct S {" and "struct S;" mean the S of this very scope. */
static struct symbol *tag_here(struct parser *p, enum type_kind kind, const char *name, struct token *place)
{
    struct symbol *sym = name ? scope_find_here(p->names, name, true) : NULL;
    if (sym && sym->type->kind == kind && !sym->type->complete)
        return sym;
    return new_tag(p, kind, name, place);
}

static struct symbol *tag_anywhere(struct parser *p, enum type_kind kind, const char *name, struct token *place)
{
    struct symbol *sym = scope_find(p->names, name, true);
    if (sym && sym->type->kind == kind)
        return sym;
    return new_tag(p, kind, name, place);
}

static void add_member(struct type *record, const char *name, struct type *type, struct token *place,
                       bool bit_field, bool aligned)
{
    struct member m = { name, type, bit_field, place };
    VEC_PUSH(&record->members, m);
    record->aligned |= aligned || type_aligned(type);
}

/* declarator? (: width)? attributes */
static void member_declarator(struct parser *p, struct type *record, const struct specifiers *s)
{
    struct declared d = { .type = s->type, .place = &p->t[p->pos] };
    if (!parse_at(p, ':'))
        parse_declarator(p, s->type, NAMED, &d);
    bool bit_field = parse_accept(p, ':');
    if (bit_field)
        parse_conditional(p);
    parse_attributes(p, &d.attributes);
    add_member(record, d.name, with_attributes(d.type, &d.attributes), d.place, bit_field,
               s->attributes.aligned || d.attributes.aligned);
}

static void member_declaration(struct parser *p, struct type *record)
{
    enum word w = parse_word(p);
    if (w == W_STATIC_ASSERT || w == W_SOFT_STATIC_ASSERT) {
        parse_static_assert(p, NULL);
        return;
    }
    struct specifiers s;
    struct token *place = &p->t[p->pos];
    parse_specifiers(p, &s);
    if (s.begin == s.end)
        parse_expected(p, "a member's type");
    if (parse_accept(p, ';')) {
        enum type_kind k = type_strip(s.type)->kind;
        if (k == TY_STRUCT || k == TY_UNION)
            add_member(record, NULL, s.type, place, false, s.attributes.aligned);
        return;
    }
    do
        member_declarator(p, record, &s);
    while (parse_accept(p, ','));
    parse_expect(p, ';', "';' at the end of a member");
}

static void members(struct parser *p, struct type *record)
{
    parse_enter(p);
    parse_advance(p);
    while (!parse_at(p, '}'))
        if (!parse_accept(p, ';'))
            member_declaration(p, record);
    parse_advance(p);
    parse_leave(p);
}

/* Without a value of its own it is one more than the one before it. */
static void number_enumerator(struct parser *p, struct symbol *tag, struct symbol *sym, const struct symbol *before)
{
    if (sym->value) {
        sym->number_known = expr_constant(p->u, sym->value, &sym->number);
    } else {
        sym->number_known = !before || (before->number_known && before->number < LLONG_MAX);
        sym->number = before && sym->number_known ? before->number + 1 : 0;
    }
    tag->type->negative |= sym->number_known && sym->number < 0;
}

static struct symbol *enumerator(struct parser *p, struct symbol *tag, const struct symbol *before)
{
    if (!parse_at_name(p))
        parse_expected(p, "an enumerator");
    struct attributes a = { .aligned = false };
    struct token *t = &p->t[p->pos];
    struct symbol *sym = parse_symbol(p, SYM_ENUMERATOR, t->text, t);
    parse_advance(p);
    parse_attributes(p, &a);
    if (parse_accept(p, '='))
        sym->value = parse_conditional(p);
    number_enumerator(p, tag, sym, before);
    sym->type = type_basic(TY_INT);
    sym->tag = tag;
    t->sym = sym;
    scope_bind(p->names, sym, false);
    VEC_PUSH(&p->defined, sym);
    return sym;
}

static void enumerators(struct parser *p, struct symbol *tag)
{
    struct symbol *last = NULL;
    parse_advance(p);
    while (!parse_at(p, '}')) {
        last = enumerator(p, tag, last);
        if (!parse_accept(p, ',') && !parse_at(p, '}'))
            parse_expected(p, "',' or '}'");
    }
    parse_advance(p);
}

static void definition(struct parser *p, struct symbol *tag, size_t begin, struct attributes *a)
{
    /* Known before its enumerators and members are: they may name it. */
    VEC_PUSH(&p->defined, tag);
    if (tag->type->kind == TY_ENUM)
        enumerators(p, tag);
    else
        members(p, tag->type);
    tag->type->complete = true;
    parse_attributes(p, a);
    tag->type->aligned |= a->aligned;
    tag->def_begin = begin;
    tag->def_end = p->prev_end;
}

/* enum E : type, of C23 and clang. A bit-field's width cannot stand here: ':' is
 * followed by a type. */
static void underlying_type(struct parser *p)
{
    if (!parse_at(p, ':') || !parse_type_begins(p, parse_next(p, p->pos)))
        return;
    struct specifiers s;
    parse_advance(p);
    parse_specifiers(p, &s);
}

static struct type *record_or_enum(struct parser *p, enum type_kind kind)
{
    size_t begin = p->pos;
    struct token *place = &p->t[p->pos];
    const char *name = NULL;
    struct attributes a = { .aligned = false };
    struct symbol *tag;

    parse_advance(p);
    parse_attributes(p, &a);
    if (parse_at_name(p)) {
        place = &p->t[p->pos];
        name = place->text;
        parse_advance(p);
    }
    parse_attributes(p, &a);
    if (kind == TY_ENUM)
        underlying_type(p);
    if (!name && !parse_at(p, '{'))
        parse_expected(p, "a tag or '{'");
    if (parse_at(p, '{') || parse_at(p, ';'))
        tag = tag_here(p, kind, name, place);
    else
        tag = tag_anywhere(p, kind, name, place);
    if (parse_at(p, '{'))
        definition(p, tag, begin, &a);
    if (name)
        place->sym = tag;
    return tag->type;
}

/* ---- specifiers -------------------------------------------------------------------------- */

enum {                          /* what was seen of the built-in types */
    B_VOID = 1, B_CHAR = 2, B_SHORT = 4, B_INT = 8, B_LONG = 16, B_LLONG = 32, B_FLOAT = 64,
    B_DOUBLE = 128, B_SIGNED = 256, B_UNSIGNED = 512, B_BOOL = 1024, B_COMPLEX = 2048, B_INT128 = 4096,
    B_FIXED = 8192
};

struct base {
    unsigned seen;
    unsigned quals;
    struct type *type;          /* a struct, typedef name, …; NULL: see seen */
    const char *fixed;          /* words of an AVR fixed-point type */
};

static struct type *named_type(enum type_kind kind, const char *name)
{
    struct type *t = type_new(kind, NULL);
    t->name = name;
    return t;
}

static struct type *complex_of(struct type *t)
{
    struct type *copy = NEW(struct type);
    *copy = *t;
    copy->complex = true;
    return copy;
}

static struct type *fixed_type(const struct base *b)
{
    return named_type(TY_BUILTIN, intern_format("%s%s%s%s%s", b->seen & B_UNSIGNED ? "unsigned " : "",
                                                b->seen & B_SHORT ? "short " : "",
                                                b->seen & B_LLONG ? "long long " : "",
                                                b->seen & B_LONG ? "long " : "", b->fixed));
}

static struct type *built_in(const struct base *b)
{
    bool u = b->seen & B_UNSIGNED;
    if (b->fixed)
        return fixed_type(b);
    if (b->seen & B_VOID)
        return type_basic(TY_VOID);
    if (b->seen & B_BOOL)
        return type_basic(TY_BOOL);
    if (b->seen & B_CHAR)
        return type_basic(u ? TY_UCHAR : b->seen & B_SIGNED ? TY_SCHAR : TY_CHAR);
    if (b->seen & B_FLOAT)
        return type_basic(TY_FLOAT);
    if (b->seen & B_DOUBLE)
        return type_basic(b->seen & B_LONG ? TY_LDOUBLE : TY_DOUBLE);
    if (b->seen & B_INT128)
        return type_basic(u ? TY_UINT128 : TY_INT128);
    if (b->seen & B_SHORT)
        return type_basic(u ? TY_USHORT : TY_SHORT);
    if (b->seen & B_LLONG)
        return type_basic(u ? TY_ULLONG : TY_LLONG);
    if (b->seen & B_LONG)
        return type_basic(u ? TY_ULONG : TY_LONG);
    if (b->seen == B_COMPLEX)
        return type_basic(TY_DOUBLE);
    return type_basic(u ? TY_UINT : TY_INT);
}

static struct type *base_type(const struct base *b)
{
    struct type *t = b->type ? b->type : built_in(b);
    if (b->seen & B_COMPLEX)
        t = complex_of(t);
    return type_qualified(t, b->quals);
}

static bool see(struct parser *p, struct base *b, unsigned what)
{
    if (what == B_LONG && b->seen & B_LONG) {
        b->seen &= ~(unsigned)B_LONG;
        what = B_LLONG;
    }
    b->seen |= what;
    parse_advance(p);
    return true;
}

static bool take_type(struct base *b, struct type *t)
{
    b->type = t;
    return true;
}

/* typeof(expression or type) */
static struct type *typeof_type(struct parser *p)
{
    size_t begin = p->pos;
    struct type *base;

    parse_enter(p);
    parse_advance(p);
    parse_expect(p, '(', "'(' behind typeof");
    if (parse_type_begins(p, p->pos)) {
        base = parse_type_name(p);
    } else {
        p->unevaluated++;
        base = expr_type(p->u, parse_expression(p));
        p->unevaluated--;
    }
    parse_expect(p, ')', "')'");
    parse_leave(p);
    struct type *t = type_new(TY_TYPEOF, base);
    t->begin = begin;
    t->end = p->prev_end;
    return t;
}

/* _Atomic(type), async_iter(type) */
static struct type *type_in_parentheses(struct parser *p)
{
    parse_enter(p);
    parse_advance(p);
    parse_expect(p, '(', "'('");
    struct type *t = parse_type_name(p);
    parse_expect(p, ')', "')'");
    parse_leave(p);
    return t;
}

static struct type *bit_int_type(struct parser *p, const struct base *b)
{
    const char *word = p->name->text;
    parse_advance(p);
    parse_expect(p, '(', "'('");
    size_t begin = p->pos;
    parse_conditional(p);
    struct text width = { NULL, 0, 0 };
    for (size_t i = begin; i < p->prev_end; i++)
        text_printf(&width, "%s%s", i > begin ? " " : "", p->t[i].text);
    parse_expect(p, ')', "')'");
    return named_type(TY_BUILTIN, intern_format("%s%s(%s)", b->seen & B_UNSIGNED ? "unsigned " : "", word,
                                                width.bytes));
}

static struct type *builtin_type(struct parser *p)
{
    const char *name = p->name->text;
    parse_advance(p);
    if (is(name, "__int128_t"))
        return type_basic(TY_INT128);
    if (is(name, "__uint128_t"))
        return type_basic(TY_UINT128);
    return named_type(TY_BUILTIN, name);
}

static bool typed(const struct base *b)
{
    return b->type || (b->seen & ~(unsigned)B_COMPLEX);
}

/* A typedef name of a typedef name stands for what that one stands for, so that
 * chains of them stay one step long. */
static struct type *typedef_type(struct parser *p)
{
    struct symbol *sym = parse_resolve(p);
    struct type *t = type_new(TY_TYPEDEF, type_strip(sym->type));
    t->sym = sym;
    parse_advance(p);
    return t;
}

static bool is_typedef_name(const struct parser *p, size_t i)
{
    if (p->t[i].kind != T_IDENT)
        return false;
    struct name *name = name_of(p->names, p->t[i].text);
    return name->ordinary && name->ordinary->sym->kind == SYM_TYPEDEF;
}

/* An undeclared name where a type must be: a built-in type of this compiler, or one
 * whose typedef was passed over. */
static bool at_unknown_type(const struct parser *p)
{
    if (!parse_at_name(p) || p->name->ordinary || parse_word(p) != W_NONE)
        return false;
    size_t next = parse_next(p, p->pos);
    if (p->t[next].kind != T_IDENT)
        return parse_next_is(p, '*') && !p->in_body;
    enum word w = parse_word_at(p, next);
    return w == W_NONE || (w >= W_CONST && w <= W_IGNORED);
}

static struct type *unknown_type(struct parser *p)
{
    struct token *t = &p->t[p->pos];
    if (p->reports && strncmp(t->text, "__", 2) != 0)
        parse_fail(p, p->pos, p->pos + 1, "declare it, or include its header, above", "'%s' is not the name of a type",
                   t->text);
    parse_advance(p);
    return named_type(TY_BUILTIN, t->text);
}

static bool identifier_specifier(struct parser *p, struct base *b)
{
    if (!p->name || typed(b))
        return false;
    if (is_typedef_name(p, p->pos))
        return take_type(b, typedef_type(p));
    if (at_unknown_type(p))
        return take_type(b, unknown_type(p));
    return false;
}

static bool type_specifier(struct parser *p, struct base *b)
{
    switch (parse_word(p)) {
    case W_VOID: return see(p, b, B_VOID);
    case W_CHAR: return see(p, b, B_CHAR);
    case W_SHORT: return see(p, b, B_SHORT);
    case W_INT: return see(p, b, B_INT);
    case W_LONG: return see(p, b, B_LONG);
    case W_FLOAT: return see(p, b, B_FLOAT);
    case W_DOUBLE: return see(p, b, B_DOUBLE);
    case W_SIGNED: return see(p, b, B_SIGNED);
    case W_UNSIGNED: return see(p, b, B_UNSIGNED);
    case W_BOOL: return see(p, b, B_BOOL);
    case W_SOFT_BOOL: return !typed(b) && see(p, b, B_BOOL);
    case W_COMPLEX: return see(p, b, B_COMPLEX);
    case W_INT128: return see(p, b, B_INT128);
    case W_FIXED:
        b->fixed = b->fixed ? intern_format("%s %s", b->fixed, p->name->text) : p->name->text;
        return see(p, b, B_FIXED);
    case W_FLOATN: {
        const char *name = p->name->text;
        parse_advance(p);
        return take_type(b, named_type(TY_FLOATN, name));
    }
    case W_BUILTIN_TYPE: return take_type(b, builtin_type(p));
    case W_BIT_INT: return take_type(b, bit_int_type(p, b));
    case W_STRUCT: return take_type(b, record_or_enum(p, TY_STRUCT));
    case W_UNION: return take_type(b, record_or_enum(p, TY_UNION));
    case W_ENUM: return take_type(b, record_or_enum(p, TY_ENUM));
    case W_TYPEOF: return take_type(b, typeof_type(p));
    case W_SOFT_TYPEOF: return !typed(b) && parse_next_is(p, '(') && take_type(b, typeof_type(p));
    case W_AUTO_TYPE:
        parse_advance(p);
        return take_type(b, type_basic(TY_AUTO));
    default: return identifier_specifier(p, b);
    }
}

static bool add_qualifier(struct parser *p, unsigned *quals, unsigned what)
{
    *quals |= what;
    parse_advance(p);
    return true;
}

static bool qualifier(struct parser *p, unsigned *quals)
{
    switch (parse_word(p)) {
    case W_CONST: return add_qualifier(p, quals, Q_CONST);
    case W_VOLATILE: return add_qualifier(p, quals, Q_VOLATILE);
    case W_RESTRICT: return add_qualifier(p, quals, Q_RESTRICT);
    case W_ATOMIC: return !parse_next_is(p, '(') && add_qualifier(p, quals, Q_ATOMIC);
    case W_IGNORED: return add_qualifier(p, quals, 0);
    default: return false;
    }
}

static bool storage(struct parser *p, struct specifiers *s, enum storage what)
{
    s->storage = what;
    parse_advance(p);
    return true;
}

static bool flag(struct parser *p, bool *what)
{
    *what = true;
    parse_advance(p);
    return true;
}

/* Whether the token is async or CEDE_VALUE as a specifier: another one, or the
 * declared name, follows. That tells it from a name, whatever is called so, but for
 * a typedef name. */
static bool at_async(const struct parser *p, size_t i, enum word word)
{
    if (p->t[i].kind != T_IDENT)
        return false;
    struct name *name = name_of(p->names, p->t[i].text);
    if (name->word != (int)word || (name->ordinary && name->ordinary->sym->kind == SYM_TYPEDEF))
        return false;
    size_t next = parse_next(p, i);
    if (parse_word_at(p, next) == W_ATTRIBUTE)
        next = parse_past_attributes(p, next);
    enum word w = parse_word_at(p, next);
    return p->t[next].kind == T_IDENT && w != W_ASM && w != W_SOFT_ASM;
}

static bool async_specifier(struct parser *p, struct specifiers *s, struct base *b)
{
    if (at_async(p, p->pos, W_ASYNC))
        return flag(p, &s->is_async);
    if (at_async(p, p->pos, W_VALUE))
        return flag(p, &s->is_value);
    if (parse_word(p) != W_ASYNC_ITER || typed(b) || !parse_next_is(p, '('))
        return false;
    s->is_async = s->is_iter = true;
    return take_type(b, type_in_parentheses(p));
}

static bool other_specifier(struct parser *p, struct specifiers *s, struct base *b)
{
    bool extension;
    if (parse_attribute_begins(p)) {
        attribute_specifier(p, &s->attributes);
        return true;
    }
    switch (parse_word(p)) {
    case W_TYPEDEF: return storage(p, s, ST_TYPEDEF);
    case W_EXTERN: return storage(p, s, ST_EXTERN);
    case W_STATIC: return storage(p, s, ST_STATIC);
    case W_AUTO: return storage(p, s, ST_AUTO);
    case W_REGISTER: return storage(p, s, ST_REGISTER);
    case W_THREAD: case W_SOFT_THREAD: return flag(p, &s->thread);
    case W_INLINE: return flag(p, &s->is_inline);
    case W_NORETURN: return flag(p, &s->is_noreturn);
    case W_EXTENSION: return flag(p, &extension);
    case W_ALIGNAS: case W_SOFT_ALIGNAS:
        alignas_specifier(p, &s->attributes);
        return true;
    case W_ATOMIC: return take_type(b, type_qualified(type_in_parentheses(p), Q_ATOMIC));
    default: return async_specifier(p, s, b);
    }
}

void parse_specifiers(struct parser *p, struct specifiers *s)
{
    struct base b = { 0, 0, NULL, NULL };

    memset(s, 0, sizeof *s);
    s->begin = p->pos;
    while (qualifier(p, &b.quals) || other_specifier(p, s, &b) || type_specifier(p, &b))
        continue;
    s->end = p->pos == s->begin ? s->begin : p->prev_end;
    s->typed = b.type || b.seen;
    s->type = with_attributes(base_type(&b), &s->attributes);
}

static bool type_word(const struct parser *p, size_t i)
{
    enum word w = parse_word_at(p, i);
    if ((w >= W_CONST && w <= W_DECLSPEC) || w == W_SOFT_BOOL)
        return true;
    const struct token *next = &p->t[parse_next(p, i)];
    return (w == W_SOFT_TYPEOF || w == W_SOFT_ALIGNAS) && next->kind == T_PUNCT && next->punct == '(';
}

bool parse_type_begins(const struct parser *p, size_t i)
{
    return type_word(p, i) || is_typedef_name(p, i);
}

bool parse_declaration_begins(const struct parser *p, size_t i)
{
    while (parse_word_at(p, i) == W_EXTENSION)
        i = parse_next(p, i);
    enum word w = parse_word_at(p, i);
    if ((w >= W_TYPEDEF && w <= W_NORETURN) || w == W_SOFT_THREAD || at_double_bracket(p, i))
        return true;
    const struct token *next = &p->t[parse_next(p, i)];
    if (at_async(p, i, W_ASYNC) || at_async(p, i, W_VALUE))
        return true;
    if (w == W_ASYNC_ITER)
        return next->kind == T_PUNCT && next->punct == '(';
    return parse_type_begins(p, i);
}

/* ---- declarators ---------------------------------------------------------------------------- */

static struct type *declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d);
static struct type *suffixes(struct parser *p, struct type *base, struct declared *d, bool fresh);

static struct type *pointers(struct parser *p, struct type *base, struct declared *d)
{
    for (int n = 0; parse_at(p, '*') || parse_at(p, '^'); n++) {     /* '^': clang's blocks */
        if (n >= MAX_DEPTH)
            parse_fail(p, p->pos, p->pos + 1, NULL, "a pointer with too many levels");
        unsigned quals = 0;
        parse_advance(p);
        while (qualifier(p, &quals) || parse_attribute_begins(p))
            parse_attributes(p, &d->attributes);
        base = type_new(TY_POINTER, base);
        base->quals = quals;
    }
    return base;
}

/* Arrays and functions as parameters are pointers. */
static struct type *adjusted(struct type *t)
{
    struct type *bare = type_strip(t);
    if (bare->kind == TY_ARRAY)
        return type_decay(bare);
    if (bare->kind == TY_FUNCTION)
        return type_new(TY_POINTER, t);
    return t;
}

static void add_param(struct parser *p, struct type *function, const struct specifiers *s, const struct declared *d)
{
    struct param param = { d->name, adjusted(d->type), NULL, d->place };
    struct symbol *sym = parse_symbol(p, SYM_VAR, d->name, d->place);
    sym->type = param.type;
    sym->storage = s->storage;
    sym->is_param = true;
    sym->block = NULL;
    apply_attributes(sym, &s->attributes);
    apply_attributes(sym, &d->attributes);
    if (d->name) {
        scope_bind(p->names, sym, false);
        d->place->sym = sym;
    }
    param.sym = sym;
    VEC_PUSH(&function->params, param);
}

static void parameter(struct parser *p, struct type *function)
{
    struct specifiers s;
    struct declared d;
    parse_specifiers(p, &s);
    if (s.begin == s.end)
        parse_expected(p, "a parameter's type");
    parse_declarator(p, s.type, MAYBE_NAMED, &d);
    if (!d.place)
        d.place = &p->t[s.begin];
    add_param(p, function, &s, &d);
}

/* f(a, b): names only, types behind the parentheses. */
static void identifier_list(struct parser *p, struct type *function, struct declared *d, bool fresh)
{
    function->no_prototype = true;
    if (fresh)
        d->old_style = true;
    do {
        if (!parse_at_name(p))
            parse_expected(p, "a parameter");
        struct specifiers s = { .type = type_basic(TY_INT) };
        struct declared name = { .name = p->name->text, .place = &p->t[p->pos], .type = s.type };
        add_param(p, function, &s, &name);
        parse_advance(p);
    } while (parse_accept(p, ','));
}

static bool is_void_list(const struct type *function)
{
    const struct param *first = function->params.at;
    return function->params.n == 1 && !first->name && type_strip(first->type)->kind == TY_VOID;
}

static void parameter_list(struct parser *p, struct type *function)
{
    do {
        if (parse_accept(p, P_ELLIPSIS)) {
            function->variadic = true;
            break;
        }
        parameter(p, function);
    } while (parse_accept(p, ','));
    if (is_void_list(function) && !function->variadic)
        function->params.n = 0;
}

static bool at_identifier_list(const struct parser *p)
{
    return parse_at_name(p) && !parse_declaration_begins(p, p->pos) &&
           (parse_next_is(p, ',') || parse_next_is(p, ')'));
}

static struct type *function(struct parser *p, struct type *base, struct declared *d, bool fresh)
{
    struct type *t = type_new(TY_FUNCTION, NULL);
    struct scope *scope = scope_enter(p->names);

    parse_advance(p);
    if (parse_at(p, ')'))
        t->no_prototype = true;
    else if (at_identifier_list(p))
        identifier_list(p, t, d, fresh);
    else
        parameter_list(p, t);
    scope_leave(p->names);
    parse_expect(p, ')', "')' behind the parameters");
    if (fresh)
        d->params = scope;
    t->base = suffixes(p, base, d, false);
    return t;
}

static struct type *array(struct parser *p, struct type *base, struct declared *d)
{
    struct type *t = type_new(TY_ARRAY, NULL);
    parse_advance(p);
    while (qualifier(p, &t->quals) || parse_word(p) == W_STATIC)
        if (parse_word(p) == W_STATIC)
            parse_advance(p);
    if (parse_at(p, '*') && parse_next_is(p, ']')) {
        parse_advance(p);
        t->vla = true;
    } else if (!parse_at(p, ']')) {
        t->size = parse_assignment(p);
        t->vla = !expr_is_constant(p->u, t->size);
        if (!expr_constant(p->u, t->size, &t->count))
            t->count = -1;
    }
    parse_expect(p, ']', "']'");
    t->base = suffixes(p, base, d, false);
    return t;
}

/* [size] and (parameters) behind a name; fresh: nothing stands between it and here. */
static struct type *suffixes(struct parser *p, struct type *base, struct declared *d, bool fresh)
{
    parse_enter(p);
    while (at_double_bracket(p, p->pos))
        parse_attributes(p, &d->attributes);
    if (parse_at(p, '['))
        base = array(p, base, d);
    else if (parse_at(p, '('))
        base = function(p, base, d, fresh);
    parse_leave(p);
    return base;
}

/* Whether '(' opens a declarator and not the parameters of an abstract one. */
static bool at_nested(const struct parser *p, enum naming naming)
{
    if (!parse_at(p, '('))
        return false;
    if (naming == NAMED)
        return true;
    size_t next = parse_next(p, p->pos);
    const struct token *t = &p->t[next];
    if (t->kind == T_PUNCT)
        return t->punct == '*' || t->punct == '(' || t->punct == '^' ||
               (t->punct == '[' && !at_double_bracket(p, next));
    enum word w = parse_word_at(p, next);
    if (w == W_ATTRIBUTE || w == W_IGNORED)
        return true;
    return naming == MAYBE_NAMED && t->kind == T_IDENT && !parse_declaration_begins(p, next) &&
           (w == W_NONE || w >= W_FIRST_SOFT);
}

static struct type *nested(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    struct type *hole = type_new(TY_UNKNOWN, NULL);

    parse_advance(p);
    struct type *inner = declarator(p, hole, naming, d);
    parse_attributes(p, &d->attributes);
    parse_expect(p, ')', "')'");
    struct type *outer = suffixes(p, base, d, inner == hole);
    if (inner == hole)
        return outer;
    *hole = *outer;
    return inner;
}

static void take_name(struct parser *p, struct declared *d)
{
    d->name = p->name->text;
    d->place = &p->t[p->pos];
    parse_advance(p);
}

static struct type *declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    parse_enter(p);
    unsigned ignored = 0;
    while (parse_word(p) == W_IGNORED)          /* calling conventions */
        qualifier(p, &ignored);
    parse_attributes(p, &d->attributes);
    base = pointers(p, base, d);
    while (parse_word(p) == W_IGNORED)
        qualifier(p, &ignored);
    if (at_nested(p, naming)) {
        base = nested(p, base, naming, d);
    } else {
        if (naming != ABSTRACT && parse_at_name(p))
            take_name(p, d);
        else if (naming == NAMED)
            parse_expected(p, "a name");
        base = suffixes(p, base, d, true);
    }
    parse_leave(p);
    return base;
}

static bool at_asm(const struct parser *p)
{
    return parse_word(p) == W_ASM || parse_word(p) == W_SOFT_ASM;
}

/* asm("name") and attributes behind a declarator belong to it. */
static void declarator_end(struct parser *p, struct declared *d)
{
    while (at_asm(p) || parse_attribute_begins(p)) {
        if (!at_asm(p)) {
            parse_attributes(p, &d->attributes);
            continue;
        }
        parse_advance(p);
        parse_skip_group(p);
    }
}

void parse_declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    memset(d, 0, sizeof *d);
    d->begin = p->pos;
    d->type = declarator(p, base, naming, d);
    declarator_end(p, d);
    d->type = with_attributes(d->type, &d->attributes);
    d->end = p->pos == d->begin ? d->begin : p->prev_end;
}

struct type *parse_type_name(struct parser *p)
{
    struct specifiers s;
    struct declared d;
    parse_specifiers(p, &s);
    if (!s.typed)
        parse_expected(p, "a type");
    parse_declarator(p, s.type, ABSTRACT, &d);
    return d.type;
}

/* ---- symbols ---------------------------------------------------------------------------------- */

static enum symbol_kind kind_of(const struct specifiers *s, const struct declared *d)
{
    if (s->storage == ST_TYPEDEF)
        return SYM_TYPEDEF;
    return type_strip(d->type)->kind == TY_FUNCTION ? SYM_FUNC : SYM_VAR;
}

/* What this declaration declares once more; NULL: it is the first. A function
 * declared in a block is the one that is visible there. */
static struct symbol *declared_before(struct parser *p, enum symbol_kind kind, const char *name)
{
    struct symbol *sym = kind == SYM_FUNC ? scope_find(p->names, name, false)
                                          : scope_find_here(p->names, name, false);
    return sym && sym->kind == kind ? sym : NULL;
}

static void merge_type(struct symbol *sym, struct type *t)
{
    struct type *old = sym->type ? type_strip(sym->type) : NULL;
    struct type *bare = type_strip(t);
    if (old && old->kind == TY_FUNCTION && bare->kind == TY_FUNCTION && bare->no_prototype && !old->no_prototype)
        return;
    if (old && old->kind == TY_ARRAY && bare->kind == TY_ARRAY && !bare->size && !bare->vla)
        return;
    sym->type = t;
}

static struct type *aligned_copy(struct type *t)
{
    struct type *copy = NEW(struct type);
    *copy = *t;
    copy->aligned = true;
    return copy;
}

static void merge_specifiers(struct symbol *sym, const struct specifiers *s, const struct declared *d)
{
    if (s->storage && !(sym->storage == ST_STATIC && s->storage == ST_EXTERN))
        sym->storage = s->storage;
    sym->thread_local_ |= s->thread;
    sym->is_inline |= s->is_inline;
    sym->is_noreturn |= s->is_noreturn;
    apply_attributes(sym, &s->attributes);
    apply_attributes(sym, &d->attributes);
    if (sym->kind != SYM_FUNC)
        return;
    sym->is_async |= s->is_async;
    sym->is_iter |= s->is_iter;
    sym->is_value |= s->is_value;
}

struct symbol *parse_declare(struct parser *p, const struct specifiers *s, const struct declared *d)
{
    enum symbol_kind kind = kind_of(s, d);
    struct symbol *sym = declared_before(p, kind, d->name);
    if (!sym)
        sym = parse_symbol(p, kind, d->name, d->place);
    if (scope_find_here(p->names, d->name, false) != sym)
        scope_bind(p->names, sym, false);
    merge_type(sym, d->type);
    merge_specifiers(sym, s, d);
    if (kind == SYM_TYPEDEF) {
        if (s->attributes.aligned || d->attributes.aligned)
            sym->type = aligned_copy(sym->type);
        VEC_PUSH(&p->defined, sym);
    }
    d->place->sym = sym;
    return sym;
}

void parse_deduce(struct parser *p, struct symbol *sym, struct expr *init)
{
    struct type *t = type_unqualified(expr_type(p->u, init));
    struct type *bare = type_strip(t);
    if (bare->kind == TY_ARRAY || bare->kind == TY_FUNCTION)
        t = type_decay(bare);
    sym->type = type_qualified(t, sym->type->quals);
}

/* ---- declarations -------------------------------------------------------------------------------- */

void parse_set_definition(struct parser *p, size_t first, size_t begin)
{
    for (size_t i = first; i < p->defined.n; i++) {
        struct symbol *sym = p->defined.at[i];
        if (sym->kind == SYM_TAG)
            continue;
        sym->def_begin = begin;
        sym->def_end = p->prev_end;
    }
    p->defined.n = first;
}

/* _Static_assert(condition, "message"); s may be NULL */
void parse_static_assert(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    parse_expect(p, '(', "'('");
    p->unevaluated++;
    struct expr *e = parse_conditional(p);
    p->unevaluated--;
    if (s)
        s->expr = e;
    if (parse_accept(p, ','))
        parse_conditional(p);
    parse_expect(p, ')', "')'");
    parse_expect(p, ';', "';'");
}

static void take_tags(struct parser *p, struct decl *decl, size_t first)
{
    for (size_t i = first; i < p->defined.n; i++)
        if (p->defined.at[i]->kind != SYM_TYPEDEF)
            VEC_PUSH(&decl->tags, p->defined.at[i]);
}

static void refuse_nested_function(struct parser *p, const struct declared *d)
{
    if (d->params && (parse_at(p, '{') || (d->old_style && parse_type_begins(p, p->pos))))
        parse_fail(p, d->begin, d->end, "define it at file scope",
                   "a nested function in an async function is not supported");
}

static void init_declarator(struct parser *p, struct decl *decl, const struct specifiers *s)
{
    struct declared d;
    parse_declarator(p, s->type, NAMED, &d);
    refuse_nested_function(p, &d);
    struct declarator to = { parse_declare(p, s, &d), d.begin, d.end, NULL };
    if (parse_accept(p, '='))
        to.init = parse_initialiser(p);
    if (to.init && type_strip(to.sym->type)->kind == TY_AUTO)
        parse_deduce(p, to.sym, to.init);
    VEC_PUSH(&decl->declarators, to);
}

struct decl *parse_declaration(struct parser *p)
{
    struct decl *decl = NEW(struct decl);
    struct specifiers s;
    size_t first = p->defined.n;

    parse_specifiers(p, &s);
    decl->spec_begin = s.begin;
    decl->spec_end = s.end;
    decl->storage = s.storage;
    take_tags(p, decl, first);
    if (!parse_at(p, ';'))
        do
            init_declarator(p, decl, &s);
        while (parse_accept(p, ','));
    parse_expect(p, ';', "';' at the end of the declaration");
    parse_set_definition(p, first, s.begin);
    return decl;
}
