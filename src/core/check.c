/* check.c: messages, as far as they can be had without a C library. */
#include <stdarg.h>
#include <cede/port.h>
#include <cede/task.h>
#include "check.h"

static void say_all(const char *piece, va_list pieces)
{
    cede_port_say("cede: ");
    for (; piece; piece = va_arg(pieces, const char *))
        cede_port_say(piece);
    cede_port_say("\n");
}

void cede__say(const char *piece, ...)
{
    va_list pieces;
    va_start(pieces, piece);
    say_all(piece, pieces);
    va_end(pieces);
}

void cede__stop(const char *piece, ...)
{
    va_list pieces;
    va_start(pieces, piece);
    say_all(piece, pieces);
    va_end(pieces);
    for (;;)
        cede_port_stop();
}

char *cede__decimal(char buffer[CEDE__DECIMAL], int n)
{
    char *p = buffer + CEDE__DECIMAL - 1;
    unsigned left = n < 0 ? 0u - (unsigned)n : (unsigned)n;
    *p = '\0';
    do {
        *--p = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (n < 0)
        *--p = '-';
    return p;
}
