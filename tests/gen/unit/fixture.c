/* fixture.c: units from strings, and standard error into a string; fixture.h. */
#include "fixture.h"

#include <unistd.h>

static const char *made[64];
static size_t made_count;

static void remove_made(void)
{
    while (made_count > 0)
        remove(made[--made_count]);
}

const char *file_with(const char *bytes, size_t n)
{
    char name[] = "/tmp/cedec-test-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, n), (ssize_t)n);
    close(fd);
    assert_true(made_count < sizeof made / sizeof *made);
    if (made_count == 0)
        atexit(remove_made);
    return made[made_count++] = intern_string(name);
}

struct unit *unit_written(const char *bytes, size_t n)
{
    struct unit *u = NEW(struct unit);
    u->path = file_with(bytes, n);
    assert_true(source_load(u));
    remove(made[--made_count]);
    u->path = u->main->name = intern_string("t.c");
    return u;
}

struct unit *unit_made(const char *written, const char *preprocessed)
{
    struct unit *u = unit_written(written, strlen(written));
    assert_true(lex(u, preprocessed, strlen(preprocessed)));
    align(u);
    return u;
}

struct unit *unit_lexed(const char *preprocessed)
{
    struct unit *u = NEW(struct unit);
    u->path = "t.c";
    lex(u, preprocessed, strlen(preprocessed));
    return u;
}

const char *messages_of(void (*function)(void *), void *argument)
{
    FILE *file = tmpfile();
    struct text t = { NULL, 0, 0 };
    char buffer[4096];
    size_t n;
    fflush(stderr);
    int standard = dup(2);
    dup2(fileno(file), 2);
    function(argument);
    fflush(stderr);
    dup2(standard, 2);
    close(standard);
    rewind(file);
    while ((n = fread(buffer, 1, sizeof buffer, file)) > 0)
        text_add(&t, buffer, n);
    fclose(file);
    text_add(&t, "", 0);
    return t.bytes;
}
