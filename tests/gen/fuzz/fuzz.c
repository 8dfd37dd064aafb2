/* fuzz.c: cedec, from preprocessed text to output, for libFuzzer.
 *
 * In:   an input's bytes, behind a few declarations of <cede.h> that stand for it.
 * Out:  nothing. A crash, a hang, a leak and what sanitizers find are libFuzzer's to
 *       report; that there is an output without an error, or an error that was told,
 *       and no third thing, is checked here.
 * Always:
 *   1. each input begins with an empty arena, so inputs do not meet;
 *   2. exit(), by which cedec ends after too many errors, comes back here. */
#include "generate.h"
#include "parse.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                                 uint8_t *out, size_t max, unsigned seed);
void __real_exit(int status) __attribute__((noreturn));
void __wrap_exit(int status) __attribute__((noreturn));

static const char prologue[] =
    "typedef unsigned short cede_state; typedef int cede_status; typedef struct cede_task cede_task;\n"
    "typedef struct cede_group cede_group; typedef struct cede_fn cede_fn; typedef struct cede_box cede_box;\n"
    "typedef struct cede_scope { int x; } cede_scope; typedef struct cede__within { int x; } cede__within;\n"
    "typedef struct cede_duration { long long ns; } cede_duration; typedef struct cede_time { long long ns; } cede_time;\n"
    "async int cede_yield(void); async int cede_sleep(cede_duration d); async int cede_join(cede_task *t);\n"
    "int cede_leaving(void); int cede_each_error(void); int cede_group_error(const cede_group *g);\n"
    "struct cede_iter { int x; }; async int cede_next(struct cede_iter *it, void *value);\n"
    "async int a(int x); async void v(void); async_iter(int) i(int n); int o(int *p); struct s { int m, n[3]; };\n"
    "async struct s t(struct s s); extern int x, *p; typedef int T; enum { E };\n"
    "# 1 \"fuzz.c\"\n";

/* ---- a run ----------------------------------------------------------------------- */

static jmp_buf ended;
static int running;

void __wrap_exit(int status)
{
    if (!running)
        __real_exit(status);
    longjmp(ended, 1 + status);
}

static void run(const struct text *input, const struct options *o)
{
    struct unit u = { .path = "fuzz.c" };
    struct text out = { NULL, 0, 0 };
    u.main = NEW(struct file);
    u.main->name = intern_string(u.path);
    u.main->main = true;
    file_set(u.main, input);
    if (generate(&u, o, &out) != (u.errors == 0)) {
        fprintf(stderr, "an error without a message, or the other way around\n");
        abort();
    }
}

/* The preprocessed text and the file are the same: nothing in it is a macro. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char path[64];
    struct options o = { .input = "fuzz.c", .emit = "c", .preprocessed = path };
    struct text input = { NULL, 0, 0 };
    FILE *file = tmpfile();
    if (!file)
        abort();
    text_add(&input, prologue, sizeof prologue - 1);
    text_add(&input, (const char *)data, size);
    fwrite(input.bytes, 1, input.n, file);
    fflush(file);
    snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
    o.no_line = size % 2;
    o.fill_dead = size % 3 == 0;
    running = 1;
    if (!setjmp(ended))
        run(&input, &o);
    running = 0;
    fclose(file);
    text_reset();
    return 0;
}

/* ---- mutations: of words, mostly, for bytes seldom make another program ------------- */

static unsigned state;

static unsigned pick(unsigned n)
{
    state = state * 1103515245u + 12345u;
    return (state >> 16) % n;
}

static int is_word(uint8_t c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A token that begins at or behind a random place. */
static size_t token(const uint8_t *data, size_t size, size_t *length)
{
    size_t at = pick((unsigned)size), end;
    while (at > 0 && is_word(data[at]) && is_word(data[at - 1]))
        at--;
    end = at + 1;
    while (end < size && is_word(data[at]) && is_word(data[end]))
        end++;
    *length = end - at;
    return at;
}

/* A token, or a few, or all up to where the bracket that it opens is closed. */
static size_t piece(const uint8_t *data, size_t size, size_t *length)
{
    size_t at = token(data, size, length), end = at;
    int depth = 0;
    if (pick(2))
        return at;
    do {
        if (strchr("([{", data[end]) && data[end])
            depth++;
        if (strchr(")]}", data[end]) && data[end])
            depth--;
        end++;
    } while (end < size && (depth > 0 || pick(6)));
    *length = end - at;
    return at;
}

static size_t replace(uint8_t *data, size_t size, size_t max, size_t at, size_t length, const uint8_t *with, size_t n)
{
    if (size - length + n > max)
        return size;
    memmove(data + at + n, data + at + length, size - at - length);
    memcpy(data + at, with, n);
    return size - length + n;
}

static const char *const words[] = {
    " await(a(1)) ", " async ", " defer ", " within (d) ", " shield ", " group (g) ", " else ", " yield(x); ", " spawn(g, a(x)) ",
    " await_each (int k, i(3)) ", " boxed( ", " return ", " goto l; ", " l: ", " break; ", " continue; ", " switch (x) ", " case 1: ",
    " default: ", " for (;;) ", " while (x) ", " do ", " if (x) ", " ({ ", "; }) ", " { ", " } ", " ( ", " ) ", " [ ", " ] ", " , ", " ; ",
    " = ", " && ", " || ", " ? ", " : ", " * ", " & ", " && l ", " struct s ", " int ", " (struct s){ .n = { 1 } } ", " sizeof ", " typeof(x) ",
    " static ", " typedef ", " const ", " _Alignas(32) ", " __attribute__((cleanup(o))) ", " cede_iter(int) *h = open_iter(i(1)); ",
    " spawn_into(g, &x, a(1)) ", " spawn_task(g, a(2)) ", " detach(a(3)) ", " offload(o(&x)) ", " _Generic(x, int: 1, default: 2) ",
    " asm(\"\" : : \"r\"(x)); ", " __extension__ ", " union { int m; } ", " char b[] = \"s\" ", " [2] = ", " ... ", " x ", " 0x7fffffff ",
    " '\\0' ", " \"s\" ", " _Static_assert(1, \"\"); ", " goto *p; ", " __label__ l; ", " enum { F = 1 } ", " # 7 \"h.h\" 1\n", " \n# 9 \"fuzz.c\" 2\n"
};

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned seed)
{
    static uint8_t copy[1 << 16];
    size_t at, length, from, n;
    state = seed;
    if (size == 0 || size > sizeof copy || pick(8) == 0)
        return LLVMFuzzerMutate(data, size, max);
    at = piece(data, size, &length);
    memcpy(copy, data, size);
    from = piece(copy, size, &n);
    switch (pick(5)) {
    case 0: return replace(data, size, max, at, length, copy, 0);
    case 1: return replace(data, size, max, at, 0, copy + from, n);
    case 2: return replace(data, size, max, at, length, copy + from, n);
    default:
        from = pick(sizeof words / sizeof *words);
        return replace(data, size, max, at, pick(2) ? length : 0, (const uint8_t *)words[from], strlen(words[from]));
    }
}

/* A piece of one in the place of a piece of the other. */
size_t LLVMFuzzerCustomCrossOver(const uint8_t *a, size_t a_size, const uint8_t *b, size_t b_size,
                                 uint8_t *out, size_t max, unsigned seed)
{
    size_t at, length, from, n;
    state = seed;
    if (a_size == 0 || b_size == 0 || a_size > max)
        return 0;
    memcpy(out, a, a_size);
    at = piece(a, a_size, &length);
    from = piece(b, b_size, &n);
    return replace(out, a_size, max, at, length, b + from, n);
}
