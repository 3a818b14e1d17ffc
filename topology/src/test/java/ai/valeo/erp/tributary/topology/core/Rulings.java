package ai.valeo.erp.tributary.topology.core;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.topology.core.ruling.ReceivedRuling;
import ai.valeo.erp.tributary.topology.core.ruling.RulingFacts;
import ai.valeo.erp.tributary.topology.core.ruling.RulingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rulings on the Thing of {@link Given}. */
final class Rulings {

  static final long AT_MS = Given.NOW_MS + 5_000;

  private Rulings() {}

  static Draft keep(String conflictId) {
    return new Draft(conflictId, RulingKind.KEEP, List.of(), 0, null);
  }

  static Draft take(String conflictId) {
    return new Draft(conflictId, RulingKind.TAKE, List.of(), 0, null);
  }

  static Draft merge(String conflictId, Change... changes) {
    return new Draft(conflictId, RulingKind.MERGE, List.of(changes), 0, null);
  }

  /** A ruling in the making. */
  record Draft(
      String conflictId,
      RulingKind kind,
      List<Change> changes,
      long expectedVersion,
      @Nullable String second) {

    /** On the version the person saw. */
    ReceivedRuling on(long version) {
      return new Draft(conflictId, kind, changes, version, second).received();
    }

    /** Together with another person. */
    Draft with(String other) {
      return new Draft(conflictId, kind, changes, expectedVersion, other);
    }

    private ReceivedRuling received() {
      var facts =
          new RulingFacts(
              "r-1",
              "central",
              conflictId,
              "Thing",
              "1",
              expectedVersion,
              kind,
              changes,
              new RulingFacts.Persons("alice", second),
              "called them",
              AT_MS,
              0);
      return new ReceivedRuling(facts, AT_MS, 0, 3);
    }
  }
}
