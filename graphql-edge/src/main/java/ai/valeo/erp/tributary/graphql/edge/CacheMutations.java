package ai.valeo.erp.tributary.graphql.edge;

import ai.valeo.erp.tributary.edge.core.MutationState;
import ai.valeo.erp.tributary.graphql.fetch.Fields;
import ai.valeo.erp.tributary.graphql.trade.Payload;
import ai.valeo.erp.tributary.graphql.trade.UserError;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.idl.RuntimeWiring;
import java.util.List;
import java.util.Objects;

/** What is done with the answers of the centre that the node keeps. */
final class CacheMutations {

  private static final int MOST_PATTERNS = 20;
  private static final int MOST_CHARS = 200;
  private static final String PATTERNS = "patterns";

  private final Centre centre;

  CacheMutations(Centre centre) {
    this.centre = centre;
  }

  void into(RuntimeWiring.Builder wiring, Fields<Object> mutation) {
    mutation.fetch("invalidateCache", this::invalidate);
    Payload.type(wiring, "CacheResult", "removed");
  }

  private Payload invalidate(DataFetchingEnvironment field) {
    List<String> patterns = Objects.requireNonNull(field.getArgument(PATTERNS));
    boolean isFit =
        !patterns.isEmpty()
            && patterns.size() <= MOST_PATTERNS
            && patterns.stream().allMatch(text -> !text.isBlank() && text.length() <= MOST_CHARS);
    if (!isFit) {
      return Payload.refused(
          new UserError(
              UserError.Code.VALIDATION_FAILED,
              ("patterns (erwartet: 1 bis " + MOST_PATTERNS)
                  + (" Muster von 1 bis " + MOST_CHARS + " Zeichen)"),
              List.of(PATTERNS)));
    }
    int removed = centre.forget(patterns);
    return Payload.done(MutationState.APPLIED, removed + " Antworten vergessen")
        .with("removed", removed);
  }
}
