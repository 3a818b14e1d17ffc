package ai.valeo.erp.tributary.graphql.peer;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How instances ask each other.
 *
 * @param listen where this one is asked
 * @param advertised where the others find it
 * @param secret what all instances know; empty = none, on this machine only
 * @param tls certificates; none = not encrypted
 * @param timeout longest time for an answer
 * @param fanOut most messages of this instance under way at once
 * @param staleness how far a copy may be behind
 */
public record PeerSettings(
    Host listen,
    Host advertised,
    String secret,
    @Nullable Tls tls,
    Duration timeout,
    int fanOut,
    Duration staleness) {

  /**
   * Certificates, in PEM: every instance shows its own, and takes those of the authority only.
   *
   * @param certificate the own certificate and its chain
   * @param key its private key
   * @param authority who signed those of the others
   */
  public record Tls(Path certificate, Path key, Path authority) {}

  /** Without the secret. */
  @Override
  public String toString() {
    return "PeerSettings[listen="
        + listen
        + (", advertised=" + advertised + ", isSigned=" + !secret.isEmpty() + ", tls=" + tls)
        + (", timeout=" + timeout + ", fanOut=" + fanOut + ", staleness=" + staleness + "]");
  }
}
