package ai.valeo.erp.tributary.schemas.entity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How concurrent changes of an attribute are merged, as its schema declares.
 *
 * @param strategy name of the strategy, one of {@link #BUILT_IN} or a class of one's own by name
 * @param minimum least value allowed, or none
 * @param maximum greatest value allowed, or none
 * @param onViolation what happens when a bound would be crossed
 * @param steps for {@code progress}: the states in ascending order, each with the states that may
 *     follow; empty otherwise
 */
public record MergePolicy(
    String strategy,
    @Nullable Value minimum,
    @Nullable Value maximum,
    OnViolation onViolation,
    Map<String, List<String>> steps) {

  public static final String LAST_WRITER = "last-writer";
  public static final String FIRST_WRITER = "first-writer";
  public static final String PRIORITY = "priority";
  public static final String MAXIMUM = "maximum";
  public static final String MINIMUM = "minimum";
  public static final String COUNTER = "counter";
  public static final String SET = "set";
  public static final String PROGRESS = "progress";
  public static final String MANUAL = "manual";

  /** The strategies that come with Tributary. */
  public static final List<String> BUILT_IN =
      List.of(
          LAST_WRITER, FIRST_WRITER, PRIORITY, MAXIMUM, MINIMUM, COUNTER, SET, PROGRESS, MANUAL);

  /** What happens when a bound would be crossed. */
  public enum OnViolation {
    /** The mutation fails with INVARIANT. */
    REJECT,
    /** The value stops at the bound; depends on the order of arrival. */
    CLAMP,
    /** The value crosses the bound and the shortage is recorded. */
    BACKORDER
  }

  public MergePolicy {
    var copy = new LinkedHashMap<String, List<String>>();
    steps.forEach((state, next) -> copy.put(state, List.copyOf(next)));
    steps = Collections.unmodifiableMap(copy);
  }

  /** The policy of an attribute that declares none. */
  public static MergePolicy lastWriter() {
    return new MergePolicy(LAST_WRITER, null, null, OnViolation.REJECT, Map.of());
  }

  /** The {@code progress} states in ascending order. */
  public List<String> states() {
    return List.copyOf(steps.keySet());
  }

  /** Whether {@code to} may follow {@code from} directly. */
  public boolean isLegalStep(String from, String to) {
    List<String> next = steps.get(from);
    return next != null && next.contains(to);
  }
}
