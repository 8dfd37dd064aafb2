/* trigger.c: events set by interrupts and other threads. */
#include <cede/isr.h>

static void set(cede_waker *w)
{
    cede_event_set(((cede_event_trigger *)(void *)w)->event);
}

void cede_event_trigger_init(cede_event_trigger *t, cede_event *event)
{
    cede_waker_init_call(&t->waker, set);
    t->event = event;
}

void cede_event_trigger_deinit(cede_event_trigger *t)
{
    cede_waker_deinit(&t->waker);
}

void cede_event_set_from_isr(cede_event_trigger *t)
{
    cede_wake_from_isr(&t->waker);
}

void cede_event_set_threadsafe(cede_event_trigger *t)
{
    cede_wake_threadsafe(&t->waker);
}
