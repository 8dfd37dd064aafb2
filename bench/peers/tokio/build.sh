# build.sh CARGO PEERS WORK OUT: builds OUT/tokio_* from PEERS/tokio with Debian's crates,
# offline. In a copy, as cargo writes beside its manifest.
set -e
mkdir -p "$3"
cp -R "$2/rust" "$2/tokio" "$3"
cd "$3/tokio"
"$1" build --release --offline \
    --config 'source.crates-io.replace-with="debian"' \
    --config 'source.debian.directory="/usr/share/cargo/registry"'
cd "$OLDPWD"
for program in echo switch sleepers; do
    cp "$3/tokio/target/release/$program" "$4/tokio_$program"
done
