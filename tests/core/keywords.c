/* keywords.c: read by keywords.sh as an editor reads a source: parsed and type-checked
 * by an ordinary compiler, never built. The first page of docs/language.md and one
 * use of each other word. */
#include <cede.h>

typedef struct cede_connection connection;
typedef struct { int fd; } listener;
async int connection_close(connection *c);
async long connection_read(connection *c, void *buf, size_t n);
async int connection_write_all(connection *c, const void *buf, size_t n);
async int listener_open(listener *l, const char *host, int port);
async int listener_accept(listener *l, connection **c);
async int listener_close(listener *l);

async int echo(connection *s)
{
    char buf[4096];
    defer { await(connection_close(s)); }

    for (;;) {
        long n = await(connection_read(s, buf, sizeof buf));
        if (n <= 0 || await(connection_write_all(s, buf, (size_t)n)) < 0)
            return 0;
    }
}

async int serve(int port)
{
    listener l;
    int err = await(listener_open(&l, "127.0.0.1", port));
    if (err < 0)
        return err;
    defer { await(listener_close(&l)); }

    group (g) {
        for (;;) {
            connection *s;
            err = await(listener_accept(&l, &s));
            if (err < 0)
                break;
            if (spawn(g, echo(s)) < 0)
                await(connection_close(s));
        }
    }
    return err;
}

struct reply { int status, length; };

static async struct reply request(int part)
{
    struct reply r = { 200, part };
    await(cede_sleep(cede_ms(10 * part)));
    return r;
}

static async void nothing(void)
{
    await(cede_yield());
}

CEDE_VALUE async int below_zero(void)
{
    return -1;
}

static async_iter(int) count(int n)
{
    for (int i = 0; i < n; i++)
        yield(i);
    return 0;
}

#ifdef __clang__
async_iter(long) odd(long n)
{
    if (n % 2 == 0)
        return;
    yield(n);
}

long last_of(cede_iter(long) *it);
#endif
static CEDE_CONTEXT(int, request_id, 0);

long checksum(const char *path);

async int everything(cede_time until, int (*handler)(connection *), connection *c)
{
    int x = 0, total = 0;
    struct reply r;
    int (*via)(connection *) = handler;

    group (g, CEDE_ISOLATE) {
        spawn_into(g, &x, serve(3));
        spawn_into(g, &r, request(4));
        cede_task *t = spawn_task(g, nothing());
        await(cede_join(t));
        cede_task_cancel(t, 0);
    } else {
        return cede_group_error(g);
    }
    within (cede_s(1.5)) {
        total += await(boxed(below_zero()));
        await(nothing());
    } else {
        return -1;
    }
    within_until (until)
        total += await(via(c));
    await_each (int v, count(3)) {
        total += v;
    } else {
        return cede_each_error();
    }
    cede_iter(int) *it = open_iter(count(3));
    while (await(cede_next(it, &x)) > 0)
        total += x;
    with_context (&request_id, x + 1)
        total += (int)await(offload(checksum("x"))) + cede_context(request_id);
    detach(nothing());
    defer total++;
    for (int i = 0; await(request(i)).status == 200 && i < 3; i++)
        total += sizeof(await(request(1)));
    shield {
        return total + r.length + x;
    }
}

int main(void)
{
    return cede_main(serve(7000));
}
