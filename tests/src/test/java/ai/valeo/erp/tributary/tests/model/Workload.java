package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Changes as users of one of the {@link TestTypes} make them.
 *
 * @param type the type
 * @param repeats whether values are few, so that many say the same
 */
public record Workload(RandomGenerator random, EntityType type, boolean repeats) {

  public Workload(RandomGenerator random, EntityType type) {
    this(random, type, false);
  }

  /** The same with few values. */
  Workload repeating() {
    return new Workload(random, type, true);
  }

  /** A legal step from a state, or none if there is none. */
  public @Nullable Change step(String from) {
    List<String> next = TestTypes.STEPS.getOrDefault(from, List.of());
    if (repeats && random.nextInt(4) == 0) {
      return Change.step("status", from, from);
    }
    return next.isEmpty()
        ? null
        : Change.step("status", from, next.get(random.nextInt(next.size())));
  }

  /** The state a step leads to. */
  public static String state(Change step) {
    return Objects.requireNonNull(step.operand()) instanceof Value.Text(String state) ? state : "";
  }

  /** What a new entity begins with. */
  List<Change> creation() {
    List<Change> changes = freeChanges();
    if (repeats && random.nextInt(3) == 0) {
      List<String> states = List.copyOf(TestTypes.STEPS.keySet());
      changes.add(Change.set("status", Value.of(states.get(random.nextInt(states.size())))));
    }
    return changes;
  }

  /** One to three changes of different attributes. */
  public List<Change> changes() {
    return changes(type.attribute("ruled") != null);
  }

  /** The same without attributes that may refuse. */
  public List<Change> freeChanges() {
    return changes(false);
  }

  private List<Change> changes(boolean bounded) {
    var changes = new ArrayList<Change>();
    int wanted = random.nextInt(1, 4);
    while (changes.size() < wanted) {
      Change change = bounded && random.nextInt(3) == 0 ? boundedChange() : freeChange();
      if (changes.stream().noneMatch(other -> other.attribute().equals(change.attribute()))) {
        changes.add(change);
      }
    }
    return changes;
  }

  private Change freeChange() {
    Value text = Value.of("v" + random.nextInt(repeats ? 2 : 1000));
    Value tag = Value.of("t" + random.nextInt(4));
    return switch (random.nextInt(11)) {
      case 0 -> random.nextInt(8) == 0 ? Change.clear("last") : Change.set("last", text);
      case 1 -> Change.set("first", text);
      case 2, 3 -> Change.set("ranked", text);
      case 4 -> Change.set("high", Value.of(random.nextLong(repeats ? 3 : 1_000_000)));
      case 5 -> Change.set("low", Value.of(random.nextLong(repeats ? 3 : 1_000_000)));
      case 6, 7 ->
          random.nextInt(4) == 0
              ? Change.set("count", Value.of(random.nextLong(100)))
              : Change.add("count", random.nextLong(-9, 10));
      case 8 -> Change.insert("tags", tag);
      case 9 -> Change.remove("tags", tag);
      default ->
          random.nextInt(3) == 0
              ? Change.set("tags", Value.of(List.of(tag)))
              : Change.insert("tags", tag);
    };
  }

  private Change boundedChange() {
    return switch (random.nextInt(5)) {
      case 0, 1 -> Change.add("stock", random.nextLong(-9, 10));
      case 2 -> Change.add("clamped", random.nextLong(-9, 10));
      case 3 -> Change.add("owed", random.nextLong(-9, 10));
      default -> Change.set("ruled", Value.of("v" + random.nextInt(repeats ? 2 : 1000)));
    };
  }
}
