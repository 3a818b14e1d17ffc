package ai.valeo.erp.tributary.graphql.gateway;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Puts what {@code extend} says into the types that it extends. */
final class Folding {

  private Folding() {}

  /**
   * Changes definitions so that nothing in them extends anything.
   *
   * @throws IllegalStateException if what is extended is not there
   */
  static void fold(TypeDefinitionRegistry types) {
    types
        .objectTypeExtensions()
        .forEach((name, all) -> {
          ObjectTypeDefinition base = base(types, name, ObjectTypeDefinition.class);
          List<FieldDefinition> fields =
              joined(
                  base.getFieldDefinitions(),
                  all.stream().flatMap(one -> one.getFieldDefinitions().stream()));
          replace(types, base, base.transform(changed -> changed.fieldDefinitions(fields)));
        });
    types
        .interfaceTypeExtensions()
        .forEach((name, all) -> {
          InterfaceTypeDefinition base = base(types, name, InterfaceTypeDefinition.class);
          List<FieldDefinition> fields =
              joined(
                  base.getFieldDefinitions(),
                  all.stream().flatMap(one -> one.getFieldDefinitions().stream()));
          replace(types, base, base.transform(changed -> changed.definitions(fields)));
        });
    types
        .enumTypeExtensions()
        .forEach((name, all) -> {
          EnumTypeDefinition base = base(types, name, EnumTypeDefinition.class);
          var values =
              joined(
                  base.getEnumValueDefinitions(),
                  all.stream().flatMap(one -> one.getEnumValueDefinitions().stream()));
          replace(types, base, base.transform(changed -> changed.enumValueDefinitions(values)));
        });
    types
        .inputObjectTypeExtensions()
        .forEach((name, all) -> {
          InputObjectTypeDefinition base = base(types, name, InputObjectTypeDefinition.class);
          var values =
              joined(
                  base.getInputValueDefinitions(),
                  all.stream().flatMap(one -> one.getInputValueDefinitions().stream()));
          replace(types, base, base.transform(changed -> changed.inputValueDefinitions(values)));
        });
    types
        .unionTypeExtensions()
        .forEach((name, all) -> {
          UnionTypeDefinition base = base(types, name, UnionTypeDefinition.class);
          var members =
              joined(
                  base.getMemberTypes(),
                  all.stream().flatMap(one -> one.getMemberTypes().stream()));
          replace(types, base, base.transform(changed -> changed.memberTypes(members)));
        });
  }

  private static <T> T base(TypeDefinitionRegistry types, String name, Class<T> kind) {
    Object base = types.types().get(name);
    if (!kind.isInstance(base)) {
      throw new IllegalStateException(name + ": extended, and not there");
    }
    return kind.cast(base);
  }

  private static <T> List<T> joined(List<? extends T> own, Stream<? extends T> more) {
    var all = new ArrayList<T>(own);
    more.forEach(all::add);
    return all;
  }

  private static void replace(
      TypeDefinitionRegistry types, SDLDefinition<?> before, SDLDefinition<?> after) {
    types.remove(before);
    types
        .add(after)
        .ifPresent(error -> {
          throw new IllegalStateException(error.getMessage());
        });
  }
}
