/* An ifunc chooses a function, and is none. */
#include <cede.h>

__attribute__((ifunc("choose"))) async int f(void)
{
    return 0;
}
