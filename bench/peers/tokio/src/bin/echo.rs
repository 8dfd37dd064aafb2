// echo.rs: an echo server on tokio, current_thread, a task a connection.
//
// A task polls its stream with a buffer that all share, so an idle one has none. It tries to
// send at once, and waits with what that leaves over.
use std::cell::RefCell;
use std::future::Future;
use std::io::{ErrorKind, Result, Write};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWriteExt, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

thread_local! {
    static SHARED: RefCell<[u8; 65536]> = RefCell::new([0; 65536]);
}

/// Gives what was read and could not be sent at once; None: the peer has gone.
struct EchoSome<'a>(&'a mut TcpStream);

impl Future for EchoSome<'_> {
    type Output = Result<Option<Vec<u8>>>;

    fn poll(mut self: Pin<&mut Self>, c: &mut Context<'_>) -> Poll<Self::Output> {
        SHARED.with(|shared| {
            let mut shared = shared.borrow_mut();
            let mut buf = ReadBuf::new(&mut shared[..]);
            match Pin::new(&mut *self.0).poll_read(c, &mut buf) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Err(e)) => return Poll::Ready(Err(e)),
                Poll::Ready(Ok(())) => (),
            }
            let read = buf.filled();
            if read.is_empty() {
                return Poll::Ready(Ok(None));
            }
            let sent = match self.0.try_write(read) {
                Ok(sent) => sent,
                Err(e) if e.kind() == ErrorKind::WouldBlock => 0,
                Err(e) => return Poll::Ready(Err(e)),
            };
            Poll::Ready(Ok(Some(read[sent..].to_vec())))
        })
    }
}

async fn echo(mut s: TcpStream) -> Result<()> {
    s.set_nodelay(true)?;
    while let Some(rest) = EchoSome(&mut s).await? {
        if !rest.is_empty() {
            s.write_all(&rest).await?;
        }
    }
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready on 127.0.0.1:{}", listener.local_addr()?.port());
    std::io::stdout().flush()?;
    loop {
        let (s, _) = listener.accept().await?;
        tokio::spawn(echo(s));
    }
}
