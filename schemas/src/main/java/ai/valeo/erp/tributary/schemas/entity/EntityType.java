package ai.valeo.erp.tributary.schemas.entity;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entity type with its merge policy. Types are data: they are read from schema files.
 *
 * @param name letters and digits, begins with a capital, e.g. {@code InventoryItem}
 * @param doc what it is, in words
 * @param criticality how urgent changes of this type are
 * @param onDeleteConflict what happens when a delete meets an update that did not see it
 * @param horizon how long deltas, tombstones and mutation ids are remembered
 * @param attributes its attributes in declared order
 * @param fourEyes attributes on which a person rules only together with another; {@link #WHOLE} =
 *     every ruling
 */
public record EntityType(
    String name,
    String doc,
    Criticality criticality,
    OnDeleteConflict onDeleteConflict,
    Duration horizon,
    List<Attribute> attributes,
    Map<String, Attribute> byName,
    Set<String> fourEyes) {

  /** In {@link #fourEyes}: every ruling on the type. */
  public static final String WHOLE = "*";

  /** How urgent changes of a type are; the bonus is added to a mutation's priority. */
  public enum Criticality {
    CRITICAL(3),
    IMPORTANT(1),
    NORMAL(0);

    private final int bonus;

    Criticality(int bonus) {
      this.bonus = bonus;
    }

    /** Points added to the priority of a mutation of such a type. */
    public int bonus() {
      return bonus;
    }
  }

  /** What happens when a delete meets an update that did not see it, or the reverse. */
  public enum OnDeleteConflict {
    UPDATE_WINS,
    DELETE_WINS,
    MANUAL
  }

  public EntityType {
    attributes = List.copyOf(attributes);
    byName = index(attributes);
    fourEyes = Set.copyOf(fourEyes);
  }

  /** A type from its parts. */
  public static EntityType of(
      String name,
      String doc,
      Criticality criticality,
      OnDeleteConflict onDeleteConflict,
      Duration horizon,
      List<Attribute> attributes) {
    return new EntityType(
        name, doc, criticality, onDeleteConflict, horizon, attributes, Map.of(), Set.of());
  }

  /** The same, with attributes on which two persons rule together. */
  public EntityType withFourEyes(Set<String> names) {
    return new EntityType(
        name, doc, criticality, onDeleteConflict, horizon, attributes, byName, names);
  }

  /** Whether a ruling on the attribute, or the entity as a whole, takes two persons. */
  public boolean needsFourEyes(String attributeName) {
    return fourEyes.contains(WHOLE) || fourEyes.contains(attributeName);
  }

  /** The attribute of that name, or none. */
  public @Nullable Attribute attribute(String attributeName) {
    return byName.get(attributeName);
  }

  /**
   * The name in kebab case, as topics use it: {@code InventoryItem} gives {@code inventory-item}.
   */
  public String kebabName() {
    var kebab = new StringBuilder(name.length() + 4); // asked for with every record
    for (int i = 0; i < name.length(); i++) {
      char letter = name.charAt(i);
      if (isCapital(letter) && i > 0 && !isCapital(name.charAt(i - 1))) {
        kebab.append('-');
      }
      kebab.append(Character.toLowerCase(letter));
    }
    return kebab.toString();
  }

  private static boolean isCapital(char letter) {
    return 'A' <= letter && letter <= 'Z';
  }

  private static Map<String, Attribute> index(List<Attribute> attributes) {
    var index = new LinkedHashMap<String, Attribute>();
    for (Attribute attribute : attributes) {
      if (index.put(attribute.name(), attribute) != null) {
        throw new IllegalArgumentException("attribute: " + attribute.name() + " declared twice");
      }
    }
    return Collections.unmodifiableMap(index);
  }
}
