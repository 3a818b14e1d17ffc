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
 */
public record Caller(
    @Nullable String authorization, boolean wantsFresh, Identity identity, String client) {

  /** Nobody in particular, where security is off. */
  public static final Caller ANYONE = new Caller(null, false);

  /** A caller where security is off. */
  public Caller(@Nullable String authorization, boolean wantsFresh) {
    this(authorization, wantsFresh, Identity.local(), "");
  }

  /** Who asks for a field. */
  public static Caller of(DataFetchingEnvironment field) {
    GraphRequest request = field.getGraphQlContext().get(GraphRequest.class);
    return request == null ? ANYONE : request.caller();
  }

  /** The same caller, known as somebody. */
  public Caller as(Identity known) {
    return new Caller(authorization, wantsFresh, known, client);
  }

  @Override
  public String toString() {
    return "Caller[authorization="
        + (authorization == null ? "none" : "***")
        + (", subject=" + identity.subject() + "]");
  }
}
