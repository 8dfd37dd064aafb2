/* stream.h: what the programs of this folder read from and write to.
 *
 * Each is C as one writes it who has never heard of await; only `async` and `await`
 * have been added. With REAL_PLAIN these vanish, and the same text is blocking C.
 * Input comes in pieces of a few bytes, output leaves in pieces, and each piece is
 * a yield: so a program is suspended wherever it could have to wait. */
#ifndef CEDE_TESTS_STREAM_H
#define CEDE_TESTS_STREAM_H

#ifdef REAL_PLAIN
#define async
#define await(call) (call)
#define cede_run(call) (call)
static inline int cede_yield(void)
{
    return 0;
}
#else
#include <cede.h>
#endif

#include <stdio.h>

enum { PIECE = 7 };

struct input {
    FILE *file;
    unsigned char piece[PIECE];
    size_t at, n;
};

struct output {
    FILE *file;
    char piece[PIECE];
    size_t n;
};

/* The next byte without taking it; EOF. */
async int input_peek(struct input *in);
async int input_get(struct input *in);

async void output_put(struct output *out, char c);
async void output_text(struct output *out, const char *text);
async void output_flush(struct output *out);

#endif
