/* kv_commands.c: see kv_commands.h.
 *
 * A command appends its reply and gives null, or gives what is wrong instead, in Redis'
 * words. What it lacks memory for it has not done (MSET: stops between two keys). No
 * command awaits, so each is atomic. */
#include "kv_commands.h"
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "kv_keys.h"

struct setting settings[N_SETTINGS] = {
    [MAX_CLIENTS] = { "maxclients", 10500, NULL },
    [MAX_QUERY] = { "client-query-buffer-limit", 64 << 20, NULL },      /* bytes of commands, per client */
    [MAX_REPLY] = { "client-output-buffer-limit", 64 << 20, NULL },     /* bytes of replies, per client */
    [MAX_BULK] = { "proto-max-bulk-len", 32 << 20, NULL },              /* bytes of an argument */
    [SAVE] = { "save", 0, "" },
    [APPENDONLY] = { "appendonly", 0, "no" },
};

struct call {
    int argc;
    struct slice *argv;         /* [0] is the command's name */
    int how;                    /* from the table of commands */
    struct buffer *out;
};

static const char wrong_count[] = "";       /* run_command says of which command */
static const char wrong_type[] = "WRONGTYPE Operation against a key holding the wrong kind of value";
static const char no_integer[] = "ERR value is not an integer or out of range";
static const char no_memory[] = "OOM command not allowed when out of memory";

/* ---- arguments and replies --------------------------------------------------------------- */

static bool number(struct slice s, long long *out)
{
    return parse_number(s.data, s.n, out);
}

static bool is(struct slice s, const char *word)
{
    return s.n == strlen(word) && strncasecmp(s.data, word, s.n) == 0;
}

/* So many units. */
static const char *span(struct slice s, long long unit_ns, const char *out_of_range, cede_duration *out)
{
    long long n;
    if (!number(s, &n))
        return no_integer;
    if (n > LLONG_MAX / unit_ns || n < LLONG_MIN / unit_ns)
        return out_of_range;
    *out = cede_ns(n * unit_ns);
    return NULL;
}

/* The key of that name, or null. */
static const char *find(struct slice name, bool list, struct key **k)
{
    *k = keys_find(name);
    return *k && (*k)->is_list != list ? wrong_type : NULL;
}

static void put_blob(struct buffer *out, const struct blob *b)
{
    if (b)
        put_bulk(out, b->data, b->n);
    else
        put_text(out, "$-1\r\n");
}

static const char *ok(struct call *c)
{
    put_text(c->out, "+OK\r\n");
    return NULL;
}

static const char *integer(struct call *c, long long n)
{
    put_number(c->out, ':', n);
    return NULL;
}

/* ---- any key ------------------------------------------------------------------------------- */

/* EXISTS; DEL removes them. */
static const char *count(struct call *c)
{
    int n = 0;
    for (int i = 1; i < c->argc; i++) {
        struct key *k = keys_find(c->argv[i]);
        n += k != NULL;
        if (k && c->how)
            keys_remove(k);
    }
    return integer(c, n);
}

static const char *expire(struct call *c)
{
    struct key *k = keys_find(c->argv[1]);
    cede_duration life;
    const char *wrong = span(c->argv[2], 1000000000, "ERR invalid expire time in 'expire' command", &life);
    if (wrong)
        return wrong;
    if (k && life.ns <= 0)
        keys_remove(k);
    else if (k && !keys_expire(k, life))
        return no_memory;
    return integer(c, k != NULL);
}

static const char *ttl(struct call *c)
{
    struct key *k = keys_find(c->argv[1]);
    if (k && k->expiry)
        return integer(c, (cede_until(k->expires).ns + 500000000) / 1000000000);
    return integer(c, k ? -1 : -2);
}

static const char *dbsize(struct call *c)
{
    return integer(c, keys_count());
}

static const char *flushall(struct call *c)
{
    keys_remove_all();
    return ok(c);
}

/* ---- strings --------------------------------------------------------------------------------- */

static const char *get(struct call *c)
{
    struct key *k;
    const char *wrong = find(c->argv[1], false, &k);
    if (!wrong)
        put_blob(c->out, k ? k->first : NULL);
    return wrong;
}

static const char *mget(struct call *c)
{
    put_number(c->out, '*', c->argc - 1);
    for (int i = 1; i < c->argc; i++) {
        struct key *k = keys_find(c->argv[i]);
        put_blob(c->out, k && !k->is_list ? k->first : NULL);
    }
    return NULL;
}

/* SET's options, from argument 3 on; without one the life stays 0. */
static const char *parse_set(struct call *c, bool *nx, bool *xx, cede_duration *life)
{
    static const char invalid[] = "ERR invalid expire time in 'set' command";
    for (int i = 3; i < c->argc; i++) {
        bool ms = is(c->argv[i], "px");
        if (is(c->argv[i], "nx") && !*xx)
            *nx = true;
        else if (is(c->argv[i], "xx") && !*nx)
            *xx = true;
        else if ((ms || is(c->argv[i], "ex")) && life->ns == 0 && i + 1 < c->argc) {
            const char *wrong = span(c->argv[++i], ms ? 1000000 : 1000000000, invalid, life);
            if (wrong || life->ns <= 0)
                return wrong ? wrong : invalid;
        } else
            return "ERR syntax error";
    }
    return NULL;
}

static const char *set(struct call *c)
{
    bool nx = false, xx = false;
    cede_duration life = KEYS_STAY;
    const char *wrong = parse_set(c, &nx, &xx, &life);
    if (wrong)
        return wrong;
    bool refused = keys_find(c->argv[1]) ? nx : xx;
    if (!refused && !keys_set(c->argv[1], c->argv[2], life))
        return no_memory;
    put_text(c->out, refused ? "$-1\r\n" : "+OK\r\n");
    return NULL;
}

static const char *mset(struct call *c)
{
    if (c->argc % 2 == 0)
        return wrong_count;
    for (int i = 1; i < c->argc; i += 2)
        if (!keys_set(c->argv[i], c->argv[i + 1], KEYS_STAY))
            return no_memory;
    return ok(c);
}

/* INCR, DECR, and INCRBY, which brings the step. */
static const char *add(struct call *c)
{
    struct key *k;
    const char *wrong = find(c->argv[1], false, &k);
    long long step = c->how, v = 0;
    char text[24];
    if (c->argc == 3 && !number(c->argv[2], &step))
        return no_integer;
    if (wrong)
        return wrong;
    if (k && !parse_number(k->first->data, k->first->n, &v))
        return no_integer;
    if (__builtin_add_overflow(v, step, &v))
        return "ERR increment or decrement would overflow";
    struct slice value = { text, (size_t)sprintf(text, "%lld", v) };
    if (!keys_set(c->argv[1], value, KEYS_AS_BEFORE))
        return no_memory;
    return integer(c, v);
}

/* ---- lists: how is whether at the left end ------------------------------------------------ */

/* All values, or none. */
static const char *push(struct call *c)
{
    struct key *k;
    const char *wrong = find(c->argv[1], true, &k);
    if (wrong)
        return wrong;
    if (!k && !(k = keys_find_or_make(c->argv[1])))
        return no_memory;
    k->is_list = true;
    for (int i = 2; i < c->argc; i++)
        if (!keys_push(k, c->argv[i], c->how)) {
            while (i-- > 2)
                free(keys_pop(k, c->how));
            keys_remove_empty(k);
            return no_memory;
        }
    return integer(c, k->n);
}

static const char *pop(struct call *c)
{
    struct key *k;
    const char *wrong = find(c->argv[1], true, &k);
    if (wrong)
        return wrong;
    struct blob *b = k ? keys_pop(k, c->how) : NULL;
    put_blob(c->out, b);
    free(b);
    if (k)
        keys_remove_empty(k);
    return NULL;
}

static const char *lrange(struct call *c)
{
    struct key *k;
    const char *wrong = find(c->argv[1], true, &k);
    long long n = k ? k->n : 0, from, to;
    if (!number(c->argv[2], &from) || !number(c->argv[3], &to))
        return no_integer;
    if (wrong)
        return wrong;
    from = from < -n ? 0 : from < 0 ? from + n : from;      /* -1 is the last one */
    to = to < 0 ? to + n : to < n ? to : n - 1;
    put_number(c->out, '*', from <= to ? to - from + 1 : 0);
    struct blob *b = from <= to ? k->first : NULL;
    for (long long i = 0; b && i <= to; i++, b = b->next)
        if (i >= from)
            put_blob(c->out, b);
    return NULL;
}

/* ---- the server, and the connection ---------------------------------------------------------- */

static void config_get(struct call *c)
{
    struct setting *found[N_SETTINGS];
    int n = 0;
    for (int i = 0; i < N_SETTINGS; i++)
        if (fnmatch(c->argv[2].data, settings[i].name, 0) == 0)
            found[n++] = &settings[i];
    put_number(c->out, '*', 2 * n);
    for (int i = 0; i < n; i++) {
        char number[24];
        sprintf(number, "%lld", found[i]->value);
        const char *text = found[i]->text ? found[i]->text : number;
        put_bulk(c->out, found[i]->name, strlen(found[i]->name));
        put_bulk(c->out, text, strlen(text));
    }
}

static const char *config(struct call *c)
{
    long long v;
    if (is(c->argv[1], "get") && c->argc == 3) {
        config_get(c);
        return NULL;
    }
    for (int i = 0; is(c->argv[1], "set") && c->argc == 4 && i < N_SETTINGS; i++)
        if (is(c->argv[2], settings[i].name) && !settings[i].text && number(c->argv[3], &v) && v > 0) {
            settings[i].value = v;
            return ok(c);
        }
    return "ERR unknown setting, value or subcommand for 'config'";
}

static const char *command(struct call *c)
{
    put_text(c->out, "*0\r\n");         /* redis-cli then completes from its own list */
    return NULL;
}

static const char *ping(struct call *c)
{
    if (c->argc == 1)
        put_text(c->out, "+PONG\r\n");
    else
        put_bulk(c->out, c->argv[1].data, c->argv[1].n);
    return NULL;
}

static const char *quit(struct call *c)
{
    c->out->ends = true;
    return ok(c);
}

/* ---- all of them ------------------------------------------------------------------------------- */

/* least and most count the name too. */
static const struct { const char *name; int least, most; const char *(*run)(struct call *); int how; } commands[] = {
    { "get", 2, 2, get, 0 },            { "set", 3, INT_MAX, set, 0 },      { "ping", 1, 2, ping, 0 },
    { "incr", 2, 2, add, 1 },           { "decr", 2, 2, add, -1 },          { "incrby", 3, 3, add, 0 },
    { "lpush", 3, INT_MAX, push, 1 },   { "rpush", 3, INT_MAX, push, 0 },   { "lrange", 4, 4, lrange, 0 },
    { "lpop", 2, 2, pop, 1 },           { "rpop", 2, 2, pop, 0 },           { "echo", 2, 2, ping, 0 },
    { "mget", 2, INT_MAX, mget, 0 },    { "mset", 3, INT_MAX, mset, 0 },    { "expire", 3, 3, expire, 0 },
    { "del", 2, INT_MAX, count, 1 },    { "exists", 2, INT_MAX, count, 0 }, { "ttl", 2, 2, ttl, 0 },
    { "dbsize", 1, 1, dbsize, 0 },      { "flushall", 1, 2, flushall, 0 },  { "quit", 1, INT_MAX, quit, 0 },
    { "config", 2, INT_MAX, config, 0 }, { "command", 1, INT_MAX, command, 0 },
};

static void unknown_command(struct call *c)
{
    char text[320];
    int n = snprintf(text, sizeof text, "ERR unknown command '%.128s', with args beginning with: ", c->argv[0].data);
    for (int i = 1, room = 128; i < c->argc && room > 0; i++) {
        int more = sprintf(text + n, "'%.*s' ", room, c->argv[i].data);
        n += more;
        room -= more;
    }
    for (int i = 0; i < n; i++)
        text[i] = text[i] == '\r' || text[i] == '\n' ? ' ' : text[i];
    put_error(c->out, text);
}

static void run_command(struct call *c)
{
    enum { N = sizeof commands / sizeof *commands };
    char text[96];
    int i = 0;
    while (i < N && !is(c->argv[0], commands[i].name))
        i++;
    if (i == N) {
        unknown_command(c);
        return;
    }
    c->how = commands[i].how;
    bool fits = c->argc >= commands[i].least && c->argc <= commands[i].most;
    const char *wrong = fits ? commands[i].run(c) : wrong_count;
    if (wrong == wrong_count) {
        snprintf(text, sizeof text, "ERR wrong number of arguments for '%s' command", commands[i].name);
        wrong = text;
    }
    if (wrong)
        put_error(c->out, wrong);
}

size_t run_request(struct request *r, char *data, size_t n, struct buffer *out)
{
    const char *error = NULL;
    r->max_bulk = settings[MAX_BULK].value;
    size_t used = parse_request(r, data, n, &error);
    if (error) {
        put_text(out, "-ERR Protocol error: ");
        put_text(out, error);
        put_text(out, "\r\n");
        out->ends = true;
    } else if (used && r->argc)
        run_command(&(struct call){ r->argc, r->argv, 0, out });
    return used;
}
