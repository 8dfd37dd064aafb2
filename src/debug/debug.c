/* debug.c: debug mode: instruments that report what a program would not notice.
 *
 *     a step that was slow          between `resumed` and what comes behind it
 *     a failure that nobody saw     `ended` says that nobody was told, `freed` that nobody
 *                                   has asked since
 *     tasks that are left           when the main task ends, and with the loop
 *
 * What needs the machine is in debug_host.c and guard.c. Loop's thread. Allocates a
 * block for each loop. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "../core/check.h"
#include "../core/dump.h"
#include "../core/task_life.h"
#include "../core/tasks.h"
#include "../core/watch.h"
#include "debug.h"

static cede__debug *debug_of(cede_instruments *i)
{
    return (cede__debug *)(void *)i;
}

/* ---- words ---------------------------------------------------------------------------- */

void cede__debug_say(cede__debug *d, const char *format, ...)
{
    char line[600] = "cede: ";
    size_t n = strlen(line);
    va_list values;
    va_start(values, format);
    vsnprintf(line + n, sizeof line - n - 1, format, values);
    va_end(values);
    strcat(line, "\n");
    cede__put(d->out, line);
}

const char *cede__where_text(char buffer[CEDE__WHERE_TEXT], cede_where w, const char *none)
{
    if (!w.function || !w.line)
        return none;
    snprintf(buffer, CEDE__WHERE_TEXT, "%s (%s:%u)", w.function, w.file, w.line);
    return buffer;
}

/* ---- slow steps -------------------------------------------------------------------------- */

static void resumed(cede_instruments *i, cede_task *t, unsigned long step)
{
    cede__debug *d = debug_of(i);
    (void)t, (void)step;
    d->began = d->loop->ops->clock(d->loop);
}

static void look_at_step(cede__debug *d, cede_task *t, const char *to)
{
    cede_time now = d->loop->ops->clock(d->loop);
    cede__record *r = cede__record_of(t);
    char from[CEDE__WHERE_TEXT];
    if (now.ns - d->began.ns <= d->slow.ns)
        return;
    cede__debug_say(d, "a step of %s took %lld ms, from %s to %s", cede_task_name(t),
                    (long long)((now.ns - d->began.ns) / 1000000),
                    r ? cede__where_text(from, r->before, "its beginning") : "?", to);
}

static void suspended(cede_instruments *i, cede_task *t)
{
    char to[CEDE__WHERE_TEXT];
    look_at_step(debug_of(i), t, cede__where_text(to, cede_task_where(t), "?"));
}

/* ---- failures that nobody saw --------------------------------------------------------------- */

/* It has just failed. Its group's first failure is the block's; others are told to the
 * error handler, or kept for who asks. */
static int is_told(const cede_task *t)
{
    const cede_group *g = t->group;
    if (t == g->loop->main)
        return 1;
    if (t->flags & CEDE__EXTENDED && !cede__ring_empty(&cede__extra(t)->joiners))
        return 1;
    if (g->isolate || (!g->owner && !(t->flags & CEDE__EXTENDED)))
        return g->loop->on_error != NULL;
    return g->owner && !g->error;
}

static void freed(cede_instruments *i, cede_task *t)
{
    cede__debug *d = debug_of(i);
    cede__record *r = cede__record_of(t);
    char from[CEDE__WHERE_TEXT], to[CEDE__WHERE_TEXT], at[CEDE__WHERE_TEXT];
    if (!r || !r->untold || cede__task_seen(t))
        return;
    cede__debug_say(d, "%s failed and nobody looked at it: %s; it awaited last in %s", r->fn->name,
                    strerror(-r->failure), cede__where_text(at, r->before, "nothing"));
    if (r->made_from.function)
        cede__debug_say(d, "  it was started by %s, between %s and %s", r->made_from.function,
                        cede__where_text(from, r->made_from, "its beginning"),
                        cede__where_text(to, r->made_to, "its end"));
}

/* ---- tasks that are left ----------------------------------------------------------------------- */

struct left { cede__debug *d; const char *why; const char *name; };

static void say_left(void *ctx, cede_task *t, unsigned depth)
{
    struct left *left = ctx;
    cede__debug *d = left->d;
    if (depth || t == d->loop->main)
        return;
    cede__put(d->out, "cede: ");
    cede__put(d->out, left->why);
    cede__put(d->out, left->name);
    cede__put(d->out, ": ");
    cede__put_task(d->out, d->loop, t);
}

static void ended(cede_instruments *i, cede_task *t, int result)
{
    cede__debug *d = debug_of(i);
    cede__record *r = cede__record_of(t);
    struct left left = { d, "cancelled with the end of ", cede_task_name(t) };
    (void)result;
    look_at_step(d, t, "its end");
    if (r)
        r->untold = r->failure && !is_told(t);
    if (t == d->loop->main)
        cede__tasks_each(d->loop, say_left, &left);
}

/* ---- life ------------------------------------------------------------------------------------------ */

static void end(cede__debug *d)
{
    cede__debug_host_end(d);
    free(d);
}

static void closed(cede_instruments *i)
{
    cede__debug *d = debug_of(i);
    struct left left = { d, "left by the loop", "" };
    cede__tasks_each(d->loop, say_left, &left);
    cede__debug_say_open(d);
    end(d);
}

int cede_debug_start(cede_loop *l, const cede_debug_config *config)
{
    static const cede_debug_config all_zero;
    const cede_debug_config *c = config ? config : &all_zero;
    cede__debug *d;
    int err;

    if (cede__instruments_closed_by(l, closed))
        return -EALREADY;
    d = calloc(1, sizeof *d);
    if (!d)
        return -ENOMEM;
    d->instruments = (cede_instruments){ .resumed = resumed, .suspended = suspended, .ended = ended,
                                         .freed = freed, .closed = closed };
    d->loop = l;
    d->out.write = c->write ? c->write : cede_write_file;
    d->out.ctx = c->write ? c->ctx : stderr;
    d->slow = c->slow.ns ? c->slow : cede_ms(100);
    d->slot = -1;
    err = cede_instrument(l, &d->instruments);
    if (err < 0) {
        free(d);
        return err;
    }
    if (cede__guard_open())
        l->watch->dead = cede__guard_dead();
    cede__debug_host_begin(d);
    return 0;
}

void cede_debug_stop(cede_loop *l)
{
    cede_instruments *i = cede__instruments_closed_by(l, closed);
    if (!i)
        return;
    l->watch->dead = NULL;
    cede_uninstrument(l, i);
    end(debug_of(i));
}

void cede__debug_from_environment(cede_loop *l)
{
    const char *on = getenv("CEDE_DEBUG"), *slow_ms = getenv("CEDE_DEBUG_SLOW_MS");
    cede_debug_config c = { .slow = { slow_ms ? strtoll(slow_ms, NULL, 10) * 1000000 : 0 } };
    if (on && *on && strcmp(on, "0") && cede_debug_start(l, &c) < 0)
        cede__say("no memory for debug mode", (char *)0);
}
