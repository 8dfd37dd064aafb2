/* generate.h: the passes behind the parser. */
#ifndef GEN_GENERATE_H
#define GEN_GENERATE_H

#include "ast.h"
#include "options.h"

/* async.c: reports what is not allowed in and around async functions; counts in u->errors. */
void async_check(struct unit *u);
/* The function that a call names, also as (f)(x), (*f)(x) and (&f)(x); NULL: by a pointer. */
struct symbol *named_function(struct expr *call);
/* ordinary.c: the same of a declaration or an ordinary function. */
void ordinary_check(struct unit *u, struct external *x);

/* async_iter.c: held generators in initialisers, assignments and arguments; the values of
 * await_each; what a generator returns. */
void iter_check_types(struct unit *u, struct type *to, struct expr *from);
void iter_check_arguments(struct unit *u, struct expr *call, struct symbol *f, struct type *fn);
void iter_check_return(struct unit *u, struct stmt *s);
bool iter_converts(struct type *to, struct type *from);

/* lint.c: behind emit(), warns of what is allowed and most likely not meant; where a warning is to
 * be an error it counts in u->errors. */
void lint(struct unit *u);

/* lean.c: reports what the lean core has not, where lean_begin has found that CEDE_LEAN is
 * defined; true: something was. */
void lean_begin(struct unit *u);
void lean_check_function(struct unit *u, struct external *x);
bool lean_refuses_stmt(struct unit *u, struct stmt *s);
bool lean_refuses_expr(struct unit *u, struct expr *e);
void lean_check_recursion(struct unit *u, struct expr *await);

/* recursion.c: marks the awaits that need a box (expr.boxed). */
void box_recursion(struct unit *u);

/* emit.c: the output file's text: the original with async functions replaced. Lowers,
 * works out liveness and frames on its way. Nothing useful where u->errors is not 0 afterwards. */
void emit(struct unit *u, const struct options *o, struct text *out);
/* sizes.c: what --emit=sizes prints; false after a message. */
bool emit_sizes(struct unit *u, const struct options *o, struct text *out);

/* The same for --budget, where there is one: whether no function takes more; text is the
 * preprocessed text. Takes the passes once more. */
bool budgets_hold(const struct unit *u, const struct options *o, char **cc, const char *text, size_t n);
/* dot.c: the state machines as graphs, for graphviz. */
bool emit_dot(struct unit *u, const struct options *o, struct text *out);

/* generate.c: all of the passes; false: something was reported. */
bool generate(struct unit *u, const struct options *o, struct text *out);
/* wrap.c: --wrap, the compiler with async added; the status to exit with, if it returns at all. */
int wrap(const struct options *o);
/* reach.c: false: the file, whose text main is, cannot have async functions. A few
 * true ones have none either. */
struct command;
bool reaches_async(const struct command *c, const char *path, const struct text *main);

#endif
