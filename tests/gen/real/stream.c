/* stream.c: input and output in pieces; stream.h says why. */
#include "stream.h"

async int input_peek(struct input *in)
{
    if (in->at == in->n) {
        await(cede_yield());
        in->n = fread(in->piece, 1, sizeof in->piece, in->file);
        in->at = 0;
        if (in->n == 0)
            return EOF;
    }
    return in->piece[in->at];
}

async int input_get(struct input *in)
{
    int c = await(input_peek(in));
    in->at += c != EOF;
    return c;
}

async void output_flush(struct output *out)
{
    await(cede_yield());
    fwrite(out->piece, 1, out->n, out->file);
    out->n = 0;
}

async void output_put(struct output *out, char c)
{
    if (out->n == sizeof out->piece)
        await(output_flush(out));
    out->piece[out->n++] = c;
}

async void output_text(struct output *out, const char *text)
{
    while (*text)
        await(output_put(out, *text++));
}
