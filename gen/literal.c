/* literal.c: types and values of numbers, characters and strings. */
#include "parse_internal.h"

#include <stdlib.h>
#include <string.h>

const char *literal_spelling(struct unit *u, const struct expr *e)
{
    return u->tokens.at[e->begin].text;
}

static bool is_hex(const char *s)
{
    return s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
}

bool literal_is_floating(const char *s)
{
    return is_hex(s) ? strpbrk(s, ".pP") != NULL : strpbrk(s, ".eE") != NULL && !(s[0] == '0' && strchr("bB", s[1]));
}

/* Where the suffix begins. */
const char *literal_suffix(const char *s)
{
    const char *end = s + strlen(s);
    const char *letters = literal_is_floating(s) ? "fFlLiIjJdDqQwWx0123456789" : "uUlLiIjJzZ";
    const char *at = end;
    while (at > s && strchr(letters, at[-1]))
        at--;
    if (!literal_is_floating(s))
        return at;
    /* digits belong to a suffix only behind its letter: f16, f128x, d64 */
    while (at < end && strchr("x0123456789", *at))
        at++;
    if (is_hex(s) && at < end && !strpbrk(s, "pP"))
        return end;
    return at;
}

bool literal_has(const char *suffix, const char *letters)
{
    return strpbrk(suffix, letters) != NULL;
}

static struct type *named_float(const char *name)
{
    struct type *t = type_new(TY_FLOATN, NULL);
    t->name = intern_string(name);
    return t;
}

static struct type *floating_literal(const char *suffix)
{
    if (literal_has(suffix, "dD") && strlen(suffix) > 1)
        return named_float(literal_has(suffix, "fF") ? "_Decimal32" : literal_has(suffix, "lL") ? "_Decimal128" : "_Decimal64");
    if (literal_has(suffix, "qQ"))
        return named_float("__float128");
    if (literal_has(suffix, "wW"))
        return named_float("__float80");
    if (literal_has(suffix, "0123456789"))
        return named_float(intern_format("_Float%s", suffix + 1));
    return type_basic(literal_has(suffix, "fF") ? TY_FLOAT : literal_has(suffix, "lL") ? TY_LDOUBLE : TY_DOUBLE);
}

unsigned long long literal_integer(const char *s)
{
    if (s[0] == '0' && (s[1] == 'b' || s[1] == 'B'))
        return strtoull(s + 2, NULL, 2);
    return strtoull(s, NULL, 0);
}

static bool fits(struct unit *u, unsigned long long value, enum type_kind kind)
{
    int bits = 8 * type_bytes(u, kind) - !type_kind_is_unsigned(kind);
    return bits >= 64 || value >> bits == 0;
}

/* The first of int, unsigned, long, … that the suffix allows and the value fits. */
static struct type *integer_literal(struct unit *u, const char *s, const char *suffix)
{
    bool only_unsigned = literal_has(suffix, "uU");
    bool only_signed = !only_unsigned && s[0] != '0';
    size_t longs = strspn(suffix + strcspn(suffix, "lL"), "lL");
    enum type_kind kind = longs == 2 ? TY_LLONG : longs == 1 ? TY_LONG : TY_INT;
    unsigned long long value = literal_integer(s);

    for (; kind <= TY_ULLONG; kind = (enum type_kind)(kind + 1)) {
        if (type_kind_is_unsigned(kind) ? only_signed : only_unsigned)
            continue;
        if (fits(u, value, kind))
            return type_basic(kind);
    }
    return type_basic(TY_ULLONG);
}

struct type *literal_number_type(struct unit *u, const char *s)
{
    const char *suffix = literal_suffix(s);
    struct type *t = literal_is_floating(s) ? floating_literal(suffix) : integer_literal(u, s, suffix);
    return type_complex(t, literal_has(suffix, "iIjJ"));
}

/* Of a character or of a string's element, by its prefix. */
struct type *literal_character_type(struct unit *u, const char *s, enum type_kind plain)
{
    if (s[0] == 'L')
        return type_named_or(u, "wchar_t", TY_INT);
    if (s[0] == 'U')
        return type_named_or(u, "char32_t", TY_UINT);
    if (s[0] == 'u' && s[1] != '8')
        return type_named_or(u, "char16_t", TY_USHORT);
    return type_basic(plain);
}

/* A wide one among adjacent literals makes all of them wide. */
struct type *literal_string_type(struct unit *u, const struct expr *e)
{
    struct type *t = type_basic(TY_CHAR);
    for (size_t i = e->begin; i < e->end; i++)
        if (u->tokens.at[i].kind == T_STRING && strchr("LUu", u->tokens.at[i].text[0]))
            t = literal_character_type(u, u->tokens.at[i].text, TY_CHAR);
    return type_new(TY_ARRAY, t);
}
