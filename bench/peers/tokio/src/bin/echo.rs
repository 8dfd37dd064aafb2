// echo.rs: an echo server on tokio, current_thread, a task a connection.
//
// A task waits until something can be read and reads without waiting, so an idle one has no
// buffer.
use std::io::{ErrorKind, Result, Write};
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};

/// What was read and could not be sent at once; None: the peer has gone.
fn echo_some(s: &TcpStream) -> Result<Option<Vec<u8>>> {
    let mut buf = [0u8; 4096];
    let n = match s.try_read(&mut buf) {
        Ok(0) => return Ok(None),
        Ok(n) => n,
        Err(e) if e.kind() == ErrorKind::WouldBlock => 0,
        Err(e) => return Err(e),
    };
    let sent = match s.try_write(&buf[..n]) {
        Ok(sent) => sent,
        Err(e) if e.kind() == ErrorKind::WouldBlock => 0,
        Err(e) => return Err(e),
    };
    Ok(Some(buf[sent..n].to_vec()))
}

async fn echo(mut s: TcpStream) -> Result<()> {
    s.set_nodelay(true)?;
    loop {
        s.readable().await?;
        match echo_some(&s)? {
            None => return Ok(()),
            Some(rest) if rest.is_empty() => (),
            Some(rest) => s.write_all(&rest).await?,
        }
    }
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
