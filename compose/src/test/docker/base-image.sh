#!/usr/bin/env bash
# Prints a tar archive with a JDK, the libraries it needs and nothing else, for `docker import`: a base
# image made without a registry of images, and without a shell.   base-image.sh JDK EMPTY_FOLDER
set -euo pipefail
jdk=$1 root=$2

mkdir -p "$root"/{tmp,etc,proc,sys,dev} "$root/opt/java"
chmod 1777 "$root/tmp"
cp -aL "$jdk"/{bin,conf,lib,release} "$root/opt/java/"
rm -f "$root"/opt/java/lib/src.zip
printf 'root:x:0:0::/root:/none\ntributary:x:10001:10001::/var/lib/tributary:/none\n' >"$root/etc/passwd"
printf 'root:x:0:\ntributary:x:10001:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"

# what the JDK and the native code of RocksDB and SQLite are linked with
libraries() {
  ldd "$jdk/bin/java" "$jdk/lib/server/libjvm.so" "$jdk"/lib/lib{net,nio,zip,extnet}.so 2>/dev/null |
    sed -n 's/^\t\(.* => \)\?\(\/[^ ]*\) (0x.*/\2/p'
  ldconfig -p | grep -o '/.*/lib\(stdc++\.so\.6\|gcc_s\.so\.1\|nss_files\.so\.2\|nss_dns\.so\.2\|resolv\.so\.2\|m\.so\.6\)$'
}
libraries | grep -v "^$jdk" | sort -u | while read -r library; do
  mkdir -p "$root$(dirname "$library")"
  cp -L "$library" "$root$library"
done
tar -C "$root" --owner=0 --group=0 -c .
