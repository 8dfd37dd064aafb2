/* A cleanup attribute calls and does not await. */
#include <cede.h>

async void end(cede_stream **s);

async int g(cede_stream *s)
{
    cede_stream *mine __attribute__((cleanup(end))) = s;
    return await(cede_shutdown(mine));
}
