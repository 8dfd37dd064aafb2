/* A deadline per try, in a loop, with a cleanup around all of it. */
#include "twin.h"

static async int answer(int attempt)
{
    await(cede_sleep(cede_ms(30 - 8 * attempt)));
    return attempt == 1 ? -ECONNREFUSED : 200 + attempt;
}

static async int retry(int limit)
{
    int result = -ETIMEDOUT;
    event("connect");
    defer { await(cede_sleep(cede_ms(1))); event("disconnect %d", cede_leaving()); }
    for (int attempt = 0; attempt < limit && result < 0; attempt++) {
        within (cede_ms(15 + attempt)) {
            result = await(answer(attempt));
            event("answer %d", result);
        } else {
            event("try %d took too long", attempt);
        }
        await(cede_sleep(cede_ms(attempt)));
    }
    return result;
}

static async int retries(void)
{
    int a = await(retry(2));
    int b = await(retry(5));
    return a + b;
}

TWIN(generated_retries, retries());
