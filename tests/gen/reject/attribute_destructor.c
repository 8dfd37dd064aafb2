/* Destructors run when there is none any more. */
#include <cede.h>

async void f(void) __attribute__((__destructor__));

async void f(void)
{
}
