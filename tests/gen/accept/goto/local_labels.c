/* local_labels.c: __label__: macros with labels of their own, used twice and in each other. */
#include "corpus.h"

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

#define TRY(x) ({ __label__ out; int r_ = (x); if (r_ > 3) goto out; r_ += await(val(1)); out: r_; })
#define WALK(n) ({ __label__ again, done; int i_ = 0; \
    again: if (i_ >= (n)) goto done; i_ += await(val(1)); goto again; done: ; i_; })
static async int test_main(void)
{
    int r = TRY(await(val(1)));
    r = r * 10 + TRY(await(val(5)));
    r = r * 10 + TRY(TRY(await(val(0))) + TRY(2));
    r += WALK(3) + WALK(WALK(4) + 1);
    goto out;
    r = 0;
out:
    {
        __label__ a, b, out;
        void *to[] = { &&a, &&b };
        int keep = await(val(3));
        goto *to[r & 1];
    a:  r += 100 + keep;
    b:  r += await(val(keep));
        __asm__ goto("" : : : : out);
    out: r++;
    }
    return r;
}

PROGRAM(goto_local_labels, test_main)
