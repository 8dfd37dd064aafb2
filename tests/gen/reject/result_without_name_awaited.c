/* The same for a prototype. */
#include <cede.h>

async struct { int x; } f(void);

async int g(void)
{
    return await(f()).x;
}
