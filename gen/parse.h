/* parse.h: from a file to its tree; the passes in the order in which main calls them. */
#ifndef GEN_PARSE_H
#define GEN_PARSE_H

#include "ast.h"
#include "warning.h"

/* source.c: reads u->path; runs the preprocessor `cc[0] … -E -dD` on it (argv of
 * the user's compile command, NULL-terminated; -c, -o and the like are dropped) and
 * returns its output, NULL after a message. Where u->main is there already, it
 * is not read again. */
bool source_load(struct unit *u);
const char *source_preprocess(struct unit *u, char **cc, size_t *n);
/* Compiles this text in place of u->path, to assembly, and to what -fstack-usage writes where
 * the compiler knows that; false after a message. */
bool source_assemble(struct unit *u, char **cc, const struct text *c, struct text *assembly, struct text *stack);
/* Preprocesses it, as the output will be: cedec's words are macros. Says nothing. */
bool source_preprocess_instead(struct unit *u, char **cc, const struct text *c, struct text *out);
/* Whether the compiler knows -iquote and -ffile-prefix-map, by its macros. */
bool is_gnu(const struct unit *u);
/* Appends the file's bytes; false with errno. */
bool read_file(const char *path, struct text *t);
/* Makes f->bytes, f->n and f->lines good, if the file can be read. */
bool file_load(struct file *f);
/* The same from bytes that were read already. */
void file_set(struct file *f, const struct text *t);
/* "src" of "src/kv.c"; "." where there is none. */
const char *folder_of(const char *path);

/* lex.c: fills u->tokens and u->macros from preprocessed text, with places. */
bool lex(struct unit *u, const char *text, size_t n);
/* align.c: finds for tokens of the main file where they stand in its text (col, raw_begin, raw_end). */
void align(struct unit *u);

/* parse_*.c: fills u->externals. Goes on with the next function after an error. */
void parse(struct unit *u);

/* The tree of an ordinary function's body; NULL, and no message: it cannot be parsed. */
struct stmt *parse_ordinary_body(struct unit *u, struct external *x);

/* For --dump, to standard output. */
void dump_tokens(const struct unit *u);
void dump_tree(struct unit *u);

/* types.c. The type of an expression's value, sugar kept, no array or function
 * decay; TY_UNKNOWN where it cannot be told. Never NULL. */
struct type *expr_type(struct unit *u, struct expr *e);
/* The last statement of a statement expression, if that gives its value; NULL: it has none. */
struct stmt *value_statement(const struct expr *e);
struct type *type_strip(struct type *t);            /* without sugar; qualifiers of the sugar are joined in */
struct type *type_decay(struct type *t);            /* arrays and functions to pointers, of a stripped type */
bool type_same(struct type *a, struct type *b);     /* compatible, as _Generic compares */
/* Member by name, also inside anonymous ones; NULL: none. */
struct member *type_member(struct type *t, const char *name);
/* Integer constant expressions that do not depend on the target; false: not known. */
bool expr_constant(struct unit *u, struct expr *e, long long *value);

/* diag.c: "file:line:col: error: …", the source line, a caret under [begin, end), and a hint.
 * Counts. After 20 errors says so and ends. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
void error_at(struct unit *u, size_t begin, size_t end, const char *format, ...);
#if defined(__GNUC__)
__attribute__((format(printf, 5, 6)))
#endif
/* The same of a warning; false: it is not wanted, and nothing was said. */
bool warning_at(struct unit *u, enum warning which, size_t begin, size_t end, const char *format, ...);
/* … of n bytes of the main file's text. */
#if defined(__GNUC__)
__attribute__((format(printf, 5, 6)))
#endif
void warning_at_text(struct unit *u, enum warning which, const char *at, size_t n, const char *format, ...);
/* Belongs to the message before it: what to write instead. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void hint(struct unit *u, const char *format, ...);
/* A message that has no place: "cedec: …". Does not count. */
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
void complain(const char *format, ...);

#endif
