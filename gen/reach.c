/* reach.c: whether a file can have async functions, found out without a preprocessor.
 *
 * The wrapper compiles everything, and most files have nothing of ours: those shall
 * cost a look, not a preprocessor run. Async functions need the declarations of
 * <cede.h>, so a file has none when no #include leads there, as far as headers lie in
 * folders that the command names, and it does not mention a word of ours itself.
 * Wrong only in one way, the harmless one, but for a file that gets <cede.h> and all
 * of its async words through macros of a system header: there the compiler stops at
 * the first await, as in any file that was not generated.
 * Reads each header once. Allocates in the arena. */
#include "command.h"
#include "generate.h"
#include "map.h"
#include "parse.h"

#include <stdlib.h>
#include <string.h>

struct reach {
    const struct command *c;
    struct arguments quoted, all;   /* folders: of -iquote; of -I and the like, in order */
    VEC(struct header { const char *path; struct text text; }) headers;     /* found so far */
    struct map seen;                /* interned path → itself */
};

/* ---- where headers are looked for ---------------------------------------------------- */

static void add_path_variable(struct reach *r, const char *name)
{
    const char *at = getenv(name);
    while (at && *at) {
        size_t n = strcspn(at, ":");
        VEC_PUSH(&r->all, n ? intern(at, n) : ".");
        at += n + (at[n] == ':');
    }
}

static void find_folders(struct reach *r)
{
    static const char *const options[] = { "-I", "-isystem", "-idirafter", "--include-directory=", NULL };
    const char *value;
    for (size_t i = 1; i < r->c->words.n; i++) {
        for (const char *const *option = options; *option; option++)
            if ((value = command_value(r->c, i, *option)))
                VEC_PUSH(&r->all, value);
        if ((value = command_value(r->c, i, "-iquote")))
            VEC_PUSH(&r->quoted, value);
    }
    add_path_variable(r, "CPATH");
    add_path_variable(r, "C_INCLUDE_PATH");
}

static bool try_file(struct reach *r, const char *folder, const char *name)
{
    bool rooted = name[0] == '/' || strcmp(folder, ".") == 0;
    const char *path = rooted ? intern_string(name) : intern_format("%s/%s", folder, name);
    struct text t = { NULL, 0, 0 };
    if (map_get(&r->seen, path))
        return true;
    if (!read_file(path, &t))
        return false;
    *map_at(&r->seen, path) = (void *)path;
    VEC_PUSH(&r->headers, ((struct header){ path, t }));
    return true;
}

static bool try_folders(struct reach *r, const struct arguments *folders, const char *name)
{
    for (size_t i = 0; i < folders->n; i++)
        if (try_file(r, folders->at[i], name))
            return true;
    return false;
}

static void find_header(struct reach *r, const char *from, const char *name, bool quoted)
{
    if (quoted && (try_file(r, folder_of(from), name) || try_folders(r, &r->quoted, name)))
        return;
    try_folders(r, &r->all, name);
}

/* ---- what a file says -------------------------------------------------------------------- */

static bool is_ours(const char *name)
{
    const char *slash = strrchr(name, '/');
    return strcmp(slash ? slash + 1 : name, "cede.h") == 0 || strncmp(name, "cede/", 5) == 0;
}

/* Behind '#': true where this leads to <cede.h>, or cannot be told. */
static bool directive(struct reach *r, const char *from, const char *s)
{
    s += strspn(s, " \t");
    if (*s == '\\' || *s == '/')
        return true;                    /* a splice or a comment inside a directive: who knows */
    if (strncmp(s, "include", 7) != 0 && strncmp(s, "import", 6) != 0)
        return false;
    s += strspn(s, "abcdefghijklmnopqrstuvwxyz_");
    s += strspn(s, " \t");
    const char *end = *s == '"' || *s == '<' ? strpbrk(s + 1, "\">\n") : NULL;
    if (!end || *end == '\n')
        return true;                    /* #include MACRO */
    const char *name = intern(s + 1, (size_t)(end - s - 1));
    if (is_ours(name))
        return true;
    find_header(r, from, name, *s == '"');
    return false;
}

static bool look(struct reach *r, const char *path, const struct text *t)
{
    const char *end = t->bytes + t->n;
    for (const char *s = t->bytes; s < end && (s = memchr(s, '#', (size_t)(end - s))); s++)
        if (directive(r, path, s + 1))
            return true;
    if (strlen(t->bytes) < t->n)
        return true;                    /* a NUL byte hides the rest from strstr() */
    return strstr(t->bytes, "%:") && strstr(t->bytes, "include");   /* another spelling of '#' */
}

/* Files that -include and -imacros put in front. */
static bool look_in_front(struct reach *r)
{
    static const char *const options[] = { "-include", "-imacros", NULL };
    const char *name;
    for (size_t i = 1; i < r->c->words.n; i++)
        for (const char *const *option = options; *option; option++)
            if ((name = command_value(r->c, i, *option))) {
                if (is_ours(name))
                    return true;
                find_header(r, "", name, true);
            }
    return false;
}

bool reaches_async(const struct command *c, const char *path, const struct text *main)
{
    static const char *const words[] = { "async", "await", "cede_", NULL };
    struct reach r = { .c = c };
    if (strstr(main->bytes, "\n#define CEDE__GENERATED 1\n"))
        return false;                   /* our own output */
    for (const char *const *word = words; *word; word++)
        if (strstr(main->bytes, *word))
            return true;
    find_folders(&r);
    if (look_in_front(&r) || look(&r, path, main))
        return true;
    for (size_t i = 0; i < r.headers.n; i++) {
        struct header h = r.headers.at[i];
        if (look(&r, h.path, &h.text))
            return true;
    }
    return false;
}
