/* What cleanup attributes are no defers of: statics, and statement expressions without an await. */
#include <cede.h>

void done(int *x);

async int g(int n)
{
    goto behind;
    static int first __attribute__((cleanup(done)));
behind:
    n += ({ __attribute__((cleanup(done))) int x = n; x; });
    await(cede_yield());
    return n + first;
}
