/* A result that somebody else brings, by a call at a time. */
#include <cede.h>
#include <stdio.h>

struct oracle {
    cede_call call;
    cede_future answer;
};

static void speak(cede_call *c)
{
    cede_future_set(&CEDE_CALL_OF(c, struct oracle, call)->answer, 42);
}

async int futures(void)
{
    struct oracle oracle = { .call = { .call = speak } };
    cede_future_init(&oracle.answer);
    cede_call_later(&oracle.call, cede_ms(10));
    defer cede_call_cancel(&oracle.call);       /* it is in this frame */
    printf("waiting\n");
    printf("the answer is %d\n", await(cede_future_wait(&oracle.answer)));
    return 0;
}

int main(void)
{
    return cede_main(futures());
}
