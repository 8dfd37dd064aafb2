/* dump_tokens.c: --dump=tokens, what lex.c and align.c made of the file.
 *
 * One token a line: place, kind, range in the main file's text, spelling. "-" stands
 * for a range of a token that came out of a macro or a header; '^' marks the first
 * token of a line. Behind them the macros that a file defined, each with the token
 * it stands before. */
#include "parse.h"

#include <stdio.h>

static const char *kind_name(enum token_kind kind)
{
    static const char *const names[] = { "end", "name", "number", "char", "string", "punct", "pragma" };
    return names[kind];
}

static void dump_token(size_t index, const struct token *t)
{
    printf("%6zu %s:%d:%d %s ", index, t->file->name, t->line, t->col, kind_name(t->kind));
    if (t->raw_begin >= 0)
        printf("%ld-%ld", t->raw_begin, t->raw_end);
    else
        printf("-");
    printf(" %s%s\n", t->bol ? "^" : "", t->text);
}

static void dump_macro(const struct macro *m)
{
    printf("%6zu %s:%d %s %s%s %s\n", m->token, m->file->name, m->line, m->undef ? "undef" : "define", m->name,
           m->function_like ? "()" : "", m->body);
}

void dump_tokens(const struct unit *u)
{
    for (size_t i = 0; i < u->tokens.n; i++)
        dump_token(i, &u->tokens.at[i]);
    for (size_t i = 0; i < u->macros.n; i++)
        if (u->macros.at[i].file->name[0] != '<')       /* not <built-in> */
            dump_macro(&u->macros.at[i]);
}
