/* empty.c: the board and nothing else: what the sizes of programs are compared with. */
#include "board.h"

int main(void)
{
    board_init();
    for (;;)
        ;
}
