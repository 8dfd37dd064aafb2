/* A switch around awaits: cases that fall through, one in a loop, a switch inside. */
#include <cede/macros.h>
#include "twin.h"

CEDE_FRAME(parse, const char *text; int state; int n;);
CEDE_DEFINE(parse, cede_yield, cede_sleep);
CEDE_ASYNC(parse)
{
    CEDE_BEGIN;
    f->state = 0;
    f->n = 0;
    for (; *f->text; f->text++) {
        switch (f->state) {
        case 0:
            if (*f->text == '"') {
                f->state = 1;
                break;
            }
            CEDE_AWAIT(cede_yield);
            event("word %c", *f->text);
            /* fall through */
        case 2:
            f->n++;
            switch (*f->text) {
            case 'x':
                CEDE_AWAIT(cede_sleep, cede_ms(2));
                event("x");
                break;
            default:
                while (f->n % 3) {
            case 'y':
                    CEDE_AWAIT(cede_yield);
                    event("n %d", f->n);
                    f->n++;
                }
            }
            f->state = 0;
            break;
        case 1:
            CEDE_AWAIT(cede_sleep, cede_ms(1));
            f->state = *f->text == '"' ? 2 : 1;
            break;
        }
    }
    CEDE_RETURN(f->n);
    CEDE_END;
}

TWIN(hand_switches, CEDE_CALL(parse, .text = "ax\"hi\"xyb\"z"));
