/* driver.c: runs the corpus programs that are linked with it.
 *
 *     driver DIRECTORY [NAME…]
 *
 * Each program runs in a process of its own, so that one that crashes, hangs or
 * exits is one line of the report: DIRECTORY/NAME.log gets what it printed and how
 * it ended, NAME.err its stderr. */
#include "programs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Far more than any program takes, even under sanitizers on a busy machine. */
enum { SECONDS = 20 };

static void redirect(const char *directory, const char *name, const char *suffix, FILE *stream)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.%s", directory, name, suffix);
    if (!freopen(path, "a", stream)) {
        perror(path);
        exit(2);
    }
}

static int child(const struct program *p, const char *directory)
{
    redirect(directory, p->name, "err", stderr);
    redirect(directory, p->name, "log", stdout);
    alarm(SECONDS);
    p->run(p);
    covered(directory, p->name);
    return 0;
}

static void run(const struct program *p, const char *directory)
{
    int status;
    char path[4096];
    FILE *log;
    pid_t pid = fork();
    if (pid == 0)
        exit(child(p, directory));
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        perror("driver");
        exit(2);
    }
    snprintf(path, sizeof path, "%s/%s.log", directory, p->name);
    log = fopen(path, "a");
    if (WIFSIGNALED(status))
        fprintf(log, "killed by signal %d\n", WTERMSIG(status));
    else
        fprintf(log, "exit %d\n", WEXITSTATUS(status));
    fclose(log);
}

static int wanted(const struct program *p, char **names)
{
    if (!*names)
        return 1;
    for (; *names; names++)
        if (!strcmp(*names, p->name))
            return 1;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: driver DIRECTORY [NAME...]\n");
        return 2;
    }
    for (const struct program *p = programs; p; p = p->next)
        if (wanted(p, argv + 2))
            run(p, argv[1]);
    return 0;
}

/* ---- what was left how ------------------------------------------------------- */

#ifdef CORPUS_STACKFUL

/* For the table: construct, way of leaving. */
void covered(const char *directory, const char *name)
{
    static const char *const rows[] = { "defer", "within", "shield", "group", "await_each", "open_iter", "with_context",
                                        "spawn", "spawn_into", "spawn_task", "detach", "cancel", "yield" };
    static const char *const ways[] = { "end", "break", "continue", "goto", "return", "cancel",
                                        "deadline", "failure" };
    char path[4096];
    FILE *f;
    snprintf(path, sizeof path, "%s/%s.cover", directory, name);
    f = fopen(path, "w");
    for (int row = 0; row < ST_ROWS; row++)
        for (int way = 0; way < ST_WAYS; way++)
            if (st_covered[row][way])
                fprintf(f, "%s %s\n", rows[row], ways[way]);
    fclose(f);
}

#else

void covered(const char *directory, const char *name)
{
    (void)directory, (void)name;
}

#endif
