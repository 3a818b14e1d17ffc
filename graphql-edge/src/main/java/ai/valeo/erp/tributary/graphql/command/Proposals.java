package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rulings that wait for a second person. This instance keeps them in memory, the latest of each
 * conflict, for a day: a ruling that nobody confirmed has no effect, so none is lost with them but
 * the wish. Any thread.
 */
final class Proposals {

  private static final int MOST = 10_000;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final InstantSource clock;
  private final Map<String, Proposal> open = new LinkedHashMap<>(); // guarded by this

  Proposals(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * A ruling that somebody has proposed.
   *
   * @param matter what is ruled on
   * @param decision how
   * @param actor who proposed it
   * @param reason why
   * @param expiresAt it is over then
   */
  record Proposal(
      Verdict.OfConflict matter,
      Verdict.Decision decision,
      String actor,
      String reason,
      Instant expiresAt) {}

  /**
   * Proposes a ruling, or confirms it: whoever rules the same as another person has proposed,
   * confirms that.
   *
   * @return the proposal that is confirmed now, or none
   */
  synchronized @Nullable Proposal confirm(
      Verdict.OfConflict matter, Verdict.Decision decision, Verdict.Persons person) {
    Instant now = clock.instant();
    open.values().removeIf(old -> !old.expiresAt.isAfter(now));
    Proposal standing = open.get(matter.conflictId());
    if (standing != null && standing.matter.equals(matter) && standing.decision.equals(decision)) {
      if (standing.actor.equals(person.first())) {
        return null;
      }
      open.remove(matter.conflictId());
      return standing;
    }
    open.remove(matter.conflictId());
    open.put(
        matter.conflictId(),
        new Proposal(matter, decision, person.first(), person.reason(), now.plus(LONGEST)));
    if (open.size() > MOST) {
      open.remove(open.keySet().iterator().next());
    }
    return null;
  }

  /** What is proposed for a conflict, or nothing. */
  synchronized @Nullable Proposal of(String conflictId) {
    Proposal standing = open.get(conflictId);
    return standing == null || !standing.expiresAt.isAfter(clock.instant()) ? null : standing;
  }
}
