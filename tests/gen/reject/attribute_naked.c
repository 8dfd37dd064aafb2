/* A naked function is made of asm alone. */
#include <cede.h>

__attribute__((naked)) async void f(void)
{
}
