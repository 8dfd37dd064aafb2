/* silent.c: a chip's messages have nowhere to go until a board replaces these. */
#include <cede/port.h>

__attribute__((__weak__)) void cede_port_say(const char *text)
{
    (void)text;
}

__attribute__((__weak__)) void cede_port_stop(void)
{
    cede_port_lock();
    for (;;)
        ;
}
