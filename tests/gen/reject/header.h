/* header.h: for defined_in_header.c. */
#include <cede.h>

async int in_a_header(void)
{
    return 0;
}
