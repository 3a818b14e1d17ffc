package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException.Reason;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells who somebody is by their {@code Authorization}. What held a moment ago is not checked
 * again. Any thread that may block: keys may have to be asked for.
 */
final class Doorman {

  private static final String SCHEME = "bearer ";
  private static final int MOST_KEPT = 10_000;

  /** A token whose key the issuer takes back holds so much longer. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final @Nullable TokenCheck check;
  private final Allowances failures;
  private final InstantSource clock;
  private final SecurityMeters meters;
  private final Cache<String, Identity> held =
      Caffeine.newBuilder()
          .executor(Runnable::run)
          .maximumSize(MOST_KEPT)
          .expireAfterWrite(KEPT)
          .build();

  /**
   * A doorman.
   *
   * @param check checks tokens; none = nobody has to show one, and none is looked at
   */
  Doorman(
      @Nullable TokenCheck check, Allowances failures, InstantSource clock, SecurityMeters meters) {
    this.check = check;
    this.failures = failures;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Who it is.
   *
   * @param authorization the header's value, or none
   * @param address where they come from
   * @throws TokenRefusedException if there is a token and it does not hold
   */
  Identity identity(@Nullable String authorization, String address) {
    if (check == null) {
      return Identity.local();
    }
    if (authorization == null || authorization.isBlank()) {
      return Identity.anonymous();
    }
    String key = hash(authorization);
    Identity known = held.getIfPresent(key);
    if (known != null && !isOver(known)) {
      return known;
    }
    if (failures.wait(address) > 0) {
      throw refused(Reason.TOO_MANY, "Too many tokens of this address did not hold");
    }
    try {
      Identity identity = check.identity(token(authorization));
      held.put(key, identity);
      return identity;
    } catch (TokenRefusedException e) {
      if (e.reason() == Reason.INVALID) {
        failures.take(address);
      }
      meters.refused(e.reason());
      throw e;
    }
  }

  /** The seconds until tokens of an address are looked at again. */
  long waitSeconds(String address) {
    return Math.max(1, failures.wait(address));
  }

  /** The clock differences allowed when it was checked do not make it last longer. */
  private boolean isOver(Identity identity) {
    Instant end = identity.expiresAt();
    return end != null && !clock.instant().isBefore(end);
  }

  private static String token(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
      throw new TokenRefusedException(Reason.INVALID, "authorization: expected Bearer and a token");
    }
    return authorization.substring(SCHEME.length()).strip();
  }

  private TokenRefusedException refused(Reason reason, String message) {
    meters.refused(reason);
    return new TokenRefusedException(reason, message);
  }

  /** Tokens themselves are not kept in memory. */
  private static String hash(String authorization) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(authorization.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
