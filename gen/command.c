/* command.c: the command line of a C compiler, as far as cedec has to understand it.
 *
 * In:   the words of a compile command, of any compiler with gcc's options.
 * Out:  the same as a preprocessor run, and for the wrapper what the command makes
 *       of which sources.
 *
 * Options are known by name only where their argument is a word of its own, which
 * could be taken for a source, or where they change what is made. All others are
 * passed on unread. Allocates in the arena. */
#include "command.h"

#include "parse.h"

#include <ctype.h>
#include <string.h>

/* Response files may name others; one that names itself ends here. */
#define MOST_NESTED 20

static bool begins_with(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool one_of(const char *s, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(s, *list) == 0)
            return true;
    return false;
}

/* ---- options ---------------------------------------------------------------------- */

/* Options whose argument is the next word, of no use to a preprocessor run. */
static bool drops_with_argument(const char *s)
{
    static const char *const list[] = { "-o", "-MF", "-MT", "-MQ", "-MJ", "-l", "-L", "-u", "-z", "-T", "-e",
                                        "-Xlinker", "-Xassembler", "-dumpbase", "-dumpdir", "-dumpbase-ext",
                                        "-aux-info", "-framework", "-rpath", NULL };
    return one_of(s, list);
}

static bool keeps_with_argument(const char *s)
{
    static const char *const list[] = { "-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote", "-idirafter",
                                        "-iprefix", "-iwithprefix", "-iwithprefixbefore", "-isysroot", "--sysroot",
                                        "-x", "-B", "-arch", "-target", "-Xpreprocessor", "-Xclang", "--param",
                                        "-A", "-F", "-iframework", "-mllvm", "-gcc-toolchain", "-specs", "-wrapper", NULL };
    return one_of(s, list);
}

/* What would make something else than preprocessed text with line markers. */
static bool drops(const char *s)
{
    static const char *const list[] = { "-c", "-S", "-E", "-P", "-C", "-CC", "-M", "-MM", "-MD", "-MMD", "-MP", "-MG",
                                        "-H", "-v", "-###", "-", "--", "-fsyntax-only", "-fdirectives-only",
                                        "-fpreprocessed", "-frewrite-includes", "-save-temps", NULL };
    return one_of(s, list) || begins_with(s, "-o") || begins_with(s, "-MF") || begins_with(s, "-MT")
        || begins_with(s, "-MQ") || begins_with(s, "-MJ") || begins_with(s, "-Wp,-M") || begins_with(s, "-Wl,")
        || begins_with(s, "-Wa,") || begins_with(s, "-l") || begins_with(s, "-L") || begins_with(s, "-save-temps=")
        || (begins_with(s, "-d") && s[2] && strspn(s + 2, "MDNIUt") == strlen(s + 2));
}

static bool has_ending(const char *s, const char *const *list)
{
    const char *dot = strrchr(s, '.');
    return dot && one_of(dot, list);
}

/* Only by its ending: in `ccache gcc -c foo.c` the second word is no source. */
static bool is_input(const char *s)
{
    static const char *const list[] = { ".c", ".i", ".o", ".a", ".s", ".S", ".so", ".lo", ".la", ".obj", NULL };
    return s[0] != '-' && s[0] != '@' && has_ending(s, list);
}

/* ---- a preprocessor run --------------------------------------------------------------- */

void command_copy(struct arguments *out, char **cc)
{
    for (cc++; *cc; cc++) {
        if (drops_with_argument(*cc)) {
            if (cc[1])
                cc++;
        } else if (keeps_with_argument(*cc)) {
            VEC_PUSH(out, *cc);
            if (cc[1])
                VEC_PUSH(out, *++cc);
        } else if (!drops(*cc) && !is_input(*cc)) {
            VEC_PUSH(out, *cc);
        }
    }
}

struct arguments command_preprocessor(char **cc, const char *const *more, const char *path)
{
    struct arguments a = { NULL, 0, 0 };
    VEC_PUSH(&a, cc[0]);
    command_copy(&a, cc);
    VEC_PUSH(&a, "-E");
    for (; *more; more++)
        VEC_PUSH(&a, *more);
    VEC_PUSH(&a, path);
    VEC_PUSH(&a, NULL);
    return a;
}

/* ---- response files ------------------------------------------------------------------- */

/* The next word at *at: white space ends it, quotes join, a backslash takes the next
 * character as it is. false: there is none. */
static bool next_word(const char **at, struct text *word)
{
    const char *s = *at;
    char quote = 0;
    word->n = 0;
    while (isspace((unsigned char)*s))
        s++;
    if (!*s)
        return false;
    text_add(word, "", 0);
    for (; *s && (quote || !isspace((unsigned char)*s)); s++) {
        if (*s == '\\' && s[1])
            text_add(word, ++s, 1);
        else if (quote ? *s == quote : *s == '"' || *s == '\'')
            quote = quote ? 0 : *s;
        else
            text_add(word, s, 1);
    }
    *at = s;
    return true;
}

static void add_word(struct command *c, const char *word, int depth);

/* false: there is no such file, and the word is an ordinary one. */
static bool open_response(struct command *c, const char *path, int depth)
{
    struct text bytes = { NULL, 0, 0 }, word = { NULL, 0, 0 };
    if (depth > MOST_NESTED || !read_file(path, &bytes))
        return false;
    c->has_response = true;
    for (const char *at = bytes.bytes; next_word(&at, &word); )
        add_word(c, intern(word.bytes, word.n), depth + 1);
    return true;
}

static void add_word(struct command *c, const char *word, int depth)
{
    if (c->words.n > 0 && warning_read(c->warn, word) == WO_OURS)
        c->has_ours = true;
    else if (word[0] != '@' || c->words.n == 0 || !open_response(c, word + 1, depth))
        VEC_PUSH(&c->words, word);
}

/* ---- what a command makes ---------------------------------------------------------------- */

const char *command_value(const struct command *c, size_t i, const char *option)
{
    const char *word = c->words.at[i];
    size_t n = strlen(option);
    if (strncmp(word, option, n) != 0)
        return NULL;
    return word[n] ? word + n : c->words.at[i + 1];
}

/* -Wp,-MD,FILE: the options that kernels hand to the preprocessor itself. */
static void read_preprocessor_option(struct command *c, const char *word)
{
    static const char *const deps[] = { "-Wp,-MD,", "-Wp,-MMD," };
    for (size_t i = 0; i < 2; i++)
        if (begins_with(word, deps[i])) {
            const char *name = word + strlen(deps[i]), *comma = strchr(name, ',');
            c->depends = true;
            c->depfile = comma ? intern(name, (size_t)(comma - name)) : name;
        }
}

static void read_depends(struct command *c, size_t i)
{
    const char *word = c->words.at[i], *value;
    if (strcmp(word, "-MD") == 0 || strcmp(word, "-MMD") == 0)
        c->depends = true;
    else if (strcmp(word, "-M") == 0 || strcmp(word, "-MM") == 0)
        c->makes = MAKES_ANSWERS;
    else if ((value = command_value(c, i, "-MF")))
        c->depfile = value;
    else if ((value = command_value(c, i, "-MJ")))
        c->fragment = value;
    else if (begins_with(word, "-MT") || begins_with(word, "-MQ"))
        c->has_target = true;
}

/* The first option that says so decides, as with gcc: -E before -S before -c. */
static void make(struct command *c, enum command_makes what)
{
    if (what > c->makes)
        c->makes = what;
}

/* Among them cedec's own preprocessor run, of a compiler that is wrapped itself. */
static bool is_question(const char *word)
{
    static const char *const list[] = { "-###", "-dM", "-fpreprocessed", "-DCEDE__CEDEC=1", NULL };
    return one_of(word, list);
}

static void read_option(struct command *c, size_t i)
{
    const char *word = c->words.at[i], *value;
    if (strcmp(word, "-c") == 0)
        make(c, MAKES_OBJECT);
    else if (strcmp(word, "-S") == 0)
        make(c, MAKES_ASSEMBLY);
    else if (strcmp(word, "-E") == 0)
        make(c, MAKES_TEXT);
    else if (strcmp(word, "-fsyntax-only") == 0)
        make(c, MAKES_NOTHING);
    else if (is_question(word))
        make(c, MAKES_ANSWERS);
    else if (begins_with(word, "-M"))
        read_depends(c, i);
    else if (begins_with(word, "-Wp,"))
        read_preprocessor_option(c, word);
    else if ((value = command_value(c, i, "-o")))
        c->output = value;
}

/* Whether a word that is no option names a C source. */
static bool is_source(const char *word, const char *language)
{
    static const char *const endings[] = { ".c", NULL };
    if (language && strcmp(language, "none") != 0)
        return strcmp(language, "c") == 0;
    return has_ending(word, endings);
}

static void find_sources(struct command *c)
{
    const char *language = NULL;
    bool options = true;
    for (size_t i = 1; i < c->words.n; i++) {
        const char *word = c->words.at[i];
        bool option = options && word[0] == '-' && word[1];
        bool source = !option && is_source(word, language);
        if (!c->first && (option || source))
            c->first = i;
        if (source) {
            VEC_PUSH(&c->sources, i);
            c->said_c |= language && strcmp(language, "c") == 0;
        }
        if (!option)
            continue;
        read_option(c, i);
        if (begins_with(word, "-x"))
            language = command_value(c, i, "-x");
        if (strcmp(word, "--") == 0)
            options = false;
        if (keeps_with_argument(word) || drops_with_argument(word))
            i++;
    }
}

struct command command_read(char **argv, struct warnings *w)
{
    struct command c;
    memset(&c, 0, sizeof c);
    c.warn = w;
    for (; *argv; argv++)
        add_word(&c, *argv, 0);
    VEC_PUSH(&c.words, NULL);
    c.words.n--;
    find_sources(&c);
    c.warn = NULL;
    if (!c.first)
        c.first = c.words.n;
    return c;
}

/* A response file is written out only where it has words of ours: that is what it is for. */
char **command_without_ours(char **argv, struct warnings *w)
{
    struct command c;
    memset(&c, 0, sizeof c);
    c.warn = w;
    for (; *argv; argv++) {
        size_t n = c.words.n;
        c.has_ours = false;
        add_word(&c, *argv, 0);
        if ((*argv)[0] != '@' || c.has_ours)
            continue;
        c.words.n = n;
        VEC_PUSH(&c.words, *argv);
    }
    VEC_PUSH(&c.words, NULL);
    return (char **)c.words.at;
}
