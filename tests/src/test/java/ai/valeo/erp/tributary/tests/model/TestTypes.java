package ai.valeo.erp.tributary.tests.model;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.AttributeType;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.EntityType.Criticality;
import ai.valeo.erp.tributary.schemas.entity.EntityType.OnDeleteConflict;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.schemas.entity.MergePolicy.OnViolation;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entity types with one attribute for every strategy. */
public final class TestTypes {

  /** Deletes lose against updates they have not seen; every attribute merges by itself. */
  public static final String OPEN = "Open";

  /** Deletes win. */
  public static final String CLOSED = "Closed";

  /** Deletes that meet an update wait for a person; also attributes with bounds and by hand. */
  public static final String GUARDED = "Guarded";

  /** Like {@link #OPEN}, with bounds and an attribute that is settled by hand. */
  public static final String BOUNDED = "Bounded";

  /** States and steps of the attribute {@code status}. */
  public static final Map<String, List<String>> STEPS = steps();

  private static final AttributeType TEXT = new AttributeType.Text();
  private static final AttributeType WHOLE =
      new AttributeType.Whole(Long.MIN_VALUE, Long.MAX_VALUE);

  private TestTypes() {}

  /** All of them by name. */
  public static Map<String, EntityType> all() {
    var types = new LinkedHashMap<String, EntityType>();
    types.put(OPEN, type(OPEN, OnDeleteConflict.UPDATE_WINS, automatic()));
    types.put(CLOSED, type(CLOSED, OnDeleteConflict.DELETE_WINS, automatic()));
    types.put(GUARDED, type(GUARDED, OnDeleteConflict.MANUAL, bounded()));
    types.put(BOUNDED, type(BOUNDED, OnDeleteConflict.UPDATE_WINS, bounded()));
    return types;
  }

  private static EntityType type(
      String name, OnDeleteConflict onDeleteConflict, List<Attribute> attributes) {
    return EntityType.of(
        name, "A test.", Criticality.IMPORTANT, onDeleteConflict, Duration.ofDays(7), attributes);
  }

  private static List<Attribute> automatic() {
    return List.of(
        plain("last", TEXT, MergePolicy.LAST_WRITER),
        plain("first", TEXT, MergePolicy.FIRST_WRITER),
        plain("ranked", TEXT, MergePolicy.PRIORITY),
        plain("high", WHOLE, MergePolicy.MAXIMUM),
        plain("low", WHOLE, MergePolicy.MINIMUM),
        with("count", WHOLE, Value.of(0), policy(MergePolicy.COUNTER, null, OnViolation.REJECT)),
        with(
            "tags",
            new AttributeType.Many(TEXT),
            Value.of(List.of()),
            policy(MergePolicy.SET, null, OnViolation.REJECT)),
        with(
            "status",
            new AttributeType.Symbol(List.copyOf(STEPS.keySet())),
            Value.of("CREATED"),
            new MergePolicy(MergePolicy.PROGRESS, null, null, OnViolation.REJECT, STEPS)));
  }

  private static List<Attribute> bounded() {
    var attributes = new ArrayList<>(automatic());
    Value none = Value.of(0);
    attributes.add(
        with("stock", WHOLE, none, policy(MergePolicy.COUNTER, none, OnViolation.REJECT)));
    attributes.add(
        with("clamped", WHOLE, none, policy(MergePolicy.COUNTER, none, OnViolation.CLAMP)));
    attributes.add(
        with("owed", WHOLE, none, policy(MergePolicy.COUNTER, none, OnViolation.BACKORDER)));
    attributes.add(plain("ruled", TEXT, MergePolicy.MANUAL));
    return attributes;
  }

  private static MergePolicy policy(
      String strategy, @Nullable Value minimum, OnViolation onViolation) {
    return new MergePolicy(strategy, minimum, null, onViolation, Map.of());
  }

  private static Attribute plain(String name, AttributeType type, String strategy) {
    return new Attribute(
        name, type, false, true, null, policy(strategy, null, OnViolation.REJECT), false, null);
  }

  private static Attribute with(
      String name, AttributeType type, Value initial, MergePolicy policy) {
    return new Attribute(name, type, false, false, initial, policy, false, null);
  }

  private static Map<String, List<String>> steps() {
    var steps = new LinkedHashMap<String, List<String>>();
    steps.put("CREATED", List.of("CONFIRMED", "PROCESSING", "CANCELLED"));
    steps.put("CONFIRMED", List.of("PROCESSING", "CANCELLED"));
    steps.put("PROCESSING", List.of("SHIPPED", "CANCELLED"));
    steps.put("CANCELLED", List.of());
    steps.put("SHIPPED", List.of("DELIVERED"));
    steps.put("DELIVERED", List.of());
    return steps;
  }
}
