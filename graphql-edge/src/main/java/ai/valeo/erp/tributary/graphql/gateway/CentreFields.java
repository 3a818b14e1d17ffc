package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.edge.Centre;
import graphql.GraphQLContext;
import graphql.language.OperationDefinition.Operation;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Answers root fields by the centre or from what is kept of it. The fields of a query wait for one
 * another and are asked together; each field of a mutation is asked when its turn comes, and a
 * subscription has a connection of its own. Any thread that may block.
 */
final class CentreFields implements Centre {

  private final Asking asking;
  private final CentreTypes types;

  /**
   * Fields.
   *
   * @param asking asks
   * @param types what the centre knows
   */
  CentreFields(Asking asking, CentreTypes types) {
    this.asking = asking;
    this.types = types;
  }

  @Override
  public @Nullable Object fetch(DataFetchingEnvironment field) {
    if (isA(Operation.SUBSCRIPTION, field)) {
      CompletionStage<?> results = asking.streams().begin(field, types);
      return results;
    }
    Batch batch = batch(field);
    CompletionStage<Object> answer = batch.add(field);
    if (isA(Operation.MUTATION, field)) {
      batch.dispatch();
    }
    return answer;
  }

  @Override
  public int forget(List<String> patterns) {
    return asking.cache().invalidate(patterns);
  }

  private Batch batch(DataFetchingEnvironment field) {
    GraphQLContext context = field.getGraphQlContext();
    Batch open = isA(Operation.MUTATION, field) ? null : context.get(Batch.class);
    if (open == null) {
      open = new Batch(asking, types);
      context.put(Batch.class, open);
    }
    return open;
  }

  private static boolean isA(Operation kind, DataFetchingEnvironment field) {
    return field.getOperationDefinition().getOperation() == kind;
  }
}
