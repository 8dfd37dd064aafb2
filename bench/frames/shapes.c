/* shapes.c: the shapes of bench/frames in async C. shapes.rs and shapes.cc have the same
 * functions by the same names, each as one writes it in that language.
 *
 * What a task waits for is an event: in all three a node of a list, with the waiting task
 * and a result, of 32 bytes. A timer is a node of 40. `fill` and `sum` are ordinary
 * functions of the same file that take a buffer and keep no pointer to it. */
#include <cede.h>

static cede_event event;

struct packet { unsigned char bytes[64]; };
struct record { unsigned char bytes[128]; };

CEDE__UNUSED static void fill(unsigned char *p, size_t n, int with)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)(with + (int)i);
}

CEDE__UNUSED static int sum(const unsigned char *p, size_t n)
{
    int total = 0;
    for (size_t i = 0; i < n; i++)
        total += p[i];
    return total;
}

/* ---- one function ------------------------------------------------------------------- */

async int scalar(int a)
{
    await(cede_event_wait(&event));
    return a;
}

async int argument_once(struct packet p)
{
    int first = p.bytes[0];
    await(cede_event_wait(&event));
    return first;
}

async int arguments_kept(int a, long b, int c)
{
    await(cede_event_wait(&event));
    return a + (int)b + c;
}

async int buffer_before(int a)
{
    unsigned char buffer[512];
    int first;
    for (int i = 0; i < 512; i++)
        buffer[i] = (unsigned char)(a + i);
    first = buffer[a];
    await(cede_event_wait(&event));
    return first;
}

async int buffer_passed_before(int a)
{
    unsigned char buffer[512];
    int total;
    fill(buffer, sizeof buffer, a);
    total = sum(buffer, sizeof buffer);
    await(cede_event_wait(&event));
    return total;
}

async int buffer_across(int a)
{
    unsigned char buffer[512];
    fill(buffer, sizeof buffer, a);
    await(cede_event_wait(&event));
    return sum(buffer, sizeof buffer);
}

async int buffers_in_turn(int a)
{
    unsigned char first[256], second[256];
    int total;
    fill(first, sizeof first, a);
    await(cede_event_wait(&event));
    total = sum(first, sizeof first);
    fill(second, sizeof second, a);
    await(cede_event_wait(&event));
    return total + sum(second, sizeof second);
}

async int loop(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++)
        total += await(cede_event_wait(&event));
    return total;
}

async int loop_buffer(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        unsigned char buffer[128];
        fill(buffer, sizeof buffer, i);
        await(cede_event_wait(&event));
        total += sum(buffer, sizeof buffer);
    }
    return total;
}

async int cleanup(int a)
{
    int held = a + 1;
    defer fill(NULL, 0, held);
    await(cede_event_wait(&event));
    return a;
}

/* ---- children ------------------------------------------------------------------------ */

async int keeps_16(int a)
{
    unsigned char buffer[16];
    fill(buffer, sizeof buffer, a);
    await(cede_event_wait(&event));
    return sum(buffer, sizeof buffer);
}

async int keeps_100(int a)
{
    unsigned char buffer[100];
    fill(buffer, sizeof buffer, a);
    await(cede_event_wait(&event));
    return sum(buffer, sizeof buffer);
}

async int keeps_300(int a)
{
    unsigned char buffer[300];
    fill(buffer, sizeof buffer, a);
    await(cede_event_wait(&event));
    return sum(buffer, sizeof buffer);
}

async int three_in_sequence(int a)
{
    int total = await(keeps_16(a));
    total += await(keeps_100(a));
    total += await(keeps_300(a));
    return total;
}

async int branches(int a)
{
    int result;
    if (a > 100)
        result = await(keeps_300(a));
    else if (a > 10)
        result = await(keeps_100(a));
    else
        result = await(keeps_16(a));
    return result + a;
}

async int states(int state)
{
    int total = 0;
    while (state > 0) {
        switch (state) {
        case 1:
            total += await(keeps_16(total));
            state = 2;
            break;
        case 2:
            total += await(keeps_100(total));
            state = 3;
            break;
        default:
            total += await(keeps_300(total));
            state = 0;
        }
    }
    return total;
}

async int nested_5(int a)
{
    await(cede_event_wait(&event));
    return a;
}

async int nested_4(int a) { return await(nested_5(a + 1)) + a; }
async int nested_3(int a) { return await(nested_4(a + 1)) + a; }
async int nested_2(int a) { return await(nested_3(a + 1)) + a; }
async int nested(int a) { return await(nested_2(a + 1)) + a; }

async int by_value_3(struct record r)
{
    await(cede_event_wait(&event));
    return sum(r.bytes, sizeof r.bytes);
}

async int by_value_2(struct record r) { return await(by_value_3(r)) + 1; }
async int by_value(struct record r) { return await(by_value_2(r)) + 1; }

async int steps(int a)
{
    int n = await(keeps_16(a));
    if (n < 0)
        return n;
    int m = await(keeps_16(n));
    if (m < 0)
        return m;
    int k = await(keeps_16(n + m));
    if (k < 0)
        return k;
    return n + m + k;
}

async struct packet make(int a)
{
    struct packet p;
    await(cede_event_wait(&event));
    fill(p.bytes, sizeof p.bytes, a);
    return p;
}

async int take(struct packet p)
{
    await(cede_event_wait(&event));
    return sum(p.bytes, sizeof p.bytes);
}

async int passed_on(int a)
{
    return await(take(await(make(a)))) + a;
}

async int two_results(int a)
{
    struct packet first = await(make(a)), second = await(make(a + 1));
    return sum(first.bytes, sizeof first.bytes) + sum(second.bytes, sizeof second.bytes);
}

/* ---- deadlines, recursion, generators ------------------------------------------------------ */

async int timeout(int a)
{
    within (cede_ms(10)) {
        return await(keeps_16(a));
    } else {
        return -1;
    }
}

async int retry(struct packet p)
{
    for (int i = 0; i < 3; i++) {
        within (cede_ms(10)) {
            return await(take(p));
        }
        await(cede_sleep(cede_ms(100 << i)));
    }
    return -1;
}

async int recursion(int n)
{
    if (n == 0)
        return await(cede_event_wait(&event));
    return await(recursion(n - 1)) + n;
}

async_iter(int) generator(int n)
{
    for (int i = 0; i < n; i++) {
        await(cede_event_wait(&event));
        yield(i);
    }
}

async int consumer(int n)
{
    int total = 0;
    await_each (int x, generator(n))
        total += x;
    return total;
}

/* A server's connection: a line with a deadline, a body, an answer; one after another. */
async int session(int id)
{
    int served = 0;
    for (;;) {
        int length = -1;
        {
            unsigned char header[64];
            within (cede_ms(1000)) {
                await(cede_event_wait(&event));
            } else {
                return served;
            }
            fill(header, sizeof header, id);
            length = sum(header, sizeof header);
        }
        if (length < 0)
            return length;
        {
            unsigned char body[256];
            await(cede_event_wait(&event));
            fill(body, sizeof body, length);
            length = sum(body, sizeof body);
        }
        {
            unsigned char answer[128];
            fill(answer, sizeof answer, length);
            await(cede_event_wait(&event));
            served += sum(answer, sizeof answer);
        }
    }
}
