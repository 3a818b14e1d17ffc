package ai.valeo.erp.tributary.graphql.peer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs messages between instances with their common secret, which itself never travels: HMAC
 * SHA-256 over the time and the message. Any thread.
 */
final class Signature {

  static final String HEADER = "x-tributary-signature";

  /** Clocks of instances differ by less; an older message is not taken. */
  static final Duration AGE = Duration.ofSeconds(60);

  private static final String ALGORITHM = "HmacSHA256";
  private static final char BETWEEN = ':';

  private final @Nullable SecretKeySpec key;
  private final InstantSource clock;

  /**
   * A signature.
   *
   * @param secret the common secret; empty = nothing is signed
   * @param clock the wall clock
   */
  Signature(String secret, InstantSource clock) {
    this.key =
        secret.isEmpty()
            ? null
            : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    this.clock = clock;
  }

  /** The header's value. */
  String sign(byte[] message) {
    SecretKeySpec known = key;
    long nowMs = clock.millis();
    return nowMs + (known == null ? "" : BETWEEN + mac(known, nowMs, message));
  }

  /** Whether who sent the message knows the secret, and sent it just now. */
  boolean isBy(@Nullable String header, byte[] message) {
    SecretKeySpec known = key;
    if (known == null) {
      return true;
    }
    int between = header == null ? -1 : header.indexOf(BETWEEN);
    if (header == null || between < 1) {
      return false;
    }
    try {
      long atMs = Long.parseLong(header.substring(0, between));
      boolean isRecent = Math.abs(clock.millis() - atMs) <= AGE.toMillis();
      byte[] given = header.substring(between + 1).getBytes(StandardCharsets.UTF_8);
      byte[] expected = mac(known, atMs, message).getBytes(StandardCharsets.UTF_8);
      return MessageDigest.isEqual(given, expected) && isRecent;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String mac(SecretKeySpec key, long atMs, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(atMs).array());
      return Base64.getEncoder().encodeToString(mac.doFinal(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
    }
  }
}
