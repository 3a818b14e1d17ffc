package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import graphql.language.Directive;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a selection that the centre knows, with the fragments it needs: what only the edge
 * has is left out, and answered there. One thread.
 */
final class Selected {

  private static final String TYPE_NAME = "__typename";
  private static final long UNSAID = -1;

  private final CentreTypes types;
  private final Map<String, FragmentDefinition> known;
  private final Map<String, FragmentDefinition> used = new LinkedHashMap<>();
  private long maxAgeSeconds = UNSAID;

  /**
   * An empty selection.
   *
   * @param types what the centre knows
   * @param known the fragments of the document
   */
  Selected(CentreTypes types, Map<String, FragmentDefinition> known) {
    this.types = types;
    this.known = known;
  }

  /** The part of a field of a type that the centre knows, or nothing. */
  @Nullable Field field(Field field, String parent) {
    if (field.getName().equals(TYPE_NAME)) {
      return field.transform(plain -> plain.directives(conditions(field.getDirectives())));
    }
    FieldDefinition definition = types.field(parent, field.getName());
    if (definition == null) {
      return null;
    }
    aged(types.maxAgeSeconds(definition));
    SelectionSet below = field.getSelectionSet();
    SelectionSet kept =
        below == null ? null : selections(below, CentreTypes.bare(definition.getType()));
    return field.transform(
        plain -> plain.selectionSet(kept).directives(conditions(field.getDirectives())));
  }

  /** The fragments that the fields so far use. */
  List<FragmentDefinition> fragments() {
    return List.copyOf(used.values());
  }

  /** Seconds an answer may be used without asking, or -1 if the schema does not say. */
  long maxAgeSeconds() {
    return maxAgeSeconds;
  }

  private void aged(long seconds) {
    if (seconds >= 0) {
      maxAgeSeconds = maxAgeSeconds < 0 ? seconds : Math.min(maxAgeSeconds, seconds);
    }
  }

  /** What is left of a selection; where nothing is, at least the name of the type is asked. */
  private SelectionSet selections(SelectionSet selections, String type) {
    var kept = new ArrayList<Selection<?>>();
    for (Selection<?> selection : selections.getSelections()) {
      Selection<?> known = selection(selection, type);
      if (known != null) {
        kept.add(known);
      }
    }
    if (kept.isEmpty() || types.isAbstract(type)) {
      kept.add(Field.newField(TYPE_NAME).build());
    }
    return SelectionSet.newSelectionSet(kept).build();
  }

  private @Nullable Selection<?> selection(Selection<?> selection, String type) {
    return switch (selection) {
      case Field field -> field(field, type);
      case InlineFragment inline -> {
        String on = inline.getTypeCondition() == null ? type : inline.getTypeCondition().getName();
        yield types.knows(on)
            ? inline.transform(plain ->
                plain
                    .selectionSet(selections(inline.getSelectionSet(), on))
                    .directives(conditions(inline.getDirectives())))
            : null;
      }
      case FragmentSpread spread ->
          uses(spread.getName())
              ? spread.transform(plain -> plain.directives(conditions(spread.getDirectives())))
              : null;
      default -> null;
    };
  }

  /** Whether the centre knows what a fragment is about; if so, it goes along. */
  private boolean uses(String name) {
    FragmentDefinition fragment = known.get(name);
    if (fragment == null || !types.knows(fragment.getTypeCondition().getName())) {
      return false;
    }
    if (!used.containsKey(name)) {
      used.put(name, fragment); // before its selection: a fragment is asked for once
      String type = fragment.getTypeCondition().getName();
      SelectionSet kept = selections(fragment.getSelectionSet(), type);
      used.put(name, fragment.transform(plain -> plain.selectionSet(kept).directives(List.of())));
    }
    return true;
  }

  private static List<Directive> conditions(List<Directive> directives) {
    return directives.stream()
        .filter(one -> one.getName().equals("skip") || one.getName().equals("include"))
        .toList();
  }
}
