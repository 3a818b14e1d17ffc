package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.json.DocumentSource;
import ai.valeo.erp.tributary.graphql.schema.AccessSink;
import ai.valeo.erp.tributary.graphql.schema.DataRule;
import ai.valeo.erp.tributary.graphql.schema.ErrorCode;
import ai.valeo.erp.tributary.graphql.schema.GraphEngine;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.OperationWatch;
import ai.valeo.erp.tributary.graphql.schema.RequestGate;
import ai.valeo.erp.tributary.graphql.security.TokenRefusedException.Reason;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Everything a server asks before it answers somebody. Any thread. */
public final class Security implements AutoCloseable {

  private static final int UNAUTHORIZED = 401;
  private static final int TOO_MANY = 429;
  private static final int UNAVAILABLE = 503;
  private static final int KEYS_RETRY_SECONDS = 5;

  private final SecuritySettings settings;
  private final Doorman doorman;
  private final @Nullable IssuerKeys keys;
  private final RequestGate gate;
  private final DocumentSource documents;
  private final AccessSink accesses;
  private final InstantSource clock;

  /**
   * What a server asks.
   *
   * @param clock the wall clock
   * @throws UncheckedIOException if the list of documents cannot be read
   */
  public Security(SecuritySettings settings, MeterRegistry registry, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    SecurityMeters meters = new SecurityMeters(registry);
    SecuritySettings.Tokens tokens = settings.tokens();
    this.keys = tokens == null ? null : new IssuerKeys(tokens.keys());
    TokenCheck check = tokens == null || keys == null ? null : new TokenCheck(tokens, keys, clock);
    this.doorman = new Doorman(check, new Allowances(settings.rates().failures()), clock, meters);
    this.gate = new RateGate(settings.rates(), meters);
    this.documents = documents(settings.documents(), meters);
    this.accesses = settings.logsAccess() ? new AccessLog(meters) : AccessSink.NONE;
  }

  private static DocumentSource documents(
      SecuritySettings.Documents settings, SecurityMeters meters) {
    if (settings.list() == null) {
      return new KnownDocuments(settings.persistedBytes());
    }
    try {
      return ListedDocuments.read(settings.list(), meters);
    } catch (IOException e) {
      throw new UncheckedIOException("List of documents: " + e.getMessage(), e);
    }
  }

  /** How it is configured. */
  public SecuritySettings settings() {
    return settings;
  }

  /**
   * Who somebody is. May block: keys may have to be asked for.
   *
   * @param authorization the header's value, or none
   * @param address where they come from
   * @throws TokenRefusedException if there is a token and it does not hold
   */
  public Identity identity(@Nullable String authorization, String address) {
    return doorman.identity(authorization, address);
  }

  /** How a server says over HTTP that a token does not hold. */
  public Refusal refusal(TokenRefusedException failure, String address) {
    String words = String.valueOf(failure.getMessage());
    return switch (failure.reason()) {
      case INVALID ->
          new Refusal(
              UNAUTHORIZED,
              ErrorCode.UNAUTHENTICATED,
              "www-authenticate",
              "Bearer error=\"invalid_token\", error_description=\"" + words + "\"");
      case KEYS_UNKNOWN ->
          new Refusal(
              UNAVAILABLE,
              ErrorCode.NOT_READY,
              "retry-after",
              Integer.toString(KEYS_RETRY_SECONDS));
      case TOO_MANY ->
          new Refusal(
              TOO_MANY,
              ErrorCode.RATE_LIMITED,
              "retry-after",
              Long.toString(doorman.waitSeconds(address)));
    };
  }

  /**
   * A refusal over HTTP.
   *
   * @param status its status
   * @param code the code of its error
   * @param header a header that goes with it
   * @param value the header's value
   */
  public record Refusal(int status, ErrorCode code, String header, String value) {}

  /** Which document a request means. */
  public DocumentSource documents() {
    return documents;
  }

  /** Whether anybody has to show who they are. */
  public boolean asksForTokens() {
    return keys != null;
  }

  /** Milliseconds until somebody has to show again who they are, at least 1; none = never. */
  public @Nullable Long msLeft(Identity identity) {
    Instant end = identity.expiresAt();
    return end == null ? null : Math.max(1, Duration.between(clock.instant(), end).toMillis());
  }

  /** What watches an engine over data of which the rule says what is whose. */
  public GraphEngine.Watch watch(DataRule rule) {
    return new GraphEngine.Watch(
        SimplePerformantInstrumentation.INSTANCE, OperationWatch.NONE, gate, rule, accesses);
  }

  /** Why tokens cannot be checked, or none. May block. */
  public @Nullable String trouble() {
    if (keys == null || keys.areKnown()) {
      return null;
    }
    keys.fetch();
    return keys.areKnown() ? null : Reason.KEYS_UNKNOWN + ": the issuer's keys cannot be had";
  }

  @Override
  public void close() {
    if (keys != null) {
      keys.close();
    }
  }
}
