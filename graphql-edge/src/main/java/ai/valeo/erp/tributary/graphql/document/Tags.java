package ai.valeo.erp.tributary.graphql.document;

import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an answer is made of: {@code Type:id} for an object whose id it tells, {@code
 * Type} where any object of the type could change it: lists, objects without an id, and nothing
 * where something could come to be. One thread.
 */
public final class Tags {

  private static final String ID = "id";

  private final CentreTypes types;
  private final Map<String, FragmentDefinition> fragments = new HashMap<>();
  private final Set<String> found = new HashSet<>();

  private Tags(CentreTypes types, List<FragmentDefinition> fragments) {
    this.types = types;
    fragments.forEach(fragment -> this.fragments.put(fragment.getName(), fragment));
  }

  /**
   * The tags of the answer to some fields.
   *
   * @param selected selections of the same field
   * @param parent the type they are fields of
   * @param value the answer
   */
  public static Set<String> ofField(
      CentreTypes types, Selected selected, String parent, @Nullable Object value) {
    Tags tags = new Tags(types, selected.fragments);
    for (Selection<?> selection : selected.selections.getSelections()) {
      if (selection instanceof Field field) {
        tags.field(field, parent, value);
      }
    }
    return tags.found;
  }

  /** The tags of an object of a type. */
  public static Set<String> ofObject(
      CentreTypes types, Selected selected, String type, Map<?, ?> object) {
    Tags tags = new Tags(types, selected.fragments);
    tags.members(object, selected.selections, type);
    return tags.found;
  }

  /**
   * What was asked.
   *
   * @param selections what of it
   * @param fragments what they use
   */
  public record Selected(SelectionSet selections, List<FragmentDefinition> fragments) {}

  private void field(Field field, String parent, @Nullable Object value) {
    FieldDefinition definition = types.field(parent, field.getName());
    SelectionSet below = field.getSelectionSet();
    if (definition == null || below == null) {
      return;
    }
    Type<?> type = definition.getType();
    String bare = CentreTypes.bare(type);
    if (isEntity(bare) && (value == null || CentreTypes.isList(type))) {
      found.add(bare);
    }
    values(value, below, bare);
  }

  private void values(@Nullable Object value, SelectionSet selections, String type) {
    if (value instanceof List<?> list) {
      list.forEach(one -> values(one, selections, type));
    } else if (value instanceof Map<?, ?> object) {
      String own = object.get("__typename") instanceof String name ? name : type;
      if (isEntity(own)) {
        Object id = id(object, selections);
        found.add(id == null ? own : own + ':' + id);
      }
      members(object, selections, own);
    }
  }

  private void members(Map<?, ?> object, SelectionSet selections, String type) {
    for (Selection<?> selection : selections.getSelections()) {
      switch (selection) {
        case Field field -> field(field, type, object.get(field.getResultKey()));
        case InlineFragment inline -> members(object, inline.getSelectionSet(), type);
        case FragmentSpread spread -> {
          FragmentDefinition fragment = fragments.get(spread.getName());
          if (fragment != null) {
            members(object, fragment.getSelectionSet(), type);
          }
        }
        default -> {}
      }
    }
  }

  private @Nullable Object id(Map<?, ?> object, SelectionSet selections) {
    for (Selection<?> selection : selections.getSelections()) {
      Object id =
          switch (selection) {
            case Field field when field.getName().equals(ID) -> object.get(field.getResultKey());
            case InlineFragment inline -> id(object, inline.getSelectionSet());
            case FragmentSpread spread -> {
              FragmentDefinition fragment = fragments.get(spread.getName());
              yield fragment == null ? null : id(object, fragment.getSelectionSet());
            }
            default -> null;
          };
      if (id != null) {
        return id;
      }
    }
    return null;
  }

  private boolean isEntity(String type) {
    return types.field(type, ID) != null;
  }
}
