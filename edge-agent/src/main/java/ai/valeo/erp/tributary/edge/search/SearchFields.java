package ai.valeo.erp.tributary.edge.search;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.EntityType;
import ai.valeo.erp.tributary.schemas.entity.SearchRole;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What of the entity types is searched, as their schemas say.
 *
 * @param byType the attributes of each role, for types that have any
 */
record SearchFields(SortedMap<String, Fields> byType) {

  private static final String CODE = "2"; // another one when documents are made another way

  /** Attributes of one type by role, in declared order. */
  record Fields(EntityType type, Map<SearchRole, List<String>> byRole) {

    List<String> of(SearchRole role) {
      return byRole.getOrDefault(role, List.of());
    }

    boolean isSearched() {
      return !of(SearchRole.TITLE).isEmpty();
    }

    boolean isStock() {
      return !of(SearchRole.STOCK_OF).isEmpty() && !of(SearchRole.STOCK).isEmpty();
    }

    /** The attributes that its entities are listed by. */
    List<String> groups() {
      return Stream.concat(of(SearchRole.FACET).stream(), of(SearchRole.GROUP).stream()).toList();
    }

    /** Whether there is a list of all its entities: in an order of its own, or to be narrowed. */
    boolean isListedWhole() {
      return !of(SearchRole.ORDER).isEmpty() || !of(SearchRole.FACET).isEmpty();
    }
  }

  static SearchFields of(List<EntityType> types) {
    var byType = new TreeMap<String, Fields>();
    for (EntityType type : types) {
      Map<SearchRole, List<String>> byRole = new EnumMap<>(SearchRole.class);
      byRole.putAll(
          type.attributes().stream()
              .filter(attribute -> attribute.search() != null)
              .collect(
                  Collectors.groupingBy(
                      SearchFields::role,
                      Collectors.mapping(Attribute::name, Collectors.toList()))));
      if (!byRole.isEmpty()) {
        byType.put(type.name(), new Fields(type, byRole));
      }
    }
    return new SearchFields(byType);
  }

  /** The attributes of a type; none if nothing of it matters to a search. */
  @Nullable Fields of(String type) {
    return byType.get(type);
  }

  /** Another text whenever an index made before would not be the same now. */
  String fingerprint() {
    Function<Fields, String> roles = fields -> fields.byRole().toString();
    return CODE
        + byType.entrySet().stream()
            .map(entry -> entry.getKey() + roles.apply(entry.getValue()))
            .collect(Collectors.joining(" ", " ", ""));
  }

  private static SearchRole role(Attribute attribute) {
    SearchRole role = attribute.search();
    if (role == null) {
      throw new IllegalArgumentException("attribute: " + attribute.name() + " has no role");
    }
    return role;
  }
}
