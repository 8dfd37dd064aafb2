/* A variable's initialiser runs before the program does. */
#include <cede.h>

async int f(void);

int x = await(f());
