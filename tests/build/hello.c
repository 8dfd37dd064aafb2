/* hello.c: the program that each of these projects builds: an async main in one file,
 * what it awaits in another, and a header between them. */
#include "greet.h"

#include <stdio.h>

static async int hello(int times)
{
    int letters = 0;
    for (int i = 0; i < times; i++)
        letters += await(greet(NAME));
    return letters;
}

int main(void)
{
    printf("%d letters\n", cede_run(hello(2)));
    return 0;
}
