/* In parentheses. */
#include <cede.h>

async int g(void)
{
    group {
    }
    return 0;
}
