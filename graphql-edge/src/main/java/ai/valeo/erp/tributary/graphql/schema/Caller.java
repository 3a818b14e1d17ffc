package ai.valeo.erp.tributary.graphql.schema;

import org.jspecify.annotations.Nullable;

/**
 * Who asks, and how.
 *
 * @param authorization the {@code Authorization} of the request, if it had one; a secret
 * @param wantsFresh whether kept answers must not be used where there is a choice
 */
public record Caller(@Nullable String authorization, boolean wantsFresh) {

  /** Nobody in particular. */
  public static final Caller ANYONE = new Caller(null, false);

  @Override
  public String toString() {
    return "Caller[authorization=" + (authorization == null ? "none" : "***") + "]";
  }
}
