/* test_types.c: types of expressions and values of constants; the facts themselves
 * stand in facts.c, where the compiler has checked them. */
#include "tree.h"

static void facts_hold_in(struct unit *u, const char *name)
{
    struct external *x = function(u, name);
    size_t n = 0;
    assert_non_null(x->body);
    for (size_t i = 0; i < x->body->list.n; i++) {
        struct stmt *s = x->body->list.at[i];
        long long value = 0;
        if (s->kind != S_STATIC_ASSERT)
            continue;
        if (!expr_constant(u, s->expr, &value) || !value)
            fail_msg("line %d: %s", u->tokens.at[s->begin].line, shape(u, s->expr));
        n++;
    }
    assert_true(n > 0);
}

static void arithmetic_converts_as_c_says(void **state)
{
    (void)state;
    facts_hold_in(parsed(facts()), "arithmetic");
}

static void pointers_members_and_calls_have_their_types(void **state)
{
    (void)state;
    facts_hold_in(parsed(facts()), "pointers");
}

static void constants_have_their_values(void **state)
{
    (void)state;
    facts_hold_in(parsed(facts()), "constants");
}

static bool is_constant(const char *expression, long long *value)
{
    const char *source = intern_format("enum { far = 1000 }; async int f(int a) { return %s; }", expression);
    struct unit *u = parsed(source);
    return expr_constant(u, statement_at(u, "f", 0)->expr, value);
}

static void constants_of_the_target_are_not_known(void **state)
{
    long long value = 77;
    (void)state;
    assert_false(is_constant("sizeof(int)", &value));
    assert_false(is_constant("sizeof(void *) == 8", &value));
    assert_false(is_constant("(unsigned)-1", &value));
    assert_false(is_constant("-1 < 0u", &value));
    assert_false(is_constant("~0u", &value));
    assert_false(is_constant("(char)200", &value));
    assert_false(is_constant("a", &value));
    assert_false(is_constant("1 / 0", &value));
    assert_false(is_constant("1.5", &value));
    assert_int_equal(value, 77);
}

static bool has_vla(const char *size)
{
    const char *source = intern_format("enum { four = 4 }; struct s { int m; };"
                                       "async int f(int a) { const int k = 3; int x[%s]; return a; }", size);
    struct unit *u = parsed(source);
    return statement_at(u, "f", 1)->decl->declarators.at[0].sym->type->vla;
}

static void array_sizes_are_constant_or_not(void **state)
{
    (void)state;
    assert_false(has_vla("3"));
    assert_false(has_vla("four * 2 + 1"));
    assert_false(has_vla("sizeof(long) * four"));
    assert_false(has_vla("(unsigned long)(1 ? four : 0)"));
    assert_false(has_vla("(unsigned long)&((struct s *)0)->m"));
    assert_false(has_vla("__builtin_offsetof(struct s, m) + 1"));
    assert_false(has_vla("'a'"));
    assert_true(has_vla("a"));
    assert_true(has_vla("k"));
    assert_true(has_vla("four + a"));
    assert_true(has_vla("sizeof(int[a])"));
}

/* The local x of the given declaration. */
static struct type *declared_as(const char *declaration)
{
    const char *source = intern_format("typedef int aligned_int __attribute__((aligned(16))); struct s { aligned_int m; };"
                                       "async int f(int a) { %s; return a; }", declaration);
    return statement_at(parsed(source), "f", 0)->decl->declarators.at[0].sym->type;
}

static void alignment_is_seen_through_typedefs_members_and_arrays(void **state)
{
    (void)state;
    assert_true(type_aligned(declared_as("aligned_int x")));
    assert_true(type_aligned(declared_as("struct s x[3]")));
    assert_true(type_aligned(declared_as("struct { char c; _Alignas(16) char d; } x")));
    assert_true(type_aligned(declared_as("union { long l; struct s s; } x")));
    assert_true(type_aligned(declared_as("struct __attribute__((aligned(8))) { char c; } x")));
    assert_true(type_aligned(declared_as("struct { char c; } __attribute__((__aligned__)) x")));
    assert_false(type_aligned(declared_as("struct { char c; } x")));
    assert_false(type_aligned(declared_as("struct s *x")));
}

/* What `return EXPR;` has as type, in a file with these declarations. */
static struct type *type_in(const char *declarations, const char *expression)
{
    const char *source = intern_format("%s async int f(int a, unsigned u, long l) { return %s; }", declarations, expression);
    struct unit *u = parsed(source);
    return expr_type(u, statement_at(u, "f", 0)->expr);
}

static void sizes_have_the_typedef_size_t_where_it_is_declared(void **state)
{
    (void)state;
    assert_int_equal(type_in("", "sizeof a")->kind, TY_ULONG);
    struct type *t = type_in("typedef unsigned size_t;", "sizeof a");
    assert_int_equal(t->kind, TY_TYPEDEF);
    assert_string_equal(t->sym->name, "size_t");
    assert_int_equal(type_in("typedef int ptrdiff_t;", "&a - &a")->kind, TY_TYPEDEF);
}

static void widths_are_the_compilers(void **state)
{
    (void)state;
    assert_int_equal(type_in("\n#define __SIZEOF_LONG__ 8\n#define __SIZEOF_INT__ 4\n", "l + u")->kind, TY_LONG);
    assert_int_equal(type_in("\n#define __SIZEOF_LONG__ 4\n#define __SIZEOF_INT__ 4\n", "l + u")->kind, TY_ULONG);
    assert_int_equal(type_in("\n#define __SIZEOF_INT__ 2\n#define __SIZEOF_LONG__ 4\n", "40000")->kind, TY_LONG);
    assert_int_equal(type_in("\n#define __SIZEOF_INT__ 2\n#define __SIZEOF_SHORT__ 2\n", "+(unsigned short)1")->kind, TY_UINT);
}

static void await_and_spawn_have_types(void **state)
{
    (void)state;
    struct type *t = type_in("struct s { int m; }; async struct s g(int); ", "await(g(a))");
    assert_int_equal(t->kind, TY_STRUCT);
    assert_int_equal(type_in("async const char *g(int); ", "*await(boxed(g(a)))")->kind, TY_CHAR);
    assert_int_equal(type_in("", "await(g(a))")->kind, TY_UNKNOWN);
    assert_int_equal(type_in("async int g(int);", "spawn(a, g(a))")->kind, TY_INT);
    assert_int_equal(type_in("typedef struct cede_task cede_task; async int g(int);", "spawn_task(a, g(a))")->kind, TY_POINTER);
}

static void generic_chooses_and_the_rest_is_not_evaluated(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(const int *p) { return _Generic(*p, long: p[1], int: p[2], default: p[3]); }");
    struct expr *e = statement_at(u, "f", 0)->expr;
    assert_int_equal(e->chosen, 2);
    assert_true(e->kids.at[0]->unevaluated);
    assert_true(e->kids.at[1]->unevaluated && e->kids.at[1]->kids.at[0]->unevaluated);
    assert_false(e->kids.at[2]->unevaluated);
    assert_true(e->kids.at[3]->unevaluated);
}

static void generic_of_an_unknown_type_chooses_nothing(void **state)
{
    (void)state;
    struct unit *u = parsed("async int f(int a) { return _Generic(undeclared(a), int: a, default: 2); }");
    struct expr *e = statement_at(u, "f", 0)->expr;
    assert_int_equal(e->chosen, 0);
    assert_false(e->kids.at[1]->unevaluated);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arithmetic_converts_as_c_says),
        cmocka_unit_test(pointers_members_and_calls_have_their_types),
        cmocka_unit_test(constants_have_their_values),
        cmocka_unit_test(constants_of_the_target_are_not_known),
        cmocka_unit_test(array_sizes_are_constant_or_not),
        cmocka_unit_test(alignment_is_seen_through_typedefs_members_and_arrays),
        cmocka_unit_test(sizes_have_the_typedef_size_t_where_it_is_declared),
        cmocka_unit_test(widths_are_the_compilers),
        cmocka_unit_test(await_and_spawn_have_types),
        cmocka_unit_test(generic_chooses_and_the_rest_is_not_evaluated),
        cmocka_unit_test(generic_of_an_unknown_type_chooses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
