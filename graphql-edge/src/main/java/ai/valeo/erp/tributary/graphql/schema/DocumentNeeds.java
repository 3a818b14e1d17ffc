package ai.valeo.erp.tributary.graphql.schema;

import graphql.introspection.Introspection;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.InlineFragment;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.schema.FieldCoordinates;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedOutputType;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a document asks of its caller as a whole: computed once for a document. Who has it all needs
 * no check of single fields.
 *
 * @param requirements what its fields ask
 * @param isPersonal whether a field may show personal data
 */
record DocumentNeeds(Set<Requirement> requirements, boolean isPersonal) {

  /** Nothing. */
  static final DocumentNeeds NONE = new DocumentNeeds(Set.of(), false);

  DocumentNeeds {
    requirements = Set.copyOf(requirements);
  }

  /** Whether no field has to be looked at for a caller. */
  boolean areMetBy(Identity caller) {
    if (isPersonal || !caller.seesAllWarehouses()) {
      return false;
    }
    for (Requirement requirement : requirements) {
      if (!requirement.isMetBy(caller)) {
        return false;
      }
    }
    return true;
  }

  /** The needs of a valid document. */
  static DocumentNeeds of(FieldRules rules, Document document) {
    Walk walk = new Walk(rules);
    for (OperationDefinition operation : document.getDefinitionsOfType(OperationDefinition.class)) {
      walk.into(operation.getSelectionSet(), root(rules.schema(), operation));
    }
    for (FragmentDefinition fragment : document.getDefinitionsOfType(FragmentDefinition.class)) {
      walk.into(fragment.getSelectionSet(), walk.type(fragment.getTypeCondition()));
    }
    return new DocumentNeeds(walk.requirements, walk.isPersonal);
  }

  private static @Nullable GraphQLObjectType root(
      GraphQLSchema schema, OperationDefinition operation) {
    return switch (operation.getOperation()) {
      case QUERY -> schema.getQueryType();
      case MUTATION -> schema.getMutationType();
      case SUBSCRIPTION -> schema.getSubscriptionType();
    };
  }

  private static final class Walk {

    private final FieldRules rules;
    private final Set<Requirement> requirements = new LinkedHashSet<>();
    private boolean isPersonal;

    Walk(FieldRules rules) {
      this.rules = rules;
    }

    @Nullable GraphQLNamedType type(TypeName name) {
      return rules.schema().getTypeAs(name.getName());
    }

    /** Fragments that are spread are walked by themselves. */
    void into(@Nullable SelectionSet selections, @Nullable GraphQLNamedType parent) {
      if (selections == null || parent == null) {
        return;
      }
      for (Selection<?> selection : selections.getSelections()) {
        if (selection instanceof Field field) {
          into(field, parent);
        } else if (selection instanceof InlineFragment inline) {
          TypeName narrowed = inline.getTypeCondition();
          into(inline.getSelectionSet(), narrowed == null ? parent : type(narrowed));
        }
      }
    }

    private void into(Field field, GraphQLNamedType parent) {
      if (field.getName().startsWith("__") || parent instanceof GraphQLUnionType) {
        return;
      }
      var container = (GraphQLFieldsContainer) parent;
      for (GraphQLNamedOutputType one : concrete(container)) {
        FieldCoordinates place = FieldCoordinates.coordinates(one.getName(), field.getName());
        Requirement requirement = rules.requirement(place);
        if (!requirement.equals(Requirement.NONE)) {
          requirements.add(requirement);
        }
        isPersonal |= rules.mayBePersonal(place);
      }
      var definition = Introspection.getFieldDefinition(rules.schema(), container, field.getName());
      into(
          field.getSelectionSet(),
          (GraphQLNamedType) GraphQLTypeUtil.unwrapAll(definition.getType()));
    }

    private List<? extends GraphQLNamedOutputType> concrete(GraphQLFieldsContainer type) {
      return type instanceof GraphQLInterfaceType abstractType
          ? Objects.requireNonNull(rules.schema().getImplementations(abstractType))
          : List.of(type);
    }
  }
}
