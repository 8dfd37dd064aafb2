/* sensors.c: generators over generators, and two sources merged.
 *
 *     build/examples/sensors
 *
 * sensor() measures when it is asked to, and not before. map, filter and take go over any
 * held generator and are generators themselves, so they are put one on the other like
 * pipes in a shell. Two sensors are read at the same time by two tasks, which meet the
 * one consumer at a queue with a single slot: a sensor is at most two values ahead of
 * who prints them, however fast it is. */
#include <cede.h>
#include <stdbool.h>
#include <stdio.h>

struct reading { char sensor; int value; };

/* ---- one source ------------------------------------------------------------------------ */

static async_iter(struct reading) sensor(char name, int first, int ms)
{
    defer printf("sensor %c is off\n", name);
    for (int value = first; ; value++) {
        await(cede_sleep(cede_ms(ms)));
        yield(((struct reading){ name, value }));
    }
}

/* ---- over any source --------------------------------------------------------------------- */

static async_iter(struct reading) map(cede_iter(struct reading) *from, int (*f)(int))
{
    struct reading r;
    int more;
    while ((more = await(cede_next(from, &r))) > 0)
        yield(((struct reading){ r.sensor, f(r.value) }));
    return more;
}

static async_iter(struct reading) filter(cede_iter(struct reading) *from, bool (*keep)(int))
{
    struct reading r;
    int more;
    while ((more = await(cede_next(from, &r))) > 0)
        if (keep(r.value))
            yield(r);
    return more;
}

static async_iter(struct reading) take(cede_iter(struct reading) *from, int most)
{
    struct reading r;
    int more = 0;
    while (most-- > 0 && (more = await(cede_next(from, &r))) > 0)
        yield(r);
    return more;
}

/* ---- several sources at the same time ------------------------------------------------------- */

/* A task for each source. It ends when the queue is shut down, or its source does. */
static async int feed(cede_queue *into, char name, int first, int ms)
{
    await_each (struct reading r, sensor(name, first, ms))
        if (await(cede_queue_put(into, &r)) < 0)
            break;
    return 0;
}

static async_iter(struct reading) drain(cede_queue *from)
{
    struct reading r;
    while (await(cede_queue_get(from, &r)) == 0)
        yield(r);
}

/* ---- the program -------------------------------------------------------------------------------- */

static bool is_even(int value)
{
    return value % 2 == 0;
}

static int tenfold(int value)
{
    return 10 * value;
}

async int sensors(void)
{
    struct reading slot[1];
    cede_queue merged;
    cede_queue_init(&merged, CEDE_SLOTS(slot));
    defer cede_queue_deinit(&merged);

    group (g) {
        spawn(g, feed(&merged, 'a', 1, 10));
        spawn(g, feed(&merged, 'b', 100, 35));

        cede_iter(struct reading) *all = open_iter(drain(&merged));
        cede_iter(struct reading) *even = open_iter(filter(all, is_even));
        cede_iter(struct reading) *scaled = open_iter(map(even, tenfold));
        await_each (struct reading r, take(scaled, 5)) {
            printf("%c %d\n", r.sensor, r.value);
            await(cede_sleep(cede_ms(100)));
        }
        cede_queue_shut_down_now(&merged);
    }
    return 0;
}

int main(void)
{
    return cede_main(sensors());
}
