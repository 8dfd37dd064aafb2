/* kv.c: a small in-memory server that speaks the Redis protocol (RESP2).
 *
 *     build/examples/kv [PORT]        7379; 0 takes a free one and says which
 *     redis-cli -p 7379
 *
 * In:   connections on 127.0.0.1; each is a task (serve_client) that reads, runs the
 *       commands that are complete, and writes their replies with one call.
 * Out:  replies, errors too, in Redis' words.
 * Always:
 *   1. commands never await, so each is atomic, and db is all clients' without a lock;
 *   2. a key that expires has a task that sleeps until then and removes it (expire);
 *      who removes or overwrites the key cancels the task;
 *   3. a command that lacks memory says so and has changed nothing (MSET: stops
 *      between two keys).
 * One thread. SIGTERM and SIGINT cancel serve; its defers free everything. */
#include <cede.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include "kv_resp.h"

/* So much reply is sent before the next command is run. */
enum { FLUSH_BYTES = 64 * 1024 };

/* A string, or an item of a list. */
struct blob { struct blob *next, *prev; size_t n; char data[]; };

struct entry {
    struct entry *next;         /* in its bucket */
    struct blob *first, *last;  /* a string is one blob */
    long long n;
    bool is_list;
    cede_task *expiry;          /* null: it stays */
    cede_time expires;
    size_t hash, key_n;
    char key[];
};

static struct {
    struct entry **buckets;
    size_t mask, n;             /* buckets - 1; entries */
    cede_group *clients, *expiries;
} db;

static struct request req;      /* the command that is run */

/* What CONFIG GET shows; SET changes those without a text. */
static struct setting { const char *name; long value; const char *text; } settings[] = {
    { "maxclients", 10500, NULL },
    { "client-query-buffer-limit", 64 << 20, NULL },    /* bytes of commands, per client */
    { "client-output-buffer-limit", 64 << 20, NULL },   /* bytes of replies, per client */
    { "proto-max-bulk-len", 32 << 20, NULL },           /* bytes of an argument */
    { "save", 0, "" },
    { "appendonly", 0, "no" },
};
enum { MAX_CLIENTS, MAX_QUERY, MAX_REPLY, MAX_BULK, N_SETTINGS = sizeof settings / sizeof *settings };

/* ---- replies and arguments ----------------------------------------------------------- */

static void put_blob(struct buffer *b, const struct blob *s)
{
    if (s)
        put_bulk(b, s->data, s->n);
    else
        put_text(b, "$-1\r\n");
}

static const char wrong_type[] = "WRONGTYPE Operation against a key holding the wrong kind of value";
static const char no_integer[] = "ERR value is not an integer or out of range";
static const char no_memory[] = "OOM command not allowed when out of memory";

static bool argument_number(int i, long long *out)
{
    return parse_number(req.argv[i].data, req.argv[i].n, out);
}

static bool argument_is(int i, const char *word)
{
    return strcasecmp(req.argv[i].data, word) == 0;
}

/* A span in seconds or milliseconds; what is wrong, or null. */
static const char *argument_span(int i, bool ms, const char *out_of_range, cede_duration *out)
{
    long long n, unit = ms ? 1000000 : 1000000000;
    if (!argument_number(i, &n))
        return no_integer;
    if (n > LLONG_MAX / unit || n < LLONG_MIN / unit)
        return out_of_range;
    *out = cede_ns(n * unit);
    return NULL;
}

/* ---- values and keys --------------------------------------------------------------------- */

static struct blob *blob_new(struct slice s)
{
    struct blob *b = malloc(sizeof *b + s.n);
    if (b) {
        *b = (struct blob){ .n = s.n };
        memcpy(b->data, s.data, s.n);
    }
    return b;
}

static void attach(struct entry *e, struct blob *b, bool left)
{
    b->next = left ? e->first : NULL;
    b->prev = left ? NULL : e->last;
    *(b->prev ? &b->prev->next : &e->first) = b;
    *(b->next ? &b->next->prev : &e->last) = b;
    e->n++;
}

static struct blob *take(struct entry *e, bool left)
{
    struct blob *b = left ? e->first : e->last;
    *(b->prev ? &b->prev->next : &e->first) = b->next;
    *(b->next ? &b->next->prev : &e->last) = b->prev;
    e->n--;
    return b;
}

static void clear(struct entry *e)
{
    while (e->n)
        free(take(e, true));
}

static size_t hash_of(struct slice key)
{
    uint64_t h = 14695981039346656037u;         /* FNV-1a */
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.data[i]) * 1099511628211u;
    return (size_t)(h ^ h >> 32);
}

/* The link that leads to the key's entry, or to null. */
static struct entry **find_link(struct slice key)
{
    size_t hash = hash_of(key);
    struct entry **link = &db.buckets[hash & db.mask], *e;
    while ((e = *link) && (e->hash != hash || e->key_n != key.n || memcmp(e->key, key.data, key.n) != 0))
        link = &e->next;
    return link;
}

static struct entry *find(int argument)
{
    return *find_link(req.argv[argument]);
}

/* Without memory the buckets stay as they are, and get longer. */
static bool resize(size_t buckets)
{
    struct entry **fresh = calloc(buckets, sizeof *fresh);
    if (!fresh)
        return false;
    for (size_t i = 0; db.buckets && i <= db.mask; i++)
        for (struct entry *e = db.buckets[i], *next; e; e = next) {
            next = e->next;
            e->next = fresh[e->hash & (buckets - 1)];
            fresh[e->hash & (buckets - 1)] = e;
        }
    free(db.buckets);
    db.buckets = fresh;
    db.mask = buckets - 1;
    return true;
}

/* The key's entry, or a new one that has no value yet; null: no memory. */
static struct entry *find_or_make(struct slice key)
{
    struct entry **link = find_link(key), *e = *link;
    if (e || !(e = calloc(1, sizeof *e + key.n)))
        return e;
    e->hash = hash_of(key);
    e->key_n = key.n;
    memcpy(e->key, key.data, key.n);
    *link = e;
    if (++db.n > db.mask)
        resize(2 * (db.mask + 1));
    return e;
}

static void stop_expiry(struct entry *e)
{
    if (e->expiry) {
        cede_task_cancel(e->expiry, 0);
        cede_task_release(e->expiry);
        e->expiry = NULL;
    }
}

static void remove_entry(struct entry *e)
{
    *find_link((struct slice){ e->key, e->key_n }) = e->next;
    db.n--;
    stop_expiry(e);
    clear(e);
    free(e);
}

static void remove_all(void)
{
    for (size_t i = 0; i <= db.mask; i++)
        while (db.buckets[i])
            remove_entry(db.buckets[i]);
}

/* The timer of one key. The time is an argument of its own because a task that was
 * cancelled before its first step still takes that step, and the entry is gone then. A
 * sleep that had ended when the cancel came ends normally: so the task asks. */
static async void expire(struct entry *e, cede_time at)
{
    await(cede_sleep_until(at));
    if (!cede_cancel_pending())
        remove_entry(e);
}

/* false: no memory, and nothing has changed. */
static bool expire_after(struct entry *e, cede_duration life)
{
    cede_time at = cede_after(life);
    cede_task *t = spawn_task(db.expiries, expire(e, at));
    if (!t)
        return false;
    stop_expiry(e);
    e->expiry = t;
    e->expires = at;
    return true;
}

/* Makes the key a string; life null: that stays, otherwise its expiry is kept when
 * `keep` is set. false: no memory, and the key is as it was. */
static bool set_string(struct slice key, struct slice value, const cede_duration *life, bool keep)
{
    struct blob *b = blob_new(value);
    struct entry *e = b ? find_or_make(key) : NULL;
    if (!e || (life && !expire_after(e, *life))) {
        free(b);
        if (e && e->n == 0)
            remove_entry(e);
        return false;
    }
    if (!life && !keep)
        stop_expiry(e);
    clear(e);
    e->is_list = false;
    attach(e, b, true);
    return true;
}

/* ---- commands: each appends its reply ------------------------------------------------------ */

static void ping(struct buffer *out)
{
    if (req.argc > 2)
        put_error(out, "ERR wrong number of arguments for 'ping' command");
    else if (req.argc == 2)
        put_bulk(out, req.argv[1].data, req.argv[1].n);
    else
        put_text(out, "+PONG\r\n");
}

static void echo(struct buffer *out)
{
    put_bulk(out, req.argv[1].data, req.argv[1].n);
}

static void get(struct buffer *out)
{
    struct entry *e = find(1);
    if (e && e->is_list)
        put_error(out, wrong_type);
    else
        put_blob(out, e ? e->first : NULL);
}

/* SET's options, from argument 3 on; life is 0 without one. What is wrong, or null. */
static const char *parse_set(bool *nx, bool *xx, cede_duration *life)
{
    static const char invalid[] = "ERR invalid expire time in 'set' command";
    const char *wrong = NULL;
    for (int i = 3; i < req.argc && !wrong; i++) {
        bool ms = argument_is(i, "px");
        if (argument_is(i, "nx") && !*xx)
            *nx = true;
        else if (argument_is(i, "xx") && !*nx)
            *xx = true;
        else if ((ms || argument_is(i, "ex")) && life->ns == 0 && i + 1 < req.argc) {
            wrong = argument_span(++i, ms, invalid, life);
            wrong = wrong || life->ns > 0 ? wrong : invalid;
        } else
            wrong = "ERR syntax error";
    }
    return wrong;
}

static void set(struct buffer *out)
{
    bool nx = false, xx = false;
    cede_duration life = { 0 };
    const char *wrong = parse_set(&nx, &xx, &life);
    if (wrong)
        put_error(out, wrong);
    else if (find(1) ? nx : xx)
        put_text(out, "$-1\r\n");
    else if (set_string(req.argv[1], req.argv[2], life.ns ? &life : NULL, false))
        put_text(out, "+OK\r\n");
    else
        put_error(out, no_memory);
}

static void mset(struct buffer *out)
{
    if (req.argc % 2 == 0) {
        put_error(out, "ERR wrong number of arguments for 'mset' command");
        return;
    }
    for (int i = 1; i < req.argc; i += 2)
        if (!set_string(req.argv[i], req.argv[i + 1], NULL, false)) {
            put_error(out, no_memory);
            return;
        }
    put_text(out, "+OK\r\n");
}

static void mget(struct buffer *out)
{
    put_number(out, '*', req.argc - 1);
    for (int i = 1; i < req.argc; i++) {
        struct entry *e = find(i);
        put_blob(out, e && !e->is_list ? e->first : NULL);
    }
}

/* DEL and EXISTS. */
static void count_keys(struct buffer *out, bool remove)
{
    int n = 0;
    for (int i = 1; i < req.argc; i++) {
        struct entry *e = find(i);
        n += e != NULL;
        if (e && remove)
            remove_entry(e);
    }
    put_number(out, ':', n);
}

static void del(struct buffer *out) { count_keys(out, true); }
static void exists(struct buffer *out) { count_keys(out, false); }

static void add(struct buffer *out, long long step)
{
    struct entry *e = find(1);
    long long v = 0;
    char text[24];
    if (e && e->is_list)
        put_error(out, wrong_type);
    else if (e && !parse_number(e->first->data, e->first->n, &v))
        put_error(out, no_integer);
    else if (__builtin_add_overflow(v, step, &v))
        put_error(out, "ERR increment or decrement would overflow");
    else {
        struct slice value = { text, (size_t)sprintf(text, "%lld", v) };
        if (set_string(req.argv[1], value, NULL, true))
            put_number(out, ':', v);
        else
            put_error(out, no_memory);
    }
}

static void incr(struct buffer *out) { add(out, 1); }
static void decr(struct buffer *out) { add(out, -1); }

static void incrby(struct buffer *out)
{
    long long step;
    if (argument_number(2, &step))
        add(out, step);
    else
        put_error(out, no_integer);
}

static void expire_command(struct buffer *out)
{
    struct entry *e = find(1);
    cede_duration life;
    const char *wrong = argument_span(2, false, "ERR invalid expire time in 'expire' command", &life);
    if (!wrong && e && life.ns > 0 && !expire_after(e, life))
        wrong = no_memory;
    if (wrong) {
        put_error(out, wrong);
        return;
    }
    if (e && life.ns <= 0)
        remove_entry(e);
    put_number(out, ':', e != NULL);
}

static void ttl(struct buffer *out)
{
    struct entry *e = find(1);
    if (e && e->expiry)
        put_number(out, ':', (cede_until(e->expires).ns + 500000000) / 1000000000);
    else
        put_number(out, ':', e ? -1 : -2);
}

/* All values, or none. */
static bool push_all(struct entry *e, bool left)
{
    for (int i = 2; i < req.argc; i++) {
        struct blob *b = blob_new(req.argv[i]);
        if (!b) {
            while (i-- > 2)
                free(take(e, left));
            return false;
        }
        attach(e, b, left);
    }
    return true;
}

static void push(struct buffer *out, bool left)
{
    struct entry *e = find(1);
    if (e && !e->is_list) {
        put_error(out, wrong_type);
        return;
    }
    e = find_or_make(req.argv[1]);
    if (e && push_all(e, left)) {
        e->is_list = true;
        put_number(out, ':', e->n);
        return;
    }
    if (e && e->n == 0)
        remove_entry(e);
    put_error(out, no_memory);
}

static void lpush(struct buffer *out) { push(out, true); }
static void rpush(struct buffer *out) { push(out, false); }

static void pop(struct buffer *out, bool left)
{
    struct entry *e = find(1);
    struct blob *b = e && e->is_list ? take(e, left) : NULL;
    if (e && !e->is_list)
        put_error(out, wrong_type);
    else
        put_blob(out, b);
    free(b);
    if (e && e->n == 0)
        remove_entry(e);
}

static void lpop(struct buffer *out) { pop(out, true); }
static void rpop(struct buffer *out) { pop(out, false); }

static void lrange(struct buffer *out)
{
    struct entry *e = find(1);
    long long n = e ? e->n : 0, from, to;
    if (!argument_number(2, &from) || !argument_number(3, &to)) {
        put_error(out, no_integer);
        return;
    }
    if (e && !e->is_list) {
        put_error(out, wrong_type);
        return;
    }
    from = from < -n ? 0 : from < 0 ? from + n : from;      /* -1 is the last one */
    to = to < 0 ? to + n : to < n ? to : n - 1;
    put_number(out, '*', from <= to ? to - from + 1 : 0);
    struct blob *b = from <= to ? e->first : NULL;
    for (long long i = 0; b && i <= to; i++, b = b->next)
        if (i >= from)
            put_blob(out, b);
}

static void dbsize(struct buffer *out)
{
    put_number(out, ':', (long long)db.n);
}

static void flushall(struct buffer *out)
{
    remove_all();
    put_text(out, "+OK\r\n");
}

static void config_get(struct buffer *out)
{
    struct setting *found[N_SETTINGS];
    int n = 0;
    for (int i = 0; i < N_SETTINGS; i++)
        if (fnmatch(req.argv[2].data, settings[i].name, 0) == 0)
            found[n++] = &settings[i];
    put_number(out, '*', 2 * n);
    for (int i = 0; i < n; i++) {
        char number[24];
        sprintf(number, "%ld", found[i]->value);
        const char *text = found[i]->text ? found[i]->text : number;
        put_bulk(out, found[i]->name, strlen(found[i]->name));
        put_bulk(out, text, strlen(text));
    }
}

static void config(struct buffer *out)
{
    long long v;
    if (argument_is(1, "get") && req.argc == 3) {
        config_get(out);
        return;
    }
    for (int i = 0; argument_is(1, "set") && req.argc == 4 && i < N_SETTINGS; i++)
        if (argument_is(2, settings[i].name) && !settings[i].text && argument_number(3, &v) && v > 0) {
            settings[i].value = v;
            cede_group_limit(db.clients, (unsigned)settings[MAX_CLIENTS].value);
            put_text(out, "+OK\r\n");
            return;
        }
    put_error(out, "ERR unknown setting, value or subcommand for 'config'");
}

static void command(struct buffer *out)
{
    put_text(out, "*0\r\n");        /* redis-cli then completes from its own list */
}

static void quit(struct buffer *out)
{
    put_text(out, "+OK\r\n");
    out->ends = true;
}

static const struct { const char *name; int least, most; void (*run)(struct buffer *out); } commands[] = {
    { "get", 2, 2, get }, { "set", 3, INT_MAX, set }, { "ping", 1, INT_MAX, ping },
    { "incr", 2, 2, incr }, { "decr", 2, 2, decr }, { "incrby", 3, 3, incrby },
    { "lpush", 3, INT_MAX, lpush }, { "rpush", 3, INT_MAX, rpush }, { "lpop", 2, 2, lpop },
    { "rpop", 2, 2, rpop }, { "lrange", 4, 4, lrange }, { "mget", 2, INT_MAX, mget },
    { "mset", 3, INT_MAX, mset }, { "del", 2, INT_MAX, del }, { "exists", 2, INT_MAX, exists },
    { "expire", 3, 3, expire_command }, { "ttl", 2, 2, ttl }, { "echo", 2, 2, echo },
    { "dbsize", 1, 1, dbsize }, { "flushall", 1, 2, flushall }, { "config", 2, INT_MAX, config },
    { "command", 1, INT_MAX, command }, { "quit", 1, INT_MAX, quit },
};

static void unknown_command(struct buffer *out)
{
    char text[320];
    int n = snprintf(text, sizeof text, "ERR unknown command '%.128s', with args beginning with: ", req.argv[0].data);
    for (int i = 1, room = 128; i < req.argc && room > 0; i++) {
        int more = sprintf(text + n, "'%.*s' ", room, req.argv[i].data);
        n += more;
        room -= more;
    }
    for (int i = 0; i < n; i++)
        text[i] = text[i] == '\r' || text[i] == '\n' ? ' ' : text[i];
    put_error(out, text);
}

static void run_command(struct buffer *out)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        char text[96];
        if (!argument_is(0, commands[i].name))
            continue;
        if (req.argc >= commands[i].least && req.argc <= commands[i].most) {
            commands[i].run(out);
            return;
        }
        sprintf(text, "ERR wrong number of arguments for '%s' command", commands[i].name);
        put_error(out, text);
        return;
    }
    unknown_command(out);
}

/* Runs the command that data begins with. Gives its size; 0: it is not all there. */
static size_t run_next(char *data, size_t n, struct buffer *out)
{
    const char *error = NULL;
    req.max_bulk = settings[MAX_BULK].value;
    size_t used = parse_request(&req, data, n, &error);
    if (error) {
        put_text(out, "-ERR Protocol error: ");
        put_text(out, error);
        put_text(out, "\r\n");
        out->ends = true;
    } else if (used && req.argc)
        run_command(out);
    return used;
}

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
        while (!out.ends && (used = run_next(in.data + done, in.n - done, &out)) > 0) {
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
        await(cede_shutdown(s));
        while (await(cede_read(s, dropped, sizeof dropped)) > 0)
            ;
    }
}

static async void refuse(cede_stream *s)
{
    static const char full[] = "-ERR max number of clients reached\r\n";
    await(cede_write_all(s, full, sizeof full - 1));
    await(cede_stream_close(s));
}

async int serve(int port)
{
    cede_listener l;
    int err = await(cede_listen_tcp(&l, "127.0.0.1", port));
    if (err < 0)
        return err;
    defer { await(cede_listener_close(&l)); }

    if (!resize(1024))
        return -ENOMEM;
    defer {
        free(db.buckets);
        free(req.argv);
    }

    printf("kv: ready on 127.0.0.1:%d\n", cede_listener_port(&l));
    fflush(stdout);
    group (expiries, CEDE_ISOLATE) {
        defer { remove_all(); }             /* the keys' tasks have ended, their handles are valid */
        group (clients, CEDE_ISOLATE) {
            db.expiries = expiries;
            db.clients = clients;
            cede_group_limit(clients, (unsigned)settings[MAX_CLIENTS].value);
            while (err == 0 || err == -ENOMEM) {
                cede_stream *s;
                err = await(cede_accept(&l, &s));
                if (err == -ENOMEM)
                    await(cede_sleep(cede_ms(100)));    /* the connection waits meanwhile */
                if (err == 0 && spawn(clients, serve_client(s)) < 0)
                    await(refuse(s));
            }
        }
        cede_group_cancel(expiries);
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
