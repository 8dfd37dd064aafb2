/* async-unused-result: errors that nobody looks at. */
#include <cede.h>
#include <errno.h>
#include <stddef.h>
#include <unistd.h>

async int elsewhere(int x);
async long elsewhere_long(void);
async unsigned count(void);
async int *pointer(void);
async int CEDE_VALUE temperature(void);
static async int may_fail(int x) { await(cede_yield()); return x < 3 ? 0 : -EINVAL; }
static async int passes_on(int x) { return await(may_fail(x)); }
static async void nothing(void) { await(cede_yield()); }
static async int carries_on(void) { group (g) { spawn(g, nothing()); } return 0; }

static async int warned(cede_stream *s, const char *buf, int (*handler)(cede_stream *))
{
    await(elsewhere(1));
    await(elsewhere_long());
    await(may_fail(2));
    (await(passes_on(2)));
    await(carries_on());
    await(cede_write_all(s, buf, 3));
    await(cede_shutdown(s)), await(cede_yield());
    await(cede_yield()), await(cede_shutdown(s));
    await(handler(s));
    await(boxed(may_fail(1)));
    for (int i = 0; i < 3; await(may_fail(i)))
        i++;
    buf ? await(may_fail(1)) : await(temperature());
    buf && await(may_fail(2));
    ({ buf++; await(may_fail(3)); });
    return await(elsewhere(1)), 0;
}

static async int always_zero(int x) { await(cede_yield()); if (x) return 0; return x > 3 ? 1 : !x; }
static async int itself(int n) { return n ? await(itself(n - 1)) : 0; }
static async int isolates(void) { group (g, CEDE_ISOLATE) { spawn(g, nothing()); } return 0; }
static async int looks(void) { group (g) { spawn(g, nothing()); } else { } return 2; }

static async int fine(cede_stream *s, cede_task *t, cede_mutex *m)
{
    int buf = 0;
    defer { await(cede_shutdown(s)); await(may_fail(1)); }
    await(always_zero(1));
    await(itself(3));
    await(isolates());
    await(looks());
    await(nothing());
    await(count());
    await(pointer());
    await(temperature());
    await(cede_sleep(cede_ms(1)));
    await(cede_mutex_lock(m));
    await(cede_join(t));
    await(cede_stream_close(s));
    await(offload(close(1)));
    (void)await(may_fail(1));
    (void)(buf && await(may_fail(1)));
    buf || (buf = await(may_fail(1)));
    ({ int r = await(may_fail(1)); if (r < 0) return r; r; });
    int err = await(may_fail(1)), last = ({ await(cede_yield()); await(may_fail(1)); });
    if (await(may_fail(2)) < 0)
        return -EIO;
    while (await(may_fail(4)))
        ;
    return err + last + await(may_fail(1));
}

int main(void) { return cede_run(warned(NULL, "", NULL)) + cede_run(fine(NULL, NULL, NULL)); }
