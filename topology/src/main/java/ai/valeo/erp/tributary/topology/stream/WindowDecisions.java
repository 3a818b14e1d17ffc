package ai.valeo.erp.tributary.topology.stream;

import ai.valeo.erp.tributary.schemas.entity.Reason;
import ai.valeo.erp.tributary.topology.core.decision.ConflictFacts;
import ai.valeo.erp.tributary.topology.core.decision.OutcomeFacts;
import ai.valeo.erp.tributary.topology.core.entity.EntityState;
import ai.valeo.erp.tributary.topology.store.Arrival;
import ai.valeo.erp.tributary.topology.store.EntityStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a window came to.
 *
 * @param answers one for each mutation, in the order of deciding
 * @param states entities whose state changed, each once, as they are stored
 * @param rows entities whose version changed, each once, with the mutation that changed it last
 */
record WindowDecisions(List<Answer> answers, List<EntityStore.Row> states, List<Changed> rows) {

  /**
   * What became of one mutation, with the records that say so.
   *
   * @param cause its record
   * @param outcome the answer
   * @param outcomeValue the answer as it is sent
   * @param conflict the conflict met, or none
   * @param conflictValue the conflict as it is sent, or none
   * @param auditValue the audit entry as it is sent, or none
   * @param failure why the centre failed on it, or none
   * @param isRuling whether it is a ruling's
   */
  @SuppressWarnings("ArrayRecordComponent") // sent as they are and never compared
  record Answer(
      Arrival cause,
      OutcomeFacts outcome,
      byte[] outcomeValue,
      @Nullable ConflictFacts conflict,
      byte @Nullable [] conflictValue,
      byte @Nullable [] auditValue,
      @Nullable String failure,
      boolean isRuling) {

    Answer(
        Arrival cause,
        OutcomeFacts outcome,
        byte[] outcomeValue,
        @Nullable ConflictFacts conflict,
        byte @Nullable [] conflictValue,
        byte @Nullable [] auditValue,
        @Nullable String failure) {
      this(cause, outcome, outcomeValue, conflict, conflictValue, auditValue, failure, false);
    }

    /** The same as the answer to a ruling. */
    Answer ofRuling() {
      return new Answer(
          cause, outcome, outcomeValue, conflict, conflictValue, auditValue, failure, true);
    }

    void send(Outputs outputs, int partition) {
      if (failure != null) {
        Reason reason = outcome.reason();
        outputs.quarantine(cause, partition, reason == null ? Reason.INTERNAL : reason, failure);
      }
      if (conflict != null && conflictValue != null) {
        outputs.conflict(conflict, conflictValue, cause);
      }
      if (auditValue != null) {
        outputs.audit(auditValue, cause);
      }
      if (isRuling) {
        outputs.ruling(outcome, outcomeValue, cause);
      } else {
        outputs.outcome(outcome, outcomeValue, cause);
      }
    }
  }

  /**
   * An entity to be published.
   *
   * @param state its state
   * @param value its record's value; none if it is deleted
   * @param cause the record of the mutation that changed it last
   */
  @SuppressWarnings("ArrayRecordComponent") // sent as it is and never compared
  record Changed(EntityState state, byte @Nullable [] value, Arrival cause) {}

  WindowDecisions {
    answers = List.copyOf(answers);
    states = List.copyOf(states);
    rows = List.copyOf(rows);
  }

  void send(Outputs outputs, int partition) {
    for (Answer answer : answers) {
      answer.send(outputs, partition);
    }
    for (Changed row : rows) {
      outputs.entity(row.state(), row.value(), row.cause());
    }
  }
}
