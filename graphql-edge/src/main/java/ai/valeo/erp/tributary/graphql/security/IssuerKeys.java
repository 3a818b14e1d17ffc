package ai.valeo.erp.tributary.graphql.security;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.List;

/**
 * The keys of an issuer: asked for when they are needed, again when they are old or a token names
 * one that is not there (but not more often than the cool-down allows), and used on while the
 * issuer does not answer. Any thread that may block.
 */
final class IssuerKeys implements AutoCloseable {

  /** Larger documents are no key set. */
  private static final int MOST_BYTES = 1 << 18;

  /** How long keys are used while the issuer does not answer. */
  private static final Duration OUTAGE = Duration.ofDays(365);

  private final JWKSource<SecurityContext> source;
  private volatile boolean areKnown;

  IssuerKeys(SecuritySettings.Keys settings) {
    int timeoutMs = Math.toIntExact(settings.timeout().toMillis());
    try {
      var issuer =
          new URLBasedJWKSetSource<SecurityContext>(
              settings.url().toURL(),
              new DefaultResourceRetriever(timeoutMs, timeoutMs, MOST_BYTES));
      source =
          JWKSourceBuilder.<SecurityContext>create(new KeptKeys(issuer, settings.copy()))
              .cache(settings.refresh().toMillis(), 2L * timeoutMs)
              .refreshAheadCache(false)
              .rateLimited(settings.cooldown().toMillis())
              .outageTolerant(OUTAGE.toMillis())
              .build();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The keys that may have made a signature with such a header.
   *
   * @throws TokenRefusedException if no key of the issuer is known at all
   */
  List<JWK> of(JWSHeader header) {
    try {
      List<JWK> found = source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null);
      areKnown = true;
      return found;
    } catch (RateLimitReachedException e) {
      return areKnown ? List.of() : unknown();
    } catch (KeySourceException e) {
      return areKnown ? List.of() : unknown();
    }
  }

  /** Whether keys of the issuer are known. */
  boolean areKnown() {
    return areKnown;
  }

  /** Asks for the keys, so that the first token does not have to wait for them. */
  void fetch() {
    try {
      source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
      areKnown = true;
    } catch (KeySourceException e) {
      areKnown = false;
    }
  }

  private static List<JWK> unknown() {
    throw new TokenRefusedException(
        TokenRefusedException.Reason.KEYS_UNKNOWN, "The keys of the issuer are not known yet");
  }

  @Override
  public void close() {
    if (source instanceof Closeable closeable) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
