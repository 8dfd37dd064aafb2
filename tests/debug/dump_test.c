/* dump_test.c: what a dump says of tasks, and which of them are in a deadlock.
 *
 * Lines are the numbers of this file's lines: what stands first is what moves least. */
#include "sim_fixture.h"
#include <cede/debug.h>

static char said[4000];

/* A file's name comes as a piece of its own: without its folder. */
static void collect(void *ctx, const char *text)
{
    const char *name = strrchr(text, '/');
    (void)ctx;
    strncat(said, name ? name + 1 : text, sizeof said - strlen(said) - 1);
}

static const char *dump_of(const cede_task *t)
{
    said[0] = '\0';
    cede_task_dump(t, collect, NULL);
    return said;
}

static unsigned deadlock(void)
{
    said[0] = '\0';
    return cede_deadlock_check(collect, NULL);
}

static async int hold(cede_mutex *m, cede_duration d)
{
    await(cede_mutex_lock(m));
    defer cede_mutex_unlock(m);
    await(cede_sleep(d));
    return 0;
}

static async int hold_both(cede_mutex *first, cede_mutex *second)
{
    await(cede_mutex_lock(first));
    defer cede_mutex_unlock(first);
    await(cede_yield());
    await(cede_mutex_lock(second));
    cede_mutex_unlock(second);
    return 0;
}

static async int take(cede_queue *q)
{
    int n;
    (void)await(cede_queue_get(q, &n));
    return n;
}

static async int nap(int n)
{
    return n ? await(nap(n - 1)) : await(cede_sleep(cede_ms(n)));
}

/* ---- the tree ---------------------------------------------------------------------- */

static async int outer(cede_mutex *m)
{
    group (g) {
        spawn(g, hold(m, cede_ms(1500)));
        spawn(g, hold(m, cede_ms(1)));
    }
    return 0;
}

static async int a_tree(void)
{
    cede_mutex m;
    cede_queue q;
    int slots[1];
    cede_mutex_init(&m);
    cede_queue_init(&q, CEDE_SLOTS(slots));
    group (g) {
        cede_task *o = spawn_task(g, outer(&m)), *t = spawn_task(g, take(&q));
        spawn(g, nap(20));
        await(cede_sleep(cede_ms(20)));
        assert_string_equal(dump_of(NULL),
            "#1 a_tree (dump_test.c:81): runs\n"
            "  #2 outer (dump_test.c:67): waits for its group\n"
            "    #3 hold (dump_test.c:34) > cede_sleep, 1480 ms left\n"
            "    #4 hold (dump_test.c:32) > cede_mutex_lock: waits for #3\n"
            "  #5 take (dump_test.c:51) > cede_queue_get\n");
        assert_string_equal(dump_of(o),
            "#2 outer (dump_test.c:67): waits for its group\n"
            "  #3 hold (dump_test.c:34) > cede_sleep, 1480 ms left\n"
            "  #4 hold (dump_test.c:32) > cede_mutex_lock: waits for #3\n");
        assert_string_equal(dump_of(t), "#5 take (dump_test.c:51) > cede_queue_get\n");
        cede_task_cancel(t, 0);
        assert_string_equal(dump_of(t), "#5 take (dump_test.c:51) > cede_queue_get: ready, cancelled at dump_test.c:93\n");
    }
    return 0;
}

static void a_dump_is_a_tree_of_chains_with_lines(void **state)
{
    dump_of(NULL);
    assert_string_equal(said, "");                     /* no loop runs here */
    assert_int_equal(cede_sim_run(*state, a_tree()), 0);
}

static async int bottom(int n)
{
    return n ? await(bottom(n - 1)) : await(cede_sleep(cede_ms(5)));
}

static async int recursion_is_cut(void)
{
    group (g) {
        cede_task *t = spawn_task(g, bottom(100));
        await(cede_sleep(cede_ms(1)));
        dump_of(t);
        assert_non_null(strstr(said, "#2 bottom (dump_test.c:108) > … 92 more > bottom (dump_test.c:108) > "));
        assert_non_null(strstr(said, " > bottom (dump_test.c:108) > cede_sleep, 4 ms left\n"));
    }
    return 0;
}

static void a_deep_recursion_shows_its_ends(void **state)
{
    assert_int_equal(cede_sim_run(*state, recursion_is_cut()), 0);
}

static async int waits_for_several(void)
{
    group (g) {
        cede_task *all[6];
        for (int i = 0; i < 6; i++)
            all[i] = spawn_task(g, nap(i));
        within (cede_ms(100))
            await(cede_wait(all, 6, CEDE_WAIT_FIRST));
    }
    return 0;
}

static async int watches(void)
{
    group (g) {
        cede_task *t = spawn_task(g, waits_for_several()), *j = spawn_task(g, cede_join(t));
        await(cede_yield());
        dump_of(t);
        assert_non_null(strstr(said, "cede_wait: waits for one of #3, #4, #5, #6, …, 100 ms left\n"));
        assert_string_equal(dump_of(j), "#9 cede_join: waits for #2\n");
    }
    return 0;
}

static void who_is_waited_for_is_named(void **state)
{
    assert_int_equal(cede_sim_run(*state, watches()), 0);
}

/* ---- deadlocks ------------------------------------------------------------------------ */

static async int two_mutexes(int limit)
{
    cede_mutex a, b;
    cede_mutex_init(&a);
    cede_mutex_init(&b);
    group (g, CEDE_ISOLATE) {
        spawn(g, hold_both(&a, &b));
        within (cede_ms(limit)) {
            spawn(g, hold_both(&b, &a));
        }
        spawn(g, hold(&a, cede_s(1)));
        await(cede_sleep(cede_ms(1)));
        event("%u", deadlock());
        cede_group_cancel(g);
    }
    return 0;
}

static void a_cycle_of_mutexes_is_found_while_others_run(void **state)
{
    assert_int_equal(cede_sim_run(*state, two_mutexes(1000)), 0);
    assert_log("3\n");                                  /* who waits for one of them, too */
    assert_string_equal(said,
        "deadlock: each of these tasks waits for the next one, the last for the first\n"
        "  #2 hold_both (dump_test.c:43) > cede_mutex_lock: waits for #3\n"
        "  #3 hold_both (dump_test.c:43) > cede_mutex_lock: waits for #2\n");
}

static async int hold_both_for(cede_mutex *first, cede_mutex *second, int ms)
{
    within (cede_ms(ms))
        return await(hold_both(first, second));
    else
        return 1;
}

static async int with_a_deadline(void)
{
    cede_mutex a, b;
    cede_mutex_init(&a);
    cede_mutex_init(&b);
    group (g) {
        spawn(g, hold_both(&a, &b));
        spawn(g, hold_both_for(&b, &a, 10));
        await(cede_sleep(cede_ms(1)));
        assert_int_equal(deadlock(), 0);
    }
    return ms();
}

static void a_deadline_makes_it_none(void **state)
{
    assert_int_equal(cede_sim_run(*state, with_a_deadline()), 10);
}

static async int joins(cede_task **other)
{
    await(cede_yield());
    return await(cede_join(*other)) < 0;
}

static void done(cede_task_callback *c, int result)
{
    (void)c, (void)result;
}

static async int join_each_other(void)
{
    cede_task_callback c = { .call = done };
    cede_task *a, *b;
    group (g) {
        a = spawn_task(g, joins(&b));
        b = spawn_task(g, joins(&a));
        cede_task_then(a, &c);
    }
    return 0;
}

static void joins_of_each_other_end_a_simulated_run_with_the_cycle(void **state)
{
    FILE *to = tmpfile();
    cede_sim_report_to(*state, to);
    assert_int_equal(cede_sim_run(*state, join_each_other()), -EDEADLK);
    rewind(to);
    char line[300];
    for (said[0] = 0; fgets(line, sizeof line, to); ) {
        char *from = strchr(line, '('), *name = strrchr(line, '/');
        if (name)
            memmove(from + 1, name + 1, strlen(name));
        strcat(said, line);
    }
    fclose(to);
    assert_string_equal(said,
        "cede: at 0.000000000 s every task waits, and nothing will wake one:\n"
        "#1 join_each_other (dump_test.c:233): waits for its group\n"
        "  #2 joins (dump_test.c:217) > cede_join: waits for #3\n"
        "  #3 joins (dump_test.c:217) > cede_join: waits for #2\n"
        "deadlock: each of these tasks waits for the next one, the last for the first\n"
        "  #2 joins (dump_test.c:217) > cede_join: waits for #3\n"
        "  #3 joins (dump_test.c:217) > cede_join: waits for #2\n");
}

/* A group waits for all of its tasks; a child waits for what the owner holds. */
static async int owner_holds(cede_mutex *m)
{
    await(cede_mutex_lock(m));
    defer cede_mutex_unlock(m);
    group (g) {
        spawn(g, hold(m, cede_s(0)));
        spawn(g, cede_sleep(cede_s(1)));
    }
    return 0;
}

static async int child_waits_for_owner(void)
{
    cede_mutex m;
    cede_mutex_init(&m);
    group (g) {
        spawn(g, owner_holds(&m));
        await(cede_sleep(cede_ms(1)));
        event("%u", deadlock());
        cede_group_cancel(g);
    }
    return 0;
}

static void a_group_that_waits_for_who_waits_for_its_owner_is_one(void **state)
{
    assert_int_equal(cede_sim_run(*state, child_waits_for_owner()), 0);
    assert_log("2\n");
    assert_non_null(strstr(said, "waits for its group\n"));
    assert_non_null(strstr(said, "cede_mutex_lock: waits for #2\n"));
}

/* One of several is enough: as long as one of them may end there is hope. */
static async int race_one(cede_task **tasks)
{
    return await(cede_wait(tasks, 2, CEDE_WAIT_FIRST));
}

static async int hope(int lasts)
{
    cede_task *tasks[3] = { NULL };
    group (g) {
        tasks[2] = spawn_task(g, race_one(tasks));
        tasks[0] = spawn_task(g, joins(&tasks[2]));
        tasks[1] = lasts ? spawn_task(g, cede_sleep(cede_s(1))) : spawn_task(g, joins(&tasks[2]));
        await(cede_sleep(cede_ms(1)));
        event("%u", deadlock());
        cede_group_cancel(g);
    }
    return 0;
}

static void one_of_several_is_hope(void **state)
{
    assert_int_equal(cede_sim_run(*state, hope(1)), 0);
    assert_int_equal(cede_sim_run(*state, hope(0)), 0);
    assert_log("0\n3\n");
}

static async int two_cycles(void)
{
    cede_mutex m[4];
    for (int i = 0; i < 4; i++)
        cede_mutex_init(&m[i]);
    group (g, CEDE_ISOLATE) {
        for (int i = 0; i < 4; i++)
            spawn(g, hold_both(&m[i], &m[i ^ 1]));
        await(cede_sleep(cede_ms(1)));
        event("%u", deadlock());
        cede_group_cancel(g);
    }
    return 0;
}

static void each_cycle_is_reported_once(void **state)
{
    char *at = said;
    int reports = 0;
    assert_int_equal(cede_sim_run(*state, two_cycles()), 0);
    while ((at = strstr(at, "deadlock:")) != NULL)
        at++, reports++;
    assert_log("4\n");
    assert_int_equal(reports, 2);
}

/* In the line of a task's joiners stands one of several cases, before who only joins. */
static async int selects(cede_task *t)
{
    cede_case cases[] = { { CEDE_CASE(cede_join, t) }, { CEDE_CASE(cede_sleep, cede_ms(50)) } };
    return await(cede_select(CEDE_CASES(cases)));
}

static async int join_behind(void)
{
    group (g) {
        cede_task *t = spawn_task(g, nap(1)), *s = spawn_task(g, selects(t)), *j = spawn_task(g, cede_join(t));
        await(cede_yield());
        dump_of(s);
        assert_non_null(strstr(said, ") > cede_select, 50 ms left\n"));
        assert_string_equal(dump_of(j), "#4 cede_join: waits for #2\n");
    }
    return 0;
}

static void one_of_several_operations_is_no_head_of_a_line(void **state)
{
    assert_int_equal(cede_sim_run(*state, join_behind()), 0);
}

static async int takes_as_they_end(cede_task **tasks)
{
    await_each (cede_task *t, cede_as_completed(tasks, 2))
        cede_task_release(t);
    return 0;
}

static async int dump_as_they_end(void)
{
    cede_task *tasks[2];
    group (g) {
        tasks[0] = spawn_task(g, nap(3));
        tasks[1] = spawn_task(g, nap(5));
        cede_task *t = spawn_task(g, takes_as_they_end(tasks));
        await(cede_yield());
        dump_of(t);
        assert_non_null(strstr(said, ") > cede_as_completed > cede_wait: waits for one of #2, #3\n"));
    }
    return 0;
}

static void tasks_as_they_end_are_named(void **state)
{
    assert_int_equal(cede_sim_run(*state, dump_as_they_end()), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(a_dump_is_a_tree_of_chains_with_lines),
        SIM_TEST(a_deep_recursion_shows_its_ends),
        SIM_TEST(who_is_waited_for_is_named),
        SIM_TEST(a_cycle_of_mutexes_is_found_while_others_run),
        SIM_TEST(a_deadline_makes_it_none),
        SIM_TEST(joins_of_each_other_end_a_simulated_run_with_the_cycle),
        SIM_TEST(a_group_that_waits_for_who_waits_for_its_owner_is_one),
        SIM_TEST(one_of_several_is_hope),
        SIM_TEST(one_of_several_operations_is_no_head_of_a_line),
        SIM_TEST(tasks_as_they_end_are_named),
        SIM_TEST(each_cycle_is_reported_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
