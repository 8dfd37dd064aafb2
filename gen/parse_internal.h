/* parse_internal.h: what parse.c and the parse_*.c files share.
 *
 * Recursive descent with one token of look-ahead and no backtracking: which names
 * are types is known at every point. A syntax error leaves by longjmp to the file
 * scope, which skips to the end of the declaration or function and goes on.
 *
 * Always:
 *   1. `pos` is never at a pragma: pragmas are white space to the grammar, and only
 *      parse_stmt.c looks back for those between `prev_end` and `pos`;
 *   2. a node begins at the `pos` before its first token and ends at the `prev_end`
 *      behind its last;
 *   3. a node's height counts the levels below it and is bounded by MAX_HEIGHT, and
 *      `depth`, the parser's own recursion, by MAX_DEPTH. */
#ifndef GEN_PARSE_INTERNAL_H
#define GEN_PARSE_INTERNAL_H

#include <setjmp.h>

#include "parse.h"
#include "scope.h"

/* Both leave a main thread's usual 8 MiB of stack mostly unused, also under ASan. */
enum { MAX_DEPTH = 1000, MAX_HEIGHT = 4000 };

/* Keywords by meaning: __const, __const__ and const are one word. */
enum word {
    W_NONE,
    /* storage classes and function specifiers */
    W_TYPEDEF, W_EXTERN, W_STATIC, W_AUTO, W_REGISTER, W_THREAD, W_INLINE, W_NORETURN,
    /* qualifiers; W_IGNORED: nullability, address spaces, calling conventions */
    W_CONST, W_VOLATILE, W_RESTRICT, W_ATOMIC, W_IGNORED,
    /* type specifiers */
    W_VOID, W_CHAR, W_SHORT, W_INT, W_LONG, W_FLOAT, W_DOUBLE, W_SIGNED, W_UNSIGNED, W_BOOL,
    W_COMPLEX, W_INT128, W_FLOATN, W_BUILTIN_TYPE, W_FIXED, W_BIT_INT, W_STRUCT, W_UNION, W_ENUM,
    W_TYPEOF, W_AUTO_TYPE,
    /* what may stand among specifiers besides */
    W_ALIGNAS, W_ATTRIBUTE, W_DECLSPEC, W_EXTENSION,
    W_ASM, W_STATIC_ASSERT, W_LOCAL_LABEL, W_PRAGMA,
    /* expressions */
    W_SIZEOF, W_ALIGNOF, W_REAL, W_IMAG, W_GENERIC, W_VA_ARG, W_OFFSETOF, W_TYPES_COMPATIBLE,
    W_CHOOSE, W_CONVERTVECTOR, W_BIT_CAST, W_HAS_ATTRIBUTE,
    /* statements */
    W_IF, W_ELSE, W_WHILE, W_DO, W_FOR, W_SWITCH, W_CASE, W_DEFAULT, W_BREAK, W_CONTINUE,
    W_RETURN, W_GOTO,
    /* Words only while no symbol of that name is in scope: … */
    W_FIRST_SOFT,
    /* … of later standards, … */
    W_SOFT_BOOL = W_FIRST_SOFT, W_SOFT_ALIGNAS, W_SOFT_THREAD, W_SOFT_CONSTEXPR, W_SOFT_STATIC_ASSERT, W_SOFT_ALIGNOF,
    W_SOFT_TYPEOF, W_SOFT_ASM,
    /* … and async C's. */
    W_ASYNC, W_ASYNC_ITER, W_VALUE, W_BLOCKING, W_ITER,
    W_AWAIT, W_BOXED, W_OFFLOAD, W_OPEN_ITER, W_SPAWN, W_SPAWN_INTO, W_SPAWN_TASK, W_DETACH, W_START, W_RUN, W_MAIN,
    W_DEFER, W_WITHIN, W_WITHIN_UNTIL, W_SHIELD, W_GROUP, W_YIELD, W_EACH, W_CONTEXT
};

/* A name after __label__: each block's is a label of its own, so it gets a name of its own. */
struct local_label {
    const char *from, *to;
};

struct parser {
    struct unit *u;
    struct token *t;            /* u->tokens.at */
    struct names *names;
    size_t pos;                 /* the current token */
    size_t prev_end;            /* one behind the token consumed last */
    struct name *name;          /* the current token's, NULL: no identifier */

    bool reports;               /* inside an async declaration or function: errors are said */
    bool in_body;               /* inside a function's body that is parsed */
    struct stmt *parent;        /* the statement being parsed */
    struct stmt *block;         /* innermost S_BLOCK, S_FOR or S_EACH */
    int unevaluated;            /* operands around this point that are not evaluated */
    const char *constant;       /* what is being read that cannot await; NULL: nothing */
    int constant_unevaluated;   /* `unevaluated` where that began */
    int depth;
    VEC(struct local_label) local_labels;   /* of the blocks around, inner ones last */
    VEC(struct symbol *) defined;   /* tags, enumerators, typedef names of the declarations being parsed */
    jmp_buf recover;
};

/* ---- parse.c: the cursor ---------------------------------------------------- */

/* Says what is wrong at [begin, end), where this declaration's errors are said, and
 * leaves to the file scope. help may be NULL. */
#if defined(__GNUC__)
__attribute__((noreturn, format(printf, 5, 6)))
#endif
void parse_fail(struct parser *p, size_t begin, size_t end, const char *help, const char *format, ...);
/* "expected … before 'x'" at the current token; where a quoted punctuator is missing
 * at the end of a line: "… after 'y'" at the token before. */
#if defined(__GNUC__)
__attribute__((noreturn))
#endif
void parse_expected(struct parser *p, const char *what);

void parse_advance(struct parser *p);
bool parse_at(const struct parser *p, int punct);
bool parse_accept(struct parser *p, int punct);
void parse_expect(struct parser *p, int punct, const char *what);
/* Index of the token behind the one at i. */
size_t parse_next(const struct parser *p, size_t i);
bool parse_next_is(const struct parser *p, int punct);
/* The current token as a keyword; W_NONE also for a soft word that is bound. */
enum word parse_word(const struct parser *p);
enum word parse_word_at(const struct parser *p, size_t i);
/* Whether the current token is an identifier and no hard keyword. */
bool parse_at_name(const struct parser *p);
/* Takes a label's name; one that __label__ declared is renamed in its token, too. */
const char *parse_label(struct parser *p);
/* Consumes ( … ), [ … ] or { … } without looking inside. */
void parse_skip_group(struct parser *p);
void parse_enter(struct parser *p);         /* one level deeper */
void parse_leave(struct parser *p);
/* An expression without a comma that is part of a type or decided by the compiler. */
struct expr *parse_constant(struct parser *p, const char *what);
struct symbol *parse_symbol(struct parser *p, enum symbol_kind kind, const char *name, struct token *place);

/* ---- parse_attribute.c -------------------------------------------------------- */

struct attributes {
    VEC(size_t) begin, end;
    struct expr *align;
    struct type *align_type;
    bool aligned, noreturn, noescape;
    bool cleanup, cleanup_again;
    size_t cleanup_begin, cleanup_end, cleanup_fn;
    size_t vector_begin, vector_end;    /* equal: no vector_size */
    const char *mode;                   /* machine mode without underscores */
};

bool parse_attribute_begins(const struct parser *p);
bool parse_at_double_bracket(const struct parser *p, size_t i);
/* Index of the token behind attributes that begin at token i, if any do. */
size_t parse_past_attributes(const struct parser *p, size_t i);
/* One of them, or as many as there are; adds to a. */
void parse_attribute(struct parser *p, struct attributes *a);
void parse_attributes(struct parser *p, struct attributes *a);
void parse_alignas(struct parser *p, struct attributes *a);
void parse_apply_attributes(struct symbol *sym, const struct attributes *a);
/* The type with vector size and mode applied to its innermost element. */
struct type *parse_attributed_type(struct type *t, const struct attributes *a);

/* ---- parse_type.c ------------------------------------------------------------- */

struct specifiers {
    size_t begin, end;
    struct type *type;
    enum storage storage;
    bool typed;                 /* a type specifier was there; else type is int */
    bool thread, is_constexpr, is_inline, is_noreturn, is_async, is_iter, is_value, is_blocking;
    struct attributes attributes;
};

/* Whether a type name, or a declaration, begins at token i. */
bool parse_type_begins(const struct parser *p, size_t i);
bool parse_declaration_begins(const struct parser *p, size_t i);
void parse_specifiers(struct parser *p, struct specifiers *s);
/* Consumes a qualifier, if one is there, and adds it. */
bool parse_qualifier(struct parser *p, unsigned *quals);

/* ---- parse_decl.c ---------------------------------------------------------------- */

enum naming { NAMED, MAYBE_NAMED, ABSTRACT };

struct declared {               /* what a declarator says */
    size_t begin, end;          /* with attributes and asm label behind it */
    const char *name;           /* NULL: abstract */
    struct token *place;
    struct type *type;
    struct scope *params;       /* of the function declarator right behind the name, left again; or NULL */
    bool old_style;             /* that one has an identifier list */
    struct attributes attributes;
};

void parse_declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d);
/* Binds the name of a declarator in the innermost scope, or adds to what an earlier
 * declaration of it said. */
struct symbol *parse_declare(struct parser *p, const struct specifiers *s, const struct declared *d);
/* __auto_type: takes the type of its initialiser. */
void parse_deduce(struct parser *p, struct symbol *sym, struct expr *init);
/* From specifiers to ';', in a block. */
struct decl *parse_declaration(struct parser *p);
struct type *parse_type_name(struct parser *p);
void parse_static_assert(struct parser *p, struct stmt *s);
/* Typedef names and enumerators from p->defined[first] on are defined by [begin, prev_end). */
void parse_set_definition(struct parser *p, size_t first_defined, size_t begin);

/* ---- parse_expr.c -------------------------------------------------------------- */

struct expr *parse_expression(struct parser *p);        /* with commas */
struct expr *parse_assignment(struct parser *p);
struct expr *parse_conditional(struct parser *p);       /* constant expressions */
struct expr *parse_initialiser(struct parser *p);
/* The call of a generator in await_each and open_iter: call, boxed(call). */
struct expr *parse_iterated(struct parser *p);
/* Gives the current identifier token its symbol, if there is one. */
struct symbol *parse_resolve(struct parser *p);
unsigned parse_height(struct parser *p, unsigned height, size_t begin);     /* checked */

/* ---- parse_stmt.c -------------------------------------------------------------- */

struct stmt *parse_block(struct parser *p);

/* ---- types.c ------------------------------------------------------------------- */

void type_target(struct unit *u);                       /* widths, from the predefined macros */
struct type *type_basic(enum type_kind kind);           /* shared: never written */
struct type *type_new(enum type_kind kind, struct type *base);
struct type *type_copy(const struct type *t);
struct type *type_qualified(struct type *t, unsigned quals);
struct type *type_unqualified(struct type *t);
struct type *type_complex(struct type *t, bool is_complex);
bool type_aligned(struct type *t);                      /* stricter alignment somewhere in it */
/* A typedef name of file scope as a type; NULL, or otherwise: there is none. */
struct type *type_named(struct unit *u, const char *name);
struct type *type_named_or(struct unit *u, const char *name, enum type_kind otherwise);
struct type *type_size(struct unit *u);                 /* size_t */
struct type *type_iter(struct unit *u, struct type *value);     /* cede_iter(value) */
int type_bytes(const struct unit *u, enum type_kind kind);
bool type_kind_is_unsigned(enum type_kind kind);
/* Of stripped types. */
bool type_is_integer(const struct type *t);
bool type_is_floating(const struct type *t);
bool type_is_arithmetic(const struct type *t);
/* What integer promotions, and usual arithmetic conversions, make of types. */
struct type *type_promoted(struct unit *u, struct type *t);
struct type *type_common(struct unit *u, struct type *a, struct type *b);

/* ---- literal.c, by spelling ------------------------------------------------------ */

const char *literal_spelling(struct unit *u, const struct expr *e);
bool literal_is_floating(const char *s);
const char *literal_suffix(const char *s);
bool literal_has(const char *suffix, const char *letters);
unsigned long long literal_integer(const char *s);
struct type *literal_number_type(struct unit *u, const char *s);
struct type *literal_character_type(struct unit *u, const char *s, enum type_kind plain);
struct type *literal_string_type(struct unit *u, const struct expr *e);

/* ---- constant.c ------------------------------------------------------------------- */

/* Whether its value is known to the compiler, whatever the target. */
bool expr_is_constant(struct unit *u, struct expr *e);

/* ---- dump.c -------------------------------------------------------------------- */

/* Ends the run where the parser broke one of the rules of ast.h. */
void check_tree(struct unit *u);

#endif
