package ai.valeo.erp.tributary.graphql.cache;

import ai.valeo.erp.tributary.graphql.document.Caching;
import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import ai.valeo.erp.tributary.graphql.document.NormalForm;
import graphql.language.Field;
import graphql.language.FieldDefinition;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long the answer to an operation may be kept, by {@code @cacheControl}: as long as the field
 * says that may be kept for the shortest time. A field that leads to an object and says nothing,
 * nor does its type, is not kept; other fields live as long as what they are part of.
 *
 * @param form the operation
 * @param maxAgeSeconds 0 = not at all
 * @param isPrivate whether only who asked for it may see it
 */
record CachePolicy(NormalForm form, long maxAgeSeconds, boolean isPrivate) {

  boolean mayKeep() {
    return maxAgeSeconds > 0;
  }

  static CachePolicy of(CentreTypes types, NormalForm form) {
    Walk walk = new Walk(types, form);
    walk.selections(form.selections(), "Query", false);
    return new CachePolicy(form, walk.isKnown ? walk.least : 0, walk.isPrivate);
  }

  private static final class Walk {

    private final CentreTypes types;
    private final Map<String, FragmentDefinition> fragments = new HashMap<>();
    private long least = Long.MAX_VALUE;
    private boolean isKnown;
    private boolean isPrivate;

    Walk(CentreTypes types, NormalForm form) {
      this.types = types;
      form.fragments().forEach(fragment -> fragments.put(fragment.getName(), fragment));
    }

    void selections(@Nullable SelectionSet selections, String type, boolean isPart) {
      if (selections == null) {
        return;
      }
      for (Selection<?> selection : selections.getSelections()) {
        switch (selection) {
          case Field field -> field(field, type, isPart);
          case InlineFragment inline ->
              selections(
                  inline.getSelectionSet(),
                  inline.getTypeCondition() == null ? type : inline.getTypeCondition().getName(),
                  isPart);
          case FragmentSpread spread -> {
            FragmentDefinition fragment = fragments.get(spread.getName());
            if (fragment != null) {
              selections(fragment.getSelectionSet(), fragment.getTypeCondition().getName(), isPart);
            }
          }
          default -> {}
        }
      }
    }

    private void field(Field field, String type, boolean isPart) {
      if (field.getName().equals("__typename")) {
        return;
      }
      FieldDefinition definition = types.field(type, field.getName());
      if (definition == null) {
        age(0); // introspection, or of an abstract type
        return;
      }
      Caching caching = types.caching(definition);
      isPrivate |= caching.isPrivate();
      if (caching.maxAgeSeconds() >= 0) {
        age(caching.maxAgeSeconds());
      } else if (!isPart || (types.isObject(definition) && !caching.inherits())) {
        age(0);
      }
      selections(field.getSelectionSet(), CentreTypes.bare(definition.getType()), true);
    }

    private void age(long seconds) {
      isKnown = true;
      least = Math.min(least, seconds);
    }
  }
}
