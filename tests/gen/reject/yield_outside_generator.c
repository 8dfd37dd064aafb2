/* A function that only awaits gives one result. */
#include <cede.h>

async int g(void)
{
    yield(1);
    return 0;
}
