/* sizes.c: prints "name bytes" for each shape in shapes.c: its frame with those of all that
 * it awaits, out of its description; of recursion, the block of one level. */
#include <cede.h>
#include <stdio.h>

#define SHOW_MORE(name, more) \
    do { \
        extern const cede_fn name##__fn; \
        printf("%s %u\n", #name, name##__fn.deep + (unsigned)(more)); \
    } while (0)
#define SHOW(name) SHOW_MORE(name, 0)

int main(void)
{
    SHOW(scalar);
    SHOW(argument_once);
    SHOW(arguments_kept);
    SHOW(buffer_before);
    SHOW(buffer_passed_before);
    SHOW(buffer_across);
    SHOW(buffers_in_turn);
    SHOW(loop);
    SHOW(loop_buffer);
    SHOW(cleanup);
    SHOW(three_in_sequence);
    SHOW(branches);
    SHOW(states);
    SHOW(nested);
    SHOW(by_value);
    SHOW(steps);
    SHOW(passed_on);
    SHOW(two_results);
    SHOW(timeout);
    SHOW(retry);
    SHOW_MORE(recursion, sizeof (cede_box));
    SHOW(generator);
    SHOW(consumer);
    SHOW(session);
    return 0;
}
