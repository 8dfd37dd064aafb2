#include "greet.h"

#include <string.h>

async int greet(const char *name)
{
    await(cede_sleep(cede_ms(1)));
    return (int)strlen(name);
}
