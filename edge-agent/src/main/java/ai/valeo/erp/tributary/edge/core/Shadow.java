package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.edge.core.Flight.Phase;
import ai.valeo.erp.tributary.schemas.entity.MutationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the node knows of one entity at the centre, and which of its own sent mutations that
 * knowledge contains.
 *
 * <p>Outcomes and entity records come from different partitions, hence in any order relative to
 * each other. If an entity record were taken as base while an own mutation waits for its outcome,
 * nobody could tell whether the record contains that mutation, and the app would see it twice or
 * not at all. So such a record is held back until the outcomes tell, unless its last change is an
 * own one: the mutations of one node and entity are decided in sequence, so that record contains
 * all earlier ones too.
 *
 * @param base what the app sees underneath its own changes, or none
 * @param held a newer record that waits for outcomes, or none
 * @param flights own mutations with a sequence, ascending
 */
public record Shadow(@Nullable Base base, @Nullable Base held, List<Flight> flights) {

  /** Nothing is known. */
  public static final Shadow NONE = new Shadow(null, null, List.of());

  /** Copies. */
  public Shadow {
    flights = List.copyOf(flights);
  }

  /** After an entity record has come in. */
  public Shadow received(Base incoming) {
    Base newest = newest();
    if (newest != null && isOld(incoming, newest)) {
      return this;
    }
    long decided = sequenceOf(incoming.updatedBy());
    if (decided > 0) {
      return new Shadow(base, null, markedUpTo(decided)).adopted(incoming);
    }
    return hasOpen() ? new Shadow(base, incoming, flights) : adopted(incoming);
  }

  /** After an answer to one of the flights; unknown ids change nothing. */
  public Shadow answered(MutationId id, Answer.Verdict verdict) {
    var rest = new ArrayList<Flight>(flights.size());
    boolean known = false;
    for (Flight flight : flights) {
      if (!flight.id().equals(id) || flight.phase() == Phase.ANSWERED) {
        rest.add(flight);
        continue;
      }
      known = true;
      if (isStillMissing(flight, verdict)) {
        rest.add(flight.answered(verdict.version()));
      }
    }
    if (!known) {
      return this;
    }
    Shadow next = new Shadow(base, held, rest);
    return held != null && (!next.hasOpen() || verdict.version() >= held.version())
        ? next.adopted(held)
        : next;
  }

  /** The newest record known, or none. */
  public @Nullable Base newest() {
    return held == null ? base : held;
  }

  /**
   * After it turned out that the entity has another life at the centre, whose versions tell nothing
   * about those before: answers that waited for one of those wait no longer.
   */
  public Shadow restarted(Base incoming) {
    List<Flight> unanswered =
        flights.stream().filter(flight -> flight.phase() != Phase.ANSWERED).toList();
    return new Shadow(incoming, null, unanswered);
  }

  /** Whether the app sees the same of both, whatever it has changed itself besides. */
  public boolean looksLike(Shadow other) {
    return Objects.equals(base, other.base) && shown(flights).equals(shown(other.flights));
  }

  private static List<Long> shown(List<Flight> flights) {
    return flights.stream()
        .filter(flight -> flight.phase() != Phase.IN_BASE)
        .map(Flight::sequence)
        .toList();
  }

  /** Whether anything of the entity need not be remembered: no base and nothing under way. */
  public boolean isEmpty() {
    return base == null && held == null && flights.isEmpty();
  }

  private static boolean isOld(Base incoming, Base newest) {
    // a version that starts again after a deletion is a new life of the entity, not an old record
    boolean mayRestart = newest.deleted() && !incoming.deleted();
    return mayRestart
        ? incoming.version() == newest.version()
        : incoming.version() <= newest.version();
  }

  private boolean isStillMissing(Flight flight, Answer.Verdict verdict) {
    long present = base == null ? 0 : base.version();
    return verdict.state() != MutationState.FAILED
        && flight.phase() == Phase.OPEN
        && verdict.version() > present;
  }

  private Shadow adopted(Base incoming) {
    List<Flight> rest =
        flights.stream()
            .filter(flight ->
                flight.phase() != Phase.ANSWERED || flight.answeredVersion() > incoming.version())
            .toList();
    return new Shadow(incoming, null, rest);
  }

  private boolean hasOpen() {
    return flights.stream().anyMatch(flight -> flight.phase() == Phase.OPEN);
  }

  private long sequenceOf(String updatedBy) {
    for (Flight flight : flights) {
      if (flight.id().value().equals(updatedBy)) {
        return flight.sequence();
      }
    }
    return 0;
  }

  private List<Flight> markedUpTo(long sequence) {
    return flights.stream()
        .map(flight ->
            flight.phase() == Phase.OPEN && flight.sequence() <= sequence
                ? flight.with(Phase.IN_BASE)
                : flight)
        .toList();
  }
}
