/* scan.c: bytes cut into preprocessing tokens; scan.h says for whom.
 *
 * Every byte is read through peek() and take(), which never stop on a splice: the
 * rest knows of continued lines only that begin and end of a token are places in
 * the bytes, so its spelling may be shorter than its range.
 * Allocates nothing but spellings, in the arena. */
#include "scan.h"

#include <stdint.h>
#include <string.h>

struct scan scan_begin(const char *bytes, size_t n)
{
    return (struct scan){ bytes, bytes + n, bytes, 1, false, true };
}

/* ---- bytes ------------------------------------------------------------------ */

/* Behind the splice that begins at p, or p. Compilers take blanks between the
 * backslash and the newline for a slip, and so does this. */
static const char *past_splice(const char *p, const char *end)
{
    const char *q = p;
    if (q == end || *q != '\\')
        return p;
    for (q++; q < end && (*q == ' ' || *q == '\t' || *q == '\r'); q++)
        ;
    return q < end && *q == '\n' ? q + 1 : p;
}

/* The next byte, or -1 at the end. */
static int peek(struct scan *s)
{
    for (;;) {
        const char *next = past_splice(s->at, s->end);
        if (next == s->at)
            return s->at < s->end ? (unsigned char)*s->at : -1;
        s->at = next;
        s->line++;
    }
}

static void take_bytes(struct scan *s, size_t n)
{
    s->at += n;
    s->taken = s->at;
}

static void take(struct scan *s)
{
    if (*s->at == '\n')
        s->line++;
    take_bytes(s, 1);
}

/* The byte behind the next one. */
static int peek_second(const struct scan *s)
{
    struct scan ahead = *s;
    if (peek(&ahead) < 0)
        return -1;
    take(&ahead);
    return peek(&ahead);
}

static bool take_if(struct scan *s, int c)
{
    if (peek(s) != c)
        return false;
    take(s);
    return true;
}

static bool has_splice(const char *begin, const char *end)
{
    for (const char *p = begin; (p = memchr(p, '\\', (size_t)(end - p))); p++)
        if (past_splice(p, end) != p)
            return true;
    return false;
}

/* ---- white space -------------------------------------------------------------- */

static bool is_blank(int c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/* Behind the two characters that open it; an unended one ends with the text. */
static void skip_block_comment(struct scan *s)
{
    for (int c; (c = peek(s)) >= 0;) {
        take(s);
        if (c == '*' && take_if(s, '/'))
            return;
    }
}

static void skip_line_comment(struct scan *s)
{
    for (int c; (c = peek(s)) >= 0 && c != '\n';)
        take(s);
}

static bool skip_comment(struct scan *s)
{
    if (peek(s) != '/')
        return false;
    int second = peek_second(s);
    if (second != '*' && second != '/')
        return false;
    take(s);
    take_if(s, second);
    if (second == '*')
        skip_block_comment(s);
    else
        skip_line_comment(s);
    return true;
}

static void skip_space(struct scan *s)
{
    for (;;) {
        int c = peek(s);
        if (c == '\n')
            s->bol = true;
        if (c == '\n' || is_blank(c))
            take(s);
        else if (!skip_comment(s))
            return;
        s->space = true;
    }
}

/* ---- names ------------------------------------------------------------------------ */

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(int c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool is_plain_name(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

/* C11 D.1: characters allowed in identifiers. What is not here is most often a
 * quotation mark or a blank that came with text from a web page. */
static bool is_name_codepoint(uint32_t c)
{
    static const struct { uint32_t first, last; } ranges[] = {
        { 0xA8, 0xA8 }, { 0xAA, 0xAA }, { 0xAD, 0xAD }, { 0xAF, 0xAF }, { 0xB2, 0xB5 },
        { 0xB7, 0xBA }, { 0xBC, 0xBE }, { 0xC0, 0xD6 }, { 0xD8, 0xF6 }, { 0xF8, 0x167F },
        { 0x1681, 0x180D }, { 0x180F, 0x1FFF }, { 0x200B, 0x200D }, { 0x202A, 0x202E },
        { 0x203F, 0x2040 }, { 0x2054, 0x2054 }, { 0x2060, 0x218F }, { 0x2460, 0x24FF },
        { 0x2776, 0x2793 }, { 0x2C00, 0x2DFF }, { 0x2E80, 0x2FFF }, { 0x3004, 0x3007 },
        { 0x3021, 0x302F }, { 0x3031, 0xD7FF }, { 0xF900, 0xFD3D }, { 0xFD40, 0xFDCF },
        { 0xFDF0, 0xFE44 }, { 0xFE47, 0xFFFD }
    };
    if (c >= 0x10000)
        return c <= 0xEFFFF && (c & 0xFFFF) <= 0xFFFD;
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Bytes of the UTF-8 character at p, 0 if there is none; its number in *c. Splices
 * inside a character are not understood: no compiler writes them. */
static int utf8_length(const char *p, const char *end, uint32_t *c)
{
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    unsigned lead = (unsigned char)*p;
    int n = lead >= 0xF0 && lead < 0xF8 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead >= 0xF8 || end - p < n)
        return 0;
    *c = lead & (0x7Fu >> n);
    for (int i = 1; i < n; i++) {
        if (((unsigned char)p[i] & 0xC0) != 0x80)
            return 0;
        *c = *c << 6 | ((unsigned char)p[i] & 0x3Fu);
    }
    return *c >= least[n] && *c <= 0x10FFFF ? n : 0;
}

/* Takes \uXXXX or \UXXXXXXXX. */
static bool take_ucn(struct scan *s)
{
    struct scan ahead = *s;
    if (!take_if(&ahead, '\\'))
        return false;
    int digits = take_if(&ahead, 'u') ? 4 : take_if(&ahead, 'U') ? 8 : 0;
    if (!digits)
        return false;
    for (int i = 0; i < digits; i++) {
        if (!is_hex(peek(&ahead)))
            return false;
        take(&ahead);
    }
    *s = ahead;
    return true;
}

/* Takes one character of a name. */
static bool take_name_char(struct scan *s, bool digits)
{
    int c = peek(s);
    uint32_t codepoint;
    if (is_plain_name(c) || (digits && is_digit(c))) {
        take(s);
        return true;
    }
    if (c == '\\')
        return take_ucn(s);
    if (c < 0x80)
        return false;
    int n = utf8_length(s->at, s->end, &codepoint);
    if (!n || !is_name_codepoint(codepoint))
        return false;
    take_bytes(s, (size_t)n);
    return true;
}

/* ---- numbers ------------------------------------------------------------------------ */

static bool at_number(struct scan *s)
{
    int c = peek(s);
    return is_digit(c) || (c == '.' && is_digit(peek_second(s)));
}

/* Signs belong to a number behind e, E, p and P, whatever the number is: 0xe+1 is
 * one token. C23's digit separators are taken in every mode, since nothing else
 * can stand there. */
static void take_number(struct scan *s)
{
    for (;;) {
        int c = peek(s);
        if (c == '.') {
            take(s);
        } else if (c == '\'') {
            int second = peek_second(s);
            if (!is_digit(second) && !is_plain_name(second))
                return;
            take(s);
        } else if (!take_name_char(s, true)) {
            return;
        } else if (c == 'e' || c == 'E' || c == 'p' || c == 'P') {
            if (peek(s) == '+' || peek(s) == '-')
                take(s);
        }
    }
}

/* ---- literals ------------------------------------------------------------------------- */

/* The characters of the prefix and its quote at s: 0 none. Raw strings, which gcc
 * knows in its gnu modes, are told by *raw. */
static int literal_prefix(struct scan s, int *quote, bool *raw)
{
    int n = 1;
    *raw = false;
    if (take_if(&s, 'u'))
        n += 1 + take_if(&s, '8');
    else if (take_if(&s, 'L') || take_if(&s, 'U'))
        n++;
    if (take_if(&s, 'R')) {
        n++;
        *raw = true;
    }
    *quote = peek(&s);
    return *quote == '"' || (*quote == '\'' && !*raw) ? n : 0;
}

/* Behind the opening quote. Ends before a newline, which no literal contains. */
static bool take_literal(struct scan *s, int quote)
{
    for (int c; (c = peek(s)) >= 0 && c != '\n';) {
        take(s);
        if (c == quote)
            return true;
        if (c == '\\' && peek(s) >= 0 && peek(s) != '\n')
            take(s);
    }
    return false;
}

/* Behind R": delimiter ( any bytes ) delimiter ". Nothing is spliced in it. */
static bool take_raw_string(struct scan *s)
{
    const char *delimiter = s->at;
    while (s->at < s->end && s->at - delimiter < 16 && !strchr("() \\\t\v\f\r\n\"", *s->at))
        take(s);
    size_t n = (size_t)(s->at - delimiter);
    if (s->at == s->end || *s->at != '(')
        return take_literal(s, '"');
    while (s->at < s->end) {
        bool closing = *s->at == ')';
        take(s);
        if (closing && (size_t)(s->end - s->at) > n && memcmp(s->at, delimiter, n) == 0 && s->at[n] == '"') {
            take_bytes(s, n + 1);
            return true;
        }
    }
    return false;
}

static void scan_literal(struct scan *s, struct lexeme *l, int prefix, int quote, bool raw)
{
    while (prefix-- > 0) {
        peek(s);
        take(s);
    }
    l->kind = quote == '"' ? T_STRING : T_CHAR;
    if (!(raw ? take_raw_string(s) : take_literal(s, quote)))
        l->problem = quote == '"' ? SCAN_OPEN_STRING : SCAN_OPEN_CHAR;
    l->spliced = !raw && has_splice(l->begin, s->taken);
}

/* ---- punctuators ------------------------------------------------------------------------- */

/* Longest first among those that begin alike. */
static const struct { const char *text; int punct; } puncts[] = {
    { "%:%:", P_HASHHASH }, { "...", P_ELLIPSIS }, { "<<=", P_SHL_EQ }, { ">>=", P_SHR_EQ },
    { "->", P_ARROW }, { "++", P_INC }, { "--", P_DEC }, { "<<", P_SHL }, { ">>", P_SHR },
    { "<=", P_LE }, { ">=", P_GE }, { "==", P_EQ }, { "!=", P_NE }, { "&&", P_AND }, { "||", P_OR },
    { "*=", P_MUL_EQ }, { "/=", P_DIV_EQ }, { "%=", P_MOD_EQ }, { "+=", P_ADD_EQ }, { "-=", P_SUB_EQ },
    { "&=", P_AND_EQ }, { "^=", P_XOR_EQ }, { "|=", P_OR_EQ }, { "##", P_HASHHASH }, { "::", P_COLONCOLON },
    { "<:", '[' }, { ":>", ']' }, { "<%", '{' }, { "%>", '}' }, { "%:", '#' }
};

static bool take_exactly(struct scan *s, const char *text)
{
    struct scan ahead = *s;
    for (; *text; text++)
        if (!take_if(&ahead, (unsigned char)*text))
            return false;
    *s = ahead;
    return true;
}

static bool scan_punct(struct scan *s, struct lexeme *l)
{
    int c = peek(s);
    if (c <= 0 || !strchr("[](){}.-+&*~!/%<>^|?:;=,#", c))
        return false;
    l->kind = T_PUNCT;
    for (size_t i = 0; i < sizeof puncts / sizeof *puncts; i++)
        if (puncts[i].text[0] == c && take_exactly(s, puncts[i].text)) {
            l->punct = puncts[i].punct;
            return true;
        }
    take(s);
    l->punct = c;
    return true;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

/* A byte or character that begins no token: taken, so that scanning goes on. */
static void scan_stray(struct scan *s, struct lexeme *l)
{
    uint32_t codepoint = (unsigned char)*s->at;
    int n = utf8_length(s->at, s->end, &codepoint);
    l->kind = T_PUNCT;
    l->punct = n ? (int)codepoint : (unsigned char)*s->at;
    l->problem = SCAN_STRAY;
    take_bytes(s, n ? (size_t)n : 1);
}

static void scan_token(struct scan *s, struct lexeme *l)
{
    int quote;
    bool raw;
    int prefix = literal_prefix(*s, &quote, &raw);
    if (prefix) {
        scan_literal(s, l, prefix, quote, raw);
        return;
    }
    if (at_number(s)) {
        l->kind = T_NUMBER;
        take_number(s);
    } else if (take_name_char(s, false)) {
        l->kind = T_IDENT;
        while (take_name_char(s, true))
            ;
    } else if (!scan_punct(s, l)) {
        scan_stray(s, l);
    }
    l->spliced = has_splice(l->begin, s->taken);
}

struct lexeme scan_next(struct scan *s)
{
    struct lexeme l = { T_EOF, 0, NULL, NULL, 0, false, false, false, SCAN_GOOD };
    skip_space(s);
    l.begin = s->taken = s->at;
    l.line = s->line;
    l.space = s->space;
    l.bol = s->bol;
    if (s->at < s->end)
        scan_token(s, &l);
    l.end = s->taken;
    s->space = s->bol = false;
    return l;
}

struct lexeme scan_next_on_line(struct scan *s)
{
    struct scan before = *s;
    struct lexeme l = scan_next(s);
    if (l.bol || l.kind == T_EOF) {
        *s = before;
        l.kind = T_EOF;
        l.punct = 0;
    }
    return l;
}

void scan_skip_line(struct scan *s)
{
    for (int c; (c = peek(s)) >= 0 && c != '\n';) {
        if (skip_comment(s))
            continue;
        take(s);
        if (c == '"' || c == '\'')
            take_literal(s, c);
    }
}

static const char *unsplice(const char *begin, const char *end)
{
    char *copy = arena_alloc((size_t)(end - begin) + 1);
    size_t n = 0;
    while (begin < end) {
        const char *next = past_splice(begin, end);
        if (next == begin)
            copy[n++] = *next++;
        begin = next;
    }
    return intern(copy, n);
}

const char *scan_spelling(const struct lexeme *l)
{
    size_t n = (size_t)(l->end - l->begin);
    return l->spliced ? unsplice(l->begin, l->end) : intern(l->begin, n);
}

const char *scan_text(const char *begin, const char *end)
{
    while (begin < end && (is_blank((unsigned char)*begin) || *begin == '\n'))
        begin++;
    while (begin < end && (is_blank((unsigned char)end[-1]) || end[-1] == '\n'))
        end--;
    return unsplice(begin, end);
}

/* \\, \" and octal escapes are what preprocessors write into names. */
const char *scan_unquote(const char *literal)
{
    const char *s = literal;
    char *name = arena_alloc(strlen(s) + 1);
    size_t n = 0;
    for (s++; *s && *s != '"'; s++) {
        if (*s == '\\' && s[1] >= '0' && s[1] <= '7') {
            int c = 0;
            for (int i = 0; i < 3 && s[1] >= '0' && s[1] <= '7'; i++)
                c = c * 8 + (*++s - '0');
            name[n++] = (char)c;
        } else {
            if (*s == '\\' && s[1])
                s++;
            name[n++] = *s;
        }
    }
    return intern(name, n);
}
