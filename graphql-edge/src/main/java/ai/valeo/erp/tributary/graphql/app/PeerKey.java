package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.schemas.settings.Setting;
import ai.valeo.erp.tributary.schemas.settings.Setting.Whole;
import ai.valeo.erp.tributary.schemas.settings.SettingKey;

/** The keys of several instances side by side; the README's table is tested against them. */
public enum PeerKey implements SettingKey {
  HOST(
      "central.peers.host",
      "127.0.0.1",
      "Address where the other instances ask; not for clients. Another one than this machine's own"
          + " needs a secret or certificates."),
  PORT(
      "central.peers.port",
      0,
      0,
      65_535,
      "Port where the other instances ask; 0 = this instance is the only one."),
  ADVERTISED(
      "central.peers.advertised",
      "",
      "Host and port under which the others find it, `host:port`; empty = the two above."),
  SECRET(
      "central.peers.secret",
      "",
      "What all instances know and nobody else; signs what they ask. 16 characters at least."),
  TLS_CERTIFICATE(
      "central.peers.tls.certificate",
      "",
      "PEM file with this instance's certificate; empty = the instances talk in the clear."),
  TLS_KEY("central.peers.tls.key", "", "PEM file with its private key."),
  TLS_AUTHORITY(
      "central.peers.tls.authority",
      "",
      "PEM file with the certificate of who signed those of all instances."),
  TIMEOUT_MS(
      "central.peers.timeout.ms",
      2_000,
      100,
      60_000,
      "Longest time for an answer of another instance."),
  FAN_OUT(
      "central.peers.fan.out",
      64,
      1,
      10_000,
      "Messages to other instances under way at once; reads that need more are REBALANCING."),
  STALENESS_MS(
      "central.peers.staleness.ms",
      30_000,
      0,
      86_400_000,
      "How far a copy may be behind that answers while a partition moves.");

  private final Setting setting;

  PeerKey(String key, String defaultText, String meaning) {
    this.setting = Setting.text(key, defaultText, meaning);
  }

  PeerKey(String key, long defaultNumber, long least, long greatest, String meaning) {
    this.setting = Setting.whole(key, defaultNumber, new Whole(least, greatest), meaning);
  }

  @Override
  public Setting setting() {
    return setting;
  }
}
