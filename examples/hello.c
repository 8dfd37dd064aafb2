/* hello.c: three calls at once, each with a result of its own type.
 *
 *     build/examples/hello
 *
 * Each sleeps as a slow service would. Together they take as long as the slowest one,
 * in one thread, and a task is one block of a few hundred bytes. */
#include <cede.h>
#include <stdio.h>

struct weather { int degrees; const char *sky; };

static async int count_visitors(void)
{
    await(cede_sleep(cede_ms(300)));
    return 42;
}

static async double read_load(void)
{
    await(cede_sleep(cede_ms(200)));
    return 0.75;
}

static async struct weather ask_weather(void)
{
    struct weather w = { 21, "sunny" };
    for (int tries = 0; tries < 5; tries++)
        await(cede_sleep(cede_ms(50)));
    return w;
}

async int hello(void)
{
    int visitors;
    double load;
    struct weather w;
    cede_time begin = cede_now();

    group (g) {
        spawn_into(g, &visitors, count_visitors());
        spawn_into(g, &load, read_load());
        spawn_into(g, &w, ask_weather());
    }                               /* waits for all three */
    printf("%d visitors, load %.2f, %d degrees and %s: after %d ms\n",
           visitors, load, w.degrees, w.sky, (int)((cede_now().ns - begin.ns) / 1000000));
    return 0;
}

int main(void)
{
    return cede_main(hello());
}
