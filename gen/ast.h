/* ast.h: what the parser makes of a preprocessed file: tokens, types, symbols, trees.
 *
 * The parser fills it in; scope, async, cfg, live, frame, lower and emit read it.
 *
 * Always:
 *   1. every tree node covers the tokens [begin, end) of unit.tokens, its children
 *      lie inside, in token order, and do not overlap: printing a node is printing
 *      its tokens with some subranges replaced;
 *   2. a token of an identifier that names a variable, function, typedef name, tag
 *      or enumerator has its symbol in token.sym, wherever it stands (also in type
 *      names, array sizes, designators' indices); members and labels have none;
 *   3. bodies of async functions have statement trees; all other bodies are token
 *      ranges with balanced braces, until somebody asks for the tree of one. */
#ifndef GEN_AST_H
#define GEN_AST_H

#include "text.h"

/* ---- tokens --------------------------------------------------------------- */

enum token_kind { T_EOF, T_IDENT, T_NUMBER, T_CHAR, T_STRING, T_PUNCT, T_PRAGMA };

/* Punctuators of one character are that character. */
enum punct {
    P_ARROW = 256, P_INC, P_DEC, P_SHL, P_SHR, P_LE, P_GE, P_EQ, P_NE, P_AND, P_OR,
    P_ELLIPSIS, P_MUL_EQ, P_DIV_EQ, P_MOD_EQ, P_ADD_EQ, P_SUB_EQ, P_SHL_EQ, P_SHR_EQ,
    P_AND_EQ, P_XOR_EQ, P_OR_EQ, P_HASHHASH, P_COLONCOLON
};

struct file {
    const char *name;       /* as the line markers say it */
    bool main;              /* the file that cedec was given */
    bool system;            /* a header of the compiler's or the system's, as the markers say */
    const char *bytes;      /* its text, for carets; NULL when it cannot be read */
    size_t n;
    VEC(size_t) lines;      /* offsets of line starts */
};

struct token {
    enum token_kind kind;
    int punct;              /* T_PUNCT: a character or enum punct (digraphs are mapped) */
    const char *text;       /* interned spelling; T_PRAGMA: the whole line, "#pragma …" */
    struct file *file;
    int line, col;          /* 1-based; col 0: not known (out of a macro) */
    long raw_begin, raw_end;/* byte range in the main file's text; -1: out of a macro or a header */
    long call_begin, call_end;  /* out of a macro in the main file: the calls it came out of; 0, 0: none */
    bool space;             /* white space or a new line before it */
    bool bol;               /* first of its line in the preprocessed text */
    struct symbol *sym;
};

/* A macro definition directive seen in the preprocessed text (-dD), so that emit
 * knows which names would be expanded once more in the output. */
struct macro {
    const char *name;
    size_t token;           /* index of the next token behind the directive */
    bool undef, function_like;
    const char *params;     /* what stands in the parentheses behind the name */
    const char *body;       /* interned replacement text, blanks trimmed */
    struct file *file;
    int line;
};

/* ---- types ---------------------------------------------------------------- */

enum type_kind {
    TY_VOID, TY_BOOL, TY_CHAR, TY_SCHAR, TY_UCHAR, TY_SHORT, TY_USHORT, TY_INT, TY_UINT,
    TY_LONG, TY_ULONG, TY_LLONG, TY_ULLONG, TY_INT128, TY_UINT128,
    TY_FLOAT, TY_DOUBLE, TY_LDOUBLE, TY_FLOATN,     /* FLOATN: _Float128 and the like; spelled by name */
    TY_ENUM, TY_STRUCT, TY_UNION, TY_POINTER, TY_ARRAY, TY_FUNCTION, TY_VECTOR,
    TY_TYPEDEF,             /* sugar: sym is the typedef name, base what it stands for */
    TY_TYPEOF,              /* sugar: tokens [begin, end) of typeof(…), base what it stands for */
    TY_AUTO,                /* __auto_type before its initialiser is seen */
    TY_BUILTIN,             /* __builtin_va_list and unknown builtin types; spelled by name */
    TY_UNKNOWN              /* could not be told; never printed */
};

enum { Q_CONST = 1, Q_VOLATILE = 2, Q_RESTRICT = 4, Q_ATOMIC = 8 };

struct member {
    const char *name;       /* NULL: an anonymous struct or union, or an unnamed bit-field */
    struct type *type;
    bool bit_field;
    struct token *place;
};

struct param {
    const char *name;       /* NULL: unnamed */
    struct type *type;      /* adjusted: arrays and functions are pointers */
    struct type *written;   /* as it stands there; evaluated with its sizes when the function is called */
    struct symbol *sym;     /* in a definition */
    struct token *place;
    bool noescape;          /* the callee keeps no copy of the pointer */
};

struct type {
    enum type_kind kind;
    unsigned quals;         /* Q_… of this very type */
    bool complex;           /* of a floating kind */
    bool aligned;           /* an alignment attribute or _Alignas stood on it, or on a member */
    const char *name;       /* TY_BUILTIN, TY_FLOATN: the spelling */
    struct type *base;      /* pointee, element, result, what sugar stands for; cede_iter(T): T */
    struct symbol *sym;     /* TY_TYPEDEF: the name; struct, union, enum: the tag (never NULL;
                             * an anonymous one has a symbol without a name) */
    /* TY_ARRAY */
    struct expr *size;      /* NULL: [] or [*] */
    bool vla;               /* the size is no constant */
    unsigned index_quals;   /* those in the brackets: of the pointer that a parameter is */
    long long count;        /* the size, -1: not known or target-dependent */
    /* TY_FUNCTION */
    VEC(struct param) params;
    bool variadic, no_prototype;
    /* TY_STRUCT, TY_UNION: filled when the definition is seen; copies of a
     * qualified type share it by way of sym->type */
    VEC(struct member) members;
    bool complete;
    bool negative;          /* TY_ENUM: an enumerator is known to be negative */
    /* TY_TYPEOF, TY_VECTOR (its attribute) */
    size_t begin, end;
};

/* ---- symbols -------------------------------------------------------------- */

enum symbol_kind { SYM_VAR, SYM_FUNC, SYM_TYPEDEF, SYM_ENUMERATOR, SYM_TAG };
enum storage { ST_NONE, ST_STATIC, ST_EXTERN, ST_AUTO, ST_REGISTER, ST_TYPEDEF };

struct symbol {
    enum symbol_kind kind;
    const char *name;           /* NULL: an anonymous tag */
    struct type *type;          /* of an enumerator: int; of a tag: the struct, union or enum */
    struct token *place;
    enum storage storage;
    bool thread_local_;
    bool is_async, is_iter;     /* a function declared with async / async_iter, by any declaration so far */
    bool is_value;              /* CEDE_VALUE: negative results are plain values */
    bool is_blocking;           /* CEDE_BLOCKING: a call waits without giving way */
    bool is_param;
    bool is_constexpr;          /* a variable whose value the compiler knows */
    bool is_inline, is_noreturn;
    bool block_scope;           /* declared inside a function body */
    bool has_body;              /* a function whose definition is in this file (set by its end) */
    size_t definition;          /* 1 + index of an ordinary function's in unit.externals; 0: none */
    unsigned char *keeps;       /* keeps_body.c: what it does with each parameter */
    bool has_cleanup;           /* __attribute__((cleanup(…))) */
    size_t cleanup_begin, cleanup_end;  /* its tokens, "cleanup(f)" with prefixes */
    size_t cleanup_fn;          /* the token f */
    bool cleanup_again;         /* it stands twice */
    struct expr *align;         /* _Alignas(n) or aligned(n) of a variable; NULL: none, or see align_type */
    struct type *align_type;    /* _Alignas(T) */
    bool aligned;               /* either, or aligned without a number */
    VEC(size_t) attr_begin, attr_end;   /* token ranges of its attributes, __attribute__((…)) whole */
    struct stmt *block;         /* innermost S_BLOCK, S_FOR or S_EACH whose scope it is in; NULL: file scope or a parameter */
    size_t def_begin, def_end;  /* SYM_TAG: tokens of the definition "struct S { … }"; SYM_TYPEDEF and
                                 * block-scope enumerators: of the whole declaration */
    struct symbol *tag;         /* SYM_ENUMERATOR: the enum's tag */
    struct expr *value;         /* SYM_ENUMERATOR: = value, or NULL */
    long long number;           /* SYM_ENUMERATOR, constexpr: its value, where number_known: the same on every target */
    bool number_known;
    void *lowered;              /* what the passes behind the parser keep of it */
};

/* ---- expressions ------------------------------------------------------------ */

enum expr_kind {
    E_IDENT,        /* sym, NULL when undeclared (builtins) */
    E_NUMBER, E_CHAR,
    E_STRING,       /* one or more adjacent literals */
    E_PAREN,        /* kid 0 */
    E_INDEX,        /* kids: array, subscript */
    E_CALL,         /* kids: callee, arguments */
    E_MEMBER,       /* kid 0; op '.' or P_ARROW; name */
    E_POSTFIX,      /* kid 0; op P_INC, P_DEC */
    E_PREFIX,       /* kid 0; op P_INC, P_DEC */
    E_UNARY,        /* kid 0; op & * + - ~ !, or 'r', 'i' for __real__, __imag__; __extension__ is skipped inside the range */
    E_SIZEOF,       /* kid 0, or type; op 's' sizeof, 'a' _Alignof: kid 0 is not evaluated (unless a VLA) */
    E_CAST,         /* type; kid 0 */
    E_COMPOUND,     /* compound literal: type; kid 0 an E_LIST */
    E_BINARY,       /* kids; op * / % + - << >> < > <= >= == != & ^ | */
    E_AND, E_OR,    /* && ||: kids */
    E_COND,         /* kids: condition, then, else; with two kids: GNU a ?: b */
    E_ASSIGN,       /* kids; op '=' or P_…_EQ */
    E_COMMA,        /* kids: two */
    E_GENERIC,      /* kids: control, then the value of each association; types, chosen: index of the kid, 0: not known */
    E_STMT,         /* ({ … }): body */
    E_VA_ARG,       /* kid 0; type (also __builtin_convertvector and __builtin_bit_cast, by name) */
    E_BUILTIN,      /* __builtin_offsetof, types_compatible_p and others with type operands: unevaluated,
                     * no kids but index expressions of offsetof; type of the value in type */
    E_CHOOSE,       /* __builtin_choose_expr: kids: condition, two arms; chosen as above */
    E_LABEL,        /* &&label */
    E_LIST,         /* { … }: kids, each a value or an E_DESIGNATED */
    E_DESIGNATED,   /* kids: index expressions of [i] and [i ... j] designators, then the value (last) */
    E_AWAIT,        /* kid 0: an E_CALL (checked by async.c, any expression here); boxed, offloaded */
    E_ITER,         /* the call in await_each, or open_iter(call): kid 0 and boxed the same; type cede_iter(T) * */
    E_SPAWN         /* spawn and its kin: op enum spawn_op; kids: group (not for detach, run, main), into (spawn_into), call */
};

enum spawn_op { SP_SPAWN, SP_INTO, SP_TASK, SP_DETACH, SP_START, SP_RUN, SP_MAIN };

struct expr {
    enum expr_kind kind;
    int op;
    size_t begin, end;          /* tokens */
    VEC(struct expr *) kids;
    struct symbol *sym;
    const char *name;           /* E_MEMBER, E_LABEL */
    struct type *type;          /* the type that is written: cast, compound literal, sizeof, va_arg */
    VEC(struct type *) types;   /* E_GENERIC: of association i (kid i + 1); NULL: default.
                                 * E_BUILTIN: the type operands */
    int chosen;
    bool boxed, offloaded;
    struct stmt *body;          /* E_STMT */
    struct type *value_type;    /* expr_type()'s answer, once asked */
    bool unevaluated;           /* lies in an operand that is not evaluated */
    unsigned height;            /* of its tree, bounded by the parser: recursion over it is safe */
    void *lowered;
};

/* ---- statements --------------------------------------------------------------- */

enum stmt_kind {
    S_EXPR,         /* expr; */
    S_NULL,         /* ; */
    S_DECL,         /* decl */
    S_BLOCK,        /* list */
    S_IF,           /* expr, body, other (or NULL) */
    S_WHILE, S_DO,  /* expr, body */
    S_FOR,          /* init (S_DECL, S_EXPR, S_NULL), expr or NULL, inc or NULL, body; it is a scope of its own */
    S_SWITCH,       /* expr, body */
    S_CASE,         /* expr, expr2 (case a ... b) or NULL, body: the statement labelled (S_NULL if none follows) */
    S_DEFAULT,      /* body */
    S_LABEL,        /* name, body */
    S_GOTO,         /* name; or expr: computed goto */
    S_BREAK, S_CONTINUE,
    S_RETURN,       /* expr or NULL */
    S_ASM,          /* kids of the operands in exprs */
    S_PRAGMA,       /* one T_PRAGMA token */
    S_STATIC_ASSERT,
    S_DEFER,        /* body; op 'c': what a cleanup attribute of sym asks for, made by lower_cleanup.c */
    S_WITHIN,       /* expr: duration; body, other; op 'u': within_until */
    S_SHIELD,       /* body */
    S_GROUP,        /* sym: g; expr: flags or NULL; body, other. g's scope is body and other */
    S_YIELD,        /* yield(expr); */
    S_EACH,         /* await_each: decl (the variable), expr: an E_ITER, body, other; the variable's scope is both */
    S_CONTEXT,      /* with_context: expr, expr2, body; parsed, refused until contexts are there */
    S_LOCAL_LABELS  /* __label__ a, b; */
};

static inline struct expr *without_parens(struct expr *e)
{
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    return e;
}

struct declarator {
    struct symbol *sym;
    size_t begin, end;          /* tokens of the declarator, without initialiser */
    struct expr *init;          /* NULL: none; an E_LIST for { … } */
};

struct decl {
    size_t spec_begin, spec_end;        /* declaration specifiers */
    VEC(struct declarator) declarators; /* may be empty: struct S { … }; */
    enum storage storage;
    VEC(struct symbol *) tags;          /* tags and enumerators that its specifiers define */
    bool is_constexpr;                  /* a constant without static before it: it is one, in the output too */
    bool in_parts;                      /* only some declarators of the one in the text: lower_cleanup.c */
};

struct stmt {
    enum stmt_kind kind;
    int op;
    size_t begin, end;
    struct expr *expr, *expr2, *inc;
    VEC(struct expr *) exprs;
    struct stmt *init, *body, *other;
    VEC(struct stmt *) list;
    struct decl *decl;
    struct symbol *sym;
    const char *name;
    struct stmt *parent;        /* the statement it is part of; NULL: the function's body */
    unsigned height;            /* as of struct expr */
    void *lowered;
};

/* ---- the file ------------------------------------------------------------------- */

enum external_kind {
    X_DECL,         /* a declaration at file scope */
    X_FUNCTION,     /* an ordinary function's definition: body_begin, body_end */
    X_ASYNC         /* an async function's definition: body */
};

struct external {
    enum external_kind kind;
    size_t begin, end;                  /* all of its tokens */
    size_t spec_begin, spec_end;        /* definitions: specifiers … */
    size_t declarator_begin, declarator_end;    /* … and declarator */
    struct symbol *sym;                 /* definitions: the function */
    VEC(struct symbol *) params;        /* definitions: in order; an unnamed one has name NULL */
    struct stmt *body;                  /* X_ASYNC; X_FUNCTION: once parse_ordinary_body was asked */
    size_t body_begin, body_end;        /* X_FUNCTION: { … } */
    struct scope *scope;                /* X_FUNCTION: its parameters */
    bool bad;                           /* an error was reported inside: not lowered */
};

struct unit {
    const char *path;                   /* FILE.c as given */
    struct file *main;
    VEC(struct file *) files;           /* all that the preprocessor read, each once */
    VEC(struct token) tokens;           /* the last one is T_EOF */
    VEC(struct macro) macros;           /* in order of tokens */
    VEC(struct external) externals;
    struct { int short_bytes, int_bytes, long_bytes, llong_bytes; } target;
    bool infers_auto;                   /* C23: auto x = value; */
    struct names *names;                /* scope.h; behind the parser only file scope is in it */
    bool from_stdin;                    /* main was read from standard input */
    bool wrapped;                       /* --wrap: a preprocessor that fails has said all there is to say */
    const struct warnings *warn;        /* which are wanted; NULL: all */
    bool marks;                         /* the output has marks of calls.h */
    bool lean, lean_uncancelled;        /* CEDE_LEAN is defined; CEDE_NO_CANCEL, too: lean.c */
    bool quiet;                         /* messages are counted, not printed */
    int status;                         /* of the preprocessor, as of wait(); -1: it could not be run */
    struct sizes *sizes;                /* sizes.h: questions that emit.c asks; NULL: none */
    int looks_inside;                   /* keeps_body.c: functions looked at, one in the other */
    int errors, warnings;               /* errors: also warnings that are to be errors */
    int told;                           /* errors that were printed as such */
};

#endif
