package ai.valeo.erp.tributary.graphql.view;

import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an attribute has the value it has.
 *
 * @param entityType type of the entity, which tells how to write the values
 * @param entityId the entity
 * @param attribute the attribute
 * @param value its present value
 * @param parts the changes the value is made of, the newest first: one, or several where changes
 *     are summed or merged; none if nobody ever set it
 * @param losers values that lost against it, the newest first
 * @param isComplete whether the history reaches back to where the value begins
 */
public record WhyView(
    String entityType,
    String entityId,
    String attribute,
    @Nullable Value value,
    List<AuditView> parts,
    List<Loser> losers,
    boolean isComplete) {

  public WhyView {
    parts = List.copyOf(parts);
    losers = List.copyOf(losers);
  }

  /**
   * A value that lost.
   *
   * @param entityType type of the entity, which tells how to write the value
   * @param entityId the entity
   * @param attribute the attribute
   * @param value the value; none if that side had none
   * @param edgeNodeId the node it came from
   * @param mutationId the mutation it came from
   * @param atMs when: the broker's time of a change that lost when it came, the clock of one that
   *     stood there before
   * @param decision the decision that made it lose
   */
  public record Loser(
      String entityType,
      String entityId,
      String attribute,
      @Nullable Value value,
      String edgeNodeId,
      String mutationId,
      long atMs,
      DecisionView decision) {}
}
