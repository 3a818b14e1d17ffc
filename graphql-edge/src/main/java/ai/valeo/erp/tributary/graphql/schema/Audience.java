package ai.valeo.erp.tributary.graphql.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What tells those who are told the same of an event from others: the question and the rights. No
 * field says who asks, so equal rights get equal answers.
 *
 * @param query the document
 * @param operationName which operation of it
 * @param variables values of the variables, but for the place to begin
 * @param rights what they may see
 * @param subject who they are, where who reads what is written down; else null
 */
record Audience(
    String query,
    @Nullable String operationName,
    Map<String, Object> variables,
    Rights rights,
    @Nullable String subject) {

  /**
   * What somebody may see.
   *
   * @param kind how they are known
   * @param roles their roles
   * @param scopes their rights
   * @param warehouses the warehouses they see; null = all
   */
  record Rights(
      Identity.Kind kind,
      Set<String> roles,
      Set<String> scopes,
      @Nullable Set<String> warehouses) {}

  /**
   * Who asks a request.
   *
   * @param isLookedAt whether single fields are looked at for them
   */
  static Audience of(GraphRequest request, @Nullable String beginningVariable, boolean isLookedAt) {
    Map<String, Object> variables = new HashMap<>(request.variables());
    if (beginningVariable != null) {
      variables.remove(beginningVariable);
    }
    Identity identity = request.caller().identity();
    return new Audience(
        request.query(),
        request.operationName(),
        variables,
        new Rights(identity.kind(), identity.roles(), identity.scopes(), identity.warehouses()),
        isLookedAt ? identity.subject() : null);
  }
}
