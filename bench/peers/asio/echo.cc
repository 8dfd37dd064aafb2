// echo.cc: an echo server on Boost.Asio, a coroutine a connection.
//
// A coroutine waits until something can be read and reads without waiting: so an idle one
// has no buffer, and none of its reads is in vain.
#include <utility>         // Boost 1.74 forgets it
#include <boost/asio.hpp>
#include <cstdio>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

static char shared[65536];

static asio::awaitable<void> echo(tcp::socket s)
{
    boost::system::error_code failed;
    s.set_option(tcp::no_delay(true));
    s.non_blocking(true);
    for (;;) {
        co_await s.async_wait(tcp::socket::wait_read, use_awaitable);
        std::size_t n = s.read_some(asio::buffer(shared), failed);
        if (failed == asio::error::would_block)
            continue;
        if (failed)
            co_return;
        std::size_t sent = s.write_some(asio::buffer(shared, n), failed);
        if (failed && failed != asio::error::would_block)
            co_return;
        if (sent < n) {
            std::string rest(shared + sent, n - sent);
            co_await asio::async_write(s, asio::buffer(rest), use_awaitable);
        }
    }
}

static asio::awaitable<void> serve(tcp::acceptor &a)
{
    for (;;)
        asio::co_spawn(a.get_executor(), echo(co_await a.async_accept(use_awaitable)), asio::detached);
}

int main()
{
    asio::io_context loop(1);
    tcp::acceptor a(loop, { asio::ip::address_v4::loopback(), 0 });
    std::printf("ready on 127.0.0.1:%d\n", a.local_endpoint().port());
    std::fflush(stdout);
    asio::co_spawn(loop, serve(a), asio::detached);
    loop.run();
}
