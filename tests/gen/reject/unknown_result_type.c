/* And results. */
#include <cede.h>

async missing_t g(int x)
{
    return x;
}
