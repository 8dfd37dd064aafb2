/* Constructors run before there is a loop. */
#include <cede.h>

__attribute__((constructor)) async void f(void)
{
}
