/* expansion.h: what a macro call gives, which macros a token of the main file came out of, and from
 * where in them.
 *
 *     #define SUM(x) (x + ONE)       the 1 that SUM(2) gives comes from token 0 of ONE,
 *     #define ONE 1                  and ONE from token 3 of SUM
 */
#ifndef GEN_EXPANSION_H
#define GEN_EXPANSION_H

#include "ast.h"
#include "map.h"

/* A token that an expansion gives. */
struct expanded_token {
    const char *text;               /* interned; NULL: the preprocessor alone knows how it is spelled */
    size_t begin;                   /* byte of the text where the call, or the token itself, is written */
};
struct expanded { struct expanded_token *at; size_t n, cap; };

/* macros: name → struct macro that is defined at each moment; those without a file are not expanded. */
struct expander *expander_new(const struct map *macros);
/* Expands this text; false: what is said in expansion.c is in its way. */
bool expansion_find(struct expander *x, const char *text, size_t n, struct expanded *out);

/* A call of a macro that gave a token. */
struct origin {
    const struct macro *macro;
    size_t at;                      /* which token of its replacement text, the first being 0; ORIGIN_CALL: not known */
    const struct origin *outer;     /* the call that gave this call; NULL: it is written in the file */
    size_t call, depth;             /* its number; how many calls are around it */
};
#define ORIGIN_CALL ((size_t)-1)

/* The innermost one; NULL: the token is out of no macro, or it cannot be told. */
const struct origin *expansion_of(const struct unit *u, size_t token);

/* That token in the macro's definition; its name, if it is not known which. */
struct expansion_place {
    size_t begin, end;              /* bytes of the file */
    int line;                       /* as the preprocessor counts */
};

/* Finds it in the macro's file, which was read, or in the main one if f->main; false: the definition is not
 * where the preprocessor has it. */
bool expansion_place(const struct file *f, const struct origin *o, struct expansion_place *p);

#endif
