/* json.c: reads JSON texts, and writes them again.
 *
 *     json [-p] [-s] [-c] [-q PATH] FILE...
 *
 * For each file its value, compact or with -p on several lines, with -s with the members
 * of objects in order; with -c how much is in it; with -q only the part at a path like
 * .a[3].b. What is no JSON is told with line and column, and the next file is read.
 *
 * In:   bytes; RFC 8259, UTF-8 checked, surrogates joined.
 * Out:  a tree in an arena that is freed after each file, then text.
 * Always:
 *   1. a string is valid UTF-8 and may contain NUL, so it has a length;
 *   2. a number is kept as it was written, so none loses a digit;
 *   3. members stay in the order of the file, a repeated name included. */
#include "stream.h"

#include <stdlib.h>
#include <string.h>

/* ---- memory ------------------------------------------------------------------ */

/* Alone it is large enough for most files. */
enum { CHUNK_BYTES = 4000 };

struct chunk {
    struct chunk *older;
    size_t used;
    _Alignas(16) char bytes[];
};

struct arena {
    struct chunk *newest;
    size_t cap;
};

static void *arena_get(struct arena *a, size_t n)
{
    struct chunk *c = a->newest;
    n = (n + 15) / 16 * 16;
    if (!c || a->cap - c->used < n) {
        a->cap = n > CHUNK_BYTES ? n : CHUNK_BYTES;
        c = malloc(sizeof *c + a->cap);
        if (!c)
            abort();
        *c = (struct chunk){ .older = a->newest };
        a->newest = c;
    }
    c->used += n;
    return c->bytes + c->used - n;
}

static void arena_free(struct arena *a)
{
    while (a->newest) {
        struct chunk *older = a->newest->older;
        free(a->newest);
        a->newest = older;
    }
    a->cap = 0;
}

/* Bytes that grow; what is left behind stays in the arena. */
struct bytes {
    char *at;
    size_t n, cap;
};

static void bytes_put(struct arena *a, struct bytes *b, int c)
{
    if (b->n == b->cap) {
        size_t cap = b->cap ? 2 * b->cap : 16;
        char *larger = arena_get(a, cap);
        if (b->n)
            memcpy(larger, b->at, b->n);
        b->at = larger;
        b->cap = cap;
    }
    b->at[b->n++] = (char)c;
}

static void bytes_utf8(struct arena *a, struct bytes *b, unsigned long c)
{
    if (c < 0x80) {
        bytes_put(a, b, (int)c);
        return;
    }
    int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
    bytes_put(a, b, (int)((0xff << (7 - more) & 0xff) | c >> 6 * more));
    while (more-- > 0)
        bytes_put(a, b, (int)(0x80 | (c >> 6 * more & 0x3f)));
}

/* ---- values -------------------------------------------------------------------- */

enum kind { NOTHING, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT };

struct string {
    const char *at;
    size_t n;
};

struct value {
    enum kind kind;
    struct string text;             /* NUMBER, STRING */
    struct member *first;           /* ARRAY, OBJECT */
    unsigned count;
};

struct member {
    struct string name;             /* OBJECT */
    struct value value;
    struct member *next;
};

static int string_compare(struct string a, struct string b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* ---- reading --------------------------------------------------------------------- */

enum { MOST_DEPTH = 200 };

struct reader {
    struct input in;
    struct arena *arena;
    unsigned line, column;
    const char *error;              /* what was wrong first; null: nothing */
    unsigned error_line, error_column;
    int depth;
};

static int fail(struct reader *r, const char *error)
{
    if (!r->error) {
        r->error = error;
        r->error_line = r->line;
        r->error_column = r->column;
    }
    return 0;
}

static async int peek(struct reader *r)
{
    return r->error ? EOF : await(input_peek(&r->in));
}

static async int get(struct reader *r)
{
    int c = await(input_get(&r->in));
    if (c == '\n') {
        r->line++;
        r->column = 1;
    } else if ((c & 0xc0) != 0x80) {        /* a character has one column */
        r->column += c != EOF;
    }
    return c;
}

static async int accept(struct reader *r, int c)
{
    return await(peek(r)) == c && (await(get(r)), 1);
}

static async void skip_space(struct reader *r)
{
    for (;;) {
        switch (await(peek(r))) {
        case ' ': case '\t': case '\n': case '\r':
            await(get(r));
            continue;
        default:
            return;
        }
    }
}

static async int expect(struct reader *r, int c, const char *error)
{
    await(skip_space(r));
    return await(accept(r, c)) || fail(r, error);
}

static async int read_word(struct reader *r, const char *word)
{
    for (; *word; word++)
        if (!await(accept(r, *word)))
            return fail(r, "unknown word");
    return 1;
}

/* ---- numbers ------------------------------------------------------------------------ */

static int is_digit(int c)
{
    return c >= '0' && c <= '9';
}

/* One digit at least. */
static async int read_digits(struct reader *r, struct bytes *b)
{
    if (!is_digit(await(peek(r))))
        return fail(r, "a digit is missing");
    while (is_digit(await(peek(r))))
        bytes_put(r->arena, b, await(get(r)));
    return 1;
}

static async int read_fraction(struct reader *r, struct bytes *b)
{
    if (!await(accept(r, '.')))
        return 1;
    bytes_put(r->arena, b, '.');
    return await(read_digits(r, b));
}

static async int read_exponent(struct reader *r, struct bytes *b)
{
    int c = await(peek(r));
    if (c != 'e' && c != 'E')
        return 1;
    bytes_put(r->arena, b, await(get(r)));
    if ((c = await(peek(r))) == '+' || c == '-')
        bytes_put(r->arena, b, await(get(r)));
    return await(read_digits(r, b));
}

static async int read_number(struct reader *r, struct value *v)
{
    struct bytes b = { 0 };
    if (await(accept(r, '-')))
        bytes_put(r->arena, &b, '-');
    if (await(accept(r, '0'))) {
        bytes_put(r->arena, &b, '0');
        if (is_digit(await(peek(r))))
            return fail(r, "a number begins with 0");
    } else if (!await(read_digits(r, &b))) {
        return 0;
    }
    if (!await(read_fraction(r, &b)) || !await(read_exponent(r, &b)))
        return 0;
    bytes_put(r->arena, &b, 0);             /* for atof */
    v->kind = NUMBER;
    v->text = (struct string){ b.at, b.n - 1 };
    return 1;
}

/* ---- strings ------------------------------------------------------------------------- */

static int hex_digit(int c)
{
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The four digits of \uXXXX; -1 after a message. */
static async long read_hex(struct reader *r)
{
    long code = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(await(peek(r)));
        if (digit < 0)
            return fail(r, "\\u needs four hexadecimal digits") - 1;
        code = code * 16 + digit;
        await(get(r));
    }
    return code;
}

static async int read_unicode(struct reader *r, struct bytes *b)
{
    long code = await(read_hex(r)), low;
    if (code < 0)
        return 0;
    if (code >= 0xdc00 && code < 0xe000)
        return fail(r, "the second half of a surrogate pair comes first");
    if (code >= 0xd800 && code < 0xdc00) {
        if (!await(accept(r, '\\')) || !await(accept(r, 'u')))
            return fail(r, "half a surrogate pair");
        if ((low = await(read_hex(r))) < 0)
            return 0;
        if (low < 0xdc00 || low >= 0xe000)
            return fail(r, "half a surrogate pair");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    bytes_utf8(r->arena, b, (unsigned long)code);
    return 1;
}

static async int read_escape(struct reader *r, struct bytes *b)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    int c = await(peek(r));
    const char *known = c > 0 ? strchr(from, c) : NULL;
    if (c == 'u') {
        await(get(r));
        return await(read_unicode(r, b));
    }
    if (!known)
        return fail(r, "unknown escape");
    await(get(r));
    bytes_put(r->arena, b, to[known - from]);
    return 1;
}

/* What follows the first byte of a character, as Unicode's table of well-formed ones says. */
static async int read_continuation(struct reader *r, struct bytes *b, int first)
{
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (first < 0xc2 || first > 0xf4)
        return fail(r, "not UTF-8");
    for (; more > 0; more--, least = 0x80, most = 0xbf) {
        int c = await(peek(r));
        if (c < least || c > most)
            return fail(r, "not UTF-8");
        bytes_put(r->arena, b, await(get(r)));
    }
    return 1;
}

static async int read_character(struct reader *r, struct bytes *b, int c)
{
    if (c == '\\')
        return await(read_escape(r, b));
    if (c < 0x20)
        return fail(r, c == EOF ? "a string does not end" : "a control character in a string");
    bytes_put(r->arena, b, c);
    return c < 0x80 || await(read_continuation(r, b, c));
}

static async int read_string(struct reader *r, struct string *s)
{
    struct bytes b = { 0 };
    if (!await(accept(r, '"')))
        return fail(r, "a string is missing");
    while (!await(accept(r, '"'))) {
        if (!await(read_character(r, &b, await(get(r)))))
            return 0;
    }
    *s = (struct string){ b.at, b.n };
    return 1;
}

/* ---- arrays and objects ------------------------------------------------------------------ */

static async int read_value(struct reader *r, struct value *v);

static struct member *member_new(struct reader *r, struct value *in, struct member ***end)
{
    struct member *m = arena_get(r->arena, sizeof *m);
    *m = (struct member){ .name = { "", 0 } };
    **end = m;
    *end = &m->next;
    in->count++;
    return m;
}

static async int read_array(struct reader *r, struct value *v)
{
    struct member **end = &v->first;
    await(skip_space(r));
    if (await(accept(r, ']')))
        return 1;
    do {
        if (!await(read_value(r, &member_new(r, v, &end)->value)))
            return 0;
        await(skip_space(r));
    } while (await(accept(r, ',')));
    return await(expect(r, ']', "',' or ']' is missing"));
}

static async int read_member(struct reader *r, struct member *m)
{
    await(skip_space(r));
    return await(read_string(r, &m->name)) && await(expect(r, ':', "':' is missing")) && await(read_value(r, &m->value));
}

static async int read_object(struct reader *r, struct value *v)
{
    struct member **end = &v->first;
    await(skip_space(r));
    if (await(accept(r, '}')))
        return 1;
    do {
        if (!await(read_member(r, member_new(r, v, &end))))
            return 0;
        await(skip_space(r));
    } while (await(accept(r, ',')));
    return await(expect(r, '}', "',' or '}' is missing"));
}

static async int read_nested(struct reader *r, struct value *v, enum kind kind)
{
    int good;
    await(get(r));
    if (r->depth == MOST_DEPTH)
        return fail(r, "nested too deeply");
    r->depth++;
    v->kind = kind;
    good = kind == ARRAY ? await(read_array(r, v)) : await(read_object(r, v));
    r->depth--;
    return good;
}

static async int read_value(struct reader *r, struct value *v)
{
    int c;
    await(skip_space(r));
    switch (c = await(peek(r))) {
    case '{': return await(read_nested(r, v, OBJECT));
    case '[': return await(read_nested(r, v, ARRAY));
    case '"': v->kind = STRING; return await(read_string(r, &v->text));
    case 't': v->kind = TRUE; return await(read_word(r, "true"));
    case 'f': v->kind = FALSE; return await(read_word(r, "false"));
    case 'n': v->kind = NOTHING; return await(read_word(r, "null"));
    case EOF: return fail(r, "a value is missing at the end");
    default:
        return c == '-' || is_digit(c) ? await(read_number(r, v)) : fail(r, "a value is missing");
    }
}

static async int read_text(struct reader *r, struct value *v)
{
    if (!await(read_value(r, v)))
        return 0;
    await(skip_space(r));
    return await(peek(r)) == EOF || fail(r, "something follows the value");
}

/* ---- in order ------------------------------------------------------------------------------ */

/* Merges two sorted lists; of equal names the first list's come first. */
static struct member *merge(struct member *a, struct member *b)
{
    struct member *all = NULL, **end = &all;
    while (a && b) {
        struct member **from = string_compare(a->name, b->name) <= 0 ? &a : &b;
        *end = *from;
        *from = (*from)->next;
        end = &(*end)->next;
    }
    *end = a ? a : b;
    return all;
}

static struct member *sort_members(struct member *first, unsigned count)
{
    struct member *middle = first, *second;
    if (count < 2)
        return first;
    for (unsigned i = 1; i < count / 2; i++)
        middle = middle->next;
    second = middle->next;
    middle->next = NULL;
    return merge(sort_members(first, count / 2), sort_members(second, count - count / 2));
}

static async void sort(struct value *v)
{
    if (v->kind == OBJECT)
        v->first = sort_members(v->first, v->count);
    await(cede_yield());
    for (struct member *m = v->first; m; m = m->next)
        if (m->value.first)
            await(sort(&m->value));
}

/* ---- paths ----------------------------------------------------------------------------------- */

static struct value *member_named(struct value *v, struct string name)
{
    struct value *found = NULL;
    for (struct member *m = v->kind == OBJECT ? v->first : NULL; m; m = m->next)
        if (string_compare(m->name, name) == 0)
            found = &m->value;              /* of several the last one counts */
    return found;
}

static struct value *element(struct value *v, unsigned long i)
{
    struct member *m = v->kind == ARRAY ? v->first : NULL;
    while (m && i-- > 0)
        m = m->next;
    return m ? &m->value : NULL;
}

/* Null: there is no such part. */
static struct value *find(struct value *v, const char *path)
{
    while (v && *path) {
        if (*path == '.') {
            size_t n = strcspn(++path, ".[");
            v = member_named(v, (struct string){ path, n });
            path += n;
        } else if (*path == '[' && is_digit(path[1])) {
            char *end;
            v = element(v, strtoul(path + 1, &end, 10));
            path = end + (*end == ']');
        } else {
            return NULL;
        }
    }
    return v;
}

/* ---- writing ------------------------------------------------------------------------------------ */

struct writer {
    struct output out;
    int pretty, depth;
};

static async void write_bytes(struct writer *w, const char *at, size_t n)
{
    while (n-- > 0)
        await(output_put(&w->out, *at++));
}

static async void write_line(struct writer *w)
{
    if (!w->pretty)
        return;
    await(output_put(&w->out, '\n'));
    for (int i = 0; i < w->depth; i++)
        await(output_text(&w->out, "  "));
}

static async void write_escape(struct writer *w, unsigned char c)
{
    static const char names[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    char text[8];
    for (const char *name = names; *name; name += 2)
        if ((unsigned char)*name == c) {
            await(output_put(&w->out, '\\'));
            await(output_put(&w->out, name[1]));
            return;
        }
    snprintf(text, sizeof text, "\\u%04x", c);
    await(output_text(&w->out, text));
}

static async void write_string(struct writer *w, struct string s)
{
    await(output_put(&w->out, '"'));
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c < 0x20 || c == '"' || c == '\\')
            await(write_escape(w, c));
        else
            await(output_put(&w->out, (char)c));
    }
    await(output_put(&w->out, '"'));
}

static async void write_value(struct writer *w, const struct value *v);

static async void write_members(struct writer *w, const struct value *v)
{
    w->depth++;
    for (const struct member *m = v->first; m; m = m->next) {
        await(write_line(w));
        if (v->kind == OBJECT) {
            await(write_string(w, m->name));
            await(output_text(&w->out, w->pretty ? ": " : ":"));
        }
        await(write_value(w, &m->value));
        if (m->next)
            await(output_put(&w->out, ','));
    }
    w->depth--;
    if (v->first)
        await(write_line(w));
}

static async void write_value(struct writer *w, const struct value *v)
{
    static const char *const words[] = { [NOTHING] = "null", [FALSE] = "false", [TRUE] = "true" };
    switch (v->kind) {
    case NUMBER:
        await(write_bytes(w, v->text.at, v->text.n));
        break;
    case STRING:
        await(write_string(w, v->text));
        break;
    case ARRAY:
    case OBJECT:
        await(output_put(&w->out, v->kind == ARRAY ? '[' : '{'));
        await(write_members(w, v));
        await(output_put(&w->out, v->kind == ARRAY ? ']' : '}'));
        break;
    default:
        await(output_text(&w->out, words[v->kind]));
    }
}

/* ---- statistics ------------------------------------------------------------------------------------ */

struct count {
    unsigned values[OBJECT + 1], deepest;
    double sum;                             /* of all numbers */
};

static async struct count count(const struct value *v, unsigned depth)
{
    struct count all = { .values = { 0 }, .deepest = depth, .sum = v->kind == NUMBER ? atof(v->text.at) : 0 };
    all.values[v->kind]++;
    for (const struct member *m = v->first; m; m = m->next) {
        struct count c = await(count(&m->value, depth + 1));
        for (int kind = NOTHING; kind <= OBJECT; kind++)
            all.values[kind] += c.values[kind];
        if (c.deepest > all.deepest)
            all.deepest = c.deepest;
        all.sum += c.sum;
    }
    return all;
}

static async void write_count(struct writer *w, const struct value *v)
{
    char text[100];
    struct count c = await(count(v, 0));
    snprintf(text, sizeof text, "%u null, %u false, %u true, %u numbers, %u strings, %u arrays, %u objects, depth %u, sum %g",
             c.values[NOTHING], c.values[FALSE], c.values[TRUE], c.values[NUMBER], c.values[STRING], c.values[ARRAY],
             c.values[OBJECT], c.deepest, c.sum);
    await(output_text(&w->out, text));
}

/* ---- the program ------------------------------------------------------------------------------------ */

struct wish {
    int pretty, sorted, counted;
    const char *path;
};

static async void write_wish(struct writer *w, const struct wish *wish, struct value *v)
{
    if (wish->path && !(v = find(v, wish->path))) {
        await(output_text(&w->out, "no such part\n"));
        return;
    }
    if (wish->sorted)
        await(sort(v));
    if (wish->counted)
        await(write_count(w, v));
    else
        await(write_value(w, v));
    await(output_put(&w->out, '\n'));
}

static async void write_error(struct writer *w, const struct reader *r)
{
    char where[40];
    snprintf(where, sizeof where, "%u:%u: ", r->error_line, r->error_column);
    await(output_text(&w->out, where));
    await(output_text(&w->out, r->error));
    await(output_put(&w->out, '\n'));
}

static async int convert(const char *path, const struct wish *wish)
{
    struct arena arena = { 0 };
    struct reader r = { .in = { .file = fopen(path, "rb") }, .arena = &arena, .line = 1, .column = 1 };
    struct writer w = { .out = { .file = stdout }, .pretty = wish->pretty };
    struct value v = { .kind = NOTHING };
    int good;
    if (!r.in.file) {
        perror(path);
        return 1;
    }
    good = await(read_text(&r, &v));
    if (good)
        await(write_wish(&w, wish, &v));
    else
        await(write_error(&w, &r));
    await(output_flush(&w.out));
    fclose(r.in.file);
    arena_free(&arena);
    return !good;
}

static async int json(int argc, char **argv)
{
    struct wish wish = { 0 };
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-p") == 0)
            wish.pretty = 1;
        else if (strcmp(argv[i], "-s") == 0)
            wish.sorted = 1;
        else if (strcmp(argv[i], "-c") == 0)
            wish.counted = 1;
        else if (strcmp(argv[i], "-q") == 0 && argv[i + 1])
            wish.path = argv[++i];
        else
            bad |= await(convert(argv[i], &wish));
    }
    return bad;
}

int main(int argc, char **argv)
{
    return cede_run(json(argc, argv));
}
