package ai.valeo.erp.tributary.graphql.schema;

import graphql.language.Argument;
import graphql.language.BooleanValue;
import graphql.language.Directive;
import graphql.language.ObjectTypeDefinition;
import graphql.language.StringValue;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a schema needs to be a subgraph of Apollo Federation v2: its directives, and the root fields
 * {@code _service} and {@code _entities}.
 */
final class Federation {

  /** Union of the types with {@code @key}. */
  static final String ENTITY = "_Entity";

  private static final String DIRECTIVES = "federation.graphqls";
  private static final String KEY = "key";
  private static final List<String> SCALARS =
      List.of("_Any", "link__Import", "federation__FieldSet", "federation__Scope");

  /** What a gateway asks; without it nothing is found by its key. */
  private static final String ENTITIES =
      """
      "An object of a type with @key."
      union _Entity = $TYPES

      extend type Query {
        "The objects of these keys, in their order; null for one that is not there. For gateways."
        _entities(
          "Of each object its __typename and the fields of one of its keys; at most 1000."
          representations: [_Any!]!
        ): [_Entity]! $DIRECTIVE
      }
      """;

  private static final String SERVICE =
      """
      "An object as a gateway names it: its __typename and the fields of a key."
      scalar _Any

      "What the service says of itself."
      type _Service $DIRECTIVE {
        "The schema as text, with its directives."
        sdl: String!
      }

      extend type Query {
        "The schema as text. For gateways."
        _service: _Service! $DIRECTIVE
      }
      """;

  private Federation() {}

  /**
   * Adds the definitions of its directives and root fields.
   *
   * @param directive what the root fields bear; may be empty
   */
  static void define(TypeDefinitionRegistry types, String directive) {
    Map<String, List<List<String>>> keys = keys(types);
    types.merge(new SchemaParser().parse(SdlResource.text(DIRECTIVES)));
    types.merge(new SchemaParser().parse(SERVICE.replace("$DIRECTIVE", directive)));
    if (!keys.isEmpty()) {
      String names = String.join(" | ", new TreeSet<>(keys.keySet()));
      String fields = ENTITIES.replace("$TYPES", names).replace("$DIRECTIVE", directive);
      types.merge(new SchemaParser().parse(fields));
    }
  }

  /** Adds the scalars of its directives, and what tells of which type an entity is. */
  static void wire(RuntimeWiring.Builder wiring) {
    SCALARS.forEach(name -> wiring.scalar(Scalars.document(name)));
    wiring.type(
        ENTITY,
        union ->
            union.typeResolver(found -> {
              String type = found.getLocalContext();
              return type == null ? null : found.getSchema().getObjectType(type);
            }));
  }

  /**
   * The keys of the types that can be found by one.
   *
   * @return by name of the type, the names of the fields of each key
   */
  static Map<String, List<List<String>>> keys(TypeDefinitionRegistry types) {
    Map<String, List<List<String>>> keys = new LinkedHashMap<>();
    for (ObjectTypeDefinition type : types.getTypes(ObjectTypeDefinition.class)) {
      var own = new ArrayList<List<String>>();
      for (Directive directive : type.getDirectives(KEY)) {
        String fields = fields(directive);
        if (fields != null) {
          own.add(List.of(fields.strip().split("\\s+")));
        }
      }
      if (!own.isEmpty()) {
        keys.put(type.getName(), List.copyOf(own));
      }
    }
    return keys;
  }

  private static @Nullable String fields(Directive key) {
    Argument resolvable = key.getArgument("resolvable");
    boolean isResolvable =
        resolvable == null || !(resolvable.getValue() instanceof BooleanValue is) || is.isValue();
    Argument fields = key.getArgument("fields");
    return isResolvable && fields != null && fields.getValue() instanceof StringValue text
        ? text.getValue()
        : null;
  }
}
