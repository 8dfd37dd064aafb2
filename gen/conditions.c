/* conditions.c: #if inside of async functions, once more in the output.
 *
 * In:   the text of an async function.
 * Out:  its conditional directives, with an #error in each branch that was not taken
 *       when cedec read the file (calls.c finds out which): what was generated for one
 *       configuration does not build in another.
 *
 * Of a condition that begins before the function or ends behind it, one end is in the
 * text around; what stood in the function is put back before it, in order. So the
 * function stands in the branch in which its text ended.
 * Allocates in the arena. */
#include "calls.h"
#include "emit.h"
#include "scan.h"

#include <string.h>

struct directive {
    const char *text;           /* "#if X", one line */
    bool opens, closes;         /* #if and its kin; #endif; neither: #else and #elif */
    bool is_else;
    bool outer;                 /* its #if stands before the function */
    size_t group;               /* of the #if: index of its directive */
    bool has_else, ended;       /* of an #if */
    size_t last;                /* … the last directive of its group so far */
};

typedef VEC(struct directive) directives;

static bool is_conditional(const char *word)
{
    return strncmp(word, "if", 2) == 0 || strncmp(word, "el", 2) == 0 || strcmp(word, "endif") == 0;
}

static void read_directives(const struct file *m, long begin, long end, directives *d)
{
    struct scan s = scan_begin(m->bytes + begin, (size_t)(end - begin));
    for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF; ) {
        if (!l.bol || l.punct != '#')
            continue;
        struct lexeme name = scan_next_on_line(&s);
        const char *word = name.kind == T_IDENT ? scan_spelling(&name) : "";
        scan_skip_line(&s);
        if (is_conditional(word)) {
            struct directive one = { .text = scan_text(name.begin, s.at), .opens = word[0] == 'i',
                                     .closes = strcmp(word, "endif") == 0, .is_else = strcmp(word, "else") == 0 };
            VEC_PUSH(d, one);
        }
    }
}

/* Which directives belong together. */
static void match(directives *d)
{
    VEC(size_t) open = { NULL, 0, 0 };
    for (size_t i = 0; i < d->n; i++) {
        struct directive *one = &d->at[i];
        if (one->opens)
            VEC_PUSH(&open, i);
        one->outer = open.n == 0;
        if (one->outer)
            continue;
        struct directive *first = &d->at[one->group = open.at[open.n - 1]];
        first->last = i;
        first->has_else |= one->is_else;
        first->ended |= one->closes;
        if (one->closes)
            open.n--;
    }
}

/* Where nobody will decide on marks, only what is needed for balance. */
void emit_conditions(struct printer *p, long begin, long end)
{
    directives d = { NULL, 0, 0 };
    bool marks = p->u->marks;
    read_directives(p->u->main, begin, end, &d);
    match(&d);
    for (size_t i = 0; i < d.n; i++) {
        struct directive *one = &d.at[i], *first = &d.at[one->group];
        bool around = one->outer || !first->ended;
        if (!around && !marks)
            continue;
        if (one->closes && !around && !first->has_else)
            put(p, "#else\n" MARK_BRANCH "\n");
        put(p, "#%s\n", one->text);
        if (marks && !one->closes && (one->outer || !around || first->last != i))
            put(p, MARK_BRANCH "\n");
    }
}
