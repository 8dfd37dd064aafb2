/* A switch around awaits: cases that fall through, one in a loop, a switch inside. */
#include "twin.h"

static async int parse(const char *text)
{
    int state = 0, n = 0;
    for (; *text; text++) {
        switch (state) {
        case 0:
            if (*text == '"') {
                state = 1;
                break;
            }
            await(cede_yield());
            event("word %c", *text);
            /* fall through */
        case 2:
            n++;
            switch (*text) {
            case 'x':
                await(cede_sleep(cede_ms(2)));
                event("x");
                break;
            default:
                while (n % 3) {
            case 'y':
                    await(cede_yield());
                    event("n %d", n);
                    n++;
                }
            }
            state = 0;
            break;
        case 1:
            await(cede_sleep(cede_ms(1)));
            state = *text == '"' ? 2 : 1;
            break;
        }
    }
    return n;
}

TWIN(generated_switches, parse("ax\"hi\"xyb\"z"));
