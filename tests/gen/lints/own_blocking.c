/* A function that this file defines is not the one that is known by its name, unless it
 * says so. */
#include <cede.h>

static int sleep(int lamp) { return lamp; }
CEDE_BLOCKING static int flash(int lamp) { return lamp; }
static CEDE_BLOCKING int blink(int lamp);
static int blink(int lamp) { return lamp; }

async int run(void)
{
    int sum = sleep(1);
    sum += flash(2);
    return sum + blink(3);
}
