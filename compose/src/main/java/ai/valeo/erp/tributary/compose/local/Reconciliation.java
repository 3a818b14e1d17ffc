package ai.valeo.erp.tributary.compose.local;

import ai.valeo.erp.tributary.compose.local.Evidence.Answered;
import ai.valeo.erp.tributary.compose.local.Evidence.Illegible;
import ai.valeo.erp.tributary.compose.local.Evidence.Place;
import ai.valeo.erp.tributary.compose.local.Evidence.Published;
import ai.valeo.erp.tributary.compose.local.Evidence.Row;
import ai.valeo.erp.tributary.schemas.entity.EntityKey;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether everything adds up: nothing lost, nothing doubled, nothing invented, every view
 * the same, and no piece of stock too many or too few. One use; one thread.
 */
public final class Reconciliation {
  private static final String STOCK = "InventoryItem";
  private static final String QUANTITY = "quantity";

  private final Evidence evidence;
  private final List<Finding> findings = new ArrayList<>();

  private Reconciliation(Evidence evidence) {
    this.evidence = evidence;
  }

  /** What can be wrong. */
  public enum Fault {
    /** A captured mutation never reached the topic. */
    UNPUBLISHED,
    /** A mutation has no final outcome and waits for nobody. */
    LOST,
    /** A mutation has more than one final outcome. */
    DOUBLED,
    /** An outcome answers a mutation that nobody made. */
    INVENTED,
    /** A mutation waits for a person, but no conflict is open for it, or the other way round. */
    CONFLICT_MISMATCH,
    /** A view lacks an entity, has one too many, or shows another state. */
    VIEW_DIFFERS,
    /** A stock item's quantity is not what came in less what went out. */
    STOCK_DIFFERS,
    /** A record that nobody can read is not in quarantine. */
    NOT_SET_ASIDE
  }

  /**
   * Something that is wrong.
   *
   * @param fault what
   * @param detail where, in words
   */
  public record Finding(Fault fault, String detail) {}

  /**
   * The result.
   *
   * @param captured mutations the offices captured
   * @param foreign mutations on the topic that others captured
   * @param applied mutations with APPLIED
   * @param failed mutations with FAILED
   * @param open mutations that wait for a person
   * @param entities entities at the centre
   * @param stockItems stock items among them
   * @param pieces pieces in stock
   * @param setAside records that nobody can read, and that are in quarantine
   * @param findings what is wrong; empty when all adds up
   */
  public record Report(
      int captured,
      int foreign,
      int applied,
      int failed,
      int open,
      int entities,
      int stockItems,
      long pieces,
      int setAside,
      List<Finding> findings) {
    /** Copies. */
    public Report {
      findings = List.copyOf(findings);
    }

    /** Whether all adds up. */
    public boolean isClean() {
      return findings.isEmpty();
    }
  }

  /** Judges. */
  public static Report of(Evidence evidence) {
    return new Reconciliation(evidence).judge();
  }

  private Report judge() {
    Set<String> expected = new TreeSet<>(evidence.captured().keySet());
    expected.addAll(evidence.published().keySet());
    Map<String, Tally> tallies = tally(expected);
    Set<String> open = new HashSet<>(evidence.openConflicts());
    expected.forEach(id -> checkAnswered(id, tallies.get(id), open));
    for (String id : open) {
      if (!expected.contains(id)) {
        find(Fault.CONFLICT_MISMATCH, id + ": an open conflict of a mutation nobody made");
      }
    }
    evidence.views().forEach(this::checkView);
    long pieces = checkStock();
    int setAside = checkIllegible(evidence.illegible());
    int foreign =
        (int) expected.stream().filter(id -> !evidence.captured().containsKey(id)).count();
    return new Report(
        evidence.captured().size(),
        foreign,
        count(tallies, Tally::applied),
        count(tallies, Tally::failed),
        (int) tallies.values().stream().filter(Tally::waits).count(),
        evidence.centre().size(),
        (int) evidence.centre().keySet().stream().filter(Reconciliation::isStock).count(),
        pieces,
        setAside,
        findings);
  }

  private record Tally(int applied, int failed, int conflict) {
    static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Answered outcome) {
      return switch (outcome.state()) {
        case APPLIED -> new Tally(applied + 1, failed, conflict);
        case FAILED -> new Tally(applied, failed + 1, conflict);
        case CONFLICT -> new Tally(applied, failed, conflict + 1);
      };
    }

    int finals() {
      return applied + failed;
    }

    boolean waits() {
      return finals() == 0 && conflict > 0;
    }
  }

  private Map<String, Tally> tally(Set<String> expected) {
    Map<String, Tally> tallies = new HashMap<>();
    for (Answered outcome : evidence.outcomes()) {
      if (expected.contains(outcome.mutationId())) {
        tallies.merge(
            outcome.mutationId(),
            Tally.NONE.plus(outcome),
            (before, ignored) -> before.plus(outcome));
      } else {
        find(Fault.INVENTED, outcome.mutationId() + ": an outcome without a mutation");
      }
    }
    return tallies;
  }

  private void checkAnswered(String id, @Nullable Tally found, Set<String> open) {
    Tally tally = found == null ? Tally.NONE : found;
    if (!evidence.published().containsKey(id)) {
      find(Fault.UNPUBLISHED, id + " of " + evidence.captured().get(id));
    }
    if (tally.finals() > 1 || tally.conflict() > 1) {
      find(
          Fault.DOUBLED,
          id + ": " + tally.finals() + " final outcomes and " + tally.conflict() + " CONFLICT");
    }
    if (tally.finals() == 0 && tally.conflict() == 0) {
      find(Fault.LOST, id + ": no outcome");
    }
    if (tally.waits() != open.contains(id)) {
      find(
          Fault.CONFLICT_MISMATCH,
          id + (tally.waits() ? ": waits without an open conflict" : ": answered, yet open"));
    }
  }

  private void checkView(String name, Map<EntityKey, Row> view) {
    evidence
        .centre()
        .forEach((key, expected) -> {
          Row shown = view.get(key);
          if (shown == null) {
            find(Fault.VIEW_DIFFERS, name + ": " + key + " is missing");
          } else if (!isSame(expected, shown)) {
            find(Fault.VIEW_DIFFERS, name + ": " + key + difference(expected, shown));
          }
        });
    for (EntityKey key : view.keySet()) {
      if (!evidence.centre().containsKey(key)) {
        find(Fault.VIEW_DIFFERS, name + ": " + key + " does not exist at the centre");
      }
    }
  }

  private static boolean isSame(Row expected, Row shown) {
    return expected.version() == shown.version()
        && (shown.attributes() == null
            || Objects.equals(expected.attributes(), shown.attributes()));
  }

  private static String difference(Row expected, Row shown) {
    if (expected.version() != shown.version()) {
      return ": version " + shown.version() + " (expected: " + expected.version() + ")";
    }
    return ": " + shown.attributes() + " (expected: " + expected.attributes() + ")";
  }

  private long checkStock() {
    Set<String> taken = new HashSet<>();
    for (Answered outcome : evidence.outcomes()) {
      if (outcome.isFinal() && outcome.isQuantityTaken()) {
        taken.add(outcome.mutationId());
      }
    }
    Map<EntityKey, Long> sums = new TreeMap<>();
    for (Map.Entry<String, Published> entry : evidence.published().entrySet()) {
      Published mutation = entry.getValue();
      if (isStock(mutation.entity()) && taken.contains(entry.getKey())) {
        sums.merge(mutation.entity(), mutation.quantity(), Long::sum);
      }
    }
    long pieces = 0;
    for (Map.Entry<EntityKey, Row> entry : evidence.centre().entrySet()) {
      if (isStock(entry.getKey())) {
        long present = quantity(entry.getValue());
        long sum = sums.getOrDefault(entry.getKey(), 0L);
        pieces += present;
        if (present != sum) {
          find(
              Fault.STOCK_DIFFERS,
              entry.getKey() + ": " + present + " (expected: " + sum + " by its movements)");
        }
      }
    }
    return pieces;
  }

  private int checkIllegible(Illegible illegible) {
    int setAside = 0;
    for (Place place : illegible.found()) {
      if (illegible.setAside().contains(place)) {
        setAside++;
      } else {
        find(Fault.NOT_SET_ASIDE, place + ": not to be read, and not in quarantine");
      }
    }
    return setAside;
  }

  private static boolean isStock(EntityKey key) {
    return key.entityType().equals(STOCK);
  }

  private static long quantity(Row row) {
    return row.attributes() != null
            && row.attributes().get(QUANTITY) instanceof Value.Whole(long number)
        ? number
        : 0;
  }

  private static int count(Map<String, Tally> tallies, ToIntFunction<Tally> figure) {
    return (int) tallies.values().stream().filter(tally -> figure.applyAsInt(tally) > 0).count();
  }

  private void find(Fault fault, String detail) {
    findings.add(new Finding(fault, detail));
  }
}
