#!/bin/bash
# Runs in a container of the broker's image: gives each line of /etc/tributary/users (name, password) a
# place among the broker's SCRAM users. The file keeps passwords off the command line as far as the host sees.
set -eu
while read -r name password; do
  /opt/kafka/bin/kafka-configs.sh --bootstrap-server broker:29094 \
    --command-config /etc/tributary/admin-client.properties --alter --entity-type users \
    --entity-name "$name" --add-config "SCRAM-SHA-512=[iterations=8192,password=$password]"
done </etc/tributary/users
