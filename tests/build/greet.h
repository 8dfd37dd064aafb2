#ifndef GREET_H
#define GREET_H

#include <cede.h>

#define NAME "world"

/* The length of the name, after a while. */
async int greet(const char *name);

#endif
