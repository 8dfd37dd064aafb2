// echo.cc: an echo server on Boost.Asio, a coroutine a connection.
//
// It reads into a buffer of its own: who only waits (wait_read) pays a system call more for
// each message, since what is read then is not seen by Asio. It tries to send at once, and
// waits with what that leaves over.
#include <utility>         // Boost 1.74 forgets it
#include <boost/asio.hpp>
#include <cstdio>

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::use_awaitable;

static asio::awaitable<void> echo(tcp::socket s)
{
    char buf[512];
    boost::system::error_code failed;
    s.set_option(tcp::no_delay(true));
    s.non_blocking(true);
    for (;;) {
        std::size_t n = co_await s.async_read_some(asio::buffer(buf), asio::redirect_error(use_awaitable, failed));
        if (failed)
            co_return;
        std::size_t sent = s.write_some(asio::buffer(buf, n), failed);
        if (failed && failed != asio::error::would_block)
            co_return;
        if (sent < n)
            co_await asio::async_write(s, asio::buffer(buf + sent, n - sent), use_awaitable);
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
