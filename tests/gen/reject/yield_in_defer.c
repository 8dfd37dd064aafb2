/* A defer runs when nobody wants values any more. */
#include <cede.h>

async_iter(int) g(void)
{
    defer {
        for (int i = 0; i < 3; i++)
            yield(i);
    }
    yield(7);
}
