package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.schema.Typed;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLCompositeType;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object as the centre answered it: its members bear the names that the client gave them.
 *
 * @param members its members
 */
record CentreObject(Map<String, Object> members) implements Typed {

  private static final String TYPE_NAME = "__typename";

  /** A value of the centre for a field: objects in it can be asked for their members. */
  static @Nullable Object of(@Nullable Object value, DataFetchingEnvironment field) {
    boolean isComposite =
        GraphQLTypeUtil.unwrapAll(field.getFieldType()) instanceof GraphQLCompositeType;
    return isComposite ? of(value) : value;
  }

  /** The value of a field of this object; null where only the edge has the field. */
  @Nullable Object member(DataFetchingEnvironment field) {
    return of(members.get(field.getField().getResultKey()), field);
  }

  @Override
  public @Nullable String typeName() {
    return members.get(TYPE_NAME) instanceof String name ? name : null;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> object -> new CentreObject((Map<String, Object>) object);
      case List<?> list -> {
        var values = new ArrayList<@Nullable Object>(list.size());
        list.forEach(one -> values.add(of(one)));
        yield values;
      }
      case null, default -> value;
    };
  }
}
