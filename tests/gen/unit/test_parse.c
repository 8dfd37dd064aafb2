/* test_parse.c: tokens become declarations and the trees of async functions. */
#include "tree.h"

/* ---- expressions -------------------------------------------------------------------- */

static void operators_bind_as_c_says(void **state)
{
    (void)state;
    assert_string_equal(shape_of("a + b * c"), "(a + (b * c))");
    assert_string_equal(shape_of("a - b - c"), "((a - b) - c)");
    assert_string_equal(shape_of("a = b += c"), "(a = (b += c))");
    assert_string_equal(shape_of("a ? b : c ? 1 : 2"), "(a ? b : (c ? 1 : 2))");
    assert_string_equal(shape_of("a ?: b || c && 1"), "(a ? : (b || (c && 1)))");
    assert_string_equal(shape_of("a | b ^ c & 1 == 2 < 3 << 4"), "(a | (b ^ (c & (1 == (2 < (3 << 4))))))");
    assert_string_equal(shape_of("*p++"), "(* (p ++))");
    assert_string_equal(shape_of("- -a - - -b"), "((- (- a)) - (- (- b)))");
    assert_string_equal(shape_of("!a == ~b"), "((! a) == (~ b))");
    assert_string_equal(shape_of("&p[a]"), "(& (p [ a ]))");
    assert_string_equal(shape_of("f(a, (b, c))"), "(f ( a , (( (b , c) )) ))");
    assert_string_equal(shape_of("a, b, c"), "((a , b) , c)");
}

static void casts_are_told_from_parentheses_by_what_a_name_means(void **state)
{
    (void)state;
    assert_string_equal(shape_of("(T)-a"), "(( T ) (- a))");
    assert_string_equal(shape_of("(a)-b"), "((( a )) - b)");
    assert_string_equal(shape_of("(T)*p"), "(( T ) (* p))");
    assert_string_equal(shape_of("(a)*b"), "((( a )) * b)");
    assert_string_equal(shape_of("(T){ a }"), "(( T ) ({ a }))");
    assert_string_equal(shape_of("sizeof(T)*a"), "(sizeof ( T ) * a)");
    assert_string_equal(shape_of("sizeof(a)*b"), "((sizeof (( a ))) * b)");
    assert_string_equal(shape_of("sizeof(T){ 1 }"), "(sizeof (( T ) ({ 1 })))");
    assert_string_equal(shape_of("(T)(T)a"), "(( T ) (( T ) a))");
}

static void await_binds_like_a_call(void **state)
{
    (void)state;
    assert_string_equal(shape_of("-await(f(a))"), "(- (await ( (f ( a )) )))");
    assert_string_equal(shape_of("await(boxed(f(a))) + b"), "((await ( boxed ( (f ( a )) ) )) + b)");
    assert_string_equal(shape_of("cede_await(f(a))[b]"), "((cede_await ( (f ( a )) )) [ b ])");
    assert_string_equal(shape_of("spawn_into(p, &a, f(b))"), "(spawn_into ( p , (& a) , (f ( b )) ))");
}

static void unevaluated_operands_are_marked(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a) { typeof(a) b = sizeof(a + 1) + __builtin_constant_p(a) + a; return b; }");
    struct expr *e = statement_at(u, "f", 0)->decl->declarators.at[0].init;     /* (sizeof + call) + a */
    struct expr *size = e->kids.at[0]->kids.at[0], *call = e->kids.at[0]->kids.at[1];
    assert_true(size->kids.at[0]->unevaluated);
    assert_true(call->kids.at[1]->unevaluated);
    assert_false(call->unevaluated || size->unevaluated || e->kids.at[1]->unevaluated);
}

/* ---- names ----------------------------------------------------------------------------- */

static struct symbol *symbol_of(struct unit *u, const char *spelling, size_t nth)
{
    for (size_t i = 0; i < u->tokens.n; i++)
        if (!strcmp(u->tokens.at[i].text, spelling) && nth-- == 0)
            return u->tokens.at[i].sym;
    fail_msg("no token %s", spelling);
    return NULL;
}

static void tokens_know_what_they_name(void **state)
{
    (void)state;
    struct unit *u = parsed("typedef int T; struct S { T m; }; enum { E = 2 };\n"
                            "async int f(struct S *s, int n[E]) {\n"
                            "  char a[sizeof(struct S) + E]; T t = (T)s->m; a[E] = 0;\n"
                            "  goto m; m: return _Generic(t, T: n[0], default: a[t]);\n}");
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(symbol_of(u, "T", i)->kind, SYM_TYPEDEF);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(symbol_of(u, "S", i)->kind, SYM_TAG);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(symbol_of(u, "E", i)->kind, SYM_ENUMERATOR);
    for (size_t i = 0; i < 4; i++)
        assert_null(symbol_of(u, "m", i));      /* the member, twice; a goto; a label */
    assert_true(symbol_of(u, "s", 0)->is_param);
    assert_ptr_equal(symbol_of(u, "s", 1), symbol_of(u, "s", 0));
    assert_ptr_equal(symbol_of(u, "t", 0), symbol_of(u, "t", 2));
}

static void inner_names_hide_outer_ones_until_their_block_ends(void **state)
{
    (void)state;
    struct unit *u = parsed("typedef int T; async int f(int a) { { int T = 1; T * a; } T *b; return (T)a; }");
    assert_int_equal(u->errors, 0);
    assert_int_equal(statement_at(u, "f", 0)->list.at[1]->kind, S_EXPR);
    assert_int_equal(statement_at(u, "f", 1)->kind, S_DECL);
    assert_int_equal(statement_at(u, "f", 2)->expr->kind, E_CAST);
}

static void names_of_ordinary_bodies_do_not_leak(void **state)
{
    (void)state;
    struct unit *u = parsed("int g(void) { typedef int a; { struct s; } return (a)1; } async int f(int b, int c)"
                            "{ int a = 1; return (a) - b; }");
    assert_int_equal(u->errors, 0);
    assert_int_equal(statement_at(u, "f", 1)->expr->kind, E_BINARY);
}

static void a_struct_of_an_inner_block_is_another(void **state)
{
    (void)state;
    struct unit *u = parsed("struct s { int a; }; async int f(struct s *p) { { struct s { int b; } q; struct s; "
                            "struct s *r; r = 0; } return p->a; }");
    struct stmt *block = statement_at(u, "f", 0);
    struct symbol *outer = symbol_of(u, "s", 0), *inner = symbol_of(u, "s", 2);
    assert_ptr_equal(symbol_of(u, "s", 1), outer);
    assert_ptr_not_equal(inner, outer);
    assert_ptr_equal(inner->block, block);
    assert_ptr_equal(block->list.at[0]->decl->tags.at[0], inner);
    assert_true(inner->def_end > inner->def_begin);
    assert_null(symbol_of(u, "p", 1)->block);
}

static void symbols_know_their_block(void **state)
{
    (void)state;
    struct unit *u = parsed("typedef struct cede_group cede_group;"
                            "async int f(int n) { for (int i = 0; i < n; i++) { int j; } group (g) { g; } return 0; }");
    struct stmt *loop = statement_at(u, "f", 0), *group = statement_at(u, "f", 1);
    assert_ptr_equal(symbol_of(u, "i", 0)->block, loop);
    assert_ptr_equal(symbol_of(u, "j", 0)->block, loop->body);
    assert_ptr_equal(symbol_of(u, "g", 0), group->sym);
    assert_ptr_equal(symbol_of(u, "g", 1), group->sym);
    assert_ptr_equal(group->sym->block, function(u, "f")->body);
    assert_string_equal(group->sym->type->base->sym->name, "cede_group");
}

static void functions_are_one_symbol_however_often_declared(void **state)
{
    (void)state;
    struct unit *u;
    const char *said = messages("async CEDE_VALUE int f(int); typedef int fn(int); async fn g;\n"
                                "int f(int a) { async int f(int); return f(a) + await(g(a)); }", &u);
    struct symbol *f = function(u, "f")->sym;
    assert_true(f->is_async && f->is_value && f->has_body);
    for (size_t i = 0; i < 4; i++)
        assert_ptr_equal(symbol_of(u, "f", i), f);
    assert_true(symbol_of(u, "g", 0)->is_async);
    assert_non_null(strstr(said, "its definition does not"));
    assert_int_equal(u->warnings, 1);
}

static void async_is_accepted_anywhere_among_specifiers(void **state)
{
    (void)state;
    struct unit *u = parsed("static async int a(void) { } int static async b(void) { } long cede_async long c(void) { }"
                            "async __attribute__((unused)) struct s { int m; } d(void) { } const async char *e(void) { }"
                            "static async_iter(const char *) i(int n) { }");
    const char *const names[] = { "a", "b", "c", "d", "e", "i" };
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(function(u, names[i])->kind, X_ASYNC);
    assert_true(function(u, "i")->sym->is_iter);
    assert_int_equal(function(u, "i")->sym->type->base->kind, TY_POINTER);
    assert_int_equal(u->errors, 0);
}

static void async_pointers_and_members_are_ordinary(void **state)
{
    (void)state;
    struct unit *u = parsed("async int (*p)(int); struct s { async int (*m)(int); int async; int group; };"
                            "int async; int use(void) { async = 1; return async; }"
                            "async int f(struct s *s) { return s->async + s->group + async; }");
    assert_int_equal(u->errors, 0);
    assert_false(symbol_of(u, "p", 0)->is_async);
    assert_int_equal(symbol_of(u, "async", 8)->kind, SYM_VAR);
}

static void keywords_are_names_where_something_is_called_so(void **state)
{
    (void)state;
    struct unit *u = parsed("void yield(int); int group(int); async int f(int within, int defer, int shield) {"
                            "  yield(1); group(2); within = defer + shield; int spawn = 1, await = spawn; return await; }");
    assert_int_equal(u->errors, 0);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(statement_at(u, "f", i)->kind, S_EXPR);
    assert_int_equal(statement_at(u, "f", 4)->expr->kind, E_IDENT);
}

static void a_hidden_keyword_is_explained(void **state)
{
    (void)state;
    const char *said = messages("async int f(int group) { group (g) { } return 0; }", NULL);
    assert_non_null(strstr(said, "'group' is the name of something else here"));
    struct unit *u = parsed("async int f(int group) { cede_group_block (g) { } return 0; }");
    assert_int_equal(statement_at(u, "f", 0)->kind, S_GROUP);
}

/* ---- statements ---------------------------------------------------------------------------- */

static void else_belongs_to_the_nearest(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a) { if (a) within (a) a; else a = 1; else a = 2; return a; }");
    struct stmt *s = statement_at(u, "f", 0);
    assert_int_equal(s->kind, S_IF);
    assert_int_equal(s->body->kind, S_WITHIN);
    assert_non_null(s->body->other);
    assert_non_null(s->other);
}

static void defer_takes_any_statement(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a) { defer { a++; } cede_defer a--; defer if (a) a = 0; return a; }");
    assert_int_equal(statement_at(u, "f", 0)->body->kind, S_BLOCK);
    assert_int_equal(statement_at(u, "f", 1)->body->kind, S_EXPR);
    assert_int_equal(statement_at(u, "f", 2)->body->kind, S_IF);
}

static void labels_nest_in_one_another(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a) { switch (a) { case 1: case 2 ... 3: again: default: a++; break; end: } return a; }");
    struct stmt *block = statement_at(u, "f", 0)->body, *s = block->list.at[0];
    assert_int_equal(s->kind, S_CASE);
    assert_int_equal(s->body->kind, S_CASE);
    assert_non_null(s->body->expr2);
    assert_string_equal(s->body->body->name, "again");
    assert_int_equal(s->body->body->body->kind, S_DEFAULT);
    assert_int_equal(s->body->body->body->body->kind, S_EXPR);
    assert_int_equal(block->list.n, 3);
    assert_int_equal(block->list.at[2]->body->kind, S_NULL);
}

static void pragmas_are_statements_of_their_block(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a)\n{\n#pragma one\n a =\n#pragma within\n 1;\n#pragma two\n return a;\n#pragma three\n}\n"
                            "#pragma last\n");
    struct stmt *body = function(u, "f")->body;
    const enum stmt_kind kinds[] = { S_PRAGMA, S_EXPR, S_PRAGMA, S_RETURN, S_PRAGMA };
    assert_int_equal(body->list.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(body->list.at[i]->kind, kinds[i]);
    assert_int_equal(u->errors, 0);
}

static void all_of_gnu_c_is_understood(void **state)
{
    struct unit *u = parsed(facts());
    (void)state;
    assert_int_equal(u->errors, 0);
    assert_int_equal(function(u, "statements")->kind, X_ASYNC);
    assert_int_equal(function(u, "old_style")->kind, X_FUNCTION);
    struct stmt *ready = statement_at(u, "statements", 0);
    assert_int_equal(ready->kind, S_LOCAL_LABELS);
}

static void conditions_of_generators_and_contexts_are_parsed(void **state)
{
    (void)state;
    struct unit *u = parsed("int var; async_iter(int) f(int n) { yield(n); await_each (int x, f(n)) var += x; else var = 0;"
                            " with_context (&var, n) { var++; } }");
    assert_int_equal(u->errors, 0);
    assert_int_equal(statement_at(u, "f", 0)->kind, S_YIELD);
    struct stmt *each = statement_at(u, "f", 1);
    assert_string_equal(each->decl->declarators.at[0].sym->name, "x");
    assert_non_null(each->other);
    assert_int_equal(statement_at(u, "f", 2)->kind, S_CONTEXT);
}

static void attributes_reach_their_symbols(void **state)
{
    (void)state;
    struct unit *u = parsed("void done(int *); async int f(int a) { __attribute__((cleanup(done))) int x = 1, y;"
                            " int z __attribute__((unused, aligned(8 * 2))); _Alignas(double) char w; [[gnu::cleanup(done)]] int v;"
                            " return a; }");
    assert_true(symbol_of(u, "x", 0)->has_cleanup && symbol_of(u, "y", 0)->has_cleanup);
    assert_int_equal(symbol_of(u, "x", 0)->attr_begin.n, 1);
    struct symbol *z = symbol_of(u, "z", 0);
    assert_true(z->aligned && !z->has_cleanup);
    assert_string_equal(shape(u, z->align), "(8 * 2)");
    assert_int_equal(symbol_of(u, "w", 0)->align_type->kind, TY_DOUBLE);
    assert_true(symbol_of(u, "v", 0)->has_cleanup);
    assert_int_equal(symbol_of(u, "done", 1)->kind, SYM_FUNC);
}

/* ---- what cannot be parsed -------------------------------------------------------------------- */

static void exotic_declarations_are_passed_over(void **state)
{
    (void)state;
    struct unit *u = parsed("typedef exotic<int> thing; int a : 12; interface I { int b; } extern \"C\" { int z; }\n"
                            "int g(thing *t) { templates<int> x; y[[; } thing h(thing);\n"
                            "async int f(thing *t) { thing *copy = t; return copy == t; }");
    assert_int_equal(u->errors, 0);
    assert_int_equal(statement_at(u, "f", 0)->kind, S_DECL);
    assert_int_equal(function(u, "g")->kind, X_FUNCTION);
}

static void the_next_function_is_parsed_after_an_error(void **state)
{
    struct unit *u;
    (void)state;
    const char *said = messages("async int f(int a) { int b = ; { } return ({ 1; }; } async int g(int a) { return a; }\n"
                                "async int h(int a { return 1; } int k(void) { return 2; }", &u);
    assert_int_equal(u->errors, 2);
    assert_true(function(u, "f")->bad);
    assert_null(function(u, "f")->body);
    assert_int_equal(statement_at(u, "g", 0)->kind, S_RETURN);
    assert_int_equal(function(u, "k")->kind, X_FUNCTION);
    assert_non_null(strstr(said, "expected an expression before ';'"));
    assert_non_null(strstr(said, "expected ')' behind the parameters before '{'"));
}

static void errors_say_what_was_expected(void **state)
{
    static const struct { const char *body, *message; } cases[] = {
        { "foo_t x;", "'foo_t' is not the name of a type" },
        { "await f();", "expected '(' behind 'await'" },
        { "spawn(f());", "'spawn' needs 1 more operand" },
        { "spawn_into(a, f());", "'spawn_into' needs 1 more operand" },
        { "int g(int x) { return x; }", "a nested function" },
        { "if (a) int b;", "a declaration cannot stand here" },
        { "else a;", "this 'else' belongs to no if" },
        { "a b;", "expected ';' before 'b'" },
        { "group (1) { }", "expected the name of the group" },
        { "within { }", "expected '(' behind 'within'" },
        { "do a; until (a);", "expected 'while' before 'until'" },
        { "return 1", "expected ';' before '}'" },
        { "return (a;", "expected ')' before ';'" },
        { "return a.1;", "expected" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct unit *u;
        const char *said = messages(intern_format("async int f(int a) { %s }", cases[i].body), &u);
        if (u->errors != 1 || !strstr(said, cases[i].message))
            fail_msg("%s: %s", cases[i].body, said);
    }
}

static void what_is_missing_at_the_end_of_a_line_is_missed_there(void **state)
{
    (void)state;
    const char *said = messages("\n# 1 \"t.c\"\nasync int f(int a)\n{\n    a = 5\n    return a;\n}\n", NULL);
    assert_non_null(strstr(said, "t.c:3"));
    assert_non_null(strstr(said, "expected ';' after '5'"));
}

static void async_functions_need_prototypes_and_types(void **state)
{
    (void)state;
    assert_non_null(strstr(messages("async int f(a) int a; { return a; }", NULL), "needs a prototype"));
    assert_non_null(strstr(messages("async f(int a) { return a; }", NULL), "needs the type of its result"));
}

static void files_that_end_too_early_end(void **state)
{
    static const char *const files[] = { "int f(a) int a;", "asm", "int f(void) {", "int x = {", "typedef", "struct s {",
                                         "enum {", "__attribute__((", "int f(", "async int f(int a", "[[", "async", "" };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        messages(files[i], NULL);
}

/* ---- limits --------------------------------------------------------------------------------------- */

static const char *repeated(const char *s, size_t n)
{
    struct text t = { NULL, 0, 0 };
    text_add(&t, "", 0);
    while (n-- > 0)
        text_puts(&t, s);
    return t.bytes;
}

static void nesting_has_an_end(void **state)
{
    enum { MANY = 100000 };
    static const struct { const char *before, *again; } cases[] = {
        { "return ", "(" }, { "", "{" }, { "int x[] = ", "{" }, { "return ", "- " }, { "return ", "a ? " },
        { "return ", "a ? a : " }, { "", "a = " }, { "", "f(" }, { "int ", "*" }, { "int ", "(" }, { "int x", "[1]" },
        { "", "struct { " }, { "return ", "(int)" }, { "return ", "sizeof " }, { "return ", "sizeof(int[" },
        { "", "typeof(" }, { "return ", "({ " }, { "", "if (a) " }, { "", "if (a) ; else " }, { "", "defer " },
        { "return ", "_Generic(a, int: " }, { "return ", "_Generic(" }, { "int x", "(int " },
        { "return a", " + a" }, { "a", ", a" }, { "a", "[0]" }, { "", "l: " }, { "switch (a) ", "case 1: " },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct unit *u;
        const char *said = messages(intern_format("async int f(int a) { %s%s; } }", cases[i].before,
                                                  repeated(cases[i].again, MANY)), &u);
        if (u->errors != 1 || !(strstr(said, "too deeply") || strstr(said, "too long") || strstr(said, "too many")))
            fail_msg("%s: %.300s", cases[i].again, said);
    }
}

static void long_flat_code_is_no_nesting(void **state)
{
    (void)state;
    struct unit *u = parsed(intern_format("async int f(int a) { switch (a) { %s ; } a = %s a; if (a) ; %s int x[] = { %s }; %s }",
                                          repeated("case 1: ", 2000), repeated("a + ", 2000),
                                          repeated("else if (a) ; ", 400), repeated("1, ", 100000),
                                          repeated("{ a++; } ", 20000)));
    assert_int_equal(u->errors, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(operators_bind_as_c_says),
        cmocka_unit_test(casts_are_told_from_parentheses_by_what_a_name_means),
        cmocka_unit_test(await_binds_like_a_call),
        cmocka_unit_test(unevaluated_operands_are_marked),
        cmocka_unit_test(tokens_know_what_they_name),
        cmocka_unit_test(inner_names_hide_outer_ones_until_their_block_ends),
        cmocka_unit_test(names_of_ordinary_bodies_do_not_leak),
        cmocka_unit_test(a_struct_of_an_inner_block_is_another),
        cmocka_unit_test(symbols_know_their_block),
        cmocka_unit_test(functions_are_one_symbol_however_often_declared),
        cmocka_unit_test(async_is_accepted_anywhere_among_specifiers),
        cmocka_unit_test(async_pointers_and_members_are_ordinary),
        cmocka_unit_test(keywords_are_names_where_something_is_called_so),
        cmocka_unit_test(a_hidden_keyword_is_explained),
        cmocka_unit_test(else_belongs_to_the_nearest),
        cmocka_unit_test(defer_takes_any_statement),
        cmocka_unit_test(labels_nest_in_one_another),
        cmocka_unit_test(pragmas_are_statements_of_their_block),
        cmocka_unit_test(all_of_gnu_c_is_understood),
        cmocka_unit_test(conditions_of_generators_and_contexts_are_parsed),
        cmocka_unit_test(attributes_reach_their_symbols),
        cmocka_unit_test(exotic_declarations_are_passed_over),
        cmocka_unit_test(the_next_function_is_parsed_after_an_error),
        cmocka_unit_test(errors_say_what_was_expected),
        cmocka_unit_test(what_is_missing_at_the_end_of_a_line_is_missed_there),
        cmocka_unit_test(async_functions_need_prototypes_and_types),
        cmocka_unit_test(files_that_end_too_early_end),
        cmocka_unit_test(nesting_has_an_end),
        cmocka_unit_test(long_flat_code_is_no_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
