package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLDirectiveContainer;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.HashMap;
import java.util.Map;

/**
 * What every field of a schema asks of its caller: what it says itself, what its type says, and
 * what the type it is a field of says. Immutable.
 */
final class FieldRules {

  private final GraphQLSchema schema;
  private final DataRule data;
  private final Map<FieldCoordinates, Requirement> requirements = new HashMap<>();

  FieldRules(GraphQLSchema schema, DataRule data) {
    this.schema = schema;
    this.data = data;
    for (GraphQLNamedType type : schema.getAllTypesAsList()) {
      if (type instanceof GraphQLObjectType object && !type.getName().startsWith("__")) {
        object.getFieldDefinitions().forEach(field -> read(object, field));
      }
    }
  }

  private void read(GraphQLObjectType parent, GraphQLFieldDefinition field) {
    Requirement requirement = Requirement.of(parent).and(Requirement.of(field));
    if (GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLDirectiveContainer shown) {
      requirement = requirement.and(Requirement.of(shown));
    }
    if (!requirement.equals(Requirement.NONE)) {
      requirements.put(FieldCoordinates.coordinates(parent, field), requirement);
    }
  }

  GraphQLSchema schema() {
    return schema;
  }

  Requirement requirement(FieldCoordinates field) {
    return requirements.getOrDefault(field, Requirement.NONE);
  }

  boolean mayBePersonal(FieldCoordinates field) {
    return data.mayBePersonal(field);
  }
}
