/* scope.h: which name means what, where.
 *
 * One entry per distinct identifier, found by its interned spelling; each entry
 * has the innermost binding of either name space (ordinary names, tags), and a
 * binding knows what it hides. So a lookup is one step whatever the nesting, and
 * leaving a scope costs what was bound in it. */
#ifndef GEN_SCOPE_H
#define GEN_SCOPE_H

#include "ast.h"

struct binding {
    struct symbol *sym;
    struct name *name;
    struct scope *scope;        /* where it was bound */
    struct binding *hidden;     /* what it hides, NULL: nothing */
    struct binding *before;     /* the one bound before it in its scope */
    bool tag;
};

struct name {
    const char *text;           /* interned */
    int word;                   /* enum word of parse_internal.h; 0: an ordinary name */
    struct binding *ordinary, *tag;
    struct symbol *function;    /* of that name, declared in whatever scope: it is one and the same */
};

struct scope {
    struct scope *outer;        /* NULL: file scope */
    struct binding *last;
};

struct names {
    struct name **slots;
    size_t n, cap;              /* cap is a power of two, or 0 */
    struct scope *scope;        /* the innermost; file scope from names_new on */
};

struct names *names_new(void);
struct name *name_of(struct names *names, const char *text);

/* The symbol visible under this interned name; NULL: none. */
struct symbol *scope_find(struct names *names, const char *text, bool tag);
/* The same, of the innermost scope only. */
struct symbol *scope_find_here(struct names *names, const char *text, bool tag);

void scope_bind(struct names *names, struct symbol *sym, bool tag);
struct scope *scope_enter(struct names *names);
void scope_leave(struct names *names);
/* Enters a new scope with the bindings that `old`, left before, had: a function's
 * parameters are bound once in its declarator and once more for its body. */
struct scope *scope_enter_again(struct names *names, const struct scope *old);

#endif
