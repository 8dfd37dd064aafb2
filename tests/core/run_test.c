/* run_test.c: the ready queue, segments, and how deep they may be. */
#include <pthread.h>
#include "sim_fixture.h"
#include "hand.h"
#include "loop_core.h"
#include "run.h"

/* ---- order --------------------------------------------------------------------------------- */

HAND(talk, int name; int times;, int i;, cede_yield__deep)
{
    HAND_BEGIN(talk);
    for (self->i = 0; self->i < self->times; self->i++) {
        event("%c%d", self->name, self->i);
        HAND_AWAIT0(cede_yield);
    }
    HAND_RETURN(talk, self->name);
    HAND_LEAVE(talk);
    event("%c unwinds", self->name);
    HAND_UNWIND();
}
HAND_DEFINE(talk, (int name, int times), name, times)

HAND(talk_all, , cede_group g;, 0)
{
    HAND_BEGIN(talk_all);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, talk('a', 2));
    cede_spawn(&self->g, talk('b', 2));
    cede_spawn(&self->g, talk('c', 2));
    event("none has begun");
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(talk_all, 0);
    HAND_LEAVE(talk_all);
    HAND_UNWIND();
}
HAND_DEFINE0(talk_all)

static void ready_tasks_are_stepped_first_in_first_out(void **state)
{
    assert_int_equal(cede_sim_run(*state, talk_all()), 0);
    assert_log("none has begun\na0\nb0\nc0\na1\nb1\nc1\n");
}

HAND(woken_often, , int steps;, cede_yield__deep)
{
    HAND_BEGIN(woken_often);
    self->steps = 0;
    cede_wake(t);
    cede_wake(t);
    cede_wake(t);
    HAND_STEP(self->steps++ < 1 ? CEDE_PENDING : CEDE_DONE);
    event("%d steps in one wait", self->steps);
    HAND_RETURN(woken_often, 0);
    HAND_LEAVE(woken_often);
    HAND_UNWIND();
}
HAND_DEFINE0(woken_often)

static void a_task_is_in_the_queue_once_however_often_it_is_woken(void **state)
{
    assert_int_equal(cede_sim_run(*state, woken_often()), 0);
    assert_log("2 steps in one wait\n");
    assert_int_equal(cede_sim_count(*state).steps, 2);
}

/* A sleeper that is woken for nothing goes on sleeping. */
HAND(disturb, cede_task **who;, , cede_yield__deep)
{
    HAND_BEGIN(disturb);
    HAND_AWAIT0(cede_yield);
    cede_wake(*self->who);
    HAND_RETURN(disturb, 0);
    HAND_LEAVE(disturb);
    HAND_UNWIND();
}
HAND_DEFINE(disturb, (cede_task **who), who)

HAND(disturbed, , cede_group g; cede_task *me;, cede_sleep__deep)
{
    HAND_BEGIN(disturbed);
    self->me = t;
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, disturb(&self->me));
    HAND_AWAIT(cede_sleep, cede_ms(10));
    event("awake at %d", ms());
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(disturbed, 0);
    HAND_LEAVE(disturbed);
    HAND_UNWIND();
}
HAND_DEFINE0(disturbed)

static void a_wake_for_nothing_is_tolerated(void **state)
{
    assert_int_equal(cede_sim_run(*state, disturbed()), 0);
    assert_log("awake at 10\n");
}

HAND(nap, int name; int for_ms;, , cede_sleep__deep)
{
    HAND_BEGIN(nap);
    HAND_AWAIT(cede_sleep, cede_ms(self->for_ms));
    event("%c at %d", self->name, ms());
    HAND_RETURN(nap, 0);
    HAND_LEAVE(nap);
    HAND_UNWIND();
}
HAND_DEFINE(nap, (int name, int for_ms), name, for_ms)

HAND(nap_all, , cede_group g;, cede_sleep_until__deep)
{
    HAND_BEGIN(nap_all);
    cede__group_begin(t, &self->g, 0);
    cede_spawn(&self->g, nap('a', 20));
    cede_spawn(&self->g, nap('b', 10));
    cede_spawn(&self->g, nap('c', 20));
    cede_spawn(&self->g, nap('d', 0));
    HAND_AWAIT(cede_sleep_until, CEDE__POINT(cede_ms(15).ns));
    event("main at %d", ms());
    HAND_AWAIT(cede_sleep_until, CEDE__POINT(0));       /* has passed */
    event("main at %d", ms());
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(nap_all, 0);
    HAND_LEAVE(nap_all);
    HAND_UNWIND();
}
HAND_DEFINE0(nap_all)

static void sleepers_wake_in_the_order_of_their_deadlines(void **state)
{
    assert_int_equal(cede_sim_run(*state, nap_all()), 0);
    assert_log("d at 0\nb at 10\nmain at 15\nmain at 15\na at 20\nc at 20\n");
}

/* ---- steps go to the leaf --------------------------------------------------------------------- */

HAND(leaf_fn, , int wakes;, cede_yield__deep)
{
    HAND_BEGIN(leaf_fn);
    self->wakes = 0;
    while (self->wakes++ < 3) {
        HAND_AWAIT0(cede_yield);
    }
    HAND_RETURN(leaf_fn, self->wakes);
    HAND_LEAVE(leaf_fn);
    HAND_UNWIND();
}
HAND_DEFINE0(leaf_fn)

static int middle_steps;
HAND(middle_fn, , , leaf_fn__deep)
{
    middle_steps++;
    HAND_BEGIN(middle_fn);
    HAND_AWAIT0(leaf_fn);
    HAND_RETURN(middle_fn, HAND_RESULT(leaf_fn));
    HAND_LEAVE(middle_fn);
    HAND_UNWIND();
}
HAND_DEFINE0(middle_fn)

static void only_the_leaf_is_stepped_until_it_ends(void **state)
{
    middle_steps = 0;
    assert_int_equal(cede_sim_run(*state, middle_fn()), 4);
    assert_int_equal(middle_steps, 2);      /* to begin, and when the leaf has ended */
}

/* ---- boxes -------------------------------------------------------------------------------------- */

static const cede_fn down__fn;

/* Goes n levels down through boxes, each with a deadline of its own; waits at the
 * bottom; when it unwinds, each level awaits in a defer. */
HAND(down, int n;, cede_box *box; cede__within w; cede_scope hold; int unwinding; int result;, cede_sleep__deep)
{
    HAND_BEGIN(down);
    self->unwinding = 0;
    self->box = NULL;
    cede__within_begin(t, &self->w, cede_s(1000));
    if (self->n == 0) {
        HAND_AWAIT(cede_sleep, cede_s(1));
        cede__within_end(t, &self->w);
        HAND_RETURN(down, 0);
    }
    self->box = cede__box_new(t, &down__fn);
    if (!self->box) {
        cede__fail(t, -ENOMEM);
        goto leave;
    }
    CEDE__ARGS(down, cede__box_frame(self->box), 0, self->n - 1);
    cede__box_enter(t, self->box);
    HAND_STEP(cede__box_status(self->box));
    self->result = ((struct down__ret *)cede__box_frame(self->box))->value + 1;
    cede__box_free(t, self->box);
    cede__within_end(t, &self->w);
    HAND_RETURN(down, self->result);
    HAND_LEAVE(down);
    if (!self->unwinding) {
        self->unwinding = 1;
        if (self->box)
            cede__box_free(t, self->box);
        cede__hold_begin(t, &self->hold);
        *(cede_state *)child = 0;
        self->cede__state = 1;
    }
    s = cede_yield__step(child, t);
    if (s == CEDE_PENDING)
        return cede__pending(t, self, step);
    cede__hold_end(t, &self->hold);
    if (cede__within_takes(t, &self->w))
        HAND_RETURN(down, -1);
    HAND_UNWIND();
}
HAND_DEFINE(down, (int n), n)

static void a_box_gives_its_result(void **state)
{
    assert_int_equal(cede_sim_run(*state, down(5)), 5);
    assert_int_equal(cede_sim_now(*state).ns, cede_s(1).ns);
    assert_int_equal(cede_sim_count(*state).allocations, 6);
}

static void a_box_that_gets_no_memory_unwinds_what_awaits_it(void **state)
{
    cede_sim_fail_allocation(*state, 4);
    assert_int_equal(cede_sim_run(*state, down(5)), -ENOMEM);
}

static int down_5(cede_sim *sim, void *ctx)
{
    int r = cede_sim_run(sim, down(5));
    (void)ctx;
    return !(r == 5 || r == -ENOMEM || r == -ECANCELED || r == -ETIMEDOUT);
}

static void wherever_a_recursion_is_disturbed_nothing_is_left(void **state)
{
    (void)state;
    assert_int_equal(cede_sim_sweep(down_5, NULL, CEDE_SIM_ALL), 1 + 2 + 2 + 6 + 20);
}

/* ---- a million ------------------------------------------------------------------------------------- */

enum { LEVELS = 1000000 };

/* Runs a million levels on a C stack of 128 KiB; a sanitizer's frames are larger. */
static void *run_deep(void *cancel_at)
{
    cede_sim *sim = cede_sim_new();
    int r;
    cede_sim_cancel_at(sim, *(int *)cancel_at, *(int *)cancel_at ? -ECANCELED : 0);
    r = cede_sim_run(sim, down(LEVELS));
    if (cede_sim_left(sim))
        r = -ENOTEMPTY;
    cede_sim_free(sim);
    return (void *)(intptr_t)r;
}

static int on_a_small_stack(int cancel_at)
{
    pthread_t thread;
    pthread_attr_t attributes;
    void *r;
    pthread_attr_init(&attributes);
    assert_int_equal(pthread_attr_setstacksize(&attributes, 128 << 10), 0);
    assert_int_equal(pthread_create(&thread, &attributes, run_deep, &cancel_at), 0);
    pthread_join(thread, &r);
    pthread_attr_destroy(&attributes);
    return (int)(intptr_t)r;
}

static void a_million_levels_run_on_a_small_stack(void **state)
{
    (void)state;
    assert_int_equal(on_a_small_stack(0), LEVELS);
}

/* Each level has a deadline and a defer that awaits; were one of them to walk what is
 * open outside, this would not end. */
static void a_million_levels_unwind_in_linear_time(void **state)
{
    (void)state;
    assert_int_equal(on_a_small_stack(1), -ECANCELED);
}

HAND(sleep_all, int n;, cede_group g; int i;, 0)
{
    HAND_BEGIN(sleep_all);
    cede__group_begin(t, &self->g, 0);
    for (self->i = 0; self->i < self->n; self->i++)
        cede_spawn(&self->g, cede_sleep(cede_ms(1 + self->i * 7919LL % 1000)));
    HAND_STEP(cede__group_wait(&self->g, t));
    cede__group_pop(t, &self->g);
    cede__group_end(&self->g);
    HAND_RETURN(sleep_all, ms());
    HAND_LEAVE(sleep_all);
    HAND_UNWIND();
}
HAND_DEFINE(sleep_all, (int n), n)

static void a_million_tasks_sleep(void **state)
{
    assert_int_equal(cede_sim_run(*state, sleep_all(1000000)), 1000);
    assert_int_equal(cede_sim_count(*state).most_bytes / 1000000, 72 + 40);
}

/* ---- the turn ------------------------------------------------------------------------------------------ */

HAND(detaches, , , 0)
{
    HAND_BEGIN(detaches);
    cede_detach(talk('x', 1000));
    HAND_RETURN(detaches, 0);
    HAND_STEP(CEDE_DONE);
    HAND_LEAVE(detaches);
    HAND_UNWIND();
}
HAND_DEFINE0(detaches)

static void what_is_left_when_main_has_ended_is_cancelled_at_once(void **state)
{
    assert_int_equal(cede_sim_run(*state, detaches()), 0);
    assert_log("x0\nx unwinds\n");
}

static void each_turn_of_a_sim_steps_each_ready_task_once(void **state)
{
    assert_int_equal(cede_sim_run(*state, talk('y', 1000)), 'y');
    assert_int_equal(cede_sim_count(*state).turns, 1001);
}

/* A loop whose turns are not for free, and that never has to idle. */
static cede_time no_clock(cede_loop *l)
{
    (void)l;
    return CEDE__POINT(0);
}

static void no_idle(cede_loop *l, cede_time deadline)
{
    assert_true(deadline.ns <= l->now.ns);
}

static void *get(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void put(void *ctx, void *block, size_t size)
{
    (void)ctx, (void)size;
    free(block);
}

static cede_loop busy;

static void busy_begin(void)
{
    static const cede__loop_ops ops = { no_clock, no_idle, NULL, NULL, NULL };
    cede_allocator memory = { get, put, NULL };
    cede__loop_init(&busy, &ops, memory);
    cede__loop_enter(&busy);
}

static int busy_end(void)
{
    int outcome;
    cede__spawned_task();
    cede__loop_run_main(&busy);
    cede__loop_finish(&busy);
    outcome = cede__loop_outcome(&busy);
    cede__loop_enter(NULL);
    return outcome;
}

static void a_turn_has_many_steps_and_an_end(void **state)
{
    (void)state;
    assert_int_equal(CEDE__ARMED((busy_begin(), 0), busy_end(), 0, 0, 0, CEDE__ARM_RUN, (talk('y', 1000))), 'y');
    assert_int_equal(busy.steps, 1001);
    assert_int_equal(busy.turns, 1001 / CEDE__RUN_STEPS + 1);
    assert_int_equal(busy.blocks, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(ready_tasks_are_stepped_first_in_first_out),
        SIM_TEST(a_task_is_in_the_queue_once_however_often_it_is_woken),
        SIM_TEST(a_wake_for_nothing_is_tolerated),
        SIM_TEST(sleepers_wake_in_the_order_of_their_deadlines),
        SIM_TEST(only_the_leaf_is_stepped_until_it_ends),
        SIM_TEST(a_box_gives_its_result),
        SIM_TEST(a_box_that_gets_no_memory_unwinds_what_awaits_it),
        SIM_TEST(wherever_a_recursion_is_disturbed_nothing_is_left),
        SIM_TEST(a_million_levels_run_on_a_small_stack),
        SIM_TEST(a_million_levels_unwind_in_linear_time),
        SIM_TEST(a_million_tasks_sleep),
        SIM_TEST(what_is_left_when_main_has_ended_is_cancelled_at_once),
        SIM_TEST(each_turn_of_a_sim_steps_each_ready_task_once),
        SIM_TEST(a_turn_has_many_steps_and_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
