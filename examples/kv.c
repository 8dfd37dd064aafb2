/* kv.c: a small in-memory server that speaks the Redis protocol (RESP2).
 *
 *     build/examples/kv [PORT]        7379; 0 takes a free one and says which
 *     redis-cli -p 7379
 *
 * In:   connections on 127.0.0.1; each is a task (serve_client) that reads, runs the
 *       requests that are complete, and writes their replies with one call.
 * Out:  replies, errors too, in Redis' words.
 * kv_resp.c has the protocol, kv_commands.c what is done, kv_keys.c the keys and the tasks
 * that remove those that expire. One thread, so nothing of it needs a lock. SIGTERM and
 * SIGINT cancel serve; its defers free everything. */
#include <cede.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include "kv_commands.h"
#include "kv_keys.h"

/* So much reply is sent before the next command is run. */
enum { FLUSH_BYTES = 64 * 1024 };

static struct request request;  /* the one that is run: each is parsed anew */

/* ---- connections ------------------------------------------------------------------------------- */

static async bool flush(cede_stream *s, struct buffer *out)
{
    if (out->broken || (out->n && await(cede_write_all(s, out->data, out->n)) < 0))
        return false;
    buffer_consume(out, out->n);
    return true;
}

/* Until the client goes, says QUIT or nonsense, or needs more memory than it may have. */
static async void serve_client(cede_stream *s)
{
    struct buffer in = { .limit = (size_t)settings[MAX_QUERY].value };
    struct buffer out = { .limit = (size_t)settings[MAX_REPLY].value };
    defer {
        buffer_free(&in);
        buffer_free(&out);
        await(cede_stream_close(s));
    }

    while (!out.ends && buffer_reserve(&in, 1)) {
        ssize_t n = await(cede_read(s, in.data + in.n, in.capacity - in.n));
        if (n <= 0)
            return;
        in.n += (size_t)n;

        size_t done = 0, used;
        while (!out.ends && (used = run_request(&request, in.data + done, in.n - done, &out)) > 0) {
            done += used;
            if (out.n >= FLUSH_BYTES && !await(flush(s, &out)))
                return;
        }
        if (!await(flush(s, &out)))
            return;
        buffer_consume(&in, done);
    }

    static char dropped[4096];      /* closing with something unread would reset, and */
    within (cede_s(1)) {            /* the reset could overtake the last reply */
        (void)await(cede_shutdown(s));
        while (await(cede_read(s, dropped, sizeof dropped)) > 0)
            ;
    }
}

static async void refuse(cede_stream *s)
{
    static const char full[] = "-ERR max number of clients reached\r\n";
    (void)await(cede_write_all(s, full, sizeof full - 1));
    await(cede_stream_close(s));
}

async int serve(int port)
{
    cede_listener l;
    int err = await(cede_listen_tcp(&l, "127.0.0.1", port));
    if (err < 0)
        return err;
    defer { await(cede_listener_close(&l)); }
    defer { free(request.argv); }

    group (timers, CEDE_ISOLATE) {
        if (!keys_begin(timers))
            return -ENOMEM;
        defer { keys_end(); }               /* the timers' tasks have ended, their handles are valid */
        printf("kv: ready on 127.0.0.1:%d\n", cede_listener_port(&l));
        fflush(stdout);
        group (clients, CEDE_ISOLATE) {
            while (err == 0 || err == -ENOMEM) {
                cede_stream *s;
                err = await(cede_accept(&l, &s));
                if (err == -ENOMEM)
                    await(cede_sleep(cede_ms(100)));    /* the connection waits meanwhile */
                cede_group_limit(clients, (unsigned)settings[MAX_CLIENTS].value);
                if (err == 0 && spawn(clients, serve_client(s)) < 0)
                    await(refuse(s));
            }
        }
        cede_group_cancel(timers);
    }
    return err;
}

/* As many descriptors as we may have. */
static void raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    long long port = 7379;
    if (argc > 2 || (argc == 2 && (!parse_number(argv[1], strlen(argv[1]), &port) || port < 0 || port > 65535))) {
        fprintf(stderr, "usage: kv [PORT]\n");
        return 2;
    }
    raise_limit();
    int status = cede_main(serve((int)port));
    return status == 128 + SIGTERM || status == 128 + SIGINT ? EXIT_SUCCESS : status;   /* we were asked to */
}
