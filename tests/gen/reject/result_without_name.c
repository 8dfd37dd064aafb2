/* A caller could not name the type. */
#include <cede.h>

async struct { int x; } f(void)
{
    return (struct { int x; }){ 1 };
}
