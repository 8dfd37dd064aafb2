// sleepers.cc: what a sleeping Asio coroutine takes.
#include "scenario.h"
#include <utility>         // Boost 1.74 forgets it
#include <boost/asio.hpp>

namespace asio = boost::asio;

static asio::awaitable<void> sleeper()
{
    asio::steady_timer t(co_await asio::this_coro::executor, std::chrono::seconds(100000 + random() % 100000));
    co_await t.async_wait(asio::use_awaitable);
}

static long sleepers(long n)
{
    static asio::io_context loop(1);
    long before = scenario_rss_bytes();
    for (long i = 0; i < n; i++)
        asio::co_spawn(loop, sleeper(), asio::detached);
    loop.poll();
    scenario_grown(before);
    return n;
}

int main(int argc, char **argv)
{
    static const scenario all[] = { { "sleepers", sleepers }, { nullptr, nullptr } };
    std::quick_exit(scenario_main(argc, argv, all) | std::fflush(stdout));
}
