/* conditional_void.c: Arms of ?: that are void. */
#include "corpus.h"
#include <stdio.h>

static async void shout(const char *s)
{
    await(cede_yield());
    printf("%s!\n", s);
}

static void speak(const char *s)
{
    printf("%s.\n", s);
}

static async int test_main(void)
{
    for (int i = 0; i < 3; i++) {
        i ? await(shout("yes")) : speak("no");
        i > 1 ? (void)0 : await(shout("small"));
        i == 1 ? await(shout("one")) : await(shout("other"));
    }
    return 0;
}

PROGRAM(expressions_conditional_void, test_main)
