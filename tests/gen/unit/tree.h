/* tree.h: trees from strings, and as strings, for the tests of the parser. */
#ifndef TESTS_GEN_UNIT_TREE_H
#define TESTS_GEN_UNIT_TREE_H

#include "fixture.h"
#include "parse_internal.h"

/* The unit of this preprocessed text, parsed, its tree checked. Messages go to
 * standard error. */
struct unit *parsed(const char *source);
/* The same, and what was said; *u may be NULL. */
const char *messages(const char *source, struct unit **u);

/* A function defined in the unit; fails the test if there is none. */
struct external *function(struct unit *u, const char *name);
/* Statement number i of its body. */
struct stmt *statement_at(struct unit *u, const char *name, size_t i);

/* An expression with every node in parentheses: "(a + (b * c))". */
const char *shape(struct unit *u, struct expr *e);
/* What `return EXPR;` in an async function parses to, with int a, b, c, *p and a
 * function f around. */
const char *shape_of(const char *expression);

/* The text of facts.c. */
const char *facts(void);

#endif
