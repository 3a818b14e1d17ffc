package ai.valeo.erp.tributary.graphql.schema;

import graphql.schema.TypeResolver;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import java.util.Set;

/**
 * Resolves the types of interfaces and unions beyond one's own: their objects say it themselves.
 */
final class TypedResolvers implements WiringFactory {

  private static final TypeResolver TYPED =
      environment -> {
        Object object = environment.getObject();
        String name = object instanceof Typed typed ? typed.typeName() : null;
        return name == null ? null : environment.getSchema().getObjectType(name);
      };

  private final Set<String> own;

  /**
   * Resolvers.
   *
   * @param own types that are resolved otherwise
   */
  TypedResolvers(Set<String> own) {
    this.own = own;
  }

  @Override
  public boolean providesTypeResolver(InterfaceWiringEnvironment environment) {
    return !own.contains(environment.getInterfaceTypeDefinition().getName());
  }

  @Override
  public TypeResolver getTypeResolver(InterfaceWiringEnvironment environment) {
    return TYPED;
  }

  @Override
  public boolean providesTypeResolver(UnionWiringEnvironment environment) {
    return !own.contains(environment.getUnionTypeDefinition().getName());
  }

  @Override
  public TypeResolver getTypeResolver(UnionWiringEnvironment environment) {
    return TYPED;
  }
}
