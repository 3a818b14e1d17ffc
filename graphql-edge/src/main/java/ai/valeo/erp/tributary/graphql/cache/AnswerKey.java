package ai.valeo.erp.tributary.graphql.cache;

import ai.valeo.erp.tributary.graphql.schema.Identity;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names a kept answer: what was asked, and by whom. Rights and warehouses are part of it even where
 * everybody may see the answer, so that nobody is given what their rights would hide.
 *
 * @param text the question in its normal form
 * @param variables its variables
 * @param reader who may see it
 */
record AnswerKey(String text, Map<String, Object> variables, Reader reader) {

  /**
   * Who may see an answer.
   *
   * @param subject who; none if everybody with these rights may
   */
  record Reader(
      Identity.Kind kind,
      @Nullable String subject,
      Set<String> scopes,
      @Nullable Set<String> warehouses) {

    static Reader of(Identity identity, boolean isPrivate) {
      return new Reader(
          identity.kind(),
          isPrivate ? identity.subject() : null,
          identity.scopes(),
          identity.warehouses());
    }
  }
}
