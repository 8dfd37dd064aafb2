/* parse.c: the parser's cursor, and the file as a list of declarations and functions.
 *
 * In:   the tokens of a unit.
 * Out:  unit.externals; token.sym; statement trees of async functions, and of others
 *       that somebody asks for.
 *
 * An ordinary declaration that cannot be parsed is passed over in silence, for it
 * may be of another dialect; an error in an async function is said, and parsing
 * goes on behind that function. */
#include "parse_internal.h"

#include <stdio.h>
#include <string.h>

/* ---- keywords ------------------------------------------------------------------ */

static const struct { const char *text; enum word word; } words[] = {
    { "typedef", W_TYPEDEF }, { "extern", W_EXTERN }, { "static", W_STATIC }, { "auto", W_AUTO },
    { "register", W_REGISTER }, { "_Thread_local", W_THREAD }, { "__thread", W_THREAD },
    { "inline", W_INLINE }, { "__inline", W_INLINE }, { "__inline__", W_INLINE },
    { "__forceinline", W_INLINE }, { "_Noreturn", W_NORETURN },

    { "const", W_CONST }, { "__const", W_CONST }, { "__const__", W_CONST },
    { "volatile", W_VOLATILE }, { "__volatile", W_VOLATILE }, { "__volatile__", W_VOLATILE },
    { "restrict", W_RESTRICT }, { "__restrict", W_RESTRICT }, { "__restrict__", W_RESTRICT },
    { "_Atomic", W_ATOMIC },
    { "_Nonnull", W_IGNORED }, { "_Nullable", W_IGNORED }, { "_Null_unspecified", W_IGNORED },
    { "_Nullable_result", W_IGNORED }, { "__nonnull", W_IGNORED }, { "__nullable", W_IGNORED },
    { "__unaligned", W_IGNORED }, { "__ptr32", W_IGNORED }, { "__ptr64", W_IGNORED },
    { "__cdecl", W_IGNORED }, { "__stdcall", W_IGNORED }, { "__fastcall", W_IGNORED },
    { "__flash", W_IGNORED }, { "__flash1", W_IGNORED }, { "__flash2", W_IGNORED },
    { "__flash3", W_IGNORED }, { "__flash4", W_IGNORED }, { "__flash5", W_IGNORED },
    { "__memx", W_IGNORED }, { "__seg_fs", W_IGNORED }, { "__seg_gs", W_IGNORED },

    { "void", W_VOID }, { "char", W_CHAR }, { "short", W_SHORT }, { "int", W_INT }, { "long", W_LONG },
    { "float", W_FLOAT }, { "double", W_DOUBLE }, { "signed", W_SIGNED }, { "__signed", W_SIGNED },
    { "__signed__", W_SIGNED }, { "unsigned", W_UNSIGNED }, { "_Bool", W_BOOL },
    { "_Complex", W_COMPLEX }, { "__complex", W_COMPLEX }, { "__complex__", W_COMPLEX },
    { "__int128", W_INT128 },
    { "_Float16", W_FLOATN }, { "_Float32", W_FLOATN }, { "_Float64", W_FLOATN },
    { "_Float128", W_FLOATN }, { "_Float32x", W_FLOATN }, { "_Float64x", W_FLOATN },
    { "_Float128x", W_FLOATN }, { "__float128", W_FLOATN }, { "__float80", W_FLOATN },
    { "__ibm128", W_FLOATN }, { "__ieee128", W_FLOATN }, { "__fp16", W_FLOATN }, { "__bf16", W_FLOATN },
    { "_Decimal32", W_FLOATN }, { "_Decimal64", W_FLOATN }, { "_Decimal128", W_FLOATN },
    { "__builtin_va_list", W_BUILTIN_TYPE }, { "__builtin_ms_va_list", W_BUILTIN_TYPE },
    { "__builtin_sysv_va_list", W_BUILTIN_TYPE }, { "__int128_t", W_BUILTIN_TYPE },
    { "__uint128_t", W_BUILTIN_TYPE }, { "__int24", W_BUILTIN_TYPE }, { "__uint24", W_BUILTIN_TYPE },
    { "_Fract", W_FIXED }, { "_Accum", W_FIXED }, { "_Sat", W_FIXED }, { "_BitInt", W_BIT_INT },
    { "_ExtInt", W_BIT_INT },
    { "struct", W_STRUCT }, { "union", W_UNION }, { "enum", W_ENUM },
    { "__typeof", W_TYPEOF }, { "__typeof__", W_TYPEOF }, { "typeof_unqual", W_SOFT_TYPEOF },
    { "__auto_type", W_AUTO_TYPE },

    { "_Alignas", W_ALIGNAS }, { "__attribute", W_ATTRIBUTE }, { "__attribute__", W_ATTRIBUTE },
    { "__declspec", W_DECLSPEC }, { "__extension__", W_EXTENSION },
    { "__asm", W_ASM }, { "__asm__", W_ASM }, { "_Static_assert", W_STATIC_ASSERT },
    { "__label__", W_LOCAL_LABEL }, { "_Pragma", W_PRAGMA }, { "__pragma", W_PRAGMA },

    { "sizeof", W_SIZEOF }, { "_Alignof", W_ALIGNOF }, { "__alignof", W_ALIGNOF },
    { "__alignof__", W_ALIGNOF }, { "__real", W_REAL }, { "__real__", W_REAL }, { "__imag", W_IMAG },
    { "__imag__", W_IMAG }, { "_Generic", W_GENERIC }, { "__builtin_va_arg", W_VA_ARG },
    { "__builtin_offsetof", W_OFFSETOF }, { "__builtin_types_compatible_p", W_TYPES_COMPATIBLE },
    { "__builtin_choose_expr", W_CHOOSE }, { "__builtin_convertvector", W_CONVERTVECTOR },
    { "__builtin_bit_cast", W_BIT_CAST },
    { "__builtin_has_attribute", W_HAS_ATTRIBUTE },

    { "if", W_IF }, { "else", W_ELSE }, { "while", W_WHILE }, { "do", W_DO }, { "for", W_FOR },
    { "switch", W_SWITCH }, { "case", W_CASE }, { "default", W_DEFAULT }, { "break", W_BREAK },
    { "continue", W_CONTINUE }, { "return", W_RETURN }, { "goto", W_GOTO },

    { "bool", W_SOFT_BOOL }, { "alignas", W_SOFT_ALIGNAS }, { "thread_local", W_SOFT_THREAD }, { "constexpr", W_SOFT_CONSTEXPR },
    { "static_assert", W_SOFT_STATIC_ASSERT }, { "alignof", W_SOFT_ALIGNOF },
    { "typeof", W_SOFT_TYPEOF }, { "asm", W_SOFT_ASM },

    { "async", W_ASYNC }, { "cede_async", W_ASYNC }, { "async_iter", W_ASYNC_ITER },
    { "cede_async_iter", W_ASYNC_ITER }, { "CEDE_VALUE", W_VALUE }, { "CEDE_BLOCKING", W_BLOCKING },
    { "await", W_AWAIT }, { "cede_await", W_AWAIT }, { "boxed", W_BOXED }, { "cede_boxed", W_BOXED },
    { "spawn", W_SPAWN }, { "cede_spawn", W_SPAWN }, { "spawn_into", W_SPAWN_INTO },
    { "cede_spawn_into", W_SPAWN_INTO }, { "spawn_task", W_SPAWN_TASK },
    { "cede_spawn_task", W_SPAWN_TASK }, { "detach", W_DETACH }, { "cede_detach", W_DETACH },
    { "cede_start", W_START }, { "cede_run", W_RUN }, { "cede_main", W_MAIN },
    { "defer", W_DEFER }, { "cede_defer", W_DEFER }, { "within", W_WITHIN },
    { "cede_within", W_WITHIN }, { "within_until", W_WITHIN_UNTIL },
    { "cede_within_until", W_WITHIN_UNTIL }, { "shield", W_SHIELD }, { "cede_shield", W_SHIELD },
    { "group", W_GROUP }, { "cede_group_block", W_GROUP }, { "yield", W_YIELD },
    { "cede_yield_value", W_YIELD }, { "await_each", W_EACH }, { "cede_await_each", W_EACH },
    { "offload", W_OFFLOAD }, { "cede_offload", W_OFFLOAD }, { "cede_iter", W_ITER },
    { "open_iter", W_OPEN_ITER }, { "cede_open_iter", W_OPEN_ITER },
    { "with_context", W_CONTEXT }, { "cede_with_context", W_CONTEXT },
};

static void know_words(struct names *names)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        name_of(names, intern_string(words[i].text))->word = words[i].word;
}

static enum word word_of(const struct name *name)
{
    if (!name || (name->word >= W_FIRST_SOFT && name->ordinary))
        return W_NONE;
    return (enum word)name->word;
}

enum word parse_word(const struct parser *p)
{
    return word_of(p->name);
}

enum word parse_word_at(const struct parser *p, size_t i)
{
    if (i == p->pos)
        return parse_word(p);
    return p->t[i].kind == T_IDENT ? word_of(name_of(p->names, p->t[i].text)) : W_NONE;
}

bool parse_at_name(const struct parser *p)
{
    return p->name && (p->name->word == W_NONE || p->name->word >= W_FIRST_SOFT);
}

/* ---- errors ---------------------------------------------------------------------- */

void parse_fail(struct parser *p, size_t begin, size_t end, const char *help, const char *format, ...)
{
    if (p->reports) {
        char message[512];
        va_list args;
        va_start(args, format);
        vsnprintf(message, sizeof message, format, args);
        va_end(args);
        error_at(p->u, begin, end, "%s", message);
        if (help)
            hint(p->u, "%s", help);
    }
    longjmp(p->recover, 1);
}

/* Long literals would drown the message. */
static const char *shown(const struct token *t)
{
    if (t->kind == T_EOF)
        return "the end of the file";
    return strlen(t->text) > 40 ? intern_format("'%.40s…'", t->text) : intern_format("'%s'", t->text);
}

/* Something is missing at the end of a line: the next one is innocent. */
static bool ends_line(const struct parser *p)
{
    if (p->prev_end == 0)
        return false;
    const struct token *last = &p->t[p->prev_end - 1], *t = &p->t[p->pos];
    return last->line != t->line || t->kind == T_EOF;
}

void parse_expected(struct parser *p, const char *what)
{
    if (what[0] == '\'' && ends_line(p))
        parse_fail(p, p->prev_end - 1, p->prev_end, NULL, "expected %s after %s", what,
                   shown(&p->t[p->prev_end - 1]));
    parse_fail(p, p->pos, p->pos + 1, NULL, "expected %s before %s", what, shown(&p->t[p->pos]));
}

void parse_enter(struct parser *p)
{
    if (++p->depth > MAX_DEPTH)
        parse_fail(p, p->pos, p->pos + 1, "split it up: cedec follows no more than 1000 levels",
                   "nested too deeply");
}

void parse_leave(struct parser *p)
{
    p->depth--;
}

unsigned parse_height(struct parser *p, unsigned height, size_t begin)
{
    if (height > MAX_HEIGHT)
        parse_fail(p, begin, p->prev_end, "split it up: cedec follows no more than 4000 operators in a chain",
                   "this is too long a chain");
    return height;
}

/* ---- cursor ------------------------------------------------------------------------ */

/* The first token at or behind i that is no pragma. */
static size_t past_pragmas(const struct parser *p, size_t i)
{
    while (p->t[i].kind == T_PRAGMA)
        i++;
    return i;
}

static void set_pos(struct parser *p, size_t i)
{
    p->pos = past_pragmas(p, i);
    p->name = p->t[p->pos].kind == T_IDENT ? name_of(p->names, p->t[p->pos].text) : NULL;
}

void parse_advance(struct parser *p)
{
    if (p->t[p->pos].kind == T_EOF)
        return;
    p->prev_end = p->pos + 1;
    set_pos(p, p->pos + 1);
}

size_t parse_next(const struct parser *p, size_t i)
{
    return p->t[i].kind == T_EOF ? i : past_pragmas(p, i + 1);
}

static bool is_punct(const struct token *t, int punct)
{
    return t->kind == T_PUNCT && t->punct == punct;
}

bool parse_next_is(const struct parser *p, int punct)
{
    return is_punct(&p->t[parse_next(p, p->pos)], punct);
}

bool parse_at(const struct parser *p, int punct)
{
    return is_punct(&p->t[p->pos], punct);
}

bool parse_accept(struct parser *p, int punct)
{
    if (!parse_at(p, punct))
        return false;
    parse_advance(p);
    return true;
}

void parse_expect(struct parser *p, int punct, const char *what)
{
    if (!parse_accept(p, punct))
        parse_expected(p, what);
}

/* +1 for an opening bracket of any kind, -1 for a closing one. */
static int nesting(const struct token *t)
{
    if (t->kind != T_PUNCT)
        return 0;
    switch (t->punct) {
    case '(': case '[': case '{': return 1;
    case ')': case ']': case '}': return -1;
    default: return 0;
    }
}

void parse_skip_group(struct parser *p)
{
    int level = 0;
    do {
        if (p->t[p->pos].kind == T_EOF)
            parse_expected(p, "a closing bracket");
        level += nesting(&p->t[p->pos]);
        parse_advance(p);
    } while (level > 0);
}

struct symbol *parse_symbol(struct parser *p, enum symbol_kind kind, const char *name, struct token *place)
{
    struct symbol *sym = NEW(struct symbol);
    sym->kind = kind;
    sym->name = name;
    sym->place = place;
    sym->block_scope = p->in_body;
    sym->block = p->block;
    return sym;
}

/* Passes by everything before it. */
static void advance_to(struct parser *p, int punct, const char *what)
{
    while (!parse_at(p, punct)) {
        if (p->t[p->pos].kind == T_EOF)
            parse_expected(p, what);
        parse_advance(p);
    }
}

/* ---- what is only skimmed ------------------------------------------------------------ */

/* Names behind these are members, labels or tags. */
static bool is_no_ordinary_name(const struct parser *p, size_t i)
{
    const struct token *before = &p->t[i - 1];
    if (i == 0 || before->kind == T_PRAGMA)
        return false;
    if (before->kind == T_PUNCT)
        return before->punct == '.' || before->punct == P_ARROW;
    enum word w = parse_word_at(p, i - 1);
    return w == W_STRUCT || w == W_UNION || w == W_ENUM || w == W_GOTO;
}

static void resolve_loosely(struct parser *p, bool functions_only)
{
    if (!parse_at_name(p) || !p->name->ordinary || is_no_ordinary_name(p, p->pos))
        return;
    struct symbol *sym = p->name->ordinary->sym;
    if (!functions_only || sym->kind == SYM_FUNC)
        p->t[p->pos].sym = sym;
}

/* The body of an ordinary function. Its locals are not known, so only functions
 * are resolved: enough to find calls of async functions. */
static void skim_body(struct parser *p)
{
    int level = 0;
    do {
        if (p->t[p->pos].kind == T_EOF)
            parse_expected(p, "'}'");
        if (parse_at(p, '{'))
            level++;
        if (parse_at(p, '}'))
            level--;
        resolve_loosely(p, true);
        parse_advance(p);
    } while (level > 0);
}

/* An initialiser at file scope, up to ',' or ';'. No locals hide a name there. */
static void skim_initialiser(struct parser *p)
{
    for (int level = 0; level > 0 || !(parse_at(p, ',') || parse_at(p, ';')); ) {
        if (p->t[p->pos].kind == T_EOF)
            parse_expected(p, "';'");
        level += nesting(&p->t[p->pos]);
        resolve_loosely(p, false);
        parse_advance(p);
    }
}

/* ---- recovery -------------------------------------------------------------------------- */

/* To behind the closing bracket. true: before it something ended that was a function's
 * body, so there is a bracket too many. */
static bool skip_balanced(struct parser *p)
{
    int level = 0, braces = 0;
    do {
        bool closing = parse_at(p, '}');
        braces += parse_at(p, '{') - closing;
        level += nesting(&p->t[p->pos]);
        parse_advance(p);
        if (closing && braces == 0 && level > 0 && p->name)
            return true;
    } while (level > 0 && p->t[p->pos].kind != T_EOF);
    return false;
}

/* { … }, whatever brackets stand in there. */
static void skip_braces(struct parser *p)
{
    int level = 0;
    do {
        level += parse_at(p, '{') - parse_at(p, '}');
        parse_advance(p);
    } while (level > 0 && p->t[p->pos].kind != T_EOF);
}

/* "struct S { … }" at the current token is a type, no function's body. */
static void skip_record(struct parser *p)
{
    parse_advance(p);
    while (parse_word(p) == W_ATTRIBUTE || parse_word(p) == W_DECLSPEC) {
        parse_advance(p);
        if (parse_at(p, '('))
            skip_balanced(p);
    }
    if (parse_at_name(p))
        parse_advance(p);
    if (parse_at(p, '{'))
        skip_balanced(p);
}

static bool at_record(const struct parser *p)
{
    enum word w = parse_word(p);
    return w == W_STRUCT || w == W_UNION || w == W_ENUM;
}

/* From the declaration's first token behind its ';' or its function's body. Gives
 * back the last name that stands outside of brackets: a typedef's, mostly. */
static struct token *skip_declaration(struct parser *p)
{
    struct token *name = NULL;
    bool value = false;

    while (p->t[p->pos].kind != T_EOF && !parse_accept(p, ';')) {
        if (parse_at(p, '='))
            value = true;
        if (parse_at_name(p))
            name = &p->t[p->pos];
        if (at_record(p)) {
            skip_record(p);
        } else if (nesting(&p->t[p->pos]) > 0) {
            bool body = parse_at(p, '{') && !value;
            if (skip_balanced(p) || body)
                return NULL;
        } else {
            parse_advance(p);
        }
    }
    return name;
}

/* So that what is declared with an exotic typedef name can be parsed all the same. */
static void declare_unknown_type(struct parser *p, struct token *name)
{
    struct symbol *sym = parse_symbol(p, SYM_TYPEDEF, name->text, name);
    sym->type = type_basic(TY_UNKNOWN);
    sym->storage = ST_TYPEDEF;
    scope_bind(p->names, sym, false);
    name->sym = sym;
}

static void to_file_scope(struct parser *p)
{
    while (p->names->scope->outer)
        scope_leave(p->names);
    p->parent = p->block = NULL;
    p->unevaluated = p->depth = 0;
    p->constant = NULL;
    p->in_body = false;
    p->defined.n = 0;
}

static void recover(struct parser *p, struct external *x)
{
    to_file_scope(p);
    x->bad = p->reports;
    if (x->kind == X_ASYNC) {
        x->body = NULL;
        set_pos(p, x->body_begin);
        skip_braces(p);
        return;
    }
    set_pos(p, x->begin);
    while (parse_word(p) == W_EXTENSION)
        parse_advance(p);
    bool is_typedef = parse_word(p) == W_TYPEDEF;
    struct token *name = skip_declaration(p);
    if (is_typedef && name)
        declare_unknown_type(p, name);
}

/* ---- externals --------------------------------------------------------------------------- */

/* Parameters in order; the scope of the declarator has their bindings. */
static void take_params(struct external *x)
{
    struct type *t = x->sym->type;
    for (size_t i = 0; i < t->params.n; i++)
        VEC_PUSH(&x->params, t->params.at[i].sym);
}

static void refuse_old_style(struct parser *p, const struct declared *d)
{
    if (d->old_style)
        parse_fail(p, d->begin, d->end, "write the types between the parentheses",
                   "an async function needs a prototype, not a list of parameter names");
}

static void async_body(struct parser *p, struct external *x)
{
    p->in_body = true;
    x->body_begin = p->pos;
    x->kind = X_ASYNC;
    x->body = parse_block(p);
    x->body_end = p->prev_end;
    p->in_body = false;
    take_params(x);
}

static void ordinary_body(struct parser *p, struct external *x)
{
    advance_to(p, '{', "'{'");          /* behind the declarations of an old-style definition */
    x->kind = X_FUNCTION;
    x->body_begin = p->pos;
    skim_body(p);
    x->body_end = p->prev_end;
}

static void definition(struct parser *p, struct external *x, const struct specifiers *s, const struct declared *d)
{
    bool told = s->is_async;
    x->spec_begin = s->begin;
    x->spec_end = s->end;
    x->declarator_begin = d->begin;
    x->declarator_end = d->end;
    x->sym = parse_declare(p, s, d);
    x->sym->place = d->place;
    x->sym->type = d->type;
    scope_enter_again(p->names, d->params);
    if (x->sym->is_async) {
        p->reports = true;
        refuse_old_style(p, d);
        if (!told)
            warning_at(p->u, WARN_OMITTED, d->begin, d->end, "the declaration of '%s' says async, its definition does not",
                       d->name);
        async_body(p, x);
    } else {
        x->scope = d->params;
        take_params(x);
        ordinary_body(p, x);
    }
    scope_leave(p->names);
    x->sym->has_body = true;
}

/* Whether the declarator just parsed is followed by a function's body. */
static bool at_definition(const struct parser *p, const struct declared *d)
{
    if (!d->params)
        return false;
    return parse_at(p, '{') || (d->old_style && parse_declaration_begins(p, p->pos));
}

static void check_specifiers(struct parser *p, const struct specifiers *s)
{
    if (s->is_async && !s->typed)
        parse_fail(p, s->begin, s->end, "write its type: async int, async void",
                   "an async function needs the type of its result");
    if (s->is_async && s->type->kind == TY_BUILTIN && strncmp(s->type->name, "__", 2) != 0)
        parse_fail(p, s->begin, s->end, "declare it, or include its header, above", "'%s' is not the name of a type",
                   s->type->name);
}

/* __auto_type takes its initialiser's type; every other initialiser is only skimmed. */
static void initialiser(struct parser *p, struct symbol *sym)
{
    if (type_strip(sym->type)->kind == TY_AUTO)
        parse_deduce(p, sym, parse_initialiser(p));
    else
        skim_initialiser(p);
}

static void declaration_or_definition(struct parser *p, struct external *x)
{
    struct specifiers s;
    parse_specifiers(p, &s);
    p->reports = s.is_async;
    if (parse_accept(p, ';'))
        return;
    check_specifiers(p, &s);
    for (bool first = true;; first = false) {
        struct declared d;
        parse_declarator(p, s.type, NAMED, &d);
        if (first && at_definition(p, &d)) {
            definition(p, x, &s, &d);
            return;
        }
        struct symbol *sym = parse_declare(p, &s, &d);
        if (parse_accept(p, '='))
            initialiser(p, sym);
        if (!parse_accept(p, ','))
            break;
    }
    parse_expect(p, ';', "';' at the end of the declaration");
}

/* asm("…"); _Pragma("…") */
static bool other_external(struct parser *p)
{
    switch (parse_word(p)) {
    case W_ASM: case W_SOFT_ASM:
        advance_to(p, '(', "'('");
        parse_skip_group(p);
        parse_accept(p, ';');
        return true;
    case W_PRAGMA:
        parse_advance(p);
        parse_skip_group(p);
        return true;
    case W_STATIC_ASSERT: case W_SOFT_STATIC_ASSERT:
        parse_static_assert(p, NULL);
        return true;
    default:
        return parse_accept(p, ';');
    }
}

static void external(struct parser *p, struct external *x)
{
    x->begin = p->pos;
    p->reports = false;
    if (!other_external(p)) {
        declaration_or_definition(p, x);
        parse_set_definition(p, 0, x->begin);
    }
    p->defined.n = 0;
}

void parse(struct unit *u)
{
    struct parser *p = NEW(struct parser);
    p->u = u;
    p->t = u->tokens.at;
    p->names = u->names = names_new();
    know_words(p->names);
    type_target(u);
    set_pos(p, 0);
    while (p->t[p->pos].kind != T_EOF) {
        struct external *x = NEW(struct external);
        if (setjmp(p->recover) == 0)
            external(p, x);
        else
            recover(p, x);
        x->end = p->prev_end;
        VEC_PUSH(&u->externals, *x);
        if (x->kind == X_FUNCTION && !x->bad)
            x->sym->definition = u->externals.n;
    }
}

/* All of the file is known by now: at most a name that is declared further down is
 * found where there was none. */
struct stmt *parse_ordinary_body(struct unit *u, struct external *x)
{
    struct parser *p = NEW(struct parser);
    p->u = u;
    p->t = u->tokens.at;
    p->names = u->names;
    p->in_body = true;
    if (setjmp(p->recover) == 0) {
        scope_enter_again(p->names, x->scope);
        set_pos(p, x->body_begin);
        x->body = parse_block(p);
        scope_leave(p->names);
    } else {
        to_file_scope(p);
        x->body = NULL;
    }
    return x->body;
}
