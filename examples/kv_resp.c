/* kv_resp.c: parsing of requests and writing of replies; see kv_resp.h.
 *
 * Always:
 *   1. a request that is not complete is parsed from its beginning when more has come:
 *      so nothing is kept between two reads, and skipping by length makes it cheap;
 *   2. errors and their order are those of Redis 7.0's networking.c.
 * Allocates buffers and argument lists. */
#include "kv_resp.h"
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_BYTES = 1024,         /* a buffer's first size; most requests are shorter */
    KEPT_BYTES = 16 * 1024,     /* an empty buffer that is larger is given back */
    LINE_BYTES = 64 * 1024,     /* the longest line, as in Redis */
    MOST_ARGUMENTS = 1 << 20
};

/* ---- buffers ----------------------------------------------------------------------------- */

bool buffer_reserve(struct buffer *b, size_t n)
{
    size_t capacity = b->capacity ? b->capacity : FIRST_BYTES;
    if (n <= b->capacity - b->n)
        return true;
    while (capacity < b->n + n)
        capacity *= 2;
    char *data = b->n + n <= b->limit ? realloc(b->data, capacity) : NULL;
    if (!data)
        return false;
    b->data = data;
    b->capacity = capacity;
    return true;
}

void buffer_consume(struct buffer *b, size_t n)
{
    b->n -= n;
    if (b->n)
        memmove(b->data, b->data + n, b->n);
    else if (b->capacity > KEPT_BYTES)
        buffer_free(b);
}

void buffer_free(struct buffer *b)
{
    free(b->data);
    b->data = NULL;
    b->n = b->capacity = 0;
}

/* ---- replies ------------------------------------------------------------------------------- */

void put(struct buffer *b, const void *data, size_t n)
{
    if (b->broken || !buffer_reserve(b, n)) {
        b->broken = true;
        return;
    }
    memcpy(b->data + b->n, data, n);
    b->n += n;
}

void put_text(struct buffer *b, const char *text)
{
    put(b, text, strlen(text));
}

void put_number(struct buffer *b, char type, long long v)
{
    char text[32], *end = text + sizeof text, *at = end;
    unsigned long long u = v < 0 ? 0ULL - (unsigned long long)v : (unsigned long long)v;
    *--at = '\n';
    *--at = '\r';
    do
        *--at = (char)('0' + u % 10);
    while (u /= 10);
    if (v < 0)
        *--at = '-';
    *--at = type;
    put(b, at, (size_t)(end - at));
}

void put_bulk(struct buffer *b, const char *data, size_t n)
{
    put_number(b, '$', (long long)n);
    put(b, data, n);
    put_text(b, "\r\n");
}

void put_error(struct buffer *b, const char *text)
{
    put_text(b, "-");
    put_text(b, text);
    put_text(b, "\r\n");
}

/* ---- requests ------------------------------------------------------------------------------ */

bool parse_number(const char *s, size_t n, long long *out)
{
    char text[24] = "", *end;
    if (n == 0 || n >= sizeof text)
        return false;
    memcpy(text, s, n);
    const char *digits = text + (text[0] == '-');
    if (!isdigit((unsigned char)*digits) || (*digits == '0' && n > 1))
        return false;
    errno = 0;
    *out = strtoll(text, &end, 10);
    return errno == 0 && end == text + n;
}

static bool add_argument(struct request *r, char *data, size_t n, const char **error)
{
    if (r->argc == r->capacity) {
        int capacity = r->capacity ? 2 * r->capacity : 16;
        struct slice *argv = realloc(r->argv, (size_t)capacity * sizeof *argv);
        if (!argv) {
            *error = "out of memory";
            return false;
        }
        r->argv = argv;
        r->capacity = capacity;
    }
    r->argv[r->argc++] = (struct slice){ data, n };
    return true;
}

/* The number of a line like "$5\r\n" at *at, which then is behind the line. false: the
 * line is not all there, or *error says what is wrong with it. */
static bool parse_header(char **at, const char *end, char type, long long *n, const char **error)
{
    static _Thread_local char expected[] = "expected '$', got ' '";
    char *line = *at, *cr = memchr(line, '\r', (size_t)(end - line));
    if (!cr && end - line > LINE_BYTES)
        *error = type == '*' ? "too big mbulk count string" : "too big bulk count string";
    if (!cr || end - cr < 2)
        return false;
    if (*line != type) {
        expected[sizeof expected - 3] = *line == '\r' || *line == '\n' ? ' ' : *line;
        *error = expected;
    } else if (!parse_number(line + 1, (size_t)(cr - line - 1), n))
        *error = type == '*' ? "invalid multibulk length" : "invalid bulk length";
    *at = cr + 2;
    return !*error;
}

/* "*2\r\n$4\r\nECHO\r\n$2\r\nhi\r\n" */
static size_t parse_array(struct request *r, char *data, size_t size, const char **error)
{
    char *at = data, *end = data + size;
    long long items, n;
    if (!parse_header(&at, end, '*', &items, error))
        return 0;
    if (items > MOST_ARGUMENTS)
        *error = "invalid multibulk length";
    for (; items > 0 && !*error; items--) {
        if (!parse_header(&at, end, '$', &n, error))
            return 0;
        if (n < 0 || n > r->max_bulk)
            *error = "invalid bulk length";
        if (*error || end - at < n + 2 || !add_argument(r, at, (size_t)n, error))
            return 0;
        at += n + 2;
    }
    return (size_t)(at - data);
}

/* What a backslash within double quotes stands for; *at is behind the backslash. */
static char unescape(char **at, const char *end)
{
    static const char letters[] = "nrtba", meanings[] = "\n\r\t\b\a";
    char c = *(*at)++, hex[3] = "";
    const char *known = c ? strchr(letters, c) : NULL;
    if (c == 'x' && end - *at >= 2 && isxdigit((unsigned char)(*at)[0]) && isxdigit((unsigned char)(*at)[1])) {
        memcpy(hex, *at, 2);
        *at += 2;
        return (char)strtol(hex, NULL, 16);
    }
    return known ? meanings[known - letters] : c;
}

/* A word of a line, unquoted in place; *at is behind it. */
static struct slice parse_word(char **at, const char *end, const char **error)
{
    char *p = *at, *to = p, quote = '\0';
    while (p < end && (quote || !isspace((unsigned char)*p))) {
        char c = *p++;
        if (!quote && (c == '"' || c == '\''))
            quote = c;
        else if (quote && c == quote && (p == end || isspace((unsigned char)*p)))
            quote = '\0';
        else if (quote && c == quote)
            break;              /* no space behind it */
        else if (quote == '"' && c == '\\' && p < end)
            *to++ = unescape(&p, end);
        else if (quote == '\'' && c == '\\' && p < end && *p == '\'')
            *to++ = *p++;
        else
            *to++ = c;
    }
    if (quote)
        *error = "unbalanced quotes in request";
    struct slice word = { *at, (size_t)(to - *at) };
    *at = p;
    return word;
}

/* "ECHO hi\n" */
static size_t parse_line(struct request *r, char *data, size_t size, const char **error)
{
    char *at = data, *end = memchr(data, '\n', size);
    if (!end) {
        if (size > LINE_BYTES)
            *error = "too big inline request";
        return 0;
    }
    while (!*error) {
        while (at < end && isspace((unsigned char)*at))
            at++;
        if (at == end)
            break;
        struct slice word = parse_word(&at, end, error);
        if (!*error)
            add_argument(r, word.data, word.n, error);
    }
    return (size_t)(end + 1 - data);
}

size_t parse_request(struct request *r, char *data, size_t n, const char **error)
{
    size_t used;
    r->argc = 0;
    if (n == 0)
        return 0;
    used = *data == '*' ? parse_array(r, data, n, error) : parse_line(r, data, n, error);
    for (int i = 0; used && !*error && i < r->argc; i++)
        r->argv[i].data[r->argv[i].n] = '\0';
    return used;
}
