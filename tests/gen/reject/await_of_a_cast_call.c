/* A cast belongs outside. */
#include <cede.h>

async int f(void);

async void g(void)
{
    await((void)f());
}
