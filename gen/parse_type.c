/* parse_type.c: declaration specifiers: built-in types, structs, unions, enums, typedef
 * names, typeof, storage, qualifiers, async.
 *
 * In:   parse_decl.c, before declarators.
 * Out:  struct specifiers; tags and enumerators, bound in scope.
 * Always: whether a token begins a type is known from the names in scope alone. */
#include "parse_internal.h"

#include <limits.h>
#include <string.h>

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
        parse_constant(p, "the width of a bit-field");
    parse_attributes(p, &d.attributes);
    add_member(record, d.name, parse_attributed_type(d.type, &d.attributes), d.place, bit_field,
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
        sym->value = parse_constant(p, "the value of an enumerator");
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

/* cede_iter(type) */
static struct type *iter_type(struct parser *p)
{
    return type_iter(p->u, type_in_parentheses(p));
}

static struct type *bit_int_type(struct parser *p, const struct base *b)
{
    const char *word = p->name->text;
    parse_advance(p);
    parse_expect(p, '(', "'('");
    size_t begin = p->pos;
    parse_constant(p, "the width of a type");
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
    if (!strcmp(name, "__int128_t"))
        return type_basic(TY_INT128);
    if (!strcmp(name, "__uint128_t"))
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

bool parse_qualifier(struct parser *p, unsigned *quals)
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

/* Whether the token is async, CEDE_VALUE or CEDE_BLOCKING as a specifier: another one, or the
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
    if (at_async(p, p->pos, W_BLOCKING))
        return flag(p, &s->is_blocking);
    if (typed(b) || !parse_next_is(p, '('))
        return false;
    if (parse_word(p) == W_ITER)
        return take_type(b, iter_type(p));
    if (parse_word(p) != W_ASYNC_ITER)
        return false;
    s->is_async = s->is_iter = true;
    return take_type(b, type_in_parentheses(p));
}

static bool other_specifier(struct parser *p, struct specifiers *s, struct base *b)
{
    bool extension;
    if (parse_attribute_begins(p)) {
        parse_attribute(p, &s->attributes);
        return true;
    }
    switch (parse_word(p)) {
    case W_TYPEDEF: return storage(p, s, ST_TYPEDEF);
    case W_EXTERN: return storage(p, s, ST_EXTERN);
    case W_STATIC: return storage(p, s, ST_STATIC);
    case W_AUTO: return storage(p, s, ST_AUTO);
    case W_REGISTER: return storage(p, s, ST_REGISTER);
    case W_THREAD: case W_SOFT_THREAD: return flag(p, &s->thread);
    case W_SOFT_CONSTEXPR: return flag(p, &s->is_constexpr);
    case W_INLINE: return flag(p, &s->is_inline);
    case W_NORETURN: return flag(p, &s->is_noreturn);
    case W_EXTENSION: return flag(p, &extension);
    case W_ALIGNAS: case W_SOFT_ALIGNAS:
        parse_alignas(p, &s->attributes);
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
    while (parse_qualifier(p, &b.quals) || other_specifier(p, s, &b) || type_specifier(p, &b))
        continue;
    s->end = p->pos == s->begin ? s->begin : p->prev_end;
    if (s->is_constexpr)
        b.quals |= Q_CONST;
    if ((s->storage == ST_AUTO || s->is_constexpr) && !b.type && !b.seen && p->u->infers_auto)
        b.type = type_basic(TY_AUTO);
    s->typed = b.type || b.seen;
    s->type = parse_attributed_type(base_type(&b), &s->attributes);
}

static bool type_word(const struct parser *p, size_t i)
{
    enum word w = parse_word_at(p, i);
    if ((w >= W_CONST && w <= W_DECLSPEC) || w == W_SOFT_BOOL)
        return true;
    const struct token *next = &p->t[parse_next(p, i)];
    return (w == W_SOFT_TYPEOF || w == W_SOFT_ALIGNAS || w == W_ITER) && next->kind == T_PUNCT && next->punct == '(';
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
    if ((w >= W_TYPEDEF && w <= W_NORETURN) || w == W_SOFT_THREAD || w == W_SOFT_CONSTEXPR || parse_at_double_bracket(p, i))
        return true;
    const struct token *next = &p->t[parse_next(p, i)];
    if (at_async(p, i, W_ASYNC) || at_async(p, i, W_VALUE) || at_async(p, i, W_BLOCKING))
        return true;
    if (w == W_ASYNC_ITER)
        return next->kind == T_PUNCT && next->punct == '(';
    return parse_type_begins(p, i);
}
