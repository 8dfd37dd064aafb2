/* The parentheses may not be empty. */
#include <cede.h>

async int g(void)
{
    return await();
}
