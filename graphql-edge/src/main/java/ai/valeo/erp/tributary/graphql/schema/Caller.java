package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.DataFetchingEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how.
 *
 * @param authorization the {@code Authorization} of the request, if it had one; a secret
 * @param wantsFresh whether kept answers must not be used where there is a choice
 * @param identity whom it is answered for, and what they may do
 * @param client where the request comes from, e.g. an address; empty = from this process
 * @param readToken what the caller has written and wants to see, as {@link ReadGate} takes it, or
 *     none
 * @param traceparent its place in a trace, or none
 */
public record Caller(
    @Nullable String authorization,
    boolean wantsFresh,
    Identity identity,
    String client,
    @Nullable String readToken,
    @Nullable String traceparent) {

  /** Nobody in particular, where security is off. */
  public static final Caller ANYONE = new Caller(null, false);

  /** A caller where security is off. */
  public Caller(@Nullable String authorization, boolean wantsFresh) {
    this(authorization, wantsFresh, Identity.local(), "");
  }

  /** A caller who has written nothing that must be seen. */
  public Caller(
      @Nullable String authorization, boolean wantsFresh, Identity identity, String client) {
    this(authorization, wantsFresh, identity, client, null, null);
  }

  /** Who asks for a field. */
  public static Caller of(DataFetchingEnvironment field) {
    GraphRequest request = field.getGraphQlContext().get(GraphRequest.class);
    return request == null ? ANYONE : request.caller();
  }

  /** Whether the request comes from this process, as at the warm-up. */
  public boolean isOurselves() {
    return client.isEmpty();
  }

  /** The same caller, who has written this too; none = nothing. */
  public Caller reading(@Nullable String tokens) {
    String both = readToken == null || tokens == null ? tokens : readToken + ',' + tokens;
    return tokens == null
        ? this
        : new Caller(authorization, true, identity, client, both, traceparent);
  }

  /** The same caller, known as somebody. */
  public Caller as(Identity known) {
    return new Caller(authorization, wantsFresh, known, client, readToken, traceparent);
  }

  /** The same caller, as part of a trace; none = of none. */
  public Caller in(@Nullable String trace) {
    return new Caller(authorization, wantsFresh, identity, client, readToken, trace);
  }

  @Override
  public String toString() {
    return "Caller[authorization="
        + (authorization == null ? "none" : "***")
        + (", subject=" + identity.subject() + "]");
  }
}
