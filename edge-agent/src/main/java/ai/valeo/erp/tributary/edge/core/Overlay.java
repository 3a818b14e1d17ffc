package ai.valeo.erp.tributary.edge.core;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Change;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.Meaning;
import ai.valeo.erp.tributary.schemas.entity.Value;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The node's own pending changes on top of what the centre has sent. */
public final class Overlay {

  private Overlay() {}

  /**
   * The values the app sees.
   *
   * @param base the entity as received, or none
   * @param pending own changes the base does not contain, in the order of capture
   * @return its attributes, or none if it does not exist. An update of an entity this node has
   *     never received shows what the update alone tells.
   */
  public static @Nullable SortedMap<String, Value> apply(
      EntityType type, @Nullable Base base, List<Draft> pending) {
    SortedMap<String, Value> values =
        base == null || base.deleted() ? null : new TreeMap<>(base.values());
    boolean deleted = base != null && base.deleted();
    for (Draft draft : pending) {
      switch (draft.operation()) {
        case DELETE -> {
          values = null;
          deleted = true;
        }
        case CREATE -> {
          values = applied(type, values == null ? initial(type) : values, draft);
          deleted = false;
        }
        case UPDATE -> {
          if (!deleted) {
            values = applied(type, values == null ? initial(type) : values, draft);
          }
        }
      }
    }
    return values;
  }

  private static SortedMap<String, Value> initial(EntityType type) {
    var values = new TreeMap<String, Value>();
    for (Attribute attribute : type.attributes()) {
      Value initial = attribute.initial();
      if (initial != null) {
        values.put(attribute.name(), initial);
      }
    }
    return values;
  }

  private static SortedMap<String, Value> applied(
      EntityType type, SortedMap<String, Value> values, Draft draft) {
    for (Change change : draft.changes()) {
      Attribute attribute = type.attribute(change.attribute());
      if (attribute == null) {
        continue; // the type lost the attribute since; the centre will refuse the change
      }
      Value before = values.get(change.attribute());
      Value after = after(attribute, before, change);
      if (after == null) {
        values.remove(change.attribute());
      } else {
        values.put(change.attribute(), after);
      }
    }
    return values;
  }

  /** A change that has no meaning on this value shows nothing; the centre will say why. */
  private static @Nullable Value after(Attribute attribute, @Nullable Value before, Change change) {
    try {
      return Meaning.apply(attribute, before, change);
    } catch (ArithmeticException | IllegalArgumentException noMeaning) {
      return before;
    }
  }
}
