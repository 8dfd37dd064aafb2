/* The library's operations are async functions too. */
#include <cede.h>

void pause(int ms)
{
    cede_sleep(cede_ms(ms));
}
