package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attribute in dispute.
 *
 * @param entityType type of the entity, which tells how to write the values
 * @param entityId the entity
 * @param attribute the attribute; * = the entity as a whole
 * @param strategy the strategy that decided, as the type declares it
 * @param present the value that stood there
 * @param presentStamp where it came from
 * @param offered the operand of the change that came
 * @param offeredOperator its operator
 * @param result the value afterwards
 * @param winners the mutations that won
 */
public record ContenderView(
    String entityType,
    String entityId,
    String attribute,
    String strategy,
    @Nullable Value present,
    @Nullable StampView presentStamp,
    @Nullable Value offered,
    String offeredOperator,
    @Nullable Value result,
    List<String> winners) {

  public ContenderView {
    winners = List.copyOf(winners);
  }
}
