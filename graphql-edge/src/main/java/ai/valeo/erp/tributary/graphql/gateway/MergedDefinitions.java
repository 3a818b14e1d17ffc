package ai.valeo.erp.tributary.graphql.gateway;

import ai.valeo.erp.tributary.graphql.document.CentreTypes;
import graphql.language.AstPrinter;
import graphql.language.Directive;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.InterfaceTypeDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.SDLDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.language.UnionTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The edge's definitions with the centre's added. What both know must mean the same; the edge's
 * root fields stay its own, and the centre's others are added: those of Query and Subscription may
 * be null, since the centre can be away. Types have the fields of both, enums the values of both;
 * inputs that both know stay as the edge has them. One thread.
 */
final class MergedDefinitions {

  private static final String QUERY = "Query";
  private static final String MUTATION = "Mutation";
  private static final String SUBSCRIPTION = "Subscription";

  private static final Set<String> ROOTS = Set.of(QUERY, MUTATION, SUBSCRIPTION);
  private static final Set<String> KEPT_DIRECTIVES = Set.of("deprecated", "specifiedBy");
  private static final String EDGE_ONLY = "edgeOnly";
  private static final String OFFLINE_AVAILABLE = "offlineAvailable";

  private final TypeDefinitionRegistry merged;
  private final List<String> problems = new ArrayList<>();

  private MergedDefinitions(TypeDefinitionRegistry edge) {
    this.merged = edge;
  }

  /**
   * Adds the centre's definitions to the edge's.
   *
   * @param edge is changed
   * @return what does not fit; empty if all does
   */
  static List<String> merge(TypeDefinitionRegistry edge, TypeDefinitionRegistry centre) {
    MergedDefinitions merging = new MergedDefinitions(edge);
    centre.scalars().values().stream()
        .filter(scalar -> !edge.scalars().containsKey(scalar.getName()))
        .filter(scalar -> !isOfSpecification(scalar.getName()))
        .forEach(scalar -> merging.add(plain(scalar)));
    for (TypeDefinition<?> theirs : List.copyOf(centre.types().values())) {
      if (!isOfSpecification(theirs.getName())) {
        merging.type(theirs);
      }
    }
    merging.checkWhatTheEdgeReliesOn(new CentreTypes(centre));
    return merging.problems;
  }

  /** Types that federation brings; the edge's own federation is not the centre's. */
  private static boolean isOfSpecification(String name) {
    return name.startsWith("_") || name.contains("__");
  }

  private void type(TypeDefinition<?> theirs) {
    TypeDefinition<?> ours = merged.types().get(theirs.getName());
    if (ours == null) {
      add(plain(theirs));
      return;
    }
    switch (theirs) {
      case ObjectTypeDefinition object when ours instanceof ObjectTypeDefinition own ->
          replace(own, object(own, object));
      case EnumTypeDefinition values when ours instanceof EnumTypeDefinition own ->
          replace(own, values(own, values));
      case InputObjectTypeDefinition input when ours instanceof InputObjectTypeDefinition own ->
          input(own, input);
      case InterfaceTypeDefinition other when ours instanceof InterfaceTypeDefinition -> {}
      case UnionTypeDefinition other when ours instanceof UnionTypeDefinition -> {}
      case ScalarTypeDefinition other when ours instanceof ScalarTypeDefinition -> {}
      default -> problems.add(theirs.getName() + ": another kind of type than at the edge");
    }
  }

  private ObjectTypeDefinition object(ObjectTypeDefinition ours, ObjectTypeDefinition theirs) {
    boolean isRoot = ROOTS.contains(ours.getName());
    var fields = new ArrayList<FieldDefinition>();
    for (FieldDefinition own : ours.getFieldDefinitions()) {
      FieldDefinition other = field(theirs, own.getName());
      fields.add(other == null || isRoot ? own : both(ours.getName(), own, other));
    }
    for (FieldDefinition other : theirs.getFieldDefinitions()) {
      if (field(ours, other.getName()) == null && !isOfSpecification(other.getName())) {
        fields.add(ours.getName().equals(MUTATION) ? plain(other) : orNull(plain(other)));
      }
    }
    return ours.transform(changed -> changed.fieldDefinitions(fields));
  }

  private FieldDefinition both(String type, FieldDefinition ours, FieldDefinition theirs) {
    Type<?> common = common(ours.getType(), theirs.getType());
    if (common == null) {
      problems.add(
          type + "." + ours.getName() + ": " + text(theirs) + " (expected: " + text(ours) + ")");
      return ours;
    }
    return ours.transform(changed -> changed.type(common));
  }

  /** The type that admits the values of both, or nothing. */
  private static @Nullable Type<?> common(Type<?> one, Type<?> other) {
    if (one instanceof NonNullType outer && other instanceof NonNullType otherOuter) {
      Type<?> inner = common(outer.getType(), otherOuter.getType());
      return inner == null ? null : NonNullType.newNonNullType(inner).build();
    }
    Type<?> left = one instanceof NonNullType outer ? outer.getType() : one;
    Type<?> right = other instanceof NonNullType outer ? outer.getType() : other;
    if (left instanceof ListType list && right instanceof ListType otherList) {
      Type<?> element = common(list.getType(), otherList.getType());
      return element == null ? null : ListType.newListType(element).build();
    }
    return left instanceof TypeName name
            && right instanceof TypeName otherName
            && name.getName().equals(otherName.getName())
        ? left
        : null;
  }

  private static EnumTypeDefinition values(EnumTypeDefinition ours, EnumTypeDefinition theirs) {
    var values = new ArrayList<>(ours.getEnumValueDefinitions());
    List<String> known = values.stream().map(EnumValueDefinition::getName).toList();
    theirs.getEnumValueDefinitions().stream()
        .filter(value -> !known.contains(value.getName()))
        .map(value -> value.transform(plain -> plain.directives(kept(value.getDirectives()))))
        .forEach(values::add);
    return ours.transform(changed -> changed.enumValueDefinitions(values));
  }

  private void input(InputObjectTypeDefinition ours, InputObjectTypeDefinition theirs) {
    for (InputValueDefinition other : theirs.getInputValueDefinitions()) {
      String place = ours.getName() + "." + other.getName();
      InputValueDefinition own = value(ours.getInputValueDefinitions(), other.getName());
      if (own == null) {
        if (isRequired(other)) {
          problems.add(place + ": required by the centre, and not known at the edge");
        }
      } else if (common(own.getType(), other.getType()) == null) {
        problems.add(place + ": another type than at the edge");
      }
    }
  }

  /** The edge asks the centre for what is not here, and shows what it gets as its own types. */
  private void checkWhatTheEdgeReliesOn(CentreTypes centre) {
    for (TypeDefinition<?> type : merged.types().values()) {
      if (type instanceof ObjectTypeDefinition object && centre.knows(object.getName())) {
        for (FieldDefinition field : object.getFieldDefinitions()) {
          FieldDefinition theirs = centre.field(object.getName(), field.getName());
          String place = object.getName() + "." + field.getName();
          if (object.getName().equals(QUERY)) {
            reliesOnRootField(place, field, theirs);
          } else if (theirs == null && isReliedOn(object, field)) {
            problems.add(place + ": the centre does not have it any more");
          }
        }
      }
    }
  }

  private static boolean isReliedOn(ObjectTypeDefinition type, FieldDefinition field) {
    return !ROOTS.contains(type.getName())
        && field.getType() instanceof NonNullType
        && !field.hasDirective(EDGE_ONLY)
        && !type.hasDirective(EDGE_ONLY);
  }

  private void reliesOnRootField(
      String place, FieldDefinition field, @Nullable FieldDefinition theirs) {
    if (!field.hasDirective(OFFLINE_AVAILABLE)) {
      return;
    }
    if (theirs == null) {
      problems.add(place + ": the centre does not have it any more");
      return;
    }
    if (common(field.getType(), theirs.getType()) == null) {
      problems.add(place + ": " + text(theirs) + " (expected: " + text(field) + ")");
    }
    for (InputValueDefinition own : field.getInputValueDefinitions()) {
      InputValueDefinition other = value(theirs.getInputValueDefinitions(), own.getName());
      if (other == null || common(own.getType(), other.getType()) == null) {
        problems.add(place + "(" + own.getName() + "): the centre does not take it any more");
      }
    }
  }

  private static boolean isRequired(InputValueDefinition input) {
    return input.getType() instanceof NonNullType && input.getDefaultValue() == null;
  }

  private static @Nullable InputValueDefinition value(
      List<InputValueDefinition> values, String name) {
    return values.stream().filter(one -> one.getName().equals(name)).findFirst().orElse(null);
  }

  private static @Nullable FieldDefinition field(ObjectTypeDefinition type, String name) {
    return type.getFieldDefinitions().stream()
        .filter(one -> one.getName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private static FieldDefinition orNull(FieldDefinition field) {
    return field.getType() instanceof NonNullType outer
        ? field.transform(changed -> changed.type(outer.getType()))
        : field;
  }

  private static String text(FieldDefinition field) {
    return AstPrinter.printAst(field.getType());
  }

  /** Without directives, which say what the centre does and not what the edge does. */
  private static SDLDefinition<?> plain(SDLDefinition<?> definition) {
    return switch (definition) {
      case ObjectTypeDefinition type ->
          type.transform(changed ->
              changed
                  .directives(List.of())
                  .fieldDefinitions(
                      type.getFieldDefinitions().stream().map(MergedDefinitions::plain).toList()));
      case InterfaceTypeDefinition type ->
          type.transform(changed ->
              changed
                  .directives(List.of())
                  .definitions(
                      type.getFieldDefinitions().stream().map(MergedDefinitions::plain).toList()));
      case UnionTypeDefinition type -> type.transform(changed -> changed.directives(List.of()));
      case EnumTypeDefinition type ->
          type.transform(
              changed -> changed.directives(List.of()).enumValueDefinitions(values(type)));
      case InputObjectTypeDefinition type ->
          type.transform(changed ->
              changed
                  .directives(List.of())
                  .inputValueDefinitions(inputs(type.getInputValueDefinitions())));
      case ScalarTypeDefinition type ->
          type.transform(changed -> changed.directives(kept(type.getDirectives())));
      default -> definition;
    };
  }

  private static List<EnumValueDefinition> values(EnumTypeDefinition type) {
    return type.getEnumValueDefinitions().stream()
        .map(value -> value.transform(plain -> plain.directives(kept(value.getDirectives()))))
        .toList();
  }

  private static FieldDefinition plain(FieldDefinition field) {
    return field.transform(changed ->
        changed
            .directives(kept(field.getDirectives()))
            .inputValueDefinitions(inputs(field.getInputValueDefinitions())));
  }

  private static List<InputValueDefinition> inputs(List<InputValueDefinition> inputs) {
    return inputs.stream()
        .map(input -> input.transform(plain -> plain.directives(kept(input.getDirectives()))))
        .toList();
  }

  private static List<Directive> kept(List<Directive> directives) {
    return directives.stream().filter(one -> KEPT_DIRECTIVES.contains(one.getName())).toList();
  }

  private void add(SDLDefinition<?> definition) {
    merged.add(definition).ifPresent(error -> problems.add(String.valueOf(error.getMessage())));
  }

  private void replace(SDLDefinition<?> before, SDLDefinition<?> after) {
    merged.remove(before);
    add(after);
  }
}
