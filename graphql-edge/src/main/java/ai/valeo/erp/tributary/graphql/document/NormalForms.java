package ai.valeo.erp.tributary.graphql.document;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import graphql.language.Document;
import graphql.language.OperationDefinition;

/**
 * Normal forms of operations, each made once as long as the parsed document is kept. Any thread.
 */
public final class NormalForms {

  private final Cache<OperationDefinition, NormalForm> known =
      Caffeine.newBuilder().executor(Runnable::run).weakKeys().build();

  /** The normal form of an operation of a valid document. */
  public NormalForm of(Document document, OperationDefinition operation) {
    NormalForm form = known.getIfPresent(operation);
    if (form == null) {
      form = NormalForm.of(document, operation);
      known.put(operation, form);
    }
    return form;
  }
}
