package ai.valeo.erp.tributary.tests.fault.worker;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.OperationType;
import java.util.List;

/**
 * One change of a plan.
 *
 * @param key its entity
 * @param operation what is done to it
 * @param changes the changes
 * @param priority 1..10
 * @param idempotencyKey the same each time the plan is run
 */
public record Step(
    EntityKey key,
    OperationType operation,
    List<Change> changes,
    int priority,
    String idempotencyKey) {

  /** Copies. */
  public Step {
    changes = List.copyOf(changes);
  }
}
