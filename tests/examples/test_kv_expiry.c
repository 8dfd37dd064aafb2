/* test_kv_expiry.c: the keys of examples/kv that expire, under virtual time.
 *
 * Its commands and its keyspace run in a simulated loop: 100 s take no time, and a request
 * may come in the very turn in which a key's time is up. */
#include "sim_fixture.h"
#include "kv_commands.h"
#include "kv_keys.h"

/* What is said, and when: ms on the loop's clock. */
struct line { int at; const char *say; };

static struct request request;

/* Runs them all, and logs the time and the replies, each line's end a space. */
static void answer(const char *say)
{
    struct buffer in = { .limit = 1 << 24 }, out = { .limit = 1 << 24 };
    size_t done = 0, used;
    put_text(&in, say);
    while ((used = run_request(&request, in.data + done, in.n - done, &out)) > 0)
        done += used;
    assert_int_equal(done, in.n);
    put(&out, "", 1);
    for (char *cr = out.data; (cr = strstr(cr, "\r\n")); )
        memmove(strcpy(cr, " ") + 1, cr + 2, strlen(cr + 2) + 1);
    event("%d: %s", ms(), out.data);
    buffer_free(&in);
    buffer_free(&out);
}

/* To a line without text. */
static async int play(const struct line *l)
{
    group (timers, CEDE_ISOLATE) {
        if (!keys_begin(timers))
            return -ENOMEM;
        defer { keys_end(); }
        for (; l->say; l++) {
            await(cede_sleep_until((cede_time){ l->at * INT64_C(1000000) }));
            answer(l->say);
        }
        cede_group_cancel(timers);
    }
    return 0;
}

static int end(void **state)
{
    free(request.argv);
    request = (struct request){ 0 };
    return sim_teardown(state) < 0 || keys_count() ? -1 : 0;
}

#define EXPIRY_TEST(name) cmocka_unit_test_setup_teardown(name, sim_setup, end)

/* ---- one after the other ------------------------------------------------------------------ */

static void keys_go_when_their_time_has_come(void **state)
{
    static const struct line lines[] = {
        { 0, "SET a 1 PX 40\r\nSET b 2 PX 20\r\nSET c 3\r\nEXPIRE c 100\r\nSET d 4\r\nDBSIZE\r\n" },
        { 19, "DBSIZE\r\n" },
        { 21, "DBSIZE\r\nGET b\r\n" },          /* DBSIZE falls although nobody asked for the key */
        { 39, "DBSIZE\r\n" },
        { 41, "DBSIZE\r\nGET a\r\n" },
        { 99999, "GET c\r\n" },
        { 100001, "GET c\r\nGET d\r\n" },
        { 0, NULL },
    };
    assert_int_equal(cede_sim_run(*state, play(lines)), 0);
    assert_log("0: +OK +OK +OK :1 +OK :4 \n"
               "19: :4 \n"
               "21: :3 $-1 \n"
               "39: :3 \n"
               "41: :2 $-1 \n"
               "99999: $1 3 \n"
               "100001: $-1 $1 4 \n");
}

static void what_is_left_is_told_in_rounded_seconds(void **state)
{
    static const struct line lines[] = {
        { 0, "SET a 1 EX 100\r\nTTL a\r\nSET b 1\r\nTTL b\r\nTTL none\r\n" },
        { 500, "TTL a\r\n" },
        { 501, "TTL a\r\n" },
        { 99501, "TTL a\r\n" },
        { 0, NULL },
    };
    assert_int_equal(cede_sim_run(*state, play(lines)), 0);
    assert_log("0: +OK :100 +OK :-1 :-2 \n"
               "500: :100 \n"
               "501: :99 \n"
               "99501: :0 \n");
}

static void what_is_set_anew_does_not_expire_by_the_old_time(void **state)
{
    static const struct line lines[] = {
        { 0, "SET a 1 PX 20\r\nSET a 2\r\nTTL a\r\n"            /* set without an end */
             "SET b 1 PX 20\r\nDEL b\r\nSET b 2\r\n"            /* removed, and made again */
             "SET c 1 PX 20\r\nEXPIRE c 100\r\n"                /* later */
             "SET d 1 PX 20\r\nMSET d 2\r\n"
             "SET e 1 EX 100\r\nSET e 2 PX 30\r\n" },           /* earlier */
        { 21, "MGET a b c d e\r\n" },
        { 31, "MGET a b c d e\r\nEXPIRE a -1\r\nEXPIRE b 0\r\nMGET a b\r\n" },
        { 100001, "DBSIZE\r\n" },
        { 0, NULL },
    };
    assert_int_equal(cede_sim_run(*state, play(lines)), 0);
    assert_log("0: +OK +OK :-1 +OK :1 +OK +OK :1 +OK +OK +OK +OK \n"
               "21: *5 $1 2 $1 2 $1 1 $1 2 $1 2 \n"
               "31: *5 $1 2 $1 2 $1 1 $1 2 $-1 :1 :1 *2 $-1 $-1 \n"
               "100001: :1 \n");
}

static void what_is_changed_keeps_its_end(void **state)
{
    static const struct line lines[] = {
        { 0, "SET n 1 PX 50\r\nINCR n\r\nDECR n\r\nINCRBY n 5\r\nRPUSH l a b\r\nEXPIRE l 1\r\nLPOP l\r\nLPUSH l c\r\n" },
        { 49, "GET n\r\n" },
        { 51, "GET n\r\nLRANGE l 0 -1\r\n" },
        { 1001, "EXISTS l\r\n" },
        { 0, NULL },
    };
    assert_int_equal(cede_sim_run(*state, play(lines)), 0);
    assert_log("0: +OK :2 :1 :6 :2 :1 $1 a :2 \n"
               "49: $1 6 \n"
               "51: $-1 *2 $1 c $1 b \n"
               "1001: :0 \n");
}

static void thousands_of_keys_expire_each_at_its_time(void **state)
{
    enum { N = 2000 };
    static char say[N * 48];
    const struct line lines[] = { { 0, say }, { 29, "DBSIZE\r\n" }, { 97, "DBSIZE\r\n" }, { 101, "DBSIZE\r\n" }, { 0, NULL } };
    char *s = say;
    for (int i = 0; i < N; i++)
        s += sprintf(s, "SET key:%d x PX %d\r\n", i, 2 + i % 50 * 2);
    assert_int_equal(cede_sim_run(*state, play(lines)), 0);
    assert_non_null(strstr(event_log(), "\n29: :1440 \n97: :80 \n101: :0 \n"));      /* 40 each 2 ms */
}

/* ---- at the same time ------------------------------------------------------------------------ */

/* A key's time has come, so its task will run, and its DEL arrives in the same turn: whichever
 * comes first, the key goes once, and the one that is made behind stays. */
static void a_key_that_is_removed_when_its_time_has_come_goes_once(void **state)
{
    static const struct line lines[] = {
        { 10, "SET k v PX 10\r\n" },
        { 20, "DEL k\r\nSET k w\r\n" },
        { 21, "GET k\r\nDBSIZE\r\n" },
        { 0, NULL },
    };
    int removed = 0, expired = 0;
    for (uint64_t seed = 0; seed < 20; seed++) {
        cede_sim_shuffle(*state, seed);
        cede_sim_set_now(*state, (cede_time){ 0 });
        event_log_clear();
        assert_int_equal(cede_sim_run(*state, play(lines)), 0);
        removed += strcmp(event_log(), "10: +OK \n20: :1 +OK \n21: $1 w :1 \n") == 0;
        expired += strcmp(event_log(), "10: +OK \n20: :0 +OK \n21: $1 w :1 \n") == 0;
    }
    assert_int_equal(removed + expired, 20);
    assert_true(removed > 0 && expired > 0);
}

/* ---- disturbed ---------------------------------------------------------------------------------- */

static int what_is_said_is_so(cede_sim *sim, void *ctx)
{
    static const struct line lines[] = {
        { 0, "SET a v PX 10\r\nEXISTS a\r\n" },
        { 5, "SET b v\r\nEXPIRE b 1\r\nTTL b\r\n" },
        { 20, "EXISTS a\r\n" },
        { 0, NULL },
    };
    int outcome;
    (void)ctx;
    event_log_clear();
    cede_sim_report_to(sim, NULL);
    outcome = cede_sim_run(sim, play(lines));
    if (strstr(event_log(), "0: +OK :0") || strstr(event_log(), "-OOM command not allowed when out of memory :1"))
        return -1;              /* said that it was set and it is not, or the other way round */
    if (strstr(event_log(), "20: ") && !strstr(event_log(), "20: :0 \n"))
        return -1;
    return keys_count() == 0 && (outcome == 0 || outcome == -ECANCELED || outcome == -ETIMEDOUT || outcome == -ENOMEM)
        ? 0 : -1;
}

static void a_cancel_or_an_allocation_that_fails_leaves_nothing(void **state)
{
    (void)state;
    assert_true(cede_sim_sweep(what_is_said_is_so, NULL, CEDE_SIM_ALL) > 25);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        EXPIRY_TEST(keys_go_when_their_time_has_come),
        EXPIRY_TEST(what_is_left_is_told_in_rounded_seconds),
        EXPIRY_TEST(what_is_set_anew_does_not_expire_by_the_old_time),
        EXPIRY_TEST(what_is_changed_keeps_its_end),
        EXPIRY_TEST(thousands_of_keys_expire_each_at_its_time),
        EXPIRY_TEST(a_key_that_is_removed_when_its_time_has_come_goes_once),
        EXPIRY_TEST(a_cancel_or_an_allocation_that_fails_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
