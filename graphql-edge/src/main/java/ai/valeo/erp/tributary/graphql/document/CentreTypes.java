package ai.valeo.erp.tributary.graphql.document;

import graphql.language.DirectivesContainer;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the centre's schema says of its types. Immutable. */
public final class CentreTypes {

  private final Map<String, TypeDefinition<?>> types = new HashMap<>();
  private final Map<String, Map<String, FieldDefinition>> fields = new HashMap<>();

  /** Of these definitions, in which nothing extends anything. */
  public CentreTypes(TypeDefinitionRegistry registry) {
    registry
        .types()
        .forEach((name, type) -> {
          types.put(name, type);
          if (type instanceof ImplementingTypeDefinition<?> container) {
            Map<String, FieldDefinition> own = new LinkedHashMap<>();
            container.getFieldDefinitions().forEach(field -> own.put(field.getName(), field));
            fields.put(name, own);
          }
        });
  }

  /** Whether it knows a type. */
  public boolean knows(String type) {
    return types.containsKey(type);
  }

  /** A field of a type, or none. */
  public @Nullable FieldDefinition field(String type, String name) {
    return fields.getOrDefault(type, Map.of()).get(name);
  }

  /** Whether the type itself says nothing of what an object is. */
  public boolean isAbstract(String type) {
    TypeDefinition<?> known = types.get(type);
    return known instanceof InterfaceTypeDefinition || known instanceof UnionTypeDefinition;
  }

  /** Seconds an answer with this field may be used without asking, or -1 if that is not said. */
  public long maxAgeSeconds(FieldDefinition field) {
    long own = maxAge(field);
    TypeDefinition<?> type = types.get(bare(field.getType()));
    return own >= 0 || type == null ? own : maxAge(type);
  }

  /** Whether a type is a list, after its outermost non-null. */
  public static boolean isList(Type<?> type) {
    Type<?> nullable = type instanceof NonNullType outer ? outer.getType() : type;
    return nullable instanceof ListType;
  }

  /** The name within lists and non-nulls. */
  public static String bare(Type<?> type) {
    return switch (type) {
      case NonNullType outer -> bare(outer.getType());
      case ListType list -> bare(list.getType());
      case TypeName name -> name.getName();
      default -> throw new IllegalArgumentException("type: " + type);
    };
  }

  /** What a field says of caching, or its type where it says nothing. */
  public Caching caching(FieldDefinition field) {
    Caching own = Caching.of(field);
    TypeDefinition<?> type = types.get(bare(field.getType()));
    return own.equals(Caching.UNSAID) && type != null ? Caching.of(type) : own;
  }

  /** Whether a field leads to an object. */
  public boolean isObject(FieldDefinition field) {
    return fields.containsKey(bare(field.getType())) || isAbstract(bare(field.getType()));
  }

  private static long maxAge(DirectivesContainer<?> container) {
    return Caching.of(container).maxAgeSeconds();
  }
}
