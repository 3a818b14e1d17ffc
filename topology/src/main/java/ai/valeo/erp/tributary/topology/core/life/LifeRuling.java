package ai.valeo.erp.tributary.topology.core.life;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.Result;
import ai.valeo.erp.tributary.topology.core.entity.Life;
import ai.valeo.erp.tributary.topology.core.entity.Stamp;
import ai.valeo.erp.tributary.topology.core.entity.Viewer;
import org.jspecify.annotations.Nullable;

/** What a mutation means for the life of its entity (rule R8). */
public sealed interface LifeRuling {

  /** A life begins: all attributes start afresh. */
  record Begin(Life life) implements LifeRuling {}

  /**
   * The changes are merged into the living entity.
   *
   * @param viewer who offers them and what was seen
   * @param life the life then
   */
  record Merge(Viewer viewer, Life life) implements LifeRuling {}

  /**
   * The changes are merged, and if any of them takes effect the deleted entity lives again.
   *
   * @param viewer who offers them and what was seen
   * @param revived the life then
   * @param dead the life if none does
   * @param against the DELETE that loses
   */
  record Revive(Viewer viewer, Life revived, Life dead, Stamp against) implements LifeRuling {}

  /**
   * The entity is deleted.
   *
   * @param life the life then
   * @param against an update that loses, or none
   */
  record End(Life life, @Nullable Stamp against) implements LifeRuling {}

  /**
   * The mutation changes nothing.
   *
   * @param life the life, with a note of a DELETE that lost
   * @param result KEPT or SUPERSEDED
   * @param against what it met, or none
   * @param disputed whether it lost against something that it had not seen
   * @param note why
   */
  record Stay(Life life, Result result, @Nullable Stamp against, boolean disputed, String note)
      implements LifeRuling {}

  /**
   * A person has to rule.
   *
   * @param life the life, with a note of a CREATE that waits
   * @param against what it met
   */
  record Escalate(Life life, Stamp against) implements LifeRuling {}

  /**
   * The mutation fails.
   *
   * @param reason why
   * @param message the same in words
   * @param life the life, with a note of a CREATE that lost; none if there was none
   */
  record Fail(Reason reason, String message, @Nullable Life life) implements LifeRuling {

    /** One that leaves nothing to remember. */
    Fail(Reason reason, String message) {
      this(reason, message, null);
    }
  }
}
