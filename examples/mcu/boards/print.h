/* print.h: what every board has in common, once it has put_char. */
#ifndef PRINT_H
#define PRINT_H

#include <cede/port.h>
#include "board.h"

static void put_char(char c);

void board_print(const char *text)
{
    while (*text)
        put_char(*text++);
}

void board_print_number(long n)
{
    char digits[12], *p = digits + sizeof digits;
    unsigned long left = n < 0 ? 0ul - (unsigned long)n : (unsigned long)n;
    *--p = '\0';
    do {
        *--p = (char)('0' + left % 10);
        left /= 10;
    } while (left);
    if (n < 0)
        *--p = '-';
    board_print(p);
}

/* What the library says before it stops, and how. */
void cede_port_say(const char *text)
{
    board_print(text);
}

void cede_port_stop(void)
{
    board_exit(134);
}

#endif
