package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.GraphQLAppliedDirective;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLDirective;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLEnumValueDefinition;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a schema of ours leaves unsaid. */
final class SchemaAudit {

  /** Those whose meaning is ours; the others are of GraphQL and of federation. */
  private static final Set<String> OWN_DIRECTIVES =
      Set.of("edgeOnly", "edgeSync", "offlineAvailable", "cacheControl");

  private SchemaAudit() {}

  /** Types, fields, arguments, words and our directives without a description. */
  static List<String> silent(GraphQLSchema schema) {
    var silent = new ArrayList<String>();
    for (GraphQLNamedType type : schema.getAllTypesAsList()) {
      if (!type.getName().startsWith("__")) {
        note(silent, type);
      }
    }
    for (GraphQLDirective directive : schema.getDirectives()) {
      if (OWN_DIRECTIVES.contains(directive.getName())) {
        note(silent, "@" + directive.getName(), directive.getDescription());
        for (GraphQLArgument argument : directive.getArguments()) {
          String path = "@" + directive.getName() + "." + argument.getName();
          note(silent, path, argument.getDescription());
        }
      }
    }
    return silent;
  }

  /** Root fields that do not say who may use them. */
  static List<String> open(GraphQLSchema schema) {
    return Stream.of(schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType())
        .filter(Objects::nonNull)
        .flatMap(root ->
            root.getFieldDefinitions().stream()
                .filter(field -> !isGuarded(field))
                .map(field -> root.getName() + "." + field.getName()))
        .toList();
  }

  /** Types with {@code @key} that do not say who may see them. */
  static List<String> openEntities(GraphQLSchema schema) {
    return schema.getAllTypesAsList().stream()
        .filter(GraphQLObjectType.class::isInstance)
        .map(GraphQLObjectType.class::cast)
        .filter(type -> type.hasAppliedDirective("key"))
        .filter(type -> !type.hasAppliedDirective("requiresScopes"))
        .map(GraphQLObjectType::getName)
        .sorted()
        .toList();
  }

  private static boolean isGuarded(GraphQLFieldDefinition field) {
    return field.getAppliedDirectives().stream()
        .map(GraphQLAppliedDirective::getName)
        .anyMatch(name -> name.equals("requiresScopes") || name.equals("authenticated"));
  }

  private static void note(List<String> silent, GraphQLNamedType type) {
    note(silent, type.getName(), type.getDescription());
    switch (type) {
      case GraphQLFieldsContainer object -> {
        for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
          String path = type.getName() + "." + field.getName();
          note(silent, path, field.getDescription());
          for (GraphQLArgument argument : field.getArguments()) {
            note(silent, path + "." + argument.getName(), argument.getDescription());
          }
        }
      }
      case GraphQLInputObjectType input -> {
        for (GraphQLInputObjectField field : input.getFields()) {
          note(silent, type.getName() + "." + field.getName(), field.getDescription());
        }
      }
      case GraphQLEnumType words -> {
        for (GraphQLEnumValueDefinition word : words.getValues()) {
          note(silent, type.getName() + "." + word.getName(), word.getDescription());
        }
      }
      default -> {}
    }
  }

  private static void note(List<String> silent, String path, @Nullable String description) {
    if (description == null || description.isBlank()) {
      silent.add(path);
    }
  }
}
