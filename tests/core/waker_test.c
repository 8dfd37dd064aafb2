/* waker_test.c: wakes from other threads, on a loop that idles on a condition. */
#include <pthread.h>
#include "sim_fixture.h"
#include "hand.h"
#include "loop_core.h"
#include "task_life.h"

/* ---- a loop that really waits -------------------------------------------------------------- */

struct waiting_loop {
    cede_loop loop;
    pthread_mutex_t mutex;
    pthread_cond_t condition;
    int kicked;
};

static cede_time no_clock(cede_loop *l)
{
    (void)l;
    return CEDE__POINT(0);
}

static void idle(cede_loop *l, cede_time deadline)
{
    struct waiting_loop *w = (struct waiting_loop *)(void *)l;
    pthread_mutex_lock(&w->mutex);
    while (!w->kicked && deadline.ns == CEDE_NEVER.ns)
        pthread_cond_wait(&w->condition, &w->mutex);
    w->kicked = 0;
    pthread_mutex_unlock(&w->mutex);
}

static void kick(cede_loop *l)
{
    struct waiting_loop *w = (struct waiting_loop *)(void *)l;
    pthread_mutex_lock(&w->mutex);
    w->kicked = 1;
    pthread_cond_signal(&w->condition);
    pthread_mutex_unlock(&w->mutex);
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

static const cede__loop_ops ops = { no_clock, idle, kick, NULL, NULL };
static struct waiting_loop the_loop = {
    .mutex = PTHREAD_MUTEX_INITIALIZER, .condition = PTHREAD_COND_INITIALIZER
};

static void run_begin(void)
{
    cede_allocator memory = { get, put, NULL };
    cede__loop_init(&the_loop.loop, &ops, memory);
    cede__loop_enter(&the_loop.loop);
}

static int run_end(void)
{
    int outcome;
    cede__spawned_task();
    cede__loop_run_main(&the_loop.loop);
    cede__loop_finish(&the_loop.loop);
    outcome = cede__loop_outcome(&the_loop.loop);
    cede__loop_enter(NULL);
    assert_int_equal(the_loop.loop.blocks, 0);
    return outcome;
}

#define run(call) CEDE__ARMED((run_begin(), 0), run_end(), 0, 0, 0, CEDE__ARM_RUN, (call))

/* ---- one waker ---------------------------------------------------------------------------------- */

static void *post_soon(void *w)
{
    cede_wake_threadsafe(w);
    return NULL;
}

HAND(wait_once, , cede_waker w; pthread_t thread;, cede_waker_wait__deep)
{
    HAND_BEGIN(wait_once);
    cede_waker_init(&self->w);
    pthread_create(&self->thread, NULL, post_soon, &self->w);
    HAND_AWAIT(cede_waker_wait, &self->w);
    pthread_join(self->thread, NULL);
    cede_waker_deinit(&self->w);
    HAND_RETURN(wait_once, 7);
    HAND_LEAVE(wait_once);
    HAND_UNWIND();
}
HAND_DEFINE0(wait_once)

static void a_thread_wakes_a_task(void **state)
{
    (void)state;
    for (int i = 0; i < 50; i++)
        assert_int_equal(run(wait_once()), 7);
}

HAND(posted_before, , cede_waker w;, cede_waker_wait__deep)
{
    HAND_BEGIN(posted_before);
    cede_waker_init(&self->w);
    cede_wake_from_isr(&self->w);
    cede_wake_from_isr(&self->w);
    cede_wake_threadsafe(&self->w);
    HAND_AWAIT(cede_waker_wait, &self->w);
    assert_int_equal(self->w.set, 0);               /* several count once */
    cede_wake_threadsafe(&self->w);
    cede_waker_deinit(&self->w);                    /* while it is posted */
    assert_null(the_loop.loop.posted);
    assert_null(the_loop.loop.firing);
    HAND_RETURN(posted_before, 1);
    HAND_LEAVE(posted_before);
    HAND_UNWIND();
}
HAND_DEFINE0(posted_before)

static void wakes_are_remembered_and_count_once(void **state)
{
    (void)state;
    assert_int_equal(run(posted_before()), 1);
}

/* ---- many threads, many posts --------------------------------------------------------------------- */

enum { THREADS = 4, POSTS = 5000 };

struct producer {
    cede_waker waker;
    pthread_t thread;
    int produced;               /* atomic */
};

static struct producer producers[THREADS];

static void *produce(void *ctx)
{
    struct producer *p = ctx;
    for (int i = 0; i < POSTS; i++) {
        __atomic_add_fetch(&p->produced, 1, __ATOMIC_RELEASE);
        cede_wake_threadsafe(&p->waker);
    }
    return NULL;
}

/* Were a wake lost, it would wait for ever. */
HAND(consume, struct producer *p;, , cede_waker_wait__deep)
{
    HAND_BEGIN(consume);
    cede_waker_init(&self->p->waker);
    pthread_create(&self->p->thread, NULL, produce, self->p);
    while (__atomic_load_n(&self->p->produced, __ATOMIC_ACQUIRE) < POSTS) {
        HAND_AWAIT(cede_waker_wait, &self->p->waker);
    }
    pthread_join(self->p->thread, NULL);
    cede_waker_deinit(&self->p->waker);
    HAND_RETURN(consume, 0);
    HAND_LEAVE(consume);
    HAND_UNWIND();
}
HAND_DEFINE(consume, (struct producer *p), p)

HAND(consume_all, , cede_group g; int i;, 0)
{
    HAND_GROUP(consume_all, 0);
    for (self->i = 0; self->i < THREADS; self->i++)
        cede_spawn(&self->g, consume(&producers[self->i]));
    HAND_GROUP_END(consume_all);
}
HAND_DEFINE0(consume_all)

static void no_wake_of_many_threads_is_lost(void **state)
{
    (void)state;
    assert_int_equal(run(consume_all()), 0);
}

/* ---- on a simulated loop ----------------------------------------------------------------------------- */

HAND(wait_on, cede_waker *w; int name;, , cede_waker_wait__deep)
{
    HAND_BEGIN(wait_on);
    HAND_AWAIT(cede_waker_wait, self->w);
    event("%c: %d", self->name, HAND_RESULT(cede_waker_wait));
    HAND_RETURN(wait_on, 0);
    HAND_LEAVE(wait_on);
    event("%c unwinds", self->name);
    HAND_UNWIND();
}
HAND_DEFINE(wait_on, (cede_waker *w, int name), w, name)

HAND(two_wait, int cancel;, cede_group g; cede_waker w; cede_task *k;, cede_sleep__deep)
{
    HAND_GROUP(two_wait, 0);
    cede_waker_init(&self->w);
    self->k = cede_spawn_task(&self->g, wait_on(&self->w, 'a'));
    cede_spawn(&self->g, wait_on(&self->w, 'b'));
    HAND_AWAIT(cede_sleep, cede_ms(1));
    if (self->cancel)
        cede_task_cancel(self->k, 0);
    else
        cede_wake_from_isr(&self->w);
    HAND_AWAIT(cede_sleep, cede_ms(1));
    cede_waker_deinit(&self->w);
    HAND_GROUP_END(two_wait);
}
HAND_DEFINE(two_wait, (int cancel), cancel)

static void a_second_waiter_gets_EBUSY(void **state)
{
    cede_sim_report_to(*state, NULL);
    assert_int_equal(cede_sim_run(*state, two_wait(0)), 0);
    assert_log("b: -16\na: 0\n");
}

static void a_cancelled_wait_leaves_the_waker(void **state)
{
    assert_int_equal(cede_sim_run(*state, two_wait(1)), 0);
    assert_log("b: -16\na unwinds\n");
}

/* fire functions run in the order of the posts; one may withdraw another, and what is
 * posted meanwhile is not lost. */
static cede_waker first, second, third;
static int posts_in_fire;

static void fired(cede_waker *w)
{
    event("%s", w == &first ? "first" : w == &second ? "second" : "third");
    if (w == &first)
        cede_waker_deinit(&second);
    if (w == &third && !posts_in_fire++)
        cede_wake_from_isr(&third);
}

HAND(fire_order, , , cede_sleep__deep)
{
    HAND_BEGIN(fire_order);
    cede_waker_init_call(&first, fired);
    cede_waker_init_call(&second, fired);
    cede_waker_init_call(&third, fired);
    cede_wake_from_isr(&first);
    cede_wake_from_isr(&second);
    cede_wake_from_isr(&third);
    HAND_AWAIT(cede_sleep, cede_ms(1));
    HAND_RETURN(fire_order, 0);
    HAND_LEAVE(fire_order);
    HAND_UNWIND();
}
HAND_DEFINE0(fire_order)

static void wakers_fire_in_order_and_one_may_withdraw_another(void **state)
{
    posts_in_fire = 0;
    assert_int_equal(cede_sim_run(*state, fire_order()), 0);
    assert_log("first\nthird\nthird\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_thread_wakes_a_task),
        cmocka_unit_test(wakes_are_remembered_and_count_once),
        cmocka_unit_test(no_wake_of_many_threads_is_lost),
        SIM_TEST(a_second_waiter_gets_EBUSY),
        SIM_TEST(a_cancelled_wait_leaves_the_waker),
        SIM_TEST(wakers_fire_in_order_and_one_may_withdraw_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
