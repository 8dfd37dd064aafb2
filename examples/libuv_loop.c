/* libuv_loop.c: a cede loop as a part of a libuv program, both in one thread.
 *
 *     build/examples/libuv_loop [FILE]
 *
 * libuv asks before it waits how long the cede loop has nothing to do, waits for that
 * long, for its own descriptors and for the cede loop's, and dispatches afterwards. Then
 * each side uses the other: libuv's callbacks put into a queue that a task gets from, and
 * a task awaits what libuv reports by a callback. */
#include <cede.h>
#include <stdio.h>
#include <uv.h>

/* ---- a loop in a loop --------------------------------------------------------------- */

struct guest {
    cede_loop *loop;
    uv_prepare_t before;            /* libuv is about to wait */
    uv_timer_t timer;               /* it shall not wait for longer */
    uv_poll_t ready;                /* the cede loop has something to do */
    uv_check_t after;               /* libuv has waited */
};

static void on_timer(uv_timer_t *t)
{
    (void)t;
}

static void on_ready(uv_poll_t *p, int status, int events)
{
    (void)p, (void)status, (void)events;
}

static void before_wait(uv_prepare_t *p)
{
    struct guest *g = p->data;
    cede_duration left = cede_loop_timeout(g->loop);
    if (left.ns == CEDE_FOREVER.ns)
        uv_timer_stop(&g->timer);
    else
        uv_timer_start(&g->timer, on_timer, (uint64_t)((left.ns + 999999) / 1000000), 0);
}

static void after_wait(uv_check_t *c)
{
    cede_loop_dispatch(((struct guest *)c->data)->loop);
}

static int move_in(struct guest *g, uv_loop_t *uv)
{
    int fd = cede_loop_fd(g->loop);
    if (fd < 0)
        return fd;
    g->before.data = g->after.data = g;
    uv_prepare_init(uv, &g->before);
    uv_timer_init(uv, &g->timer);
    uv_poll_init(uv, &g->ready, fd);
    uv_check_init(uv, &g->after);
    uv_prepare_start(&g->before, before_wait);
    uv_poll_start(&g->ready, UV_READABLE, on_ready);
    return uv_check_start(&g->after, after_wait);
}

static void move_out(struct guest *g)
{
    uv_close((uv_handle_t *)&g->before, NULL);
    uv_close((uv_handle_t *)&g->timer, NULL);
    uv_close((uv_handle_t *)&g->ready, NULL);
    uv_close((uv_handle_t *)&g->after, NULL);
}

/* ---- a callback, awaited ------------------------------------------------------------- */

struct request {
    uv_fs_t fs;
    cede_future done;
};

static void on_done(uv_fs_t *fs)
{
    struct request *r = fs->data;
    if (fs->result < 0)
        cede_future_fail(&r->done, (int)fs->result);
    else
        cede_future_set(&r->done, 0);
}

/* libuv has the request until it calls back: so no cancel ends this before. */
static async ssize_t file_size(uv_loop_t *uv, const char *path)
{
    struct request r = { .fs.data = &r };
    int err = 0;
    cede_future_init(&r.done);
    uv_fs_stat(uv, &r.fs, path, on_done);
    defer uv_fs_req_cleanup(&r.fs);
    shield {
        err = await(cede_future_wait(&r.done));
    }
    return err < 0 ? err : (ssize_t)r.fs.statbuf.st_size;
}

/* ---- the program ------------------------------------------------------------------------ */

static int slots[4];
static cede_queue ticks;

static void on_tick(uv_timer_t *t)
{
    int *n = t->data;
    ++*n;
    cede_queue_try_put(&ticks, n);
}

static async int work(uv_loop_t *uv, const char *path)
{
    defer uv_stop(uv);
    for (int n = 0; n < 3 && await(cede_queue_get(&ticks, &n)) == 0;) {
        await(cede_sleep(cede_ms(5)));
        printf("libuv has ticked, and cede has slept: %d\n", n);
    }
    ssize_t size = await(file_size(uv, path));
    if (size < 0)
        printf("%s: %s\n", path, uv_strerror((int)size));
    else
        printf("%s has %zd bytes\n", path, size);
    return 0;
}

int main(int argc, char **argv)
{
    uv_loop_t *uv = uv_default_loop();
    struct guest guest;
    uv_timer_t timer;
    int n = 0;

    cede_queue_init(&ticks, CEDE_SLOTS(slots));
    if (cede_loop_new(&guest.loop, &(cede_loop_config){ .selector = "epoll" }) < 0 || move_in(&guest, uv) < 0)
        return 1;
    timer.data = &n;
    uv_timer_init(uv, &timer);
    uv_timer_start(&timer, on_tick, 10, 10);

    cede_loop_start(guest.loop, work(uv, argc > 1 ? argv[1] : argv[0]));
    uv_run(uv, UV_RUN_DEFAULT);

    uv_close((uv_handle_t *)&timer, NULL);
    move_out(&guest);
    uv_run(uv, UV_RUN_DEFAULT);         /* until all is closed */
    cede_loop_close(guest.loop);
    cede_loop_free(guest.loop);
    return uv_loop_close(uv);
}
