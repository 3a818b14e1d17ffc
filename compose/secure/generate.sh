#!/usr/bin/env bash
# Makes what the profile `secure` needs: a certificate authority, certificates, passwords, keys that sign
# mutations, and a key for tokens, all new, in generated/ beside this script. Nothing of it is ever
# committed. Needs openssl, and a build (`./tributary version`). Does nothing where it has been before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
tributary=../../tributary
to=generated

if [[ -d $to ]]; then
  echo "secure/$to is there already; remove it to begin anew (and the volumes with it)." >&2
  exit 1
fi
umask 077
mkdir "$to"
trap '[[ $? -eq 0 ]] || rm -rf "$to"' EXIT

# ---------------------------------------------------------------- certificates

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
  -subj "/CN=tributary-ca" -keyout "$to/ca.key" -out "$to/ca.pem" 2>/dev/null

# NAME SUBJECT_ALTERNATIVE_NAMES: key and certificate in one PEM file, as Kafka takes them
certificate() {
  local name=$1 names=$2
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$name" \
    -keyout "$to/$name.key" -out "$to/$name.csr" 2>/dev/null
  openssl x509 -req -in "$to/$name.csr" -CA "$to/ca.pem" -CAkey "$to/ca.key" -CAcreateserial -days 825 \
    -extfile <(printf 'subjectAltName=%s' "$names") -out "$to/$name.crt" 2>/dev/null
  openssl pkcs8 -topk8 -nocrypt -in "$to/$name.key" >"$to/$name.pem"
  cat "$to/$name.crt" >>"$to/$name.pem"
  rm "$to/$name.key" "$to/$name.csr" "$to/$name.crt"
}
certificate broker "DNS:broker,DNS:localhost,IP:127.0.0.1"
certificate admin "DNS:admin"

# ---------------------------------------------------------------- who connects: passwords, keys

secret() { openssl rand -base64 32 | tr -d '\n'; }

# NAME SIGNS_FOR: a Kafka user, its properties file, and its key for mutations
user() {
  local name=$1 signs_for=$2 password
  password=$(openssl rand -hex 24)
  printf '%s %s\n' "$name" "$password" >>"$to/users"
  cat >"$to/$name.properties" <<END
kafka.security.protocol=SASL_SSL
kafka.sasl.mechanism=SCRAM-SHA-512
kafka.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="$name" password="$password";
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/etc/tributary/ca.pem
kafka.ssl.enabled.protocols=TLSv1.3
END
  if [[ -n $signs_for ]]; then
    printf '%s-1 %s %s\n' "$name" "$signs_for" "$(secret)" >"$to/$name.keys"
    cat "$to/$name.keys" >>"$to/aggregator.keys"
  fi
}
user aggregator ""
user central "*"
user branch-1 branch-1
user branch-2 branch-2

# for administration, by certificate; once with the prefix of our processes, once as Kafka's tools take it
cat >"$to/admin-client.properties" <<END
security.protocol=SSL
ssl.truststore.type=PEM
ssl.truststore.location=/etc/tributary/ca.pem
ssl.keystore.type=PEM
ssl.keystore.location=/etc/tributary/admin.pem
END
{
  sed 's/^/kafka./' "$to/admin-client.properties"
  echo "kafka.bootstrap.servers=broker:29094"
  echo "schema.registry.url=http://registry:8080/apis/ccompat/v7"
} >"$to/admin.properties"

# ---------------------------------------------------------------- who asks: tokens

"$tributary" token --jwks --data "$to/tokens" >"$to/jwks.json"

# containers read the files as users of their own; on this machine the folder keeps others out
chmod 644 "$to"/*.{pem,properties,keys,json} "$to/users"
chmod 600 "$to/ca.key"


echo "Made in compose/secure/$to. A token: ./tributary token --data compose/secure/$to/tokens --role ADMIN"
