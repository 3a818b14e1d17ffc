package ai.valeo.erp.tributary.graphql.json;

import org.jspecify.annotations.Nullable;

/** Which document a request means. Any thread. */
public interface DocumentSource {

  /** Whatever document comes; none is known by its hash. */
  DocumentSource AS_SENT =
      (query, sha256) -> {
        if (query == null) {
          throw sha256 == null
              ? new InvalidRequestException("query: missing (expected: a string)")
              : InvalidRequestException.persistedUnknown(false);
        }
        return query;
      };

  /**
   * The document.
   *
   * @param query the document, if it was sent
   * @param sha256 its hash, hexadecimal, if the client named it
   * @throws InvalidRequestException if there is none, or it is not answered
   */
  String document(@Nullable String query, @Nullable String sha256);
}
