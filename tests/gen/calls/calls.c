/* calls.c: which macro calls in async functions are printed as they are written here. A line
 * that ends with "out: TEXT" is somewhere in the output as TEXT. */
#include <cede.h>

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define BUF 64
#define MAX(a, b) ((a) > (b) ? (a) : (b))
#define SHOW(x) printf("%s = %d\n", #x, (x))
#define MINUS -1
#define TRY(e) do { int r_ = (e); if (r_ < 0) return r_; } while (0)
#define WAIT(x) await(x)
#define EACH(i, n) for (int i = 0; i < (n); i++)
#define NUMBER() __COUNTER__
#define HERE __LINE__
#define WHO __func__
#define PAIR 1, 2
#define HALF add(
#define CALL_OF add_two
#define add_two(a, b) ((a) + (b))
#define SELF SELF
#define size 5
#define LATER 1
#define LIST(x) x,

enum { SELF = 3 };

int add(int a, int b) { return a + b; }

async int words(int n)
{
    char buf[BUF + 1]; /* out: char buf[BUF + 1]; */
    int plain = n;
    int kept = MAX(3, 4), minus = - MINUS; /* out: cede__f->kept = MAX(3, 4); */
    memset(buf, 0, sizeof buf);
    errno = EAGAIN; /* out: errno = EAGAIN; */
    SHOW(LATER); /* out: SHOW(LATER); */
    SHOW(plain); /* out: SHOW(plain); */
    SHOW(kept); /* out: printf("%s = %d\n", "kept", (cede__f->kept)); */
    WAIT(cede_sleep(cede_ms(1))); /* out: , 0, ((cede_duration){ (int64_t)((1) * (int64_t)1000000) })); */
    await(cede_sleep(cede_ms(MAX(2,
        3 /* three */)))); /* out: , 0, cede_ms(MAX(2, 3 ))); */
    TRY(add(PAIR)); /* out: int r_ = (add(1, 2)); */
    printf("%" PRId64 "\n", (int64_t)kept); /* out: printf("%" PRId64 "\n", (int64_t)cede__f->kept); */
    puts(WHO); /* out: puts(cede__func); */
    printf("%d\n", NUMBER() + HERE); /* out: printf("%d\n", 0 + HERE); */
    add(HALF 1, 2), 3); /* out: add(HALF 1, 2), 3); */
    add(CALL_OF(1, 2), 3); /* out: add(((1) + (2)), 3); */
    add(SELF, size); /* out: add(SELF, 5); */
#undef LATER
#define LATER 2
    add(LATER, LATER); /* out: add(2, 2); */
    EACH(i, BUF) add(i, minus); /* out: for (int i = 0; i < (64); i++) { */
    if (kept == 3 && buf == NULL) /* out: if (cede__f->kept == 3 && cede__f->buf == NULL) { */
        assert(kept); /* out: __assert_fail */
    if (BUF > 3) return MAX(1, 2); /* out: if (BUF > 3) { */
    return MAX(kept, 2) + LATER; /* out: int cede__r = MAX(cede__f->kept, 2) + 2; */
}

#undef MAX
#define MAX(a, b) 7

async int redefined(void)
{
    await(cede_yield());
    return MAX(1, 2) + LATER; /* out: int cede__r = MAX(1, 2) + LATER; */
}
